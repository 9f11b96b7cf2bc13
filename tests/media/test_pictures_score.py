"""The quick score is that of the package, and the search keeps it with few probes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from builder.media.presets import PICTURE
from builder.media.score import Reference
from builder.media.search import Encoder, Judge, search
from tests.pictures import drawing, likeness, photo, saved

WEBP = Encoder(start=48, slope=25)


def again(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image


@pytest.mark.parametrize("size", [(720, 540), (361, 271), (333, 740), (200, 150), (64, 9), (8, 8)])
@pytest.mark.parametrize("quality", [5, 40, 90])
def test_the_score_is_that_of_the_package(
    tmp_path: Path, size: tuple[int, int], quality: int
) -> None:
    picture = photo(*size)
    file = tmp_path / "x.webp"
    file.write_bytes(saved(picture, "WEBP", quality=quality))
    wanted = likeness(picture, file)

    assert Reference(picture).score(again(file.read_bytes())) == pytest.approx(wanted, abs=0.1)


def test_equal_pictures_have_the_highest_score() -> None:
    assert Reference(photo(300, 260)).score(photo(300, 260)) == pytest.approx(100, abs=0.1)


def test_what_only_shows_on_a_dark_page_counts() -> None:
    ink = Image.new("RGBA", (300, 300), (255, 255, 255, 0))
    ink.paste((255, 255, 255, 255), (100, 100, 200, 200))
    faded = Image.new("RGBA", (300, 300), (255, 255, 255, 0))

    assert Reference(ink).score(faded) < 50


def test_pictures_of_other_sizes_are_not_compared() -> None:
    with pytest.raises(ValueError, match="sizes"):
        Reference(photo(300, 260)).score(photo(300, 261))


@pytest.mark.parametrize(
    "picture", [photo(720, 540), photo(500, 900), photo(300, 260), drawing(720, 400)]
)
@pytest.mark.parametrize("start", [8, 48, 90])
def test_the_search_keeps_the_score_and_little_more(picture: Image.Image, start: int) -> None:
    probed: list[int] = []

    def encode(quality: int) -> bytes:
        probed.append(quality)
        return saved(picture, "WEBP", quality=quality, method=2)

    judge = Judge(picture)
    found = search(judge, encode, Encoder(start, WEBP.slope), PICTURE)
    poorer = judge.score(saved(picture, "WEBP", quality=found.quality - 4, method=2))

    assert found.score >= PICTURE.score
    assert found.score < PICTURE.score + PICTURE.tolerance or poorer < PICTURE.score
    assert len(probed) == len(set(probed)) <= 8


def test_what_cannot_be_reached_ends_with_the_best() -> None:
    picture = photo(300, 260)

    def encode(quality: int) -> bytes:
        poor = picture.resize((30, 26)).resize((300, 260))
        return saved(poor, "WEBP", quality=quality, method=0)

    found = search(Judge(picture), encode, WEBP, PICTURE)

    assert found.score < PICTURE.score
    assert found.quality > 80


def test_one_bad_screen_of_a_tall_picture_counts() -> None:
    tall = Image.new("RGB", (720, 9000), "white")
    tall.paste(photo(720, 900), (0, 5000))
    judge = Judge(tall)
    smudged = tall.copy()
    smudged.paste(photo(720, 900).resize((60, 75)).resize((720, 900)), (0, 5000))

    assert judge.score(saved(tall, "PNG")) > 99
    assert judge.score(saved(smudged, "PNG")) < 50
