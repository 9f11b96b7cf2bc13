"""Drawings: nothing that runs or calls out, as small as they go, still readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.media.errors import MediaError
from builder.media.svg import encode_svg
from tests.hostile import MEDIA
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
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        '<image xlink:href="https://example.com/x.png"/>',
        '<use xlink:href="https://example.com/x.svg#a"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>",
        "<style>@import url(https://example.com/x.css)</style>",
        '<rect style="fill:url(https://example.com/x.svg#a)"/>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
    ],
)
def test_what_runs_or_calls_out_is_gone(tmp_path: Path, danger: str) -> None:
    text = shown(SVG % ('viewBox="0 0 9 9"', f'{danger}<circle r="4" cx="5" cy="5"/>'), tmp_path)

    assert "<circle" in text
    for word in ("alert", "example.com", "script", "foreignObject", "onclick", "@import"):
        assert word not in text


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


@pytest.mark.parametrize("name", ["bomb.svg", "broken.svg"])
def test_bombs_and_broken_ones_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(MediaError):
        shown(MEDIA[name], tmp_path)


def test_deep_and_huge_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        shown(SVG % ("", "<g>" * 5000 + "</g>" * 5000), tmp_path)


@pytest.mark.parametrize(
    "drawing", sorted((REPOSITORY / "content").rglob("*.svg")), ids=lambda path: path.name
)
def test_the_schools_own_drawings_only_get_smaller(tmp_path: Path, drawing: Path) -> None:
    text = shown(drawing.read_bytes(), tmp_path)

    assert len(text.encode()) < drawing.stat().st_size
