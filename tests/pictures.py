"""Small generated pictures, and what becomes of them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageDraw
from ssimulacra2 import compute_ssimulacra2

from builder.media.encoded import Encoded
from builder.media.image import encode_picture

# Encodes a picture into a folder; prints the width and the files' bytes.
ENCODE = """
import sys
from pathlib import Path
from builder.media.image import encode_picture
found = encode_picture(Path(sys.argv[1]), Path(sys.argv[2]))
print(found.width, *[one.bytes for one in found.files])
"""


@cache
def photo(width: int, height: int) -> Image.Image:
    """Detail of every size, as in nature, and hard edges; red on the left, blue on the right."""
    chance = Random(width * 10_000 + height)
    bands = []
    for _ in "RGB":
        band = Image.new("L", (width, height), 128)
        cells = 4
        while cells <= max(width, height):
            noise = Image.frombytes("L", (cells, cells), chance.randbytes(cells * cells))
            layer = noise.resize((width, height), Image.Resampling.BICUBIC)
            band = ImageChops.add(band, layer.point(lambda value, n=cells: value // n**0.5), 1, 0)
            band = ImageChops.subtract(band, Image.new("L", band.size, int(128 / cells**0.5)))
            cells *= 2
        bands.append(band)
    picture = Image.merge("RGB", bands)
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, width // 5, height], fill=(200, 30, 30))
    draw.rectangle([4 * width // 5, 0, width, height], fill=(30, 30, 200))
    return picture


def huge_photo(file: Path, kind: str) -> Path:
    """Write a picture of 100 megapixels, noise on a photo: JPEG, or PNG that is not compressed."""
    picture = photo(300, 200).resize((12_250, 8_170), Image.Resampling.BILINEAR)
    side = 512
    noise = Image.frombytes("L", (side, side), Random(1).randbytes(side * side)).convert("RGB")
    for left in range(0, picture.width, side):
        for top in range(0, picture.height, side):
            box = (left, top, min(left + side, picture.width), min(top + side, picture.height))
            part = picture.crop(box)
            grain = noise.crop((0, 0, *part.size))
            picture.paste(Image.blend(part, grain, 0.1), box)
    options = {"quality": 88} if kind == "JPEG" else {"compress_level": 0}
    picture.save(file, kind, **options)
    return file


def drawing(width: int, height: int) -> Image.Image:
    """Sharp lines in few colours."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for number in range(12):
        draw.line([(number * 30, 0), (width, number * 22)], fill=(11, 92, 70), width=2)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes of a picture in a format of Pillow."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def encoded(data: bytes, folder: Path, name: str = "x.jpg") -> tuple[Encoded, list[Path]]:
    """What the encoder makes of a source, and the files it wrote."""
    source = folder / name
    source.write_bytes(data)
    out = folder / "out"
    out.mkdir()
    found = encode_picture(source, out)
    return found, [out / one.name for one in found.files]


def shown(file: Path) -> Image.Image:
    """A written file, decoded, RGBA."""
    with Image.open(file) as image:
        return image.convert("RGBA")


def pixel(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place given as parts of the width and height."""
    place = int(x * (picture.width - 1)), int(y * (picture.height - 1))
    found = picture.getpixel(place)
    assert isinstance(found, tuple)
    return found


def likeness(picture: Image.Image, file: Path) -> float:
    """SSIMULACRA2 of a written file, by its own package."""
    flat = saved(shown(file).convert("RGB"), "PNG")
    return float(compute_ssimulacra2(BytesIO(saved(picture, "PNG")), BytesIO(flat)))
