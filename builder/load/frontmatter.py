"""The keys between `---` lines at the top of a Markdown file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from builder.load.limits import MAX_FRONT_MATTER
from builder.load.schema import NO_KEYS, Keys, Kind, checked
from builder.load.yaml import load_mapping
from builder.problems import Problems

_FENCE = re.compile(r"^---+\s*$")
_LIKE_FENCE = re.compile(r"^(?:[—–－_=]{2,}|\+\+\+|--)\s*$")
_KEY_LINE = re.compile(r"^[^\W\d][\w-]*\s*[:：]")
_HEADING = re.compile(r"^#{1,6} ")
_BELONGS = re.compile(r"^(?:\s|#|-\s|[^\W\d][\w-]*\s*[:：]|$)")


@dataclass(frozen=True)
class FrontMatter:
    """
    What a Markdown file says before its text.

    Attributes:
        keys: Checked.
        body: Lines of the text.
        first_line: Line of the body's first line in the file, from 1.
        readable: False when there are keys that could not be read.
    """

    keys: Keys
    body: list[str]
    first_line: int
    readable: bool = True


def read(text: str, schema: Mapping[str, Kind], path: str, problems: Problems) -> FrontMatter:
    """
    Split a Markdown file; front matter that cannot be read is a problem that leaves it out.

    Args:
        text: Of the whole file.
        schema: The keys that may stand there.
        path: Relative to the school's folder.
        problems: Takes what is wrong.
    """
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    first = _opening(lines, start, schema, path, problems)
    if first is None:
        return FrontMatter(NO_KEYS, lines, 1)
    end, closed = _end(lines, first)
    fault = partial(problems.add, path, start + 1, leaves_out=True)
    if not closed:
        mend = f"write --- on a line of its own below line {max(end, 1)}"
        fault("front-matter-open", "the --- that closes the front matter is missing", mend)
    elif _LIKE_FENCE.match(lines[end]):
        _not_hyphens(lines[end], end, path, problems)
    found = None
    if sum(map(len, lines[first:end])) > MAX_FRONT_MATTER:
        message = f"the front matter is longer than {MAX_FRONT_MATTER} characters"
        fault("front-matter-long", message, "move the text below the second ---")
    else:
        found = load_mapping("\n".join(lines[first:end]), path, problems, first_line=first + 1)
    keys = checked(found or {}, schema, path, problems)
    body = end + closed
    return FrontMatter(keys, lines[body:], body + 1, readable=found is not None)


def _opening(
    lines: Sequence[str], start: int, schema: Mapping[str, Kind], path: str, problems: Problems
) -> int | None:
    """The index of the first line of keys; None when the file begins with its text."""
    line = lines[start]
    if _FENCE.match(line):
        return start + 1
    following = lines[start + 1] if start + 1 < len(lines) else ""
    if _LIKE_FENCE.match(line) and _KEY_LINE.match(following):
        _not_hyphens(line, start, path, problems)
        return start + 1
    key = re.split("[:：]", line)[0].strip()
    if _KEY_LINE.match(line) and key.lower() in schema:
        message = "the front matter has no --- before its first key"
        problems.add(path, start + 1, "front-matter", message, f"write --- above {key}")
        return start
    return None


def _not_hyphens(line: str, index: int, path: str, problems: Problems) -> None:
    message = f"{line.strip()[:20]} is not the --- that stands before and after the front matter"
    problems.add(path, index + 1, "front-matter", message, "type three half-width hyphens: ---")


def _end(lines: Sequence[str], first: int) -> tuple[int, bool]:
    """Where the keys end, and whether a line there closes them."""
    for index in range(first, len(lines)):
        if _closes(lines[index]):
            return index, True
        # A rule further down in the text must not pass for the closing line.
        if index > first and not lines[index - 1].strip() and not _BELONGS.match(lines[index]):
            break
    belonging = takewhile(lambda index: _belongs(lines, index), range(first, len(lines)))
    written = [index for index in belonging if lines[index].strip()]
    return (written[-1] + 1 if written else first), False


def _closes(line: str) -> bool:
    return bool(_FENCE.match(line) or _LIKE_FENCE.match(line)) or line == "..."


def _belongs(lines: Sequence[str], index: int) -> bool:
    return not _HEADING.match(lines[index]) and bool(_BELONGS.match(lines[index]))
