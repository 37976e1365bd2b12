"""What can be asked of events: the filters of ``marsad events``, as query parameters."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from marsad.archive.asking import actors_named, kinds_named
from marsad.archive.queries import Filter
from marsad.errors import InputError
from marsad.ingest.reports import check_date
from marsad.lexicon.compile import Lexicon
from marsad.model import Assessment, Status
from marsad.web.problems import Fault, Refused
from marsad.web.records import Review

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, ISO 8601.")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Limit = Annotated[int, Meta(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,400}$", description="The `next` of the page before.")]
Ident = Annotated[str, Meta(pattern=r"^[0-9a-z]{4,40}$", description="An id of Marsad, or its beginning.")]


class Wish(Struct, frozen=True, kw_only=True):
    """Which events: the filters of the command line, and some that only a page needs.

    ``located``: drawn on a map, or not. ``id``: these alone.
    """

    start: Day | None = field(default=None, name="from")
    end: Day | None = field(default=None, name="to")
    kind: Annotated[tuple[Name, ...], Meta(max_length=60)] = ()
    status: Annotated[tuple[Status, ...], Meta(max_length=7)] = ()
    actor: Name | None = None
    place: Name | None = None
    min_precision: Annotated[int, Meta(ge=1, le=7)] | None = None
    as_of: Day | None = None
    assessment: Annotated[tuple[Assessment, ...], Meta(max_length=4)] = ()
    review: Review | None = None
    located: bool | None = None
    id: Annotated[tuple[Ident, ...], Meta(max_length=300)] = ()


class Asked(Wish, frozen=True, kw_only=True):
    """Which events, in what order, and which page of them."""

    order: Literal["oldest", "newest"] = "oldest"
    limit: Limit = 50
    cursor: Cursor | None = None


def filter_of(wish: Wish, words: Lexicon) -> Filter:
    """The archive's filter. Raises ``Refused`` for a day that is none or an unknown kind."""
    check_days(wish.start, wish.end, wish.as_of)
    try:
        kinds = kinds_named(wish.kind, words)
    except ValueError as error:
        raise Refused(422, str(error), errors=(Fault(at="kind", what=str(error)),)) from None
    return Filter(
        start=wish.start, end=wish.end, kinds=kinds, statuses=wish.status,
        actors=actors_named(wish.actor, words) if wish.actor else (),
        places=(wish.place,) if wish.place else (), precision=wish.min_precision,
    )  # fmt: skip


def check_days(*days: str | None) -> None:
    """Raises ``Refused`` where one of them is in no calendar."""
    for day in days:
        if day is None:
            continue
        try:
            check_date(day, None, "day")
        except InputError as error:
            raise Refused(422, error.what, mend=error.mend, code=error.code) from None
