"""Fronts: uses of force between two sides that hang together in space and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from marsad.model import SYMMETRIC, Event, TollRange
from marsad.picture import spots
from marsad.picture.homes import homes as homes_of
from marsad.picture.records import Front, Party, Said, Situation, Spot, Trend
from marsad.picture.sides import Sides, merged
from marsad.picture.threads import is_place
from marsad.picture.words import PictureWords
from marsad.places.geometry import distance

WINDOW = 14
"""Days that are recent, and as many before them that they are compared with."""

FORCE = frozenset({"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "capture"})
_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_REACH = 30.0  # kilometres between an event and the front it joins
_APART = 180  # days without force after which it is another front
_WIDEST = 120.0  # kilometres that a front may stretch by joining events one by one
_STANDING = frozenset({"standing", "silent", "disputed"})


class _Blow:
    """One event of force, or a siege, with its sides and settlements, on its way to a front."""

    def __init__(
        self, event: str, said: Sequence[Said], first: tuple[Party, ...], second: tuple[Party, ...],
        places: tuple[Spot, ...], force: bool,
    ) -> None:  # fmt: skip
        self.event, self.said, self.first, self.second = event, tuple(said), first, second
        self.places, self.force = places, force
        self.order = min(one.order for one in said)
        day = _day(self)
        self.day = date.fromisoformat(day).toordinal() if day else None


class _Front:
    def __init__(self, blow: _Blow) -> None:
        self.blows = [blow]
        self.places: dict[str, Spot] = {}
        self._marks: dict[object, list[Spot]] = {}
        self._box: tuple[float, float, float, float] | None = None
        self._days = (blow.day, blow.day)
        self._settle(blow.places)
        self.sides = [list(blow.first), list(blow.second)]
        # Do parts of one side fight each other? Then only the very names tell; asked when first needed.
        self.within: bool | None = None

    def fit(self, blow: _Blow, sides: Sides) -> tuple[int, bool] | None:
        """How many sides agree and whether they lie turned around; None where they do not fit."""
        first, last = self._days
        if blow.day is not None and first is not None and last is not None and (
            blow.day < first - _APART or blow.day > last + _APART
        ):  # fmt: skip
            return None
        best: tuple[int, bool] | None = None
        if self.within is None:
            self.within = sides.meet(self.sides[0], self.sides[1])
        for turned in (False, True):
            mine = self.sides if not turned else self.sides[::-1]
            count = 0
            for ours, theirs in zip(mine, (blow.first, blow.second), strict=True):
                if not ours or not theirs:
                    continue
                if self.within:
                    if not {one.key for one in theirs} & {one.key for one in ours}:
                        break
                elif not sides.meet(theirs, ours):
                    if all(map(sides.soft, theirs)) or all(map(sides.soft, ours)):
                        continue  # "local youths" against the same force at the same place
                    break
                count += 1
            else:
                if count and (best is None or count > best[0]):
                    best = count, turned
        return best

    def _settle(self, places: Sequence[Spot]) -> None:
        for one in places:
            if self.places.setdefault(one.key, one) is not one:
                continue
            for mark in spots.marks(one):
                self._marks.setdefault(mark, []).append(one)
            if one.lat is not None and one.lon is not None:
                s, n, w, e = self._box or (one.lat, one.lat, one.lon, one.lon)
                self._box = min(s, one.lat), max(n, one.lat), min(w, one.lon), max(e, one.lon)

    def reaches(self, places: Sequence[Spot]) -> bool:
        """Does one of the places lie in or near the front, without stretching it too far?"""
        here = {
            b.key: b for a in places for mark in spots.around(a) for b in self._marks.get(mark, ())
        }.values()
        if not here or not spots.near(places, tuple(here), _REACH):
            return False
        return spots.meet(places, tuple(here)) or all(map(self._narrow, places))

    def _narrow(self, place: Spot) -> bool:
        """Would the front with this place still lie within ``_WIDEST``?"""
        if self._box is None or place.lat is None or place.lon is None:
            return True
        s, n, w, e = self._box
        return distance(min(s, place.lat), min(w, place.lon), max(n, place.lat), max(e, place.lon)) <= _WIDEST

    @property
    def reports(self) -> set[str]:
        return {one.report.id for blow in self.blows for one in blow.said}

    def add(self, blow: _Blow, turned: bool) -> None:
        self.blows.append(blow)
        days = [day for day in (*self._days, blow.day) if day is not None]
        self._days = (min(days), max(days)) if days else (None, None)
        self._settle(blow.places)
        first, second = (blow.second, blow.first) if turned else (blow.first, blow.second)
        for side, more in zip(self.sides, (first, second), strict=True):
            held = {one.key: at for at, one in enumerate(side)}
            side += [one for one in more if one.key not in held]


def fronts(
    said: Sequence[Said], events: Iterable[Event], situations: Sequence[Situation], day: str | None,
    sides: Sides, words: PictureWords,
) -> tuple[tuple[Front, ...], tuple[str, ...], dict[str, str]]:  # fmt: skip
    """The fronts north to south, the events of force on none of them, and situations' fronts by their ids."""
    blows = _blows(said, sides, words) + _sieges(situations, said, sides, words)
    blows.sort(key=lambda one: (not (one.first and one.second), not one.force, one.order))
    made: list[_Front] = []
    loose: list[str] = []
    by_mark: dict[object, set[int]] = {}  # the fronts that a place may lie in or near
    for blow in blows:
        best: tuple[int, int, bool] | None = None
        marks = {mark for place in blow.places for mark in spots.around(place)}
        for at in sorted({at for mark in marks for at in by_mark.get(mark, ())}):
            front = made[at]
            fit = front.fit(blow, sides)
            if fit is not None and (best is None or fit[0] > best[0]) and front.reaches(blow.places):
                best = fit[0], at, fit[1]
                if fit[0] == 2:
                    break
        if best is not None:
            made[best[1]].add(blow, best[2])
        elif blow.first and blow.second and blow.places:
            made.append(_Front(blow))
            best = 2, len(made) - 1, False
        elif blow.force:
            loose.append(blow.event)
        if best is not None:
            for place in blow.places:
                for mark in spots.marks(place):
                    by_mark.setdefault(mark, set()).add(best[1])
    by_event = {one.id: one for one in events}
    found = [(front, _front(front, by_event, day, sides)) for front in made]
    homes = homes_of(found, by_mark, situations, said, sides)
    out = []
    for _, record in found:
        inside = tuple(ident for ident, front in homes.items() if front == record.id)
        out.append(replace(record, situations=inside))
    out.sort(key=lambda one: (one.lat is None, -(one.lat or 0.0), one.id))
    return tuple(out), tuple(dict.fromkeys(loose)), homes


def _blows(said: Sequence[Said], sides: Sides, words: PictureWords) -> list[_Blow]:
    """Events of force that happened, with their sides as far as these can fight."""
    of: dict[str, list[Said]] = {}
    for one in said:
        if one.claim.kind in FORCE and one.claim.status in _HAPPENED:
            of.setdefault(one.event, []).append(one)
    out = []
    for event, these in of.items():
        places = spots.merged(
            spot for one in these for spot in sides.places(one.claim) if not sides.wide(spot)
        )
        first, second = _opposing(these, places, sides, words)
        out.append(_Blow(event, these, merged(first), merged(second), places, force=True))
    return out


def _opposing(
    these: Sequence[Said], places: Sequence[Spot], sides: Sides, words: PictureWords
) -> tuple[list[Party], list[Party]]:
    """The two sides of an event over all its claims, which may name them in either order."""
    pairs = []
    for one in these:
        mutual = one.claim.kind in SYMMETRIC
        a = [p for p in sides.of(one.claim).doers if not is_place(p, places, words)]
        b = [p for p in sides.of(one.claim).undergoers
             if not is_place(p, places, words) and (mutual or sides.armed(p))]  # fmt: skip
        if mutual and not b and len(a) > 1:
            b = [p for p in a if not sides.same(p, a[0])]
            a = [p for p in a if p not in b]
        if b and not mutual and sides.meet(a, b) and not any(sides.bare(p) for p in b):
            b = []  # nobody shells himself: a party of the sentence taken for its object
        pairs.append((a, b))
    pairs.sort(key=lambda pair: not (pair[0] and pair[1]))
    first: list[Party] = []
    second: list[Party] = []
    for a, b in pairs:
        straight = sides.meet(a, first) + sides.meet(b, second)
        turned = sides.meet(a, second) + sides.meet(b, first)
        if turned > straight:
            a, b = b, a
        first += a
        second += b
    return _telling(first, sides), _telling(second, sides)


def _telling(side: list[Party], sides: Sides) -> list[Party]:
    """The side without those named only by what they are, where anybody else is named."""
    return [party for party in side if not sides.bare(party)] or side


def _sieges(
    situations: Sequence[Situation], said: Sequence[Said], sides: Sides, words: PictureWords
) -> list[_Blow]:
    """Sieges that stand open a front where nobody fires; who is besieged need not be armed."""
    by_claim = {one.claim.id: one for one in said}
    out = []
    for one in situations:
        if one.kind == "siege" and one.state in _STANDING and one.doers and one.places:
            these = [by_claim[claim] for claim in one.claims]
            besieged = one.undergoers or (_people_of(one.places[0]),)
            named = Counter(key for said in these for key in {spot.key for spot in sides.places(said.claim)})
            most = max(named.values())
            places = tuple(place for place in one.places
                           if (2 * named[place.key] > most or most == 1) and not sides.wide(place))  # fmt: skip
            if places:
                out.append(_Blow(one.events[0], these, one.doers, besieged, places, force=False))
    return out


def _people_of(place: Spot) -> Party:
    """Those besieged in a place, where only the place is named."""
    return Party(key=f"~@{place.key}", name=place.name, told=(place.name,))


def _front(front: _Front, events: dict[str, Event], day: str | None, sides: Sides) -> Front:
    force = [blow for blow in front.blows if blow.force]
    ids = tuple(dict.fromkeys(blow.event for blow in force))
    days = {blow.event: _day(blow) for blow in force}
    dated = sorted(found for found in days.values() if found is not None)
    recent, before = counts(dated, day)
    said = [one for blow in front.blows for one in blow.said]
    counted: Counter[str] = Counter()
    for blow in force:
        for place in blow.places:
            counted[place.key] += 1
    named = sorted(front.places.values(), key=lambda one: (one.area, -counted[one.key]))
    places = _distinct(named)
    lats = [one.lat for one in places if one.lat is not None]
    told = [events[ident] for ident in ids if ident in events]
    return Front(
        # By its first use of force: a siege that is lifted leaves the front and must not rename it.
        id=min(front.blows, key=lambda one: (not one.force, one.order)).said[0].claim.id, places=places,
        sides=(merged(_telling(front.sides[0], sides)), merged(_telling(front.sides[1], sides))),
        trend=trend(recent, before, len(ids), len(dated), day), window=WINDOW, recent=recent, before=before,
        undated=len(ids) - len(dated), events=ids,
        published=sum(days[one.event] is not None and all(s.start is None for s in one.said) for one in force),
        kinds=dict(sorted(Counter(kind for one in force for kind in {s.claim.kind for s in one.said}).items())),
        attempted=tuple(sorted({s.claim.kind for one in force for s in one.said if s.claim.status == "attempted"})),
        first=dated[0] if dated else None, last=dated[-1] if dated else None,
        killed=total(one.killed for one in told), injured=total(one.injured for one in told),
        claims=tuple(dict.fromkeys(one.claim.id for one in said)),
        origins=tuple(dict.fromkeys(one.origin for one in said)),
        reports=len({one.report.id for one in said}), lat=max(lats, default=None),
    )  # fmt: skip


def _distinct(found: Sequence[Spot]) -> tuple[Spot, ...]:
    """The places without those that only say another one over ("the quarters of the city of …")."""
    groups: list[list[Spot]] = []
    marked: dict[object, list[list[Spot]]] = {}
    for one in found:
        near = (these for mark in spots.around(one) for these in marked.get(mark, ()))
        group = next((these for these in near if spots.same(one, these[0])), None)
        if group is None:
            groups.append([one])
            for mark in spots.marks(one):
                marked.setdefault(mark, []).append(groups[-1])
        else:
            group.append(one)
    return tuple(min(these, key=lambda one: (one.lat is None, len(one.name))) for these in groups)


def _day(blow: _Blow) -> str | None:
    """The day of an event: the first its claims tell; else that of the first report, if it is news there."""
    told = [one.start for one in blow.said if one.start is not None]
    if told:
        return min(told)
    return min((one.report.published for one in blow.said if one.report.published and not one.recalled),
               default=None)  # fmt: skip


def counts(days: Sequence[str], day: str | None) -> tuple[int, int]:
    """Events of the last ``WINDOW`` days up to ``day``, and of as many days before them."""
    if day is None:
        return 0, 0
    start = date.fromisoformat(day) - timedelta(days=WINDOW - 1)
    earlier = (start - timedelta(days=WINDOW)).isoformat()
    first = start.isoformat()
    return sum(first <= one <= day for one in days), sum(earlier <= one < first for one in days)


def trend(recent: int, before: int, events: int, dated: int, day: str | None) -> Trend:
    """Where a front is going, by dated events alone.

    ``igniting``: at least twice as many as in the window before, or the first after none; ``cooling``: half or
    fewer; ``quiet``: none; ``standing``: no force, but a siege stands; ``undated``: no day is known.
    """
    if day is None or (events and not dated):
        return "undated"
    if not events:
        return "standing"
    if not recent:
        return "quiet"
    if not before or recent >= 2 * before:
        return "igniting"
    return "cooling" if 2 * recent <= before else "active"


def total(tolls: Iterable[TollRange | None]) -> tuple[int, int | None] | None:
    """The sum of tolls: of the lowest figures, and of the highest (None where one has no upper bound)."""
    low, high, any_ = 0, 0, False
    open_ended = False
    for one in tolls:
        if one is None:
            continue
        any_ = True
        low += one.min
        open_ended = open_ended or one.max is None
        high += one.max or 0
    return (low, None if open_ended else high) if any_ else None
