"""A proposed change in a comment: problems first, then what it costs readers. Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.i18n import Said, StaffLanguage
from builder.problem_words import sentence
from builder.problems import Problem
from builder.report.changes import Change, Changes, Weight

MOST_LINES = 60  # of a comment that people read to its end
_PROBLEMS, _PAGES, _NAMES = 18, 15, 5  # so many are named; the others are counted
_WORDS, _NAME = 300, 200  # characters of one problem, of one name
_MARKUP = re.compile(r"[\\`*_\[\]|~]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JOINS = re.compile(r"([@#])(?=\w)")  # would call a person, or name another proposal
_NOTHING = "\u200b"  # a blank without width, between the sign and the name
_COUNTS = {
    "errors": Said("{number} error{s}", "{number} 个错误"),
    "advice": Said("{number} piece{s} of advice", "{number} 条建议"),
    "heavier": Said("{number} page{s} heavier", "{number} 页变重"),
    "lighter": Said("{number} lighter", "{number} 页变轻"),
    "new": Said("{number} new", "{number} 页新增"),
    "removed": Said("{number} removed", "{number} 页去掉"),
}
_COMMA = Said(", ", "，")
_ADVICE = Said(" (advice)", "（建议）")
_MORE_PROBLEMS = Said(
    "… and {number} more: run `renlearn check`", "……还有 {number} 个：运行 `renlearn check`"
)
_HEAD = Said(
    "| page | bytes of text and pictures | of recordings |",
    "| 网页 | 文字和图片（字节） | 录音（字节） |",
)
_MORE_PAGES = Said(
    "… {number} more pages | by {most} at most", "……还有 {number} 页 | 最多相差 {most}"
)
_NEW = Said("New pages:", "新增的网页：")
_REMOVED = Said("Removed pages:", "去掉的网页：")
_MORE = Said("… and {number} more", "……还有 {number} 个")
_WHOLE = Said("Whole site: pages {pages}, bytes {bytes}.", "整个网站：网页 {pages}，字节 {bytes}。")
_BYTES = Said("{view} bytes", "{view} 字节")
_RECORDINGS = Said(", recordings {audio}", "，录音 {audio}")


def summary(
    problems: Sequence[Problem],
    found: Changes | None,
    note: Said | None = None,
    language: StaffLanguage = "en",
) -> str:
    """
    Sum up a change for its review.

    Args:
        problems: Of the content as proposed.
        found: The report of its build beside the published one; None where
            there are not both.
        note: Why there is no comparison.
        language: Of the reviewers.

    Returns:
        At most `MOST_LINES` lines, ending in a line break.
    """
    return "\n".join(_Summary(language).lines(problems, found, note)) + "\n"


class _Summary:
    def __init__(self, language: StaffLanguage) -> None:
        self._language = language

    def lines(
        self, problems: Sequence[Problem], found: Changes | None, note: Said | None
    ) -> Iterator[str]:
        yield self._headline(problems, found)
        yield from self._problems(problems)
        if found:
            yield from self._pages(found)
            yield from self._totals(found)
        if note:
            yield from ("", note.in_language(self._language))

    def _say(self, said: Said, **values: object) -> str:
        return said.filled(**values).in_language(self._language)

    def _headline(self, problems: Sequence[Problem], found: Changes | None) -> str:
        errors = sum(one.severity == "error" for one in problems)
        counts = {"errors": errors, "advice": len(problems) - errors}
        if found:
            counts["heavier"] = sum(one.difference > 0 for one in found.changed)
            counts["lighter"] = sum(one.difference < 0 for one in found.changed)
            counts |= {"new": len(found.new), "removed": len(found.removed)}
        parts = [
            self._say(_COUNTS[name], number=number, s="" if number == 1 else "s")
            for name, number in counts.items()
        ]
        return f"### {'❌' if errors else '✅'} {self._say(_COMMA).join(parts)}"

    def _problems(self, problems: Sequence[Problem]) -> Iterator[str]:
        ordered = sorted(problems, key=lambda one: (one.severity != "error", one))
        if ordered:
            yield ""
        for one in ordered[:_PROBLEMS]:
            grade = "" if one.severity == "error" else self._say(_ADVICE)
            words = _short(" ".join(sentence(one, self._language).split()), _WORDS)
            yield f"- {_code(f'{one.path}:{one.line}')}: {_plain(words)}{grade}"
        if len(ordered) > _PROBLEMS:
            yield f"- {self._say(_MORE_PROBLEMS, number=len(ordered) - _PROBLEMS)}"

    def _pages(self, found: Changes) -> Iterator[str]:
        if found.changed:
            yield from ("", self._say(_HEAD), "| --- | --: | --: |")
        for change in found.changed[:_PAGES]:
            yield _row(change)
        rest = found.changed[_PAGES:]
        if rest:
            most = max(abs(one.difference) for one in rest)
            yield f"| {self._say(_MORE_PAGES, number=len(rest), most=f'{most:,}')} | |"
        new = [f"{_address(url)} ({self._weight(weight)})" for url, weight in found.new]
        yield from self._named(_NEW, new)
        yield from self._named(_REMOVED, [_address(url) for url in found.removed])

    def _named(self, title: Said, names: Sequence[str]) -> Iterator[str]:
        if not names:
            return
        yield from ("", self._say(title))
        yield from (f"- {name}" for name in names[:_NAMES])
        if len(names) > _NAMES:
            yield f"- {self._say(_MORE, number=len(names) - _NAMES)}"

    def _totals(self, found: Changes) -> Iterator[str]:
        pages = _step(found.before["pages"], found.totals["pages"])
        size = _step(found.before["site_bytes"], found.totals["site_bytes"])
        yield from ("", self._say(_WHOLE, pages=pages, bytes=size))

    def _weight(self, weight: Weight) -> str:
        audio = self._say(_RECORDINGS, audio=f"{weight.audio:,}") if weight.audio else ""
        return self._say(_BYTES, view=f"{weight.view:,}") + audio


def _row(change: Change) -> str:
    view = _step(change.before.view, change.after.view)
    audio = _step(change.before.audio, change.after.audio)
    return f"| {_address(change.url)} | {view} | {audio} |"


def _step(before: int, after: int) -> str:
    return f"{before:,} → {after:,} ({after - before:+,})" if before != after else f"{after:,}"


def _address(url: str) -> str:
    return _code(f"/{url}")


def _plain(text: str) -> str:
    """A text that shows as it is: no markup, no mention of anybody."""
    html = "".join(_HTML.get(char, char) for char in _printable(text))
    return _JOINS.sub(rf"\1{_NOTHING}", _MARKUP.sub(lambda sign: f"\\{sign[0]}", html))


def _code(text: str) -> str:
    """A name set as code; in a table a bar would end its column."""
    name = _short(_printable(text), _NAME)
    return f"`{name.replace('`', chr(39)).replace('|', chr(0xFF5C))}`"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
