"""Every file of a build, less what is never published."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from builder.publish.checks.findings import Findings
from builder.publish.checks.forbidden import why_forbidden

_TAKE_OUT = "take it out of the build, and look for it in content/"


def walk(folder: Path, findings: Findings) -> Iterator[tuple[str, Path]]:
    """
    The files of `folder` with their paths in it, sorted; what must not be sent is named instead.

    Symbolic links are not followed: they may lead out of the build.
    """
    for name, path in sorted(_files(str(folder), "", findings)):
        yield name, Path(path)


def _files(folder: str, prefix: str, findings: Findings) -> Iterator[tuple[str, str]]:
    """Paths as text, since a Path for each takes longer than all the rest."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{prefix}{entry.name}"
            words = why_forbidden(name)
            if words:
                findings.add(name, "publish-file", f"this is {words}", _TAKE_OUT)
            elif entry.is_symlink():
                message = "this is a symbolic link, which may lead out of the build"
                findings.add(name, "publish-file", message, _TAKE_OUT)
            elif entry.is_dir():
                yield from _files(entry.path, f"{name}/", findings)
            elif entry.is_file():
                yield name, entry.path
            else:
                findings.add(name, "publish-file", "this is no file", _TAKE_OUT)


def why_no_site(folder: Path, root: Path) -> tuple[str, str] | None:
    """What is wrong with a folder that cannot be a built site, and what to do."""
    site = root / "build" / "site"
    if not folder.is_dir():
        return "there is no such folder", "build the site first: renlearn build"
    if folder == root or root.is_relative_to(folder):
        return "this folder holds the school itself, not its site", f"publish {_short(site, root)}"
    for own in ("content", "keys"):
        if folder.is_relative_to(root / own):
            return f"this is {own}/, from which sites are built", f"publish {_short(site, root)}"
    if folder.is_relative_to(root / "build") and folder != site:
        return "of build/, only site/ is for readers", f"publish {_short(site, root)}"
    if not (folder / "index.html").is_file():
        return "the folder has no index.html, so it is no whole site", "build it again"
    return None


def _short(site: Path, root: Path) -> str:
    return site.relative_to(root).as_posix()
