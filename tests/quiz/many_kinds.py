"""A school with a question of every kind, pictures and recordings, and hostile words."""

from __future__ import annotations

from html import escape
from io import BytesIO
from pathlib import Path

from builder.model.course import Course
from builder.model.document import Document
from builder.model.question import Choice, Question
from builder.prepared import Prepared, prepare
from builder.quiz.booklet import Booklet, Entry
from tests.pictures import drawing
from tests.recordings import voice, write_wav
from tests.school import SchoolTest

COURSE = "business/记 账"
HOSTILE = "~甲=乙 #1 {丙} : \\ -> %50% // 丁"
PRACTICE = f"""听[读一读](读.wav)再做。

## 小测

### 哪一项是资产？（2分）
- [x] 货架上的存货
  > 对了：`存货`归你。
- [ ] 欠的房租
  > 这叫负债 = 欠款。
- [ ] ![一张图](图.png)

> 存货归你所有 #1 {{是}}。

### 开业要办哪些手续？（多选，3分）
- [x] 营业执照
- [x] 税务登记
- [ ] 结婚证

### 收据丢了也能记账。
- [x] 对
- [ ] 错
  > 能的。

### 一斤约合多少克？
= 500 ± 5

### 利润 = 收入 － ____ ，这个月是 ____ 元。
= 支出 | 成本 * 费用
= 1850 | 1850元

### 按先后排列
1. 记下每笔收支
2. 月底加总
3. 算出利润

### 连一连（4分）
- 收入 :: 卖出货物得到的钱
- 支出 :: 买进货物付出的钱
- :: 借来的钱

### 听一听，连一连
- [听](读.wav) :: ![图一](图.png)
- 二 :: ![图二](图二.png)

### 说说你打算怎么记账。
> 参考：每天晚上花五分钟，把票据写下来。

### {HOSTILE}
- [x] =1+1 {HOSTILE}
- [ ] @SUM(A1) <b>粗</b>
- [ ] -2+3|cmd [sound:x.mp3] {{c1::x}}

### 面积 $a^2+b^2$ 是多少 m^2^？
= 0.1
"""
EXAM = """---
title: 结业考试
pass: 60%
---

## 一

### 考题一问什么？（5分）
- [x] 只在考试里的对项
- [ ] 只在考试里的错项
> 这是考试的解析。

### 考题二写一写。（5分）
> 参考：这是考试的参考答案。
"""


def make_school(folder: Path) -> tuple[SchoolTest, Prepared]:
    """Write the school and prepare it."""
    school = SchoolTest(folder)
    school.course(COURSE, title="记账::入门 <甲>", ends_with="exam")
    school.lesson(f"{COURSE}/01-空 格.md", PRACTICE, title="第一课 & <乙>")
    school.write(f"{COURSE}/exam.md", EXAM)
    for name, width in (("图.png", 300), ("图二.png", 200)):
        buffer = BytesIO()
        drawing(width, 120).save(buffer, "PNG")
        school.write(f"{COURSE}/{name}", buffer.getvalue())
    write_wav(school.content / COURSE / "读.wav", voice(1.5))
    ready = prepare(school.root, workers=1)
    assert not ready.problems.errors, [str(one) for one in ready.problems]
    return school, ready


def course_of(ready: Prepared) -> Course:
    return next(iter(ready.school.courses))


def booklet_of(*texts: str) -> Booklet:
    """A booklet with a single-choice question for each text, which is its every part."""
    entries = tuple(
        Entry(
            number,
            Question(
                id=f"id{number}",
                kind="single",
                text=text,
                choices=(Choice(text, right=True, feedback=text), Choice("other", right=False)),
                explanation=text,
                path="content/business/a/quiz.md",
            ),
            Document(fragments={text: escape(text, quote=False), "other": "other"}),
            group=text,
        )
        for number, text in enumerate(texts, 1)
    )
    course = Course("business/a", "business", "a", "记账")
    return Booklet(course, "记账", exam=False, entries=entries)
