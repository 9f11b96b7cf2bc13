"""Questions as teachers type them in Word and 问卷星: stem, letters, 答案, 解析; as drafts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from builder.model.question import Kind
from builder.quiz.readers.drafts import Draft, Found, Remark

_KINDS: dict[str, Kind] = {
    "单选": "single", "单项选择": "single", "多选": "multiple", "多项选择": "multiple",
    "不定项": "multiple", "判断": "truefalse", "是非": "truefalse", "填空": "fill",
    "排序": "order", "匹配": "match", "连线": "match", "配对": "match",
    "简答": "open", "问答": "open", "论述": "open", "案例": "open",
}  # fmt: skip
_SECTION = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、.．:：])|[（(][一二三四五六七八九十]{1,2}[）)])\s*(.*)$"
)
_EACH = re.compile(r"每(?:小)?题\s*(\d+(?:\.\d+)?)\s*分")
_START = re.compile(r"^\s*(?:第\s*)?(\d{1,3})\s*(?:题\s*[:：.]?|[.．、)）:：](?!\d))\s*(.+)$")
_LABEL = re.compile(r"[\[【(（]\s*([^\[\]【】()（）]{1,12}?)题?\s*[\]】)）]")
_POINTS = re.compile(
    r"[\[【(（]\s*(?:分值\s*[:：]\s*)?(\d{1,3}(?:\.\d{1,2})?)\s*分?\s*[\]】)）]\s*$"
)
_CHOICE = re.compile(r"^\s*[(（]?([A-Z])\s*[.．、:：)）]\s*(.*)$")
_MORE = re.compile(r"(?:^|[\s　]+)[(（]?([A-Z])\s*[.．、:：)）]\s*")
_LEFT = re.compile(r"^\s*[(（](\d{1,2})[)）]\s*(.+)$")
_ANSWER = re.compile(
    r"^\s*[\[【(（]?\s*(?:正确|参考|标准)?答案\s*[\]】)）]?\s*[:：]?\s*(.*?)\s*[\]】]?$"
)
_TOLD = re.compile(r"^\s*[\[【(（]?\s*(?:答案)?(?:解析|解释|说明)\s*[\]】)）]?\s*[:：]?\s*(.*)$")
_INSIDE = re.compile(r"[(（]\s*([A-Z](?:[\s,，、]*[A-Z])*|[√×✓✗对错])\s*[)）]")
_KEY_RANGE = re.compile(r"(\d{1,3})\s*[-—~～–至]\s*(\d{1,3})\s*[:：.]?\s*([A-Z√×对错\s]+)")
_KEY_ONE = re.compile(r"(\d{1,3})\s*[.．、:：)）]\s*([A-Z]+|[√×✓✗对错]|正确|错误|[^\s;；,，]+)")
_PAIRED = re.compile(r"(\d{1,2})\s*[-—:：]?\s*([A-Z])")
_BLANK = re.compile(r"_{2,}|[（(][\s　]*[）)]")
_TRUE = {"对": 0, "正确": 0, "是": 0, "√": 0, "✓": 0, "T": 0, "TRUE": 0}
_FALSE = {"错": 1, "错误": 1, "否": 1, "不对": 1, "×": 1, "✗": 1, "F": 1, "FALSE": 1, "X": 1}


class _Paper:
    """Goes down a paper's lines."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.remarks: list[Remark] = []
        self.answers: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        self._kind: Kind | None = None
        self._points = 1.0
        self._answer_of: dict[int, str] = {}
        self._lefts_of: dict[int, list[str]] = {}
        self._at_end = False
        self._last = ""

    def take(self, number: int, line: str) -> None:
        """Take one line, `number` from 1."""
        if not line.strip():
            return
        section = _SECTION.match(line)
        if self._is_key_list(line):
            self._at_end = True
        elif self._at_end and self._take_keys(line):
            return
        elif section and not _CHOICE.match(line):
            self._open_section(section[1])
        elif self._draft and (told := _TOLD.match(line)):
            self._draft.explanation, self._last = told[1], "explanation"
        elif self._draft and (answer := _ANSWER.match(line)):
            self._answer_of[id(self._draft)] = answer[1]
            self._last = "answer"
        elif self._take_choices(line):
            self._last = "choice"
        elif (start := _START.match(line)) or _LABEL.search(line):
            self._open(number, int(start[1]) if start else 0, start[2] if start else line)
        else:
            self._go_on(number, line)

    @property
    def _draft(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _is_key_list(self, line: str) -> bool:
        plain = re.sub(r"[\s:：【】\[\]]", "", line)
        return len(self.drafts) > 1 and plain in {"答案", "参考答案", "标准答案", "答案及解析"}

    def _open_section(self, title: str) -> None:
        each = _EACH.search(title)
        self._points = float(each[1]) if each else 1.0
        self._kind = next((kind for word, kind in _KINDS.items() if word in title), None)
        self._at_end = self._at_end and "答案" not in title

    def _open(self, line: int, number: int, text: str) -> None:
        draft = Draft(line, text.strip(), self._kind, points=self._points)
        _take_points(draft)
        for label in reversed(list(_LABEL.finditer(draft.text))):
            kind = next((one for word, one in _KINDS.items() if label[1].startswith(word)), None)
            if kind:
                draft.kind = kind
                draft.text = f"{draft.text[: label.start()]}{draft.text[label.end() :]}".strip()
        _take_points(draft)
        inside = list(_INSIDE.finditer(draft.text))
        if inside and draft.kind not in {"fill", "open"}:
            self._answer_of[id(draft)] = inside[-1][1]
            draft.text = f"{draft.text[: inside[-1].start()]}（　）{draft.text[inside[-1].end() :]}"
        self.drafts.append(draft)
        self._numbers[number or len(self.drafts)] = len(self.drafts) - 1
        self._lefts_of[id(draft)] = []
        self._last = "text"

    def _take_choices(self, line: str) -> bool:
        draft = self._draft
        if draft is None:
            return False
        if left := _LEFT.match(line):
            if draft.kind != "match":
                return False
            self._lefts_of[id(draft)].append(left[2].strip())
            return True
        first = _CHOICE.match(line)
        if not first or ord(first[1]) - 65 != len(draft.choices):
            return False
        place = len(draft.choices)
        wanted: list[re.Match[str]] = []
        for mark in _MORE.finditer(line):
            if ord(mark[1]) - 65 == place + len(wanted):
                wanted.append(mark)
        ends = [*(mark.start() for mark in wanted[1:]), len(line)]
        for mark, end in zip(wanted, ends, strict=True):
            draft.choices.append(line[mark.end() : end].strip())
        return True

    def _take_keys(self, line: str) -> bool:
        """A line of the list of answers at the end: `1-5 ABCDA`, `6. √ 7. ×`."""
        plain = unicodedata.normalize("NFKC", line)
        rest = plain
        for found in _KEY_RANGE.finditer(plain):
            first, last = int(found[1]), int(found[2])
            letters = re.sub(r"\s", "", found[3])
            if len(letters) == last - first + 1:
                self.answers |= dict(zip(range(first, last + 1), letters, strict=True))
                rest = rest.replace(found[0], " ")
        self.answers |= {int(found[1]): found[2] for found in _KEY_ONE.finditer(rest)}
        return True

    def _go_on(self, number: int, line: str) -> None:
        draft = self._draft
        if draft is None:
            self.remarks.append(Remark(number, f"“{line.strip()[:30]}” belongs to no question"))
        elif self._last == "explanation":
            draft.explanation += f"\n{line.strip()}"
        elif self._last == "answer":
            self._answer_of[id(draft)] += f"\n{line.strip()}"
        elif self._last == "choice" and draft.choices:
            draft.choices[-1] += f" {line.strip()}"
        else:
            draft.text += f" {line.strip()}"

    def settle(self) -> None:
        """Give each question its answer."""
        for number, at in self._numbers.items():
            self._answer_of.setdefault(id(self.drafts[at]), self.answers.get(number, ""))
        for draft in self.drafts:
            fault = _settled(draft, self._answer_of.get(id(draft), "").strip(), self._lefts_of)
            if fault:
                self.remarks.append(Remark(draft.line, fault))


def _take_points(draft: Draft) -> None:
    """Points stand before the label of the kind or behind it."""
    if points := _POINTS.search(draft.text):
        draft.points = float(points[1]) or 1.0
        draft.text = draft.text[: points.start()].strip()


def read_wjx(text: str) -> Found:
    """Every question of a text; what cannot be told is remarked with its line."""
    paper = _Paper()
    for number, line in enumerate(text.splitlines(), 1):
        paper.take(number, _narrow(line))
    paper.settle()
    return Found(paper.drafts, paper.remarks)


def _narrow(line: str) -> str:
    """Letters and digits half wide; punctuation as it is."""
    return "".join(
        unicodedata.normalize("NFKC", one) if "０" <= one <= "ｚ" and one.isalnum() else one
        for one in line
    )


def _settled(draft: Draft, answer: str, lefts: dict[int, list[str]]) -> str:
    """Put the answer into the draft; what is wrong, or ""."""
    letters = re.sub(r"[\s,，、;；.。]", "", answer).upper()
    if draft.kind == "match":
        return _settle_match(draft, answer, lefts[id(draft)])
    if draft.choices:
        return _settle_choices(draft, letters)
    sign = letters if letters in _TRUE or letters in _FALSE else ""
    if draft.kind == "truefalse" or (draft.kind is None and sign and not _BLANK.search(draft.text)):
        draft.kind, draft.choices = "truefalse", ["对", "错"]
        draft.right = [_TRUE.get(letters, _FALSE.get(letters, -1))]
        return "" if sign else "no answer is given; tick one of the two"
    if draft.kind == "open" or (draft.kind is None and not _BLANK.search(draft.text)):
        draft.kind, draft.model_answer = "open", answer or draft.explanation or "（请补上参考答案）"
        return "" if answer else "no answer is given; write a model answer"
    return _settle_blanks(draft, answer)


def _settle_choices(draft: Draft, letters: str) -> str:
    draft.right = [ord(one) - 65 for one in letters if "A" <= one <= "Z"]
    if not draft.right or max(draft.right) >= len(draft.choices):
        return f"its answer {letters or '(none)'} names no choice; tick the right one"
    if draft.kind == "order":
        every = sorted(draft.right) == list(range(len(draft.choices)))
        return "" if every else "its answer does not put every item in order; correct it"
    said = draft.kind
    draft.kind = "multiple" if len(draft.right) > 1 else "single"
    several = said == "single" and draft.kind == "multiple"
    return "it is called 单选, but several are right; check it" if several else ""


def _settle_match(draft: Draft, answer: str, lefts: Sequence[str]) -> str:
    marks = _PAIRED.findall(answer.upper())
    found = {int(number): ord(letter) - 65 for number, letter in marks}
    pairs = [(left, found.get(at, -1)) for at, left in enumerate(lefts, 1)]
    rights, draft.choices = draft.choices, []
    if not pairs or any(not 0 <= right < len(rights) for _, right in pairs):
        return "its answer does not pair every left side, as in 1-B;2-A; correct it"
    draft.pairs = [(left, rights[right]) for left, right in pairs]
    used = {right for _, right in pairs}
    draft.distractors = [one for at, one in enumerate(rights) if at not in used]
    return ""


def _settle_blanks(draft: Draft, answer: str) -> str:
    draft.kind = "fill"
    gaps = len(_BLANK.findall(draft.text)) or 1
    draft.text = _BLANK.sub("____", draft.text)
    plain = answer.replace("\n", " ")
    parts = [plain] if gaps == 1 else _parted(plain, gaps)
    if not plain or len(parts) != gaps:
        draft.blanks = []
        return f"{gaps} blanks, but {len(parts) if plain else 0} answers; write = and the answer"
    alternatives = ([one.strip() for one in re.split(r"[;；]", part)] for part in parts)
    draft.blanks = [" | ".join(filter(None, one)) for one in alternatives]
    return ""


def _parted(answer: str, count: int) -> list[str]:
    """The answers to several blanks: by the first sign that gives as many as are needed."""
    for signs in (r"[|｜]", r"[;；]", r"[、]", r"[,，]", r"\s+"):
        parts = [part.strip() for part in re.split(signs, answer) if part.strip()]
        if len(parts) == count:
            return parts
    return [answer]
