"""Getting what is at an address: http and https, within limits, from public addresses, redirects followed by hand.

One deadline covers everything: names, connecting, the handshake, headers and body, over all redirects. A server that
sends a byte a second meets it like one that sends nothing.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
from msgspec import Struct

from marsad.errors import InputError
from marsad.ingest.addresses import Resolver, addresses, system_resolver
from marsad.ingest.records import Raw
from marsad.ingest.unpack import inflating, too_large

AGENT = "Marsad/0.1 (reader of public news reports)"


class Limits(Struct, frozen=True, kw_only=True):
    """``most`` bytes of a body after unpacking, ``seconds`` for all of it, ``idle`` seconds without a byte.

    ``private`` allows addresses of inner networks.
    """

    most: int = 25_000_000
    seconds: float = 60.0
    idle: float = 20.0
    redirects: int = 8
    private: bool = False


class _Late(Exception):
    """The deadline has passed."""


class _Timed(httpcore.NetworkStream):
    """A stream whose every read and write ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _Late
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(
            self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Guarded(httpcore.NetworkBackend):
    """Connects to judged addresses alone, each within the deadline."""

    def __init__(self, limits: Limits, deadline: float, resolver: Resolver) -> None:
        self._limits, self._deadline, self._resolver = limits, deadline, resolver
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise _Late
        found = addresses(host, port, min(left, self._limits.idle), self._limits.private, self._resolver)
        fault: Exception | None = None
        for address in found[:4]:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise _Late
            try:
                stream = self._inner.connect_tcp(address, port, min(left, timeout or left))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            return _Timed(stream, self._deadline)
        assert fault is not None
        raise fault


def fetch(
    url: str, limits: Limits | None = None, *, headers: dict[str, str] | None = None,
    resolver: Resolver = system_resolver, clock: Callable[[], datetime] | None = None, tls: ssl.SSLContext | None = None,
    judge: Callable[[str], None] | None = None,
) -> Raw:  # fmt: skip
    """What is at ``url``, its redirects followed. Raises ``InputError`` with the address and what to do.

    ``judge`` is asked before every request and may raise: robots.txt of the next site. An answer of 304 comes back
    with its status and no bytes; other answers of 400 and above are errors.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    went: list[tuple[int, str]] = []
    at = clean_url(url)
    while True:
        if judge is not None:
            judge(at)
        status, sent, body = _ask(at, limits, deadline, headers or {}, resolver, tls, url)
        location = next((value for name, value in sent if name.lower() == "location"), None)
        if status in (301, 302, 303, 307, 308) and location:
            went.append((status, at))
            if len(went) > limits.redirects:
                raise InputError(
                    45,
                    f"it redirects more than {limits.redirects} times.",
                    where=url,
                    mend="Give the last address itself.",
                )
            try:
                following = clean_url(urljoin(at, location))
            except InputError as fault:
                raise InputError(
                    45, f"it redirects to what is no address of the web: {location[:80]!r}.", where=url
                ) from fault
            except ValueError:
                raise InputError(
                    45, f"it redirects to what is no address: {location[:80]!r}.", where=url
                ) from None
            if following in {before for _, before in went}:
                raise InputError(45, "it redirects in a circle.", where=url)
            at = following
            continue
        break
    if status >= 400 or (status != 304 and not 200 <= status < 300):
        raise InputError(48, f"the server answered {status}.", where=url, mend=_ADVICE.get(status, "Try later, or open it in a browser and add the saved page."))  # fmt: skip
    now = (clock or _now)()
    kind = next((value for name, value in sent if name.lower() == "content-type"), "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", kind, re.IGNORECASE)
    return Raw(
        data=body, where=url, url=at, media=kind.split(";")[0].strip().lower() or None,
        charset=charset[1] if charset else None, fetched=now.astimezone(UTC).isoformat(timespec="seconds"),
        status=status, headers=tuple(sent), redirects=tuple(went),
    )  # fmt: skip


_ADVICE = {
    401: "It asks for a password; save the page from your browser and add that.",
    403: "It refuses programs; save the page from your browser and add that.",
    404: "Check the address; an archive of the web may still have it.",
    410: "It was taken down; an archive of the web may still have it.",
    429: "It asks for fewer requests; wait, then go on.",
}


def _now() -> datetime:
    return datetime.now(UTC)


def clean_url(url: str) -> str:
    """The address in the form that is sent: ASCII, without fragment. Raises ``InputError`` where it is none of the web."""
    url = re.sub(r"[\x00-\x20\x7f]+", lambda m: "%20" if m[0] == " " else "", url.strip())
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError(40, f"this is no address: {error}.", where=url[:200]) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise InputError(40, "only http and https addresses are read.", where=url[:200])
    if not host:
        raise InputError(40, "the address names no host.", where=url[:200])
    if parts.username is not None or parts.password is not None:
        raise InputError(
            40,
            "the address carries a name or password.",
            where=re.sub(r"//[^/@]*@", "//…@", url)[:200],
            mend="Leave it out.",
        )
    try:
        host = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise InputError(40, "the host's name is no name of the internet.", where=url[:200]) from None
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port is None else f"{host}:{port}"
    path = quote(parts.path or "/", safe="%/:=&~+!$,;'@()*-._")
    query = quote(parts.query, safe="%/:=&?~+!$,;'@()*-._[]")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def _ask(
    url: str, limits: Limits, deadline: float, headers: dict[str, str], resolver: Resolver, tls: ssl.SSLContext | None,
    given: str,
) -> tuple[int, list[tuple[str, str]], bytes]:  # fmt: skip
    """One request: status, headers, and the unpacked body of an answer that is wanted."""
    sent = {"Host": urlsplit(url).netloc, "User-Agent": AGENT, "Accept": "*/*", "Accept-Language": "ar,en;q=0.5",
            "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}  # fmt: skip
    timeouts = {"connect": limits.idle, "read": limits.idle, "write": limits.idle, "pool": limits.idle}
    backend = _Guarded(limits, deadline, resolver)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=tls, network_backend=backend, retries=0) as pool,
            pool.stream("GET", url, headers=list(sent.items()), extensions={"timeout": timeouts}) as answer,
        ):
            got = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers]
            if answer.status >= 300:
                return answer.status, got, b""
            encoding = next((v.strip().lower() for n, v in got if n.lower() == "content-encoding"), "")
            if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
                raise InputError(
                    50, f"its content is packed as {encoding[:20]!r}, which was not asked for.", where=given
                )
            return (
                answer.status,
                got,
                _body(answer.iter_stream(), encoding.removeprefix("x-"), limits, deadline, given),
            )
    except InputError as fault:
        raise InputError(int(fault.code[1:]), fault.what, where=given, mend=fault.mend) from fault
    except (_Late, httpcore.TimeoutException):
        late = time.monotonic() >= deadline
        took = f"{limits.seconds:.0f} s" if late else f"{limits.idle:.0f} s without a byte"
        raise InputError(
            43, f"the server is too slow: given up after {took}.", where=given, mend="Try later."
        ) from None
    except (ssl.SSLError, ssl.CertificateError) as error:
        raise _tls(error, given) from None
    except httpcore.ConnectError as error:
        text = str(error)
        if "certificate" in text.lower() or "ssl" in text.lower() or "tls" in text.lower():
            raise _tls(error, given) from None
        raise InputError(
            42,
            f"there is no connection to the server: {text}.",
            where=given,
            mend="Check the address and your network.",
        ) from None
    except (httpcore.ProtocolError, httpcore.NetworkError, ValueError) as error:
        raise InputError(47, f"the server does not keep to the protocol: {str(error)[:120] or 'it broke off'}.", where=given, mend="Try later, or open it in a browser and add the saved page.") from None  # fmt: skip
    except OSError as error:
        raise InputError(
            42, f"the connection failed: {error.strerror or error}.", where=given, mend="Try later."
        ) from None


def _tls(error: Exception, where: str) -> InputError:
    return InputError(46, f"its certificate or encryption is not in order: {str(error)[:120]}.", where=where,
                      mend="Without it nobody knows who answers; Marsad does not go on.")  # fmt: skip


def _body(chunks: Iterator[bytes], encoding: str, limits: Limits, deadline: float, where: str) -> bytes:
    def metered() -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > limits.most:
                raise too_large(limits.most, where)
            if time.monotonic() > deadline:
                raise _Late
            yield chunk

    out, size = [], 0
    for piece in inflating(metered(), encoding, where):
        size += len(piece)
        if size > limits.most:
            raise too_large(limits.most, where)
        if time.monotonic() > deadline:
            raise _Late
        out.append(piece)
    return b"".join(out)
