"""All media of a school: encode what the store lacks, and hand out the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.media.digests import Digests
from builder.media.elsewhere import Elsewhere
from builder.media.errors import MediaError
from builder.media.fill import Filler, Progress
from builder.media.jobs import Job, recipe, stamp
from builder.media.kinds import Kind
from builder.media.plan import Use, line_of, uses
from builder.media.store import Failure, Kept, Store
from builder.model.media import Media, Picture, PictureVariant, Recording, RecordingVariant
from builder.model.school import School
from builder.problems import Problem, Problems

Medium = tuple[str, Kind]  # content path, what it becomes
Outcomes = Mapping[Medium, Kept | Failure]
_LOST = Failure("its converted files are gone", "build again")


def run_media(
    school: School,
    cache: Path,
    *,
    articles: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    elsewhere: Elsewhere | None = None,
) -> tuple[Media, list[Problem]]:
    """
    Encode every picture and recording that the school's pages name.

    Args:
        school: Loaded.
        cache: Folder of the store; safe to delete.
        articles: Encode every picture for articles, too.
        workers: Processes; as many as processors when None. None is started
            when all is in the store.
        progress: Called with (encoded, to encode) as it goes.
        elsewhere: Other machines that encode, or have encoded.

    Returns:
        The media by content path, and a problem for each place that names
        one that cannot be encoded.

    Raises:
        ClusterError: The other machines cannot be reached.
    """
    planned = list(uses(school))
    digests = Digests(cache / "digests.json")
    store = Store(cache / "media", digests)
    store.sweep()
    media = dict.fromkeys(
        (use.medium, kind) for use in planned for kind in _kinds(use, articles=articles)
    )
    jobs, outcomes = _jobs(school, media, digests, cache / "media")
    filler = Filler(store, cache, workers, progress, elsewhere or Elsewhere())
    kept = filler.fill({job.key: job for job in jobs.values()})
    digests.save()
    outcomes |= {medium: kept[job.key] or _LOST for medium, job in jobs.items()}
    return _media(school, outcomes), _problems(school, planned, outcomes)


def _kinds(use: Use, *, articles: bool) -> tuple[Kind, ...]:
    if use.recording or use.code:
        return (_kind(use),)
    return (Kind.PICTURE, Kind.ARTICLE) if articles else (Kind.PICTURE,)


def _kind(use: Use) -> Kind:
    if use.recording:
        return Kind.RECORDING
    return Kind.CODE if use.code else Kind.PICTURE


def _jobs(
    school: School, media: Iterable[Medium], digests: Digests, folder: Path
) -> tuple[dict[Medium, Job], dict[Medium, Kept | Failure]]:
    """What each medium needs, and those that cannot even be read."""
    jobs: dict[Medium, Job] = {}
    unread: dict[Medium, Kept | Failure] = {}
    store = Store(folder)
    for path, kind in media:
        source = school.content / path
        try:
            state = stamp(source)
            key = store.key(digests.digest(source), recipe(kind))
            jobs[path, kind] = Job(source, kind, key, folder, state)
        except MediaError as error:
            unread[path, kind] = Failure(error.message, error.mend)
        except OSError as error:
            unread[path, kind] = Failure(
                f"it cannot be read ({error.strerror})", "check who may read the file"
            )
    return jobs, unread


def _media(school: School, outcomes: Outcomes) -> Media:
    shown = (Kind.PICTURE, Kind.ARTICLE, Kind.CODE)
    pictures: dict[Kind, dict[str, Picture]] = {kind: {} for kind in shown}
    recordings: dict[str, Recording] = {}
    for (path, kind), outcome in outcomes.items():
        if isinstance(outcome, Failure):
            continue
        size = (school.content / path).stat().st_size
        if kind is Kind.RECORDING:
            recordings[path] = _recording(path, size, outcome)
        else:
            pictures[kind][path] = _picture(path, size, outcome)
    seen, articles, codes = (pictures[kind] for kind in shown)
    return Media(seen, recordings, articles, codes)


def _picture(path: str, size: int, kept: Kept) -> Picture:
    variants = tuple(
        PictureVariant(
            kept.folder / one.name,
            f"{kept.name}-{one.width}{Path(one.name).suffix}",
            one.mime,
            one.bytes,
            one.width,
            one.height,
        )
        for one in kept.encoded.files
    )
    return Picture(path, size, kept.encoded.width, kept.encoded.height, variants)


def _recording(path: str, size: int, kept: Kept) -> Recording:
    variants = tuple(
        RecordingVariant(
            kept.folder / one.name,
            f"{kept.name}{Path(one.name).suffix}",
            one.mime,
            one.bytes,
            one.bitrate,
        )
        for one in kept.encoded.files
    )
    return Recording(path, size, kept.encoded.seconds, variants)


def _problems(school: School, planned: list[Use], outcomes: Outcomes) -> list[Problem]:
    """A problem at each place; a lesson or a page is left out, a course only lacks its cover."""
    pages = {f"content/{lesson.path}" for _, lesson in school.lessons}
    pages |= {f"content/{page.path}" for page in school.pages}
    pages |= {f"content/{one.path}" for company in school.companies for one in company.lessons}
    problems = Problems()
    for use in planned:
        outcome = outcomes[use.medium, _kind(use)]
        in_article = outcomes.get((use.medium, Kind.ARTICLE))
        if isinstance(outcome, Failure):
            problems.add(
                use.page,
                line_of(school, use),
                "media-unreadable",
                f"{use.medium}: {outcome.message}",
                outcome.mend,
                leaves_out=use.page in pages,
            )
        elif isinstance(in_article, Failure):
            message = f"{use.medium} for the article: {in_article.message}"
            line = line_of(school, use)
            problems.add(use.page, line, "media-article", message, in_article.mend)
    return list(problems)
