"""What a teacher sees beside the phone, and that it follows what is opened and saved."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from builder.model.cost import kilobytes
from tests.pictures import photo, saved
from tests.recordings import voice, write_wav
from tests.school import SchoolTest
from tests.serving import PATIENCE, Serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phone_frame")]

WAIT = PATIENCE * 1000  # ms
LESSON = "business/a/01-x/"
TEXT = """今天的收入，今天就记。

![账本](book.jpg)

[听一听](say.wav)

下一课：[第二课](02-y.md)，[别处](https://example.com/)。

## 小测

### 货架上的存货是资产。
- [x] 对
- [ ] 错
"""


def make(root: Path) -> SchoolTest:
    school = SchoolTest(root).write("school.yml", "name: 夜校\nbudgets:\n  page: 9000\n")
    school.course("business/a").write("business/a/book.jpg", saved(photo(240, 160), "JPEG"))
    write_wav(school.content / "business/a/say.wav", voice(1))
    (root / "theme").mkdir()
    school.lesson("business/a/01-x.md", TEXT, title="记一笔账", author="王老师")
    return school.lesson("business/a/02-y.md", "[没有](09-z.md)", title="第二课")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    return make(tmp_path_factory.mktemp("frame") / "school")


@pytest.fixture(scope="module")
def built(school: SchoolTest) -> dict[str, bytes]:
    """The site before anybody served the school."""
    school.run("build", "--only", "site", "--keep-going")
    return school.snapshot()


@pytest.fixture(scope="module")
def served(school: SchoolTest, built: dict[str, bytes]) -> Iterator[Serving]:
    assert built
    with Serving(school.root, "--lang", "zh") as serving:
        serving.seen("_phone/", "手机预览")
        yield serving


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A browser on a teacher's desk; nothing is asked of another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    yield page
    context.close()
    assert len(hosts) == 1


def opened(desk: Page, served: Serving, url: str) -> FrameLocator:
    desk.goto(f"{served.url}_phone/#/{url}")
    return desk.frame_locator("#phone")


def source_of(frame: Page, picture: int) -> int:
    """Width in px of a picture that has been loaded."""
    shown = frame.locator("#pictures img").nth(picture)
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    return int(shown.evaluate("image => image.naturalWidth"))


def test_the_lesson_stands_in_a_phone_beside_what_it_weighs(
    desk: Page, served: Serving, school: SchoolTest
) -> None:
    phone = opened(desk, served, LESSON)

    expect(phone.locator("h1")).to_have_text("记一笔账")
    assert desk.locator("#phone").evaluate("frame => frame.contentWindow.innerWidth") == 360
    expect(desk.locator("#problems")).to_contain_text("这里没有要改的")
    expect(desk.locator("#weight table")).to_contain_text("2G")

    report = json.loads((school.root / "build/report.json").read_text(encoding="utf-8"))
    built = next(page for page in report["pages"] if page["url"] == LESSON)
    weight = desk.locator("#weight")
    expect(weight).to_contain_text(f"打开这一页：{kilobytes(built['first_view_bytes'], 'zh')}")
    expect(weight).to_contain_text(f"网页有 {built['html_br_bytes']:,} 字节，最多 9,000")
    expect(weight).to_contain_text(re.compile(r"网页比纯文字多 1,\d{3} 字节，最多 2,000"))


def test_pictures_and_recordings_are_shown_before_and_after(
    desk: Page, served: Serving, school: SchoolTest
) -> None:
    opened(desk, served, LESSON)

    size = (school.content / "business/a/book.jpg").stat().st_size
    expect(desk.locator("#pictures")).to_contain_text(f"原图：{kilobytes(size, 'zh')}")
    assert [source_of(desk, 0), source_of(desk, 1)] == [240, 240]
    expect(desk.locator("#pictures")).to_contain_text(re.compile(r"手机上：[\d.]+ KB"))
    expect(desk.locator("#recordings")).to_contain_text("原来的：48 KB")
    for player in desk.locator("#recordings audio").all():
        player.evaluate("one => { one.preload = 'metadata'; one.load(); }")
        expect(player).not_to_have_js_property("readyState", 0)


def test_the_article_stands_there_as_wechat_shows_it(desk: Page, served: Serving) -> None:
    opened(desk, served, LESSON)

    desk.get_by_role("tab", name="公众号文章").click()

    article = desk.frame_locator("#article")
    expect(article.locator("h1")).to_have_text("记一笔账")
    expect(article.locator("body")).to_contain_text("王老师")
    expect(article.locator("body")).to_contain_text("在此插入音频：say.mp3")
    shown = article.locator("img").first
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    expect(desk.locator("#counts")).to_contain_text("/ 20,000 字符")


def test_it_follows_links_and_names_the_mistake_of_the_page(desk: Page, served: Serving) -> None:
    phone = opened(desk, served, LESSON)
    expect(desk.locator("#others")).to_contain_text("1 处")

    phone.get_by_role("link", name="第二课", exact=True).click()

    problems = desk.locator("#problems")
    expect(problems).to_contain_text("content/business/a/02-y.md:5")
    expect(problems).to_contain_text("09-z.md")
    desk.reload()
    expect(phone.locator("h1")).to_have_text("第二课")


def test_it_follows_what_is_saved_through_mistakes_too(
    desk: Page, served: Serving, school: SchoolTest
) -> None:
    school.lesson("business/a/03-z.md", "还没写完。", title="第三课", draft=True)
    served.seen("business/a/03-z/", "还没写完")
    desk.goto(f"{served.url}_phone/")  # begins with the draft
    phone = desk.frame_locator("#phone")
    expect(phone.locator("h1")).to_have_text("第三课", timeout=WAIT)
    expect(desk.locator("#panel")).to_contain_text("草稿")

    school.write("business/a/03-z.md", "---\ntitle: [第三课\n---\n\n写完了。\n")
    expect(desk.locator("#problems")).to_contain_text("03-z.md:", timeout=WAIT)
    expect(desk.locator("#problems .error")).not_to_have_count(0)

    school.lesson("business/a/03-z.md", "写完了。", title="第三课")
    expect(phone.locator("main")).to_contain_text("写完了。", timeout=WAIT)
    expect(desk.locator("#problems")).to_contain_text("这里没有要改的", timeout=WAIT)


def test_a_broken_template_is_said_in_words_until_it_is_mended(
    desk: Page, served: Serving, school: SchoolTest
) -> None:
    phone = opened(desk, served, LESSON)
    expect(desk.locator("#weight")).to_be_visible()
    template = school.root / "theme" / "lesson.html"

    template.write_text('{% extends "renlearn/lesson.html" %}\n{% block %}', encoding="utf-8")
    expect(desk.locator("#fault")).to_contain_text("theme/lesson.html:2", timeout=WAIT)

    template.unlink()
    expect(desk.locator("#fault")).to_have_count(0, timeout=WAIT)
    expect(phone.locator("h1")).to_have_text("记一笔账", timeout=WAIT)
    assert "Traceback" not in served.said


def test_nothing_else_of_the_computer_is_served(served: Serving) -> None:
    for path in ("source/school.yml", "source/../../serve.log", "source/%2e%2e/serve.log", "x"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{served.url}_phone/{path}", timeout=10)


def test_nothing_of_it_is_in_a_build(
    served: Serving, school: SchoolTest, built: dict[str, bytes]
) -> None:
    served.seen("_phone/panel?page=/business/a/01-x/&view=article", "记一笔账")
    (school.content / "business/a/03-z.md").unlink(missing_ok=True)

    school.run("build", "--only", "site", "--keep-going")

    assert school.snapshot() == built
    assert not [name for name, data in built.items() if b"_phone" in data or b"livereload" in data]


def test_hooks_of_a_school_act_in_the_preview_too(desk: Page, tmp_path: Path) -> None:
    school = SchoolTest(tmp_path / "school").course("business/a")
    school.lesson("business/a/01-x.md", "第一次写的话。")
    (school.root / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\ntheme:\n  name: null\n  custom_dir: .\n"
        "plugins: [renlearn]\nhooks: [hook.py]\n",
        encoding="utf-8",
    )
    (school.root / "hook.py").write_text(
        "def on_post_page(output, **_):\n    return output.replace('第一次', '第一回')\n",
        encoding="utf-8",
    )
    with Serving(school.root) as served:
        served.seen(LESSON, "第一回写的话")
        phone = opened(desk, served, LESSON)
        expect(phone.locator("main")).to_contain_text("第一回写的话")

        school.lesson("business/a/01-x.md", "第一次改的话。")

        expect(phone.locator("main")).to_contain_text("第一回改的话", timeout=WAIT)
