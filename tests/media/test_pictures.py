"""Pictures as a phone gets them: two widths, two formats, good enough, never larger."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from builder.media.presets import PICTURE, PicturePreset
from tests.pictures import drawing, encoded, likeness, photo, saved, shown


def test_a_photo_gets_two_widths_in_two_formats(tmp_path: Path) -> None:
    found, _ = encoded(saved(photo(1600, 1200), "JPEG", quality=92), tmp_path)

    assert [(one.name, one.mime, one.width, one.height) for one in found.files] == [
        ("360.avif", "image/avif", 360, 270),
        ("720.avif", "image/avif", 720, 540),
        ("360.webp", "image/webp", 360, 270),
        ("720.webp", "image/webp", 720, 540),
    ]
    assert (found.width, found.height) == (720, 540)


def test_what_is_said_of_a_file_is_true_of_it(tmp_path: Path) -> None:
    found, files = encoded(saved(photo(700, 500), "PNG"), tmp_path)
    for one, file in zip(found.files, files, strict=True):
        assert one.bytes == file.stat().st_size
        assert (one.width, one.height) == shown(file).size
        with Image.open(file) as image:
            assert one.mime == f"image/{(image.format or '').lower()}"


def test_every_variant_looks_good_and_no_better_than_needed(tmp_path: Path) -> None:
    picture = photo(720, 540)
    found, files = encoded(saved(picture, "PNG"), tmp_path)
    for one, file in zip(found.files, files, strict=True):
        size = (one.width, one.height)
        reference = picture.resize(size, Image.Resampling.LANCZOS)
        score = likeness(reference, file)

        assert PICTURE.score - 0.1 <= score < PICTURE.score + 15


@pytest.mark.parametrize(
    ("width", "widths"), [(300, [300]), (360, [360]), (361, [360, 361]), (500, [360, 500])]
)
def test_no_variant_is_wider_than_the_source(tmp_path: Path, width: int, widths: list[int]) -> None:
    found, _ = encoded(saved(photo(width, 400), "PNG"), tmp_path)

    assert sorted({one.width for one in found.files}) == widths


def test_avif_stands_first_and_only_where_it_pays(tmp_path: Path) -> None:
    found, _ = encoded(saved(photo(720, 540), "PNG"), tmp_path)
    largest = {one.mime: one.bytes for one in found.files if one.width == 720}

    assert found.files[0].mime == "image/avif"
    assert largest["image/avif"] <= 0.95 * largest["image/webp"]


def test_a_drawing_stays_exact_where_that_is_smaller(tmp_path: Path) -> None:
    picture = drawing(360, 270)
    found, files = encoded(saved(picture, "PNG"), tmp_path)

    assert [one.mime for one in found.files][-1] == "image/webp"
    assert shown(files[-1]).convert("RGB").tobytes() == picture.tobytes()


def test_transparency_is_kept(tmp_path: Path) -> None:
    picture = photo(352, 264).convert("RGBA")
    picture.paste((0, 0, 0, 0), (100, 100, 200, 200))
    _, files = encoded(saved(picture, "PNG"), tmp_path)
    for file in files:
        image = shown(file)
        hole = image.getpixel((image.width * 150 // 352, image.height * 150 // 264))

        assert isinstance(hole, tuple)
        assert hole[3] == 0


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "GIF", "PNG"])
def test_no_file_is_larger_than_a_poor_source(tmp_path: Path, kind: str) -> None:
    picture = photo(352, 264).quantize(4) if kind in {"GIF", "PNG"} else photo(352, 264)
    options = {"quality": 5} if kind in {"JPEG", "WEBP"} else {"optimize": True}
    data = saved(picture, kind, **options)
    found, _ = encoded(data, tmp_path)

    assert all(one.bytes <= len(data) for one in found.files)


def test_a_poor_wide_source_shrinks_all_the_same(tmp_path: Path) -> None:
    data = saved(photo(800, 600), "JPEG", quality=1)
    found, _ = encoded(data, tmp_path)

    assert found.width == 720
    assert all(one.bytes <= len(data) for one in found.files)


def test_a_poor_turned_source_stands_upright_all_the_same(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(photo(264, 352), "JPEG", quality=3, exif=exif)
    found, _ = encoded(data, tmp_path)

    assert (found.width, found.height) == (352, 264)
    assert all(one.bytes <= len(data) for one in found.files)


@pytest.mark.parametrize("size", [(1, 1), (10, 200), (200, 5), (7, 7)])
def test_tiny_pictures_are_pictures(tmp_path: Path, size: tuple[int, int]) -> None:
    data = saved(photo(*size), "PNG")
    found, files = encoded(data, tmp_path)

    assert shown(files[-1]).size == size
    assert all(one.bytes <= len(data) for one in found.files)


def test_a_tall_screenshot_is_encoded_whole(tmp_path: Path) -> None:
    found, files = encoded(saved(drawing(720, 3000), "PNG"), tmp_path)

    assert (found.width, found.height) == (720, 3000)
    assert all(shown(file).height in {1500, 3000} for file in files)


def test_a_narrow_file_is_there_only_to_save_bytes(tmp_path: Path) -> None:
    found, _ = encoded(saved(photo(640, 480), "JPEG", quality=2), tmp_path)
    for mime in {one.mime for one in found.files}:
        sizes = [one.bytes for one in found.files if one.mime == mime]

        assert sizes == sorted(set(sizes))


def test_the_recipe_names_values_and_encoders() -> None:
    assert PICTURE.recipe() == PicturePreset().recipe()
    assert PICTURE.recipe() != PicturePreset(score=70).recipe()
    for word in ("score", "avif=", "webp=", "pillow="):
        assert word in PICTURE.recipe()
