"""A school whose lessons hold every construct that authors may write, for the articles."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image

from tests.pictures import drawing, photo, saved
from tests.recordings import voice, write_wav
from tests.school import REPOSITORY, SchoolTest

COURSE = "business/torture"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120">'
    '<path d="M10 110 L100 60 L200 80 L310 10" stroke="#000" fill="none" stroke-width="4"/>'
    '<text x="20" y="30" font-size="20">每月利润</text></svg>'
)


def torture_school(root: Path) -> SchoolTest:
    """Copy the school below `root` and make its media; nothing is built yet."""
    shutil.copytree(REPOSITORY / "tests/schools/torture/content", root / "content")
    school = SchoolTest(root)
    _media(school)
    return school


def _media(school: SchoolTest) -> None:
    alpha = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    alpha.paste((0, 0, 0, 255), (40, 40, 260, 80))
    pictures = {
        "photo.jpg": saved(photo(1600, 1200), "JPEG", quality=92),
        "photo2.jpg": saved(photo(800, 600), "JPEG", quality=90),
        "item.jpg": saved(photo(500, 400), "JPEG", quality=90),
        "quote.jpg": saved(photo(640, 400), "JPEG", quality=90),
        "tall.jpg": saved(photo(300, 900), "JPEG", quality=90),
        "alpha.png": saved(alpha, "PNG"),
        "icon.png": saved(drawing(32, 32), "PNG"),
        "list.png": saved(drawing(120, 80), "PNG"),
        "figure.png": saved(drawing(400, 200), "PNG"),
        "wide.png": saved(drawing(2400, 200), "PNG"),
        "drawing.svg": DRAWING.encode(),
        "moving.gif": _gif(),
        "group.png": _code(),
        "form.pdf": b"%PDF-1.4\n%%EOF\n",
    }
    for name, data in pictures.items():
        school.write(f"{COURSE}/{name}", data)
    for name, seconds in {"read.wav": 3, "read2.wav": 2}.items():
        write_wav(school.content / COURSE / name, voice(seconds))


def _code() -> bytes:
    picture = BytesIO()
    segno.make("https://weixin.qq.com/g/renlearn").save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()


def _gif() -> bytes:
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("#064", "#fff", "#c00")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=400, loop=0)
