"""Questions in an article: asked in the text, answered at its end or behind a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder import wechat_limits as limits
from builder.exam.lettered import LETTERS, Lettered
from builder.markup.plain import plain
from builder.model.document import Document
from builder.model.question import Question
from builder.wechat.flow import Flow
from builder.wechat.nodes import element, written
from builder.wechat.reveal import reveal, wrapped

_KINDS = {"multiple": "多选", "order": "排序", "match": "匹配"}  # the others speak for themselves
_HAS_MEDIA = ("<img", "<audio", "<a ", "<math", "<pre", "<table")


@dataclass(frozen=True)
class Asked(Lettered):
    """A question of a lesson: its number from 1, and the text that holds its fragments."""

    number: int
    question: Question
    document: Document

    def html(self, markdown: str) -> str:
        """Sanitised HTML of one of its pieces."""
        return self.document.fragments.get(markdown, "")


@dataclass(frozen=True)
class Answered:
    """HTML of the questions of a lesson, and of the answers that stand at its end."""

    questions: str
    answers: str


def answered(
    questions: Sequence[Question], document: Document, flow: Flow, *, svg: bool
) -> Answered:
    """
    Questions and answers of a lesson.

    Args:
        questions: In order.
        document: Holds their fragments.
        flow: Of the article.
        svg: Whether answers that are short and plain open by a tap.
    """
    asked = [Asked(number, one, document) for number, one in enumerate(questions, 1)]
    behind = dict(_revealed(asked, flow)) if svg else {}
    shown = (_question(one, flow, behind.get(one.number, "")) for one in asked)
    questions_html = "".join(shown)
    at_end = (_answer(one, flow) for one in asked if one.number not in behind)
    return Answered(questions_html, "".join(at_end))


def _question(one: Asked, flow: Flow, behind: str) -> str:
    question = one.question
    kind = _KINDS.get(question.kind)
    label = flow.translate("（%s）") % flow.translate(kind) if kind else ""
    words = flow.line(one.html(question.text))
    parts = [element("p", f"<b>{one.number}. {words}</b>{label}", "ask"), flow.due()]
    if question.body:
        parts.append(flow.text(one.html(question.body)))
    if question.kind == "match":
        lefts = [one.html(left) for left, _ in question.pairs]
        parts += [_choice(f"{at}", left, flow) for at, left in enumerate(lefts, 1)]
    listed = map(one.html, one.listed)
    parts += [_choice(letter, text, flow) for letter, text in zip(LETTERS, listed, strict=False)]
    parts += [_hint(one.html(hint), flow) for hint in question.hints]
    return element("section", "".join([*parts, behind]), "question")


def _choice(mark: str, html: str, flow: Flow) -> str:
    return element("p", f"{mark}. {flow.line(html)}", "choice") + flow.due()


def _hint(html: str, flow: Flow) -> str:
    return element("p", flow.translate("提示：") + flow.line(html), "hint") + flow.due()


def _answer(one: Asked, flow: Flow) -> str:
    """What is right, what is said to each choice, and why."""
    question = one.question
    lines = [f"<b>{one.number}. {_right(one, flow)}</b>{_right_words(one, flow)}"]
    for letter, choice in zip(LETTERS, one.choices, strict=False):
        if choice.feedback:
            lines.append(f"{letter}{flow.translate('：')}{flow.line(one.html(choice.feedback))}")
    blocks = ""
    for told in filter(None, (question.model_answer, question.explanation)):
        html = one.html(told)
        if flow.is_line(html) and not blocks:
            lines += [flow.line(html)]
        else:
            blocks += flow.text(html)
    return element("p", "<br>".join(lines), "answer") + flow.due() + blocks


def _right(one: Asked, flow: Flow) -> str:
    """Letters that are right, or the words that blanks take; HTML."""
    question = one.question
    if question.kind == "open":
        return written(flow.translate("参考答案"))
    if question.kind == "fill":
        return written(" · ".join(blank.shown for blank in question.blanks))
    if question.kind == "match":
        return "　".join(f"{at}–{letter}" for at, letter in enumerate(one.letters, 1))
    return (" → " if question.kind == "order" else flow.translate("、")).join(one.letters)


def _right_words(one: Asked, flow: Flow) -> str:
    """The words of the one right choice, so that nobody has to scroll back."""
    right = [choice.text for choice in one.choices if choice.right]
    if len(right) != 1:
        return ""
    html = one.html(right[0])
    return "" if any(sign in html for sign in _HAS_MEDIA) else f" {flow.line(html)}"


def _revealed(asked: Sequence[Asked], flow: Flow) -> list[tuple[int, str]]:
    """Number and drawing of the first questions whose answers fit behind a tap."""
    found: list[tuple[int, str]] = []
    for one in asked:
        lines = _short(one, flow)
        if lines and len(found) < limits.SVG_REVEALS:
            found.append((one.number, reveal(lines, flow.translate("点一下，看答案"))))
    return found


def _short(one: Asked, flow: Flow) -> list[str]:
    """The lines of an answer that can be drawn: a few, of nothing but words; else none."""
    question = one.question
    said = [choice.feedback for choice in one.choices if choice.feedback]
    pieces = [question.model_answer, question.explanation, *said]
    html = [one.html(piece) for piece in pieces if piece]
    html += [one.html(choice.text) for choice in one.choices if choice.right]
    if any(sign in piece for piece in html for sign in _HAS_MEDIA):
        return []
    rows = _answer(one, flow).replace("</p>", "<br>").split("<br>")
    lines = [line for row in rows for line in wrapped(plain(row))]
    return lines if len(lines) <= limits.SVG_LINES else []
