"""Events of a report, sentence by sentence: triggers with their roles, status, date, toll and sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.places.records import SETTLEMENTS
from marsad.reading.events.casualties import add_victims, keep_deaths
from marsad.reading.events.constructions import presuppose, settle_doer
from marsad.reading.events.event_dates import give_dates, look_ahead
from marsad.reading.events.event_tolls import give_tolls
from marsad.reading.events.fired_from import fired_from
from marsad.reading.events.his_forces import FORCES, his_forces
from marsad.reading.events.own_side import deny_own, our_forces, we_did
from marsad.reading.events.part_of_another import (
    announced,
    detained,
    led_away,
    lost_aid,
    mediated,
    rioters,
    says_that_it_was,
    tried,
    voiced,
)
from marsad.reading.events.side_by_side import (
    and_they,
    condemned_doers,
    devices,
    light_verbs,
    own_clause,
    share,
)
from marsad.reading.events.taken import (
    captives,
    claimed,
    found_arms,
    handed_over,
    hostages,
    in_an_attempt,
    others_taken,
)
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.means import add_means
from marsad.reading.grammar.noun_slots import made_against
from marsad.reading.grammar.parties import scenes
from marsad.reading.grammar.scan import At
from marsad.reading.names.two_sides import fill_sides
from marsad.reading.records import (
    ANSWERED_FOR,
    BARRED,
    FAINT,
    NOBODY_SAYS,
    Chunk,
    Event,
    Trigger,
    place_of,
    told_at,
)
from marsad.reading.roles.claimed import fill_claimed
from marsad.reading.roles.roles import Roles
from marsad.reading.roles.subjects import fill_accused, fill_speakers, fill_subjects
from marsad.reading.sameness import any_place
from marsad.reading.screen.answers import clear_doers, mark_answered
from marsad.reading.screen.arms import FORCE, Tenor
from marsad.reading.screen.background import past, years_in
from marsad.reading.screen.beside import play_of, told_beside
from marsad.reading.screen.condemned import note_condemned
from marsad.reading.screen.screen import DISASTER, in_disaster, screen_before, screen_sentence
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.testimony import add_witnesses, sources_of
from marsad.reading.status.content import spread_content
from marsad.reading.status.denials import deny_claimed, deny_told, settle_denied
from marsad.reading.status.modality import judge
from marsad.reading.status.no_hand_in_it import disowned, took_place
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

_CROWDS = word_class("crowds")


_ALSO = {"ايضا", "كذلك"}
_LINES = 3  # how far back a line that only counts looks for what struck
_ITEMS = 8  # and how far in a list
_TOWNS = ("city", "town", "village")
_THERE = 4  # tokens from a toll to the place where they died


class _InSentence(Protocol):
    @property
    def sentence(self) -> int: ...


_In = TypeVar("_In", bound=_InSentence)
_FROM = "عن"  # before whose words they are
_PASSED_ON = "نقل"  # passed on (what somebody said), moved (people, arms)


def find_events(
    tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, clauses: Sequence[Clauses],
    chunks: Sequence[Sequence[Chunk]], triggers: Sequence[Trigger], faint: Sequence[Trigger], dates: Sequence[Any],
    tolls: Sequence[list[Any]], sayings: Sequence[Saying], lexicon: Lexicon, published: str | None, tenor: Tenor,
    entries: Entries,
) -> list[Event]:  # fmt: skip
    """All events, dropped ones included (``dropped`` says why), in order of their triggers."""
    by_sentence, faintly = _by_sentence(triggers), _by_sentence(faint)
    dated, said = _by_sentence(dates), _by_sentence(sayings)
    out: list[Event] = []
    before: list[Event] = []  # those of the last sentence
    faded: list[Event] = []
    last_force: Event | None = None
    spoke: tuple[int, list[Chunk]] = (-9, [])  # who spoke last, and in which sentence
    day = published
    years = years_in(tokens)
    sporting = "sport" in at.cues
    play = [play_of(at, tokens, sentence) if sporting else (0, 0) for sentence in sentences]
    reach = _ITEMS if entries.number else _LINES
    for number, sentence in enumerate(sentences):
        if number and entries.parted(number - 1, number):
            before, last_force = [], None
        bounds, named, counted = clauses[number], chunks[number], tolls[number]
        mine, doubted, days = by_sentence.get(number, []), faintly.get(number, []), dated.get(number, [])
        speaking, earlier = said.get(number, []), said.get(number - 1, [])
        voices = [s.chain[0] for s in speaking if s.chain and not s.cited]
        told = last_force if last_force is not None and number - last_force.trigger.sentence <= 2 else None
        if not mine and not doubted:
            # It tells of nothing by itself; what was told before may be claimed, counted or denied in it.
            fill_claimed((), named, at, sentence, told or (out[-1] if out else None))
            if counted:
                near = _struck_there(out, told, number, named, counted, reach)
                give_tolls((), counted, at, bounds, near, scenes(named))
            if voices:
                spoke = (number, voices[-1:])
            if before:
                deny_told((), before, tokens, at, bounds, named, speaking, earlier)
                faded.extend(disowned((), before, tokens, at, sentence, named, speaking, number))
            before = []
            continue
        here = _sentence(tokens, at, bounds, named, mine, lexicon)
        settle_denied(here, tokens, at, bounds, named, speaking, mine)
        took_place(here, tokens, at)
        fill_speakers(
            here, speaking, named, tokens, sentence.first, spoke[1] if number - spoke[0] <= 2 else ()
        )
        fill_subjects(here, named, tokens, sentence.first, out[-1] if out else None)
        fill_claimed(here, named, at, sentence, told or (out[-1] if out else None))
        fill_accused(here)
        deny_own(here, tokens, at, speaking)
        our_forces(here, named, speaking)
        if speaking and not FORCES.isdisjoint(bounds.words):
            his_forces(here, tokens, at, speaking, lexicon)
        if ":" in bounds.words:
            we_did(here, tokens, named, speaking)
        for event in here:
            if event.trigger.rule.frame == "statement" and event.initiators:
                voices.append(event.initiators[0])
        if voices:
            spoke = (number, voices[-1:])
        give_dates(here, days, bounds, day)
        for event in here:
            if event.date is not None and event.date.start:
                day = event.date.start
                break
        _not_dead(here, counted)
        found_arms(here, tokens, bounds)
        left: list[Any] = []
        if counted:
            near = _struck_there(out, told, number, named, counted, reach)
            left = give_tolls(here, counted, at, bounds, near, scenes(named))
        deny_told(here, before, tokens, at, bounds, named, speaking, earlier)
        if len(here) > 1:
            note_condemned(here, tokens)
        about = _beside(play, number) if sporting else (0, 0)
        for event in here:
            event.dropped = event.dropped or told_beside(event, tokens, at, bounds, play[number], about)
        for event in here:
            screen_before(event, tokens, at, bounds, days, published, roles[number], tenor, voices, years)
        screen_sentence(here)
        add_victims(here, counted, named, tokens)
        keep_deaths(here, left, bounds)
        beside: list[Event] = []
        if doubted and speaking:
            doubted = [t for t in doubted if not _quotes(t, tokens, speaking)]
        if doubted:
            beside = _faint(tokens, at, bounds, named, mine, doubted, lexicon)
            settle_denied(beside, tokens, at, bounds, named, speaking, mine)
            if speaking and not FORCES.isdisjoint(bounds.words):
                his_forces(beside, tokens, at, speaking, lexicon)
        for event in beside:
            event.dropped = (
                told_beside(event, tokens, at, bounds, play[number], about)
                or past(event, tokens, bounds, days, published, years)
                or event.dropped
            )
        both = (*here, *beside)
        several = len(both) > 1  # one takes nothing from another
        if several:
            captives(both)
            others_taken(both, tokens)
        hostages(both, tokens, bounds)
        if several:
            handed_over(both, tokens, bounds)
        claimed(both, tokens)
        if several:
            in_an_attempt(both, tokens)
        found_arms(beside, tokens, bounds)
        if several:
            own_clause(both, tokens)
        mark_answered(both, tokens)
        if several:
            fired_from(both)
        lost_aid(both, tokens, at)
        if several:
            detained(both, tokens, bounds)
            led_away(both, tokens)
        if here and beside:
            tried(here, beside, at, bounds)
            rioters(here, beside)
        if several:
            spread_content(both, bounds)
        give_dates(beside, days, bounds, day)
        look_ahead(both, published)
        for event in both:
            event.sources = sources_of(event, speaking)
        announced(here, named, tokens)
        faded.extend(disowned(here, before, tokens, at, sentence, named, speaking, number))
        faded.extend(beside)
        out.extend(here)
        before = here
        for event in here:
            if event.kind in FORCE and event.dropped is None:
                last_force = event
    deny_claimed(out)
    fill_sides(out)
    clear_doers(out)
    for event in out:
        _require(event, tokens)
    add_witnesses(out, said, tolls, entries)
    return sorted((*out, *faded), key=told_at) if faded else out


def _quotes(trigger: Trigger, tokens: Sequence[Token], sayings: Sequence[Saying]) -> bool:
    """**نقلت** الوكالة عن سكان أن طفلين قتلا: whose words it passes on is told, and nobody was moved."""
    return _PASSED_ON in tokens[trigger.first].fold and any(
        [
            saying.at == trigger.first and any([tokens[c.first - 1].fold == _FROM for c in saying.chain])
            for saying in sayings
        ]
    )


def _by_sentence(items: Sequence[_In]) -> dict[int, list[_In]]:
    out: dict[int, list[_In]] = {}
    for item in items:
        out.setdefault(item.sentence, []).append(item)
    return out


def _faint(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger],
    faint: Sequence[Trigger], lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    """What the words of faint rules would tell, each by itself: they take nothing from the events beside them."""
    out: list[Event] = []
    for trigger in faint:
        others = [t for t in triggers if t.first != trigger.first]
        among = sorted((*others, trigger), key=place_of) if others else [trigger]
        event = Roles(tokens, at, clauses, chunks, among).assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        event.spans = [_evidence(event, tokens)]
        add_means(event, tokens, at, clauses, lexicon)
        judge(event, tokens, at, clauses, among)
        if says_that_it_was(trigger, triggers, at):
            event.dropped = "told by another word"
        if "found_dead" in trigger.rule.traits and in_disaster(event, at, clauses):
            event.dropped = DISASTER
        if not trigger.rule.faint:
            event.notes["barred"] = BARRED
        event.dropped = event.dropped or (FAINT if trigger.rule.faint else BARRED)
        out.append(event)
    return out


def _sentence(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger],
    lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    finder = Roles(tokens, at, clauses, chunks, triggers)
    out: list[Event] = []
    for trigger in triggers:
        event = finder.assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        if any([t.fold in _ALSO for t in tokens[trigger.last : trigger.last + 4]]):
            event.notes["also"] = "one more"
        event.spans = [_evidence(event, tokens)]
        add_means(event, tokens, at, clauses, lexicon)
        judge(event, tokens, at, clauses, triggers)
        presuppose(event, tokens, at, clauses)
        out.append(event)
    mark_answered(out, tokens)
    if len(out) > 1:
        _give_and_take(out, tokens, at)
    if any(
        [e.third and (e.trigger.rule.frame == "talks" or e.kind == "release") and not e.dropped for e in out]
    ):
        for event in out:
            if event.kind == "mediation" and event.trigger.before[:1] == "ب":
                event.dropped = "says who mediated in another event"
    mediated(out, clauses)
    return out


def _give_and_take(events: list[Event], tokens: Sequence[Token], at: At) -> None:
    """What the events of one sentence give to and take from one another."""
    devices(events)
    for one, two in pairwise(events):
        if one.dropped == "negated" and tokens[two.trigger.first - 1].fold in ("او", "ولا", "اي"):
            two.dropped = "negated"  # لم تشهد X أي قصف أو **اشتباك**
    light_verbs(events, at, tokens)
    voiced(events, tokens)
    share(events)
    and_they(events, tokens)
    condemned_doers(events)


def _beside(play: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    """How many words that only sport uses, and how many that it uses too, stand in the sentences beside one."""
    near = [play[at] for at in (number - 1, number + 1) if 0 <= at < len(play)]
    return sum([sure for sure, _ in near]), sum([other for _, other in near])


def _struck_there(
    out: Sequence[Event], near: Event | None, number: int, chunks: Sequence[Chunk], tolls: Sequence[TollMention], reach: int
) -> Event | None:  # fmt: skip
    """غارة على X. قصف على Y. **قتيلان في X**: a line that only counts goes to what struck the place it names, and else to ``near``.

    Not to what struck another town, where they died right **في X** and nothing of that is told. A count that has **risen** is of those
    counted before, and not of what was told since without any dead.
    """
    if near is None:
        return None
    named = {c.ref or c.name for c in chunks if c.kind == "place" and c.sort in SETTLEMENTS}
    if not named:
        risen = {toll.what for toll in tolls if toll.newer}
        if not risen or not risen.isdisjoint(near.tolls):
            return near
        lately = (e for e in reversed(out) if number - e.trigger.sentence <= reach)
        return next((e for e in lately if e.dropped is None and not risen.isdisjoint(e.tolls)), near)
    if any((p.ref or p.name) in named for p in near.places):
        return near
    for event in reversed(out):
        if number - event.trigger.sentence > reach:
            break
        if (
            event.kind in FORCE
            and event.dropped is None
            and any((p.ref or p.name) in named for p in event.places)
        ):
            return event
    there = [p for p in near.places if p.sort in _TOWNS]
    here = [c for c in chunks if c.kind == "place" and c.sort in _TOWNS and c.prep in ("في", "ب")]
    apart = any(toll.last <= c.first <= toll.last + _THERE for c in here for toll in tolls)
    return None if apart and there and not any_place(here, there) else near


_PUT_RIGHT = 15  # tokens from the word for a death that is denied to the one that puts its figure right


def _not_dead(events: Sequence[Event], tolls: list[Any]) -> None:
    """نفى X **مقتل** قائده في الغارة: the strike is told, and that nobody died in it. What is denied as a whole keeps its figures.

    نفى X **مقتل عشرة** وأكد مقتل اثنين: of a figure that is put right the other is left.
    """
    denied = [e for e in events if e.status == "denied" and ANSWERED_FOR not in e.notes]
    if not denied:
        return
    words = {e.trigger.first for e in denied if e.trigger.rule.toll}
    if words and all(e.trigger.rule.toll for e in denied):
        last = max(words)
        right = {t.what for t in tolls if 0 < t.trigger - last <= _PUT_RIGHT and t.min > 0 and t.max}
        tolls[:] = [t for t in tolls if t.trigger not in words or t.what not in right]
        tolls[:] = [replace(t, min=0, max=0, groups={}) if t.trigger in words else t for t in tolls]


def _evidence(event: Event, tokens: Sequence[Token]) -> tuple[int, int]:
    """The stretch an event rests on: from what stands before it in its clause to the end of its clause."""
    first, last = event.span
    while last - first > 1 and tokens[last - 1].kind == "newline":
        last -= 1
    return first, max(last, event.trigger.last)


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
