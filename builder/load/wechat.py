"""`wechat:` of school.yml: the school's official account."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import cast, get_args
from urllib.parse import urlsplit

from builder import wechat_limits as limits
from builder.load.files import read_text
from builder.load.key_media import MediaKeys
from builder.load.limits import MAX_STYLE
from builder.load.schema import WECHAT, Keys, checked
from builder.model.wechat import Comments, WeChat
from builder.problems import Problems

_PAGE = "school.yml"
_PLACE = f"content/{_PAGE}"
_RANGES = {
    "title_limit": (8, limits.CONSOLE_TITLE),
    "content_limit": (2_000, limits.CONTENT_BYTES),
}
_LIKE = {"none": "off", "no": "off", "false": "off", "on": "all", "yes": "all", "true": "all"}
_LIKE |= {
    "关": "off",
    "所有人": "all",
    "关注者": "followers",
    "粉丝": "followers",
    "fans": "followers",
}
# A host in ASCII: a policy or a script must not be widened by what stands in an address.
_SIGNER = re.compile(r"https://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w./~%-]*)?(?:\?[\w.~%=&-]*)?")


def read_wechat(content: Path, keys: Keys, media: MediaKeys, problems: Problems) -> WeChat:
    """
    The account's settings; whatever is wrong keeps its default.

    Args:
        content: The folder `content/`.
        keys: Of `school.yml`.
        media: Looks up the style sheet.
        problems: Takes what is wrong.
    """
    own = checked(keys.get("wechat", {}), WECHAT, _PLACE, problems)
    default = WeChat()
    return WeChat(
        author=_author(own, problems),
        title_limit=_number(own, "title_limit", default.title_limit, problems),
        content_limit=_number(own, "content_limit", default.content_limit, problems),
        svg=bool(own.get("svg", default.svg)),
        comments=_comments(own, problems),
        style=_style(content, own, media, problems),
        signer=_signer(own, problems),
    )


def _author(keys: Keys, problems: Problems) -> str:
    author = str(keys.get("author"))
    if len(author) <= limits.AUTHOR:
        return author
    message = f"author has {len(author)} characters, {limits.AUTHOR} are the most"
    problems.add(_PLACE, keys.lines["author"], "author-long", message, "shorten it")
    return ""


def _number(keys: Keys, key: str, default: int, problems: Problems) -> int:
    number = int(keys.get(key, default))
    lowest, highest = _RANGES[key]
    if lowest <= number <= highest:
        return number
    message = f"{key} should be {lowest} to {highest}, not {number}"
    mend = f"delete the line, and {default} holds"
    problems.add(_PLACE, keys.lines[key], "key-value", message, mend)
    return default


def _comments(keys: Keys, problems: Problems) -> Comments:
    known = get_args(Comments)
    written = str(keys.get("comments", "off"))
    if written in known:
        return cast(Comments, written)
    plain = written[:40].lower()
    near = [_LIKE[plain]] if plain in _LIKE else difflib.get_close_matches(plain, known, n=1)
    mend = f"did you mean {near[0]}?" if near else f"write one of {', '.join(known)}"
    message = f"comments says who may comment, not {written[:40]}"
    problems.add(_PLACE, keys.lines["comments"], "key-value", message, mend)
    return "off"


def _style(content: Path, keys: Keys, media: MediaKeys, problems: Problems) -> str:
    """The style sheet's content path, once it could be read."""
    path = media.style(_PAGE, keys)
    if not path:
        return ""
    return path if read_text(content, path, MAX_STYLE, problems) is not None else ""


def _signer(keys: Keys, problems: Problems) -> str:
    url = str(keys.get("signer"))
    if not url or (_SIGNER.fullmatch(url) and _has_port(url)):
        return url
    message = f"signer {url[:80]} is no address that a page may ask"
    mend = "write it whole and in plain letters: https://sign.example.org/wechat"
    problems.add(_PLACE, keys.lines["signer"], "key-value", message, mend)
    return ""


def _has_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False
