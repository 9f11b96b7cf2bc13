"""Small changes to converted HTML that make it right for these pages."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

_BOX = re.compile(r'<input type="checkbox" disabled( checked)?/?>')
_AUDIO = re.compile(r"<audio\b([^>]{0,1000})>(.{0,3000}?)</audio\s*>", re.I | re.DOTALL)
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s>"']+))""", re.I)
_TAG = re.compile(r"<[^>]*>")

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
_WIDE_SIGN = "[，。、；：！？）》」』】]"  # has its space in itself
_INLINE = (
    "(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|strong|sub|sup|u|var)"
)
_LINE_END = rf"((?:</{_INLINE}>)*)\n *((?:<{_INLINE}\b[^>]*>)*)"
_HAN_LINES = re.compile(
    rf"<pre\b.*?</pre>|(?<={_HAN}){_LINE_END}(?={_HAN})|(?<={_WIDE_SIGN}){_LINE_END}(?=[^\s<])",
    re.DOTALL,
)
_WORDS_BELOW = re.compile(rf"\n *(?:[^\s<]|<{_INLINE}\b)")  # no line is joined without
_MOSTLY_HAN = 0.2  # of the visible characters
_TITLE = re.compile(
    r'(<p class="admonition-title">|<details class="\w+"[^>]*>\s*<summary>)(\w+)(?=<)'
)
_TITLES = {
    "Note": "说明",
    "Abstract": "摘要",
    "Summary": "小结",
    "Info": "信息",
    "Tip": "提示",
    "Hint": "提示",
    "Success": "做对了",
    "Question": "想一想",
    "Warning": "注意",
    "Caution": "小心",
    "Attention": "注意",
    "Important": "重要",
    "Failure": "做错了",
    "Danger": "危险",
    "Error": "出错了",
    "Bug": "毛病",
    "Example": "例子",
    "Quote": "引用",
}


def polish_raw(html: str) -> str:
    """
    Change what the sanitiser would drop.

    Boxes of task lists become signs, since they are no form to fill in, and
    `<audio>` becomes a link, which every rendition resolves its own way.
    """
    if "<input" in html:
        html = _BOX.sub(lambda box: "☑" if box[1] else "☐", html)
    has_audio = ("<a" in html or "<A" in html) and "<audio" in html.lower()
    return _AUDIO.sub(_link, html) if has_audio else html


def _link(audio: re.Match[str]) -> str:
    source = _SOURCE.search(audio[1]) or _SOURCE.search(audio[2])
    if not source:
        return audio[0]
    target = unescape(source[1] or source[2] or source[3])
    name = _TAG.sub("", audio[2]).strip() or escape(PurePosixPath(unquote(target)).stem)
    return f'<a href="{escape(target)}">{name}</a>'


def polish(html: str) -> str:
    """
    Finish sanitised HTML.

    A line end between two Chinese characters, or after a wide sign, would
    show as a space. Titles
    that the libraries make up are English; in a Chinese text they are not.
    """
    if _WORDS_BELOW.search(html):
        html = _HAN_LINES.sub(_joined, html)
    if any(title[2] in _TITLES for title in _TITLE.finditer(html)) and _is_chinese(html):
        html = _TITLE.sub(lambda title: title[1] + _TITLES.get(title[2], title[2]), html)
    return html


def _joined(found: re.Match[str]) -> str:
    return found[0] if found.lastindex is None else "".join(filter(None, found.groups()))


def _is_chinese(html: str) -> bool:
    text = _TAG.sub("", html)
    return len(re.findall(_HAN, text)) > _MOSTLY_HAN * len(text)
