"""Every text of the pages goes through the catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from builder.i18n import language_name, translator
from builder.theme_folder import desk_theme_folder, theme_folder
from tests.school import REPOSITORY, SchoolTest

CALL = re.compile(r"""(?:\b_|translat\w*(?:\([\w.]+\))?)\((["'])(?P<text>[^"']+)\1\)""")
Open = Callable[[SchoolTest, str], Page]
HAN = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # characters, their punctuation


def texts() -> set[str]:
    themes = (theme_folder(), desk_theme_folder())
    theme = [file for one in themes for kind in ("html", "js") for file in one.rglob(f"*.{kind}")]
    modules = (REPOSITORY / "builder" / name for name in ("desk", "load", "site", "wechat"))
    sources = [*theme, *(file for folder in modules for file in folder.glob("*.py"))]
    return {
        found["text"]
        for file in sources
        for found in CALL.finditer(file.read_text(encoding="utf-8"))
    }


@cache
def code() -> str:
    files = (REPOSITORY / "builder").rglob("*.py")
    return "".join(file.read_text(encoding="utf-8") for file in files)


def quoted(text: str) -> bool:
    """Whether a text stands between quotation marks anywhere in the code."""
    return f'"{text}"' in code()


@pytest.fixture(params=sorted(file.name for file in (theme_folder() / "locales").iterdir()))
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (theme_folder() / "locales" / request.param).open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_a_catalogue_holds_every_text_once_and_no_other(catalogue: Catalog) -> None:
    found = {str(one.id) for one in catalogue if one.id and one.string}
    used = texts()

    assert used - found == set()
    # Some texts come out of a variable.
    assert {one for one in found - used if not quoted(one)} == set()


def test_a_translation_takes_the_same_figures_and_is_translated(catalogue: Catalog) -> None:
    for one in catalogue:
        said, text = str(one.string), str(one.id)
        assert re.findall("%.", said) == re.findall("%.", text), text
        assert not one.id or said != text


def test_translators_tools_know_the_language_of_a_catalogue(catalogue: Catalog) -> None:
    assert catalogue.locale
    assert catalogue.charset == "utf-8"


@pytest.mark.parametrize(
    ("tag", "name"), [("en", "English"), ("zh-CN", "中文"), ("fr-FR", "français"), ("xx", "xx")]
)
def test_a_language_is_named_in_its_own_words(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_chinese_is_the_source() -> None:
    assert translator("zh-CN")("看答案") == "看答案"


def test_templates_hold_no_chinese_outside_the_catalogue() -> None:
    for template in (*theme_folder().rglob("*.html"), *desk_theme_folder().rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)

        assert not HAN.search(CALL.sub("", text)), template


def test_an_english_school_is_english(school: SchoolTest) -> None:
    school.write("school.yml", "name: Evening school\nlanguage: en\n")
    school.course("business/a", title="Accounts", summary="Learn accounts.")
    school.lesson(
        "business/a/01-x.md",
        "Text\n\n## Quiz\n\n### Is it hard?\n- [x] No\n- [ ] Yes\n> Not at all.",
        title="Why",
    )
    assert school.run("build").exit_code == 0, school.output
    page = school.page("business/a/01-x")

    assert '<html lang="en">' in page
    assert "Show the answer" in page
    assert "Lesson 1 of 1" in page
    assert not HAN.search(page)


def test_another_countrys_school_needs_no_code(school: SchoolTest, open_page: Open) -> None:
    school.write("school.yml", "name: Lớp buổi tối\nlanguage: vi\n")
    school.course("business/a", title="Sổ sách", summary="Học ghi sổ.", ends_with="exam")
    question = "### Có khó không?\n- [x] Không\n- [ ] Có\n> Không khó.\n"
    school.lesson(
        "business/a/01-x.md",
        f"Chữ\n\n## Quiz\n\n{question}",
        title="Ghi sổ",
        discuss="Bạn nghĩ sao?",
    )
    school.write("business/a/exam.md", question.replace("khó không", "dễ không"))
    assert school.run("build").exit_code == 0, school.output
    shown = {url: school.page(url) for url in ("", "business", "business/a", "business/a/exam")}
    page = open_page(school, "business/a/01-x/")
    page.get_by_label("Có", exact=True).check()

    assert {url: found.group() for url, text in shown.items() if (found := HAN.search(text))} == {}
    assert page.locator("html").get_attribute("lang") == "vi"
    assert "Bài 1 trong 1 bài" in page.locator("header").inner_text()
    assert page.get_by_role("status").inner_text() == "✗ Chưa đúng, bạn nghĩ lại nhé."
    assert page.get_by_role("button", name="Sao chép câu hỏi này").is_visible()
    assert not HAN.search(page.content())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []


def test_lessons_in_another_language_are_found_from_the_course_and_from_each_other(
    school: SchoolTest,
) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "字").lesson(
        "business/a/02-y.md", "字"
    )
    school.lesson("business/a/01-x.en.md", "Text", title="Why")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    course = school.page("business/a")

    assert '<h2 lang="en">English</h2>' in course
    assert course.count('href="../../en/business/a/01-x/"') == 1
    assert '<a lang="en" href="../../../en/business/a/01-x/">English</a>' in school.page(
        "business/a/01-x"
    )
    assert 'lang="zh-CN"' in school.page("en/business/a/01-x").partition("<main")[0][60:]
    assert "English" not in school.page("business/a/02-y")
