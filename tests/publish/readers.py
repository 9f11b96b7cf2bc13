"""Readers who open pages while somebody publishes, quick ones and very slow ones."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from typing import Self

import httpx

from tests.publish.sites import END, LINK

SLOW = 4.0  # seconds between a page and its assets, on a bad line


class Readers:
    """
    Threads that open random pages and then all they link to.

    Attributes:
        read: Pages that were opened.
        broken: What was wrong, in words.
    """

    def __init__(self, public: str, keys: Sequence[str], quick: int = 2, slow: int = 8) -> None:
        self._public = public
        self._keys = [key for key in keys if key.endswith(".html")]
        self._stop = threading.Event()
        self.read = 0
        self.read_slowly = 0
        self.broken: list[str] = []
        waits = [0.0] * quick + [SLOW] * slow
        self._threads = [threading.Thread(target=self._poll, args=(wait,)) for wait in waits]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _poll(self, wait: float) -> None:
        with httpx.Client(timeout=20) as client:
            while not self._stop.is_set():
                try:
                    self._open(client, random.choice(self._keys), wait)
                except httpx.HTTPError:
                    time.sleep(0.2)  # the store itself is away
                time.sleep(0.02)

    def _open(self, client: httpx.Client, key: str, wait: float) -> None:
        page = client.get(f"{self._public}/{key}")
        if page.status_code >= 500:
            return
        self.read += 1
        self.read_slowly += bool(wait)
        if page.status_code != 200 or not page.content.endswith(END):
            self.broken.append(f"{key}: {page.status_code}, {len(page.content)} bytes")
            return
        links = LINK.findall(page.content)
        if wait:
            time.sleep(wait)
        for link in links:
            found = client.get(f"{self._public}/{link.decode()}")
            if found.status_code != 200:
                self.broken.append(f"{key}: {link.decode()} {found.status_code}")
