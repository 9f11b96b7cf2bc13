"""
Articles before and after WeChat's filter: a reader sees the same, and no rule is broken.

Every lesson of this school, other people's lessons, and a school that holds
every construct, through both doors, in a real browser.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser

from builder import wechat_limits as limits
from builder.wechat.structure import faults
from tests.school import SchoolTest
from tests.wechat.filter import Door, filtered
from tests.wechat.reader import Bundle, Reader, View, bundles
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
    if not (school.root / "build/wechat").exists():
        assert not school.run("build", "--only", "wechat", "--keep-going").traceback, school.output
    found = bundles(school.root / "build/wechat")
    assert found, school.output
    return found


def survive(articles: Sequence[Bundle], reader: Reader) -> list[View]:
    """Hold each article against the filter and the rules; the views of them."""
    seen, wrong = [], []
    for article in articles:
        before = reader.see(article.sent, article.files)
        seen.append(before)
        found = [f"picture {one} did not load" for one in before.broken]
        for door in ("api", "paste"):
            found += _changed(article, before, door, reader)
        found += map(str, faults(article.built, reader.measuring))
        found += map(str, faults(filtered(article.sent, "api"), reader.measuring))
        wrong += [f"{article.facts['lesson']}: {one}" for one in dict.fromkeys(found)]
    assert wrong == []
    return seen


def _changed(article: Bundle, before: View, door: Door, reader: Reader) -> Iterator[str]:
    """What a reader would miss or find changed after the filter."""
    html = filtered(article.sent, door, article.addresses if door == "api" else None)
    if html == article.sent:
        return
    after = reader.see(html, article.files)
    for one, two in zip(before.lines, after.lines, strict=False):
        if one != two:
            yield f"{door}: “{one[:60]}” became “{two[:60]}”"
            break
    else:
        if len(before.lines) != len(after.lines):
            yield f"{door}: {len(before.lines)} lines became {len(after.lines)}"
    if before.pictures != after.pictures:
        yield f"{door}: {len(before.pictures)} pictures became {len(after.pictures)}, or others"
    difference = before.difference(after)
    if difference > ALIKE:
        yield f"{door}: {difference:.1%} of the pixels look different"


def state(name: str, articles: Sequence[Bundle], seen: Sequence[View], say: Say) -> list[float]:
    """Characters of HTML for each that is seen, counted anew."""
    ratios = [
        len(one.sent) / max(1, view.characters) for one, view in zip(articles, seen, strict=True)
    ]
    longest = max(len(one.sent) for one in articles)
    say(
        f"{name}: {len(articles)} articles, the longest {longest} of {limits.CONTENT} characters; "
        f"HTML per visible character: median {median(ratios):.1f}, most {max(ratios):.1f}"
    )
    return ratios


def test_the_comparison_sees_what_a_reader_would(reader: Reader) -> None:
    label = "<ul><li><strong>标签</strong>：文字</li></ul>"
    code = "<pre>收入 320\n  支出 180</pre>"
    plain = "<ul><li><section><strong>标签</strong>：文字</section></li></ul>"

    def change(html: str) -> list[str]:
        article = Bundle(Path(), {"images": []}, html)
        return list(_changed(article, reader.see(html, {}), "api", reader))

    assert change(label)
    assert change(f"<p>{label}<img src='x'></p>")
    assert change(code)
    assert change(plain) == []


def test_this_school(sample_school: SchoolTest, reader: Reader, say: Say) -> None:
    articles = built(sample_school)
    seen = survive(articles, reader)
    ratios = state("This school", articles, seen, say)

    assert max(ratios) <= limits.RATIO
    for article, view in zip(articles, seen, strict=True):
        length, limit = article.facts["counts"]["content"]
        assert length == len(article.sent) < limit
        assert article.facts["visible_characters"] == pytest.approx(view.characters, rel=0.02)


def test_every_construct(tmp_path: Path, reader: Reader, say: Say) -> None:
    articles = built(torture_school(tmp_path / "school"))
    state("Every construct", articles, survive(articles, reader), say)

    assert len(articles) == 10


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["seedlingo", "git-novice", "howtocook"])
def test_other_peoples_lessons(
    corpora: Path, tmp_path: Path, name: str, reader: Reader, say: Say
) -> None:
    root = tmp_path / name
    shutil.copytree(corpora / name / "content", root / "content")
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for file in files:
            (Path(folder) / file).chmod(0o644)
    articles = built(SchoolTest(root))

    state(name, articles, survive(articles, reader), say)
