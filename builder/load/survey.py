"""`content/survey.yml` becomes a Survey."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from builder.load.files import read_text
from builder.load.limits import MAX_YAML
from builder.load.schema import SURVEY, SURVEY_CHOICE, SURVEY_QUESTION, Keys, Kind, checked
from builder.load.yaml import Value, load_mapping
from builder.model.survey import Survey, SurveyChoice, SurveyQuestion
from builder.problems import Problems

PATH = "survey.yml"
_PLACE = f"content/{PATH}"
_WEIGHT = re.compile(r"-?\d{1,2}")


def read_survey(content: Path, problems: Problems) -> Survey | None:
    """
    Read `survey.yml`.

    Args:
        content: The folder `content/`, which holds the file.
        problems: Takes what is wrong.

    Returns:
        The survey; None when it cannot be read or asks nothing.
    """
    text = read_text(content, PATH, MAX_YAML, problems, leaves_out=False)
    found = load_mapping(text, _PLACE, problems, leaves_out=False) if text is not None else None
    if found is None:
        return None
    keys = checked(found, SURVEY, _PLACE, problems)
    listed = keys.get("questions", ())
    asked = (_question(one, problems) for one in listed)
    questions = tuple(one for one in asked if one)
    if not questions:
        mend = "write questions: and below it - ask: with its choices"
        problems.add(_PLACE, 1, "survey-empty", "the survey asks nothing", mend)
        return None
    return Survey(keys.get("title"), keys.get("summary"), questions)


def _question(value: Value, problems: Problems) -> SurveyQuestion | None:
    keys = _keys(value, SURVEY_QUESTION, "write - ask: and below it choices:", problems)
    if keys is None:
        return None
    found = (_choice(one, problems) for one in keys.get("choices", ()))
    choices = tuple(one for one in found if one)
    text = keys.get("ask")
    if not text or len(choices) < 2:
        message = "a question of the survey needs ask: and at least two choices"
        problems.add(_PLACE, value.line, "survey-question", message, "write what is missing")
        return None
    return SurveyQuestion(text, choices, bool(keys.get("several", False)), value.line)


def _choice(value: Value, problems: Problems) -> SurveyChoice | None:
    keys = _keys(value, SURVEY_CHOICE, "write - say: and below it because: and weights:", problems)
    if keys is None:
        return None
    if not keys.get("say"):
        mend = "write say: and the words of the choice"
        problems.add(_PLACE, value.line, "survey-choice", "a choice says nothing", mend)
        return None
    weights = _weights(keys.get("weights", {}), problems)
    return SurveyChoice(keys.get("say"), keys.get("because"), weights, value.line)


def _keys(value: Value, schema: Mapping[str, Kind], mend: str, problems: Problems) -> Keys | None:
    if isinstance(value.data, dict):
        return checked(value.data, schema, _PLACE, problems)
    message = "this part of the survey has no keys"
    problems.add(_PLACE, value.line, "survey-question", message, mend)
    return None


def _weights(written: Mapping[str, Value], problems: Problems) -> dict[str, int]:
    weights: dict[str, int] = {}
    for name, value in written.items():
        if isinstance(value.data, str) and _WEIGHT.fullmatch(value.data):
            weights[name] = int(value.data)
            continue
        message = f"the weight of {name} should be a whole number"
        problems.add(_PLACE, value.line, "key-type", message, f"write {name}: 2")
    return weights
