"""`renlearn wechat`: articles into the account's draft box."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from builder import wechat_limits as limits
from builder.cli.school_folder import school_option
from builder.cli.steps import Steps
from builder.cli.wechat_words import (
    plan_lines,
    plan_record,
    result_lines,
    result_record,
    stop_record,
)
from builder.cli.words import failure, language_option
from builder.i18n import Said, StaffLanguage
from builder.wechat.online import structure_faults
from builder.wechat.push.account import Account, account_from
from builder.wechat.push.bundle import Bundle
from builder.wechat.push.ledger import FOLDER
from builder.wechat.push.run import Chosen, choose, planned, pushed
from builder.wechat.push.stops import PushError

_SOUND = Said("{lesson}: sound", "{lesson}：没有问题")


@click.group()
def wechat() -> None:
    """Articles into the draft box of the school's WeChat account."""


@wechat.command()
@school_option
@language_option
@click.option("--dry-run", is_flag=True, help="Say what would be done; call nothing.")
@click.option("--together", is_flag=True, help="All lessons as one draft, at most eight.")
@click.option("--again", is_flag=True, help="A new article where a draft was published or deleted.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
@click.argument("names", nargs=-1, required=True, metavar="LESSON…|COURSE")
def push(
    root: Path, *, language: StaffLanguage, dry_run: bool, together: bool, again: bool,
    as_json: bool, names: tuple[str, ...],
) -> None:  # fmt: skip
    """
    Bring lessons from build/wechat into the draft box, each once.

    LESSON is business/accounting/01-why-accounts or its file; COURSE is
    business/accounting. WECHAT_APPID and WECHAT_SECRET name the account.
    Unchanged lessons cost no call, changed ones are updated in their draft.
    Publishing stays with you: nothing leaves the draft box.
    """
    try:
        account = account_from(os.environ, to_send=not dry_run)
        what = choose(root, names, together=together)
        if dry_run:
            good = _say_plan(root, what, account, language, again=again, as_json=as_json)
        else:
            good = _push(root, what, account, language, again=again, as_json=as_json)
    except PushError as stop:
        if as_json:
            click.echo(json.dumps({"stop": stop_record(stop)}, ensure_ascii=False))
        raise failure(stop.said, language) from None
    sys.exit(0 if good else 1)


@wechat.command()
@school_option
@language_option
@click.option("--online", is_flag=True, help="Send the articles to WeChat's check.")
@click.argument("names", nargs=-1, required=True, metavar="LESSON…|COURSE")
def check(root: Path, *, language: StaffLanguage, online: bool, names: tuple[str, ...]) -> None:
    """
    Ask WeChat's public check about the structure of articles in build/wechat.

    It needs no account. `renlearn check --wechat` tries the same rules without
    a network.
    """
    if not online:
        raise click.UsageError("this sends the articles to WeChat: say so with --online")
    host = os.environ.get("WECHAT_CHECK", "") or limits.STRUCTURE_HOST
    try:
        what = choose(root, names)
        _print((one.line for one in what.refused), language)
        found = [_checked(bundle, host, language) for bundle in what.bundles]
    except PushError as stop:
        raise failure(stop.said, language) from None
    sys.exit(0 if all(found) and not what.refused else 1)


def _checked(bundle: Bundle, host: str, language: StaffLanguage) -> bool:
    faults = structure_faults(bundle.html, host)
    _print([_SOUND.filled(lesson=bundle.lesson)] if not faults else [], language)
    for fault in faults:
        click.echo(f"{bundle.path}:1: {fault.rule}: {fault.words} {fault.element}")
    return not faults


def _say_plan(
    root: Path, what: Chosen, account: Account, language: StaffLanguage, *,
    again: bool, as_json: bool,
) -> bool:  # fmt: skip
    plan = planned(root, what, account.appid, again=again)
    if as_json:
        click.echo(json.dumps(plan_record(plan, what), ensure_ascii=False, indent=1))
    else:
        _print(plan_lines(plan, what), language)
    return not what.refused and all(step.action != "gone" for step in plan.steps)


def _push(
    root: Path, what: Chosen, account: Account, language: StaffLanguage, *,
    again: bool, as_json: bool,
) -> bool:  # fmt: skip
    steps = Steps(language, quiet=as_json)
    if what.hint:
        steps.say(what.hint)
    try:
        result = pushed(root, what, account, steps, again=again)
    finally:
        steps.end()
    ledger = f"{FOLDER}/{account.appid}.json"
    if as_json:
        click.echo(json.dumps(result_record(result, what, ledger), ensure_ascii=False, indent=1))
    else:
        _print(result_lines(result, what, ledger), language)
    return result.good


def _print(lines: Iterable[Said], language: StaffLanguage) -> None:
    for said in lines:
        click.echo(said.in_language(language))
