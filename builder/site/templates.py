"""The templates of pages: the package's, and before them the school's own."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2

from builder.theme_folder import own_theme

# Under this name the package's template can be had where the school's own has taken its place.
PACKAGE = "renlearn"


class TemplateFaultError(Exception):
    """A template of the school's own is wrong; the message says where and how."""


def environment(theme: Path, own: Path | None) -> jinja2.Environment:
    """
    Templates of the folders `own` and, where that lacks one, `theme`.

    `{% extends "renlearn/lesson.html" %}` names the theme's in any case, so
    that a school's lesson.html need hold no more than what it changes.
    """
    package = jinja2.FileSystemLoader(theme)
    loaders = [jinja2.FileSystemLoader(own)] if own else []
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([*loaders, package, jinja2.PrefixLoader({PACKAGE: package})]),
        autoescape=True,
        auto_reload=False,  # who watches templates makes another environment
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@contextmanager
def faults_in_words(root: Path) -> Iterator[None]:
    """
    Say in words what is wrong with a template of the school in `root`.

    Raises:
        TemplateFaultError: In place of whatever such a template raised.
    """
    try:
        yield
    except Exception as error:
        own = own_theme(root)
        place = _place(error, own) if own else None
        if place is None:
            raise
        message = f"theme/{place}: {_what(error)}; mend the template or delete it"
        raise TemplateFaultError(message) from error


def _what(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error}"
    if isinstance(error, UnicodeDecodeError):
        return "the file is not saved as UTF-8"
    return str(error).rstrip(".")


def _place(error: Exception, own: Path) -> str | None:
    """`lesson.html:3` when that template of the school's own stands behind an error."""
    if isinstance(error, UnicodeDecodeError):
        return next((f"{_name(one, own)}:1" for one in own.rglob("*.html") if _garbled(one)), None)
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        frames = [(error.filename, error.lineno)]
    else:
        frames = [
            (one.filename, one.lineno or 1) for one in traceback.extract_tb(error.__traceback__)
        ]
    for file, line in reversed(frames):
        if Path(file).suffix == ".html" and Path(file).is_relative_to(own):
            return f"{_name(Path(file), own)}:{line}"
    return None


def _name(file: Path, own: Path) -> str:
    return file.relative_to(own).as_posix()


def _garbled(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return True
    return False
