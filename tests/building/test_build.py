"""`renlearn build` as a user sees it: what is put in place, what stays, what is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.school import REPOSITORY, SchoolTest

QUESTION = "\n\n## 小测\n\n### 记账难吗？\n- [x] 不难\n- [ ] 难\n> 每天五分钟。\n"


def small_school(school: SchoolTest) -> SchoolTest:
    school.course("business/a", title="记账入门")
    school.lesson("business/a/01-why.md", "今天的收入，今天就记。" + QUESTION, title="为什么记账")
    school.lesson("business/a/02-how.md", "![账本](book.png)", title="怎么记账")
    Image.radial_gradient("L").resize((240, 160)).save(school.content / "business/a/book.png")
    return school


def media_written(school: SchoolTest) -> dict[str, int]:
    """Every kept encoding with the time at which it was written."""
    cache = school.root / "build" / ".cache" / "media"
    return {str(file): file.stat().st_mtime_ns for file in cache.rglob("*") if file.is_file()}


def test_the_pages_of_a_school_are_at_their_addresses(school: SchoolTest) -> None:
    built = small_school(school).write("about.md", "# 关于\n\n文字").run("build")

    assert built.exit_code == 0, built.output
    assert "为什么记账" in school.page("business/a/01-why")
    assert "记账入门" in school.page("business/a")
    assert "记账入门" in school.page("business")
    assert "记账入门" in school.page("")
    assert "文字" in school.page("about")
    assert (school.site / "404.html").exists()


def test_nothing_but_pages_and_media_is_published(school: SchoolTest) -> None:
    small_school(school).course("business/a", title="记账入门", ends_with="exam")
    for name, width in (("asked", 80), ("told", 90)):
        picture = Image.radial_gradient("L").resize((width, 60))
        picture.save(school.content / f"business/a/{name}.png")
    school.write(
        "business/a/exam.md",
        "### 哪一个？\n\n![图](asked.png)\n\n- [x] 甲\n- [ ] 乙\n\n> 秘密的解释。![图](told.png)\n",
    )
    school.write("business/a/quiz.md", "### 课程练习\n- [x] 对\n- [ ] 错\n")
    assert school.run("build").exit_code == 0, school.output
    names = {Path(name).suffix for name in school.snapshot()}

    assert names <= {".html", ".avif", ".webp", ".png", ".jpg", ".js"}
    assert not any("秘密".encode() in data for data in school.snapshot().values())
    pictures = [file for file in (school.site / "m").iterdir() if file.suffix != ".js"]
    widths = {Image.open(file).width for file in pictures}
    assert 80 in widths
    assert 90 not in widths


def test_a_wrong_lesson_is_named_and_the_last_good_build_stays(school: SchoolTest) -> None:
    assert small_school(school).run("build").exit_code == 0
    before = school.snapshot()
    school.lesson("business/a/03-x.md", "![没有的图](nothing.png)", title="坏课")
    built = school.run("build")

    assert built.exit_code == 1
    assert "content/business/a/03-x.md:5:" in built.output
    assert not built.traceback
    assert school.snapshot() == before


def test_keep_going_puts_the_rest_in_place_without_the_wrong_lesson(school: SchoolTest) -> None:
    small_school(school)
    school.lesson("business/a/03-x.md", "![没有的图](nothing.png)", title="坏课")
    built = school.run("build", "--keep-going")

    assert built.exit_code == 1
    assert "为什么记账" in school.page("business/a/01-why")
    assert not (school.site / "business/a/03-x").exists()
    assert "坏课" not in school.page("business/a")


def test_a_draft_is_not_built(school: SchoolTest) -> None:
    small_school(school).lesson("business/a/03-x.md", "文字", title="草稿课", draft=True)
    assert school.run("build").exit_code == 0, school.output

    assert "草稿课" not in school.page("business/a")


def test_a_renamed_lesson_leaves_a_redirect(school: SchoolTest) -> None:
    small_school(school).lesson("business/a/03-new.md", "文字", title="新名", was=["03-old"])
    assert school.run("build").exit_code == 0, school.output

    assert "03-new/" in school.page("business/a/03-old")


def test_a_second_build_encodes_nothing_and_gives_the_same_bytes(school: SchoolTest) -> None:
    assert small_school(school).run("build").exit_code == 0
    before, written = school.snapshot(), media_written(school)
    time.sleep(0.01)
    assert school.run("build").exit_code == 0

    assert written
    assert media_written(school) == written
    assert school.snapshot() == before


def test_a_moved_picture_is_not_encoded_again(school: SchoolTest) -> None:
    assert small_school(school).run("build").exit_code == 0
    written = media_written(school)
    (school.content / "business/a/book.png").rename(school.content / "business/a/账本.png")
    school.lesson("business/a/02-how.md", "![账本](账本.png)", title="怎么记账")
    assert school.run("build").exit_code == 0, school.output

    assert media_written(school) == written


def test_a_lesson_page_does_not_grow_with_the_school(school: SchoolTest) -> None:
    small_school(school)
    for number in range(3, 10):
        school.lesson(f"business/a/{number:02}-x.md", "文字", title=f"第{number}课")
    assert school.run("build").exit_code == 0, school.output
    small = len(school.page("business/a/01-why"))
    for course in range(20):
        school.course(f"vocational/c{course}")
        for number in range(1, 6):
            school.lesson(f"vocational/c{course}/{number:02}-x.md", "文字")
    assert school.run("build").exit_code == 0, school.output

    assert len(school.page("business/a/01-why")) == small


def test_the_report_names_every_page_and_picture(school: SchoolTest) -> None:
    assert small_school(school).run("build").exit_code == 0
    report = json.loads((school.root / "build/report.json").read_text(encoding="utf-8"))
    page = next(page for page in report["pages"] if page["url"] == "business/a/02-how/")
    picture = report["media"][0]

    assert set(page) == {
        "url", "title", "lesson", "html_bytes", "html_br_bytes", "quality", "first_view_bytes",
        "images_bytes", "audio_bytes", "media", "unlisted", "view_yuan", "yuan", "seconds",
    }  # fmt: skip
    assert page["html_bytes"] == len(school.page("business/a/02-how").encode())
    assert page["images_bytes"] > 0
    assert page["first_view_bytes"] == page["html_br_bytes"] + page["images_bytes"]
    assert picture["source"] == "business/a/book.png"
    for variant in picture["variants"]:
        assert (school.site / variant["path"]).stat().st_size == variant["bytes"]


def engine(name: str, school: SchoolTest) -> dict[str, bytes]:
    """Build with another engine into a folder of its own, as its users do."""
    (school.root / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\nplugins: [renlearn]\n"
        f"theme: {{name: null, custom_dir: '{REPOSITORY / 'theme'}'}}\n",
        encoding="utf-8",
    )
    out = school.root / f"out-{name}"
    done = subprocess.run(
        [sys.executable, "-m", name, "build", "-d", str(out)],
        cwd=school.root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = (file for file in out.rglob("*") if file.is_file())
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("name", ["mkdocs", "properdocs"])
def test_another_engine_gives_the_same_pages(school: SchoolTest, name: str) -> None:
    assert small_school(school).run("build").exit_code == 0
    ours = school.snapshot()
    theirs = engine(name, school)
    pages = {path: data for path, data in theirs.items() if path.endswith(".html")}

    assert pages == {path: data for path, data in ours.items() if path.endswith(".html")}
    assert {path for path in theirs if path.startswith("m/")} == {
        path for path in ours if path.startswith("m/")
    }


def test_wrong_usage_is_said_without_a_traceback(tmp_path: Path) -> None:
    school = SchoolTest(tmp_path / "x")
    (school.root / "content").rmdir()
    outcome = school.run("build")

    assert outcome.exit_code == 2
    assert "content" in outcome.output
    assert not outcome.traceback
