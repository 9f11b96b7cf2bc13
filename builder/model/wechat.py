"""A school's official account and its groups, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from builder import wechat_limits as limits

Comments = Literal["off", "all", "followers"]


@dataclass(frozen=True)
class WeChat:
    """
    `wechat:` of `school.yml`.

    Attributes:
        author: Of articles whose lesson names none; at most 16 characters.
        title_limit: Characters that the account takes in a title.
        content_limit: Characters of HTML that it takes in an article.
        svg: Whether answers open by a tap inside the article.
        comments: Who may comment.
        style: Content path of a style sheet that replaces the theme's, or "".
        signer: Address that signs a page for the JS-SDK, or "" for no JS-SDK.
    """

    author: str = ""
    title_limit: int = limits.TITLE
    content_limit: int = limits.CONTENT
    svg: bool = False
    comments: Comments = "off"
    style: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Group:
    """
    A WeChat group that learners join by its QR code.

    Attributes:
        picture: Content path of the QR code.
        valid_until: The last day on which it can be scanned; None when
            nothing is known of it.
        contact: Whom to message when it has expired, or "".
        path: File that names it, relative to the school's folder.
        line: Its line there, from 1.
    """

    picture: str
    valid_until: date | None
    contact: str = ""
    path: str = ""
    line: int = 1

    def is_over(self, today: date) -> bool:
        """Whether its code can be scanned no more."""
        return self.valid_until is not None and self.valid_until < today
