"""What a reader gets at the public address."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.publish.names import addresses
from builder.publish.scan import File
from builder.publish.targets import Target

_PATIENCE = 15  # seconds
_SAMPLE = 8  # pages that are looked at
FORCED = (
    "the address forces a download, so that WeChat shows no page",
    "bind a domain of your own to the bucket: the providers' default domains do this",
)


@dataclass(frozen=True)
class Seen:
    """
    One look.

    Attributes:
        url: Where.
        fault: What is wrong, "" when nothing is.
        mend: What to do about it.
        mild: Whether it passes by itself, or is a matter of settings that
            this publish cannot judge.
    """

    url: str
    fault: str = ""
    mend: str = ""
    mild: bool = False


def sample(files: Mapping[str, File], changed: Sequence[str]) -> list[File]:
    """The home page, some of the changed pages, and some assets."""
    keys = [key for key in ("index.html",) if key in files]
    keys += [key for key in changed if key in files][-_SAMPLE:]
    keys += [key for key, file in files.items() if file.asset][:2]
    return [files[key] for key in dict.fromkeys(keys)]


async def look(
    public: str, files: Sequence[File], before: Mapping[str, File], ttl: int
) -> list[Seen]:
    """
    Fetch files as a reader does.

    Args:
        public: The public address of the site.
        files: What should come.
        before: What the release before had, which a network may still show.
        ttl: Seconds for which it may.
    """
    return await asyncio.to_thread(_looks, public, files, before, ttl)


def looked(
    target: Target, files: Mapping[str, File], changed: Sequence[str], before: Mapping[str, File]
) -> list[Seen]:
    """Look at a sample of a site, when its public address is known."""
    if not target.public:
        return []
    some = sample(files, changed)
    return _looks(target.public, some, before, target.page_ttl)


def _looks(public: str, files: Sequence[File], before: Mapping[str, File], ttl: int) -> list[Seen]:
    import httpx  # noqa: PLC0415 (costs a fifth of a second, and most publishes need it not)

    def fetch(url: str, file: File) -> Seen:
        try:
            answer = client.get(url, headers={"Cache-Control": "no-cache"})
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            name = type(fault).__name__
            return Seen(url, f"{url} does not answer ({name})", "look at the domain")
        sha256 = hashlib.sha256(answer.content).hexdigest()
        return _judge(url, answer.status_code, answer.headers, sha256, file, before, ttl)

    with httpx.Client(timeout=_PATIENCE, follow_redirects=True) as client:
        found = []
        for file in files:
            first, *more = addresses(public, file.key)
            seen = fetch(first, file)
            if seen.fault and not seen.mild and more and not fetch(more[0], file).fault:
                words = f"{first} shows no page, though {more[0]} does"
                mend = "switch on static pages (index.html) for the bucket or the domain"
                seen = Seen(first, words, mend, mild=True)
            found.append(seen)
    return found


def _judge(
    url: str, status: int, heads: Mapping[str, str], sha256: str, file: File,
    before: Mapping[str, File], ttl: int,
) -> Seen:  # fmt: skip
    if status != 200:
        mend = "let everybody read the bucket, and index.html stand for a folder"
        return Seen(url, f"{url} answers {status}", mend)
    if "attachment" in heads.get("content-disposition", "") or heads.get("x-oss-force-download"):
        return Seen(url, f"{url}: {FORCED[0]}", FORCED[1])
    if sha256 != file.sha256:
        old = before.get(file.key)
        if old and old.sha256 == sha256:
            return Seen(url, f"{url} still shows the page before", f"wait {ttl} s", mild=True)
        return Seen(url, f"{url} shows something else", "look at what the domain leads to")
    kind = file.headers.type
    if heads.get("content-type", "").replace(" ", "").lower() != kind.replace(" ", ""):
        got = heads.get("content-type", "nothing")[:60]
        return Seen(url, f"{url} is sent as {got}, not {kind}", "look at the server's types")
    return Seen(url)
