"""What a build has come to, and how it is said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from builder.i18n import Said, StaffLanguage
from builder.problem_words import in_language, line
from builder.problems import Problem

_LEFT_OUT = Said("Left out: {path}", "没有放进去：{path}")
_NOT_BUILT = Said(
    "Not built: mend the errors above. The last good build stays as it was.",
    "没有构建：先改好上面的错误。上一次好的网站还在，没有变。",
)
_QUIZZES = Said(
    "Built the questions of each course into {folder}.", "已构建每门课的题目，放在 {folder}。"
)
_ARTICLES = Said(
    "Built {lessons} articles into {folder}; open {index} there.",
    "已构建 {lessons} 篇文章，放在 {folder}；打开里面的 {index}。",
)
_PACKS = Said(
    "Built companies' packages (SCORM 1.2) into {folder}.",
    "已构建企业的课程包（SCORM 1.2），放在 {folder}。",
)
_SITE = Said(
    "Built {lessons} lessons, {pages} pages, into build/site.",
    "已构建 {lessons} 课，{pages} 页，放在 build/site。",
)
_COMPANY = Said("For {title} alone: {url}", "只给「{title}」：{url}")
_LOOK = Said(
    "Look at it: renlearn serve, then open http://127.0.0.1:8000/ in a browser.",
    "看一看：运行 renlearn serve，再用浏览器打开 http://127.0.0.1:8000/。",
)
_COMMIT = Said(
    "Commit the folder {folder}/: it holds the keys by which results are scored.",
    "把文件夹 {folder}/ 提交到 git：里面是给成绩评分的答案。",
)


@dataclass(frozen=True)
class Built:
    """
    The outcome of a build.

    Attributes:
        problems: All of them.
        lessons: How many were built.
        totals: Of the report.
        companies: Title and address of each partner company.
        placed: Whether the build was put in place.
        left_out: Paths of texts that were left out.
        new_keys: Whether keys were written that want to be committed.
    """

    problems: tuple[Problem, ...]
    lessons: int
    totals: Mapping[str, int]
    companies: tuple[tuple[str, str], ...]
    placed: bool
    left_out: tuple[str, ...] = ()
    new_keys: bool = False

    def is_good(self, *, strict: bool) -> bool:
        """Whether nothing is wrong; advice counts where a build is strict."""
        return not any(strict or one.severity == "error" for one in self.problems)


def say(built: Built, names: set[str], language: StaffLanguage) -> None:
    """Print an outcome of building the renditions `names`."""
    for problem in built.problems:
        click.echo(line(problem, language))
    said = [_LEFT_OUT.filled(path=path) for path in built.left_out]
    said += _said(built, names)
    for one in said:
        click.echo(one.in_language(language))


def say_json(built: Built, language: StaffLanguage) -> None:
    """Print an outcome as JSON."""
    record = {
        "placed": built.placed,
        "lessons": built.lessons,
        "totals": dict(built.totals),
        "problems": [in_language(problem, language).record() for problem in built.problems],
    }
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


def _said(built: Built, names: set[str]) -> Iterator[Said]:
    if not built.placed:
        yield _NOT_BUILT
        return
    if "quiz" in names and "site" not in names:
        yield _QUIZZES.filled(folder="build/quizzes")
    if "wechat" in names:
        yield _ARTICLES.filled(lessons=built.lessons, folder="build/wechat", index="index.html")
    if "packs" in names and built.companies:
        yield _PACKS.filled(folder="build/packs/companies")
    if "site" in names:
        yield _SITE.filled(lessons=built.lessons, pages=built.totals["pages"])
        yield from (_COMPANY.filled(title=title, url=url) for title, url in built.companies)
        yield _LOOK
    if built.new_keys:
        yield _COMMIT.filled(folder="keys")
