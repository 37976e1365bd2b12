"""Words behind a list of places that are no further one of them, but tell what came of it or what was before."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.names.place_lists import ListedNames
from marsad.reading.names.struck_names import LOCATIVE

LEADING_ON = {"الي", "عن", "ان", "بان"}  # to, of, that: behind a participle, and behind no name of a list
LEADING = ("الي", "علي", "من", "ل")
_PARTICIPLES = ("ا", "ه", "ون", "ين")  # the endings of "leaving", "advancing" behind a comma
_BEHIND = word_class("behind_a_participle")
NOW = word_class("now_or_then")


def tells_on(names: ListedNames, at: int, last: int, stem: str, known: bool) -> bool:
    """، **مؤدية إلى** مقتل X, ، **مخلفا 35** قتيلا, ، **متقدمون صوب** Y, **وباتوا** على مشارفها: a word that tells what came of it."""
    after = names.tokens[at + 1] if at + 1 < last else None
    if stem == names.tokens[at].fold and after is not None:
        if after.fold in LEADING_ON:
            return True
        if not known and names.tokens[at - 1].fold != "و" and after.fold in _BEHIND:
            return True  # سيارة في العريش، **مسروقة** منذ أيام
        if not known and (after.kind == "number" or after.fold in LEADING or after.fold in LOCATIVE):
            return not stem.startswith("ال") and stem.endswith(_PARTICIPLES)
    return not known and (stem.endswith("وا") or (stem.startswith("لل") and stem == names.tokens[at].fold))
