"""What the documents promise exists."""

from __future__ import annotations

import re
import tomllib

import click
import pytest

from builder.cli.main import COMMANDS, cli
from builder.load.schema import COURSE, GROUP, LESSON, SCHOOL, WECHAT
from tests.school import REPOSITORY, SchoolTest

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
WRITING = (REPOSITORY / "docs/writing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_both_readmes(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)

    assert command is not None
    assert command.help
    assert f"`renlearn {name}`" in README
    assert f"`renlearn {name}`" in (REPOSITORY / "README.zh-CN.md").read_text(encoding="utf-8")


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    assert set(re.findall(r"`renlearn (\w+)", README)) <= set(COMMANDS)


@pytest.mark.parametrize("key", sorted({*COURSE, *GROUP, *LESSON, *SCHOOL, *WECHAT}))
def test_every_key_is_explained(key: str) -> None:
    assert f"`{key}`" in WRITING or f"{key}:" in WRITING


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (REPOSITORY / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    missing = [
        name
        for one in named
        if (name := re.split(r"[><=!; \[]", one)[0].lower()) not in lines
        and not name.startswith("types-")
    ]

    assert missing == []


def test_the_examples_of_the_guide_are_right(school: SchoolTest) -> None:
    blocks = re.findall(r"^```markdown\n(.*?)^```$", WRITING, re.DOTALL | re.MULTILINE)
    questions = [block for block in blocks if re.search("^## (?:小测|Quiz)", block, re.MULTILINE)]
    assert questions
    school.course("business/a")
    for number, block in enumerate(questions, 1):
        school.lesson(f"business/a/{number:02}-x.md", block)

    faults = [one for one in school.problems() if one["code"].startswith("question")]

    assert faults == []


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]:
        text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r"`[^`]*`", "", text)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            assert "://" in target or (document.parent / target).exists(), (document, target)
