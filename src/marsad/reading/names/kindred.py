"""Tribes, clans and families by name: **قبيلة البني عامر**, and two at once: بين قبيلتي **المسيرية** و**الدينكا**."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.person_names import PersonNames
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut

_UNNAMED = word_class("no_name_of_a_family")
_HOUSE = ("ال",)  # آل, the house of; it folds into the article's letters
_BEFORE_HOUSE = word_class("before_a_house")


def kindred(actors: Actors, at: int, last: int) -> Chunk | None:
    """A tribe or family, or the first of two, with the word before it."""
    head = actors.at.cue(at, "kindred")
    if head is None or head.cut.after or head.cut.before.endswith("ال") or head.last >= last:
        return None
    first = head.last
    if head.term.words == _HOUSE and not _of_a_house(actors, head):
        return None  # حارات آل X: quarters called after one
    if _two(actors, head) and (known := actors.best(first, last)) is not None:
        return replace(actors.registered(known), first=at)  # حركتي **حماس** والجهاد الإسلامي
    end = _named(actors, first, last)
    if end is None and _two(actors, head):
        joined = first + 1 < last and actors.tokens[first + 1].fold.startswith("و")
        end = first + 1 if joined and not actors.function(first) else None  # حركتا **أمل** وحزب الله
    if end is None:
        return None
    begin, cut = (first, None) if _two(actors, head) else (at, head.cut)
    name = surface(actors.text, actors.tokens, begin, end, cut)
    return Chunk(at, end, "actor", name, sort="organisation")


def with_his_name(actors: Actors, names: PersonNames, found: Chunk | None, last: int) -> Chunk | None:
    """عائلة الأسير **منتصر شلبي**: the family of somebody told by a title goes on with his name."""
    if found is None or not actors.tokens[found.last - 1].fold.startswith("ال"):
        return found
    if found.first and actors.at.cue(found.first - 1, "saying") is not None:
        return found  # أعلنت عائلة الناشط X وفاته: he is told of by himself
    title = actors.at.cue(found.last - 1, "person_titles")
    length = names.length(found.last, last) if title is not None and title.last == found.last else 0
    if not length:
        return found
    end = found.last + length
    head = actors.at.cue(found.first, "kindred")
    return replace(
        found,
        last=end,
        name=surface(actors.text, actors.tokens, found.first, end, head.cut if head else None),
    )


def _of_a_house(actors: Actors, head: Hit) -> bool:
    """من **آل باراس**, بين آل صالح **وآل منصور**: behind a word that people come after, or joined to another house."""
    at = head.first
    if head.cut.before == "و":
        return any(t.fold == _HOUSE[0] for t in actors.tokens[max(0, at - 4) : at])
    return at > 0 and actors.tokens[at - 1].fold in _BEFORE_HOUSE


def second(actors: Actors, first: Chunk, last: int) -> Chunk | None:
    """The other of two: قبيلتي المسيرية **والدينكا**."""
    at = first.last
    head = actors.at.cue(first.first, "kindred")
    if head is None or at >= last or not _two(actors, head):
        return None
    word = actors.tokens[at].fold
    if actors.best(at, last) is not None:
        return None
    end = _named(actors, at, last) if word.startswith("و") and len(word) > 2 else None
    if end is None:
        return None
    cut = Cut(word[1:], "و", "")
    name = surface(actors.text, actors.tokens, at, end, cut)
    return Chunk(at, end, "actor", name, prep=first.prep, joined=True, sort="organisation")


def _two(actors: Actors, head: Hit) -> bool:
    """Is the word in the dual?"""
    return actors.lexicon.attributes["kindred"].get(" ".join(head.term.words)) == "two"


def _named(actors: Actors, at: int, last: int) -> int | None:
    """End of a name: one word, or two where the first only begins a name."""
    tokens = actors.tokens
    if at >= last or tokens[at].kind != "word" or tokens[at].fold in PREPOSITIONS:
        return None
    word = tokens[at].fold.removeprefix("و")
    if tokens[at].fold in _UNNAMED or (
        word == tokens[at].fold and actors.at.layer(at, "demonym") and not word.startswith("ال")
    ):
        return None
    if word in actors.lexicon.listed("kindred_names") and at + 1 < last and tokens[at + 1].kind == "word":
        return at + 2 + (tokens[at + 2].fold == "الدين" if at + 2 < last else 0)
    return (
        at + 1
        if word.startswith("ال") or actors.lexicon.given_name(word) or not actors.lexicon.common(word)
        else None
    )
