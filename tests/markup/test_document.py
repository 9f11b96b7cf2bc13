"""A document: headings, words, references with their lines, and pieces of questions."""

import pytest

from builder.markup.convert import convert
from builder.model.document import Heading, Reference


def references(markdown: str) -> list[tuple[str, str, int]]:
    return [(one.kind, one.target, one.line) for one in convert(markdown, first_line=5).references]


def test_a_first_heading_that_repeats_the_title_is_dropped() -> None:
    document = convert("# 学习 记账。\n\n# 二\n\n### 三", title="学习记账")

    assert document.html == '<h2 id="二">二</h2>\n<h3 id="三">三</h3>'
    assert document.headings == (Heading(2, "二", "二", 3), Heading(3, "三", "三", 5))


def test_another_first_heading_stays_one_level_lower() -> None:
    assert convert("# 引言\n\n文", title="记账").html.startswith('<h2 id="引言">引言</h2>')


def test_ids_keep_chinese_and_differ() -> None:
    ids = [
        one.id for one in convert("## 记 账！\n\n## 记账\n\n## 记账\n\n## ？\n\n## r-top").headings
    ]

    assert len(set(ids)) == 5
    assert ids[:2] == ["记-账", "记账"]
    assert not any(one.startswith("r-") for one in ids)


def test_headings_have_their_own_lines() -> None:
    text = "```\n# 注释\n```\n\n## 甲\n\n文\n\n乙\n---\n\n> ## 丙\n"

    assert [(one.text, one.line) for one in convert(text, first_line=5).headings] == [
        ("甲", 9),
        ("乙", 13),
        ("丙", 16),
    ]


def test_references_have_true_lines() -> None:
    text = (
        "`![](a.png)`\n![一](aa.png)\n\n```\n![](a.png)\n```\n![二](a.png) [三](b.md#节)\n\n"
        "[四][ref] <https://x.y/z>\n\n![五](a.png)\n\n[ref]: c.md\n"
    )

    assert references(text) == [
        ("image", "aa.png", 6),
        ("image", "a.png", 11),
        ("link", "b.md#节", 11),
        ("link", "c.md", 17),
        ("link", "https://x.y/z", 13),
        ("image", "a.png", 15),
    ]


def test_a_link_around_a_picture_is_both() -> None:
    document = convert("[![图](a.png)](b.md)")

    assert document.references == (
        Reference("link", "b.md", "", 1),
        Reference("image", "a.png", "图", 1),
    )


def test_targets_stand_as_they_were_written() -> None:
    text = "![图](<图 1.png>) [文](a%20b.md) ![图](a.jpg?x=1&y=2)"

    assert [one.target for one in convert(text).references] == [
        "图 1.png",
        "a%20b.md",
        "a.jpg?x=1&y=2",
    ]


@pytest.mark.parametrize(
    "html",
    ['<audio controls src="a.mp3"></audio>', '<audio><source src="a.mp3" type="x"></audio>'],
)
def test_an_audio_element_is_a_link_to_its_recording(html: str) -> None:
    document = convert(f"听：{html}")

    assert document.references == (Reference("link", "a.mp3", "a", 1),)
    assert not document.findings


def test_footnotes_link_to_and_fro_and_are_no_references() -> None:
    document = convert("文[^注]\n\n[^注]: 见 [甲](a.md)")

    assert 'href="#fn:注"' in document.html
    assert 'id="fn:注"' in document.html
    assert [one.target for one in document.references] == ["a.md"]


def test_text_is_what_a_reader_sees() -> None:
    document = convert("# 题\n\n一 **二** `a<b`[^1]\n\n- 三\n\n[^1]: 四", title="题")

    assert document.text.split() == ["一", "二", "a<b1", "三", "四"]


def test_pieces_of_questions_are_words_in_a_line() -> None:
    pieces = [
        "1. 哪一项",
        "- 5",
        "# 号键",
        "a < b",
        "**粗** [文][甲]",
        "- 一\n- 二",
        "普通",
        "第一\n\n第二",
    ]
    document = convert("[甲]: a.md", pieces, fragment_lines=[9] * len(pieces))

    assert [document.fragments[piece] for piece in pieces] == [
        "1. 哪一项",
        "- 5",
        "# 号键",
        "a &lt; b",
        '<strong>粗</strong> <a href="a.md">文</a>',
        "<ul>\n<li>一</li>\n<li>二</li>\n</ul>",
        "普通",
        "<p>第一</p>\n<p>第二</p>",
    ]


def test_pieces_of_questions_add_their_references_and_findings() -> None:
    document = convert("", ["![图](a.png)", "<iframe>"], fragment_lines=[7, 9])

    assert document.references == (Reference("image", "a.png", "图", 7),)
    assert [(one.line, one.code) for one in document.findings] == [(9, "html-iframe")]


def test_ids_in_pieces_would_stand_twice() -> None:
    document = convert("## 甲", ['**粗**{#甲} `id="x"`'])

    assert document.fragments['**粗**{#甲} `id="x"`'] == '<strong>粗</strong> <code>id="x"</code>'


def test_one_text_leaves_nothing_to_the_next() -> None:
    convert("[甲]: a.md\n\n*[GST]: 税\n\n文[^1]\n\n[^1]: 注\n\n## 题")

    document = convert("[甲] GST [^1]\n\n## 题")

    assert document.html == '<p>[甲] GST [^1]</p>\n<h2 id="题">题</h2>'


def test_the_converter_s_own_signs_and_broken_characters_are_dropped() -> None:
    html = convert("甲\x02wzxhzdk:0\x03乙\0 \ud800 \x02amp\x03\r\n丙\x1b").html

    assert html == "<p>甲wzxhzdk:0乙 ? amp\n丙</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("中文\n中文", "中文中文"),
        ("先读，\nEnglish。\n**粗**", "先读，English。<strong>粗</strong>"),
        ("中文\nEnglish", "中文\nEnglish"),
        ("中。  \nb", "中。<br>\nb"),
    ],
)
def test_a_line_end_is_a_space_only_where_one_is_wanted(source: str, html: str) -> None:
    assert convert(source).html == f"<p>{html}</p>"


def test_an_address_at_the_beginning_of_a_line_is_a_link() -> None:
    link = '<a href="https://school.example/a">https://school.example/a</a>'

    assert convert("看\n<https://school.example/a>，再看").html == f"<p>看\n{link}，再看</p>"
