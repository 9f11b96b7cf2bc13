"""What became of a push."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from builder.i18n import Said
from builder.wechat.push.stops import PushError

Did = Literal["added", "updated", "unchanged", "asked", "refused", "waiting"]

_DIDS: dict[Did, Said] = {
    "added": Said("added", "已新增"),
    "updated": Said("updated", "已更新"),
    "unchanged": Said("unchanged", "没有变化"),
    "asked": Said("not sent", "未推送"),
    "refused": Said("not sent", "未推送"),
    "waiting": Said("not reached", "未轮到"),
}
_LINE = Said("{did}: {lesson}", "{did}：{lesson}")
_WHY = Said("{did}: {lesson}: {said}", "{did}：{lesson}：{said}")


@dataclass(frozen=True)
class Outcome:
    """
    What became of a lesson.

    Attributes:
        lesson: Its address.
        did: `asked`: its draft is gone and staff must decide; `refused`: see
            `said`; `waiting`: the push ended before it.
        media_id: Its draft, or "".
        index: Its place there, from 0.
        said: Why, where it was not simply done.
    """

    lesson: str
    did: Did
    media_id: str = ""
    index: int = 0
    said: Said | None = None

    @property
    def line(self) -> Said:
        """All of it in one line."""
        line = _WHY if self.said else _LINE
        return line.filled(did=_DIDS[self.did], lesson=self.lesson, said=self.said)


@dataclass
class Result:
    """
    A whole push.

    Attributes:
        outcomes: One for each lesson.
        pictures: Bodies' pictures sent.
        covers: Covers sent.
        notes: What else staff should know.
        stop: What ended the push early.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    pictures: int = 0
    covers: int = 0
    notes: list[Said] = field(default_factory=list)
    stop: PushError | None = None

    @property
    def good(self) -> bool:
        """Whether every lesson is in the draft box as it is in the build."""
        done = {"added", "updated", "unchanged"}
        return self.stop is None and all(one.did in done for one in self.outcomes)
