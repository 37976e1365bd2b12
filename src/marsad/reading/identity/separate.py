"""What the words themselves make two events: another doer with a verb of his own, "a second raid", shelling "renewed"."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import MORE, after_it, in_another, later
from marsad.reading.grammar.clauses import OwnClauses
from marsad.reading.grammar.parties import ATTACKS
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.sameness import any_actor, any_place
from marsad.text.tokens import Token

_DEALT = {
    "shelling",
    "air_strike",
    "ground_attack",
    "explosion",
    "killing",
    "abduction",
    "arrest",
    "sanction",
}
_SLAIN_AND_ROBBED = {"killing", "destruction"}
_NEXT = 2  # sentences on; later a report sums up
_ALONE = {"sanction"}  # who imposes these does it by himself, whatever word tells of it
# once more: renewed, repeated
_RENEWED = ("جدد", "تجدد", "عاود", "تعاود", "يعاود", "كرر", "استانف", "تستانف", "يجدد")
_MANY = {"shelling"}  # "similar shelling" of the villages around is more of the same
_THAT = word_class("relative_pronouns")
_ANSWERED = word_class("answering")
_LEAD = 9  # tokens before an event word in which what introduces it stands
_SUBJECT = 5  # tokens between a verb and its subject
_BEFORE = 3  # tokens before an event word in which what renews it stands


def separate(
    old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon, where: str, clauses: OwnClauses
) -> bool:
    """Do the words tell of ``new`` as of another event than ``old``, which was told before? ``clauses``: of the sentence of ``new``."""
    if {old.kind, new.kind} == _SLAIN_AND_ROBBED:  # **قتلوا** سبعة **ونهبوا** السوق: two deeds by two verbs
        return old.trigger.form in VERBAL and new.trigger.form in VERBAL
    if old.trigger.sentence == new.trigger.sentence and _by_another(old, new, lexicon, clauses):
        return True
    if old.kind not in _DEALT or new.kind not in _DEALT:
        return False
    return (
        _in_another_clause(old, new, lexicon, clauses)
        or _another_doer(old, new, tokens, lexicon, where)
        or _each_by_his_own(old, new, lexicon)
        or (old.trigger.sentence != new.trigger.sentence and _one_more(old, new, tokens))
        or _renewed(old, new, tokens)
        or _introduced(old, new, tokens)
        or _came_before(old, new, tokens, lexicon)
        or _answered(old, new, tokens, lexicon)
        or _in_return(old, new, lexicon)
    )


def _by_another(old: Event, new: Event, lexicon: Lexicon, clauses: OwnClauses) -> bool:
    """قصف X بلدة Y، **وأغارت طائرات أميركية** على Z: what another does by a verb of his own in a clause of his own."""
    one, two = clauses.number(old.trigger.first), clauses.number(new.trigger.first)
    if one >= two or new.trigger.definite or not old.initiators:
        return False
    doer = clauses.doer(two)
    return (
        doer is not None
        and any(c.first == doer.first for c in new.initiators)
        and all(clauses.number(c.first) < two for c in old.initiators)
        and not alike(old.initiators, new.initiators, lexicon)
    )


def _in_another_clause(old: Event, new: Event, lexicon: Lexicon, clauses: OwnClauses) -> bool:
    """قتل جندي بهجوم على X، **فيما أصيب** اثنان بانفجار لغم في Y: another kind of thing, in a clause and a place of its own."""
    if old.trigger.sentence != new.trigger.sentence or old.kind == new.kind or new.trigger.definite:
        return False
    one, two = clauses.number(old.trigger.first), clauses.number(new.trigger.first)
    if one >= two or not clauses.apart(one, two) or old.trigger.rule.toll or new.trigger.rule.toll:
        return False
    own = any(clauses.number(c.first) == two for c in (*new.initiators, *new.places))
    return own and not any_actor(old.initiators, new.initiators, lexicon)


def _another_doer(old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon, where: str) -> bool:
    """غارة إسرائيلية على X. **وقصفت** سرايا القدس Y: both doers are known, and neither is part of the other."""
    mine, theirs = [c for c in old.initiators if known(c)], [c for c in new.initiators if known(c)]
    if not mine or not theirs or where == "same" or alike(old.initiators, new.initiators, lexicon):
        return False
    if old.kind in _ALONE and new.kind == old.kind:
        return True
    trigger = new.trigger
    return (
        trigger.form in VERBAL
        and 1 <= trigger.sentence - old.trigger.sentence <= _NEXT
        and not any(c.sort == "coalition" for c in (*mine, *theirs))  # التحالف and who leads it
        and (old.kind == new.kind or {old.kind, new.kind} <= ATTACKS)
        and not (trigger.rule.toll or trigger.rule.passive or old.trigger.rule.toll)
        and (trigger.first == 0 or tokens[trigger.first - 1].fold not in _THAT)
        and any(-_SUBJECT <= c.first - trigger.first <= _SUBJECT for c in theirs)
    )


def _each_by_his_own(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """غارات **روسية** وقصف **للنظام** على X: two joined nouns for different things, each with a doer of its own."""
    one, two = old.trigger, new.trigger
    if one.sentence != two.sentence or two.before[:1] != "و" or old.kind == new.kind:
        return False
    if one.form in VERBAL or two.form in VERBAL or not 0 <= two.first - one.last <= _SUBJECT:
        return False
    mine = [c for c in old.initiators if known(c) and one.last <= c.first < two.first]
    theirs = [c for c in new.initiators if known(c) and c.first >= two.last]
    return bool(mine and theirs) and not alike(mine, theirs, lexicon)


def _came_before(old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """تجدد قصف X **بعد إطلاق Y** صواريخ: what one side does after the other's deed is another."""
    mine, theirs = [c for c in old.initiators if known(c)], [c for c in new.initiators if known(c)]
    trigger = new.trigger
    return (
        bool(mine and theirs)
        and trigger.sentence == old.trigger.sentence
        and trigger.form not in VERBAL
        and not (trigger.definite or trigger.rule.toll or old.trigger.rule.toll)
        and old.trigger.first < trigger.first
        and after_it(tokens, old.trigger.last, trigger.first)
        and any(0 <= c.first - trigger.last < _SUBJECT for c in theirs)
        and not alike(old.initiators, new.initiators, lexicon)
        and not any(c.sort == "coalition" for c in (*mine, *theirs))
    )


def known(chunk: Chunk) -> bool:
    return bool(chunk.ref or chunk.country)


def alike(mine: Sequence[Chunk], theirs: Sequence[Chunk], lexicon: Lexicon) -> bool:
    if any_actor(mine, theirs, lexicon):
        return True
    return any(c.country and c.country == d.country for c in mine for d in theirs)


def _one_more(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """وكان **هجوم مماثل** قد أصاب X, استهدفت **غارة ثانية** Y: not "the second raid", which was told before."""
    trigger = new.trigger
    if trigger.form != "noun" or trigger.definite or old.kind != new.kind or new.kind in _MANY:
        return False
    after = [t.fold for t in tokens[trigger.last : trigger.last + 2] if t.kind == "word"]
    return not MORE.isdisjoint(after[:2])


def _answered(old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """استهدف الجيش X، **وردت** قسد **بقصف** Y: what one side answers with is not what it answers."""
    before = tokens[max(0, new.trigger.first - _SUBJECT) : new.trigger.first]
    return (
        bool(old.initiators and new.initiators)
        and new.trigger.sentence - old.trigger.sentence <= 1
        and not any_actor(old.initiators, new.initiators, lexicon)
        and any(t.fold.removeprefix("و") in _ANSWERED for t in before)
    )


def _in_return(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """طعن **شاب** جنديا ثم **قتله الجنود**: who does it by a verb of his own to whom a pronoun takes up does another thing than who did it."""
    did = old.initiators[0] if old.initiators else None
    return (
        did is not None
        and old.kind == new.kind
        and "taken up" in new.notes
        and bool(new.initiators)
        and old.trigger.form in VERBAL
        and new.trigger.form in VERBAL
        and did.first == old.trigger.last
        and not did.prep
        and 0 <= new.trigger.sentence - old.trigger.sentence <= 1
        and old.trigger.first < new.trigger.first
        and not alike(old.initiators, new.initiators, lexicon)
    )


def _introduced(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """**وفي حادث منفصل** قتل X, **وبعد ساعات** اغتيل Y: what leads up to the word says that it is another event."""
    trigger = new.trigger
    if trigger.definite or old.trigger.first >= trigger.first:
        return False
    for here in range(trigger.first - 1, max(old.trigger.last, trigger.first - _LEAD) - 1, -1):
        if in_another(tokens, here, trigger.first):
            return True
        if later(tokens, here, trigger.first):
            return trigger.form in VERBAL and old.trigger.sentence != trigger.sentence
    return False


def _renewed(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """**وجددت** القوات **قصف** X مساء فقتلت اثنين: with a toll of its own, another than that told before."""
    trigger = new.trigger
    known, toll = old.tolls.get("killed"), new.tolls.get("killed")
    if known is None or toll is None or known.min == toll.min or not any_place(old.places, new.places):
        return False
    before = tokens[max(0, trigger.first - _BEFORE) : trigger.first]
    return any(t.fold.removeprefix("و").startswith(_RENEWED) for t in before)
