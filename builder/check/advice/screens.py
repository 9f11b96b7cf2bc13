"""Pictures of text: words that a reader can neither enlarge, nor search, nor hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from builder.check.probed import Probed
from builder.model.address import parse
from builder.model.course import Lesson
from builder.model.document import Reference
from builder.problems import Problem

TOLD = 20  # characters of a description that say what is to be read there
_SAYS_SO = re.compile(r"截[图屏圖]|长图|扫描件|聊天记录|screen[ _-]?shot", re.IGNORECASE)
# px across the screens of phones; only a screenshot is so wide and twice as high.
_SCREENS = frozenset(
    {720, 828, 1080, 1125, 1170, 1179, 1200, 1206, 1220, 1240, 1242, 1260, 1264, 1284, 1290}
    | {1320, 1440}
)


def check_screens(lesson: Lesson, probed: Probed) -> Iterator[Problem]:
    """
    Pictures that are surely screenshots and whose description is short.

    Only what is certain counts: the name or the description says so, or the
    picture has the width of a phone's screen and at least twice its height.
    A photo of a notice is not noticed.
    """
    found = [
        one
        for one in lesson.body.references
        if one.kind == "image" and len(one.text) < TOLD and _is_screen(lesson, one, probed)
    ]
    if found:
        message = f"{found[0].target} is a picture of text, which nobody can enlarge or hear"
        if len(found) > 1:
            message = f"{message}, and is one of {len(found)}"
        mend = "write the words that matter below it, or into its description in square brackets"
        place, line = f"content/{lesson.path}", found[0].line
        yield Problem(place, line, 1, "advice", "picture-text", message, mend)


def _is_screen(lesson: Lesson, reference: Reference, probed: Probed) -> bool:
    if _SAYS_SO.search(f"{unquote(reference.target)} {reference.text}"):
        return True
    target = parse(lesson.path, reference.target)
    width, height = probed.size(target.path) if target.kind == "content" else (0, 0)
    return width in _SCREENS and height >= 2 * width
