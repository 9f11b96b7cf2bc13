"""Real stores on the loopback: SeaweedFS, and rclone as a store without conditional writes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError

import obstore
from obstore.store import S3Store

KEY, SECRET = "AKMARKERRENLEARN", "sKmArKeRsEcReTrEnLeArN0123456789"
BUCKET = "site"
_READY = 40  # seconds


def free_port() -> int:
    """A port that nobody listens at, and 10,000 above it neither: weed wants that one too."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 10_000))
            except (OSError, OverflowError):
                continue
            return int(port)


def tool(name: str) -> str:
    """A program that came as a wheel, or one of the system."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing"
    return found


@dataclass
class Server:
    """A store that runs."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    conditional: bool
    arguments: list[str] = field(default_factory=list)

    def env(self, url: str = "") -> dict[str, str]:
        """The environment of a publisher, through `url` when given."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
        return kept | {
            "AWS_ENDPOINT_URL": url or self.url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_REGION": "us-east-1",
        }

    def stop(self) -> None:
        """At once, as when the power fails."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)

    def start(self) -> None:
        """Start again after `stop`."""
        self.process = _started(self.arguments, self.folder)
        _wait(self.url, self.process)


def seaweed(folder: Path, *, volumes: int = 300, anonymous: bool = True) -> Server:
    """A store with conditional writes, whose bucket anybody may read."""
    data = folder / "data"
    data.mkdir(parents=True)
    own = {"name": "pub", "credentials": [{"accessKey": KEY, "secretKey": SECRET}]}
    own["actions"] = ["Admin", "Read", "List", "Tagging", "Write"]  # type: ignore[assignment]
    people = [own, {"name": "anonymous", "actions": ["Read"]}] if anonymous else [own]
    (folder / "keys.json").write_text(json.dumps({"identities": people}))
    port = free_port()
    ports = {name: free_port() for name in ("master", "volume", "filer")}
    arguments = [
        tool("weed"), "mini", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
        "-master.telemetry=false", "-admin.ui=false", "-webdav=false",
        f"-s3.config={folder / 'keys.json'}", f"-s3.port={port}", "-s3.port.iceberg=0",
        "-s3.port.lance=0", f"-bucket={BUCKET}", "-master.volumeSizeLimitMB=64",
        f"-volume.max={volumes}", f"-master.port={ports['master']}",
        f"-volume.port={ports['volume']}", f"-filer.port={ports['filer']}",
    ]  # fmt: skip
    server = Server(
        f"http://127.0.0.1:{port}", _started(arguments, folder), folder, True, arguments
    )
    _wait(server.url, server.process)
    _wait_writable(server)
    return server


def rclone(folder: Path) -> Server:
    """A store that answers 200 to every conditional write."""
    (folder / "data" / BUCKET).mkdir(parents=True)
    url = f"http://127.0.0.1:{free_port()}"
    arguments = [
        tool("rclone"), "serve", "s3", "--addr", url.removeprefix("http://"), "--auth-key",
        f"{KEY},{SECRET}", "--config", str(folder / "none.conf"), "--vfs-cache-mode", "off",
        str(folder / "data"),
    ]  # fmt: skip
    server = Server(url, _started(arguments, folder), folder, False, arguments)
    _wait(server.url, server.process)
    return server


def _started(arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(arguments, stdout=log, stderr=log, cwd=folder)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + _READY
    while time.monotonic() < limit:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=1).read()
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


def _wait_writable(server: Server) -> None:
    """Its parts find each other some moments after the port is open."""
    store = S3Store(
        BUCKET,
        config={"endpoint": server.url, "access_key_id": KEY, "secret_access_key": SECRET},
        client_options={"allow_http": True},
        region="us-east-1",
    )
    limit = time.monotonic() + _READY
    while True:
        try:
            obstore.put(store, "ready", b"")
        except Exception:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)
        else:
            return
