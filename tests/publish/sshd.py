"""OpenSSH's own server on the loopback, with a key of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

from tests.publish.servers import free_port

SSHD = Path("/usr/sbin/sshd")
TOOLS = ("ssh", "ssh-keygen", "rsync", "flock")


def missing() -> str:
    """Why no server can be started here, or ""."""
    lacks = [tool for tool in TOOLS if not shutil.which(tool)]
    return ", ".join([*lacks, *([] if SSHD.exists() else ["sshd"])])


class Sshd:
    """A server; `env` is what a publisher needs to reach it."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="sshd-"))
        self.port = free_port()
        for name in ("host", "user"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name],
                check=True,
            )
        Path("/run/sshd").mkdir(exist_ok=True, parents=True)
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host\n"
            f"AuthorizedKeysFile {self.folder}/user.pub\nStrictModes no\nUsePAM no\n"
            f"PermitRootLogin yes\nPasswordAuthentication no\nPidFile {self.folder}/pid\n"
            "MaxStartups 100\n"
        )
        (self.folder / "config").write_text(
            f"IdentityFile {self.folder}/user\nUserKnownHostsFile {self.folder}/known\n"
            "IdentitiesOnly yes\nLogLevel ERROR\n"
        )
        words = [SSHD, "-D", "-e", "-f", self.folder / "sshd_config"]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(words, stderr=log)
        time.sleep(0.3)
        assert self.process.poll() is None, (self.folder / "log").read_text()

    def address(self, place: Path) -> str:
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{place}"

    def env(self) -> dict[str, str]:
        return os.environ | {"RENLEARN_SSH_CONFIG": str(self.folder / "config")}

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
