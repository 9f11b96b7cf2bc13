"""A QTI 2.1 content package: a zip of items, the test that holds them, their media, a manifest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builder.model.media import Media
from builder.quiz.booklet import Booklet, Entry
from builder.quiz.formats.qti_item import identifier, item, root
from builder.quiz.formats.xhtml import legal
from builder.quiz.pieces import MEDIA_FOLDER, Pieces, in_folder

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"  # IMS Content Packaging 1.1.4
_TEST = "test.xml"


def qti(booklet: Booklet, media: Media) -> dict[str, bytes]:
    """The package as `qti.zip`; the same questions give the same bytes."""
    files: dict[str, bytes] = {}
    resources: list[Element] = []
    used: dict[str, bytes] = {}
    for entry in booklet.entries:
        pieces = Pieces(media, in_folder)
        files[_file(entry)] = _written(item(entry, pieces, booklet.course.language))
        own = {f"{MEDIA_FOLDER}/{name}": path.read_bytes() for name, path in pieces.files.items()}
        used |= own
        resources.append(_resource(identifier(entry), "item", _file(entry), own))
    files[_TEST] = _written(_test(booklet))
    test = _resource("test", "test", _TEST, ())
    for entry in booklet.entries:
        SubElement(test, "dependency", identifierref=identifier(entry))
    manifest = _manifest([test, *resources])
    return {"qti.zip": _zipped({"imsmanifest.xml": _written(manifest), **files, **used})}


def _file(entry: Entry) -> str:
    return f"{identifier(entry)}.xml"


def _test(booklet: Booklet) -> Element:
    """Practice tells right from wrong after each question, an exam not at all."""
    test = root("assessmentTest", identifier="test", title=legal(booklet.title))
    mode = "simultaneous" if booklet.exam else "individual"
    part = SubElement(
        test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode=mode
    )
    shown = "false" if booklet.exam else "true"
    SubElement(part, "itemSessionControl", showFeedback=shown)
    groups = groupby(booklet.entries, lambda entry: entry.group)
    for number, (title, entries) in enumerate(groups, 1):
        section = SubElement(
            part, "assessmentSection",
            identifier=f"section-{number}", title=legal(title or booklet.title), visible="true",
        )  # fmt: skip
        for entry in entries:
            name = identifier(entry)
            SubElement(section, "assessmentItemRef", identifier=name, href=_file(entry))
    return test


def _resource(name: str, kind: str, href: str, media: Iterable[str]) -> Element:
    resource = Element("resource", identifier=name, type=f"imsqti_{kind}_xmlv2p1", href=href)
    for file in (href, *media):
        SubElement(resource, "file", href=file)
    return resource


def _manifest(resources: Iterable[Element]) -> Element:
    manifest = Element("manifest", xmlns=_CP, identifier="package")
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(manifest, "organizations")
    SubElement(manifest, "resources").extend(resources)
    return manifest


def _written(element: Element) -> bytes:
    if element.tag == "manifest":
        indent(element)
    written: bytes = tostring(element, encoding="utf-8", xml_declaration=True)
    return written


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # Without the time of writing, which would make every export differ.
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
