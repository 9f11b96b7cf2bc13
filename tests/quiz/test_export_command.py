"""`renlearn quiz export`, and `questions.json` of a build, as an instructor meets them."""

from __future__ import annotations

import json

import pytest

from builder.quiz.export import FORMATS
from tests.school import SchoolTest

BANK = "### 一加一？（2分）\n- [x] 二\n- [ ] 三\n\n> 数一数。\n"
EXAM = "## 一\n\n### 考什么？\n- [x] 只在考试里\n- [ ] 别的\n\n> 考试的解析在此。\n"
FILES = {
    "wjx": "wjx.txt", "csv": "questions.csv", "xlsx": "questions.xlsx", "gift": "gift.txt",
    "qti": "qti.zip", "anki": "anki.apkg", "print": "paper.html", "json": "questions.json",
}  # fmt: skip


@pytest.fixture
def taught(school: SchoolTest) -> SchoolTest:
    school.course("business/accounting", ends_with="exam").course("courses/phone", title="手机")
    school.lesson("business/accounting/01-x.md", "文字")
    school.lesson("courses/phone/01-y.md", "文字")
    school.write("business/accounting/quiz.md", BANK)
    return school.write("business/accounting/exam.md", EXAM)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_for_a_course(taught: SchoolTest, name: str) -> None:
    assert taught.run("quiz", "export", "--to", name, "accounting").exit_code == 0, taught.output

    folder = taught.root / "build/quizzes/business/accounting"
    assert (folder / FILES[name]).stat().st_size > 0
    assert not list(folder.glob("*.part"))


def test_an_exam_says_that_it_holds_the_answers(taught: SchoolTest) -> None:
    done = taught.run("quiz", "export", "--to", "print", "--exam", "business/accounting")
    folder = taught.root / "build/quizzes/business/accounting"

    assert done.exit_code == 0
    assert "hold the exam and its answers" in done.output
    assert {file.name for file in folder.iterdir()} == {
        "exam-paper.html", "exam-key.html", "exam-answer-sheet.html",
    }  # fmt: skip


def test_a_build_writes_questions_and_no_exam(taught: SchoolTest) -> None:
    assert taught.run("build", "--only", "site,quiz").exit_code == 0, taught.output
    file = taught.root / "build/quizzes/business/accounting/questions.json"
    text = file.read_text(encoding="utf-8")
    (question,) = json.loads(text)["questions"]

    assert json.loads(text)["course"] == "business/accounting"
    assert question["kind"] == "single"
    assert question["choices"] == ["二", "三"]
    assert question["answer"] == ["二"]
    assert (question["explanation"], question["points"]) == ("数一数。", 2)
    assert (question["path"], question["line"]) == ("content/business/accounting/quiz.md", 1)
    assert "考试" not in text
    assert not list(taught.site.rglob("questions.json"))
    assert not (taught.root / "build/quizzes/courses").exists()


def test_only_the_questions_can_be_built(taught: SchoolTest) -> None:
    done = taught.run("build", "--only", "quiz")

    assert done.exit_code == 0, done.output
    assert "build/quizzes" in done.output
    assert not taught.site.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["acounting"], 2, "did you mean business/accounting?"),
        (["business/acounting"], 2, "did you mean business/accounting?"),
        (["phone"], 1, "has no questions"),
        (["phone", "--exam"], 1, "has no exam"),
        (["accounting", "--out", "build/site/q"], 2, "only build/quizzes is for answers"),
        (["accounting", "--out", "content/q"], 2, "may be published"),
    ],
)
def test_what_cannot_be_done_is_said(
    taught: SchoolTest, arguments: list[str], code: int, words: str
) -> None:
    done = taught.run("quiz", "export", "--to", "gift", *arguments)

    assert (done.exit_code, done.traceback) == (code, False)
    assert words in done.output


def test_a_slug_of_two_courses_is_no_name(taught: SchoolTest) -> None:
    taught.course("courses/accounting", title="再记账")
    taught.write("courses/accounting/quiz.md", BANK)

    done = taught.run("quiz", "export", "--to", "gift", "accounting")

    assert done.exit_code == 2
    assert "write courses/accounting or business/accounting" in done.output
    assert taught.run("quiz", "export", "--to", "gift", "courses/accounting").exit_code == 0


def test_questions_that_would_be_missing_stop_it(taught: SchoolTest) -> None:
    taught.write("business/accounting/quiz.md", f"{BANK}\n### 坏题\n- [ ] 甲\n- [ ] 乙\n")

    done = taught.run("quiz", "export", "--to", "gift", "accounting")

    assert done.exit_code == 1
    assert "content/business/accounting/quiz.md:" in done.output
    assert taught.run("quiz", "export", "--to", "gift", "--exam", "accounting").exit_code == 0


def test_another_folder_and_an_answer_for_scripts(taught: SchoolTest) -> None:
    done = taught.run("quiz", "export", "--to", "json", "--out", "到 这里", "--json", "accounting")

    record = json.loads(done.output.splitlines()[-1])
    assert record["questions"] == 1
    assert record["files"] == [str(taught.root / "到 这里/questions.json")]
