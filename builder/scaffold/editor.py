"""JSON Schemas, with which an editor completes and explains the keys of a school's files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import yaml

from builder.load import schema as keys
from builder.load.courses import ENDS
from builder.load.schema import Kind
from builder.model.advice import ADVICE
from builder.model.wechat import Comments
from builder.scaffold.filled import filled

# File to its keys and, by key, those of what stands below it; the names are those of keys.yml.
FILES: Mapping[str, Mapping[str, Kind]] = {
    "school": keys.SCHOOL,
    "course": keys.COURSE,
    "city": keys.CITY,
    "survey": keys.SURVEY,
}
BELOW: Mapping[str, Mapping[str, Kind]] = {
    "budgets": keys.BUDGETS,
    "wechat": keys.WECHAT,
    "group": keys.GROUP,
    "holidays": keys.HOLIDAY,
    "cohorts": keys.COHORT,
    "meetings": keys.MEETING,
    "events": keys.EVENT,
    "questions": keys.SURVEY_QUESTION,
    "choices": keys.SURVEY_CHOICE,
}
# Texts of which only some have a meaning.
CHOICES: Mapping[str, Sequence[str]] = {
    "ends_with": ENDS,
    "comments": get_args(Comments),
    "advice_off": ADVICE,
}
_SCHEMA = "http://json-schema.org/draft-07/schema#"  # what editors' YAML support reads
_TYPES: Mapping[Kind, Any] = {
    "text": {"type": ["string", "number", "boolean"]},  # YAML's 12 and yes are words to us
    "number": {"type": "integer", "minimum": 1},
    "flag": {"type": "boolean"},
    "list": {"type": ["array", "string"], "items": {"type": ["string", "number"]}},
}


def schemas() -> Iterator[tuple[str, bytes]]:
    """The JSON Schema (draft 7) of each kind of file: name and content."""
    words = descriptions()
    for name, known in FILES.items():
        schema = {"$schema": _SCHEMA, "title": f"{name}.yml", **_object(name, known, words)}
        yield f"{name}.json", f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode()


def schema_files() -> dict[str, bytes]:
    """The schemas where `.vscode/settings.json` looks for them."""
    return {f".vscode/schemas/{name}": data for name, data in schemas()}


def editor_settings() -> dict[str, bytes]:
    """Settings of VS Code, for which files the schemas are among them."""
    return dict(filled("editor", {}))


def descriptions() -> Mapping[str, str]:
    """What each key is for, by `file.key`, in English and Chinese."""
    file = Path(__file__).with_name("keys.yml")
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {
        f"{place}.{key}": "\n".join(said)
        for place, own in found.items()
        for key, said in own.items()
    }


def _object(place: str, known: Mapping[str, Kind], words: Mapping[str, str]) -> dict[str, Any]:
    properties = {
        key: {"description": words[f"{place}.{key}"], **_value(key, kind, words)}
        for key, kind in known.items()
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _value(key: str, kind: Kind, words: Mapping[str, str]) -> dict[str, Any]:
    if kind not in {"mapping", "parts"}:
        return _among(CHOICES[key], kind) if key in CHOICES else dict(_TYPES[kind])
    if key not in BELOW:  # names that the school chooses, such as those of its tracks
        return {"type": "object"}
    below = _object(key, BELOW[key], words)
    return below if kind == "mapping" else {"type": "array", "items": below}


def _among(choices: Sequence[str], kind: Kind) -> dict[str, Any]:
    one = {"enum": list(choices)}
    return {"type": ["array", "string"], "items": one} if kind == "list" else one
