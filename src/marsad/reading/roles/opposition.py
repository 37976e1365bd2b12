"""Whom a protest is against by the words for it: رفضا لقرارات **الرئيس**, ضد الوجود العسكري **الفرنسي**, المناهضة لحكومة **X**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import Around, agentive, coordinated, of_nation
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS
from marsad.reading.records import Chunk, Event, note

AGAINST = word_class("opposing")
ASKING = word_class("asking")
FOR = word_class("in_support_of")
ABOUT = AGAINST | ASKING | FOR
NOTE = "against"
_FAR = 18  # tokens from the protest to the word that says whom it is against
_NEAR = 4  # tokens from that word to an adjective of nationality
_DEFINITE = ("ال", "بال", "لل")  # the, by the, to the
_REACH = 7  # tokens from that word to who is named


def about(word: str) -> str:
    """The word of ``ABOUT`` that a token is, with or without "and" before it, or nothing."""
    bare = word if word in ABOUT else word.removeprefix("و")
    return bare if bare in ABOUT else ""


def opposed(around: Around, event: Event) -> list[Chunk]:
    """The side that stands first behind a word for "against", by name or by an adjective of nationality; nobody where it is not plain."""
    first = event.trigger.first
    right = around.clauses.right(event.trigger.last)
    for at in range(max(around.clauses.sentence.first, first - 2), min(right, first + _FAR)):
        if about(around.tokens[at].fold) in AGAINST:
            return _behind(around, _object(around, at, right), right)
    return []


def _object(around: Around, marker: int, right: int) -> int:
    """نددت مسيرات في صنعاء **بالعدوان** الأمريكي: the token before the object of a verb of denouncing, whose subject may stand between."""
    if not around.tokens[marker].fold.removeprefix("و").startswith("ندد"):
        return marker
    objects = (
        at for at in range(marker + 1, min(right, marker + _FAR)) if around.tokens[at].fold.startswith("بال")
    )
    return next(objects, marker + 1) - 1


def _behind(around: Around, marker: int, right: int) -> list[Chunk]:
    tokens = around.tokens
    here = marker + 1
    while here < min(right, marker + _REACH):
        word = tokens[here].fold
        if tokens[here].kind != "word" or word in COMMAS or about(word):
            return []
        chunk = next(
            (c for c in around.chunks if c.first <= here < c.last and here == max(c.first, marker + 1)), None
        )
        if chunk is not None:
            return _named(around, marker, chunk)
        if (
            around.at.layer(here, "rule") is not None
            and not word.startswith(_DEFINITE)  # **بالضربات** الأميركية: annexed to nobody
            and _suffered(around, here)
        ):
            return []
        if here > marker + 1 and word in PREPOSITIONS:
            return []
        hit = around.at.layer(here, "demonym")
        if (
            hit is not None
            and here - marker <= _NEAR
            and not hit.cut.after
            and word.startswith("ال")
            and not hit.term.ref.endswith(":plural")
        ):
            return [of_nation(hit, word)]
        here += 1
    return []


def _named(around: Around, marker: int, chunk: Chunk) -> list[Chunk]:
    """A side that is named right behind the word, or as whose act or word it is."""
    own = not chunk.prep or chunk.first - marker <= 2
    known = chunk.kind in ("actor", "state") or (chunk.kind == "person" and chunk.ref is not None)
    if not (own and known and agentive(chunk)) or chunk.prep in ("في", "داخل", "الي", "عن"):
        return []
    return coordinated(chunk, around.chunks)


def _suffered(around: Around, here: int) -> bool:
    """احتجاجا على **اعتقال** X: does the noun tell of what is done to who follows?"""
    return any(
        hit.term.layer == "rule" and hit.term.form == "noun" and hit.term.ref.startswith(_DONE_TO)
        for hit in around.at.any(here)
    )


# Rules whose nouns have whom it is done to behind them.
_DONE_TO = ("killing.", "arrest.", "abduction.", "abuse.", "displacement.", "release.", "capture.", "siege.")


def set_opponent(around: Around, event: Event) -> None:
    """Give a protest the side it is against, and note that the words for it settle this."""
    found: Sequence[Chunk] = opposed(around, event)
    if found:
        event.targets = list(found)
        event.initiators = [c for c in event.initiators if all(c.first != f.first for f in found)]
        note(event, NOTE, found)
