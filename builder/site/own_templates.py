"""What a school's own templates ask for, so that not every page need be made after each edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import jinja2
from jinja2 import meta, nodes

from builder.site.templates import PACKAGE

# What pages of these are given is all of one course: they are made anew with each of its lessons.
OF_A_COURSE = frozenset({"lesson.html", "quiz.html"})
# What a page is given that says nothing of a lesson but of its own, if it is a lesson's.
_OF_THE_PAGE = frozenset(
    {"_", "body", "card", "cover", "day", "description", "figure", "group", "kilobytes"}
    | {"language_name", "link", "name", "page", "photo", "questions_anchor"}
    | {"settings", "source", "square", "weekdays", "zone"}
)
_WHOLE_CONTEXT = "context"  # SitePage.context, and imports "with context"


def own_templates(own: Path | None) -> dict[str, Path]:
    """The templates in a school's own theme, by name."""
    if own is None:
        return {}
    return {file.relative_to(own).as_posix(): file for file in sorted(own.rglob("*.html"))}


def keep_to_their_page(own: Path | None) -> bool:
    """
    Whether no template in a school's own theme shows lessons of other courses than its page's.

    One that cannot be read, or includes what it does not name, counts as one that may.
    """
    known = own_templates(own)
    return all(
        name in OF_A_COURSE or _keeps_to_its_page(name, file, known.keys() - OF_A_COURSE)
        for name, file in known.items()
    )


def _keeps_to_its_page(name: str, file: Path, known: Collection[str]) -> bool:
    try:
        text = file.read_text(encoding="utf-8")
        tree = jinja2.Environment(autoescape=True).parse(text)
    except (OSError, ValueError, jinja2.TemplateError):
        return False
    extended = set(_extended(tree))
    return (
        _WHOLE_CONTEXT not in text
        and meta.find_undeclared_variables(tree) <= _OF_THE_PAGE
        and all(isinstance(one.arg, nodes.Const) for one in tree.find_all(nodes.Getitem))
        and extended <= {name, f"{PACKAGE}/{name}", "base.html", f"{PACKAGE}/base.html"}
        and set(meta.find_referenced_templates(tree)) <= {*known, *extended}
    )


def _extended(tree: nodes.Template) -> Iterator[str]:
    """The names of templates that it extends, as far as it tells them."""
    templates = (one.template for one in tree.find_all(nodes.Extends))
    return (one.value for one in templates if isinstance(one, nodes.Const))
