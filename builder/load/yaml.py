"""YAML as people write it: every key with its line, every slip explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from builder.load.limits import MAX_ALIKE, MAX_YAML_DEPTH
from builder.load.yaml_plain import plain_pairs
from builder.load.yaml_slips import Slip, corrected, unquoted
from builder.problems import Problems

# Events, not objects: no tag is obeyed, no alias expanded, and every scalar stays the text
# that was written, so that `title: 2024-01-01` and `title: yes` are words.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Value:
    """
    A value and where it stands.

    Attributes:
        data: `str`, a list of `Value`s, or a mapping of keys to `Value`s.
        line: In the file, from 1.
    """

    data: Any
    line: int


class _RefusedError(Exception):
    """YAML that is not read at all."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip.message)
        self.slip = slip


def load_mapping(
    text: str, path: str, problems: Problems, *, first_line: int = 1, leaves_out: bool = True
) -> dict[str, Value] | None:
    """
    Read a mapping.

    Args:
        text: YAML.
        path: File relative to the school's folder.
        problems: Takes what is wrong.
        first_line: Line of the text's first line in the file.
        leaves_out: Whether the file cannot be used when the text cannot be read.

    Returns:
        Keys to values; None, and a problem, when it is no readable mapping.
    """
    if (pairs := plain_pairs(text)) is not None:
        return {key: Value(words, first_line + at) for at, (key, words) in enumerate(pairs)}
    lines, slips = corrected(text.split("\n"))
    reader = _Reader(first_line)
    try:
        found: Value | None = reader.document("\n".join(lines))
        fatal = None
    except (yaml.YAMLError, _RefusedError) as error:
        found, fatal = None, _explain(error, lines)
    if found and not isinstance(found.data, dict):
        mend = "write a key, a colon and a value on each line, such as title: 记账入门"
        found, fatal = None, Slip(0, "yaml-no-keys", "there are no keys here", mend)
    for slip in [*slips[:MAX_ALIKE], *reader.slips[:MAX_ALIKE]]:
        problems.add(path, first_line + slip.line, slip.code, slip.message, slip.mend)
    if fatal:
        line = first_line + fatal.line
        problems.add(path, line, fatal.code, fatal.message, fatal.mend, leaves_out=leaves_out)
        return None
    return found.data if found else {}


class _Reader:
    """Builds values from the events of one document, noting slips that do no harm."""

    def __init__(self, first_line: int) -> None:
        self.slips: list[Slip] = []
        self._first = first_line

    def document(self, text: str) -> Value | None:
        """The document's value; None when it is empty."""
        events = iter(yaml.parse(text, Loader=_Loader))
        found = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and found:
                self._note(event, "yaml-documents", "a line --- begins a second text", "delete it")
                break
            if isinstance(event, yaml.NodeEvent):
                found = self._value(event, events, 0)
        return found

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> Value:
        _refuse(event, depth)
        line = self._first + event.start_mark.line
        if isinstance(event, yaml.MappingStartEvent):
            return Value(self._mapping(events, depth), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Value(self._items(events, depth), line)
        return Value(self._words(event), line)

    def _items(self, events: Iterator[Any], depth: int) -> list[Value]:
        found: list[Value] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, events, depth + 1))
        return found

    def _mapping(self, events: Iterator[Any], depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._value(event, events, depth + 1).data
            value = self._value(next(events), events, depth + 1)
            if not isinstance(key, str):
                self._note(event, "yaml-key", "a key is no single word", "write key: value")
            elif key in found:
                message = f"{key} stands twice, first in line {found[key].line}"
                self._note(event, "yaml-twice", message, "delete one of them")
            else:
                # The key's line: what is said of a value is looked for at its key.
                found[key] = Value(value.data, self._first + event.start_mark.line)
        return found

    def _words(self, event: Any) -> str:
        text = str(event.value).strip()
        if event.style:
            return text
        if inside := unquoted(text):
            message = f"{text[:30]} stands in Chinese quotes, which are left out"
            mend = f'write "{inside[:30]}" with straight quotes; to keep them: "{text[:30]}"'
            self._note(event, "yaml-quotes", message, mend)
            return inside
        return "" if text in {"~", "null"} else text

    def _note(self, event: Any, code: str, message: str, mend: str) -> None:
        self.slips.append(Slip(event.start_mark.line, code, message, mend))


def _refuse(event: Any, depth: int) -> None:
    line = event.start_mark.line
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        message = "& and * make references in YAML, which are not read"
        mend = 'put a value with such signs in quotes: "*…*"'
        raise _RefusedError(Slip(line, "yaml-alias", message, mend))
    if event.tag:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"{tag[:40]} is a tag, which is not read"
        mend = 'delete it, or put a value that begins with ! in quotes: "!…"'
        raise _RefusedError(Slip(line, "yaml-tag", message, mend))
    if depth > MAX_YAML_DEPTH:
        message = "brackets or indents are nested too deeply"
        raise _RefusedError(Slip(line, "yaml-deep", message, "delete the needless ones"))


def _explain(error: Exception, lines: Sequence[str]) -> Slip:
    if isinstance(error, _RefusedError):
        return error.slip
    reason = getattr(error, "problem", None) or getattr(error, "reason", "it is not YAML")
    # A quote that is never closed is noticed at the end; it is to be mended where it opens.
    unclosed = "end of stream" in str(reason)
    mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
    index = min(mark.line if mark else _bad_line(lines), len(lines) - 1)
    line = lines[index]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        message = "the line begins with a tab, where YAML wants blanks"
        return Slip(index, "yaml-tab", message, "replace the tab by two blanks")
    if line.startswith(("\u3000", "\u00a0")):
        message = "the line begins with a full-width blank"
        return Slip(index, "yaml-blank", message, "type half-width blanks")
    key, colon, value = line.partition(":")
    if colon and unclosed and value.strip().startswith(("'", '"')):
        message = f"the quote that opens the value of {key.strip()} is never closed"
        closed = value.strip()[:40] + value.strip()[0]
        mend = f"close it: {key.strip()}: {closed}"
        return Slip(index, "yaml-sign", message, mend)
    if colon and value.strip().startswith(tuple("@`%*&![{\"'")):
        message = f"the value of {key.strip()} begins with a sign that YAML reads in its own way"
        mend = f"put all of it in quotes: {key.strip()}: '{value.strip()[:40]}'"
        return Slip(index, "yaml-sign", message, mend)
    mend = 'write key: value, and put values with signs in quotes: title: "…"'
    return Slip(index, "yaml-syntax", f"this line cannot be read ({reason})", mend)


def _bad_line(lines: Sequence[str]) -> int:
    """The first line with a character that no YAML may hold; the reader does not say which."""
    control = (n for n, line in enumerate(lines) if not line.replace("\t", "").isprintable())
    return next(control, 0)
