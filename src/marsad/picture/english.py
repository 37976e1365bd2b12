"""English names of places, by a gazetteer at hand: a picture is made without one and can be read without one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from marsad.picture.records import Picture, Spot

if TYPE_CHECKING:
    from marsad.places.gazetteer import Gazetteer

_NAMED = 6  # places of a front or situation that anybody shows


English = Callable[[Spot], str | None]
"""The English name of a place of the picture, or None where it has none."""


def with_english(of: Picture, english: English) -> Picture:
    """The picture with English names for the first places of its fronts and situations."""

    def named(found: tuple[Spot, ...]) -> tuple[Spot, ...]:
        return tuple(
            replace(one, name_en=english(one) or None) if at < _NAMED else one for at, one in enumerate(found)
        )

    return replace(
        of,
        fronts=tuple(replace(one, places=named(one.places)) for one in of.fronts),
        situations=tuple(replace(one, places=named(one.places)) for one in of.situations),
    )


def english_by(gazetteer: Gazetteer) -> English:
    """English names by the gazetteer, and of places that are only described («ريف درعا الغربي») by what it has of their parts."""
    from marsad.places.english import english_place  # slow to import, and only what is shown asks

    def of(one: Spot) -> str | None:
        ident = None if one.key.startswith("~") else one.key
        return english_place(one.name, gazetteer, ident, one.country)

    return of


def governorates(gazetteer: Gazetteer) -> Callable[[str], str | None]:
    """The gazetteer's English name of a governorate by its Arabic one, where only one is called so."""
    from marsad.places.names import key  # slow to import, and only a brief asks

    def of(name: str) -> str | None:
        found = {one.name_en for one in gazetteer.lookup(key(name)) if one.kind == "admin1" and one.name_en}
        return found.pop() if len(found) == 1 else None

    return of
