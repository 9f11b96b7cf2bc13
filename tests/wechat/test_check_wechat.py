"""`renlearn check --wechat`: what WeChat would report, with the lesson's line."""

from __future__ import annotations

import json

import pytest

from tests.pictures import drawing, saved
from tests.school import SchoolTest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("check-wechat")]

LESSON = "business/a/01-x.md"
TEXT = (
    f"## 买菜\n\n{'每天晚上花五分钟，把收入和支出写进账本。' * 9}\n\n## 看图\n\n![账本](book.png)"
)
BAD = "p{line-height:0.5}\nimg{opacity:0}"


@pytest.fixture
def styled(school: SchoolTest) -> SchoolTest:
    """A lesson in a style sheet of the school's own, which WeChat would not like."""
    school.write("school.yml", "wechat:\n  style: article.css\n").write("article.css", BAD)
    school.course("business/a").lesson(LESSON, TEXT)
    return school.write("business/a/book.png", saved(drawing(300, 200), "PNG"))


def test_each_fault_is_a_problem_at_its_heading(styled: SchoolTest) -> None:
    done = styled.run("check", "--wechat", "--json")
    lines = (styled.content / LESSON).read_text(encoding="utf-8").splitlines()
    found = {
        (one["code"], one["path"], lines[one["line"] - 1])
        for one in json.loads(done.output)["problems"]
        if one["code"].startswith("wechat-")
    }

    assert done.exit_code == 1
    assert found == {
        ("wechat-line-height", f"content/{LESSON}", "## 买菜"),
        ("wechat-opacity", f"content/{LESSON}", "## 看图"),
    }
    assert not (styled.root / "build/wechat").exists()


def test_paths_narrow_what_is_checked(styled: SchoolTest) -> None:
    styled.course("business/b").lesson("business/b/01-y.md", "")

    assert styled.run("check", "--wechat", "business/b").exit_code == 0, styled.output


def test_without_a_browser_the_other_rules_hold_and_one_line_says_so(styled: SchoolTest) -> None:
    (styled.root / "playwright.py").write_text("# hides the package")
    done = styled.run_in_its_folder("check", "--wechat")

    assert done.exit_code == 1
    assert not done.traceback
    assert "opacity" in done.output
    assert "line-height:" not in done.output
    (said,) = [line for line in done.output.splitlines() if line.startswith("Not checked")]
    assert "pip install playwright" in said
