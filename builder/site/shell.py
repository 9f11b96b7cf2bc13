"""The last step of a page: the styles and scripts that it uses, squeezed and sealed by a CSP."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import rcssmin
import rjsmin

_CHUNK = re.compile(r"^/\* @(?P<name>\w+)(?: (?P<pattern>.+?))? \*/$", re.MULTILINE)
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_BETWEEN = re.compile(r">\s*\n\s*<")
_SPACE = re.compile(r"\s*\n\s*")


@cache
def _chunks(file: Path, changed: int) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - cache key
    """The parts of a style sheet or script: (regular expression of pages that use it, text)."""
    text = file.read_text(encoding="utf-8")
    marks = list(_CHUNK.finditer(text))
    minify = rcssmin.cssmin if file.suffix == ".css" else rjsmin.jsmin
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return tuple(
        (mark["pattern"] or "", str(minify(text[mark.end() : end])).strip())
        for mark, end in zip(marks, ends, strict=True)
    )


def used(file: Path, html: str) -> str:
    """The minified parts of a style sheet or script whose pattern occurs in the page."""
    parts = _chunks(file, file.stat().st_mtime_ns)
    return "".join(text for pattern, text in parts if not pattern or re.search(pattern, html))


def seal(html: str, theme: Path) -> str:
    """
    Finish a rendered page.

    `<!--css-->`, `<!--head-->`, `<!--foot-->` and `<!--csp-->` stand in the
    templates where styles, scripts and the policy go. The policy names the
    hashes of what stands in the page, so nothing else can run in it
    (Content Security Policy Level 3, 6.7.3.3).
    """
    css = used(theme / "site.css", html)
    head, foot = used(theme / "head.js", html), used(theme / "foot.js", html)
    scripts = [script for script in (head, foot) if script]
    policy = (
        "default-src 'none';img-src 'self';media-src 'self';"
        f"style-src '{_hash(css)}';base-uri 'none';form-action 'none'"
    )
    if scripts:
        policy += f";script-src {' '.join(_quoted(_hash(script)) for script in scripts)}"
    page = squeeze(html)
    page = page.replace("<!--csp-->", f'<meta http-equiv=Content-Security-Policy content="{policy}">')
    page = page.replace("<!--css-->", f"<style>{css}</style>")
    page = page.replace("<!--head-->", f"<script>{head}</script>" if head else "")
    return page.replace("<!--foot-->", f"<script>{foot}</script>" if foot else "")


def squeeze(html: str) -> str:
    """Drop line breaks and indents outside `<pre>`; one blank stays where words would join."""
    parts = _KEPT.split(html)
    # The pattern has two groups: text, kept element, its name, text, …
    texts = [_SPACE.sub(" ", _BETWEEN.sub("><", part)) for part in parts[::3]]
    kept = parts[1::3]
    woven = [piece for pair in zip(texts, [*kept, ""], strict=True) for piece in pair]
    return "".join(woven).strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _quoted(text: str) -> str:
    return f"'{text}'"
