"""What a reviewer writes for a field, as the value that the record of a claim or an event takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, get_args

from msgspec import to_builtins

from marsad.errors import ArchiveError
from marsad.lexicon.compile import Lexicon, words_of
from marsad.model import (
    Actor,
    Assessment,
    EventDate,
    Location,
    Participant,
    Site,
    Status,
    Toll,
    TollRange,
    When,
)
from marsad.places.gazetteer import Gazetteer, arabic_name

TOLLS = ("killed", "injured", "captured", "missing", "displaced")
_SIDES = ("initiators", "targets", "third_parties")
CLAIM_FIELDS = ("kind", "status", "when", *_SIDES, "places", "attributed_to", *TOLLS)
EVENT_FIELDS = ("kind", "status", "assessment", "when", *_SIDES, "places", *TOLLS)

_NUMBERS = re.compile(r"(?P<low>\d+)(?:-(?P<high>\d+)|(?P<more>\+))?")
_POINT = re.compile(r"(?P<name>.+?)\s*@\s*(?P<lat>-?\d+(?:\.\d+)?)\s*,\s*(?P<lon>-?\d+(?:\.\d+)?)")
_WIDE = {"admin3": 3, "admin2": 3, "admin1": 4, "region": 5, "country": 6}  # UCDP where_prec
_UNKNOWN = ("unknown", "none", "")


def claim_value(field: str, said: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> Any:
    """The value of a claim's field as it stands in a record. Raises ``ArchiveError`` where it is none.

    ``said`` is what was written: one value, or several names. ``unknown`` takes the value away.
    """
    if field not in CLAIM_FIELDS:
        raise _no(
            f"a claim has no field «{field[:40]}» to correct.", f"There are: {', '.join(CLAIM_FIELDS)}."
        )
    if field == "when":
        span = _interval(field, _one(field, said))
        return (
            None if span is None else to_builtins(When(start=span[0], end=span[1], precision=_length(*span)))
        )
    if field in TOLLS:
        found = _toll(field, _one(field, said))
        return None if found is None else to_builtins(Toll(min=found[0], max=found[1]))
    if field == "places":
        return [to_builtins(_place(name, gazetteer)) for name in _names(said)]
    if field in (*_SIDES, "attributed_to"):
        return [to_builtins(_actor(name, lexicon)) for name in _names(said)]
    return _word(field, _one(field, said), lexicon)


def event_value(field: str, said: Sequence[str], lexicon: Lexicon, gazetteer: Gazetteer) -> Any:
    """As ``claim_value``, for a field of an event."""
    if field not in EVENT_FIELDS:
        raise _no(
            f"an event has no field «{field[:40]}» to settle.", f"There are: {', '.join(EVENT_FIELDS)}."
        )
    if field == "when":
        span = _interval(field, _one(field, said))
        if span is None:
            return None
        return to_builtins(EventDate(start=span[0], end=span[1], precision=_length(*span), basis="reviewed"))
    if field in TOLLS:
        found = _toll(field, _one(field, said))
        return None if found is None else to_builtins(TollRange(min=found[0], max=found[1]))
    if field == "places":
        return [to_builtins(_site(_place(name, gazetteer))) for name in _names(said)]
    if field in _SIDES:
        named = [_actor(name, lexicon) for name in _names(said)]
        return [
            to_builtins(Actor(name=one.name, id=one.id, name_en=one.name_en, country=one.country))
            for one in named
        ]
    return _word(field, _one(field, said), lexicon)


def _word(field: str, said: str, lexicon: Lexicon) -> str:
    known: dict[str, Callable[[], Sequence[str]]] = {
        "kind": lambda: sorted(lexicon.kinds),
        "status": lambda: get_args(Status),
        "assessment": lambda: get_args(Assessment),
    }
    words = known[field]()
    if said not in words:
        raise _no(f"«{said[:40]}» is no {field}.", f"There are: {', '.join(words)}.")
    return said


def _one(field: str, said: Sequence[str]) -> str:
    if len(said) != 1:
        raise _no(f"{field} takes one value.", "Put a value of several words in quotation marks.")
    return said[0].strip()


def _names(said: Sequence[str]) -> list[str]:
    return [name.strip() for name in said if name.strip() not in _UNKNOWN]


def _interval(field: str, said: str) -> tuple[str, str] | None:
    if said in _UNKNOWN:
        return None
    first, _, last = said.partition("/")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        start, end = date.max, date.min
    if start > end:
        mend = "Write 2024-05-01, or 2024-05-01/2024-05-03 for an interval, or unknown."
        raise _no(f"«{said[:40]}» is no {field}.", mend)
    return start.isoformat(), end.isoformat()


def _length(start: str, end: str) -> Any:
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    return "day" if days <= 1 else "week" if days <= 7 else "month" if days <= 31 else "year"


def _toll(field: str, said: str) -> tuple[int, int | None] | None:
    if said == "unknown":
        return None
    found = _NUMBERS.fullmatch(said)
    if found is None or (found["high"] and int(found["high"]) < int(found["low"])):
        raise _no(f"«{said[:40]}» is no number of {field}.", "Write 3, 3-5, 3+ (at least 3), 0 or unknown.")
    low = int(found["low"])
    return low, None if found["more"] else int(found["high"] or low)


def _actor(name: str, lexicon: Lexicon) -> Participant:
    """Of the registry by id, Arabic or English name; else described by this name alone."""
    ids = [name] if name in lexicon.actors else []
    ids += [term.ref for term in lexicon.index.exact(words_of(name)) if term.layer == "actor"]
    ids += [one.id for one in lexicon.actors.values() if one.name_en.lower() == name.lower()]
    if not ids:
        return Participant(text=name, name=name)
    known = lexicon.actors[ids[0]]
    return Participant(
        text=name,
        name=known.name_ar,
        id=known.id,
        name_en=known.name_en or None,
        country=known.country or None,
    )


def _place(said: str, gazetteer: Gazetteer) -> Location:
    """By the gazetteer's id; by NAME@LAT,LON as the reviewer knows it; or a name without a point."""
    known = gazetteer.get(said) if ":" in said else None
    if known is not None:
        name = arabic_name(known)
        return Location(
            text=name, name=name, kind=known.kind, id=known.id, lat=known.lat, lon=known.lon,
            radius=int(known.radius * 1000) or None, precision=_WIDE.get(known.kind, 1), country=known.country,
        )  # fmt: skip
    found = _POINT.fullmatch(said)
    if found is None:
        return Location(text=said, name=said)
    lat, lon = float(found["lat"]), float(found["lon"])
    if abs(lat) > 90 or abs(lon) > 180:
        raise _no(f"«{said[:60]}» is no point on the globe.", "Write NAME@LAT,LON in degrees.")
    return Location(text=found["name"], name=found["name"], lat=lat, lon=lon, precision=1)


def _site(one: Location) -> Site:
    return Site(name=one.name, kind=one.kind, id=one.id, lat=one.lat, lon=one.lon, radius=one.radius,
                precision=one.precision, country=one.country)  # fmt: skip


def _no(what: str, mend: str) -> ArchiveError:
    return ArchiveError(10, what, mend=mend)
