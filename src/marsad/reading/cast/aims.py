"""Who is named only as the aim of what others do, or for what happened before: تأهب لدحر **X**, سفينة لدعم **X**, استنفار إثر تقدم **X**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.parties import RELIEF
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.releases import held_by, receives

_MOVED = {"mobilization", "aid", "restriction"}
_RIOTOUS = {"riot", "destruction"}
_LEAVING = {"withdrawal", "displacement"}
_ASKED = {"release"} | _RIOTOUS | _LEAVING | _MOVED
_AGAINST = word_class("in_order_to_fight")
_FOR = word_class("in_order_to_help")
_AFTER = word_class("after_what_was_done")
_FEAR = word_class("for_fear_of")
_BLOWS = word_class("blows")
_FEARED = 5  # tokens from the word of fear to whose deed is feared
_TIES = {"ل", "في", "مع"}


def aimed_at(told: Told, event: Event, company: Company) -> set[str]:
    """The roles that somebody cannot have by all mentions in the sentences that tell of the event: ``told``."""
    if event.kind not in _ASKED:
        return set()
    here = [chunk for chunk, _ in told]
    if event.kind == "release":
        if all(receives(company.tokens, c) or (c.prep == "ل" and c.sort in RELIEF) for c in here):
            return {"I", "T"}
        out = {"T"} if all(held_by(company.tokens, c) for c in here) else set()
        if event.trigger.rule.passive and any(c.first == s.first for c in here for s in event.sources):
            out.add("I")  # أكدت **X** أن عشرة محتجزين غادروا: who only tells of it
        return out
    if event.kind in _RIOTOUS:
        return {"I"} if all(_owns_what_is_struck(c, event, company) for c in here) else set()
    if event.kind in _LEAVING and all(_under_whom(c, company) for c in here):
        return {"I"}
    return {"I"} if event.kind in _MOVED and all(_aim(chunk, event, company) for chunk in here) else set()


def _owns_what_is_struck(chunk: Chunk, event: Event, company: Company) -> bool:
    """هاجم مستوطنون **منازل** الفلسطينيين: whose the thing is that the construction has for the object struck nothing."""
    if all(c.first != chunk.first for c in event.targets):
        return False
    row = company.by_sentence[event.trigger.sentence]
    return any(c.kind == "object" and not c.prep and c.last == chunk.first for c, _ in row)


def _under_whom(chunk: Chunk, company: Company) -> bool:
    """فر Y **تحت ضربات X**, انسحب Y تحت ضغط X: under whose blows others left."""
    words = [t.fold for t in company.tokens[max(0, chunk.first - 3) : chunk.first]]
    return "تحت" in words and words[-1] in _BLOWS and words.index("تحت") < len(words) - 1


def _aim(chunk: Chunk, event: Event, company: Company) -> bool:
    tokens = company.tokens
    if chunk.first < 2:
        return False
    one, two = tokens[chunk.first - 1].fold, tokens[chunk.first - 2].fold
    if one in _AGAINST or one in _FOR or one == "ضد":
        return True
    if two in _AGAINST and (chunk.prep in _TIES or company.lexicon.attributes["group_heads"].get(one)):
        return True
    if any(t.fold in _FEAR for t in tokens[max(0, chunk.first - _FEARED) : chunk.first - 1]):
        return True  # رفعت X حالة التأهب خوفا من رد **Y**
    # إثر تقدم **X**: unless what he did is the very thing that is told
    own = any(telling.first <= chunk.first - 1 < telling.last for telling in event.tellings)
    before = any(telling.last <= chunk.first - 2 for telling in event.tellings)
    return event.kind == "mobilization" and two in _AFTER and before and not own and not one.startswith("ال")
