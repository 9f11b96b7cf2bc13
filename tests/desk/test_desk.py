"""The desk edition: search, projector, pages for instructors, and nothing to or from elsewhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.desk_mark import DESK_MARK
from builder.model.cost import kilobytes
from builder.publish.before import judge
from tests.conftest import MadeOnce
from tests.pictures import photo, saved
from tests.recordings import voice, write_wav
from tests.school import REPOSITORY, SchoolTest
from tests.webserver import SiteServer

# As `renlearn new school` writes it, with what would call a git host.
TEMPLATE = REPOSITORY / "builder/scaffold/templates/school/mkdocs.desk.yml"
HOST = "repo_url: https://github.com/a/b\nedit_uri: edit/main/content/\n"
LESSON = "business/a/02-y/"
MOTTO = "因为支出也要算。"
LOADS = "script|img|audio|source|iframe|link"
FOREIGN = re.compile(rf"""<(?:{LOADS})\b[^>]*(?:src|href)=["']?(?:\w+:)?//""")


def mkdocs(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", "mkdocs.desk.yml", *options],
        cwd=root,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def with_settings(school: SchoolTest, more: str = "") -> SchoolTest:
    text = TEMPLATE.read_text(encoding="utf-8").replace("{{name}}", "x")
    (school.root / "mkdocs.desk.yml").write_text(text + more, encoding="utf-8")
    return school


def make(root: Path) -> SchoolTest:
    school = with_settings(SchoolTest(root), HOST)
    school.write("school.yml", "name: 夜校\n").write("about.md", "# 关于\n\n我们是谁。\n")
    school.course("business/a", weeks=12, skills=["算成本"], careers=["开小店"], ends_with="exam")
    school.write("business/a/a.png", saved(photo(160, 120), "PNG"))
    write_wav(school.content / "business/a/b.wav", voice(1))
    school.write("business/a/list.txt", "一张清单\n")
    school.lesson(
        "business/a/01-x.md",
        "开头。\n\n## 签字之前\n\n签劳动合同之前看清楚。见[清单](list.txt)。\n\n"
        "## 记下来\n\n每天记。",
        title="签字",
        week=3,
        discuss="你签过字吗？",
    )
    school.lesson(
        "business/a/02-y.md",
        "开头 A < B。\n\n## 看图\n\n![一张图](a.png)\n\n[听一听](b.wav)\n\n## 小测\n\n"
        "### 记账难吗？\n- [x] 不难\n- [ ] 难\n> 每天五分钟。\n\n"
        "### 为什么要记账？\n> 参考：月底才知道赚没赚。\n",
        title="记账",
        week=4,
    )
    school.lesson("business/a/03-z.md", "别的事，劳力士不算。", title="别的", week=4)
    school.write(
        "business/a/exam.md",
        f"---\npass: 60%\n---\n\n### 利润是多少元？（2分）\n= 1850\n> {MOTTO}\n",
    )
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    done = mkdocs(school.root, "--strict")
    assert done.returncode == 0, done.stderr
    return school


@pytest.fixture
def school(made_once: MadeOnce) -> SchoolTest:
    """Built for readers and for the desk; tests only look at it."""
    return made_once("desk", make)


@pytest.fixture
def asked() -> set[str]:
    """Every address that the browser asked for."""
    return set()


@pytest.fixture
def desk(
    school: SchoolTest,
    browser: Browser,
    serve_site: Callable[[Path], SiteServer],
    asked: set[str],
) -> Iterator[Page]:
    """Its front page on a laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.on("request", lambda request: asked.add(request.url))
    page = context.new_page()
    page.goto(serve_site(folder(school)).url)
    yield page
    context.close()


def folder(school: SchoolTest) -> Path:
    return school.root / "build/desk"


def html(school: SchoolTest, url: str) -> str:
    return (folder(school) / url / "index.html").read_text(encoding="utf-8")


def words(text: str) -> str:
    """What an instructor reads in the middle of a page."""
    middle = text[text.index("<article") : text.index("</article>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", middle))


def test_search_finds_words_wherever_they_stand(desk: Page) -> None:
    box = desk.locator("[data-md-component=search-query]")
    titles = desk.locator(".md-search-result__item h1")
    marks = desk.locator(".md-search-result__item mark")

    def type_in(text: str) -> None:
        box.fill(text)
        box.press("End")

    box.click()
    type_in("劳动合同")
    expect(titles).to_have_text(["1. 签字"])
    type_in("电饭锅")
    expect(desk.locator(".md-search-result__meta")).to_contain_text("没有找到")
    type_in("合同")  # within a longer word
    expect(titles).to_have_text(["1. 签字"])
    expect(marks).to_have_text(["合同"])
    type_in("劳动 清楚")  # both of them
    expect(marks).to_have_text(["劳动", "清楚"])
    type_in("ａ <")  # full-width, other case, a sign of HTML
    expect(titles).to_have_text(["2. 记账"])
    expect(marks).to_have_text(["A", "<"])
    type_in("第3周")  # a tag
    expect(titles).to_have_text(["1. 签字"])


def test_the_projector_shows_a_screen_at_a_time_and_answers_when_asked(desk: Page) -> None:
    desk.goto(desk.url + LESSON)
    article, answer = desk.locator("article"), desk.get_by_text("每天五分钟。")
    desk.keyboard.press("p")
    size = article.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")

    assert size >= 28
    expect(desk.get_by_text("1 / 4", exact=True)).to_be_visible()
    expect(desk.locator(".md-header")).to_be_hidden()
    expect(desk.get_by_text("开头 A < B。")).to_be_visible()
    expect(desk.get_by_role("heading", name="看图")).to_be_hidden()

    desk.keyboard.press("PageDown")
    expect(desk.get_by_role("img", name="一张图")).to_be_visible()
    expect(desk.get_by_text("开头 A < B。")).to_be_hidden()

    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("heading", name="记账难吗？")).to_be_visible()
    expect(desk.get_by_role("heading", name="为什么要记账？")).to_be_hidden()
    expect(answer).to_be_hidden()

    desk.keyboard.press("ArrowRight")
    expect(answer).to_be_visible()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("heading", name="为什么要记账？")).to_be_visible()
    desk.keyboard.press("ArrowLeft")
    expect(answer).to_be_hidden()

    desk.keyboard.press("Escape")
    expect(desk.locator(".md-header")).to_be_visible()
    expect(desk.get_by_text("开头 A < B。")).to_be_visible()


def test_the_projector_begins_and_ends_by_the_mouse_too_and_leaves_typing_alone(
    desk: Page,
) -> None:
    desk.goto(desk.url + LESSON)
    desk.locator("[data-md-component=search-query]").click()
    expect(desk.locator("#__search")).to_be_checked()  # Material has begun to listen
    desk.keyboard.type("p")
    expect(desk.get_by_role("button", name="下一屏")).to_be_hidden()
    desk.keyboard.press("Escape")
    expect(desk.locator("#__search")).not_to_be_checked()

    desk.get_by_role("button", name="投影（P）").click()
    desk.get_by_role("button", name="下一屏").click()
    expect(desk.get_by_text("2 / 4", exact=True)).to_be_visible()
    desk.get_by_role("button", name="退出投影").click()
    expect(desk.locator(".md-header")).to_be_visible()


def test_no_page_asks_another_host_for_anything(
    school: SchoolTest, desk: Page, asked: set[str]
) -> None:
    root = desk.url
    for page in sorted(folder(school).rglob("*.html")):
        desk.goto(root + page.relative_to(folder(school)).as_posix())
        assert not FOREIGN.search(page.read_text(encoding="utf-8")), page
    desk.goto(root + LESSON)
    desk.locator("audio").evaluate("one => one.load()")
    desk.locator("[data-md-component=search-query]").click()
    desk.wait_for_load_state("networkidle")

    assert any(one.endswith("search_index.json") for one in asked)
    assert {one for one in asked if not one.startswith(root)} == set()


def test_the_navigation_leads_through_track_course_and_lessons_in_order(desk: Page) -> None:
    desk.get_by_role("link", name="创业与经营").first.click()
    desk.get_by_role("link", name="记账入门").first.click()
    tree = desk.get_by_role("navigation", name="导航栏").get_by_role("link")
    tree.filter(has_text="1. 签字").first.wait_for(state="attached")
    names = [name.strip() for name in tree.all_inner_texts() if re.match(r"\s*\d\.", name)]

    assert names == ["1. 签字", "2. 记账", "3. 别的"]
    desk.get_by_role("link", name="2. 记账").first.click()
    assert desk.get_by_role("link", name="下一页").get_attribute("href") == "../03-z/"


def test_a_lesson_has_its_tags_and_is_listed_below_them(school: SchoolTest) -> None:
    tags = html(school, "desk/tags")

    assert 'href="../../../desk/tags/#tag-第4周"' in html(school, LESSON)
    assert re.search(r'id="tag-第4周".*?记账.*?别的', tags, re.DOTALL)
    assert re.search(r'id="tag-算成本">.*?\.\./\.\./business/a/', tags, re.DOTALL)
    assert 'id="tag-开小店"' in tags


def test_pages_can_be_edited_at_the_git_host_that_the_school_names(school: SchoolTest) -> None:
    address = "https://github.com/a/b/edit/main/content/business/a"

    assert f'href="{address}/02-y.md"' in html(school, LESSON)
    assert f'href="{address}/course.yml"' in html(school, "business/a")


def test_instructors_have_answers_notes_and_weights(school: SchoolTest) -> None:
    answers = words(html(school, "business/a/answers"))
    notes = words(html(school, "business/a/discussion"))
    pages = json.loads((school.root / "build/report.json").read_text(encoding="utf-8"))["pages"]
    measured = next(one["first_view_bytes"] for one in pages if one["url"] == LESSON)
    shown = words(html(school, "business/a/weight"))

    for told in ("不难", "每天五分钟。", "月底才知道赚没赚。", "1850", MOTTO, "2 分", "1.2 分及格"):
        assert told in answers
    assert re.search("第 3 周.*你签过字吗？.*第 4 周.*为什么要记账？.*月底才知道赚没赚。", notes)
    assert f" {kilobytes(measured, 'zh-CN')} " in shown
    assert "≈" not in shown


def test_publishing_refuses_the_desk_edition_wherever_it_lies(
    school: SchoolTest, tmp_path: Path
) -> None:
    copy = SchoolTest(tmp_path / "copy")
    shutil.copytree(folder(school), copy.root / "public")
    for place in (folder(school), copy.root / "public"):
        done = copy.run("publish", f"file://{tmp_path / 'out'}", "--from", str(place))

        assert done.exit_code == 1
        assert "it holds answers" in done.output
        assert not done.traceback
    assert not (tmp_path / "out").exists()


def test_a_site_with_one_page_of_the_desk_is_refused_and_a_clean_one_is_not(
    school: SchoolTest, tmp_path: Path
) -> None:
    clean = judge(school.site, root=school.root, allow=())
    mixed = tmp_path / "mixed"
    shutil.copytree(school.site, mixed)
    shutil.copytree(folder(school) / "business/a/weight", mixed / "business/a/weight")
    found = judge(mixed, root=tmp_path, allow=())

    assert [one for one in clean if one.severity == "error"] == []
    assert {one.path for one in found if one.code == "publish-staff"} == {
        "mixed/business/a/weight/index.html"
    }


def test_every_page_of_the_desk_is_marked_and_no_page_for_readers_is(school: SchoolTest) -> None:
    desk_pages = [one.read_text(encoding="utf-8") for one in folder(school).rglob("*.html")]

    assert all(DESK_MARK in one and 'content="noindex' in one for one in desk_pages)
    assert not any(DESK_MARK.encode() in data for data in school.snapshot().values())


def test_bad_content_is_named_with_its_line_and_left_out(tmp_path: Path) -> None:
    bad = with_settings(SchoolTest(tmp_path / "bad")).course("business/a")
    bad.lesson("business/a/01-x.md", "字")
    bad.lesson("business/a/02-y.md", "字\n\n## 小测\n\n### 哪个对？\n- [ ] 甲\n- [ ] 乙\n")
    done = mkdocs(bad.root)

    assert "content/business/a/02-y.md:9:" in done.stderr
    assert not (folder(bad) / "business/a/02-y").exists()
    # No build has measured it.
    assert "≈ 1.5 KB" in words(html(bad, "business/a/weight"))
    assert "≈ 1.5 KB" in words(html(bad, "business/a/01-x"))


def test_this_schools_own_settings_keep_the_phones_theme_and_plugin_out() -> None:
    from mkdocs.config import load_config  # noqa: PLC0415 - its warnings are this test's alone

    config = load_config(str(REPOSITORY / "mkdocs.desk.yml"))

    assert set(config.plugins) == {"renlearn-desk", "material/search"}
    assert Path(config.site_dir) == REPOSITORY / "build/desk"
    assert str(REPOSITORY / "theme") not in config.theme.dirs
