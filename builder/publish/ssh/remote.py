"""Commands on a server, through the system's own ssh and rsync."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.publish.errors import PublishError, StoreError
from builder.publish.ssh.shell import EndedError, Shell
from builder.publish.targets import Target

NO_RSYNC = (
    "this computer has no rsync",
    "install the package rsync; on Windows publish from WSL, or to a bucket",
)
_OPTIONS = (
    "BatchMode=yes",  # asks for no password: there may be nobody to answer
    "StrictHostKeyChecking=accept-new",
    "ConnectTimeout=15",
    "ServerAliveInterval=10",
    "ServerAliveCountMax=3",
)
_SILENT = 45  # seconds without a byte after which rsync gives up
_PATIENCE = 300  # seconds without a byte; a script that hashes a whole site is silent
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
        self._ssh = _command(target, env.get("RENLEARN_SSH_CONFIG", ""))
        self._shell: Shell | None = None
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
        self._shell = self._shell or Shell(self._words, _PATIENCE)
        return self._run(self._shell, script, data, make=make)

    def run_beside(self, script: str) -> bytes:
        """Run a script over a connection of its own, while another one runs."""
        shell = Shell(self._words, _PATIENCE)
        try:
            return self._run(shell, script, b"", make=False)
        finally:
            shell.close()

    @property
    def _words(self) -> list[str]:
        return [*self._ssh, self._name, "exec sh"]

    def _run(self, shell: Shell, script: str, data: bytes, *, make: bool) -> bytes:
        path = shlex.quote(self.path)
        made = f"mkdir -p {path}/_ren/releases && " if make else ""
        try:
            status, out, err = shell.run(f"{made}cd {path} && {{ {script}\n}}", data)
        except EndedError as fault:
            raise failure(str(fault) or "Connection closed") from None
        if status:
            raise failure(err.decode(errors="replace"))
        return out

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
            raise PublishError(*NO_RSYNC)
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
        """End the connection."""
        if self._shell:
            self._shell.close()
            self._shell = None


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
