"""Commands on a server, through the system's own ssh and rsync."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from builder.publish.errors import PublishError, StoreError
from builder.publish.targets import Target

_OPTIONS = (
    "BatchMode=yes",  # asks for no password: there may be nobody to answer
    "StrictHostKeyChecking=accept-new",
    "ConnectTimeout=15",
    "ServerAliveInterval=10",
    "ServerAliveCountMax=3",
)
_SILENT = 45  # seconds without a byte after which rsync gives up
_CONNECT = 20  # seconds
_PATIENCE = 600  # seconds for one script
# What ssh and rsync say, and what it means; the first that is found.
_WORDS = (
    (r"Permission denied \(|Too many authentication failures",
     "the server does not accept this computer's key",
     "put the key's public half into ~/.ssh/authorized_keys there; try: ssh HOST"),
    (r"Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED",
     "the server is not the one that this computer knows by that name",
     "ask who keeps the server; if it was renewed, run ssh-keygen -R HOST"),
    (r"Could not resolve|Name or service not known",
     "the server's name is not known", "look at the address, and at the network"),
    (r"No space left|Disk quota exceeded|write failed.*\(28\)",
     "the server's disk is full", "make room there, then publish again"),
    (r"flock: (command )?not found|flock: No such",
     "the server has no flock", "install the package util-linux there"),
    (r"rsync: (command )?not found|rsync: No such|command not found: rsync|rsync error.*\(code 127",
     "the server has no rsync", "install the package rsync there"),
    (r"cd: .*(No such file|can't cd)",
     "nothing is published here", "publish first: renlearn publish TARGET"),
    (r"Permission denied|Read-only file system",
     "the user may not write there", "give that user the folder: chown USER FOLDER"),
    (r"Connection refused|timed out|Connection (reset|closed)|No route|Broken pipe|closed by",
     "the server does not answer", "look at the network, then publish again"),
)  # fmt: skip


class Remote:
    """
    A folder on a server.

    Args:
        target: Which.
        env: The environment; RENLEARN_SSH_CONFIG names a file for `ssh -F`.
    """

    def __init__(self, target: Target, env: Mapping[str, str]) -> None:
        self.path = target.path.removeprefix("/~/")
        self._name = f"{target.user}@{target.host}" if target.user else target.host
        self._sockets = tempfile.mkdtemp(prefix="ren-") if os.name == "posix" else ""
        self._ssh = _command(target, env.get("RENLEARN_SSH_CONFIG", ""))
        self._master: subprocess.Popen[bytes] | None = None
        self.calls = 0

    def run(self, script: str, data: bytes = b"", *, make: bool = False) -> bytes:
        """
        Run a shell script in the target's folder.

        Args:
            script: For `sh`; it finds `data` in its standard input.
            data: For it.
            make: Whether to make the folder when it is missing.

        Returns:
            Its standard output.

        Raises:
            StoreError: The server cannot be reached, or the script failed.
        """
        self.calls += 1
        self._share()
        made = f"mkdir -p {shlex.quote(self.path)}/_ren/releases && " if make else ""
        whole = f"{made}cd {shlex.quote(self.path)} && {{ {script}\n}}"
        words = [*self._ssh, self._name, f"exec sh -c {shlex.quote(whole)}"]
        try:
            done = subprocess.run(
                words, input=data, capture_output=True, timeout=_PATIENCE, check=False
            )
        except FileNotFoundError:
            mend = "on Windows it is an optional feature: OpenSSH client; elsewhere a package"
            raise PublishError("this computer has no ssh", f"install it ({mend})") from None
        except subprocess.TimeoutExpired:
            raise StoreError("the server does not answer", "publish again later") from None
        if done.returncode:
            raise failure(done.stderr.decode(errors="replace"))
        return done.stdout

    def rsync(self, folder: Path, place: str, links: Sequence[str]) -> subprocess.Popen[bytes]:
        """
        Start sending a build.

        Args:
            folder: The build.
            place: Folder below the target's, which is made.
            links: Folders of earlier releases, relative to `place`, whose
                equal files are linked instead of sent.

        Raises:
            PublishError: There is no rsync here.
        """
        program = shutil.which("rsync")
        if not program:
            mend = "install the package rsync; on Windows publish from WSL, or to a bucket"
            raise PublishError("this computer has no rsync", mend)
        self.calls += 1
        words = [
            program, "-r", "--checksum", "--links", "-p", "--chmod=D755,F644",
            f"--timeout={_SILENT}", "--no-motd", "-e", shlex.join(self._ssh),
            *(f"--link-dest={one}" for one in links),
            f"{folder}/", f"{self._name}:{self.path}/{place}/",
        ]  # fmt: skip
        return subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def close(self) -> None:
        """End the connection that the calls shared."""
        if self._master and self._master.stdin:
            self._master.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._master.wait(5)
            self._master.kill()
            self._master.wait()
        if self._sockets:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _share(self) -> None:
        """
        Open one connection for all calls, where ssh can (not on Windows).

        It ends with this process, however that ends: its `cat` then finds
        its input closed.
        """
        if self._master or not self._sockets:
            return
        socket = f"{self._sockets}/s"
        words = [*self._ssh, "-o", "ControlMaster=yes", "-S", socket, self._name, "cat"]
        quiet = subprocess.DEVNULL
        try:
            self._master = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet
            )
        except OSError:
            return  # the first call says why
        limit = time.monotonic() + _CONNECT
        while not Path(socket).exists() and self._master.poll() is None:
            if time.monotonic() > limit:
                break
            time.sleep(0.01)
        if Path(socket).exists():
            self._ssh = [*self._ssh, "-o", "ControlMaster=no", "-S", socket]


def failure(text: str) -> StoreError:
    """Say an error of ssh, rsync or a script in words."""
    own = re.search(r"^renlearn: ([^;\n]+); ([^\n]+)$", text, re.MULTILINE)
    if own:
        return StoreError(own[1], own[2])
    for pattern, message, mend in _WORDS:
        if re.search(pattern, text):
            return StoreError(message, mend)
    last = text.strip().splitlines()[-1:] or ["no word of why"]
    return StoreError(f"the server says: {last[0][:200]}", "look at the server, then try again")


def _command(target: Target, config: str) -> list[str]:
    program = shutil.which("ssh") or "ssh"
    words = [program, *(["-F", config] if config else []), "-T"]
    for option in _OPTIONS:
        words += ["-o", option]
    return [*words, *(["-p", str(target.port)] if target.port else [])]
