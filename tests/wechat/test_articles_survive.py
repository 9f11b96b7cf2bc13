"""
Articles before and after WeChat's filter: a reader sees the same, and no rule is broken.

Every lesson of this school, other people's lessons, and a school that holds
every construct, through both doors, in a real browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder import wechat_limits as limits
from builder.cache_folder import cache_folder
from builder.load.school import load
from builder.model.document import Document
from builder.wechat.structure import faults
from tests.corpora import NAMES
from tests.school import SchoolTest
from tests.wechat.filter import Door, filtered
from tests.wechat.reader import Bundle, Reader, View, bundles, unsourced
from tests.wechat.torture import torture_school

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("articles")]

ALIKE = 0.005  # share of the pixels that may look different
Say = Callable[[str], None]


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Reader]:
    opened = Reader(browser)
    yield opened
    opened.close()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """State a figure in the output of the tests, whether or not they fail."""

    def stated(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return stated


def built(school: SchoolTest) -> list[Bundle]:
    found = bundles(school.root / "build/wechat")
    assert found, school.output
    return found


def survive(articles: Sequence[Bundle], reader: Reader) -> list[View]:
    """Hold each article against the filter and the rules; the views of them."""
    seen, wrong = [], []
    for article in articles:
        view, found = _survived(article, reader)
        seen.append(view)
        wrong += [f"{article.facts['lesson']}: {one}" for one in dict.fromkeys(found)]
    assert wrong == []
    return seen


def _survived(article: Bundle, reader: Reader) -> tuple[View, list[str]]:
    doors: dict[Door, str] = {
        "api": filtered(article.sent, "api", article.addresses),
        "paste": filtered(article.pasted, "paste"),
    }
    origins: dict[Door, str] = {"api": article.sent, "paste": article.pasted}
    # What the filter leaves as it is looks the same.
    changed = {
        door: html for door, html in doors.items() if unsourced(html) != unsourced(origins[door])
    }
    before = reader.see(article.sent, article.files, photograph=bool(changed))
    found = [f"picture {one} did not load" for one in before.broken]
    for door, html in changed.items():
        # With answers that open by a tap, what is pasted is another article than what is sent.
        same = unsourced(origins[door]) == unsourced(article.sent)
        shown = before if same else reader.see(origins[door], article.files)
        found += [f"{door}: {one}" for one in differences(shown, reader.see(html, article.files))]
    for html in {article.sent, *changed.values()}:
        found += map(str, faults(html, reader.measuring))
    return before, found


def missing(root: Path, articles: Sequence[Bundle], seen: Sequence[View]) -> list[str]:
    """Lines of lessons that do not stand in their articles; those with formulas are drawn."""
    school, _ = load(root, cache=cache_folder(root))
    bodies = {f"content/{lesson.path}": lesson.body for _, lesson in school.lessons}
    return [
        f"{article.facts['lesson']}: {line}"
        for article, view in zip(articles, seen, strict=True)
        for line in _lines_of(bodies[article.facts["path"]])
        if _letters(line) not in _letters("".join(view.lines))
    ]


def _lines_of(text: Document) -> list[str]:
    return [] if "<math" in text.html else text.text.splitlines()


def _letters(words: str) -> str:
    """Without spaces, and without digits, which are those of footnotes too."""
    return re.sub(r"[\s\d\[\]：:]+", "", words)


def differences(before: View, after: View) -> Iterator[str]:
    """What a reader would miss, or find changed."""
    for one, two in zip_longest(before.lines, after.lines, fillvalue=""):
        if one != two:
            yield f"“{one[:60]}” became “{two[:60]}”"
            break
    if before.pictures != after.pictures:
        yield f"{len(before.pictures)} pictures became {len(after.pictures)}, or others"
    if abs(before.height - after.height) > 1:
        yield f"{before.height} px of height became {after.height}"
    different = before.difference(after)
    if different > ALIKE:
        yield f"{different:.1%} of the pixels look different"


def state(name: str, articles: Sequence[Bundle], seen: Sequence[View], say: Say) -> float:
    """State the characters of HTML for each that is seen, counted anew; that of all together."""
    lengths = [len(one.sent) for one in articles]
    visible = [view.characters for view in seen]
    ratios = [length / max(1, seen) for length, seen in zip(lengths, visible, strict=True)]
    ratio = sum(lengths) / sum(visible)
    say(
        f"{name}: {len(articles)} articles, HTML per visible character {ratio:.1f} in all, "
        f"{min(ratios):.1f} to {max(ratios):.1f} in one, wanted {limits.RATIO:.0f}; "
        f"the longest has {max(lengths)} of {limits.CONTENT} characters"
    )
    return ratio


def test_the_comparison_sees_what_a_reader_would(reader: Reader) -> None:
    def change(html: str) -> list[str]:
        before = reader.see(html, {})
        return list(differences(before, reader.see(filtered(html, "api"), {})))

    assert change("<ul><li><section><strong>标签</strong>：文字</section></li></ul>") == []
    assert "became" in change("<ul><li><strong>标签</strong>：文字</li></ul>")[0]
    assert "height" in change("<pre>收入 320\n  支出 180</pre>")[1]
    assert "pictures" in change("<p>字<img src='https://example.org/a.png'></p>")[0]
    assert "pixels" in change('<p style="position:relative;left:40px">字</p>')[0]


def test_this_school(sample_school: SchoolTest, reader: Reader, say: Say) -> None:
    articles = built(sample_school)
    seen = survive(articles, reader)
    ratio = state("This school", articles, seen, say)

    assert ratio <= limits.RATIO
    assert missing(sample_school.root, articles, seen) == []
    for article, view in zip(articles, seen, strict=True):
        length, limit = article.facts["counts"]["content"]
        assert length == len(article.sent) < limit
        assert article.facts["visible_characters"] == pytest.approx(view.characters, rel=0.02)


def test_every_construct(tmp_path: Path, reader: Reader, say: Say) -> None:
    school = torture_school(tmp_path / "school")
    assert school.run("build", "--only", "wechat").exit_code == 0, school.output
    articles = built(school)
    state("Every construct", articles, survive(articles, reader), say)

    assert len(articles) == 10

    # The same with answers that open by a tap.
    settings = (school.content / "school.yml").read_text(encoding="utf-8")
    school.write("school.yml", f"{settings}wechat:\n  svg: true\n")
    assert school.run("build", "--only", "wechat").exit_code == 0, school.output
    tapped = built(school)

    assert any("<animate" in one.sent for one in tapped)
    survive(tapped, reader)


@pytest.mark.corpora
@pytest.mark.parametrize("name", NAMES)
def test_other_peoples_lessons(
    built_corpus: Callable[[str], SchoolTest], name: str, reader: Reader, say: Say
) -> None:
    school = built_corpus(name)
    articles = built(school)
    seen = survive(articles, reader)
    state(name, articles, seen, say)

    assert missing(school.root, articles, seen) == []
