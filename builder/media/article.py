"""A picture becomes what WeChat takes in an article: one JPEG, PNG or GIF on an opaque ground."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageStat

from builder import wechat_limits as limits
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
_WIDE = replace(PICTURE, widths=(360, 540, 720, limits.PICTURE_WIDTH))  # to read animations by
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
    data, ending = _encoded(source, preset)
    with Image.open(BytesIO(data)) as image:
        width, height = image.size
    name = f"{width}.{ending}"
    (folder / name).write_bytes(data)
    file = EncodedFile(name, MIME[ending], len(data), width, height)
    return Encoded((file,), width, height)


def _encoded(source: Path, preset: ArticlePreset) -> Data:
    if is_svg(source):
        return _exact(_drawn(source, preset), None, preset)
    with opened(source) as image:
        animation = read_animation(image, _WIDE) if moves(image) else None
        picture = animation.frames[0] if animation else _upright(image, preset)
        own = None if animation else _own(source, image, picture)
        noisy = image.format in {"JPEG", "MPO"}
    gif = article_gif(animation, source, preset) if animation else None
    if gif:
        return gif, "gif"
    opaque = on_ground(picture)
    # What was JPEG once has noise around every line, and PNG would keep all of it.
    return _lossy(opaque, own, preset) if noisy else _exact(opaque, own, preset)


def _upright(image: Image.Image, preset: ArticlePreset) -> Image.Image:
    return upright(image, widths(image, replace(PICTURE, widths=(preset.width,)))[-1])


def _own(source: Path, image: Image.Image, picture: Image.Image) -> Data | None:
    """The source's own bytes where WeChat takes them and they show the same."""
    ending = _KEPT.get(image.format or "")
    if not ending or picture.mode != "RGB" or image.mode == "CMYK":
        return None
    data = own_bytes(source, picture)
    return (data, ending) if data else None


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


def _lossy(picture: Image.Image, own: Data | None, preset: ArticlePreset) -> Data:
    photo = _jpeg(picture, preset), "jpg"
    return min(photo, own, key=_size) if own else photo


def _exact(picture: Image.Image, own: Data | None, preset: ArticlePreset) -> Data:
    """PNG of a drawing or screenshot, JPEG of a photo."""
    photo = _jpeg(picture, preset), "jpg"
    flat = _is_flat(picture, preset)
    drawings = [own] if own else []
    if flat:
        drawings.append((png(picture), "png"))
    best = min(drawings, key=_size, default=photo)
    most = min(_size(photo) * (preset.worth if flat else 1), preset.max_bytes)
    return best if _size(best) <= most else photo


def _size(file: Data) -> int:
    return len(file[0])


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
