"""Look into pictures and recordings, each only once as long as it does not change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from pathlib import Path

from builder import __version__
from builder.media.audio_probe import probe_recording
from builder.media.errors import MediaError
from builder.media.probe import probe_picture
from builder.model.address import is_recording
from builder.remembered import Remembered

_FILE = "probed.json"
_VERSION = f"{__version__}-2"  # raise the number when an Outcome holds something else


@dataclass(frozen=True)
class Outcome:
    """
    What a look into a file showed.

    Attributes:
        message, mend: What is wrong, and what to do; "" when it is well.
        width, height: px of a picture of pixels, as it is shown; else 0.
    """

    message: str = ""
    mend: str = ""
    width: int = 0
    height: int = 0


class Probed:
    """
    Remembers what was seen in each file by its size and time.

    Args:
        content: The folder `content/`.
        cache: Folder for what is remembered; None remembers nothing.
    """

    def __init__(self, content: Path, cache: Path | None) -> None:
        self._content = content
        self._remembered = Remembered(cache / _FILE if cache else None, _VERSION)
        self._seen: dict[str, Outcome] = {}

    def faults(self, paths: Iterable[str]) -> Iterator[tuple[str, Outcome]]:
        """Those of the files (relative to `content/`) that cannot be shown or played, and why."""
        marks = {path: self._remembered.mark(path, self._state(path)) for path in paths}
        notes = {path: self._remembered.note(mark) for path, mark in marks.items()}
        self._seen = {path: Outcome(*note) for path, note in notes.items() if note}
        for path, outcome in self._look_at([path for path in marks if path not in self._seen]):
            self._seen[path] = outcome
            self._remembered.keep(marks[path], astuple(outcome))
        self._remembered.save()
        yield from ((path, self._seen[path]) for path in marks if self._seen[path].message)

    def size(self, path: str) -> tuple[int, int]:
        """Width and height (px) of a picture that `faults` was asked about; (0, 0) of others."""
        seen = self._seen.get(path, Outcome())
        return seen.width, seen.height

    def _look_at(self, paths: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Recordings side by side, each in a process of ffmpeg; Pillow's limits want one by one."""
        recordings = [path for path in paths if is_recording(path)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from zip(recordings, pool.map(self._look, recordings), strict=True)
        yield from ((path, self._look(path)) for path in paths if not is_recording(path))

    def _state(self, path: str) -> str:
        try:
            seen = (self._content / path).stat()
        except OSError:
            return "gone"
        return f"{seen.st_size} {seen.st_mtime_ns}"

    def _look(self, path: str) -> Outcome:
        try:
            if not is_recording(path):
                return Outcome("", "", *probe_picture(self._content / path))
            probe_recording(self._content / path)
        except MediaError as error:
            return Outcome(error.message, error.mend)
        except OSError as error:
            return Outcome(f"it cannot be read ({error.strerror})", "check who may read it")
        return Outcome()
