"""The last step of a page: which styles it carries, what its policy allows, where blanks go."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from builder.site.chunks import used
from builder.site.scripts import BUNDLES, bundle, scripts
from builder.site.shell import seal
from builder.site.squeeze import squeeze
from builder.theme_folder import theme_folder

HEAD = "<!doctype html>\n<head>\n<!--csp-->\n<title>课</title>\n<!--css-->\n<!--js-->\n</head>\n"


def allowed(page: str, directive: str) -> list[str]:
    policy = re.search('Content-Security-Policy content="([^"]+)"', page)
    assert policy
    found = [part.split(" ")[1:] for part in policy[1].split(";") if part.startswith(directive)]
    return found[0] if found else []


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("html", "squeezed"),
    [
        ("<p>one\n  two</p>\n\n<p>three</p>", "<p>one two<p>three</p>"),
        ("<p><b>one</b>\n<i>two</i></p>", "<p><b>one</b> <i>two</i></p>"),
        ("<ul>\n  <li>\n  one\n  </li>\n</ul>", "<ul><li>one</ul>"),
        ("<p>a</p>\n<pre>\n b\n\n c</pre>\n", "<p>a<pre>\n b\n\n c</pre>"),
        ("<td>\n<a>x</a>\n<select>", "<td><a>x</a> <select>"),
        ("<a><p>a</p></a><p>b</p>", "<a><p>a</p></a><p>b</p>"),
        ("<li><p>a</p></li>\n<li>b</li> c", "<li><p>a<li>b</li> c"),
    ],
)
def test_blanks_stay_only_where_words_would_join(html: str, squeezed: str) -> None:
    assert squeeze(html) == squeezed


def test_long_blanks_cost_no_more_than_their_length() -> None:
    assert len(squeeze("<p>a" + " \n" * 200_000 + "b" + " " * 400_000 + "c</p>")) < 400_100


def test_a_plain_page_carries_no_script_and_its_policy_allows_none() -> None:
    page = seal(f"{HEAD}<p>字</p>", theme_folder(), "")

    assert "<script" not in page
    assert allowed(page, "script-src") == []
    assert allowed(page, "default-src") == ["'none'"]


def test_the_policy_names_what_stands_in_the_page() -> None:
    page = seal(f"{HEAD}<body data-p=l><picture></picture>", theme_folder(), "m/x.js")
    style = re.search("<style>(.*?)</style>", page)
    inline = re.search("<script>(.*?)</script>", page)

    assert style
    assert inline
    assert allowed(page, "style-src") == [digest(style[1])]
    assert allowed(page, "script-src") == [digest(inline[1]), "'self'"]
    assert '"m/x.js"' in inline[1]
    assert "<script src" not in page


def test_only_lessons_ask_for_their_script_late() -> None:
    page = seal(f"{HEAD}<body data-p=c><picture></picture>", theme_folder(), "m/x.js")

    assert "<script src=m/x.js defer></script>" in page
    assert "onload" not in page


def test_the_preview_has_no_policy() -> None:
    page = seal(f"{HEAD}<p>字</p>", theme_folder(), "m/x.js", sealed=False)

    assert "Content-Security-Policy" not in page


def test_a_page_carries_the_styles_of_what_stands_in_it() -> None:
    styles = theme_folder() / "site.css"

    assert "overflow-x" in used(styles, "<div class=t><table></table></div>")
    assert "table" not in used(styles, "<p>字</p>")
    assert used(styles, '<div class="admonition danger">').count("border-color") == 1


def test_a_script_speaks_the_language_of_its_pages_and_no_other() -> None:
    found = scripts(theme_folder(), ["zh-CN", "en-GB", "vi", "xx"])

    assert found.keys() == {(name, own) for name in BUNDLES for own in ("", "en", "vi")}
    for (name, own), script in found.items():
        assert "_(" not in script.text
        for catalogue, text in {"": "图：", "en": "Picture: ", "vi": "Hình: "}.items():
            says = "saver" in BUNDLES[name] and catalogue == own
            assert (f'"{text}"' in script.text) == says


def test_a_page_names_its_own_script() -> None:
    assert bundle("<body><p>字</p>") == ""
    assert bundle("<body><picture>") == "lesson"
    assert bundle("<body data-p=z><picture>") == "quiz"
    assert bundle("<body data-p=e><p>") == "exam"
    assert bundle("<body data-p=e data-pin><p>") == "exam-pin"
