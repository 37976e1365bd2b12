"""Tolls told of a word that is no word for an event by itself and takes up the one before: **العملية** خلفت 17 قتيلا, جراء **الحادث**.

What ``taken_up`` does where such a word was taken for an event and found to be none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.events.event_tolls import HURTING, ONE_STRIKES, loose, usual
from marsad.reading.events.taken_up import OPENS, told_by_sentence
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.grammar.scan import At
from marsad.reading.records import HANDED_BACK, Event, note_too
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Token

_FIRE = frozenset(LAUNCHED)
_CLASH = frozenset({"armed_clash"})
_BLAST = frozenset({"explosion"})
_RAID = frozenset({"ground_attack"})
_KINDS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(word_class("the_deed"), frozenset(ONE_STRIKES)),  # the attack, the incident
    **dict.fromkeys(("العمليه", "الواقعه"), frozenset(ONE_STRIKES)),  # the operation, the event
    "المكان": frozenset(ONE_STRIKES),  # the place, behind في: where it happened
    **dict.fromkeys(("الضربه", "الضربات", "القصف"), _FIRE),  # the strike, the strikes, the shelling
    **dict.fromkeys(("الغاره", "الغارات"), frozenset({"air_strike"})),  # the raid, the raids (from the air)
    **dict.fromkeys(("الانفجار", "التفجير"), _BLAST),  # the blast
    **dict.fromkeys(("الكمين", "المداهمه", "الاقتحام"), _RAID),  # the ambush, the raid, the storming
    **dict.fromkeys(
        ("القتال", "المعارك", "المعركه", "الاشتباك", "الاشتباكات", "المواجهات"), _CLASH
    ),  # the fighting
}
_BY = ("بال", "وبال")
_IN = {"في", "خلال", "اثناء"}  # in, during
_BACK = 2  # sentences from such a word to what it takes up
_LED = 12  # tokens from the word to the toll that it led to
_OF = 6  # tokens from a toll to the word for what it was of


def take_up_tolls(
    told: Sequence[Event], tolls: Sequence[Sequence[TollMention]], tokens: Sequence[Token], clauses: Sequence[Clauses], at: At
) -> None:  # fmt: skip
    """Give the tolls that nobody holds to the event that a word of their sentence takes up."""
    hurting = [event for event in told if event.kind in HURTING]
    if not hurting:
        return
    held = {(toll.what, toll.first) for event in told for toll in event.tolls.values()}
    by_sentence: dict[int, list[Event]] | None = None
    for number, found in enumerate(tolls):
        bounds = clauses[number]
        if not found or _KINDS.keys().isdisjoint(bounds.words):
            continue
        if by_sentence is None:
            by_sentence = told_by_sentence(hurting)
        if number in by_sentence:
            continue
        for toll in found:
            if toll.what not in ("killed", "injured") or toll.weak or toll.total:
                continue
            if usual(toll, bounds):
                continue
            word = _word(toll, tokens, bounds, at)
            taker = None if word is None else _taken_up(word, number, by_sentence)
            if taker is None:
                continue
            known = taker.tolls.get(toll.what)
            if known is not None and known.first == toll.first:
                note_too(taker, HANDED_BACK, toll.what)
                continue
            if (toll.what, toll.first) in held:
                continue
            if known is None or (loose(known) and not loose(toll)):
                taker.tolls = {**taker.tolls, toll.what: toll}
                note_too(taker, HANDED_BACK, toll.what)


def _word(toll: TollMention, tokens: Sequence[Token], clauses: Clauses, at: At) -> str | None:
    """The word that says what those of a toll came to harm in: خلفت **العملية** 17 قتيلا, قتلوا **في الهجوم**."""
    first, last = clauses.sentence.first, clauses.sentence.last
    for here in range(toll.last, min(toll.last + _OF, last)):
        form = tokens[here].fold
        if form.startswith(_BY) and form[form.index("ب") + 1 :] in _KINDS:
            return form[form.index("ب") + 1 :]
        if form in _KINDS and (tokens[here - 1].fold in _IN or at.cue(here - 1, "cause")):
            return form
    for here in range(toll.trigger - 1, max(first, toll.trigger - _LED) - 1, -1):
        form = tokens[here].fold
        if form not in _KINDS:
            continue
        before = here - 1
        if before >= first and at.cue(before, "result"):
            return form
        opens = before < first or tokens[before].fold in OPENS
        return form if opens and at.within(here + 1, toll.trigger + 1, "result") else None
    return None


def _taken_up(word: str, here: int, by_sentence: Mapping[int, Sequence[Event]]) -> Event | None:
    """The last event that such a word can mean, of the nearest sentence that tells of any."""
    for number in range(here - 1, here - 1 - _BACK, -1):
        near = [event for event in by_sentence.get(number, ()) if event.kind in _KINDS[word]]
        if near:
            return near[-1]
    return None
