"""Names of files that are never published, whoever put them into a build."""

from __future__ import annotations

import re
from collections.abc import Callable

CONTROL = "_ren"  # the prefix of the publisher's own objects
_KEYS = re.compile(
    r"(?:\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)|^id_(?:rsa|dsa|ecdsa|ed25519)"
    r"|^credentials(?:\.\w+)?|^\.?(?:htpasswd|netrc|npmrc|pypirc|pgpass))$",
    re.IGNORECASE,
)
_BACKUPS = re.compile(
    r"(?:~|\.(?:bak|orig|old|rej|tmp|temp|save|part|sw[a-p]))$|^(?:~\$|\.~lock|#.*#$)",
    re.IGNORECASE,
)
_SOURCES = re.compile(r"\.(?:md|markdown|ya?ml|py|po|ipynb|toml|j2|ps1|sh|bat|sql|db|sqlite3?)$")
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "node_modules", "__pycache__", "__macosx"})
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")

# What is told of a name, and the test for it; the first that fits is told.
_RULES: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("a name with characters that no address can hold", _UNSENDABLE.search),
    ("a file of keys or passwords", _KEYS.search),
    ("an editor's backup", _BACKUPS.search),
    ("a hidden file", lambda part: part.startswith(".")),
    ("a system's own file", lambda part: part.lower() in _OF_SYSTEMS),
    ("a source, not a page", _SOURCES.search),
)


def why_forbidden(path: str) -> str:
    """
    What a file is that must not be published, by its path in the build.

    Returns:
        Words such as `an editor's backup`; "" when the name is harmless.
    """
    parts = path.split("/")
    if parts[0] == CONTROL:
        return "in the place of the publisher's own objects"
    for part in parts[1:] if parts[0] == ".well-known" else parts:
        for words, fits in _RULES:
            if fits(part):
                return words
    return ""
