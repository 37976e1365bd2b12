"""What nobody vouches for: how far a word of rumour or belief reaches, and what it is said of.

وردت **أنباء** عن قصف X, **يعتقد أن** Y قتل Z: the event is in doubt. وكالة **الأنباء** …, طائرة **يعتقد** أنها ل X قصفت Y: it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Trigger
from marsad.reading.sources.words import THAT
from marsad.reading.status.denials import goes_by_itself
from marsad.text.tokens import Token

_NEWS = "انباء"  # news, and what an agency is of: وكالة الأنباء
_AGENCY = ("وكال", "لوكال", "ووكال")  # agency, to an agency, and an agency
_AGENCY_NAME = 6  # tokens from the word for an agency to "of news" in its name
_NONE = {"لم", "دون", "عدم", "لا", "ولم", "ولا"}
_OF_IT = word_class("that_it")
_BELIEFS = word_class("believed")


def rumoured(
    hit: Hit | None, trigger: Trigger, tokens: Sequence[Token], at: At, low: int, triggers: Sequence[Trigger]
) -> bool:
    """Is what the trigger tells in doubt for the word of rumour before it?"""
    if hit is None or goes_by_itself(hit, trigger, tokens, at, triggers):
        return False  # نفى X الأنباء، **وأعلن** …
    # لم ترد **أنباء** عن ضحايا جراء الغارات: there is none of casualties; the strikes are told.
    if any(t.fold in _NONE for t in tokens[max(low, hit.first - 2) : hit.first]):
        return False
    return not (_of_an_agency(hit, tokens) or _of_who_it_was(hit, trigger, tokens))


def _of_an_agency(hit: Hit, tokens: Sequence[Token]) -> bool:
    """وكالة **الأنباء** الليبية, وكالة هاوار **للأنباء**: the word is part of a name."""
    word = tokens[hit.first].fold
    return word.endswith(_NEWS) and any(
        t.fold.startswith(_AGENCY) for t in tokens[max(0, hit.first - _AGENCY_NAME) : hit.first]
    ) and word != _NEWS  # fmt: skip


def _of_who_it_was(hit: Hit, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """طائرة **يُعتقد** أنها ل X قصفت Y, أفرج عن شبان **يشتبه** بانتمائهم: the doubt is of whose or who, the verb stands outside it."""
    if trigger.form not in VERBAL:
        return False
    word = tokens[hit.first].fold.removeprefix("و").removeprefix("ل").removeprefix("ال")
    if word not in _BELIEFS:
        return False
    said = [here for here in range(hit.first, trigger.first) if tokens[here].fold in THAT]
    if not said:
        return True
    return tokens[said[-1]].fold in _OF_IT and trigger.first - said[-1] > 1
