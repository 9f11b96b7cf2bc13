"""The encodings of a picture that a phone chooses from: which formats, how good, how small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO

from PIL import Image

from builder.media.avif import avif, avif_tune
from builder.media.presets import PicturePreset
from builder.media.search import Encoder, Judge, Probe, search

Sizes = Mapping[int, Image.Image]  # RGB or RGBA pictures by width, px, ascending
Files = dict[int, bytes]  # encoded, by width, px, ascending

WEBP = Encoder(start=48, slope=25)
_ENCODERS = {"webp": WEBP, "avif": Encoder(start=38, slope=42)}
_WORTH = 0.95  # of the fallback's bytes; a second format costs every page some bytes of HTML
_PALETTES = (256, 64, 16)
_MANY = 1 << 18  # colours: no drawing has more
_LONG = 2_000_000  # px: screenshots of many screens would take AVIF a minute
_FALL = 0.7  # of the quality, at each step down


def encode_variants(sizes: Sizes, preset: PicturePreset) -> dict[str, Files]:
    """
    Encode a picture in the formats that pay, each keeping the preset's score at each width.

    Returns:
        Files by extension: `avif`, where it is worth it, and `webp`.
    """
    widest = max(sizes)
    judges = {width: Judge(picture) for width, picture in sizes.items()}
    lossy = _searched(sizes, judges, "webp", _webp_start, preset)
    webp = {width: probe.data for width, probe in lossy.items()}
    flat = _flat(sizes, judges, lossy, preset)
    if flat and len(flat[widest]) <= len(webp[widest]):
        webp = flat
    found = _searched(sizes, judges, "avif", partial(_avif_start, lossy), preset)
    small = {width: probe.data for width, probe in found.items()}
    return {"avif": small, "webp": webp} if pays(small, webp) else {"webp": webp}


def pays(files: Files, fallback: Files) -> bool:
    """Whether a second format saves enough where it counts, at the largest width."""
    return len(files[max(files)]) <= _WORTH * len(fallback[max(fallback)])


def squeezed(sizes: Sizes, limit: int, preset: PicturePreset) -> Files:
    """WebP of at most `limit` bytes each, however it looks; the smallest there is if need be."""
    files: Files = {}
    for width, picture in sizes.items():
        quality = float(WEBP.start)
        while quality >= 1 and len(files.get(width, b"")) not in range(1, limit + 1):
            files[width] = encoded(picture, "webp", int(quality), preset)
            quality *= _FALL
    return files


def encoded(picture: Image.Image, kind: str, quality: int, preset: PicturePreset) -> bytes:
    """One lossy file, `avif` or `webp`."""
    if kind == "avif":
        long = picture.width * picture.height > _LONG
        speed = min(10, preset.avif_speed + 2 * long)
        return avif(picture, quality, speed, avif_tune())
    return _saved(picture, "WEBP", quality=quality, method=preset.webp_method)


def _webp_start(found: Mapping[int, Probe], _: int) -> int:
    """Where to begin: what looks good at one width does at less in a smaller one."""
    return found[min(found)].quality - 4 if found else WEBP.start


def _avif_start(lossy: Mapping[int, Probe], found: Mapping[int, Probe], width: int) -> int:
    """A picture that is hard for WebP is hard for AVIF; fitted to photos of dishes."""
    if not found:
        return 18 + lossy[width].quality * 2 // 5
    wider = min(found)
    harder = lossy[width].quality - lossy[wider].quality
    return found[wider].quality + 3 + harder * 2 // 5


def _searched(
    sizes: Sizes,
    judges: Mapping[int, Judge],
    kind: str,
    start: Callable[[Mapping[int, Probe], int], int],
    preset: PicturePreset,
) -> dict[int, Probe]:
    """The largest first: what was found for it says where to begin with the others."""
    probes: dict[int, Probe] = {}
    if kind == "webp":
        preset = replace(preset, tolerance=preset.fallback_tolerance)
    for width in sorted(sizes, reverse=True):

        def encode(quality: int, picture: Image.Image = sizes[width]) -> bytes:
            return encoded(picture, kind, quality, preset)

        encoder = replace(_ENCODERS[kind], start=start(probes, width))
        probes[width] = search(judges[width], encode, encoder, preset)
    return dict(sorted(probes.items()))


def _flat(
    sizes: Sizes, judges: Mapping[int, Judge], lossy: Mapping[int, Probe], preset: PicturePreset
) -> Files | None:
    """
    Drawings and screenshots: exact, or of few colours where that looks no worse than lossy.

    Returns:
        The smallest such WebP files; None for a picture with many colours.
    """
    widest = max(sizes)
    counts = sorted((count for count, _ in sizes[widest].getcolors(_MANY) or []), reverse=True)
    exact = 0 < len(counts) <= preset.lossless_colours
    drawn = sum(counts[:256]) >= preset.flat_share * sizes[widest].width * sizes[widest].height
    found = [_lossless(sizes)] if exact else []
    for colours in _PALETTES if drawn and sizes[widest].mode == "RGB" else ():
        files = _lossless({width: _quantised(one, colours) for width, one in sizes.items()})
        if any(judges[width].score(files[width]) < lossy[width].score for width in sizes):
            break
        found.append(files)
    return min(found, key=lambda files: len(files[widest]), default=None)


def _quantised(picture: Image.Image, colours: int) -> Image.Image:
    dither = Image.Dither.NONE
    return picture.quantize(colours, Image.Quantize.MEDIANCUT, dither=dither)


def _lossless(sizes: Sizes) -> Files:
    return {
        width: _saved(picture.convert("RGB") if picture.mode == "P" else picture,
                      "WEBP", lossless=True, quality=90, method=6)
        for width, picture in sizes.items()
    }  # fmt: skip


def _saved(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
