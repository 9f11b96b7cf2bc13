"""`check --fix`: the plain form says the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.load.plain_form import plain_bytes
from builder.load.questions import parse_bank
from builder.problems import Problems
from tests.school import SchoolTest

WRITTEN = """---
title：记账
week： 1
---

正文 【x】 不动。

```
【x】代码
```

##小测

###哪些对？（多选）
【x】甲
［ ］ 乙
* [√]丙
+ [] 丁
—[X]　戊

### 填____
＝ 一｜二

### 排
1、先
２．后

### 连
- 左::右
- 上::下
-　:: 多
"""
PLAIN = """---
title: 记账
week: 1
---

正文 【x】 不动。

```
【x】代码
```

## 小测

### 哪些对？（多选）
- [x] 甲
- [ ] 乙
- [x] 丙
- [ ] 丁
- [x] 戊

### 填____
= 一|二

### 排
1. 先
2. 后

### 连
- 左 :: 右
- 上 :: 下
- :: 多
"""


def test_everything_forgiven_is_written_plainly() -> None:
    assert plain_bytes(WRITTEN.encode(), "lesson").decode() == PLAIN
    assert plain_bytes(PLAIN.encode(), "lesson").decode() == PLAIN


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_marks_stay(end: str) -> None:
    data = b"\xef\xbb\xbf" + WRITTEN.replace("\n", end).encode()

    assert plain_bytes(data, "lesson") == b"\xef\xbb\xbf" + PLAIN.replace("\n", end).encode()


def test_another_encoding_is_left_alone() -> None:
    data = WRITTEN.encode("gbk", errors="ignore")
    assert plain_bytes(data, "lesson") == data


LINES = """### 问？
【x】甲
［ ］乙
* [√]丙
- [ ] 丁
> 说明
  > 反馈
＝ 1
1、一
2. 二
- 左::右
- :: 多

```
文字
## 二
<!-- x
-->
答案：A
- 没有框
+ [] 戊"""
PIECES = st.sampled_from(LINES.split("\n"))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_the_plain_form_means_the_same_and_is_its_own(lines: list[str]) -> None:
    text = "\n".join(lines)
    plain = plain_bytes(text.encode(), "quiz").decode()
    before, after = Problems(), Problems()

    assert parse_bank(text.split("\n"), 1, "x", before) == parse_bank(
        plain.split("\n"), 1, "x", after
    )
    assert list(before) == list(after)
    assert plain_bytes(plain.encode(), "quiz").decode() == plain


def test_the_command_mends_and_says_so(school: SchoolTest) -> None:
    school.course("business/a").write("business/a/01-x.md", WRITTEN)
    outcome = school.run("check", "--fix")

    assert outcome.exit_code == 0, outcome.output
    assert "Mended content/business/a/01-x.md: 15 lines." in outcome.output
    assert (school.content / "business/a/01-x.md").read_text(encoding="utf-8") == PLAIN
    assert "Mended" not in school.run("check", "--fix").output
