"""Land told by whose it is, with no name of its own: في **العاصمة الصومالية**, قرب **الحدود مع العراق**."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.scan import surface
from marsad.reading.names.place_names import Names
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut
from marsad.text.fold import fold

_CAPITALS = word_class("capitals")
_CITIES = ("city", "town")
CAPITAL = "العاصمه"  # the capital
_BORDER = word_class("the_border")
_WITH = "مع"
_BEHIND = 3  # tokens between a place and the border that it lies near


def land(names: Names, at: int, last: int, before: Chunk | None) -> Chunk | None:
    """What a word and what tells whose it is begin at ``at``; None where a name of its own follows: العاصمة الليبية **طرابلس**.

    Behind a place the border only tells where that lies: سروج قرب **الحدود مع سوريا**.
    """
    word = names.tokens[at].fold
    stem = word if word.startswith("ال") else word[1:]
    if stem != CAPITAL:
        near = before is not None and before.kind == "place" and at - before.last <= _BEHIND
        end = None if near else _beyond(names, at + 1, last)
    else:
        end = of_a_country(names, at + 1, last)
        if end is not None and named_behind(names, end, last):
            return None
    if end is None:
        return None
    hit = names.at.layer(end - 1, "demonym")
    country = hit.term.ref.partition(":")[0] if hit is not None and stem == CAPITAL else ""
    name = surface(names.text, names.tokens, at, end, Cut(stem, word[: len(word) - len(stem)]))
    return Chunk(at, end, "place", name, sort="part" if stem == CAPITAL else "border", country=country)


BEGINS = frozenset(before + word for word in (CAPITAL, *_BORDER) for before in ("", "ب", "و"))
"""The words that ``land`` begins with."""


def of_a_country(names: Names, at: int, last: int) -> int | None:
    """Where the adjective of a country ends that stands here with the article."""
    hit = names.at.layer(at, "demonym") if at < last else None
    return hit.last if hit is not None and hit.cut.before == "ال" and not hit.cut.after else None


def named_behind(names: Names, at: int, last: int, *, comma: bool = True) -> bool:
    """العاصمة الليبية **طرابلس**, العاصمة العراقية، **بغداد**; only with nothing between if no ``comma`` may stand there."""
    while comma and at < last and names.tokens[at].kind != "word":
        at += 1
    return at < last and names.found(at, last, Cut(names.tokens[at].fold)) is not None


def _beyond(names: Names, at: int, last: int) -> int | None:
    """الحدود **مع العراق والأردن**: where the states end whose border it is; not those of a province or of the Strip."""
    if at + 1 >= last or names.tokens[at].fold != _WITH:
        return None
    end = None
    joined = ""
    while (state := _state(names, at + 1 if end is None else end, joined)) is not None and state <= last:
        end, joined = state, "و"
    return end


def _state(names: Names, at: int, joined: str) -> int | None:
    """Where the name of a state ends that stands at a token, joined by ``joined``."""
    for hit in names.at.any(at) if at < len(names.tokens) else ():
        if hit.term.layer == "actor" and hit.cut.before == joined and not hit.cut.after:
            actor = names.lexicon.actors.get(hit.term.ref)
            if actor is not None and actor.kind == "state":
                return hit.last
    return None


def called_by_name(by_sentence: Sequence[Sequence[Chunk]], gazetteer: Gazetteer | None) -> list[list[Chunk]]:
    """The mentions, **العاصمة الليبية** among them under the name that the report has for it elsewhere: طرابلس."""
    out = [list(chunks) for chunks in by_sentence]
    if gazetteer is None or not any(_of_a_country(c) for chunks in out for c in chunks):
        return out
    named = {c.name: c for chunks in out for c in chunks if fold(c.name) in _CAPITALS}
    return [[_called(c, named, gazetteer) if _of_a_country(c) else c for c in chunks] for chunks in out]


def _of_a_country(chunk: Chunk) -> bool:
    return (
        chunk.kind == "place"
        and chunk.sort == "part"
        and bool(chunk.country)
        and fold(chunk.name).startswith(CAPITAL)
    )


def _called(chunk: Chunk, named: Mapping[str, Chunk], gazetteer: Gazetteer) -> Chunk:
    """By the name of the capital of its country that the report has, if only one may be meant."""
    cities = [
        (name, place)
        for name in named
        for place in gazetteer.lookup(fold(name))
        if place.country == chunk.country and place.kind in _CITIES
    ]
    if len({name for name, _ in cities}) != 1:
        return chunk
    name, place = cities[0]
    return replace(chunk, name=name, ref=place.id, sort=place.kind)
