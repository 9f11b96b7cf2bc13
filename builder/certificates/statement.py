"""What a certificate says, as the bytes that are signed."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date

from builder.model.certificate import ID_LENGTH

VERSION = "1"  # the first line; `theme/script/verify.js` reads no other


@dataclass(frozen=True)
class Statement:
    """
    What the school says of a learner.

    Attributes:
        school: Its name.
        course: The course's title.
        name: Of the learner, as it stood with the code.
        day: Of the exam.
        score: Points and what was possible, `27/30`; "" for passed and no more.
        language: Of the course (BCP 47 tag).
    """

    school: str
    course: str
    name: str
    day: date
    score: str
    language: str

    def data(self) -> bytes:
        """The statement's one form: seven lines of UTF-8 (NFC), none of which can hold a break."""
        parts = (self.school, self.course, self.name, self.day.isoformat())
        lines = (VERSION, *parts, self.score, self.language)
        return "\n".join(map(one_line, lines)).encode()

    @property
    def id(self) -> str:
        """
        The number by which it is revoked.

        Of what is said alone: a statement signed again keeps it.
        """
        return statement_id(self.data())


def statement_id(data: bytes) -> str:
    """The number of a statement's bytes."""
    return base64.b32encode(hashlib.sha256(data).digest())[:ID_LENGTH].decode()


def one_line(text: str) -> str:
    """A text in NFC without controls and lone surrogates, each run of blanks as one."""
    blank = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(char for char in blank if unicodedata.category(char) not in {"Cc", "Cs"})
