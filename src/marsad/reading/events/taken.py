"""Who is taken, and by what word: hostages are not arrested, captives are no place that falls, who claims a deed accuses nobody."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import at_work
from marsad.reading.records import ARMS_FOUND, FAINT, VERBAL, Event, Trigger
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

_HOSTAGES = word_class("hostages")
_CLAIMING = word_class("claims_responsibility")
_RESPONSIBILITY = "المسووليه"
_RESPONSIBLE = ("المسووليه", "مسووليته", "مسووليتها", "مسووليتهم")
_ATTEMPT = "محاوله"
_OF_THEIRS = {"منه", "منها", "منهم", "منهما"}
_OTHERS = {"اخرين", "اخرون", "اخر", "اخران"}
_OBJECT = 8  # tokens from a verb of taking to what those taken are to be
_SUBJECT = 6  # tokens from "declared" to "the responsibility"
_CAPTIVES = 6  # tokens from "fell" to "captive"
_FINDING = word_class("found_or_worn")
_DEVICES = (
    "عبو",
    "حزام",
    "احزم",
    "مفخخ",
    "ملغوم",
    "لغم",
    "الغام",
    "قنبل",
    "قنابل",
)  # charges, belts, mines, grenades
_PLANTED = "زرع"
_BLAST = ("فجر", "فجير", "فجار", "انتحار")  # to blow up, to go off, a blast, suicide
_MEANT_FOR = word_class("set_aside_for")
_DESTROYED = {"تدمير", "وتدمير", "دمر", "دمرت", "دمروا", "ودمرت", "ودمر"}  # destroying, destroyed
_BEHIND = 4  # tokens from "destroyed" to the car bomb
_FOUND = 10  # tokens from "was found" to the device
_ELSEWHERE = "told by another word"


def hostages(events: Sequence[Event], tokens: Sequence[Token], clauses: Clauses) -> None:
    """احتجز مسلحون الركاب **رهائن**: who is held as a hostage is abducted, and this is told once."""
    for event in events:
        trigger = event.trigger
        if trigger.kind != "arrest" or event.kind not in ("arrest", "abduction"):
            continue
        last = min(clauses.right(trigger.last), trigger.last + _OBJECT)
        found = next((n for n in range(trigger.last, last) if tokens[n].fold in _HOSTAGES), None)
        if found is None:
            continue
        event.kind = "abduction"
        for other in events:
            between = trigger.last <= other.trigger.first <= found
            if between and other.kind in ("abduction", "release") and other.trigger.form not in VERBAL:
                other.dropped = _ELSEWHERE  # ركاب **الحافلة** رهائن


def handed_over(events: Sequence[Event], tokens: Sequence[Token], clauses: Clauses) -> None:
    """أفرجت X عن ثلاثة **رهائن**, تسلم X عشرة **رهائن** من Y: who is freed was taken before, and this tells of no new abduction."""
    for event in events:
        noun = event.trigger
        if event.kind != "abduction" or noun.form in VERBAL or tokens[noun.first].fold not in _HOSTAGES:
            continue
        low = max(clauses.left(noun.first), noun.first - _OBJECT)
        if any(e.kind == "release" and low <= e.trigger.first < noun.first for e in events):
            event.dropped = _ELSEWHERE


def captives(events: Sequence[Event]) -> None:
    """وقع عشرات المسلحين **أسرى** في يد X: those who fall captive are no place that falls."""
    taken = [e for e in events if e.kind == "arrest"]
    for event in events:
        if event.kind != "capture" or not event.trigger.rule.passive:
            continue
        for other in taken:
            if 0 <= other.trigger.first - event.trigger.last <= _CAPTIVES:
                event.dropped = _ELSEWHERE
                if other.dropped == FAINT:
                    other.dropped = None  # the verb tells of it


def others_taken(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """قتل عشرون حوثيا **وأسر 11 آخرين**, قتل سبعة **وأسر ضابط**: those who were killed, or stand behind the verb, took nobody."""
    for event in events:
        if event.kind != "arrest" or event.trigger.kind != "arrest":
            continue
        first, last = event.trigger.first, event.trigger.last
        before = [e for e in events if e.trigger.rule.toll and e.trigger.first < first]
        if not before:
            continue
        if any(t.fold in _OTHERS for t in tokens[last : last + 3]):
            gone = [c for c in event.initiators if any(c in e.targets for e in before)]
        elif event.trigger.before == "و" and not event.targets:
            gone = [c for c in event.initiators if c.first == last and c.kind == "group" and not c.ref]
        else:
            continue
        event.initiators = [c for c in event.initiators if c not in gone]
        event.targets = [*event.targets, *(c for c in gone if c not in event.targets)]


def claimed(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """أعلن X **المسؤولية عن** الهجوم: he claims it, and accuses nobody."""
    for event in events:
        if event.kind != "accusation":
            continue
        first, last = event.trigger.first, event.trigger.last
        if tokens[first].fold == _RESPONSIBILITY:
            lead = tokens[max(0, first - _SUBJECT) : first]
            if any(_claims(t) for t in lead):
                event.dropped = _ELSEWHERE
        elif _claims(tokens[first]) and any(
            t.fold.startswith(_RESPONSIBLE) for t in tokens[last : last + _SUBJECT]
        ):
            event.dropped = _ELSEWHERE  # **ادعى** X المسؤولية


def _claims(token: Token) -> bool:
    return token.fold.removeprefix("و").removeprefix("ل") in _CLAIMING


def in_an_attempt(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """هاجم X البلدة **في محاولة** لفك الحصار عنها: what an attack is for is no attack of its own."""
    for event in events:
        trigger = event.trigger
        if tokens[trigger.first].fold != _ATTEMPT or trigger.form in VERBAL or not trigger.first:
            continue
        after = tokens[trigger.last].fold if trigger.last < len(tokens) else ""
        aim = after in _OF_THEIRS or (after.startswith("ل") and not after.startswith("لل"))
        if tokens[trigger.first - 1].fold != "في" or not aim:
            continue
        if any(e.kind in FORCE and e.trigger.first < trigger.first for e in events):
            event.dropped = _ELSEWHERE


def found_arms(events: Sequence[Event], tokens: Sequence[Token], clauses: Clauses) -> None:
    """عثر بحوزتهم على بنادق و**عبوتين ناسفتين**, كانوا يرتدون **أحزمة ناسفة**: what is found or worn has not gone off."""
    for event in events:
        trigger = event.trigger
        left_out = event.dropped not in (None, FAINT)
        if event.kind != "explosion" or event.tolls or left_out:
            continue
        word = " ".join([t.fold for t in tokens[trigger.first : trigger.last]])
        planted = word.removeprefix("ت").startswith(_PLANTED)  # فككت الشرطة عبوة **زرعها** مجهولون
        if not planted and (trigger.form in VERBAL or not any(stem in word for stem in _DEVICES)):
            continue
        if _not_used(trigger, tokens, clauses):
            event.dropped = ARMS_FOUND
            continue
        low = max(clauses.sentence.first, trigger.first - _FOUND)
        found = [n for n in range(low, trigger.first) if tokens[n].fold.removeprefix("و") in _FINDING]
        last = clauses.sentence.last
        if found and at_work(tokens, found[-1]):
            continue
        if found and not any(_goes_off(t) for t in tokens[found[-1] : last]):
            event.dropped = ARMS_FOUND


def _not_used(device: Trigger, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """**دمرت** القوات ثلاث سيارات مفخخة, حزام ناسف **معد** للتفجير: one that was destroyed, or made ready for another time."""
    after = tokens[device.last : device.last + 2]
    if any(t.fold in _MEANT_FOR for t in after):
        return True
    first = max(clauses.sentence.first, device.first - _BEHIND)
    before = tokens[first : device.first]
    return any(t.fold in _DESTROYED for t in before) and not any(
        _goes_off(t) or t.kind == "punct" for t in before
    )


def _goes_off(token: Token) -> bool:
    return any(stem in token.fold for stem in _BLAST)
