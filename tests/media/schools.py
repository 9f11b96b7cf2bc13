"""Schools with many small pictures, for what is about their number."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import Image

from builder.model.document import Document, Reference
from builder.model.school import Page, School


def pictured(
    root: Path, *, pictures: int, copies: int = 0, broken: int = 0, side: int = 16
) -> School:
    """
    One page with pictures that differ, with copies of them, and with broken ones.

    Args:
        root: The school's folder.
        pictures: How many differ.
        copies: How many more files equal one of them.
        broken: How many are no pictures.
        side: px.
    """
    content = root / "content"
    content.mkdir(parents=True, exist_ok=True)
    chance = random.Random(1)
    for number in range(pictures):
        colours = chance.randbytes(48)
        small = Image.frombytes("RGB", (4, 4), colours)
        small.resize((side, side), Image.Resampling.BICUBIC).save(content / f"{number}.png")
    for number in range(copies):
        data = (content / f"{number % pictures}.png").read_bytes()
        (content / f"copy{number}.png").write_bytes(data)
    for number in range(broken):
        (content / f"broken{number}.png").write_bytes(b"\xff\xd8\xff" + bytes([number]))
    names = sorted(file.name for file in content.glob("*.png"))
    references = (Reference("image", name, "图", line) for line, name in enumerate(names, 1))
    return School(
        root, pages=(Page("about.md", "关于", body=Document(references=tuple(references))),)
    )
