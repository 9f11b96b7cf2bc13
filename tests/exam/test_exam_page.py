"""An exam on the phone: taken, interrupted, handed in, and scored to the point."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from mkdocs.commands.build import build
from mkdocs.config import load_config
from PIL import Image
from playwright.sync_api import Page

from builder.exam.attempt import Attempt, read
from builder.exam.gate import exposed, unsealed
from builder.exam.kept import Keys, current_exams
from builder.load.school import load
from tests.exam.exam_maker import Made, Maker
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = pytest.mark.browser
Phone = Callable[..., Page]
Serve = Callable[[Path], SiteServer]
Open = Callable[[SchoolTest, str], Page]
EXAM = "business/a/exam/"
FIRST_LINE = re.compile(r"【(?P<title>.+?)】(?P<name>.+?) · (?P<code>[2-9A-HJ-NP-Z-]+)")


def held(
    school: SchoolTest, made: list[Made], head: str = "", section: str = "一、选"
) -> SchoolTest:
    half = len(made) // 2
    parts = [f"## {section}", *(one.markdown() for one in made[:half])]
    parts += ["## 二、写（不打乱）", *(one.markdown() for one in made[half:])]
    school.course("business/a", ends_with="exam").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/exam.md", f"---\ntitle: 结业考试\n{head}---\n\n" + "\n\n".join(parts))
    assert school.run("build").exit_code == 0, school.output
    return school


def begun(open_page: Open, school: SchoolTest) -> Page:
    page = open_page(school, EXAM)
    page.click("text=开始考试")
    return page


def hand_in(page: Page, name: str = "王小明", pin: str = "") -> str:
    page.fill("#end [name=n]", name)
    if pin:
        page.fill("#end [name=p]", pin)
    page.click("#end button")
    if page.is_visible("#said"):
        page.click("#end button")
    return page.input_value("#out textarea")


def scored(school: SchoolTest, text: str, **more: dict[str, str]) -> Attempt:
    first, *lines = text.split("\n")
    found = FIRST_LINE.fullmatch(first)
    assert found, text
    written = dict(line.split(". ", 1) for line in lines)
    by_number = {int(number): words for number, words in written.items()}
    return read(found["code"], found["name"], by_number, Keys(school.root), **more)  # type: ignore[arg-type]


def points(attempt: Attempt) -> float:
    return round(sum(one.earned or 0 for one in attempt.answers), 2)


@pytest.mark.parametrize("seed", range(2))
def test_every_kind_earns_what_it_should(seed: int, school: SchoolTest, open_page: Open) -> None:
    maker = Maker(seed)
    made = maker.questions(16)
    page = begun(open_page, held(school, made, section="一、选（抽 5 题）"))
    for take in range(3):
        if take:
            page.click("text=再考一次")
            page.click("text=真的再考")
        assert len(page.query_selector_all("#exam .q:not([hidden])")) == 13
        earned = maker.answer(page, made)

        attempt = scored(school, hand_in(page))

        assert points(attempt) == earned
        assert attempt.name_fits
        assert attempt.changed_lines == ()


def test_a_closed_tab_loses_nothing(school: SchoolTest, open_page: Open) -> None:
    maker = Maker(77)
    made = maker.questions(9)
    page = begun(open_page, held(school, made))
    earned = maker.answer(page, made)
    order = [one.inner_text() for one in page.query_selector_all(".q:not([hidden]) h3")]
    context, address = page.context, page.url
    page.close(run_before_unload=False)

    again = context.new_page()
    again.goto(address)

    assert [one.inner_text() for one in again.query_selector_all(".q:not([hidden]) h3")] == order
    text = hand_in(again)
    assert points(scored(school, text)) == earned
    again.reload()
    assert again.input_value("#out textarea") == text


def test_an_edited_exam_scores_old_codes_by_the_old_key(
    school: SchoolTest, open_page: Open
) -> None:
    maker = Maker(5)
    made = maker.questions(8)
    page = begun(open_page, held(school, made))
    earned = maker.answer(page, made)
    text = hand_in(page)
    mark = page.get_attribute("#exam", "data-f")
    for one in made:
        if one.kind in {"single", "truefalse"}:
            one.right = set(one.shown) - one.right if one.kind == "truefalse" else {one.shown[0]}
            one.right = one.right if one.right != set() else {one.shown[1]}
    made[0].points += 1

    held(school, made)

    assert points(scored(school, text)) == earned
    assert f"data-f={mark}" not in school.page(EXAM)
    assert len(list((school.root / "keys/business/a").glob("*.json"))) == 2


def test_changed_answers_and_names_are_noticed(school: SchoolTest, open_page: Open) -> None:
    made = [Made(1, "fill", 2, "42", ()), Made(2, "fill", 1, "7", ())]
    page = begun(open_page, held(school, made))
    for field in page.query_selector_all("#exam input"):
        field.fill("41")
    text = hand_in(page)

    better = scored(school, text.replace(". 41", ". 42"))
    other = scored(school, text.replace("王小明", "王大明"))

    assert better.changed_lines == (1, 2)
    assert points(better) == 0
    assert not other.name_fits


def test_the_page_ships_no_answers(school: SchoolTest) -> None:
    made = Maker(3).questions(20)
    before = held(school, made).page(EXAM)
    for one in made:
        if one.kind in {"single", "multiple"}:
            one.right = {next(word for word in one.shown if {word} != one.right)}
            one.right |= {one.shown[-1], one.shown[-2]} if one.kind == "multiple" else set()
        elif one.kind == "fill":
            one.right = "1234567"

    after = held(school, made).page(EXAM)

    # Only the number of the version may tell that the answers changed.
    assert re.sub(r"data-f=\w+", "", before) == re.sub(r"data-f=\w+", "", after)


def test_an_exam_with_pins(school: SchoolTest, open_page: Open) -> None:
    maker = Maker(11)
    made = maker.questions(9)
    page = begun(open_page, held(school, made, head="pin: true\n"))
    earned = maker.answer(page, made)
    text = hand_in(page, pin="k7q-29m")

    attempt = scored(school, text, pins={"王小明": "K7Q29M"})
    assert points(attempt) == earned
    for pins in ({"王小明": "K7Q29N"}, {"李四": "K7Q29M"}, {}):
        with pytest.raises(ValueError, match="PIN"):
            scored(school, text, pins=pins)


def test_the_picture_for_a_shared_phone_holds_the_whole_text(
    school: SchoolTest, open_page: Open, tmp_path: Path
) -> None:
    maker = Maker(21)
    made = maker.questions(24)
    page = begun(open_page, held(school, made))
    maker.answer(page, made)
    text = hand_in(page)

    page.click("text=给老师扫一扫")
    picture = tmp_path / "qr.png"
    page.locator("#out svg").screenshot(path=picture)

    assert [one.text for one in zxingcpp.read_barcodes(Image.open(picture))] == [text]


def test_without_scripts_the_exam_is_a_sheet(
    school: SchoolTest, phone: Phone, serve_site: Serve
) -> None:
    made = Maker(2).questions(8)
    server = serve_site(held(school, made).site)
    page = phone(javascript=False)
    page.goto(server.url + EXAM)

    assert page.locator("#exam .q:visible").count() == 8
    assert "写在纸上" in page.inner_text("main")


def test_one_tap_copies(school: SchoolTest, open_page: Open) -> None:
    page = begun(open_page, held(school, Maker(2).questions(8)))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = hand_in(page)

    page.click("text=复制结果")

    assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_gate_stops_a_build_that_gives_an_answer_away(school: SchoolTest) -> None:
    exam = "### 题？\n- [x] 甲\n- [ ] 乙\n\n> 因为甲方先签了字。\n"
    school.course("business/a", ends_with="exam").lesson("business/a/01-x.md", "文字。")
    school.write("business/a/exam.md", exam).run("build")
    good = school.snapshot()
    school.lesson("business/a/01-x.md", "因为甲方**先签**了字。")
    assert school.run("build").exit_code == 0  # what a lesson teaches is no secret
    school.lesson("business/a/01-x.md", "文字。").write("about.md", "# 关于\n\n[附件](a.txt)")
    school.write("a.txt", "答案：因为甲方先签了字。")

    outcome = school.run("build", "--keep-going")

    assert outcome.exit_code == 1
    assert "content/business/a/exam.md:1: the built file site/" not in outcome.output
    assert re.search(
        r"content/business/a/exam\.md:1: the built file a\.txt gives away", outcome.output
    )
    assert "a.txt" not in school.snapshot()
    assert set(good) <= set(school.snapshot())


def test_an_engine_that_ignores_the_plugin_is_found_out(school: SchoolTest, tmp_path: Path) -> None:
    made = Maker(4).questions(10)
    held(school, made)
    loaded, _ = load(school.root, cache=school.root / "build/.cache")
    exams = current_exams(loaded)
    plain = tmp_path / "mkdocs.yml"
    plain.write_text(
        json.dumps({"site_name": "x", "docs_dir": str(school.content), "theme": "mkdocs"})
    )
    site = tmp_path / "site"
    build(load_config(str(plain), site_dir=str(site)))

    assert unsealed(site, exams)
    assert exposed(site, loaded, exams)
    assert not unsealed(school.site, exams)
    assert not exposed(school.site, loaded, exams)
