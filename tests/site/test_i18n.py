"""Every text of the pages goes through the catalogues."""

from __future__ import annotations

import re

import pytest

from builder.i18n import language_name, translator
from builder.theme_folder import theme_folder
from tests.school import REPOSITORY, SchoolTest

CALL = re.compile(r"""(?:\b_|translat\w*(?:\([\w.]+\))?)\((["'])(?P<text>[^"']+)\1\)""")
HAN = re.compile("[\u4e00-\u9fff]")


def texts() -> set[str]:
    theme = [file for kind in ("html", "js") for file in theme_folder().rglob(f"*.{kind}")]
    modules = (REPOSITORY / "builder" / name for name in ("site", "wechat"))
    sources = [*theme, *(file for folder in modules for file in folder.glob("*.py"))]
    return {
        found["text"]
        for file in sources
        for found in CALL.finditer(file.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("text", sorted(texts()))
def test_every_text_has_an_english_one(text: str) -> None:
    assert translator("en")(text) != text


@pytest.mark.parametrize("text", sorted(text for text in texts() if "%" in text))
def test_a_translation_takes_the_same_figures(text: str) -> None:
    assert re.findall("%.", translator("en")(text)) == re.findall("%.", text)


@pytest.mark.parametrize(
    ("tag", "name"), [("en", "English"), ("zh-CN", "中文"), ("fr-FR", "français"), ("xx", "xx")]
)
def test_a_language_is_named_in_its_own_words(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_chinese_is_the_source() -> None:
    assert translator("zh-CN")("看答案") == "看答案"


def test_templates_hold_no_chinese_outside_the_catalogue() -> None:
    for template in theme_folder().rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)

        assert not HAN.search(CALL.sub("", text)), template


def test_an_english_school_is_english(school: SchoolTest) -> None:
    school.write("school.yml", "name: Evening school\nlanguage: en\n")
    school.course("business/a", title="Accounts", summary="Learn accounts.")
    school.lesson(
        "business/a/01-x.md",
        "Text\n\n## Quiz\n\n### Is it hard?\n- [x] No\n- [ ] Yes\n> Not at all.",
        title="Why",
    )
    assert school.run("build").exit_code == 0, school.output
    page = school.page("business/a/01-x")

    assert '<html lang="en">' in page
    assert "Show the answer" in page
    assert "Lesson 1 of 1" in page
    assert not HAN.search(page)
