"""A static web server that lets media be kept as a CDN does and notes every request."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from builder.publish.headers import YEAR


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def end_headers(self) -> None:
        if "/m/" in self.path:  # their names change with what they hold
            self.send_header("Cache-Control", f"max-age={YEAR}")
        super().end_headers()

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]  # two builds may fall into one second
        if self.path == "/favicon.ico":  # every browser asks for one, of every site
            self.send_response(204)
            self.end_headers()
            return
        self.server.requests.append(self.path)  # type: ignore[attr-defined]
        super().do_GET()


class SiteServer:
    """Serves `folder` at `url` until closed; `requests` are the paths asked for, in order."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Handler, directory=str(folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.requests: list[str] = []
        self._server.requests = self.requests  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
