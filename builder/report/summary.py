"""A proposed change in a comment: problems first, then what it costs readers. Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.problems import Problem
from builder.report.changes import Change, Changes, Weight

MOST_LINES = 60  # of a comment that people read to its end
_PROBLEMS, _PAGES, _NAMES = 18, 15, 5  # so many are named; the others are counted
_WORDS, _NAME = 300, 200  # characters of one problem, of one name
_MARKUP = re.compile(r"[\\`*_\[\]|~]")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JOINS = re.compile(r"([@#])(?=\w)")  # would call a person, or name another proposal
_NOTHING = "\u200b"  # a blank without width, between the sign and the name


def summary(problems: Sequence[Problem], found: Changes | None, note: str = "") -> str:
    """
    Sum up a change for its review.

    Args:
        problems: Of the content as proposed.
        found: The report of its build beside the published one; None where
            there are not both.
        note: Why there is no comparison.

    Returns:
        At most `MOST_LINES` lines, ending in a line break.
    """
    lines = [*_headline(problems, found), *_problems(problems)]
    if found:
        lines += [*_pages(found), *_totals(found)]
    if note:
        lines += ["", note]
    return "\n".join(lines) + "\n"


def _headline(problems: Sequence[Problem], found: Changes | None) -> Iterator[str]:
    errors = sum(one.severity == "error" for one in problems)
    advice = len(problems) - errors
    parts = [_count(errors, "error"), _count(advice, "piece") + " of advice"]
    if found:
        heavier = sum(one.difference > 0 for one in found.changed)
        lighter = sum(one.difference < 0 for one in found.changed)
        parts += [f"{_count(heavier, 'page')} heavier", f"{lighter} lighter"]
        parts += [f"{len(found.new)} new", f"{len(found.removed)} removed"]
    yield f"### {'❌' if errors else '✅'} {', '.join(parts)}"


def _problems(problems: Sequence[Problem]) -> Iterator[str]:
    ordered = sorted(problems, key=lambda one: (one.severity != "error", one))
    if ordered:
        yield ""
    for one in ordered[:_PROBLEMS]:
        grade = "" if one.severity == "error" else " (advice)"
        yield f"- {_code(f'{one.path}:{one.line}')}: {_plain(_words(one))}{grade}"
    if len(ordered) > _PROBLEMS:
        yield f"- … and {len(ordered) - _PROBLEMS} more: run `renlearn check`"


def _pages(found: Changes) -> Iterator[str]:
    if found.changed:
        yield from (
            "",
            "| page | bytes of text and pictures | of recordings |",
            "| --- | --: | --: |",
        )
    for change in found.changed[:_PAGES]:
        yield _row(change)
    rest = found.changed[_PAGES:]
    if rest:
        most = max(abs(one.difference) for one in rest)
        yield f"| … {len(rest)} more pages | by {most:,} at most | |"
    new = [f"{_address(url)} ({_weight(weight)})" for url, weight in found.new]
    yield from _named("New", new)
    yield from _named("Removed", [_address(url) for url in found.removed])


def _row(change: Change) -> str:
    view = _step(change.before.view, change.after.view)
    audio = _step(change.before.audio, change.after.audio)
    return f"| {_address(change.url)} | {view} | {audio} |"


def _named(title: str, names: Sequence[str]) -> Iterator[str]:
    if not names:
        return
    yield ""
    yield f"{title} pages:"
    yield from (f"- {name}" for name in names[:_NAMES])
    if len(names) > _NAMES:
        yield f"- … and {len(names) - _NAMES} more"


def _totals(found: Changes) -> Iterator[str]:
    pages = _step(found.before["pages"], found.totals["pages"])
    site = _step(found.before["site_bytes"], found.totals["site_bytes"])
    yield from ("", f"Whole site: pages {pages}, bytes {site}.")


def _step(before: int, after: int) -> str:
    return f"{before:,} → {after:,} ({after - before:+,})" if before != after else f"{after:,}"


def _weight(weight: Weight) -> str:
    audio = f", recordings {weight.audio:,}" if weight.audio else ""
    return f"{weight.view:,} bytes{audio}"


def _address(url: str) -> str:
    return _code(f"/{url}")


def _words(problem: Problem) -> str:
    return _short(" ".join(f"{problem.message}; {problem.mend}".split()), _WORDS)


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


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
