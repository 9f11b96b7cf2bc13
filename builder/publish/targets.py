"""Where a site is sent: an address, or a name in publish.yml."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from builder.bucket.address import bucket_of, split
from builder.bucket.errors import OutsideError
from builder.load.decode import NotUtf8Error, decode
from builder.load.limits import MAX_YAML
from builder.load.schema import Keys, Kind, checked
from builder.load.yaml import Value, load_mapping
from builder.problems import Problems
from builder.publish.errors import PublishError

FILE = "publish.yml"
PAGE_TTL = 60  # seconds
LEASE = 60  # seconds after which a silent publisher counts as dead
KEEP = 5  # releases that a rollback can go back to
TARGET: Mapping[str, Kind] = {
    "url": "text",
    "endpoint": "text",
    "region": "text",
    "public": "text",
    "page_ttl": "number",
    "lease": "number",
    "keep": "number",
    "gzip": "flag",
    "virtual_host": "flag",
    "cdn": "mapping",
}
_SECRET = re.compile(r"secret|passw|token|access_?key|key_?id|api_?key|^ak$|^sk$|密", re.I)
_SHAPE = "an address begins with s3://, file:/// or sftp://"


@dataclass(frozen=True)
class Target:
    """
    Where a site is sent.

    Attributes:
        name: As the user wrote it.
        kind: What lies there.
        host: The bucket, or the server.
        path: The prefix in the bucket, without slashes at its ends; the
            folder, absolute.
        user: On the server, "" for the usual one.
        port: Of the server, 0 for the usual one.
        endpoint: Address of the store, "" for the environment's.
        region: Of the store, "" for the environment's.
        public: Address where readers find the site, "" when unknown.
        page_ttl: Seconds for which a page may be kept.
        lease: Seconds after which a silent publisher counts as dead.
        keep: Releases that a rollback can go back to.
        gzip: Whether texts are stored compressed.
        virtual_host: Whether the bucket is part of the host's name; None to
            decide by the endpoint.
        cdn: Settings of the network before the store.
    """

    name: str
    kind: Literal["s3", "folder", "ssh"]
    host: str
    path: str
    user: str = ""
    port: int = 0
    endpoint: str = ""
    region: str = ""
    public: str = ""
    page_ttl: int = PAGE_TTL
    lease: int = LEASE
    keep: int = KEEP
    gzip: bool = False
    virtual_host: bool | None = None
    cdn: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The address, without anything that only its owner should know."""
        scheme = {"s3": "s3", "folder": "file", "ssh": "sftp"}[self.kind]
        path = self.path if self.path.startswith("/") else f"/{self.path}"
        return f"{scheme}://{self.user}{'@' if self.user else ''}{self.host}{path}".rstrip("/")


def find(name: str, root: Path, problems: Problems) -> Target | None:
    """
    Give the target that is meant.

    Args:
        name: An address, or a name in publish.yml.
        root: The school's folder.
        problems: Takes what is wrong with publish.yml.

    Returns:
        None, and a problem, when publish.yml says something that cannot be.

    Raises:
        OutsideError: There is no such target, or the address is none.
    """
    if "://" in name:
        return Target(name=name, **_parsed(name))
    known = _read(root, problems)
    if name not in known:
        if problems.errors:
            return None
        raise PublishError(f"there is no target {name}", _instead(name, known))
    target = _named(name, known[name], problems)
    return None if problems.errors else target


def _instead(name: str, known: Mapping[str, Value]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]}?"
    names = f"{FILE} has {', '.join(known)}" if known else f"{FILE} names none"
    return f"{names}; {_SHAPE}"


def _read(root: Path, problems: Problems) -> Mapping[str, Value]:
    try:
        data = (root / FILE).read_bytes()
    except OSError:
        return {}
    try:
        text = decode(data)
    except NotUtf8Error:
        problems.add(FILE, 1, "file-encoding", "the file is not UTF-8", "save it as UTF-8")
        return {}
    if len(text) > MAX_YAML:
        problems.add(FILE, 1, "file-large", "the file is far too long", "name fewer targets")
        return {}
    return load_mapping(text, FILE, problems) or {}


def _named(name: str, value: Value, problems: Problems) -> Target | None:
    if not isinstance(value.data, dict):
        message = f"the target {name} has no keys of its own"
        problems.add(FILE, value.line, "target-keys", message, "write url: below it, indented")
        return None
    keys = checked(_without_secrets(value.data, problems), TARGET, FILE, problems)
    cdn = _words(_without_secrets(keys.get("cdn", {}), problems), problems)
    try:
        parsed = _parsed(keys.get("url"))
    except OutsideError as fault:
        line = keys.lines.get("url", value.line)
        problems.add(FILE, line, "target-url", f"{name}: {fault.message}", fault.mend)
        return None
    for key in ("endpoint", "public"):
        _check_address(key, keys, problems)
    given = {key: keys.values[key] for key in TARGET if key in keys.values and key != "url"}
    return Target(name=name, **parsed, **(given | {"cdn": cdn}))


def _without_secrets(found: Mapping[str, Value], problems: Problems) -> dict[str, Value]:
    """What may be said of the rest never repeats a key that somebody wrote here by mistake."""
    for key, value in found.items():
        if _SECRET.search(key):
            message = f"{key[:40]} looks like a secret, which does not belong in a file"
            mend = "delete the line, make a new key, and put that into the environment"
            problems.add(FILE, value.line, "target-secret", message, mend)
    return {key: value for key, value in found.items() if not _SECRET.search(key)}


def _words(found: Mapping[str, Value], problems: Problems) -> dict[str, str]:
    for key, value in found.items():
        if not isinstance(value.data, str):
            problems.add(FILE, value.line, "key-type", f"{key} should be words", "write words")
    return {key: value.data for key, value in found.items() if isinstance(value.data, str)}


def _check_address(key: str, keys: Keys, problems: Problems) -> None:
    url = str(keys.get(key))
    if url and not re.fullmatch(r"https?://[^\s/@:]+(:\d+)?(/[^\s?#]*)?", url):
        message = f"{key} is no address"
        problems.add(FILE, keys.lines[key], "key-value", message, "write it whole: https://…")


def _parsed(url: str) -> dict[str, Any]:
    """The parts of an address; whatever stands in it, it is not repeated in what is said."""
    parts, path = split(url, _SHAPE)
    if parts.scheme == "s3":
        bucket, prefix = bucket_of(parts, path)
        return {"kind": "s3", "host": bucket, "path": prefix}
    if parts.scheme == "file":
        return _folder(parts.netloc, path)
    if parts.scheme in {"sftp", "ssh"}:
        return _server(parts.hostname or "", parts.username or "", parts.port or 0, path)
    raise PublishError(f"{parts.scheme or 'nothing'} is no kind of target", _SHAPE)


def _folder(host: str, path: str) -> dict[str, Any]:
    if host not in {"", "localhost"} or path.strip("/") == "":
        raise PublishError("the address names no folder", "write file:///path/of/the/folder")
    # file:///C:/site on Windows
    return {"kind": "folder", "host": "", "path": re.sub(r"^/(?=[A-Za-z]:)", "", path)}


def _server(host: str, user: str, port: int, path: str) -> dict[str, Any]:
    # A name that begins with - would be read as an option by ssh.
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]*", host):
        raise PublishError("the address names no server", "write sftp://user@host/path")
    if user and not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*", user):
        raise PublishError("the address names no user", "write sftp://user@host/path")
    if path.strip("/") == "":
        raise PublishError("the address names no folder", "write sftp://user@host/path")
    return {"kind": "ssh", "host": host, "user": user, "port": port, "path": path.rstrip("/")}
