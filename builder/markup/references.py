"""Pictures and links of sanitised HTML, with their lines in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote, unquote

from builder.markup.source import Places
from builder.model.document import Finding, Reference

# Sanitised HTML is regular: attributes are in double quotes, and `<` stands for a tag only.
_ATTRIBUTES = r'(?: [\w-]+="[^"]*")*'
_ATTRIBUTE = re.compile(r' ([\w-]+)="([^"]*)"')
_TAG = re.compile(rf"</?[\w-]+{_ATTRIBUTES}>")
_IMAGE = re.compile(rf"<img({_ATTRIBUTES})>")
_LINK_OR_IMAGE = re.compile(rf"<img({_ATTRIBUTES})>|<a({_ATTRIBUTES})>(.*?)</a>", re.DOTALL)
_REMOTE = re.compile(r"(?:https?:)?[\\/]{2}", re.I)
FOOTNOTE = ("#fn:", "#fnref")


def attributes(text: str) -> dict[str, str]:
    """Attributes of a tag of sanitised HTML, unescaped."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def words(html: str) -> str:
    """The words of sanitised HTML."""
    return unescape(_TAG.sub("", html)).strip()


def drop_far_pictures(html: str, places: Places) -> tuple[str, list[Finding]]:
    """Show the description of every picture that does not lie beside the lesson."""
    findings: list[Finding] = []

    def judge(found: re.Match[str]) -> str:
        named = attributes(found[1])
        target = named.get("src", "")
        if target and not _REMOTE.match(target):
            return found[0]
        if target:
            findings.append(_remote(target, _line(places, target)))
        return escape(named.get("alt", ""), quote=False)

    return _IMAGE.sub(judge, html) if "<img" in html else html, findings


def _remote(target: str, line: int) -> Finding:
    return Finding(
        line,
        "picture-remote",
        f"the picture {target[:80]} lies on another server, which a phone may not reach; "
        "its description is shown instead",
        "save the picture beside the lesson and write only its file name",
    )


def references(html: str, places: Places) -> Iterator[Reference]:
    """Every picture and link in order; footnotes' own links are none."""
    for found in _LINK_OR_IMAGE.finditer(html):
        if found[1] is not None:
            yield _image(found[1], places)
            continue
        target = attributes(found[2]).get("href", "")
        if target and not target.startswith(FOOTNOTE):
            yield Reference("link", target, words(found[3]), _line(places, target))
        for inner in _IMAGE.finditer(found[3]):
            yield _image(inner[1], places)


def _image(text: str, places: Places) -> Reference:
    named = attributes(text)
    target = named.get("src", "")
    return Reference("image", target, named.get("alt", ""), _line(places, target))


def _line(places: Places, target: str) -> int:
    if places.knows(target):
        return places.next(target)
    mail = target.removeprefix("mailto:")
    return places.next(target, mail, escape(target), unquote(target), quote(target))
