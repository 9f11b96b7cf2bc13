"""Real parts for the tests: a browser, a web server, other people's lessons."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.corpora import build_corpus
from tests.group_code import card
from tests.school import SchoolTest
from tests.webserver import SiteServer

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
# The same engine without windows: it opens a page for a third of the processor's time.
SHELLS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, SHELLS)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SLOW_2G = {"offline": False, "latency": 800, "downloadThroughput": 250_000 / 8}
SLOW_2G |= {"uploadThroughput": 250_000 / 8}

MadeOnce = Callable[[str, Callable[[Path], SchoolTest]], SchoolTest]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing; sh tests/install-browser.sh installs it")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page as on a cheap phone: 360 × 640 CSS px, two device pixels each, touch."""
    contexts: list[BrowserContext] = []

    def open_phone(*, javascript: bool = True, slow: bool = False, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 640},
            device_scale_factor=2,
            has_touch=True,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        page = context.new_page()
        if slow:
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW_2G)
        return page

    yield open_phone
    for context in contexts:
        context.close()


@pytest.fixture
def serve_site() -> Iterator[Callable[[Path], SiteServer]]:
    """Serve a folder over HTTP on the loopback and note every request."""
    servers: list[SiteServer] = []

    def serve(folder: Path) -> SiteServer:
        servers.append(SiteServer(folder))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


# A lesson's script notes at once which lesson of the course was read last.
_NOTED = """document.body.dataset.p != 'l' || Object.keys(localStorage).some(key =>
  key.startsWith('ren:/') && location.pathname.endsWith(JSON.parse(localStorage[key]).l))"""


def scripted(page: Page) -> None:
    """Wait until a lesson's script, which comes after its pictures, has run."""
    # The policy of pages forbids Page.wait_for_function its eval.
    for _ in range(500):
        if page.evaluate(_NOTED):
            return
        page.wait_for_timeout(20)
    raise TimeoutError(f"the script of {page.url} never came")


@pytest.fixture
def open_page(
    serve_site: Callable[[Path], SiteServer], phone: Callable[..., Page]
) -> Callable[[SchoolTest, str], Page]:
    """Open a page of a built school on the phone."""

    def opened(school: SchoolTest, url: str) -> Page:
        page = phone()
        page.goto(serve_site(school.site).url + url)
        scripted(page)
        return page

    return opened


@pytest.fixture
def school(tmp_path: Path) -> SchoolTest:
    """An empty school in a folder of its own."""
    return SchoolTest(tmp_path / "school")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Make a school in a folder that all workers share: the first makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], SchoolTest]) -> SchoolTest:
        folder, done = shared / name, shared / f"{name}.made"
        with FileLock(shared / f"{name}.lock"):
            if done.exists():
                return SchoolTest(folder)
            shutil.rmtree(folder, ignore_errors=True)  # of a worker that failed to make it
            school = make(folder)
            done.touch()
            return school

    return made


@pytest.fixture(scope="session")
def sample_school(
    made_once: MadeOnce,
) -> SchoolTest:
    """The school of this repository, copied and built. Tests only look at it."""

    def make(root: Path) -> SchoolTest:
        shutil.copytree(ROOT / "content", root / "content")
        sample = SchoolTest(root)
        assert sample.run("build").exit_code == 0, sample.output
        return sample

    return made_once("sample", make)


@pytest.fixture(scope="session")
def public_school(
    sample_school: SchoolTest,
    made_once: MadeOnce,
) -> SchoolTest:
    """The same with a public address and a group, so with all that stands beside shared links."""

    def make(root: Path) -> SchoolTest:
        shutil.copytree(sample_school.content, root / "content")
        shutil.copytree(sample_school.root / "build" / ".cache", root / "build" / ".cache")
        public = SchoolTest(root).write("group.jpg", card())
        with (public.content / "school.yml").open("a", encoding="utf-8") as file:
            file.write(
                "base_url: https://renren.example/\ngroup:\n  qr: group.jpg\n"
                "  valid_until: 2099-12-03\n  contact: 王老师（微信 wanglaoshi）\n"
            )
        assert public.run("build", "--only", "site").exit_code == 0, public.output
        return public

    return made_once("public", make)


@pytest.fixture
def corpora() -> Path:
    """Other people's lessons; where they are not at hand the test is skipped."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora of other people's lessons are not at hand")
    return CORPORA


@pytest.fixture(scope="session")
def built_corpus(
    made_once: MadeOnce,
) -> Callable[[str], SchoolTest]:
    """Build a school of other people's lessons by its name. Tests only look at it."""

    def built(name: str) -> SchoolTest:
        if not CORPORA.is_dir():
            pytest.skip("the corpora of other people's lessons are not at hand")
        return made_once(name, lambda root: build_corpus(CORPORA / name, root))

    return built
