"""The QTI package: read, and its answers scored, by pyslet's QTI 2.1 runtime."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model.media import Media
from builder.prepared import Prepared
from builder.quiz.booklet import Booklet
from builder.quiz.formats.qti import qti
from tests.quiz.many_kinds import booklet_of

runtime = pytest.importorskip("pyslet.qtiv2.variables", reason="pyslet runs no more on this Python")
xml = pytest.importorskip("pyslet.qtiv2.xml")
structures = pytest.importorskip("pyslet.xml.structures")
GENERIC = pytest.importorskip("pyslet.xml.namespace").NSElement  # of names that it does not know
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def read(data: bytes) -> Any:
    """The item as pyslet has it; it raises on data and attribute values out of place."""
    document = xml.QTIDocument()
    document.read(src=BytesIO(data))
    return document.root


def started(item: Any) -> Any:
    state = runtime.ItemSessionState(item)
    state.begin_session()
    return state


def score(item: Any, state: Any) -> float:
    item.ResponseProcessing.run(state)
    return float(state["SCORE"].value)


def elements(item: Any) -> Iterator[Any]:
    yield item
    for child in item.get_children():
        if isinstance(child, structures.Element):
            yield from elements(child)


@pytest.fixture(scope="module")
def package(booklet: Booklet, ready: Prepared) -> ZipFile:
    return ZipFile(BytesIO(qti(booklet, ready.media)["qti.zip"]))


@pytest.fixture(scope="module")
def items(package: ZipFile) -> list[Any]:
    return [read(package.read(name)) for name in sorted(package.namelist()) if name.startswith("q")]


def test_right_answers_earn_all_points(items: list[Any], booklet: Booklet) -> None:
    assert len(items) == len(booklet.entries)
    for item, entry in zip(items, booklet.entries, strict=True):
        state = started(item)
        for name, declared in item.declarations.items():
            if name.startswith("RESPONSE"):
                state[name].set_value(declared.get_correct_value().value)
        earned = 0 if entry.question.kind == "open" else entry.question.points

        assert score(item, state) == pytest.approx(earned), entry.question.text


def test_no_answer_earns_nothing(items: list[Any]) -> None:
    assert {
        score(item, started(item)) for item in items if "RESPONSE1" not in item.declarations
    } == {0}


@pytest.mark.parametrize(
    ("at", "response", "earned"),
    [
        (0, {"RESPONSE": "A"}, 0),
        (1, {"RESPONSE": {"A": 1}}, 0),
        (3, {"RESPONSE1": 505.0}, 1),
        (3, {"RESPONSE1": 505.1}, 0),
        (4, {"RESPONSE1": "支出", "RESPONSE2": "1850元"}, 1),
        (4, {"RESPONSE1": "支出", "RESPONSE2": "1851"}, 0),
        (5, {"RESPONSE": ["A", "B", "C"]}, 0),
        (6, {"RESPONSE": {("L1", "A"): 1, ("L2", "A"): 1}}, 2),
    ],
)
def test_other_answers_earn_their_part(
    items: list[Any], at: int, response: dict[str, Any], earned: float
) -> None:
    state = started(items[at])
    for name, value in response.items():
        state[name].set_value(value)

    assert score(items[at], state) == pytest.approx(earned)


def test_every_element_is_one_that_qti_has(items: list[Any]) -> None:
    unknown = {one.xmlname for item in items for one in elements(item) if type(one) is GENERIC}

    assert unknown == {"math", "mrow", "msup", "mi", "mn", "mo"}


def test_the_manifest_names_every_file_once(package: ZipFile) -> None:
    manifest = ElementTree.fromstring(package.read("imsmanifest.xml"))
    named = {file.get("href") for file in manifest.iter(f"{CP}file")}
    types = {one.get("type") for one in manifest.iter(f"{CP}resource")}
    known = {one.get("identifier") for one in manifest.iter(f"{CP}resource")}

    assert named == set(package.namelist()) - {"imsmanifest.xml"}
    assert types == {"imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"}
    assert {one.get("identifierref") for one in manifest.iter(f"{CP}dependency")} <= known


def test_pictures_recordings_and_formulas_are_there(package: ZipFile) -> None:
    text = "".join(package.read(one).decode() for one in package.namelist() if one.endswith("xml"))
    for name in package.namelist():
        if name.startswith("media/"):
            assert f'"{name}"' in text
            assert package.read(name)

    assert {Path(one).suffix for one in package.namelist()} == {".xml", ".webp", ".mp3"}
    assert '<object data="media/' in text
    assert 'xmlns="http://www.w3.org/1998/Math/MathML"' in text


def test_the_same_questions_give_the_same_bytes(booklet: Booklet, ready: Prepared) -> None:
    assert qti(booklet, ready.media) == qti(booklet, ready.media)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_words_give_a_package_that_is_read(text: str) -> None:
    package = ZipFile(BytesIO(qti(booklet_of(f"题{text}"), Media())["qti.zip"]))

    item = read(package.read("q001-id1.xml"))

    assert item.declarations["RESPONSE"].get_correct_value().value in {"A", "B"}
