"""A school that trains the people of one company."""

from __future__ import annotations

from tests.school import SchoolTest

ADDRESS = "k7q2m9xd4vw8r3tb"
URL = f"companies/{ADDRESS}/"
COMPANY = f"""
title: 好味道
summary: 新人三课
logo: logo.svg
address: {ADDRESS}
contact: 人事小周
lessons:
  - 01-clean-hands
  - business/a/02-y
  - business/a/01-x
"""
QUESTIONS = """
## 小测

### 戴了手套也要洗手。
- [x] 对
- [ ] 错

### 搓手多少秒？
= 20 | 20秒
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="64">'
    '<rect width="200" height="64" fill="#a3421b"/></svg>'
)


def trained(school: SchoolTest, company: str = COMPANY) -> SchoolTest:
    """A course of three lessons, and a company that chose two of them."""
    school.write("school.yml", "name: 学堂\nbase_url: https://example.org/\n")
    school.course("business/a", weeks=3)
    school.lesson(
        "business/a/01-x.md", "看[第二课](02-y.md)和[第三课](03-z.md)。", title="第一课", week=1
    )
    school.lesson("business/a/02-y.md", "文字。", title="第二课", week=2)
    school.lesson("business/a/03-z.md", "文字。", title="第三课", week=3)
    school.write("companies/logo.svg", LOGO)
    school.lesson(
        "companies/good-taste/01-clean-hands.md",
        f"店里的规矩。[价目表](prices.pdf)\n{QUESTIONS}",
        title="上班先洗手",
    )
    school.write("companies/good-taste/prices.pdf", b"%PDF-1.4\n")
    return school.write("companies/good-taste.yml", company)
