"""
WeChat's server for the tests, with faults on demand: `python -m tests.wechat.server`.

It prints its port, keeps everything in memory and ends when its standard input
closes. Tests steer it through `/_test/…`; what it did is in its journal.
"""

from __future__ import annotations

import json
import os
import random
import re
import socket
import struct
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.wechat.account import Account, Body, Refusal, Upload

POSTS = {
    "draft/add": Account.add,
    "draft/update": Account.update,
    "draft/get": Account.get,
    "draft/delete": Account.delete,
    "draft/batchget": Account.batch,
    "material/batchget_material": Account.materials,
}
GETS = {"draft/count": Account.count}
UPLOADS = ("media/uploadimg", "material/add_material")
AFTER = {"reset-after", "502-after", "busy-after", "slow", "twice", "hold"}  # done, then spoiled
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?!00[01])")


class Reset(Exception):  # noqa: N818 - it is what happens
    """The connection breaks."""


class State:
    """The account, the faults to come and the journal; one lock for all."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.reset()

    def reset(self, _: Body | None = None) -> None:
        """An account without drafts, pictures, faults."""
        self.account = Account()
        self.journal: list[Body] = []
        self.proxied: list[str] = []
        self.structure: Body = {"isValid": True}
        self.slow = 1.0
        self.plan({})

    def plan(self, body: Body) -> None:
        """Faults: {"rate", "kinds", "seed"} at random; {"next": [[call, nth, kind], …]}."""
        self.rate = float(body.get("rate", 0))
        self.kinds = list(body.get("kinds", []))
        self.chance = random.Random(body.get("seed", 0))
        self.next = {(call, nth): kind for call, nth, kind in body.get("next", [])}
        self.always = dict(body.get("always", {}))
        self.slow = float(body.get("slow", 1.0))
        self.counted: Counter[str] = Counter()

    def fault(self, call: str) -> str:
        """What shall go wrong with this call, or ""."""
        self.counted[call] += 1
        planned = self.next.get((call, self.counted[call])) or self.always.get(call)
        if planned:
            return str(planned)
        if self.kinds and self.chance.random() < self.rate:
            return str(self.chance.choice(self.kinds))
        return ""


STATE = State()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_CONNECT(self) -> None:
        STATE.proxied.append(self.path)
        self.close_connection = True
        self._write(403, b"no tunnels here")

    def _serve(self, method: str) -> None:
        if self.path.startswith("http://"):  # somebody takes us for a proxy
            STATE.proxied.append(self.path.partition("?")[0])
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if url.path.startswith("/_test/"):
            self._answer(_steer(url.path.removeprefix("/_test/"), json.loads(data or b"{}")))
        elif url.path == "/article-bin/verify_article_structure":
            STATE.journal.append({"call": "structure", "content": json.loads(data)["content"]})
            self._answer(STATE.structure)
        else:
            self._call(method, url.path.removeprefix("/cgi-bin/"), query, data)

    def _call(self, method: str, call: str, query: dict[str, str], data: bytes) -> None:
        entry: Body = {"call": call, "code": 0, "fault": "", "committed": False}
        with STATE.lock:
            STATE.journal.append(entry)
            entry["fault"] = fault = STATE.fault(call)
            entry["at"] = STATE.account.now()
        try:
            if fault in {"reset-before", "502", "html", "busy", "404", "expired", "echo", "hang"}:
                answer = self._spoiled(fault, query, data)
            else:
                answer = self._done(method, call, query, data, entry)
        except Refusal as refusal:
            entry["code"] = refusal.code
            words = f"{refusal.words} rid: {uuid.uuid4()}"
            answer = {"errcode": refusal.code, "errmsg": words}
        except Reset:
            return
        if fault in AFTER and entry["committed"]:
            self._spoil(fault, answer)
        else:
            self._answer(answer)

    def _done(
        self, method: str, call: str, query: dict[str, str], data: bytes, entry: Body
    ) -> Body:
        account = STATE.account
        ip = self.client_address[0]
        with STATE.lock:
            if call in GETS or call in POSTS or call in UPLOADS or call == "stable_token":
                if method == "GET" and call not in GETS:
                    raise Refusal(43002, "require POST method")
                if method == "POST" and call in GETS:
                    raise Refusal(43001, "require GET method")
            else:
                raise Refusal(40066, "invalid url")
            if call == "stable_token":
                answer = account.issue(_json(data), ip)
            else:
                account.enter(query.get("access_token", ""), call, ip)
                answer = self._carried_out(call, query, data, entry)
            entry["committed"] = True
            entry["media_id"] = answer.get("media_id", "")
            return answer

    def _carried_out(self, call: str, query: dict[str, str], data: bytes, entry: Body) -> Body:
        account = STATE.account
        if call in GETS:
            return GETS[call](account, {})
        if call in POSTS:
            body = _json(data)
            entry |= _told(body)
            return POSTS[call](account, body)
        upload = _upload(self.headers.get("Content-Type", ""), data)
        entry |= {"sha256": upload.sha256, "name": upload.name, "bytes": len(upload.data)}
        if call == "media/uploadimg":
            return account.upload_picture(upload)
        return account.add_material(upload, query.get("type", ""))

    def _spoiled(self, fault: str, query: dict[str, str], data: bytes) -> Body:
        """Faults of calls that are not carried out."""
        if fault == "reset-before":
            self._reset()
        if fault == "hang":
            time.sleep(STATE.slow)
            self._reset()
        if fault in {"502", "404"}:
            self._write(int(fault), b"<html>Bad Gateway</html>")
            raise Reset
        if fault == "html":
            self._write(200, b"<html>Welcome to the hotel network</html>")
            raise Reset
        if fault == "expired":
            STATE.account.tokens.pop(query.get("access_token", ""), None)
            raise Refusal(42001, "access_token expired")
        if fault == "echo":  # a relay that repeats what it got
            raise Refusal(40035, f"{self.path} {data[:600].decode('utf-8', 'replace')}")
        raise Refusal(-1, "system error")

    def _spoil(self, fault: str, answer: Body) -> None:
        """Faults of calls that were carried out."""
        if fault == "502-after":
            self._write(502, b"<html>Bad Gateway</html>")
        elif fault == "busy-after":
            self._answer({"errcode": -1, "errmsg": "system error"})
        elif fault == "twice":
            whole = json.dumps(answer).encode()
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(whole)}\r\n\r\n".encode()
            self.wfile.write((head + whole) * 2)
        elif fault in {"slow", "hold"}:
            time.sleep(STATE.slow)
            try:
                self._answer(answer)
            except OSError:
                self.close_connection = True
        else:
            try:
                self._reset()
            except Reset:
                return

    def _reset(self) -> None:
        self.close_connection = True
        linger = struct.pack("ii", 1, 0)  # close without goodbye
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.rfile.close()
        self.connection.close()
        raise Reset

    def _answer(self, body: Body | list[Any]) -> None:
        self._write(200, json.dumps(body, ensure_ascii=False).encode(), "text/plain")

    def _write(self, status: int, data: bytes, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return


def _steer(order: str, body: Body) -> Body | list[Any]:
    """What tests may ask and change."""
    with STATE.lock:
        answer = ORDERS[order](STATE, body)
        return {} if answer is None else answer


def _state(state: State, _: Body) -> Body:
    names = ("drafts", "library", "tokens", "issued")
    return {name: getattr(state.account, name) for name in names} | {"proxied": state.proxied}


def _set(state: State, body: Body) -> None:
    for name, value in body.items():
        setattr(state.account, name, value)


ORDERS: dict[str, Callable[[State, Body], Any]] = {
    "reset": State.reset,
    "journal": lambda state, _: state.journal,
    "count": lambda state, _: {"calls": len(state.journal)},
    "state": _state,
    "set": _set,
    "faults": State.plan,
    "structure": lambda state, body: setattr(state, "structure", body),
    "publish": lambda state, body: state.account.drafts.pop(body["media_id"]),
    "drafts": lambda state, body: setattr(state.account, "drafts", body),
    "forget-material": lambda state, body: state.account.library.pop(body["media_id"]),
    "forget-tokens": lambda state, _: state.account.tokens.clear(),
}


def _json(data: bytes) -> Body:
    try:
        body = json.loads(data.decode("utf-8"))
    except ValueError:
        raise Refusal(47001, "data format error") from None
    if not isinstance(body, dict):
        raise Refusal(47001, "data format error")
    if ESCAPED.search(data):
        raise Refusal(40033, "invalid charset. please check your request, if include \\uxxxx")
    return body


def _told(body: Body) -> Body:
    articles = body.get("articles")
    listed = articles if isinstance(articles, list) else [articles] if articles else []
    urls = [str(one.get("content_source_url", "")) for one in listed if isinstance(one, dict)]
    return {"urls": urls, "of": body.get("media_id", ""), "index": body.get("index", 0)}


def _upload(content_type: str, data: bytes) -> Upload:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = message_from_bytes(head + data, policy=policy.HTTP)
    if not content_type.startswith("multipart/form-data") or not message.is_multipart():
        raise Refusal(41005, "media data missing")
    part = next(iter(message.iter_parts()), None)
    name = part.get_filename() if part is not None else None
    if part is None or not name:
        raise Refusal(41005, "media data missing")
    form_field = str(part.get_param("name", "", "content-disposition"))
    return Upload(form_field, name, part.get_payload(decode=True) or b"")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client that was killed


def main() -> None:
    """Serve until the standard input closes."""
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
