"""What a page costs over the bare text that it shows."""

from __future__ import annotations

import re

import brotli
import pytest

from builder.preview.bare import bare
from builder.site.scripts import scripts
from builder.theme_folder import theme_folder
from tests.recordings import voice, write_wav
from tests.school import SchoolTest

OVERHEAD = 2_000  # bytes (brotli 11) of a lesson over its bare text in a minimal document
SCRIPT = 2_000  # bytes (brotli 11) of the script of all lessons
QUESTION = 12  # bytes more for each question of a course quiz
LIST_PAGE = 6_000  # bytes (brotli 11) of a front, track or course page
FIRST_WINDOW = 14_600  # bytes: what the first round trip of a connection brings


def compressed(text: str | bytes) -> int:
    return len(brotli.compress(text.encode() if isinstance(text, str) else text, quality=11))


def pages(school: SchoolTest, pattern: str) -> dict[str, str]:
    found = sorted(school.site.glob(pattern))
    assert found
    return {
        file.relative_to(school.site).as_posix(): file.read_text(encoding="utf-8") for file in found
    }


@pytest.mark.parametrize("name", ["sample_school", "public_school"])
def test_every_lesson_weighs_little_more_than_its_words(
    name: str, request: pytest.FixtureRequest
) -> None:
    school: SchoolTest = request.getfixturevalue(name)
    over = {
        name: compressed(page) - compressed(bare(page))
        for name, page in pages(school, "**/[0-9]*/index.html").items()
    }

    assert {name: bytes_ for name, bytes_ in over.items() if bytes_ > OVERHEAD} == {}


def test_lists_of_lessons_stay_light(sample_school: SchoolTest) -> None:
    lists = (
        pages(sample_school, "index.html")
        | pages(sample_school, "*/index.html")
        | pages(sample_school, "*/*/index.html")
    )

    assert {name: compressed(page) for name, page in lists.items()} == {
        name: size for name, page in lists.items() if (size := compressed(page)) < LIST_PAGE
    }


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [
        ("*/*/[0-9]*/", SCRIPT),
        ("*/*/quiz/", 4_000),
        ("*/*/exam/", 6_000),
    ],
    ids=["lesson", "quiz", "exam"],
)
def test_pages_of_a_kind_share_one_small_script(
    pattern: str, limit: int, sample_school: SchoolTest
) -> None:
    found = pages(sample_school, f"{pattern}index.html")
    names = {one for page in found.values() for one in re.findall(r"[./]m/(\w+\.js)", page)}

    assert len(names) == 1
    (name,) = names
    assert compressed((sample_school.site / "m" / name).read_bytes()) < limit


def test_a_lessons_script_is_small_in_every_language() -> None:
    languages = [file.stem for file in (theme_folder() / "locales").glob("*.po")]
    found = scripts(theme_folder(), languages)
    weights = {one: compressed(found["lesson", one].text) for one in languages}

    assert {one: bytes_ for one, bytes_ in weights.items() if bytes_ >= SCRIPT} == {}


def test_the_course_quiz_weighs_little_more_than_its_words(sample_school: SchoolTest) -> None:
    for name, page in pages(sample_school, "*/*/quiz/index.html").items():
        over = compressed(page) - compressed(bare(page))
        assert over < OVERHEAD + QUESTION * page.count("<form class=q"), name


def test_no_page_names_another_host(sample_school: SchoolTest) -> None:
    for name, page in pages(sample_school, "**/*.html").items():
        sources = re.findall(r'(?:src|srcset|href)="?([^"\s>]+)', page)

        assert not [one for one in sources if re.match(r"(?:https?:)?//", one)], name


def test_hundreds_of_recordings_on_a_page_are_one_light_page(
    school: SchoolTest,
) -> None:
    school.course("business/a")
    word = voice(1.0)
    many = 100
    for number in range(many):  # each a little longer than the one before
        write_wav(school.content / f"business/a/{number}.wav", word[: 24_000 + 60 * number])
    lines = (f"[词{number}]({number}.wav)" for number in range(many))
    school.lesson("business/a/01-x.md", "\n\n".join(lines))
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    page = school.page("business/a/01-x")

    assert page.count("<audio") == many
    assert page.count("preload=none") == many
    assert compressed(page) < FIRST_WINDOW / 2  # so that twice as many would fit


def test_a_page_over_its_budget_is_named_with_what_weighs_most(school: SchoolTest) -> None:
    school.write("school.yml", "name: 学堂\nbudgets:\n  page: 1300\n")
    words = "".join(map(chr, range(0x4E00, 0x5200)))  # each once, so that they do not compress
    school.course("business/a").lesson(
        "business/a/01-x.md", f"## 开头\n\n短。\n\n## 长的 *一节*\n\n{words}\n\n## 结尾\n\n短。"
    )
    built = school.run("build")
    said = school.run("build", "--lang", "zh").output

    assert built.exit_code == 1
    (line,) = [one for one in built.output.splitlines() if "/business/a/01-x/" in one]
    assert re.match(r"content/business/a/01-x\.md:1: .* has \d+ bytes, 1300 are allowed; ", line)
    assert "are in the section “长的 一节”; " in line
    assert "只许 1300 字节；“长的 一节”这一节占了 " in said


def test_styles_are_named_where_they_weigh_most(school: SchoolTest) -> None:
    school.write("school.yml", "name: 学堂\nbudgets:\n  page: 500\n")
    school.course("business/a").lesson("business/a/01-x.md", "很长的课文。" * 200)

    assert "are in its head with the styles; " in school.run("build").output
