"""The media stage on schools in folders: what is encoded, once, and what is said of the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from builder.media.run import run_media
from builder.model.course import Course, Lesson
from builder.model.document import Document, Reference
from builder.model.media import Media
from builder.model.school import Page, School, Track
from builder.problems import Problem
from tests.recordings import silence, voice, write_wav


@pytest.fixture
def school(tmp_path: Path) -> School:
    """One lesson with a picture, a recording, a cover and a whole-lesson recording."""
    folder = tmp_path / "content/business/a"
    folder.mkdir(parents=True)
    Image.radial_gradient("L").convert("RGB").save(folder / "图 1.jpg", quality=98)
    write_wav(folder / "a.wav", voice(1))
    (folder / "01-x.md").write_text("---\ntitle: x\naudio: a.wav\ncover: b.jpg\n---\n", "utf-8")
    references = (
        Reference("image", "图%201.jpg", "图", 7),
        Reference("link", "a.wav", "听", 9),
        Reference("link", "a.wav#t=1", "再听", 11),
        Reference("link", "gone.wav", "无", 12),
        Reference("image", "https://example.com/x.jpg", "x", 13),
        Reference("image", "../../../../etc/passwd", "x", 14),
        Reference("link", "02-y.md", "下一课", 15),
    )
    lesson = Lesson(
        "business/a/01-x.md",
        1,
        "01-x",
        "zh-CN",
        "x",
        audio="business/a/a.wav",
        body=Document(references=references),
    )
    course = Course("business/a", "business", "a", "A", lessons=(lesson,))
    return School(tmp_path, tracks=(Track("business", "B", (course,)),))


def changed(school: School, *references: Reference, **keys: str) -> School:
    """The same school with other references or keys in its lesson."""
    track = school.tracks[0]
    course = track.courses[0]
    body = Document(references=references) if references else course.lessons[0].body
    lesson = replace(course.lessons[0], body=body, **keys)  # type: ignore[arg-type]
    return replace(school, tracks=(replace(track, courses=(replace(course, lessons=(lesson,)),)),))


Run = Callable[..., tuple[Media, list[Problem], list[tuple[int, int]]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_it(
        school: School, cache: str = "cache", *, articles: bool = False
    ) -> tuple[Media, list[Problem], list[tuple[int, int]]]:
        steps: list[tuple[int, int]] = []
        media, problems = run_media(
            school,
            tmp_path / cache,
            articles=articles,
            workers=2,
            progress=lambda *step: steps.append(step),
        )
        return media, problems, steps

    return run_it


def test_pictures_and_recordings_are_encoded_and_named_by_their_bytes(
    school: School, run: Run
) -> None:
    media, problems, steps = run(school)

    assert not problems
    assert steps == [(1, 2), (2, 2)]
    picture = media.pictures["business/a/图 1.jpg"]
    recording = media.recordings["business/a/a.wav"]
    assert set(media.pictures) | set(media.recordings) == {picture.source, recording.source}
    assert (picture.width, picture.height) == (256, 256)
    assert picture.source_bytes == (school.content / picture.source).stat().st_size
    assert recording.seconds == pytest.approx(1, abs=0.1)
    assert [one.mime for one in recording.variants] == ["audio/webm; codecs=opus", "audio/mpeg"]
    assert [one.name[10:] for one in recording.variants] == [".webm", ".mp3"]
    assert all(one.name[10:].startswith("-256.") for one in picture.variants)
    for one in (*picture.variants, *recording.variants):
        assert one.path.stat().st_size == one.bytes


def test_nothing_is_encoded_twice(school: School, run: Run) -> None:
    first, _, _ = run(school)

    again, _, steps = run(school)

    assert again == first
    assert not steps


def test_equal_files_are_encoded_once_wherever_they_lie(school: School, run: Run) -> None:
    data = (school.content / "business/a/a.wav").read_bytes()
    names = [f"copy{number}.wav" for number in range(5)]
    for name in names:
        (school.content / "business/a" / name).write_bytes(data)
    copies = changed(school, *(Reference("link", name, "听", 9) for name in names))

    media, _, steps = run(copies)

    assert len(media.recordings) == 6
    assert steps == [(1, 1)]
    assert len({one.variants[0].name for one in media.recordings.values()}) == 1


def test_a_changed_file_alone_is_encoded_again(school: School, run: Run) -> None:
    before, _, _ = run(school)
    write_wav(school.content / "business/a/a.wav", voice(1.5))

    after, _, steps = run(school)

    assert steps == [(1, 1)]
    assert after.pictures == before.pictures
    assert after.recordings != before.recordings


def test_a_damaged_cache_is_mended(school: School, run: Run, tmp_path: Path) -> None:
    before, _, _ = run(school)
    one = before.recordings["business/a/a.wav"].variants[0]
    one.path.write_bytes(b"x" * one.bytes)
    (tmp_path / "cache/digests.json").write_text("{", encoding="utf-8")

    after, problems, steps = run(school)

    assert not problems
    assert steps == [(1, 1)]
    assert after == before


def test_a_broken_file_is_a_problem_at_each_place_and_is_not_tried_again(
    school: School, run: Run
) -> None:
    write_wav(school.content / "business/a/a.wav", silence(3))
    (school.content / "business/a/图 1.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 99)

    media, problems, _ = run(school)
    _, again, steps = run(school)

    assert media == Media()
    assert {(one.path, one.line) for one in problems} == {
        ("content/business/a/01-x.md", line) for line in (3, 7, 9, 11)
    }
    assert all(one.leaves_out and one.mend and one.code == "media-unreadable" for one in problems)
    assert {one.message.split(":")[0] for one in problems} == {
        "business/a/a.wav",
        "business/a/图 1.jpg",
    }
    assert again == problems
    assert not steps


def test_a_mended_file_is_encoded(school: School, run: Run) -> None:
    write_wav(school.content / "business/a/a.wav", silence(3))
    run(school)
    write_wav(school.content / "business/a/a.wav", voice(2))

    media, problems, _ = run(school)

    assert not problems
    assert "business/a/a.wav" in media.recordings


def test_a_courses_broken_cover_is_said_but_leaves_nothing_out(school: School, run: Run) -> None:
    (school.content / "business/a/b.jpg").write_bytes(b"no picture")
    (school.content / "business/a/course.yml").write_text("title: A\ncover: b.jpg\n", "utf-8")
    track = school.tracks[0]
    course = replace(track.courses[0], cover="business/a/b.jpg")

    _, problems, _ = run(replace(school, tracks=(replace(track, courses=(course,)),)))

    assert [(one.path, one.line, one.leaves_out) for one in problems] == [
        ("content/business/a/course.yml", 2, False)
    ]


def test_pages_have_media_too(school: School, run: Run) -> None:
    body = Document(references=(Reference("link", "business/a/a.wav", "听", 3),))
    pages = (Page("about.md", "关于", body=body),)

    media, _, _ = run(replace(school, tracks=(), pages=pages))

    assert list(media.recordings) == ["business/a/a.wav"]


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_link_out_of_the_school_is_not_followed(school: School, run: Run, tmp_path: Path) -> None:
    secret = write_wav(tmp_path / "secret.wav", voice(1))
    (school.content / "business/a/s.wav").symlink_to(secret)

    media, problems, steps = run(changed(school, Reference("link", "s.wav", "听", 9)))

    assert list(media.recordings) == ["business/a/a.wav"]
    assert not problems
    assert len(steps) == 1


def test_a_file_that_may_not_be_read_is_a_problem(school: School, run: Run) -> None:
    file = school.content / "business/a/a.wav"
    file.chmod(0)
    try:
        file.read_bytes()
    except PermissionError:
        _, problems, _ = run(school)
        assert {one.line for one in problems} == {3, 9, 11}
    else:
        pytest.skip("this user may read everything")


def test_pictures_are_encoded_for_articles_only_when_asked(school: School, run: Run) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200"><text y="9">图</text></svg>'
    )
    (school.content / "business/a/b.svg").write_text(svg, encoding="utf-8")
    track = school.tracks[0]
    covered = replace(track.courses[0], cover="business/a/b.svg")
    school = replace(school, tracks=(replace(track, courses=(covered,)),))

    before, _, _ = run(school)
    media, problems, steps = run(school, articles=True)
    again, _, warm = run(school, articles=True)

    assert not problems
    assert not before.articles
    assert steps == [(1, 2), (2, 2)]
    assert not warm
    assert again == media
    assert (media.pictures, media.recordings) == (before.pictures, before.recordings)
    assert set(media.articles) == set(media.pictures) == {"business/a/图 1.jpg", "business/a/b.svg"}
    photo, cover = media.articles["business/a/图 1.jpg"], media.articles["business/a/b.svg"]
    assert [one.mime for one in photo.variants] == ["image/jpeg"]
    assert [(one.mime, one.width) for one in cover.variants] == [("image/png", 1080)]
    assert (cover.width, cover.height) == (1080, 600)
    names = [one.name for one in (*photo.variants, *cover.variants)]
    assert names[0][10:] == "-256.jpg"
    assert names[1][10:] == "-1080.png"
    for one in (*photo.variants, *cover.variants):
        assert one.path.stat().st_size == one.bytes


def test_a_broken_picture_is_said_once_for_pages_and_articles(school: School, run: Run) -> None:
    (school.content / "business/a/图 1.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 99)

    media, problems, _ = run(school, articles=True)

    assert not media.articles
    assert [(one.line, one.code) for one in problems] == [(7, "media-unreadable")]


def test_a_school_without_media_needs_no_cache(tmp_path: Path) -> None:
    media, problems = run_media(School(tmp_path), tmp_path / "cache")

    assert media == Media()
    assert not problems
    assert not (tmp_path / "cache").exists()
