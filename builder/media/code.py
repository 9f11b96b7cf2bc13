"""The QR code of a group: a small, exact picture that a phone can scan from its own screen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image, ImageOps
from PIL import __version__ as pillow_version

from builder import wechat_limits as limits
from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.probe import is_svg, opened
from builder.media.raster import LYING, orientation, upright

_WHITE = (255, 255, 255)


@dataclass(frozen=True)
class CodePreset:
    """
    How a group's code is encoded.

    Attributes:
        version: Raise it when the same values give other files.
        width: px at most; twice what is shown.
        colours: Few, so that the noise of a JPEG costs no bytes.
        black, white: Values (0 to 255) that become pure.
        quiet: Part of the drawn area's smaller side that stays white around
            it: `limits.QR_QUIET` modules of the 41 that a group's code has.
    """

    version: int = 1
    width: int = 600
    colours: int = 32
    black: int = 32
    white: int = 232
    quiet: float = limits.QR_QUIET / 41

    def recipe(self) -> str:
        """The preset and the encoder's version, for cache keys."""
        return f"code {asdict(self)} pillow={pillow_version}"


CODE = CodePreset()


def encode_code(source: Path, folder: Path, preset: CodePreset = CODE) -> Encoded:
    """
    Encode a picture with a QR code as one opaque PNG with white around it.

    WeChat reads a code from a picture of the screen, and saves pictures: it
    wants a plain `<img>` of a common format (wechat.md 11.3).

    Raises:
        MediaError: It is broken, a drawing (SVG), or too small to be scanned.
        OSError: A file cannot be read or written.
        MemoryError: There is not enough on this machine.
    """
    if is_svg(source):
        raise MediaError("WeChat scans no drawings (SVG)", "save the code as PNG or JPEG")
    with opened(source) as image:
        own = min(image.size)
        wide = image.height if orientation(image) in LYING else image.width
        picture = upright(image, min(wide, preset.width)) if own >= limits.QR_WIDTH else None
    if picture is None:
        message = f"the code is {own} px small, too small to be scanned"
        raise MediaError(message, "save the group's code in WeChat again, and do not shrink it")
    plain = _with_quiet_zone(_clean(_on_white(picture), preset), preset)
    few = plain.quantize(preset.colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    name = f"{few.width}.png"
    few.save(folder / name, optimize=True)
    size = (folder / name).stat().st_size
    return Encoded((EncodedFile(name, "image/png", size, *few.size),), *few.size)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, _WHITE)
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _clean(picture: Image.Image, preset: CodePreset) -> Image.Image:
    """What is nearly black or white becomes so."""
    span = preset.white - preset.black

    def stretched(value: int) -> int:
        return min(255, max(0, (value - preset.black) * 255 // span))

    return picture.point([stretched(value) for value in range(256)] * 3)


def _with_quiet_zone(picture: Image.Image, preset: CodePreset) -> Image.Image:
    """With white around what is drawn, as much as is missing of it."""
    drawn = ImageOps.invert(picture.convert("L")).point([0] * 128 + [255] * 128).getbbox()
    if drawn is None:
        return picture
    left, top, right, bottom = drawn
    wanted = round(preset.quiet * min(right - left, bottom - top))
    there = min(left, top, picture.width - right, picture.height - bottom)
    return ImageOps.expand(picture, max(0, wanted - there), _WHITE)
