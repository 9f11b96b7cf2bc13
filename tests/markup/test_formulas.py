"""Formulas become MathML; money stays money."""

import pytest

from builder.markup.convert import convert


@pytest.mark.parametrize(
    "text",
    [
        "$5 和 $6",
        "花了$5或$6块",
        "US$100 比 HK$100 多",
        "从 $3,000 到 $5,000",
        "约$2/斤到$3/斤",
        "一共$1+$2",
        "$10-$20",
        "账号 $HOME 和 $PATH",
    ],
)
def test_amounts_stay_as_they_are(text: str) -> None:
    document = convert(text)

    assert document.html == f"<p>{text}</p>"
    assert not document.findings


@pytest.mark.parametrize("text", ["$x^2$", "$n$", r"\(x^2\)", r"$\frac{1}{2}$", "$a+b$", "$f(x)$"])
def test_inline_formulas_are_mathml_with_their_source(text: str) -> None:
    html = convert(f"设{text}。").html

    assert html.startswith("<p>设<math alttext=")
    assert html.endswith("</math>。</p>")


@pytest.mark.parametrize(
    "text", ["$$\nx\n= y\n$$", "\\[\nx = y\n\\]", "$$x = y$$", "- 一\n  $$x = y$$"]
)
def test_display_formulas_are_blocks(text: str) -> None:
    assert '<math display="block"' in convert(text).html


def test_words_in_a_formula_are_upright() -> None:
    assert "<mtext>利润</mtext><mo>=</mo><mtext>收入</mtext>" in convert("$利润=收入-支出$").html


@pytest.mark.parametrize(
    "latex", [r"\frac{1", r"\frac{1}", r"\unknown x", r"\begin{foo}x\end{foo}", "x_"]
)
def test_what_cannot_be_read_is_shown_and_said(latex: str) -> None:
    document = convert(f"文\n\n一\n\n$${latex}$$")

    assert f"<code>{latex}</code>" in document.html
    assert [(one.code, one.line) for one in document.findings] == [("formula-broken", 5)]


def test_markup_in_a_formula_is_text() -> None:
    document = convert(r"$\text{<img src=x onerror=alert(1)>}$ $\href{javascript:alert(1)}{x}$")

    assert "<img" not in document.html
    assert "href=" not in document.html


def test_code_and_escapes_are_no_formulas() -> None:
    assert convert(r"`$x^2$` 和 \$x^2\$").html == "<p><code>$x^2$</code> 和 $x^2$</p>"
