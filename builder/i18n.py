"""Texts of the interface: Simplified Chinese in the source, other languages from catalogues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, get_day_names, get_timezone, get_timezone_name
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from builder.text import fold
from builder.theme_folder import theme_folder

StaffLanguage = Literal["en", "zh"]
SOURCE = "zh"  # the language of the texts in templates, scripts and code
_FALLBACK = "en"  # for languages without a catalogue, and for texts that one lacks


@dataclass(frozen=True)
class Said:
    """
    A sentence for staff in both languages that they read.

    Workers' texts are Chinese in the source and translated by catalogues;
    what a command tells staff stands beside its translation, so that whoever
    changes one sees the other.
    """

    en: str
    zh: str

    def in_language(self, language: StaffLanguage) -> str:
        """The sentence in one language."""
        return self.zh if language == "zh" else self.en

    def filled(self, **values: object) -> Said:
        """The sentence with its `{names}` filled in; a value may itself be a `Said`."""
        return Said(
            self.en.format(**{name: _one(value, "en") for name, value in values.items()}),
            self.zh.format(**{name: _one(value, "zh") for name, value in values.items()}),
        )


@cache
def translator(language: str) -> Callable[[str], str]:
    """
    A function from a Chinese text to the same in `language` (BCP 47 tag).

    A language without a catalogue is shown in English, and so is a text that
    its catalogue lacks.
    """
    name = catalogue_name(language)
    if not name:
        return str
    texts = _catalogue(_FALLBACK) | _catalogue(name)
    return lambda text: texts.get(text, text)


@cache
def translations(text: str) -> frozenset[str]:
    """A Chinese text and what every catalogue says for it, folded, to know it in any language."""
    names = (file.stem for file in _folder().glob("*.po"))
    return frozenset(map(fold, [text, *(translator(name)(text) for name in names)]))


def catalogue_name(language: str) -> str:
    """The catalogue of a language (BCP 47 tag): its own, else the English one; "" for Chinese."""
    own = language.lower().partition("-")[0]
    if own == SOURCE:
        return ""
    return own if _file(own).is_file() else _FALLBACK


def language_name(tag: str) -> str:
    """A language (BCP 47 tag) in its own words: `en` is `English`; the tag where it is unknown."""
    try:
        return Locale.parse(tag.partition("-")[0]).get_language_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag


def spoken_day(day: date, language: str) -> str:
    """A day as people of a language say it: `12月3日周四`, `Thu, Dec 3`."""
    return str(format_skeleton("MMMEd", day, locale=_locale(language)))


def spoken_weekdays(days: Sequence[int], language: str) -> str:
    """Days of the week, 0 is Monday, as people say them: `周二、周四`, `Tue, Thu`."""
    names = get_day_names("abbreviated", locale=_locale(language))
    return translator(language)("、").join(names[day] for day in days)


def zone_name(zone: str, language: str) -> str:
    """The name of a time zone (IANA) in words: `北京时间`, `Vietnam Time`."""
    if zone == "Asia/Shanghai" and language.lower().startswith("zh"):
        return "北京时间"  # the data base has 中国时间, which nobody says
    return str(get_timezone_name(get_timezone(zone), locale=_locale(language)))


def day_name(day: date, tag: str, *, year: bool = False) -> str:
    """A day in the words of a language (BCP 47 tag): `12月3日`, `Dec 3`; with its year if asked."""
    return str(format_skeleton("yMMMd" if year else "MMMd", day, locale=_locale(tag)))


def decimal(value: float, language: str, *, places: int | None = None) -> str:
    """
    A number as people of a language write it: `2.5`, in Vietnamese `2,5`.

    Args:
        value: Below a million; nothing parts its thousands.
        language: BCP 47 tag.
        places: Behind the point; None for as few as it needs.
    """
    figures = f"{value:g}" if places is None else f"{value:.{places}f}"
    return figures.replace(".", get_decimal_symbol(_locale(language)))


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale(_FALLBACK)


def _folder() -> Path:
    return theme_folder() / "locales"


def _file(catalogue: str) -> Path:
    return _folder() / f"{catalogue}.po"


def _catalogue(name: str) -> dict[str, str]:
    """The texts of a catalogue, without those that translators have marked as unsure (fuzzy)."""
    with _file(name).open("rb") as source:
        messages = [one for one in read_po(source) if one.id and one.string]
    return {str(one.id): str(one.string) for one in messages if not one.fuzzy}


def _one(value: object, language: StaffLanguage) -> object:
    return value.in_language(language) if isinstance(value, Said) else value
