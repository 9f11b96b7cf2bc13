"""`check --fix`: the plain form says the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.load.plain_form import plain_files, plain_text
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
    assert plain_text(WRITTEN, "lesson") == PLAIN
    assert plain_text(PLAIN, "lesson") == PLAIN


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_marks_stay(end: str) -> None:
    text = "\ufeff" + WRITTEN.replace("\n", end)

    assert plain_text(text, "lesson") == "\ufeff" + PLAIN.replace("\n", end)


def mended(school: SchoolTest, *, recode: bool = False) -> dict[str, bytes]:
    """What `check --fix` would write."""
    return {path: data for path, data, _ in plain_files(school.root, recode=recode)}


@pytest.mark.parametrize("codec", ["gbk", "utf-16", "utf-16-le"])
def test_another_encoding_is_left_alone_unless_it_is_asked_for(
    codec: str, school: SchoolTest
) -> None:
    school.course("business/a").write("business/a/01-x.md", PLAIN.encode(codec))

    assert mended(school) == {}
    assert mended(school, recode=True) == {"business/a/01-x.md": PLAIN.encode()}


def test_what_is_no_text_is_never_recoded(school: SchoolTest) -> None:
    school.write("business/a/course.yml", bytes(range(256)) * 20)
    school.write("business/a/01-x.md", "café, garçon, où".encode("latin-1") * 50)

    assert mended(school, recode=True) == {}


@pytest.mark.parametrize(
    ("rules", "end"),
    [(None, b"\r\n"), ("* text=auto eol=lf\n*.png binary\n", b"\n"), ("*.md eol=crlf", b"\r\n")],
)
def test_mixed_line_ends_become_those_of_the_repository_or_of_most_lines(
    rules: str | None, end: bytes, school: SchoolTest
) -> None:
    mixed = b"---\r\ntitle: x\r\n---\n\r\nText.\r\n"
    school.course("business/a").write("business/a/01-x.md", mixed)
    school.write("business/a/02-y.md", mixed.replace(b"---\n", b"---\r\n"))
    if rules:
        (school.root / ".gitattributes").write_text(rules)

    assert mended(school) == {
        "business/a/01-x.md": mixed.replace(b"\r\n", b"\n").replace(b"\n", end)
    }


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("title：“记账: 第一步”", 'title: "记账: 第一步"'),
        ("title:记账", "title: 记账"),
        ("标题： “记账”", "title: 记账"),
        ("Title: 记账", "title: 记账"),
        ("week: ３", "week: 3"),
        ("was: [01-a，02-b]", "was: [01-a, 02-b]"),
        ("was: 【01-a、02-b】", "was: [01-a, 02-b]"),
        ("title: “记账”和“算账”", "title: “记账”和“算账”"),
        ("summary: 记账，算账", "summary: 记账，算账"),
        ("title: 2026年12月3日", "title: 2026年12月3日"),
        ("titel：x", "titel: x"),
        ("title: [x", "title: [x"),
        ("title: x  # “注”", "title: x  # “注”"),
    ],
)
def test_front_matter_is_written_as_it_was_meant(written: str, plain: str) -> None:
    assert plain_text(f"---\n{written}\n---\n", "lesson") == f"---\n{plain}\n---\n"


def test_settings_are_mended_too_and_nothing_else_in_them(school: SchoolTest) -> None:
    school.write(
        "cities/a.yml", "title： 北京 # x\ngroup:\n  qr: a.jpg\n  valid_until: 2026年12月3日\n"
    )
    school.write("school.yml", "name: “学堂”\r\ntracks:\r\n  business： 经营\r\n")
    school.write("survey.yml", "- 一\n- 二：三\n").write("notes.yml", "name：x\n")

    city = "title: 北京 # x\ngroup:\n  qr: a.jpg\n  valid_until: 2026-12-03\n"
    assert mended(school) == {
        "cities/a.yml": city.encode(),
        "school.yml": "name: 学堂\r\ntracks:\r\n  business: 经营\r\n".encode(),
    }


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
    plain = plain_text(text, "quiz")
    before, after = Problems(), Problems()

    assert parse_bank(text.split("\n"), 1, "x", before) == parse_bank(
        plain.split("\n"), 1, "x", after
    )
    assert list(before) == list(after)
    assert plain_text(plain, "quiz") == plain


def test_the_command_mends_and_says_so(school: SchoolTest) -> None:
    school.course("business/a").write("business/a/01-x.md", WRITTEN)
    outcome = school.run("check", "--fix")

    assert outcome.exit_code == 0, outcome.output
    assert "Mended content/business/a/01-x.md: 15 lines." in outcome.output
    assert (school.content / "business/a/01-x.md").read_text(encoding="utf-8") == PLAIN
    assert "Mended" not in school.run("check", "--fix").output
