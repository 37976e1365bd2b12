"""Who a subject is that is told by more words than its name: **عشرات من** X, **وزراء خارجية** X وY, المقاتلون **بقيادة فلان نائب** X."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import of_one
from marsad.reading.grammar.asides import closes_a_list
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated, coordinated_back, heads
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.roles.addressed import complement
from marsad.reading.roles.offices import of_leaders

_MOVING = {"withdrawal", "protest"}
_SOME = word_class("counting") - {"اكثر", "اقل", "من"}
_AMONG = word_class("first_among_them")
_NEEDS = word_class("needs_somebody_told")


def who_leads(around: Around, trigger: Trigger, leading: Chunk, before: Sequence[Chunk]) -> list[Chunk]:
    """**X وY** يطالبان: the subjects before a verb; of a headline (قصف مدرسة تؤوي نازحين **وX تندد**) only who has a verb of one right behind him."""
    if leading not in before:
        return [leading]
    run = coordinated_back(leading, before)
    first = run[0].first
    if len(run) == 1 or around.clauses.sentence.first or not first or around.tokens[first - 1].kind != "word":
        return run
    return [leading] if leading.last == trigger.first and of_one(trigger, around.tokens) else run


def some_of_them(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """فر **عشرات من** X, يرفض العشرات **من** X العودة: the number is the subject, and it tells how many of them."""
    if trigger.rule.frame == "statement" and trigger.form in VERBAL:
        after = _without_those_among(around, trigger, after)
    moved = trigger.kind in _MOVING or trigger.rule.frame == "statement"
    if not moved or trigger.after or not after or after[0].prep != "من" or after[0].kind not in PEOPLE:
        return list(after)
    between = [t.fold for t in around.tokens[trigger.last : after[0].first]]
    some = len(between) == 2 and between[1] == "من" and between[0] in _SOME
    return [replace(after[0], prep=""), *after[1:]] if some else list(after)


def _without_those_among(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> Sequence[Chunk]:
    """اتهمت منظمات دولية **بينها X** Y بـ: who is told as one of those right before is neither who is told it nor a subject by himself."""
    if _AMONG.isdisjoint(around.clauses.words):
        return after
    out: list[Chunk] = []
    end = -1  # of those among them
    behind = False
    for chunk in after:
        led = around.tokens[chunk.first - 1].fold in _AMONG and chunk.first - 1 > trigger.last
        if led or (
            end >= 0
            and chunk.joined
            and chunk.first - end <= 1
            and not closes_a_list(around.tokens, chunk.first, chunk.last)
        ):
            end = chunk.last
            continue
        behind = behind or (end >= 0 and not chunk.prep and chunk.kind in PEOPLE)
        out.append(chunk)
    return out if behind else after


def leaders_speak(around: Around, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> bool:
    """أدان **وزراء خارجية** X وY الهجوم; but not واتهم **قادة X** بعرقلة الحل, of a verb that needs whom it accuses."""
    word = around.tokens[trigger.first].fold.removeprefix(trigger.before)
    if not of_leaders(around, trigger, nearest):
        return False
    last = coordinated(nearest, after)[-1]
    return word not in _NEEDS or not complement(around, last, around.clauses.right(trigger.last))


def end_with_who_heads(around: Around, leading: Chunk, before: Sequence[Chunk]) -> int:
    """المقاتلون **بقيادة فلان نائب الرئيس** رفضوا: the end of who is named, with who heads him."""
    end = leading.last
    for chunk in before:
        if chunk.first - end <= 1 and (heads(around, chunk) or end > leading.last):
            end = chunk.last
    return end
