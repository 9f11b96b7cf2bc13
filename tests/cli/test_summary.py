"""`renlearn summary`: what a proposed change means, short enough for a comment."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from builder.cli.main import cli
from builder.i18n import Said
from builder.problems import Problem
from builder.report.changes import changes
from builder.report.summary import MOST_LINES, summary
from tests.pictures import photo
from tests.school import SchoolTest

GITHUB_LIMIT = 65_536  # characters of a comment


def report(pages: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """A report of pages: bytes of the first view, of recordings."""
    total = sum(view + audio for view, audio in pages.values())
    return {
        "pages": [
            {"url": url, "first_view_bytes": view, "audio_bytes": audio}
            for url, (view, audio) in pages.items()
        ],
        "totals": {
            "pages": len(pages),
            "first_view_bytes": total,
            "audio_bytes": 0,
            "site_bytes": total,
        },
    }


def problem(number: int, *, message: str = "x", severity: Any = "error") -> Problem:
    return Problem(f"content/a/{number:04}.md", number, 1, severity, "code", message, "mend it")


def test_a_change_is_weighed_against_what_readers_have(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。", title="第一课")
    school.lesson("business/a/02-y.md", "文字。", title="第二课")
    school.lesson("business/a/03-z.md", "文字。", title="第三课", draft=True)
    assert school.run("build").exit_code == 0, school.output
    (school.root / "build/report.json").rename(school.root / "published.json")
    photo(900, 600).save(school.content / "business/a/big.png")
    school.lesson("business/a/01-x.md", "文字。\n\n![图](big.png)", title="第一课")
    (school.content / "business/a/02-y.md").unlink()
    school.lesson("business/a/03-z.md", "文字。", title="第三课")
    assert school.run("build").exit_code == 0, school.output

    said = school.run("summary", "--against", "published.json")
    found = json.loads(school.run("summary", "--against", "published.json", "--json").output)

    assert said.exit_code == 0
    row = re.search(
        r"^\| `/business/a/01-x/` \| ([\d,]+) → ([\d,]+) \(\+[\d,]+\)", said.output, re.M
    )
    assert row
    before, after = (int(one.replace(",", "")) for one in row.groups())
    heaviest = found["weights"]["changed"][0]
    assert (heaviest["before"]["view"], heaviest["after"]["view"]) == (before, after)
    assert after - before > 5_000
    assert "- `/business/a/03-z/` (" in said.output
    assert found["weights"]["removed"] == ["business/a/02-y/"]
    assert "✅ 0 errors" in said.output


@pytest.mark.browser
def test_changed_lessons_are_shown_as_on_a_phone(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。", title="第一课")
    school.lesson("business/a/03-课.md", "文字。", title="第三课")
    assert school.run("build").exit_code == 0, school.output
    (school.root / "build/report.json").rename(school.root / "published.json")
    photo(900, 600).save(school.content / "business/a/big.png")
    school.lesson("business/a/01-x.md", "文字。\n\n" * 60 + "![图](big.png)", title="第一课")
    assert school.run("build").exit_code == 0, school.output

    arguments = ("summary", "--against", "published.json", "--shots", "shots")
    found = json.loads(school.run(*arguments, "--json").output)

    assert found["shots"] == ["shots/business__a__01-x.jpg"]
    assert "Screenshots of changed lessons, as a phone shows them: 1 of 1." in found["note"]
    with Image.open(school.root / "shots/business__a__01-x.jpg") as shot:
        assert shot.width == 720
        assert shot.height > 5_000
        picture = shot.crop((40, shot.height // 2, 680, shot.height)).convert("RGB")
        assert len(picture.getcolors(10**6) or ()) > 1_000  # the photo, far below, is there


def test_without_a_browser_the_summary_says_so(
    school: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    assert school.run("build").exit_code == 0, school.output
    (school.root / "build/report.json").rename(school.root / "published.json")
    school.lesson("business/a/01-x.md", "别的文字。")
    assert school.run("build").exit_code == 0, school.output
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)

    arguments = ["summary", "-C", str(school.root), "--shots", str(school.root / "shots")]
    said = CliRunner().invoke(cli, [*arguments, "--against", str(school.root / "published.json")])

    assert said.exit_code == 0
    assert "No screenshots, since they take a browser. To have it too: " in said.output
    assert not (school.root / "shots").exists()


def test_problems_come_first_with_file_and_line(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。\n\n[课](nowhere.md)")
    said = school.run("summary")

    assert said.exit_code == 0
    lines = said.output.splitlines()
    assert lines[0].startswith("### ❌ 1 error, ")
    assert lines[2].startswith("- `content/business/a/01-x.md:7`: the link leads to nowhere")
    assert "Nothing is built yet" in said.output


def test_without_an_earlier_report_there_is_only_what_is_wrong(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    assert school.run("build").exit_code == 0, school.output
    (school.root / "half.json").write_text('{"pages": [')
    (school.root / "other.json").write_text('{"pages": [{"url": 1}]}')

    assert "no earlier report" in school.run("summary", "--against", "none.json").output
    for damaged in ("half.json", "other.json"):
        failed = school.run("summary", "--against", damaged)
        assert (failed.exit_code, failed.traceback) == (1, False)
        assert damaged in failed.output


@pytest.mark.parametrize("count", [0, 1, 18, 19, 5_000])
def test_it_is_as_short_as_a_comment_may_be(count: int) -> None:
    problems = [problem(number, message="很长" * 4_000) for number in range(1, count + 1)]
    now = report({f"c/{number}/{'很长' * 300}/": (9_000 + number, 5) for number in range(count)})
    then = report({f"c/{number}/{'很长' * 300}/": (8_000, 0) for number in range(5, count + 5)})

    said = summary(problems, changes(now, then))

    assert len(said.splitlines()) <= MOST_LINES
    assert len(said) < GITHUB_LIMIT
    if count == 5_000:
        assert "… and 4982 more" in said
        assert "… 4980 more pages" in said


def test_errors_stand_before_advice_and_all_are_counted() -> None:
    mixed = [problem(1, severity="advice"), problem(2), problem(3, severity="advice")]

    lines = summary(mixed, None, Said("note", "说明")).splitlines()

    assert lines[0] == "### ❌ 1 error, 2 pieces of advice"
    assert [line.split(":")[0] for line in lines[2:5]] == [
        f"- `content/a/{number:04}.md" for number in (2, 1, 3)
    ]
    assert "(advice)" not in lines[2]
    assert "(advice)" in lines[3]


@pytest.mark.parametrize(
    ("message", "harmful"),
    [
        ("<img src=https://example.org/x.png>", "<img"),
        ("[点这里](https://example.org)", "[点这里]("),
        ("@everyone 看", "@everyone"),
        ("见 #123", "#123"),
        ("一\n# 标题", "\n# "),
        ("**粗**", "**粗"),
    ],
)
def test_what_authors_wrote_becomes_no_markup_and_calls_nobody(message: str, harmful: str) -> None:
    said = summary([problem(1, message=message)], None)

    assert harmful not in said
    assert len(said.splitlines()) == 3


def test_a_name_breaks_out_of_no_table() -> None:
    now, then = report({"a`|<b>/": (2, 0)}), report({"a`|<b>/": (1, 0)})

    row = summary([], changes(now, then)).splitlines()[4]

    assert row.count("|") == 4
    assert row.count("`") == 2


def test_reviewers_read_it_in_chinese() -> None:
    now = report({"a/": (9_000, 5), "b/": (2, 0)})
    then = report({"a/": (8_000, 0), "c/": (1, 0)})
    missing = problem(1, message="there is no file x.png")

    said = summary([missing], changes(now, then), language="zh")

    assert said.startswith("### ❌ 1 个错误，0 条建议，1 页变重，0 页变轻，1 页新增，1 页去掉\n")
    assert "没有文件「x.png」；" in said
    assert "- `/b/` (2 字节)" in said
