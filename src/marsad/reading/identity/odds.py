"""How likely each two tellings of a report are one event: those that the words make one, those that they never let be one, the odds of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.lexicon.compile import Lexicon
from marsad.reading.grammar.parties import BETWEEN, between_whom
from marsad.reading.identity.elsewhere import long_before, opens_elsewhere
from marsad.reading.identity.entries import deed_of, heard_first, of_two_entries
from marsad.reading.identity.goes_on import (
    accuses_further,
    besieged,
    called_besieged,
    detailed,
    hit_before,
    reaches_further,
    where_it_was,
)
from marsad.reading.identity.one_telling import beaten_back, one_construction, raid_taken_up
from marsad.reading.identity.pairs import Tellings, days
from marsad.reading.identity.separate import alike, lead_of, separate
from marsad.reading.identity.told_apart import BLOWS, parted, taken_back
from marsad.reading.records import CLAIMED, VERBAL, Chunk, Event
from marsad.reading.sameness import any_actor, any_place, precise
from marsad.reading.scores.linear import Linear
from marsad.reading.screen.answers import answers
from marsad.text.tokens import Token

_UNLIKE = {"denied", "planned", "attempted", "ended"}
_IN_AND_OUT = {"mobilization", "withdrawal"}
# Which, on, against, last, first, second.
_MORE_OF_IT = {"الذي", "التي", "علي", "ضد", "الاخير", "الاول", "الثاني"}
_SINCE = {"علي", "من", "بعد", "قبل", "عقب", "منذ"}  # in answer to, after, before, since
_OWN_WORDS = {"militia", "rebel", "jihadist", "party"}  # they speak for no state, and no state for them
_SURE = 6.0  # log-odds where the words leave no doubt
_AFTER = {"بعد", "اثر", "عقب", "بفضل", "نتيجه"}  # after, in the wake of, thanks to, as a result of
_BACK = 40  # events looked back over: a report that long has moved on


def compare(
    after: int, tellings: Tellings, model: Linear, odds: dict[tuple[int, int], float], others: set[tuple[int, int]]
) -> None:  # fmt: skip
    """Compare a telling with those before it: which are told of ``others``, and the odds that the rest are of one event with it."""
    family, families = tellings.families[after], tellings.families
    kin = [before for before in range(max(0, after - _BACK), after) if families[before] == family]
    if not kin:
        return
    events, entries, tokens, lexicon = tellings.events, tellings.entries, tellings.tokens, tellings.lexicon
    new = events[after]
    # What its own words say is asked once, and most words say nothing.
    look, sentence = model.known, new.trigger.sentence
    deed = None
    if CLAIMED in new.notes or sentence in entries.news:
        deed = deed_of(events, after, [tellings.where(before, after) for before in range(after)], entries)
    sided, stated = new.kind in BETWEEN, _states(new)
    lead, clauses = lead_of(new, tokens), tellings.clauses[sentence].own
    points_back, takes_up = _points_back(new, tokens), _takes_up(new, tokens)
    led_in, further = where_it_was(new, tellings.clauses[sentence]), reaches_further(new, tokens)
    siege, accuses, taken = new.kind == "siege", new.kind == "accusation", new.kind == "capture"
    by_name = siege and called_besieged(new, tokens)
    opened = tellings.clauses[sentence].opening
    begins = tellings.sentences[sentence].first
    elsewhere, ago = opens_elsewhere(new, tokens, begins), long_before(new, events, tokens, begins)
    for before in kin:
        old = events[before]
        where = tellings.where(before, after)
        if (
            (entries.number and of_two_entries(old, new, entries, lexicon, where))
            or (sided and _between_other_sides(old, new, lexicon, where))
            or (stated and (_said_twice(old, new) or _said_by_two(old, new, lexicon)))
            or (taken and taken_back(old, new, tokens, lexicon))
            or (elsewhere and where == "other" and old.kind == new.kind and old.trigger.sentence < sentence)
            or (ago >= 0 and where != "same" and old.kind == new.kind and old.trigger.last <= ago)
            or (old.trigger.sentence == sentence and (answers(old, new) or parted(old, new, tokens, opened)))
            or (
                (tellings.roles[old.trigger.sentence] != "title" or old.trigger.sentence == sentence)
                and separate(old, new, tokens, lexicon, where, clauses, lead)
            )
        ):
            others.add((before, after))
        elif (
            before == deed
            or (entries.number and heard_first(old, new, tokens, entries, where))
            or _as_it_was(old, new)
            or _brought_by(old, new, tokens)
            or (points_back and _to_a_blow(events[before:after], new))
            or (takes_up and _the_last_here(events, before, after))
            or (led_in >= 0 and detailed(old, new, led_in))
            or (further and hit_before(old, events[before + 1 : after], new))
            or (accuses and accuses_further(old, new, lexicon))
            or (siege and besieged(old, new) and (by_name or called_besieged(old, tokens)))
            or (
                old.trigger.sentence == sentence
                and (one_construction(old, new, tokens) or beaten_back(old, new, tokens))
            )
            or (
                old.kind != new.kind
                and raid_taken_up(old, new, tokens, events[before + 1 : after])
                and (
                    not old.initiators or not new.initiators or alike(old.initiators, new.initiators, lexicon)
                )
            )
        ):
            odds[before, after] = _SURE
        elif not apart(old, new, lexicon, where):
            odds[before, after] = model.total(tellings.features(before, after, look, where))


def apart(old: Event, new: Event, lexicon: Lexicon, where: str) -> bool:
    """Can two tellings not be of one event?

    What was tried, planned or denied and what was done; two days told exactly; two places told exactly where another
    kind of thing was done, or other known parties did it. ``where``: how their places lie, see ``Tellings.where``.
    """
    if old.status != new.status and {old.status, new.status} & _UNLIKE:
        return True
    if "spoken" not in old.notes and "spoken" not in new.notes and days(old, new) == "other":
        return True
    if old.kind != new.kind and old.initiators and new.initiators and {old.kind, new.kind} == _IN_AND_OUT:
        # انتشر X في البلدة بعد انسحاب **Y** منها: who comes in and who goes out
        return not any_actor(old.initiators, new.initiators, lexicon)
    if where not in ("other", "other area"):
        return False
    if where == "other" and (old.kind != new.kind or new.kind == "siege"):
        return True  # a siege is of a place: X تحاصر A, Y تحاصر B
    return (
        bool(old.initiators and new.initiators)
        and any(c.ref for c in old.initiators)
        and any(c.ref for c in new.initiators)
        and not any_actor(old.initiators, new.initiators, lexicon)
    )


def _states(event: Event) -> bool:
    """Is it a verb of saying?"""
    return event.trigger.rule.frame == "statement" and event.trigger.form in VERBAL


def _said_twice(old: Event, new: Event) -> bool:
    """هدد X بالرد. واتهم X إسرائيل بـ…: two verbs of saying of two kinds, in two sentences, are two statements."""
    return old.kind != new.kind and old.trigger.sentence != new.trigger.sentence and _states(old)


def _said_by_two(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """دعا الصدر أنصاره إلى … **وطالبت العصائب** بـ: two who speak for themselves, each right beside his verb, in two sentences."""
    if old.kind != new.kind or old.trigger.sentence == new.trigger.sentence or not _states(old):
        return False
    ones, others = _beside(old), _beside(new)
    if ones is None or others is None or any_actor(old.initiators, new.initiators, lexicon):
        return False
    return bool(ones.ref and others.ref) and not {ones.sort, others.sort}.isdisjoint(_OWN_WORDS)


def _beside(event: Event) -> Chunk | None:
    """Who stands right beside the verb of a statement."""
    trigger = event.trigger
    return next((c for c in event.initiators if trigger.last == c.first or c.last == trigger.first), None)


def _as_it_was(old: Event, new: Event) -> bool:
    """رفعوا حصارهم … **الحصار** امتد إلى X: what is told to have ended is spoken of in the same breath as it was."""
    return (
        old.status == "ended"
        and old.kind == new.kind
        and new.trigger.definite
        and new.trigger.sentence == old.trigger.sentence
    )


def _points_back(new: Event, tokens: Sequence[Token]) -> bool:
    """انفجرت سيارة في X. وقتل **في الهجوم** ستة: is nothing more said of "the attack"?"""
    trigger = new.trigger
    if not trigger.definite or "any_force" not in trigger.rule.traits or trigger.form in VERBAL:
        return False
    if new.initiators or new.places or new.status != "occurred":
        return False
    return not _goes_on(new, tokens)


def _to_a_blow(since: Iterable[Event], new: Event) -> bool:
    """Was nothing told before but blasts or raids, in the sentence before?"""
    before = new.trigger.sentence - 1
    return all(e.kind in BLOWS and e.trigger.sentence == before for e in since)


def _goes_on(new: Event, tokens: Sequence[Token]) -> bool:
    """Do the words beside it say which it is, or that it is told for when something else happened: **منذ** الهجوم **الذي**?"""
    first, last = new.trigger.first, new.trigger.last
    after = tokens[last].fold if last < len(tokens) else ""
    return after in _MORE_OF_IT or tokens[first - 1].fold in _SINCE


def _takes_up(new: Event, tokens: Sequence[Token]) -> bool:
    """صد X **هجوما** لـY وقتل في **الهجوم** ثلاثة: a noun with its article, and nobody and no place behind it."""
    trigger = new.trigger
    return (
        trigger.form not in VERBAL
        and trigger.before[:1] != "و"
        and tokens[trigger.first].fold.lstrip("بلفك").startswith("ال")
        and not any(c.first > trigger.first for c in (*new.places, *new.initiators))
        and not _goes_on(new, tokens)
    )


def _the_last_here(events: Sequence[Event], before: int, after: int) -> bool:
    """Is an event the last of its kind that was told before another, and in the sentence of that?"""
    old, new = events[before], events[after]
    return (
        old.kind == new.kind
        and old.trigger.sentence == new.trigger.sentence
        and old.status in ("attempted", new.status)
        and all(events[at].kind != new.kind for at in range(before + 1, after))
    )


def _brought_by(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """عاد الهدوء بعد **وساطة** من X: the mediation that a calm is told to follow is part of what is told of the calm."""
    return (
        old.kind == "ceasefire"
        and new.kind == "mediation"
        and new.trigger.sentence == old.trigger.sentence
        and new.trigger.form not in VERBAL
        and not new.trigger.definite
        and tokens[new.trigger.first - 1].fold in _AFTER
    )


def _between_other_sides(old: Event, new: Event, lexicon: Lexicon, where: str) -> bool:
    return _elsewhere_too(old, new) or (where == "other" and between_others(old, new, lexicon))


def between_others(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """Do both stand between two sides, of which each telling names one that is none of the other's?

    Told of two towns they are two: a mediation here and one there, by the same mediator on the same day.
    """
    if old.kind != new.kind or old.kind not in BETWEEN:
        return False
    mine, theirs = between_whom(old), between_whom(new)
    return (
        len(mine) >= 2
        and len(theirs) >= 2
        and all(chunk.ref for chunk in (*mine, *theirs))
        and any(not any_actor([chunk], theirs, lexicon) for chunk in mine)
        and any(not any_actor([chunk], mine, lexicon) for chunk in theirs)
    )


def _elsewhere_too(old: Event, new: Event) -> bool:
    """Did they stand between sides "in Daraa too" (أيضاً), a place that the earlier telling does not name?

    Of shelling or gains that would be one more place of theirs; who mediates there too mediates once more.
    """
    return (
        "also" in new.notes
        and old.kind == new.kind
        and new.kind in BETWEEN
        and bool(precise(new.places))
        and not any_place(precise(new.places), old.places)
    )
