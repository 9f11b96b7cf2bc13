"""
What one account holds of ours: `wechat/<appid>.json` beside `content/`, to be committed.

WeChat's calls have no key of ours, so this file is what keeps a second push
from making a second article. It is written before a call that must not be
made twice and after its answer. Nothing in it is secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from builder.i18n import Said
from builder.staging import write_whole
from builder.wechat.push.stops import PushError

FOLDER = "wechat"
_FORMAT = 1
State = Literal["adding", "draft", "gone"]

_DAMAGED = Said(
    "{file} is damaged ({reason}); take it from git again (git checkout -- {file}), and after a "
    "merge keep the lines of both sides: without it articles would come twice",
    "{file} 已损坏（{reason}）；请用 git checkout -- {file} 取回，"
    "合并冲突时两边的行都保留：没有它，文章会重复",
)
_NEWER = Said(
    "{file} was written by a newer renlearn; update renlearn",
    "{file} 由更新版本的 renlearn 写成；请升级 renlearn",
)
_OTHER = Said(
    "{file} is of another account; its name and the appid in it must be the same",
    "{file} 属于另一个账号；文件名须与其中的 appid 一致",
)
_UNWRITABLE = Said("cannot write {file}: {reason}", "写不了 {file}：{reason}")


@dataclass(frozen=True)
class Sent:
    """
    Where a lesson's article is.

    Attributes:
        state: `adding` from before the call until its answer is known;
            `gone` when the draft was published or deleted.
        media_id: Of the draft; "" while adding.
        index: The article's place in the draft, from 0.
        article: SHA-256 of what was sent; "" when that is not known.
        url: The article's `content_source_url`, by which it is found again.
        together: Lessons of the whole draft in order, this one among them.
        was: While adding: what stood here before.
    """

    state: State
    media_id: str
    index: int
    article: str
    url: str
    together: tuple[str, ...]
    was: Sent | None = None


@dataclass
class Ledger:
    """
    Everything known of an account.

    Attributes:
        images: Address by SHA-256 of a picture; "" from before the upload
            until its answer is known, where it can be found again by name.
        covers: `media_id` by SHA-256, in the same way.
        drafts: By lesson.
        deleting: Drafts that others have replaced and that are to be
            deleted, each with the addresses of those articles that are ours.
    """

    images: dict[str, str] = field(default_factory=dict)
    covers: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, Sent] = field(default_factory=dict)
    deleting: dict[str, list[str]] = field(default_factory=dict)

    def adding(self) -> Iterator[tuple[str, ...]]:
        """The sets of lessons whose adding was cut off."""
        waiting = (sent.together for sent in self.drafts.values() if sent.state == "adding")
        return iter(sorted(set(waiting)))

    def known(self) -> set[str]:
        """Every draft that is accounted for."""
        held = {sent.media_id for sent in self.drafts.values()}
        held |= {sent.was.media_id for sent in self.drafts.values() if sent.was}
        return (held | set(self.deleting)) - {""}

    def of_draft(self, media_id: str) -> list[str]:
        """The lessons whose article lies in this draft."""
        return [
            lesson
            for lesson, sent in self.drafts.items()
            if sent.media_id == media_id and sent.state != "adding"
        ]

    def update(self, lesson: str, **changes: Any) -> None:
        """Change what is known of a lesson's draft."""
        self.drafts[lesson] = replace(self.drafts[lesson], **changes)


class LedgerFile:
    """
    The ledger of an account on disk.

    Args:
        root: The school's folder.
        appid: The account.

    Raises:
        PushError: The file is damaged, newer, or of another account.
    """

    def __init__(self, root: Path, appid: str) -> None:
        self.file = root / FOLDER / f"{appid}.json"
        self.name = f"{FOLDER}/{appid}.json"
        self._appid = appid
        self.ledger = self._read()

    def save(self) -> None:
        """Write it so that neither a kill nor a loss of power leaves half of it."""
        record = {"format": _FORMAT, "appid": self._appid, **_record(self.ledger)}
        text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            write_whole(self.file, f"{text}\n".encode(), durable=True)
        except OSError as fault:
            said = _UNWRITABLE.filled(file=self.name, reason=fault.strerror or "OSError")
            raise PushError(said) from None

    def _read(self) -> Ledger:
        try:
            record = json.loads(self.file.read_text(encoding="utf-8"))
            if record.pop("format") > _FORMAT:
                raise PushError(_NEWER.filled(file=self.name))
            if record.pop("appid") != self._appid:
                raise PushError(_OTHER.filled(file=self.name))
            return _ledger(record)
        except FileNotFoundError:
            return Ledger()
        except json.JSONDecodeError as fault:
            raise self._damaged(f"line {fault.lineno}") from None
        except OSError as fault:
            raise self._damaged(fault.strerror or "OSError") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise self._damaged(type(fault).__name__) from None

    def _damaged(self, reason: str) -> PushError:
        return PushError(_DAMAGED.filled(file=self.name, reason=reason))


def _record(ledger: Ledger) -> dict[str, Any]:
    drafts = {lesson: _sent_record(lesson, sent) for lesson, sent in ledger.drafts.items()}
    return vars(ledger) | {"drafts": drafts}


def _sent_record(lesson: str, sent: Sent) -> dict[str, Any]:
    """A draft without what goes without saying."""
    record = {name: value for name, value in vars(sent).items() if value is not None}
    record["together"] = list(sent.together)
    if sent.together == (lesson,):
        del record["together"]
    if sent.was:
        record["was"] = _sent_record(lesson, sent.was)
    return record


def _ledger(record: dict[str, Any]) -> Ledger:
    record["drafts"] = {name: _sent(name, one) for name, one in record["drafts"].items()}
    ledger = Ledger(**record)
    _each(str, [*ledger.images.values(), *ledger.covers.values()])
    for urls in ledger.deleting.values():
        _each(str, _typed(list, urls))
    return ledger


def _sent(lesson: str, record: dict[str, Any]) -> Sent:
    together = _typed(list, record.pop("together", [lesson]))
    was = record.pop("was", None)
    sent = Sent(**record, together=tuple(together), was=_sent(lesson, was) if was else None)
    _each(str, [sent.media_id, sent.article, sent.url, *together])
    if sent.state not in {"adding", "draft", "gone"} or lesson not in together:
        raise ValueError(sent.state)
    _typed(int, sent.index)
    return sent


def _typed(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


def _each(kind: type, values: list[Any]) -> None:
    for value in values:
        _typed(kind, value)
