"""Translations that fall behind their originals are named, and what is missing is listed."""

from __future__ import annotations

import json

from tests.school import SchoolTest

ORIGINAL = "business/a/01-x.md"


def advice(school: SchoolTest) -> list[tuple[str, str, str]]:
    return [(one["path"], one["code"], one["mend"]) for one in school.problems()]


def test_a_translation_falls_behind_and_catches_up(school: SchoolTest) -> None:
    school.course("business/a").lesson(ORIGINAL, "记一笔账。").lesson(
        "business/a/02-y.md", "再记一笔。"
    )
    school.lesson("business/a/01-x.en.md", "Write it down.", title="First lesson")
    ((path, code, mend),) = advice(school)
    assert (path, code) == ("content/business/a/01-x.en.md", "translation-state")
    assert school.run("check").exit_code == 0

    def translated(state: str) -> None:
        school.lesson("business/a/01-x.en.md", "Write it.", title="First", translated=state)

    first = mend.rpartition(" ")[2]
    translated(first)
    assert advice(school) == []

    # The same text on Windows is the same state.
    original = (school.content / ORIGINAL).read_bytes()
    school.write(ORIGINAL, original.replace(b"\n", b"\r\n"))
    assert advice(school) == []

    school.lesson(ORIGINAL, "今天就记一笔账。")
    ((_, code, mend),) = advice(school)
    assert code == "translation-stale"
    listed = json.loads(school.run("translations", "--json").output)
    row = {"course": "business/a", "language": "en", "lessons": 2, "done": ["01-x"]}
    assert listed == [row | {"stale": ["01-x"], "missing": ["02-y"]}]
    assert "1 of 2" in school.run("translations").output

    assert mend.rpartition(" ")[2] != first
    translated(mend.rpartition(" ")[2])
    assert advice(school) == []


def test_a_translation_does_not_lose_its_lesson_unnoticed(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-new.md", "记一笔账。")
    school.lesson("business/a/01-x.en.md", "Write it down.", title="First lesson")
    school.lesson("business/a/02-y.en.md", "Only in English.", title="Second lesson")

    ((path, code, mend),) = advice(school)
    assert (path, code) == ("content/business/a/01-x.en.md", "translation-alone")
    assert "01-new.en.md" in mend
    assert "was: [01-x]" in mend


def test_a_school_in_one_language_has_nothing_to_list(school: SchoolTest) -> None:
    school.course("business/a").lesson(ORIGINAL, "记一笔账。")

    assert advice(school) == []
    assert school.run("translations").output.startswith("No lesson is translated.")
