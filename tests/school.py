"""A school in a folder, built and changed step by step as a teacher would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests import command

REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class Outcome:
    """What a command printed and its exit status."""

    exit_code: int
    output: str

    @property
    def traceback(self) -> bool:
        return "Traceback (most recent call last)" in self.output


class SchoolTest:
    """
    A chain: write files, run commands, look at what came out.

        school.course("business/a").lesson("business/a/01-x.md", "文字").run("build")
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.content = root / "content"
        self.content.mkdir(parents=True, exist_ok=True)
        self.output = ""

    def write(self, path: str, text: str | bytes) -> Self:
        """Write a file below `content/`."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def course(self, path: str, **keys: Any) -> Self:
        """Write a `course.yml` into the folder `path`."""
        lines = {"title": "记账入门", "summary": "学会记账。"} | keys
        return self.write(
            f"{path}/course.yml",
            "".join(
                f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items()
            ),
        )

    def lesson(self, path: str, body: str, title: str = "第一课", **keys: Any) -> Self:
        """Write a lesson with front matter."""
        head = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
            for key, value in ({"title": title} | keys).items()
        )
        return self.write(path, f"---\n{head}---\n\n{body}\n")

    def run(self, *arguments: str, timeout: float = 300) -> Outcome:
        """Run `renlearn` in the school's folder, as a user does."""
        own = {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
        status, self.output = command.run(arguments, self.root, os.environ | own, timeout)
        return Outcome(status, self.output)

    def run_in_its_folder(self, *arguments: str) -> Outcome:
        """The same in an interpreter of its own, which finds modules in the school's folder."""
        done = subprocess.run(
            [sys.executable, "-m", "builder.cli.main", *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.output = done.stdout + done.stderr
        return Outcome(done.returncode, self.output)

    def problems(self) -> list[dict[str, Any]]:
        """What `renlearn check --json` reports."""
        found: list[dict[str, Any]] = json.loads(self.run("check", "--json").output)["problems"]
        return found

    def page(self, url: str) -> str:
        """The HTML of a built page."""
        file = self.site / url
        return (file if url.endswith(".html") else file / "index.html").read_text(encoding="utf-8")

    @property
    def site(self) -> Path:
        return self.root / "build" / "site"

    def snapshot(self) -> dict[str, bytes]:
        """Every file of the built site with its bytes."""
        files = (file for file in self.site.rglob("*") if file.is_file())
        return {file.relative_to(self.site).as_posix(): file.read_bytes() for file in files}
