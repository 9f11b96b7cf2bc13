"""Photos that teachers really put into their lessons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageOps

from builder.media.image import encode_picture
from tests.pictures import likeness, shown

GPS, ORIENTATION = 0x8825, 0x0112
MAGIC = {"JPEG": {".jpg", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}}


def pictures(folder: Path) -> list[Path]:
    suffixes = set().union(*MAGIC.values())
    return sorted(one for one in folder.rglob("*.*") if one.suffix.lower() in suffixes)


def telling(corpora: Path) -> list[Path]:
    """Three with GPS, all that were turned or lie about their type, three screenshots."""
    located, odd = [], []
    for one in pictures(corpora):
        with Image.open(one) as image:
            if GPS in image.getexif():
                located.append(one)
            lying = one.suffix.lower() not in MAGIC.get(image.format or "", set())
            if lying or image.getexif().get(ORIENTATION, 1) != 1:
                odd.append(one)
    return [*located[:3], *odd[:5], *sorted(corpora.rglob("RStudio*.png"))[:3]]


@pytest.mark.corpora
def test_they_are_small_upright_good_and_silent(corpora: Path, tmp_path: Path) -> None:
    chosen = telling(corpora)
    assert len(chosen) > 6
    for number, source in enumerate(chosen):
        out = tmp_path / str(number)
        out.mkdir()
        found = encode_picture(source, out)
        with Image.open(source) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
        reference = upright.resize((found.width, found.height), Image.Resampling.LANCZOS)
        for one in found.files:
            data = (out / one.name).read_bytes()
            assert one.bytes <= source.stat().st_size, source
            assert not [word for word in (b"Exif", b"GPS", b"xmp", b"ICC") if word in data[:400]]
            with Image.open(out / one.name) as image:
                assert not dict(image.getexif())
            if one.width == found.width:
                assert likeness(reference, out / one.name) >= 58, source
        # A photo that lay on its side would be nothing like it.
        assert shown(out / found.files[-1].name).size == reference.size


@pytest.mark.corpora
def test_drawings_get_smaller(corpora: Path, tmp_path: Path) -> None:
    for number, source in enumerate(sorted(corpora.rglob("*.svg"))):
        out = tmp_path / str(number)
        out.mkdir()
        found = encode_picture(source, out)

        assert found.files[0].bytes < source.stat().st_size
