"""Presets of pictures, with units; whatever changes an output is part of `recipe()`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.metadata import version

from PIL import __version__ as pillow_version
from PIL import features

from builder import wechat_limits as limits
from builder.media.avif import avif_tune


@dataclass(frozen=True)
class PicturePreset:
    """
    How pictures are encoded.

    Attributes:
        version: Raise it when the same values give other files.
        widths: px, ascending. A phone of 360 CSS px has one to two device
            pixels each; more is not seen.
        score: SSIMULACRA2 that every variant keeps; 60 is “good on a phone”.
        tolerance: The search ends once a score is above `score` by less.
        fallback_tolerance: The same for WebP beside AVIF, which few phones fetch.
        avif_speed: 0 slow to 10 fast.
        webp_method: 0 fast to 6 slow.
        lossless_colours: Pictures with at most so many colours are tried exact.
        flat_share: Pictures whose 256 most frequent colours fill at least
            such a part are tried with a palette.
        max_pixels: Of a source; more is refused from its header.
        max_frames: Of an animation.
        max_frame_pixels: Of all its frames together, at the width shown;
            four bytes each are held in memory.
    """

    version: int = 3
    widths: tuple[int, ...] = (360, 720)
    score: float = 60.0
    tolerance: float = 1.5
    fallback_tolerance: float = 2.5
    avif_speed: int = 6
    webp_method: int = 6
    lossless_colours: int = 4096
    flat_share: float = 0.5
    max_pixels: int = 110_000_000
    max_frames: int = 600
    max_frame_pixels: int = 60_000_000

    def recipe(self) -> str:
        """The preset and the encoders' versions, for cache keys."""
        used = ("avif", "webp", "libjpeg_turbo", "littlecms2")
        versions = " ".join(f"{one}={features.version(one)}" for one in used)
        tuned = f"{versions} tune={avif_tune()}"
        return f"picture {asdict(self)} pillow={pillow_version} {tuned}"


@dataclass(frozen=True)
class ArticlePreset:
    """
    How pictures of WeChat articles are encoded; WeChat encodes them again for each phone.

    Attributes:
        version: Raise it when the same values give other files.
        width: px at most.
        density: px to one CSS px of a drawing, at most.
        qualities: Of JPEG; the later ones where the limit asks for them.
        max_bytes: Of a still picture.
        worth: PNG of drawings may have so many times the bytes of JPEG.
        flat_share: Pictures whose 256 most frequent colours fill at least such
            a part are drawings or screenshots.
        animation_bytes: Of an animation: so that it can be pasted, too.
        animation_steps: Width in px and the frames of which one is kept, in
            the order they are tried; where none fits, a still stands for it.
    """

    version: int = 1
    width: int = limits.PICTURE_WIDTH
    density: int = 3
    qualities: tuple[int, ...] = (limits.JPEG_QUALITY, 76, 66, 55)
    max_bytes: int = limits.BODY_PICTURE_BYTES - 1
    worth: float = 3.0
    flat_share: float = 0.5
    animation_bytes: int = limits.PASTED_PICTURE_BYTES
    animation_steps: tuple[tuple[int, int], ...] = (
        (1080, 1),
        (720, 1),
        (540, 1),
        (540, 2),
        (360, 2),
        (360, 4),
        (360, 8),
    )

    def recipe(self) -> str:
        """The preset and the encoders' versions, for cache keys."""
        used = f"pillow={pillow_version} libjpeg_turbo={features.version('libjpeg_turbo')}"
        drawn = f"resvg={version('resvg_py')} font={version('manimgx-fonts-cjk')}"
        return f"article {asdict(self)} {used} {drawn}"


PICTURE = PicturePreset()
ARTICLE = ArticlePreset()
