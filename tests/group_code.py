"""A group's QR code as WeChat saves it, and what a phone reads in a picture."""

from __future__ import annotations

from io import BytesIO

import segno
import zxingcpp
from PIL import Image, ImageDraw

from tests.pictures import photo, saved

ADDRESS = "https://weixin.qq.com/g/AwYAAJ3mBqTkVbJm1k0pYfY6Qx9cB7uE2hN8vK3aZ5wRtLsDgXoCjMi"


def bare_code(scale: int = 8) -> bytes:
    """Cut out without any white around it."""
    buffer = BytesIO()
    segno.make(ADDRESS, error="m").save(buffer, kind="png", scale=scale, border=0)
    return buffer.getvalue()


def card() -> bytes:
    """The whole card: portrait, name, code with a portrait in its middle, a line below; JPEG."""
    picture = Image.new("RGB", (1080, 1440), "white")
    buffer = BytesIO()
    segno.make(ADDRESS, error="q").save(buffer, kind="png", scale=15, border=0)
    with Image.open(buffer) as code:
        picture.paste(code.convert("RGB").resize((640, 640), Image.Resampling.NEAREST), (220, 360))
    portrait = photo(120, 120)
    picture.paste(portrait, (120, 100))
    picture.paste(portrait.resize((100, 100)), (490, 630))
    draw = ImageDraw.Draw(picture)
    draw.text((280, 140), "Evening school 3", fill="#111", font_size=48)
    draw.text((240, 1150), "valid for 7 days", fill="#999", font_size=40)
    return saved(picture, "JPEG", quality=88)


def read_codes(picture: bytes | Image.Image) -> list[str]:
    """The texts of all codes in a picture, as a phone reads them."""
    image = Image.open(BytesIO(picture)) if isinstance(picture, bytes) else picture
    return [one.text for one in zxingcpp.read_barcodes(image.convert("RGB"))]
