"""A picture becomes what a phone shows: upright, small, right in colour, without its metadata."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from builder.media.animation import encode_animation
from builder.media.encoded import Encoded, EncodedFile
from builder.media.presets import PICTURE, PicturePreset
from builder.media.probe import is_svg, opened
from builder.media.search import search
from builder.media.svg import encode_svg

ORIENTATION = 0x0112  # EXIF tag
_MIME = {"avif": "image/avif", "webp": "image/webp", "png": "image/png", "jpg": "image/jpeg"}
_AVIF_WORTH = 0.95  # of WebP's bytes; a second format costs every page some bytes of HTML


def encode_picture(source: Path, folder: Path, preset: PicturePreset = PICTURE) -> Encoded:
    """
    Encode one picture into files in `folder`.

    The type is read from the bytes, whatever the name says.

    Raises:
        MediaError: The source is broken, too large, or no picture.
    """
    if is_svg(source):
        return encode_svg(source, folder)
    with opened(source) as image:
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            return encode_animation(image, source.stat().st_size, folder, preset)
        turned = image.getexif().get(ORIENTATION, 1) in {5, 6, 7, 8}
        width = image.height if turned else image.width
        widths = _widths(width, preset)
        picture = _upright(image, widths[-1])
        kind = image.format
    sizes = {one: _scaled(picture, one) for one in widths}
    formats = _lossy(sizes, preset)
    flat = _lossless(sizes, preset)
    if flat and _total(flat) <= min(_total(one) for one in formats.values()):
        formats = {next(iter(flat)).split(".")[-1]: flat}
    formats = _worth(formats)
    original = source.stat().st_size
    if max(len(data) for files in formats.values() for data in files.values()) > original:
        formats = _no_larger(source, kind, picture, formats, original)
    return _written(formats, folder)


def _widths(width: int, preset: PicturePreset) -> tuple[int, ...]:
    """The preset's widths that the source fills, and its own when it is in between."""
    narrower = [one for one in preset.widths if one < width]
    return (
        (*narrower, min(width, preset.widths[-1])) if width < preset.widths[-1] else preset.widths
    )


def _upright(image: Image.Image, width: int) -> Image.Image:
    """Decode, shrink first (memory), then turn, convert to sRGB and drop metadata."""
    profile = image.info.get("icc_profile")
    orientation = image.getexif().get(ORIENTATION, 1)
    # Twice the size asked for keeps the JPEG decoder's own scaling invisible.
    image.draft(None, (2 * width, 2 * width))
    small = _plain_mode(image)
    side = small.height if orientation in {5, 6, 7, 8} else small.width
    if side > width:
        factor = width / side
        size = max(1, round(small.width * factor)), max(1, round(small.height * factor))
        small = small.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    coloured = _to_srgb(small, profile)
    coloured.getexif()[ORIENTATION] = orientation
    upright = ImageOps.exif_transpose(coloured)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    return clean


def _plain_mode(image: Image.Image) -> Image.Image:
    """A mode that can be scaled and encoded: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I"):
        wide = image.convert("I")
        return wide.point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode in {"L", "RGB", "CMYK", "RGBA"} and "transparency" not in image.info:
        image.load()
        return image
    has_alpha = image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the source's own profile; one that cannot be used is passed over."""
    if profile:
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        base = image.convert("RGB") if image.mode == "RGBA" else image
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                base, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            if alpha is not None:
                converted.putalpha(alpha)
            return converted
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


Files = dict[str, bytes]


def _lossy(sizes: dict[int, Image.Image], preset: PicturePreset) -> dict[str, Files]:
    """AVIF and WebP, each at the quality that the largest variant needs."""

    def avif(picture: Image.Image, quality: int) -> bytes:
        return _save(picture, "AVIF", quality=quality, speed=preset.avif_speed, max_threads=1)

    def webp(picture: Image.Image, quality: int) -> bytes:
        return _save(picture, "WEBP", quality=quality, method=preset.webp_method)

    formats: dict[str, Files] = {}
    largest = max(sizes)
    for name, encode in (("avif", avif), ("webp", webp)):
        found = search(sizes[largest], encode, preset)
        margin = min(95, found.quality + preset.small_margin)
        formats[name] = {
            f"{width}.{name}": found.data if width == largest else encode(picture, margin)
            for width, picture in sizes.items()
        }
    return formats


def _lossless(sizes: dict[int, Image.Image], preset: PicturePreset) -> Files | None:
    """Drawings and screenshots: exact, as WebP; None for pictures with many colours."""
    largest = sizes[max(sizes)]
    if largest.getcolors(preset.lossless_colours) is None:
        return None
    return {
        f"{width}.webp": _save(picture, "WEBP", lossless=True, quality=100, method=6)
        for width, picture in sizes.items()
    }


def _worth(formats: dict[str, Files]) -> dict[str, Files]:
    """Drop AVIF where WebP does as well."""
    if "avif" in formats and _total(formats["avif"]) > _AVIF_WORTH * _total(formats["webp"]):
        return {"webp": formats["webp"]}
    return formats


def _no_larger(
    source: Path, kind: str | None, picture: Image.Image, formats: dict[str, Files], limit: int
) -> dict[str, Files]:
    """Keep what is smaller than the source; else the source's own bytes less its metadata."""
    kept = {
        name: files
        for name, files in formats.items()
        if max(len(data) for data in files.values()) <= limit
    }
    if "webp" in kept:
        return kept
    for quality in range(60, 0, -10):
        data = _save(picture, "WEBP", quality=quality, method=6)
        if len(data) <= limit:
            return {"webp": {f"{picture.width}.webp": data}}
    ending = {"PNG": "png", "WEBP": "webp"}.get(kind or "", "jpg")
    small = _save(picture, {"png": "PNG", "webp": "WEBP"}.get(ending, "JPEG"))
    data = min(small, source.read_bytes(), key=len) if ending == "png" else small
    return {ending: {f"{picture.width}.{ending}": data}}


def _save(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _total(files: Files) -> int:
    return sum(map(len, files.values()))


def _written(formats: dict[str, Files], folder: Path) -> Encoded:
    files: list[EncodedFile] = []
    for ending, variants in formats.items():
        for name, data in variants.items():
            (folder / name).write_bytes(data)
            with Image.open(BytesIO(data)) as image:
                size = image.size
            files.append(EncodedFile(name, _MIME[ending], len(data), *size))
    largest = max(files, key=lambda one: one.width)
    return Encoded(tuple(files), largest.width, largest.height)
