"""Who lays a siege that a noun or a participle tells, and who is under it: الحصار **الحوثي**, بات **مسلحو X** محاصرين, قرى محاصرة **من X**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated, coordinated_back
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import Chunk, Trigger

_LAYING = {"تضربه", "يضربه", "ضربته", "ضربه"}  # الحصار الذي **تضربه** X: which X lays
_BESIEGING = {"محاصر", "محاصره", "محاصرين", "محاصرون"}
_SIEGE = {"حصار"}
_LAID = 6  # tokens to the verb that says who laid it
_WHAT_LIKE = 3  # tokens behind the noun that say what the siege is like
_BECAME = word_class("became")
_UNDER = "تحت"  # under
# Became (thrice), entered, fell: of a place that came under somebody's control.
_CAME = {"بات", "باتت", "اصبح", "اصبحت", "صار", "صارت", "دخل", "دخلت", "وقع", "وقعت"}
_FROM_BECOMING = 6  # tokens from such a verb, with the place, to "under the control"


def by_its_adjective(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """الحصار **الحوثي** المفروض على X: the adjective of a party, right behind the definite noun, tells who lays it."""
    tokens, here = around.tokens, trigger.last
    if not trigger.definite or trigger.last - trigger.first > 1 or trigger.after:
        return []
    if tokens[trigger.first].fold.lstrip("وبل").removeprefix("ال") not in _SIEGE:
        return []
    chunk = next((c for c in after if c.first == here and c.last == here + 1 and not c.prep), None)
    adjective = chunk is not None and chunk.kind == "actor" and tokens[here].fold.endswith("ي")
    return [chunk] if chunk is not None and adjective else []


def under_siege(
    around: Around, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """بات **مسلحو X** محاصرين داخل حي: of whom an indefinite participle with a preposition behind it is said."""
    tokens, here = around.tokens, trigger.last
    if tokens[trigger.first].fold not in _BESIEGING or trigger.before or trigger.after or trigger.first < 1:
        return []
    if here < around.clauses.sentence.last and any(c.first == here and not c.prep for c in after):
        return []
    verb = tokens[trigger.first - 1].fold.removeprefix("و")
    became = verb in _BECAME
    near = next((c for c in reversed(before) if c.last <= trigger.first - became), None)
    if near is None or near.prep or near.kind not in PEOPLE or trigger.first - near.last > 1 + became:
        return []
    lead = tokens[coordinated_back(near, before)[0].first - 1].fold.removeprefix("و") if near.first else ""
    return coordinated_back(near, before) if became or lead in _BECAME else []


def besieging(
    around: Around, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """الأسايش **محاصرة** المربع: a participle between two; with a preposition after it the first is besieged."""
    near = before[-1] if before and before[-1].last == trigger.first else None
    if (
        near is None
        or near.prep
        or not agentive(near)
        or around.tokens[trigger.first].fold not in _BESIEGING
        or not (after and after[0].first == trigger.last and not after[0].prep)
    ):
        return []
    return coordinated_back(near, before)


def besieged_by(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """قرى **محاصرة من** X: a force right after the participle and "from" besieges; of several people it may be who they are.

    لحصار **خانق من** X: behind the noun it does so behind what the siege is like, too.
    """
    here, last = trigger.last, around.clauses.sentence.last
    word = around.tokens[trigger.first].fold
    if trigger.after:
        return []
    if word.lstrip("وبل").removesuffix("ا") in _SIEGE:
        while here < min(last, trigger.last + _WHAT_LIKE) and around.tokens[here].fold != "من":
            if around.tokens[here].fold in PREPOSITIONS or around.tokens[here].kind != "word":
                return []
            here += 1
    elif word.removeprefix("ال") not in ("محاصر", "محاصره"):
        return []
    if here >= last or around.tokens[here].fold != "من":
        return []
    ring = next((c for c in after if c.prep == "من" and here + 1 == c.first and agentive(c)), None)
    return coordinated(ring, after) if ring is not None else []


def laid_by(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """الحصار الذي **تضربه X** على Y: the subject of the clause that says who lays it."""
    words = around.tokens[trigger.last : trigger.last + _LAID]
    at = next((n for n, word in enumerate(words, trigger.last) if word.fold in _LAYING), None)
    if at is None:
        return []
    chunk = next((c for c in after if c.first == at + 1 and not c.prep and agentive(c)), None)
    return coordinated(chunk, after) if chunk is not None else []


def came_under(around: Around, trigger: Trigger) -> bool:
    """**باتت** المدينة **تحت سيطرة** X: did it become so, by the verb that has the place for its subject?"""
    if around.tokens[trigger.first].fold != _UNDER or _CAME.isdisjoint(around.clauses.words):
        return False
    low = max(around.clauses.left(trigger.first), trigger.first - _FROM_BECOMING)
    return any(t.fold.removeprefix("و") in _CAME for t in around.tokens[low : trigger.first])
