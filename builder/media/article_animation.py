"""Animations as GIF, small enough to be sent and pasted."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from builder.media.animation import Animation
from builder.media.presets import ArticlePreset
from builder.media.strip import stripped


def article_gif(animation: Animation, source: Path, preset: ArticlePreset) -> bytes | None:
    """
    An animation as GIF of at most the preset's bytes.

    Returns:
        Its own bytes where they will do; None where no step is small enough.
    """
    limit = preset.animation_bytes
    if animation.kind == "GIF" and animation.whole and _is_opaque(animation):
        own = stripped(source.read_bytes())
        if own and len(own) <= limit:
            return own
    own_width = animation.frames[0].width
    steps = [(own_width, 1), *(step for step in preset.animation_steps if step[0] < own_width)]
    least = 0.0  # bytes a pixel; smaller frames, and fewer, never need less
    for width, every in steps:
        pixels = width * width / every
        if least * pixels > limit:
            continue
        data = _gif(animation, width, every)
        if len(data) <= limit:
            return data
        least = len(data) / pixels
    return None


def _is_opaque(animation: Animation) -> bool:
    return all(frame.getchannel("A").getextrema() == (255, 255) for frame in animation.frames)


def _gif(animation: Animation, width: int, every: int) -> bytes:
    """Every so many frames, as wide as wanted, on white."""
    height = max(1, round(animation.frames[0].height * width / animation.frames[0].width))
    frames = [_frame(one, (width, height)) for one in animation.frames[::every]]
    starts = range(0, len(animation.frames), every)
    times = [sum(animation.durations[start : start + every]) for start in starts]
    # GIF counts repetitions; a file that says nothing of them is played once.
    plays = {} if animation.plays == 1 else {"loop": max(animation.plays - 1, 0)}
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=times, **plays)
    return buffer.getvalue()


def _frame(frame: Image.Image, size: tuple[int, int]) -> Image.Image:
    sized = frame if frame.size == size else frame.resize(size, Image.Resampling.LANCZOS)
    white = Image.new("RGBA", size, "white")
    opaque = Image.alpha_composite(white, sized).convert("RGB")
    return opaque.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
