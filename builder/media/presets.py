"""Presets of pictures, with units; whatever changes an output is part of `recipe()`."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from PIL import __version__ as pillow_version
from PIL import features


@dataclass(frozen=True)
class PicturePreset:
    """
    How pictures are encoded.

    Attributes:
        version: Raise it when the same values give other files.
        widths: px, ascending. A phone of 360 CSS px has one to two device
            pixels each; more is not seen.
        score: SSIMULACRA2 that the largest variant keeps; 60 is “good on a
            phone”.
        tolerance: The search ends once a score is above `score` by less.
        avif_speed: 0 slow to 10 fast.
        webp_method: 0 fast to 6 slow.
        small_margin: Added to the quality of the narrower variants.
        lossless_colours: Pictures with at most so many colours are tried lossless.
        max_pixels: Of a source; more is refused from its header.
        max_frames: Of an animation.
        max_frame_pixels: Of all its frames together, at the width shown.
    """

    version: int = 1
    widths: tuple[int, ...] = (360, 720)
    score: float = 60.0
    tolerance: float = 5.0
    avif_speed: int = 6
    webp_method: int = 6
    small_margin: int = 4
    lossless_colours: int = 4096
    max_pixels: int = 110_000_000
    max_frames: int = 600
    max_frame_pixels: int = 120_000_000

    def recipe(self) -> str:
        """The preset and the encoders' versions, for cache keys."""
        encoders = [f"{one}={features.version(one)}" for one in ("avif", "webp", "zlib")]
        return f"picture {asdict(self)} pillow={pillow_version} {' '.join(encoders)}"


PICTURE = PicturePreset()
