"""What of an author's HTML and links does not reach the page, said with line and mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from builder.markup.sanitise import SCHEMES
from builder.markup.source import Places
from builder.model.document import Finding

# Tag to what becomes of it. Only these are worth a word; `<font>` and its like just go.
_REMOVED = {
    "iframe": "a foreign page cannot stand in a lesson and is left out",
    "frame": "a foreign page cannot stand in a lesson and is left out",
    "video": "a video costs a reader too much data and is left out",
    "script": "a script is left out",
    "style": "a style sheet is left out",
    "object": "an embedded object is left out",
    "embed": "an embedded object is left out",
    "applet": "an embedded object is left out",
    "form": "a form is left out, its words stay",
    "input": "a form field is left out",
    "textarea": "a form field is left out",
    "select": "a form field is left out",
    "button": "a button is left out, its words stay",
    "link": "a link to a style sheet is left out",
    "meta": "page settings are left out",
    "base": "page settings are left out",
    "canvas": "a canvas is left out",
    "svg": "a drawing inside the text is left out",
    "audio": "a recording without an address is left out",
}
_MENDS = {
    "iframe": "write a link, [title](address), or tell it in words",
    "video": "show its main steps as pictures with a few words each",
    "svg": "save the drawing as a file beside the lesson and write ![what it shows](drawing.svg)",
    "audio": "write a link to the recording: [听录音](recording.mp3)",
}
_REMOVED_TAG = re.compile(rf"<({'|'.join(_REMOVED)})(?=[\s/>])", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){1,2000}", re.I)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_EVENT = re.compile(r"[\s/](on[a-z]{3,30})\s*=", re.I)
_ADDRESS = re.compile(
    r"""<(\w+)[^<>]{0,2000}?\s(?:href|src)\s*=\s*("[^"]{0,2000}|'[^']{0,2000}|[^\s>"']{1,2000})""",
    re.I,
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_IGNORED_IN_SCHEMES = dict.fromkeys(range(33), None)  # browsers skip them
_CODE = re.compile(r"<(pre|code|math)\b[^>]*>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MACRO = re.compile(r"\{%.{0,300}?%\}|\{\{.{0,300}?\}\}", re.DOTALL)
_NEARLY_LINK = re.compile(
    r"!?\[[^\[\]\n]{1,200}\] ?[（(] ?"
    r"(?:https?://[^（）()\s]{1,300}|[^（）()\s]{1,300}\.[A-Za-z0-9]{2,5}(?:#[^（）()\s]{0,100})?)"
    r" ?[）)]"
)
_NEARLY_PICTURE = re.compile(r'！<a href="([^"]{1,300}\.(?:jpe?g|png|gif|webp|svg))"', re.I)
_WIKI = re.compile(r"!?\[\[([^\[\]\n]{1,200})\]\]")


def judge_html(html: str, places: Places) -> Iterator[Finding]:
    """Findings about an author's HTML, not yet sanitised; code in it is escaped, so never meant."""
    html = _COMMENT.sub("", html)
    for found in _REMOVED_TAG.finditer(html):
        name = found[1].lower()
        mend = _MENDS.get(name, "delete it, or say it in words")
        line = places.next(found[0], f"<{name}")
        yield Finding(line, f"html-{name}", f"<{name}>: {_REMOVED[name]}", mend)
    for name in _events(html):
        what = f"{name}= runs a script and is left out"
        yield Finding(places.next(name), "html-event", what, "delete the attribute")
    yield from judge_addresses(html, places)


def judge_addresses(html: str, places: Places) -> Iterator[Finding]:
    """Findings about the addresses of links and pictures in HTML that is not yet sanitised."""
    for found in _ADDRESS.finditer(html):
        if found[1].lower() in {"a", "img", "area"}:
            yield from _judge_address(unescape(found[2]).strip("\"'"), places)


def _events(html: str) -> Iterator[str]:
    """The names of event attributes, those of tags only."""
    if not _EVENT.search(html):
        return
    for tag in _OPENING.finditer(html):
        for found in _EVENT.finditer(_QUOTED.sub('""', tag[0])):
            yield found[1]


def _judge_address(address: str, places: Places) -> Iterator[Finding]:
    if not address:
        what = "a picture or link has no address"
        yield Finding(places.next("]()", '""'), "link-empty", what, "write the file's name in it")
    plain = address.translate(_IGNORED_IN_SCHEMES)
    scheme = _SCHEME.match(plain)
    name = scheme[1].lower() if scheme else ""
    if not name or name in SCHEMES:
        return
    written, _, rest = address.partition(":")
    line = places.next(address, f"{written}:", rest)
    if len(name) == 1 or name == "file":
        what = f"{address[:60]} is a place on your own computer and works for nobody else"
        mend = "put the file beside the lesson and write only its name"
        yield Finding(line, "link-local", what, mend)
    elif name in {"javascript", "vbscript"}:
        what = f"a {name}: address runs a script and is left out"
        yield Finding(line, "link-script", what, "link to a page or a file")
    elif name == "data":
        what = "a data: address is left out; what it holds would be loaded with every page"
        yield Finding(line, "link-data", what, "save it as a file beside the lesson")
    else:
        what = f"a {name}: address does not open in every phone's browser and is left out"
        yield Finding(line, "link-scheme", what, "link to an https address, or say it in words")


def judge_words(html: str, places: Places) -> Iterator[Finding]:
    """Findings about other systems' signs among the words of sanitised HTML."""
    for found in _NEARLY_PICTURE.finditer(html):
        what = (
            f"the ！ before {unescape(found[1])[:60]} is full-width, so it is a link and no picture"
        )
        yield Finding(places.next("！["), "picture-sign", what, "type a half-width ! before it")
    if not any(sign in html for sign in ("{%", "{{", "[[", "](", "] (", "]（")):
        return
    words = unescape(_TAG.sub("", _CODE.sub(" ", html)))
    for found in _MACRO.finditer(words):
        sign = found[0][:2]
        what = f"{sign} … {found[0][-2:]} means nothing here and is shown as it stands"
        mend = "write what it stands for, or put it between backticks if it is meant as code"
        yield Finding(places.next(found[0], sign), "foreign-macro", what, mend)
    for found in _WIKI.finditer(words):
        what = f"[[{found[1][:40]}]] is no link here and is shown as it stands"
        yield Finding(
            places.next(found[0], found[1]), "foreign-link", what, "write [words](file.md)"
        )
    for found in _NEARLY_LINK.finditer(words):
        what = f"{found[0][:60]} is no link here: its brackets are full-width or stand apart"
        mend = "type half-width brackets without a blank between them: [words](address)"
        yield Finding(places.next(found[0]), "link-signs", what, mend)
