"""The plain form of keys: what a Chinese keyboard writes, as YAML has it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from builder.load.dates import guessed_date
from builder.load.schema import Kind, checked, meant
from builder.load.yaml import Value, load_mapping
from builder.load.yaml_slips import corrected, unquoted
from builder.problems import Problems

_LINE = re.compile(r"^(?P<key>[^\W\d][\w-]*): +(?P<value>\S.*?)\s*$")
_ANY_LINE = re.compile(r"^(?P<before>\s*(?:- )?(?P<key>[a-z_]+): +)(?P<value>\S+)\s*$")
_LIST = re.compile(r"^[\[［【](?P<inside>[^\[\]［］【】,\"']*)[\]］】]$")
_LIST_MARKS = re.compile(r"\s*[，、；]\s*")
_DATES = frozenset(["valid_until", "start", "from", "to", "date", "since"])


def plain_keys(lines: Sequence[str], schema: Mapping[str, Kind] | None) -> list[str]:
    """
    Lines of keys as they were meant; the same lines where there is any doubt.

    Signs and names that the loader reads all the same are rewritten as long
    as every value stays what it was. Lists between full-width marks and dates
    in another form, which it cannot read, are rewritten where they are clear.

    Args:
        lines: Of front matter or of a settings file.
        schema: Its keys; None where the file is another.
    """
    same = [_same(line, schema) for line in corrected(lines)[0]]
    same = [new.rstrip() if new != old else old for new, old in zip(same, lines, strict=True)]
    read = _meaning(lines, schema)[0]
    if read is None:
        return list(lines)
    if _meaning(same, schema)[0] != read:
        same = list(lines)
    clear = [_clear(line, schema or {}) for line in same]
    return clear if _meaning(clear, schema)[1] <= _meaning(same, schema)[1] else same


def _meaning(lines: Sequence[str], schema: Mapping[str, Kind] | None) -> tuple[Any, int]:
    """What the loader reads, and how much it finds wrong."""
    problems = Problems()
    found = load_mapping("\n".join(lines), "", problems)
    if found is None:
        return None, len(problems) + len(lines)
    if schema is None:
        return _data(Value(found, 1)), len(problems)
    keys = checked(found, schema, "", problems)
    return {key: _data(value) for key, value in keys.values.items()}, len(problems)


def _data(value: Any) -> Any:
    """Values without their lines."""
    data = value.data if isinstance(value, Value) else value
    if isinstance(data, dict):
        return {key: _data(one) for key, one in data.items()}
    return [_data(one) for one in data] if isinstance(data, list) else data


def _same(line: str, schema: Mapping[str, Kind] | None) -> str:
    found = _LINE.match(line)
    if not found or " #" in line:
        return line
    key = (schema and meant(found["key"], schema)) or found["key"]
    value = found["value"]
    inside = unquoted(value)
    if inside:
        value = json.dumps(inside, ensure_ascii=False) if re.search(r"[:#\"]", inside) else inside
    if schema and schema.get(key) in {"number", "flag"}:
        value = unicodedata.normalize("NFKC", value)
    changed = (key, value) != (found["key"], found["value"])
    return f"{key}: {value}" if changed else line


def _clear(line: str, schema: Mapping[str, Kind]) -> str:
    found = _ANY_LINE.match(line)
    if found and found["key"] in _DATES:
        day = guessed_date(unicodedata.normalize("NFKC", found["value"]))
        return f"{found['before']}{day}" if day else line
    found = _LINE.match(line)
    listed = _LIST.match(found["value"]) if found else None
    if not found or not listed or schema.get(found["key"]) != "list":
        return line
    items = [one for one in _LIST_MARKS.split(listed["inside"].strip()) if one]
    return f"{found['key']}: [{', '.join(items)}]"
