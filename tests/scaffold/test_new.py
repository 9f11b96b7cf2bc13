"""`renlearn new`: what it writes works as it stands, numbers itself and overwrites nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from playwright.sync_api import Page

from builder.load.yaml import Value, load_mapping
from builder.problems import Problems
from builder.scaffold.editor import BELOW, FILES, descriptions, schemas
from builder.scaffold.school import zone_of
from tests.school import REPOSITORY, SchoolTest

Open = Callable[[SchoolTest, str], Page]
COURSE = "content/courses/first-steps"
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


def made(folder: Path, *arguments: str) -> SchoolTest:
    """A school in `folder`/school, as `renlearn new school` makes it."""
    outcome = SchoolTest(folder / "begin").run("new", "school", str(folder / "school"), *arguments)
    assert outcome.exit_code == 0, outcome.output
    return SchoolTest(folder / "school")


@pytest.fixture(scope="module", params=["zh-CN", "en", "vi"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    folder = tmp_path_factory.mktemp("new")
    return made(folder, "--name", "夜校: 一", "--language", request.param)


def test_a_new_school_is_right_and_builds_in_its_language(
    begun: SchoolTest, open_page: Open
) -> None:
    assert begun.run("check", "--strict").exit_code == 0, begun.output
    assert begun.run("build").exit_code == 0, begun.output
    language = re.findall("language: (.*)", (begun.content / "school.yml").read_text("utf-8"))[0]
    page = open_page(begun, "")
    page.locator(".c a").first.click()
    page.locator("ol.c a").first.click()

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("form.q").count() == 3
    assert page.locator("picture img").count() == 1
    assert "夜校: 一" in begun.page("")
    assert len(list((begun.root / "build/wechat").rglob("article.html"))) == 2


def test_a_new_school_is_a_whole_repository(begun: SchoolTest) -> None:
    for name in WHOLE:
        assert (begun.root / name).is_file(), name
    workflow = (begun.root / ".github/workflows/school.yml").read_text(encoding="utf-8")
    assert 'RENLEARN: "renlearn"' in workflow
    assert "{{" not in "".join(
        file.read_text(encoding="utf-8")
        for file in begun.root.rglob("*")
        if file.is_file() and ".github" not in file.parts and "build" not in file.parts
    )


def test_mkdocs_alone_gives_the_same_pages(tmp_path: Path) -> None:
    school = made(tmp_path)
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    before = school.snapshot()
    mkdocs = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=school.root, check=False
    )

    assert mkdocs.returncode == 0
    assert school.snapshot() == before


def test_a_schools_own_theme_wins_and_adds(tmp_path: Path) -> None:
    school = made(tmp_path)
    (school.root / "theme/site.css").write_text(":root { --link: #046 }\n", encoding="utf-8")
    (school.root / "theme/404.html").write_text(
        '{% extends "base.html" %}{% block main %}<p>换了地方</p>{% endblock %}', encoding="utf-8"
    )
    assert school.run("build", "--only", "site").exit_code == 0, school.output

    assert "换了地方" in school.page("404.html")
    assert ":root{--link:#046}</style>" in school.page("courses/first-steps")
    assert "--tint:" in school.page("courses/first-steps")


def test_lessons_number_themselves(tmp_path: Path) -> None:
    school = made(tmp_path)
    for title in ("刀怎么握？", "Ask: in the group", "最后一课"):
        assert school.run("new", "lesson", COURSE, title).exit_code == 0, school.output
        if title.startswith("Ask"):
            school.write("courses/first-steps/09-x.en.md", "---\ntitle: X\n---\n")
    names = sorted(file.name for file in (school.root / COURSE).glob("[0-9]*"))

    assert names[2:] == ["03-刀怎么握.md", "04-ask-in-the-group.md", "09-x.en.md", "10-最后一课.md"]
    (school.root / COURSE / "09-x.en.md").unlink()
    assert school.run("check", "--strict").exit_code == 0, school.output
    assert "draft: true" in (school.root / COURSE / names[2]).read_text("utf-8")
    assert school.run("build", "--only", "site").exit_code == 0
    assert not (school.site / "courses/first-steps/03-刀怎么握").exists()


def test_a_course_begins_with_a_draft(tmp_path: Path) -> None:
    school = made(tmp_path)
    assert (
        school.run("new", "course", "vocational\\Cooking/", "--title", "厨房: 帮工").exit_code == 0
    )
    assert "renlearn new lesson vocational/cooking" in school.output
    again = school.run("new", "course", "vocational/cooking", "--title", "x")

    assert again.exit_code == 1
    assert "course.yml" in again.output
    assert school.run("check", "--strict").exit_code == 0, school.output
    assert "厨房: 帮工" in (school.content / "vocational/cooking/course.yml").read_text("utf-8")
    assert school.run("new", "lesson", "vocational/cooking", "第二课").exit_code == 0
    assert (school.content / "vocational/cooking/02-第二课.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("school", "."), 2, "not empty"),
        (("course", "x", "--title", "x"), 2, "vocational/cooking"),
        (("course", "../../x/y", "--title", "x"), 2, "vocational/cooking"),
        (("course", "cities/x", "--title", "x"), 2, "meaning of its own"),
        (("course", "a/b"), 2, "1 to 64"),
        (("course", "a/b", "--title", "长" * 65), 2, "1 to 64"),
        (("lesson", "a/b", "x"), 1, "renlearn new course a/b"),
    ],
)
def test_what_does_not_do_is_said(
    school: SchoolTest, arguments: tuple[str, ...], status: int, said: str
) -> None:
    outcome = school.write("school.yml", "name: x\n").run("new", *arguments, "--lang", "en")

    assert (outcome.exit_code, outcome.traceback) == (status, False)
    assert said in outcome.output
    assert [file.name for file in school.content.rglob("*")] == ["school.yml"]


def test_it_speaks_chinese_too(school: SchoolTest) -> None:
    outcome = school.run("new", "lesson", "a/b", "x", "--lang", "zh")

    assert "content/a/b 里没有课程" in outcome.output


@pytest.mark.parametrize(
    ("language", "zone"),
    [("vi", "Asia/Ho_Chi_Minh"), ("zh-CN", "Asia/Shanghai"), ("xx", "Asia/Shanghai")],
)
def test_the_time_zone_is_the_languages(language: str, zone: str) -> None:
    assert zone_of(language) == zone


def plain(value: Value) -> object:
    """YAML's own reading of what the loader takes for words."""
    if isinstance(value.data, dict):
        return {key: plain(one) for key, one in value.data.items()}
    if isinstance(value.data, list):
        return [plain(one) for one in value.data]
    text = str(value.data)
    return int(text) if text.isdecimal() else {"true": True, "false": False}.get(text, text)


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_schemas_for_editors_take_this_school_and_name_what_is_wrong(name: str) -> None:
    schema = json.loads(dict(schemas())[f"{name}.json"])
    validator = Draft7Validator(schema)
    content = REPOSITORY / "content"
    files = {
        "school": [content / "school.yml"],
        "course": sorted(content.glob("*/*/course.yml")),
        "city": sorted(content.glob("cities/*.yml")),
        "survey": [content / "survey.yml"],
    }[name]
    assert files
    for file in files:
        found = load_mapping(file.read_text(encoding="utf-8"), str(file), Problems())
        assert found
        record = {key: plain(value) for key, value in found.items()}
        assert [error.message for error in validator.iter_errors(record)] == [], file
        assert [*validator.iter_errors(record | {"titel": "x"})]
        assert [*validator.iter_errors(record | {"title": ["x"]})]


def test_the_schemas_explain_every_key_and_no_other() -> None:
    known = {f"{place}.{key}" for place, own in (FILES | BELOW).items() for key in own}

    assert descriptions().keys() == known
