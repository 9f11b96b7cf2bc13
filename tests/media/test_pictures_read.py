"""Whatever the source is, what is shown stands upright, in the right colours, and says no more."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from builder.media.presets import PICTURE
from builder.media.probe import opened
from builder.media.raster import upright, widths
from tests.pictures import encoded, photo, pixel, saved, shown

GPS = 0x8825
ORIENTATION = 0x0112
KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"]
SECRETS = (b"Exif", b"EXIF", b"eXIf", b"xmp", b"XMP", b"ICCP", b"iCCP", b"secret")


def close(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(found, wanted, strict=False))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    corner = Image.new("RGB", (96, 64), "white")
    corner.paste("red", (0, 0, 48, 32))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    # The inverse of what a viewer does: 6 and 8 are each other's, the others their own.
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = corner.transpose(back[orientation]) if orientation > 1 else corner
    source = tmp_path / "x"
    source.write_bytes(saved(held, kind, exif=exif))
    with opened(source) as image:
        wanted = widths(image, PICTURE)
        picture = upright(image, wanted[-1])

    assert picture.size == (96, 64)
    assert close(pixel(picture, 0.1, 0.1), (255, 0, 0))
    assert all(close(pixel(picture, *place), (255, 255, 255)) for place in ((0.9, 0.1), (0.1, 0.9)))


def spoken(kind: str, picture: Image.Image) -> bytes:
    """A picture that tells where and how it was taken, wherever its format lets it."""
    exif = Image.Exif()
    exif[ORIENTATION] = 1
    exif[0x010E] = "secret"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (39.9, 54.0, 27.0)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, object] = {"exif": exif, "icc_profile": srgb}
    if kind in {"JPEG", "WEBP"}:
        options["xmp"] = b"<x:xmpmeta secret/>"
    if kind == "JPEG":
        options["comment"] = b"secret place"
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "secret place")
        options["pnginfo"] = text
    return saved(picture, kind, **options) + b"secret tail"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("quality", [95, 4])
def test_nothing_is_said_of_place_and_camera(tmp_path: Path, kind: str, quality: int) -> None:
    picture = photo(352, 264)
    if kind == "PNG" and quality < 50:
        picture = picture.quantize(4)  # small enough for its own bytes to be served
    if kind in {"JPEG", "WEBP", "AVIF"}:
        buffer = BytesIO(saved(picture, kind, quality=quality))
        with Image.open(buffer) as poor:
            picture = poor.convert("RGB")
    found, files = encoded(spoken(kind, picture), tmp_path)

    assert found.files
    for file in files:
        data = file.read_bytes()
        assert not [secret for secret in SECRETS if secret in data]
        with Image.open(file) as image:
            assert not dict(image.getexif())
            assert not {"icc_profile", "xmp", "exif", "comment"} & set(image.info)


def test_own_bytes_are_served_without_what_they_tell(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    options = {"exif": exif, "xmp": b"<x:xmpmeta secret/>", "comment": b"secret"}
    data = saved(photo(352, 264), "JPEG", quality=8, **options)
    found, files = encoded(data, tmp_path)

    assert found.files[-1].mime == "image/jpeg"
    assert not [secret for secret in SECRETS if secret in files[-1].read_bytes()]
    with Image.open(BytesIO(data)) as before:
        assert shown(files[-1]).convert("RGB").tobytes() == before.tobytes()


def wide_gamut() -> bytes:
    """A profile unlike sRGB: red and green have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_colour_profile_is_applied(tmp_path: Path, mode: str) -> None:
    red = Image.new("RGB", (400, 300), (220, 20, 20))
    red = red.quantize(2) if mode == "P" else red.convert(mode)
    if mode == "RGBA":
        red.putpixel((0, 0), (0, 0, 0, 0))
    _, files = encoded(saved(red, "PNG", icc_profile=wide_gamut()), tmp_path)

    assert close(pixel(shown(files[-1]), 0.5, 0.5), (20, 220, 20))


@pytest.mark.parametrize("profile", [b"", b"not a profile", b"\0" * 200])
def test_a_broken_profile_is_passed_over(tmp_path: Path, profile: bytes) -> None:
    data = saved(Image.new("RGB", (400, 300), (200, 40, 40)), "PNG", icc_profile=profile)
    _, files = encoded(data, tmp_path)

    assert close(pixel(shown(files[-1]), 0.5, 0.5), (200, 40, 40))


def test_a_lab_picture_is_read(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
    picture = ImageCms.applyTransform(Image.new("RGB", (400, 300), (128, 128, 128)), transform)
    assert picture
    _, files = encoded(saved(picture, "TIFF"), tmp_path)

    assert close(pixel(shown(files[-1]), 0.5, 0.5), (128, 128, 128))


@pytest.mark.parametrize("size", [(300, 200), (3000, 2000)])
@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "LA", "I;16", "I", "F", "RGB", "RGBA"])
def test_every_kind_of_pixel_is_read(tmp_path: Path, mode: str, size: tuple[int, int]) -> None:
    grey = Image.new("L", size, 0)
    grey.paste(255, (0, 0, size[0] // 2, size[1]))
    deep = grey.convert("I").point(lambda value: value * 257)
    picture = {"I;16": deep.convert("I;16"), "I": deep, "F": deep.convert("F")}.get(mode)
    kind = {"CMYK": "JPEG", "F": "TIFF", "I": "TIFF"}.get(mode, "PNG")
    source = tmp_path / "x"
    source.write_bytes(saved(picture or grey.convert(mode), kind))
    with opened(source) as image:
        small = upright(image, widths(image, PICTURE)[-1])

    assert all(value > 250 for value in pixel(small, 0.2, 0.5)[:3])
    assert all(value < 5 for value in pixel(small, 0.8, 0.5)[:3])


def test_sixteen_bits_keep_the_middle_in_the_middle(tmp_path: Path) -> None:
    deep = Image.new("I", (300, 200), 32768).convert("I;16")
    source = tmp_path / "x.png"
    source.write_bytes(saved(deep, "PNG"))
    with opened(source) as image:
        assert pixel(upright(image, 300), 0.5, 0.5) == (128, 128, 128)


def test_a_picture_in_strips_is_the_picture(tmp_path: Path) -> None:
    picture = photo(3001, 2003)
    source = tmp_path / "x.png"
    source.write_bytes(saved(picture, "PNG", compress_level=1))
    with opened(source) as image:
        small = upright(image, 720)
    wanted = picture.resize(small.size, Image.Resampling.LANCZOS)

    assert small.size == (720, 481)
    for x in (0.1, 0.5, 0.9):
        for y in (0.02, 0.5, 0.98):
            assert close(pixel(small, x, y), pixel(wanted, x, y))


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_transparent_colour_of_a_palette_is_kept(tmp_path: Path, kind: str) -> None:
    picture = Image.new("P", (400, 300), 1)
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(0, (0, 0, 200, 300))
    _, files = encoded(saved(picture, kind, transparency=0), tmp_path)

    assert pixel(shown(files[-1]), 0.2, 0.5)[3] == 0
    assert pixel(shown(files[-1]), 0.8, 0.5)[3] == 255


def test_the_type_is_read_from_the_bytes(tmp_path: Path) -> None:
    found, _ = encoded(saved(photo(400, 300), "PNG"), tmp_path, "lie.jpg")

    assert found.width == 400


def test_only_the_first_page_of_a_scan_is_shown(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    _, files = encoded(data, tmp_path)

    assert close(pixel(shown(files[-1]), 0.5, 0.5), (255, 0, 0))
