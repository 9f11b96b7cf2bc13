"""Colours as WeChat's dark mode reckons with them."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

from PIL import ImageColor

_TOKEN = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|\b[a-z]{3,}\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.]+%?")


class Colour(NamedTuple):
    """Red, green, blue from 0 to 255, and how opaque it is, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    @property
    def brightness(self) -> float:
        """As perceived, from 0 to 255 (W3C AERT)."""
        return (self.red * 299 + self.green * 587 + self.blue * 114) / 1000

    @property
    def lightness(self) -> float:
        """HSL lightness in percent."""
        return (max(self[:3]) + min(self[:3])) / 5.1

    @property
    def is_grey(self) -> bool:
        """Whether it has no hue."""
        return self.red == self.green == self.blue

    def with_lightness(self, percent: float) -> Colour:
        """The same hue and saturation with another HSL lightness."""
        hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in self[:3]))
        red, green, blue = colorsys.hls_to_rgb(hue, percent / 100, saturation)
        return Colour(red * 255, green * 255, blue * 255, self.alpha)

    def with_brightness(self, target: float) -> Colour:
        """
        The hue with another perceived brightness.

        All parts are scaled; where one of them is full or nothing, one that
        can still move makes up the rest.
        """
        ratio = target / (self.brightness or 1)
        red, green, blue = (min(255.0, part * ratio) for part in self[:3])
        if green == 0 or red == 255 or blue == 255:
            green = (target * 1000 - red * 299 - blue * 114) / 587
        elif red == 0:
            red = (target * 1000 - green * 587 - blue * 114) / 299
        elif blue == 0 or green == 255:
            blue = (target * 1000 - red * 299 - green * 587) / 114
        red, green, blue = (min(255.0, max(0.0, part)) for part in (red, green, blue))
        return Colour(red, green, blue, self.alpha)

    def over(self, ground: Colour) -> Colour:
        """What is seen when it lies on an opaque ground."""
        mixed = (
            part * self.alpha + below * (1 - self.alpha)
            for part, below in zip(self[:3], ground[:3], strict=True)
        )
        return Colour(*mixed)

    def contrast(self, other: Colour) -> float:
        """The contrast of two opaque colours, from 1 to 21 (WCAG 2)."""
        low, high = sorted((self._luminance, other._luminance))
        return (high + 0.05) / (low + 0.05)

    @property
    def css(self) -> str:
        """As `#rrggbb`; what lies below must have been mixed in."""
        return "#" + "".join(f"{min(255, max(0, round(part))):02x}" for part in self[:3])

    @property
    def _luminance(self) -> float:
        parts = (part / 255 for part in self[:3])
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colour(text: str) -> Colour | None:
    """The colour that a CSS value is; None for everything else, `transparent` too."""
    text = text.strip().lower()
    if text.startswith("rgb"):
        return _functional(text)
    if text.startswith("hsla"):
        text, alpha = _without_alpha(text)
        found = colour(text)
        return found._replace(alpha=alpha) if found else None
    try:
        parts = ImageColor.getrgb(text)
    except ValueError:
        return None
    return Colour(*parts[:3], parts[3] / 255 if len(parts) > 3 else 1.0)


def colours(value: str) -> list[tuple[str, Colour]]:
    """Every colour in a CSS value such as `1px solid #ccc`, as written and read."""
    found = ((token, colour(token)) for token in _TOKEN.findall(value))
    return [(token, one) for token, one in found if one]


def _functional(text: str) -> Colour | None:
    numbers = _NUMBER.findall(text)
    if len(numbers) not in {3, 4}:
        return None
    red, green, blue = (_part(number) for number in numbers[:3])
    return Colour(red, green, blue, _opacity(numbers[3]) if len(numbers) == 4 else 1.0)


def _without_alpha(text: str) -> tuple[str, float]:
    numbers = _NUMBER.findall(text)
    if len(numbers) != 4:
        return "", 1.0
    return f"hsl({','.join(numbers[:3])})", _opacity(numbers[3])


def _part(number: str) -> float:
    return float(number[:-1]) * 2.55 if number.endswith("%") else float(number)


def _opacity(number: str) -> float:
    return float(number[:-1]) / 100 if number.endswith("%") else float(number)
