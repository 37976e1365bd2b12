"""Who is named only as the aim of what others do, or for what happened before: تأهب لدحر **X**, سفينة لدعم **X**, استنفار إثر تقدم **X**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Figure
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.releases import held_by, receives

_MOVED = {"mobilization", "aid", "restriction"}
_AGAINST = word_class("in_order_to_fight")
_FOR = word_class("in_order_to_help")
_AFTER = word_class("after_what_was_done")
_TIES = {"ل", "في", "مع"}


def aimed_at(figure: Figure, event: Event, company: Company) -> set[str]:
    """The roles that somebody cannot have by all mentions in the sentences that tell of the event."""
    here = [chunk for chunk, _ in figure.told_with(event)]
    if not here:
        return set()
    if event.kind == "release":
        if all(receives(company.tokens, c) for c in here):
            return {"I", "T"}
        out = {"T"} if all(held_by(company.tokens, c) for c in here) else set()
        if event.trigger.rule.passive and any(c.first == s.first for c in here for s in event.sources):
            out.add("I")  # أكدت **X** أن عشرة محتجزين غادروا: who only tells of it
        return out
    if event.kind not in _MOVED:
        return set()
    return {"I"} if all(_aim(chunk, event, company) for chunk in here) else set()


def _aim(chunk: Chunk, event: Event, company: Company) -> bool:
    tokens = company.tokens
    if chunk.first < 2:
        return False
    one, two = tokens[chunk.first - 1].fold, tokens[chunk.first - 2].fold
    if one in _AGAINST or one in _FOR or one == "ضد":
        return True
    if two in _AGAINST and (chunk.prep in _TIES or company.lexicon.attributes["group_heads"].get(one)):
        return True
    # إثر تقدم **X**: unless what he did is the very thing that is told
    own = any(telling.first <= chunk.first - 1 < telling.last for telling in event.tellings)
    before = any(telling.last <= chunk.first - 2 for telling in event.tellings)
    return event.kind == "mobilization" and two in _AFTER and before and not own and not one.startswith("ال")
