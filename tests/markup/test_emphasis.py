"""Bold stays bold beside Chinese signs, where other converters leave the stars standing."""

from __future__ import annotations

import pytest

from builder.markup.convert import convert


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**“问”**他", "<strong>“问”</strong>他"),
        ("他说**“问”**他", "他说<strong>“问”</strong>他"),
        ("请**注意：**先看", "请<strong>注意：</strong>先看"),
        ("**（一）**先看", "<strong>（一）</strong>先看"),
        ("**《书》**和**“二”**，", "<strong>《书》</strong>和<strong>“二”</strong>，"),
        ("**100%**的人", "<strong>100%</strong>的人"),
        ("**`代码`**字", "<strong><code>代码</code></strong>字"),
        ("*“斜”*字", "<em>“斜”</em>字"),
        ("***“两样”***字", "<strong><em>“两样”</em></strong>字"),
        ("~~“删”~~字", "<del>“删”</del>字"),
        ("字~~（旧）~~价", "字<del>（旧）</del>价"),
        ("==“亮”==字", "<mark>“亮”</mark>字"),
        ("__“问”__他", "<strong>“问”</strong>他"),
    ],
)
def test_signs_beside_chinese_punctuation_work(source: str, html: str) -> None:
    assert convert(source).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重点 **内容", "<strong>重点</strong>内容"),
        ("** 重点**内容", "<strong>重点</strong>内容"),
        ("见**[价目](a.md) **后", '见<strong><a href="a.md">价目</a></strong>后'),
        ("**10*10**平方米", "<strong>10*10</strong>平方米"),
    ],
)
def test_a_slip_of_the_keyboard_does_not_leave_stars_standing(source: str, html: str) -> None:
    assert convert(source).html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    "source",
    [
        "2 ** 3 ** 4",
        "5 ** 2 的平方",
        "a == b == c",
        "类的__init__方法",
        "利润 ____ ，这个月是 ____ 元",
        "约3~5元，7~8天",
        "a ~~ b",
        "差一个**星号",
    ],
)
def test_signs_that_mean_nothing_stay_as_they_are(source: str) -> None:
    assert convert(source).html == f"<p>{source}</p>"


def test_stars_in_code_stay() -> None:
    assert convert("`**“x” **y`").html == "<p><code>**“x” **y</code></p>"
