"""People and universities who teach and help, and what of them may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["instructor", "mentor", "partner"]


@dataclass(frozen=True)
class Person:
    """
    `people/<slug>.yml`, less everything that its person did not agree to show.

    Attributes:
        slug: The id on the page.
        role: Teaches, helps, or is a partner university.
        name: As it is shown.
        work: What they do, or "".
        city: Where, or "".
        words: What they say to learners, or "".
        photo: Content path of a picture, or None.
        link: Address of a page about them, or "".
    """

    slug: str
    role: Role
    name: str
    work: str = ""
    city: str = ""
    words: str = ""
    photo: str | None = None
    link: str = ""
