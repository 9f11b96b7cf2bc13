"""Pictures in an article."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from builder.wechat.files import Image
from builder.wechat.nodes import Node, named, written

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

# A width between the two would fill a phone and leave a desktop's column half empty, which WeChat
# reports (§7.6); below it a picture keeps its own size.
FILLS = 320  # px from where a picture is as wide as the column
_SIGN = 48  # px up to which it is a sign among words
_CODE = 180  # CSS px of a QR code: more than WeChat needs to find it by a long press


def picture(node: Node, flow: Flow) -> str:
    """HTML of an `<img>` with a content path; its description where it could not be encoded."""
    image, alt = flow.files.image(named(node, "src")), named(node, "alt")
    if image is None:
        return f"<i>[{written(alt or named(node, 'src'))}]</i>"
    if is_sign(image):
        return tag(image, alt, "sign", image.width)
    return tag(image, alt, "picture", None if image.width >= FILLS else image.width)


def tag(image: Image, alt: str, name: str, width: int | None) -> str:
    """
    HTML of a picture.

    Args:
        image: Shown.
        alt: Its description, plain text.
        name: Class in the style sheet.
        width: CSS px; None for the whole column.
    """
    style = f"width:{width}px" if width else "width:100%"
    described = f' alt="{escape(alt)}"' if alt else ""
    source = f'src="{escape(image.address)}" data-w="{image.width}"'
    return f'<img class="{name}" {source}{described} style="{style}">'


def is_sign(image: Image) -> bool:
    """Whether a picture is small enough to stand among words."""
    return image.width <= _SIGN and image.height <= _SIGN


def code_to_scan(image: Image, alt: str) -> str:
    """HTML of a QR code, large enough for a long press and small enough for any screen."""
    return tag(image, alt, "code-to-scan", _CODE)
