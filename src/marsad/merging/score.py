"""How much speaks for two claims telling of one event: slot by slot, every part kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from marsad.merging.blocks import FOLLOW_UP, speakers, spoken
from marsad.merging.copies import COPY, contained
from marsad.merging.records import Facets, Who
from marsad.merging.registry import Registry
from marsad.merging.spots import FAR, apart, lie
from marsad.model import SYMMETRIC

WEIGHTS: dict[str, float] = {
    "base": -0.8,
    "same kind": 0.2,
    "related kind": -0.1,
    "other kind": 0.0,
    "other status": -0.25,
    "same day": 1.4,
    "day after publication": 1.0,
    "next day": 0.5,
    "days before publication": -0.45,
    "same weekday": 0.7,
    "no day": -1.45,
    "day of one": -1.85,
    "same place": 2.65,
    "same hub": 1.8,
    "same area": 1.8,
    "area holds place": 0.05,
    "near": 0.0,
    "like place": 1.8,
    "province only": -0.15,
    "other place": -0.65,
    "places apart": -1.45,
    "far": -2.3,
    "no place": 0.2,
    "same initiator": 0.15,
    "related initiator": 0.1,
    "other initiator": -0.35,
    "turned round": -2.25,
    "same target": 0.55,
    "same named target": 2.05,
    "other target": -0.55,
    "same killed": 1.85,
    "killed meet": 0.4,
    "other killed": -0.1,
    "same injured": 1.05,
    "injured meet": 0.45,
    "other injured": -0.4,
    "same means": 0.0,
    "other means": -1.15,
    "person": 1.05,
    "telling word": 0.35,
    "copy": 1.25,
    "same report": -1.5,
    "summary": -1.2,
    "recalled": -1.35,
    "told aside": -0.7,
}
"""What each agreement or difference adds; the sum must be above zero. See docs/accuracy.md for how they
were set.
"""

RULES_VERSION = 8
"""Goes up with every change that may link other claims; an archive then compares all anew."""

_RELATED = frozenset(
    {"air_strike", "shelling", "explosion", "ground_attack", "killing", "armed_clash", "destruction"}
)
_LOOSE = {"killing", "ground_attack", "explosion"}  # words such as attack or killing stand for any of them
# A raid that detains is told as the one or the other.
_RAIDS = (
    {"arrest", "ground_attack"},
    {"arrest", "abduction"},
    {"abduction", "ground_attack"},
    {"arrest", "armed_clash"},
    {"arrest", "killing"},
)
_BETWEEN = frozenset({"mediation", "negotiation", "agreement", "ceasefire", "demand", "siege"})
_APART = {
    frozenset(("occurred", "planned")),
    frozenset(("ongoing", "planned")),
    frozenset(("ended", "planned")),
    frozenset(("attempted", "planned")),
}
_ROUNDED = 0.05  # more than rounding the parts takes away
_COPIED = WEIGHTS["copy"] + _ROUNDED  # what a copy adds at most


class Link(Struct, frozen=True):
    """Two claims compared. ``parts`` add up to ``score``; ``barred`` says what forbids it, whatever the
    score.
    """

    a: str
    b: str
    score: float
    parts: dict[str, float]
    barred: str | None = None

    @property
    def holds(self) -> bool:
        """Does enough speak for it?"""
        return self.barred is None and self.score > 0


def link(a: Facets, b: Facets, registry: Registry, weights: Mapping[str, float] = WEIGHTS) -> Link:
    """Compare two claims; the order of the two does not matter."""
    if (a.claim, a.document) > (b.claim, b.document):
        a, b = b, a
    amounts, barred = compare(a, b, registry)
    if barred is not None:
        return Link(a.claim, b.claim, -9.0, {}, barred)
    parts = {name: round(weights[name] * amount, 3) for name, amount in amounts.items()}
    return Link(a.claim, b.claim, round(sum(parts.values()), 3), parts)


def held(a: Facets, b: Facets, registry: Registry) -> Link | None:
    """The link without its parts, or None where it does not hold: for the many that are only asked for that.

    The order of the two does not matter; where one is compared with many, it comes first.
    """
    if not may_be_one(a.kind, b.kind):
        return None
    mine, theirs = a, b
    if (a.claim, a.document) > (b.claim, b.document):
        a, b = b, a
    amounts, barred = _but_copies(a, b, registry)
    if barred is not None:
        return None
    # Most pairs fail by far: whether the one is the other's text is not looked at where it could not save them.
    total = 0.0
    for name, amount in amounts.items():
        total += WEIGHTS[name] * amount
    if total + _COPIED < 0:
        return None
    copied = WEIGHTS["copy"] * _copied(mine, theirs)
    if total + copied < -_ROUNDED:
        return None
    parts = [round(WEIGHTS[name] * amount, 3) for name, amount in amounts.items()]
    score = round(sum(parts) + round(copied, 3), 3)
    return Link(a.claim, b.claim, score, {}) if score > 0 else None


@lru_cache(maxsize=4096)
def may_be_one(kind: str, other: str) -> bool:
    """Can two kinds tell of one event at all?"""
    return kind == other or {kind, other} in _RAIDS or (kind in _RELATED and other in _RELATED)


def compare(a: Facets, b: Facets, registry: Registry) -> tuple[dict[str, float], str | None]:
    """What agrees and differs, and how much of it; or what forbids that the two are one."""
    amounts, barred = _but_copies(a, b, registry)
    if barred is None and (copied := _copied(a, b)):
        amounts["copy"] = copied
    return amounts, barred


def _copied(a: Facets, b: Facets) -> float:
    """How much of the one is the other's text, up to 1: the dearest question."""
    share = contained(a.shingles, b.shingles)
    return min(1.0, share / COPY) if share > 0.15 else 0.0


def _but_copies(a: Facets, b: Facets, registry: Registry) -> tuple[dict[str, float], str | None]:
    amounts: dict[str, float] = {"base": 1.0}
    barred = _kind(a, b, amounts) or _days(a, b, amounts) or _places(a, b, amounts)
    if barred is None and a.family == "statement":
        barred = _of_others(a, b, registry)
    if barred is None and a.document == b.document:
        barred = _told_apart(a, b)
    if barred is not None:
        return amounts, barred
    _sides(a, b, registry, amounts)
    if a.killed is not None and b.killed is not None:
        _toll("killed", a.killed, b.killed, amounts)
    if a.injured is not None and b.injured is not None:
        _toll("injured", a.injured, b.injured, amounts)
    if a.means and b.means:
        amounts["same means" if set(a.means) & set(b.means) else "other means"] = 1.0
    if persons := _shared(a.names, b.names):
        amounts["person"] = min(2.0, persons)
    if words := _shared(a.telling, b.telling):
        amounts["telling word"] = min(5.0, words)
    if a.summary or b.summary:
        amounts["summary"] = 1.0
    if a.recalled or b.recalled:
        amounts["recalled"] = 1.0
    if a.document == b.document:
        amounts["same report"] = 1.0
    elif (a.rank or b.rank) and not _said_alike(a, b, registry):
        amounts["told aside"] = min(4.0, math.log2(1 + a.rank) + math.log2(1 + b.rank))
    return amounts, None


def _said_alike(a: Facets, b: Facets, registry: Registry) -> bool:
    """One kind of statement or talks, by one known speaker, on one day that each report tells, and to nobody else.

    What is said has no place to be known by, and reports of a day put it anywhere; so it may stand as far down as it likes.
    """
    if a.kind != b.kind or not spoken(a) or not spoken(b) or (a.start, a.end) != (b.start, b.end):
        return False
    if {who.id for who in speakers(a)}.isdisjoint(who.id for who in speakers(b)):
        return False
    return (
        a.kind in SYMMETRIC
        or not a.targets
        or not b.targets
        or bool(_nearest(a.targets, b.targets, registry))
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words the two have in common; each stands in either once."""
    return len(set(one).intersection(other)) if one and other else 0


def _kind(a: Facets, b: Facets, amounts: dict[str, float]) -> str | None:
    if a.kind == b.kind:
        amounts["same kind"] = 1.0
    elif {a.kind, b.kind} in _RAIDS:
        amounts["other kind"] = 1.0
    elif a.kind in _RELATED and b.kind in _RELATED:
        loose = a.kind in _LOOSE or b.kind in _LOOSE or {a.kind, b.kind} == {"air_strike", "shelling"}
        amounts["related kind" if loose else "other kind"] = 1.0
    else:
        return "different kinds"
    if a.status != b.status:
        if frozenset((a.status, b.status)) in _APART:
            return "planned is not yet done"
        amounts["other status"] = 1.0
    return None


def _days(a: Facets, b: Facets, amounts: dict[str, float]) -> str | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return _yearless(a, b, amounts)
    gap = a.start - b.end if a.start > b.end else max(0, b.start - a.end)
    if a.basis != "published" and b.basis != "published":
        if gap == 0:
            long = max(a.end - a.start, b.end - b.start)
            amounts["same day"] = 1.0 if long <= 1 else 0.4 if long <= 7 else 0.1
            return None
        if gap == 1 and "near" in (a.basis, b.basis):
            amounts["next day"] = 1.0  # the page's stamp may be of another time zone
            return None
        return "two different days, each told"
    if gap == 0:
        amounts[
            "same day" if a.basis == b.basis == "published" and a.end == b.end else "day after publication"
        ] = 1.0
        return None
    # One is bounded by its publication only: it may tell, late, of what happened before, but not after.
    late, other = (a, b) if a.basis == "published" else (b, a)
    if late.start is not None and other.start is not None and other.start > (late.end or late.start) + 1:
        return "told before the day of the other" if other.basis != "published" else _beyond(gap, amounts)
    return _beyond(gap, amounts)


def _beyond(gap: int, amounts: dict[str, float]) -> str | None:
    if gap > FOLLOW_UP:
        return "published too long after"
    amounts["days before publication"] = math.log2(1 + gap)
    return None


def _yearless(a: Facets, b: Facets, amounts: dict[str, float]) -> str | None:
    """At least one has no full date: what day, month and weekday say by themselves."""
    if a.month_day and b.month_day:
        if a.month_day != b.month_day:
            return "two different days, each told"
        if a.weekday is not None and b.weekday is not None and a.weekday != b.weekday:
            return "two different weekdays, each told"
        amounts["same day"] = 1.0
        return None
    for one, other in ((a, b), (b, a)):
        if one.month_day and other.start is not None and other.end is not None:
            days = [date.fromordinal(day) for day in range(other.start, min(other.end, other.start + 10) + 1)]
            fits = [
                d for d in days if (d.month, d.day) == one.month_day and one.weekday in (None, d.weekday())
            ]
            if not fits and other.basis != "published" and other.end - other.start < 10:
                return "two different days, each told"
            if fits:
                amounts["day after publication"] = 1.0
            return None
    if a.weekday is not None and b.weekday is not None:
        if a.weekday != b.weekday:
            return "two different weekdays, each told"
        amounts["same weekday"] = 1.0
        return None
    either = any(one.start is not None or one.month_day for one in (a, b))
    amounts["day of one" if either else "no day"] = 1.0
    return None


def _places(a: Facets, b: Facets, amounts: dict[str, float]) -> str | None:
    if not a.spots or not b.spots:
        amounts["no place"] = 1.0
        return None
    found = lie(a.spots, b.spots)
    if found is None:
        return None
    name, amount = found
    if amount == 0:
        return name
    amounts[name] = amount
    return None


def _told_apart(a: Facets, b: Facets) -> str | None:
    """What sets two claims of one report apart: it has told them as two, and says whom or where each concerns."""
    if a.kind == b.kind and a.family == "statement":
        return "two statements, in one report"
    if a.kind == b.kind and a.kind in _BETWEEN:
        one, other = _parties(a), _parties(b)
        if one and other and not (one <= other or other <= one):
            return "between other parties, in one report"
    if a.kind != b.kind and _everyone(a) and _everyone(b) and not _everyone(a) & _everyone(b):
        for mine, theirs in ((a.spots, b.spots), (b.spots, a.spots)):
            for spot in mine:
                known = [apart(spot, each) for each in theirs]
                if known and all(km is not None and km > FAR for km in known):
                    return "other parties, and a place far from the other's, in one report"
    return None


def _of_others(a: Facets, b: Facets, registry: Registry) -> str | None:
    """A demand or a threat is that of whom it comes from: two known speakers, neither under the other, made two."""
    speakers = (*a.initiators, *b.initiators)
    known = a.initiators and b.initiators and all(who.id for who in speakers)
    return "by other speakers" if known and not _one(a.initiators, b.initiators, registry) else None


def _everyone(one: Facets) -> set[object]:
    return {who.id or who.words for who in one.initiators + one.targets}


def _parties(one: Facets) -> set[object]:
    """The sides it is between: whom a mediator brings together, or all who take part alike."""
    found = one.targets if one.kind not in SYMMETRIC else one.initiators + one.targets
    return {who.id or who.words for who in found}


def _sides(a: Facets, b: Facets, registry: Registry, amounts: dict[str, float]) -> None:
    if a.kind in SYMMETRIC and b.kind in SYMMETRIC:
        mine, theirs = a.initiators + a.targets, b.initiators + b.targets
        if mine and theirs:
            near = _nearest(mine, theirs, registry)
            amounts["same initiator" if near == 2 else "related initiator" if near else "other initiator"] = (
                1.0
            )
        return
    if a.initiators and b.initiators:
        near = _nearest(a.initiators, b.initiators, registry)
        amounts["same initiator" if near == 2 else "related initiator" if near else "other initiator"] = 1.0
        # Whom the one names as the doer, the other names as the one it was done to.
        if near < 2 and (turned := _turned(a, b, registry)):
            amounts["turned round"] = turned
    if a.targets and b.targets:
        whom = {word for one in a.targets if one.telling for word in one.words}
        if any(word in whom for one in b.targets if one.telling for word in one.words):
            amounts["same named target"] = 1.0
        else:
            amounts["same target" if _nearest(a.targets, b.targets, registry) else "other target"] = 1.0


def _turned(a: Facets, b: Facets, registry: Registry) -> int:
    """How many of the two doers, 0 to 2, are whom it was done to in the other claim."""
    if a.kind in SYMMETRIC or b.kind in SYMMETRIC or _one(a.initiators, b.initiators, registry):
        return 0
    return _one(a.initiators, b.targets, registry) + _one(b.initiators, a.targets, registry)


def _one(mine: Sequence[Who], theirs: Sequence[Who], registry: Registry) -> bool:
    """Is one of these one of those, or of its command?"""
    for x in mine:
        for y in theirs:
            if x.id and y.id:
                if x.id == y.id or registry.akin(x.id, y.id):
                    return True
            elif x.words == y.words:
                return True
    return False


def _nearest(one: Sequence[Who], other: Sequence[Who], registry: Registry) -> int:
    """2 for the same actor, 1 for one within the other's command or of one country, 0 for others."""
    best = 0
    for x in one:
        for y in other:
            if x.id and y.id:
                if x.id == y.id:
                    return 2
                if registry.akin(x.id, y.id) or (x.country and x.country == y.country):
                    best = 1
            elif not set(x.words).isdisjoint(y.words):
                return 2
            elif x.country and x.country == y.country:
                best = 1
    return best


def _toll(
    what: str,
    one: tuple[int, int | None],
    other: tuple[int, int | None],
    amounts: dict[str, float],
) -> None:
    exact = one[0] == one[1] and other[0] == other[1]
    if exact and one[0] == other[0]:
        amounts[f"same {what}"] = min(2.0, math.log2(1 + one[0]) / 1.5) if one[0] else 0.3
    elif (one[1] is None or one[1] >= other[0]) and (other[1] is None or other[1] >= one[0]):
        amounts[f"{what} meet"] = 1.0
    else:
        low, high = sorted((one[0], other[0]))
        amounts[f"other {what}"] = min(3.0, math.log2((1 + high) / (1 + low)) + 0.3)
