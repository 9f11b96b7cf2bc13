"""A lesson that is saved is shown as the whole school would show it, without reading all of it."""

from __future__ import annotations

import pytest

from builder.prepared import prepare
from builder.preview.quick import with_lessons
from builder.preview.state import State
from tests.school import SchoolTest

LESSON, URL = "business/a/01-x.md", "business/a/01-x/"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><path d="M0 0h9v9z"/></svg>'
)
QUIZ = "\n\n## 小测\n\n### 存货是资产。\n- [x] 对\n- [ ] 错\n"


@pytest.fixture
def state(school: SchoolTest) -> State:
    school.course("business/a").write("business/a/new.svg", DRAWING)
    school.lesson("business/a/02-y.md", "第二课的话。", title="第二课")
    school.lesson(LESSON, f"旧的话。{QUIZ}", title="旧题目")
    return State(prepare(school.root, drafts=True, workers=1))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"新的话，见[第二课](02-y.md)。{QUIZ}", {}),
        (f"新的话。\n\n## 多一节\n\n![画](new.svg){QUIZ}", {"title": "新题目", "draft": True}),
    ],
    ids=["words", "all"],
)
def test_it_is_the_page_of_the_whole_school(
    school: SchoolTest, state: State, text: str, keys: dict[str, str | bool]
) -> None:
    school.lesson(LESSON, text, **{"title": "旧题目", **keys})

    quick = with_lessons(state, [LESSON])

    whole = State(prepare(school.root, drafts=True, workers=1))
    assert quick.html(quick.pages[URL]) == whole.html(whole.pages[URL])
    assert quick.html(quick.pages[URL]) != state.html(state.pages[URL])
    assert quick.pending
    assert quick.pages.keys() == whole.pages.keys()


def test_what_cannot_be_shown_is_gone_until_it_is_mended(school: SchoolTest, state: State) -> None:
    school.write(LESSON, "---\ntitle: [旧\n---\n\n旧的话。\n")
    quick = with_lessons(state, [LESSON])
    assert URL not in quick.pages
    assert [one.path for one in quick.ready.problems.errors] == [f"content/{LESSON}"]
    assert "business/a/02-y/" in quick.pages
