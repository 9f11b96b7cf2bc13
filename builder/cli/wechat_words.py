"""A push in words and as JSON: what it would do, what it did, what staff do next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from builder.i18n import Said
from builder.wechat.push.bundle import Bundle
from builder.wechat.push.plan import Plan, Step
from builder.wechat.push.result import Outcome, Result
from builder.wechat.push.run import Chosen
from builder.wechat.push.stops import BEIJING, PushError, RefusedError, midnight

_STEPS = {
    "unchanged": Said("unchanged", "没有变化"),
    "check": Said("unchanged, if still there", "没有变化（会查看草稿是否还在）"),
    "update": Said("update", "更新"),
    "add": Said("add", "新增"),
    "gone": Said("ask: published or deleted", "须确认：已发表或已删除"),
}
_DONE = ("added", "updated", "unchanged")
_UPLOADS = Said(
    "Uploads: pictures {pictures}, covers {covers}. Nothing was sent.",
    "上传：图片 {pictures} 张，封面 {covers} 张。尚未发送任何内容。",
)
_ONE_DRAFT = Said("one draft of {count}: ", "合为一份草稿，共 {count} 篇：")
_LINE = Said("{did}: {lesson}", "{did}：{lesson}")
_SUM = Said(
    "Drafts: {added} added, {updated} updated, {unchanged} unchanged, {rest} not sent. "
    "Uploads: pictures {pictures}, covers {covers}.",
    "草稿：新增 {added}，更新 {updated}，没有变化 {unchanged}，未推送 {rest}。"
    "上传：图片 {pictures} 张，封面 {covers} 张。",
)
_STOP = Said("Stopped: {said}", "已停止：{said}")
_RECORDINGS = Said(
    "Insert recordings by hand, WeChat takes none from programs; an update takes out those "
    "that were inserted before:",
    "以下录音须手工插入，微信不接受程序插入；更新会去掉以前插入的录音：",
)
_RECORDING = Said("  {lesson}: {files}", "  {lesson}：{files}")
_NEXT = Said(
    "Next: commit {ledger}; open mp.weixin.qq.com, 内容管理 → 草稿箱, look at each draft "
    "on a phone (预览), then 发表.",
    "接下来：提交 {ledger}；打开 mp.weixin.qq.com，“内容管理 → 草稿箱”，逐篇在手机上预览，再发表。",
)


def plan_lines(plan: Plan, what: Chosen) -> Iterator[Said]:
    """What a push would do."""
    for step in plan.steps:
        yield from _step_lines(step)
    yield from (one.line for one in what.refused)
    if what.hint:
        yield what.hint
    yield _UPLOADS.filled(pictures=len(plan.pictures), covers=len(plan.covers))


def plan_record(plan: Plan, what: Chosen) -> dict[str, Any]:
    """The same as data."""
    steps = [
        {
            "action": step.action,
            "lessons": [bundle.lesson for bundle in step.bundles],
            "send": [bundle.lesson for bundle in step.changed],
        }
        for step in plan.steps
    ]
    uploads = {"pictures": len(plan.pictures), "covers": len(plan.covers)}
    return {"steps": steps, "refused": _outcome_records(what.refused), **uploads}


def result_lines(result: Result, what: Chosen, ledger: str) -> Iterator[Said]:
    """What a push did, after each draft was told of as it came about."""
    yield from (one.line for one in what.refused)
    if result.stop:
        yield _STOP.filled(said=result.stop.said)
    yield _SUM.filled(**_counts(result), pictures=result.pictures, covers=result.covers)
    sent = [one for one in result.outcomes if one.did in {"added", "updated"}]
    yield from _recording_lines(sent, what.bundles)
    if sent:
        yield _NEXT.filled(ledger=ledger)


def result_record(result: Result, what: Chosen, ledger: str) -> dict[str, Any]:
    """The same as data."""
    recordings = {bundle.lesson: bundle.recordings for bundle in what.bundles if bundle.recordings}
    return {
        "lessons": _outcome_records(result.outcomes),
        "pictures": result.pictures,
        "covers": result.covers,
        "recordings": recordings,
        "notes": [said.en for said in result.notes],
        "stop": stop_record(result.stop) if result.stop else None,
        "ledger": ledger,
    }


def _step_lines(step: Step) -> Iterator[Said]:
    if len(step.bundles) > 1:
        yield _ONE_DRAFT.filled(count=len(step.bundles))
    for bundle in step.bundles:
        same = step.action == "update" and bundle not in step.changed
        action = _STEPS["unchanged" if same else step.action]
        yield _LINE.filled(did=action, lesson=bundle.lesson)


def _counts(result: Result) -> dict[str, int]:
    lessons = {did: {one.lesson for one in result.outcomes if one.did == did} for did in _DONE}
    rest = {one.lesson for one in result.outcomes}.difference(*lessons.values())
    return {"rest": len(rest), **{did: len(found) for did, found in lessons.items()}}


def _recording_lines(sent: Sequence[Outcome], bundles: Sequence[Bundle]) -> Iterator[Said]:
    lessons = {one.lesson for one in sent}
    waiting = [one for one in bundles if one.lesson in lessons and one.recordings]
    if waiting:
        yield _RECORDINGS
    for bundle in waiting:
        yield _RECORDING.filled(lesson=bundle.lesson, files=", ".join(bundle.recordings))


def _outcome_records(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    return [
        {
            "lesson": one.lesson,
            "did": one.did,
            "media_id": one.media_id,
            "index": one.index,
            "message": one.said.en if one.said else "",
        }
        for one in outcomes
    ]


def stop_record(stop: PushError) -> dict[str, Any]:
    """What ended a push, as data."""
    record: dict[str, Any] = {"message": stop.said.en}
    if isinstance(stop, RefusedError):
        record |= {"code": stop.code, "call": stop.call, "rid": stop.rid}
        if stop.meaning.retry == "tomorrow":
            record["go_on"] = midnight(datetime.now(BEIJING)).isoformat()
    return record
