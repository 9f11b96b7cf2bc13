"""Links and anchors, right ones and every way to get them wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.check.all import check
from builder.load.school import load
from builder.problems import Problem
from tests.school import SchoolTest

SCHOOLS = Path(__file__).parents[1] / "schools"

# What a lesson says, the rule it breaks, a word of the advice; the link stands in line 4.
WRONG = {
    "[a](02-乙课.md)": ("link-missing", "did you mean 02-乙.md?"),
    "[a](../b/01-甲.md)": ("link-missing", "did you mean 01-甲.md?"),
    "[a](02-乙)": ("link-missing", "did you mean 02-乙.md?"),
    "[a](About.md)": ("link-missing", "../../about.md"),
    "[a](../../About.md)": ("link-missing", "capital"),
    "[a](../../../etc/passwd)": ("link-outside", "content/"),
    "[a](..%2f..%2f..%2fetc/passwd)": ("link-outside", "content/"),
    "[a](..\\a\\02-乙.md)": ("link-backslash", "../a/02-乙.md"),
    "[a](C:\\课\\02-乙.md)": ("link-local", "beside the lesson"),
    "[a](file:///C:/x.pdf)": ("link-local", "beside the lesson"),
    "[a](http://localhost:8000/a/)": ("link-local", "02-name.md"),
    "[a](http://192.168.1.7/a)": ("link-local", "02-name.md"),
    "[a](http:/example.org)": ("link-address", "https://"),
    "[a](www.example.org)": ("link-address", "https://www.example.org"),
    "[a](https：//example.org/x)": ("link-address", "https://example.org/x"),
    "[a](wang@example.org)": ("link-address", "mailto:wang@example.org"),
    "[a]()": ("link-empty", "name"),
    "[a](exam.md)": ("link-unpublished", "index.md"),
    "[a](quiz.md)": ("link-unpublished", "index.md"),
    "[a](course.yml)": ("link-unpublished", "index.md"),
    "[a](tool.exe)": ("link-kind", "PDF"),
    "[a](大图.jpg)": ("link-picture", "show it"),
    "[a](03-稿.md)": ("link-draft", "publish both"),
    "[a](#第二节)": ("link-anchor", "#第一节"),
    "[a](02-乙.md#收之)": ("link-anchor", "#收支"),
    "[a](井#号.pdf)": ("link-missing", "%23"),
    "[a](https://example.org/a.mp3)": ("recording-remote", "beside the lesson"),
}
RIGHT = [
    "[a](02-乙.md)", "[a](./02-乙.md#收支)", "[a](02-%E4%B9%99.md)", "[a](/business/a/02-乙.md)",
    "[a](#第一节)", "[a](#own)", "[a](#)", "[a](index.md)", "[a](../a/)", "[a](../a)", "[a](..)",
    "[a](../../about.md)", "[a](../../)", "[a](表.pdf)", "[a](井%23号.pdf)", "[a](04-坏.md)",
    "[a](https://example.org/#x)", "[a](mailto:a@example.org)", "[a](tel:123)", "<https://x.org>",
    "文[^1]\n\n[^1]: 注",
]  # fmt: skip


def school_with(school: SchoolTest, line: str) -> list[Problem]:
    school.course("business/a", ends_with="exam").course("business/b")
    school.lesson("business/a/01-甲.md", f"{line}\n\n## 第一节\n\n<p id=own>文</p>\n", title="甲")
    school.lesson("business/a/02-乙.md", "## 收支\n", title="乙")
    school.lesson("business/a/03-稿.md", "文", title="稿", draft=True)
    school.write("business/a/04-坏.md", "---\ntitle: 坏\n---\n文\n".encode("gbk"))
    school.lesson("business/b/01-x.md", "文").write("about.md", "# 关于\n")
    school.write("business/a/exam.md", "### 问？\n= 1\n").write(
        "business/a/quiz.md", "### 一？\n= 1\n"
    )
    for name in ["表.pdf", "井#号.pdf", "tool.exe", "大图.jpg"]:
        school.write(f"business/a/{name}", b"x")
    loaded, problems = load(school.root)
    problems.extend(check(loaded))
    return [problem for problem in problems if problem.path == "content/business/a/01-甲.md"]


def test_every_wrong_link_is_named_with_its_line_and_what_to_do(school: SchoolTest) -> None:
    found = school_with(school, "\n\n".join(WRONG))
    expected = dict(enumerate(WRONG.values()))

    assert [(one.line - 5) // 2 for one in found] == list(expected)
    for problem in found:
        code, word = expected[(problem.line - 5) // 2]
        assert problem.code == code, problem
        assert word in problem.mend, problem
        assert not problem.leaves_out
        assert problem.severity == ("advice" if code == "link-draft" else "error")


def test_no_right_link_is_a_problem(school: SchoolTest) -> None:
    assert school_with(school, "\n\n".join(RIGHT)) == []


def test_a_school_of_hard_names_has_no_broken_links(tmp_path: Path) -> None:
    shutil.copytree(SCHOOLS / "hard-names", tmp_path / "school")
    loaded, _ = load(tmp_path / "school")

    assert sum(len(document.references) for _, document in loaded.texts) == 11
    assert check(loaded) == []


@pytest.mark.parametrize(
    ("one", "two", "left_out"),
    [
        ("a.md", "a/index.md", "a/index.md"),
        ("README.md", "index.md", "index.md"),
        ("business/a.md", "", "business/a.md"),
        ("business.md", "", "business.md"),
        ("business/a/01-x/index.md", "", "business/a/01-x/index.md"),
    ],
)
def test_two_pages_at_one_address(school: SchoolTest, one: str, two: str, left_out: str) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文")
    for path in filter(None, (one, two)):
        school.write(path, "# 页\n")
    (problem,) = check(load(school.root)[0])

    assert (problem.path, problem.code) == (f"content/{left_out}", "address-twice")
    assert problem.leaves_out


def test_a_redirect_from_an_address_in_use(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文", was=["02-y", "02-z"])
    school.lesson("business/a/02-y.md", "文")
    (problem,) = check(load(school.root)[0])

    assert (problem.path, problem.code) == ("content/business/a/01-x.md", "address-twice")


def test_many_broken_links_end(school: SchoolTest) -> None:
    # Several pages, none of which is slow to convert: a busy machine would give it up.
    headings = "\n\n".join(f"## 节{n}" for n in range(400))
    school.write("业务/x.md", f"# 页\n\n{headings}\n")
    for n in range(300):
        school.write(f"业务/{n}-有另一个文件.pdf", b"x")
    for page in range(8):
        numbers = range(50 * page, 50 * page + 50)
        links = (f"[a]({n}-没有这个文件.md) [b](x.md#节{n}没有)" for n in numbers)
        school.write(f"业务/y{page}.md", "# 页\n\n" + "\n\n".join(links))

    assert len(check(load(school.root)[0])) == 800
