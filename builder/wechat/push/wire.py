"""
One request to WeChat and its answer, read into a result or a sentence.

WeChat wants the token in the address, so no address is ever logged or put
into an exception, and what comes back is cleared of secrets before it is read.
"""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from builder import __version__
from builder.i18n import Said
from builder.wechat.push.account import Account
from builder.wechat.push.stops import NoAnswerError, PushError, RefusedError

Answer = dict[str, Any]
Request = dict[str, Any]
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_MASK = "***"
_REASON = 160  # characters of the system's own words that are repeated

_NO_WAY = Said(
    "cannot reach {host} ({reason}); check the network and HTTPS_PROXY, "
    "then run the same command again: nothing is lost",
    "连不上 {host}（{reason}）；请检查网络和 HTTPS_PROXY，再运行同一条命令，已完成的不会丢",
)
_BROKEN = Said(
    "{host} gave no answer to {call} ({reason}); "
    "run the same command again later: nothing is lost, and no article comes twice",
    "{host} 没有答复 {call}（{reason}）；请稍后再运行同一条命令，已完成的不会丢，文章也不会重复",
)
_STATUS = Said(
    "{host} answered {call} with HTTP {status}; a proxy or relay on the way refuses: "
    "ask whoever runs it",
    "{host} 对 {call} 答复 HTTP {status}；途中的代理或中转拒绝了：请联系其管理者",
)
_PROXY = Said(
    "the proxy of HTTPS_PROXY lets nothing through to {host} ({reason}); "
    "correct the proxy, then run the same command again: nothing is lost",
    "HTTPS_PROXY 的代理不放行到 {host}（{reason}）；请改正代理，再运行同一条命令，已完成的不会丢",
)
_BAD_PROXY = Said(
    "the proxy of HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used; "
    "write it as http://host:port",
    "HTTPS_PROXY、HTTP_PROXY 或 ALL_PROXY 里的代理不能用；请写成 http://主机:端口",
)


class Wire:
    """
    The connection to WeChat. Close it when done.

    Raises:
        PushError: The proxy of the environment cannot be used.
    """

    def __init__(self, account: Account) -> None:
        for name in ("httpx", "httpcore"):  # they log addresses, and those hold the token
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._account = account
        self._secrets = {account.secret}
        self._host = urlsplit(account.api).hostname or ""
        headers = {"User-Agent": f"renlearn/{__version__}"}
        # A connection of its own for each call: what comes late on a kept one, or twice,
        # would be read as the answer to the next call, another lesson's perhaps.
        once = httpx.Limits(max_keepalive_connections=0)
        try:
            self._http = httpx.Client(headers=headers, timeout=account.timeout, limits=once)
        except (ValueError, ImportError, httpx.InvalidURL):
            raise PushError(_BAD_PROXY) from None

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(self, call: str, request: Request, token: str, about: str) -> Answer:
        """
        Send one request, once.

        Args:
            call: Such as `draft/add`.
            request: What httpx shall send.
            token: The access token, or "" for the call that fetches it.
            about: The lesson or file that an error is said to concern.

        Raises:
            RefusedError: WeChat answered with an error code.
            NoAnswerError: There was no answer, or none that can be read.
            PushError: Somebody on the way refuses.
        """
        if token:
            self._secrets.add(token)
            request = request | {"params": {"access_token": token} | request.get("params", {})}
        try:
            reply = self._http.post(f"{self._account.api}/cgi-bin/{call}", **request)
        except httpx.ProxyError as fault:
            said = _PROXY.filled(host=self._host, reason=self._reason(fault))
            raise PushError(said) from None
        except _NOT_SENT as fault:
            said = _NO_WAY.filled(host=self._host, reason=self._reason(fault))
            raise NoAnswerError(said, sent=False) from None
        except (httpx.RequestError, httpx.InvalidURL) as fault:
            raise self.silence(call, self._reason(fault)) from None
        return self._read(call, reply, about, token)

    def silence(self, call: str, reason: str) -> NoAnswerError:
        """The error that a call was sent and its outcome is not known."""
        said = _BROKEN.filled(host=self._host, call=call, reason=reason)
        return NoAnswerError(said, sent=True)

    def _read(self, call: str, reply: httpx.Response, about: str, token: str) -> Answer:
        status = reply.status_code
        if status >= 500 or status == 429:
            raise self.silence(call, f"HTTP {status}")
        if status != 200:
            raise PushError(_STATUS.filled(host=self._host, call=call, status=status))
        try:
            text = reply.content.decode("utf-8")
            answer = json.loads(self._cleared(text) if token else text)
            code = int(answer.get("errcode") or 0)
        except (ValueError, AttributeError, TypeError, RecursionError):
            raise self.silence(call, "no JSON") from None
        if code:
            words = self._cleared(str(answer.get("errmsg", "")))
            raise RefusedError(code, words, call, about)
        return dict(answer)

    def _reason(self, fault: Exception) -> str:
        """The system's words on one line, or the kind of fault where it has none."""
        words = " ".join(str(fault).split()) or type(fault).__name__
        return self._cleared(words)[:_REASON]

    def _cleared(self, text: str) -> str:
        """A text without the secrets that a server or a relay may repeat."""
        for secret in filter(None, self._secrets):
            text = text.replace(secret, _MASK).replace(quote(secret, safe=""), _MASK)
        return text
