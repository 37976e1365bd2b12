"""Routes of the API as declared records, and what is done for every one of them alike.

A request is checked, decoded into the struct the route declares, answered in a worker thread, and encoded. The
OpenAPI document is made from the same records, so that it cannot say anything else than what is done.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import Any, Literal, get_origin

import msgspec
from anyio import CapacityLimiter, to_thread
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from marsad import __version__
from marsad.errors import MarsadError
from marsad.web.access import Access, Visitor, may
from marsad.web.problems import MEDIA, Fault, Refused, encode, refused
from marsad.web.store import Store

Role = Literal["anyone", "reader", "reviewer", "admin"]
Method = Literal["GET", "POST", "PUT", "DELETE"]
JSON = "application/json"
MAX_JSON = 1_000_000
"""Bytes of a JSON body; reports come as plain bytes and may be larger."""

_LIMITER = CapacityLimiter(4)  # more threads would only stand in one another's way
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$(?:\.(?P<at>[^`]*)|\[(?P<index>[^`]*)|)`)?$")
_ENCODER = msgspec.json.Encoder()


class Call(Struct, frozen=True):
    """One request as its handler sees it: the store, who asks, and the declared structs filled in."""

    store: Store
    access: Access
    visitor: Visitor
    query: Any
    body: Any
    jobs: Any
    picture: Any
    briefs: Any
    headers: Mapping[str, str]
    set_cookie: list[tuple[str, str]]


class Route(Struct, frozen=True, kw_only=True):
    """One operation. ``gives`` is the type of its answer; ``cached``: it depends on data and query alone.

    ``saves`` is the name of the file that a browser is to save the answer as, instead of showing it.
    """

    method: Method
    path: str
    name: str
    does: str
    tag: str
    run: Callable[[Call], Any]
    gives: Any
    query: type[Struct] | None = None
    body: Any = None
    role: Role = "reader"
    status: int = 200
    media: str = JSON
    saves: str | None = None
    cached: bool = False
    about_data: bool = True
    public: bool = True


def endpoint(
    route: Route, store: Store, access: Access, **more: Any
) -> Callable[[Request], Awaitable[Response]]:
    """The route as Starlette calls it."""
    decode_query = _decoder(route.query)

    async def answer(request: Request) -> Response:
        visitor: Visitor = request.state.visitor
        may(visitor, route.role, route.method, request, access)
        if store.publish and not route.public:
            raise Refused(403, "this is not published.")
        query = decode_query(request)
        body = await _body(request, route)
        question = f"{request.url.path}?{request.url.query}"
        call = Call(
            store,
            access,
            visitor,
            query,
            body,
            more.get("jobs"),
            more.get("picture"),
            more.get("briefs"),
            request.headers,
            [],
        )
        # One hop to a worker thread for all of it: the version of the data, what is remembered, the answer.
        status, made, headers = await to_thread.run_sync(_answer, route, call, question, limiter=_LIMITER)
        if status == 304:
            return Response(status_code=304, headers=headers)
        response = Response(made, status_code=status, media_type=route.media, headers=headers)
        for name, value in call.set_cookie:
            response.headers.append(name, value)
        return response

    return answer


def _answer(route: Route, call: Call, question: str) -> tuple[int, bytes, dict[str, str]]:
    store = call.store
    dataset = store.dataset() if route.about_data else ""
    headers = {"Marsad-Dataset": dataset} if dataset else {}
    if route.saves:
        headers["Content-Disposition"] = f'attachment; filename="{route.saves}"'
    if not route.cached:
        return route.status, _run(route, call), headers | {"Cache-Control": "no-store"}
    said = f"{dataset}{question}{store.publish}{__version__}"
    tag = f'W/"{sha256(said.encode()).hexdigest()[:20]}"'
    headers |= {"ETag": tag, "Cache-Control": "private, no-cache"}
    if _matches(call.headers.get("if-none-match"), tag):
        return 304, b"", headers
    made = store.remembered(dataset, question)
    if made is None:
        made = _run(route, call)
        store.remember(dataset, question, made)
    return route.status, made, headers


def _run(route: Route, call: Call) -> bytes:
    try:
        made = route.run(call)
    except MarsadError as error:
        raise refused(error) from error
    return made if isinstance(made, bytes) else _ENCODER.encode(made)


def _matches(asked: str | None, tag: str) -> bool:
    return asked is not None and (asked.strip() == "*" or tag in (one.strip() for one in asked.split(",")))


def _decoder(shape: type[Struct] | None) -> Callable[[Request], Any]:
    """Path and query parameters into the struct. What it does not declare is a fault, not left unseen."""
    if shape is None:
        many: dict[str, bool] = {}
    else:
        many = {
            one.encode_name: get_origin(_bare(one.type)) is tuple for one in msgspec.structs.fields(shape)
        }

    def decode(request: Request) -> Any:
        values: dict[str, Any] = dict(request.path_params)
        for name in request.query_params:
            given = request.query_params.getlist(name)
            if name not in many or name in request.path_params:
                raise Refused(
                    422,
                    f"there is no parameter «{name[:40]}».",
                    errors=(Fault(at=name[:40], what="unknown"),),
                )
            if not many[name] and len(given) > 1:
                raise Refused(422, f"{name} may be given once.", errors=(Fault(at=name, what="given twice"),))
            values[name] = given if many[name] else given[0]
        if any(
            "\0" in text
            for value in values.values()
            for text in ([value] if isinstance(value, str) else value)
        ):
            raise Refused(422, "a value holds a character that is none.")
        if shape is None:
            return None
        return _convert(lambda: msgspec.convert(values, shape, strict=False))

    return decode


def _bare(kind: Any) -> Any:
    """The type without Annotated around it."""
    return kind.__origin__ if hasattr(kind, "__metadata__") else kind


async def _body(request: Request, route: Route) -> Any:
    if route.body is None:
        return None
    raw = route.body is bytes
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if not raw and media != JSON:
        raise Refused(415, f"the body is to be {JSON}.")
    limit = request.app.state.max_upload if raw else MAX_JSON
    size = request.headers.get("content-length", "")
    if size.isdigit() and int(size) > limit:
        raise Refused(413, f"the body has {int(size):,} bytes; at most {limit:,} are taken.")
    parts, total = [], 0
    async for part in request.stream():
        total += len(part)
        if total > limit:
            raise Refused(413, f"the body has more than {limit:,} bytes.")
        parts.append(part)
    whole = b"".join(parts)
    if raw:
        return whole
    return _convert(lambda: msgspec.json.decode(whole, type=route.body))


def _convert(make: Callable[[], Any]) -> Any:
    try:
        return make()
    except msgspec.ValidationError as error:
        found = _AT.match(str(error))
        what = found["what"] if found else str(error)
        at = (found["at"] or found["index"] or "").rstrip("]") if found else ""
        raise Refused(
            422, f"{at}: {what}." if at else f"{what}.", errors=(Fault(at=at, what=what),)
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, f"the body is no JSON: {error}.") from None


def problem(refusal: Refused) -> Response:
    """The answer to a request that is refused."""
    return Response(
        encode(refusal.problem), status_code=refusal.problem.status, media_type=MEDIA,
        headers={"Cache-Control": "no-store", **refusal.headers},
    )  # fmt: skip
