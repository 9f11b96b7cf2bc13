"""`questions.json`: the questions of a course for programs; the contract is in docs/exchange.md."""

from __future__ import annotations

import json
from typing import Any

from builder.model.question import Question
from builder.quiz.blanks import alternatives
from builder.quiz.booklet import Booklet, Entry

JSON = "questions.json"


def questions_json(booklet: Booklet) -> bytes:
    """The questions as UTF-8 JSON, Markdown as written; `path:line` is where each stands."""
    record = {
        "course": booklet.course.path,
        "questions": [_record(entry) for entry in booklet.entries],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _record(entry: Entry) -> dict[str, Any]:
    question = entry.question
    return {
        "id": question.id,
        "lesson": entry.lesson,
        "kind": question.kind,
        "text": question.text,
        "body": question.body,
        "choices": list(_choices(question)),
        "answer": _answer(question),
        "explanation": question.explanation,
        "points": question.points,
        "path": question.path,
        "line": question.line,
    }


def _choices(question: Question) -> tuple[str, ...]:
    """What a learner chooses from, as written: choices, items, or right sides."""
    if question.kind == "match":
        return question.rights
    return question.items or tuple(choice.text for choice in question.choices)


def _answer(question: Question) -> list[Any]:
    """Always a list; of what, follows from the kind."""
    if question.kind == "fill":
        return [list(alternatives(blank)) for blank in question.blanks]
    if question.kind == "match":
        return [list(pair) for pair in question.pairs]
    if question.kind == "order":
        return list(question.items)
    if question.kind == "open":
        return [question.model_answer]
    return [choice.text for choice in question.choices if choice.right]
