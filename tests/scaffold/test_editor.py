"""Schemas for editors: from the loader's own keys, right for what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from builder.load.yaml import Value, load_mapping
from builder.problems import Problems
from builder.scaffold.editor import (
    BELOW,
    FILES,
    descriptions,
    editor_settings,
    schema_files,
    schemas,
)
from builder.scaffold.school import school_files
from builder.today import today
from tests.school import REPOSITORY

CONTENT = REPOSITORY / "content"
PLACES = {
    "school": "school.yml",
    "course": "*/*/course.yml",
    "city": "cities/*.yml",
    "survey": "survey.yml",
}


def plain(value: Value) -> object:
    """YAML's own reading of what the loader takes for words."""
    if isinstance(value.data, dict):
        return {key: plain(one) for key, one in value.data.items()}
    if isinstance(value.data, list):
        return [plain(one) for one in value.data]
    text = str(value.data)
    return int(text) if text.isdecimal() else {"true": True, "false": False}.get(text, text)


def without_comments(text: str) -> dict[str, Any]:
    """What VS Code reads of its settings, where lines of `//` explain."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    found: dict[str, Any] = json.loads("\n".join(lines))
    return found


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_schemas_for_editors_take_what_is_there_and_name_what_is_wrong(name: str) -> None:
    schema = json.loads(dict(schemas())[f"{name}.json"])
    validator = Draft7Validator(schema)
    texts = [file.read_text(encoding="utf-8") for file in CONTENT.glob(PLACES[name])]
    assert texts
    for language in ("zh-CN", "en", "vi"):
        new = school_files("x", language, today())
        texts += [
            data.decode()
            for path, data in new.items()
            if Path(path).match(f"content/{PLACES[name]}")
        ]
    for text in texts:
        found = load_mapping(text, name, Problems())
        assert found
        record = {key: plain(value) for key, value in found.items()}
        assert [error.message for error in validator.iter_errors(record)] == [], text
        assert [*validator.iter_errors(record | {"titel": "x"})]
        assert [*validator.iter_errors(record | {"title": ["x"]})]


def test_the_schemas_explain_every_key_and_no_other() -> None:
    known = {f"{place}.{key}" for place, own in (FILES | BELOW).items() for key in own}

    assert descriptions().keys() == known


def test_what_has_few_meanings_is_offered() -> None:
    schema = json.loads(dict(schemas())["course.json"])
    wrong = Draft7Validator(schema).iter_errors({"title": "x", "ends_with": "party"})

    assert [error.validator for error in wrong] == ["enum"]


def test_this_repositorys_editors_read_the_schemas_of_today() -> None:
    # renlearn new editor renews them.
    for path, data in schema_files().items():
        assert (REPOSITORY / path).read_bytes() == data, path
    settings = without_comments(editor_settings()[".vscode/settings.json"].decode())
    own = without_comments((REPOSITORY / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert own["yaml.schemas"] == settings["yaml.schemas"]
    assert settings["yaml.schemas"].keys() == schema_files().keys()
