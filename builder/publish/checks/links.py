"""Every link of every page leads to a file of the build, and every `#` to a place in it."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from builder.publish.checks.findings import Findings
from builder.publish.checks.page_links import PageLinks

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_INDEX = "index.html"
_MEND = "build again; if it is still so, mend the link in content/"


@dataclass(frozen=True)
class Link:
    """A link inside the build: the page it stands on, as written, file it names, anchor."""

    page: str
    written: str
    target: str
    anchor: str


class Links:
    """
    Collects the links of a build and follows them when all its files are known.

    Args:
        base_url: Public address of the build ending in `/`, or "" when it is
            not known.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._base_path = urlsplit(base_url).path or "/"
        self._ids: dict[str, frozenset[str] | None] = {}
        self._links: list[Link] = []

    def add(self, page: str, found: PageLinks) -> None:
        """Note the links of a page, style sheet or list of addresses."""
        self._ids[page] = found.ids
        folder = self._folder(page, found.base)
        self._links += (
            link for written in found.targets if (link := self._inside(page, folder, written))
        )

    def judge(self, files: Collection[str], findings: Findings) -> None:
        """
        Name the links that lead nowhere.

        Args:
            files: Every file of the build.
            findings: Takes what is wrong.
        """
        folders = {posixpath.dirname(file) for file in files}
        for link in self._links:
            message = self._fault(link, files, folders)
            if message:
                findings.add(link.page, "publish-link", message, _MEND)

    @property
    def pointing(self) -> dict[str, list[Link]]:
        """The links by the file that they name."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self._links:
            found[link.target].append(link)
        return found

    def _folder(self, page: str, base: str) -> str:
        """What relative links of a page count from, as a path in the build ending in `/`."""
        own = posixpath.dirname(page)
        start = f"{own}/" if own else ""
        if not base:
            return start
        link = self._inside(page, start, base)
        return posixpath.dirname(link.target) + "/" if link else start

    def _inside(self, page: str, folder: str, written: str) -> Link | None:
        """A link as a file of the build; None when it leads to another host."""
        target = written.strip()
        if self._base_url and target.startswith(self._base_url):
            target = self._base_path + target[len(self._base_url) :]
        elif _SCHEME.match(target) or target.startswith("//"):
            return None
        path, _, anchor = target.partition("#")
        path = path.partition("?")[0]
        path, anchor = (unquote(one) if "%" in one else one for one in (path, anchor))
        if not path:
            return Link(page, written, page, anchor)
        return Link(page, written, self._joined(folder, path), anchor)

    def _joined(self, folder: str, path: str) -> str:
        if path.startswith("/"):
            inside = path.startswith(self._base_path)
            path = path[len(self._base_path) :] if inside else f"../{path}"
        else:
            path = folder + path
        is_folder = path == "" or path.endswith(("/", "/.", "/..")) or path in {".", ".."}
        if "/." in path or path.startswith(".") or "//" in path:
            path = posixpath.normpath(path)
            path = "" if path == "." else path
        joined = path.rstrip("/")
        return f"{joined}/{_INDEX}".lstrip("/") if is_folder else joined

    def _fault(self, link: Link, files: Collection[str], folders: Collection[str]) -> str:
        if link.target not in files:
            if link.target in folders and f"{link.target}/{_INDEX}" in files:
                return f"the link {link.written} needs a / at its end: a bucket adds none"
            return f"the link {link.written} leads to {link.target}, which is not in the build"
        ids = self._ids.get(link.target)
        anchor = link.anchor.partition(":~:")[0]
        if not anchor or ids is None or anchor in ids or anchor == "top":
            return ""
        return f"the link {link.written} leads to a place named {anchor}, which is not there"


def addresses(sitemap: str) -> Iterator[str]:
    """The addresses of a sitemap or a feed."""
    return (found[1].strip() for found in re.finditer(r"<(?:loc|link)>([^<]+)</", sitemap))
