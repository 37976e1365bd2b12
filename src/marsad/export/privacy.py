"""What is taken out where an export is to protect people: exact places, and the names of private persons.

Both also take out what would give the same away: titles and quotations of the reports. The addresses of the reports
stay, since without them nothing could be checked; who must not lead a reader there leaves the column out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from marsad.archive.records import Decision
from marsad.export.records import Paper, Record
from marsad.lexicon.compile import Lexicon, words_of
from marsad.model import Actor, Claim, Event, Location, Origin, Participant, Site, Span

GRID = 0.1
"""Degrees to which coordinates are rounded: some eleven kilometres."""

WITHHELD = "شخص لم يُنشر اسمه"
"""A person whose name is not published."""

NO_PLACE = "موضع لم يُنشر اسمه"
"""A place whose name is not published."""

_RADIUS = 11_000  # metres that a rounded point may be off, and a little more
_COARSE = 2  # UCDP where_prec of "within 25 km"
_AREA = 3  # and of a district: what is no finer than that is coarse already
_WIDE = frozenset({"country", "admin1", "admin2", "region", "state", "direction"})
P = TypeVar("P", Site, Location)
A = TypeVar("A", Actor, Participant)


def protect(record: Record, words: Lexicon, *, coarsen: bool, mask_persons: bool) -> Record:
    """The record without what is to be protected; itself where nothing is."""
    if not (coarsen or mask_persons):
        return record
    names = _Names(words, _fine(record) if coarsen else {}, mask_persons)
    event = record.event
    return Record(
        event=replace(
            _sides(event, names), title=None,
            places=_coarse_all(event.places) if coarsen else event.places,
            origins=tuple(_origin(one, names) for one in event.origins),
            kinds=tuple(replace(one, origins=names.sources(one.origins)) for one in event.kinds),
            statuses=tuple(replace(one, origins=names.sources(one.origins)) for one in event.statuses),
            settled=tuple(replace(one, who="", why="", reported=None) for one in event.settled),
            **{toll: _cited(getattr(event, toll), names)
               for toll in ("killed", "injured", "captured", "missing", "displaced")},
        ),
        review=record.review, claims=tuple(_claim(one, names, coarsen) for one in record.claims),
        papers={claim: _paper(one, names) for claim, one in record.papers.items()},
        decisions=tuple(_decision(one) for one in record.decisions),
    )  # fmt: skip


class _Names:
    """Which names are told: ``places`` maps the name of a fine place to that of the area told in its stead."""

    def __init__(self, words: Lexicon, places: dict[str, str], mask: bool) -> None:
        self.words, self.places, self.mask = words, places, mask

    def of(self, name: str, ident: str | None) -> str:
        if ident is None and self.mask and private(name, self.words):
            return WITHHELD
        if ident is None:
            for place, area in self.places.items():
                if place in name:
                    return area if place == name else name.replace(place, area)
        return name

    def sources(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.of(name, None) for name in names)


def private(name: str, words: Lexicon) -> bool:
    """Does a name that the registry does not know look like a person's? One given name, or a title before a
    name, is enough.
    """
    said = words_of(name)
    if any(words.given_name(word) for word in said):
        return True
    cue = words.knowledge.cues.get("person_titles")
    titles = {words_of(title) for title in (*cue.words, *cue.exact, *cue.attributes)} if cue else set()
    return any(
        title and said[: len(title)] == title and said[len(title) : len(title) + 1] > ("",)
        and not said[len(title)].isdigit()
        for title in titles
    )  # fmt: skip


def _fine(record: Record) -> dict[str, str]:
    """Names of places finer than a district, the longest first, to what is told in their stead."""
    places: list[Site | Location] = [
        *record.event.places,
        *(place for claim in record.claims for place in claim.places),
    ]
    out = {
        name: _area(one) for one in places if not _wide(one)
        for name in (one.name, *one.aliases, *([one.text] if isinstance(one, Location) else [])) if name
    }  # fmt: skip
    return dict(sorted(out.items(), key=lambda item: (-len(item[0]), item[0])))


def _wide(one: Site | Location) -> bool:
    return one.kind in _WIDE or (one.lat is None and (one.precision or 0) >= _AREA and one.kind is None)


def _area(one: Site | Location) -> str:
    return one.admin2 or one.admin1 or one.country or NO_PLACE


def _coarse_all(places: Sequence[Site]) -> tuple[Site, ...]:
    return tuple(dict.fromkeys(_coarse(one) for one in places))


def _coarse(one: P) -> P:
    if not _wide(one):
        one = replace(one, name=_area(one), id=None, kind=None, aliases=())
        if isinstance(one, Location):
            one = replace(one, text=one.name, spans=())
    if one.lat is None or one.lon is None:
        return one
    return replace(
        one, lat=round(round(one.lat / GRID) * GRID, 2), lon=round(round(one.lon / GRID) * GRID, 2),
        radius=max(one.radius or 0, _RADIUS), precision=max(one.precision or _COARSE, _COARSE),
    )  # fmt: skip


def _sides(event: Event, names: _Names) -> Event:
    return replace(
        event, initiators=_actors(event.initiators, names), targets=_actors(event.targets, names),
        third_parties=_actors(event.third_parties, names),
    )  # fmt: skip


def _actors(side: Sequence[A], names: _Names) -> tuple[A, ...]:
    out = []
    for one in side:
        name = names.of(one.name, one.id)
        one = replace(one, name=name, aliases=())
        if isinstance(one, Participant):
            one = replace(one, text=name, loaded=None, spans=())
        out.append(one)
    return tuple(out)


def _origin(one: Origin, names: _Names) -> Origin:
    return replace(one, name=names.of(one.name, one.id))


def _cited(toll: object, names: _Names) -> object:
    if toll is None:
        return None
    figures = tuple(replace(one, origins=names.sources(one.origins)) for one in toll.figures)  # type: ignore[attr-defined]
    return replace(toll, figures=figures)  # type: ignore[type-var]


def _paper(one: Paper, names: _Names) -> Paper:
    return replace(one, title=None, outlet=names.of(one.outlet, None) if one.outlet else None)


def _claim(one: Claim, names: _Names, coarsen: bool) -> Claim:
    def bare(span: Span) -> Span:
        return replace(span, quote="")

    tolls = {
        name: replace(toll, quote=None, groups={})
        for name in ("killed", "injured", "captured", "missing", "displaced")
        if (toll := getattr(one, name)) is not None
    }
    places = tuple(dict.fromkeys(map(_coarse, one.places))) if coarsen else one.places
    return replace(
        one, evidence=tuple(map(bare, one.evidence)), trigger=None, content=None, objects=(), parts={},
        initiators=_actors(one.initiators, names), targets=_actors(one.targets, names),
        third_parties=_actors(one.third_parties, names), attributed_to=_actors(one.attributed_to, names),
        attribution=(), places=tuple(replace(place, text=place.name, spans=()) for place in places),
        when=replace(one.when, quote=None, span=None) if one.when else None, **tolls,
    )  # fmt: skip


def _decision(one: Decision) -> Decision:
    return replace(one, who="", why="", value=None, before=None)
