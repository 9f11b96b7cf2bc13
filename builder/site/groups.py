"""What pages say of the WeChat group: its code while it can be scanned, and whom to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from builder.i18n import day_name, translator
from builder.model.address import relative
from builder.model.media import Picture, PictureVariant
from builder.model.school import School
from builder.model.wechat import Group

_NARROWEST = 240  # CSS px: of a picture that holds little but the code
_DENSITY = 2  # px of the file to one CSS px


@dataclass(frozen=True)
class GroupView:
    """
    A group on a page.

    Attributes:
        code: The picture to press long, or "".
        until: Its last day in words, or "".
        contact: Whom to message, or "".
    """

    code: Markup
    until: str
    contact: str


class Groups:
    """
    The groups of a school as its pages show them on a day.

    Static pages cannot know when they are read, so the last day stands beside
    each code; a page built after it shows no code any more.

    Args:
        school: With its groups.
        codes: Content path to encoded code.
        today: The day of the build.
    """

    def __init__(self, school: School, codes: Mapping[str, Picture], today: date) -> None:
        self._today = today
        self._open = {
            group: codes[group.picture]
            for group in school.groups
            if group.picture in codes and not group.is_over(today)
        }

    def code(self, group: Group | None) -> PictureVariant | None:
        """The file of a group's code, as long as it can be scanned."""
        return self._open[group].variants[0] if group in self._open else None

    def view(self, group: Group | None, folder: str, url: str, language: str) -> GroupView | None:
        """
        What the page at `url` says of a group; None where there is nothing to say.

        Args:
            group: Of the page's course or of the school.
            folder: Of media, relative to the site's root.
            url: Of the page, relative to the same.
            language: BCP 47 tag.
        """
        code = self.code(group)
        if group is None or not (code or group.contact):
            return None
        picture = _picture(code, relative(f"{folder}/{code.name}", url), language) if code else ""
        until = group.valid_until if code else None
        words = day_name(until, language, year=until.year != self._today.year) if until else ""
        return GroupView(Markup(picture), words, group.contact)  # noqa: S704 - our own


def _picture(code: PictureVariant, address: str, language: str) -> str:
    """A plain `<img>` of a common format: WeChat reads and saves no others (wechat.md 11.3)."""
    width = max(_NARROWEST, code.width // _DENSITY)
    height = round(code.height * width / code.width)
    words = translator(language)("学习群的二维码")
    return (
        f"<picture data-k={max(1, round(code.bytes / 1000))}><img src={address} width={width} "
        f'height={height} alt="{words}" loading=lazy></picture>'
    )
