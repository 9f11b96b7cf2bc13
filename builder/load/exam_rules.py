"""The front matter of `exam.md` and the labels of its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from builder.load.question_labels import FIXED, label_words
from builder.load.schema import Keys
from builder.model.exam import ExamRules, Section
from builder.model.question import Question
from builder.problems import Problems

_PASS = re.compile(r"^(\d{1,4}(?:\.\d)?)\s*(%|％|分|points?)?$")
_LABELS = re.compile(r"\s*[（(]([^（）()]{1,40})[）)]\s*$")
_DRAW = re.compile(r"^(?:抽|draw)\s*(\d{1,3})\s*(?:题|道|道题|questions?)?$", re.IGNORECASE)


def exam_rules(
    keys: Keys, questions: Sequence[Question], path: str, problems: Problems
) -> ExamRules:
    """
    The rules of one exam.

    Args:
        keys: Of its front matter.
        questions: Of the exam.
        path: File relative to the school's folder.
        problems: Takes what is wrong.
    """
    sizes = Counter(question.section for question in questions)
    first = {question.section: question.line for question in reversed(questions)}
    sections = [
        _section(heading, sizes[heading], first[heading], path, problems) for heading in sizes
    ]
    passing, percent = _passing(keys, path, problems)
    rules = ExamRules(
        title=keys.get("title"),
        summary=keys.get("summary"),
        passing=passing,
        percent=percent,
        minutes=keys.get("minutes", None),
        pin=bool(keys.get("pin", False)),
        sections=tuple(sections),
    )
    _judge_pass(rules, questions, keys, path, problems)
    return rules


def _section(heading: str, size: int, line: int, path: str, problems: Problems) -> Section:
    title, draw, shuffle = heading, None, True
    found = _LABELS.search(heading)
    words = label_words(found[1].lower()) if found else []
    if found and all(_DRAW.match(word) or word in FIXED for word in words):
        title = heading[: found.start()]
        shuffle = not any(word in FIXED for word in words)
        draw = next((int(label[1]) for label in map(_DRAW.match, words) if label), None)
    if draw is not None and not 0 < draw <= size:
        message = f"the section {title} draws {draw} questions and holds {size}"
        mend = f"write a number from 1 to {size}, or add questions"
        problems.add(path, line, "exam-draw", message, mend)
        draw = None
    return Section(heading, title, draw, shuffle)


def _passing(keys: Keys, path: str, problems: Problems) -> tuple[float, bool]:
    written = str(keys.get("pass"))
    if not written:
        return ExamRules.passing, True
    found = _PASS.match(written)
    percent = bool(found and found[2] in {"%", "％"})
    if found and not (percent and float(found[1]) > 100):
        return float(found[1]), percent
    message = f"pass should be points or percent, not {written[:30]}"
    problems.add(path, keys.lines["pass"], "key-value", message, "write 24, or 60%")
    return ExamRules.passing, True


def _judge_pass(
    rules: ExamRules, questions: Sequence[Question], keys: Keys, path: str, problems: Problems
) -> None:
    """A pass mark that nobody can reach is a mistake."""
    most = 0.0
    for part in rules.sections:
        points = sorted(one.points for one in questions if one.section == part.heading)
        most += sum(points[-(part.draw or len(points)) :])
    if not rules.percent and questions and rules.passing > most:
        message = f"pass asks for {rules.passing:g} points, but the exam has {most:g}"
        problems.add(path, keys.lines["pass"], "exam-pass", message, "lower it, or write 60%")
