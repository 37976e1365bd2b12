"""What the verb before it makes of a noun of the same kind: لم **ينشر** X **تعزيزات**, من المقرر أن **يلتقي** X **وفد** Y.

Verb and object tell one event between them; where the verb is denied or set for later, so is what its object names.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

_GAP = 5  # tokens from the verb, with who does it, to its object
_NOT = "لم"
_WILL = "سوف"
_THAT = "ان"
_PLANNED = 5  # tokens from a word of planning to the verb behind "that"


def verb_of_it(
    trigger: Trigger, tokens: Sequence[Token], clauses: Clauses, triggers: Sequence[Trigger]
) -> Trigger | None:
    """The verb of the same kind whose object, or whose company, the noun is: nothing but who does it between."""
    if trigger.form in VERBAL or trigger.before.startswith(("و", "ف")):
        return None
    for other in triggers:
        gap = trigger.first - other.last
        if other.kind != trigger.kind or other.form not in VERBAL or not 0 <= gap <= _GAP:
            continue
        between = tokens[other.last : trigger.first]
        if any(t.fold in COMMAS or t.fold.startswith("ل") for t in between):
            continue
        if not clauses.verb_between(other.last, trigger.first):
            return other
    return None


def not_done(verb: Trigger, tokens: Sequence[Token]) -> bool:
    """لم **ينشر** تعزيزات: a verb right behind the word for "did not"."""
    return verb.first > 0 and tokens[verb.first - 1].fold.removeprefix("و") == _NOT


def set_for_later(verb: Trigger, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """**سيلتقي** وفد X, **من المقرر أن** يجتمع مع وفد X."""
    if verb.form != "present" or verb.first == 0:
        return False
    if "س" in verb.before or tokens[verb.first - 1].fold == _WILL:
        return True
    planned = max(clauses.left(verb.first), verb.first - _PLANNED)
    return tokens[verb.first - 1].fold == _THAT and clauses.at.within(planned, verb.first - 1, "plan")
