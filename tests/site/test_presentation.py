"""A presentation: its brief on a page, its table as a sheet to write marks in."""

from __future__ import annotations

from tests.school import SchoolTest

BRIEF = """# 结业展示

用三分钟教一件事。

| 项目 | 分数 | 怎样算好 |
| --- | ---: | --- |
| 说清楚 | 4 | 听得懂 |
| 动手做 | 3.5 | 做成了 |

| 时间 | 地点 |
| --- | --- |
| 周四 | 东院 |
"""


def test_the_table_of_points_becomes_a_sheet(school: SchoolTest) -> None:
    school.course("business/a", ends_with="presentation").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/presentation.md", BRIEF)
    assert school.run("build").exit_code == 0, school.output
    page = school.page("business/a/presentation")

    assert "用三分钟教一件事。" in page
    assert page.count("得分") == 1
    assert "<td>合计" in page.replace(" colspan=1", "")
    assert "7.5" in page
    assert "打分的人" in page
    assert "presentation/" in school.page("business/a")


def test_a_brief_without_points_is_a_page(school: SchoolTest) -> None:
    school.course("business/a", ends_with="presentation").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/presentation.md", "# 结业展示\n\n用三分钟教一件事。\n")
    assert school.run("build").exit_code == 0, school.output

    assert "打分的人" not in school.page("business/a/presentation")
