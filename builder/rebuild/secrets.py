"""Whether what was made anew may tell answers of an exam."""

from __future__ import annotations

from collections.abc import Iterable

from builder.exam.gate import Watch
from builder.exam.kept import current_exams
from builder.model.school import School


def give_away(school: School, texts: Iterable[tuple[str, str]]) -> bool:
    """
    Whether one of the files for readers (its name, its text) may; a whole build looks closely.

    To be asked of files as they were, too: what they taught was no secret.
    """
    exams = current_exams(school)
    if not exams:
        return False
    watch = Watch(school, exams.values(), is_public=lambda *_: False)
    return any(next(watch.given_away(name, text, watch.found(text)), None) for name, text in texts)
