"""Fifty files, one mistake each: every message has the file, the line and the mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from tests.school import SchoolTest

RECORD = yaml.safe_load(Path(__file__).with_name("mistakes.yml").read_text(encoding="utf-8"))
MISTAKES: list[dict[str, Any]] = RECORD["mistakes"]
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,} ){2,}[A-Za-z]{2,}\b")  # three words that follow each other
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    made = SchoolTest(tmp_path_factory.mktemp("mistakes") / "school")
    for file, text in RECORD["good"].items():
        made.write(file, text)
    for one in MISTAKES:
        made.write(one["file"], one["text"].encode(one.get("encoding", "utf-8")))
    picture = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(picture, "PNG")
    made.write("business/a/Shop.png", picture.getvalue())
    made.write("business/a/phone.jpg", b"\0\0\0\x18ftypheic" + bytes(200))
    made.write("business/a/receipt.psd", b"8BPS" + bytes(40))
    return made.write("business/a/broken.m4a", bytes(range(1, 200)) * 20)


def expected(language: str) -> Iterator[str]:
    for one in sorted(MISTAKES, key=lambda one: str(one["file"])):
        yield f"content/{one['file']}:{one['line']}: {one[language]}"


@pytest.mark.parametrize(
    ("tag", "language", "total"),
    [
        ("en", "english", "{} lessons, {} errors, 0 pieces of advice."),
        ("zh", "chinese", "{} 课，{} 个错误，0 条建议。"),
    ],
)
def test_each_mistake_is_said_once_at_its_line_with_its_mend(
    school: SchoolTest, tag: str, language: str, total: str
) -> None:
    done = school.run("check", "--lang", tag)
    *said, last = done.output.splitlines()

    assert len(MISTAKES) >= 50
    assert said == list(expected(language))
    assert re.fullmatch(total.format(r"\d+", len(MISTAKES)), last)
    assert (done.exit_code, done.traceback) == (1, False)


def test_whoever_reads_chinese_reads_nothing_else() -> None:
    for one in MISTAKES:
        assert HAN.search(one["chinese"])
        assert not ENGLISH.search(one["chinese"]), one["chinese"]


def test_the_other_lessons_are_built(school: SchoolTest) -> None:
    done = school.run("build", "--only", "site", "--keep-going", "--lang", "zh")
    lessons = [one for one in MISTAKES if re.search(r"/\d\d-[^/]*\.md$", one["file"])]
    pages = {one["file"]: (school.site / one["file"][:-3] / "index.html") for one in lessons}

    assert (done.exit_code, done.traceback) == (1, False)
    for one in lessons:
        assert pages[one["file"]].is_file() is one.get("built", True), one["file"]
    assert (school.site / "business/a/90-good/index.html").is_file()
    assert "没有放进去：content/business/a/02-gbk.md\n" in done.output
