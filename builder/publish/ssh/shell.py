"""A shell on a server that stays open, so that a dozen scripts cost one connection."""

from __future__ import annotations

import base64
import queue
import subprocess
import threading
import uuid
from collections.abc import Sequence
from contextlib import suppress
from shlex import quote
from typing import IO

from builder.publish.errors import PublishError, StoreError

_LINE = 76  # characters of a line of base64; shells read here-documents line by line
_CHUNK = 1 << 16  # bytes
_END = 3  # seconds


class EndedError(Exception):
    """The shell ended; the message is what it, or ssh, said last."""


class Shell:
    """
    Runs scripts one after the other.

    Args:
        words: The command that opens a POSIX shell which reads its commands
            from its standard input.
        patience: Seconds without a byte after which a script is given up.
    """

    def __init__(self, words: Sequence[str], patience: float) -> None:
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe)
        except FileNotFoundError:
            mend = "on Windows it is an optional feature, OpenSSH client; elsewhere a package"
            raise PublishError("this computer has no ssh", f"install it ({mend})") from None
        assert self._process.stdout
        assert self._process.stderr
        self._out = _Stream(self._process.stdout, patience)
        self._err = _Stream(self._process.stderr, patience)

    def run(self, script: str, data: bytes) -> tuple[int, bytes, bytes]:
        """
        Run a script.

        Args:
            script: For the shell.
            data: Its standard input.

        Returns:
            Its exit status, standard output and standard error.

        Raises:
            EndedError: The shell ended.
            StoreError: It does not answer.
        """
        mark = uuid.uuid4().hex
        encoded = base64.b64encode(data).decode()
        lines = [encoded[at : at + _LINE] for at in range(0, len(encoded), _LINE)]
        head = f"base64 -d <<'{mark}' | sh -c {quote(script)}"
        tail = f"printf '%s %s\\n' {mark} $?; printf '%s\\n' {mark} >&2"
        assert self._process.stdin
        with suppress(OSError):  # it ended; what it said is read below
            self._process.stdin.write("\n".join([head, *lines, mark, tail, ""]).encode())
            self._process.stdin.flush()
        out, status = self._out.until(mark)
        err, _ = self._err.until(mark)
        if not status:
            raise EndedError(err.decode(errors="replace"))
        return int(status), out, err

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END)
        self._process.kill()
        self._process.wait()


class _Stream:
    """One of its outputs, read beside everything else so that none fills up."""

    def __init__(self, stream: IO[bytes], patience: float) -> None:
        self._patience = patience
        self._chunks: queue.Queue[bytes] = queue.Queue()
        self._stream = stream
        threading.Thread(target=self._read, daemon=True).start()

    def until(self, mark: str) -> tuple[bytes, bytes]:
        """What comes before a line that begins with `mark`, and the rest of that line."""
        wanted, text = mark.encode(), b""
        while True:
            at = text.find(wanted)
            if at >= 0 and text.endswith(b"\n"):
                return text[:at], text[at + len(wanted) :].strip()
            try:
                chunk = self._chunks.get(timeout=self._patience)
            except queue.Empty:
                raise StoreError("the server does not answer", "publish again later") from None
            if not chunk:
                self._chunks.put(b"")
                return text, b""
            text += chunk

    def _read(self) -> None:
        with suppress(OSError, ValueError):
            while chunk := self._stream.read1(_CHUNK):  # type: ignore[attr-defined]
                self._chunks.put(chunk)
        self._chunks.put(b"")
