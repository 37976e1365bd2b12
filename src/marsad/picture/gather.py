"""From the archive to what a picture is made of: the events and claims of the reports up to a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from marsad.archive import queries
from marsad.archive.past import events_as_of
from marsad.archive.queries import Filter
from marsad.archive.told import Standing, standing
from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document, Event
from marsad.picture.records import ReportRef, Said


class Material(Struct, frozen=True, kw_only=True):
    """What a picture is made of. ``reports`` and ``unknown_day`` count reports that make claims.

    ``day`` is the day the picture is of: the one asked for, or the last on which a report was published.
    """

    as_of: str | None
    day: str | None
    events: tuple[Event, ...]
    said: tuple[Said, ...]
    reports: int
    unknown_day: int
    sources: tuple[str, ...]


def gather(db: sqlite3.Connection, as_of: str | None, lexicon: Lexicon) -> Material:
    """Read the archive as of a day. Raises ``ArchiveError`` where it cannot be read."""
    if as_of is None:
        events = list(queries.events(db, Filter()))
    else:
        events = events_as_of(db, as_of, Filter(), lexicon)
    return material(events, standing(db, as_of), as_of)


def material(events: Sequence[Event], told: Iterable[Standing], as_of: str | None = None) -> Material:
    """The same from events and claims at hand. A claim of no event (one a reviewer rejected) is left out."""
    event_of = {claim: one for one in events for claim in one.claims}
    origin_of = {claim: origin.name for one in events for origin in one.origins for claim in origin.claims}
    said: list[Said] = []
    refs: dict[str, ReportRef] = {}
    sources: dict[str, int] = {}
    for each in told:
        claim, document = each.claim, each.document
        event = event_of.get(claim.id)
        if event is None:
            continue
        ref = refs.get(document.id)
        if ref is None:
            ref = refs[document.id] = ReportRef(
                id=document.id, outlet=document.outlet, published=each.dated, url=document.url,
                title=document.title,
            )  # fmt: skip
        when = claim.when if claim.when is not None and own_day(claim, document.text) else None
        said.append(
            Said(
                claim=claim, report=ref, event=event.id, order=len(said),
                origin=_origin(origin_of.get(claim.id), document),
                start=when.start if when else None,
                end=(when.end or when.start) if when else None,
                quote=when.quote if when else None,
                recalled=document.id in event.recalled_in,
            )
        )  # fmt: skip
        names = [one.name for one in claim.attributed_to] or [document.outlet or ""]
        for name in names:
            sources[name] = sources.get(name, 0) + 1
    days = [ref.published for ref in refs.values() if ref.published]
    return Material(
        as_of=as_of, day=as_of or max(days, default=None), events=tuple(events), said=tuple(said),
        reports=len(refs), unknown_day=sum(ref.published is None for ref in refs.values()),
        sources=tuple(sorted(sources, key=lambda name: -sources[name])),
    )  # fmt: skip


def _origin(name: str | None, document: Document) -> str:
    """Who stands behind a claim; a report whose outlet is unknown stands for it."""
    if name and name != document.id:
        return name
    return document.outlet or f"report {document.id}"


def own_day(claim: Claim, text: str) -> bool:
    """Do the date words stand with the evidence or before it?

    Words that come only in a later paragraph date what that paragraph tells.
    """
    span = claim.when.span if claim.when else None
    if span is None or span.where == "title":
        return True
    spots = [one for one in claim.evidence if one.where == "text"]
    if not spots or span.start <= max(one.end for one in spots):
        return True
    last = max((one for one in spots if one.start <= span.start), key=lambda one: one.end, default=None)
    return last is not None and "\n" not in text[last.end : span.start]
