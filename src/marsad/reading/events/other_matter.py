"""Event words that tell of another matter by what they are said of: نشر **صورا**, أوقف **القصف**, **منصة** إطلاق صواريخ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import VERBAL
from marsad.text.clitics import stems
from marsad.text.tokens import Sentence, Token

_TAKEN_UP = ("ه", "ها", "هم", "هما", "هن")
_COUNTS = {"عشرات", "ميات", "الاف", "نحو", "عدد", "بعض", "عده"}  # tens of, hundreds of, a number of, some
_ADJECTIVES = 1  # between what is taken up and the verb: خبر **عاجل** نشرته


def of_other_matter(
    hit: Hit,
    tokens: Sequence[Token],
    sentence: Sentence,
    starting: Mapping[int, int],
    things: frozenset[str],
    heads: frozenset[str],
) -> bool:
    """Does one of the ``things`` stand right behind the word, or one of the ``heads`` before it in construct?

    ``starting``: where who can act begins, and ends: the object stands behind its subject (نشرت **القوات** صورا).
    What a relative clause is of stands before its verb, which takes it up: بيان **نشره** موقعها.
    """
    construct = heads and hit.term.form not in VERBAL and not hit.cut.before.strip("ال")
    if construct and hit.first > sentence.first and not heads.isdisjoint(stems(tokens[hit.first - 1].fold)):
        return True
    if not things:
        return False
    if hit.cut.after in _TAKEN_UP:
        low = max(sentence.first, hit.first - 1 - _ADJECTIVES)
        if any(not things.isdisjoint(stems(t.fold)) for t in tokens[low : hit.first] if t.kind == "word"):
            return True
    places = [hit.last]
    if hit.last in starting and not hit.cut.before.endswith("ال"):  # a noun's too: نشر **الجيش** أسماء
        places.append(starting[hit.last])
    return any(_stands(things, tokens, here, sentence.last) for here in places)


def _stands(things: frozenset[str], tokens: Sequence[Token], here: int, last: int) -> bool:
    """Does one of these stand here, or behind the preposition or the count that stands here: أفرجت **عن** صور, **عشرات** العبوات?"""
    if here < last and tokens[here].fold in PREPOSITIONS:
        if here + 1 < last and f"{tokens[here].fold} {tokens[here + 1].fold}" in things:
            return True
        here += 1
    if here < last and (tokens[here].kind == "number" or tokens[here].fold in _COUNTS):
        here += 1
    if here >= last or tokens[here].kind != "word":
        return False
    if not things.isdisjoint(stems(tokens[here].fold)):
        return True
    return here + 1 < last and f"{tokens[here].fold} {tokens[here + 1].fold}" in things
