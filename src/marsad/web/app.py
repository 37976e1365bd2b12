"""The whole of it as an ASGI application: guards, API, and the app's files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route as StarletteRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.errors import MarsadError
from marsad.ingest.fetch import fetch
from marsad.ingest.paced import Get
from marsad.lexicon.compile import Lexicon, lexicon
from marsad.web import (
    actors,
    adding,
    assets,
    brief,
    events,
    openapi,
    picture,
    reports,
    review,
    session,
    towns,
)
from marsad.web.access import Access, check_host, may, visitor_of
from marsad.web.adding import Jobs
from marsad.web.brief import Briefs
from marsad.web.picture import Pictures
from marsad.web.problems import Refused, refused
from marsad.web.routing import Route, endpoint, problem
from marsad.web.store import Store

ROUTES: tuple[Route, ...] = (
    *session.ROUTES, *events.ROUTES, *reports.ROUTES, *actors.ROUTES, *review.ROUTES, *adding.ROUTES,
    *picture.ROUTES, *brief.ROUTES, *towns.ROUTES,
)  # fmt: skip
MAX_UPLOAD = 64_000_000
"""Bytes of a file of reports at most."""

_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'", "form-action 'self'",
        "base-uri 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
HEADERS: tuple[tuple[bytes, bytes], ...] = tuple(
    (name.encode(), value.encode())
    for name, value in (
        ("content-security-policy", _POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        # Links lead to outlets: they are not to learn who reads about them, nor what.
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "geolocation=(), camera=(), microphone=(), payment=(), usb=()"),
    )
)


class Served:
    """The application behind its guard, which finds out who asks and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, access: Access, store: Store, jobs: Jobs) -> None:
        self.app = app
        self.access = access
        self.store = store
        self.jobs = jobs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
                if self.access.secure:
                    message["headers"].append((b"strict-transport-security", b"max-age=31536000"))
            await send(message)

        request = Request(scope)
        try:
            check_host(request, self.access)
            scope.setdefault("state", {})["visitor"] = visitor_of(request, self.access)
        except Refused as refusal:
            await problem(refusal)(scope, receive, guarded)
            return
        await self.app(scope, receive, guarded)


def make(
    archive: Path, access: Access, words: Lexicon | None = None, *, zip_: bool = False, get: Get = fetch
) -> Served:
    """The application over an archive.

    ``zip_`` compresses answers: worth it beyond this machine only. ``get`` fetches the links a person adds.
    """
    store = Store(archive, words or lexicon(), publish=access.publish)
    jobs, pictures, briefs = Jobs(store, get), Pictures(), Briefs()
    files = assets.load()
    described = msgspec.json.encode(openapi.document(ROUTES, login=access.login))

    async def description(request: Request) -> Response:
        return Response(described, media_type="application/json", headers={"Cache-Control": "no-cache"})

    async def page(request: Request) -> Response:
        if request.url.path.startswith("/api/"):
            raise Refused(
                404, "there is no such part of the API.", mend=f"See {openapi.PREFIX}/openapi.json."
            )
        return assets.answer(request, files)

    async def tiles(request: Request) -> Response:
        if access.tiles is None:
            raise Refused(404, "no tiles were given; see marsad serve --tiles.")
        may(request.state.visitor, "reader", "GET", request, access)
        return FileResponse(access.tiles, media_type="application/vnd.pmtiles")

    made = [
        StarletteRoute(
            openapi.PREFIX + route.path, endpoint(route, store, access, jobs=jobs, picture=pictures, briefs=briefs), methods=[route.method],
            name=route.name,
        )
        for route in ROUTES
    ]  # fmt: skip
    app = Starlette(
        routes=[
            StarletteRoute(f"{openapi.PREFIX}/openapi.json", description, methods=["GET"]),
            *made,
            StarletteRoute("/tiles/base.pmtiles", tiles, methods=["GET"]),
            StarletteRoute("/{path:path}", page, methods=["GET"]),
        ],
        exception_handlers={
            Refused: _refused,
            MarsadError: _failed,
            HTTPException: _http,
            Exception: _fault,
        },
        middleware=[Middleware(GZipMiddleware, minimum_size=2000, compresslevel=5)] if zip_ else [],
    )
    app.state.max_upload = MAX_UPLOAD
    return Served(app, access, store, jobs)


Handler = Callable[[Request, Exception], Awaitable[Response]]


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(error)


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, MarsadError)
    return problem(refused(error))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = {"Allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else {}
    return problem(Refused(error.status_code, str(error.detail), headers=allowed))


async def _fault(request: Request, error: Exception) -> Response:
    return problem(Refused(500, f"a fault of Marsad: {type(error).__name__}.", mend="Please report it."))
