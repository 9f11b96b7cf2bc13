"""The packages of companies: all, or those whose programme has an edited lesson."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from builder.i18n import StaffLanguage
from builder.model.media import Media
from builder.model.school import School
from builder.packs.scorm12 import FOLDER, scorm12_name, write_scorm12
from builder.rebuild.last import LastBuild
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
        return last.after_writing(root, "packs", places)


def make_packs(folder: Path, edited: Edited) -> Packs:
    """Write the packages of the programmes that were read into the empty `folder`."""
    names = write_packs(edited.school, edited.media, folder / FOLDER)
    return Packs(folder / FOLDER, tuple(names))


def write_packs(school: School, media: Media, folder: Path) -> list[str]:
    """Write the package of every company that has a programme; returns their names in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for company, pack in sco_packs(school, media, theme_folder()):
        names.append(scorm12_name(company))
        write_scorm12(pack, folder / names[-1])
    return names
