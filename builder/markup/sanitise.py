"""Authors' HTML by an allow-list: what is not named here does not reach a page."""

from __future__ import annotations

import re

import nh3

_NOTES = {
    "note", "abstract", "summary", "info", "tip", "hint", "success", "question", "warning",
    "caution", "attention", "failure", "danger", "error", "bug", "example", "quote", "important",
}  # fmt: skip
_MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover "
    "munderover mtable mtr mtd mpadded mphantom mstyle menclose mmultiscripts mprescripts"
)
_MATH_ATTRIBUTES = (
    "stretchy fence separator lspace rspace mathvariant accent accentunder linethickness "
    "columnalign rowspacing columnspacing rowlines columnlines width height depth notation form "
    "symmetric movablelimits minsize maxsize largeop displaystyle scriptlevel mathcolor "
    "mathbackground"
)
_TAGS = (
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section "
    "small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr"
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    **{tag: set(_MATH_ATTRIBUTES.split()) for tag in _MATH.split()},
    "math": {"display", "alttext"},
}
_CLASSES: dict[str, set[str]] = {
    "div": {"admonition", "footnote", "tabs", *_NOTES},
    "p": {"admonition-title"},
    "details": {"tab", *_NOTES},
    "ul": {"task-list"},
    "li": {"task-list-item"},
    "a": {"footnote-ref", "footnote-backref"},
}
SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
_ID = re.compile(r"(?!r-)[\w:.-]{1,200}$", re.IGNORECASE)
_EMPTY_CLASS = re.compile(r'(<[a-z0-9]+(?: [\w-]+="[^"]*")*?) class=""')


def _judged(tag: str, attribute: str, value: str) -> str | None:  # noqa: ARG001 - nh3 calls it so
    """Keep ids away from those of the page itself, which begin with `r-`."""
    return value if attribute != "id" or _ID.match(value) else None


_CLEANER = nh3.Cleaner(
    tags={*_TAGS.split(), *_MATH.split()},
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    attribute_filter=_judged,
    clean_content_tags={"script", "style"},
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """
    Keep the tags, attributes, classes and address schemes of the allow-list.

    The result is regular: every attribute is in double quotes, every `<`, `>`
    and `&` that is no markup is escaped, and every element is closed.
    """
    clean = _CLEANER.clean(html)
    return _EMPTY_CLASS.sub(r"\1", clean) if ' class=""' in clean else clean
