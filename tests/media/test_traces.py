"""What files tell of the people behind them: written by real programs, found in the bytes."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PIL import Image, PngImagePlugin

from builder.media.traces.look import BROKEN, traces
from tests.pictures import photo, saved
from tests.recordings import convert, voice, write_wav

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Li</dc:creator></x:xmpmeta>'
PICTURES: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 70, "progressive": True},
    "PNG": {},
    "WEBP": {},
    "AVIF": {},
    "GIF": {},
}
SOUNDS = {
    "mp3": ["-c:a", "libmp3lame"],
    "webm": ["-c:a", "libopus"],
    "mka": ["-c:a", "libopus"],
    "m4a": ["-c:a", "aac"],
    "mp4": ["-c:a", "aac"],
    "ogg": ["-c:a", "libopus"],
    "flac": [],
    "wav": [],
}
FOR_PEOPLE = ["-metadata", "artist=李老师", "-metadata", "comment=在家里录的"]


def gps() -> Image.Exif:
    found = Image.Exif()
    found[0x8825] = {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 25.0)}
    return found


def artist() -> Image.Exif:
    found = Image.Exif()
    found[0x013B] = "Li Lei"
    return found


def words(data: bytes) -> str:
    return "; ".join(one.words for one in traces(data))


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_without_metadata_is_clean(kind: str) -> None:
    assert traces(saved(photo(64, 48), kind, **PICTURES[kind])) == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_place_and_the_author_of_a_photo_are_found(kind: str) -> None:
    at_home = saved(photo(64, 48), kind, exif=gps(), **PICTURES[kind])
    signed = saved(photo(64, 48), kind, exif=artist(), **PICTURES[kind])

    assert "GPS" in words(at_home)
    assert "Li Lei" in words(signed)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
def test_xmp_is_found(kind: str) -> None:
    assert "XMP" in words(saved(photo(64, 48), kind, xmp=XMP, **PICTURES[kind]))


def png_text(*, packed: bool, international: bool) -> bytes:
    notes = PngImagePlugin.PngInfo()
    if international:
        notes.add_itxt("Author", "李老师", zip=packed)
    else:
        notes.add_text("Author", "Li Lei", zip=packed)
    return saved(photo(64, 48), "PNG", pnginfo=notes)


def png_time() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add(b"tIME", b"\x07\xea\x0b\x1a\x01\x02\x03")
    return saved(photo(64, 48), "PNG", pnginfo=notes)


def gif_app() -> bytes:
    plain = saved(photo(64, 48), "GIF")
    at = 13 + (3 << ((plain[10] & 7) + 1))
    return plain[:at] + b"\x21\xff\x0bXMP DataXMP\x01a\0" + plain[at:]


MARKED: dict[str, tuple[Callable[[], bytes], str]] = {
    "JPEG comment": (lambda: saved(photo(64, 48), "JPEG", comment="Li Lei"), "a comment"),
    "JPEG IPTC": (
        lambda: b"\xff\xd8\xff\xed\0\x14Photoshop 3.0\x008BIM" + saved(photo(64, 48), "JPEG")[2:],
        "IPTC",
    ),
    "JPEG and a film": (lambda: saved(photo(64, 48), "JPEG") + b"\0\0\0\x18ftypmp42", "after"),
    "PNG tEXt": (lambda: png_text(packed=False, international=False), "tEXt Author"),
    "PNG zTXt": (lambda: png_text(packed=True, international=False), "zTXt Author"),
    "PNG iTXt": (lambda: png_text(packed=True, international=True), "iTXt Author"),
    "PNG tIME": (png_time, "the time"),
    "PNG and more": (lambda: saved(photo(64, 48), "PNG") + b"secret", "after its end"),
    "GIF comment": (lambda: saved(photo(64, 48), "GIF", comment=b"Li Lei"), "a comment"),
    "GIF XMP": (gif_app, "XMP"),
    "SVG comment": (lambda: svg("<!-- Li Lei -->"), "a comment"),
    "SVG metadata": (lambda: svg("<metadata>Li Lei</metadata>"), "metadata"),
    "SVG of Inkscape": (
        lambda: svg('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Li"/>'),
        "inkscape",
    ),
    "SVG with a photo": (
        lambda: svg(
            '<image href="data:image/jpeg;base64,'
            f'{base64.b64encode(saved(photo(64, 48), "JPEG", exif=gps())).decode()}"/>'
        ),
        "inside with an EXIF block with the place",
    ),
}


def svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


@pytest.mark.parametrize("name", MARKED)
def test_every_kind_of_mark_is_found_and_named(name: str) -> None:
    make, expected = MARKED[name]

    assert expected in words(make())


def test_a_plain_drawing_is_clean() -> None:
    photo_inside = base64.b64encode(saved(photo(64, 48), "JPEG")).decode()
    clean = f'<title>图</title><image href="data:image/jpeg;base64,{photo_inside}"/>'

    assert traces(svg(clean)) == ()


@pytest.mark.parametrize("kind", SOUNDS)
def test_tags_of_recordings_are_found_and_the_encoders_own_mark_is_not(
    kind: str, tmp_path: Path
) -> None:
    source = write_wav(tmp_path / "source.wav", voice(1))
    plain = convert(source, tmp_path / f"plain.{kind}", *SOUNDS[kind])
    told = convert(source, tmp_path / f"told.{kind}", *SOUNDS[kind], *FOR_PEOPLE)

    assert traces(plain.read_bytes()) == ()
    assert traces(told.read_bytes())


def test_tags_at_the_end_of_an_mp3_are_found(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "source.wav", voice(1))
    bare = ["-c:a", "libmp3lame", "-id3v2_version", "0"]
    first = convert(source, tmp_path / "1.mp3", *bare, "-write_id3v1", "1", *FOR_PEOPLE)
    plain = convert(source, tmp_path / "2.mp3", *bare).read_bytes()

    assert "ID3v1" in words(first.read_bytes())
    assert "APE" in words(plain + b"APETAGEX" + bytes(24))


def test_where_a_phone_recorded_is_found(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "source.wav", voice(1))
    place = ["-metadata", "location=+31.2304+121.4737/"]
    film = convert(source, tmp_path / "a.mov", "-c:a", "aac", *place).read_bytes()

    assert "GPS" in words(film)


def test_a_title_and_a_cover_in_a_webm_are_found(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "source.wav", voice(1))
    (tmp_path / "note.txt").write_text("Li Lei")
    attached = ["-attach", tmp_path / "note.txt", "-metadata:s:1", "mimetype=text/plain"]
    titled = convert(source, tmp_path / "a.webm", "-c:a", "libopus", "-metadata", "title=课")
    carrying = convert(source, tmp_path / "b.mka", "-c:a", "libopus", *attached)

    assert "title" in words(titled.read_bytes())
    assert "attached" in words(carrying.read_bytes())


def test_authors_of_documents_are_advice() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    nameless = BytesIO()
    writer.write(nameless)
    writer.add_metadata({"/Author": "Li Lei"})
    named, book = BytesIO(), BytesIO()
    writer.write(named)
    sheet = openpyxl.Workbook()
    sheet.properties.creator = "Li Lei"
    sheet.save(book)

    assert traces(nameless.getvalue()) == ()
    for document in (named, book):
        assert [(one.words, one.grave) for one in traces(document.getvalue())] == [
            ("the name of an author", False)
        ]


def test_a_drawing_cut_short_or_of_another_prefix_is_seen_through() -> None:
    space = 'xmlns:s="http://www.w3.org/2000/svg"'

    assert traces(svg("<path/>")[:-4]) == (BROKEN,)
    assert words(f"<s:svg {space}><s:metadata>Li</s:metadata></s:svg>".encode()) == "metadata"
    assert traces(f"<s:svg {space}/>".encode()) == ()


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_cut_short_is_not_taken_for_a_clean_one(kind: str) -> None:
    whole = saved(photo(64, 48), kind, **PICTURES[kind])

    assert traces(whole[: len(whole) * 2 // 3]) == (BROKEN,)


def test_what_a_cut_photo_tells_is_told() -> None:
    whole = saved(photo(64, 48), "JPEG", exif=gps())

    assert "GPS" in words(whole[: len(whole) - 500])


def test_other_files_have_no_traces() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "a")

    for data in (b"", b"text", b"<!doctype html><p>hi", packed.getvalue()):
        assert traces(data) == ()


@pytest.mark.corpora
def test_the_places_of_other_peoples_photos_are_found(corpora: Path) -> None:
    taken_somewhere = []
    for file in corpora.rglob("*.jp*g"):
        with Image.open(file) as picture:
            if picture.getexif().get_ifd(0x8825):
                taken_somewhere.append(file)

    assert taken_somewhere
    assert all("GPS" in words(file.read_bytes()) for file in taken_somewhere)
