"""Which front a situation belongs to: by its claims, place and sides, or by what its sentences name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from marsad.model import Claim
from marsad.picture.records import Front, Party, Said, Situation, Spot
from marsad.picture.sides import Sides
from marsad.picture.spots import around
from marsad.picture.steps import evidence_words


class Reach(Protocol):
    """A front in the making: its sides, and whether places lie in or near it."""

    @property
    def sides(self) -> Sequence[Sequence[Party]]: ...

    @property
    def reports(self) -> set[str]: ...

    def reaches(self, places: Sequence[Spot]) -> bool: ...


def homes(
    found: Sequence[tuple[Reach, Front]], by_mark: Mapping[object, set[int]], situations: Sequence[Situation],
    said: Sequence[Said], sides: Sides,
) -> dict[str, str]:  # fmt: skip
    """The front each situation belongs to: by claims, place and side; by both sides where no place is told.

    Without a place, or with a region alone, it can only be a front that the same report tells of.
    """
    out: dict[str, str] = {}
    told = {one.claim.id: one for one in said}
    of_claim = {claim: at for at, (_, record) in enumerate(found) for claim in record.claims}
    of_report: dict[str, set[int]] = {}
    for at, (front, _) in enumerate(found):
        for report in front.reports:
            of_report.setdefault(report, set()).add(at)
    for situation in situations:
        claims = [told[claim] for claim in situation.claims]
        shared = {of_claim[claim] for claim in situation.claims if claim in of_claim}
        marks = {mark for place in situation.places for mark in around(place)}
        maybe = {at for mark in marks for at in by_mark.get(mark, ())}
        if all(place.area for place in situation.places):
            maybe |= {at for one in claims for at in of_report.get(one.report.id, ())}
        best: tuple[int, int] | None = None
        for at in sorted(shared | maybe):
            score = _home(situation, found[at][0], at in shared, sides)
            if score and (best is None or score > best[0]):
                best = score, at
        home = best[1] if best is not None else None
        if home is None and situation.kind in ("demand", "displacement", "mediation", "talks"):
            home = _mentioned(situation, [one.claim for one in claims], found, by_mark, sides)
        if home is not None:
            out[situation.id] = found[home][1].id
    for situation in situations:
        # A demand belongs where what it is about is.
        if situation.kind == "demand" and situation.about in out:
            out[situation.id] = out[situation.about]
    return out


def _home(one: Situation, front: Reach, shared: bool, sides: Sides) -> int:
    """How well a situation fits a front; 0 where it does not."""
    parties = one.undergoers if one.kind == "mediation" else (*one.doers, *one.undergoers)
    near = bool(one.places) and front.reaches(one.places)
    if not shared and not near and any(not place.area for place in one.places):
        return 0
    on = sum(bool(parties) and sides.meet(parties, side) for side in front.sides)
    if not near and not shared and on < 2:
        return 0
    if parties and not on and not shared and one.kind not in ("displacement", "closure"):
        return 0
    return 8 * shared + 2 * near + 2 * on


def _mentioned(
    one: Situation, claims: Sequence[Claim], found: Sequence[tuple[Reach, Front]],
    by_mark: Mapping[object, set[int]], sides: Sides,
) -> int | None:  # fmt: skip
    """The one front whose places the situation's sentences name, where its own place is unknown or lies elsewhere."""
    said = {w.removeprefix("و") for claim in claims for w in evidence_words(claim)}
    said |= {w.removeprefix("ال") for w in said}
    parties = (*one.doers, *one.undergoers)
    named = [
        at
        for at in sorted({at for word in said for at in by_mark.get(word, ())})
        if any(place.words and set(place.words) <= said for place in found[at][1].places)
        and (not parties or any(sides.meet(parties, side) for side in found[at][1].sides)
             or all(map(sides.soft, parties)))
    ]  # fmt: skip
    return named[0] if len(named) == 1 else None
