"""Whom the pronoun on a verb takes up, and what follows it in place of a subject: **Y** … واتهمتها بقتل, مدينة **X** التي تحاصرها Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import gender
from marsad.reading.grammar.parties import LAUNCHED, PEOPLE, Around, coordinated, coordinated_back
from marsad.reading.grammar.patients import acted_on
from marsad.reading.records import DOER, Chunk, Event, Trigger, note
from marsad.reading.roles.objects import antecedent

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


def places_taken_up(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """مدينة **X** التي تحاصرها Y, **X وZ** في إدلب والتي تحاصرها Y: the places right before the relative whose verb takes them up."""
    places = [c for c in before if c.kind == "place"]
    if not places or trigger.first - places[-1].last > 2:
        return []
    between = [t.fold for t in around.tokens[places[-1].last : trigger.first]]
    if not all(word.removeprefix("و") in _RELATIVE for word in between):
        return []
    at = len(places) - 1
    while at and places[at].prep and not places[at].joined and places[at].first - places[at - 1].last <= 1:
        at -= 1  # X **على البحر**, X **في إدلب**: where the place is
    run = [places[at]]
    while at and places[at].joined and places[at].first - places[at - 1].last <= 1:
        at -= 1
        run.insert(0, places[at])
    return run


def settle_taken_up(
    around: Around,
    event: Event,
    trigger: Trigger,
    doer: Chunk,
    before: Sequence[Chunk],
    after: Sequence[Chunk],
) -> None:
    """اعتقل**هم** X, مدينة Y التي يحاصر**ها** X: who stands behind the verb did it, to whom or what its pronoun takes up."""
    event.initiators = coordinated(doer, after)
    note(event, DOER, event.initiators)
    event.notes["taken up"] = "by a pronoun: who did it stands after the verb"
    told = antecedent(around, trigger, before)
    if told is not None and (trigger.kind not in LAUNCHED or told.sort not in ("air", "drone")):
        event.targets = coordinated_back(told, before)
    elif event.kind == "siege" and (where := places_taken_up(around, trigger, before)):
        event.targets = where
        event.places.extend(where)
    elif trigger.kind not in LAUNCHED:
        event.targets = acted_on(around, [c for c in after if c not in event.initiators], trigger)
