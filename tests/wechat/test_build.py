"""`renlearn build` and the articles."""

from __future__ import annotations

import json

from tests.school import SchoolTest

LONG = "\n\n".join(f"## 第 {n} 节\n\n" + "卖面的钱当天记。" * 120 for n in range(1, 40))


def test_articles_are_built_with_the_rest(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    done = school.run("build")
    wechat = school.root / "build/wechat"
    again = {file: file.read_bytes() for file in wechat.rglob("*") if file.is_file()}
    school.run("build")

    assert done.exit_code == 0
    assert "build/wechat" in done.output
    assert {one.name for one in (wechat / "business/a/01-x").iterdir()} >= {
        "article.html",
        "article.json",
        "cover.jpg",
        "preview.html",
    }
    assert again == {file: file.read_bytes() for file in wechat.rglob("*") if file.is_file()}


def test_only_what_is_asked_for_is_built(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    one = school.run("build", "--only", "wechat")
    there = {entry.name for entry in (school.root / "build").iterdir()}
    other = school.run("build", "--only", "site,quiz,wechat")

    assert (one.exit_code, other.exit_code) == (0, 0)
    assert "wechat" in there
    assert "site" not in there
    assert (school.root / "build/site/business/a/01-x/index.html").exists()


def test_a_lesson_too_long_for_wechat_fails_the_build_and_stays_on_the_site(
    school: SchoolTest,
) -> None:
    school.course("business/a").lesson("business/a/01-x.md", LONG)
    school.lesson("business/a/02-y.md", "文字。", title="第二课")
    failed = school.run("build")
    site_alone = school.run("build", "--only", "site,quiz")
    kept_going = school.run("build", "--keep-going", "--json")
    told = json.loads(kept_going.output)
    [problem] = [one for one in told["problems"] if one["severity"] == "error"]
    lines = (school.content / "business/a/01-x.md").read_text("utf-8").split("\n")

    assert failed.exit_code == 1
    assert not failed.traceback
    assert "content/business/a/01-x.md:" in failed.output
    assert "Left out" not in failed.output
    assert site_alone.exit_code == 0
    assert (kept_going.exit_code, told["placed"]) == (1, True)
    assert problem["code"] == "wechat-content"
    assert lines[problem["line"] - 1].startswith("## ")
    assert (school.root / "build/site/business/a/01-x/index.html").exists()
    assert (school.root / "build/wechat/business/a/01-x/preview.html").exists()


def test_an_article_does_not_give_an_exam_away(school: SchoolTest) -> None:
    school.course("business/a", ends_with="exam")
    secret = "这一句只有老师知道，别人都不知道。"
    school.write("business/a/exam.md", f"### 一加一？\n- [x] 二\n- [ ] 三\n> {secret}\n")
    school.lesson("business/a/01-x.md", "文字。\n\n## 小测\n\n### 二加二？\n- [x] 四\n- [ ] 五\n")
    done = school.run("build")

    assert done.exit_code == 0
    for file in (school.root / "build/wechat").rglob("*.html"):
        assert secret not in file.read_text("utf-8")
