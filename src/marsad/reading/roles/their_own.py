"""Whose deed it is by the pronoun at its noun: رفعت **قوات X** أمس **حصارها** عن Y, كثف **الجيش** **قصفه** على Z."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import LAUNCHED, Around, agentive, coordinated_back
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.sources.words import DAYS

_HIS = {"ه", "ها", "هم"}  # his, her or its, their
_DEEDS = {*LAUNCHED, "siege", "ground_attack", "withdrawal"}
# What is done with a deed of one's own: stopped, lifted, begun, widened, gone on with …
_DOING_IT = word_class("doing_with_ones_own")
_APART = 4  # tokens of time between the subject and what is his


def their_own(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """The subject of a verb of beginning, going on with or ending whose object is the deed with his pronoun."""
    if trigger.kind not in _DEEDS or trigger.after not in _HIS or trigger.form in VERBAL:
        return []
    here = trigger.first
    while here > 0 and trigger.first - here < _APART and around.tokens[here - 1].fold in DAYS:
        here -= 1
    subject = next((c for c in reversed(before) if c.last == here), None)
    if subject is None or subject.prep or not agentive(subject):
        return []
    sides = coordinated_back(subject, before)
    verb = around.tokens[sides[0].first - 1].fold if sides[0].first else ""
    return sides if verb.removeprefix("و").removeprefix("ف") in _DOING_IT else []
