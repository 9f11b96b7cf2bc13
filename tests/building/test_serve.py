"""`renlearn serve` shows the page and shows it anew after a save."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.school import SchoolTest
from tests.serving import Serving


def test_a_saved_lesson_is_shown_anew(tmp_path: Path) -> None:
    school = SchoolTest(tmp_path / "school").course("business/a")
    school.lesson("business/a/01-x.md", "第一次写的话。")
    school.lesson("business/a/02-x.md", "还没写完。", title="草稿课", draft=True)
    with Serving(school.root) as serving:
        page = serving.seen("business/a/01-x/", "第一次写的话")
        assert "reload.js" in page
        assert "Content-Security-Policy" not in page  # it would block the reloader
        serving.seen("business/a/02-x/", "还没写完")

        school.lesson("business/a/01-x.md", "第二次写的话。")

        serving.seen("business/a/01-x/", "第二次写的话")
        assert f"{serving.url}_phone/" in serving.said


def test_an_address_that_is_taken_is_said_in_words(school: SchoolTest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = school.run("serve", "-a", address)

    assert ended.exit_code == 1
    assert address in ended.output
    assert not ended.traceback
