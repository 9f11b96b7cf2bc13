"""Colours of what is drawn: those of `theme/site.css` and of the drawings (docs/drawing.md)."""

from __future__ import annotations

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
PAGE: Colour = (255, 253, 248)
PANEL: Colour = (243, 236, 221)
INK: Colour = (34, 34, 34)
SOFT: Colour = (85, 85, 85)
ACCENT: Colour = (11, 92, 70)
DEEP: Colour = (8, 74, 56)  # the accent's shade
MINT: Colour = (220, 235, 227)
YELLOW: Colour = (227, 178, 60)
