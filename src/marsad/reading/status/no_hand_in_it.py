"""Who denies that it was he: نفى X **ضلوعه** في الهجوم. The attack took place; what is denied is his part in it, which is a claim of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, agentive
from marsad.reading.grammar.scan import COMMAS, At
from marsad.reading.records import ANSWERED_FOR, DENIED_TO_BE_HIS, DOER, VERBAL, Chunk, Event, note
from marsad.reading.status.denials import ANSWERING, deniers_of, denies
from marsad.reading.status.of_himself import among
from marsad.text.tokens import Sentence, Token

_DONE = {"shelling", "air_strike", "explosion", "ground_attack", "killing", "abduction", "destruction"}
_ANY = {"اي", "باي", "لاي", "ايه"}  # any (نفى تورطه في **أي** هجوم)
_WHICH = word_class("relative_pronouns")
_IT = word_class("in_it") | word_class("of_it_behind_it")
_THE_MATTER = word_class("the_matter")
_BEFORE_IT = {"في", "عن", "وراء", "خلف", "ب"}  # in, of, behind: between the word for a part in it and it
_NEAR = 8  # tokens from a denial, with who denies and a name of his, to the word for his part in it
_AFTER = 6  # tokens from that word to what he had no part in
_OF = 2  # tokens from that word to whose part it was
_TELLING = 3  # tokens from the noun of an event to what tells of it


def took_place(events: Sequence[Event], tokens: Sequence[Token], at: At) -> None:
    """نفت X مسؤوليتها عن **التفجير** الذي هز Y: told with the article, or with what it did, it is denied by nobody."""
    for event in events:
        if event.status != "denied" or ANSWERED_FOR not in event.notes or event.kind not in _DONE:
            continue
        trigger = event.trigger
        if trigger.form in VERBAL or tokens[trigger.first - 1].fold in _ANY:
            continue
        behind = range(trigger.last, min(trigger.last + _TELLING, len(tokens)))
        told = any(tokens[i].fold in _WHICH or at.cue(i, "light_occur") for i in behind)
        if trigger.definite or trigger.rule.toll or told:
            event.status = "occurred"
            event.initiators = [c for c in event.initiators if not among(c, event.deniers)]


def disowned(
    events: Sequence[Event], before: Sequence[Event], tokens: Sequence[Token], at: At, sentence: Sentence,
    chunks: Sequence[Chunk], sayings: Sequence[Any], number: int,
) -> list[Event]:  # fmt: skip
    """What is denied of somebody, each as an event of its own beside the one that took place."""
    out: list[Event] = []
    bounds = sentence.first, sentence.last
    for hit in at.all_within(*bounds, "denial"):
        if not denies(hit, tokens, bounds[0]):
            continue
        noun = _part_in_it(hit, tokens, bounds[1])
        if noun is None:
            continue
        deed = _deed(noun, events, before, tokens, bounds[1])
        if deed is None or any(e.trigger.first == noun for e in out):
            continue
        deniers = [_party(c, chunks) for c in deniers_of(hit, noun, at, chunks, sayings)]
        doers = _whose(noun, chunks, tokens) or [c for c in deniers if agentive(c)][:1]
        if not doers:
            continue
        deed.initiators = [c for c in deed.initiators if not among(c, doers)]
        for event in events:
            if event.trigger.first < hit.first:  # قتل خمسة، ونفى **X** ضلوعه: no subject of the verb before
                event.targets = [c for c in event.targets if c.first < hit.first or not among(c, doers)]
                if event.kind == deed.kind and event is not deed:
                    event.deniers = [*event.deniers, *doers]
        deed.deniers = [*deed.deniers, *(c for c in deniers if not among(c, deed.deniers))]
        out.append(_denied(deed, hit, noun, deniers, doers, tokens, bounds[1], number))
    return out


def _part_in_it(hit: Hit, tokens: Sequence[Token], end: int) -> int | None:
    """نفى المتحدث باسم X فلان **ضلوع** قواته: where the word for a part in it stands, in the clause of the denial."""
    for here in range(hit.last, min(end, hit.last + _NEAR)):
        if tokens[here].fold in COMMAS:
            return None
        if tokens[here].fold.removeprefix("اي").startswith(ANSWERING):
            return here
    return None


def _deed(
    noun: int, events: Sequence[Event], before: Sequence[Event], tokens: Sequence[Token], end: int
) -> Event | None:
    """What he says he had no part in: named behind the word, or told before and taken up by a pronoun or by nothing at all."""
    last = min(end, noun + 1 + _AFTER)
    named = [
        e for e in events if noun < e.trigger.first < last and ANSWERED_FOR in e.notes and e.kind in _DONE
    ]
    if named and named[0].status == "denied":
        return None
    if named and (named[0].tolls or named[0].places or named[0].targets):
        return named[0]
    for here in () if named else range(noun + 1, last):
        word = tokens[here].fold
        if word in _IT or word in _THE_MATTER:
            break
        if tokens[here].kind != "word":
            if here > noun + 1 + _OF:
                return None
            break
        if word in _BEFORE_IT and not (here + 1 < last and tokens[here + 1].fold in _THE_MATTER):
            return None
    else:
        if not named:
            return None
    told = [e for e in events if e.trigger.first < noun] or list(before)
    done = [
        e
        for e in told
        if e.kind in _DONE and e.status in ("occurred", "uncertain") and not e.trigger.rule.faint
    ]
    earlier = next((e for e in reversed(done) if e.dropped is None or e.trigger.definite), None)
    return earlier or next(iter(named), None)


def _party(chunk: Chunk, chunks: Sequence[Chunk]) -> Chunk:
    """نفى **اللواء 444**: who speaks by the whole of his name, where that begins with a word for somebody who speaks."""
    whole = next((c for c in chunks if c.first == chunk.first and c.kind in PEOPLE and agentive(c)), None)
    return chunk if whole is None or agentive(chunk) else whole


def _whose(noun: int, chunks: Sequence[Chunk], tokens: Sequence[Token]) -> list[Chunk]:
    """نفى X **ضلوع Y** في, تورط **قواته** في: who is named as having had no part in it."""
    end = noun + 1 + _OF
    found = (c for c in chunks if noun < c.first < end and c.kind in PEOPLE and not c.joined)
    whose = next((c for c in found if c.prep in ("", "ل") and agentive(c)), None)
    return [whose] if whose is not None else []


def _denied(
    deed: Event, hit: Hit, noun: int, deniers: Sequence[Chunk], doers: list[Chunk], tokens: Sequence[Token],
    end: int, number: int,
) -> Event:  # fmt: skip
    """The deed once more, as his, and denied."""
    trigger = replace(
        deed.trigger, first=noun, last=noun + 1, sentence=number, form="noun", before="", after="", definite=False
    )  # fmt: skip
    last = noun + 1
    while last < end and last - noun <= _AFTER and tokens[last].kind == "word":
        if tokens[last].fold.startswith("و") and last > noun + 1:
            break
        last += 1
    event = Event(
        trigger=trigger,
        kind=deed.kind,
        status="denied",
        initiators=list(doers),
        targets=[c for c in deed.targets if not among(c, doers)],
        places=list(deed.places),
        means=list(deed.means),
        date=deed.date,
        sources=list(deniers),
        span=(hit.first, last),
        notes={"denial": tokens[hit.first].fold, ANSWERED_FOR: DENIED_TO_BE_HIS},
        spans=[(hit.first, last)],
        deniers=list(deniers),
    )
    note(event, DOER, doers)
    return event
