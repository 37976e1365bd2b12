"""Why the claims of an event hang together, and what keeps others out."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from marsad.archive.corrections import Reviewed, reviewed
from marsad.archive.decisions import about
from marsad.archive.documents import batches, coded_of
from marsad.archive.queries import event
from marsad.archive.records import Decision
from marsad.lexicon.compile import Lexicon
from marsad.merging import Facets, Registry, facets, link, linkage
from marsad.merging.score import Link
from marsad.model import Event

OTHERS = 10
"""Events that are nearest and were kept apart."""


class Pair(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Two claims compared: ``parts`` add up to ``score``, or ``barred`` says what forbids that they are one.

    ``by_hand`` is ``together`` or ``apart`` where a reviewer decided.
    """

    a: str
    b: str
    score: float
    parts: dict[str, float] = {}
    barred: str | None = None
    by_hand: str | None = None


class Apart(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event that shares time, place or words with the one explained, and is another.

    ``pair`` is the strongest pair of claims of the two, ``strength`` the mean of the better half of all pairs
    where none is barred; ``why`` says in words what keeps them apart.
    """

    event: str
    why: str
    pair: Pair
    strength: float | None = None


class Explained(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``held`` are the pairs of claims that hold the event together, the strongest for each claim first;
    ``pairs`` all pairs.
    """

    event: Event
    held: tuple[Pair, ...] = ()
    pairs: tuple[Pair, ...] = ()
    apart: tuple[Apart, ...] = ()
    decisions: tuple[Decision, ...] = ()


def explain(db: sqlite3.Connection, lexicon: Lexicon, ident: str, others: int = OTHERS) -> Explained:
    """Compare the claims of an event with one another and with those of its neighbours.

    Raises ``ArchiveError`` where there is no such event.
    """
    one = event(db, ident)
    registry, by = Registry(lexicon), reviewed(db)
    mine = _facets(db, one.claims, registry, by)
    pairs = [_pair(mine[a], mine[b], registry, by) for a, b in combinations(one.claims, 2)]
    pairs.sort(key=lambda pair: (pair.by_hand != "together", -pair.score, pair.a, pair.b))
    return Explained(
        event=one, held=tuple(_spanning(one.claims, pairs)), pairs=tuple(pairs),
        apart=tuple(_kept_apart(db, one, mine, registry, by)[:others]),
        decisions=tuple(about(db, one.claims)),
    )  # fmt: skip


def _facets(
    db: sqlite3.Connection, claims: Sequence[str], registry: Registry, by: Reviewed
) -> dict[str, Facets]:
    """Made anew, not taken from the table: this may be another version than the one that wrote it."""
    numbers: dict[int, None] = {}
    for marks, part in batches(claims):
        rows = db.execute(f"SELECT document FROM claim WHERE id IN ({marks})", part)
        numbers.update((row[0], None) for row in rows)
    wanted = set(claims)
    return {
        one.claim: one
        for number in numbers
        for one in facets(by.coded(coded_of(db, number)), registry)
        if one.claim in wanted
    }


def _pair(a: Facets, b: Facets, registry: Registry, by: Reviewed) -> Pair:
    made: Link = link(a, b, registry)
    key = (made.a, made.b) if made.a < made.b else (made.b, made.a)
    hand = "together" if key in by.ties.together else "apart" if key in by.ties.apart else None
    return Pair(a=made.a, b=made.b, score=made.score, parts=made.parts, barred=made.barred, by_hand=hand)


def _spanning(claims: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The strongest pairs that are enough to hold all claims together, in the order of their strength."""
    out: list[Pair] = []
    home = {claim: {claim} for claim in claims}
    for pair in pairs:
        one, other = home[pair.a], home[pair.b]
        if one is not other and (pair.barred is None or pair.by_hand == "together"):
            out.append(pair)
            one |= other
            home.update((claim, one) for claim in other)
    return out


def _kept_apart(
    db: sqlite3.Connection, one: Event, mine: Mapping[str, Facets], registry: Registry, by: Reviewed
) -> list[Apart]:
    """The events of the claims that share a block with these, those first that come nearest."""
    found: dict[str, list[str]] = {}
    for marks, part in batches({key for slots in mine.values() for key in slots.probes}):
        rows = db.execute(
            "SELECT DISTINCT e.id, c.id FROM standing b JOIN claim c ON c.n = b.claim"
            " JOIN event_claim x ON x.claim = c.n JOIN event e ON e.n = x.event"
            f" WHERE b.key IN ({marks}) AND e.id <> ?",
            [*part, one.id],
        )
        for ident, claim in rows:
            found.setdefault(ident, []).append(claim)
    out = []
    for ident, near in found.items():
        theirs = event(db, ident).claims if len(near) < 50 else tuple(near)
        slots = _facets(db, theirs, registry, by)
        made = [_pair(a, b, registry, by) for a in mine.values() for b in slots.values()]
        scores = {(pair.a, pair.b): pair for pair in made}

        def score(a: str, b: str, scores: Mapping[tuple[str, str], Pair] = scores) -> float | None:
            pair = scores.get((a, b)) or scores[b, a]
            return None if pair.barred else pair.score

        strength = linkage(list(mine), list(slots), score)
        best = max(made, key=lambda pair: (pair.barred is None, pair.score, pair.a, pair.b))
        out.append(Apart(event=ident, why=_why(made, best, strength), pair=best, strength=strength))
    return sorted(out, key=lambda each: (each.pair.barred is not None, -each.pair.score, each.event))


def _why(made: Sequence[Pair], best: Pair, strength: float | None) -> str:
    if any(pair.by_hand == "apart" for pair in made):
        return "a reviewer put them apart"
    if best.barred is not None:
        return f"forbidden: {best.barred}"
    if best.score <= 0:
        return "no pair of their claims scores above zero"
    if strength is None:
        barred = next(pair for pair in made if pair.barred is not None)
        return f"some claims are alike, but others forbid it: {barred.barred}"
    if strength <= 0:
        return "one pair of claims is alike, the better half of all pairs together is not"
    return "alike; each is held together by stronger pairs of its own"
