"""
WeChat's own public check of an article's structure, asked over the network (§7.6).

The article is sent to WeChat, so nothing but a command of its own may ask.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.stops import PushError

_SHOWN = 160  # characters of a faulty element that are shown
_NO_ANSWER = Said(
    "WeChat's structure check gave no answer ({reason}); try again later, "
    "or use renlearn check --wechat, which needs no network",
    "微信的结构检查没有答复（{reason}）；请稍后再试，或用不联网的 renlearn check --wechat",
)


@dataclass(frozen=True)
class StructureFault:
    """A rule that WeChat finds broken, in its own words, and the element's HTML."""

    rule: str
    words: str
    element: str


def structure_faults(content: str, host: str = limits.STRUCTURE_HOST) -> list[StructureFault]:
    """
    Ask WeChat whether the structure of an article is sound.

    Args:
        content: The article's HTML.
        host: Start of the check's address.

    Raises:
        PushError: There was no answer that can be read.
    """
    body = json.dumps({"content": content}, ensure_ascii=False).encode("utf-8")
    headers = {"Content-Type": "application/json"}
    address = f"{host.rstrip('/')}/article-bin/verify_article_structure"
    try:
        reply = httpx.post(address, content=body, headers=headers, timeout=limits.UPLOAD_TIMEOUT)
        reply.raise_for_status()
        return list(_read(json.loads(reply.content.decode("utf-8"))))
    except httpx.HTTPStatusError as fault:
        reason = f"HTTP {fault.response.status_code}"
    except (httpx.RequestError, httpx.InvalidURL, ImportError) as fault:
        reason = type(fault).__name__
    except (ValueError, KeyError, TypeError, AttributeError):
        reason = "no JSON"
    raise PushError(_NO_ANSWER.filled(reason=reason))


def _read(answer: dict[str, Any]) -> list[StructureFault]:
    if answer["isValid"] is True:
        return []
    found = []
    for rule, info in (answer.get("inValidInfo") or {}).items():
        words = " ".join(str(info.get("violateRules", "")).split())
        items = info.get("items") or [{}]
        found += [
            StructureFault(rule, words, str(one.get("outerHTML", ""))[:_SHOWN]) for one in items
        ]
    return found or [StructureFault("structure", "", "")]
