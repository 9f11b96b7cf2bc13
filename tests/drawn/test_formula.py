"""Formulas and drawings as pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from builder.drawn.formula import SCALE, FormulaError, formula_png
from builder.drawn.svg import svg_png
from builder.markup.formulas import mathml
from builder.media.errors import MediaError
from tests.pictures import saved

LATEX = [
    r"利润率 = \frac{利润}{收入} \times 100\%",
    "利润率 = 利润 ÷ 收入",
    "60000 - (58100 - 5500) = 7400",
    r"x^2 + y_1 = \sqrt{a^2+b^2} + \sqrt[3]{8}",
    r"\sum_{i=1}^{n} x_i = \int_0^1 f(x)\,dx",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{cases} 税 = 0, & 收入 < 5000 \\ 税 = 3\%, & \text{其他} \end{cases}",
    r"\begin{aligned} a &= b+c \\ &= d \end{aligned}",
    r"\overline{x}, \hat{y}, \vec{F}, \underbrace{a+b}_{两项}",
    r"\mathbf{收入} \ne \mathbb{R}, \sin x \le \lim_{n\to\infty} a_n",
    r"\left( \frac{1}{2} \right)^{成本}",
]


def drawn(latex: str, *, display: bool = True) -> Image.Image:
    source = mathml(latex, block=display)
    assert source
    data, width, height = formula_png(source, display=display)
    with Image.open(BytesIO(data), formats=["PNG"]) as image:
        assert image.size == (width, height)
        assert "transparency" not in image.info
        assert not image.text  # type: ignore[attr-defined]
        return image.convert("RGB")


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(picture.convert("L")).getbbox()
    assert box
    return box


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("latex", LATEX)
def test_it_is_drawn_on_white_with_air_around(latex: str, *, display: bool) -> None:
    picture = drawn(latex, display=display)
    left, top, right, bottom = ink(picture)

    assert left >= 3
    assert top >= 3
    assert right <= picture.width - 3
    assert bottom <= picture.height - 3
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_words_are_as_large_as_the_text_of_an_article() -> None:
    left, top, right, bottom = ink(drawn("利润利润"))

    assert (right - left) / 4 / SCALE == pytest.approx(17, abs=1)
    assert (bottom - top) / SCALE == pytest.approx(16, abs=2)


def test_other_words_look_different_and_bold_is_bolder() -> None:
    def darkness(picture: Image.Image) -> float:
        grey = picture.convert("L")
        return sum(count * (255 - value) for count, value in grey.getcolors() or [])  # type: ignore[operator]

    assert drawn("收入").tobytes() != drawn("支出").tobytes()
    assert darkness(drawn(r"\mathbf{收入}")) > 1.2 * darkness(drawn("收入"))


@pytest.mark.parametrize("latex", ["x", "E", r"\frac{a}{b} + x", "x_{成本}", r"x^{2^{2}}"])
def test_in_a_line_its_own_baseline_is_the_lines(latex: str) -> None:
    """The middle of the picture is half an x-height above the baseline, as CSS aligns it."""
    picture = drawn(latex, display=False)
    alone = drawn("x", display=False)
    from_middle = ink(alone)[3] - alone.height / 2

    assert from_middle / SCALE == pytest.approx(0.265 * 17, abs=1)
    if latex in {"E", "x"}:
        assert ink(picture)[3] - picture.height / 2 == pytest.approx(from_middle, abs=1.5)
    else:
        assert picture.height > alone.height


def test_the_same_formula_gives_the_same_bytes() -> None:
    source = mathml(LATEX[0], block=True) or ""

    assert formula_png(source, display=True) == formula_png(source, display=True)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<math><mi>x</math>",
        "<math><mi>&undefined;</mi></math>",
        '<!DOCTYPE math [<!ENTITY x "y">]><math><mi>&x;</mi></math>',
        "<math><mi>😀</mi></math>",
        "<math><mtext>ཀ</mtext></math>",
        "<math><maction><mi>x</mi></maction></math>",
        "<math><mfrac><mi>x</mi></mfrac></math>",
        "<p>x</p>",
        f"<math><mn>{'1' * 3000}</mn></math>",
    ],
)
def test_what_cannot_be_drawn_is_said(source: str) -> None:
    with pytest.raises(FormulaError) as error:
        formula_png(source, display=False)
    assert error.value.message


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">%s</svg>'


def raster(inner: str, width: int = 360) -> Image.Image:
    with Image.open(BytesIO(svg_png((SVG % inner).encode(), width)), formats=["PNG"]) as image:
        assert "transparency" not in image.info
        return image.convert("RGB")


def test_words_in_drawings_are_drawn_whatever_font_they_name() -> None:
    text = '<text x="4" y="20" font-size="16" font-family="%s">收入直</text>'
    ours, theirs = raster(text % "system-ui,sans-serif"), raster(text % "KaiTi, Arial")
    left, _, right, _ = ink(ours)

    assert ours.size == (360, 120)
    assert ours.tobytes() == theirs.tobytes()
    assert right - left == pytest.approx(3 * 16 * 4, abs=16)
    bold = text.replace("<text", '<text font-weight="700"') % "serif"
    assert sum(raster(bold).convert("L").tobytes()) < sum(ours.convert("L").tobytes())


def test_signs_that_no_font_has_leave_no_box() -> None:
    text = '<text x="4" y="20" font-size="16">收入%s</text>'

    assert raster(text % "😀").tobytes() == raster(text % "").tobytes()


@pytest.mark.parametrize("address", ["{file}", "file://{file}", "http://127.0.0.1:9/x.png"])
def test_nothing_outside_of_a_drawing_is_loaded(tmp_path: Path, address: str) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(saved(Image.new("RGB", (90, 30), "red"), "PNG"))
    href = address.format(file=secret)
    picture = raster(f'<image width="90" height="30" href="{href}"/><rect width="2" height="2"/>')

    assert (255, 0, 0) not in {colour for _, colour in picture.getcolors() or []}


@pytest.mark.parametrize("data", [b"", b"<svg", b"<svg/>", (SVG % "&x;").encode()])
def test_broken_drawings_are_said(data: bytes) -> None:
    with pytest.raises(MediaError):
        svg_png(data, 100)


def test_a_shape_that_would_take_all_memory_is_refused() -> None:
    with pytest.raises(MediaError):
        svg_png(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 90000"/>', 1080)
    odd = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 1 90000"/>'
    assert svg_png(odd, 100)
