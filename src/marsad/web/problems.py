"""Errors of the API as problem details (RFC 9457): what went wrong, with which part, and how to mend it."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from marsad.errors import ArchiveError, MarsadError, OutputError

MEDIA = "application/problem+json"
_TITLES = {
    400: "The request cannot be understood",
    401: "Log in first",
    403: "Not allowed",
    404: "Not there",
    405: "Not possible here",
    409: "Does not fit what is there",
    413: "Too large",
    415: "Of another type",
    421: "Addressed to another host",
    422: "A value is wrong",
    429: "Too often",
    500: "A fault of Marsad",
    503: "Not available now",
}
_STATUS = {"A001": 503, "A002": 503, "A003": 503, "A004": 503, "A005": 503, "A006": 503, "A007": 503,
           "A008": 404, "A009": 409}  # fmt: skip


class Fault(Struct, frozen=True, kw_only=True):
    """One value that is wrong: where it stands in the request, and what is wrong with it."""

    at: str
    what: str


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A problem detail. ``code`` is Marsad's own, ``mend`` says what to do."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    code: str | None = None
    mend: str | None = None
    errors: tuple[Fault, ...] = ()


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(
        self, status: int, detail: str, *, mend: str | None = None, code: str | None = None,
        errors: tuple[Fault, ...] = (), headers: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(detail)
        title = _TITLES.get(status, "The request was refused")
        self.problem = Problem(title=title, status=status, detail=detail, mend=mend, code=code, errors=errors)
        self.headers = headers or {}


def refused(error: MarsadError) -> Refused:
    """An error of Marsad as the answer to a request. Paths of the server's disk are not told."""
    if isinstance(error, OutputError):
        return Refused(503, error.what, mend=error.mend, code=error.code)
    status = _STATUS.get(
        error.code, 422 if not isinstance(error, ArchiveError) or error.code > "A009" else 500
    )
    return Refused(status, error.what, mend=error.mend, code=error.code)


def encode(problem: Problem) -> bytes:
    return msgspec.json.encode(problem)
