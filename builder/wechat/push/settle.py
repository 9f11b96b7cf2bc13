"""
What the ledger says of drafts: begun before the call, settled after its answer.

A push may be killed at any moment. Whatever was begun is looked up in the
draft box by the next one: found, it is taken over; not found, it never was.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.i18n import Said
from builder.wechat.push.box import Box, position
from builder.wechat.push.bundle import Bundle
from builder.wechat.push.calls import Calls
from builder.wechat.push.ledger import Ledger, LedgerFile, Sent

_DROPPED = Said(
    "{lesson} is in no draft any more; push it again if it is wanted",
    "{lesson} 现在不在任何草稿里；需要的话请再推送",
)
_KEPT = Said(
    "an old draft that holds {lesson} was kept, since it also holds articles that are not ours; "
    "delete it in the console (草稿箱) if it is not wanted",
    "含有 {lesson} 的旧草稿没有删除，因为其中还有别的文章；不需要的话请在后台“草稿箱”删除",
)
_FOUND = Said(
    "{lesson} lies in the draft box already, though the ledger did not know; it is updated there",
    "草稿箱里已有 {lesson}，只是账本没有记录；将在原处更新",
)


def begin(file: LedgerFile, bundles: Sequence[Bundle]) -> None:
    """Note that a draft of these articles is about to be added."""
    together = tuple(bundle.lesson for bundle in bundles)
    drafts = file.ledger.drafts
    for index, bundle in enumerate(bundles):
        was = drafts.get(bundle.lesson)
        drafts[bundle.lesson] = Sent(
            "adding", "", index, bundle.sha256, bundle.url, together, was=was
        )
    file.save()


def added(file: LedgerFile, lessons: Sequence[str], media_id: str) -> None:
    """Note that it was; the drafts that it replaces are to be deleted."""
    ledger = file.ledger
    for lesson in lessons:
        was = ledger.drafts[lesson].was
        if was and was.state == "draft":
            _replace(ledger, lesson, was)
        ledger.update(lesson, state="draft", media_id=media_id, was=None)
    file.save()


def not_added(file: LedgerFile, lessons: Sequence[str]) -> None:
    """Note that it was not: everything is as before."""
    drafts = file.ledger.drafts
    for lesson in lessons:
        was = drafts.pop(lesson).was
        if was:
            drafts[lesson] = was
    file.save()


def settle_adding(file: LedgerFile, box: Box) -> None:
    """Find out what became of every adding that was cut off; the box was listed just now."""
    for together in list(file.ledger.adding()):
        begun = {
            lesson: sent.url
            for lesson, sent in file.ledger.drafts.items()
            if sent.state == "adding" and sent.together == together
        }
        urls = [begun.get(lesson, "") for lesson in together]  # a merge may have lost one
        media_id = box.holder(urls, file.ledger.known())
        if media_id:
            added(file, list(begun), media_id)
        else:
            not_added(file, list(begun))


def take_over(file: LedgerFile, box: Box, bundles: Sequence[Bundle]) -> list[Said]:
    """
    Take down articles that lie in the box without our knowing.

    So it is after a push from another computer whose ledger was not committed.
    """
    told = []
    for bundle in bundles:
        sent = file.ledger.drafts.get(bundle.lesson)
        place = box.place(bundle.url) if not sent or sent.state == "gone" else None
        if place:
            media_id, index = place
            file.ledger.drafts[bundle.lesson] = Sent(
                "draft", media_id, index, "", bundle.url, (bundle.lesson,)
            )
            told.append(_FOUND.filled(lesson=bundle.lesson))
    if told:
        file.save()
    return told


def gone(file: LedgerFile, media_id: str) -> None:
    """Note that a draft was published or deleted."""
    for lesson in file.ledger.of_draft(media_id):
        file.ledger.update(lesson, state="gone")
    file.save()


def delete_replaced(file: LedgerFile, calls: Calls) -> list[Said]:
    """Delete the drafts that others replaced, but none that holds an article of someone else."""
    told = []
    for media_id, ours in list(file.ledger.deleting.items()):
        draft = calls.draft(media_id)
        lessons = file.ledger.of_draft(media_id)
        if draft and any(position(url, ours) is None for url in draft.urls):
            told.append(_KEPT.filled(lesson=", ".join(lessons) or ours[0]))
        else:
            if draft:
                calls.delete_draft(media_id)
            for lesson in lessons:
                del file.ledger.drafts[lesson]
                told.append(_DROPPED.filled(lesson=lesson))
        del file.ledger.deleting[media_id]
        file.save()
    return told


def _replace(ledger: Ledger, lesson: str, was: Sent) -> None:
    others = [ledger.drafts[one].url for one in ledger.of_draft(was.media_id) if one != lesson]
    ours = ledger.deleting.setdefault(was.media_id, [])
    ours += [url for url in (was.url, *others) if url not in ours]
