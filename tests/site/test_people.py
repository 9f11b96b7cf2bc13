"""People are shown as far as they agreed, and no further."""

from __future__ import annotations

from tests.pictures import photo, saved
from tests.school import SchoolTest

PERSON = """
name: 王老师
role: instructor
work: 会计
words: 慢慢来
photo: wang.jpg
consent: 2026-11-01
agreed: [name, work]
"""


def known(school: SchoolTest, person: str = PERSON) -> SchoolTest:
    school.course("business/a", instructors=["王老师", "李老师"])
    school.lesson("business/a/01-x.md", "文字。")
    return school.write("people/wang.jpg", saved(photo(400, 300), "JPEG")).write(
        "people/wang.yml", person
    )


def test_only_what_somebody_agreed_to_show_reaches_the_build(school: SchoolTest) -> None:
    assert known(school).run("build").exit_code == 0, school.output
    page = school.page("people")

    assert "王老师" in page
    assert "会计" in page
    assert "慢慢来" not in page
    assert "<picture" not in page
    assert not [name for name in school.snapshot() if name.endswith((".webp", ".avif", ".jpg"))]


def test_a_photo_is_shown_when_it_is_agreed(school: SchoolTest) -> None:
    known(school, PERSON.replace("[name, work]", "[name, photo]"))
    assert school.run("build").exit_code == 0, school.output

    assert "<picture" in school.page("people")
    assert "会计" not in school.page("people")


def test_without_consent_nobody_is_shown_and_the_author_is_told(school: SchoolTest) -> None:
    known(school, PERSON.replace("consent: 2026-11-01\n", ""))
    assert school.run("build").exit_code == 0, school.output

    assert not (school.site / "people").exists()
    assert "王老师</a>" not in school.page("business/a")
    assert "person-consent" in school.output or "not shown" in school.output


def test_a_course_leads_to_those_who_teach_it(school: SchoolTest) -> None:
    assert known(school).run("build").exit_code == 0, school.output
    page = school.page("business/a")

    assert '<a href="../../people/#wang">王老师</a>、李老师' in page


def test_slips_are_named(school: SchoolTest) -> None:
    known(
        school, PERSON.replace("instructor", "instructer").replace("[name, work]", "[name, wrok]")
    )
    words = " ".join(one["mend"] for one in school.problems())

    assert "instructor" in words
    assert "work" in words
