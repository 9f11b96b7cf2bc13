"""`wechat:` and `group:` as school.yml and course.yml may say them, and every slip in them."""

from __future__ import annotations

import os
from datetime import date

import pytest

from builder.load.school import load
from builder.model.school import School
from builder.model.wechat import WeChat
from builder.problems import Problem
from tests.group_code import bare_code
from tests.school import SchoolTest

URL = "base_url: https://renren.example/\n"


def told(school: SchoolTest, text: str) -> tuple[School, list[Problem]]:
    school.write("school.yml", URL + text).write("group.png", bare_code())
    found, problems = load(school.root)
    return found, list(problems)


def test_all_that_an_account_may_say(school: SchoolTest) -> None:
    school.write("look/article.css", "p{color:#333}")
    found, problems = told(
        school,
        "wechat:\n  author: 人人学堂\n  title_limit: 64\n  content_limit: 30000\n  svg: yes\n"
        "  comments: followers\n  style: look/article.css\n"
        "  signer: https://sign.example:8443/wx?school=1\n",
    )

    assert problems == []
    assert found.settings.wechat == WeChat(
        author="人人学堂",
        title_limit=64,
        content_limit=30_000,
        svg=True,
        comments="followers",
        style="look/article.css",
        signer="https://sign.example:8443/wx?school=1",
    )


def test_nothing_said_is_the_default(school: SchoolTest) -> None:
    found, problems = told(school, "wechat:\n  comments: off\n")

    assert problems == []
    assert found.settings.wechat == WeChat()
    assert found.settings.group is None


@pytest.mark.parametrize(
    ("line", "code", "mend"),
    [
        ("autor: x", "key-unknown", "author"),
        ("作者: x", "key-unknown", "author"),
        ("author: 很长很长很长很长很长很长很长很长的名字", "author-long", "shorten"),
        ("title_limit: 3", "key-value", "32"),
        ("title_limit: 65", "key-value", "32"),
        ("content_limit: many", "key-type", "digits"),
        ("svg: perhaps", "key-type", "true"),
        ("comments: follower", "key-value", "followers"),
        ("comments: 关", "key-value", "off"),
        ("comments: true", "key-value", "all"),
        ("comments: whoever", "key-value", "off, all, followers"),
        ("style: styl.css", "media-missing", "style.css"),
        ("style: group.png", "media-kind", "css"),
        ("style: ../style.css", "media-outside", "beside"),
        ("style: https://x.example/style.css", "media-outside", "beside"),
        ("signer: http://sign.example/", "key-value", "https://"),
        ("signer: sign.example", "key-value", "https://"),
        ("signer: https://me:secret@sign.example/", "key-value", "https://"),
        ("signer: https://sign.example/a;script-src *", "key-value", "https://"),
        ("signer: 'https://sign.example/\"'", "key-value", "https://"),
        ("signer: https://sign.example:99999/", "key-value", "https://"),
        ("signer: https://签名.example/", "key-value", "https://"),
        ("signer: [https://sign.example/]", "key-type", "words"),
    ],
)
def test_a_slip_in_the_account_has_its_line_and_its_mend(
    line: str, code: str, mend: str, school: SchoolTest
) -> None:
    school.write("style.css", "p{}")
    found, problems = told(school, f"wechat:\n  # the account\n  {line}\n")

    (problem,) = problems
    assert (problem.path, problem.line, problem.code) == ("content/school.yml", 4, code)
    assert mend in problem.mend
    assert not found.settings.wechat.signer
    assert not found.settings.wechat.style


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"p{}" * 30_000, "file-large"), ("p{content:'记'}".encode("gbk"), "file-encoding")],
)
def test_a_style_sheet_that_cannot_be_used(data: bytes, code: str, school: SchoolTest) -> None:
    school.write("style.css", data)
    found, problems = told(school, "wechat:\n  style: style.css\n")

    assert [(one.path, one.code) for one in problems] == [("content/style.css", code)]
    assert found.settings.wechat.style == ""


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_style_sheet_outside_is_not_followed(school: SchoolTest) -> None:
    (school.root / "secret.css").write_text("p{}")
    (school.content / "style.css").symlink_to(school.root / "secret.css")
    found, problems = told(school, "wechat:\n  style: style.css\n")

    assert {one.code for one in problems} == {"file-link", "media-missing"}
    assert found.settings.wechat.style == ""


def test_a_signer_wants_an_address_of_the_school(school: SchoolTest) -> None:
    school.write("school.yml", "wechat:\n  signer: https://sign.example/\n")
    (problem,) = load(school.root)[1]

    assert (problem.line, problem.code, problem.severity) == (1, "signer-base", "advice")


def test_a_course_has_its_own_group_and_the_others_that_of_the_school(school: SchoolTest) -> None:
    school.course("business/a").lesson("business/a/01-x.md", "字")
    school.write("business/a/own.png", bare_code())
    (school.content / "business/a/course.yml").open("a", encoding="utf-8").write(
        "group:\n  contact: 李老师\n  qr: own.png\n  valid_until: 2027-01-02\n"
    )
    school.course("business/b").lesson("business/b/01-x.md", "字")
    found, problems = told(school, "group:\n  qr: group.png\n  valid_until: 2026-12-03\n")
    own, others = map(found.group_of, found.courses)

    assert problems == []
    assert own
    assert (own.picture, own.valid_until) == ("business/a/own.png", date(2027, 1, 2))
    assert (own.contact, own.path, own.line) == ("李老师", "content/business/a/course.yml", 5)
    assert others
    assert (others.picture, others.path, others.line) == ("group.png", "content/school.yml", 3)


@pytest.mark.parametrize(
    ("lines", "line", "code", "mend"),
    [
        ("group:\n  contact: 王老师", 2, "group-qr", "qr:"),
        ("group: group.png", 2, "key-type", "below it"),
        ("group:\n  qr: grup.png", 3, "media-missing", "group.png"),
        ("group:\n  qr: school.yml", 3, "media-kind", "jpg"),
        ("group:\n  qr: code.svg", 3, "media-kind", "jpg"),
        ("group:\n  qr: /etc/x.png", 3, "media-missing", "correct the name"),
        ("group:\n  qr: ../x.png", 3, "media-outside", "beside"),
        ("group:\n  qr: group.png\n  valid_until: 12月3日", 4, "key-value", "2026-12-03"),
        ("group:\n  qr: group.png\n  valid_until: 2026年12月9日", 4, "key-value", "2026-12-09"),
        ("group:\n  qr: group.png\n  valid_until: 2026/2/30", 4, "key-value", "2026-12-03"),
        ("group:\n  qr: group.png\n  valid-until: 2026-12-03", 4, "key-unknown", "valid_until"),
        ("group:\n  二维码: group.png", 3, "key-unknown", "qr"),
        (f"group:\n  qr: group.png\n  contact: {'王' * 61}", 4, "contact-long", "shorten"),
    ],
)
def test_a_slip_in_a_group_has_its_line_and_its_mend(
    lines: str, line: int, code: str, mend: str, school: SchoolTest
) -> None:
    school.write("code.svg", "<svg/>")
    _, problems = told(school, f"{lines}\n")

    assert [(one.path, one.line, one.code) for one in problems] == [
        ("content/school.yml", line, code)
    ]
    assert mend in problems[0].mend
