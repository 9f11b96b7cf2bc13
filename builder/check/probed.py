"""Look into pictures and recordings, each only once as long as it does not change."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from functools import cache as cached
from pathlib import Path

from builder import __version__
from builder.media.audio_probe import probe_recording
from builder.media.errors import MediaError
from builder.media.probe import probe_picture
from builder.model.address import is_recording

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
        self._file = cache / _FILE if cache else None
        self._known = self._read()
        self._state = cached(self._state_of)

    def faults(self, paths: Iterable[str]) -> Iterator[tuple[str, Outcome]]:
        """Those of the files (relative to `content/`) that cannot be shown or played, and why."""
        states = {path: self._state(path) for path in paths}
        new = [path for path, state in states.items() if state not in self._known]
        seen = {states[path]: outcome for path, outcome in self._look_at(new)}
        self._known = {state: self._known.get(state) or seen[state] for state in states.values()}
        if new:
            self._write()
        for path, state in states.items():
            if self._known[state].message:
                yield path, self._known[state]

    def size(self, path: str) -> tuple[int, int]:
        """Width and height (px) of a picture that `faults` was asked about; (0, 0) of others."""
        seen = self._known.get(self._state(path), Outcome())
        return seen.width, seen.height

    def _look_at(self, paths: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Recordings side by side, each in a process of ffmpeg; Pillow's limits want one by one."""
        recordings = [path for path in paths if is_recording(path)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from zip(recordings, pool.map(self._look, recordings), strict=True)
        yield from ((path, self._look(path)) for path in paths if not is_recording(path))

    def _state_of(self, path: str) -> str:
        try:
            seen = (self._content / path).stat()
        except OSError:
            return f"{path} gone"
        return f"{path} {seen.st_size} {seen.st_mtime_ns}"

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

    def _read(self) -> dict[str, Outcome]:
        """What an earlier run of the same version saw, if its file can be used."""
        try:
            record = json.loads(self._file.read_text(encoding="utf-8")) if self._file else {}
            if record.get("version") != _VERSION:
                return {}
            return {state: Outcome(*said) for state, said in record["seen"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return {}

    def _write(self) -> None:
        if not self._file:
            return
        seen = {state: astuple(said) for state, said in self._known.items()}
        text = json.dumps({"version": _VERSION, "seen": seen}, ensure_ascii=False)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(f".{os.getpid()}")
            part.write_text(text, encoding="utf-8")
            part.replace(self._file)
        except OSError:
            return
