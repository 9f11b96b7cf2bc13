"""Code: WeChat folds line ends and spaces, so they are written out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.wechat.nodes import Node, element, raw, written

if TYPE_CHECKING:
    from builder.wechat.flow import Flow

_EDGE = re.compile(r"^ | (?= )| $")


def code_block(node: Node, flow: Flow) -> str:  # noqa: ARG001 - as every form
    """HTML of a `<pre>`: each line ends with `<br>`, no two spaces stand together."""
    lines = raw(node).expandtabs(4).strip("\n").split("\n")
    inner = "<br>".join(written(_EDGE.sub("\xa0", line)) for line in lines)
    return element("section", element("code", inner), "pre")
