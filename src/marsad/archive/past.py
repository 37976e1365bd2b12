"""The archive as of a day: what the reports published up to it told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import combinations

from marsad.archive.corrections import reviewed
from marsad.archive.documents import coded_of
from marsad.archive.merge import event_of, tellings
from marsad.archive.queries import Filter, where_of
from marsad.lexicon.compile import Lexicon
from marsad.merging import Facets, Link, Registry, build, cluster, facets, link
from marsad.model import Event
from marsad.text.fold import fold

# A report of unknown day is not taken: nothing says that it was there.
_EARLY = "substr(d.dated, 1, 10) <= ?"


def events_as_of(db: sqlite3.Connection, day: str, wish: Filter, lexicon: Lexicon) -> list[Event]:
    """The events that reports published up to ``day`` add up to, that day included.

    An event whose reports are all of that time is as it stands; one that later reports joined is made anew
    from the earlier claims, and may then be several.
    """
    early, late = _sorted(db, day)
    where, values = where_of(wish)
    rows = db.execute(f"SELECT e.n, e.record FROM event e{where}", values)
    out = [event_of(record) for n, record in rows if n in early and n not in late]
    registry, by = Registry(lexicon), reviewed(db)
    for n in sorted(early & late):
        rows = db.execute(
            "SELECT c.id, c.n, c.document FROM event_claim x JOIN claim c ON c.n = x.claim"
            f" JOIN document d ON d.n = c.document WHERE x.event = ? AND {_EARLY}",
            (n, day),
        )
        numbers, documents = {}, set()
        for ident, number, document in rows:
            numbers[ident] = number
            documents.add(document)
        # Made anew, not taken from the table: this may be another version than the one that wrote it.
        slots = {
            numbers[one.claim]: one
            for document in sorted(documents)
            for one in facets(by.coded(coded_of(db, document)), registry)
            if one.claim in numbers
        }
        links = _links(list(slots.values()), registry)
        told = tellings(db, slots, by)
        for group in cluster(list(slots.values()), links, lambda a, b: link(a, b, registry), by.ties):
            made = by.event(build([told[claim] for claim in group], registry))
            if passes(made, wish):
                out.append(made)
    out.sort(key=lambda one: (one.when is None, one.when.start if one.when else "", one.id))
    return out if wish.limit is None else out[: wish.limit]


def _links(found: Sequence[Facets], registry: Registry) -> list[Link]:
    """Every link that holds between these claims."""
    pairs = (link(a, b, registry) for a, b in combinations(found, 2))
    return [one for one in pairs if one.holds]


def _sorted(db: sqlite3.Connection, day: str) -> tuple[set[int], set[int]]:
    """Numbers of the events with a claim of the time up to ``day``, and of those with another."""
    query = (
        "SELECT DISTINCT x.event FROM event_claim x JOIN claim c ON c.n = x.claim"
        " JOIN document d ON d.n = c.document WHERE "
    )
    early = {row[0] for row in db.execute(query + _EARLY, (day,))}
    late = {row[0] for row in db.execute(f"{query}d.dated IS NULL OR NOT {_EARLY}", (day,))}
    return early, late


def passes(event: Event, wish: Filter) -> bool:
    """Whether the filter lets an event through that is not in the tables."""
    when = event.when
    if wish.start is not None and (when is None or when.end < wish.start):
        return False
    if wish.end is not None and (when is None or when.start > wish.end):
        return False
    if (wish.kinds and event.kind not in wish.kinds) or (wish.statuses and event.status not in wish.statuses):
        return False
    if wish.actors:
        asked = {*wish.actors, *map(fold, wish.actors)}
        sides = (*event.initiators, *event.targets, *event.third_parties)
        if not any(one.id in asked or fold(one.name) in asked for one in sides):
            return False
    if wish.places:
        asked = {*wish.places, *map(fold, wish.places), *map(str.upper, wish.places)}
        named = ((one.id, fold(one.name), one.country, fold(one.admin1 or ""), fold(one.admin2 or ""))
                 for one in event.places)  # fmt: skip
        if not any(asked.intersection(filter(None, names)) for names in named):
            return False
    finest = min((one.precision for one in event.places if one.precision is not None), default=None)
    return wish.precision is None or (finest is not None and finest <= wish.precision)
