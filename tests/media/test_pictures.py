"""Pictures as a phone gets them: upright, small, right in colour, without their metadata."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw
from ssimulacra2 import compute_ssimulacra2

from builder.media.encoded import Encoded
from builder.media.errors import MediaError
from builder.media.image import encode_picture
from builder.media.presets import PICTURE
from tests.hostile import MEDIA

GPS = 0x8825


def photo(width: int, height: int) -> Image.Image:
    """Soft and hard edges and grain; red on the left, blue on the right."""
    base = Image.radial_gradient("L").resize((width, height))
    noise = Image.effect_noise((width, height), 40)
    picture = Image.merge("RGB", (base, Image.blend(base, noise, 0.4), noise))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([0, 0, width // 3, height], fill=(200, 30, 30))
    draw.rectangle([2 * width // 3, 0, width, height], fill=(30, 30, 200))
    return picture


def encoded(picture: Image.Image | bytes, tmp_path: Path, name: str = "x.jpg") -> Encoded:
    source = tmp_path / name
    if isinstance(picture, bytes):
        source.write_bytes(picture)
    else:
        picture.save(source)
    folder = tmp_path / "out"
    folder.mkdir()
    return encode_picture(source, folder)


def opened(tmp_path: Path, found: Encoded, index: int = -1) -> Image.Image:
    with Image.open(tmp_path / "out" / found.files[index].name) as image:
        image.load()
        return image


def test_a_photo_gets_two_widths_in_two_formats(tmp_path: Path) -> None:
    found = encoded(photo(1600, 1200), tmp_path)

    assert [(one.mime, one.width, one.height) for one in found.files] == [
        ("image/avif", 360, 270),
        ("image/avif", 720, 540),
        ("image/webp", 360, 270),
        ("image/webp", 720, 540),
    ]
    assert (found.width, found.height) == (720, 540)


def test_the_largest_variants_look_good_and_no_better_than_needed(tmp_path: Path) -> None:
    picture = photo(720, 540)
    found = encoded(picture, tmp_path, "x.png")
    for index, one in enumerate(found.files):
        if one.width == 720:
            shown = tmp_path / "shown.png"
            opened(tmp_path, found, index).convert("RGB").save(shown)

            assert PICTURE.score <= compute_ssimulacra2(tmp_path / "x.png", shown) < 90


@pytest.mark.parametrize(("width", "widths"), [(300, [300]), (360, [360]), (500, [360, 500])])
def test_no_variant_is_wider_than_the_source(tmp_path: Path, width: int, widths: list[int]) -> None:
    found = encoded(photo(width, 400), tmp_path)

    assert sorted({one.width for one in found.files}) == widths


def test_a_turned_photo_stands_upright_without_its_place(tmp_path: Path) -> None:
    upright = photo(900, 600)
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter: the camera was held upright
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (39.9, 54.0, 27.0)
    data = BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(
        data, "JPEG", exif=exif, comment=b"secret place"
    )
    found = encoded(data.getvalue(), tmp_path)

    assert (found.width, found.height) == (720, 480)
    for index, one in enumerate(found.files):
        image = opened(tmp_path, found, index).convert("RGB")
        left, right = image.getpixel((5, 100)), image.getpixel((image.width - 5, 100))
        assert isinstance(left, tuple)
        assert isinstance(right, tuple)
        assert left[0] > 150 > left[2]
        assert right[2] > 150 > right[0]
        assert not dict(image.getexif())
        raw = (tmp_path / "out" / one.name).read_bytes()
        assert b"secret" not in raw
        assert b"Exif" not in raw


def test_the_type_is_read_from_the_bytes(tmp_path: Path) -> None:
    data = BytesIO()
    photo(400, 300).save(data, "PNG")

    assert encoded(data.getvalue(), tmp_path, "lie.jpg").width == 400


def test_a_colour_profile_is_applied_and_dropped(tmp_path: Path) -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    grey = Image.new("RGB", (400, 300), (128, 128, 128))
    transform = ImageCms.buildTransform(srgb, lab, "RGB", "LAB")
    as_lab = ImageCms.applyTransform(grey, transform)
    assert as_lab
    source = tmp_path / "x.tif"
    as_lab.save(source, icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())
    (tmp_path / "out").mkdir()
    found = encode_picture(source, tmp_path / "out")
    pixel = opened(tmp_path, found).convert("RGB").getpixel((200, 150))

    assert isinstance(pixel, tuple)
    assert all(abs(value - 128) < 6 for value in pixel)
    assert "icc_profile" not in opened(tmp_path, found).info


@pytest.mark.parametrize("mode", ["CMYK", "L", "P", "1", "LA", "I;16", "RGBA"])
def test_every_kind_of_pixel_is_read(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (400, 300), 128)
    grey.paste(255, (0, 0, 200, 300))
    picture = (
        Image.frombytes("I;16", grey.size, b"".join(bytes((0, v)) for v in grey.tobytes()))
        if mode == "I;16"
        else grey.convert(mode)
    )
    found = encoded(picture, tmp_path, "x.jpg" if mode == "CMYK" else "x.png")
    pixel = opened(tmp_path, found).convert("RGB").getpixel((100, 150))

    assert isinstance(pixel, tuple)
    assert all(value > 245 for value in pixel)


def test_transparency_is_kept(tmp_path: Path) -> None:
    picture = photo(720, 540).convert("RGBA")
    picture.paste((0, 0, 0, 0), (200, 200, 400, 400))
    found = encoded(picture, tmp_path, "x.png")
    for index in range(len(found.files)):
        image = opened(tmp_path, found, index).convert("RGBA")
        hole = image.getpixel((image.width * 300 // 720, image.height * 300 // 540))

        assert isinstance(hole, tuple)
        assert hole[3] == 0


def test_a_drawing_with_few_colours_stays_exact(tmp_path: Path) -> None:
    picture = Image.new("RGB", (360, 270), "white")
    draw = ImageDraw.Draw(picture)
    for number in range(12):
        draw.line([(number * 30, 0), (360, number * 22)], fill=(11, 92, 70), width=2)
    found = encoded(picture, tmp_path, "x.png")

    assert opened(tmp_path, found).convert("RGB").tobytes() == picture.tobytes()


def test_an_animation_keeps_moving_in_fewer_bytes(tmp_path: Path) -> None:
    frames = [photo(400, 300).rotate(angle) for angle in (0, 90, 180)]
    source = tmp_path / "x.gif"
    frames[0].save(source, save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    (tmp_path / "out").mkdir()
    found = encode_picture(source, tmp_path / "out")
    with Image.open(tmp_path / "out" / found.files[0].name) as image:
        assert getattr(image, "n_frames", 1) == 3
    assert found.files[0].bytes < source.stat().st_size


def test_no_file_is_larger_than_its_source(tmp_path: Path) -> None:
    data = BytesIO()
    photo(640, 480).save(data, "JPEG", quality=12)
    found = encoded(data.getvalue(), tmp_path)

    assert all(one.bytes <= len(data.getvalue()) for one in found.files)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("eighths", range(8))
def test_a_cut_off_picture_is_said_to_be_broken(tmp_path: Path, kind: str, eighths: int) -> None:
    data = BytesIO()
    photo(300, 200).save(data, kind)
    cut = data.getvalue()[: len(data.getvalue()) * eighths // 8]

    with pytest.raises(MediaError) as error:
        encoded(cut, tmp_path)
    assert error.value.message
    assert error.value.mend


@pytest.mark.parametrize("name", ["空.jpg", "page.jpg", "bomb.png", "short.png", "cut.jpg"])
def test_a_hostile_picture_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MediaError):
        encoded(MEDIA[name], tmp_path)


def test_a_heic_says_how_to_save_it(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="HEIC"):
        encoded(struct.pack(">I", 24) + b"ftypheic" + bytes(40), tmp_path)
