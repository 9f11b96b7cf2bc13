"""A build that does only what is new gives what a build of everything would."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from tests.school import SchoolTest

LONG = [
    pytest.mark.soak,
    pytest.mark.skipif("RENLEARN_SOAK" not in os.environ, reason="a long run: make soak"),
]
QUESTION = "### 第{number}题\n- [x] 对的\n- [ ] 错的\n> 因为。\n"
EXAM = "### 每天几分钟？\n- [x] 五分钟就够\n- [ ] 一小时\n> 秘密的解释在这里。\n"
TEMPLATES = {
    "lesson.html": """{% extends "renlearn/lesson.html" %}
        {% block main %}<p>{% for one in course.lessons %}{{ one.title }}{{ one.summary }}
        {{ one.body.text }}{{ one.questions|length }}{% endfor %}</p>{{ super() }}{% endblock %}""",
    "base.html": """{% extends "renlearn/base.html" %}
        {% block footer %}<p>{{ page.title }}{{ settings.name }}</p>{{ super() }}{% endblock %}""",
    "front.html": """{% extends "renlearn/front.html" %}
        {% block footer %}<p>{% for track in tracks %}{% for course in track.courses %}
        {% for one in course.lessons %}{{ one.body.text }}{% endfor %}{% endfor %}{% endfor %}</p>
        {{ super() }}{% endblock %}""",
}

ARTICLE = "wechat/business/a/01-x/article.html"
COMPANY = """title: 公司
address: xvqtehk4ukm33xmres7d
lessons: [01-own, courses/b/01-x, business/a/01-x]
"""


def body(number: int) -> str:
    """A lesson's text, other for every number."""
    question = QUESTION.format(number=number % 3)
    words = (
        f"第{number}次写的字。\n\n![账本](book.png)[关于](../../about.md)[先看](01-x.md#一节)\n\n"
    )
    words += f"## 一节\n\n再写{number}。"
    return f"{words}\n\n## 小测\n\n{question}"


class Author:
    """Changes a school at random, as authors do; `random` decides what and where."""

    def __init__(self, school: SchoolTest, seed: int) -> None:
        self.school = school
        self.chance = random.Random(seed)
        self.count = 0
        school.write("school.yml", "name: 学堂\nbase_url: https://school.example/\n")
        for course in ("business/a", "courses/b"):
            school.course(course, ends_with="exam" if course == "business/a" else "")
            green = Image.new("RGB", (60, 40), (90, 160, len(course)))
            green.save(school.content / course / "book.png")
            for number in range(1, 5):
                school.lesson(f"{course}/0{number}-x.md", body(number), title=f"第{number}课")
            school.lesson(f"{course}/02-x.en.md", body(2), title="Lesson 2")
            school.lesson(f"{course}/05-draft.md", body(5), title="草稿", draft=True)
        school.write("companies/c.yml", COMPANY)
        school.lesson("companies/c/01-own.md", "字。看[价目](prices.txt)。", title="店里的")
        school.write("companies/c/prices.txt", "一元")
        school.write("business/a/exam.md", EXAM)
        school.write("about.md", "# 关于\n\n字")

    def edit(self) -> str:
        """Make one change; returns its name."""
        self.count += 1
        edits: list[tuple[int, Callable[[], None]]] = [
            (6, self._words), (2, self._title), (1, self._summary), (1, self._question),
            (1, self._heading), (1, self._link), (1, self._rename), (1, self._add),
            (1, self._remove), (1, self._reorder), (1, self._course), (1, self._setting),
            (1, self._template), (1, self._style), (1, self._page), (1, self._touch),
            (1, self._picture),
        ]  # fmt: skip
        weights, changes = zip(*edits, strict=True)
        change: Callable[[], None] = self.chance.choices(changes, weights)[0]
        change()
        return change.__name__

    def _lesson(self) -> Path:
        return self.chance.choice(sorted(self.school.content.glob("*/*/0*.md")))

    def _own(self) -> Path:
        """A lesson that no company has chosen."""
        return self.chance.choice(sorted(self.school.content.glob("*/*/0[2-9]*.md")))

    def replace(self, file: Path, old: str, new: str) -> None:
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def _words(self) -> None:
        self.replace(self._lesson(), "次写的字", f"次{self.count}写的字")

    def _title(self) -> None:
        self.replace(self._lesson(), 'title: "', f'title: "{self.count} ')

    def _summary(self) -> None:
        lesson = self._lesson()
        if "summary:" in lesson.read_text(encoding="utf-8"):
            self.replace(lesson, "摘要", f"摘要{self.count}")
        else:
            self.replace(lesson, "---\n\n", f"summary: 摘要{self.count}\n---\n\n")

    def _question(self) -> None:
        self.replace(self._lesson(), "- [ ] 错的", f"- [ ] 错的{self.count}")

    def _heading(self) -> None:
        self.replace(self._own(), "## 一节", f"## 一节{self.count}")

    def _link(self) -> None:
        places = f"https://example.org/{self.count}", "01-x.md", "../../courses/b/01-x.md#一节"
        self.replace(self._lesson(), "再写", f"[那里]({self.chance.choice(places)})再写")

    def _rename(self) -> None:
        file = self._own()
        endings = file.name.partition(".")[2]
        file.rename(file.with_name(f"{file.name[:2]}-renamed{self.count}.{endings}"))

    def _add(self) -> None:
        number = 10 + self.count
        self.school.lesson(f"courses/b/{number}-new.md", body(number), title=f"新{number}")

    def _remove(self) -> None:
        self._own().unlink()

    def _reorder(self) -> None:
        file = self._own()
        file.rename(file.with_name(f"{50 + self.count}{file.name[2:]}"))

    def _course(self) -> None:
        self.school.course("courses/b", title=f"课程{self.count}")

    def _setting(self) -> None:
        address = self.chance.choice(["base_url: https://school.example/\n", ""])
        self.school.write("school.yml", f"name: 学堂{self.count}\n{address}")

    def _template(self) -> None:
        own = self.school.root / "theme"
        if own.exists():
            shutil.rmtree(own)
        else:
            own.mkdir()
            name = self.chance.choice(list(TEMPLATES))
            text = TEMPLATES[name].replace("<p>", f"<p>{self.count}")
            (own / name).write_text(text, encoding="utf-8")

    def _style(self) -> None:
        own = self.school.root / "theme"
        own.mkdir(exist_ok=True)
        (own / "site.css").write_text(f"p{{margin:{self.count}px}}", encoding="utf-8")

    def _page(self) -> None:
        self.school.write("about.md", f"# 关于{self.count}\n\n字")

    def _touch(self) -> None:
        self._lesson().touch()

    def _picture(self) -> None:
        picture = Image.new("RGB", (60, 40), (self.count, 10, 10))
        course = self.chance.choice(["courses/b", "business/a"])
        picture.save(self.school.content / course / "book.png")


def built(school: SchoolTest, *options: str) -> dict[str, bytes]:
    """Every file that a build leaves, by its path in `build/`."""
    outcome = school.run("build", *options)
    assert outcome.exit_code == 0, outcome.output
    return placed(school)


def placed(school: SchoolTest) -> dict[str, bytes]:
    build = school.root / "build"
    files = (file for file in build.rglob("[!.]*") if file.is_file())
    paths = {file.relative_to(build).as_posix(): file for file in files}
    return {path: file.read_bytes() for path, file in paths.items() if path[0] != "."}


def times(school: SchoolTest) -> dict[Path, int]:
    """When each file of a build was written, in ns."""
    files = (school.root / "build" / path for path in placed(school))
    return {file: file.stat().st_mtime_ns for file in files}


def changed_since(before: dict[Path, int], school: SchoolTest) -> set[str]:
    """The folders, below `build/`, of the files that came, went or were written since."""
    files = {file for file, _ in before.items() ^ times(school).items()}
    folders = {file.parent.relative_to(school.root / "build").as_posix() for file in files}
    return {folder.removesuffix("/images") for folder in folders}


def all_anew(school: SchoolTest, elsewhere: Path) -> dict[str, bytes]:
    """The same school built elsewhere, with nothing but what was encoded and drawn remembered."""
    for name in ("content", "theme"):
        shutil.rmtree(elsewhere / name, ignore_errors=True)
        if (school.root / name).exists():
            shutil.copytree(school.root / name, elsewhere / name)
    shutil.rmtree(elsewhere / "build", ignore_errors=True)
    for name in ("media", "drawn", "squares"):
        shutil.copytree(school.root / "build/.cache" / name, elsewhere / "build/.cache" / name)
    return built(SchoolTest(elsewhere))


@pytest.mark.parametrize("edits", [6, pytest.param(60, marks=LONG)])
def test_whatever_is_edited_everything_is_that_of_a_whole_build(
    school: SchoolTest, tmp_path: Path, edits: int
) -> None:
    author = Author(school, 1)
    built(school)
    for number in range(edits):
        name = author.edit()
        if number % 3 == 1:
            built(school, "--only", author.chance.choice(["site", "wechat", "quiz", "site,quiz"]))
        whole = all_anew(school, tmp_path / "elsewhere")
        now = built(school)
        assert {path for path in now | whole if now.get(path) != whole.get(path)} == set(), name


def test_an_edited_lesson_alone_is_written_and_nothing_when_nothing_changed(
    school: SchoolTest,
) -> None:
    author = Author(school, 1)
    built(school)
    before = times(school)
    built(school)
    untouched = times(school)
    author.replace(school.content / "business/a/02-x.md", "第2次", "第二次")
    built(school, "--only", "site")
    site_alone = changed_since(before, school)
    now = built(school)
    at_last = times(school)
    built(school)

    assert times(school) == at_last
    assert untouched == before
    assert site_alone == {"site/business/a/02-x", "."}
    assert changed_since(before, school) == site_alone | {"wechat/business/a/02-x"}
    assert "第二次写的字".encode() in now["site/business/a/02-x/index.html"]
    assert "第二次写的字".encode() in now["wechat/business/a/02-x/article.html"]


def test_a_new_title_stands_everywhere_and_its_old_picture_is_gone(school: SchoolTest) -> None:
    author = Author(school, 1)
    lesson = school.content / "business/a/02-x.md"
    author.replace(lesson, "第2课", "从前的题目")
    former = built(school)
    before = times(school)
    author.replace(lesson, "从前的题目", "新的题目")
    now = built(school)
    written = changed_since(before, school)

    pages = {"site/business/a", *(f"site/business/a/0{number}-x" for number in (1, 2, 3))}
    assert all("新的题目".encode() in now[f"{page}/index.html"] for page in pages)
    assert not [path for path, data in now.items() if "从前的题目".encode() in data]
    assert pages <= written
    assert written - pages <= {
        "site/m",
        "site/business/a/quiz",
        ".",
        "wechat",
        "wechat/business/a/02-x",
    }
    assert len(now) == len(former)


def test_what_somebody_changed_took_away_or_added_is_put_right(school: SchoolTest) -> None:
    Author(school, 1)
    right = built(school)
    article = (school.root / "build" / ARTICLE).parent
    for meddle in (
        (school.site / "business/a/01-x/index.html").unlink,
        partial((school.site / "business/a/index.html").write_text, "mine", encoding="utf-8"),
        partial(article.joinpath("article.html").write_bytes, right[ARTICLE].swapcase()),
        partial(article.joinpath("images/mine.png").write_bytes, b"mine"),
    ):
        meddle()
        assert built(school) == right, meddle


@pytest.mark.parametrize("name", TEMPLATES)
def test_pages_by_templates_of_the_schools_own_follow_an_edited_lesson(
    school: SchoolTest, tmp_path: Path, name: str
) -> None:
    author = Author(school, 1)
    (school.root / "theme").mkdir()
    (school.root / "theme" / name).write_text(TEMPLATES[name], encoding="utf-8")
    built(school)
    before = times(school)
    author.replace(school.content / "business/a/02-x.md", "第2次", "第二次")
    now = built(school)

    assert now == all_anew(school, tmp_path)
    if name != "front.html":  # the only one for which every lesson has to be read
        assert "site/courses/b/02-x" not in changed_since(before, school)


def test_a_template_that_fails_at_an_edited_lesson_is_named_and_the_last_build_stays(
    school: SchoolTest,
) -> None:
    author = Author(school, 1)
    (school.root / "theme").mkdir()
    text = '{% extends "renlearn/lesson.html" %}\n{% set x = 1 // (16 - page.title|length) %}'
    (school.root / "theme/lesson.html").write_text(text, encoding="utf-8")
    right = built(school)
    author.replace(school.content / "business/a/02-x.md", "第2课", "一" * 16)
    wrong = school.run("build", "--only", "site")

    assert wrong.exit_code == 1
    assert "theme/lesson.html:2" in wrong.output
    assert placed(school) == right


def test_an_edited_lesson_of_a_programme_is_new_there_and_in_the_package(
    school: SchoolTest, tmp_path: Path
) -> None:
    author = Author(school, 1)
    lesson = school.content / "business/a/01-x.md"
    author.replace(lesson, "第1课", "从前的题目")
    built(school)
    before = times(school)
    author.replace(lesson, "从前的题目", "新的题目")
    now = built(school)

    assert now == all_anew(school, tmp_path)
    address = COMPANY.split()[3]
    programme = f"site/companies/{address}"
    written = changed_since(before, school)
    assert {f"{programme}/business-a-01-x", f"{programme}/courses-b-01-x", programme} <= written
    assert {"packs/companies", "wechat/business/a/01-x", "site/business/a/01-x"} <= written
    assert "site/courses/b/02-x" not in written


def test_a_picture_replaced_under_its_name_is_new_where_lessons_show_it(
    school: SchoolTest, tmp_path: Path
) -> None:
    Author(school, 1)
    former = built(school)
    before = times(school)
    picture = school.content / "business/a/book.png"
    Image.new("RGB", (80, 40), (200, 90, 90)).save(picture)
    now = built(school)

    assert now == all_anew(school, tmp_path)
    assert {path for path in former if path.startswith("site/m/")} - now.keys()
    written = changed_since(before, school)
    assert {"site/business/a/03-x", "wechat/business/a/03-x", "packs/companies"} <= written
    assert "site/courses/b/02-x" not in written
    Image.new("RGB", (80, 40), (20, 90, 90)).save(picture)
    built(school, "--only", "wechat")
    assert built(school) == all_anew(school, tmp_path)
    picture.write_bytes(b"no picture")
    assert "book.png" in school.run("build").output


def test_a_mistake_in_an_edited_lesson_is_named_and_the_last_build_stays(
    school: SchoolTest,
) -> None:
    Author(school, 1)
    right = built(school)
    lesson = school.content / "business/a/02-x.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("再写2。", "看[这里](missing.md)。"), "utf-8")
    wrong = school.run("build", "--only", "site")

    assert wrong.exit_code == 1
    assert "content/business/a/02-x.md:" in wrong.output
    assert "missing.md" in wrong.output
    assert placed(school) == right
    lesson.write_text(text, "utf-8")
    assert built(school) == right


def test_an_answer_of_an_exam_in_an_edited_lesson_of_another_course_is_held_back(
    school: SchoolTest,
) -> None:
    # Lessons may teach what an exam asks; a whole build decides, so none goes past its gate.
    Author(school, 1)
    built(school)
    lesson = school.content / "courses/b/02-x.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("再写2。", "秘密的解释在这里。"), "utf-8")
    outcome = school.run("build", "--only", "site", "--json")

    assert json.loads(outcome.output)["placed"] == (outcome.exit_code == 0)
    assert built(school)["site/courses/b/02-x/index.html"]


def test_advice_is_given_again_when_nothing_changed(school: SchoolTest) -> None:
    Author(school, 1)
    school.write("business/a/README.md", "字")
    first = school.run("build", "--only", "site")
    again = school.run("build", "--only", "site")

    assert "README.md" in first.output
    assert "README.md" in again.output
    assert again.output in first.output
    lesson = school.content / "courses/b/02-x.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("再写2。", "再写" * 60 + "。"), "utf-8")
    quick, anew = school.run("build", "--only", "site"), school.run("check")

    assert "courses/b/02-x.md" in quick.output
    told = [line for line in quick.output.splitlines() if line.startswith("content/")]
    anew_told = [line for line in anew.output.splitlines() if line.startswith("content/")]
    assert told == [line.removesuffix(" (advice)") for line in anew_told]
    assert school.run("build", "--only", "site", "--strict").exit_code == 1
