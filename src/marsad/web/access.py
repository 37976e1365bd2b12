"""Who may do what: visitors and their roles, sessions, and the rules that keep other pages out.

On the machine's own address no login is asked for. Beyond it every request needs a session, which a password
opens. In both cases a request that changes something must come from our own page: it carries a token that only
that page can read.
"""

from __future__ import annotations

import hmac
import re
import secrets
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.requests import Request

from marsad.web.problems import Refused
from marsad.web.users import Users

COOKIE = "marsad"
TOKEN = "X-Marsad-Token"
Granted = Literal["reader", "reviewer", "admin"]
_RANK = {"anyone": 0, "reader": 1, "reviewer": 2, "admin": 3}
_SAFE = ("GET", "HEAD", "OPTIONS")
_LOOPBACK = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?", re.IGNORECASE)


class Access(Struct, frozen=True, kw_only=True):
    """How the archive is served. Without ``login`` whoever sits at the machine is ``who``, and ``token`` the page's.

    ``users`` also holds the audit log. ``secure``: the page is reached by TLS. ``open_``: read without login.
    ``tiles`` is a PMTiles file for the base map.
    """

    users: Users
    login: bool
    token: str
    who: str
    publish: bool = False
    secure: bool = False
    open_: bool = False
    tiles: Path | None = None


class Visitor(Struct, frozen=True, kw_only=True):
    """Who asks. ``role`` is None for one who is not logged in; ``token`` is what their page must send."""

    name: str
    role: Granted | None
    token: str
    session: str | None = None
    address: str = ""


def visitor_of(request: Request, access: Access) -> Visitor:
    """Who asks, by session or by sitting at the machine."""
    address = request.client.host if request.client else ""
    if not access.login:
        role: Granted = "reader" if access.publish else "admin"
        return Visitor(name=access.who, role=role, token=access.token, address=address)
    nobody = Visitor(name="", role="reader" if access.open_ else None, token="", address=address)
    session = cookie_of(request)
    found = access.users.session(session) if session else None
    if session is None or found is None:
        return nobody
    role = "reader" if access.publish else found.role
    return Visitor(name=found.name, role=role, token=found.token, session=session, address=address)


def cookie_of(request: Request) -> str | None:
    try:
        jar = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return None
    value = jar[COOKIE].value if COOKIE in jar else ""
    return value if re.fullmatch(r"[A-Za-z0-9_-]{43}", value) else None


def set_cookie(value: str, access: Access, age: int) -> tuple[str, str]:
    """The header that gives the page its session; age 0 takes it away."""
    secure = "; Secure" if access.secure else ""
    return "set-cookie", f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}"


def check_host(request: Request, access: Access) -> None:
    """On loopback only our own names are answered to: another site's name may lead here by DNS."""
    if not access.login and not _LOOPBACK.fullmatch(request.headers.get("host", "")):
        raise Refused(421, "this address is not one that Marsad answers to.",
                      mend="Open the page under 127.0.0.1 or localhost.")  # fmt: skip


def may(visitor: Visitor, role: str, method: str, request: Request, access: Access) -> None:
    """Raise ``Refused`` unless the visitor has the role and the request comes from our own page."""
    if role != "anyone" and visitor.role is None:
        raise Refused(401, "no session.", mend="Log in.")
    if _RANK[visitor.role or "anyone"] < _RANK[role]:
        raise Refused(403, f"this is for a {role}.", mend="Ask an admin for the role.")
    if method in _SAFE:
        return
    check_own_page(request, visitor, login=role == "anyone")


def check_own_page(request: Request, visitor: Visitor, *, login: bool) -> None:
    """Raise ``Refused`` where a request that changes something may come from another site's page."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise Refused(403, "the request comes from another site.")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "the request comes from another site.")
    if login and not visitor.session:
        return  # nobody to act for yet; the body must be JSON, which another site's form cannot send
    given = request.headers.get(TOKEN, "")
    if not visitor.token or not hmac.compare_digest(given.encode(), visitor.token.encode()):
        raise Refused(
            403, f"the header {TOKEN} is missing or old.", mend="GET /api/v1/session tells the token."
        )


def new_token() -> str:
    return secrets.token_urlsafe(32)
