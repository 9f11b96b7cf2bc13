"""The gate before sending: each kind of leak, with a real file, is caught and named."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from builder.model.media import Media
from builder.model.school import School
from builder.problems import Problem
from builder.publish.before import judge
from builder.report.report import Reporter
from builder.site.write import look_at
from tests.pictures import photo, saved
from tests.recordings import convert, voice, write_wav
from tests.school import SchoolTest

PAGE = "business/a/01-x/index.html"
EXAM = (
    "---\ntitle: 结业考试\n---\n\n"
    "### 谁先签字？\n- [x] 甲方\n- [ ] 乙方\n\n> 因为甲方先签了字。\n\n"
    "### 利润是多少元？\n= 1850\n> 收入减去支出。\n"
)
QUIZ = "\n\n## 小测\n\n### 记账难吗？\n- [x] 不难\n- [ ] 难\n> 每天五分钟。\n"


def judged(school: SchoolTest, folder: Path | None = None, *allow: str) -> list[Problem]:
    return judge(folder or school.site, root=school.root, allow=allow)


def codes(problems: list[Problem]) -> set[str]:
    return {one.code for one in problems}


def add(school: SchoolTest, name: str, data: bytes | str, *, listed: bool = True) -> None:
    """Put a file into the build, as a faulty rendition would: its report lists it."""
    file = school.site / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    if listed:
        relist(school)


def relist(school: SchoolTest) -> None:
    """Write the report that describes the build as it is now."""
    path = school.root / "build/report.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    reporter = Reporter(Media(), School(school.root))
    files = reporter.report(look_at(school.site, reporter.weigh))["files"]
    path.write_text(json.dumps(kept | {"files": files}), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SchoolTest:
    school = SchoolTest(tmp_path_factory.mktemp("built") / "school")
    school.course("business/a", ends_with="exam")
    school.lesson("business/a/01-x.md", "收支都记下来。![图](a.png)" + QUIZ)
    school.lesson("business/a/02-y.md", "月底加总。见[第一课](01-x.md)。", title="第二课")
    school.write("business/a/exam.md", EXAM)
    photo(200, 150).save(school.content / "business/a/a.png")
    school.course("business/b", ends_with="exam").lesson("business/b/01-x.md", "找五个人问。")
    school.write("business/b/exam.md", "### 先做什么？\n- [x] 问\n- [ ] 买\n> 不问就不知道。\n")
    assert school.run("build").exit_code == 0, school.output
    return school


@pytest.fixture
def ready(built: SchoolTest, tmp_path: Path) -> SchoolTest:
    """A built school of its own for a test to spoil."""
    shutil.copytree(built.root, tmp_path / "school")
    return SchoolTest(tmp_path / "school")


def test_a_clean_build_has_no_problem_and_still_none_when_it_is_remembered(
    ready: SchoolTest,
) -> None:
    assert judged(ready) == []
    assert judged(ready) == []


def test_the_sample_school_has_no_problem(sample_school: SchoolTest) -> None:
    assert judged(sample_school) == []


# Whole, and as it was built


def test_a_changed_a_missing_and_a_foreign_file_are_named(ready: SchoolTest) -> None:
    changed = ready.site / PAGE
    changed.write_bytes(changed.read_bytes().replace("记账".encode(), "记帐".encode(), 1))
    (ready.site / "business/a/02-y/index.html").unlink()
    add(ready, "other/index.html", "<!doctype html><p>x", listed=False)

    found = {one.code: one.path for one in judged(ready)}

    assert found["publish-changed"] == f"build/site/{PAGE}"
    assert found["publish-missing"] == "build/site/business/a/02-y/index.html"
    assert found["publish-foreign"] == "build/site/other/index.html"


def test_a_build_mixed_with_another_one_is_found_out(ready: SchoolTest, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    shutil.copy(ready.root / "build/report.json", before)
    ready.lesson("business/a/01-x.md", "换了新的内容。" + QUIZ)
    assert ready.run("build").exit_code == 0, ready.output
    assert judged(ready) == []
    shutil.copy(before, ready.root / "build/report.json")

    assert "publish-changed" in codes(judged(ready))


def test_a_half_build_is_not_told_in_a_thousand_lines(ready: SchoolTest) -> None:
    for number in range(300):
        add(ready, f"more/{number}/index.html", "<!doctype html><p>x", listed=False)

    problems = judged(ready)

    assert len(problems) == 21
    assert any("280 more files" in one.message for one in problems)


def test_without_a_report_a_build_is_refused_and_a_foreign_site_judged_as_far_as_possible(
    ready: SchoolTest, tmp_path: Path
) -> None:
    shutil.copytree(ready.site, tmp_path / "elsewhere/site")
    (ready.root / "build/report.json").unlink()

    own, foreign = judged(ready), judged(ready, tmp_path / "elsewhere/site")

    assert [(one.code, one.severity) for one in own] == [("publish-report", "error")]
    assert [(one.code, one.severity) for one in foreign] == [("publish-report", "advice")]


@pytest.mark.parametrize(
    "place", [".", "build", "build/quizzes", "content", "keys", "build/.cache", "nowhere"]
)
def test_only_a_site_is_published(ready: SchoolTest, place: str) -> None:
    assert [one.code for one in judged(ready, ready.root / place)] == ["publish-folder"]


# Names that are never published


@pytest.mark.parametrize(
    "name",
    [
        ".git/config",
        ".env",
        "business/.env.local",
        "server.pem",
        "id_rsa",
        "index.html~",
        "business/a/.01-x.html.swp",
        "index.html.bak",
        "index.html.orig",
        "Thumbs.db",
        "business/a/exam.md",
        "business/a/course.yml",
        "_ren/current.json",
        "a\\b.html",
        "two\nlines.html",
    ],
)
def test_a_file_that_is_never_published_is_refused_even_when_listed(
    ready: SchoolTest, name: str
) -> None:
    add(ready, name, "x")

    found = [one for one in judged(ready) if one.code == "publish-file"]

    assert len(found) == 1
    assert "\n" not in str(found[0])


def test_a_link_out_of_the_build_is_refused(ready: SchoolTest) -> None:
    (ready.site / "passwd.txt").symlink_to("/etc/passwd")

    assert "publish-file" in codes(judged(ready))


def test_files_by_which_a_domain_is_proved_may_be_published(ready: SchoolTest) -> None:
    add(ready, ".well-known/pki-validation/file.txt", "20261126")
    add(ready, "MP_verify_abcDEF123.txt", "abcDEF123")

    assert judged(ready) == []


# Answers and what else is for staff


def test_a_key_file_is_refused_under_any_name(ready: SchoolTest) -> None:
    key = next((ready.root / "keys").rglob("*.json"))
    add(ready, "data.json", key.read_bytes())
    edited = json.loads(key.read_text(encoding="utf-8")) | {"title": "x"}
    add(ready, "other.json", json.dumps(edited))
    questions = (ready.root / "build/quizzes/business/a/questions.json").read_bytes()
    add(ready, "练习.txt", questions)

    named = {one.path for one in judged(ready) if one.code == "publish-staff"}

    assert named == {f"build/site/{name}" for name in ("data.json", "other.json", "练习.txt")}


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><p>因为甲方<b>先签</b>了字。",
        '<!doctype html><meta name=description content="因为甲方先签了字">',
        "<!doctype html><script>var x = '因为甲方先签了字'</script>",
        "<!doctype html><li>[x] 甲方</li>",
        "<!doctype html><p>= 1850</p>",
    ],
)
def test_an_answer_of_an_exam_is_found_wherever_it_stands(ready: SchoolTest, page: str) -> None:
    add(ready, "notes/index.html", page)

    found = [one for one in judged(ready) if one.code == "publish-exam"]

    assert [one.path for one in found] == ["build/site/notes/index.html"]
    assert "content/business/a/exam.md:" in found[0].message


def test_an_answer_is_found_in_another_course_that_has_an_exam_too(ready: SchoolTest) -> None:
    add(ready, "business/b/notes/index.html", "<!doctype html><p>因为甲方先签了字。")

    assert codes(judged(ready)) == {"publish-exam"}


def test_what_an_exam_asked_when_it_was_built_stays_secret_until_it_is_built_again(
    ready: SchoolTest,
) -> None:
    add(ready, "notes/index.html", "<!doctype html><p>因为甲方先签了字。")
    ready.write("business/a/exam.md", EXAM.replace("因为甲方先签了字", "看合同的最后一页"))

    assert "publish-exam" in codes(judged(ready))
    shutil.rmtree(ready.content)
    assert "publish-exam" in codes(judged(ready))


def test_a_page_whose_exam_has_no_key_cannot_be_scored(ready: SchoolTest) -> None:
    ready.write("business/a/exam.md", EXAM.replace("谁先签字", "谁后签字"))
    shutil.rmtree(ready.root / "keys")

    assert "publish-key" in codes(judged(ready))


def test_what_lessons_teach_today_is_no_secret_and_tomorrow_it_is_one_again(
    ready: SchoolTest,
) -> None:
    ready.lesson("business/a/02-y.md", "记住：因为甲方先签了字。", title="第二课")
    assert ready.run("build").exit_code == 0, ready.output
    assert judged(ready) == []
    ready.lesson("business/a/02-y.md", "月底加总。", title="第二课")

    assert "publish-exam" in codes(judged(ready))


def test_a_draft_is_refused(ready: SchoolTest) -> None:
    ready.lesson("business/a/02-y.md", "月底加总。", title="第二课", draft=True)
    ready.write("business/a/about.md", "---\ntitle: x\ndraft: true\n---\n\n文字")
    add(ready, "business/a/about/index.html", "<!doctype html><p>文字")

    found = {one.path for one in judged(ready) if one.code == "publish-draft"}

    assert found == {
        "build/site/business/a/02-y/index.html",
        "build/site/business/a/about/index.html",
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("courses/index.html", "<!doctype html><a href=../companies/k7q2/>公司</a>"),
        ("companies/index.html", "<!doctype html><a href=k7q2/>公司</a>"),
        ("sitemap.xml", "<urlset><url><loc>https://x.cn/companies/k7q2/</loc></url></urlset>"),
        ("m/list.js", 'fetch("/companies/k7q2/")'),
        ("courses/index.html", "<!doctype html><script>go('companies/k7q2')</script>"),
    ],
)
def test_nothing_lists_an_unlisted_page(ready: SchoolTest, name: str, text: str) -> None:
    add(ready, "companies/k7q2/index.html", "<!doctype html><a href=more/>x</a>")
    add(ready, "companies/k7q2/more/index.html", "<!doctype html><a href=../>x</a>")
    assert judged(ready) == []
    add(ready, name, text)

    found = {one.path for one in judged(ready) if one.code == "publish-unlisted"}

    assert found == {f"build/site/{name}"}


# Keys of accounts

PRIVATE_KEY = "-----BEGIN OPENSSH " + "PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n"


@pytest.mark.parametrize(
    "text", [PRIVATE_KEY, "id: AKIA" + "IOSFODNN7EXAMPLE", "LTAI" + "5tFakeFakeFakeFake12"]
)
def test_a_key_of_an_account_is_found(ready: SchoolTest, text: str) -> None:
    add(ready, "readme.txt", f"x\n{text}\n")

    assert codes(judged(ready)) == {"publish-secret"}


def test_a_secret_of_the_environment_is_found_and_not_told(
    ready: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ready, "readme.txt", "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY")
    assert judged(ready) == []
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY")

    found = judged(ready)

    assert codes(found) == {"publish-secret"}
    assert "AWS_SECRET_ACCESS_KEY" in found[0].message
    assert "wJalr" not in str(found[0])


# Metadata


def test_where_a_photo_was_taken_is_found(ready: SchoolTest) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}
    for kind in ("jpeg", "webp", "png", "avif"):
        add(ready, f"m/photo.{kind}", saved(photo(64, 48), kind.upper(), exif=exif))

    found = [one for one in judged(ready) if "GPS" in one.message]

    assert {one.path for one in found} == {
        f"build/site/m/photo.{kind}" for kind in ("jpeg", "webp", "png", "avif")
    }


def test_who_recorded_and_who_drew_is_found(ready: SchoolTest, tmp_path: Path) -> None:
    source = write_wav(tmp_path / "a.wav", voice(1))
    for kind in ("mp3", "webm", "m4a"):
        told = convert(source, tmp_path / f"a.{kind}", "-metadata", "artist=李老师")
        add(ready, f"m/told.{kind}", told.read_bytes())
    add(ready, "m/d.svg", '<svg xmlns="http://www.w3.org/2000/svg"><!-- 李 --></svg>')

    found = {one.path for one in judged(ready) if one.code == "publish-media"}

    assert found == {f"build/site/m/{n}" for n in ("told.mp3", "told.webm", "told.m4a", "d.svg")}


def test_a_picture_that_cannot_be_looked_into_is_named(ready: SchoolTest) -> None:
    add(ready, "m/a.jpg", saved(photo(64, 48), "JPEG")[:300])
    add(ready, "m/b.jpg", "text")

    assert [one.code for one in judged(ready)] == ["publish-media", "publish-media"]


# Links


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<a href=../nowhere/>x</a>", "nowhere/index.html"),
        ("<a href=../business/a>x</a>", "needs a /"),
        ("<a href='../business/a/#nowhere'>x</a>", "nowhere"),
        ('<img src="../m/nothing.avif">', "m/nothing.avif"),
        ('<img srcset="../m/no.avif 360w, ../m/nothing.avif 720w">', "m/no.avif"),
        ("<video poster=p.png></video>", "links/p.png"),
        ("<meta http-equiv=refresh content='0;url=../old/'>", "old/index.html"),
        ("<style>p{background:url(bg.png)}</style>", "links/bg.png"),
        ("<script src=/m/gone.js></script>", "m/gone.js"),
        ("<a href='%E6%B2%A1%E6%9C%89/'>x</a>", "links/没有/index.html"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(ready: SchoolTest, html: str, names: str) -> None:
    add(ready, "links/index.html", f"<!doctype html>{html}")

    found = judged(ready)

    assert codes(found) == {"publish-link"}
    assert found[0].path == "build/site/links/index.html"
    assert any(names in one.message for one in found)


def test_links_that_lead_somewhere_are_not(ready: SchoolTest) -> None:
    ready.write("school.yml", "base_url: https://x.cn/ren/\n")
    assert ready.run("build").exit_code == 0, ready.output
    good = (
        "<a href=./>x</a><a href=../>x</a><a href='?q=1#here'>x</a><p id=here><a href=#top>x</a>"
        "<a href='../business/a/?x'>x</a><a href=https://x.cn/ren/business/a/>x</a>"
        "<a href=/ren/business/>x</a><a href=https://example.org/nowhere/>x</a>"
        "<a href=mailto:a@example.org>x</a><a href=tel:123>x</a><img src=data:image/gif;base64,R0>"
        "<a href=//example.org/x>x</a><a href='#:~:text=x'>x</a>"
    )
    add(ready, "links/index.html", f"<!doctype html>{good}")

    assert judged(ready) == []
    for bad in (
        "<a href=https://x.cn/ren/none/>x</a>",
        "<meta property=og:image content=https://x.cn/ren/m/none.png>",
    ):
        add(ready, "links/index.html", f"<!doctype html>{bad}")
        assert codes(judged(ready)) == {"publish-link"}


# Weights


def test_a_page_over_its_budget_is_named_unless_it_is_allowed(ready: SchoolTest) -> None:
    assert judged(ready) == []
    ready.write("school.yml", "budgets:\n  page: 900\n")

    found = judged(ready)
    heavy = [one.path.removeprefix("build/site/") for one in found]

    assert codes(found) == {"page-budget"}
    assert PAGE in heavy
    assert judged(ready, None, *heavy) == []
    for spelling in ("business/a/01-x", "/business/a/01-x/", PAGE):
        assert PAGE not in " ".join(one.path for one in judged(ready, None, spelling))
    assert "publish-allow" in codes(judged(ready, None, "business/a/99-x"))
    assert {one.severity for one in judged(ready, None, "page-budget")} == {"advice"}


def test_what_is_grave_cannot_be_allowed(ready: SchoolTest) -> None:
    add(ready, "notes/index.html", "<!doctype html><p>因为甲方先签了字。<a href=no/>x</a>")

    left = judged(ready, None, "publish-exam", "publish-link")

    assert {one.code: one.severity for one in left} == {
        "publish-exam": "error",
        "publish-link": "advice",
    }


def test_a_folder_without_content_is_judged_too(ready: SchoolTest, tmp_path: Path) -> None:
    lone = tmp_path / "lone"
    lone.mkdir()
    shutil.copytree(ready.site, lone / "site")
    add(ready, "nothing.txt", "x")

    found = judge(lone / "site", root=lone, allow=())

    assert [(one.code, one.severity) for one in found] == [("publish-report", "advice")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_file_is_not_waited_for(ready: SchoolTest) -> None:
    os.mkfifo(ready.site / "pipe.txt")

    assert codes(judged(ready)) == {"publish-file"}


def test_an_expired_group_code_is_named(ready: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("builder.check.groups", reason="groups are not checked yet")
    photo(300, 300).save(ready.content / "group.png")
    ready.write("school.yml", "group:\n  qr: group.png\n  valid_until: 2026-12-01\n")
    monkeypatch.setenv("RENLEARN_TODAY", "2026-11-30")
    assert not any("group" in one.code for one in judged(ready))
    monkeypatch.setenv("RENLEARN_TODAY", "2026-12-02")

    assert any("group" in one.code for one in judged(ready))
