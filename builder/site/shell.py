"""The last step of a page: the styles it uses, its scripts, squeezed and sealed by a CSP."""

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
_BLOCK = (
    r"</?(?:!--|!doctype|html|head|meta|title|link|body|header|main|footer|nav|section|div|p"
    r"|h[1-6]|[uod]l|li|d[td]|table|t(?:head|body|foot|[rdh])|blockquote|details|summary|figure"
    r"|figcaption|form|hr|br|option|pre)\b"
)
_BETWEEN = re.compile(rf"({_BLOCK}[^<>]*>)\n|\n(?={_BLOCK})")
_BREAKS = re.compile(r"(?<!\s)\s*\n\s*")  # the look-behind keeps long blanks linear


@cache
def _chunks(file: Path, changed: int) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 - cache key
    """
    The parts of a style sheet or script: (regular expression of pages that use it, text).

    What stands before the first mark is used by all.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    marks = list(_CHUNK.finditer(text))
    minify = rcssmin.cssmin if file.suffix == ".css" else rjsmin.jsmin
    starts = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(text)]
    patterns = ["", *(mark["pattern"] or "" for mark in marks)]
    return tuple(
        (pattern, str(minify(text[start:end])).strip())
        for pattern, start, end in zip(patterns, starts, ends, strict=True)
    )


def used(file: Path, html: str) -> str:
    """The minified parts of a style sheet or script whose pattern occurs in the page."""
    parts = _chunks(file, file.stat().st_mtime_ns)
    return "".join(text for pattern, text in parts if not pattern or re.search(pattern, html))


def seal(
    html: str,
    theme: Path,
    script_url: str,
    *,
    sealed: bool = True,
    elsewhere: tuple[str, str] = ("", ""),
    own: Path | None = None,
) -> str:
    """
    Finish a rendered page.

    `<!--csp-->`, `<!--css-->` and `<!--js-->` stand in the templates where
    the policy, the styles and the scripts go. The policy names the hashes of
    what stands in the page, so nothing else can run in it (Content Security
    Policy Level 3, 6.7.3.3).

    Args:
        html: As the template gave it.
        theme: Folder of styles and scripts.
        script_url: Of the page's script, relative to the page, or "" for none.
        sealed: Whether the policy stands in the page; the preview's reloader
            is a script that no hash names.
        elsewhere: A script of another host that the page may load, and an
            origin that it may ask; "" for none.
        own: The school's own theme; its `site.css` follows the other.
    """
    css, head = used(theme / "site.css", html), used(theme / "head.js", html)
    if own and (own / "site.css").is_file():
        css += used(own / "site.css", html)
    allowed = [f"'{_hash(head)}'"] if head else []
    scripts = f"<script>{head}</script>" if head else ""
    if script_url:
        allowed.append("'self'")
        scripts += f"<script src={script_url} defer></script>"
    media = "media-src 'self';" if "<audio" in html else ""
    policy = (
        f"default-src 'none';img-src 'self';{media}"
        f"style-src '{_hash(css)}';base-uri 'none';form-action 'none'"
    )
    foreign, asked = elsewhere
    allowed += [foreign] if foreign else []
    policy += f";connect-src {asked}" if asked else ""
    if allowed:
        policy += f";script-src {' '.join(allowed)}"
    csp = f'<meta http-equiv=Content-Security-Policy content="{policy}">'
    page = squeeze(html).replace("<!--csp-->", csp if sealed else "")
    return page.replace("<!--css-->", f"<style>{css}</style>").replace("<!--js-->", scripts)


def squeeze(html: str) -> str:
    """Drop line breaks and indents outside `<pre>`; one blank stays where words would join."""
    parts = _KEPT.split(html)
    # The pattern has two groups: text, kept element, its name, text, …
    texts = [_closed_up(part) for part in parts[::3]]
    kept = parts[1::3]
    woven = [piece for pair in zip(texts, [*kept, ""], strict=True) for piece in pair]
    return "".join(woven).strip()


def _closed_up(html: str) -> str:
    return _BETWEEN.sub(r"\1", _BREAKS.sub("\n", html)).replace("\n", " ")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
