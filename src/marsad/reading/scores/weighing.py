"""What the score of a telling decides: which are taken in, which left out, and of which kind a word tells."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import ANSWERED_FOR, CLAIMED, FAINT, OPENS, VERBAL, Event
from marsad.reading.scores.linear import Linear, Scores, load_scores, probability
from marsad.reading.scores.report import Report
from marsad.reading.scores.tellings import FEW, SETTLED, features
from marsad.reading.screen.arms import FORCE
from marsad.reading.screen.condemned import CONDEMNED

_HAPPENS = word_class("falls_of_itself") | {
    "دوي",
    "وقع",
    "عاجل",
    "|",
    ":",
    "#",
    "/",
}  # boom, happened, breaking news
UNLIKELY = "the telling is too unlikely"
UNSURE = "below the confidence asked for"
ANOTHER_KIND = "its word tells of an event of another kind"


def weigh(
    report: Report, doubtful: bool = False, faintly: str | None = None, scores: Scores | None = None
) -> None:
    """Score every telling; take in or leave out those the rules have not settled.

    ``doubtful``: no telling is left out for its score; then ``faintly`` names the faint rule whose words are let
    through. The probability stands in ``parts["telling"]``.
    """
    if doubtful:
        for event in report.events:
            if event.dropped == FAINT and event.trigger.rule.id == faintly:
                event.dropped = None
        return
    scores = scores or load_scores("tellings")
    if scores is None:
        return
    model = scores.scores["told"]
    bars = scores.bars
    # In a report of one or a few sentences nearly everything told is its news.
    count = len(report.sentences)
    bare = report.size == "one"
    low = bars[
        "told bare" if bare else "told alone" if count == 1 else "told shortly" if count <= FEW else "told"
    ]
    high = low if bare else bars["raised shortly" if count <= FEW else "raised"]
    give_chances(report, model)
    for event in report.events:
        if event.dropped in SETTLED:
            continue
        chance = event.parts["telling"]
        if event.dropped is None and opens_its_line(event, report):
            event.notes[OPENS] = "its line"
            continue
        if event.dropped is not None and chance >= high:
            if bare:
                event.notes["screened"] = event.dropped
            event.dropped = None
        elif event.dropped is None and chance < low and not (count == 1 and _killed_by_somebody(event)):
            event.dropped = UNLIKELY
    keep_condemned(report.events, UNLIKELY)
    _one_a_word(report.events)


def opens_its_line(event: Event, report: Report) -> bool:
    """**اقتحمت** قوات X بلدة Y, – **قصف** تركي استهدف بلدة Z: a line that opens with it and says who and where tells it as news."""
    trigger = event.trigger
    if trigger.rule.faint or trigger.before or event.status != "occurred" or event.kind not in FORCE:
        return False
    if report.line and _all_of_it(event, report):
        return True
    if not any(c.ref or c.country or c.armed for c in event.initiators):
        return False
    if report.roles[trigger.sentence] == "title":
        return False
    first = report.sentences[trigger.sentence].first
    if any(word.isalnum() for word in report.words[first : trigger.first]):
        return False
    if trigger.form == "past":
        doer = any(c.first == trigger.last for c in event.initiators)
        return doer and bool(event.targets or event.places)
    return trigger.form not in VERBAL and not trigger.definite and bool(event.initiators and event.places)


def _all_of_it(event: Event, report: Report) -> bool:
    """**اشتباكات** في X, هز **انفجار** وسط X, سمع دوي **انفجار** في X: few words, of which the first say what happened and the others where."""
    trigger = event.trigger
    opening = report.words[: trigger.first]
    noun = trigger.form not in VERBAL and not trigger.definite
    return noun and bool(event.places) and all(word in _HAPPENS for word in opening)


def keep_condemned(events: Sequence[Event], dropped: str) -> None:
    """أدانت X الهجوم على Y في Z, نفت X ضلوعها في **الغارة** على Y: it is told, where the report tells of no force in any other words.

    ``dropped``: the reason for which it was left out.
    """
    if any(e.kind in FORCE and e.dropped is None and e.status != "denied" for e in events):
        return
    for event in events:
        if event.dropped == dropped and _presupposed(event):
            event.dropped = None


def keep_deadly(events: Sequence[Event], alone: bool) -> None:
    """حاصر مسلحون القرية **وقتلوا أربعة رجال**: the dead are not passed over, where no other event of their sentence has any.

    In a sentence by itself only where they are told beside something else of the same doer.
    """
    doers = {who.first for event in events if event.dropped is None for who in event.initiators}
    deadly = [event for event in events if event.kind in FORCE and _kills(event)]
    counted = {event.trigger.sentence for event in deadly if event.dropped is None}
    for event in deadly:
        if event.dropped != UNSURE or event.trigger.sentence in counted:
            continue
        if not alone or any(who.first in doers for who in event.initiators):
            event.dropped = None


def _killed_by_somebody(event: Event) -> bool:
    """أحرقوا منازل **وقتلوا 20 رجلا**: a verb in the past that tells who killed how many."""
    return (
        event.trigger.form == "past" and event.trigger.rule.toll and bool(event.initiators) and _kills(event)
    )


def _kills(event: Event) -> bool:
    dead = event.tolls.get("killed")
    return dead is not None and dead.min > 0


def _presupposed(event: Event) -> bool:
    """Do the words that condemn something, claim it, or put it away from somebody, take it for done, and say on whom or where?"""
    if CLAIMED in event.notes and event.status == "occurred" and event.initiators:
        return bool(event.places and (event.targets or event.tolls))
    away = ANSWERED_FOR in event.notes and event.status == "occurred"
    return CONDEMNED in event.notes or (away and bool(event.places and (event.targets or event.tolls)))


def _one_a_word(events: Sequence[Event]) -> None:
    """A word that may tell of events of two kinds tells of one: of that of its plain rule, else of the likelier."""
    told: dict[int, Event] = {}
    for event in events:
        if event.dropped is not None:
            continue
        first = event.trigger.first
        other = told.get(first)
        if other is None:
            told[first] = event
            continue
        told[first], less = (event, other) if _rank(event) > _rank(other) else (other, event)
        less.dropped = ANOTHER_KIND


def _rank(event: Event) -> tuple[bool, float]:
    """A plain rule against which a word speaks is no surer than a faint one: أسقطت طائرة حربية **قنابل**."""
    return not (event.trigger.rule.faint or "barred" in event.notes), event.parts.get("telling", 0.0)


def give_chances(report: Report, model: Linear) -> None:
    """Weigh every telling that the rules have not settled: its probability stands in ``parts["telling"]``."""
    # First all of them: the features of one ask what the rules have dropped, which the bars change.
    chances = [
        None if event.dropped in SETTLED else probability(model.total(features(report, event, model)))
        for event in report.events
    ]
    for event, chance in zip(report.events, chances, strict=True):
        if chance is not None:
            event.parts["telling"] = round(chance, 3)
