"""A web server with TLS that sends what it has compressed ahead of time."""

from __future__ import annotations

import ssl
import tempfile
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import brotli
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from builder.publish.headers import YEAR


class TlsServer:
    """
    Serves `files` over HTTPS (HTTP/1.1, TLS 1.3) at `port` of the loopback until closed.

    Args:
        files: By path, which begins with a slash. They may be kept for a
            year; words are sent as brotli 11.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.answers = {path: _answer(path, data) for path, data in files.items()}
        # The handshake is left to the thread of the connection.
        self._server.socket = _context().wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answers: Mapping[str, tuple[Mapping[str, str], bytes]]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: browsers drop connections that they opened in case."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    wbufsize = -1  # head and body in one packet

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        headers, body = self.server.answers.get(self.path, ({}, b""))
        self.send_response(200 if headers else 404)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _answer(path: str, data: bytes) -> tuple[Mapping[str, str], bytes]:
    kind = guess_type(path)[0] or "text/html"
    headers = {"Content-Type": kind, "Cache-Control": f"max-age={YEAR}"}
    if not kind.startswith(("text/", "image/svg", "application/javascript")):
        return headers, data
    return {**headers, "Content-Encoding": "br"}, brotli.compress(data, quality=11)


def _context() -> ssl.SSLContext:
    """With a certificate that the server has signed itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "both.pem"
        file.write_bytes(
            key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            + certificate.public_bytes(pem)
        )
        context.load_cert_chain(file)
    return context
