"""Other people's real courses build: no traceback, true problems, clean pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from builder.load.school import load
from builder.model.question import Question
from tests.corpora import NAMES
from tests.school import SchoolTest

pytestmark = pytest.mark.corpora

KINDS = {"matching": "match"}


@pytest.mark.parametrize("name", NAMES)
def test_each_builds_without_a_traceback_and_without_metadata(
    built_corpus: Callable[[str], SchoolTest], name: str
) -> None:
    school = built_corpus(name)
    lessons = list(school.site.glob("*/*/[0-9]*/index.html"))
    assert len(lessons) >= 0.8 * len(list(school.content.rglob("[0-9]*.md")))

    pictures = [file for file in (school.site / "m").iterdir() if file.suffix in {".avif", ".webp"}]
    assert pictures
    for file in pictures:
        data = file.read_bytes()
        with Image.open(BytesIO(data)) as image:
            assert not dict(image.getexif()), file
            assert image.width <= 720
        assert b"GPSLatitude" not in data


def file_name(markdown: str) -> str:
    """The name of the picture in `![](folder/name.jpg)`; other text as it is."""
    return re.sub(r"!\[\]\((?:.*/)?([^/]+)\)", r"\1", markdown)


def said(question: Question) -> dict[str, object]:
    return {
        "kind": question.kind,
        "text": question.text,
        "choices": [{"text": one.text, "right": one.right} for one in question.choices],
        "pairs": [[left, file_name(right)] for left, right in question.pairs],
        "answers": [answer for blank in question.blanks for answer in blank.answers],
        "explanation": question.explanation,
    }


def test_the_questions_of_the_literacy_course_are_read_as_they_were_made(corpora: Path) -> None:
    expected = json.loads((corpora / "seedlingo/questions.json").read_text(encoding="utf-8"))
    school, _ = load(corpora / "seedlingo")
    found = [said(question) for _, lesson in school.lessons for question in lesson.questions]
    wanted = [
        {
            "kind": KINDS.get(one["kind"], one["kind"]),
            "text": one["text"],
            "choices": one["choices"],
            # The set's pictures lie beside the lessons, its list names them in a folder.
            "pairs": [[left, file_name(right)] for left, right in one["pairs"]],
            "answers": one["answers"],
            "explanation": one["explanation"],
        }
        for one in expected
    ]

    assert [one | {"pairs": sorted(one["pairs"])} for one in found] == [  # type: ignore[call-overload]
        one | {"pairs": sorted(one["pairs"])} for one in wanted
    ]
