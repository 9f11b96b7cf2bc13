"""Which templates of a school's own let an edited lesson be built alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.site.own_templates import keep_to_their_page

KEEPING = [
    ("base.html", '{% extends "renlearn/base.html" %}{% block footer %}{{ name }}{% endblock %}'),
    ("lesson.html", "{% for one in course.lessons %}{{ one.title }}{% endfor %}"),
    ("city.html", '{% extends "base.html" %}{% block main %}{{ page.title }}{% endblock %}'),
    ("main.html", '{% include "own.html" %}'),
]
SHOWING_MORE = [
    ("front.html", "{% for track in tracks %}{{ track.title }}{% endfor %}"),
    ("base.html", "{{ page.context.course.title }}"),
    ("base.html", "{{ page[name] }}"),
    ("survey.html", '{% extends "renlearn/track.html" %}'),
    ("main.html", '{% include "partials/courses.html" %}'),
    ("main.html", "{% include name %}"),
    ("main.html", "{{ a b }}"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "keeps"),
    [(*one, True) for one in KEEPING] + [(*one, False) for one in SHOWING_MORE],
)
def test_a_template_that_may_show_other_lessons_is_told_from_one_that_does_not(
    tmp_path: Path, name: str, text: str, keeps: bool
) -> None:
    (tmp_path / "own.html").write_text("{{ page.summary }}", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert keep_to_their_page(tmp_path) == keeps
