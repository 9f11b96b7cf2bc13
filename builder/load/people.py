"""`content/people/<name>.yml` becomes a Person, less what they did not agree to show."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from builder.load.dates import DateKeys
from builder.load.files import read_text
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_YAML
from builder.load.schema import PERSON, Keys, checked
from builder.load.yaml import load_mapping
from builder.model.person import Person, Role
from builder.problems import Problems

FOLDER = "people"
_SHOWN = ("name", "work", "city", "words", "photo", "link")


def read_people(content: Path, files: Collection[str], problems: Problems) -> tuple[Person, ...]:
    """
    Read everyone who agreed to be shown.

    Args:
        content: The folder `content/`.
        files: Every file, relative to it.
        problems: Takes what is wrong.
    """
    media = MediaKeys(files, problems)
    paths = sorted(one for one in files if posixpath.dirname(one) == FOLDER)
    found = (_person(content, one, media, problems) for one in paths if one.endswith(".yml"))
    return tuple(person for person in found if person)


def _person(content: Path, path: str, media: MediaKeys, problems: Problems) -> Person | None:
    place = f"content/{path}"
    text = read_text(content, path, MAX_YAML, problems, leaves_out=False)
    found = load_mapping(text, place, problems, leaves_out=False) if text is not None else None
    if found is None:
        return None
    keys = checked(found, PERSON, place, problems)
    role = _role(keys, place, problems)
    agreed = _agreed(keys, place, problems)
    if role is None or not agreed:
        return None
    if "name" not in keys.values:
        problems.add(place, 1, "person-name", "there is no name here", "write name:")
        return None
    shown = replace(keys, values={key: keys.values[key] for key in agreed if key in keys.values})
    slug = posixpath.splitext(posixpath.basename(path))[0]
    return Person(
        slug,
        role,
        shown.get("name"),
        shown.get("work"),
        shown.get("city"),
        shown.get("words"),
        media.photo(path, shown),
        _link(shown, place, problems),
    )


def _role(keys: Keys, place: str, problems: Problems) -> Role | None:
    written = str(keys.get("role")).lower()
    roles: tuple[Role, ...] = get_args(Role)
    for role in roles:
        if role == written:
            return role
    near = difflib.get_close_matches(written[:20], roles, n=1)
    mend = f"did you mean {near[0]}?" if near else f"write role: and one of {', '.join(roles)}"
    message = f"{written or 'nothing'} is no role"
    problems.add(place, keys.lines.get("role", 1), "key-value", message, mend)
    return None


def _agreed(keys: Keys, place: str, problems: Problems) -> tuple[str, ...]:
    """The keys that may be shown: none without the day on which their person said so."""
    day = DateKeys(keys, place, 1, problems).day("consent") if "consent" in keys.lines else None
    agreed: tuple[str, ...] = keys.get("agreed", ())
    if day is None or "name" not in agreed:
        message = "this person is not shown: there is no consent, or it does not cover the name"
        mend = "ask them, then write consent: 2026-11-01 and agreed: [name, work]"
        problems.add(place, 1, "person-consent", message, mend, severity="advice")
        return ()
    for name in agreed:
        if name not in _SHOWN:
            near = difflib.get_close_matches(name[:20], _SHOWN, n=1)
            mend = f"did you mean {near[0]}?" if near else f"write some of {', '.join(_SHOWN)}"
            message = f"{name} is nothing that can be shown"
            problems.add(place, keys.lines["agreed"], "key-value", message, mend)
    return agreed


def _link(keys: Keys, place: str, problems: Problems) -> str:
    link = str(keys.get("link"))
    try:
        good = not link or (urlsplit(link).scheme in {"http", "https"} and urlsplit(link).hostname)
    except ValueError:
        good = False
    if good:
        return link
    mend = "write it whole: https://example.org/"
    problems.add(place, keys.lines["link"], "key-value", f"{link[:60]} is no address", mend)
    return ""
