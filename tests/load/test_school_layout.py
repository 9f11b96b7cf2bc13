"""Folders and files become courses, lessons and pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from builder.load.school import load
from builder.model.school import School
from builder.problems import Problem, Problems
from tests.school import SchoolTest

SCHOOLS = Path(__file__).parents[1] / "schools"


def loaded(school: SchoolTest) -> tuple[School, Problems]:
    return load(school.root)


def places(problems: Problems) -> list[tuple[str, int, str]]:
    return [(one.path.removeprefix("content/"), one.line, one.code) for one in problems]


def only(problems: Problems, code: str) -> Problem:
    (found,) = [one for one in problems if one.code == code]
    return found


def test_a_folder_that_holds_nothing_but_content_is_a_school(school: SchoolTest) -> None:
    found, problems = loaded(school)

    assert not len(problems)
    assert (list(found.courses), found.pages) == ([], ())
    assert found.settings.language == "zh-CN"


def test_everything_has_its_place(school: SchoolTest) -> None:
    school.write("index.md", "# 欢迎\n\n[表](business/表.pdf)\n").write("about.md", "关于\n")
    school.write("business/表.pdf", b"%PDF").write("business/index.md", "# 创业\n")
    school.course("business/a", weeks=12, skills=["记账"], ends_with="exam")
    school.lesson("business/a/02-二.md", "## 小测\n\n### 一？\n- [x] 对\n- [ ] 错\n", title="二")
    school.lesson("business/a/01-一.md", "正文", title="一", week=1, was=["01-old.md"])
    school.lesson("business/a/01-一.en.md", "Text", title="One")
    school.write("business/a/index.md", "# 记账入门\n\n你好。\n")
    school.write("business/a/quiz.md", "### 二？\n= 2\n")
    school.write("business/a/exam.md", "### 三？\n= 3\n\n### 四？\n= 4\n")
    school.write("business/a/sub/more.md", "# 更多\n").write("cities/深圳.yml", "title: 深圳\n")
    school.course("courses/b").lesson("courses/b/1-x.md", "正文")
    found, problems = loaded(school)

    assert places(problems) == []
    assert [(track.slug, track.title) for track in found.tracks] == [
        ("courses", "基础课"),
        ("business", "创业与经营"),
    ]
    assert [page.path for page in found.pages] == [
        "about.md",
        "business/a/sub/more.md",
        "business/index.md",
        "index.md",
    ]
    assert [page.title for page in found.pages] == ["about", "更多", "创业", "欢迎"]
    assert found.files == ("business/表.pdf",)
    course = next(one for one in found.courses if one.slug == "a")
    assert [(one.number, one.slug, one.language, one.title) for one in course.lessons] == [
        (1, "01-一", "zh-CN", "一"),
        (2, "02-二", "zh-CN", "二"),
        (1, "01-一", "en", "One"),
    ]
    assert course.lessons[0].was == ("01-old",)
    assert course.introduction is not None
    assert "你好" in course.introduction.text
    assert [len(course.lessons[1].questions), len(course.quiz), len(course.exam)] == [1, 1, 2]


def test_a_school_of_hard_names_has_no_problems(tmp_path: Path) -> None:
    shutil.copytree(SCHOOLS / "hard-names", tmp_path / "school")
    found, problems = load(tmp_path / "school")

    assert places(problems) == []
    assert [lesson.slug for _, lesson in found.lessons] == [
        "01-空 格 课",
        "02-百分%20号",
        "03-井#号",
    ]
    assert found.tracks[0].title == "生活常识"
    assert found.files == ("生活/记 账/价 目 表 (新).pdf",)


def test_files_in_the_wrong_place_or_with_the_wrong_name(school: SchoolTest) -> None:
    school.course("business").course("a/b/c").course("business/a")
    for name in ["lesson one.md", "第3课 记账.md", "02_x.md", "04-a.md.txt", "05-b.MD"]:
        school.write(f"business/a/{name}", "---\ntitle: x\n---\n文字\n")
    school.lesson("business/a/01-a.md", "文字").lesson("business/a/01-b.md", "文字")
    school.lesson("business/a/week1/07-c.md", "文字")
    school.lesson("business/lost/01-a.md", "文字")
    school.write("business/c/course.yaml", "title: x\n").write("School.yml", "name: x\n")
    found, problems = loaded(school)

    assert {place: code for place, _, code in places(problems)} == {
        "School.yml": "file-ending",
        "a/b/c/course.yml": "course-place",
        "business/course.yml": "course-place",
        "business/a/lesson one.md": "lesson-name",
        "business/a/第3课 记账.md": "lesson-name",
        "business/a/02_x.md": "lesson-name",
        "business/a/04-a.md.txt": "file-ending",
        "business/a/05-b.MD": "file-ending",
        "business/a/01-b.md": "lesson-number",
        "business/a/week1/07-c.md": "lesson-place",
        "business/lost/01-a.md": "course-missing",
        "business/c/course.yaml": "file-ending",
    }
    mends = [one.mend for one in problems if one.code == "lesson-name"]
    assert "02-x.md" in mends[0]
    assert "02-lesson-one.md" in mends[1]
    assert "03-记账.md" in mends[2]
    assert [lesson.slug for _, lesson in found.lessons] == ["01-a", "01-b"]


def test_titles(school: SchoolTest) -> None:
    school.course("business/a")
    school.write("business/a/01-a.md", "\n# **记账** 入门 {#x}\n\n正文\n")
    school.write("business/a/02-收支.md", "正文\n\n```\n# 不是标题\n```\n")
    school.write("business/a/03-c.md", "---\nweek: 1\ntitle:\n---\n# 利润\n")
    school.lesson("business/a/04-d.md", "x", title="长" * 65, summary="长" * 121)
    school.write("business/a/05-e.md", "---\ntitle: [a]\n---\n# 名\n")
    found, problems = loaded(school)

    assert [lesson.title for _, lesson in found.lessons] == [
        "记账 入门", "收支", "利润", "长" * 65, "名",
    ]  # fmt: skip
    assert places(problems) == [
        ("business/a/01-a.md", 1, "title-missing"),
        ("business/a/02-收支.md", 1, "title-missing"),
        ("business/a/03-c.md", 1, "title-missing"),
        ("business/a/04-d.md", 2, "title-long"),
        ("business/a/04-d.md", 3, "summary-long"),
        ("business/a/05-e.md", 2, "key-type"),
    ]
    assert not problems.left_out


def test_course_keys_and_their_files(school: SchoolTest) -> None:
    school.course("business/a", weeks=2, ends_with="presentaton", cover="no.jpg", language="中文")
    school.lesson("business/a/01-a.md", "x", week=3)
    school.course("business/b", ends_with="exam").lesson("business/b/01-a.md", "x")
    school.course("business/c").lesson("business/c/01-a.md", "x")
    school.write("business/c/presentation.md", "# 汇报\n")
    school.write("business/d/course.yml", "summary: x\n").write("business/e/course.yml", "title: [")
    found, problems = loaded(school)

    assert places(problems) == [
        ("business/a/01-a.md", 3, "lesson-week"),
        ("business/a/course.yml", 4, "key-value"),
        ("business/a/course.yml", 5, "media-missing"),
        ("business/a/course.yml", 6, "key-value"),
        ("business/b/course.yml", 3, "course-end"),
        ("business/c/presentation.md", 1, "course-end"),
        ("business/d/course.yml", 1, "course-empty"),
        ("business/d/course.yml", 1, "title-missing"),
        ("business/e/course.yml", 1, "course-empty"),
        ("business/e/course.yml", 1, "yaml-sign"),
    ]
    assert "presentation" in next(one for one in problems if one.line == 4).mend
    assert [course.title for course in found.courses][-2:] == ["d", "e"]


def test_school_keys(school: SchoolTest) -> None:
    school.write(
        "school.yml",
        "name: 学校\nlanguage: en\nbase_url: https://example.org/x\nbudgets:\n  page: 14000\n"
        "tracks:\n  business: Trade\n  busines: Wrong\nwechat: {author: y}\nnam: x\n",
    )
    school.course("business/a").lesson("business/a/01-a.md", "x")
    school.course("自己的/b").lesson("自己的/b/01-a.md", "x")
    found, problems = loaded(school)
    settings = found.settings

    assert places(problems) == [
        ("school.yml", 8, "track-empty"),
        ("school.yml", 10, "key-unknown"),
    ]
    assert (settings.name, settings.language, settings.page_budget) == ("学校", "en", 14000)
    assert settings.base_url == "https://example.org/x/"
    assert [(track.slug, track.title) for track in found.tracks] == [
        ("business", "Trade"),
        ("自己的", "自己的"),
    ]
    assert settings.tracks["vocational"] == "Vocational skills"


def test_lessons_that_would_be_wrong_to_show_are_left_out(school: SchoolTest) -> None:
    school.course("business/a")
    school.write("business/a/01-gbk.md", "---\ntitle: 记账\n---\n正文\n".encode("gbk"))
    school.write("business/a/02-yaml.md", "---\ntitle: &a x\n---\n正文\n")
    school.lesson("business/a/03-brackets.md", "[" * 30_000)
    school.lesson("business/a/04-audio.md", "正文", audio="没有.mp3")
    school.lesson("business/a/05-long.md", "很长的课文。" * 60_000)
    school.lesson("business/a/06-question.md", "## 小测\n\n### 问？\n- [ ] 甲\n- [ ] 乙\n")
    school.lesson("business/a/07-good.md", "正文", cover="没有.jpg")
    found, problems = loaded(school)

    assert problems.left_out == {
        f"content/business/a/{name}.md"
        for name in ("01-gbk", "02-yaml", "03-brackets", "04-audio", "05-long", "06-question")
    }
    assert [code for place, _, code in places(problems) if "02-yaml" in place] == ["yaml-alias"]
    kept = found.without(problems.left_out)
    assert [lesson.slug for _, lesson in kept.lessons] == ["07-good"]


def test_a_draft_whose_mark_cannot_be_read_is_still_a_draft(school: SchoolTest) -> None:
    school.course("business/a")
    school.lesson("business/a/01-a.md", "x", draft="ture").lesson("business/a/02-b.md", "x")
    school.write("notes.md", "---\ndraft: true\n---\n# 笔记\n")
    found, problems = loaded(school)
    kept = found.without(problems.left_out)

    assert places(problems) == [("business/a/01-a.md", 3, "key-type")]
    assert [lesson.slug for _, lesson in kept.lessons] == ["02-b"]
    assert [page.path for page in kept.pages] == []
    assert [page.path for page in found.without(set(), drafts=True).pages] == ["notes.md"]


def test_an_answer_key_is_never_a_download(school: SchoolTest) -> None:
    school.write("index.md", "[a](business/a/exam.md) [b](school.yml) [c](x.html) [d](.env)\n")
    school.write("school.yml", "name: x\n").write("x.html", "<script>").write(".env", "key")
    school.course("business/a", ends_with="exam").write("business/a/exam.md", "### 问？\n= 1\n")
    found, _ = loaded(school)

    assert found.files == ()


def test_the_same_words_with_another_recording_are_two_questions(school: SchoolTest) -> None:
    school.write("business/a/一.mp3", b"one").write("business/a/二.mp3", b"two")
    question = "### 听一听\n\n[听]({})\n\n- [x] 一\n- [ ] 二\n\n"
    body = "## 小测\n\n" + question.format("一.mp3") + question.format("二.mp3")
    school.course("business/a").lesson("business/a/01-a.md", body)
    found, problems = loaded(school)
    ((_, lesson),) = found.lessons

    assert places(problems) == []
    assert len({one.id for one in lesson.questions}) == 2
    lines = [one.line for one in lesson.body.references]
    assert lines == [9, 16]
