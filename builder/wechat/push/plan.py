"""What a push would do, worked out from the bundles and the ledger alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from builder.wechat.push.bundle import Bundle, Picture
from builder.wechat.push.ledger import Ledger, Sent

Action = Literal["unchanged", "check", "update", "add", "gone"]
Group = tuple[Bundle, ...]


@dataclass(frozen=True)
class Step:
    """
    What happens to one draft.

    Attributes:
        action: `check` asks whether an unchanged draft is still there;
            `gone` asks staff, since a second article might come of it.
        bundles: The articles of the draft that were named.
        changed: Those to be sent.
    """

    action: Action
    bundles: Group
    changed: Group = ()


@dataclass(frozen=True)
class Plan:
    """
    All steps, and the uploads that they need.

    Attributes:
        steps: One per draft, in the order of the arguments.
        pictures: Of bodies, each once.
        covers: Each once.
    """

    steps: tuple[Step, ...]
    pictures: tuple[Picture, ...]
    covers: tuple[Picture, ...]

    @property
    def adds(self) -> bool:
        """Whether a draft is made, so that the draft box is looked into before."""
        return any(step.action == "add" for step in self.steps)

    @property
    def drafts(self) -> int:
        """How many drafts WeChat will be asked for."""
        return sum(step.action in {"update", "check"} for step in self.steps)

    @property
    def units(self) -> int:
        """How much there is to do, for a progress bar."""
        return len(self.pictures) + len(self.covers) + len(self.steps)


def plan(groups: Sequence[Group], ledger: Ledger, *, again: bool = False) -> Plan:
    """
    Work out the steps.

    Args:
        groups: Articles that belong in one draft each.
        ledger: What the account holds.
        again: Make a new article where a draft was published or deleted.
    """
    steps = tuple(_step(group, ledger, again=again) for group in groups)
    sent = [bundle for step in steps for bundle in step.changed]
    pictures = _missing((one for bundle in sent for one in bundle.pictures.values()), ledger.images)
    covers = _missing((bundle.cover for bundle in sent), ledger.covers)
    return Plan(steps, tuple(pictures), tuple(covers))


def _step(group: Group, ledger: Ledger, *, again: bool) -> Step:
    held = [ledger.drafts.get(bundle.lesson) for bundle in group]
    changed = tuple(
        bundle
        for bundle, sent in zip(group, held, strict=True)
        if not sent or sent.state == "adding" or sent.article != bundle.sha256
    )
    if not _is_one_draft(group, held):
        gone = any(sent and sent.state == "gone" for sent in held)
        return Step("gone", group) if gone and not again else Step("add", group, group)
    if held[0] and held[0].state == "gone":
        if again:
            return Step("add", group, group)
        return Step("gone" if changed else "unchanged", group)
    if changed:
        return Step("update", group, changed)
    return Step("check" if again else "unchanged", group)


def _is_one_draft(group: Group, held: Sequence[Sent | None]) -> bool:
    """Whether these articles lie in one draft already; a lone one may share it with others."""
    first = held[0]
    if first is None or any(sent is None or sent.state == "adding" for sent in held):
        return False
    if len(group) == 1:
        return True
    lessons = tuple(bundle.lesson for bundle in group)
    return all(sent and sent.media_id == first.media_id for sent in held) and (
        first.together == lessons
    )


def _missing(pictures: Iterable[Picture], known: dict[str, str]) -> Iterator[Picture]:
    by_content = {one.sha256: one for one in pictures}
    return (one for sha256, one in by_content.items() if not known.get(sha256))
