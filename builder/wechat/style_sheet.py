"""The style sheet of a school's articles."""

from __future__ import annotations

from builder.model.school import School
from builder.problems import Problem
from builder.text import decoded
from builder.theme_folder import theme_folder
from builder.wechat.style_faults import style_faults


def style_sheet(school: School) -> tuple[str, list[Problem]]:
    """The style sheet and what is wrong with it; only a school's own can be wrong."""
    path = school.settings.wechat.style
    if not path:
        return (theme_folder() / "wechat" / "article.css").read_text(encoding="utf-8"), []
    css = decoded((school.content / path).read_bytes())
    return css, list(style_faults(css, f"content/{path}"))
