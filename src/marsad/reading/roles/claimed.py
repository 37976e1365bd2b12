"""Who takes a deed on himself: وتبنت **X** العملية, أعلنت **X وY** مسؤوليتهما عن التفجير."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.parties import agentive, coordinated, coordinated_back
from marsad.reading.grammar.scan import At
from marsad.reading.records import CLAIMED, CLAIMED_BY, Chunk, Event, note
from marsad.text.tokens import Sentence

_CLAIMED = {"shelling", "air_strike", "ground_attack", "killing", "explosion", "abduction"}
_REACH = 6  # tokens from a verb of claiming to the deed it claims


def fill_claimed(
    events: Sequence[Event], chunks: Sequence[Chunk], at: At, sentence: Sentence, before: Event | None
) -> None:
    """وتبنت X العملية, تفجير **تبناه** X, X يتبنى تفجير Y: who claims a deed that has no doer did it, as told here."""
    for hit in at.all_within(sentence.first, sentence.last, "claims_deed"):
        if at.within(max(sentence.first, hit.first - 1), hit.first, "negation"):
            continue  # **لم يتبن** X الهجوم
        free = [c for c in chunks if not c.prep and agentive(c)]
        after = [c for c in free if hit.last <= c.first <= hit.last + 2]
        lead = [c for c in free if c.last <= hit.first <= c.last + 1]
        if (not after and not lead) or at.within(
            max(sentence.first, hit.first - _REACH), hit.first, "denial"
        ):
            continue
        for event in events:
            if event.kind in _CLAIMED and 0 <= event.trigger.first - hit.last <= _REACH and not event.dropped:
                event.notes[CLAIMED] = "by who is named beside it"
                break
        deeds = [e for e in events if _unclaimed(e)]
        told = [e for e in deeds if e.trigger.last <= hit.first][-1:]
        if not hit.cut.after:  # تبناه: the pronoun is the deed told before
            later = (e for e in deeds if 0 <= e.trigger.first - hit.last <= _REACH)
            told = [*later, *told, *([before] if before is not None and _unclaimed(before) else [])]
        if told:
            who = coordinated(after[0], chunks) if after else coordinated_back(lead[-1], chunks)
            if told[0].initiators:  # فجر **انتحاري** نفسه، وتبنى **X** العملية: the bomber, and whose he was
                note(told[0], CLAIMED_BY, who)
            told[0].initiators = [*told[0].initiators, *(c for c in who if c not in told[0].initiators)]


def _unclaimed(event: Event) -> bool:
    unnamed = all(c.kind == "group" and not c.country for c in event.initiators)
    return event.kind in _CLAIMED and not event.dropped and unnamed
