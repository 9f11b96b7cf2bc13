"""Moodle's GIFT (docs.moodle.org, “GIFT format”) as drafts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from builder.load.question_blanks import gaps
from builder.quiz.readers.drafts import Draft, Found, Remark

_KEPT = {"\\~": "\ue000", "\\=": "\ue001", "\\#": "\ue002", "\\{": "\ue003", "\\}": "\ue004",
         "\\:": "\ue005", "\\%": "\ue006", "\\\\": "\ue007", "\\n": "\n"}  # fmt: skip
_BACK = {kept: sign[1] for sign, kept in _KEPT.items() if kept != "\n"}
_TITLE = re.compile(r"^\s*::.*?::", re.DOTALL)
_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
_PART = re.compile(r"([=~])((?:(?![=~]).)*)", re.DOTALL)
_WEIGHT = re.compile(r"^\s*%(-?[\d.]+)%")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_MEDIA = re.compile(r"<(?:img|audio|video)\b|@@PLUGINFILE@@")
_TRUE = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NUMBER = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(?:(:|\.\.)\s*(-?\d+(?:\.\d+)?))?\s*$")


def read_gift(text: str) -> Found:
    """Every question of a GIFT file; what our questions cannot hold is remarked."""
    drafts: list[Draft] = []
    remarks: list[Remark] = []
    for line, block in _blocks(text):
        draft = _question(block, line, remarks)
        if draft:
            drafts.append(draft)
    return Found(drafts, remarks)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs without comments and categories, with their first line."""
    lines = text.replace("\r\n", "\n").split("\n")
    start = 0
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        plain = line.strip()
        if plain.startswith(("//", "$CATEGORY")):
            continue
        if plain or (block and "\n".join(block).count("{") > "\n".join(block).count("}")):
            start = start if block else number
            block.append(line)
        elif block:
            yield start, "\n".join(block)
            block = []
    if block:
        yield start, "\n".join(block)


def _question(block: str, line: int, remarks: list[Remark]) -> Draft | None:
    for sign, kept in _KEPT.items():
        block = block.replace(sign, kept)
    block = _TITLE.sub("", block)
    if "{" not in block or "}" not in block:
        remarks.append(Remark(line, "a text without answers in { }; write them, or leave it out"))
        return None
    stem, _, rest = block.partition("{")
    answers, _, tail = rest.rpartition("}")
    if _MEDIA.search(block):
        remarks.append(Remark(line, "pictures and recordings are not taken over; add them by hand"))
    draft = Draft(line, _plain(stem))
    answers, _, general = answers.partition("####")
    draft.explanation = _plain(general)
    _take(draft, answers, line, remarks)
    if draft.kind == "fill" and gaps(draft.text) > 1:
        # The other blanks of a question that was divided are asked for elsewhere.
        draft.text = draft.text.replace("____", "＿＿")
    if tail.strip():
        gap = " ____ " if draft.kind == "fill" else " … "
        draft.text = f"{draft.text}{gap}{_plain(tail)}"
    return draft


def _plain(text: str) -> str:
    """Words without format marks and HTML."""
    for kept, sign in _BACK.items():
        text = text.replace(kept, sign)
    text = _FORMAT.sub("", text)
    return (
        html.unescape(_TAG.sub(" ", text)).strip() if "<" in text or "&" in text else text.strip()
    )


def _take(draft: Draft, answers: str, line: int, remarks: list[Remark]) -> None:
    plain = answers.strip()
    said, *feedback = plain.split("#")
    if not plain:
        draft.kind, draft.model_answer = "open", draft.explanation or "（请补上参考答案）"
        draft.explanation = ""
    elif said.strip().upper() in _TRUE:
        draft.kind, draft.choices = "truefalse", ["对", "错"]
        draft.right = [0 if _TRUE[said.strip().upper()] else 1]
        wrong = [_plain(one) for one in feedback[:1]]
        draft.feedback = ["", ""]
        draft.feedback[1 - draft.right[0]] = "".join(wrong)
    elif plain.startswith("#"):
        _take_numbers(draft, plain[1:], line, remarks)
    else:
        _take_parts(draft, plain, line, remarks)


def _take_numbers(draft: Draft, text: str, line: int, remarks: list[Remark]) -> None:
    draft.kind = "fill"
    parts = [part for _, part in _PART.findall(text)] or [text]
    taken = []
    for part in parts:
        found = _NUMBER.match(_WEIGHT.sub("", part).split("#")[0])
        if not found:
            remarks.append(
                Remark(line, f"the number {part.strip()[:40]} cannot be read; correct it")
            )
        elif found[2] == "..":
            taken.append(f"{found[1]}–{found[3]}")
        else:
            taken.append(f"{found[1]} ± {found[3]}" if found[3] and float(found[3]) else found[1])
    draft.blanks = [" | ".join(taken)]


def _take_parts(draft: Draft, text: str, line: int, remarks: list[Remark]) -> None:
    parts = [(sign, _weight(part), _WEIGHT.sub("", part)) for sign, part in _PART.findall(text)]
    if all(sign == "=" for sign, _, _ in parts):
        if parts and all("->" in words for _, _, words in parts):
            return _take_pairs(draft, [words for _, _, words in parts])
        draft.kind = "fill"
        answers = [_plain(one.split("#")[0]).replace("|", "｜") for _, _, one in parts]
        draft.blanks = [" | ".join(answers)]
        return None
    for at, (sign, weight, words) in enumerate(parts):
        said, _, feedback = words.partition("#")
        draft.choices.append(_plain(said))
        draft.feedback.append(_plain(feedback))
        if sign == "=" or weight > 0:
            draft.right.append(at)
        others = [one for place, (_, one, _) in enumerate(parts) if place != at]
        if 0 < weight < 100 and all(one <= 0 for one in others):
            remarks.append(Remark(line, "a choice that earned a part now earns all of the points"))
    draft.kind = "multiple" if len(draft.right) > 1 else "single"
    return None


def _weight(part: str) -> float:
    found = _WEIGHT.match(part)
    return float(found[1]) if found else 0.0


def _take_pairs(draft: Draft, texts: list[str]) -> None:
    draft.kind = "match"
    for text in texts:
        left, _, right = text.partition("->")
        if _plain(left):
            draft.pairs.append((_plain(left), _plain(right)))
        else:
            draft.distractors.append(_plain(right))
