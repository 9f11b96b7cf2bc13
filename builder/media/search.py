"""The lowest quality at which a picture still looks good enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image

from builder.media.presets import PicturePreset

Encode = Callable[[int], bytes]  # from a quality

_LOWEST, _HIGHEST = 5, 95  # quality, of any encoder
_MOST_PROBES = 8
_ODD = 2.5  # times more or less than usual: what two near probes say of a slope is believed so far
_WHOLE = 256  # px of the shorter side, the least that the measure's six scales need
_MOST_ENLARGED = 8
_BAND = 1_500_000  # px: what is scored at a time takes some 100 bytes each


@dataclass(frozen=True)
class Probe:
    """One encoding: its quality number, bytes and score."""

    quality: int
    data: bytes
    score: float


@dataclass(frozen=True)
class Encoder:
    """
    What is known of an encoder beforehand.

    Attributes:
        start: Quality that photos need most often.
        slope: Score gained when the quality grows e-fold: scores of one
            picture are nearly linear in the logarithm of the quality.
    """

    start: int
    slope: float


class Judge:
    """
    Says how much an encoding looks like the picture it is made of.

    A small picture is judged enlarged, as phones with several device pixels
    to one CSS px show it; a tall one screen by screen, by the worst of them.

    Args:
        picture: RGB or RGBA.
    """

    def __init__(self, picture: Image.Image) -> None:
        from builder.media.score import Reference  # noqa: PLC0415 - half a second of imports

        factor = min(_MOST_ENLARGED, math.ceil(_WHOLE / min(picture.size)))
        self._size = picture.width * factor, picture.height * factor
        self._bands = _bands(*self._size)
        whole = self._enlarged(picture)
        self._references = [Reference(whole.crop(band)) for band in self._bands]

    def score(self, data: bytes) -> float:
        """SSIMULACRA2 of an encoding of the picture: 100 is equal, 60 good on a phone."""
        with Image.open(BytesIO(data)) as image:
            whole = self._enlarged(image)
        return min(
            reference.score(whole.crop(band))
            for reference, band in zip(self._references, self._bands, strict=True)
        )

    def _enlarged(self, picture: Image.Image) -> Image.Image:
        picture.load()
        if picture.size == self._size:
            return picture
        return picture.resize(self._size, Image.Resampling.BILINEAR)


def _bands(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Boxes of about `_BAND` pixels that make up the whole."""
    count = max(1, round(width * height / _BAND))
    edges = [height * one // count for one in range(count + 1)]
    return [(0, top, width, bottom) for top, bottom in pairwise(edges)]


def search(judge: Judge, encode: Encode, encoder: Encoder, preset: PicturePreset) -> Probe:
    """
    Find the smallest encoding that keeps `preset.score`, by few probes.

    Returns:
        The smallest of the probes that keep the score; when the encoder
        cannot reach it, the probe of the highest score.
    """
    probes: list[Probe] = []
    quality: int | None = min(max(encoder.start, _LOWEST), _HIGHEST)
    while quality is not None and len(probes) < _MOST_PROBES:
        data = encode(quality)
        # AVIF has fewer steps than there are qualities: two may give the same bytes.
        same = next((probe.score for probe in probes if probe.data == data), None)
        probes.append(Probe(quality, data, judge.score(data) if same is None else same))
        quality = _next(probes, encoder.slope, preset)
    good = [probe for probe in probes if probe.score >= preset.score]
    if not good:
        return max(probes, key=lambda one: one.score)
    return min(good, key=lambda one: len(one.data))


def _next(probes: list[Probe], slope: float, preset: PicturePreset) -> int | None:
    """The quality to try next, or None when nothing is left to find."""
    low = max((one for one in probes if one.score < preset.score), key=_quality, default=None)
    high = min((one for one in probes if one.score >= preset.score), key=_quality, default=None)
    if high and high.score < preset.score + preset.tolerance:
        return None
    least = low.quality + 1 if low else _LOWEST
    most = high.quality - 1 if high else _HIGHEST
    if least > most:
        return None
    last = probes[-1]
    if low and high:
        if (probes[-2].score < preset.score) == (last.score < preset.score):
            return (least + most) // 2  # two on one side: scores are not on a line here
        slope = _slope(low, high)
    elif len(probes) > 1:
        slope = min(max(_slope(probes[-2], last), slope / _ODD), slope * _ODD)
    aim = preset.score + preset.tolerance / 2
    guess = round(last.quality * math.exp((aim - last.score) / max(slope, 1.0)))
    return min(max(guess, least), most)


def _slope(one: Probe, other: Probe) -> float:
    return (other.score - one.score) / math.log(other.quality / one.quality)


def _quality(probe: Probe) -> int:
    return probe.quality
