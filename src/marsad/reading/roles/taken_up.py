"""Whom the pronoun on a verb takes up, and what follows it in place of a subject: **Y** … واتهمتها بقتل, مدينة **X** التي تحاصرها Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import gender
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated_back
from marsad.reading.records import Chunk, Trigger

_BLAME = word_class("what_is_laid_on_somebody")
_RELATIVE = word_class("relative_pronouns")


def charged_at_once(around: Around, trigger: Trigger) -> bool:
    """واتهمتها **بقتل**, وحملته **مسؤولية**: does what is alleged, asked or laid on him follow the pronoun, so that no subject does?"""
    here = trigger.last
    if here >= around.clauses.sentence.last:
        return False
    word = around.tokens[here].fold
    laid = word.removeprefix("ال") in _BLAME
    return laid or (word[:1] == "ب" and len(word) > 3 and not any(c.first == here for c in around.chunks))


def pronoun_takes_up(
    around: Around, trigger: Trigger, before: Sequence[Chunk], speakers: Sequence[Chunk]
) -> list[Chunk]:
    """أدانت X **Y** واتهمت**ها** بـ: the nearest before who is not who speaks and whom the pronoun fits."""
    wanted = {"ها": "f", "ه": "m"}.get(trigger.after, "")
    for chunk in reversed(before):
        if chunk.kind not in PEOPLE or chunk in speakers:
            continue
        if not wanted or gender(chunk, around.tokens) in ("", wanted):
            return coordinated_back(chunk, before)
    return []


def place_taken_up(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """مدينة **X** التي تحاصرها Y: the place right before the relative whose verb takes it up."""
    near = next((c for c in reversed(before) if c.kind == "place"), None)
    if near is None or trigger.first - near.last > 2:
        return None
    between = [t.fold for t in around.tokens[near.last : trigger.first]]
    return near if all(word.removeprefix("و") in _RELATIVE for word in between) else None
