"""What of a style sheet WeChat drops, or what breaks an article there (§7.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.problems import Problem

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?<=[{;\s])([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])", re.I)
_AT_RULE = re.compile(r"@[a-z-]+", re.I)
_STATE = re.compile(r"::?(?:before|after|hover|active|focus|visited|marker|first-letter)\b", re.I)
_DROPPED = {
    "position": "WeChat drops position",
    "caret-color": "the caret cannot be seen while editing",
    "font-family": "WeChat asks for no font of one's own",
    "animation": "WeChat drops animations",
    "transition": "WeChat drops transitions",
    "content": "WeChat has no elements made by a style",
}
_VALUES = (
    (re.compile(r"!\s*important", re.I), "!important breaks WeChat's dark mode"),
    (re.compile(r"\bvar\(", re.I), "WeChat drops variables"),
    (re.compile(r"\b(?:rgba|hsla?)\(", re.I), "WeChat drops rgba() and hsl()"),
    (re.compile(r"\burl\(", re.I), "WeChat drops addresses in styles"),
)
_PAIRS = (
    (re.compile(r"display:(?:inline-)?grid"), "WeChat drops grid"),
    (re.compile(r"text-align:(?:start|end)"), "text-align start and end differ between phones"),
    (re.compile(r"background(?:-image)?:.*gradient\("), "a gradient lies behind text in dark mode"),
)
_MEND = {
    "WeChat drops rgba() and hsl()": "write the colour as #rrggbb",
    "text-align start and end differ between phones": "write left or right",
    "a gradient lies behind text in dark mode": "take one colour",
}


def style_faults(css: str, path: str) -> Iterator[Problem]:
    """
    Problems of a style sheet, each with its line.

    Args:
        css: Its text.
        path: Relative to the school's folder.
    """
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)
    for offset, what in sorted(_found(plain)):
        line = plain.count("\n", 0, offset) + 1
        mend = _MEND.get(what, "take it out")
        yield Problem(path, line, 1, "error", "wechat-style", what, mend)


def _found(css: str) -> Iterator[tuple[int, str]]:
    for rule in _AT_RULE.finditer(css):
        yield rule.start(), f"WeChat drops {rule[0]}"
    for state in _STATE.finditer(css):
        yield state.start(), f"WeChat drops rules with {state[0]}"
    for one in _DECLARATION.finditer(css):
        name, value = one[1].lower(), " ".join(one[2].split())
        if name.startswith("--"):
            yield one.start(), "WeChat drops variables"
        if name in _DROPPED:
            yield one.start(), _DROPPED[name]
        yield from ((one.start(), what) for sign, what in _VALUES if sign.search(value))
        pair = f"{name}:{value}".lower()
        yield from ((one.start(), what) for sign, what in _PAIRS if sign.match(pair))
