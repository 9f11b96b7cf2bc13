"""The phone frame on the development server: its own addresses, the pages' behind them."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, unquote

from builder.i18n import StaffLanguage
from builder.prepared import Prepared
from builder.preview.panel import Panel
from builder.preview.state import State

FRAME = "/_phone/"  # no page of a school begins with _
Answer = Iterable[bytes]
Application = Callable[[Mapping[str, Any], Any], Answer]

_TEMPLATES = Path(__file__).parent / "templates"
_OWN = "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;media-src 'self'"
# Nothing of another host, and nothing that stands in a lesson runs here.
_FRAME_POLICY = f"{_OWN};connect-src 'self';frame-src 'self';base-uri 'none';form-action 'none'"
_STILL_POLICY = "default-src 'none';img-src data:;style-src 'unsafe-inline';sandbox"


class Preview:
    """
    Answers for the phone frame; everything else is left to the server of the pages.

    Args:
        language: Of the words beside the phone.
        ready: Called with the address of the frame once it is there.

    Attributes:
        path: Of the frame on the server.
    """

    path = FRAME

    def __init__(self, language: StaffLanguage, ready: Callable[[str], None]) -> None:
        self.ready = ready
        self._panel = Panel(language)
        self._lock = Lock()  # two requests must not encode the same picture

    def show(self, ready: Prepared) -> None:
        """Say from now on what is known of this state of the school."""
        self._panel.state = State(ready)
        self._panel.fault = ""

    def fail(self, reason: str) -> None:
        """Say that the last save could not be shown, and why."""
        self._panel.fault = reason

    def around(self, pages: Application, mount: str) -> Application:
        """
        The application that answers for the frame and hands on what is not its own.

        Args:
            pages: Of the site.
            mount: Path of the site's front page, ending in `/`.
        """
        self._panel.mount = mount

        def answer(environ: Mapping[str, Any], start_response: Any) -> Answer:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if not path.startswith(FRAME):
                return pages(environ, start_response)
            query = parse_qs(environ.get("QUERY_STRING", ""))
            with self._lock:
                found = self._found(path.removeprefix(FRAME), query)
            status = "200 OK" if found else "404 Not Found"
            kind, policy, data = found or ("text/plain", _STILL_POLICY, b"")
            start_response(
                status,
                [
                    ("Content-Type", kind),
                    ("Content-Length", str(len(data))),
                    ("Content-Security-Policy", policy),
                    ("Cache-Control", "no-store"),
                ],
            )
            return [data]

        return answer

    def _found(self, name: str, query: Mapping[str, list[str]]) -> tuple[str, str, bytes] | None:
        """What lies at an address below the frame's: its type, its policy, its bytes."""
        url = self._url(query.get("page", [""])[0])
        if name == "":
            return _html(self._panel.frame(), _FRAME_POLICY)
        if name == "panel":
            article = query.get("view") == ["article"]
            return _html(self._panel.beside(url, article=article), _STILL_POLICY)
        if name == "article":
            return _html(self._panel.article(url), _STILL_POLICY)
        if name in {"frame.css", "frame.js"}:
            return _file(_TEMPLATES / name)
        source = self._panel.source(name.removeprefix("source/"))
        return _file(source) if source else None

    def _url(self, path: str) -> str:
        """The address of a page from its path on the server, as a browser has it."""
        return unquote(path).removeprefix(self._panel.mount).removesuffix("index.html")


def _html(text: str, policy: str) -> tuple[str, str, bytes]:
    return "text/html; charset=utf-8", policy, text.encode()


def _file(file: Path) -> tuple[str, str, bytes] | None:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    try:
        return kind + charset, _STILL_POLICY, file.read_bytes()
    except OSError:
        return None
