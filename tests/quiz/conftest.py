"""One school with every kind of question for all formats."""

from __future__ import annotations

import pytest

from builder.prepared import Prepared
from builder.quiz.booklet import Booklet, examination, practice
from tests.quiz.many_kinds import course_of, make_school
from tests.school import SchoolTest


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[SchoolTest, Prepared]:
    return make_school(tmp_path_factory.mktemp("kinds") / "school")


@pytest.fixture(scope="session")
def ready(made: tuple[SchoolTest, Prepared]) -> Prepared:
    return made[1]


@pytest.fixture(scope="session")
def booklet(ready: Prepared) -> Booklet:
    return practice(course_of(ready))


@pytest.fixture(scope="session")
def exam(ready: Prepared) -> Booklet:
    return examination(course_of(ready))
