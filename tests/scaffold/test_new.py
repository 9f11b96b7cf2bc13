"""`renlearn new`: what it writes works as it stands, numbers itself and overwrites nothing."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Page

from builder.cli.main import cli
from builder.load.school import DOWNLOADS
from builder.model.address import PICTURES, RECORDINGS
from builder.scaffold.school import FIRST_COURSE, zone_of
from builder.site.templates import TemplateFaultError, environment, faults_in_words
from builder.theme_folder import own_theme, theme_folder
from tests.conftest import MadeOnce
from tests.school import REPOSITORY, Outcome, SchoolTest

Open = Callable[[SchoolTest, str], Page]
Begun = Callable[[str], SchoolTest]
WHOLE = (
    *(
        "README.md",
        "mkdocs.yml",
        "mkdocs.desk.yml",
        "requirements.txt",
        "theme/site.css",
        ".editorconfig",
    ),
    *(".gitignore", ".gitattributes", ".pre-commit-config.yaml", ".github/workflows/school.yml"),
    *(".vscode/settings.json", ".vscode/extensions.json", ".vscode/schemas/course.json"),
)
GIT = shutil.which("git")


def new(*arguments: str, root: Path | None = None, language: str = "en") -> Outcome:
    """Run `renlearn new` for the school in `root`."""
    place = ["-C", str(root)] if root else []
    done = CliRunner().invoke(cli, ["new", *arguments, *place, "--lang", language])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return Outcome(done.exit_code, done.output)


def made(root: Path, *arguments: str) -> SchoolTest:
    """A new school in the folder `root`."""
    outcome = new("school", str(root), *arguments)
    assert outcome.exit_code == 0, outcome.output
    return SchoolTest(root)


@pytest.fixture
def begun(made_once: MadeOnce) -> Begun:
    """A new school in a language, built. Tests only look at it."""

    def make(root: Path, language: str) -> SchoolTest:
        school = made(root, "--name", "夜校: 一", "--language", language)
        assert school.run("check", "--strict").exit_code == 0, school.output
        only = () if language == "vi" else ("--only", "site")
        assert school.run("build", *only).exit_code == 0, school.output
        return school

    return lambda language: made_once(f"new-{language}", lambda root: make(root, language))


@pytest.mark.parametrize("language", ["zh-CN", "en", "vi"])
def test_a_new_school_is_right_and_builds_in_its_language(
    begun: Begun, open_page: Open, language: str
) -> None:
    school = begun(language)
    page = open_page(school, "")
    page.locator(".c a").first.click()
    page.locator("ol.c a").first.click()

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("form.q").count() == 3
    assert page.locator("picture img").count() == 1
    assert "夜校: 一" in school.page("")


def test_a_school_in_another_country_has_every_rendition(begun: Begun) -> None:
    build = begun("vi").root / "build"

    assert len(list((build / "wechat").rglob("article.html"))) == 2
    assert (build / "quizzes/courses/first-steps/questions.json").is_file()


@pytest.mark.parametrize("language", ["zh-CN", "en", "vi", "id"])
def test_a_new_school_is_a_whole_repository(tmp_path: Path, language: str) -> None:
    school = made(tmp_path / "夜校", "--language", language)
    texts = {
        file.relative_to(school.root).as_posix(): file.read_text(encoding="utf-8")
        for file in school.root.rglob("*")
        if file.is_file()
    }

    assert set(WHOLE) <= texts.keys()
    assert texts["README.md"].startswith("# 夜校\n")
    workflow = texts.pop(".github/workflows/school.yml")
    assert 'RENLEARN: "--requirement=requirements.txt"' in workflow
    assert "{{" not in "".join(texts.values())


def test_mkdocs_alone_gives_the_same_pages(begun: Begun) -> None:
    school = begun("vi")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", "build/other"]
    mkdocs = subprocess.run(command, cwd=school.root, check=False)
    before, other = school.snapshot(), school.root / "build/other"
    found = {
        file.relative_to(other).as_posix(): file.read_bytes()
        for file in other.rglob("*")
        if file.is_file()
    }
    shutil.rmtree(other)

    assert mkdocs.returncode == 0
    assert found == before


def test_a_schools_own_theme_wins_and_adds(tmp_path: Path) -> None:
    school = made(tmp_path / "school")
    theme = school.root / "theme"
    (theme / "site.css").write_text(":root { --link: #046 }\n", encoding="utf-8")
    (theme / "lesson.html").write_text(
        '{% extends "renlearn/lesson.html" %}\n'
        "{% block footer %}{{ super() }}<p>换了地方</p>{% endblock %}\n",
        encoding="utf-8",
    )
    assert school.run("build", "--only", "site").exit_code == 0, school.output

    assert "换了地方" in school.page("courses/first-steps/01-how-to-learn")
    assert "换了地方" not in school.page("courses/first-steps")
    assert ":root{--link:#046}</style>" in school.page("courses/first-steps")
    assert "--bg:" in school.page("courses/first-steps")

    (theme / "lesson.html").write_text(
        '{% extends "base.html" %}\n{% block main %}\n{{ 1 / 0 }}{% endblock %}', encoding="utf-8"
    )
    outcome = school.run("build", "--only", "site")
    assert (outcome.exit_code, outcome.traceback) == (1, False)
    assert "theme/lesson.html:3: division by zero; mend the template" in outcome.output


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("换".encode("gbk"), "theme/front.html:1: the file is not saved as UTF-8"),
        (b"<p>\n{{ a b }}", "theme/front.html:2: expected token"),
        (b"<p>\n{{ nobody }}", "theme/front.html:2: 'nobody' is undefined"),
        (b'{% extends "bas.html" %}', "theme/front.html:1: there is no template bas.html"),
    ],
)
def test_faults_of_a_schools_own_templates_are_said(
    school: SchoolTest, text: bytes, said: str
) -> None:
    theme = school.root / "theme"
    theme.mkdir()
    (theme / "front.html").write_bytes(text)

    with pytest.raises(TemplateFaultError, match=re.escape(said)), faults_in_words(school.root):
        environment(theme_folder(), theme).get_template("front.html").render()


def test_this_repositorys_theme_is_no_schools_own() -> None:
    assert own_theme(REPOSITORY) is None


def test_lessons_number_themselves_and_stay_drafts(tmp_path: Path) -> None:
    school = made(tmp_path / "school")
    folder = school.root / FIRST_COURSE
    (folder / "02-keep-it.md").unlink()
    titles = ["刀怎么握？", "Ask: in the group", "a/b\\c:*?<>|", "😀", "最后一课", "{{week}} 12"]
    for title in titles:
        if title == "最后一课":
            school.write("courses/first-steps/09-x.en.md", "---\ntitle: X\n---\n")
        outcome = new("lesson", "courses/first-steps", title, root=school.root)
        assert outcome.exit_code == 0, outcome.output
    names = sorted(file.name for file in folder.glob("[0-9]*"))

    assert names == [
        *("01-how-to-learn.md", "02-刀怎么握.md", "03-ask-in-the-group.md", "04-a-b-c.md"),
        *("05-lesson.md", "09-x.en.md", "10-最后一课.md", "11-week-12.md"),
    ]
    (folder / "09-x.en.md").unlink()
    assert school.run("check", "--strict").exit_code == 0, school.output
    assert "\ntitle: '{{week}} 12'\n" in (folder / names[-1]).read_text("utf-8")
    assert all("draft: true" in (folder / name).read_text("utf-8") for name in names[1:5])


def test_a_course_begins_with_a_draft(tmp_path: Path) -> None:
    school = made(tmp_path / "school")
    begun = new("course", "vocational\\Cooking/", "--title", "厨房: 帮工", root=school.root)
    again = new("course", "vocational/cooking", "--title", "x", root=school.root)

    assert begun.exit_code == 0
    assert "renlearn new lesson vocational/cooking" in begun.output
    assert again.exit_code == 1
    assert "course.yml" in again.output
    assert school.run("check", "--strict").exit_code == 0, school.output
    assert "厨房: 帮工" in (school.content / "vocational/cooking/course.yml").read_text("utf-8")


@pytest.mark.parametrize("given", ["business/Book.keeping", "./content/business/Book.keeping/"])
def test_a_course_that_is_there_is_found_as_it_is_written(school: SchoolTest, given: str) -> None:
    school.course("business/Book.keeping")

    assert new("lesson", given, "第一课", root=school.root).exit_code == 0
    assert (school.content / "business/Book.keeping/01-第一课.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("course", "voc/con", "--title", "x"), 2, "Windows"),
        (("course", "x", "--title", "x"), 2, "vocational/cooking"),
        (("course", "../../x/y", "--title", "x"), 2, "vocational/cooking"),
        (("course", "cities/x", "--title", "x"), 2, "meaning of its own"),
        (("course", "school.yml/x", "--title", "x"), 0, "school-yml/x"),
        (("course", "a/b"), 2, "1 to 64"),
        (("course", "a/b", "--title", "长" * 65), 2, "1 to 64"),
        (("course",), 2, "vocational/cooking"),
        (("lesson",), 2, "vocational/cooking"),
        (("lesson", "a/b", "x"), 1, "renlearn new course a/b"),
        (("lesson", "../school", "x"), 1, "no course"),
    ],
)
def test_what_does_not_do_is_said(
    school: SchoolTest, arguments: tuple[str, ...], status: int, said: str
) -> None:
    outcome = new(*arguments, root=school.write("school.yml", "name: x\n").root)

    assert outcome.exit_code == status
    assert said in outcome.output
    if status:
        assert [file.name for file in school.content.rglob("*")] == ["school.yml"]


def test_a_school_is_begun_in_an_empty_folder_alone(school: SchoolTest, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (school.root, file):
        outcome = new("school", str(folder))
        assert outcome.exit_code == 2
        assert "no empty folder" in outcome.output
    assert [one.name for one in school.root.iterdir()] == ["content"]
    within = new("school", str(file / "school"))
    assert within.exit_code == 1
    assert "cannot be written" in within.output
    assert new("school", str(tmp_path / "x"), "--language", "zh CN").exit_code == 2
    assert not (tmp_path / "x").exists()


def test_it_speaks_chinese_and_asks_at_a_terminal(school: SchoolTest) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    os.write(ours, "vocational/cooking\n厨房帮工\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "builder.cli.main", "new", "course"],
        cwd=school.root,
        env=os.environ
        | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "LC_ALL": "zh_CN.UTF-8"},
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 0, done.stderr
    assert "标题" in done.stdout
    assert "写好 content/vocational/cooking/course.yml" in done.stdout
    course = (school.content / "vocational/cooking/course.yml").read_text(encoding="utf-8")
    assert "\ntitle: 厨房帮工\n" in course


def test_the_check_before_commits_runs_the_schools_own_program(tmp_path: Path) -> None:
    school = made(tmp_path / "school").write("about.md", "![a](no.jpg)\n")
    hooks = yaml.safe_load((school.root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    program = school.root / ".venv/bin/renlearn"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m builder.cli.main "$@"\n', "utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        shlex.split(hooks["repos"][0]["hooks"][0]["entry"]),
        cwd=school.root,
        env={"PATH": os.defpath, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 1
    assert "content/about.md:1" in done.stdout


def test_git_leaves_media_as_they_are(tmp_path: Path) -> None:
    attributes = (made(tmp_path / "school").root / ".gitattributes").read_text(encoding="utf-8")
    texts = {".svg", ".txt", ".csv", ".ics", ".vcf", ".rtf"}

    for ending in (PICTURES | RECORDINGS | DOWNLOADS) - texts:
        assert f"\n*{ending} binary\n" in attributes


@pytest.mark.skipif(not (GIT and (REPOSITORY / ".git").exists()), reason="no clone")
def test_no_template_is_left_out_of_the_wheel() -> None:
    assert GIT
    command = [GIT, "ls-files", "--others", "--ignored", "--exclude-standard", "builder/scaffold"]
    ignored = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)

    assert not [one for one in ignored.stdout.splitlines() if "__pycache__" not in one]


@pytest.mark.parametrize(
    ("language", "zone"),
    [("vi", "Asia/Ho_Chi_Minh"), ("zh-CN", "Asia/Shanghai"), ("xx", "Asia/Shanghai")],
)
def test_the_time_zone_is_the_languages(language: str, zone: str) -> None:
    assert zone_of(language) == zone
