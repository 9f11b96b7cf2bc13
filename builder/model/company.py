"""A partner company's programme: lessons in its own order, at an address told to it alone."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.course import Lesson

FOLDER = "companies"  # in `content/` and in addresses


@dataclass(frozen=True)
class Step:
    """One entry of a programme: a lesson's file relative to `content/`, the entry's line."""

    path: str
    line: int


@dataclass(frozen=True)
class Company:
    """
    `companies/<slug>.yml`.

    Attributes:
        slug: Name of its file, and of the folder of its own lessons; no part
            of an address.
        title: The company's name.
        address: The part of the address that nobody can guess; "" when it is
            missing or no good, and then there are no pages.
        summary: One sentence, or "".
        language: BCP 47 tag of its pages.
        logo: Content path of a picture, or None.
        contact: Whom its people ask, or "".
        exam: Folder of the course whose exam ends the programme, or "".
        draft: Shown while writing, never built.
        steps: The programme, in order; each lesson once.
        lessons: Its own, as they stand in its folder.
        files: Content paths of what its own lessons offer for download.
    """

    slug: str
    title: str
    address: str
    summary: str = ""
    language: str = "zh-CN"
    logo: str | None = None
    contact: str = ""
    exam: str = ""
    draft: bool = False
    steps: tuple[Step, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its file, relative to `content/`."""
        return f"{FOLDER}/{self.slug}.yml"

    @property
    def folder(self) -> str:
        """The folder of its own lessons, relative to `content/`."""
        return f"{FOLDER}/{self.slug}"

    @property
    def url(self) -> str:
        """The address of its page, relative to the site's root."""
        return f"{FOLDER}/{self.address}/"


def is_unlisted(url: str) -> bool:
    """Whether an address, relative to the site's root, is known only to whom it was told."""
    return url.startswith(f"{FOLDER}/")
