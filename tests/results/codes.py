"""A school with an exam, and codes for it without a browser."""

from __future__ import annotations

import random

from builder.exam.answers import digest, line_value, radix
from builder.exam.code import Fields, write
from builder.exam.draw import drawn
from builder.exam.kept import current_exams
from builder.exam.key import ExamKey
from builder.load.school import load
from tests.school import SchoolTest

EXAM = """---
title: 结业考试
pass: 50%
---

## 选一选

### 一加一等于几？
- [x] 二
- [ ] 三
- [ ] 四

### 哪些是水果？（2分）
- [x] 苹果
- [x] 梨
- [ ] 砖头

### 账要天天记。
- [x] 对
- [ ] 错

## 写一写

### 收入 8200，支出 6350，利润多少？
= 1850 | 1850元

### 你怎么记账？（3分）
> 参考：每天晚上记。
"""


def held(school: SchoolTest, exam: str = EXAM) -> SchoolTest:
    school.course("business/a", ends_with="exam").lesson("business/a/01-x.md", "文字。")
    return school.write("business/a/exam.md", exam)


def key_of(school: SchoolTest) -> ExamKey:
    loaded, _ = load(school.root, cache=school.root / "build/.cache")
    return current_exams(loaded)["business/a"]


def message(
    key: ExamKey, name: str, seed: int = 7, lines: tuple[str, str] = ("1850", "记"), **values: int
) -> str:
    """What the page writes for a learner; `values` by the first character of a question."""
    written, found = [], []
    for number, at in enumerate(drawn(key, seed), 1):
        question = key.questions[at]
        if question.kind in {"fill", "open"}:
            line = lines[question.kind == "open"]
            found.append(line_value(line))
            written += [f"{number}. {line}"] if line else []
        else:
            found.append(values.get(question.kind, right_value(key, at)))
    fields = Fields(seed, 327, 12, tuple(found), digest(name) % 961)
    head = f"【{key.course_title} {key.title}】{name} · {write(key, fields, name=name)}"
    return "\n".join([head, *written])


def right_value(key: ExamKey, at: int) -> int:
    """The value of the right answer to a question with choices."""
    question, order = key.questions[at], key.orders[at]
    right = [place for place, choice in enumerate(order) if question.choices[choice].right]
    if question.kind == "multiple":
        return sum(1 << place for place in right)
    return right[0] + 1


def random_message(key: ExamKey, name: str, chance: random.Random) -> str:
    """A learner who answers by chance."""
    values = {
        question.kind: chance.randrange(radix(question))
        for question in key.questions
        if question.choices
    }
    lines = (chance.choice(["1850", "18", ""]), "记下来")
    return message(key, name, chance.randrange(31**4), lines, **values)
