"""Whether WeChat will take a bundle: every limit is checked before any call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.bundle import Bundle, Picture

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CROP = re.compile(r"[0-9.]+(_[0-9.]+){3}")

_TOO_LONG = Said(
    "the {name} has {count} characters, the limit is {limit}; shorten it in {path}, build again",
    "{name}有 {count} 字，上限 {limit}；请在 {path} 中缩短，再构建一次",
)
_NAMES = {
    "title": Said("title", "标题"),
    "author": Said("author", "作者"),
    "digest": Said("summary", "摘要"),
}
_CONTENT = Said(
    "the article has {count} characters of HTML, the limit is {limit}; "
    "split the lesson {path}, build again",
    "文章有 {count} 个 HTML 字符，须少于 {limit}；请拆开课文 {path}，再构建一次",
)
_BYTES = Said(
    "the article has {count} bytes, the limit is {limit}; split the lesson {path}, build again",
    "文章有 {count} 字节，须少于 {limit}；请拆开课文 {path}，再构建一次",
)
_NO_TITLE = Said("it has no title; write one in {path}", "没有标题；请写在 {path} 里")
_NO_ADDRESS = Said(
    "its page has no address, by which its draft would be found again; "
    "set base_url in content/school.yml, build again",
    "没有网页地址，草稿就无法再找到；请在 content/school.yml 里写 base_url，再构建一次",
)
_BAD_ADDRESS = Said(
    "its page's address is no http(s) address of at most 1 KB; "
    "correct base_url in content/school.yml, build again",
    "网页地址不是 1 KB 以内的 http(s) 地址；请改 content/school.yml 里的 base_url，再构建一次",
)
_SIZE = Said(
    "{file} has {size} KB, the limit is {limit} KB; make it smaller, build again",
    "{file} 有 {size} KB，上限 {limit} KB；请缩小，再构建一次",
)
_STRANGE = Said(
    "it shows the picture {src}, which is not in its bundle and which WeChat would drop; "
    "run renlearn build again",
    "文中的图片 {src} 不在成品里，微信会丢掉；请重新运行 renlearn build",
)
_ODD = Said(
    "its {name} is not as WeChat wants it; run renlearn build again with the present version",
    "{name} 不合微信的要求；请用当前版本重新运行 renlearn build",
)
_SAME = Said(
    "{other} has the same page address, so that their drafts could not be told apart; "
    "run renlearn build again",
    "{other} 的网页地址与它相同，草稿会分不清；请重新运行 renlearn build",
)


def faults(bundle: Bundle) -> list[Said]:
    """Everything for which WeChat would refuse the article or show it wrong."""
    found = [*_words(bundle), *_body(bundle), *_address(bundle), *_pictures(bundle)]
    return list(dict.fromkeys(found))


def same_address(bundles: Sequence[Bundle]) -> dict[str, Said]:
    """Lessons of one push that have another's address, each with what to say of it."""
    first: dict[str, str] = {}
    found = {}
    for bundle in bundles:
        other = first.setdefault(bundle.url, bundle.lesson)
        if other != bundle.lesson and bundle.url:
            found[bundle.lesson] = _SAME.filled(other=other)
    return found


def _words(bundle: Bundle) -> Iterator[Said]:
    standard = {"title": limits.TITLE, "author": limits.AUTHOR, "digest": limits.DIGEST}
    for name, usual in standard.items():
        text = str(bundle.record.get(name, ""))
        limit = _limit(bundle, name, usual)
        if len(text) > limit:
            yield _TOO_LONG.filled(
                name=_NAMES[name], count=len(text), limit=limit, path=bundle.path
            )
        if _CONTROL.search(text):
            yield _ODD.filled(name=name)
    if not bundle.title.strip():
        yield _NO_TITLE.filled(path=bundle.path)
    for name in ("pic_crop_235_1", "pic_crop_1_1"):
        if not _CROP.fullmatch(str(bundle.record.get(name, "0_0_1_1"))):
            yield _ODD.filled(name=name)


def _body(bundle: Bundle) -> Iterator[Said]:
    placeholder = "x" * limits.UPLOADED_URL
    content = bundle.content(dict.fromkeys(bundle.pictures, placeholder))
    limit = _limit(bundle, "content", limits.CONTENT)
    if len(content) >= limit:
        yield _CONTENT.filled(count=len(content), limit=limit, path=bundle.path)
    size = len(content.encode())
    if size >= limits.CONTENT_BYTES:
        yield _BYTES.filled(count=size, limit=limits.CONTENT_BYTES, path=bundle.path)
    shown = len(re.findall(r"<img\b", bundle.html, re.IGNORECASE))
    if not content.strip() or _CONTROL.search(content) or shown != len(bundle.sources()):
        yield _ODD.filled(name="article.html")


def _address(bundle: Bundle) -> Iterator[Said]:
    if not bundle.url:
        yield _NO_ADDRESS
        return
    try:
        parts = urlsplit(bundle.url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    long = len(bundle.url.encode()) > limits.SOURCE_URL_BYTES
    if not good or long or _CONTROL.search(bundle.url):
        yield _BAD_ADDRESS


def _pictures(bundle: Bundle) -> Iterator[Said]:
    for picture in (bundle.cover, *bundle.pictures.values()):
        if picture.size > limits.MATERIAL_BYTES:
            yield _too_large(picture, limits.MATERIAL_BYTES)
    for source in bundle.sources():
        if source not in bundle.pictures:
            yield _STRANGE.filled(src=source[:80])


def _too_large(picture: Picture, limit: int) -> Said:
    kilobytes = limits.KB
    return _SIZE.filled(
        file=picture.about, size=picture.size // kilobytes, limit=limit // kilobytes
    )


def _limit(bundle: Bundle, name: str, usual: int) -> int:
    """The limit that the build went by, which school.yml may raise (§4)."""
    _, limit = bundle.record["counts"].get(name, (0, usual))
    return int(limit)
