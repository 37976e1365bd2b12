"""Reports: listed, searched in their words, and one as read with all its claims."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from marsad.archive import queries
from marsad.archive.documents import coded_of, document
from marsad.archive.file import snapshot
from marsad.archive.records import Found, Report
from marsad.archive.search import search_page
from marsad.model import Claim, Document
from marsad.web import cursor
from marsad.web.asking import Cursor, Day, Limit, Name, check_days
from marsad.web.problems import Refused
from marsad.web.records import Page
from marsad.web.routing import Call, Route

_BEGINS = 120  # characters of a report without a title that a list shows
_LETTERS = 12  # Arabic letters of a line that says something: pages of posts begin with other words
_ARABIC = re.compile("[\u0621-\u064a]")


class Listing(Struct, frozen=True, kw_only=True):
    """Which reports, by day of publication."""

    start: Day | None = msgspec.field(default=None, name="from")
    end: Day | None = msgspec.field(default=None, name="to")
    outlet: Name | None = None
    order: Literal["oldest", "newest"] = "newest"
    limit: Limit = 50
    cursor: Cursor | None = None


class Listed(Report, frozen=True, kw_only=True, omit_defaults=True):
    """A report in a list. ``begins`` is its first line of Arabic, where it has no title."""

    begins: str | None = None


class Search(Struct, frozen=True, kw_only=True):
    """Reports with every word and "phrase" of ``q`` and none of its -words, however they are spelled."""

    q: Annotated[str, Meta(min_length=1, max_length=400)]
    start: Day | None = msgspec.field(default=None, name="from")
    end: Day | None = msgspec.field(default=None, name="to")
    outlet: Name | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Cursor | None = None


class One(Struct, frozen=True, kw_only=True):
    """Which report."""

    id: Annotated[str, Meta(min_length=1, max_length=400)]


class ClaimOf(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim of a report, and the event that holds it. ``read`` is it as first read, where it was corrected."""

    claim: Claim
    event: str | None = None
    verdict: Literal["accepted", "rejected"] | None = None
    read: Claim | None = None


class ReportView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as it was given, with what was read from it."""

    dataset: str
    report: Document
    claims: tuple[ClaimOf, ...]
    run: int
    dated: str | None = None
    note: str | None = None


class Outlet(Struct, frozen=True, kw_only=True):
    name: str
    reports: int


class Outlets(Struct, frozen=True, kw_only=True):
    dataset: str
    items: tuple[Outlet, ...]


def listed(call: Call) -> Page[Listed]:
    asked: Listing = call.query
    check_days(asked.start, asked.end)
    after = None if asked.cursor is None else cursor.decode(asked.cursor, tuple[str | None, str])
    state = call.store.state()
    with call.store.reading() as db, snapshot(db):
        found = list(
            queries.reports(
                db, asked.start, asked.end, asked.outlet, asked.limit + 1,
                newest=asked.order == "newest", after=after,
            )
        )  # fmt: skip
        total = queries.count_reports(db, asked.start, asked.end, asked.outlet)
        more = len(found) > asked.limit
        part = list(_begun(db, found[: asked.limit]))
    return Page(dataset=state.dataset, total=total, items=tuple(part),
                next=cursor.encode(part[-1].published, part[-1].id) if more else None)  # fmt: skip


def _begun(db: sqlite3.Connection, found: list[Report]) -> Iterator[Listed]:
    for one in found:
        begins = None
        if not one.title:
            (text,) = db.execute(
                "SELECT substr(text, 1, 1000) FROM document WHERE id = ?", (one.id,)
            ).fetchone()
            begins = next(
                (line for line in text.splitlines() if len(_ARABIC.findall(line)) >= _LETTERS), text
            )
            begins = " ".join(begins.split())
            if len(begins) > _BEGINS:
                begins = begins[:_BEGINS].rsplit(" ", 1)[0] + " …"
        yield Listed(**{name: getattr(one, name) for name in one.__struct_fields__}, begins=begins or None)


def searched(call: Call) -> Page[Found]:
    asked: Search = call.query
    check_days(asked.start, asked.end)
    before = None if asked.cursor is None else cursor.decode(asked.cursor, tuple[int])[0]
    state = call.store.state()
    held = call.store.vocabulary(state.dataset)
    with call.store.reading() as db, snapshot(db):
        found, total = search_page(
            db, asked.q, asked.limit + 1, before=before, outlet=asked.outlet, start=asked.start, end=asked.end,
            held=held,
        )  # fmt: skip
    part = found[: asked.limit]
    after = cursor.encode(part[-1][0]) if len(found) > asked.limit else None
    return Page(dataset=state.dataset, total=total, items=tuple(one for _, one in part), next=after)


def one(call: Call) -> ReportView:
    asked: One = call.query
    state = call.store.state()
    with call.store.reading() as db, snapshot(db):
        report = document(db, asked.id)
        if report is None:
            raise Refused(404, f"there is no report «{asked.id[:80]}».", code="A008")
        n, run, dated, note = db.execute(
            "SELECT n, run, dated, note FROM document WHERE id = ?", (asked.id,)
        ).fetchone()
        coded = coded_of(db, n)
        held = dict(
            db.execute(
                "SELECT c.id, e.id FROM claim c JOIN event_claim x ON x.claim = c.n JOIN event e ON e.n = x.event"
                " WHERE c.document = ? AND c.until IS NULL", (n,),
            ).fetchall()
        )  # fmt: skip
    by = state.by
    claims = []
    for claim in coded.events:
        corrected = by.claim(claim)
        claims.append(
            ClaimOf(
                claim=corrected, event=held.get(claim.id), read=claim if corrected is not claim else None,
                verdict="accepted" if claim.id in by.accepted
                else "rejected" if claim.id in by.rejected else None,
            )
        )  # fmt: skip
    return ReportView(
        dataset=state.dataset, report=report, claims=tuple(claims), run=run, dated=dated, note=note
    )


def outlets(call: Call) -> Outlets:
    with call.store.reading() as db:
        rows = db.execute(
            "SELECT outlet, count(*) FROM document WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1"
        ).fetchall()
    return Outlets(
        dataset=call.store.dataset(), items=tuple(Outlet(name=name, reports=n) for name, n in rows)
    )


ROUTES = (
    Route(method="GET", path="/reports", name="reports", tag="Reports", run=listed, query=Listing,
          gives=Page[Listed], cached=True, public=False, does="Reports by the day of publication, without their texts."),
    Route(method="GET", path="/search", name="search", tag="Reports", run=searched, query=Search,
          gives=Page[Found], cached=True, public=False, does="Reports by their words, whatever is written onto them."),
    Route(method="GET", path="/outlets", name="outlets", tag="Reports", run=outlets, gives=Outlets, cached=True, public=False,
          does="Outlets with the number of their reports."),
    Route(method="GET", path="/reports/{id:path}", name="report", tag="Reports", run=one, query=One,
          gives=ReportView, cached=True, public=False, does="A report as given, with all its claims."),
)  # fmt: skip
