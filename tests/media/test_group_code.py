"""The QR code of a group: exact, light, with white around it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from builder.media.code import encode_code
from builder.media.encoded import Encoded
from builder.media.errors import MediaError
from tests.group_code import ADDRESS, bare_code, card, read_codes
from tests.pictures import drawing, saved, shown


def made(data: bytes, folder: Path) -> tuple[Encoded, Path]:
    source = folder / "group.png"
    source.write_bytes(data)
    out = folder / "out"
    out.mkdir()
    found = encode_code(source, out)
    return found, out / found.files[0].name


def see_through(data: bytes) -> bytes:
    """The same with its white made transparent."""
    with Image.open(BytesIO(data)) as image:
        picture = image.convert("RGBA")
    picture.putalpha(picture.convert("L").point([255] * 128 + [0] * 128))
    return saved(picture, "PNG")


def test_the_card_that_wechat_saves_is_read_and_light(tmp_path: Path) -> None:
    found, file = made(card(), tmp_path)

    assert read_codes(file.read_bytes()) == [ADDRESS]
    assert [(one.mime, one.width, one.height) for one in found.files] == [("image/png", 600, 800)]
    assert found.files[0].bytes == file.stat().st_size < 30_000


@pytest.mark.parametrize("data", [bare_code(), see_through(bare_code())], ids=["cut", "clear"])
def test_a_code_without_white_around_it_gets_four_modules(data: bytes, tmp_path: Path) -> None:
    _, file = made(data, tmp_path)
    picture = shown(file)
    dark = picture.convert("L").point([255] * 128 + [0] * 128).getbbox()

    assert dark
    assert min(dark[0], dark[1], picture.width - dark[2], picture.height - dark[3]) >= 4 * 8 - 4
    assert picture.getpixel((0, 0)) == (255, 255, 255, 255)
    assert read_codes(picture) == [ADDRESS]


def test_white_that_is_there_is_enough(tmp_path: Path) -> None:
    found, _ = made(card(), tmp_path)

    assert found.width == 600


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "drawings"),
        (bare_code(2), "too small"),
        (saved(drawing(400, 400), "PNG")[:300], "broken"),
        (b"", "empty"),
    ],
    ids=["drawing", "small", "broken", "empty"],
)
def test_what_cannot_be_scanned_is_refused_in_words(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(MediaError) as refused:
        made(data, tmp_path)

    assert said in refused.value.message
    assert refused.value.mend
