"""The sample school as a worker meets it: a cheap phone on a slow network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.conftest import scripted
from tests.school import SchoolTest
from tests.webserver import SiteServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("phone")]

FIRST_WINDOW = 14_600  # bytes: what the first round trip of a connection brings
PAGES = {
    "front": "",
    "track": "business/",
    "course": "business/accounting/",
    "quiz": "courses/money/quiz/",
    "exam": "courses/money/exam/",
    "plan": "business/accounting/plan/",
    "catalogue": "catalogue/",
    "survey": "survey/",
    "city": "cities/beijing/",
    "people": "people/",
    "about": "about/",
}
# All that differs in the dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
MOST = 16  # lessons that a slow test opens, spread over all courses


@pytest.fixture
def served(sample_school: SchoolTest, serve_site: Callable[[Path], SiteServer]) -> SiteServer:
    return serve_site(sample_school.site)


def is_picture(url: str) -> bool:
    return url.rsplit(".", 1)[-1] in {"avif", "webp", "svg", "png", "jpg"}


def lessons(school: SchoolTest) -> list[str]:
    found = school.site.glob("*/*/[0-9]*-*/index.html")
    return sorted(page.parent.relative_to(school.site).as_posix() + "/" for page in found)


def some(urls: list[str]) -> list[str]:
    """At most `MOST` addresses, evenly spread."""
    return urls[:: -(-len(urls) // MOST)]


def kinds(school: SchoolTest) -> list[str]:
    """One page of each kind; a company's stand at an address that nobody can guess."""
    found = sorted(school.site.glob("companies/**/index.html"))
    company = [page.parent.relative_to(school.site).as_posix() + "/" for page in found]
    assert company
    return [*PAGES.values(), *company[:2]]


def every_page(school: SchoolTest) -> list[str]:
    return [*kinds(school), *lessons(school)]


def test_there_are_at_least_four_lessons_in_each_track(sample_school: SchoolTest) -> None:
    tracks = [lesson.split("/")[0] for lesson in lessons(sample_school)]

    assert {track: tracks.count(track) >= 4 for track in ("business", "courses", "vocational")} == {
        "business": True,
        "courses": True,
        "vocational": True,
    }


@pytest.mark.parametrize("javascript", [True, False])
def test_a_lesson_is_readable_after_one_request_on_2g(
    sample_school: SchoolTest,
    served: SiteServer,
    phone: Callable[..., Page],
    javascript: bool,
) -> None:
    lesson = lessons(sample_school)[0]
    page = phone(slow=True, javascript=javascript)

    def only_the_page(route: Route) -> None:
        if route.request.resource_type == "document":
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_the_page)
    page.goto(served.url + lesson, wait_until="domcontentloaded")

    assert [request for request in served.requests if "/m/" not in request] == ["/" + lesson]
    assert page.locator("h1").is_visible()
    assert len(page.locator("main").inner_text()) > 500
    assert page.evaluate("getComputedStyle(document.body).fontSize") >= "17px"


def test_one_request_comes_before_pictures(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone()
    asked = []
    for url in lessons(sample_school)[:3]:
        served.requests.clear()
        page.goto(served.url + url)
        scripted(page)
        asked.append(served.requests.copy())

    assert all(map(is_picture, (one for first in asked for one in first[1:2])))
    first, *later = [[one for one in urls if not is_picture(one)] for urls in asked]
    assert len(first) == 2  # and the script of all lessons, once
    assert [len(one) for one in later] == [1, 1]


def test_every_page_fits_the_first_round_trip(sample_school: SchoolTest) -> None:
    weights = {
        page: len(brotli.compress(sample_school.page(page).encode(), quality=11))
        for page in every_page(sample_school)
    }

    assert {page: weight for page, weight in weights.items() if weight > FIRST_WINDOW} == {}


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_and_no_other_host_is_asked(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page], dark: bool
) -> None:
    page = phone(dark=dark)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    for url in [*kinds(sample_school), *some(lessons(sample_school))]:
        page.goto(served.url + url)
        # The rules are injected past the page's own Content-Security-Policy by the driver.
        found = Axe().run(page, options=COLOURS if dark else None).response["violations"]
        told = [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]

        assert told == [], url
    assert hosts == {urlsplit(served.url).netloc}
    assert faults == []


WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) shift += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""
SCROLL_DOWN = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let top = 0; top < document.body.scrollHeight; top += 400) {
    scrollTo(0, top);
    await frame();
    await frame();
  }
}"""
ALL_SHOWN = "[...document.images].every((one) => one.complete || !one.checkVisibility())"


def test_nothing_jumps_while_a_lesson_loads(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    pictured = [url for url in lessons(sample_school) if "<img" in sample_school.page(url)]
    assert pictured
    page = phone()
    page.add_init_script(WATCH_SHIFTS)
    for url in some(pictured):
        page.goto(served.url + url)
        scripted(page)
        page.evaluate(SCROLL_DOWN)
        page.wait_for_function(ALL_SHOWN)
        page.evaluate(SCROLL_DOWN)

        assert page.evaluate("window.shift") < 0.01, url
        assert page.evaluate("document.querySelector('img').naturalWidth") > 0


def test_no_page_scrolls_sideways(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    """What fits at twice the size fits at once, so that is looked at on some pages only."""
    page = phone()
    few = {*kinds(sample_school), *some(lessons(sample_school))}
    for url in every_page(sample_school):
        page.goto(served.url + url, wait_until="domcontentloaded")
        for scale in (1, 2) if url in few else (2,):
            page.evaluate(f"document.documentElement.style.fontSize='{scale * 100}%'")

            assert page.evaluate("document.documentElement.scrollWidth") <= 360, (url, scale)


def test_without_javascript_each_page_says_its_piece_and_shows_no_dead_button(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    page = phone(javascript=False)
    for url in [*kinds(sample_school), lessons(sample_school)[0]]:
        page.goto(served.url + url)

        assert page.locator("h1").inner_text(), url
        assert len(page.locator("main").inner_text()) > 100, url
        assert page.locator("button:visible").count() == 0, url
        assert page.locator("a:visible").count() >= 2, url


def test_the_data_saver_loads_no_picture_until_it_is_asked_for(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    url = next(url for url in lessons(sample_school) if "<img" in sample_school.page(url))
    page = phone()
    page.add_init_script(
        "Object.defineProperty(navigator,'connection',{value:{saveData:true}})",
    )
    page.goto(served.url + url)
    for _ in range(20):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(30)
    assert [request for request in served.requests if is_picture(request)] == []

    button = page.locator("main button", has_text="KB").or_(
        page.locator("main button", has_text="kB")
    )
    with page.expect_response(lambda response: is_picture(response.url)):
        button.first.click()

    assert len([request for request in served.requests if is_picture(request)]) == 1


def test_the_course_page_resumes_where_the_learner_stopped(
    sample_school: SchoolTest, served: SiteServer, phone: Callable[..., Page]
) -> None:
    course = "business/accounting/"
    second = [url for url in lessons(sample_school) if url.startswith(course)][1]
    page = phone()
    page.goto(served.url + course)
    fresh = page.locator("main").inner_text()
    page.goto(served.url + second)
    scripted(page)
    title = page.locator("h1").inner_text()
    page.goto(served.url + course)

    assert page.locator("main").inner_text() != fresh
    assert page.get_by_role("link", name=title).count() >= 2
