"""What ends a push or a lesson of it: every reason is a sentence, never a traceback."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from builder.i18n import Said
from builder.wechat.push.errors import Meaning, meaning

BEIJING = timezone(timedelta(hours=8))  # quotas begin anew at its midnight; no summer time
_RID = re.compile(r"rid:\s*([0-9a-zA-Z-]+)")
_IP = re.compile(r"invalid ip\s+([0-9a-fA-F.:]+)")
_WORDS = 200  # characters of WeChat's own words that are repeated
_REFUSED = Said("{said} (WeChat: {code} {words})", "{said}（微信：{code} {words}）")


class PushError(Exception):
    """
    Something that staff must know; the message says what to do.

    Attributes:
        said: The sentence in both languages.
        stops: Whether the whole push ends with it, not only the lesson.
    """

    def __init__(self, said: Said, *, stops: bool = True) -> None:
        super().__init__(said.en)
        self.said = said
        self.stops = stops

    @property
    def unknown(self) -> bool:
        """Whether WeChat may have done what was asked all the same."""
        return False


class NoAnswerError(PushError):
    """WeChat gave no answer that can be read; `sent`: the request may have reached it."""

    def __init__(self, said: Said, *, sent: bool) -> None:
        super().__init__(said)
        self._sent = sent

    @property
    def unknown(self) -> bool:
        """Whether the request may have reached WeChat."""
        return self._sent


class RefusedError(PushError):
    """
    WeChat answered with an error code.

    Attributes:
        code: WeChat's `errcode`.
        call: The call, such as `draft/add`.
        rid: WeChat's mark of this request, to look it up in the console; or "".
        doubt: Whether an earlier try of the same call had no answer.
        meaning: What the code means.
    """

    def __init__(self, code: int, words: str, call: str, about: str = "") -> None:
        self.code = code
        self.call = call
        self.words = " ".join(words.split())[:_WORDS]
        self.about = about
        self.doubt = False
        self.meaning: Meaning = meaning(code)
        found = _RID.search(words)
        self.rid = found[1] if found else ""
        super().__init__(self._sentence(1), stops=self.meaning.stops)

    @property
    def unknown(self) -> bool:
        """A refusal is one, but who says to be busy may have done it, and so may an earlier try."""
        return self.doubt or self.meaning.retry == "wait"

    def after(self, tries: int) -> RefusedError:
        """The same, said after so many tries."""
        self.said = self._sentence(tries)
        self.args = (self.said.en,)
        return self

    def explained(self, said: Said) -> RefusedError:
        """The same code with a sentence that says more than the code alone does."""
        self.said = _REFUSED.filled(said=said, code=self.code, words=self._own_words())
        self.args = (self.said.en,)
        return self

    def _sentence(self, tries: int) -> Said:
        found = _IP.search(self.words)
        said = self.meaning.said.filled(
            about=self.about or self.call,
            call=self.call,
            ip=found[1] if found else "?",
            tries=tries,
            go_on=until_midnight(datetime.now(BEIJING)),
        )
        return _REFUSED.filled(said=said, code=self.code, words=self._own_words())

    def _own_words(self) -> str:
        """WeChat's words with the call and, even where they were cut, the rid."""
        rid = f", rid {self.rid}" if self.rid and self.rid not in self.words else ""
        return f"{self.words}, {self.call}{rid}"


def midnight(now: datetime) -> datetime:
    """When the quotas begin anew."""
    tomorrow = now.astimezone(BEIJING).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=BEIJING)


def until_midnight(now: datetime) -> Said:
    """How long that is."""
    hours, minutes = divmod(int((midnight(now) - now).total_seconds()) // 60, 60)
    return Said("in {hours} h {minutes} min", "还有 {hours} 小时 {minutes} 分钟").filled(
        hours=hours, minutes=minutes
    )
