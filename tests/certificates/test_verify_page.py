"""What an employer reads when a certificate is checked on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from builder.site.scripts import scripts
from builder.theme_folder import theme_folder
from tests.certificates.issuing import Row, chat, issue, make_key, opened, place_key
from tests.school import SchoolTest
from tests.webserver import SiteServer

Phone = Callable[..., Page]
Serve = Callable[[Path], SiteServer]
GENUINE, CHANGED, REVOKED = "有效", "无效", "已撤销：学校收回了这张证书"
RARE = "阿依古丽 买买提 𠮷㛃𬭊"


class Issued:
    """A built school with an old key and a new one, and certificates of every sort."""

    def __init__(self, root: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            self.school = opened(SchoolTest(root / "school"))
            self.secrets = [make_key(self.school, patch)]
            chat(self.school, "王小明", "李四")
            old = issue(self.school, folder="old")
            self.old, self.back = old["王小明"], old["李四"]
            self.secrets.append(make_key(self.school, patch))
            chat(self.school, RARE)
            self.new: Row = issue(self.school, folder="new")[RARE]
            assert self.school.run("certificates", "revoke", self.back.link).exit_code == 0
            assert self.school.run("build").exit_code == 0, self.school.output
            stranger = opened(SchoolTest(root / "other"))
            place_key(stranger, patch)
            chat(stranger, "王小明")
            self.forged: Row = issue(stranger)["王小明"]


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Issued:
    return Issued(tmp_path_factory.mktemp("issued"))


@pytest.fixture
def verify(issued: Issued, serve_site: Serve, phone: Phone) -> Callable[..., Page]:
    """Open the page with what stands behind #."""

    def opened_page(fragment: str = "", page: Page | None = None, *, script: str = "") -> Page:
        page = page or phone()
        page.add_init_script(script)
        page.goto(f"{serve_site(issued.school.site).url}verify/#{fragment}")
        return page

    return opened_page


def heading(page: Page) -> str:
    found = page.locator("#out h2")
    found.wait_for()
    return found.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("which", ["new", "old"])
def test_a_certificate_of_a_key_in_use_or_of_one_before_is_valid(
    issued: Issued, verify: Callable[..., Page], which: str
) -> None:
    row: Row = getattr(issued, which)
    page = verify(row.fragment)

    assert heading(page) == GENUINE
    for words in (row.name, row.number, "记账入门", "2026-11-24", "新桥夜校", "5/8"):
        expect(page.locator("#out")).to_contain_text(words)


@pytest.mark.browser
def test_a_changed_character_anywhere_is_seen(issued: Issued, verify: Callable[..., Page]) -> None:
    good = issued.old.fragment
    page = verify(good)
    assert heading(page) == GENUINE
    for at in (0, 10, 60, len(good) - 70, len(good) - 1):
        # The neighbour in the alphabet: at the end it differs in bits that bytes do not hold.
        other = chr(ord(good[at]) + 1) if good[at] not in "-_zZ9" else "B"
        page.evaluate("code => { location.hash = code }", good[:at] + other + good[at + 1 :])
        expect(page.locator("#out h2")).to_have_text(CHANGED)
        page.evaluate("code => { location.hash = code }", good)
        expect(page.locator("#out h2")).to_have_text(GENUINE)


@pytest.mark.browser
def test_another_schools_certificate_is_not_ours(
    issued: Issued, verify: Callable[..., Page]
) -> None:
    page = verify(issued.forged.fragment)

    assert heading(page) == CHANGED
    assert "王小明" not in page.inner_text("body")


@pytest.mark.browser
@pytest.mark.parametrize("fragment", ["x", "%3Cimg%20src=x%3E", "A" * 300, "_" * 120, "MQo"])
def test_rubbish_is_not_valid(verify: Callable[..., Page], fragment: str) -> None:
    assert heading(verify(fragment)) == CHANGED


@pytest.mark.browser
def test_a_revoked_certificate_says_so(issued: Issued, verify: Callable[..., Page]) -> None:
    page = verify(issued.back.fragment)

    assert heading(page) == REVOKED
    assert issued.back.number in page.inner_text("#out")


@pytest.mark.browser
def test_a_link_is_pasted_as_it_was_sent(issued: Issued, verify: Callable[..., Page]) -> None:
    page = verify()
    assert page.locator("#out").inner_text() == ""
    field, check = page.get_by_label("证书的链接"), page.get_by_role("button", name="查验")
    field.fill(f"您好，这是我的证书：\n{issued.new.link[:90]}\n{issued.new.link[90:]}")
    check.click()
    assert heading(page) == GENUINE
    field.fill(issued.forged.link)
    check.click()
    expect(page.locator("#out h2")).to_have_text(CHANGED)


@pytest.mark.browser
def test_nothing_is_sent_and_axe_finds_nothing(
    issued: Issued, serve_site: Serve, phone: Phone
) -> None:
    server, page = serve_site(issued.school.site), phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page.goto(f"{server.url}verify/#{issued.new.fragment}")

    assert heading(page) == GENUINE
    assert all(url.startswith(server.url) for url in asked)
    assert not any(issued.new.fragment[:20] in path for path in server.requests)
    assert len(server.requests) == 2  # the page and its script
    assert Axe().run(page).response["violations"] == []


@pytest.mark.browser
def test_without_javascript_it_says_that_it_cannot_check(
    issued: Issued, verify: Callable[..., Page], phone: Phone
) -> None:
    page = verify(issued.new.fragment, phone(javascript=False))

    assert page.get_by_text("这台手机在这里不能查验。").is_visible()
    assert not page.locator("form").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'crypto', {value: {}})",
        "SubtleCrypto.prototype.importKey = () => Promise.reject(Error('NotSupported'))",
        "SubtleCrypto.prototype.importKey = () => { throw Error('NotSupported') }",
    ],
)
def test_an_old_phone_says_that_it_cannot_check_and_never_that_it_is_false(
    issued: Issued, verify: Callable[..., Page], script: str
) -> None:
    page = verify(issued.new.fragment, script=script)

    page.get_by_text("这台手机在这里不能查验。").wait_for()
    assert page.locator("#out").inner_text() == ""


def test_no_private_key_is_in_anything_that_was_made(issued: Issued) -> None:
    files = [file for file in issued.school.root.rglob("*") if file.is_file()]
    assert any(file.name == "links.csv" for file in files)
    for secret in issued.secrets:
        marker = secret[60:90].encode()
        assert not [file for file in files if marker in file.read_bytes()]


def test_the_page_and_its_script_are_light(issued: Issued) -> None:
    assert len(issued.school.page("verify/").encode()) <= 6_000
    assert len(scripts(theme_folder(), ["zh-CN"])["verify", ""].text.encode()) <= 6_000


def test_a_school_without_certificates_has_no_such_page(school: SchoolTest) -> None:
    assert opened(school).run("build").exit_code == 0, school.output

    assert not (school.site / "verify").exists()
    assert "verify/" not in school.page("")
