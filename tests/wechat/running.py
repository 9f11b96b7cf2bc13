"""WeChat's server in a process of its own, and a school that pushes to it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Self

import httpx
from click.testing import CliRunner

from builder.cli.wechat import wechat
from tests import command
from tests.school import REPOSITORY, Outcome
from tests.wechat.bundles import Bundles

APPID = "wx0123456789abcdef"
SECRET = "marker-secret-5c1f09d2e7a84b63"
FOREIGN = ("WECHAT_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "LC_", "LANG")


class WeChatServer:
    """Starts `tests.wechat.server`; closing it ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.wechat.server"],
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"
        self._http = httpx.Client(trust_env=False)
        self.reset()

    def reset(self) -> None:
        """Begin anew with an empty account."""
        self.order("reset")
        self.set(secret=SECRET)

    def close(self) -> None:
        self._http.close()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=20)

    def order(self, name: str, **body: Any) -> Any:
        return self._http.post(f"{self.url}/_test/{name}", json=body).json()

    def set(self, **values: Any) -> None:
        """Change the account: its limits, its clock, its whitelist."""
        self.order("set", **values)

    def faults(self, **plan: Any) -> None:
        self.order("faults", **plan)

    @property
    def journal(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.order("journal")
        return found

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = self.order("state")
        return found

    def calls(self, name: str = "") -> list[dict[str, Any]]:
        """Every call, or those of one name, that was made."""
        return [one for one in self.journal if not name or one["call"] == name]

    def done(self, name: str) -> list[dict[str, Any]]:
        """The calls of one name that were carried out."""
        return [one for one in self.calls(name) if one["committed"]]

    def uploads(self, name: str) -> Counter[str]:
        """How often each file was taken in, by SHA-256."""
        return Counter(one["sha256"] for one in self.done(name))

    def drafts(self) -> list[list[str]]:
        """The addresses of each draft in the box, oldest first."""
        kept = self.state()["drafts"].values()
        return [[one["content_source_url"] for one in draft["articles"]] for draft in kept]

    def articles(self) -> dict[str, dict[str, Any]]:
        """The articles in the box by address."""
        kept = self.state()["drafts"].values()
        return {one["content_source_url"]: one for draft in kept for one in draft["articles"]}


class Pusher(Bundles):
    """A school with bundles, and the command line against the server."""

    def __init__(self, root: Path, server: WeChatServer) -> None:
        super().__init__(root)
        self.server = server
        self.home = root.parent / f"{root.name}-home"
        self.said: list[str] = []
        self.variables = {"WECHAT_APPID": APPID, "WECHAT_SECRET": SECRET}
        self.variables |= {"WECHAT_API": server.url, "WECHAT_PACE": "0.01"}

    def environment(self, **more: str) -> dict[str, str]:
        own = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith(FOREIGN)
        }
        own |= {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1", "LANG": "C.UTF-8"}
        own |= {"HOME": str(self.home), "XDG_CACHE_HOME": str(self.home / "cache")}
        return {name: value for name, value in (own | self.variables | more).items() if value}

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Begin a push in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "builder.cli.main", "wechat", *arguments],
            cwd=self.root,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **more: str) -> Outcome:
        """Run `renlearn wechat …` to its end; what it said is kept."""
        given = ["wechat", *arguments]
        status, said = command.run(given, self.root, self.environment(**more), 300)
        self.said.append(said)
        return Outcome(status, said)

    def ask(self, *arguments: str, **more: str) -> Outcome:
        """The same within this process, for what ends before any call: a tenth of the time."""
        environment = self.environment(**more)
        missing = {name: None for name in (*os.environ, *self.variables) if name not in environment}
        with_root = [arguments[0], "-C", str(self.root), *arguments[1:]]
        result = CliRunner(env=missing | environment).invoke(wechat, with_root)
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        self.said.append(result.output)
        return Outcome(result.exit_code, result.output)

    def push(self, *arguments: str, **more: str) -> Outcome:
        return self.run("push", *arguments, **more)

    def calls_of(self, *arguments: str, **more: str) -> tuple[Outcome, list[str]]:
        """A push and the calls that it made."""
        before = len(self.server.journal)
        outcome = self.push(*arguments, **more)
        return outcome, [one["call"] for one in self.server.journal[before:]]

    @property
    def ledger_file(self) -> Path:
        return self.root / "wechat" / f"{APPID}.json"

    def forget_token(self) -> Self:
        """As on another computer."""
        for file in self.token_files():
            file.unlink()
        return self

    def token_files(self) -> list[Path]:
        return [one for one in self.home.rglob("*") if one.is_file()]

    def leaks(self) -> list[str]:
        """Where the secret or a token can be read: all that was said, all files but the cache."""
        secrets = [SECRET, *self.server.state()["issued"]]
        files = [one for one in self.root.rglob("*") if one.is_file()]
        texts = [(str(one), one.read_bytes().decode("utf-8", "replace")) for one in files]
        texts += [("output", one) for one in self.said]
        kept = {str(one): one.read_text("utf-8") for one in self.token_files()}
        found = [name for name, text in texts if any(secret in text for secret in secrets)]
        return found + [name for name, text in kept.items() if SECRET in text]
