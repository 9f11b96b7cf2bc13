"""Ready workflows: well-formed, with commands that exist, and run as their host runs them."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from builder.cli.ci import HOSTS, TEMPLATES
from builder.cli.main import COMMANDS, cli
from tests.school import REPOSITORY, SchoolTest

FILES = sorted(file for files in HOSTS.values() for file in files.values())
BASH = shutil.which("bash")
GIT = shutil.which("git")


def read(name: str) -> Any:
    return yaml.safe_load((TEMPLATES / name).read_text(encoding="utf-8"))


def scripts(value: Any) -> Iterator[str]:
    """Every text of a workflow that is run in a shell."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"run", "script", "commands", "before_script"}:
                yield from ([inner] if isinstance(inner, str) else inner)
            else:
                yield from scripts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from scripts(inner)


def calls(name: str) -> list[list[str]]:
    found = re.findall(r"^renlearn ([^|>;\n]+)", "\n".join(scripts(read(name))), re.MULTILINE)
    return [shlex.split(one) for one in found]


@pytest.mark.parametrize("name", FILES)
def test_every_command_in_a_workflow_exists_with_its_options(name: str) -> None:
    assert calls(name)
    for command, *rest in calls(name):
        if command == "publish" and command not in COMMANDS:
            continue  # comes with the publisher
        found = cli.get_command(click.Context(cli), command)
        assert found is not None, command
        options = {option for one in found.params for option in one.opts}
        assert {one for one in rest if one.startswith("-")} <= options


def test_the_templates_are_all_that_lies_there_and_go_into_the_wheel() -> None:
    assert sorted(file.name for file in TEMPLATES.iterdir()) == FILES
    assert TEMPLATES.is_relative_to(REPOSITORY / "builder")


def test_githubs_actions_are_pinned_and_no_words_of_a_proposal_reach_a_shell() -> None:
    text = (TEMPLATES / "github.yml").read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)

    assert used
    assert all(re.fullmatch(r"actions/[\w/-]+@v\d+", one) for one in used)
    assert not any("${{" in one for one in scripts(read("github.yml")))


def test_only_merged_changes_see_the_keys_of_the_place() -> None:
    jobs = read("github.yml")["jobs"]

    assert "secrets." not in str(jobs["check"])
    assert "secrets." in str(jobs["publish"])
    assert jobs["publish"]["if"] == "github.event_name != 'pull_request'"
    assert "pull_request_target" not in (TEMPLATES / "github.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", HOSTS)
def test_a_workflow_is_written_once(host: str, school: SchoolTest) -> None:
    assert school.run("ci", host).exit_code == 0, school.output
    written = [school.root / name for name in HOSTS[host]]
    assert all(file.is_file() for file in written)
    written[0].write_text("mine")

    refused = school.run("ci", host)

    assert (refused.exit_code, refused.traceback) == (1, False)
    assert written[0].read_text() == "mine"
    assert school.run("ci", host, "--force").exit_code == 0
    assert written[0].read_text() != "mine"


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("pyproject.toml", "."),
        ("requirements.txt", "--requirement=requirements.txt"),
        ("README.md", "renlearn"),
    ],
)
def test_pip_installs_what_the_repository_says(school: SchoolTest, file: str, package: str) -> None:
    (school.root / file).touch()
    assert CliRunner().invoke(cli, ["ci", "gitee", "-C", str(school.root)]).exit_code == 0
    for name in HOSTS["gitee"]:
        written = yaml.safe_load((school.root / name).read_text(encoding="utf-8"))
        assert written["variables"]["RENLEARN"] == package


@pytest.mark.parametrize(("language", "spoken"), [("zh", "zh_CN.UTF-8"), ("en", "en_US.UTF-8")])
def test_it_speaks_the_language_of_whoever_made_it(
    school: SchoolTest, language: str, spoken: str
) -> None:
    arguments = ["ci", "github", "--lang", language, "-C", str(school.root)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    (name,) = HOSTS["github"]
    written = yaml.safe_load((school.root / name).read_text(encoding="utf-8"))
    assert written["env"]["LC_MESSAGES"] == spoken


class Runner:
    """Runs the steps of a workflow in a clone, with stand-ins for what only the host has."""

    def __init__(self, clone: Path, tools: Path) -> None:
        self.clone = clone
        self.log = tools / "calls.txt"
        self.page = tools / "page.md"
        self.log.touch()
        python = f'PYTHONPATH={REPOSITORY} exec {sys.executable} -m builder.cli.main "$@"'
        stand_ins = dict.fromkeys(("pip", "gh", "sudo", "apt-get"), "true")
        for name, body in {"renlearn": python, **stand_ins}.items():
            tool = tools / name
            tool.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.log}\n{body}\n')
            tool.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if "TOKEN" not in name}
        self.env = kept | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "PYTHONUTF8": "1",
            "GITHUB_STEP_SUMMARY": str(self.page),
        }

    def job(self, name: str, **env: str) -> bool:
        """Run a job of GitHub's; after a failure only steps that ask for it."""
        good = True
        workflow = read("github.yml")
        for step in workflow["jobs"][name]["steps"]:
            wanted = good or "!cancelled()" in str(step.get("if"))
            if "run" in step and wanted:
                own = {
                    key: value for key, value in step.get("env", {}).items() if "${{" not in value
                }
                given = workflow["env"] | own | {"PROPOSAL": "https://example.org/7"} | env
                good = self.shell(step["run"], **given) and good
        return good

    def shell(self, script: str, **env: str) -> bool:
        command = [BASH or "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        done = subprocess.run(
            command, cwd=self.clone, env=self.env | env, capture_output=True, text=True, check=False
        )
        self.said = done.stdout + done.stderr
        return done.returncode == 0


@pytest.fixture
def runner(school: SchoolTest, tmp_path: Path) -> Runner:
    if not (BASH and GIT):
        pytest.skip("bash and git are not installed")
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    (school.root / ".gitignore").write_text("build/\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        author = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run([GIT, *author, *command], cwd=school.root, check=True)
    tools = tmp_path / "tools"
    tools.mkdir()
    clone = tmp_path / "clone"
    subprocess.run([GIT, "clone", "-q", school.root, clone], check=True)
    return Runner(clone, tools)


def test_githubs_check_passes_a_good_change_and_comments(runner: Runner) -> None:
    assert runner.job("check"), runner.said

    assert "✅ 0 errors" in runner.page.read_text(encoding="utf-8")
    assert "gh pr comment https://example.org/7 " in runner.log.read_text()
    assert (runner.clone / "summary.md").read_text(encoding="utf-8").startswith("### ✅")


def test_githubs_check_fails_a_wrong_change_and_comments_all_the_same(runner: Runner) -> None:
    lesson = runner.clone / "content/business/a/01-x.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n[课](nowhere.md)\n", encoding="utf-8")

    assert not runner.job("check")

    assert "01-x.md:7`" in runner.page.read_text(encoding="utf-8")
    assert "gh pr comment" in runner.log.read_text()


def test_githubs_check_asks_for_the_keys_of_a_changed_exam(runner: Runner) -> None:
    course = runner.clone / "content/business/a"
    (course / "course.yml").write_text("title: x\nends_with: exam\n")
    (course / "exam.md").write_text("### 题？\n- [x] 甲\n- [ ] 乙\n", encoding="utf-8")

    runner.job("check")

    assert "commit the folder keys/" in runner.said


def test_githubs_check_weighs_against_the_published_report(runner: Runner) -> None:
    assert runner.shell("renlearn build && mkdir published && cp build/report.json published/")
    lesson = runner.clone / "content/business/a/01-x.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\n又写了一段。\n", encoding="utf-8")

    assert runner.job("check"), runner.said

    said = runner.page.read_text(encoding="utf-8")
    assert re.search(r"`/business/a/01-x/` \| [\d,]+ → ", said)
    assert (runner.clone / "shots/business__a__01-x.jpg").exists() or "No screenshots" in said


@pytest.mark.skipif("publish" not in COMMANDS, reason="the publisher is not here yet")
def test_githubs_publication_sends_the_site_and_keeps_its_report(
    runner: Runner, tmp_path: Path
) -> None:
    place = tmp_path / "web"

    assert runner.job("publish", TARGET=f"file://{place}"), runner.said

    assert (runner.clone / "published/report.json").is_file()
    assert list(place.rglob("index.html"))


@pytest.mark.parametrize("good", [True, False])
def test_gitlabs_check_fails_only_a_wrong_change_and_sums_up_both(
    runner: Runner, *, good: bool
) -> None:
    if not good:
        (runner.clone / "content/business/a/02-y.md").write_text("[课](no.md)", encoding="utf-8")
    workflow = read("gitlab.yml")
    lines = [*workflow["default"]["before_script"], *workflow["check"]["script"]]

    assert runner.shell("\n".join(lines), RENLEARN=".", COMMENT_TOKEN="") is good
    assert (runner.clone / "summary.md").is_file()


def test_gitees_check_keeps_media_between_runs(runner: Runner, tmp_path: Path) -> None:
    (step,) = read("gitee-check.yml")["stages"][0]["steps"]
    script = "\n".join(step["commands"])

    assert runner.shell(script, RENLEARN=".", HOME=str(tmp_path)), runner.said
    assert (runner.clone / "summary.md").is_file()
    assert any((tmp_path / ".cache/renlearn/media").iterdir())
