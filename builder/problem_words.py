"""
What is said of problems, in the language of whoever mends them.

The code says everything in English, and so do the caches; a catalogue turns
what is shown into Chinese. Its English sentences hold `{names}` for what
varies, and are looked for in what was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po

from builder.i18n import StaffLanguage
from builder.problems import Problem

CATALOGUE = Path(__file__).with_name("locales") / "zh.po"
_SAID = "said"  # begins the names of what is itself a sentence of the catalogue


def in_language(problem: Problem, language: StaffLanguage) -> Problem:
    """A problem whose message and mend are in a language; what the catalogue lacks is English."""
    if language == "en":
        return problem
    return replace(problem, message=in_chinese(problem.message), mend=in_chinese(problem.mend))


def sentence(problem: Problem, language: StaffLanguage) -> str:
    """What is wrong and what to do, in a language."""
    told = in_language(problem, language)
    return f"{told.message}{'；' if language == 'zh' else '; '}{told.mend}"


def line(problem: Problem, language: StaffLanguage) -> str:
    """`path:line: what is wrong; what to do`, on one line whatever stands in a file's name."""
    return " ".join(f"{problem.path}:{problem.line}: {sentence(problem, language)}".split())


@cache
def in_chinese(text: str) -> str:
    """An English sentence in Chinese; the same text when the catalogue does not know it."""
    whole, forms = _catalogue()
    if text in whole:
        return whole[text]
    return next(filter(None, (form.chinese(text) for form in forms)), text)


@dataclass(frozen=True)
class _Form:
    """A sentence with `{names}`, in English and in Chinese."""

    english: str
    translation: str

    @cached_property
    def literals(self) -> list[str]:
        """What does not vary."""
        return [literal for literal, _, _, _ in Formatter().parse(self.english)]

    @cached_property
    def names(self) -> set[str]:
        """What varies."""
        return {name for _, name, _, _ in Formatter().parse(self.english) if name}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        seen: set[str] = set()
        parts = []
        for literal, name, _, _ in Formatter().parse(self.english):
            parts.append(re.escape(literal))
            if name:
                parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
                seen.add(name)
        return re.compile("".join(parts), re.DOTALL)

    def chinese(self, text: str) -> str:
        """The translation of a text that has this form, or ""."""
        if not all(literal in text for literal in self.literals):
            return ""  # most of them; their patterns are never compiled
        found = self._pattern.fullmatch(text)
        return self._filled(found.groupdict()) if found else ""

    def _filled(self, values: Mapping[str, str]) -> str:
        told = {
            name: in_chinese(value) if name.startswith(_SAID) else value
            for name, value in values.items()
        }
        if told == values and not any(map(_has_letters, self.literals)):
            return ""  # signs alone, around nothing that we have said
        return self.translation.format(**told)


@cache
def _catalogue() -> tuple[Mapping[str, str], list[_Form]]:
    """The sentences that never vary, and the others, those with the most letters first."""
    with CATALOGUE.open("rb") as source:
        texts = {str(one.id): str(one.string) for one in read_po(source) if one.id and one.string}
    forms = [_Form(*pair) for pair in texts.items()]
    whole = {one.english.format(): one.translation.format() for one in forms if not one.names}
    varied = [one for one in forms if one.names]
    return whole, sorted(varied, key=lambda form: -sum(map(len, form.literals)))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
