"""The part of a programme's address that nobody can guess."""

from __future__ import annotations

import re
import secrets
from itertools import pairwise

from builder.load.schema import Keys
from builder.problems import Problems
from builder.text import fold

SHORTEST = 16  # characters: 80 bits and more, when they are drawn by chance
_LONGEST = 64
_DRAWN = 20  # characters of an address that we suggest: 99 bits
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread when it is dictated
_FORM = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[a-z0-9]{4,}")
_VARIED = 8  # different characters of an address
_RUN = 5  # characters that follow each other: abcde, 54321, 00000


def fresh_address() -> str:
    """An address drawn by chance that passes for one."""
    while True:
        drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_DRAWN))
        if not _guessable(drawn, ()):
            return drawn


def read_address(keys: Keys, slug: str, place: str, problems: Problems) -> str:
    """
    The key `address` of a company's file; "" and a problem when it is missing or no good.

    Args:
        keys: Of the file.
        slug: Of the company; like its title, nothing that the address may hold.
        place: The file, relative to the school's folder.
        problems: Takes what is wrong, each time with another address to paste.
    """
    address = str(keys.get("address"))
    fault = _fault(address, (slug, str(keys.get("title")))) if address else "there is no address"
    if not fault:
        return address
    mend = f"write address: {fresh_address()} and never change it again"
    problems.add(place, keys.lines.get("address", 1), "company-address", fault, mend)
    return ""


def _fault(address: str, names: tuple[str, ...]) -> str:
    """What is wrong with an address, or ""."""
    if not _FORM.fullmatch(address):
        return "an address has small letters a to z and digits only"
    if len(address) < SHORTEST:
        return f"the address has {len(address)} characters, {SHORTEST} are the least"
    if len(address) > _LONGEST:
        return f"the address has {len(address)} characters, {_LONGEST} are the most"
    why = _guessable(address, names)
    return f"the address could be guessed: {why}" if why else ""


def _guessable(address: str, names: tuple[str, ...]) -> str:
    """Why an address could be guessed, or "": a person has thought of it, chance has not."""
    for name in names:
        if word := next((one for one in _WORD.findall(fold(name)) if one in address), None):
            return f"it holds the name {word}"
    digits = sum(character.isdigit() for character in address)
    if min(digits, len(address) - digits) < 2:
        return "letters and digits should be mixed"
    if len(set(address)) < _VARIED:
        return "few characters stand again and again"
    return "characters follow each other as in the alphabet" if _has_run(address) else ""


def _has_run(address: str) -> bool:
    steps = [ord(two) - ord(one) for one, two in pairwise(address)]
    runs = zip(*(steps[at:] for at in range(_RUN - 1)), strict=False)
    return any(set(run) in ({0}, {1}, {-1}) for run in runs)
