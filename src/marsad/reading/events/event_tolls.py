"""Which toll belongs to which event: مقتل 3 **جراء غارة**, **غارة** أدت إلى مقتل 3."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from marsad.lexicon.word_classes import word_class
from marsad.reading.events.both_sides import the_clash
from marsad.reading.events.parted_tolls import parted
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import scenes
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Chunk, Event, Trigger, place_of, told_at
from marsad.reading.sameness import any_place
from marsad.reading.screen.answers import answered_range, is_answered
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.more import added, of_more
from marsad.reading.tolls.sums import BESIDES
from marsad.text.tokens import Token

HURTING = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "riot"}
ONE_STRIKES = HURTING - {"armed_clash", "abuse", "riot"}
"""Those of them in which one strikes another with arms."""
# Kinds in which people come to harm, though it is seldom they that do it: only where nothing above is told, or the words tie them.
_HARMFUL = {"protest", "destruction", "capture"}
_TAKING = {"arrest", "abduction"}  # nobody dies of them but where the words say so
_HOLDING = {"arrest", "abduction", "ground_attack", "capture", "armed_clash", "siege"}
_MOVING = {"displacement"}
_THEY = "وا"  # a verb of theirs
_TIED = 14  # tokens
_LEADING = 3  # tokens from "led" to what led to it
_LINKED = 8  # tokens from a toll to what it was of
_THERE = 3  # tokens from a toll to the place where they died
THEREIN = {"فيها", "فيه", "خلالها", "خلاله", "اثرها", "اثره"}  # "in which": it points back
_ALONGSIDE = {"بالتزامن", "تزامنا", "تزامن", "بالتوازي", "وبالتزامن"}  # what follows is another event
_BESIDE = {"جانب", "اضافه", "بالاضافه", "فضلا"}  # beside, in addition to: what follows is something else
_WHO = {"الذي", "التي", "الذين"}  # who, which
_USUALLY = word_class("usually")
_RELEASE = ("افراج", "افرج", "افرجت", "افرجوا")  # the release, released: followed by عن


def give_tolls(
    events: Sequence[Event], tolls: Sequence[TollMention], at: At, clauses: Clauses, before: Event | None,
    places: Sequence[Chunk],
) -> list[TollMention]:  # fmt: skip
    """Give each toll to an event of its sentence, or to ``before``; those nobody explains are returned.

    ``places`` are those that the sentence names.
    """
    left: list[TollMention] = []
    if not tolls:
        return left
    alive = [e for e in events if not e.trigger.rule.toll and e.dropped is None]
    shots = [e.trigger.first for e in events if "manner" in e.trigger.rule.traits and e.dropped is None]
    hurting = [e for e in alive if e.kind in HURTING]
    harmful = hurting or [e for e in alive if e.kind in _HARMFUL]
    holding = [e for e in alive if e.kind in _HOLDING]
    moving = [e for e in alive if e.kind in _MOVING]
    seldom = [e for e in alive if e.kind in (_HARMFUL if hurting else _TAKING)]
    before_that = [e for e in harmful if is_answered(e)]
    answered = next((found for e in events if (found := answered_range(e)) is not None), (0, 0))
    for toll in tolls:
        if toll.total or usual(toll, clauses) or _set_free(toll, clauses):
            continue
        fits, able = HURTING | _HARMFUL, harmful
        if toll.what == "displaced":
            fits, able = _MOVING, moving
        elif toll.what == "captured":
            fits, able = _HOLDING, holding
        elif _shot(toll, shots, hurting, clauses):
            left.append(toll)
            continue
        if answered[0] <= toll.trigger < answered[1]:
            able = before_that  # ردا على **مقتل** جنديين: they did not die in the answer
        words = [e.trigger for e in able]
        own = [n for n, word in enumerate(words) if word.first == toll.trigger] if able is holding else []
        # داهمت X قرية **واعتقلت ثلاثة**: those taken by the very word for an arrest
        number = own[0] if own else host(toll, words, at, clauses)
        apart = number is not None and (
            parted(toll, able[number].trigger, places, tolls, clauses)
            or _done_by_others(toll, able[number], events, clauses)
        )
        if apart:
            number = other_host(toll, words, at, places, tolls, clauses)
        taker = None if number is None else able[number]
        if seldom and able is harmful:
            taker = _ending(toll, seldom, taker, at, clauses) or taker
        if able is harmful and (clash := the_clash(toll, able, clauses)) is not None:
            taker = clash
        if apart and taker is None:
            left.append(toll)
            continue
        if toll.weak and (taker is None or toll.max is not None):
            continue
        if (
            taker is None
            and not able
            and before is not None
            and before.kind in fits
            and _continues(toll, clauses)
            and not _slain(toll, events, before)
        ):
            taker = before
        if taker is None or _slew(toll, taker, clauses):
            left.append(toll)
            continue
        _add(taker, toll, clauses, tolls)
    return left


def _ending(
    toll: TollMention, seldom: Sequence[Event], taker: Event | None, at: At, clauses: Clauses
) -> Event | None:
    """ "غداة احتجاجات أوقعت قتيلين", "مظاهرة قتل فيها شاب": the protest beside a toll, where the words tie them."""
    split = bisect_left(seldom, toll.first, key=told_at)
    if not split:
        return None
    near = seldom[split - 1]
    low, high = near.trigger.last, toll.trigger
    if high - low > _TIED or (taker is not None and low < taker.trigger.last <= high):
        return None
    back = clauses.tokens[min(high + 1, clauses.sentence.last - 1)].fold in THEREIN
    if near.kind in _TAKING:  # **أسفرت** حملة الاعتقالات **عن** مقتل شخص
        low = max(clauses.sentence.first, near.trigger.first - _LEADING)
    return near if back or at.within(low, high, "result") else None


def _set_free(toll: TollMention, clauses: Clauses) -> bool:
    """حاصروا حاجزا وطالبوا بالإفراج **عن معتقل**, إطلاق **سراح ثلاثة أسرى**: those set free were not taken in this."""
    if toll.what != "captured":
        return False
    before = [token.fold for token in clauses.tokens[max(0, toll.first - 2) : toll.first]]
    return before[-1:] == ["سراح"] or (before[-1:] == ["عن"] and before[0].endswith(_RELEASE))


def usual(toll: TollMention, clauses: Clauses) -> bool:
    """Is it told of what happens as a rule, or is expected or feared?"""
    if _USUALLY.isdisjoint(clauses.words):
        return False
    low = max(clauses.left(toll.trigger) - 2, clauses.sentence.first, toll.trigger - 25)
    # غارة **توقع** عشرة قتلى: it causes them, and nobody expects them
    causes = toll.first - 1 if clauses.tokens[toll.first - 1].fold == "توقع" and toll.min else -1
    return any(clauses.tokens[here].fold in _USUALLY and here != causes for here in range(low, toll.trigger))


def _shot(toll: TollMention, shots: Sequence[int], able: Sequence[Event], clauses: Clauses) -> bool:
    """Were they shot, in a clause that tells of no other force? Then the shooting is an event of its own."""
    if not shots:
        return False
    first, last = clauses.left(toll.trigger + 1), clauses.right(toll.trigger)
    if bisect_left(shots, last) <= bisect_left(shots, toll.last):
        return False
    return bisect_left(able, last, key=told_at) <= bisect_left(able, first, key=told_at)


def _slew(toll: TollMention, taker: Event, clauses: Clauses) -> bool:
    """دخلوا القرية **وقتلوا سبعة** ونهبوا السوق: nobody dies of looting; what they did by a verb of their own is an event."""
    return (
        toll.what == "killed"
        and toll.verbal
        and taker.kind == "destruction"
        and taker.trigger.form in VERBAL
        and clauses.tokens[toll.trigger].fold.endswith(_THEY)
        and all(first > toll.trigger for first, _ in toll.victims)
    )


def _slain(toll: TollMention, events: Sequence[Event], before: Event) -> bool:
    """انفجرت عبوة في X. **وقتل مسلحون شرطيا** في Y: who kills somebody elsewhere, by a verb with both behind it, has done another thing."""
    for event in events:
        if event.trigger.first != toll.trigger or not (event.initiators and event.targets):
            continue
        doer, slain = event.initiators[0], event.targets[0]
        counted = any(first <= doer.first < last for first, last in toll.victims)
        elsewhere = bool(event.places and before.places) and not any_place(event.places, before.places)
        if (
            elsewhere
            and doer.first == event.trigger.last
            and slain.first >= doer.last
            and not (counted or slain.prep)
        ):
            return True
    return False


def host(toll: TollMention, able: Sequence[Trigger], at: At, clauses: Clauses) -> int | None:
    """Which of the words for events that stand in a toll's sentence, left to right, explains it.

    The one after جراء / إثر / في, else the nearest before the toll, else after it.
    """
    if not able:
        return None
    tokens = clauses.tokens
    split = bisect_left(able, toll.first, key=place_of)
    before = split - 1 if split else None
    if before is not None and tokens[min(toll.trigger + 1, clauses.sentence.last - 1)].fold in THEREIN:
        return before
    for here in clauses.begun_within(toll.last, toll.last + 9, ("cause",)):
        if not at.cue(here, "result"):
            following = bisect_right(able, here, key=place_of)
            if following < len(able) and able[following].first <= here + 7:
                return following
    if split == len(able):
        return before
    low = able[split].first
    if before is not None:
        return split if linked(able[split], toll, at, tokens) and low - toll.last <= _LINKED else before
    beside = any(tokens[here].fold in _ALONGSIDE for here in range(max(toll.last, low - 40), low))
    return None if beside else split


def _done_by_others(toll: TollMention, taker: Event, events: Sequence[Event], clauses: Clauses) -> bool:
    """قصف X …، في حين **قتلت مسيرة** ثلاثة: a verb of killing with a subject of its own, where the sentence has turned."""
    killing = next((e for e in events if e.trigger.first == toll.trigger and e.trigger.form in VERBAL), None)
    if killing is None or not any(c.first == toll.trigger + 1 for c in killing.initiators):
        return False
    return any(taker.trigger.last <= turn <= toll.trigger for turn in clauses.turns)


def other_host(
    toll: TollMention, able: Sequence[Trigger], at: At, places: Sequence[Chunk], tolls: Sequence[TollMention],
    clauses: Clauses,
) -> int | None:  # fmt: skip
    """The word for an event that explains a toll which the sentence parts from that which would: the one before, or one tied to it."""
    split = bisect_left(able, toll.first, key=place_of)
    if split and not parted(toll, able[split - 1], places, tolls, clauses):
        return split - 1
    if split == len(able) or able[split].first - toll.last > _LINKED:
        return None
    tied = linked(able[split], toll, at, clauses.tokens) and not parted(
        toll, able[split], places, tolls, clauses
    )
    return split if tied else None


def linked(trigger: Trigger, toll: TollMention, at: At, tokens: Sequence[Token]) -> bool:
    """Do the words behind a toll lead to what they died of: جراء **غارة**, في **اشتباكات**, **بقصف**?

    What follows "according to" or "who" (بحسب الجيش الذي رد **باستهداف** X) is no more of it.
    """
    before = max(trigger.first - 1, 0)
    lead = range(toll.last, before)
    by = trigger.before in ("ب", "وب")
    if any(
        at.cue(here, "according") or tokens[here].fold in _BESIDE or (by and tokens[here].fold in _WHO)
        for here in lead
    ):
        return False
    return bool(at.cue(before, "cause") or tokens[before].fold == "في" or trigger.before in ("ب", "وب"))


def adopt_tolls(
    events: Sequence[Event], tolls: Sequence[Sequence[TollMention]], at: At, clauses: Sequence[Clauses],
    chunks: Sequence[Sequence[Chunk]],
) -> None:  # fmt: skip
    """Give the tolls that no event of the whole report holds to those told beside them.

    ``events`` as they stand once repeated tellings are joined; ``tolls``, ``clauses`` and ``chunks`` by sentence. What a toll was first
    given to may have turned out to be no event, or one with another toll.
    """
    told: dict[int, list[tuple[Trigger, Event]]] = {}
    for event in events:
        if event.kind in HURTING:
            for telling in event.tellings:
                if not telling.rule.toll:
                    told.setdefault(telling.sentence, []).append((telling, event))
    held = {(toll.what, toll.first) for event in events for toll in event.tolls.values()}
    deaths = {telling.first for event in events for telling in event.tellings}
    for sentence, beside in told.items():
        if not tolls[sentence]:
            continue
        beside.sort(key=lambda pair: pair[0].first)
        able = [telling for telling, _ in beside]
        places = scenes(chunks[sentence])
        for toll in tolls[sentence]:
            if toll.what not in ("killed", "injured") or toll.weak or toll.trigger in deaths:
                continue
            if (toll.what, toll.first) in held or usual(toll, clauses[sentence]):
                continue
            number = host(toll, able, at, clauses[sentence])
            if number is not None and parted(toll, able[number], places, tolls[sentence], clauses[sentence]):
                number = other_host(toll, able, at, places, tolls[sentence], clauses[sentence])
            if number is None:
                continue
            taker = beside[number][1]
            known = taker.tolls.get(toll.what)
            if known is None or (loose(known) and not loose(toll)):
                taker.tolls = {**taker.tolls, toll.what: toll}


def _continues(toll: TollMention, clauses: Clauses) -> bool:
    """Does a sentence without an event of its own go on about the one before (وأسفر ذلك عن, وأصيب …)?"""
    return toll.max == 0 or toll.trigger - clauses.sentence.first <= 12


def _add(event: Event, toll: TollMention, clauses: Clauses, beside: Sequence[TollMention]) -> None:
    known = event.tolls.get(toll.what)
    if known is None or (loose(known) and not loose(toll)):
        event.tolls[toll.what] = toll
    elif overtakes(toll, known):
        event.tolls[toll.what] = grown(toll, known)
    elif known.last <= clauses.sentence.first and closer(toll, known):
        event.tolls[toll.what] = toll  # an exact figure told after a bound
    elif (
        known.first >= clauses.sentence.first
        and not _in_another_town(event, known, toll)
        and of_more(known, toll, beside, clauses.tokens)
    ):
        added(event, known, toll)
    elif known.max is not None and toll.max is not None and known.last <= toll.first and not loose(toll):
        behind = clauses.tokens[max(0, toll.first - 2) : toll.first]
        lead = tuple(token.fold.removeprefix("و") for token in behind)
        if lead in BESIDES and known.min and toll.min:
            event.tolls[toll.what] = msgspec.structs.replace(
                known, last=toll.last, min=known.min + toll.min, max=known.max + toll.max
            )


def _in_another_town(event: Event, known: TollMention, toll: TollMention) -> bool:
    """مقتل اثنين في قصف على X ومقتل ثلاثة آخرين **في Y**: no word says that what befell those befell these."""
    between = any(known.last <= place.first < toll.first for place in event.places)
    return between and any(toll.last <= place.first <= toll.last + _THERE for place in event.places)


def closer(new: TollMention, known: TollMention) -> bool:
    """A figure told after a bound that it bears out: "at least 20" and then 22."""
    return known.max is None and not loose(new) and new.min + new.exact > known.min


def overtakes(new: TollMention, known: TollMention) -> bool:
    """ "ارتفعت الحصيلة إلى 12": what the count has risen to holds, not what it was."""
    return new.newer and not known.newer and not loose(new) and new.min > known.min


def grown(new: TollMention, known: TollMention) -> TollMention:
    """What the count has risen to, of those told of before as well: مقتل **طفلة**، وبذلك يرتفع عدد القتلى إلى 5."""
    return msgspec.structs.replace(new, victims=known.victims + new.victims)


def loose(toll: TollMention) -> bool:
    """Would any other figure say more: no number, a mere reference, one number for dead and hurt?"""
    return toll.weak or toll.joint or (toll.min <= 1 and toll.max is None)
