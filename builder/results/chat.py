"""Pasted chats: who sent which code with which written answers, whatever stands between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.exam.key import FINGERPRINT
from builder.exam.symbols import folded

# As `theme/script/exam.js` writes it: 【course exam】name · code
_HEAD = re.compile(
    r"【(?P<title>[^【】\n]{1,120})】[ \t\u3000]*(?P<name>[^\n·・•【】]{1,60}?)\s*[·・•]"
)
_CODE = r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"
_DASH = r"[ \t\u3000\u200b\-‐‑‒–—―−－﹣~～_]"
_RUN = re.compile(rf"{_DASH}*{_CODE}(?:{_DASH}*{_CODE})*")
# A completion code of a few lessons has four groups, a code of an exam more.
_BARE = re.compile(
    rf"(?<!{_CODE})(?:[EePpＥｅＰｐ]{_CODE}{{3}}(?:{_DASH}+{_CODE}{{1,4}}){{4,}}"
    rf"|[CcＣｃ]{_CODE}{{3}}(?:{_DASH}+{_CODE}{{4}}){{2,}}{_DASH}+{_CODE}{{1,4}})(?!{_CODE})"
)
_NUMBERED = re.compile(r"^[\s>]*([0-9０-９]{1,3})\s*[.．、。]\s*(.*)$")
_INLINE = re.compile(r"(?:^|\s)([0-9]{1,3})[.．]\s")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}")
_AROUND = " \t\u3000」”\"'-‐‑‒–—―−－"
_LONGEST = 1_000  # characters of a code that are looked at
_NOISE = 4  # lines of a chat between two parts of one text


@dataclass
class Claim:
    """
    One code as it stands in a chat.

    Attributes:
        name: That stands with it, or "".
        code: As written.
        file, line: Where; line from 1.
        written: Number as the learner saw it, to the written answer.
    """

    name: str
    code: str
    file: str
    line: int
    written: dict[int, str] = field(default_factory=dict)


def claims(text: str, file: str, length_of: Callable[[str], int | None]) -> list[Claim]:
    """
    Every code of a chat, in order, duplicates included.

    Args:
        text: The chat.
        file: Its name, for messages.
        length_of: How many symbols a code has that begins so (its kind and
            its fingerprint), or None.
    """
    return list(_Reader(text, file, length_of).claims())


class _Reader:
    """Goes down the lines; a code may break off and go on below."""

    def __init__(self, text: str, file: str, length_of: Callable[[str], int | None]) -> None:
        self._lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._file = file
        self._length_of = length_of

    def claims(self) -> Iterator[Claim]:
        for at, line in enumerate(self._lines):
            heads = list(_HEAD.finditer(line))
            for head, end in _spans(heads, line):
                yield self._claim(head["name"].strip(), line[head.end() : end], at)
            if not heads:
                yield from self._bare(line, at)

    def _bare(self, line: str, at: int) -> Iterator[Claim]:
        """Codes that somebody copied without the rest; a name may stand before."""
        before = _HEAD.search("\n".join(self._lines[max(0, at - _NOISE) : at]) + "\n")
        if before:  # the code, or its rest, belongs to that line
            return
        for found in _BARE.finditer(line):
            name = line[: found.start()].strip(" \t\u3000:：·,，「")
            yield self._claim(name or self._sender(at), line[found.start() :], at)

    def _sender(self, at: int) -> str:
        """The name in the line above, when that is one of a chat's sender and time."""
        above = self._lines[at - 1] if at else ""
        return re.split(r"\s+\d|[:：]", above.strip(), maxsplit=1)[0][:60] if above else ""

    def _claim(self, name: str, rest: str, at: int) -> Claim:
        run = _RUN.match(rest[:_LONGEST])
        code = run[0] if run else ""
        wanted = self._length_of(folded(code)[: 1 + FINGERPRINT])
        tail, below = rest[len(code) :], at + 1
        if wanted and len(folded(code)) > wanted:
            code, tail = _cut(code, wanted, tail)
        while len(folded(code)) < (wanted or 0) and not tail.strip(_AROUND):
            more = self._continued(below)
            if more is None:
                break
            below, run_on = more
            code, tail = _cut(f"{code} {run_on}", wanted or 0, "")
        claim = Claim(name, code.strip(), self._file, at + 1)
        claim.written.update(_inline(tail))
        claim.written.update(self._written(below))
        return claim

    def _continued(self, at: int) -> tuple[int, str] | None:
        """The next line that holds nothing but more of a code, and what is below it."""
        for below in range(at, min(at + _NOISE, len(self._lines))):
            line = self._lines[below].strip(_AROUND)
            if line and (run := _RUN.fullmatch(line)) and not _is_noise(line):
                return below + 1, run[0]
            if _HEAD.search(line) or not _is_noise(line):
                return None
        return None

    def _written(self, at: int) -> Iterator[tuple[int, str]]:
        """The numbered lines that follow, over senders and empty lines."""
        skipped = 0
        for line in self._lines[at:]:
            found = _NUMBERED.match(line)
            if found and not _HEAD.search(line):
                skipped = 0
                yield int(found[1]), found[2].strip()
            elif _is_noise(line) and skipped < _NOISE:
                skipped += 1
            else:
                return


def _cut(code: str, wanted: int, tail: str) -> tuple[str, str]:
    """The first `wanted` symbols of a run; what follows belongs to the tail."""
    seen = 0
    for at, character in enumerate(code):
        if seen == wanted:
            return code[:at], code[at:] + tail
        seen += bool(folded(character))
    return code, tail


def _inline(tail: str) -> Iterator[tuple[int, str]]:
    """Written answers in the code's own line, when a chat lost the line breaks."""
    marks = list(_INLINE.finditer(tail))
    for mark, end in _spans(marks, tail):
        yield int(mark[1]), tail[mark.end() : end].strip()


def _spans(marks: list[re.Match[str]], text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each mark with the place where what belongs to it ends: at the next one."""
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return zip(marks, ends, strict=False)


def _is_noise(line: str) -> bool:
    """Whether a line may stand between two parts: empty, a sender, a time, a rule."""
    plain = line.strip()
    return (
        not plain
        or bool(_TIME.search(plain))
        or plain.endswith((":", "："))
        or set(plain) <= set("- —")
    )


def merged(found: list[Claim]) -> tuple[list[Claim], int]:
    """
    The claims less repeated codes, the one with the most written answers kept; how many went.

    The same code is the same attempt, however often it was quoted or sent.
    """
    by_code: dict[str, Claim] = {}
    for claim in found:
        key = folded(claim.code)
        known = by_code.get(key)
        if known is None:
            by_code[key] = claim
        elif len(claim.written) > len(known.written):
            known.written = claim.written
    return list(by_code.values()), len(found) - len(by_code)


def unquoted(written: Mapping[int, str]) -> dict[int, str]:
    """Written answers without the sign that closes a quotation."""
    return {number: line.rstrip("」") for number, line in written.items()}
