"""Foreign words in a Chinese lesson that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from builder.check.advice.known import known
from builder.check.advice.prose import Advice, Prose

_NAMED = 5  # words that a message names
_LETTERS = "A-Za-z\u00c0-\u024f"
_LETTER = re.compile(f"[{_LETTERS}]")
_WORD = rf"[{_LETTERS}](?:[{_LETTERS}'’-]*[{_LETTERS}])?"
_TERM = re.compile(
    rf"(?<![{_LETTERS}0-9'’-]){_WORD}(?:[ \u00a0]{_WORD})*(?![{_LETTERS}]|[ ]?[0-9]|-)"
)
_ADDRESS = re.compile(
    r"[\w.+-]*@[\w.-]+|\w+://[^\s\u3400-\u9fff]+|[\w-]+(?:[./\\:_][\w-]+)+", re.ASCII
)
# The brackets after a word that hold Chinese, or a verb that explains it.
_AFTER = re.compile(
    "[”’」』》\"'*\\s]*(?:[（(][^（）()]*[\u3400-\u9fff]"
    "|(?:，|,)?(?:也?就是|即|是|指|意思|表示|叫|读作|译|中文)|[：:=＝]|——)"
)
_BEFORE = re.compile(
    '[\u3400-\u9fff”’」』》"\'\\s][（(][^（）()]*$|(?:叫做?|称为|写作|英文是?)[“‘「"]?$'
)
_LANGUAGES = re.compile(
    "英语|英文|外语|外文|日语|韩语|法语|德语|俄语|西班牙语|阿拉伯语|越南语|泰语|语言|口语|拼音|普通话|English",
    re.IGNORECASE,
)


def check_foreign_words(prose: Prose) -> Iterator[Advice]:
    """
    Words in Latin letters that are neither everyday ones nor explained where they first stand.

    Code, addresses, words beside digits (4G, KN95), pinyin, table cells of
    nothing else, and courses and lessons about a language are passed over.
    """
    if _LANGUAGES.search(prose.about):
        return
    seen: set[str] = set()
    unexplained: list[str] = []
    for block in prose.words:
        if not _LETTER.search(block.text):
            continue
        text = _ADDRESS.sub("#", block.text)
        if block.tag in {"td", "th", "dt"} and _TERM.fullmatch(text):
            continue  # the cell beside it says what it is
        for found in _TERM.finditer(text):
            term = found[0].casefold()
            if term not in seen and not _is_plain(found[0]) and not _is_explained(found):
                unexplained.append(found[0])
            seen.add(term)
    if unexplained:
        named = ", ".join(one[:30] for one in unexplained[:_NAMED])
        named += " …" if len(unexplained) > _NAMED else ""
        message = f"foreign words that the lesson does not explain: {named}"
        mend = f"say it in Chinese, or explain it where it first stands: {unexplained[0][:30]}（…）"
        yield Advice("word-foreign", unexplained[0], message, mend)


def _is_plain(term: str) -> bool:
    """Everyday words, single letters, and pinyin with its tones."""
    if len(term) == 1 or not term.isascii():
        return True
    words = re.split(r"[ \u00a0]", term.casefold())
    return term.casefold() in known().words or all(
        one in known().words or len(one) == 1 for one in words
    )


def _is_explained(found: re.Match[str]) -> bool:
    text = found.string
    return bool(_AFTER.match(text, found.end()) or _BEFORE.search(text, 0, found.start()))
