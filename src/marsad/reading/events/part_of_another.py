"""Words that tell of no event of their own, since they are part of another: what a protest says, relief that is looted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import PEOPLE
from marsad.reading.grammar.scan import PREPOSITIONS, At
from marsad.reading.records import DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.reading.roles.opposition import NOTE, about
from marsad.reading.screen.arms import FORCE
from marsad.text.clitics import stems
from marsad.text.tokens import Token

_STANCES = {"rejection", "accusation", "support"}
_TAKING = {
    "destruction",
    "ground_attack",
    "shelling",
    "air_strike",
    "abduction",
    "arrest",
    "siege",
    "restriction",
}
_HELPED = {
    "release",
    "agreement",
    "ceasefire",
    "withdrawal",
    "displacement",
    "aid",
}  # what mediators bring about
_LIGHT = 2  # tokens between a light verb and its noun, at most
_ON = "علي"  # on: الهجوم **على** X
_STRUCK_NEAR = 2  # tokens from the noun of an attack to relief that it struck: on, a convoy
_DOER = 4  # tokens of who does it between a verb and its object, at most
_HIS_TO_DO = {"restriction", "withdrawal", "mobilization", "sanction"}
_PARTIES = {"actor", "state"}
_OF_HIM = ("ه", "ها", "هم")  # his, her, their
_THAT = word_class("that")
_ELSEWHERE = "told by another word"
_BLOWS = {"shelling", "air_strike", "destruction"}
_STRUCK = {"aid": _TAKING, "mobilization": _BLOWS, "negotiation": _BLOWS}  # what it may be struck by
_RAIDING = word_class("raiding")
_LED_AWAY = tuple(word_class("led_away"))
_LEADS = 4  # tokens from "and led him away" to where: to, an unknown place
_HIM = (*_OF_HIM, "هن", "هما")  # and: them, of women, of two
_FOR_ITSELF = word_class("raids_of_another_sort")


def voiced(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """نددت **مظاهرات** بالعدوان: what a protest says by the verb before it tells that it took place, and is nobody else's word."""
    for one, two in pairwise(events):
        said = one.trigger.rule.frame == "statement" and one.trigger.form in VERBAL
        if (
            said
            and two.kind == "protest"
            and two.trigger.form not in VERBAL
            and two.trigger.first == one.trigger.last
        ):
            two.notes["verb"] = "told by the verb before it"
            one.dropped = _ELSEWHERE
            asked = [*one.initiators, *one.targets][:1] if one.kind == "demand" else []
            if asked and NOTE not in two.notes:  # طالبت مظاهرة في X **الحكومة** بالإفراج عن Y
                two.targets, two.notes[NOTE] = asked, str(asked[0].first)
    # خرج المئات **رفضا** لقرارات X: what a protest is for or against is part of it.
    protests = [e.trigger.first for e in events if e.kind == "protest"]
    for event in events:
        first = event.trigger.first
        stance = event.kind in _STANCES and event.trigger.form not in VERBAL and not event.initiators
        if stance and about(tokens[first].fold) and any(p < first for p in protests):
            event.dropped = _ELSEWHERE


def announced(events: Sequence[Event], chunks: Sequence[Chunk], tokens: Sequence[Token]) -> None:
    """أعلنت **نقابة** X إضرابا غدا: who announces a protest to come makes it, unless a "that" stands between.

    أعلنت **X** إغلاق حدودها: who announces right before the noun what is done to his own does it.
    """
    for event in events:
        first = event.trigger.first
        if event.kind != "protest" or event.status != "planned" or event.trigger.form in VERBAL:
            continue
        said = {c.first for c in event.sources}
        who = next((c for c in chunks if c.kind in PEOPLE and c.first in said and c.last <= first), None)
        if who is None or event.initiators or any(t.fold in _THAT for t in tokens[who.last : first]):
            continue
        event.initiators = [who]
        note(event, DOER, [who])
    for event in events:
        trigger = event.trigger
        if event.initiators or event.kind not in _HIS_TO_DO or trigger.form in VERBAL or trigger.before:
            continue
        said = {c.first for c in event.sources}
        who = next(
            (c for c in chunks if c.kind in _PARTIES and c.first in said and c.last == trigger.first), None
        )
        if who is not None and trigger.last < len(tokens) and _his(tokens[trigger.last]):
            event.initiators = [who]
            note(event, DOER, [who])


def _his(token: Token) -> bool:
    """إغلاق **حدودها**, سحب **قواته**: what is his, by the pronoun."""
    word = token.fold
    return token.kind == "word" and len(word) > 4 and word.endswith(_OF_HIM) and not token.ta


def lost_aid(events: Sequence[Event], tokens: Sequence[Token], at: At) -> None:
    """نهب مسلحون **قافلة مساعدات**, تعرضت **قافلة مساعدات** للنهب: relief that is struck, looted or held up is not thereby given.

    قصفت المقاتلات **تعزيزات** X, **اجتماعا** لـX: nor are reinforcements that are struck thereby sent, nor is who met the news.
    """
    for event in events:
        first = event.trigger.first
        if event.kind not in _STRUCK or event.trigger.form in VERBAL:
            continue
        exposed = first and at.cue(first - 1, "exposed") is not None
        if exposed or any(
            _object_of(other.trigger, first, tokens) or _what_is_struck(other.trigger, first, tokens)
            for other in events
            if other.kind in _STRUCK[event.kind]
            and "barred" not in other.notes  # أسقطت طائرة X **مساعدات**: brought by air
        ):
            event.dropped = _ELSEWHERE


def _what_is_struck(noun: Trigger, first: int, tokens: Sequence[Token]) -> bool:
    """الهجوم على **قافلة المساعدات**, قصف **شاحنات إغاثة**: relief, or what carries it, right behind the noun of what struck it."""
    between = [t.fold for t in tokens[noun.last : first]]
    if noun.form in VERBAL or noun.last > first or len(between) > _STRUCK_NEAR:
        return False
    if between[:1] == [_ON]:
        del between[0]
    return (
        len(between) <= 1
        and all(w not in PREPOSITIONS and not w.startswith("و") for w in between)
        and (
            all(t.kind == "word" for t in tokens[noun.last : first + 1])
            and not tokens[first].fold.startswith(("و", "ب", "لل"))
        )
    )


def _object_of(verb: Trigger, first: int, tokens: Sequence[Token]) -> bool:
    """Does a noun stand behind a verb with nothing but the doer between?"""
    between = tokens[verb.last : first]
    return (
        verb.form in VERBAL
        and verb.last <= first
        and len(between) <= _DOER
        and all(t.kind == "word" and t.fold not in PREPOSITIONS for t in between)
    )


def detained(events: Sequence[Event], tokens: Sequence[Token], clauses: Clauses) -> None:
    """**داهمت** X منازل في Y **واعتقلت** شابين, **عملية إنزال** أسفرت عن **اعتقال** Z: a raid that detains, and kills nobody, is the arrest."""
    raids = [
        e
        for e in events
        if e.kind == "ground_attack"
        and e.dropped is None
        and e.status == "occurred"
        and not _RAIDING.isdisjoint(stems(tokens[e.trigger.first].fold))
    ]
    if not raids or not _FOR_ITSELF.isdisjoint(clauses.words):
        return
    arrests = [e for e in events if e.kind == "arrest" and e.dropped is None and e.status == "occurred"]
    for raid in raids:
        who = {c.ref or c.name for c in raid.initiators}
        for arrest in arrests:
            by = {c.ref or c.name for c in arrest.initiators}
            if who and by and who.isdisjoint(by):
                continue
            raid.dropped = _ELSEWHERE
            arrest.initiators = arrest.initiators or raid.initiators


def led_away(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """**اعتقل** X شابا **واقتاده** إلى **جهة مجهولة**: where those whom an arrest took were led is part of it."""
    arrests = [e for e in events if e.kind == "arrest" and e.dropped is None and e.status != "denied"]
    for event in events if arrests else ():
        low, high = event.trigger.first - _LEADS, event.trigger.last
        if event.kind == "abduction" and any(
            e.trigger.last <= t
            and tokens[t].fold.startswith(("و", "ف"))
            and tokens[t].fold.endswith(_HIM)
            and tokens[t].fold[1:].startswith(_LED_AWAY)
            for e in arrests
            for t in range(max(0, low), high)
        ):
            event.dropped = _ELSEWHERE


def mediated(events: Sequence[Event], clauses: Clauses) -> None:
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


def rioters(events: Sequence[Event], faint: Sequence[Event]) -> None:
    """أحرق **مستوطنون** منازل: who does what another word tells of is no riot by himself, but where protesters do it."""
    riots = [e for e in faint if e.kind == "riot"]
    if not riots:
        return
    doers = [
        c
        for e in events
        if e.kind in FORCE and e.kind != "riot" and e.dropped is None
        for c in e.initiators
        if c.sort != "protesters"
    ]
    for event in riots:
        first = event.trigger.first
        if any(c.first <= first < c.last for c in doers):
            event.dropped = _ELSEWHERE


def tried(events: Sequence[Event], faint: Sequence[Event], at: At, clauses: Clauses) -> None:
    """حاولت X **الوساطة** بين Y وZ: the verb only says that what its object tells of was tried."""
    for event in faint:
        verb = event.trigger
        if verb.form in VERBAL and at.cue(verb.first, "attempt") is not None:
            end = clauses.right(verb.last)
            if any(e.kind == event.kind and verb.last <= e.trigger.first < end for e in events):
                event.dropped = _ELSEWHERE


def says_that_it_was(verb: Trigger, triggers: Sequence[Trigger], at: At) -> bool:
    """**اندلعت** اشتباكات: a verb that only says that what the noun behind it tells of took place."""
    if verb.form not in VERBAL or at.cue(verb.first, "light_occur") is None:
        return False
    return any(t.form not in VERBAL and 0 <= t.first - verb.last <= _LIGHT for t in triggers)
