"""What leaves the house in publish mode: reviewed records alone, places made coarse, private persons unnamed.

Texts of reports are not given at all: they belong to their outlets, and name who is to stay unnamed.
"""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from marsad.archive.corrections import Reviewed
from marsad.archive.records import Decision
from marsad.lexicon.compile import Lexicon, words_of
from marsad.model import Actor, Claim, Document, Event, Location, Participant, Site
from marsad.web.records import ToldView
from marsad.web.shelf import review_of

GRID = 0.1
"""Degrees to which coordinates are rounded: some eleven kilometres."""

_RADIUS = 11_000  # metres that a rounded point may be off, and a little more
_COARSE = 2  # UCDP where_prec of "within 25 km"
WITHHELD_PLACE = "مكان لم يُنشر"  # a place that is not published
_KNOWN = frozenset(
    {"city", "town", "admin1", "admin2", "admin3", "region", "state", "country", "water", "road"}
)
P = TypeVar("P", Site, Location)
WITHHELD = "شخص لم يُنشر اسمه"  # a person whose name is not published


def public_event(event: Event, by: Reviewed, words: Lexicon) -> Event | None:
    """The event as it may be published, None where nobody has reviewed it."""
    if review_of(event, by) != "reviewed":
        return None
    return replace(
        event,
        places=tuple(_coarse(site) for site in event.places),
        initiators=tuple(_unnamed(one, words) for one in event.initiators),
        targets=tuple(_unnamed(one, words) for one in event.targets),
        third_parties=tuple(_unnamed(one, words) for one in event.third_parties),
        origins=tuple(
            replace(one, name=WITHHELD) if one.id is None and private(one.name, words) else one
            for one in event.origins
        ),
        title=None, settled=(),
    )  # fmt: skip


def public_told(told: ToldView, words: Lexicon) -> ToldView:
    """A claim without the words it rests on, and its report without its text."""
    document = told.document
    return ToldView(
        claim=_claim(told.corrected or told.claim, words), withheld=True, verdict=told.verdict,
        document=Document(
            id=document.id, text="", published=document.published, outlet=document.outlet, url=document.url
        ),
    )  # fmt: skip


def public_decision(one: Decision) -> Decision:
    """That a decision was made, and when; not by whom, nor in what words."""
    return replace(one, who="", why="", value=None, before=None)


def _claim(one: Claim, words: Lexicon) -> Claim:
    return replace(
        one, evidence=(), trigger=None, content=None, objects=(), attribution=(), parts={},
        initiators=tuple(_bare(each, words) for each in one.initiators),
        targets=tuple(_bare(each, words) for each in one.targets),
        third_parties=tuple(_bare(each, words) for each in one.third_parties),
        attributed_to=tuple(_bare(each, words) for each in one.attributed_to),
        places=tuple(replace(_coarse(each), spans=(), text=each.name) for each in one.places),
        when=replace(one.when, span=None, quote=None) if one.when else None,
    )  # fmt: skip


def _bare(one: Participant, words: Lexicon) -> Participant:
    name = WITHHELD if one.id is None and private(one.name, words) else one.name
    return Participant(text=name, name=name, id=one.id, name_en=one.name_en, country=one.country)


def _unnamed(one: Actor, words: Lexicon) -> Actor:
    if one.id is not None or not private(one.name, words):
        return replace(one, aliases=())
    return Actor(name=WITHHELD, country=one.country, support=one.support, claims=one.claims)


def private(name: str, words: Lexicon) -> bool:
    """Does a name that the registry does not know look like a person's? One given name in it is enough."""
    return any(words.given_name(word) for word in words_of(name))


def _coarse(one: P) -> P:
    """A place as its surroundings: what is smaller than a town bears the name of what it lies in."""
    name = one.name
    if one.kind not in _KNOWN:
        name = one.admin2 or one.admin1 or one.country or WITHHELD_PLACE
    lat, lon, radius, precision = one.lat, one.lon, one.radius, one.precision
    if lat is not None and lon is not None:
        lat, lon = (round(round(value / GRID) * GRID, 2) for value in (lat, lon))
        radius, precision = max(radius or 0, _RADIUS), max(precision or _COARSE, _COARSE)
    return replace(
        one, id=None, name=name, lat=lat, lon=lon, radius=radius, precision=precision, aliases=(),
        kind=one.kind if one.kind in _KNOWN else None,
    )  # fmt: skip
