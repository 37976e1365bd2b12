"""What a sentence opens with and what it goes on to tell: **إثر مقتل** الجندي، **شنت** قوات X حملة.

Who acts behind the comma has not killed the soldier, nor was he struck by what he acts upon; and who died before is no victim of the
act. Of shelling, storming and the like it is as often he who did it as well (بعد **قصف**، اقتحمت X البلدة).
"""

from __future__ import annotations

from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.records import Event

_NOBODY: frozenset[str] = frozenset()
_SUFFERS = frozenset({"T"})
_BOTH = frozenset({"I", "T", "S"})
_BEFALLEN = {"killing", "abduction", "explosion"}
_OPENING = 4  # tokens from the head of the sentence to the noun


def beside_the_opening(here: Told, event: Event, company: Company) -> frozenset[str]:
    """The roles somebody cannot have since he stands on the other side of the comma. ``here``: his mentions in the event's sentences."""
    trigger = event.trigger
    number = trigger.sentence
    if any(t.sentence != number for t in event.tellings):
        return _NOBODY
    opening = company.clauses[number].opening
    if opening is None:
        return _NOBODY
    first, comma = opening.first, opening.comma
    if first <= trigger.first < comma:
        opens = event.kind in _BEFALLEN and trigger.first - first <= _OPENING
        hits = company.clauses[number].at.any(comma + 1)
        if any(h.term.layer == "rule" and company.lexicon.rules[h.term.ref].toll for h in hits):
            return _NOBODY  # بعد انفجار سيارة، **قتل** خمسة مدنيين
        if not (opens or opening.death >= 0) or not all(chunk.first > comma for chunk, _ in here):
            return _NOBODY
        civil = event.kind != "explosion" and all(c.sort in ("civilians", "person") for c in event.targets)
        return _SUFFERS if civil and opening.death < 0 else _BOTH
    behind = opening.parts(first, trigger.first)
    return _BOTH if behind and all(chunk.last <= comma for chunk, _ in here) else _NOBODY
