"""A slow network in front of a server: a TCP proxy that holds bytes back as a link would."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass

from builder.model.network import Network

_PACKET = 1_400  # bytes of a packet; connections share the link packet by packet
_OPENING_TRIPS = 2  # round trips before a connection's first byte: name, TCP


class SlowLink:
    """
    Listens at `port` of the loopback until closed, and passes all on to the server at `target`.

    Every byte waits for its turn on a line of the network's rate, which all
    connections share, and then half a round trip; a new connection waits for
    the name and for TCP first, which the loopback gives at once. Both ways
    have the same rate. TLS passes through, which a browser's own throttling
    would leave out.
    """

    def __init__(self, network: Network, target: int) -> None:
        self._network, self._target = network, target
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()

    def close(self) -> None:
        """Stop listening and drop what is open."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._ways = _Way(self._network), _Way(self._network)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._connection, "127.0.0.1", 0)
        )
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Cancelled, when the bench is over, or dropped by the browser.
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.sleep(_OPENING_TRIPS * self._network.round_trip)
            inner, outer = await asyncio.open_connection("127.0.0.1", self._target)
            up, down = self._ways
            await asyncio.gather(up.carry(reader, outer), down.carry(inner, writer))


@dataclass
class _Way:
    """One direction of the link; `_free` is when its line can take the next packet."""

    network: Network
    _free: float = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take from one end what arrives, and give it to the other when it would be there."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        await asyncio.gather(self._take(reader, under_way), self._give(under_way, writer))

    async def _take(
        self, reader: asyncio.StreamReader, under_way: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            packet = await reader.read(_PACKET)
            self._free = max(self._free, clock()) + 8 * len(packet) / self.network.rate
            under_way.put_nowait((self._free + self.network.round_trip / 2, packet))
            if not packet:
                return

    async def _give(
        self, under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            arrives, packet = await under_way.get()
            await asyncio.sleep(arrives - clock())
            if not packet:
                writer.close()
                return
            writer.write(packet)
            await writer.drain()
