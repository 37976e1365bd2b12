"""A server that does what servers must not. Every path is one case; the address of one is ``server.url("/path")``.

It speaks raw bytes over sockets, so that nothing a library would mend is mended, and answers each connection in a
thread of its own that ends with it.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PAGE = (
    '<html dir="rtl"><head><meta charset="utf-8"><title>قصف على بلدة</title></head><body><h1>قصف على بلدة</h1>'
    "<p>قصفت قوات النظام بلدة طفس بالمدفعية مساء أمس، ما أدى إلى مقتل مدنيين اثنين وإصابة طفل.</p></body></html>"
).encode()  # a town was shelled; two civilians killed, a child hurt


def answer(
    body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}Connection: close\r\n\r\n"
    return head.encode() + body


def endless(piece: bytes, pause: float = 0.0) -> Iterator[bytes]:
    while True:
        yield piece
        if pause:
            time.sleep(pause)


def _gzip_of(size: int) -> Iterator[bytes]:
    """A gzip stream that unpacks to ``size`` zero bytes, made on the way: nobody holds it whole."""
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    for _ in range(size >> 20):
        if piece := engine.compress(block):
            yield piece
    yield engine.flush()


_CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
)
_OPEN = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
_FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>'
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><rss><channel><title>&m;</title></channel></rss>"
)


def _cases(port: Callable[[], int]) -> dict[str, Callable[[], bytes | Iterator[bytes]]]:
    def redirect(where: str, status: str = "302 Found") -> bytes:
        return answer(b"", status=status, more=f"Location: {where}\r\n")

    def slowly(data: bytes) -> Iterator[bytes]:
        for n in range(len(data)):
            yield data[n : n + 1]
            time.sleep(0.3)

    return {
        "/good": lambda: answer(PAGE),
        "/loop": lambda: redirect("/loop"),
        "/ping": lambda: redirect("/pong"),
        "/pong": lambda: redirect("/ping"),
        "/file": lambda: redirect("file:" + "///etc/passwd"),
        "/script": lambda: redirect("javascript:alert(1)"),
        "/garbage-location": lambda: redirect("http://[::1/x"),
        "/to-metadata": lambda: redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-loopback": lambda: redirect("http://localhost:1/"),
        "/bomb-gzip": lambda: _headed(b"Content-Encoding: gzip\r\n", _gzip_of(10 << 30)),
        "/bomb-nested": lambda: answer(gzip.compress(gzip.compress(bytes(200 << 20), 9), 9), "application/gzip"),
        "/broken-gzip": lambda: answer(gzip.compress(PAGE)[:40] + b"\xff" * 60, more="Content-Encoding: gzip\r\n"),
        "/cut-gzip": lambda: answer(gzip.compress(PAGE * 20)[:-30], more="Content-Encoding: gzip\r\n"),
        "/brotli": lambda: answer(b"\x0b\x02\x80", more="Content-Encoding: br\r\n"),
        "/slow-body": lambda: slowly(_OPEN + PAGE),
        "/slow-head": lambda: slowly(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 5000),
        "/silent": lambda: endless(b"", 0.5),
        "/endless-body": lambda: _after(_OPEN, endless(b"<p>" + b"a" * 8000)),
        "/endless-feed": lambda: _after(_OPEN.replace(b"text/html", b"application/rss+xml") + _FEED, endless(b"<item><title>x</title></item>" * 200)),
        "/endless-head": lambda: _after(b"HTTP/1.1 200 OK\r\n", endless(b"X-Filler: " + b"a" * 4000 + b"\r\n")),
        "/endless-100": lambda: endless(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
        "/too-short": lambda: answer(PAGE).replace(b"Content-Length: ", b"Content-Length: 9"),
        "/two-lengths": lambda: answer(PAGE, more="Content-Length: 3\r\n"),
        "/negative-length": lambda: b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
        "/bad-chunks": lambda: _CHUNKED + b"ZZZ\r\nabc\r\n0\r\n\r\n",
        "/cut-chunks": lambda: _CHUNKED + b"fff\r\nabc",
        "/no-http": lambda: b"SSH-2.0-OpenSSH_9.2\r\n" * 3,
        "/closed": lambda: b"",
        "/500": lambda: answer(b"no", status="500 Oops"),
        "/403": lambda: answer(b"no", status="403 Forbidden"),
        "/bomb-xml": lambda: answer(_BOMB, "application/rss+xml"),
        "/deep-xml": lambda: answer(_FEED + b"<a>" * 200_000, "application/rss+xml"),
        "/deep-html": lambda: answer(b"<html><body>" + b"<div>" * 300_000 + PAGE, "text/html"),
        "/binary": lambda: answer(bytes(range(256)) * 400, "text/html"),
        "/empty": lambda: answer(b""),
        "/external-entity": lambda: answer(
            b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "/etc/passwd">]><rss><channel><item><title>&x;</title>'
            b"<description>a b c d e</description></item></channel></rss>", "application/rss+xml"),
        "/feed-of-all": lambda: answer(
            _FEED + "".join(f"<item><link>http://127.0.0.1:{port()}/{name}</link><title>{name}</title></item>" for name in
                            ("loop", "too-short", "bomb-xml", "500", "bad-chunks", "good")).encode() + b"</channel></rss>",
            "application/rss+xml"),
        "/robots.txt": lambda: answer(b"", status="404 Not Found"),
    }  # fmt: skip


def _headed(head: bytes, body: Iterator[bytes]) -> Iterator[bytes]:
    yield _OPEN.replace(b"Connection: close\r\n", b"Connection: close\r\n" + head)
    yield from body


def _after(head: bytes, body: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from body


class Hostile:
    """The server under way. ``asked`` lists the paths in the order in which they were asked for."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.tls = tls
        self.over = threading.Event()
        self.cases = _cases(lambda: self.port)
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{path}"

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection:
            connection.settimeout(30)
            if self.tls is None:
                self._answer(connection)
                return
            with self.tls.wrap_socket(connection, server_side=True) as secured:
                self._answer(secured)

    def _answer(self, connection: socket.socket) -> None:
        head = connection.recv(65_536).decode("latin-1")
        path = head.split(" ")[1].split("?")[0]
        self.asked.append(path)
        self.heads.append(head)
        said = self.cases.get(path, lambda: answer(b"", status="404 Not Found"))()
        for piece in [said] if isinstance(said, bytes) else said:
            if self.over.is_set():
                return
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)


@contextmanager
def hostile(certificate: Path | None = None) -> Iterator[Hostile]:
    """The server, on a port of its own; with a certificate it speaks TLS."""
    tls = None
    if certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
    server = Hostile(tls)
    try:
        yield server
    finally:
        server.over.set()
        server.socket.close()
