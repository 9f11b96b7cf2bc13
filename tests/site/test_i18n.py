"""Every text of the pages goes through the catalogues."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from builder.i18n import language_name, translator
from builder.theme_folder import desk_theme_folder, theme_folder
from tests.school import REPOSITORY, SchoolTest

CALL = re.compile(r"""(?:\b_|translat\w*(?:\([\w.]+\))?)\(\s*(["'])(?P<text>[^"']+)\1\s*\)""")
Open = Callable[[SchoolTest, str], Page]
CHINESE = re.compile("[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # with its punctuation


def texts() -> set[str]:
    themes = (theme_folder(), desk_theme_folder())
    theme = [file for one in themes for kind in ("html", "js") for file in one.rglob(f"*.{kind}")]
    sources = [*theme, *(REPOSITORY / "builder").rglob("*.py")]
    return {
        found["text"]
        for file in sources
        for found in CALL.finditer(file.read_text(encoding="utf-8"))
    }


@pytest.fixture(params=sorted(file.name for file in (theme_folder() / "locales").iterdir()))
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    with (theme_folder() / "locales" / request.param).open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_a_catalogue_holds_every_text_once_and_no_other(catalogue: Catalog) -> None:
    found = {str(one.id) for one in catalogue if one.id and one.string and not one.fuzzy}

    assert texts() - found == set()
    assert {str(one.id) for one in catalogue if one.id} - texts() == set()
    assert catalogue.obsolete == {}


def test_a_translation_takes_the_same_figures_and_is_translated(catalogue: Catalog) -> None:
    for one in catalogue:
        said, text = str(one.string), str(one.id)
        assert re.findall("%.", said) == re.findall("%.", text), text
        assert one.python_format == ("%" in text), text  # so that Poedit compares them too
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

        assert not CHINESE.search(CALL.sub("", text)), template


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
    assert not CHINESE.search(page)


QUESTION = "### Có khó không? (2.5 points)\n- [x] Không\n- [ ] Có\n> Không khó.\n"
SEVERAL = "### Chọn?\n- [x] một\n- [x] hai\n- [ ] ba\n"
CITY = """title: Hà Nội
place: Phòng 2
holidays:
  - {name: Tết, from: 2027-02-01, to: 2027-02-21}
cohorts:
  - course: business/a
    start: 2027-01-25
    evenings: [Monday, Thursday]
    time: 19:30-21:00
    instructor: thầy Nam
"""


@pytest.fixture(scope="module")
def vietnamese(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("vi") / "school")
    school.write("school.yml", "name: Lớp tối\nlanguage: vi\nbase_url: https://lop.example/\n")
    school.course("business/a", title="Sổ", summary="Ghi sổ.", weeks=2, ends_with="exam")
    school.lesson(
        "business/a/01-x.md",
        f"Chữ <ruby>a<rt>b</rt></ruby>\n\n## Quiz\n\n{QUESTION}\n{SEVERAL}",
        title="Ghi sổ",
        week=1,
        discuss="Bạn nghĩ sao?",
    )
    school.write("business/a/exam.md", QUESTION.replace("khó không", "dễ không"))
    school.course("courses/b", title="Nói", summary="Nói.", ends_with="presentation")
    school.lesson("courses/b/01-x.md", "Chữ", title="Nói")
    sheet = "| Mục | Điểm |\n| --- | --- |\n| Rõ | 2,5 |\n"
    school.write("courses/b/presentation.md", f"# Trình bày\n\n{sheet}")
    school.write("cities/ha-noi.yml", CITY)
    assert school.run("build").exit_code == 0, school.output
    return school


def test_another_countrys_school_needs_no_code(vietnamese: SchoolTest, open_page: Open) -> None:
    page = open_page(vietnamese, "business/a/01-x/")
    page.get_by_label("Có", exact=True).check()

    assert page.locator("html").get_attribute("lang") == "vi"
    assert "Bài 1 trong 1 bài" in page.locator("header").inner_text()
    assert page.get_by_role("status").first.inner_text() == "✗ Chưa đúng, bạn nghĩ lại nhé."
    assert page.get_by_role("button", name="Sao chép câu hỏi này").is_visible()
    assert not CHINESE.search(page.content())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Axe().run(page).response["violations"] == []


def test_nothing_chinese_is_left_on_its_pages_and_in_its_articles(vietnamese: SchoolTest) -> None:
    pages = [*vietnamese.site.rglob("*.html")]
    pages += (vietnamese.root / "build/wechat").glob("*/*/*/article.html")
    texts = {page: page.read_text(encoding="utf-8").replace("阅读原文", "") for page in pages}

    assert len(pages) > 12
    assert {page: found[0] for page, text in texts.items() if (found := CHINESE.search(text))} == {}


def test_its_figures_days_and_places_are_as_its_readers_write_them(vietnamese: SchoolTest) -> None:
    assert "(2,5 điểm)" in vietnamese.page("business/a/exam")
    assert "Tổng<td>2,5" in vietnamese.page("courses/b/presentation").replace(" colspan=1", "")
    assert "Th 2, 25 thg 1" in vietnamese.page("cities/ha-noi")
    assert "0,5 giờ" in vietnamese.page("catalogue")
    # An address ends at a blank, so an id has none.
    assert re.findall('<h2 id="([^"]*)"', vietnamese.page("business/a/01-x")) == ["Câu-hỏi"]


def test_lessons_in_another_language_are_found_from_everywhere(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "字").lesson(
        "business/a/02-y.md", "字"
    )
    school.lesson("business/a/01-x.en.md", "Text", title="Why")
    school.write("en/index.md", "# For you\n\nWelcome.")
    school.course("business/b").lesson("business/b/01-x.md", "字")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    course = school.page("business/a")

    assert '<h2 lang="en">English</h2>' in course
    assert course.count('href="../../en/business/a/01-x/"') == 1
    assert '<a lang="en" href="../../../en/business/a/01-x/">English</a>' in school.page(
        "business/a/01-x"
    )
    assert 'lang="zh-CN"' in school.page("en/business/a/01-x").partition("<main")[0][60:]
    own = school.page("en")
    assert '<a lang="en" href="en/">English</a>' in school.page("")
    assert all(words in own for words in ('<html lang="en">', "For you", "Welcome."))
    assert own.count('href="../business/a/"') == own.count('href="business/a/01-x/"') == 1
    assert "business/b" not in own
    for without in ("business/a/02-y", "business/b", "business/b/01-x", "business"):
        assert "English" not in school.page(without)
