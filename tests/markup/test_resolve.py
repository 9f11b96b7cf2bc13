"""Each rendition says what pictures, recordings and links become."""

import pytest

from builder.markup.convert import convert
from builder.markup.resolve import resolve


class Said:
    """Says what it was asked."""

    def picture(self, target: str, alt: str, title: str) -> str:
        return f"<picture {target}|{alt}|{title}>"

    def recording(self, target: str, text: str) -> str:
        return f"<audio {target}|{text}>"

    def link(self, target: str, html: str) -> str:
        return f"<a {target}>{html}</a>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ('![图 & "字"](图.png "题")', '<p><picture 图.png|图 & "字"|题></p>'),
        ("[**听**](a.MP3)", "<p><audio a.MP3|听></p>"),
        ("![听](a%20b.wav#t=3)", "<p><audio a%20b.wav#t=3|听></p>"),
        ("[远](https://a.b/c.mp3)", "<p><a https://a.b/c.mp3>远</a></p>"),
        ("[文](b.md?x=1&y=2#节)", "<p><a b.md?x=1&y=2#节>文</a></p>"),
        (
            "[![图](a.png) **字**](b.md)",
            "<p><a b.md><picture a.png|图|> <strong>字</strong></a></p>",
        ),
        ("[无](javascript:x)", "<p><a>无</a></p>"),
        ("`[x](y.md)`", "<p><code>[x](y.md)</code></p>"),
        ("没有", "<p>没有</p>"),
    ],
)
def test_targets_are_resolved(markdown: str, html: str) -> None:
    assert resolve(convert(markdown).html, Said()) == html


def test_links_of_footnotes_stay() -> None:
    html = convert("文[^1]\n\n[^1]: 注").html

    assert resolve(html, Said()) == html


def test_what_a_resolver_gives_is_not_resolved_again() -> None:
    class Nested(Said):
        def picture(self, target: str, alt: str, title: str) -> str:  # noqa: ARG002
            return f'<a href="{target}"><img src="{target}"></a>'

    assert (
        resolve('<p><img src="a.png"></p>', Nested())
        == '<p><a href="a.png"><img src="a.png"></a></p>'
    )
