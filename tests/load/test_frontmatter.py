"""Where the keys of a Markdown file begin and end."""

from __future__ import annotations

import pytest

from builder.load.frontmatter import FrontMatter, read
from builder.load.schema import LESSON
from builder.problems import Problems


def split(text: str) -> tuple[FrontMatter, list[tuple[int, str, bool]]]:
    problems = Problems()
    front = read(text, LESSON, "content/x.md", problems)
    return front, [(one.line, one.code, one.leaves_out) for one in problems]


def test_keys_and_body_with_the_line_where_it_begins() -> None:
    front, problems = split("---\ntitle: 记账\nweek: 2\n---\n\n正文\n")

    assert problems == []
    assert dict(front.keys.values) == {"title": "记账", "week": 2}
    assert (front.body, front.first_line) == (["", "正文", ""], 5)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# 标题\n\n正文", "正文\n\n---\n\n更多", "---", "***\nx"]
)
def test_texts_without_keys(text: str) -> None:
    front, problems = split(text)

    assert not front.keys.values
    assert problems == [] or text == "---"


def test_a_rule_in_the_text_is_no_end_of_keys() -> None:
    front, problems = split("---\ntitle: 记账\nsummary: 学会\n\n第一段话。\n\n---\n\n第二段话。\n")

    assert problems == [(1, "front-matter-open", True)]
    assert front.keys.get("title") == "记账"
    assert "第一段话。" in front.body
    assert front.body[front.body.index("第一段话。")] == "第一段话。"
    assert front.first_line + front.body.index("第一段话。") == 5


@pytest.mark.parametrize("rest", ["\n# 标题\n\n正文\n", "\n正文\n", "## 标题\n正文\n", ""])
def test_keys_that_are_never_closed_are_named_with_where_to_close_them(rest: str) -> None:
    problems = Problems()
    front = read(f"---\ntitle: 记账\nweek: 1\n{rest}", LESSON, "content/x.md", problems)
    (problem,) = problems

    assert (problem.code, problem.leaves_out) == ("front-matter-open", True)
    assert "line 3" in problem.mend
    assert dict(front.keys.values) == {"title": "记账", "week": 1}


@pytest.mark.parametrize("fence", ["———", "－－－", "+++", "___", "--"])
def test_lines_that_are_meant_as_hyphens(fence: str) -> None:
    front, problems = split(f"{fence}\ntitle: 记账\n{fence}\n正文")

    assert problems == [(1, "front-matter", False), (3, "front-matter", False)]
    assert front.keys.get("title") == "记账"
    assert front.body == ["正文"]


@pytest.mark.parametrize("text", ["title: 记账\n---\n正文", "title：记账\n---\n正文"])
def test_a_missing_first_line_of_hyphens(text: str) -> None:
    front, problems = split(text)

    assert (1, "front-matter", False) in problems
    assert front.keys.get("title") == "记账"
    assert (front.body, front.first_line) == (["正文"], 3)


def test_keys_that_cannot_be_read_leave_the_text_where_it_is() -> None:
    front, problems = split("---\ntitle: [\n---\n正文")

    assert problems == [(2, "yaml-sign", True)]
    assert (front.body, front.first_line) == (["正文"], 4)


def test_front_matter_of_any_size_is_bounded() -> None:
    keys = "\n".join(f"k{n}: {n}" for n in range(20_000))
    _, problems = split(f"---\n{keys}\n---\n正文")

    assert problems == [(1, "front-matter-long", True)]
