"""Small sites made for publishing: pages that name their version and their assets."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

LINK = re.compile(rb'(?:src|href)="[./]*(m/[a-z2-7]{10}[^"]*)"')
END = b"</html>\n"


def asset(folder: Path, data: bytes, extension: str, width: str = "") -> str:
    """Write an asset under the name that the builder gives it; returns the key."""
    name = base64.b32encode(hashlib.sha256(data).digest())[:10].decode().lower()
    key = f"m/{name}{width}.{extension}"
    file = folder / key
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return key


def make_site(folder: Path, version: str, pages: int = 12, changed: int | None = None) -> Path:
    """
    Write a site of which `changed` lessons (all by default) differ between versions.

    All pages share a script; each has a picture of its own, which changes with it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    changed = pages if changed is None else changed
    script = asset(folder, f"/* {version if changed == pages else 'all'} */".encode(), "js")
    links = []
    for number in range(pages):
        mine = version if number < changed else "all"
        picture = asset(folder, f"picture {number} {mine} ".encode() * 40, "webp", "-720")
        key = f"business/course-{number % 3}/{number:02}-lesson/index.html"
        links.append(key)
        page(folder, key, mine, [script, picture])
    for number in range(3):
        page(folder, f"business/course-{number}/index.html", version, [script])
    page(folder, "index.html", version, [script])
    page(folder, "404.html", "all", [script])
    (folder / "robots.txt").write_text("User-agent: *\n")
    return folder


def page(folder: Path, key: str, version: str, assets: list[str]) -> None:
    up = "../" * key.count("/")
    links = "".join(f'<script src="{up}{one}"></script>' for one in assets)
    body = f"<!doctype html><html><body data-version={version}>{key} 课程{links}"
    file = folder / key
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body.encode() + b" lesson text" * 60 + END)


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def broken(found: dict[str, bytes]) -> list[str]:
    """What a reader of these files misses: halves of pages, assets, assets of another content."""
    faults = []
    for key, data in found.items():
        if key.endswith(".html"):
            if not data.endswith(END):
                faults.append(f"{key} is torn")
            faults += [
                f"{key} lacks {one.decode()}"
                for one in LINK.findall(data)
                if one.decode() not in found
            ]
        elif key.startswith("m/"):
            name = base64.b32encode(hashlib.sha256(data).digest())[:10].decode().lower()
            if name not in key:
                faults.append(f"{key} holds something else")
    return faults
