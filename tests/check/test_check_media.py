"""Pictures and recordings that are missing, wordless, broken or elsewhere."""

from __future__ import annotations

import wave
from io import BytesIO
from pathlib import Path

from PIL import Image

from builder.check.all import check
from builder.load.school import load
from builder.problems import Problem
from tests.school import SchoolTest


def png() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def wav() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(bytes(n % 251 for n in range(16_000)))
    return buffer.getvalue()


def found_in(school: SchoolTest, body: str, cache: Path | None = None) -> list[Problem]:
    school.course("business/a").lesson("business/a/01-x.md", body)
    loaded, problems = load(school.root)
    problems.extend(check(loaded, cache=cache))
    return list(problems)


def rules(problems: list[Problem]) -> list[tuple[int, str, str, bool]]:
    return [(one.line, one.code, one.severity, one.leaves_out) for one in problems]


def test_pictures_and_recordings_that_are_well(school: SchoolTest) -> None:
    school.write("business/a/图 一.png", png()).write("录音.wav", wav())
    body = "![一张收据](图%20一.png) ![一张收据](<图 一.png>) [听](/录音.wav)"

    assert found_in(school, body) == []


def test_what_is_wrong_with_their_names(school: SchoolTest) -> None:
    school.write("business/a/Photo.png", png()).write("business/a/a.pdf", b"%PDF")
    lines = {
        "![收据](photo.png)": ("media-missing", "Photo.png"),
        "![收据](Phot.png)": ("media-missing", "did you mean Photo.png?"),
        "[听](没有.mp3)": ("media-missing", "add the file"),
        "![收据](../../../x.png)": ("media-outside", "beside"),
        "![收据](..\\a\\Photo.png)": ("link-backslash", "../a/Photo.png"),
        "![收据](a.pdf)": ("media-kind", "JPEG"),
    }
    problems = found_in(school, "\n\n".join(lines))

    assert [(one.code, one.line) for one in problems] == [
        (code, 5 + 2 * number) for number, (code, _) in enumerate(lines.values())
    ]
    for problem, (_, word) in zip(problems, lines.values(), strict=True):
        assert word in problem.mend, problem
        assert problem.leaves_out


def test_pictures_want_words_in_questions_too(school: SchoolTest) -> None:
    school.write("business/a/a.png", png())
    body = (
        "![](a.png)\n\n![图片](a.png)\n\n## 小测\n\n### 哪一张？\n"
        "- [x] ![](a.png)\n- [ ] ![收据](a.png)\n"
    )

    assert rules(found_in(school, body)) == [
        (5, "picture-alt", "error", False),
        (7, "picture-alt", "advice", False),
        (12, "picture-alt", "error", False),
    ]


def test_files_that_cannot_be_shown_or_played(school: SchoolTest) -> None:
    school.write("business/a/空.jpg", b"").write("business/a/page.png", b"<html>")
    school.write("business/a/text.mp3", "这不是录音".encode())
    school.write("business/a/cut.mp3", b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" * 3)
    body = "![甲](空.jpg)\n\n![乙](page.png)\n\n[听](text.mp3)\n\n[听](cut.mp3)\n\n![丙](空.jpg)"

    assert rules(found_in(school, body)) == [
        (line, "media-unreadable", "error", True) for line in (5, 7, 9, 11, 13)
    ]


def test_the_recording_and_the_cover_that_keys_name(school: SchoolTest) -> None:
    school.write("business/a/x.mp3", b"text").write("business/a/x.png", b"text")
    school.course("business/a").lesson("business/a/01-x.md", "文", audio="x.mp3", cover="x.png")
    school.lesson("business/a/02-y.md", "文", audio="x.png", cover="../../../x.png")
    loaded, problems = load(school.root)
    problems.extend(check(loaded))

    assert [(one.path[-7:], one.line, one.code, one.leaves_out) for one in problems] == [
        ("01-x.md", 3, "media-unreadable", True),
        ("01-x.md", 4, "media-unreadable", True),
        ("02-y.md", 3, "media-kind", True),
        ("02-y.md", 4, "media-outside", False),
    ]


def test_a_remote_picture_is_named_once(school: SchoolTest) -> None:
    problems = found_in(school, "![收据](https://example.org/a.png)")

    assert [one.code for one in problems] == ["picture-remote"]


def test_what_was_seen_is_remembered_until_the_file_changes(
    school: SchoolTest, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    school.write("business/a/a.png", b"broken")
    before = found_in(school, "![收据](a.png)", cache)
    again = found_in(school, "![收据](a.png)", cache)
    school.write("business/a/a.png", png())

    assert [one.code for one in before] == ["media-unreadable"]
    assert again == before
    assert found_in(school, "![收据](a.png)", cache) == []
    (cache / "probed.json").write_text("[]")
    assert found_in(school, "![收据](a.png)", cache) == []
