"""The packages of companies whose programme has an edited lesson, made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from builder.i18n import StaffLanguage
from builder.packs.scorm12 import FOLDER, scorm12_name, write_scorm12
from builder.rebuild.last import LastBuild
from builder.rebuild.placed import after_writing
from builder.rebuild.read import Edited
from builder.site.sco import sco_packs
from builder.theme_folder import theme_folder


@dataclass(frozen=True)
class Packs:
    """
    Packages that lie in a folder and are not in place yet.

    Attributes:
        folder: Holds them.
        names: Below it, and below that of all packages.
    """

    folder: Path
    names: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()  # what is in a package is in the site, too

    def put(self, root: Path, last: LastBuild, _: StaffLanguage) -> LastBuild:
        """Exchange every package."""
        for name in self.names:
            (self.folder / name).replace(root / "build" / FOLDER / name)
        places = [f"{FOLDER}/{name}" for name in self.names]
        now = after_writing(root, last.outputs["packs"], places)
        return replace(last, outputs={**last.outputs, "packs": now})


def make_packs(folder: Path, edited: Edited) -> Packs:
    """Write the packages of the programmes that were read into the empty `folder`."""
    names = []
    for company, pack in sco_packs(edited.school, edited.media, theme_folder()):
        write_scorm12(pack, folder / FOLDER / scorm12_name(company))
        names.append(scorm12_name(company))
    return Packs(folder / FOLDER, tuple(names))
