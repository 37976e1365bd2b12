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
from marsad.text.tokens import Token

_TYPE_WORDS = {"city": "مدينة", "town": "بلدة", "village": "قرية"}  # said in the report, left out of the name
_TOGETHER = 60  # mentions resolved at once; a live page of a whole day is many reports
_LOCAL = {"militia", "rebel", "jihadist", "local_authority"}
_INSIDE = ("في", "ب")
_ABOUT = word_class("about_a_place")
_THE_TOWN = word_class("the_town")
_THE_AREA = word_class("the_area")
_STATES = ("state", "country")
_LIKELY = 0.5  # weight of a country, where that of the likeliest is 1
NAMED_AFTER = {"site", "base", "camp", "terrain", "water", "crossing", "road", "front"}
"""Kinds of places that bear the name of a town without being a part or a side of it."""


class Where(Struct, frozen=True, gc=False):
    """What was asked of the gazetteer for a mention, and what it said.

    ``countries``: for a place that was not found, those for which the rest of the report speaks; nothing where it is silent.
    """

    query: str
    found: Resolution
    countries: frozenset[str] = frozenset()


Mention = tuple[int, int, str]
"""The token range and the name of a place (المدينتين are two)."""


class Located(Mapping[Mention, Where]):
    """The whereabouts of every place a report names. Each is worked out when it is asked for."""

    def __init__(self, asked: Mapping[Mention, tuple[str, Together, int]]) -> None:
        self._asked = asked

    def __getitem__(self, mention: Mention) -> Where:
        query, together, index = self._asked[mention]
        found = together.resolution(index)
        if found.geometry is not None:
            return Where(query, found)
        weights = together.countries(index)
        return Where(query, found, frozenset(c for c, weight in weights.items() if weight >= _LIKELY))

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._asked)

    def __len__(self) -> int:
        return len(self._asked)


def locate(
    by_sentence: Sequence[Sequence[Chunk]], tokens: Sequence[Token], lexicon: Lexicon, gazetteer: Gazetteer
) -> Located:
    """The whereabouts of every place a report names, each to be explained by the others."""
    queries = [found for told in _told_by_name(by_sentence, lexicon) for found in _queries(told, tokens)]
    asked: dict[Mention, tuple[str, Together, int]] = {}
    context = ReportContext(countries=_countries(by_sentence, lexicon))
    for start in range(0, len(queries), _TOGETHER):
        block = queries[start : start + _TOGETHER]
        texts = {text: at for at, text in enumerate(dict.fromkeys(query for _, query in block))}
        together = Together([MentionQuery(text=text) for text in texts], gazetteer, context)
        for chunk, query in block:
            asked[(chunk.first, chunk.last, chunk.name)] = query, together, texts[query]
    return Located(asked)


def _told_by_name(
    by_sentence: Sequence[Sequence[Chunk]], lexicon: Lexicon
) -> Iterator[Sequence[tuple[Chunk, str]]]:
    """The names of each sentence, and as what the gazetteer may know them.

    شرق **المدينة** is told by the town named last before it, **الشمال السوري** by the country. What else is told without a name
    («جنوب البلاد», the south of the country) is left out: no gazetteer knows anything of it, though villages are called so.
    """
    town: Chunk | None = None
    for chunks in by_sentence:
        out: list[tuple[Chunk, str]] = []
        for chunk in chunks:
            name = chunk.name
            if chunk.kind == "place":
                general = _general(name)
                if not general and chunk.sort in _TYPE_WORDS:
                    town = chunk
                if general in _THE_TOWN and town is not None:
                    name = _of_the_town(name, town)
                elif general:
                    continue
                elif chunk.sort == "direction" and chunk.country and not chunk.ref:
                    name = _of_the_state(chunk, lexicon)
            out.append((chunk, name))
        yield out


def _general(name: str) -> str:
    """شرق **المدينة**, الأطراف الغربية **للمدينة**: the general word that ends a mention, else the empty string."""
    word = fold(name).rpartition(" ")[2]
    word = f"ال{word[2:]}" if word.startswith("لل") else word
    return word if word in _THE_TOWN or word in _THE_AREA else ""


def _of_the_town(name: str, town: Chunk) -> str:
    head, _, last = name.rpartition(" ")
    lead = "ل" if last.startswith("لل") else ""
    return f"{head} {lead}{_TYPE_WORDS[town.sort]} {town.name}".strip()


def _of_the_state(chunk: Chunk, lexicon: Lexicon) -> str:
    """**الشمال السوري**: the north, and the adjective of a country."""
    side, _, adjective = chunk.name.partition(" ")
    state = lexicon.actors.get(lexicon.armies.get((chunk.country, "state")) or "")
    if state is None or not (side.startswith("ال") and adjective.startswith("ال")):
        return chunk.name
    return f"{side.removeprefix('ال')} {state.name_ar}"


def _queries(told: Sequence[tuple[Chunk, str]], tokens: Sequence[Token]) -> Iterator[tuple[Chunk, str]]:
    """Each place of a sentence with the words that tell where it is: type word, wider place after it."""
    around: tuple[Chunk, str] | None = None
    after: tuple[Chunk, str] | None = None
    for chunk, name in reversed(told):
        if chunk.kind not in ("place", "state"):
            after = None
            continue
        if after is None or after[0].first - chunk.last > 1:
            around = None
        elif not after[0].joined:
            around = after if _contains(after[0], tokens[chunk.last]) else None
        if chunk.kind == "place" and chunk.sort != "ref":
            yield chunk, _query(chunk, name, around)
        after = chunk, name


def _contains(chunk: Chunk, behind: Token) -> bool:
    """بلدة X **في ريف Y**, X **شمال Y**; neither X **وفي** ريف Y nor من X **على** شمال Y. ``behind``: what follows X."""
    if behind.fold == "وفي":
        return False
    return chunk.prep in _INSIDE or (chunk.sort == "direction" and not chunk.prep)


def _query(chunk: Chunk, text: str, around: tuple[Chunk, str] | None) -> str:
    if chunk.sort in _TYPE_WORDS and len(text.split()) < chunk.last - chunk.first:
        text = f"{_TYPE_WORDS[chunk.sort]} {text}"
    if around is None or fold(around[0].name) in fold(text):
        return text
    wider, name = around
    return f"{text} {name}" if wider.sort == "direction" else f"{text} في {name}"


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
        abroad = (
            where is not None
            and where.countries
            and chunk.sort not in _STATES
            and chunk.country not in where.countries
        )
        return Location(
            text=written(chunk, span),
            name=chunk.name,
            kind=chunk.sort or None,
            # A namesake abroad says nothing: it was not taken for the place either.
            country=None if abroad else chunk.country or None,
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
    return tag if fold(tag) in fold(span.quote) else chunk.name


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
