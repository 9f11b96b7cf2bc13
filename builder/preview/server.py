"""What the development server answers: the phone frame, and pages made when they are asked for."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from builder.i18n import StaffLanguage
from builder.preview.panel import Panel
from builder.preview.state import State
from builder.site.templates import TemplateFaultError, faults_in_words

# Some Windows machines take scripts for plain text, which browsers do not run as modules.
mimetypes.add_type("text/javascript", ".js")

FRAME = "/_phone/"  # no page of a school begins with _
Answered = Iterable[bytes]
Application = Callable[[Mapping[str, Any], Any], Answered]

_TEMPLATES = Path(__file__).parent / "templates"
_PATIENCE = 25  # seconds that a question for news stays open
_HTML = "text/html; charset=utf-8"
# Nothing of another host, and nothing that stands in a lesson runs in the frame.
_FRAME_POLICY = (
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;media-src 'self';"
    "connect-src 'self';frame-src 'self';base-uri 'none';form-action 'none'"
)
_STILL_POLICY = "default-src 'none';img-src data:;style-src 'unsafe-inline';sandbox"


@dataclass(frozen=True)
class Answer:
    """
    Attributes:
        data: Of the body.
        kind: MIME type.
        policy: Content-Security-Policy, or "" for none.
        status: With its words.
        location: Where else to look, or "".
    """

    data: bytes
    kind: str = _HTML
    policy: str = _STILL_POLICY
    status: str = "200 OK"
    location: str = ""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """Of HTTP."""
        found = [
            ("Content-Type", self.kind),
            ("Content-Length", str(len(self.data))),
            ("Cache-Control", "no-store"),
        ]
        found += [("Content-Security-Policy", self.policy)] if self.policy else []
        return found + ([("Location", self.location)] if self.location else [])


class Server:
    """
    Answers for the phone frame, and for the pages where nobody else makes them.

    Args:
        language: Of the words beside the phone.

    Attributes:
        answers: Whether it makes the pages; else those are handed on.
    """

    def __init__(self, language: StaffLanguage) -> None:
        self.answers = False
        self._panel = Panel(language)
        self._lock = Lock()  # two requests must not encode the same picture
        self._news = Condition()
        self._number = 1

    @property
    def state(self) -> State | None:
        """Of the school, as it is shown."""
        return self._panel.state

    def put(self, state: State) -> None:
        """Show another state of the school."""
        self._panel.state, self._panel.fault = state, ""
        self.renew()

    def fail(self, reason: str) -> None:
        """Say that the last save could not be shown, and why."""
        self._panel.fault = reason
        self.renew()

    def renew(self) -> None:
        """Tell the browsers that something is new."""
        with self._news:
            self._number += 1
            self._news.notify_all()

    def around(self, pages: Application, mount: str) -> Application:
        """
        The application that answers what is its own and hands on the rest.

        Args:
            pages: Of the server.
            mount: Path of the site's front page, ending in `/`.
        """
        self._panel.mount = mount

        def answer(environ: Mapping[str, Any], start_response: Any) -> Answered:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            query = {
                name: found[0] for name, found in parse_qs(environ.get("QUERY_STRING", "")).items()
            }
            if path.startswith(FRAME):
                found = self._own(path.removeprefix(FRAME), query)
            elif self.answers and path.startswith(mount):
                found = self._public(path.removeprefix(mount))
            else:
                return pages(environ, start_response)
            start_response(found.status, found.headers)
            return [found.data]

        return answer

    def _own(self, name: str, query: Mapping[str, str]) -> Answer:
        """What lies at an address below the frame's."""
        url = self._url(query.get("page", ""))
        if name == "":
            return Answer(self._panel.frame().encode(), policy=_FRAME_POLICY)
        if name == "news":
            return self._told(query.get("seen", ""), url)
        if name in {"panel", "article"}:
            with self._lock:
                is_article = query.get("view") == "article"
                beside = name == "panel"
                html = self._panel.beside(url, article=is_article) if beside else None
                return Answer((html or self._panel.article(url)).encode())
        if name in {"frame.css", "frame.js", "reload.js"}:
            return _of_file(_TEMPLATES / name)
        source = self._panel.source(name.removeprefix("source/"))
        return _of_file(source) if source else _missing()

    def _told(self, seen: str, url: str) -> Answer:
        """The number of the state and a mark of the page, once there is one newer than `seen`."""
        with self._news:
            self._news.wait_for(lambda: str(self._number) != seen, _PATIENCE)
            number = self._number
        record = {"number": number, "mark": _mark(self._page(url)) if self.answers else ""}
        return Answer(json.dumps(record).encode(), kind="application/json")

    def _public(self, url: str) -> Answer:
        """A page or a file of the site."""
        state = self.state
        url = url.removesuffix("index.html")
        if state and url not in state.pages and f"{url}/" in state.pages:
            place = quote(f"{self._panel.mount}{url}/")
            return Answer(b"", status="302 Found", location=place)
        if state and url not in state.pages and (data := state.file(url)) is not None:
            kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return Answer(data, kind=kind, policy="")
        html = self._page(url)
        script = f"<script src={FRAME}reload.js data-mark={_mark(html)} defer></script>"
        there = bool(state and url in state.pages)
        status = "200 OK" if there else "404 Not Found"
        return Answer(f"{html}{script}".encode(), policy="", status=status)

    def _page(self, url: str) -> str:
        """The HTML of a page, or of the page that stands for what is missing."""
        state = self.state
        page = state and (state.pages.get(url) or state.pages.get("404.html"))
        if not state or not page:
            return ""
        try:
            with faults_in_words(state.school.root):
                return state.open_html(page)
        except TemplateFaultError as fault:
            return self._panel.faulty(str(fault))

    def _url(self, path: str) -> str:
        """The address of a page from its path on the server, as a browser has it."""
        return unquote(path).removeprefix(self._panel.mount).removesuffix("index.html")


def _mark(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()[:16]


def _missing() -> Answer:
    return Answer(b"", kind="text/plain", status="404 Not Found")


def _of_file(file: Path) -> Answer:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    try:
        return Answer(file.read_bytes(), kind=kind)
    except OSError:
        return _missing()
