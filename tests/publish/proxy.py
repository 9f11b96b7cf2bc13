"""A proxy between a publisher and a store: counts requests, loses answers, kills, waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

Act = Literal["", "503", "500", "429", "lose", "cut", "hang", "drop", "hold"]
_WRITES = ("PUT", "POST", "DELETE")


@dataclass(frozen=True)
class Request:
    """A request as it passes; `number` counts from 1."""

    number: int
    method: str
    path: str
    size: int

    @property
    def is_write(self) -> bool:
        return self.method in _WRITES


Fault = Callable[[Request], Act]


def fine(_: Request) -> Act:
    return ""


class Proxy:
    """
    Passes HTTP/1.1 requests on.

    Attributes:
        fault: Says what happens to a request: `503`, `500`, `429` answered
            instead; `lose` carried out, the answer lost; `cut` half the body
            passed on; `hang` never answered; `drop` connection closed; `hold` passed on
            when `held` is False again.
        before: Called with each request before it is passed on.
        after: Called once it was carried out, before it is answered.
        delay: Seconds by which each answer is late.
        requests: All that passed.
    """

    def __init__(self, upstream: str, delay: float = 0) -> None:
        parts = urlsplit(upstream)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self.fault: Fault = fine
        self.before: Callable[[Request], None] = lambda _: None
        self.after: Callable[[Request], None] = lambda _: None
        self.delay = delay
        self.held = True
        self.requests: list[Request] = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def writes(self) -> list[Request]:
        return [request for request in self.requests if request.is_write]

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20, backlog=200)
        )
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                if behind is None:
                    behind = await asyncio.open_connection(self._host, self._port, limit=1 << 20)
                if not await self._pass(head, body, behind, writer):
                    break
        for one in (writer, behind[1] if behind else None):
            if one:
                one.close()

    async def _pass(
        self, head: bytes, body: bytes,
        behind: tuple[asyncio.StreamReader, asyncio.StreamWriter], writer: asyncio.StreamWriter,
    ) -> bool:  # fmt: skip
        method, path = head.split(b" ", 2)[:2]
        number = len(self.requests) + 1
        request = Request(number, method.decode(), unquote(path.decode()), len(body))
        self.requests.append(request)
        self.before(request)
        act = self.fault(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        while act == "hold" and self.held:
            await asyncio.sleep(0.02)
        if act == "hang":
            await asyncio.sleep(3600)
        if act == "drop":
            return False
        if act.isdigit():
            writer.write(f"HTTP/1.1 {act} Fault\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return True
        if act == "cut" and body:
            behind[1].write(head + body[: len(body) // 2])
            await behind[1].drain()
            return False
        behind[1].write(head + body)
        await behind[1].drain()
        answer = await _answer(method, behind[0])
        self.after(request)
        if act == "lose":
            return False
        writer.write(answer)
        await writer.drain()
        return True


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


async def _answer(method: bytes, reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    if method == b"HEAD" or status in {b"204", b"304"}:
        return head
    if b"chunked" not in head.lower():
        return head + await reader.readexactly(_length(head))
    parts = [head]
    while True:
        line = await reader.readuntil(b"\r\n")
        chunk = await reader.readexactly(int(line, 16) + 2)
        parts += [line, chunk]
        if line.strip() == b"0":
            return b"".join(parts)
