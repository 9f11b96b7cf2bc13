"""Results as one HTML file with plots, for a browser or a printer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import jinja2
from markupsafe import Markup

from builder.results.analysis import FEW, QuestionFigures, distribution
from builder.results.gathered import Taken
from builder.results.tables import LEARNERS, learner_rows, plain

_HERE = Path(__file__).parent


def page(exams: Iterable[tuple[Sequence[Taken], Sequence[QuestionFigures]]]) -> str:
    """One self-contained page: no script, no other file, a policy that allows none."""
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, trim_blocks=True
    )
    return environment.get_template("page.html").render(
        style=Markup(style),  # noqa: S704 - our own
        style_hash=f"sha256-{digest}",
        exams=[_exam(taken, figures) for taken, figures in exams],
        heads=LEARNERS,
        plain=plain,
        few=FEW,
    )


def _exam(taken: Sequence[Taken], figures: Sequence[QuestionFigures]) -> dict[str, object]:
    exam, bins = taken[0].attempt.exam, distribution(taken)
    return {
        "title": f"{exam.course_title} {exam.title}",
        "taken": taken,
        "passed": sum(one.passed is True for one in taken),
        "bins": bins,
        "most": max(1, *bins),
        "figures": figures,
        "mend": [one for one in figures if one.remarks],
        "rows": learner_rows(taken),
    }
