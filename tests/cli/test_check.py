"""`renlearn check` as a teacher and as a script use it."""

from __future__ import annotations

import json
import re

from click.testing import CliRunner

from builder.cli.main import cli
from tests.school import SchoolTest


def wrong(school: SchoolTest) -> SchoolTest:
    school.course("business/a").lesson("business/a/01-a.md", "![](x.png)\n\n[a](02-c.md)")
    return school.course("business/b").lesson("business/b/01-b.md", "好", titel="x")


def test_every_problem_in_one_run_with_place_fault_and_mend(school: SchoolTest) -> None:
    done = wrong(school).run("check")
    lines = done.output.splitlines()

    assert done.exit_code == 1
    assert lines[-1] == "2 lessons, 4 errors, 0 pieces of advice."
    places = [line.split(": ")[0] for line in lines[:-1]]
    assert places == sorted(places)
    assert all(re.match(r"content/business/\w/\S+\.md:\d+: .+; .+$", line) for line in lines[:-1])
    assert "content/business/a/01-a.md:7: " in done.output
    assert "content/business/b/01-b.md:3: the key titel is not known; did you mean title?" in lines


def test_records_for_scripts(school: SchoolTest) -> None:
    done = wrong(school).run("check", "--json")
    record = json.loads(done.output)

    assert done.exit_code == 1
    assert record["lessons"] == 2
    assert len(record["problems"]) == 4
    for problem in record["problems"]:
        assert list(problem) == [
            "path", "line", "column", "severity", "code", "message", "mend",
        ]  # fmt: skip


def test_advice_fails_only_when_asked(school: SchoolTest) -> None:
    school.course("business/a")

    assert school.run("check").exit_code == 0
    assert "(advice)" in school.output
    assert school.run("check", "--strict").exit_code == 1


def test_paths_narrow_what_is_said(school: SchoolTest) -> None:
    wrong(school)

    assert "business/a" not in school.run("check", "content/business/b").output
    assert school.run("check", "business/b/01-b.md").exit_code == 1
    assert school.run("check", "content/business/b/course.yml").exit_code == 0
    assert school.run("check", "nowhere").exit_code == 2


def test_a_folder_without_content_is_wrong_usage(school: SchoolTest) -> None:
    school.content.rmdir()
    done = school.run("check")

    assert done.exit_code == 2
    assert "content" in done.output
    assert not done.traceback


def test_nothing_is_built(school: SchoolTest) -> None:
    wrong(school).run("check")

    assert not (school.root / "build" / "site").exists()


def test_problems_are_shown_at_their_lines_by_github(school: SchoolTest) -> None:
    school.course("business/a")
    school.lesson("business/a/01-x.md", "文字。\n\n[100%，对](no, no:no.md)", title="第一课")
    school.write("business/a/README.md", "x")

    checked = school.run("check", "--format", "github")
    first = next(line for line in checked.output.splitlines() if line.startswith("::error "))

    assert checked.exit_code == 1
    assert first.startswith("::error file=content/business/a/01-x.md,line=7,col=1,title=link-")
    assert first.count("::") == 2
    assert "::notice file=content/business/a/README.md,line=1," in checked.output
    assert school.run("check", "--format", "json").output.startswith("{")


def test_it_speaks_the_language_of_the_computer_and_records_speak_english(
    school: SchoolTest,
) -> None:
    wrong(school)
    runner = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"})
    check = ["check", "-C", str(school.root)]

    said = runner.invoke(cli, check).output
    assert "content/business/b/01-b.md:3: 不认识键「titel」；应该是「title」吧？请改过来\n" in said
    assert said.endswith("2 课，4 个错误，0 条建议。\n")
    assert "没有文件「x.png」；" in runner.invoke(cli, [*check, "--format", "github"]).output
    assert "did you mean title?" in runner.invoke(cli, [*check, "--json"]).output
    assert "应该是「title」吧？" in runner.invoke(cli, [*check, "--json", "--lang", "zh"]).output
    assert "did you mean title?" in runner.invoke(cli, [*check, "--lang", "en"]).output
