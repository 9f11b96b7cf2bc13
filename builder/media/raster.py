"""A photo or drawing of any kind as plain upright sRGB pixels, no larger than needed."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from builder.media.errors import MediaError
from builder.media.presets import PicturePreset

_ORIENTATION = 0x0112  # EXIF tag
LYING = frozenset({5, 6, 7, 8})  # orientations that swap width and height
_PLAIN = frozenset({"L", "RGB", "CMYK"})
_WIDEST, _TALLEST = 60, 20  # times the other side; WebP ends at 16,383 px, too
_SPARED = 30_000_000  # px that are decoded whole: 120 MB
_FINER = 3  # times the width wanted, to which larger ones shrink first
_STRIP = 256  # px of height that are converted at a time
_PROFILED = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}  # modes by a profile's colour space


def judge_shape(width: int, height: int) -> None:
    """
    Refuse what cannot be seen on a phone.

    Raises:
        MediaError: It is a line, or twenty screens long.
    """
    if width > _WIDEST * height or height > _TALLEST * width:
        message = f"the picture is {width} × {height} px, which no phone shows well"
        raise MediaError(message, "cut it into parts that fit a screen")


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 (upright) to 8; 1 when that cannot be read."""
    if image.format == "TIFF":
        return 1  # Pillow turns it by itself
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1  # what cameras and programs write into EXIF breaks no browser either


def widths(image: Image.Image, preset: PicturePreset) -> tuple[int, ...]:
    """The preset's widths that an opened picture fills, and its own when that is in between."""
    own = image.height if orientation(image) in LYING else image.width
    return (*(one for one in preset.widths if one < own), min(own, preset.widths[-1]))[
        : len(preset.widths)
    ]


def upright(image: Image.Image, width: int) -> Image.Image:
    """
    Decode an opened picture: upright, `width` px wide, RGB or RGBA, without metadata.

    A picture of 100 megapixels stays under 700 MB: it shrinks while it is
    decoded (JPEG) or strip by strip, before anything else is done to it.
    """
    turned = orientation(image)
    lying = turned in LYING
    profile = image.info.get("icc_profile")
    own, other = (image.height, image.width) if lying else image.size
    size = (width, max(1, round(other * width / own)))
    reduction = 1
    if own * other > _SPARED:
        # The decoder scales worse than Lanczos, but not so that it would be seen at this factor.
        finer = _FINER * width
        image.draft(None, (1, finer) if lying else (finer, 1))
        reduction = max(1, (image.height if lying else image.width) // finer)
    small = _resized(_reduced(image, reduction), size[::-1] if lying else size)
    return _without_metadata(_opaque(_turned(_to_srgb(small, profile), turned)))


def scaled(picture: Image.Image, width: int) -> Image.Image:
    """`picture`, `width` px wide."""
    return _resized(picture, (width, max(1, round(picture.height * width / picture.width))))


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """Shrunk by a whole factor and in a plain mode, a strip at a time for the sake of memory."""
    image.load()
    gain = _gain(image)
    if factor == 1:
        return _plain(image, gain)
    result: Image.Image | None = None
    step = factor * max(1, _STRIP // factor)
    for top in range(0, image.height, step):
        strip = image.crop((0, top, image.width, min(top + step, image.height)))
        small = _plain(strip, gain).reduce(factor)
        if result is None:
            result = Image.new(small.mode, (small.width, -(-image.height // factor)))
        result.paste(small, (0, top // factor))
    assert result is not None
    return result


def _gain(image: Image.Image) -> float:
    """What brings the values of a deep grey picture into 0 to 255."""
    if image.mode.startswith("I;16"):
        return 255 / 65535
    if image.mode not in {"I", "F"}:
        return 1.0
    highest = float(image.getextrema()[1])  # type: ignore[arg-type]
    ranges = (255.0, 65535.0, 2**31 - 1.0) if highest > 1 else (1.0,)
    return 255 / next((one for one in ranges if highest <= one), highest)


def _plain(image: Image.Image, gain: float) -> Image.Image:
    """In a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if image.mode.startswith("I") or image.mode == "F":
        wide = image.convert("F")
        return wide.point(lambda value: value * gain + 0.5).convert("L")
    see_through = "transparency" in image.info
    if image.mode == "1" and not see_through:
        return image.convert("L")
    if see_through or image.mode in {"LA", "PA", "La", "RGBA", "RGBa"}:
        return image.convert("RGBA")
    return image if image.mode in _PLAIN else image.convert("RGB")


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the source's own profile; one that cannot be used is passed over."""
    converted = _converted(image, profile) if profile else None
    if converted is None:
        return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
    if image.mode == "RGBA":
        converted.putalpha(image.getchannel("A"))
    return converted


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _PROFILED[own.profile.xcolor_space.strip()]
        if (mode == "CMYK") != (image.mode == "CMYK"):
            return None
        base = image if image.mode == mode else image.convert(mode)
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(base, own, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, KeyError):
        return None


def _turned(image: Image.Image, turned: int) -> Image.Image:
    image.getexif()[_ORIENTATION] = turned
    return ImageOps.exif_transpose(image)


def _opaque(image: Image.Image) -> Image.Image:
    """Without an alpha channel that hides nothing: it costs bytes."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _without_metadata(image: Image.Image) -> Image.Image:
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean
