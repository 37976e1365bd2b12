"""Who is driven out and who drives them out: اضطرت **عائلات** إلى ترك منازلها, لجأ **مئات السكان** إلى المدرسة.

The subject of a verb of going goes, and so do those of whom a number does (فر **العشرات من الأسر**) and whom a verb of forcing
makes go (أجبر القصف **السكان** على الرحيل); civilians drive nobody out where nobody else is named to have been driven out.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated, coordinated_back, of_another
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.text.tokens import Token

_GOING = word_class("going_away")
_COUNTING = word_class("counting")
_SOME = _COUNTING - {"من"} | {"دفعه", "الدفعه", "قافله"}  # some; a batch, a convoy
_NEAR = 5  # tokens
_FORCING = word_class("forces_somebody")
_LEAVING = word_class("leaving_as_a_noun")
_INTO = {"علي", "الي"}  # on, to: what somebody is forced to do follows
_THAT = {"ان", "بان", "وان"}  # that
_LINKS = {"قد", "كانوا", "كانت"}  # had
_PLURAL = ("ين", "ون", "ات")
_WHENCE = {"من", "الي", "نحو", "باتجاه", "عن"}  # from, to, towards
_SENDING_AWAY = {"ترحيل", "اجلاء", "طرد", "ابعاد"}  # deporting, bringing out, driving out, expelling
_IN_POWER = {"government", "army", "police", "militia", "rebel", "ministry", "force"}
_FORCED = 9  # tokens from a verb of forcing to those whom it forces


def displaced(around: Around, event: Event) -> None:
    """Put those who go among the targets, and take out of them whoever did something else told behind the verb."""
    trigger = event.trigger
    if (forced := _forced(around, event)) is not None:
        event.initiators, event.targets = forced
        return
    if trigger.form not in VERBAL:
        if (brought := _brought_out(around, trigger)) is not None:
            event.initiators, event.targets = [c for c in event.initiators if c.kind != "group"], brought
            return
        event.initiators, event.targets = _civilians_go(event)
        event.targets = event.targets or _in_batches(around, trigger)
        event.initiators = event.initiators or _announcing(around, trigger)
        return
    if _is(around.tokens[trigger.first].fold, _GOING):
        gone = _of_them(around, trigger)
        if gone:
            event.initiators, event.targets = [], gone
        elif event.initiators:
            event.initiators, event.targets = [], event.initiators  # نزح **المدنيون** بعد قصف X
        else:
            event.targets = [c for c in event.targets if not of_another(around, trigger, c)]
        event.targets = [c for c in event.targets if not _tells_of_it(around, trigger, c)]
        return
    event.initiators, event.targets = _civilians_go(event)


def _number_of(words: Sequence[Token]) -> bool:
    """المئات **من**, أكثر من 2300 **من**: do the words tell how many of those who follow?"""
    return (
        len(words) > 1
        and words[-1].fold == "من"
        and all(t.kind == "number" or t.fold in _COUNTING for t in words)
        and not all(t.fold == "من" for t in words)
    )


def _of_them(around: Around, trigger: Trigger) -> list[Chunk]:
    """غادر **المئات من مقاتلي X** البلدة, أن **العشرات من الأسر** فرت: of whom a number goes, right behind the verb or right before it."""
    tokens = around.tokens
    behind = next((c for c in around.chunks if c.first >= trigger.last and c.kind in PEOPLE), None)
    if behind is not None and _number_of(tokens[trigger.last : behind.first]):
        return coordinated(behind, around.chunks)
    here = trigger.first
    while here > around.clauses.sentence.first and tokens[here - 1].fold in _LINKS:
        here -= 1
    lead = [c for c in around.chunks if c.last <= here]
    if not lead or lead[-1].last != here or lead[-1].kind not in PEOPLE:
        return []
    run = coordinated_back(lead[-1], lead)
    first = run[0].first
    begin = first
    while begin > around.clauses.sentence.first and (
        tokens[begin - 1].kind == "number" or tokens[begin - 1].fold in _COUNTING
    ):
        begin -= 1
    return run if _number_of(tokens[begin:first]) else []


def some_of_whom(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """وصول **مئات من الجنود** إلى الجبهة: of whom a number moves, right behind the noun that says so."""
    if trigger.form in VERBAL:
        return []
    chunk = next((c for c in after if c.kind in PEOPLE), None)
    if chunk is None or not agentive(chunk) or chunk.first - trigger.last > _NEAR:
        return []
    return coordinated(chunk, after) if _number_of(around.tokens[trigger.last : chunk.first]) else []


def _tells_of_it(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """قالت **X** إن كثيرين فروا: who stands before "that" and other words tells that others go."""
    between = around.tokens[chunk.last : trigger.first]
    return any(t.fold in _THAT for t in between[:-1])


def _forced(around: Around, event: Event) -> tuple[list[Chunk], list[Chunk]] | None:
    """أجبر القصف **السكان** على الرحيل: who makes others go, where somebody does, and those who stand right before what they are made to do."""
    tokens, trigger = around.tokens, event.trigger
    if trigger.form in VERBAL:
        verb = trigger.first
        if not _is(tokens[verb].fold, _FORCING):
            return None
        end = next(
            (
                at
                for at in range(trigger.last, min(around.clauses.sentence.last, verb + _FORCED + _NEAR) - 1)
                if tokens[at].fold in _INTO and tokens[at + 1].fold in _LEAVING
            ),
            None,
        )
    else:
        end = trigger.first - 1
        if tokens[trigger.first].fold not in _LEAVING or end < 1 or tokens[end].fold not in _INTO:
            return None
        low = max(around.clauses.sentence.first, end - _FORCED - _NEAR)
        verb = next((at for at in range(end - 1, low - 1, -1) if _is(tokens[at].fold, _FORCING)), -1)
    if end is None or verb < 0:
        return None
    row = [c for c in around.chunks if verb < c.first and c.last <= end and c.kind in PEOPLE]
    if not row or row[-1].last != end or around.clauses.verb_between(verb + 1, end):
        return None
    gone = coordinated_back(row[-1], row)
    first = next((c for c in row if c.first == verb + 1 and not c.prep and c not in gone), None)
    if first is not None:
        return coordinated(first, row[: row.index(gone[0])]), gone
    if all(t.kind == "number" or t.fold in _COUNTING for t in tokens[verb + 1 : gone[0].first]):
        return [
            c for c in event.initiators if c.last <= verb and c not in gone
        ], gone  # دهمت X البلدة وأجبرت **أهلها** على
    return [], gone


def in_the_reason(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """حركة نزوح **إثر** تصعيد X: does a word for "because of", "after" stand between a trigger and somebody?"""
    return trigger.last <= chunk.first and around.at.within(trigger.last, chunk.first, "cause")


def _civilians_go(event: Event) -> tuple[list[Chunk], list[Chunk]]:
    """دفع القتال **عشرات الأسر** إلى الرحيل: civilians in the place of a doer, and nobody else whom it befell."""
    gone = [c for c in event.initiators if c.kind == "group" and c.sort == "civilians"]
    if not gone or any(c.kind in PEOPLE and c.kind != "actor" for c in event.targets):
        return event.initiators, event.targets
    return [c for c in event.initiators if c not in gone], gone


def _brought_out(around: Around, trigger: Trigger) -> list[Chunk] | None:
    """إجلاء **مقاتلين** معارضين من X: people described without the article right behind the noun, with "from" or "to" behind them."""
    tokens, here = around.tokens, trigger.last
    first = next((c for c in around.chunks if c.first >= here), None)
    if first is None or first.first != here or first.kind != "group" or first.prep:
        return None
    if tokens[here].fold.startswith("ال") or trigger.after:
        return None
    run = coordinated(first, around.chunks)
    end = run[-1].last
    while end < around.clauses.sentence.last and tokens[end].fold.endswith(_PLURAL):
        end += 1  # adjectives, though a list may have them for people
    return run if end < around.clauses.sentence.last and tokens[end].fold in _WHENCE else None


def _announcing(around: Around, trigger: Trigger) -> list[Chunk]:
    """أعلنت **السلطات** ترحيل لاجئين: who announces, right before the bare noun, that others are sent away sends them."""
    if trigger.before or around.tokens[trigger.first].fold not in _SENDING_AWAY:
        return []
    lead = next((c for c in around.chunks if c.last == trigger.first), None)
    if lead is None or lead.prep or lead.joined or lead.sort not in _IN_POWER:
        return []
    return [lead] if lead.first - 1 in around.clauses.verbs else []


def _in_batches(around: Around, trigger: Trigger) -> list[Chunk]:
    """إجلاء آخر **دفعة من X**: of whom those are who are brought out."""
    found = (c for c in around.chunks if trigger.last < c.first <= trigger.last + _NEAR and c.prep == "من")
    chunk = next((c for c in found if c.kind in ("actor", "group")), None)
    some = {t.fold for t in around.tokens[trigger.last : chunk.first]} if chunk is not None else set()
    return [chunk] if chunk is not None and some & _SOME else []


def _is(word: str, verbs: AbstractSet[str]) -> bool:
    """Is it one of these verbs, with "and" written to it or not?"""
    return word in verbs or (word[:1] in "وف" and word[1:] in verbs)
