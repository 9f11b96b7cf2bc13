"""A school made ready for its renditions: loaded, checked, its media encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.cache_folder import cache_folder
from builder.check.all import check
from builder.exam.kept import current_exams
from builder.exam.key import ExamKey
from builder.load.school import load
from builder.media.elsewhere import Elsewhere
from builder.media.run import run_media
from builder.model.media import Media
from builder.model.school import School
from builder.problems import Problems

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Prepared:
    """
    What every rendition starts from.

    Attributes:
        school: Less the lessons that would be wrong to show.
        media: Of `school`.
        problems: Of the whole content, of what was left out too.
    """

    school: School
    media: Media
    problems: Problems

    @cached_property
    def exams(self) -> Mapping[str, ExamKey]:
        """The exams by course folder; raises KeyFileError when a kept key cannot be read."""
        return current_exams(self.school)


def prepare(
    root: Path,
    *,
    drafts: bool = False,
    articles: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    elsewhere: Elsewhere | None = None,
) -> Prepared:
    """
    Load, check and encode the school at `root`, the folder that holds `content/`.

    Args:
        root: The school's folder.
        drafts: Keep lessons marked `draft: true`.
        articles: Encode the pictures for WeChat articles, too.
        workers: Processes for encoding; as many as processors when None.
        progress: Called with (done, all) as media are encoded.
        elsewhere: Other machines that encode, or have encoded.

    Raises:
        ClusterError: The other machines cannot be reached.
    """
    cache = cache_folder(root)
    school, problems = load(root, cache=cache)
    problems.extend(check(school, cache=cache))
    school = school.without(problems.left_out, drafts=drafts)
    media, faults = run_media(
        school, cache, articles=articles, workers=workers, progress=progress, elsewhere=elsewhere
    )
    problems.extend(faults)
    return Prepared(school.without(problems.left_out, drafts=drafts), media, problems)
