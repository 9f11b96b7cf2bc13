"""`renlearn report`: what each lesson costs a reader, in figures and on a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from builder.model.network import NETWORKS, wait
from tests.pictures import photo
from tests.recordings import voice, write_wav
from tests.school import SchoolTest

ROUND_TRIPS_TO_TEXT = 4  # name, TCP, TLS, request
PICTURE = "business/a/账 本#1.png"
LESSON = "文字。\n\n![账本的一页](账%20本%231.png)\n\n[听](say.wav)"


def record(school: SchoolTest, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(school.run("report", "--json", *arguments).output)
    return found


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    """Published, then one lesson got a larger picture and another was added. Only looked at."""
    school = SchoolTest(tmp_path_factory.mktemp("report") / "school")
    school.write("school.yml", "name: 学堂\ndata_price: 290\n")
    school.course("business/a").lesson("business/a/01-short.md", "文字。", title="短课")
    school.lesson("business/a/02-rich.md", LESSON, title="怎么记<i>账</i>")
    photo(120, 80).save(school.content / PICTURE)
    write_wav(school.content / "business/a/say.wav", voice(6.0))
    target = (school.root / "out").as_uri()
    for command in (("build", "--only", "site"), ("publish", target)):
        assert school.run(*command).exit_code == 0, school.output
    photo(900, 600).save(school.content / PICTURE)
    text = "".join(f"第{number * 37}句新的文字。" for number in range(90))
    school.lesson("business/a/03-new.md", text, title="新课")
    assert school.run("build", "--only", "site").exit_code == 0, school.output
    return school


def test_the_dearest_lesson_comes_first_with_its_bytes_yuan_and_seconds(
    grown: SchoolTest,
) -> None:
    lessons = record(grown)["lessons"]

    assert [one["url"] for one in lessons] == [
        "business/a/02-rich/",
        "business/a/03-new/",
        "business/a/01-short/",
    ]
    rich = lessons[0]
    assert rich["lesson"] == "business/a/02-rich.md"
    files = {file.stat().st_size for file in (grown.site / "m").iterdir()}
    assert {rich["images_bytes"], rich["audio_bytes"]} <= files
    whole = rich["html_br_bytes"] + rich["images_bytes"] + rich["audio_bytes"]
    assert rich["yuan"] == pytest.approx(whole * 290 / 1e9, abs=1e-6)
    for network in NETWORKS:
        seconds = rich["seconds"][network.name]
        text = ROUND_TRIPS_TO_TEXT * network.round_trip + 8 * rich["html_br_bytes"] / network.rate
        pictures = network.round_trip + 8 * rich["images_bytes"] / network.rate
        assert seconds["text"] == pytest.approx(text, abs=0.01)
        assert seconds["view"] == pytest.approx(text + pictures, abs=0.02)
        assert seconds["whole"] > seconds["view"]


def test_what_a_page_does_not_have_costs_no_time() -> None:
    only_text = wait(NETWORKS[0], 1_000, 0, 0)

    assert only_text.text == only_text.view == only_text.whole


def test_it_says_what_grew_since_the_last_release(grown: SchoolTest) -> None:
    target = (grown.root / "out").as_uri()
    trend = record(grown)["trend"]

    assert trend == record(grown, "--against", target)["trend"]
    heaviest = trend["changed"][0]
    assert heaviest["url"] == "business/a/02-rich/"
    assert heaviest["after"]["view"] - heaviest["before"]["view"] > 1_000
    assert [one["url"] for one in trend["new"]] == ["business/a/03-new/"]
    said = grown.run("report", "--lang", "en").output
    assert "1 new, 0 removed" in said
    assert said.index("business/a/02-rich/") < said.index("business/a/01-short/")


def test_an_earlier_report_may_be_named(grown: SchoolTest) -> None:
    assert record(grown, "--against", "build/report.json")["trend"]["changed"] == []
    for wrong, said in (
        ("nowhere", "there is no file nowhere"),
        ("content/school.yml", "no report"),
    ):
        failed = grown.run("report", "--lang", "en", "--against", wrong)
        assert (failed.exit_code, failed.traceback) == (1, False)
        assert said in failed.output


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "heading"), [("zh", "课文，最贵"), ("en", "Lessons, the dear")]
)
def test_the_page_shows_pictures_as_made_and_as_on_the_phone(
    language: str, heading: str, grown: SchoolTest, browser: Browser
) -> None:
    assert grown.run("report", "--lang", language).exit_code == 0, grown.output
    page = opened(browser, grown.root / "build/report.html", width=360)

    assert page.get_by_role("heading", name=heading).is_visible()
    titles = page.locator("#lessons td:first-child").all_inner_texts()
    assert [title.split("\n")[0] for title in titles] == ["怎么记<i>账</i>", "新课", "短课"]
    page.locator("img").last.scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every(one => one.complete)")
    widths = page.evaluate("[...document.images].map(one => one.naturalWidth)")
    assert widths == [900, 720]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#trend .up").first.is_visible()
    page.get_by_role("link", name="新课").first.click()
    assert page.get_by_text("新的文字。").first.is_visible()
    page.context.close()


def opened(browser: Browser, file: Path, width: int) -> Page:
    """A file as a teacher opens it, without JavaScript; what the page's policy refuses fails."""
    context = browser.new_context(
        viewport={"width": width, "height": 640}, java_script_enabled=False
    )
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(file.as_uri())
    assert refused == []
    return page


def test_build_writes_the_same_page_and_keeps_the_contract(grown: SchoolTest) -> None:
    kept = json.loads((grown.root / "build/report.json").read_text(encoding="utf-8"))

    assert "怎么记&lt;i&gt;账" in (grown.root / "build/report.html").read_text(encoding="utf-8")
    page = next(one for one in kept["pages"] if one["url"] == "business/a/02-rich/")
    assert page["first_view_bytes"] == page["html_br_bytes"] + page["images_bytes"]
    assert page["media"] == ["business/a/say.wav", PICTURE]
    recording = next(one for one in kept["media"] if one["source"].endswith(".wav"))
    assert recording["seconds"] == pytest.approx(6, abs=0.5)
    assert {"source_bytes", "variants", "phone_bytes"} <= recording.keys()


def test_without_a_build_it_says_what_to_do(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "文字。")
    unbuilt = school.run("report", "--lang", "zh")
    (school.root / "build").mkdir(exist_ok=True)
    (school.root / "build/report.json").write_text('{"pages": [{"url": ""}]}')
    older = school.run("report", "--lang", "en")

    assert (unbuilt.exit_code, older.exit_code) == (1, 1)
    assert "renlearn build" in unbuilt.output
    assert "build again" in older.output
    assert not older.traceback


def test_a_school_without_lessons_has_a_report(school: SchoolTest) -> None:
    school.write("about.md", "# 关于\n\n文字")
    assert school.run("build", "--only", "site").exit_code == 0, school.output

    assert "There are no lessons" in school.run("report", "--lang", "en").output
