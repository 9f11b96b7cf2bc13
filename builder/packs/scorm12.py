"""
Packages for learning platforms: SCORM 1.2.

ADL, SCORM Version 1.2, The SCORM Content Aggregation Model (2001), 2.3; its
manifest is that of IMS Content Packaging 1.1.2 with ADL's own attributes.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as Xml

from builder.model.company import FOLDER as COMPANIES
from builder.model.company import Company
from builder.model.sco import Sco, ScoPack

FOLDER = "packs"  # below build/; never published
MANIFEST = "imsmanifest.xml"  # at the top of the package (2.3.4.2)
_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_SHARED = "shared"
_MOST = 200  # characters of a title (2.3.2.3)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes


def scorm12_name(company: Company) -> str:
    """Where a company's package lies below the folder of all."""
    return f"{COMPANIES}/{company.slug}-scorm12.zip"


def write_scorm12(pack: ScoPack, file: Path) -> None:
    """Write a programme as one package; the manifest is its first file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(_entry(MANIFEST), manifest(pack))
        for name, content in sorted(pack.files.items()):
            data = content if isinstance(content, bytes) else content.read_bytes()
            out.writestr(_entry(name), data)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def manifest(pack: ScoPack) -> bytes:
    """What `imsmanifest.xml` says: the lessons in their order, and the files of each."""
    root = Xml.Element(
        "manifest",
        {"identifier": pack.identifier, "version": "1.0", "xmlns": _CP, "xmlns:adlcp": _ADL},
    )
    metadata = Xml.SubElement(root, "metadata")
    _text(metadata, "schema", "ADL SCORM")
    _text(metadata, "schemaversion", "1.2")
    organization = f"{pack.identifier}-O"
    organizations = Xml.SubElement(root, "organizations", {"default": organization})
    listed = Xml.SubElement(organizations, "organization", {"identifier": organization})
    _text(listed, "title", pack.title)
    resources = Xml.SubElement(root, "resources")
    for sco in pack.scos:
        item = {"identifier": f"{sco.identifier}-I", "identifierref": sco.identifier}
        _text(Xml.SubElement(listed, "item", item), "title", sco.title)
        _resource(resources, sco)
    _shared(resources, pack)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _text(parent: Xml.Element, tag: str, words: str) -> None:
    Xml.SubElement(parent, tag).text = words[:_MOST]


def _resource(resources: Xml.Element, sco: Sco) -> None:
    own = {"identifier": sco.identifier, "type": "webcontent", "adlcp:scormtype": "sco"}
    resource = Xml.SubElement(resources, "resource", {**own, "href": sco.page})
    for name in (sco.page, *sco.files):
        Xml.SubElement(resource, "file", {"href": name})
    Xml.SubElement(resource, "dependency", {"identifierref": _SHARED})


def _shared(resources: Xml.Element, pack: ScoPack) -> None:
    own = {"identifier": _SHARED, "type": "webcontent", "adlcp:scormtype": "asset"}
    resource = Xml.SubElement(resources, "resource", own)
    for name in pack.shared:
        Xml.SubElement(resource, "file", {"href": name})
