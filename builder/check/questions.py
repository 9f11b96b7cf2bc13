"""What makes a correct question a poor one; all of it advice (`questions.md` C2, lint)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from builder.model.answers import number
from builder.model.question import Question
from builder.model.school import School
from builder.problems import Problem
from builder.text import fold, length

MOST_CHOICES = 6
LONGEST_STEM = 60  # characters
ENOUGH = 5  # single choices of a file from which a habit shows
LONGEST_SHARE = 0.6
_NOT = re.compile(r"(?:以下|下面|下列|哪)[^。？?，,]{0,8}?(?<![*_])不(?![*_同])")
_LETTER = re.compile(
    r"(?:选|答案[是为]?|应选|选项)\s*[A-H](?![A-Za-z])|(?<![A-Za-z])[A-H]\s*(?:项(?!目)|选项)"
)


def check_questions(school: School) -> Iterator[Problem]:
    """Judge every question and the habits of each file."""
    files: dict[str, list[Question]] = defaultdict(list)
    for course in school.courses:
        for lesson in course.lessons:
            files[lesson.path] += lesson.questions
        files[f"{course.path}/quiz.md"] += course.quiz
        files[f"{course.path}/exam.md"] += course.exam
    for company in school.companies:
        for lesson in company.lessons:
            files[lesson.path] += lesson.questions
    for questions in files.values():
        for question in questions:
            yield from _one(question)
        yield from _habits([one for one in questions if one.kind == "single"])


def _one(question: Question) -> Iterator[Problem]:
    stem = question.text
    if length(stem) > LONGEST_STEM:
        mend = "say the situation below the heading, and ask in the heading"
        message = f"the question has {length(stem)} characters"
        yield _advice(question, "question-long", message, mend)
    if question.choices and _NOT.search(stem):
        message = "不 is easily overlooked in a question"
        yield _advice(question, "question-not", message, "make it bold: **不**")
    if len(question.choices) > MOST_CHOICES:
        message = f"{len(question.choices)} choices are many to read on a phone"
        yield _advice(question, "question-choices", message, f"keep {MOST_CHOICES} at most")
    told = (question.explanation, *(choice.feedback for choice in question.choices))
    if question.choices and any(map(_LETTER.search, told)):
        message = "the explanation names a choice by its letter, but readers see none"
        yield _advice(question, "question-letter-told", message, "say the choice in words")
    if _gives_away(question):
        message = "the question holds the words of its answer"
        yield _advice(question, "question-told", message, "ask without them")


def _gives_away(question: Question) -> bool:
    stem = fold(question.text)
    if question.kind == "fill":
        answers = [fold(answer) for blank in question.blanks for answer in blank.answers]
        return any(one in stem for one in answers if len(one) > 1 and not number(one))
    if question.kind != "single":
        return False
    words = [(fold(choice.text), choice.right) for choice in question.choices]
    return [right for text, right in words if len(text) > 1 and text in stem] == [True]


def _habits(questions: Sequence[Question]) -> Iterator[Problem]:
    """What gives answers away to who has seen through it."""
    if len(questions) < ENOUGH:
        return
    longest = sum(_right_is_longest(one) for one in questions)
    if longest > LONGEST_SHARE * len(questions):
        message = f"the right choice is the longest in {longest} of {len(questions)} questions"
        mend = "make some wrong ones as long and as exact"
        yield _advice(questions[0], "questions-longest", message, mend)
    for place, name in ((0, "first"), (-1, "last")):
        kept = [one for one in questions if not one.shuffle]
        if len(kept) >= ENOUGH and all(one.choices[place].right for one in kept):
            message = f"the right choice is always the {name}"
            yield _advice(kept[0], "questions-place", message, "let it stand in other places too")


def _right_is_longest(question: Question) -> bool:
    sizes = [length(choice.text) for choice in question.choices if not choice.right]
    right: Iterable[int] = (length(choice.text) for choice in question.choices if choice.right)
    return max(right) > max(sizes, default=0)


def _advice(question: Question, code: str, message: str, mend: str) -> Problem:
    return Problem(question.path, question.line, 1, "advice", code, message, mend)
