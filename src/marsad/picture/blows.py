"""Uses of force and standing sieges with their two sides and their place: what fronts are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from marsad.model import SYMMETRIC
from marsad.picture import spots
from marsad.picture.records import Party, Said, Situation, Spot
from marsad.picture.sides import Sides, merged
from marsad.picture.threads import is_place
from marsad.picture.words import PictureWords

GROUND = frozenset({"armed_clash", "ground_attack", "capture"})
"""Force that takes people against one another."""
REMOTE = frozenset({"shelling", "air_strike", "explosion"})
"""Force from afar."""
WIDEST = 120.0
"""Kilometres from end to end that one front may have."""
_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_STANDING = frozenset({"standing", "silent", "disputed"})


class Blow:
    """One event of force, or a standing siege. ``acts``: did the first, did the second side use force?

    ``places`` are the settlements around the one most claims name; others that lie too far away for one front,
    and regions beside a settlement that is named, are left out.
    """

    def __init__(
        self, event: str, said: Sequence[Said], sides: tuple[Sequence[Party], Sequence[Party]],
        acts: tuple[bool, bool], places: Sequence[Spot], force: bool, armed: bool = True,
    ) -> None:  # fmt: skip
        self.event, self.said, self.acts, self.force, self.armed = event, tuple(said), acts, force, armed
        self.first, self.second = merged(sides[0]), merged(sides[1])
        self.keys = tuple(one.key for one in self.first), tuple(one.key for one in self.second)
        self.places = local(places)
        self.kinds = frozenset(one.claim.kind for one in said) if force else frozenset({"siege"})
        self.order = min(one.order for one in said)
        self.day = day_of(self.said)
        self.at = date.fromisoformat(self.day).toordinal() if self.day else None

    @property
    def opens(self) -> bool:
        """Can it make a front by itself: two sides, or force from afar by one that is named and may be armed?"""
        if not self.places or not self.first:
            return False
        return bool(self.second) or (self.acts == (True, False) and self.armed and self.kinds <= REMOTE)


def blows(
    said: Sequence[Said], situations: Sequence[Situation], sides: Sides, words: PictureWords
) -> list[Blow]:
    """All events of force that happened or were tried, and all sieges that stand."""
    of: dict[str, list[Said]] = {}
    for one in said:
        if (one.claim.kind in GROUND or one.claim.kind in REMOTE) and one.claim.status in _HAPPENED:
            of.setdefault(one.event, []).append(one)
    out = []
    for event, these in of.items():
        places = spots.merged(
            spot for one in these for spot in sides.places(one.claim) if not sides.wide(spot)
        )
        first, second, acts = _opposing(these, places, sides, words)
        armed = any(map(sides.armed, first))
        out.append(Blow(event, these, (first, second), acts, places, force=True, armed=armed))
    return out + _sieges(situations, said, sides)


def local(places: Sequence[Spot]) -> tuple[Spot, ...]:
    """The places around the first settlement that lie within one front of it; regions only where no settlement is named."""
    settled = [one for one in places if not one.area] or [
        one for one in places if 2 * one.radius <= WIDEST or one.lat is None
    ]
    if not settled:
        return ()
    main = settled[0]
    near = [one for one in settled if one is main or _belongs(main, one)]
    areas = [one for one in places if one.area and one not in near
             and (apart := spots.between(main, one)) is not None and apart + one.radius <= WIDEST]  # fmt: skip
    return (*near, *areas)


def _belongs(main: Spot, one: Spot) -> bool:
    """May the place lie within one front of the main one? Without a point its governorate has to do."""
    apart = spots.between(main, one)
    if apart is not None:
        return apart <= WIDEST
    return one.admin1 is None or main.admin1 is None or one.admin1 == main.admin1


def day_of(said: Sequence[Said]) -> str | None:
    """The day of an event: the first its claims tell; else that of the first report, if it is news there."""
    told = [one.start for one in said if one.start is not None]
    if told:
        return min(told)
    return min((one.report.published for one in said if one.report.published and not one.recalled),
               default=None)  # fmt: skip


def _opposing(
    these: Sequence[Said], places: Sequence[Spot], sides: Sides, words: PictureWords
) -> tuple[list[Party], list[Party], tuple[bool, bool]]:
    """The two sides of an event over all its claims, which may name them in either order, and who used force."""
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
        if a or b:
            pairs.append((a, b, mutual))
    pairs.sort(key=lambda pair: not (pair[0] and pair[1]))
    first: list[Party] = []
    second: list[Party] = []
    acts = [False, False]
    for a, b, mutual in pairs:
        straight = sides.meet(a, first) + sides.meet(b, second)
        turned = sides.meet(a, second) + sides.meet(b, first)
        flip = turned > straight
        for side, found in ((0, a), (1, b)):
            if found and (side == 0 or mutual):
                acts[side ^ flip] = True
        if flip:
            a, b = b, a
        first += a
        second += b
    if acts == [False, True] and not first:
        first, second, acts = second, first, [True, False]
    first, second = _apart(_most(first, sides), _most(second, sides), sides)
    return first, second, (acts[0], acts[1])


def _apart(first: list[Party], second: list[Party], sides: Sides) -> tuple[list[Party], list[Party]]:
    """The sides without those that most claims put on the other one; where all are so, parts of one side fight."""
    left = [one for one in first if not _rather(one, first, second, sides)]
    right = [one for one in second if not _rather(one, second, first, sides)]
    return (left, right) if left and right else (first, second)


def _rather(one: Party, here: Sequence[Party], there: Sequence[Party], sides: Sides) -> bool:
    mine = sum(other.key == one.key for other in here)
    return sum(sides.same(one, other) for other in there) >= mine


def _most(side: list[Party], sides: Sides) -> list[Party]:
    """The side as most claims name it: who is named seldom beside others and is none of theirs belongs to something else."""
    named = telling(side, sides)
    if len(named) < 3:
        return named
    count = Counter(one.key for one in named)
    most = max(count.values())
    often = [one for one in named if 2 * count[one.key] >= most]
    return [one for one in named if one in often or sides.meet((one,), often)]


def telling(side: Sequence[Party], sides: Sides) -> list[Party]:
    """The side without those named only by what they are ("fighters"), where anybody else is named as often."""
    named = [party for party in side if not sides.bare(party)]
    most = max(Counter(one.key for one in named).values(), default=0)
    return named if len(side) - len(named) <= most else list(side)


def _sieges(situations: Sequence[Situation], said: Sequence[Said], sides: Sides) -> list[Blow]:
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
                out.append(
                    Blow(one.events[0], these, (one.doers, besieged), (True, False), places, force=False)
                )
    return out


def _people_of(place: Spot) -> Party:
    """Those besieged in a place, where only the place is named."""
    return Party(key=f"~@{place.key}", name=place.name, told=(place.name,))
