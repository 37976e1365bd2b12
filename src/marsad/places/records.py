"""The records of the gazetteer."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal[
    "country", "admin1", "admin2", "admin3", "city", "town", "village", "neighbourhood", "camp", "region",
    "crossing", "base", "water", "other",
]  # fmt: skip

SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "camp"})
AREAS = frozenset({"country", "admin1", "admin2", "admin3", "region"})


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """One place, whatever number of sources list it.

    ``id`` names the row of its first source (``gn:170063``, ``wof:421173823``, ``adm:SY.09``). ``lat`` and
    ``lon`` are
    WGS84 degrees, ``radius`` the kilometres around them that the place takes up as far as known. ``country``
    is ISO
    3166-1 alpha-2; ``admin1`` and ``admin2`` are ids of the places that contain this one; ``code`` is the
    official code
    of a division (ISO 3166-2 or P-code). ``source`` and ``licence`` are those of the coordinates.
    """

    id: str
    name_ar: str
    name_en: str
    names: tuple[str, ...]
    kind: Kind
    lat: float
    lon: float
    country: str
    admin1: str | None
    admin2: str | None
    population: int
    source: str
    licence: str
    code: str | None = None
    radius: float = 0.0

    def __hash__(self) -> int:
        return hash(self.id)


class Row(Struct, kw_only=True):
    """One row of a source on its way into the gazetteer.

    ``same_as`` lists ids under which other sources know the same place. ``admin1`` and ``admin2`` are ids,
    or names to
    be looked up in the country. ``where`` is ``file:line``, for errors.
    """

    id: str
    names: list[str]
    kind: Kind
    lat: float | None
    lon: float | None
    country: str
    name_ar: str = ""
    name_en: str = ""
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    code: str | None = None
    radius: float = 0.0
    same_as: tuple[str, ...] = ()
    curated: bool = False  # its Arabic name is shown for the place, whatever other sources call it
    where: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """Where rows came from and what showing them asks for. ``digest`` is the SHA-256 of the file that was
    read.
    """

    id: str
    title: str
    licence: str
    attribution: str
    url: str = ""
    digest: str = ""
    rows: int = 0
