"""How outcomes of publishing are printed, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click

from builder.publish.redact import Redactor
from builder.publish.release import blob_key
from builder.publish.session import Report, in_words
from builder.publish.status import Preview, Status
from builder.publish.targets import Target

_FOREIGN = 20  # foreign keys that are worth printing


def say_report(
    report: Report, target: Target, redact: Redactor, *, as_json: bool, status: Status | None
) -> None:
    """What a publish or rollback did."""
    if as_json:
        record = {"target": target.where} | asdict(report)
        record |= {"faults": [asdict(one) for one in report.faults]}
        record |= {"drift": status.drift.lines} if status else {}
        _json(record, redact)
        return
    lines = [_summary(report, target)]
    lines += [one.fault + (f"; {one.mend}" if one.mend else "") for one in report.seen if one.fault]
    if report.refresh and report.refresh.words:
        lines.append(report.refresh.words)
    if report.refresh and report.refresh.left:
        lines.append(f"Not refreshed yet, and tried again next time: {len(report.refresh.left)}")
        lines += [f"  {url}" for url in report.refresh.left]
    lines += report.notes
    lines += _drift(status) if status else []
    _print(lines, redact)


def say_preview(found: Preview, target: Target, redact: Redactor, *, as_json: bool) -> None:
    """What a publish would do."""
    plan = found.plan
    if as_json:
        record: dict[str, Any] = {
            "target": target.where,
            "send": [
                {"key": file.key, "bytes": file.size, "what": "asset"} for file in plan.assets
            ] + [
                {"key": blob_key(file), "bytes": file.size, "what": "kept copy", "of": file.key}
                for file in plan.blobs
            ],
            "place": [
                {"key": file.key, "new": file.key in plan.new}
                for files in plan.turns for file in files
            ],
            "remove": plan.removed,
            "foreign": plan.foreign,
            "refresh": list(found.urls),
            "bytes": plan.size,
        }  # fmt: skip
        _json(record, redact)
        return
    lines = [f"would send {file.key} ({file.size} bytes)" for file in plan.assets]
    lines += [f"would send the bytes of {file.key} ({file.size} bytes)" for file in plan.blobs]
    for files in plan.turns:
        lines += [
            f"would {'add' if file.key in plan.new else 'change'} {file.key}" for file in files
        ]
    lines += [f"would remove {key}" for key in plan.removed]
    lines += [f"would refresh {url}" for url in found.urls]
    lines += [f"would stop at {key}, which renlearn did not put there" for key in plan.foreign]
    lines.append(
        f"Nothing to do: {target.where} has this build." if plan.is_empty
        else f"Nothing was sent. It would be {in_words(plan.size)}."
    )  # fmt: skip
    _print(lines, redact)


def say_status(found: Status, redact: Redactor, *, as_json: bool) -> None:
    """What a target holds."""
    if as_json:
        last = found.current.events[-1] if found.current.events else None
        record = {
            "release": found.current.id,
            "published": asdict(last) if last else None,
            "missing": [file.key for file in found.drift.missing],
            "differing": [file.key for file in found.drift.differing],
            "kept_copies": [file.key for file in found.drift.blobs],
            "foreign": found.foreign,
            "publishing": found.holder,
            "seen": [asdict(one) for one in found.seen],
        }
        _json(record, redact)
        return
    lines = [f"Release {found.current.id}"]
    if found.holder:
        lines.append(f"{found.holder} is publishing here now, or was cut off.")
    _print([*lines, *_drift(found)], redact)


def _drift(found: Status) -> list[str]:
    lines = found.drift.lines
    if lines:
        lines.append("The next publish puts this right.")
    else:
        lines = ["Every object is as it was published."]
    lines += [f"not ours: {key}" for key in found.foreign[:_FOREIGN]]
    if len(found.foreign) > _FOREIGN:
        lines.append(f"not ours: {len(found.foreign) - _FOREIGN} more")
    return lines + [f"{one.fault}; {one.mend}" for one in found.seen if one.fault]


def _summary(report: Report, target: Target) -> str:
    if report.did == "unchanged":
        return f"Nothing to do: {target.where} has release {report.release} already."
    parts = [f"{report.sent} objects sent ({in_words(report.bytes)})"]
    parts.append(f"{report.placed} pages put in place")
    parts += [f"{report.removed} removed"] if report.removed else []
    parts += [f"{report.collected} old objects cleared"] if report.collected else []
    word = report.did.capitalize()
    return f"{word} {report.release} to {target.where}: {', '.join(parts)}."


def _json(record: dict[str, Any], redact: Redactor) -> None:
    click.echo(redact(json.dumps(record, ensure_ascii=False, indent=1)))


def _print(lines: Iterable[str], redact: Redactor) -> None:
    for line in lines:
        click.echo(redact(" ".join(line.split()) if not line.startswith("  ") else line))
