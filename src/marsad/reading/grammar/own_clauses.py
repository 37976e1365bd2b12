"""Where a sentence goes on with something else that is told: a finite verb with a conjunction before it, and who does it behind it.

قتل شرطي في هجوم على X، **وبعد ساعات قتل** مسلحون في غارة على Y، **فيما اعتقلت الشرطة** Z. Who acts there is named there; a
verb without a subject of its own (**وأصابت** شابا) goes on with that of the verb before.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees, objective
from marsad.reading.grammar.another import leads_up
from marsad.reading.grammar.clauses import Clause, Clauses, OwnClauses
from marsad.reading.grammar.parties import PEOPLE, accusative, agentive
from marsad.reading.grammar.scan import COMMAS, At
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.text.fold import fold
from marsad.text.tokens import Token

_WHILE = word_class("meanwhile") | {"كما"}  # while, on the other hand; as
_LEAD = 6  # tokens between the comma and the verb: من جانبها، **وفي مدينة X المجاورة** قتل
_LEADING = word_class("leads_up_to_a_verb")
_COUNTING = word_class("counting")
_OF_IT = 2  # tokens between a noun of loss and the word for that of which it came
_COUNTED = 3  # tokens between a verb and whom it counts: قتل **خمسة عشر** جنديا
_SUBJECTS = (*PEOPLE, "source", "object")
# انفجرت سيارة, اندلعت اشتباكات, نزحت عشرات الأسر: nobody named before did it.
_OF_ITSELF = {"explosion", "armed_clash", "displacement"}
_ABOUT = word_class("relative_pronouns") | {"ان", "بان"}
_IT = word_class("attached_pronouns")
_OF_SEVERAL = ("ون", "ان", "وا", "ين")  # how a verb of two or more ends
_FALLS = word_class("falls_of_itself") | word_class("broke_out")


def own_clauses(
    clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger], tolls: Sequence[Any]
) -> OwnClauses:
    """The clauses by which a sentence goes on with something else. ``triggers``: its event words, the faint ones too."""
    tokens, sentence, at = clauses.tokens, clauses.sentence, clauses.at
    nouns = _losses(tokens, triggers, tolls)
    if not clauses.verbs and not nouns:
        return clauses.own
    by_word: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_word.setdefault(trigger.first, []).append(trigger)
    commas = not COMMAS.isdisjoint(clauses.words)
    out: list[Clause] = []
    floor = sentence.first
    for word in sorted({*clauses.verbs, *nouns}) if nouns else clauses.verbs:
        told = by_word.get(word, [])
        if word <= floor:
            continue
        if word in nouns:
            out.append(Clause(word, word, own=True))
            floor = word
            continue
        if told and not any([t.form in VERBAL or _counts(t, tokens) for t in told]):
            continue
        lead = _headline_subject(tokens, word, chunks, triggers) if not sentence.first else None
        if lead is not None and lead.first > floor:
            deed = any(_does(lead, t, tokens) for t in told)
            says = any(t.form in VERBAL and t.rule.frame == "statement" for t in told)
            out.append(Clause(lead.first, word, own=True, subject=lead, deed=deed, says=says))
            floor = word
            continue
        first = _opening(tokens, word, floor, at, commas)
        if first is not None and first > floor:
            subject = _subject(tokens, word, chunks, told, tolls)
            own = (
                subject is not None
                or any(_of_itself(t, tokens) for t in told)
                or tokens[word].fold.removeprefix("و") in _FALLS
                or _an_event(by_word.get(word + 1, ()))
            )
            deed = subject is not None and (
                any(_does(subject, t, tokens) for t in told)
                or (agentive(subject) and at.cue(word, "light_agent") is not None)
            )
            says = any(t.form in VERBAL and t.rule.frame == "statement" for t in told)
            marked = first < word or tokens[first - 1].kind != "word"
            out.append(Clause(first, word, own, subject, deed, says, marked))
            floor = word
    return OwnClauses(out)


def joined_to_his_verb(chunk: Chunk, verbs: AbstractSet[int], tokens: Sequence[Token]) -> bool:
    """أسفر عن قتيل **والشرطة تعتقل** ستة: does "and" lead somebody in who has one of these verbs right behind him?"""
    return chunk.last in verbs and tokens[chunk.first].fold.startswith("و")


def _headline_subject(
    tokens: Sequence[Token], verb: int, chunks: Sequence[Chunk], triggers: Sequence[Trigger]
) -> Chunk | None:
    """قصف إسرائيلي على X **وY يرد**: in a headline, who is joined by و to a verb of one, past what is told of others."""
    lead = next((c for c in chunks if c.last == verb), None)
    if lead is None or lead.prep or not tokens[lead.first].fold.startswith("و") or lead.kind not in PEOPLE:
        return None
    if any(c.last == lead.first and agentive(c) for c in chunks):
        return None  # مصدره X **وY** يستهدف
    if tokens[verb].fold.endswith(_OF_SEVERAL) or not any(t.first < lead.first for t in triggers):
        return None
    return lead


def _losses(tokens: Sequence[Token], triggers: Sequence[Trigger], tolls: Sequence[Any]) -> set[int]:
    """مقتل ستة في غارة على X **وإصابة** ثلاثة بقصف على Y: where each of two nouns of loss has the event of its own behind it."""
    out = set[int]()
    found = [toll for toll in tolls if toll.what in ("killed", "injured")]
    if len(found) < 2:
        return out
    sure = [t for t in triggers if not (t.rule.faint or t.rule.toll or t.definite or t.form in VERBAL)]
    for one, two in pairwise(sorted(found, key=lambda toll: toll.first)):
        if two.verbal or not tokens[two.first].fold.startswith("و"):
            continue
        before = {t.kind for t in sure if one.last <= t.first < two.first}
        behind = {t.kind for t in sure if 0 <= t.first - two.last <= _OF_IT}
        if before and behind and not before & behind:
            out.add(two.first)
    return out


def _counts(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """وبعد ساعات **قتل ثلاثة** مسلحين: written as the noun is, and told of several."""
    after = tokens[trigger.last] if trigger.last < len(tokens) else None
    return trigger.rule.toll and after is not None and (after.kind == "number" or after.fold in _COUNTING)


def _opening(tokens: Sequence[Token], verb: int, floor: int, at: At, commas: bool) -> int | None:
    """The first token of the clause of a verb, where a conjunction leads it. ``commas``: are there any in its sentence?"""
    before = tokens[verb - 1]
    if before.fold == "حين":  # قتل جنود **حين** انفجرت عبوة: that is what they died of
        return verb - 2 if tokens[verb - 2].fold in ("في", "وفي") else None
    if before.fold in _WHILE:
        return verb - 1
    joined: list[Hit] = []
    if tokens[verb].fold.startswith("و"):
        joined = [hit for hit in at.any(verb) if hit.term.form in VERBAL and hit.cut.before[:1] == "و"]
    if joined:
        # مظلة **وفرتها** X, التي **وفرتها** X: a verb that begins with the letter, in a clause about what stands before
        about = before.fold in _ABOUT or (
            before.kind == "word" and all(hit.cut.after in _IT for hit in joined)
        )
        return None if about else verb
    if before.kind != "word" or not commas:
        return None
    if leads_up(tokens, verb):
        for here in range(verb - 1, max(floor, verb - _LEAD), -1):
            if tokens[here - 1].fold in COMMAS:
                return here
    for here in range(verb - 1, max(floor, verb - _LEAD), -1):
        if tokens[here - 1].fold in COMMAS:
            lead = tokens[here].fold
            leads = lead in _LEADING or lead in _WHILE
            return here if leads and not _about_an_event(at, here, verb) else None
        if tokens[here - 1].kind != "word":
            return None
    return None


def _about_an_event(at: At, first: int, verb: int) -> bool:
    """في **هجوم شنه** مسلحون: a clause about an event, and no place or time before its verb."""
    if any(hit.cut.after in _IT for hit in at.any(verb) if hit.term.form in VERBAL):
        return True
    return any(at.layer(here, "rule") is not None for here in range(first, verb))


def _of_itself(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """**انفجرت** سيارة, **أصيب** جنديان: with or without a name behind it, nobody named before did that."""
    if trigger.form in VERBAL and (trigger.kind in _OF_ITSELF or trigger.rule.passive):
        return True
    return _counts(trigger, tokens) and not tokens[trigger.first].fold.endswith(("ت", "وا"))


def _an_event(behind: Sequence[Trigger]) -> bool:
    """كما قتلت **غارة** ثلاثة: a verb that has the word for an event for its subject, not one told before."""
    return any(
        t.form == "noun" and not (t.definite or t.rule.toll or t.rule.faint or t.before) for t in behind
    )


def _subject(
    tokens: Sequence[Token],
    verb: int,
    chunks: Sequence[Chunk],
    told: Sequence[Trigger],
    tolls: Sequence[Any],
) -> Chunk | None:
    """Who acts, or to whom it happens, right behind the verb."""
    subject = next((c for c in chunks if verb < c.first <= verb + _COUNTED), None)
    if subject is None or subject.prep or subject.joined or subject.kind not in _SUBJECTS:
        return None
    if any(t.kind != "number" and t.fold not in _COUNTING for t in tokens[verb + 1 : subject.first]):
        return None
    counted = subject.first > verb + 1
    if tokens[verb].fold.endswith("وا") or (counted and tokens[verb].fold.endswith("ت")):
        return None  # وأصابت **150** فلسطينيا, وقتلوا **شرطيا**
    if subject.kind == "group" and (
        accusative(tokens, subject) or objective(tokens, subject) or _an_object(subject)
    ):
        return None
    hurt = tokens[verb].fold.endswith("ت") and not tokens[subject.first].ta
    if hurt and any(
        toll.trigger == verb
        and toll.min == toll.max == 1
        and any(first <= subject.first < last for first, last in toll.victims)
        for toll in tolls
    ):
        return None  # وأصابت **فتى**: one man, and a verb that is a woman's or a force's
    disagreeing = any(t.form in VERBAL and disagrees(t, subject, tokens) for t in told)
    return None if disagreeing else subject


def _an_object(chunk: Chunk) -> bool:
    """وأصابت **شابا**: shorter words in the case of the object."""
    return (
        chunk.last - chunk.first == 1
        and len(chunk.name.rstrip("\u064b")) == 4
        and chunk.name.endswith(("ا", "اً"))
    )


def _does(subject: Chunk, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Is the subject who does it, and does not die of it, and does it not only say something?"""
    rule = trigger.rule
    if trigger.form not in VERBAL or rule.frame == "statement" or rule.passive:
        return False
    if not rule.toll:
        return subject.kind in PEOPLE
    named = subject.full or subject.name  # not قتل **عنصران من** X, who died
    return subject.kind in ("actor", "state") and fold(named.split(" ")[0]) in tokens[subject.first].fold
