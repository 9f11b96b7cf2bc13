"""What people type for YAML: full-width signs, missing blanks, colons in titles."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

_KEY = r"(?P<key>[^\W\d][\w-]*)"
_WIDE_COLON = re.compile(rf"^\s*(?:- )?{_KEY}\s*：\s*")
_NO_BLANK = re.compile(rf"^\s*(?:- )?{_KEY}:(?=[^ \t\n/])[\u3000\u00a0]*")
_COLON_INSIDE = re.compile(rf"^\s*(?:- )?{_KEY}:\s+(?P<value>[^\"'\[{{|>&*!%@`#\s].*:(?:\s.*)?)$")
_OPENS = re.compile(rf"^{_KEY}\s*[:：]\s*(?:#.*)?$")
_WIDE_QUOTES = re.compile(r"^[“”「『](?P<inside>[^“”「」『』]*)[“”」』]$", re.DOTALL)


@dataclass(frozen=True)
class Slip:
    """A slip in one line, from 0: rule, what is wrong, what to do."""

    line: int
    code: str
    message: str
    mend: str


def corrected(lines: Sequence[str]) -> tuple[list[str], list[Slip]]:
    """
    Read lines as they were meant.

    Returns:
        As many lines as came in, now YAML, and what was corrected.
    """
    out: list[str] = []
    slips: list[Slip] = []
    opened = True
    for number, line in enumerate(lines):
        # Indented lines are keys only below a key without a value; else they are its text.
        if line[:1] not in {" ", "-"}:
            opened = bool(_OPENS.match(line)) or not line.strip()
        out.append(_corrected(line, number, slips) if opened or line[:1] != " " else line)
    return out, slips


def _corrected(line: str, number: int, slips: list[Slip]) -> str:
    if wide := _WIDE_COLON.match(line):
        key, rest = wide["key"], line[wide.end() :]
        message = f"the colon after {key} is the full-width ：, which YAML does not know"
        slips.append(Slip(number, "yaml-colon", message, f"write {key}: {rest[:30]}".rstrip()))
        line = f"{line[: wide.end('key')]}: {rest}"
    elif tight := _NO_BLANK.match(line):
        key, rest = tight["key"], line[tight.end() :]
        message = f"a half-width blank is missing after {key}:"
        slips.append(Slip(number, "yaml-blank", message, f"write {key}: {rest[:30]}"))
        line = f"{line[: tight.end('key')]}: {rest}"
    inside = _COLON_INSIDE.match(line)
    if inside and " #" not in line:
        value = unquoted(inside["value"].strip()) or inside["value"].strip()
        quoted = json.dumps(value, ensure_ascii=False)
        message = f"the value of {inside['key']} holds a colon, which YAML takes for another key"
        mend = f"put the {inside['key']} in quotes: {inside['key']}: {quoted[:60]}"
        slips.append(Slip(number, "yaml-value", message, mend))
        line = line[: inside.start("value")] + quoted
    return line


def unquoted(text: str) -> str:
    """The inside of a text that is wrapped in Chinese quotes, or "" when it is not."""
    found = _WIDE_QUOTES.match(text)
    return found["inside"].strip() if found else ""
