"""From the structure of a mention to a place, an area or a line, with a confidence."""

from __future__ import annotations

import math
from functools import lru_cache
from weakref import WeakKeyDictionary

from msgspec import structs

from marsad.places import geometry
from marsad.places.candidates import (
    Candidate,
    Surroundings,
    candidates,
    containment,
    prominence,
    widely_known,
)
from marsad.places.gazetteer import Gazetteer
from marsad.places.parse import Name, Node, Relation, parse
from marsad.places.records import AREAS, SETTLEMENTS, Place
from marsad.places.spot import Ground, extent

_SPOT_KM = 8.0  # candidates this near each other give one answer
_SHARPNESS = 9.0  # how much a lead in score counts
_SHOWN_KM = 16.0  # the widest circle whose middle may be shown as a point
_PROMINENT = 50_000  # inhabitants from which a place is known without what is named beside it
_PRECISION = {"country": 6, "admin1": 4, "admin2": 3, "admin3": 3, "region": 5, "water": 5}


class Grounder:
    """Grounds the nodes of mentions against one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        # Reports name the same places over and over: what a name means in given surroundings is kept.
        self._candidates = lru_cache(maxsize=1 << 14)(self._weigh)
        self.parsed = lru_cache(maxsize=1 << 14)(self._parse)

    def _weigh(self, name: Name, around: Surroundings) -> tuple[Candidate, ...]:
        return tuple(candidates(name, around, self._gazetteer))

    def _parse(self, text: str) -> Node | None:
        return parse(text, self._gazetteer)

    def ground(self, node: Node, around: Surroundings) -> Ground:
        if isinstance(node, Name):
            return self._name(node, around)
        if node.op in ("between", "road"):
            return self._line(node, around)
        if node.op in ("within", "beside", "comma"):
            return self._explained(node, around)
        if node.op == "list":
            return self._several(node, around)
        if node.op == "aliases":
            return self._aliases(node, around)
        return self._relative(node, around)

    # One name

    def _name(self, name: Name, around: Surroundings) -> Ground:
        ranked = self._candidates(name, around)
        role = name.type.role if name.type else ""
        ground = self._choice(ranked, name, around)
        if ground.confidence < 0.5 and role == "quarter":
            seat = self._seat(around)
            if seat is not None and ground.place is not None and self._suburb(ranked[0], seat):
                return structs.replace(ground, confidence=0.7)
            if seat is not None:
                return self._inside(seat, 0.72, ranked, "a quarter of the seat of the division")
        if ground.confidence < 0.5 and role in ("facility", "site"):
            return self._named_after(name, around, ranked)
        return ground

    def _choice(self, ranked: tuple[Candidate, ...], name: Name, around: Surroundings) -> Ground:
        """The best candidate, with a confidence that falls with the weight of those that lie elsewhere."""
        if not ranked:
            return Ground(reasons=("not in the gazetteer",))
        best = ranked[0]
        place = best.place
        at = (place.lat, place.lon)
        here, elsewhere = 0.0, 0.0
        for c in ranked:
            weight = math.exp(_SHARPNESS * (c.score - best.score))
            if c is best or self._one_spot(place, c.place):
                here += weight
            else:
                elsewhere += weight
        share = here / (here + elsewhere)
        if best.likeness < 0.95 and any(
            c.likeness >= 0.95 and c.place.country == place.country for c in ranked
        ):
            share *= 0.75  # the name as written exists elsewhere in the country
        confidence = min(1.0, best.score / 0.9) * share * self._rarity(place, name, around)
        wide = place.kind in AREAS and place.kind != "admin3"
        radius = extent(place)
        return Ground(
            points=(at,),
            radius=radius,
            precision=_PRECISION.get(place.kind, 2 if place.radius >= 3 else 1),
            confidence=confidence,
            place=place,
            shown=radius <= _SHOWN_KM if wide else True,
            candidates=ranked[:8],
            reasons=best.reasons,
        )

    def _rarity(self, place: Place, name: Name, around: Surroundings) -> float:
        """Below 1 for names many villages bear: sources leave places out, and one left out may be the one
        meant.
        """
        if prominence(place) >= 5000 or place.kind in AREAS:
            return 1.0
        bearers = self._gazetteer.spelled(" ".join(name.words))
        others = max(0, sum(1 for p in bearers if p.country == place.country and p.kind not in AREAS) - 1)
        local = around.anchors or any(s.kind not in ("admin1", "country") for s in around.scopes)
        return 1.0 / (1.0 + (0.08 if local else 0.2) * others)

    def _one_spot(self, one: Place, other: Place) -> bool:
        if one.id in (other.admin1, other.admin2) or other.id in (one.admin1, one.admin2):
            return True  # a town and the division named after it: which of them is told by the type word
        if geometry.north_south(one.lat, other.lat) > _SPOT_KM:
            return False
        return geometry.distance(one.lat, one.lon, other.lat, other.lon) <= _SPOT_KM

    def _seat(self, around: Surroundings) -> Place | None:
        """The town a quarter without one belongs to: a scope that is a town, or a division's seat if it
        has no rival.
        """
        for scope in reversed(around.scopes):
            if scope.kind in ("city", "town"):
                return scope
            if scope.kind == "admin1":
                ranked = self._gazetteer.largest(scope.id)
                if ranked and (len(ranked) == 1 or ranked[0].population >= 4 * ranked[1].population):
                    return ranked[0] if ranked[0].population >= 50_000 else None
        return None

    def _suburb(self, best: Candidate, seat: Place) -> bool:
        """A village beside the town may have become a quarter of it."""
        off = geometry.distance(best.place.lat, best.place.lon, seat.lat, seat.lon)
        return best.likeness >= 0.95 and best.context >= 0.9 and off <= extent(seat) + 8

    def _inside(self, town: Place, confidence: float, ranked: tuple[Candidate, ...], why: str) -> Ground:
        return Ground(
            points=((town.lat, town.lon),),
            radius=max(3.0, extent(town)),
            precision=2,
            confidence=confidence,
            near=town,
            shown=extent(town) <= _SHOWN_KM,
            candidates=ranked[:8],
            reasons=(f"{why}: {town.name_ar or town.name_en}",),
        )

    def _named_after(self, name: Name, around: Surroundings, ranked: tuple[Candidate, ...]) -> Ground:
        """A hospital or mosque named after a town mostly lies in it; an airport, base, prison or camp need
        not.
        """
        bare = Name(name.words, name.words)
        town = self._choice(self._candidates(bare, around), bare, around)
        place = town.place
        if place is None or place.kind not in ("city", "town") or town.confidence < 0.8:
            return Ground(candidates=ranked[:8], reasons=("not in the gazetteer",))
        role = name.type.role if name.type else ""
        why = f"named after {place.name_ar or place.name_en}, which it is not"
        if role == "facility":
            ground = self._inside(place, 0.6 * town.confidence, ranked, why)
        else:
            ground = self._inside(place, 0.4 * town.confidence, ranked, why)
        return structs.replace(ground, candidates=town.candidates)

    # Relations

    def _relative(self, node: Relation, around: Surroundings) -> Ground:
        inner = self.ground(node.parts[0], around)
        point = inner.middle()
        if point is None:
            return inner
        place = inner.place or inner.near
        if node.op == "near":
            if not inner.shown:
                return structs.replace(inner, place=None, near=place, precision=max(inner.precision, 3))
            return structs.replace(
                inner, place=None, near=place, precision=max(2, inner.precision), radius=inner.radius + 5
            )
        if node.op == "offset" and node.bearing is not None and node.km is not None:
            far = extent(place) if place else 0.0
            at = geometry.offset(*point, node.km, node.bearing)
            return structs.replace(
                inner,
                place=None,
                near=place,
                points=(at,),
                precision=2,
                radius=max(2.0, node.km / 3, far / 2),
                shown=inner.shown and node.km <= 60,
                reasons=(*inner.reasons, f"{node.km:g} km at {node.bearing:.0f}°"),
            )
        return self._outlying(node, inner, point, place)

    def _outlying(
        self, node: Relation, inner: Ground, point: tuple[float, float], place: Place | None
    ) -> Ground:
        """The countryside of a town, or a side of it: an area, shown as a point only around small places."""
        large = place is not None and (place.kind in AREAS or place.population >= 100_000)
        far = max(8.0, (extent(place) if place else 5.0) * 2)
        if large and place is not None:
            far = max(far, 30.0)
        at = point if node.bearing is None else geometry.offset(*point, min(far / 2, 40.0), node.bearing)
        precision = max(inner.precision, 5 if large else 2 if node.op == "side" else 3)
        return structs.replace(
            inner,
            place=None,
            near=place,
            points=(at,),
            precision=precision,
            radius=far,
            shown=not large and inner.shown,
        )

    def _line(self, node: Relation, around: Surroundings) -> Ground:
        """Between two places, or the road that joins them."""
        one, other = self._pair(node, around)
        if one.place is None or other.place is None or min(one.confidence, other.confidence) < 0.4:
            known = max(one, other, key=lambda g: g.confidence)
            if known.place is None or node.op == "road":
                return structs.replace(known, confidence=known.confidence * 0.5, place=None, near=known.place)
            return structs.replace(
                known,
                confidence=known.confidence * 0.75,
                place=None,
                near=known.place,
                precision=2,
                radius=8.0,
            )
        ends = (one.points[0], other.points[0])
        length = geometry.distance(*ends[0], *ends[1])
        return Ground(
            points=ends,
            radius=max(2.0, length / 2),
            precision=2 if length <= 20 else 5,
            confidence=min(one.confidence, other.confidence),
            near=one.place,
            shown=length <= 25,
            candidates=(*one.candidates[:4], *other.candidates[:4]),
            reasons=(f"{length:.0f} km from end to end", *one.reasons),
        )

    def _pair(self, node: Relation, around: Surroundings) -> tuple[Ground, Ground]:
        """Ground two parts so that each explains the other."""
        one, other = self.ground(node.parts[0], around), self.ground(node.parts[1], around)
        for _ in range(1):
            one_sure, other_sure = one.confidence, other.confidence
            if other.place is not None and other_sure >= 0.5 and one_sure < 0.9:
                one = self.ground(node.parts[0], _with_anchor(around, other.place))
            if one.place is not None and one_sure >= 0.5 and other_sure < 0.9:
                other = self.ground(node.parts[1], _with_anchor(around, one.place))
        return one, other

    def _explained(self, node: Relation, around: Surroundings) -> Ground:
        """A place and the one that tells where it is: "X في Y", "X, Y", "X جنوب Y"."""
        first, last = node.parts[0], node.parts[-1]
        if node.op == "comma" and _part_of_town(last) and not _part_of_town(first):
            first, last = last, first  # "الميادين، حي الثورة": the town before its quarter
        outer = self.ground(last, around)
        scope = outer.place or outer.near
        if scope is None or outer.confidence < 0.4:
            inner = self.ground(first, around)
            return inner if node.op != "comma" else self._best_of(inner, node, around)
        if node.op == "comma" and not self._explains(first, last, scope, around):
            together = self._several(node, around)
            if together.near is not None and together.near.id == scope.id:
                # What was found is only the last name, which may just say where the others are.
                return structs.replace(together, confidence=together.confidence * 0.5)
            return together
        inner = self.ground(first, structs.replace(around, scopes=(*_wider(around.scopes, scope), scope)))
        if inner.confidence >= 0.5:
            return inner
        role = first.type.role if isinstance(first, Name) and first.type else ""
        if _part_of_town(first) and scope.kind in SETTLEMENTS:
            return self._inside(scope, 0.9 * outer.confidence, inner.candidates, "somewhere in")
        if isinstance(first, Name) and not role and scope.population >= 100_000 and node.op == "comma":
            return self._inside(scope, 0.7 * outer.confidence, inner.candidates, "somewhere in")
        alone = self.ground(first, around)
        if alone.confidence >= 0.75 and alone.place is not None and widely_known(alone.place, _PROMINENT):
            return alone  # it is not somewhere in what is named beside it
        return self._somewhere(outer, scope, inner.candidates)

    def _somewhere(self, outer: Ground, scope: Place, found: tuple[Candidate, ...]) -> Ground:
        """A place that no source lists, in an area that one does: the area is what is known."""
        return structs.replace(
            outer,
            place=None,
            near=scope,
            precision=max(3, outer.precision),
            radius=max(outer.radius, extent(scope)),
            confidence=0.9 * outer.confidence,
            shown=False,
            candidates=found,
            reasons=(f"in no gazetteer; said to lie in {scope.name_ar or scope.name_en}",),
        )

    def _explains(self, first: Node, last: Node, scope: Place, around: Surroundings) -> bool:
        """Whether the last part of "X, Y" contains the first rather than being one more place."""
        if _part_of_town(first) or (isinstance(first, Name) and first.type and first.type.role == "site"):
            return True
        if scope.kind in AREAS:
            return True
        inner = self.ground(first, around)
        if inner.place is None or inner.confidence < 0.5:
            return isinstance(last, Name) and scope.kind in ("city", "town")
        return containment(inner.place, scope, self._gazetteer)[0] >= 0.7

    def _best_of(self, first: Ground, node: Relation, around: Surroundings) -> Ground:
        return max([first, *(self.ground(p, around) for p in node.parts[1:])], key=lambda g: g.confidence)

    def _several(self, node: Relation, around: Surroundings) -> Ground:
        """Several places named together: their middle if they lie together, else no one point."""
        grounds = (
            list(self._pair(node, around))
            if len(node.parts) == 2
            else [self.ground(p, around) for p in node.parts]
        )
        sure = [g for g in grounds if g.points and g.confidence >= 0.5 and g.shown]
        found = tuple(c for g in grounds for c in g.candidates[:3])
        if not sure:
            return structs.replace(max(grounds, key=lambda g: g.confidence), candidates=found)
        if len(sure) == 1:
            lone = sure[0]
            return structs.replace(
                lone,
                confidence=lone.confidence * 0.85,
                place=None,
                near=lone.place or lone.near,
                precision=2,
                radius=max(6.0, lone.radius),
                candidates=found,
                reasons=("one of several places named", *lone.reasons),
            )
        points = [p for g in sure for p in [g.middle()] if p]
        middle = geometry.middle(points)
        reach = max(geometry.distance(*middle, *p) for p in points)
        return Ground(
            points=(middle,),
            radius=reach + 1,
            precision=2 if reach <= 15 else 5,
            confidence=min(g.confidence for g in sure),
            near=sure[0].place or sure[0].near,
            shown=reach <= 10,
            candidates=found,
            reasons=(f"{len(sure)} places within {reach:.0f} km of their middle",),
        )

    def _aliases(self, node: Relation, around: Surroundings) -> Ground:
        """Two names of one town ("كوباني/عين العرب"), or two neighbours."""
        grounds = [self.ground(p, around) for p in node.parts]
        places = {g.place.id for g in grounds if g.place is not None}
        best = max(grounds, key=lambda g: g.confidence)
        known = [g for g in grounds if g.place is not None and g.confidence >= 0.4]
        if len(places) == 1 or len(known) < 2:
            return structs.replace(
                best, confidence=min(1.0, best.confidence * (1.1 if len(known) > 1 else 0.95))
            )
        return self._several(structs.replace(node, op="list"), around)


_GROUNDERS: WeakKeyDictionary[Gazetteer, Grounder] = WeakKeyDictionary()


def grounder(gazetteer: Gazetteer) -> Grounder:
    """The grounder of this gazetteer, with what it has kept."""
    found = _GROUNDERS.get(gazetteer)
    if found is None:
        found = _GROUNDERS[gazetteer] = Grounder(gazetteer)
    return found


def _part_of_town(node: Node) -> bool:
    if isinstance(node, Relation) and node.op == "near":
        node = node.parts[0]
    return isinstance(node, Name) and node.type is not None and node.type.role in ("quarter", "facility")


def _with_anchor(around: Surroundings, anchor: Place) -> Surroundings:
    return structs.replace(around, anchors=(*around.anchors, anchor))


def _wider(scopes: tuple[Place, ...], scope: Place) -> tuple[Place, ...]:
    """The scopes that do not contradict a nearer one said in the mention itself."""
    return tuple(
        s for s in scopes if s.kind in AREAS and (s.id in (scope.admin1, scope.admin2) or s.kind == "country")
    )
