"""What a sentence opens with and what it goes on to tell: **إثر مقتل** الجندي، **شنت** قوات X حملة.

Who acts behind the comma has not killed the soldier, nor was he struck by what he acts upon; and who died before is no victim of the
act. Of shelling, storming and the like it is as often he who did it as well (بعد **قصف**، اقتحمت X البلدة).
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Event

_NOBODY: frozenset[str] = frozenset()
_SUFFERS = frozenset({"T"})
_BOTH = frozenset({"I", "T"})
_AFTER = word_class("after") | {"غداه"}
_BEFALLEN = {"killing", "abduction", "explosion"}
_DEATHS = {"مقتل", "اغتيال", "مصرع", "استشهاد", "وفاه", "خطف", "اختطاف"}  # the death, murder, kidnapping of
_OPENING = 4  # tokens from the head of the sentence to the noun
_LONG = 20  # tokens of what it opens with, at most


def beside_the_opening(here: Told, event: Event, company: Company) -> frozenset[str]:
    """The roles somebody cannot have since he stands on the other side of the comma. ``here``: his mentions in the event's sentences."""
    trigger = event.trigger
    number = trigger.sentence
    if any(t.sentence != number for t in event.tellings):
        return _NOBODY
    first = company.sentences[number].first
    if company.tokens[first].fold.removeprefix("و") not in _AFTER:
        return _NOBODY
    comma = _comma(first, number, company)
    if comma is None:
        return _NOBODY
    if trigger.form not in VERBAL and trigger.first < comma:
        opens = event.kind in _BEFALLEN and trigger.first - first <= _OPENING
        hits = company.clauses[number].at.any(comma + 1)
        if any(h.term.layer == "rule" and company.lexicon.rules[h.term.ref].toll for h in hits):
            return _NOBODY  # بعد انفجار سيارة، **قتل** خمسة مدنيين
        if not opens or not all(chunk.first > comma for chunk, _ in here):
            return _NOBODY
        civil = event.kind != "explosion" and all(c.sort in ("civilians", "person") for c in event.targets)
        return _SUFFERS if civil else _BOTH
    dead = trigger.first == comma + 1 and any(
        company.tokens[at].fold in _DEATHS for at in range(first + 1, min(first + _OPENING, comma))
    )
    return _BOTH if dead and all(chunk.last <= comma for chunk, _ in here) else _NOBODY


def _comma(first: int, number: int, company: Company) -> int | None:
    """The comma that a verb stands right behind: the end of what a sentence opens with."""
    last = company.sentences[number].last
    comma = next(
        (at for at in range(first + 2, min(last - 1, first + _LONG)) if company.tokens[at].fold in COMMAS),
        None,
    )
    return comma if comma is not None and comma + 1 in company.clauses[number].verbs else None
