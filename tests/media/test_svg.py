"""Drawings: nothing that runs or calls out, as small as they go, still readable."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from builder.media.errors import MediaError
from builder.media.image import encode_picture
from builder.media.probe import probe_picture
from builder.media.svg import encode_svg
from tests.hostile import MEDIA
from tests.pictures import photo, saved
from tests.school import REPOSITORY

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" %s>%s</svg>'
)


def shown(text: str | bytes, tmp_path: Path) -> str:
    source = tmp_path / "x.svg"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    out = tmp_path / "out"
    out.mkdir()
    encode_svg(source, out)
    return (out / "drawing.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "danger",
    [
        "<script>alert(1)</script>",
        '<circle r="4" onclick="alert(1)"/>',
        '<circle r="4" ONLOAD="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><rect/></a>',
        '<image xlink:href="https://example.com/x.png"/>',
        '<image href="data:image/svg+xml;base64,YWxlcnQ="/>',
        '<image href="data:image/png;base64,YWxlcnQ="/>',
        '<use xlink:href="https://example.com/x.svg#a"/>',
        '<use href="data:image/svg+xml,alert"/>',
        '<feImage xlink:href="https://example.com/x.png"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>example.com</body></foreignObject>",
        "<style>@import url(https://example.com/x.css)</style>",
        "<style>@\\69mport 'https://example.com/x.css'</style>",
        "<style>rect{fill:u\\72l(https://example.com/x.svg#a)}</style>",
        "<style>@font-face{src:url(data:font/woff2;base64,alert)}</style>",
        '<rect style="fill:url(https://example.com/x.svg#a)"/>',
        "<rect style=\"fill:url( 'https://example.com/x.svg#a' )\"/>",
        '<rect filter="URL(//example.com/x.svg#a)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        "<rect data-note='example.com'/>",
        '<metadata><x xmlns="urn:x">example.com</x></metadata>',
        "<!-- example.com --><?xml-stylesheet href='https://example.com/x.css'?>",
    ],
)
def test_what_runs_or_calls_out_is_gone(tmp_path: Path, danger: str) -> None:
    text = shown(SVG % ('viewBox="0 0 9 9"', f'{danger}<circle r="4" cx="5" cy="5"/>'), tmp_path)

    assert "<circle" in text
    for word in (
        "alert", "example.com", "script", "foreignObject", "onclick", "onload", "import",
        "YWxlcnQ", "\\", "<a ",
    ):  # fmt: skip
        assert word.lower() not in text.lower()


@pytest.mark.parametrize(
    "kept",
    [
        "<rect style=\"fill:url('#a')\"",
        '<rect fill="url(#a)"',
        "<style>rect{fill:url(#a)}</style>",
        '<animateTransform attributeName="transform"',
    ],
)
def test_what_only_speaks_of_the_drawing_itself_stays(tmp_path: Path, kept: str) -> None:
    inner = kept if kept.endswith(">") else f"{kept}/>"
    gradient = '<linearGradient id="a"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
    text = shown(SVG % ('viewBox="0 0 9 9"', f'{gradient}{inner}<rect width="9"/>'), tmp_path)

    assert "url(#" in text or "url('#" in text or "animateTransform" in text


def test_a_photo_inside_stays_without_its_place(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    data = base64.b64encode(saved(photo(40, 30), "JPEG", exif=exif)).decode()
    image = f'<image width="40" height="30" xlink:href="data:image/jpeg;base64,{data}"/>'
    text = shown(SVG % ('viewBox="0 0 40 30"', image), tmp_path)
    inside = base64.b64decode(text.partition("base64,")[2].partition('"')[0])

    assert b"secret" not in inside
    with Image.open(BytesIO(inside)) as kept:
        assert kept.size == (40, 30)


def test_the_words_of_a_link_stay(tmp_path: Path) -> None:
    inner = '<text x="1" y="8">见<a href="https://example.com">网站</a>吧</text>'
    text = shown(SVG % ('viewBox="0 0 9 9"', inner), tmp_path)

    assert "".join(fromstring(text).itertext()) == "见网站吧"
    assert "example" not in text


def test_its_title_and_description_are_for_those_who_listen(tmp_path: Path) -> None:
    inner = "<title>收支</title><desc>一张图</desc><text>行</text><bad>不</bad>尾"
    text = shown(SVG % ('viewBox="0 0 9 9"', inner), tmp_path)

    assert "收支" in text
    assert "一张图" in text


def test_words_stay_words_and_local_references_stay(tmp_path: Path) -> None:
    inner = (
        '<defs><linearGradient id="longname"><stop offset="0" stop-color="red"/>'
        '<stop offset="1" stop-color="blue"/></linearGradient></defs>'
        '<rect width="9" height="9" fill="url(#longname)"/><text x="1" y="8">收入</text>'
    )
    text = shown(SVG % ('viewBox="0 0 9 9"', inner), tmp_path)

    assert "收入" in text
    assert "url(#" in text


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 360 200"', (360, 200)),
        ('width="100" height="50"', (100, 50)),
        ('width="10cm" viewBox="0 0 20 10"', (378, 189)),
        ('width="100%" viewBox="0 0 1440 720"', (720, 360)),
        ("", (300, 150)),
        ('width="1e999" height="9" viewBox="0 0 NaN -3"', (300, 9)),
        (f'width="{"9" * 400}"', (300, 150)),
        ('viewBox="-5,-5 30.5,20"', (30, 20)),
    ],
)
def test_the_size_is_known_before_it_is_loaded(
    tmp_path: Path, attributes: str, size: tuple[int, int]
) -> None:
    source = tmp_path / "x.svg"
    source.write_text(SVG % (attributes, '<circle r="4"/>'))
    (tmp_path / "out").mkdir()
    found = encode_svg(source, tmp_path / "out")

    assert (found.width, found.height) == size


@pytest.mark.parametrize(
    "data",
    [
        MEDIA["bomb.svg"],
        MEDIA["broken.svg"],
        b"<svg/>",
        b'<svg viewBox="0 0 9 9"><circle r="4"/></svg>',
        b"<svg" + bytes(100),
        b'<!DOCTYPE svg SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        (SVG % ("", "&undefined;")).encode(),
        (SVG % ("", "<g>" * 5000 + "</g>" * 5000)).encode(),
        (SVG % ("", "<g/>" * 30_000)).encode(),
        (SVG % ("", f"<path d='M{'1 ' * 600_000}'/>")).encode(),
        (SVG % ('viewBox="0 0 9 9000"', "")).encode(),
        (SVG % ("", '<g id="a"><use href="#a"/></g>')).encode(),
        (
            SVG
            % (
                "",
                '<g id="n0"/>'
                + "".join(
                    f'<g id="n{depth + 1}">{f"<use href={chr(34)}#n{depth}{chr(34)}/>" * 10}</g>'
                    for depth in range(20)
                ),
            )
        ).encode(),
    ],
    ids=range(13),
)
def test_bombs_and_broken_ones_are_refused(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "x.svg"
    source.write_bytes(data)
    with pytest.raises(MediaError) as error:
        probe_picture(source)
    assert error.value.mend
    with pytest.raises(MediaError):
        encode_svg(source, tmp_path)
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("eighths", range(1, 8))
def test_cut_off_ones_are_refused(tmp_path: Path, eighths: int) -> None:
    data = (SVG % ('viewBox="0 0 9 9"', '<circle r="4" cx="5"/>' * 20)).encode()

    with pytest.raises(MediaError):
        shown(data[: len(data) * eighths // 8], tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_drawing_is_known_by_its_bytes(tmp_path: Path, encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<!-- 图 -->\n'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n'
    )
    if encoding == "utf-16":
        text = text.partition("<!DOCTYPE")[0]
    source = tmp_path / "lie.png"
    source.write_bytes((text + SVG % ('viewBox="0 0 9 9"', "<text>行</text>")).encode(encoding))
    out = tmp_path / "out"
    out.mkdir()
    found = encode_picture(source, out)

    assert found.files[0].mime == "image/svg+xml"
    assert "行" in (out / found.files[0].name).read_text(encoding="utf-8")


def test_a_drawing_that_is_as_small_as_can_be_does_not_grow(tmp_path: Path) -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/><path/></svg>'

    assert len(shown(text, tmp_path)) <= len(text)


@pytest.mark.parametrize(
    "drawing", sorted((REPOSITORY / "content").rglob("*.svg")), ids=lambda path: path.name
)
def test_the_schools_own_drawings_only_get_smaller(tmp_path: Path, drawing: Path) -> None:
    text = shown(drawing.read_bytes(), tmp_path)

    assert len(text.encode()) < drawing.stat().st_size
