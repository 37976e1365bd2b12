"""English names of places, from a gazetteer at hand: a picture is made without one and can be read without one."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from marsad.picture.records import Picture, Spot

_NAMED = 6  # places of a front or situation that anybody shows


def with_english(of: Picture, english: Callable[[str], str | None]) -> Picture:
    """The picture with English names for the first places of its fronts and situations.

    ``english`` gives the name of the place with an id of the gazetteer, or None.
    """

    def named(found: tuple[Spot, ...]) -> tuple[Spot, ...]:
        return tuple(
            replace(one, name_en=english(one.key) or None)
            if at < _NAMED and not one.key.startswith("~")
            else one
            for at, one in enumerate(found)
        )

    return replace(
        of,
        fronts=tuple(replace(one, places=named(one.places)) for one in of.fronts),
        situations=tuple(replace(one, places=named(one.places)) for one in of.situations),
    )
