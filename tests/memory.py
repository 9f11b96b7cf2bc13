"""How much memory a piece of Python takes, with the programs that it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_MEASURE = """
import resource
both = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
print(sum(resource.getrusage(one).ru_maxrss for one in both))
"""
# A process starts with the peak of the one that started it: here a small one, not the tests'.
_RUN = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True)"


def most_memory(code: str, *arguments: str | Path) -> tuple[str, float]:
    """
    Run Python in a process of its own.

    Args:
        code: Its text; its `sys.argv[1:]` are the arguments.

    Returns:
        What it printed, and the most MB that it and its largest child held.
    """
    done = subprocess.run(
        [sys.executable, "-c", _RUN, code + _MEASURE, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said, kilobytes = done.stdout.rstrip("\n").rpartition("\n")[::2]
    return said, int(kilobytes) / 1024
