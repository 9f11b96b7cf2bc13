"""No text holds the build, and a text is converted only once."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.copied import can_fork
from builder.markup import guard
from builder.markup.forked import forked
from builder.markup.guard import Converter, Job, Refusal
from builder.model.document import Document
from tests.hostile import ENDLESS

SLOW = "# 题\n" * 40_000  # the library numbers equal headings by counting up from one


def _hang() -> None:
    time.sleep(60)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_results_stand_in_the_order_of_the_jobs() -> None:
    jobs = [Job(f"文 {number}", (f"题{number}",), 3, "", (4,)) for number in range(60)]

    results = Converter(None).convert_all(jobs)

    assert [one.html for one in results if isinstance(one, Document)] == [
        f"<p>文 {number}</p>" for number in range(60)
    ]


@pytest.mark.parametrize(
    "name", ["01-brackets.md", "02-backticks.md", "03-links.md", "04-quotes.md"]
)
def test_texts_made_to_hang_are_refused_by_one_look(name: str) -> None:
    text = "好\n\n" + ENDLESS[name][:250_000]

    [result] = Converter(None).convert_all([Job(text, first_line=4)])

    assert isinstance(result, Refusal)
    assert "nested too deeply" in result.message
    assert "line 6" in result.message


def test_a_slow_text_is_given_up_and_the_others_are_not() -> None:
    converter = Converter(None, seconds=6.0, workers=2)  # the good one's process must start, too

    slow, good = converter.convert_all([Job(SLOW), Job("好")])

    assert isinstance(slow, Refusal)
    assert "too long" in slow.message
    assert isinstance(good, Document)


@pytest.mark.parametrize("forks", [True, False])
def test_slow_texts_among_many_hold_up_no_other(
    monkeypatch: pytest.MonkeyPatch, *, forks: bool
) -> None:
    monkeypatch.setattr(guard, "can_fork", lambda: forks and can_fork())
    jobs = [Job(f"文 {number}") for number in range(60)]
    jobs[7] = jobs[8] = jobs[30] = Job(SLOW)

    results = Converter(None, seconds=1.0, workers=2).convert_all(jobs)

    assert {at for at, one in enumerate(results) if isinstance(one, Refusal)} == {7, 8, 30}


@pytest.mark.parametrize("killer", [_hang, _die])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no copies of a process")
def test_a_copy_that_is_lost_loses_only_the_task_in_its_hands(
    killer: Callable[[], None],
) -> None:
    tasks = {str(number): number for number in range(300)}

    def run(task: int) -> int:
        if task in {0, 77, 78, 299}:
            killer()
        return task * 2

    results = forked(tasks, run, lambda: None, seconds=0.2, workers=3)

    lost = {"0", "77", "78", "299"}
    assert results == {key: 2 * task for key, task in tasks.items() if key not in lost}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no copies of a process")
def test_a_task_that_waits_for_a_processor_is_not_given_up() -> None:
    def run(task: int) -> int:
        time.sleep(0.8)  # as when other programs have every processor
        return task

    assert forked({"1": 1}, run, lambda: None, seconds=0.2) == {"1": 1}


@pytest.mark.parametrize(
    "text",
    [
        "词\n: 义\n" * 15_000,
        "<div markdown='1'>\n\n" * 500 + "x" + "</div>\n\n" * 500,
        "\n".join("    " * depth + "- x" for depth in range(49)) * 3,
        "$$" + "\\frac{1}{" * 1_500 + "$$",
        "*[a]: a\n" * 100 + "\na",
        "[^1]\n\n[^1]: [^1]",
    ],
)
def test_what_breaks_the_library_is_a_document_or_a_refusal(text: str) -> None:
    [result] = Converter(None, seconds=5.0).convert_all([Job(text)])

    assert isinstance(result, Refusal | Document)


def test_a_text_that_is_too_long_is_to_be_split() -> None:
    [result] = Converter(None).convert_all([Job("很" * 100_001)])

    assert result == Refusal("the text is longer than 300 kB", "split it into several lessons")


def test_converted_texts_are_kept(tmp_path: Path) -> None:
    text = "[甲](a.md)\n\n## 题\n\n<iframe>\n\n![](//a/b.png)"
    jobs = [Job(text, ("**粗**",), 2, "题", (3,))]
    [first] = Converter(tmp_path / "cache").convert_all(jobs)

    # Refused when it would have to be converted: no time is left for it.
    [again] = Converter(tmp_path / "cache", seconds=0.000_001).convert_all(jobs)

    assert isinstance(first, Document)
    assert again == first


@pytest.mark.parametrize(
    "change", [{"body": "另"}, {"first_line": 3}, {"title": "另"}, {"fragments": ("另",)}]
)
def test_another_text_is_converted_anew(tmp_path: Path, change: dict[str, object]) -> None:
    Converter(tmp_path).convert_all([Job("# 文")])

    [result] = Converter(tmp_path).convert_all([Job(**{"body": "# 文"} | change)])

    assert isinstance(result, Document)
    [fresh] = Converter(None).convert_all([Job(**{"body": "# 文"} | change)])
    assert result == fresh


def test_a_spoilt_cache_is_gone_without_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "documents.sqlite"
    file.write_bytes(b"not a database at all" * 100)

    [first] = Converter(tmp_path).convert_all([Job("好")])
    Converter(tmp_path).convert_all([Job("好")])

    assert isinstance(first, Document)
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_cache_that_cannot_be_written_is_gone_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    [result] = Converter(tmp_path / "file" / "cache").convert_all([Job("好")])

    assert isinstance(result, Document)


def test_no_jobs_need_no_process() -> None:
    assert Converter(None).convert_all([]) == []
