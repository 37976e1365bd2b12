"""People told by their number whom a noun has for its object, past where it was: اعتقال الشرطة في X **أربعة مسلحين**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import Around
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import Chunk, Trigger
from marsad.text.tokens import Token

_TAKEN = {"arrest", "displacement", "abduction"}
_NO_CROWD = {"air", "drone", "artillery"}
_ROUGHLY = {"نحو", "حوالي", "قرابه", "بين", "زهاء", "اكثر", "من"}  # about, between, more than
_NUMBERS = word_class("counting") | word_class("tens") | {"ميه", "مايه"}  # a hundred


def counted_object(around: Around, trigger: Trigger, end: int, rest: Sequence[Chunk]) -> Chunk | None:
    """اعتقال الشرطة **(في مدينة X) أربعة مسلحين**, إخراج القوات **نحو ستين شخصا**: people told by their number, whom who stands before took away."""
    if trigger.kind not in _TAKEN:
        return None
    tokens, here = around.tokens, end
    for chunk in rest:
        if chunk.first < end:
            continue
        if chunk.kind == "place" and chunk.prep and chunk.first - here <= 1:
            here = chunk.last  # past where it was
            continue
        if chunk.prep or chunk.joined or chunk.kind not in ("group", "actor") or chunk.sort in _NO_CROWD:
            return None
        between = tokens[here : chunk.first]
        told = [t for t in between if _counts(t) or t.fold in _ROUGHLY]
        number = any(_counts(t) and t.fold not in _ROUGHLY for t in between)
        plain = here != end or len(told) == len(between)
        # في مدينة X **المطلة على البحر** أربعة مسلحين: told of where it was
        adjectives = all(t in told or t.fold.startswith("ال") or t.fold in PREPOSITIONS for t in between)
        return chunk if number and plain and adjectives else None
    return None


def _counts(token: Token) -> bool:
    return token.kind == "number" or token.fold.removeprefix("و") in _NUMBERS
