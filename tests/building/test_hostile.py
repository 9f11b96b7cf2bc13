"""Whatever lies in content/, a build ends in problems with their places and clean pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.hostile import hostile_school
from tests.school import Outcome, SchoolTest

pytestmark = pytest.mark.xdist_group("hostile")

OWN_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


class Danger(HTMLParser):
    """Finds what must not stand in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"iframe", "object", "embed", "form", "base", "link"}:
            self.found.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower()
            scheme = name in {"href", "src", "srcset"} and target.split(":")[0] in {
                "javascript",
                "data",
                "vbscript",
            }
            remote = name in {"src", "srcset", "poster"} and "//" in target
            if name.startswith("on") or name == "style" or scheme or remote:
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[SchoolTest, Outcome]:
    school = hostile_school(SchoolTest(tmp_path_factory.mktemp("hostile") / "school"))
    return school, school.run("build", "--keep-going", timeout=240)


def test_no_traceback_and_every_problem_has_a_place(
    outcome: tuple[SchoolTest, Outcome],
) -> None:
    school, built = outcome
    assert built.exit_code == 1
    assert not built.traceback, built.output
    for problem in school.problems():
        assert (school.root / problem["path"]).exists(), problem
        assert problem["line"] >= 1
        assert problem["message"]
        assert problem["mend"]


def test_the_good_lessons_are_built(outcome: tuple[SchoolTest, Outcome]) -> None:
    school, _ = outcome

    assert "好好学习" in school.page("business/good/01-好课")
    assert "记账" in school.page("courses/encodings/04-bom-crlf")


@pytest.mark.parametrize(
    "path",
    [
        "courses/encodings/01-gbk.md",
        "courses/encodings/02-utf16.md",
        "courses/encodings/03-utf16-be.md",
        "business/yaml-bomb/course.yml",
        "business/yaml-alias/course.yml",
        "business/yaml-deep/course.yml",
        "business/yaml-tag/course.yml",
        "business/endless/07-long.md",
        "vocational/media/03-x.md",
        "vocational/media/05-x.md",
        "vocational/media/12-x.md",
        "courses/paths/01-x.md",
        "courses/paths/02-x.md",
    ],
)
def test_each_is_named(outcome: tuple[SchoolTest, Outcome], path: str) -> None:
    _, built = outcome

    assert f"content/{path}:" in built.output


def test_no_page_holds_anything_that_runs_or_calls_home(
    outcome: tuple[SchoolTest, Outcome],
) -> None:
    school, _ = outcome
    pages = list(school.site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        danger = Danger()
        danger.feed(OWN_SCRIPT.sub("", text))

        assert danger.found == [], page
        assert "alert(1)" not in "".join(OWN_SCRIPT.findall(text)), page


def test_nothing_from_outside_content_reaches_the_site(
    outcome: tuple[SchoolTest, Outcome],
) -> None:
    school, _ = outcome
    for file in school.site.rglob("*"):
        assert not file.is_file() or b"root:x:0" not in file.read_bytes(), file
    svgs = [file.read_bytes() for file in school.site.rglob("*.svg")]
    assert all(b"alert" not in svg and b"example.com" not in svg for svg in svgs)
