"""Pages of the site on which edited lessons are shown or named, made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from builder.model.address import page_file
from builder.model.bank import bank
from builder.model.company import FOLDER as COMPANIES
from builder.model.course import Course, Lesson
from builder.rebuild.last import LastBuild
from builder.rebuild.new_pages import Pages
from builder.rebuild.read import Edited
from builder.rebuild.replaced import replaced_media
from builder.rebuild.squares import new_squares, old_squares
from builder.report.weighed import compressed_size
from builder.site.own_templates import OF_A_COURSE, own_templates
from builder.site.page import SitePage
from builder.site.pages import QUIZ, listed, pages
from builder.site.render import Site
from builder.theme_folder import own_theme, theme_folder

# Of a lesson they show what the roll holds and what it weighs; or they are of its own course
# or programme.
_SHOWING = frozenset(
    {"front.html", "track.html", "catalogue.html", "language.html"}
    | {"course.html", "plan.html", "quiz.html", "redirect.html", "company.html"}
)


def make_pages(
    root: Path, cache: Path, last: LastBuild, edited: Edited, paths: Collection[str]
) -> Pages | None:
    """
    Make the pages on which the lessons at `paths` are shown or named.

    Args:
        root: The school's folder.
        cache: Where compiled templates and drawn pictures are kept.
        last: The last build, which made `build/site` as it is.
        edited: The school as it is.
        paths: Of the lessons, relative to `content/`.

    Returns:
        None where a page would have to come or to go, or is too heavy.
    """
    site = _Site(edited, cache, last)
    known = last.outputs["site"].keys()
    found: dict[str, str] = {}
    former: dict[str, str] = {}
    shown: list[SitePage] = []
    everywhere = own_templates(own_theme(root)).keys() & OF_A_COURSE
    for page in _concerned(edited, paths, everywhere):
        path = page_file(page.url)
        if f"site/{path}" not in known:
            return None
        html = site.render(page)
        before = (root / "build" / "site" / path).read_bytes().decode()
        if html != before:
            found[path], former[path] = html, before
            shown.append(page)
    asked = {course.path for course in edited.read if bank(course)}
    if any(f"site/{one}/{QUIZ}/index.html" in known for one in edited.courses - asked):
        return None
    gone = old_squares(former, found, edited.school, last)
    replaced = replaced_media(edited.media, last)
    if gone is None or replaced is None or _too_heavy(found, edited.school.settings.page_budget):
        return None
    return Pages(
        html=found,
        former=former,
        come={**new_squares(site.squares, shown, last), **replaced.come},
        gone=gone | replaced.gone,
        media=edited.media,
        weights=site.weights_read,
        titles={one.path: one.title for one in edited.lessons},
    )


def _concerned(
    edited: Edited, paths: Collection[str], everywhere: Collection[str]
) -> Iterator[SitePage]:
    """Pages that show one of the lessons; of those with a template of `everywhere`, all."""
    for page in pages(edited.school, edited.courses):
        if page.template in _SHOWING or page.template in everywhere or page.path in paths:
            yield page
        elif page.template == "lesson.html":
            around = (page.context[name] for name in ("previous", "following"))
            if any(one and one.path in paths for one in around):
                yield page


class _Site(Site):
    """The site of a school of which some courses alone were read."""

    def __init__(self, edited: Edited, cache: Path, last: LastBuild) -> None:
        school = edited.school
        self.squares = None
        if school.settings.base_url:
            from builder.site.squares import Squares  # noqa: PLC0415 (Pillow, slow to import)

            self.squares = Squares(edited.media, cache / "squares")
        super().__init__(
            school, edited.media, theme_folder(), {}, squares=self.squares, urls=last.urls
        )
        self._edited = edited
        self._known = last.weights
        compiled = cache / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        self.environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))

    def weight(self, course: Course, lesson: Lesson) -> int:
        """As remembered, of a lesson that was not read."""
        known = self._known.get(lesson.path)
        was_read = course.track == COMPANIES or course.path in self._edited.courses
        return super().weight(course, lesson) if was_read or known is None else known

    @property
    def weights_read(self) -> dict[str, int]:
        """The weights of the lessons that were read, as `LastBuild` has them."""
        return {
            lesson.path: self.weight(course, lesson)
            for course in self._edited.read
            for lesson in listed(course)
        }


def _too_heavy(found: Mapping[str, str], budget: int | None) -> bool:
    return budget is not None and any(
        compressed_size(html.encode()) > budget for html in found.values()
    )
