"""
SSIMULACRA2 of a picture against several encodings of it, at a fraction of its package's cost.

NumPy and SciPy take half a second to load: import this where a score is wanted, not before.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import correlate1d  # type: ignore[import-untyped]
from ssimulacra2 import ssimulacra2 as package

Planes = NDArray[np.float32]  # shape (channels, height, width) or (height, width)
Weights = NDArray[np.float64]

PERFECT = 100.0
SMALLEST = 8  # px a side: the measure says nothing of less
_SCALES = 6
_C2 = 0.0009  # keeps flat areas from dividing by nothing
# A feature is below 1 and the weighted sum of a bad picture about 20: lighter terms move the
# score by a few hundredths, and are most of the work, for only one channel counts at full size.
_LIGHT = 0.01

_STEPS = np.arange(256) / 255
_LIGHT_OF_STEP = np.where(
    _STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4
).astype(np.float32)
_MATRIX = package.kOpsinAbsorbanceMatrix.reshape(3, 3).astype(np.float32)
_BIAS = np.float32(package.kOpsinAbsorbanceBias[0])
_WINDOW = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
_WINDOW /= _WINDOW.sum()


class Reference:
    """
    A picture that others are compared with.

    What depends on it alone is computed once. The measure, its constants and
    its treatment of borders are those of the package `ssimulacra2`, whose
    score this meets to a tenth.

    Args:
        picture: RGB or RGBA, at least `SMALLEST` px a side. One with
            transparency is seen on white and on black, as pages are.
    """

    def __init__(self, picture: Image.Image) -> None:
        self._size = picture.size
        self._weights = _weights(picture.size)
        backgrounds = ("white", "black") if "A" in picture.getbands() else ("white",)
        self._seen = {one: self._levels(_linear(picture, one)) for one in backgrounds}

    def score(self, other: Image.Image) -> float:
        """
        How much alike another picture of the same size looks: 100 is equal, 60 good on a phone.

        Raises:
            ValueError: The size is another.
        """
        if other.size != self._size:
            raise ValueError("the pictures have different sizes")
        return min(
            self._score(_linear(other, background), levels)
            for background, levels in self._seen.items()
        )

    def _levels(self, linear: Planes) -> list[dict[int, _Channel]]:
        levels = []
        for scale in range(self._weights.shape[1]):
            used = [one for one in range(3) if self._weights[one, scale].any()]
            levels.append({one: _Channel(_channel(linear, one)) for one in used})
            linear = _halved(linear)
        return levels

    def _score(self, linear: Planes, levels: list[dict[int, _Channel]]) -> float:
        total = 0.0
        for scale, channels in enumerate(levels):
            for one, channel in channels.items():
                total += channel.distance(_channel(linear, one), self._weights[one, scale])
            linear = _halved(linear)
        return _calibrated(total)


class _Channel:
    """One channel of the reference at one scale, with its local mean and variance."""

    def __init__(self, plane: Planes) -> None:
        self._plane = plane
        self._mean = _blurred(plane)
        self._variance = _blurred(plane * plane) - self._mean * self._mean

    def distance(self, plane: Planes, weights: Weights) -> float:
        """The weighted sum of what differs; weights by norm (two rows) and feature (three)."""
        mean = _blurred(plane)
        total = 0.0
        if weights[:, 0].any():
            total += _norm(self._unlike(plane, mean), weights[:, 0])
        if weights[:, 1:].any():
            edges = (1 + np.abs(plane - mean)) / (1 + np.abs(self._plane - self._mean)) - 1
            total += _norm(np.maximum(edges, 0), weights[:, 1])
            total += _norm(np.maximum(-edges, 0), weights[:, 2])
        return total

    def _unlike(self, plane: Planes, mean: Planes) -> Planes:
        covariance = _blurred(self._plane * plane) - self._mean * mean
        variance = _blurred(plane * plane) - mean * mean
        like = (1 - (self._mean - mean) ** 2) * (2 * covariance + _C2)
        unlike: Planes = np.maximum(1 - like / (self._variance + variance + _C2), 0)
        return unlike


def _norm(values: Planes, weights: Weights) -> float:
    """The mean and the fourth-power mean, weighted."""
    total = weights[0] * float(values.mean()) if weights[0] else 0.0
    if weights[1]:
        total += weights[1] * float(np.square(np.square(values)).mean()) ** 0.25
    return float(total)


def _weights(size: tuple[int, int]) -> Weights:
    """Shape (channel, scale, norm, feature); dealt to as many scales as the picture has."""
    scales, side = 0, min(size)
    while scales < _SCALES and side >= SMALLEST:
        scales, side = scales + 1, (side + 1) // 2
    weights: Weights = package.weights[: 3 * scales * 6].reshape(3, scales, 2, 3)
    return np.where(weights < _LIGHT, 0, weights)


def _calibrated(total: float) -> float:
    """From the weighted sum to the scale that ends at 100, by the polynomial of the measure."""
    raw = 0.9562382616834844 * total
    fitted = (
        2.326765642916932 * raw - 0.020884521182843837 * raw**2 + 6.248496625763138e-05 * raw**3
    )
    return PERFECT - 10 * fitted**0.6276336467831387 if fitted > 0 else PERFECT


def _linear(picture: Image.Image, background: str) -> Planes:
    """Linear light of R, G and B."""
    flat = picture
    if "A" in picture.getbands():
        flat = Image.new("RGB", picture.size, background)
        flat.paste(picture, mask=picture.getchannel("A"))
    pixels = np.asarray(flat.convert("RGB")).transpose(2, 0, 1)
    linear: Planes = _LIGHT_OF_STEP[np.ascontiguousarray(pixels)]
    return linear


def _halved(linear: Planes) -> Planes:
    """The mean of each 2 × 2 px; at an odd edge, of what is there."""
    _, height, width = linear.shape
    whole = np.pad(linear, ((0, 0), (0, height % 2), (0, width % 2)), mode="edge")
    rows = whole[:, ::2] + whole[:, 1::2]
    halved: Planes = (rows[:, :, ::2] + rows[:, :, 1::2]) * np.float32(0.25)
    return halved


def _channel(linear: Planes, channel: int) -> Planes:
    """X, Y or B of the XYB colour space, made positive."""
    red, green = _cone(linear, 0), _cone(linear, 1)
    if channel == 0:
        return (red - green) * np.float32(7) + np.float32(0.42)
    y = (red + green) * np.float32(0.5)
    return y + np.float32(0.01) if channel == 1 else _cone(linear, 2) - y + np.float32(0.55)


def _cone(linear: Planes, row: int) -> Planes:
    red, green, blue = _MATRIX[row]
    mixed = red * linear[0] + green * linear[1] + blue * linear[2] + _BIAS
    cone: Planes = np.cbrt(mixed) - np.cbrt(_BIAS)
    return cone


def _blurred(plane: Planes) -> Planes:
    """Gaussian; beyond the left and right border is nothing, as the package has it."""
    down = correlate1d(plane, _WINDOW, axis=0, mode="reflect")
    blurred: Planes = correlate1d(down, _WINDOW, axis=1, mode="constant")
    return blurred
