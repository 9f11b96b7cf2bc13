"""Covers, squares and posters as WeChat and a phone show them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from builder.drawn.cover import cover_jpeg
from builder.drawn.poster import poster_jpeg
from builder.drawn.square import share_square
from tests.pictures import photo, saved
from tests.school import REPOSITORY

SQUARE = (258, 0, 641, 383)  # the middle of 900 × 383
LONG = "工伤认定、劳动能力鉴定与一次性伤残补助金的申请流程全解（上）"
TITLES = ["记账", "为什么要记账", "Checking in a guest at the front desk", LONG, "😀", ""]


def opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=["JPEG"]) as image:
        return image.convert("RGB")


def changed(one: bytes, other: bytes) -> tuple[int, int, int, int] | None:
    """Where two pictures differ by more than JPEG's noise."""
    difference = ImageChops.difference(opened(one), opened(other)).convert("L")
    return difference.point(lambda value: 255 if value > 40 else 0).getbbox()


def motif(width: int, height: int) -> Image.Image:
    """A drawing: a red and a green box far to the left and right on a plain ground."""
    picture = Image.new("RGB", (width, height), (251, 246, 233))
    draw = ImageDraw.Draw(picture)
    draw.rectangle([width // 10, height // 4, width // 4, 3 * height // 4], fill=(220, 0, 0))
    draw.rectangle([3 * width // 4, height // 4, 9 * width // 10, height // 2], fill=(0, 150, 0))
    return picture


@pytest.fixture
def file(tmp_path: Path) -> Callable[[Image.Image, str], Path]:
    def written(picture: Image.Image, kind: str = "PNG") -> Path:
        path = tmp_path / f"cover.{kind.lower()}"
        path.write_bytes(saved(picture, kind))
        return path

    return written


def shares(picture: Image.Image) -> tuple[float, float]:
    """Parts of the picture that are clearly red and clearly green."""
    counts = [0, 0]
    for count, colour in picture.getcolors(picture.width * picture.height) or []:
        red, green, blue = colour  # type: ignore[misc]
        counts[0] += count * (red > 180 and green < 60 and blue < 60)
        counts[1] += count * (green > 120 and red < 60 and blue < 60)
    size = picture.width * picture.height
    return counts[0] / size, counts[1] / size


@pytest.mark.parametrize("title", TITLES)
def test_the_title_stands_inside_the_middle_square(title: str) -> None:
    cover = cover_jpeg(None, title, "记账入门")
    box = changed(cover, cover_jpeg(None, "", "记账入门"))

    assert opened(cover).size == (900, 383)
    if title and title != "😀":
        assert box
        assert SQUARE[0] + 10 <= box[0] < box[2] <= SQUARE[2] - 10
        assert 10 <= box[1] < box[3] <= SQUARE[3] - 10
        assert box[2] - box[0] > 130  # large enough to be read in a list
    else:
        assert box is None


def test_other_courses_have_other_shapes_beside_the_title() -> None:
    box = changed(cover_jpeg(None, "课", "记账入门"), cover_jpeg(None, "课", "劳动法"))

    assert box
    assert box[0] < SQUARE[0]
    assert box[2] > SQUARE[2]


@pytest.mark.parametrize("size", [(1080, 504), (720, 720), (600, 1000), (1600, 300)])
def test_a_drawing_stands_whole_in_the_middle_square(
    file: Callable[..., Path], size: tuple[int, int]
) -> None:
    cover = opened(cover_jpeg(file(motif(*size)), "课", "记账"))
    whole, middle = shares(cover), shares(cover.crop(SQUARE))
    area = 900 * 383 / (383 * 383)

    assert cover.size == (900, 383)
    assert min(middle) > 0.005
    for part, inside in zip(whole, middle, strict=True):
        assert part * area == pytest.approx(inside, rel=0.02)
    assert shares(opened(share_square(file(motif(*size)), "课")))[0] > 0.01


@pytest.mark.parametrize("size", [(900, 600), (600, 800), (1080, 1080), (400, 1200)])
def test_a_photo_of_another_shape_keeps_its_sides(
    file: Callable[..., Path], size: tuple[int, int]
) -> None:
    """Test photos are red at their left edge and blue at their right one."""
    cover = opened(cover_jpeg(file(photo(*size), "JPEG"), "课", "记账"))
    row = cover.crop((0, 170, 900, 210)).resize((900, 1))
    pixels = [row.getpixel((x, 0)) for x in range(900)]
    red = [x for x, (r, g, b) in enumerate(pixels) if r > 170 and g < 60 and b < 60]  # type: ignore[misc]
    blue = [x for x, (r, g, b) in enumerate(pixels) if b > 170 and r < 60 and g < 60]  # type: ignore[misc]

    assert red
    assert blue
    assert max(red) < min(blue)


def test_a_wide_photo_fills_the_cover(file: Callable[..., Path]) -> None:
    cover = opened(cover_jpeg(file(photo(1600, 800), "JPEG"), "课", "记账"))

    assert cover.getpixel((20, 200))[0] > 170  # type: ignore[index]
    assert cover.getpixel((880, 200))[2] > 170  # type: ignore[index]


def test_a_still_stands_for_an_animation_and_white_for_nothing(
    file: Callable[..., Path], tmp_path: Path
) -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    clear = file(Image.new("RGBA", (300, 200), (0, 0, 0, 0)))

    assert opened(cover_jpeg(tmp_path / "a.gif", "课", "x")).getpixel((450, 190))[0] > 240  # type: ignore[index]
    assert opened(cover_jpeg(clear, "课", "x")).getpixel((450, 190)) == (255, 255, 255)


def test_the_square_is_small_enough_whatever_is_on_it(file: Callable[..., Path]) -> None:
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    for data in (
        share_square(file(noise), "课"),
        share_square(None, LONG),
        share_square(file(photo(900, 600), "JPEG"), "课"),
    ):
        assert opened(data).size == (400, 400)
        assert len(data) < 32 * 1024


def poster(cover: Path | None, url: str = "https://a.example/记账/01/", **words: str) -> bytes:
    texts = {"school": "人人学夜校", "course": "记账入门", "title": "为什么要记账"}
    texts |= {"summary": "每天三分钟，月底知道赚没赚。", "detail": "约 86 KB · 8 分钟"}
    return poster_jpeg(cover=cover, url=url, **(texts | words))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["none", "drawing", "photo", "noise"])
def test_the_code_of_a_poster_is_read_from_a_phones_screen(
    file: Callable[..., Path], kind: str
) -> None:
    covers = {
        "none": None,
        "drawing": motif(1080, 504),
        "photo": photo(900, 1200),
        "noise": Image.effect_noise((1080, 1080), 90).convert("RGB"),
    }
    picture = covers[kind]
    data = poster(file(picture) if picture else None, summary=LONG * 4, title=LONG)
    whole = opened(data)
    found = [zxingcpp.read_barcodes(whole)]
    found.append(zxingcpp.read_barcodes(whole.resize((375, whole.height * 375 // whole.width))))
    found.append(zxingcpp.read_barcodes(opened(saved(whole, "JPEG", quality=40))))

    assert len(data) < 150_000
    assert 750 <= whole.width <= 1080
    assert whole.height <= 16 / 9 * whole.width  # a phone shows all of it at once
    for codes in found:
        assert [one.text for one in codes] == ["https://a.example/%E8%AE%B0%E8%B4%A6/01/"]
    place = found[0][0].position
    assert (place.top_right.x - place.top_left.x) / whole.width * 375 > 125  # CSS px, no margin


def test_a_poster_needs_nothing_but_a_title_and_an_address() -> None:
    bare = opened(poster(None, course="", summary="", detail="", school=""))

    assert zxingcpp.read_barcodes(bare)
    assert bare.height < opened(poster(None)).height


def test_words_of_ours_are_in_the_language_of_the_lesson() -> None:
    assert poster(None) != poster(None, language="en")
    assert poster(None) == poster(None, language="zh-CN")


def test_the_same_input_gives_the_same_bytes_in_another_process(
    file: Callable[..., Path],
) -> None:
    cover = file(motif(1080, 504))
    code = (
        "import sys, hashlib; from pathlib import Path\n"
        "from builder.drawn.cover import cover_jpeg\n"
        "from builder.drawn.square import share_square\n"
        "from tests.drawn.test_cover import poster\n"
        "p = Path(sys.argv[1])\n"
        "for d in (cover_jpeg(p, '课', '记'), cover_jpeg(None, '课', '记'), poster(p),"
        " share_square(None, '课')): print(hashlib.sha256(d).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(cover)],
            cwd=REPOSITORY,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PYTHONUTF8": "1", "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
    assert len(set(runs.pop().split())) == 4


def test_a_picture_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"no picture")

    with pytest.raises(OSError, match="cannot identify"):
        cover_jpeg(tmp_path / "x.png", "课", "记")
