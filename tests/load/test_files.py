"""What a file system and other people's editors do to `content/`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.load.files import read_text, walk
from builder.problems import Problems

TEXT = "---\ntitle: 记账\n---\n今天学习记账，很有用。\n"


def codes(problems: Problems) -> set[tuple[str, str]]:
    return {(problem.path, problem.code) for problem in problems}


def read(folder: Path, data: bytes, limit: int = 10_000) -> tuple[str | None, Problems]:
    (folder / "x.md").write_bytes(data)
    problems = Problems()
    return read_text(folder, "x.md", limit, problems), problems


def test_files_are_found_with_hard_names_and_hidden_ones_are_passed_over(tmp_path: Path) -> None:
    wanted = ["business/记 账/01-百分%20号.md", "business/记 账/井#号.png", "index.md"]
    hidden = [".git/x", "_old/x.md", "node_modules/x.md", "Thumbs.db", ".DS_Store", "~$a.docx"]
    for path in [*wanted, *hidden]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    problems = Problems()

    assert walk(tmp_path, problems) == wanted
    assert not len(problems)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot have these names at all")
def test_names_that_windows_cannot_have_are_named(tmp_path: Path) -> None:
    names = ["a:b.md", "con.md", "x.", "fine.md", "Fine.md", "a\nb.md"]
    for name in names:
        (tmp_path / name).touch()
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff.md", os.O_CREAT))
    problems = Problems()
    found = walk(tmp_path, problems)

    assert found == ["Fine.md", "a:b.md", "con.md", "fine.md", "x."]
    assert codes(problems) == {
        ("content/a:b.md", "file-name"),
        ("content/con.md", "file-name"),
        ("content/x.", "file-name"),
        ("content", "file-name"),
        ("content/fine.md", "file-name-case"),
    }


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_links_out_of_content_and_to_folders_are_not_followed(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "a").mkdir(parents=True)
    (content / "a/x.md").touch()
    (tmp_path / "secret").touch()
    (content / "out.md").symlink_to(tmp_path / "secret")
    (content / "loop").symlink_to(content)
    (content / "dead.md").symlink_to(content / "nothing")
    (content / "inside.md").symlink_to(content / "a/x.md")
    problems = Problems()

    assert walk(content, problems) == ["a/x.md", "inside.md"]
    assert codes(problems) == {
        (f"content/{name}", "file-link") for name in ("out.md", "loop", "dead.md")
    }


def test_folders_without_end_are_not_read_to_their_end(tmp_path: Path) -> None:
    deep = tmp_path / "/".join("abcdefghijklmnopqrst")
    deep.mkdir(parents=True)
    (deep / "x.md").touch()
    problems = Problems()

    assert walk(tmp_path, problems) == []
    assert {problem.code for problem in problems} == {"folder-deep"}


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["plain", "byte-order mark", "CRLF", "CR"],
)
def test_every_form_of_utf_8_is_the_same_text(tmp_path: Path, data: bytes) -> None:
    text, problems = read(tmp_path, data)

    assert text == TEXT
    assert not len(problems)


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TEXT, "gbk", "GBK"),
        (TEXT, "gb18030", "GBK"),
        ("一段没有英文的课文" * 50, "gbk", "GBK"),
        (TEXT, "utf-16", "UTF-16"),
        (TEXT, "utf-16-le", "UTF-16"),
        (TEXT, "utf-16-be", "UTF-16"),
        ("汉字很多。" * 400 + "\n", "utf-16-le", "UTF-16"),
        ("---\ntitle: Plain English\n---\n", "utf-16-le", "UTF-16"),
        ("Café crème, s'il vous plaît — déjà vu\n" * 3, "cp1252", "unknown"),
    ],
)
def test_other_encodings_are_named_with_how_to_save_them(
    tmp_path: Path, text: str, encoding: str, name: str
) -> None:
    found, problems = read(tmp_path, text.encode(encoding))

    assert found is None
    (problem,) = problems
    assert problem.code == "file-encoding"
    assert problem.leaves_out
    assert name in problem.message
    assert "UTF-8" in problem.mend


def test_a_nul_is_left_out_and_named_with_its_line(tmp_path: Path) -> None:
    text, problems = read(tmp_path, TEXT.encode() + b"\0\0")

    assert text == TEXT
    assert [(one.line, one.code, one.leaves_out) for one in problems] == [(5, "file-nul", False)]


def test_a_file_over_its_limit_is_not_read(tmp_path: Path) -> None:
    text, problems = read(tmp_path, b"x" * 101, limit=100)

    assert text is None
    assert [problem.code for problem in problems] == ["file-large"]
