"""Tries everything that publishing needs of a target, and says what is missing."""

from __future__ import annotations

import hashlib
import re
import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from builder.publish.errors import PublishError
from builder.publish.headers import headers
from builder.publish.names import OWN
from builder.publish.probe import probe
from builder.publish.public import FORCED, Seen, look
from builder.publish.scan import File
from builder.publish.session import Session
from builder.publish.store import listing

CLOCK = 60  # seconds; stores refuse requests that are 15 minutes off, and times in lists mislead
_DEFAULT = re.compile(r"\.(?:aliyuncs|myqcloud|myhuaweicloud)\.com$|\.(?:clouddn|qiniucdn)\.com$")
_PAGE = "<!doctype html><html lang=zh><meta charset=utf-8><title>检查</title>检查\n".encode()


@dataclass(frozen=True)
class Finding:
    """
    One thing that was tried.

    Attributes:
        state: `good`, `bad`, or `note` for what should be known.
        words: What was found.
        mend: What to do, "" when nothing is to be done.
    """

    state: Literal["good", "bad", "note"]
    words: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.words}{'; ' if self.mend else ''}{self.mend}"


async def doctor(session: Session) -> AsyncIterator[Finding]:
    """
    Examine a bucket or a folder: write, list, read as a reader does, delete.

    A list is no proof: some stores list where they refuse to write.
    """
    store, key = session.store, f"{OWN}doctor/{uuid.uuid4().hex}.html"
    heads = headers("html", asset=False, ttl=session.target.page_ttl, gzip=False)
    md5 = hashlib.md5(_PAGE, usedforsecurity=False).hexdigest()
    file = File(key, hashlib.sha256(_PAGE).hexdigest(), md5, len(_PAGE), heads, asset=False)
    try:
        await store.put(key, _PAGE, heads)
        yield Finding("good", "an object can be written")
        entry = (await listing(store, f"{OWN}doctor")).get(key)
        if entry is None or await store.get(key) != _PAGE:
            words = "what was written cannot be listed and read at once"
            yield Finding("bad", words, "use another store: publishing relies on this")
        else:
            yield Finding("good", "it is listed and read at once")
            yield clock(entry.modified - time.time())
        async for finding in _readers(session, file):
            yield finding
        found = await probe(store)
        yield _ability(creates=found.creates)
        if not found.md5_etags:
            words = "its ETags are no MD5 sums, so that drift shows only in sizes"
            yield Finding("note", words, "switch encryption with own keys (KMS) off, if you can")
        await store.delete([key])
        yield Finding("good", "it can be deleted")
    except PublishError as fault:
        yield Finding("bad", fault.message, fault.mend)


def clock(ahead: float) -> Finding:
    """Judge the store's clock, seconds ahead of this computer's."""
    if abs(ahead) <= CLOCK:
        return Finding("good", "this computer's clock agrees with the store's")
    minutes = round(abs(ahead) / 60)
    words = f"this computer's clock is {minutes} min {'behind' if ahead > 0 else 'ahead'}"
    return Finding("bad", words, "let this computer fetch date and time from the network")


def _ability(*, creates: bool) -> Finding:
    if creates:
        return Finding("good", "it refuses to create what exists; publishers are kept apart by it")
    words = "it does not refuse to create what exists; publishers are kept apart by listing"
    return Finding("note", words)


async def _readers(session: Session, file: File) -> AsyncIterator[Finding]:
    target = session.target
    if not target.public:
        words = "the public address is not known, so what readers get was not looked at"
        yield Finding("note", words, "say public: https://… in publish.yml")
        return
    for seen in await look(target.public, [file], {}, target.page_ttl):
        yield judged(target.public, seen)


def judged(public: str, seen: Seen) -> Finding:
    """What a reader got, and what its address alone says."""
    host = urlsplit(public).hostname or ""
    if _DEFAULT.search(host):
        return Finding("bad", f"{host} is a provider's default domain: {FORCED[0]}", FORCED[1])
    if seen.fault:
        return Finding("bad", seen.fault, seen.mend)
    return Finding("good", "a reader gets the page, with its type, at the public address")
