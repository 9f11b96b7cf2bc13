"""One question from its heading and lines, with every mistake said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from builder.load.question_identity import identity
from builder.load.question_lines import Labels, Line, labels, read
from builder.model.question import Blank, Choice, Kind, Question
from builder.problems import Problems
from builder.text import fold

TRUE_FALSE = (
    {"对", "错"}, {"正确", "错误"}, {"是", "否"}, {"true", "false"}, {"√", "×"}, {"yes", "no"},
)  # fmt: skip
_KEEP_ORDER = re.compile(
    r"以上(?:都|全|各项|选项)|都(?:不)?对|(?:all|none|both) of (?:the above|these)", re.IGNORECASE
)
_BLANKS = re.compile(r"_{2,}|（[\s　]+）|\([\s　]+\)")
_PREFIX = re.compile(
    r"^(?:(?P<hint>提示|hint)|(?P<model>参考答案|参考|model answer)"
    r"|(?P<plain>解析|解释|explanation))\s*[:：]\s*",
    re.IGNORECASE,
)
_NUMBER = r"-?\d+(?:\.\d+)?"
_TOLERANCE = re.compile(rf"^({_NUMBER})\s*(?:±|\+/?-)\s*(\d+(?:\.\d+)?)\s*(\D*)$")
_RANGE = re.compile(rf"^({_NUMBER})\s*[–—~～]\s*({_NUMBER})\s*(\D*)$")
Fault = Callable[[str, str, str], None]
_BOX_FORM = "tick the right choice with a box: - [x] right, - [ ] wrong"


@dataclass
class _Parts:
    """What a question's lines hold, before its kind is known."""

    body: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    notes: dict[str, list[str]] = field(
        default_factory=lambda: {"plain": [], "hint": [], "model": []}
    )
    last_quote: int = 0
    faults: list[tuple[int, str, str, str]] = field(default_factory=list)

    @property
    def answered(self) -> bool:
        return bool(self.choices or self.pairs or self.items or self.answers)

    @property
    def shapes(self) -> list[str]:
        named = {
            "boxes": self.choices,
            ":: pairs": self.pairs,
            "numbered items": self.items,
            "= answers": self.answers,
        }
        return [name for name, found in named.items() if found]


def build(
    heading: str,
    lines: Sequence[str],
    line: int,
    path: str,
    problems: Problems,
    media_hash: Callable[[str], str],
) -> Question | None:
    """
    Build the question under `heading`; None, and a problem, when it is malformed.

    Args:
        heading: Words of the level-3 heading, labels included.
        lines: What stands below it.
        line: Line of the heading in the file, from 1.
        path: File relative to the school's folder.
        problems: Takes every mistake.
        media_hash: Hash of the file that a target names, or "".
    """
    label = labels(heading)
    parts = _collect(lines, line + 1)
    question = None if parts.faults else _shape(label, parts, line)
    if question is None or parts.faults:
        for at, code, message, mend in parts.faults:
            problems.add(path, at, code, message, mend, leaves_out=True)
        return None
    kept = replace(question, points=label.points, path=path, line=line)
    return replace(kept, id=identity(kept, media_hash))


def _collect(lines: Sequence[str], first_line: int) -> _Parts:
    parts = _Parts()
    previous = ""
    rest = [read(line) for line in lines]
    more_choices = [index for index, one in enumerate(rest) if one.shape == "choice"]
    for index, (one, source) in enumerate(zip(rest, lines, strict=True)):
        at = first_line + index
        if one.shape == "quote":
            before_choice = bool(more_choices) and more_choices[-1] > index
            _quote(one, parts, at, previous, before_choice=before_choice)
        elif one.shape == "text":
            _text(source, parts)
        else:
            _answer(one, parts, at)
        previous = one.shape if source.strip() else previous if one.shape != "quote" else ""
        if one.shape == "quote" and not one.text:
            parts.last_quote = 0
    return parts


def _answer(one: Line, parts: _Parts, at: int) -> None:
    if one.shape == "choice":
        if one.mark.strip() and not one.right:
            message = f"[{one.mark}] is no box"
            parts.faults.append((at, "question-box", message, "write [x] for right, [ ] for wrong"))
        elif not one.text:
            parts.faults.append((at, "question-choice", "a choice without words", "write them"))
        parts.choices.append(Choice(one.text, one.right, line=at))
    elif one.shape == "pair":
        parts.pairs.append((one.text, one.other))
        if not one.other:
            message = "a pair without its right side"
            parts.faults.append((at, "question-pair", message, "write it as - left :: right"))
    elif one.shape == "item":
        parts.items.append(one.text)
    elif one.shape == "answer":
        parts.answers.append(one.text)
    elif one.shape == "letter":
        message = f"“{one.text}”: answers by letter are not read, since letters move with choices"
        parts.faults.append((at, "question-letter", message, _BOX_FORM))
    else:
        message = "a line of = without an answer"
        parts.faults.append((at, "question-answer", message, "write = and the answer: = 1850"))


def _text(source: str, parts: _Parts) -> None:
    """A line that is no answer belongs to the question's body, or to the choice it is under."""
    if not parts.answered:
        parts.body.append(source)
    elif source.strip() and parts.choices and source.startswith(("  ", "\t")):
        last = parts.choices[-1]
        parts.choices[-1] = replace(last, text=f"{last.text}\n{source.strip()}")


def _quote(one: Line, parts: _Parts, at: int, previous: str, *, before_choice: bool) -> None:
    prefix = _PREFIX.match(one.text)
    if one.indent >= 1 and parts.choices and not prefix:
        last = parts.choices[-1]
        feedback = f"{last.feedback}\n{one.text}".strip()
        parts.choices[-1] = replace(last, feedback=feedback)
        return
    if before_choice and parts.choices:
        message = "a quote between two choices belongs to neither"
        mend = "indent it by two spaces to make it feedback to the choice above"
        parts.faults.append((at, "question-feedback", message, mend))
        return
    if before_choice and not prefix:
        parts.body.append(f"> {one.text}")
        return
    _note(one.text, parts, prefix, continued=previous == "quote")


def _note(text: str, parts: _Parts, prefix: re.Match[str] | None, *, continued: bool) -> None:
    """Sort a quoted line: a prefix starts a hint or model answer, the next lines go on with it."""
    if prefix:
        kind = str(prefix.lastgroup)
        parts.notes[kind].append(text[prefix.end() :])
        parts.last_quote = ("plain", "hint", "model").index(kind)
        return
    kind = ("plain", "hint", "model")[parts.last_quote if continued else 0]
    if continued and parts.notes[kind] and text:
        parts.notes[kind][-1] += f"\n{text}"
    elif text:
        parts.notes[kind].append(text)
        parts.last_quote = 0


def _shape(label: Labels, parts: _Parts, line: int) -> Question | None:
    """Tell the kind from the shape and check what the shape asks for."""

    def fault(code: str, message: str, mend: str) -> None:
        parts.faults.append((line, code, message, mend))

    question = Question(
        id="",
        kind="open",
        text=label.text,
        body="\n".join(parts.body).strip(),
        explanation="\n\n".join(parts.notes["plain"]),
        hints=tuple(parts.notes["hint"]),
        model_answer="\n\n".join(parts.notes["model"]),
        shuffle=label.shuffle,
    )
    if not label.text:
        fault("question-heading", "a question without words", "write them after the ###")
    if len(parts.shapes) > 1:
        mixed = " and ".join(parts.shapes)
        fault("question-mixed", f"{mixed} under one question", "make it two questions")
        return None
    question = _with_answers(question, parts, fault)
    if label.kind and label.kind != question.kind:
        fault(
            "question-label",
            f"the heading says {label.kind}, but what stands below is {question.kind}",
            "correct the heading or the answers",
        )
    return question


def _with_answers(question: Question, parts: _Parts, fault: Fault) -> Question:
    if parts.choices:
        return _with_choices(question, parts, fault)
    if parts.pairs:
        return _with_pairs(question, parts, fault)
    if parts.items:
        return _with_items(question, parts, fault)
    if parts.answers:
        return _with_blanks(question, parts, fault)
    if not question.model_answer:
        mend = f"{_BOX_FORM}; or = answer; or > 参考：a model answer"
        fault("question-no-answer", "the question has no answers", mend)
    return question


def _with_items(question: Question, parts: _Parts, fault: Fault) -> Question:
    if len(parts.items) < 2:
        fault("question-order", "one item cannot be put in order", "write at least two")
    if len(set(parts.items)) < len(parts.items):
        fault("question-order", "two items say the same", "change or delete one")
    return replace(question, kind="order", items=tuple(parts.items))


def _with_choices(question: Question, parts: _Parts, fault: Fault) -> Question:
    choices = tuple(parts.choices)
    right = sum(choice.right for choice in choices)
    words = {fold(choice.text) or choice.text for choice in choices}
    true_false = len(choices) == 2 and any(words == pair for pair in TRUE_FALSE)
    if right == 0:
        fault("question-no-right", "no choice is ticked as right", _BOX_FORM)
    if len(choices) < 2:
        fault("question-few", "a question with one choice", "write at least two choices")
    if len(words) < len(choices):
        fault("question-choices-equal", "two choices say the same", "change or delete one")
    if true_false and right == 2:
        fault("question-truefalse", "both true and false are ticked", "tick one of them")
    kind: Kind = "truefalse" if true_false else "single" if right < 2 else "multiple"
    keep = true_false or any(_KEEP_ORDER.search(choice.text) for choice in choices)
    return replace(question, kind=kind, choices=choices, shuffle=question.shuffle and not keep)


def _with_pairs(question: Question, parts: _Parts, fault: Fault) -> Question:
    pairs = tuple(pair for pair in parts.pairs if pair[0])
    distractors = tuple(right for left, right in parts.pairs if not left)
    if len(pairs) < 2:
        fault("question-match", "one pair is no question", "write at least two pairs")
    if len({left for left, _ in pairs}) < len(pairs):
        fault("question-match", "two pairs have the same left side", "change one of them")
    rights = [right for _, right in pairs] + list(distractors)
    if len(set(rights)) < len(rights):
        fault("question-match", "two right sides are the same", "change one of them")
    return replace(question, kind="match", pairs=pairs, distractors=distractors)


def _with_blanks(question: Question, parts: _Parts, fault: Fault) -> Question:
    gaps = len(_BLANKS.findall(f"{question.text}\n{question.body}"))
    if gaps != len(parts.answers) and not (gaps == 0 and len(parts.answers) == 1):
        fault(
            "question-blanks",
            f"{gaps} blanks ____ but {len(parts.answers)} lines of = answers",
            "write one line = answer for each blank, alternatives in one line with |",
        )
    return replace(question, kind="fill", blanks=tuple(map(_blank, parts.answers)))


def _blank(text: str) -> Blank:
    answers: list[str] = []
    ranges: list[tuple[float, float]] = []
    for part in (part.strip() for part in re.split(r"[|｜]", text)):
        if found := _TOLERANCE.match(part):
            middle, off = float(found[1]), float(found[2])
            ranges.append((middle - off, middle + off))
            answers.append(f"{found[1]}{found[3].strip()}")
        elif found := _RANGE.match(part):
            ranges.append((float(found[1]), float(found[2])))
            answers += [f"{found[1]}{found[3].strip()}"] if found[3].strip() else []
        elif part:
            answers.append(part)
    return Blank(tuple(answers), tuple(ranges), shown=re.split(r"[|｜]", text)[0].strip())
