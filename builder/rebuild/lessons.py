"""Lessons of which nothing but themselves and what they show has changed, made anew alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from builder.i18n import StaffLanguage
from builder.model.document import Document
from builder.rebuild.inputs import changed, inputs
from builder.rebuild.last import LastBuild
from builder.rebuild.links import after_edits
from builder.rebuild.programmes import programmes
from builder.rebuild.read import CONTENT, Edited, content_files, read_again
from builder.rebuild.roll import Roll, roll, titles
from builder.rebuild.secrets import give_away
from builder.rebuild.states import State
from builder.site.templates import TemplateFaultError, faults_in_words

MOST = 20  # lessons; with more of them a whole build is as quick


class Made(Protocol):
    """What was made anew of a rendition and is not in place yet."""

    @property
    def texts(self) -> Iterable[tuple[str, str]]:
        """Its files for readers, with those that they replace: name and text."""

    def put(self, root: Path, last: LastBuild, language: StaffLanguage) -> LastBuild:
        """Put it in place, every file or folder in one step; returns the build as it is then."""


def rebuild_lessons(
    root: Path,
    folder: Path,
    cache: Path,
    last: LastBuild,
    names: Collection[str],
    before: Mapping[str, State],
    language: StaffLanguage,
) -> LastBuild | None:
    """
    Bring renditions up to date after lessons were edited, or media that they show replaced.

    Every page and every article is replaced in one step. Since no address
    has changed, old and new ones lead to one another truly at every moment
    between.

    Args:
        root: The school's folder.
        folder: Empty, for what is made before it is put in place.
        cache: Folder of converted texts.
        last: The last build; its renditions `names` have not been touched.
        names: Of the renditions.
        before: The files of the school as they are now.
        language: Of the report.

    Returns:
        The build as it stands now; None, with nothing written, where more
        than these lessons may be concerned.
    """
    found = {path.removeprefix(CONTENT) for path in changed(last.inputs, before)}
    media = {path for path in found & last.shown.keys() if f"{CONTENT}{path}" in before}
    showing = set[str]().union(*(last.shown[path] for path in media))
    edited = (found - media) | showing
    due = {name: edited | set(last.due.get(name, ())) for name in last.names}
    also = set[str]().union(*(due[name] for name in names))
    alone = last.alone and edited <= last.outlines.keys() and len(also) <= MOST
    now = read_again(root, cache, last, edited, also) if alone else None
    if now and media:
        now = _encoded(now, cache, media, showing, before)
    if now is None:
        return None
    enrolled = roll(now.read)
    renamed = _renamed(last, enrolled)
    if renamed and "wechat" in last.names:
        due["wechat"] |= _naming(last, renamed)
    # What was replaced, and pictures of old titles, would be forgotten with the site left as it is.
    lost = bool(renamed or media) and "site" not in names
    if lost or ("wechat" in names and not due["wechat"] <= titles(enrolled).keys()):
        return None
    try:
        with faults_in_words(root):
            made = _make(root, folder, cache, last, names, now, due)
    except TemplateFaultError:  # a whole build says where
        return None
    if made is None or _gives_away(now, made) or changed(before, inputs(root)):
        return None
    placed = last
    for one in made:
        placed = one.put(root, placed, language)
    return replace(
        placed,
        problems=now.problems,
        inputs=before,
        roll={**last.roll, **enrolled},
        programmes={**last.programmes, **programmes(now.school)},
        media=now.media,
        links=after_edits(last.links, _texts(now, edited), titles(last.roll)),
        due={name: sorted(due[name]) for name in last.names if name not in names},
    )


def _encoded(
    now: Edited,
    cache: Path,
    media: Collection[str],
    showing: Collection[str],
    files: Iterable[str],
) -> Edited | None:
    """The school with these media as they are now, of which nothing must be said."""
    from builder.rebuild.media import encoded  # noqa: PLC0415 (slow to import)

    found = encoded(now.school, cache, now.media, media, showing, content_files(files))
    return replace(now, media=found) if found else None


def _gives_away(now: Edited, made: Iterable[Made]) -> bool:
    return give_away(now.school, (text for one in made for text in one.texts))


def _texts(now: Edited, paths: Collection[str]) -> Iterator[tuple[str, Document]]:
    return ((path, text) for path, text in now.school.texts if path in paths)


def _renamed(last: LastBuild, now: Roll) -> set[str]:
    """Lessons with another title than they had."""
    before = titles(last.roll)
    return {path for path, title in titles(now).items() if before.get(path) != title}


def _naming(last: LastBuild, renamed: Collection[str]) -> set[str]:
    """Lessons whose article names one of these by its title, since its text leads there."""
    lessons = titles(last.roll).keys()
    return {text for path in renamed for text in last.links.get(path, ()) if text in lessons}


def _make(
    root: Path,
    folder: Path,
    cache: Path,
    last: LastBuild,
    names: Collection[str],
    now: Edited,
    due: Mapping[str, Collection[str]],
) -> list[Made] | None:
    """What is new of each rendition; None where one cannot be made so."""
    found: list[Made | None] = []
    if "site" in names:
        from builder.rebuild.pages import make_pages  # noqa: PLC0415 (imported when needed)

        found.append(make_pages(root, cache, last, now, due["site"]))
    if "wechat" in names:
        from builder.rebuild.articles import make_articles  # noqa: PLC0415 (slow to import)

        found.append(make_articles(root, folder, now, due["wechat"]))
    if "quiz" in names:
        from builder.rebuild.quizzes import make_quizzes  # noqa: PLC0415 (imported when needed)

        found.append(make_quizzes(root, last, now))
    if "packs" in names and now.school.companies:
        from builder.rebuild.packs import make_packs  # noqa: PLC0415 (imported when needed)

        found.append(make_packs(folder, now))
    made = [one for one in found if one is not None]
    return made if len(made) == len(found) else None
