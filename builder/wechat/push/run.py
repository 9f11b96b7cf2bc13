"""From arguments to a push: bundles chosen, checked, grouped; one push at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.account import Account
from builder.wechat.push.bundle import FOLDER, Bundle, read_bundle
from builder.wechat.push.calls import Calls
from builder.wechat.push.choose import chosen, older_than
from builder.wechat.push.client import Client
from builder.wechat.push.fit import faults, same_address
from builder.wechat.push.ledger import LedgerFile
from builder.wechat.push.plan import Group, Plan, plan
from builder.wechat.push.push import Push
from builder.wechat.push.result import Outcome, Result
from builder.wechat.push.show import Show
from builder.wechat.push.stops import PushError
from builder.wechat.push.token import TokenStore, token_folder

_TOO_MANY = Said(
    "{count} lessons do not fit into one draft, which takes at most {limit} articles; "
    "name fewer, or leave --together out",
    "{count} 课放不进一份草稿，一份最多 {limit} 篇；请少列几课，或去掉 --together",
)
_WITH_IT = Said(
    "another lesson of the same draft cannot be sent: see there",
    "同一份草稿里的另一课不能推送：见该课",
)
_RUNNING = Said(
    "another push for this account is running; wait for it to end",
    "这个账号的另一次推送正在运行；请等它结束",
)


@dataclass(frozen=True)
class Chosen:
    """
    What the arguments mean.

    Attributes:
        groups: Articles that belong in one draft each.
        refused: Lessons that WeChat would refuse, and why; nothing of them is sent.
        hint: That the build is older than its sources.
    """

    groups: tuple[Group, ...]
    refused: tuple[Outcome, ...]
    hint: Said | None = None

    @property
    def bundles(self) -> list[Bundle]:
        """Every bundle that can be sent."""
        return [bundle for group in self.groups for bundle in group]


def choose(root: Path, names: Sequence[str], *, together: bool = False) -> Chosen:
    """
    Find, read and check the bundles that `names` mean.

    Args:
        root: The school's folder.
        names: LESSON or COURSE.
        together: Put all into one draft.

    Raises:
        PushError: A name means nothing that is built, or they are too many for one draft.
    """
    lessons = chosen(root, names)
    if together and len(lessons) > limits.ARTICLES:
        raise PushError(_TOO_MANY.filled(count=len(lessons), limit=limits.ARTICLES))
    bundles: list[Bundle] = []
    refused: list[Outcome] = []
    for lesson in lessons:
        try:
            bundles.append(read_bundle(root / "build" / FOLDER, lesson))
        except PushError as fault:
            refused.append(Outcome(lesson, "refused", said=fault.said))
    good = _fitting(bundles, refused)
    if together and refused:
        refused += [Outcome(one.lesson, "refused", said=_WITH_IT) for one in good]
        good = []
    groups = [tuple(good)] if together and good else [(bundle,) for bundle in good]
    hint = older_than(root, [bundle.lesson for bundle in good])
    return Chosen(tuple(groups), tuple(refused), hint)


def planned(root: Path, what: Chosen, appid: str, *, again: bool = False) -> Plan:
    """What a push would do, without any call; raises PushError for a damaged ledger."""
    return plan(what.groups, LedgerFile(root, appid).ledger, again=again)


def pushed(
    root: Path, what: Chosen, account: Account, show: Show, *, again: bool = False
) -> Result:
    """
    Push.

    Args:
        root: The school's folder; the ledger lies in its `wechat/`.
        what: From `choose`.
        account: From `account_from`.
        show: Told of the progress.
        again: Make a new article where a draft was published or deleted.

    Raises:
        PushError: The ledger is damaged, the proxy cannot be used, or another push is
            running. What goes wrong later stands in the result.
    """
    with _alone(root, account.appid):
        file = LedgerFile(root, account.appid)
        client = Client(account, TokenStore(token_folder(), account), show.say)
        try:
            result = Push(file, Calls(client), show, again=again).run(what.groups)
        finally:
            client.close()
    result.outcomes += what.refused
    return result


@contextmanager
def _alone(root: Path, appid: str) -> Iterator[None]:
    """Keep two pushes of an account apart; the lock dies with its process."""
    lock = root / "build" / f".wechat-{appid}.lock"
    try:
        with FileLock(lock, timeout=0):
            yield
    except Timeout:
        raise PushError(_RUNNING) from None


def _fitting(bundles: Sequence[Bundle], refused: list[Outcome]) -> list[Bundle]:
    same = same_address(bundles)
    good = []
    for bundle in bundles:
        found = [*faults(bundle), *([same[bundle.lesson]] if bundle.lesson in same else [])]
        refused += [Outcome(bundle.lesson, "refused", said=said) for said in found]
        if not found:
            good.append(bundle)
    return good
