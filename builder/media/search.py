"""The lowest quality at which a picture still looks good enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from builder.media.presets import PicturePreset

START = 45  # quality of most photos at the default score, AVIF and WebP alike
SLOPE = 0.9  # score per step of quality around there
LOWEST, HIGHEST = 8, 92
PROBES = 5


@dataclass(frozen=True)
class Probe:
    """One encoding: its quality number, bytes and score."""

    quality: int
    data: bytes
    score: float


def search(
    picture: Image.Image, encode: Callable[[Image.Image, int], bytes], preset: PicturePreset
) -> Probe:
    """
    Find the smallest encoding that keeps `preset.score`.

    Scores are nearly linear in quality, so each probe is where the line
    through the last two says; scoring costs four times as much as encoding.

    Returns:
        The best probe; when none keeps the score, the one of highest quality.
    """
    reference = _png(picture)
    probes: list[Probe] = []
    quality = START
    while len(probes) < PROBES:
        data = encode(picture, quality)
        probes.append(Probe(quality, data, score(reference, data)))
        best = _best(probes, preset.score)
        if best and best.score < preset.score + preset.tolerance:
            break
        following = _next(probes, preset)
        if following in {probe.quality for probe in probes}:
            break
        quality = following
    best = _best(probes, preset.score)
    if best:
        return best
    data = encode(picture, HIGHEST)
    return Probe(HIGHEST, data, score(reference, data))


def score(reference: bytes, data: bytes) -> float:
    """
    SSIMULACRA2 of two encoded pictures of the same size: 100 is equal, 60 good on a phone.

    Transparent pictures are compared on white.
    """
    from ssimulacra2 import compute_ssimulacra2  # noqa: PLC0415 - loads SciPy, half a second

    with Image.open(BytesIO(data)) as image:
        return float(compute_ssimulacra2(BytesIO(reference), BytesIO(_png(image))))


def _best(probes: list[Probe], wanted: float) -> Probe | None:
    good = [probe for probe in probes if probe.score >= wanted]
    return min(good, key=lambda probe: len(probe.data), default=None)


def _next(probes: list[Probe], preset: PicturePreset) -> int:
    """Aim a little above the wanted score, between what was too low and what was too high."""
    aim = preset.score + preset.tolerance / 3
    last = probes[-1]
    slope = SLOPE
    if len(probes) > 1:
        before = probes[-2]
        slope = max(0.2, (last.score - before.score) / (last.quality - before.quality))
    guess = round(last.quality + (aim - last.score) / slope)
    low = max((one.quality for one in probes if one.score < preset.score), default=LOWEST - 1)
    high = min((one.quality for one in probes if one.score >= preset.score), default=HIGHEST + 1)
    return min(max(guess, low + 1), max(high - 1, low + 1))


def _png(picture: Image.Image) -> bytes:
    flat = picture
    if "A" in picture.getbands():
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(picture, mask=picture.getchannel("A"))
    buffer = BytesIO()
    flat.convert("RGB").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
