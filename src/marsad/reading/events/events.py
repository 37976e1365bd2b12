"""Events of a report, sentence by sentence: triggers with their roles, status, date, toll and sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.events.casualties import add_victims, keep_deaths
from marsad.reading.events.constructions import presuppose, settle_doer
from marsad.reading.events.event_dates import give_dates, look_ahead
from marsad.reading.events.event_tolls import give_tolls
from marsad.reading.events.own_side import deny_own, our_forces, we_did
from marsad.reading.events.part_of_another import announced, lost_aid, voiced
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.means import add_means
from marsad.reading.grammar.noun_slots import made_against
from marsad.reading.grammar.parties import agentive, as_place
from marsad.reading.grammar.scan import At
from marsad.reading.names.reference import fill_sides
from marsad.reading.records import (
    BARRED,
    DOER,
    FAINT,
    NOBODY_SAYS,
    VERBAL,
    Chunk,
    Event,
    Trigger,
    note,
    place_of,
    told_at,
)
from marsad.reading.roles.roles import Roles
from marsad.reading.roles.subjects import fill_accused, fill_claimed, fill_speakers, fill_subjects
from marsad.reading.screen.answers import mark_answered
from marsad.reading.screen.arms import FORCE, Tenor
from marsad.reading.screen.background import past
from marsad.reading.screen.beside import play_of, told_beside
from marsad.reading.screen.condemned import note_condemned
from marsad.reading.screen.screen import DISASTER, in_disaster, screen_before, screen_sentence
from marsad.reading.sources.attribution import Saying
from marsad.reading.sources.testimony import add_witnesses, sources_of
from marsad.reading.status.content import spread_content
from marsad.reading.status.denials import deny_claimed, deny_told, settle_denied
from marsad.reading.status.modality import judge
from marsad.reading.status.no_hand_in_it import disowned, took_place
from marsad.text.tokens import Sentence, Token

_HELPED = {
    "release",
    "agreement",
    "ceasefire",
    "withdrawal",
    "displacement",
    "aid",
}  # what mediators bring about


_IT = ("ه", "ها", "هم", "هما")
_SOON = 15  # tokens between a verb and one that goes on with its subject, at most
_LIGHT = 2  # tokens between a light verb and its noun, at most
_CROWDS = word_class("crowds")


_TOWNS = {"city", "town", "village", "neighbourhood", "camp"}
_LINES = 3  # how far back a line that only counts looks for what struck


def find_events(
    tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, clauses: Sequence[Clauses],
    chunks: Sequence[Sequence[Chunk]], triggers: Sequence[Trigger], faint: Sequence[Trigger], dates: Sequence[Any],
    tolls: Sequence[list[Any]], sayings: Sequence[Saying], lexicon: Lexicon, published: str | None, tenor: Tenor,
    entries: Entries,
) -> list[Event]:  # fmt: skip
    """All events, dropped ones included (``dropped`` says why), in order of their triggers."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    dated: dict[int, list[Any]] = {}
    for date in dates:
        dated.setdefault(date.sentence, []).append(date)
    said: dict[int, list[Saying]] = {}
    for saying in sayings:
        said.setdefault(saying.sentence, []).append(saying)
    faintly: dict[int, list[Trigger]] = {}
    for trigger in faint:
        faintly.setdefault(trigger.sentence, []).append(trigger)
    out: list[Event] = []
    before: list[Event] = []  # those of the last sentence
    faded: list[Event] = []
    last_force: Event | None = None
    spoke: tuple[int, list[Chunk]] = (-9, [])  # who spoke last, and in which sentence
    day = published
    play = [play_of(at, tokens, sentence) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        if number and entries.parted(number - 1, number):
            before, last_force = [], None
        here = _sentence(tokens, at, clauses[number], chunks[number], by_sentence.get(number, []), lexicon)
        speaking = said.get(number, [])
        settle_denied(
            here, tokens, at, clauses[number], chunks[number], speaking, by_sentence.get(number, [])
        )
        took_place(here, tokens, at)
        fill_speakers(
            here, speaking, chunks[number], tokens, sentence.first, spoke[1] if number - spoke[0] <= 2 else ()
        )
        fill_subjects(here, chunks[number], tokens, sentence.first, out[-1] if out else None)
        told = last_force if last_force is not None and number - last_force.trigger.sentence <= 2 else None
        fill_claimed(here, chunks[number], at, sentence, told or (out[-1] if out else None))
        fill_accused(here)
        deny_own(here, tokens, at, speaking)
        our_forces(here, chunks[number], speaking)
        we_did(here, tokens, chunks[number], speaking)
        voices = [s.chain[0] for s in speaking if s.chain and not s.cited]
        for event in here:
            if event.trigger.rule.frame == "statement" and event.initiators:
                voices.append(event.initiators[0])
        if voices:
            spoke = (number, voices[-1:])
        give_dates(here, dated.get(number, []), clauses[number], day)
        day = next((e.date.start for e in here if e.date is not None and e.date.start), day)
        near = last_force if last_force is not None and number - last_force.trigger.sentence <= 2 else None
        near = _struck_there(out, near, number, chunks[number])
        _not_dead(here, tolls[number])
        scenes = [chunk for chunk in chunks[number] if as_place(chunk)]
        left = give_tolls(here, tolls[number], at, clauses[number], near, scenes)
        deny_told(
            here, before, tokens, at, clauses[number], chunks[number], speaking, said.get(number - 1, [])
        )
        note_condemned(here, tokens)
        near_by = [play[near_] for near_ in (number - 1, number + 1) if 0 <= near_ < len(play)]
        about = sum(sure for sure, _ in near_by), sum(other for _, other in near_by)
        for event in here:
            event.dropped = event.dropped or told_beside(
                event, tokens, at, clauses[number], play[number], about
            )
        for event in here:
            screen_before(
                event,
                tokens,
                at,
                clauses[number],
                dated.get(number, []),
                published,
                roles[number],
                tenor,
                voices,
            )
        screen_sentence(here)
        add_victims(here, tolls[number], chunks[number], tokens)
        keep_deaths(here, left, clauses[number])
        beside = _faint(
            tokens, at, clauses[number], chunks[number], by_sentence.get(number, []), faintly.get(number, []), lexicon
        )  # fmt: skip
        settle_denied(
            beside, tokens, at, clauses[number], chunks[number], speaking, by_sentence.get(number, [])
        )
        for event in beside:
            event.dropped = (
                told_beside(event, tokens, at, clauses[number], play[number], about)
                or past(event, tokens, at, clauses[number], dated.get(number, []), published)
                or event.dropped
            )
        _own_clause((*here, *beside), tokens)
        mark_answered((*here, *beside), tokens)
        lost_aid((*here, *beside), tokens, at)
        _tried(here, beside, at, clauses[number])
        spread_content((*here, *beside), clauses[number])
        _rioters(here, beside)
        give_dates(beside, dated.get(number, []), clauses[number], day)
        look_ahead((*here, *beside), published)
        for event in (*here, *beside):
            event.sources = sources_of(event, said.get(number, []))
        announced(here, chunks[number], tokens)
        faded.extend(disowned(here, before, tokens, at, sentence, chunks[number], speaking, number))
        faded.extend(beside)
        out.extend(here)
        before = here
        for event in here:
            if event.kind in FORCE and event.dropped is None:
                last_force = event
    deny_claimed(out)
    fill_sides(out)
    for event in out:
        _require(event, tokens)
    add_witnesses(out, said, tolls, entries)
    return sorted((*out, *faded), key=told_at) if faded else out


def _faint(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger],
    faint: Sequence[Trigger], lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    """What the words of faint rules would tell, each by itself: they take nothing from the events beside them."""
    out: list[Event] = []
    for trigger in faint:
        among = sorted((*(t for t in triggers if t.first != trigger.first), trigger), key=place_of)
        event = Roles(tokens, at, clauses, chunks, among).assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        event.spans = [_evidence(event, tokens)]
        add_means(event, tokens, at, lexicon)
        judge(event, tokens, at, clauses, among)
        if _says_that_it_was(trigger, triggers, at):
            event.dropped = "told by another word"
        if "found_dead" in trigger.rule.traits and in_disaster(event, at, clauses):
            event.dropped = DISASTER
        if not trigger.rule.faint:
            event.notes["barred"] = BARRED
        event.dropped = event.dropped or (FAINT if trigger.rule.faint else BARRED)
        out.append(event)
    return out


def _says_that_it_was(verb: Trigger, triggers: Sequence[Trigger], at: At) -> bool:
    """**اندلعت** اشتباكات: a verb that only says that what the noun behind it tells of took place."""
    if verb.form not in VERBAL or at.cue(verb.first, "light_occur") is None:
        return False
    return any(t.form not in VERBAL and 0 <= t.first - verb.last <= _LIGHT for t in triggers)


def _rioters(events: Sequence[Event], faint: Sequence[Event]) -> None:
    """أحرق **مستوطنون** منازل: who does what another word tells of is no riot by himself, but where protesters do it."""
    doers = [
        c
        for e in events
        if e.kind in FORCE and e.kind != "riot" and e.dropped is None
        for c in e.initiators
        if c.sort != "protesters"
    ]
    for event in faint:
        first = event.trigger.first
        if event.kind == "riot" and any(c.first <= first < c.last for c in doers):
            event.dropped = "told by another word"


def _tried(events: Sequence[Event], faint: Sequence[Event], at: At, clauses: Clauses) -> None:
    """حاولت X **الوساطة** بين Y وZ: the verb only says that what its object tells of was tried."""
    for event in faint:
        verb = event.trigger
        if verb.form in VERBAL and at.cue(verb.first, "attempt") is not None:
            end = clauses.right(verb.last)
            if any(e.kind == event.kind and verb.last <= e.trigger.first < end for e in events):
                event.dropped = "told by another word"


def _sentence(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger],
    lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    finder = Roles(tokens, at, clauses, chunks, triggers)
    out: list[Event] = []
    for trigger in triggers:
        event = finder.assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        if any(t.fold in ("ايضا", "كذلك") for t in tokens[trigger.last : trigger.last + 4]):
            event.notes["also"] = "one more"
        event.spans = [_evidence(event, tokens)]
        add_means(event, tokens, at, lexicon)
        judge(event, tokens, at, clauses, triggers)
        presuppose(event, tokens, at, clauses)
        out.append(event)
    mark_answered(out, tokens)
    _device(out)
    for one, two in pairwise(out):
        if one.dropped == "negated" and tokens[two.trigger.first - 1].fold in ("او", "ولا", "اي"):
            two.dropped = "negated"  # لم تشهد X أي قصف أو **اشتباك**
    _light_verbs(out, at, tokens)
    voiced(out, tokens)
    _share(out)
    _and_they(out, tokens)
    _accused(out)
    if any(
        (e.trigger.rule.frame == "talks" or e.kind == "release") and e.third and not e.dropped for e in out
    ):
        for event in out:
            if event.kind == "mediation" and event.trigger.before[:1] == "ب":
                event.dropped = "says who mediated in another event"
    _mediated(out, clauses)
    return out


def _struck_there(
    out: Sequence[Event], near: Event | None, number: int, chunks: Sequence[Chunk]
) -> Event | None:
    """غارة على X. قصف على Y. **قتيلان في X**: a line that only counts goes to what struck the place it names, and else to ``near``."""
    named = {c.ref or c.name for c in chunks if c.kind == "place" and c.sort in _TOWNS}
    if near is None or not named or any((p.ref or p.name) in named for p in near.places):
        return near
    for event in reversed(out):
        if number - event.trigger.sentence > _LINES:
            break
        if (
            event.kind in FORCE
            and event.dropped is None
            and any((p.ref or p.name) in named for p in event.places)
        ):
            return event
    return near


def _own_clause(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """أسفر عن قتيل وجريحين **والشرطة تعتقل** ستة: who is joined by و to a verb of his own suffers nothing of what stands before."""
    subjects = {
        (c.first, c.last)
        for e in events
        if e.trigger.form in VERBAL
        for c in e.initiators
        if c.last == e.trigger.first and tokens[c.first].fold.startswith("و")
    }
    for event in events if subjects else ():
        if event.trigger.form not in VERBAL:
            event.targets = [
                c for c in event.targets if (c.first, c.last) not in subjects or c.first < event.trigger.first
            ]


def _not_dead(events: Sequence[Event], tolls: list[Any]) -> None:
    """نفى X **مقتل** قائده في الغارة: the strike is told, and that nobody died in it. What is denied as a whole keeps its figures."""
    denied = [e for e in events if e.status == "denied" and "answering" not in e.notes]
    words = {e.trigger.first for e in denied if e.trigger.rule.toll}
    if words and all(e.trigger.rule.toll for e in denied):
        tolls[:] = [replace(t, min=0, max=0, groups={}) if t.trigger in words else t for t in tolls]


def _device(events: Sequence[Event]) -> None:
    """محاولة تفجير **سيارة مفخخة**: what was to go off went off no more than the blast before it came about."""
    for one, two in pairwise(events):
        if one.kind == two.kind == "explosion" and one.trigger.last == two.trigger.first:
            two.status, two.dropped = one.status, one.dropped or two.dropped
            two.foilers = list(one.foilers)


def _mediated(events: Sequence[Event], clauses: Clauses) -> None:
    """أفرج عن المختطفين **بوساطة قبلية**: who mediated in what the words before it tell is a third party of that."""
    for event in events:
        trigger = event.trigger
        if event.kind != "mediation" or event.dropped or trigger.form in VERBAL or trigger.before[-1:] != "ب":
            continue
        low = clauses.left(trigger.first)
        told = [
            e
            for e in events
            if e.kind in _HELPED and not e.dropped and low <= e.trigger.first < trigger.first
        ]
        if told:
            told[-1].third.extend(
                c for c in event.initiators if c not in (*told[-1].initiators, *told[-1].third)
            )
            event.dropped = "says who mediated in another event"


def _evidence(event: Event, tokens: Sequence[Token]) -> tuple[int, int]:
    """The stretch an event rests on: from what stands before it in its clause to the end of its clause."""
    first, last = event.span
    while last - first > 1 and tokens[last - 1].kind == "newline":
        last -= 1
    return first, max(last, event.trigger.last)


def _light_verbs(events: list[Event], at: At, tokens: Sequence[Token]) -> None:
    """قصف … استهدف X: a verb that only says what the noun event beside it hit gives its object to that event."""
    for event in events:
        verb = event.trigger
        if event.dropped or verb.form not in VERBAL or at.cue(verb.first, "light_occur") is None:
            continue
        for other in events:
            noun = other.trigger
            if (
                other is event
                or other.dropped
                or noun.form in VERBAL
                or other.kind not in FORCE
                or noun.rule.toll
            ):
                continue
            ahead = noun.first - verb.last
            behind = verb.first - noun.last
            own = [
                c for c in event.initiators if noun.last <= c.first < verb.first and c not in other.initiators
            ]
            if not (0 <= ahead <= 2 or (0 <= behind <= 14 and not any(agentive(c) for c in own))):
                continue
            struck = [c for c in (*event.initiators, *event.targets) if c.first >= verb.last]
            if behind >= 0 or not other.places:
                other.places.extend(p for p in event.places if p not in other.places)
            if behind >= 0 or not other.targets:
                other.targets.extend(
                    c for c in struck if c not in other.targets and c not in other.initiators
                )
            other.means.extend(event.means)
            other.spans = [
                (min(other.spans[0][0], event.spans[0][0]), max(other.spans[0][1], event.spans[0][1]))
            ]
            other.notes["verb"] = tokens[verb.first].fold
            event.dropped = "light verb"
            break


def _share(events: list[Event]) -> None:
    """غارات X وقصف Y على Z: what follows the second of two joined nouns belongs to the first too."""
    for one, two in pairwise(events):
        if one.dropped or two.dropped or one.trigger.form in VERBAL or two.trigger.form in VERBAL:
            continue
        if two.trigger.before[:1] != "و" or two.trigger.first - one.trigger.last > 5:
            continue
        if not one.places:
            one.places = list(two.places)
        if not one.targets:
            one.targets = list(two.targets)
        if not two.initiators and one.kind in FORCE:
            two.initiators = list(one.initiators)


def _and_they(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """هاجم متظاهرون مقرا **وأحرقوه**: "and they … it" is done by those of the verb before, to what that was done to."""
    for one, two in pairwise(events):
        verb = two.trigger
        if one.dropped or not one.initiators or one.trigger.form not in VERBAL or verb.form not in VERBAL:
            continue
        they = tokens[verb.first].fold.removesuffix(verb.after).endswith("و")
        if (
            verb.before[:1] != "و"
            or verb.after not in _IT
            or not they
            or verb.first - one.trigger.last > _SOON
        ):
            continue
        two.initiators = list(one.initiators)
        two.targets = two.targets or list(one.targets)
        note(two, DOER, two.initiators)


def _accused(events: list[Event]) -> None:
    """أدان X قصف Y: whoever did what is condemned is the one accused."""
    for event, following in pairwise(events):
        if (
            event.kind == "accusation"
            and not event.dropped
            and following.kind in FORCE
            and following.initiators
        ):
            gap = following.trigger.first - event.trigger.last
            if gap <= 8 and not any(
                c.last <= following.trigger.first and c.first >= event.trigger.last for c in event.targets
            ):
                event.targets = list(following.initiators)


def _require(event: Event, tokens: Sequence[Token]) -> None:
    """Weak words need an actor or a place; statements need somebody who makes them. Hundreds who come out are somebody."""
    if event.dropped:
        return
    rule = event.trigger.rule
    if rule.frame == "statement" and not event.initiators and not made_against(event, tokens):
        event.dropped = NOBODY_SAYS
    elif rule.weak and not (event.initiators or event.targets or event.places or _crowd(event, tokens)):
        event.dropped = "no actor and no place"


def _crowd(event: Event, tokens: Sequence[Token]) -> bool:
    """خرج **المئات** في مسيرة: a crowd told by its number alone."""
    after = event.trigger.last
    crowded = event.kind in ("protest", "riot")
    return crowded and after < len(tokens) and tokens[after].fold in _CROWDS
