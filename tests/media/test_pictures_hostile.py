"""Broken, cut off, lying and bomb pictures end in words."""

from __future__ import annotations

import struct
import sys
import zlib
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from builder.media.errors import MediaError
from builder.media.image import encode_picture
from builder.media.probe import probe_picture
from tests.hostile import MEDIA
from tests.memory import most_memory
from tests.pictures import ENCODE, encoded, huge_photo, photo, saved

KINDS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF"]


def refused(data: bytes, tmp_path: Path) -> MediaError:
    with pytest.raises(MediaError) as error:
        encoded(data, tmp_path)
    assert error.value.message
    assert error.value.mend
    assert not list((tmp_path / "out").iterdir())
    return error.value


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("eighths", range(8))
def test_a_cut_off_picture_is_said_to_be(tmp_path: Path, kind: str, eighths: int) -> None:
    data = saved(photo(300, 200), kind)

    refused(data[: len(data) * eighths // 8], tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes_end_in_a_picture_or_in_words(tmp_path: Path, kind: str, seed: int) -> None:
    chance = Random(seed)
    data = bytearray(saved(photo(60, 40), kind))
    for _ in range(chance.randint(1, 12)):
        # Headers have more to go wrong than pixels.
        place = chance.randrange(min(len(data), chance.choice([64, 400, len(data)])))
        data[place] = chance.randrange(256)
    source = tmp_path / "x"
    source.write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    try:
        written = len(encode_picture(source, out).files)
    except MediaError:
        written = 0

    assert len(list(out.iterdir())) == written


@pytest.mark.parametrize("name", ["空.jpg", "page.jpg", "bomb.png", "short.png", "cut.jpg"])
def test_a_hostile_picture_is_refused(tmp_path: Path, name: str) -> None:
    refused(MEDIA[name], tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"%PDF-1.7\n",
        b"PK\x03\x04" + bytes(100),
        b"<html><img></html>",
        b"#!/bin/sh\n",
        bytes(5000),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    refused(data, tmp_path)


@pytest.mark.parametrize("size", [(40_000, 40_000), (11_000, 11_000), (65_535, 3_000)])
def test_bombs_are_refused_by_their_header(tmp_path: Path, size: tuple[int, int]) -> None:
    source = tmp_path / "bomb.png"
    source.write_bytes(png(*size, chunk(b"IDAT", zlib.compress(bytes(1000)))))
    with pytest.raises(MediaError, match="million pixels"):
        probe_picture(source)


def test_an_animation_of_too_many_pixels_is_refused_by_its_header(tmp_path: Path) -> None:
    control = struct.pack(">IIIIIHHBB", 0, 4000, 4000, 0, 0, 1, 10, 0, 0)
    frames = chunk(b"acTL", struct.pack(">II", 500, 0)) + chunk(b"fcTL", control)
    pixels = chunk(b"IDAT", zlib.compress(bytes(12_001 * 4000), 1))

    assert "500 frames" in refused(png(4000, 4000, frames, pixels), tmp_path).message


@pytest.mark.parametrize("size", [(7000, 20), (20, 3000)])
def test_lines_are_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    assert "no phone" in refused(saved(Image.new("L", size), "PNG"), tmp_path).message


def test_text_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    text = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    data = png(400, 300, chunk(b"zTXt", text), chunk(b"IDAT", zlib.compress(bytes(361 * 1000))))

    refused(data, tmp_path)


def test_more_pixels_than_announced_are_not_unpacked(tmp_path: Path) -> None:
    pixels = zlib.compress(bytes(200_000_000), 9)
    found, _ = encoded(png(400, 300, chunk(b"IDAT", pixels)), tmp_path)

    assert (found.width, found.height) == (400, 300)


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"heix"])
def test_a_heic_says_how_to_save_it(tmp_path: Path, brand: bytes) -> None:
    error = refused(struct.pack(">I", 24) + b"ftyp" + brand + bytes(40), tmp_path)

    assert "HEIC" in error.message
    assert "JPEG" in error.mend


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is missing there")
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_hundred_megapixels_take_little_memory(kind: str, tmp_path: Path) -> None:
    source = huge_photo(tmp_path / "huge", kind)
    (tmp_path / "out").mkdir()
    said, memory = most_memory(ENCODE, source, tmp_path / "out")

    width, *sizes = map(int, said.split())
    assert width == 720
    assert all(size <= source.stat().st_size for size in sizes)
    assert memory < 700
    source.unlink()  # 300 MB, which pytest would keep


def test_the_probe_lets_good_pictures_pass(tmp_path: Path) -> None:
    for kind in KINDS:
        source = tmp_path / f"{kind}.jpg"
        source.write_bytes(saved(photo(300, 200), kind))
        probe_picture(source)


def test_a_missing_file_is_no_broken_picture(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        probe_picture(tmp_path / "missing.jpg")


def test_looking_changes_nothing_for_others(tmp_path: Path) -> None:
    before = Image.MAX_IMAGE_PIXELS
    source = tmp_path / "x.png"
    source.write_bytes(saved(photo(300, 200), "PNG"))
    probe_picture(source)

    assert before == Image.MAX_IMAGE_PIXELS
    with Image.open(BytesIO(source.read_bytes())) as image:
        assert image.size == (300, 200)
