"""`renlearn` as a publisher runs it, in a process that can be killed and stopped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import command
from tests.school import REPOSITORY

OUTPUTS: list[str] = []  # all that was ever printed, for the search for secrets


@dataclass(frozen=True)
class Done:
    """What a command printed, its exit status, and how long it took in seconds."""

    code: int
    output: str
    seconds: float

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.output[self.output.index("{") :])
        return found


class Publisher:
    """Somebody with a computer (`root`) and an environment."""

    def __init__(self, root: Path, env: dict[str, str] | None = None, name: str = "") -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.env = dict(env if env is not None else os.environ)
        self.env |= {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "HOME": str(root)}
        if name:
            self.env["RENLEARN_PUBLISHER"] = name
        # A computer of their own has a temporary folder of its own.
        (root / "tmp").mkdir(exist_ok=True)
        self.env["TMPDIR"] = str(root / "tmp")

    def settings(self, text: str) -> None:
        (self.root / "publish.yml").write_text(text, encoding="utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "builder.cli.main", *arguments],
            cwd=self.root, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8",
        )  # fmt: skip

    def run(self, *arguments: str, timeout: float = 240) -> Done:
        started = time.monotonic()
        if "LD_PRELOAD" in self.env:  # as with a false clock
            return finish(self.start(*arguments), started, timeout)
        try:
            code, output = command.run(arguments, self.root, self.env, timeout, merged=True)
        except TimeoutError as late:
            code, output = -9, f"{late}\nTIMED OUT"
        OUTPUTS.append(output)
        return Done(code, output, time.monotonic() - started)

    def publish(self, target: str, folder: Path, *options: str, timeout: float = 240) -> Done:
        return self.run("publish", target, "--from", str(folder), *options, timeout=timeout)


def finish(process: subprocess.Popen[str], started: float = 0, timeout: float = 240) -> Done:
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
        output += "\nTIMED OUT"
    OUTPUTS.append(output)
    return Done(process.returncode, output, time.monotonic() - started)
