"""Files to begin with: where they lie, in which language, and how they are filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

_FOLDER = Path(__file__).with_name("templates")
_OTHERS = "en"  # whose texts a language without its own takes
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_DOT = "dot-"  # so that no tool takes a template for its own settings


def template_set(language: str) -> str:
    """The set of texts for a language (BCP 47 tag): its own, else English."""
    own = language.lower().partition("-")[0]
    return own if (_FOLDER / own).is_dir() else _OTHERS


def filled(kind: str, values: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """
    The files of one kind of template with their values.

    Args:
        kind: Folder below `templates/`: `school`, `zh/course` and so on.
        values: What each `{{name}}` becomes.

    Yields:
        Path relative to where they go, and content.
    """
    folder = _FOLDER / kind
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        parts = [
            part.replace(_DOT, ".", 1) if part.startswith(_DOT) else part
            for part in file.relative_to(folder).parts
        ]
        text = file.read_text(encoding="utf-8")
        yield "/".join(parts), _PLACE.sub(lambda found: values[found[1]], text).encode()


def as_yaml(text: str) -> str:
    """A text as a value in YAML, in quotes where it needs them."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=1_000)).splitlines()[0]
