"""Who is the other side of a clash that is told by the one it was with: قتلت **ناشطة** في تبادل إطلاق نار **مع X**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import is_one_of, word_class
from marsad.reading.cast.company import Company
from marsad.reading.grammar.parties import coordinated
from marsad.reading.records import VERBAL, Chunk, Event

_STANDING_BY = word_class("people_standing_by")
_LEADS = ("و", "ل", "ول", "ال", "وال", "لل", "ولل")  # and, for, the
_WITH = 3  # tokens from the word for the clash to whom it was with


def died_clashing(event: Event, sides: Sequence[Chunk], company: Company) -> list[Chunk]:
    """أصيب **شابان** في مواجهات **مع X**: those hurt in a clash with X fought it, but for civilians, children, women, whoever stood by."""
    other = event.targets[0] if event.targets else None
    if event.kind != "armed_clash" or other is None or other.prep != "مع":
        return []
    trigger = event.trigger
    if any(telling.sentence != trigger.sentence for telling in event.tellings):
        return []
    if trigger.form in VERBAL or not 0 < other.first - trigger.last <= _WITH:
        return []
    spans = [s for what, t in event.tolls.items() if what in ("killed", "injured") for s in t.victims]
    hurt = [
        c
        for c, _ in company.by_sentence[trigger.sentence]
        if c.kind == "group"
        and c.last <= trigger.first
        and any(first <= c.first < last for first, last in spans)
        and not stood_by(c, company)
    ]
    known = {company.key(c) for c in (*coordinated(other, event.targets), *hurt)}
    return hurt if all(company.key(c) in known for c in sides) else []


def stood_by(chunk: Chunk, company: Company) -> bool:
    """قتلت **امرأة** خلال اشتباكات: those who may be hurt in a clash without being a side of it."""
    return is_one_of(company.folds[chunk.first], _STANDING_BY, _LEADS)
