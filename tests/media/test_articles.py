"""Pictures as WeChat takes them: format, size, upright, opaque, without metadata."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageSequence

from builder import wechat_limits as limits
from builder.media.article import encode_article
from builder.media.encoded import EncodedFile
from builder.media.errors import MediaError
from builder.media.presets import ARTICLE, ArticlePreset
from tests.hostile import MEDIA
from tests.pictures import drawing, photo, pixel, saved

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
SVG = '<svg xmlns="http://www.w3.org/2000/svg" %s>%s</svg>'


def article(
    data: bytes, folder: Path, preset: ArticlePreset = ARTICLE
) -> tuple[EncodedFile, Image.Image]:
    """The one file of an article and what it shows; metadata or transparency fail here."""
    source = folder / "x.bin"
    source.write_bytes(data)
    out = folder / "out"
    out.mkdir()
    found = encode_article(source, out, preset)
    (one,) = found.files
    written = (out / one.name).read_bytes()
    assert one.bytes == len(written) == (out / one.name).stat().st_size
    assert one.mime in {"image/jpeg", "image/png", "image/gif"}
    assert not [word for word in (b"Exif\0", b"iCCP", b"ICC_PROFILE", b"secret") if word in written]
    with Image.open(BytesIO(written)) as image:
        assert Image.MIME[image.format or ""] == one.mime
        assert not dict(image.getexif())
        assert image.size == (one.width, one.height) == (found.width, found.height)
        rgba = image.convert("RGBA")
    assert rgba.getchannel("A").getextrema() == (255, 255)
    return one, rgba.convert("RGB")


def moving(frames: Iterable[Image.Image], kind: str, **options: object) -> bytes:
    first, *others = frames
    return saved(first, kind, save_all=True, append_images=others, **options)


def balls(count: int, width: int, height: int, *, clear: bool = False) -> list[Image.Image]:
    """A red ball that rolls over a photo, or over nothing."""
    frames = []
    for number in range(count):
        frame = photo(width, height).convert("RGBA")
        if clear:
            frame = Image.new("RGBA", (width, height), (0, 0, 0, 0))
        left = width // 4 + number * width // (3 * count)
        ImageDraw.Draw(frame).ellipse([left, 20, left + 60, 80], fill=(220, 0, 0, 255))
        frames.append(frame if clear else frame.convert("RGB"))
    return frames


def frames_of(folder: Path, one: EncodedFile) -> tuple[list[Image.Image], list[int]]:
    with Image.open(folder / "out" / one.name) as image:
        shown = [frame.convert("RGB") for frame in ImageSequence.Iterator(image)]
        times = []
        for number in range(len(shown)):
            image.seek(number)
            times.append(int(image.info["duration"]))
    return shown, times


def test_a_photo_stands_upright_and_does_not_say_where_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "secret phone"
    exif.get_ifd(GPS)[2] = (31.0, 14.0, 9.0)
    data = saved(photo(1600, 1200), "JPEG", quality=95, exif=exif, comment=b"secret place")

    one, shown = article(data, tmp_path)

    assert one.mime == "image/jpeg"
    assert shown.size == (1080, 1440)
    assert pixel(shown, 0.5, 0.02)[0] > 150  # what was left is on top
    assert pixel(shown, 0.5, 0.98)[2] > 150
    assert one.bytes < limits.BODY_PICTURE_BYTES


@pytest.mark.parametrize("size", [(40, 30), (700, 500), (1080, 20), (1081, 60), (3000, 400)])
def test_nothing_gets_more_pixels(tmp_path: Path, size: tuple[int, int]) -> None:
    _, shown = article(saved(photo(*size), "PNG"), tmp_path)

    assert shown.width == min(size[0], limits.PICTURE_WIDTH)
    assert shown.height == round(size[1] * shown.width / size[0])


def test_a_small_photo_that_will_do_keeps_its_pixels(tmp_path: Path) -> None:
    data = saved(photo(600, 400), "JPEG", quality=40, comment=b"secret")
    one, shown = article(data, tmp_path)

    with Image.open(BytesIO(data)) as image:
        assert ImageChops.difference(shown, image.convert("RGB")).getbbox() is None
    assert one.bytes < len(data)


def test_photos_in_other_formats_become_jpeg(tmp_path: Path) -> None:
    for kind in ("PNG", "WEBP", "AVIF", "BMP", "TIFF"):
        folder = tmp_path / kind
        folder.mkdir()
        one, shown = article(saved(photo(500, 400), kind), folder)

        assert one.mime == "image/jpeg"
        assert pixel(shown, 0.02, 0.5)[0] > 150


def test_profiles_and_cmyk_show_the_right_colours(tmp_path: Path) -> None:
    cmyk = photo(500, 400).convert("CMYK")
    _, shown = article(saved(cmyk, "JPEG", quality=95), tmp_path)

    assert pixel(shown, 0.02, 0.5)[0] > 150
    assert pixel(shown, 0.98, 0.5)[2] > 150


def test_drawings_and_screenshots_stay_sharp(tmp_path: Path) -> None:
    one, shown = article(saved(drawing(800, 500), "PNG"), tmp_path)

    assert one.mime == "image/png"
    assert ImageChops.difference(shown, drawing(800, 500)).getbbox() is None
    with Image.open(tmp_path / "out" / one.name) as image:
        assert image.mode == "P"


def test_a_screenshot_of_many_colours_is_no_worse_for_its_palette(tmp_path: Path) -> None:
    """Text with coloured edges, as it is after scaling, beside a small photo."""
    picture = drawing(1600, 1000)
    picture.paste(photo(320, 240), (1200, 700))
    _, shown = article(saved(picture, "PNG"), tmp_path)
    reference = picture.resize((1080, 675), Image.Resampling.LANCZOS)
    flat = (0, 0, 700, 400)
    worst = ImageChops.difference(shown.crop(flat), reference.crop(flat)).getextrema()

    assert max(high for _, high in worst) <= 16  # type: ignore[misc]


def test_what_is_transparent_stands_on_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle([100, 50, 200, 150], fill=(11, 92, 70, 255))
    one, shown = article(saved(picture, "PNG"), tmp_path)

    assert one.mime == "image/png"
    assert shown.getpixel((5, 5)) == (255, 255, 255)
    assert shown.getpixel((150, 100)) == (11, 92, 70)


def test_white_ink_on_nothing_can_be_seen(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (300, 200), (255, 255, 255, 0))
    ImageDraw.Draw(picture).rectangle([100, 50, 200, 150], fill=(255, 255, 255, 255))
    _, shown = article(saved(picture, "PNG"), tmp_path)

    assert max(shown.getpixel((5, 5))) < 80  # type: ignore[arg-type]
    assert shown.getpixel((150, 100)) == (255, 255, 255)


def test_a_drawing_becomes_pixels_with_its_words(tmp_path: Path) -> None:
    inner = '<title>x</title><text x="16" y="32" font-size="18" font-weight="700">收入</text>'
    one, shown = article((SVG % ('viewBox="0 0 360 200"', inner)).encode(), tmp_path)
    ink = ImageChops.invert(shown.convert("L")).getbbox()

    assert one.mime == "image/png"
    assert shown.size == (1080, 600)
    assert shown.getpixel((0, 0)) == (255, 255, 255)
    assert ink
    assert ink[2] - ink[0] == pytest.approx(2 * 18 * 3, abs=10)


def test_an_icon_stays_small(tmp_path: Path) -> None:
    _, shown = article((SVG % ('width="24" height="24"', '<circle r="9"/>')).encode(), tmp_path)

    assert shown.size == (72, 72)


def test_a_gif_that_will_do_stays_as_it_is_but_for_its_comments(tmp_path: Path) -> None:
    data = moving(balls(6, 300, 200), "GIF", duration=90, loop=0, comment=b"secret")
    one, _ = article(data, tmp_path)
    frames, times = frames_of(tmp_path, one)

    assert one.mime == "image/gif"
    assert one.width == 300
    assert len(frames) == 6
    assert set(times) == {90}


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_animations_move_on_white_and_say_how_often(tmp_path: Path, kind: str) -> None:
    clear = balls(5, 300, 200, clear=True)
    data = moving(clear, kind, duration=120, loop=0, disposal=2)
    one, _ = article(data, tmp_path)
    frames, times = frames_of(tmp_path, one)

    assert one.mime == "image/gif"
    assert [frame.getpixel((5, 195)) for frame in frames] == [(255, 255, 255)] * 5
    assert len({frame.tobytes() for frame in frames}) == 5
    assert set(times) == {120}
    with Image.open(tmp_path / "out" / one.name) as image:
        assert image.info["loop"] == 0


def test_an_animation_that_plays_once_plays_once(tmp_path: Path) -> None:
    one, _ = article(moving(balls(3, 200, 150), "WEBP", duration=80, loop=1), tmp_path)

    with Image.open(tmp_path / "out" / one.name) as image:
        assert "loop" not in image.info


def test_a_wide_animation_is_made_narrower(tmp_path: Path) -> None:
    one, _ = article(moving(balls(2, 1200, 400), "GIF", duration=80), tmp_path)

    assert one.mime == "image/gif"
    assert one.width <= limits.PICTURE_WIDTH
    assert one.bytes <= limits.PASTED_PICTURE_BYTES


def test_a_long_animation_loses_size_and_frames_but_no_time(tmp_path: Path) -> None:
    noise = [Image.effect_noise((500, 300), 120).convert("RGB") for _ in range(16)]
    data = moving(noise, "WEBP", duration=100, quality=20)
    small = replace(ARTICLE, animation_bytes=600_000)
    one, _ = article(data, tmp_path, small)
    frames, times = frames_of(tmp_path, one)

    assert one.bytes <= 600_000
    assert 1 < len(frames) < 16
    assert sum(times) == 1600


def test_a_still_stands_for_an_animation_that_is_too_large(tmp_path: Path) -> None:
    data = moving(balls(4, 300, 200), "GIF", duration=80)
    one, shown = article(data, tmp_path, replace(ARTICLE, animation_bytes=1000))

    assert one.mime in {"image/jpeg", "image/png"}
    assert shown.size == (300, 200)
    assert pixel(shown, 0.02, 0.5)[0] > 150


def test_a_gif_that_does_not_move_is_a_drawing(tmp_path: Path) -> None:
    one, _ = article(saved(drawing(300, 200), "GIF"), tmp_path)

    assert one.mime == "image/png"


def test_what_is_hard_to_compress_is_below_the_limit_all_the_same(tmp_path: Path) -> None:
    noise = Image.effect_noise((1080, 2600), 150).convert("RGB")
    one, shown = article(saved(noise, "PNG", compress_level=1), tmp_path)

    assert one.bytes < limits.BODY_PICTURE_BYTES
    assert shown.width >= 400
    assert shown.height / shown.width == pytest.approx(2600 / 1080, rel=0.01)


def test_a_huge_picture_is_read(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = saved(Image.new("RGB", (12_000, 6_000), (200, 30, 30)), "JPEG", quality=60)
    one, shown = article(data, tmp_path)

    assert shown.size == (1080, 540)
    assert pixel(shown, 0.5, 0.5)[0] > 180
    assert one.bytes < 100_000


@pytest.mark.parametrize("name", sorted(MEDIA))
def test_hostile_files_are_refused_or_harmless(tmp_path: Path, name: str) -> None:
    if name == "script.svg":
        assert article(MEDIA[name], tmp_path)[0].width == 27
        return
    with pytest.raises(MediaError) as error:
        article(MEDIA[name], tmp_path)
    assert error.value.message
    assert error.value.mend


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    data = saved(photo(900, 600), "PNG")
    written = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        one, _ = article(data, tmp_path / name)
        written.append((tmp_path / name / "out" / one.name).read_bytes())

    assert written[0] == written[1]


@pytest.mark.corpora
def test_pictures_of_other_peoples_lessons_are_all_taken(corpora: Path, tmp_path: Path) -> None:
    endings = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"}
    every = sorted(one for one in corpora.rglob("*.*") if one.suffix.lower() in endings)
    chosen = every[::12]
    assert len(chosen) > 8
    for number, source in enumerate(chosen):
        folder = tmp_path / str(number)
        folder.mkdir()
        one, shown = article(source.read_bytes(), folder)

        assert one.bytes < limits.BODY_PICTURE_BYTES, source
        assert shown.width <= limits.PICTURE_WIDTH
