"""Figures of a report as staff read them."""

from __future__ import annotations

import math

from builder.i18n import Said, StaffLanguage
from builder.model.cost import kilobytes

_SECONDS = Said("{figure} s", "{figure} 秒")
_NOTHING = "–"


def size(bytes_: int, language: StaffLanguage) -> str:
    """A size: `38 KB`, from a million bytes on `1.2 MB`; a dash for nothing."""
    if not bytes_:
        return _NOTHING
    return f"{bytes_ / 1_000_000:.1f} MB" if bytes_ >= 999_500 else kilobytes(bytes_, language)


def growth(bytes_: int, language: StaffLanguage) -> str:
    """A difference with its sign: `+3.1 KB`, `−12 B`; a dash for none."""
    if not bytes_:
        return _NOTHING
    amount = abs(bytes_)
    said = f"{amount} B" if amount < 1_000 else size(amount, language)
    return f"{'+' if bytes_ > 0 else '−'}{said}"


def money(yuan: float) -> str:
    """Yuan with two figures that say something, as far as a millionth: `0.0021`, `0.35`, `12`."""
    if not yuan:
        return "0"
    places = min(6, max(2, 1 - math.floor(math.log10(yuan))))
    return f"{yuan:.{places}f}".rstrip("0").rstrip(".")


def waiting(seconds: float, language: StaffLanguage) -> str:
    """A time: `3.4 s`, from ten seconds on without tenths."""
    figure = f"{seconds:.{int(seconds < 9.95)}f}"
    return _SECONDS.filled(figure=figure).in_language(language)


def share(part: int, whole: int) -> str:
    """A part in percent: `12 %`."""
    return f"{100 * part / whole:.0f} %" if whole else _NOTHING
