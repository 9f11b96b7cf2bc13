"""The catalogue, what comes next, and what the front page says at first sight."""

from __future__ import annotations

from tests.school import SchoolTest


def two(school: SchoolTest, following: str = "vocational/b") -> SchoolTest:
    school.course("business/a", title="记账", careers=["开小店"], next=[following])
    school.course("vocational/b", title="英语", careers=["开小店", "酒店前台"], weeks=12)
    school.lesson("business/a/01-x.md", "文字。", title="长课", minutes=90)
    return school.lesson("vocational/b/01-x.md", "文字。", title="短课")


def test_courses_stand_by_career_and_by_time(school: SchoolTest) -> None:
    assert two(school).run("build", "--only", "site").exit_code == 0, school.output
    page = school.page("catalogue")
    careers, times = page.split("按要花的时间")

    assert "开小店<dd>" in careers
    assert careers.index("酒店前台<dd>") < careers.rindex("英语</a>")
    assert times.index("英语") < times.index("记账")
    assert "读完约 1.5 小时" in times
    assert "读完约 0.5 小时 · 12 周" in times


def test_a_course_names_what_comes_next(school: SchoolTest) -> None:
    assert two(school).run("build", "--only", "site").exit_code == 0, school.output

    assert "学完接着学" in school.page("business/a")
    assert "学完接着学" not in school.page("vocational/b")


def test_a_next_course_that_is_not_there_is_named(school: SchoolTest) -> None:
    two(school, "vocational/c")
    found = [one for one in school.problems() if "next" in one["message"]]

    assert found[0]["path"] == "content/business/a/course.yml"
    assert "vocational/b" in found[0]["mend"]


def test_the_front_page_says_what_it_costs(school: SchoolTest) -> None:
    assert two(school).run("build", "--only", "site").exit_code == 0, school.output
    front = school.page("")

    assert "全部免费</b> · 2 门课 · 一课约" in front
    assert 'href="catalogue/"' in front
