"""`renlearn build`: all renditions into `build/`, put in place only when whole."""

from __future__ import annotations

import gc
import shutil
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from builder.cache_folder import cache_folder
from builder.cli.built import Built, say, say_json
from builder.cli.machines import Machines, machine_options
from builder.cli.school_folder import school_option
from builder.cli.words import failure, language_of_records, language_option
from builder.i18n import Said, StaffLanguage
from builder.rebuild.inputs import changed, inputs, program
from builder.rebuild.last import LastBuild, forget, read, remember
from builder.rebuild.placed import are_untouched
from builder.staging import BuildRunningError, staging

RENDITIONS = ("site", "quiz", "wechat", "packs")
_RUNNING = Said(
    "another build of this school is running; wait for it to end",
    "这个学校正在另一处构建；等它结束",
)


@click.command()
@school_option
@language_option
@click.option(
    "--only",
    default=",".join(RENDITIONS),
    metavar="NAMES",
    show_default=True,
    help="Renditions to build.",
)
@click.option("--strict", is_flag=True, help="Count advice as a fault too.")
@click.option("--keep-going", is_flag=True, help="Put in place what could be built.")
@machine_options
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def build(
    root: Path,
    *,
    language: StaffLanguage,
    only: str,
    strict: bool,
    keep_going: bool,
    workers: int | None,
    dask: str | None,
    cache: str | None,
    as_json: bool,
) -> None:
    """
    Build the school into build/.

    Lessons that would be wrong to show are left out and named. With any error
    the exit status is 1 and the last good build stays, unless --keep-going.
    Where little has changed since the last build, little is done.
    """
    names = set(only.split(","))
    unknown = names - set(RENDITIONS)
    if unknown:
        raise click.UsageError(f"--only knows {', '.join(RENDITIONS)}, not {', '.join(unknown)}")
    gc.disable()  # next to nothing in a build refers to itself; looking for it takes time
    try:
        with staging(root / "build") as folder:
            built = _quickly(root, folder, names, language, strict=strict) or import_module(
                "builder.cli.whole_build"
            ).whole_build(
                root,
                folder,
                names,
                language,
                strict=strict,
                keep_going=keep_going,
                machines=Machines(workers, dask, cache),
                quiet=as_json,
            )
    except BuildRunningError as stop:
        raise failure(_RUNNING, language) from stop
    if as_json:
        say_json(built, language_of_records(language))
    else:
        say(built, names, language)
    sys.exit(0 if built.is_good(strict=strict) else 1)


def _quickly(
    root: Path, folder: Path, names: set[str], language: StaffLanguage, *, strict: bool
) -> Built | None:
    """What is in place already, or is once the edited lessons are; None where all must be built."""
    cache = cache_folder(root)
    last = read(cache)
    if last is None or not names <= last.names or (strict and last.problems):
        return None
    if last.program != program() or not are_untouched(root, last.outputs, names):
        return None
    before = inputs(root)
    if not changed(last.inputs, before) and not any(last.due.get(name) for name in names):
        return _built(last)
    if strict:
        return None
    forget(cache)
    rebuild: Any = import_module("builder.rebuild.lessons")
    now: LastBuild | None = rebuild.rebuild_lessons(
        root, folder, cache, last, names, before, language
    )
    if now is None:
        shutil.rmtree(folder)
        folder.mkdir()
        return None
    remember(cache, now)
    return _built(now)


def _built(last: LastBuild) -> Built:
    return Built(
        problems=last.problems,
        lessons=last.lessons,
        totals=last.totals,
        companies=last.companies,
        placed=True,
    )
