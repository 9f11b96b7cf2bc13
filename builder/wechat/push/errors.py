"""
WeChat's error codes, read from the table `errors.toml` beside this file.

Codes and advice are those of the collected rules (§5); a code that is not in
the table is said in WeChat's own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from builder.i18n import Said

Retry = Literal["no", "renew", "wait", "slow", "tomorrow", "repair"]

OUR_FAULT = Said(
    "renlearn sent something malformed; this is a fault of renlearn: report it with this line",
    "renlearn 发出的内容格式有误，这是程序的错误：请把这一行报告给开发者",
)
_UNKNOWN = Said(
    "WeChat refused it for a reason that renlearn does not know; see WeChat's words",
    "微信拒绝了，原因不在已知之列；请看微信的原话",
)


@dataclass(frozen=True)
class Meaning:
    """
    What a code means.

    Attributes:
        said: What is wrong and what to do; `errors.toml` says which names
            in braces are filled in.
        retry: What helps: a renewed token, a wait, a slower wait, the next
            day, a look into the draft box, or nothing.
        stops: Whether the next lesson would fail in the same way.
    """

    said: Said
    retry: Retry = "no"
    stops: bool = False


def meaning(code: int) -> Meaning:
    """What `code` means; an unknown one stops nothing but its own lesson."""
    return meanings().get(code, Meaning(_UNKNOWN))


@cache
def meanings() -> Mapping[int, Meaning]:
    """The table."""
    file = Path(__file__).with_name("errors.toml")
    table = tomllib.loads(file.read_text(encoding="utf-8"))["error"]
    return {
        code: Meaning(
            Said(row["en"], row["zh"]) if "en" in row else OUR_FAULT,
            row.get("retry", "no"),
            row.get("stops", False),
        )
        for row in table
        for code in row["codes"]
    }
