"""
The scripts of the pages: parts in `theme/script/`, one file per kind of page and language.

What a lesson cannot wait for stands in the page (`inline`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import rjsmin

from builder.i18n import SOURCE, catalogue_name, translator
from builder.site.chunks import used

BUNDLES: Mapping[str, tuple[str, ...]] = {
    "lesson": ("common", "saver", "place", "questions", "lesson", "copy", "discuss"),
    "dates": ("common", "saver", "dates"),
    "survey": ("common", "enter", "survey"),
    "verify": ("common", "enter", "verify"),
    "quiz": ("common", "saver", "judge", "questions", "copy", "code", "quiz"),
    "exam": ("common", "enter", "saver", "copy", "code", "day", "qr", "exam"),
    "exam-pin": ("common", "enter", "saver", "copy", "code", "day", "qr", "pin", "exam"),
    "company": ("common", "enter", "saver", "place", "copy", "code", "day", "company"),
}
SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"  # wechat.md 11.4
_CARD = "card"  # the part of a lesson's script that asks for a signature
_TEXT = re.compile(r"\b_\('([^']+)'\)")
_SCRIPTED = re.compile(r"<picture|<body data-p|class=q ")
_OWN = re.compile(r"<body data-p=(z|e|s|v|k)\b[^>]*?( data-pin)?>")


@dataclass(frozen=True)
class Script:
    """A script: its content-hashed file name and its minified text."""

    name: str
    text: str


def scripts(
    theme: Path, languages: Iterable[str], signer: str = ""
) -> Mapping[tuple[str, str], Script]:
    """
    The scripts of all pages by bundle and catalogue (`catalogue_name`), each in its own file.

    A file is fetched once and kept for a year, so that the next lesson costs
    no byte of it; nothing on a page waits for it.

    Args:
        theme: Folder of styles and scripts.
        languages: Of the pages (BCP 47 tags).
        signer: Address that signs lessons for WeChat's JS-SDK, or "": then
            no script knows of it.
    """
    bundles = dict(BUNDLES)
    if signer:
        bundles["lesson"] += (_CARD,)
    return {
        (name, catalogue): script(theme, parts, catalogue or SOURCE, signer)
        for catalogue in sorted(set(map(catalogue_name, languages)))
        for name, parts in bundles.items()
    }


def hosts(name: str, signer: str) -> tuple[str, str]:
    """What a page with a bundle may load and ask elsewhere: the SDK, the signer's origin."""
    if not signer or name != "lesson":
        return "", ""
    parts = urlsplit(signer)
    return SDK, f"{parts.scheme}://{parts.netloc}"


def bundle(html: str) -> str:
    """The name of the bundle that a page needs, or ""."""
    if own := _OWN.search(html):
        kinds = {"z": "quiz", "s": "survey", "v": "verify", "k": "company"}
        return kinds.get(own[1]) or ("exam-pin" if own[2] else "exam")
    if " data-end=" in html:
        return "dates"
    return "lesson" if _SCRIPTED.search(html) else ""


def script(theme: Path, parts: tuple[str, ...], language: str, signer: str = "") -> Script:
    """One script of `parts`, with its texts in the language (BCP 47 tag) of its pages."""
    files = (theme / "script" / f"{part}.js" for part in parts)
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    minified = str(rjsmin.jsmin(f"(function (d) {{\n{source}\n}})(document)")).strip()
    text = _translated(minified, language)
    if _CARD in parts:
        asked = f"{signer}{'&' if '?' in signer else '?'}url="
        text = text.replace("SDK_URL", json.dumps(SDK)).replace("SIGNER_URL", json.dumps(asked))
    digest = base64.b32encode(hashlib.sha256(text.encode()).digest())[:10].decode().lower()
    return Script(f"{digest}.js", text)


def is_late(html: str) -> bool:
    """Whether a page asks for its script itself, after its pictures, and can judge without it."""
    return "<body data-p=l" in html


def inline(theme: Path, html: str, language: str, script_url: str) -> str:
    """
    The script that stands in a page, or "".

    Args:
        theme: Folder of styles and scripts.
        html: Of the page.
        language: Of the page (BCP 47 tag).
        script_url: Of the page's script, relative to it.
    """
    text = used(theme / "head.js", html)
    if is_late(html) and "<form class=q" in html:
        text += used(theme / "script/judge.js", html)
    return _filled(text, language, script_url)


# The pages of a school differ in a few dozen ways.
@lru_cache(maxsize=1_000)
def _filled(text: str, language: str, script_url: str) -> str:
    said = _translated(text, language).replace('"+"', "")  # texts that stand together are one
    return said.replace("SCRIPT_URL", json.dumps(script_url))


def _translated(text: str, language: str) -> str:
    translate = translator(language)
    return _TEXT.sub(lambda found: json.dumps(translate(found[1]), ensure_ascii=False), text)
