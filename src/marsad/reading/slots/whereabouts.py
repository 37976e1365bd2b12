"""Where a report's places lie: its mentions put to the gazetteer together, each explaining the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.model import Location, Span
from marsad.places.gazetteer import Gazetteer, arabic_name
from marsad.places.resolve import Area, MentionQuery, ReportContext, Resolution, Together
from marsad.reading.records import Chunk
from marsad.text.fold import fold

_TYPE_WORDS = {"city": "مدينة", "town": "بلدة", "village": "قرية"}  # said in the report, left out of the name
_TOGETHER = 60  # mentions resolved at once; a live page of a whole day is many reports
_LOCAL = {"militia", "rebel", "jihadist", "local_authority"}
_INSIDE = ("في", "ب")
_ABOUT = word_class("about_a_place")
NAMED_AFTER = {"site", "base", "camp", "terrain", "water", "crossing", "road", "front"}
"""Kinds of places that bear the name of a town without being a part or a side of it."""


class Where(Struct, frozen=True, gc=False):
    """What was asked of the gazetteer for a mention, and what it said."""

    query: str
    found: Resolution


Mention = tuple[int, int, str]
"""The token range and the name of a place (المدينتين are two)."""


class Located(Mapping[Mention, Where]):
    """The whereabouts of every place a report names. Each is worked out when it is asked for."""

    def __init__(self, asked: Mapping[Mention, tuple[str, Together, int]]) -> None:
        self._asked = asked

    def __getitem__(self, mention: Mention) -> Where:
        query, together, index = self._asked[mention]
        return Where(query, together.resolution(index))

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._asked)

    def __len__(self) -> int:
        return len(self._asked)


def locate(by_sentence: Sequence[Sequence[Chunk]], lexicon: Lexicon, gazetteer: Gazetteer) -> Located:
    """The whereabouts of every place a report names, each to be explained by the others."""
    queries = [(chunk, query) for chunks in by_sentence for chunk, query in _queries(chunks)]
    asked: dict[Mention, tuple[str, Together, int]] = {}
    context = ReportContext(countries=_countries(by_sentence, lexicon))
    for start in range(0, len(queries), _TOGETHER):
        block = queries[start : start + _TOGETHER]
        texts = {text: at for at, text in enumerate(dict.fromkeys(query for _, query in block))}
        together = Together([MentionQuery(text=text) for text in texts], gazetteer, context)
        for chunk, query in block:
            asked[(chunk.first, chunk.last, chunk.name)] = query, together, texts[query]
    return Located(asked)


def _queries(chunks: Sequence[Chunk]) -> Iterator[tuple[Chunk, str]]:
    """Each place of a sentence with the words that tell where it is: type word, wider place after it."""
    around: Chunk | None = None
    after: Chunk | None = None
    for chunk in reversed(chunks):
        if chunk.kind not in ("place", "state"):
            after = None
            continue
        if after is None or after.first - chunk.last > 1:
            around = None
        elif not after.joined:
            around = after if _contains(after) else None
        if chunk.kind == "place" and chunk.sort != "ref":
            yield chunk, _query(chunk, around)
        after = chunk


def _contains(chunk: Chunk) -> bool:
    return chunk.prep in _INSIDE or chunk.sort == "direction"


def _query(chunk: Chunk, around: Chunk | None) -> str:
    text = chunk.name
    if chunk.sort in _TYPE_WORDS and len(text.split()) < chunk.last - chunk.first:
        text = f"{_TYPE_WORDS[chunk.sort]} {text}"
    if around is None or fold(around.name) in fold(text):
        return text
    return f"{text} {around.name}" if around.sort == "direction" else f"{text} في {around.name}"


def _countries(by_sentence: Sequence[Sequence[Chunk]], lexicon: Lexicon) -> Mapping[str, float]:
    """How strongly the report's local actors speak for a country, 0–1. States act abroad and do not count."""
    counts: Counter[str] = Counter()
    for chunks in by_sentence:
        for chunk in chunks:
            actor = lexicon.actors.get(chunk.ref or "") if chunk.kind == "actor" else None
            if actor is not None and actor.country and actor.kind in _LOCAL:
                counts[actor.country] += 1
    total = sum(counts.values())
    return {country: round(count / total, 1) for country, count in counts.most_common(3)} if total else {}


def placed(chunk: Chunk, where: Where | None, span: Span) -> Location:
    """The location of a mention: what the report says and as much of the map as is known.

    Divisions are given by their Arabic names.
    """
    if where is None or where.found.geometry is None:
        return Location(
            text=written(chunk, span),
            name=chunk.name,
            kind=chunk.sort or None,
            country=chunk.country or None,
            confidence=where.found.confidence if where else None,
            spans=(span,),
        )
    found, place = where.found, where.found.place
    return Location(
        text=written(chunk, span),
        name=arabic_name(place) if place else chunk.name,
        id=place.id if place else None,
        kind=place.kind if place else chunk.sort or None,
        lat=found.lat,
        lon=found.lon,
        radius=round(found.geometry.radius * 1000) if found.geometry else None,
        precision=found.where_prec,
        country=found.country,
        admin1=_name(found.admin1),
        admin2=_name(found.admin2),
        confidence=found.confidence,
        spans=(span,),
    )


def one_place(one: Location, other: Location) -> bool:
    """Are they the same entry of the gazetteer, on the same ground? Its north and its countryside are other ground."""
    return one.id is not None and (one.id, one.lat, one.lon, one.radius) == (
        other.id,
        other.lat,
        other.lon,
        other.radius,
    )


def written(chunk: Chunk, span: Span) -> str:
    """The name in the report's own spelling: #تل_أبيض, #قوات_سوريا_الديمقراطية with their strokes."""
    tag = chunk.name.replace(" ", "_")
    return tag if tag in span.quote else chunk.name


def _name(area: Area | None) -> str | None:
    return (area.name_ar or area.name_en) if area else None


def extent_words(chunk: Chunk) -> frozenset[str]:
    """The words that tell which area a mention means: its name and its side, without type words."""
    return _extent(chunk.name)


@lru_cache(maxsize=1024)
def _extent(name: str) -> frozenset[str]:
    out = set()
    for word in fold(name).replace('"', " ").replace("-", " ").split():
        if word in _ABOUT:
            continue
        bare = word.removeprefix("ال")
        out.add(_SIDES.get(bare, bare))
    return frozenset(out) or frozenset(fold(name).split())


_SIDES = {side + ending: side for side in ("شمال", "جنوب", "شرق", "غرب") for ending in ("", "ي", "يه")}
