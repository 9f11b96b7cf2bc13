"""A picture becomes what WeChat takes in an article: one JPEG, PNG or GIF on an opaque ground."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageStat

from builder.media.animation import moves, read_animation
from builder.media.article_animation import article_gif
from builder.media.encoded import Encoded, EncodedFile
from builder.media.image import MIME, own_bytes
from builder.media.png import png
from builder.media.presets import ARTICLE, PICTURE, ArticlePreset
from builder.media.probe import is_svg, opened
from builder.media.raster import scaled, upright, widths
from builder.media.svg import made_harmless, read_svg
from builder.media.svg_raster import rasterised

Data = tuple[bytes, str]  # a file and its extension

_MANY = 1 << 18  # colours: no drawing has more
_SHRUNK = 0.8  # of the width, at each step down to the limit
_GROUNDS = ("white", "#23302b")
_SEEN = 8  # of 255: light ink that differs less from white cannot be seen on it
_KEPT = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png"}


def encode_article(source: Path, folder: Path, preset: ArticlePreset = ARTICLE) -> Encoded:
    """
    Encode one picture into one file in `folder`, upright, without metadata.

    Photos become JPEG, drawings and screenshots PNG, animations GIF; nothing
    has more pixels than its source, but drawings (SVG) have no pixels.

    Raises:
        MediaError: The source is broken, too large, or no picture.
        OSError: A file cannot be read or written.
        MemoryError: There is not enough on this machine.
    """
    if is_svg(source):
        return _written(_still(_drawn(source, preset), None, preset), folder)
    wide = replace(PICTURE, widths=tuple(sorted({width for width, _ in preset.animation_steps})))
    with opened(source) as image:
        if moves(image):
            animation = read_animation(image, wide)
            gif = article_gif(animation, source, preset)
            if gif:
                return _written((gif, "gif"), folder)
            first = on_ground(animation.frames[0])
            return _written(_still(first, None, preset), folder)
        width = widths(image, replace(PICTURE, widths=(preset.width,)))[-1]
        picture = upright(image, width)
        ending = _KEPT.get(image.format or "")
        own = ending and picture.mode == "RGB" and image.mode != "CMYK"
        kept = own_bytes(source, picture) if own else None
    found = (kept, ending) if kept and ending else None
    return _written(_still(on_ground(picture), found, preset), folder)


def on_ground(picture: Image.Image) -> Image.Image:
    """A picture that may be transparent on white, or on dark when white would hide its ink."""
    if picture.mode == "RGB":
        return picture
    light, dark = (Image.new("RGBA", picture.size, ground) for ground in _GROUNDS)
    shown = Image.alpha_composite(light, picture).convert("RGB")
    hidden = min(low for low, _ in ImageStat.Stat(shown).extrema) >= 255 - _SEEN
    inked = picture.getchannel("A").getextrema()[1] > _SEEN  # type: ignore[operator]
    return Image.alpha_composite(dark, picture).convert("RGB") if hidden and inked else shown


def _drawn(source: Path, preset: ArticlePreset) -> Image.Image:
    root = read_svg(source)
    size = made_harmless(root)
    return rasterised(root, size, min(preset.width, preset.density * size[0]))


def _still(picture: Image.Image, own: Data | None, preset: ArticlePreset) -> Data:
    """The file of an opaque picture: its own bytes where nothing smaller can be made."""
    photo = _jpeg(picture, preset)
    if own and len(own[0]) <= min(len(photo), preset.max_bytes):
        return own
    if _is_flat(picture, preset):
        drawing = png(picture)
        if own and own[1] == "png" and len(own[0]) < len(drawing):
            drawing = own[0]
        most = len(own[0]) if own and own[1] == "jpg" else preset.worth * len(photo)
        if len(drawing) <= min(most, preset.max_bytes):
            return drawing, "png"
    return photo, "jpg"


def _is_flat(picture: Image.Image, preset: ArticlePreset) -> bool:
    counts = sorted((count for count, _ in picture.getcolors(_MANY) or []), reverse=True)
    return sum(counts[:256]) >= preset.flat_share * picture.width * picture.height


def _jpeg(picture: Image.Image, preset: ArticlePreset) -> bytes:
    """At the best quality, and the largest size, that is within the limit."""
    while True:
        for quality in preset.qualities:
            buffer = BytesIO()
            picture.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() <= preset.max_bytes:
                return buffer.getvalue()
        picture = scaled(picture, round(picture.width * _SHRUNK))


def _written(file: Data, folder: Path) -> Encoded:
    data, ending = file
    with Image.open(BytesIO(data)) as image:
        width, height = image.size
    name = f"{width}.{ending}"
    (folder / name).write_bytes(data)
    one = EncodedFile(name, MIME[ending], len(data), width, height)
    return Encoded((one,), width, height)
