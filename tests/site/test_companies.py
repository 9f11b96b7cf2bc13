"""Programmes of companies: in their order, at an address that nothing leads to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from builder.load.schema import COMPANY as KEYS
from tests.companies import ADDRESS, COMPANY, URL, trained
from tests.conftest import scripted
from tests.school import REPOSITORY, SchoolTest

Open = Callable[[SchoolTest, str], Page]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = trained(SchoolTest(tmp_path_factory.mktemp("company") / "school"))
    assert school.run("build").exit_code == 0, school.output
    return school


def test_the_page_lists_the_lessons_in_the_companys_order(built: SchoolTest) -> None:
    page = built.page(URL)

    assert re.findall(r'<li><a href="([^"]+)"><b>([^<]+)</b>', page) == [
        ("01-clean-hands/", "1. 上班先洗手"),
        ("business-a-02-y/", "2. 第二课"),
        ("business-a-01-x/", "3. 第一课"),
    ]
    for words in ("<h1>好味道</h1>", "新人三课", "人事小周", "-200.svg width=200"):
        assert words in page


def test_lessons_lead_on_in_the_programme_and_out_of_it_only_where_they_must(
    built: SchoolTest,
) -> None:
    first, last = built.page(f"{URL}01-clean-hands"), built.page(f"{URL}business-a-01-x")

    assert '<a class=b href="../business-a-02-y/">下一课：第二课</a>' in first
    assert "第 3 课，共 3 课" in last
    assert '<a href="../business-a-02-y/">第二课</a>' in last
    assert '<a href="../../../business/a/03-z/">第三课</a>' in last
    assert "第 1 周" not in last
    assert "第 1 周" in built.page("business/a/01-x")


def test_nothing_public_knows_of_it(built: SchoolTest) -> None:
    files = built.snapshot()
    inside = {name for name in files if name.startswith(URL)}
    elsewhere = {name for name, data in files.items() if ADDRESS.encode() in data} - inside

    assert f"{URL}prices.pdf" in inside
    assert not [name for name in files if "good-taste" in name]
    assert elsewhere == set()
    assert "business/a/01-x" in files["sitemap.xml"].decode()


def test_search_engines_are_asked_to_leave_it_out(built: SchoolTest) -> None:
    robots = "<meta name=robots content=noindex>"
    canonical = '<link rel=canonical href="https://example.org/business/a/01-x/">'

    for name in ("", "01-clean-hands", "business-a-01-x", "business-a-02-y"):
        assert robots in built.page(f"{URL}{name}")
    assert canonical in built.page(f"{URL}business-a-01-x")
    assert "rel=canonical" not in built.page(f"{URL}01-clean-hands")
    assert robots not in built.page("business/a/01-x")


def test_the_report_flags_its_pages(built: SchoolTest) -> None:
    report = json.loads((built.root / "build/report.json").read_text("utf-8"))
    flagged = {page["url"] for page in report["pages"] if page["unlisted"]}

    assert flagged == {page["url"] for page in report["pages"] if page["url"].startswith(URL)}
    assert len(flagged) == 4
    assert f"https://example.org/{URL}" in built.output


@pytest.mark.browser
def test_what_was_gone_through_becomes_a_code_for_the_company(
    built: SchoolTest, open_page: Open
) -> None:
    page = open_page(built, URL)
    make = page.get_by_role("button", name="生成学习记录")
    make.click()
    assert page.get_by_text("还没有学完一课。").is_visible()

    page.get_by_role("link", name="上班先洗手").click()
    page.get_by_role("heading", name="小测").wait_for()
    scripted(page)
    page.get_by_label("对", exact=True).check()
    page.locator("input:not([type])").fill("2")
    page.get_by_role("button", name="看看对不对").click()
    page.get_by_role("link", name="下一课：").click()
    page.get_by_role("heading", name="第二课").wait_for()
    scripted(page)
    page.get_by_role("link", name="全部课文").click()
    page.get_by_text("学完 1 课，共 3 课。").wait_for()

    page.get_by_role("link", name="上班先洗手").last.click()
    page.get_by_role("heading", name="小测").wait_for()
    scripted(page)
    page.locator("input:not([type])").fill("20秒")
    page.get_by_role("button", name="看看对不对").click()
    page.get_by_text("✓ 对了！").nth(1).wait_for()
    page.go_back()
    page.get_by_text("学完 2 课，共 3 课。").wait_for()
    assert page.locator("ol a", has_text="✓").count() == 2
    make.click()
    assert page.get_by_text("先写上名字。").is_visible()
    page.get_by_placeholder("你的名字").fill("王 小明")
    make.click()
    text = page.locator("textarea").input_value()

    assert re.fullmatch(r"【好味道 学习记录】王 小明 · C[2-9A-Z]{3}(-[2-9A-Z]{2,4}){3}", text)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    (built.root / "chat.txt").write_text(f"小周:\n收到\n\n{text}\n", encoding="utf-8")
    found = json.loads(built.run("results", "chat.txt", "--json").output)
    (company,) = found["companies"]
    (learner,) = company["learners"]
    assert (learner["name"], learner["missing"]) == ("王 小明", ["第一课"])
    assert learner["done"] == ["companies/good-taste/01-clean-hands.md", "business/a/02-y.md"]
    assert learner["remarks"] == []
    assert found["faults"] == []


@pytest.mark.browser
def test_without_a_script_the_lessons_are_there_all_the_same(
    built: SchoolTest, serve_site: Callable[..., object], phone: Callable[..., Page]
) -> None:
    page = phone(javascript=False)
    page.goto(f"{serve_site(built.site).url}{URL}")  # type: ignore[attr-defined]

    assert page.get_by_role("link", name="上班先洗手").is_visible()
    assert page.locator("noscript").is_visible()
    assert page.locator("#end").is_hidden()


def test_an_exam_of_the_school_may_end_it(school: SchoolTest) -> None:
    trained(school, f"{COMPANY}exam: business/a\n").course("business/a", ends_with="exam")
    school.write("business/a/exam.md", "### 一加一？\n- [x] 二\n- [ ] 三\n")
    assert school.run("build").exit_code == 0, school.output

    assert '<a href="../../business/a/exam/">结业考试</a>' in school.page(URL)


def test_drafts_are_left_out_and_said(school: SchoolTest) -> None:
    trained(school).lesson("business/a/02-y.md", "文字。", title="第二课", draft=True)
    assert school.run("build").exit_code == 0, school.output
    assert "content/companies/good-taste.yml:9: business/a/02-y.md is a draft" in school.output
    assert "第二课" not in school.page(URL)
    assert not (school.site / URL / "business-a-02-y").exists()

    trained(school, f"{COMPANY}draft: true\n")
    assert school.run("build").exit_code == 0, school.output
    assert not (school.site / "companies").exists()
    assert not list((school.root / "build/packs").rglob("*.zip"))


def test_a_renamed_lesson_leaves_a_redirect_in_the_programme_too(school: SchoolTest) -> None:
    trained(school, COMPANY.replace("business/a/02-y", "business/a/02-new"))
    (school.content / "business/a/02-y.md").unlink()
    school.lesson("business/a/02-new.md", "文字。", title="第二课", was=["02-y"])
    school.lesson("business/a/01-x.md", "文字。")
    assert school.run("build").exit_code == 0, school.output

    assert 'url=../business-a-02-new/"' in school.page(f"{URL}business-a-02-y")


def test_lessons_in_another_language_stand_beside_each_other(school: SchoolTest) -> None:
    both = "  - business/a/01-x\n  - business/a/01-x.en\n"
    trained(school, COMPANY.replace("  - business/a/01-x\n", both))
    school.lesson("business/a/01-x.en.md", "Words.", title="Lesson one")
    assert school.run("build").exit_code == 0, school.output
    page = school.page(f"{URL}business-a-01-x-en")

    assert '<html lang="en">' in page
    assert "Lesson 4 of 4" in page
    assert 'href="../business-a-01-x/">Previous: 第一课</a>' in page


def test_every_key_of_a_company_is_explained() -> None:
    guide = (REPOSITORY / "docs/companies.md").read_text(encoding="utf-8")

    assert not [key for key in KEYS if f"`{key}`" not in guide]
