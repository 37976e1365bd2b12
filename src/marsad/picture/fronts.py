"""Fronts and campaigns of strikes: uses of force between the same sides that hang together in space and time.

A front grows event by event, within bounds: of place (``REACH`` to the next event, ``WIDEST`` across), of time, and of
sides, which are those of its first event and whoever belongs to them. Nothing else that an event names draws other
events in, so that a report of two towns at two ends of a country, or one that confuses two enemies, joins no fronts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, radians

from msgspec.structs import replace

from marsad.model import Event
from marsad.picture import spots
from marsad.picture.blows import GROUND, WIDEST, Blow, blows, telling
from marsad.picture.homes import homes as homes_of
from marsad.picture.records import Form, Front, Party, Said, Situation, Spot
from marsad.picture.sides import Sides, merged
from marsad.picture.trends import WINDOW, counts, total, trend
from marsad.picture.words import PictureWords

REACH = 30.0
"""Kilometres between an event and the front it joins."""
_APART = 180  # days without force after which it is another front
_ONE_IN = 10  # a front has at least one event in so many in which both sides fight, or the bombed one answers
_SELDOM = 4  # who stands beside a side in less than one of so many events is not named with it

Fit = tuple[int, int, int]  # sides that agree, one place or only near, days inside its time or out of it


class _Front:
    """A front in the making. ``core`` are the sides that others must agree with: those it began with, and theirs."""

    def __init__(self, blow: Blow, ground: spots.Ground) -> None:
        self.ground = ground
        self.blows: list[tuple[Blow, bool]] = []
        self.places: dict[str, Spot] = {}
        self._box: tuple[float, float, float, float] | None = None
        self.days: tuple[int | None, int | None] = (None, None)
        self.core: tuple[list[Party], list[Party]] = (list(blow.first), list(blow.second))
        # Do parts of one side fight each other? Then only the very names tell; asked when first needed.
        self._within: bool | None = None
        self._fits: dict[object, tuple[int, bool] | None] = {}
        self.put(blow, False)

    @property
    def sides(self) -> tuple[list[Party], list[Party]]:
        return self.core

    @property
    def reports(self) -> set[str]:
        return {one.report.id for blow, _ in self.blows for one in blow.said}

    def fit(self, blow: Blow, sides: Sides) -> tuple[int, bool] | None:
        """How many sides agree and whether they lie turned around; None where they do not fit."""
        first, last = self.days
        if blow.at is not None and first is not None and last is not None and (
            blow.at < first - _APART or blow.at > last + _APART
        ):  # fmt: skip
            return None
        asked = (blow.keys, blow.acts)
        if asked not in self._fits:
            self._fits[asked] = self._agree(blow, sides)
        return self._fits[asked]

    def _agree(self, blow: Blow, sides: Sides) -> tuple[int, bool] | None:
        if self._within is None:
            self._within = sides.meet(self.core[0], self.core[1])
        best: tuple[int, bool] | None = None
        for turned in (False, True):
            mine = self.core if not turned else self.core[::-1]
            count = 0
            for at, (ours, theirs) in enumerate(zip(mine, (blow.first, blow.second), strict=True)):
                if not ours or not theirs:
                    continue
                if self._within:
                    if not {one.key for one in theirs} & {one.key for one in ours}:
                        break
                elif not sides.meet(theirs, ours):
                    if all(map(sides.soft, theirs)) or all(map(sides.soft, ours)):
                        continue  # "local youths" against the same force at the same place
                    break
                # Who only undergoes force, by nobody that is named, may do so from any side.
                count += bool(blow.acts[at] or (blow.first and blow.second))
            else:
                if count and (best is None or count > best[0]):
                    best = count, turned
        return best

    def reaches(self, places: Sequence[Spot]) -> bool:
        """Does one of the places lie in or near the front, without stretching it too far?"""
        return self.closeness((place, *self.ground.around(place)) for place in places) > 0

    def closeness(self, here: Iterable[tuple[Spot, frozenset[str], frozenset[str]]]) -> int:
        """2 at one of its places, 1 near them, 0 elsewhere; each place comes with those it may be and those near it."""
        best = 0
        for place, alike, close in here:
            if not alike.isdisjoint(self.places) and self.narrow(place):
                return 2
            if not best and not close.isdisjoint(self.places) and self.narrow(place):
                best = 1
        return best

    def narrow(self, place: Spot) -> bool:
        """Would the front with this place still lie within ``WIDEST``?"""
        if self._box is None or place.lat is None or place.lon is None:
            return True
        s, n, w, e = self._box
        if s <= place.lat <= n and w <= place.lon <= e:
            return True
        return _across(min(s, place.lat), max(n, place.lat), min(w, place.lon), max(e, place.lon)) <= WIDEST

    def put(self, blow: Blow, turned: bool, sides: Sides | None = None) -> tuple[Spot, ...]:
        """Add an event, and give the places that are new by it.

        ``sides`` compare its parties with those of the front, which it may name more of.
        """
        new = []
        self.blows.append((blow, turned))
        days = [day for day in (*self.days, blow.at) if day is not None]
        self.days = (min(days), max(days)) if days else (None, None)
        for one in blow.places:
            if one.key in self.places or not self.narrow(one):
                continue
            self.places[one.key] = one
            new.append(one)
            if one.lat is not None and one.lon is not None:
                s, n, w, e = self._box or (one.lat, one.lat, one.lon, one.lon)
                self._box = min(s, one.lat), max(n, one.lat), min(w, one.lon), max(e, one.lon)
        if sides is None:
            return tuple(new)
        for core, other, found in zip(self.core, self.core[::-1], _turn(blow, turned), strict=True):
            held = {one.key for one in core}
            vague = all(map(sides.soft, core))
            more = [one for one in found if one.key not in held and (vague or sides.meet((one,), core))
                     and (self._within or not sides.meet((one,), other))]  # fmt: skip
            if more:
                core += more
                self._fits = {}
        return tuple(new)

    def box_with(self, other: _Front) -> bool:
        """Would both together still lie within ``WIDEST``, or half as far again if they share every third place?"""
        if self._box is None or other._box is None:
            return False
        s, n, w, e = self._box
        t, m, v, f = other._box
        apart = _across(min(s, t), max(n, m), min(w, v), max(e, f))
        if apart <= WIDEST:
            return True
        small, large = sorted((self.places.keys(), other.places.keys()), key=len)
        return apart <= 1.5 * WIDEST and 3 * len(small & large) >= len(small)


def _across(south: float, north: float, west: float, east: float) -> float:
    """Kilometres from corner to corner, on a plane: asked very often, and of boxes of a few degrees."""
    x = (east - west) * cos(radians((south + north) / 2))
    return hypot(x, north - south) * 111.195


def _turn(blow: Blow, turned: bool) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    return (blow.second, blow.first) if turned else (blow.first, blow.second)


def fronts(
    said: Sequence[Said], events: Iterable[Event], situations: Sequence[Situation], day: str | None,
    sides: Sides, words: PictureWords,
) -> tuple[tuple[Front, ...], tuple[str, ...], dict[str, str]]:  # fmt: skip
    """The fronts north to south, the events of force on none of them, and situations' fronts by their ids."""
    made, loose = _grown(blows(said, situations, sides, words), sides)
    by_mark: dict[object, set[int]] = {}
    for at, front in enumerate(made):
        for place in front.places.values():
            for mark in spots.marks(place):
                by_mark.setdefault(mark, set()).add(at)
    by_event = {one.id: one for one in events}
    found = [(front, _record(front, by_event, day, sides)) for front in made]
    homes = homes_of(found, by_mark, situations, said, sides)
    inside: dict[str, list[str]] = {}
    for ident, home in homes.items():
        inside.setdefault(home, []).append(ident)
    out = [replace(record, situations=tuple(inside.get(record.id, ()))) for _, record in found]
    out.sort(key=lambda one: (one.lat is None, -(one.lat or 0.0), one.id))
    return tuple(out), tuple(dict.fromkeys(loose)), homes


def _grown(found: list[Blow], sides: Sides) -> tuple[list[_Front], list[str]]:
    """The fronts, and the events of force on none.

    Events of known day come first, those that name both sides before those that name one; of unknown day after
    them: they join a front where only one could be meant, and otherwise are fronts of unknown day.
    """
    found = sorted(
        found, key=lambda one: (not one.force, one.day is None, not (one.first and one.second), one.order)
    )
    ground = spots.Ground((place for one in found for place in one.places), REACH)
    made: list[_Front] = []
    loose: list[str] = []
    at_place: defaultdict[str, set[int]] = defaultdict(set)  # the fronts that an event at a place may join
    for blow in found:
        maybe = set[int]().union(*(at_place[place.key] for place in blow.places))
        here = [(place, *ground.around(place)) for place in blow.places]
        fits: list[tuple[Fit, int, bool]] = []
        for at in maybe:
            close = made[at].closeness(here)
            fit = made[at].fit(blow, sides) if close else None
            if fit is not None:
                fits.append(((fit[0], close, -_outside(made[at], blow)), at, fit[1]))
        fits.sort(key=lambda one: (one[0], -one[1]), reverse=True)
        if blow.at is None and len(fits) > 1 and _anywhen(fits, made):
            fits = [one for one in fits if made[one[1]].days[0] is None]
        if fits:
            _, at, turned = fits[0]
            new = made[at].put(blow, turned, sides)
        elif blow.opens:
            at = len(made)
            made.append(_Front(blow, ground))
            new = tuple(made[at].places.values())
        else:
            if blow.force:
                loose.append(blow.event)
            continue
        for place in new:
            for keys in ground.around(place):
                for key in keys:
                    at_place[key].add(at)
    return _together(made, sides), loose


def _outside(front: _Front, blow: Blow) -> int:
    first, last = front.days
    if blow.at is None or first is None or last is None:
        return 0
    return max(first - blow.at, blow.at - last, 0)


def _anywhen(fits: Sequence[tuple[Fit, int, bool]], made: Sequence[_Front]) -> bool:
    """Do the best of these fronts agree in all but their time?"""
    best = [made[at] for fit, at, _ in fits if fit[:2] == fits[0][0][:2] and made[at].days[0] is not None]
    return len(best) > 1


def _together(made: list[_Front], sides: Sides) -> list[_Front]:
    """Fronts of the same sides that have grown up to each other are one."""
    out: list[_Front] = []
    for front in made:
        for other in out:
            if (other.days[0] is None) != (front.days[0] is None) or not other.box_with(front):
                continue
            whole = Blow.__new__(Blow)
            whole.first, whole.second = tuple(front.core[0]), tuple(front.core[1])
            whole.at, whole.acts = front.days[0], (True, True)
            whole.keys = tuple(one.key for one in whole.first), tuple(one.key for one in whole.second)
            fit = other.fit(whole, sides)
            if fit is None or fit[0] < 2 or not other.reaches(tuple(front.places.values())):
                continue
            for blow, turned in front.blows:
                other.put(blow, turned ^ fit[1], sides)
            break
        else:
            out.append(front)
    return out


def _record(front: _Front, events: dict[str, Event], day: str | None, sides: Sides) -> Front:
    force = [blow for blow, _ in front.blows if blow.force]
    ids = tuple(dict.fromkeys(blow.event for blow in force))
    days = {blow.event: blow.day for blow in force}
    dated = sorted(found for found in days.values() if found is not None)
    recent, before = counts(dated, day)
    said = [one for blow, _ in front.blows for one in blow.said]
    counted = Counter(place.key for blow in force for place in blow.places)
    told_of = Counter(place.key for blow, _ in front.blows for place in blow.places)
    named = sorted(front.places.values(), key=lambda one: (one.area, -counted[one.key]))
    places = _distinct(named, told_of)
    lats = [one.lat for one in places if one.lat is not None]
    told = [events[ident] for ident in ids if ident in events]
    form, turned = _form(front)
    course = trend(recent, before, len(ids), len(dated), day)
    if course == "standing" and not any(one.report.published for one in said):
        course = "undated"  # a siege that only reports of unknown day tell of may be over for long
    first, second = _side(front, turned, sides), _side(front, not turned, sides)
    return Front(
        # By its first use of force: a siege that is lifted leaves the front and must not rename it.
        id=min((blow for blow, _ in front.blows), key=lambda one: (not one.force, one.order)).said[0].claim.id,
        places=places, sides=(first, second), form=form,
        trend=course, window=WINDOW, recent=recent, before=before,
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


def _form(front: _Front) -> tuple[Form, bool]:
    """Front, or strikes of one side, which then has to be turned to the first place or not.

    One event in many that is told as a clash, or as fire from the side that is bombed, makes no front yet.
    """
    acts, clashes, force = Counter[int](), 0, 0
    for blow, turned in front.blows:
        if not blow.force:
            return "front", False
        force += 1
        if blow.kinds & GROUND and blow.first and blow.second:
            clashes += 1
        else:
            acts.update(side ^ turned for side in (0, 1) if blow.acts[side])
    striker = int(acts[1] > acts[0])
    both = clashes + min(acts[0], acts[1])
    return ("front", False) if both * _ONE_IN >= force else ("strikes", bool(striker))


def _side(front: _Front, second: bool, sides: Sides) -> tuple[Party, ...]:
    """The parties of one side, those of most events first; who seldom stands beside them is left out."""
    named = [party for blow, turned in front.blows for party in _turn(blow, turned)[second]]
    told = telling(named, sides)
    bare = [one for one in told if sides.bare(one)]
    count = Counter(one.key for one in told)
    if bare:
        # "Fighters", "local fighters", "young men": one party that nobody names, under the name most events have.
        most_told = max(bare, key=lambda one: (count[one.key], len(one.name), one.key))
        count[most_told.key] = len(bare)
        told = [one for one in told if one.key == most_told.key or one not in bare]
    most = max(count.values(), default=0)
    core, against = {one.key for one in front.core[second]}, front.core[not second]
    ranked = sorted(merged(told), key=lambda one: -count[one.key])
    return tuple(one for one in ranked if count[one.key] * _SELDOM >= most
                 and (one.key in core or not sides.meet((one,), against)))  # fmt: skip


def _distinct(found: Sequence[Spot], counted: Mapping[str, int]) -> tuple[Spot, ...]:
    """The places without those that only say another one over ("the quarters of the city of …"), the most told of each."""
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
    return tuple(
        min(these, key=lambda one: (one.lat is None, -counted[one.key], len(one.name))) for these in groups
    )
