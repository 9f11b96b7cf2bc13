"""Calls to WeChat that hold out: the token is renewed, a busy server is asked again."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.account import Account
from builder.wechat.push.stops import NoAnswerError, RefusedError
from builder.wechat.push.token import TokenStore
from builder.wechat.push.wire import Answer, Request, Wire

Tell = Callable[[Said], None]
Settle = Callable[[], Answer | None]
Fault = RefusedError | NoAnswerError

_TOKEN_CALL = "stable_token"  # noqa: S105 - the call's name; it leaves other tools' tokens alone
_WAITING = Said(
    "{call}: no success yet, next try in {seconds} s", "{call} 暂时不成功，{seconds} 秒后再试"
)


class Client:
    """
    One account's calls. Close it when done.

    Args:
        account: Whom to speak for.
        tokens: Where the token is kept between commands.
        tell: Told of every wait.

    Raises:
        PushError: The proxy of the environment cannot be used.
    """

    def __init__(self, account: Account, tokens: TokenStore, tell: Tell) -> None:
        self._account = account
        self._tokens = tokens
        self._tell = tell
        self._token = ""
        self._wire = Wire(account)

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def post(
        self, call: str, body: Answer, *, about: str = "", settle: Settle | None = None
    ) -> Answer:
        """
        Make a call with a JSON body.

        Args:
            call: Such as `draft/add`.
            body: Sent as raw UTF-8.
            about: The lesson or file that an error is said to concern.
            settle: Finds out whether a call without an answer was carried
                out, and gives its answer then. Without it the call is simply
                repeated.

        Raises:
            PushError: It was refused, or there was no answer after all tries.
        """
        return self._persist(call, _json(body), about, settle)

    def upload(
        self,
        call: str,
        file: tuple[str, bytes, str],
        *,
        about: str,
        kind: str = "",
        settle: Settle | None = None,
    ) -> Answer:
        """
        Send a file, given as (name, bytes, media type); `kind` is WeChat's `type`.

        Raises:
            PushError: As of `post`.
        """
        request: Request = {"files": {"media": file}, "timeout": self._account.upload_timeout}
        if kind:
            request["params"] = {"type": kind}
        return self._persist(call, request, about, settle)

    def _persist(self, call: str, request: Request, about: str, settle: Settle | None) -> Answer:
        waits: Iterator[float] = iter(limits.BACK_OFF)
        renewable = call != _TOKEN_CALL
        tries, doubt = 0, False
        while True:
            token = self._access() if call != _TOKEN_CALL else ""
            tries += 1
            try:
                return self._wire.send(call, request, token, about)
            except RefusedError as refused:
                if refused.meaning.retry == "renew" and renewable:
                    renewable = False
                    self._forget_token()
                    continue
                refused.doubt = doubt
                if refused.meaning.retry not in {"wait", "slow"}:
                    raise
                fault: Fault = refused.after(tries)
            except NoAnswerError as silence:
                fault = silence
            doubt = doubt or fault.unknown
            wait = next(waits, None)
            if wait is not None:
                self._pause(call, fault, wait)
            found = settle() if settle and fault.unknown else None
            if found:
                return found
            if wait is None:
                raise fault

    def _pause(self, call: str, fault: Fault, wait: float) -> None:
        slow = isinstance(fault, RefusedError) and fault.meaning.retry == "slow"
        seconds = max(wait, limits.TOO_FAST_WAIT) if slow else wait
        seconds *= random.uniform(1.0, 1.3)  # noqa: S311 - so that two computers do not keep step
        self._tell(_WAITING.filled(call=call, seconds=round(seconds)))
        time.sleep(seconds * self._account.pace)

    def _access(self) -> str:
        if not self._token:
            self._token = self._tokens.load(time.time()) or self._fetch_token()
        return self._token

    def _fetch_token(self) -> str:
        body = {
            "grant_type": "client_credential",
            "appid": self._account.appid,
            "secret": self._account.secret,
            "force_refresh": False,
        }
        began = time.time()
        answer = self._persist(_TOKEN_CALL, _json(body), "", None)
        try:
            token, life = str(answer["access_token"]), float(answer["expires_in"])
        except (KeyError, ValueError, TypeError):
            raise self._wire.silence(_TOKEN_CALL, "no token") from None
        self._tokens.save(token, began + min(life, limits.TOKEN_LIFE))
        return token

    def _forget_token(self) -> None:
        self._token = ""
        self._tokens.drop()


def _json(body: Answer) -> Request:
    r"""A request whose Chinese is not escaped: WeChat takes `\u` literally (§2)."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return {"content": text.encode("utf-8"), "headers": {"Content-Type": "application/json"}}
