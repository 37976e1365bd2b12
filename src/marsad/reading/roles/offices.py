"""Who speaks by an office, in a statement, or without a name: طالب **سفير** X, هدد **بيان ل**X, اتهم **أحد الشهود** X."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import Around, agentive, coordinated
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES
from marsad.reading.records import Chunk, Trigger

_WHOSE = {"ل", "في", "عن"}  # of, in, for
_LEADERS = word_class("leaders_of_somebody")
_OFFICES = {
    "خارجيه",
    "دفاع",
    "داخليه",
    "حكومات",
    "اركان",
}  # of foreign affairs, defence, the interior, governments, staff


def in_office(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """طالب **سفير** الاتحاد الأوروبي, اتهم **نائب** الأمين العام لـX فلان: the name belongs to the office that speaks."""
    tokens, at = around.tokens, around.at
    if of_leaders(around, trigger, nearest):
        return True
    if at.cue(nearest.first - 1, "person_titles") is not None and nearest.first - 1 >= trigger.last:
        return not tokens[nearest.first - 1].fold.startswith("ال")
    return (
        nearest.kind == "person"
        and trigger.last < nearest.first
        and at.cue(trigger.last, "person_titles") is not None
        and all(t.kind == "word" and t.fold not in PREPOSITIONS for t in tokens[trigger.last : nearest.first])
    )


def of_leaders(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """هدد **قادة** X بـ, دعا **وزراء خارجية** X وY إلى: annexed to whose leaders they are, by a plural that agrees with the verb."""
    tokens, here = around.tokens, trigger.last
    if here >= nearest.first or tokens[here].fold not in _LEADERS:
        return False
    return nearest.first == here + 1 or (nearest.first == here + 2 and tokens[here + 1].fold in _OFFICES)


def of_office(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """طالب **مدير مكتب** المفوضية بالتحقيق: the head of what follows agrees with the verb, whatever gender the name has."""
    between = around.tokens[trigger.last : nearest.first]
    return (
        bool(between)
        and all(t.kind == "word" and not t.fold.startswith("ال") for t in between)
        and not any(t.fold in PREPOSITIONS for t in between)
    )


def speaking_for(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """هدد **بيان ل**X, هدد **مسؤول في** X, اتهم **كل من** X وY: the side whose statement it is, or those who make it together."""
    tokens = around.tokens
    here = trigger.last
    together = here + 1 < len(tokens) and (tokens[here].fold, tokens[here + 1].fold) == ("كل", "من")
    speaker = around.at.cue(here, "source_heads", "person_titles") is not None
    for chunk in after:
        his = speaker and chunk.prep in _WHOSE and chunk.first <= here + 2 and agentive(chunk)
        if his or (together and chunk.first == here + 2):
            return coordinated(chunk, after)
    return []


def somebody(around: Around, first: int, last: int) -> bool:
    """Is somebody without a name told of right after a verb of saying: شاهد عيان, أحد السكان; but not هيئة **علماء**, فريق «X»?"""
    if last == first + 1 and around.at.cue(first, "source_bodies", "org_heads") is not None:
        return around.tokens[first].fold.startswith("ال")
    if last == first + 2 and around.tokens[first + 1].fold in QUOTES:
        return False
    if first < last and around.tokens[first].fold in ("احد", "احدي"):
        first += 1
    return first < last and around.at.cue(first, "source_heads") is not None
