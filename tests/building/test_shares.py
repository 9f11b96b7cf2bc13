"""Work in copies of this process: nothing is lost when one of them is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from builder.shares import LEAST, in_shares

MANY = range(2 * LEAST)


def test_results_stand_in_the_order_of_the_things() -> None:
    assert in_shares(MANY, lambda part: [-one for one in part], workers=2) == [-n for n in MANY]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="copies are made on Linux alone")
def test_both_halves_are_worked_on_by_processes_of_their_own() -> None:
    # In a program of its own: where a thread of another test still runs, no copy is made.
    told = (
        "import os\n"
        "from builder.shares import LEAST, in_shares\n"
        "print(in_shares(range(2 * LEAST), lambda part: [os.getpid()] * len(part), workers=2))"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True).stdout
    assert len(set(json.loads(found))) == 2


def test_what_a_killed_copy_did_not_do_is_done_here() -> None:
    here = os.getpid()

    def work(part: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(9)
        return list(part)

    assert in_shares(MANY, work, workers=2) == list(MANY)


def test_what_a_copy_raises_is_raised_here_where_its_place_can_be_told() -> None:
    def work(part: Sequence[int]) -> list[float]:
        return [1 / (one - MANY[-1]) for one in part]

    with pytest.raises(ZeroDivisionError) as fault:
        in_shares(MANY, work, workers=2)
    assert any(one.name == "work" for one in fault.traceback)
