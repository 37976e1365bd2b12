"""Where two sides settle something, told only by whom it is between: اتفاق بين X **ومقاتلي طفس** في ريف درعا الغربي.

People called by their town are witness for it: the talks or the truce are about that town. Force is left out, since
fighters of a town fight elsewhere too, and so is what is between people of two towns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians

from msgspec.structs import replace

from marsad.places.candidates import containment
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import SETTLEMENTS, Place
from marsad.places.resolve import Resolution
from marsad.reading.grammar.parties import BETWEEN, between_whom
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import AREAS
from marsad.reading.slots.whereabouts import Where

_DRIVEN_OUT = ("نازح", "لاجئ", "مهجر")  # the displaced, the refugees, the driven out of
_AT_HOME = BETWEEN | {"protest", "displacement"}
_CERTAIN = 0.85  # of 1, see ``containment``: in the division, or as near as a suburb


def homes(event: Event) -> Sequence[Chunk]:
    """The towns that may be the scene of an event for which the report gives only a wider area or nothing."""
    if event.kind not in _AT_HOME or not all(map(_wide, event.places)):
        return ()
    if event.kind in BETWEEN:
        told = between_whom(event)
    else:
        # خرج **أهالي مدينة X** في مظاهرة, تهجير **سكان بلدة X**: people protest at home, and are driven from there.
        told = event.targets if event.kind == "displacement" else event.initiators
    named = [c.homes for c in told if c.kind == "group" and c.homes and not c.name.startswith(_DRIVEN_OUT)]
    if len(named) != 1:
        return ()
    return [
        replace(home, kind="place", prep="", joined=False) for home in named[0] if home.sort in SETTLEMENTS
    ]


def settle(
    event: Event, towns: Sequence[Chunk], located: Mapping[tuple[int, int, str], Where], gazetteer: Gazetteer
) -> None:
    """Put the towns that are on the map and lie in every area told before those areas."""
    areas = [(place, _found(place, located)) for place in event.places]
    inside = []
    for town in towns:
        found = _found(town, located)
        place = found.place if found is not None else None
        if place is not None and all(_holds(area, there, place, gazetteer) for area, there in areas):
            inside.append(town)
    event.places = [*inside, *event.places]


def _wide(place: Chunk) -> bool:
    return place.kind == "state" or (place.sort in AREAS and not place.near)


def _found(place: Chunk, located: Mapping[tuple[int, int, str], Where]) -> Resolution | None:
    where = located.get((place.first, place.last, place.name))
    return where.found if where is not None else None


def _holds(area: Chunk, there: Resolution | None, town: Place, gazetteer: Gazetteer) -> bool:
    """Does a town lie in a country, in a division, in the countryside of a place and on the side told of it?"""
    if area.kind == "state":
        return area.country == town.country
    if there is None or there.geometry is None or there.geometry.type == "line":
        return False
    scope = there.place or next(
        (other.place for other in there.alternatives), None
    )  # ريف درعا is told from درعا
    if scope is None or scope.id == town.id or containment(town, scope, gazetteer)[0] < _CERTAIN:
        return False
    # The middle of a side is off the place it is a side of: who lives there lives in that direction.
    (lat, lon), east = there.geometry.coordinates[0], cos(radians(scope.lat))
    ahead = (lat - scope.lat) * (town.lat - scope.lat) + (lon - scope.lon) * (
        town.lon - scope.lon
    ) * east * east
    return there.place is not None or (lat, lon) == (scope.lat, scope.lon) or ahead > 0
