"""Other people's lessons are converted whole."""

import re
from pathlib import Path

import pytest

from builder.markup.convert import convert


@pytest.mark.corpora
def test_no_marks_are_left_in_what_readers_see(corpora: Path) -> None:
    files = sorted(corpora.rglob("*.md"))
    left = {}
    for file in files:
        source = re.sub(r"\A---\n.*?\n---\n", "", file.read_text("utf-8"), flags=re.DOTALL)
        html = re.sub(r"<(pre|code)>.*?</\1>", "", convert(source).html, flags=re.DOTALL)
        marks = re.findall(r"\*\*|^:::.*|^ *[-*] \S.*|^#{1,6} |```|\]\(", html, re.MULTILINE)
        left |= {file.name: marks} if marks else {}

    assert len(files) > 50
    assert left == {}
