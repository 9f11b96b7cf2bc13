"""The rendition of packages: what companies put into their learning platforms."""

from __future__ import annotations

from pathlib import Path

from builder.model.company import FOLDER as COMPANIES
from builder.packs.scorm12 import write_scorm12
from builder.prepared import Prepared
from builder.site.sco import sco_packs
from builder.theme_folder import theme_folder

FOLDER = "packs"  # below build/; never published


def build_packs(prepared: Prepared, folder: Path) -> None:
    """Write `companies/<company>-scorm12.zip` of every company into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for company, pack in sco_packs(prepared, theme_folder()):
        write_scorm12(pack, folder / COMPANIES / f"{company.slug}-scorm12.zip")
