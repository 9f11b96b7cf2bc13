"""The rendition of packages: what companies put into their learning platforms."""

from __future__ import annotations

from pathlib import Path

from builder.packs.scorm12 import scorm12_name, write_scorm12
from builder.prepared import Prepared
from builder.site.sco import sco_packs
from builder.theme_folder import theme_folder


def build_packs(prepared: Prepared, folder: Path) -> None:
    """Write the package of every company into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for company, pack in sco_packs(prepared.school, prepared.media, theme_folder()):
        write_scorm12(pack, folder / scorm12_name(company))
