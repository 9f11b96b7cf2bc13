"""`renlearn serve` in a process of its own, as a teacher has it running."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from tests.school import REPOSITORY

PATIENCE = 60  # seconds


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


class Serving:
    """
    A context in which a school is served.

    Args:
        root: The school's folder.
        options: Of the command.
        command: That stands for `renlearn`.
        patience: Seconds in which what is waited for comes.
        environment: Variables that are other than here.
    """

    def __init__(
        self,
        root: Path,
        *options: str,
        command: Sequence[str] = (sys.executable, "-m", "builder.cli.main"),
        patience: float = PATIENCE,
        **environment: str,
    ) -> None:
        self.root = root
        self._command = command
        self._patience = patience
        self._environment = {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"} | environment
        self.address = free_address()
        self.url = f"http://{self.address}/"
        self._options = options

    def __enter__(self) -> Self:
        self._log = (self.root / "serve.log").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [*self._command, "serve", "-a", self.address, *self._options],
            cwd=self.root,
            env=os.environ | self._environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()

    @property
    def said(self) -> str:
        return (self.root / "serve.log").read_text(encoding="utf-8")

    def seen(self, path: str, words: str) -> str:
        """What lies at `path` once it holds `words`."""
        end = time.monotonic() + self._patience
        text = ""
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.url + path, timeout=10) as answer:
                    text = answer.read().decode()
            except OSError:
                text = ""
            if words in text:
                return text
            time.sleep(0.2)
        raise AssertionError(f"{words} is not in {text[-500:]}")
