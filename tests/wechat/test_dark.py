"""Dark mode of articles: the colours that WeChat's client gives an article."""

from __future__ import annotations

import re

import pytest

from builder.wechat.colours import colour
from builder.wechat.dark import dark_faults, darkened
from builder.wechat.tree import declarations


def styles(html: str) -> list[dict[str, str]]:
    return [dict(declarations(one)) for one in re.findall(r'style="([^"]*)"', darkened(html))]


def brightness(css: str) -> float:
    found = colour(css)
    assert found
    return found.brightness


@pytest.mark.parametrize(
    ("light", "dark"),
    [
        ("#fff", "#191919"),  # the page itself
        ("white", "#191919"),
        ("rgb(255, 255, 255)", "#191919"),
        ("#ffffe5", "#262626"),  # brighter than 250: as white, and grey
        ("#2e7d32", "#2e7d32"),  # neither too bright nor too dark
        ("#000", "#383838"),  # lightness 22 %
    ],
)
def test_grounds(light: str, dark: str) -> None:
    (style,) = styles(f'<p style="background-color:{light}">字</p>')

    assert style["background-color"] == dark


def test_a_coloured_ground_is_no_brighter_than_190() -> None:
    (style,) = styles('<p style="background:#fff3cd">字</p>')

    assert brightness(style["background"]) == pytest.approx(190, abs=1)


@pytest.mark.parametrize(
    ("light", "dark"),
    [
        ("#000", "#a3a3a3"),  # as text without a colour
        ("#222", "#a3a3a3"),
        ("#888", "#888888"),  # far enough from the page
        ("#fff", "#ffffff"),  # white stays white
    ],
)
def test_text_on_the_page(light: str, dark: str) -> None:
    assert styles(f'<p style="color:{light}">字</p>') == [{"color": dark}]


@pytest.mark.parametrize("ink", ["#111", "#7b1fa2", "#1565c0", "#b71c1c", "#888", "#ffca28"])
@pytest.mark.parametrize("ground", ["#fff", "#fafafa", "#fff3cd", "#e8f5e9", "#2e7d32", "#222"])
def test_text_keeps_a_distance_to_its_ground(ink: str, ground: str) -> None:
    (style,) = styles(f'<p style="background-color:{ground};color:{ink}">字</p>')
    below, above = brightness(style["background-color"]), brightness(style["color"])

    # 65, less what rounding takes; but never brighter than text without a colour.
    assert abs(above - below) >= 63 or above == pytest.approx(138, abs=1)


def test_text_without_a_colour_gets_one_with_its_ground() -> None:
    outer, inner = styles(
        '<section style="color:#b71c1c"><p style="background-color:#fff3cd">字</p></section>'
    )

    assert outer["color"] != inner["color"]
    assert abs(brightness(inner["color"]) - brightness(inner["background-color"])) >= 63


def test_lines_are_converted_pictures_and_drawings_are_not() -> None:
    html = (
        '<section style="border:1px solid #222;width:50%"><img src="a.jpg" data-w="80">'
        '<svg style="background:#fff"><text fill="#222">字</text></svg></section>'
    )

    assert darkened(html) == html.replace("1px solid #222", "1px solid #a3a3a3")


def test_text_over_a_picture_keeps_its_colour() -> None:
    (style,) = styles('<p style="background-image:url(https://mmbiz.qpic.cn/1);color:#222">字</p>')

    assert style["color"] == "#222"


def test_white_on_a_bright_ground_is_a_fault_that_names_its_heading() -> None:
    html = '<h2>买菜</h2><p style="background-color:#00ffff;color:#fff">字</p>'
    (fault,) = dark_faults(html)

    assert (fault.rule, fault.scheme, fault.heading) == ("contrast", "dark", "买菜")
    assert "1.25" in fault.message
