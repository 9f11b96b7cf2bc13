"""The push: bundles into the draft box, each article once, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from builder.i18n import Said
from builder.wechat.push import settle
from builder.wechat.push.box import Box, position
from builder.wechat.push.bundle import Bundle
from builder.wechat.push.calls import GONE, Article, Calls
from builder.wechat.push.errors import OUR_FAULT
from builder.wechat.push.ledger import LedgerFile, Sent
from builder.wechat.push.plan import Group, Plan, Step, plan
from builder.wechat.push.result import Did, Outcome, Result
from builder.wechat.push.show import Show
from builder.wechat.push.stops import PushError, RefusedError
from builder.wechat.push.upload import Uploads

_GONE = Said(
    "its draft is not in the draft box any more: it was published or deleted. To make a second "
    "article of it, run the same command with --again; to change a published one, use the console",
    "草稿箱里已没有它：已发表或已删除。若要再做一篇，请加 --again 再运行；"
    "要改已发表的文章，请用公众平台",
)
_LOST = Said(
    "its draft holds several articles and none of them has this lesson's page as 阅读原文; put "
    "the link back in the console, or delete the draft and run again with --again",
    "它的草稿里有多篇文章，却没有一篇的“阅读原文”是这一课的网页；"
    "请在后台补上链接，或删除草稿后加 --again 再运行",
)
_COVER = Said(
    "{lesson}: its cover was deleted from the library and is sent again",
    "{lesson}：封面已从素材库删除，重新上传",
)


class Push:
    """
    One push.

    Args:
        file: The account's ledger, held by this push alone.
        calls: The account's calls.
        show: Told of the progress.
        again: Make a new article where a draft was published or deleted.
    """

    def __init__(self, file: LedgerFile, calls: Calls, show: Show, *, again: bool = False) -> None:
        self._file = file
        self._calls = calls
        self._show = show
        self._again = again
        self._uploads = Uploads(file, calls, show)
        self._box = Box(calls)
        self._result = Result()

    def run(self, groups: Sequence[Group]) -> Result:
        """Bring every group into its draft; errors stand in the result."""
        try:
            todo = self._look(groups)
            self._show.begin(todo.units)
            for step in todo.steps:
                self._do(step)
                self._show.advance()
            self._delete_replaced()
        except PushError as stop:
            self._result.stop = stop
            reached = {one.lesson for one in self._result.outcomes}
            left = (bundle for group in groups for bundle in group if bundle.lesson not in reached)
            self._outcomes(left, "waiting")
        self._result.pictures = self._uploads.pictures
        self._result.covers = self._uploads.covers
        return self._result

    def _look(self, groups: Sequence[Group]) -> Plan:
        """The plan, after a look into the draft box where that could change it."""
        first = plan(groups, self._file.ledger, again=self._again)
        if not first.adds:
            self._box = Box(self._calls, first.drafts)
            return first
        self._box.look()
        settle.settle_adding(self._file, self._box)
        bundles = [bundle for group in groups for bundle in group]
        for said in settle.take_over(self._file, self._box, bundles):
            self._note(said)
        return plan(groups, self._file.ledger, again=self._again)

    def _do(self, step: Step) -> None:
        action = step.action
        if action in {"update", "check"} and not self._is_there(step.bundles[0]):
            action = "add" if self._again else "gone"
        if action == "add":
            self._try(step.bundles, self._add)
        elif action == "gone":
            self._outcomes(step.bundles, "asked", _GONE)
        else:
            for bundle in step.bundles:
                if bundle in step.changed:
                    self._try((bundle,), self._update)
                else:
                    self._outcomes([bundle], "unchanged")

    def _try(self, bundles: Group, act: Callable[[Group], Did]) -> None:
        """Act; what concerns these lessons alone does not keep the next ones waiting."""
        try:
            did = act(bundles)
        except PushError as fault:
            if fault.stops:
                raise
            self._outcomes(bundles, "refused", fault.said)
        else:
            self._outcomes(bundles, did)

    def _is_there(self, bundle: Bundle) -> bool:
        media_id = self._sent(bundle).media_id
        if self._box.urls(media_id) is not None:
            return True
        settle.gone(self._file, media_id)
        return False

    def _add(self, bundles: Group) -> Did:
        for bundle in bundles:
            self._uploads.all_of(bundle)
        try:
            self._add_once(bundles)
        except RefusedError as refused:
            self._repair(refused, bundles)
            self._add_once(bundles)
        self._delete_replaced()
        return "added"

    def _add_once(self, bundles: Group) -> None:
        lessons = [bundle.lesson for bundle in bundles]
        urls = [bundle.url for bundle in bundles]
        articles = [self._article(bundle) for bundle in bundles]

        def find() -> str | None:
            return self._box.newest(urls, self._file.ledger.known())

        settle.begin(self._file, bundles)
        try:
            media_id = self._calls.add_draft(articles, lessons[0], find)
        except PushError as fault:
            if not fault.unknown:
                settle.not_added(self._file, lessons)
            raise
        settle.added(self._file, lessons, media_id)
        self._box.note(media_id, urls)

    def _update(self, bundles: Group) -> Did:
        (bundle,) = bundles
        self._uploads.all_of(bundle)
        try:
            self._update_once(bundle)
        except RefusedError as refused:
            self._box.forget(self._sent(bundle).media_id)
            if refused.code == GONE and not self._is_there(bundle):
                raise PushError(_GONE, stops=False) from None
            self._repair(refused, bundles)
            self._update_once(bundle)
        return "updated"

    def _update_once(self, bundle: Bundle) -> None:
        sent = self._sent(bundle)
        index = self._index(bundle.lesson, sent)
        self._calls.update_draft(sent.media_id, index, self._article(bundle), bundle.lesson)
        self._file.ledger.update(
            bundle.lesson, index=index, article=bundle.sha256, url=bundle.url, state="draft"
        )
        self._file.save()
        urls = list(self._box.urls(sent.media_id) or ())
        urls[index : index + 1] = [bundle.url]
        self._box.note(sent.media_id, urls)

    def _index(self, lesson: str, sent: Sent) -> int:
        """Where the article stands now: staff may have put others before it."""
        urls = self._box.urls(sent.media_id) or ()
        index = position(sent.url, urls)
        if index is not None:
            return index
        ledger = self._file.ledger
        others = [ledger.drafts[one].url for one in ledger.of_draft(sent.media_id) if one != lesson]
        if len(urls) == 1 and position(urls[0], others) is None:
            return 0  # the only one, whose link was taken out
        raise PushError(_LOST, stops=False)

    def _repair(self, refused: RefusedError, bundles: Group) -> None:
        """Send covers again that were deleted from the library; raise what is not that."""
        if refused.code != GONE:
            raise refused
        covers = self._file.ledger.covers
        held = {one.media_id for one in self._calls.materials()}
        missing = [one for one in bundles if covers[one.cover.sha256] not in held]
        if not missing:
            raise refused.explained(OUR_FAULT)
        for bundle in missing:
            self._note(_COVER.filled(lesson=bundle.lesson))
            covers.pop(bundle.cover.sha256, None)
            self._uploads.cover(bundle.cover)

    def _delete_replaced(self) -> None:
        for said in settle.delete_replaced(self._file, self._calls):
            self._note(said)

    def _article(self, bundle: Bundle) -> Article:
        return bundle.article(self._file.ledger.images, self._file.ledger.covers)

    def _sent(self, bundle: Bundle) -> Sent:
        return self._file.ledger.drafts[bundle.lesson]

    def _note(self, said: Said) -> None:
        self._result.notes.append(said)
        self._show.say(said)

    def _outcomes(self, bundles: Iterable[Bundle], did: Did, said: Said | None = None) -> None:
        for bundle in bundles:
            sent = self._file.ledger.drafts.get(bundle.lesson)
            place = (sent.media_id, sent.index) if sent and sent.state == "draft" else ("", 0)
            outcome = Outcome(bundle.lesson, did, *place, said)
            self._result.outcomes.append(outcome)
            if did not in {"unchanged", "waiting"}:
                self._show.say(outcome.line)
