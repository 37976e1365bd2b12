"""The only noun of a verb that needs an object: وأسر **15 عنصرا**, باتت X قربه وتحاصر **Y** من جهات.

A verb that has its object right behind it and nobody else in its clause does it to whom follows: its subject was named
before, or it is passive. Only where nothing that could be an object follows too (وحاصرت **قوات X** بلدة Y).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.kept_subjects import joined
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated, coordinated_back, of_its_clause
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.records import Chunk, Trigger

# Besieged, ringed, arrested, detained, captured, caught, kidnapped, displaced, drove out, forced, evacuated, barred,
# tortured, took away: by their past and their present without its prefix.
_TAKES_OBJECT = {
    "حاصر": "حاصر", "طوق": "طوق", "اعتقل": "عتقل", "احتجز": "حتجز", "اسر": "اسر", "اوقف": "وقف", "خطف": "خطف", "اختطف": "ختطف",
    "هجر": "هجر", "شرد": "شرد", "طرد": "طرد", "اجبر": "جبر", "ارغم": "رغم", "اجلي": "جلي", "منع": "منع", "عذب": "عذب",
    "اقتاد": "قتاد", "ضبط": "ضبط",
}  # fmt: skip
_TAKING = frozenset(
    word
    for past, present in _TAKES_OBJECT.items()
    for word in (past, past.removesuffix("ي") + "ت", "ي" + present, "ت" + present)
)
_IN_IT = word_class("in_it")
_WHEN = word_class("says_when")
_KIDNAPPED = {"خطف", "اختطف", "خطفت", "اختطفت"}  # kidnapped, or was kidnapped
_MORE = word_class("each_or_some")
_OTHERS = {"اخرين", "اخرون", "اخرا"}  # others
_FEW = word_class("counting")


class LoneNoun(Struct, frozen=True, gc=False):
    """Who did it, as far as the words before the verb tell, and whom it was done to."""

    doers: Sequence[Chunk]
    suffer: Sequence[Chunk]


def lone_noun(
    around: Around,
    trigger: Trigger,
    nearest: Chunk | None,
    leading: Chunk | None,
    before: Sequence[Chunk],
    after: Sequence[Chunk],
    right: int,
) -> LoneNoun | None:
    """وتحاصر **الميليشيات** فيه, وأسر **15 عنصرا**: whom a verb that needs an object was done to, and by whom."""
    if not _needs_object(around, trigger):
        return None
    counted = _counted(around, trigger.last, nearest.first if nearest is not None else None)
    kept = leading if leading is not None and _goes_on(around, trigger, leading) else None
    if nearest is None:
        others = trigger.last + 1 < right and counted and around.tokens[trigger.last + 1].fold in _OTHERS
        if not others or leading is None or not _is_counted(around, leading):
            return None
        return LoneNoun(
            [], coordinated_back(leading, before) if leading in before else [leading]
        )  # وقتل 6 من X وأسر **4 آخرين**
    if nearest.kind not in PEOPLE or not (
        counted
        or (kept is not None and nearest.first == trigger.last)
        or _one_man(around, trigger, nearest, leading)
    ):
        return None
    suffer = coordinated(nearest, after)
    if not _nothing_else(around, trigger, suffer[-1].last, after, right):
        return None
    if kept is None or _is_counted(around, kept):
        return LoneNoun([], suffer)
    return LoneNoun(coordinated_back(kept, before) if kept in before else [kept], suffer)


def _one_man(around: Around, trigger: Trigger, nearest: Chunk, leading: Chunk | None) -> bool:
    """**خطف الطبيب محمد** أمس: one man by his name behind a verb of kidnapping that nobody was named before was kidnapped."""
    word = around.tokens[trigger.first].fold.removeprefix(trigger.before)
    return (
        word in _KIDNAPPED
        and nearest.kind == "person"
        and not nearest.ref
        and nearest.first == trigger.last
        and leading is None
    )


def _needs_object(around: Around, trigger: Trigger) -> bool:
    if trigger.after or trigger.last - trigger.first > 1:
        return False
    return around.tokens[trigger.first].fold.removeprefix(trigger.before) in _TAKING


def _goes_on(around: Around, trigger: Trigger, leading: Chunk) -> bool:
    """وصلت **X** إلى الأطراف وحاصرت Y: is who was told of before the subject of the verb joined to it?"""
    if (
        not joined(around, trigger.first, trigger.before)
        or disagrees(trigger, leading, around.tokens)
        or leading.prep
    ):
        return False
    start = around.clauses.left(trigger.first)
    return leading.first - start <= 2 or leading.first - 1 in around.clauses.verbs


def _counted(around: Around, first: int, last: int | None) -> bool:
    """Do a number or words for one, and nothing else, stand between a verb and a noun?"""
    tokens = around.tokens
    if first >= len(tokens):
        return False
    if last is None:
        return tokens[first].kind == "number" or tokens[first].fold in _FEW
    between = tokens[first:last]
    return 0 < len(between) <= 3 and all(t.kind == "number" or t.fold in _FEW for t in between)


def _is_counted(around: Around, chunk: Chunk) -> bool:
    """مقتل **6 عناصر**: is it told how many they are?"""
    before = around.tokens[chunk.first - 1] if chunk.first else None
    return before is not None and (before.kind == "number" or before.fold in _FEW - {"من"})


def _nothing_else(around: Around, trigger: Trigger, end: int, after: Sequence[Chunk], right: int) -> bool:
    """Does a preposition or the end of the clause follow, and later nobody who could be the object?"""
    tokens = around.tokens
    right = min(right, around.clauses.sentence.last)
    for chunk in after:
        if end <= chunk.first < right and not chunk.prep and not chunk.joined:
            told = (
                around.clauses.verb_between(end, chunk.first)
                or of_its_clause(around, trigger, chunk)
                or _in_idafa(around, chunk)
            )
            if not told and chunk.kind in (*PEOPLE, "place", "object"):
                return False
    if end >= right:
        return True
    token = tokens[end]
    if any(
        (t.kind == "number" or t.fold in _MORE) and tokens[at - 1].fold not in PREPOSITIONS
        for at, t in enumerate(tokens[end:right], end)
    ):
        return False
    word = token.fold
    led = word[:1] in ("ب", "ل", "و") and around.at.cue(end, "means") is not None
    return (
        token.kind in ("punct", "newline")
        or word in PREPOSITIONS
        or word in COMMAS
        or word in QUOTES
        or word in _IN_IT
        or word in _WHEN
        or led
        or around.at.cue(end, "cause", "near", "directions") is not None
        or word in ("الذين", "التي", "الذي", "خلال", "بعد", "قبل", "بتهمه", "بعدما", "بينهم", "بينها")
    )


def _in_idafa(around: Around, chunk: Chunk) -> bool:
    """على مغادرة **منازلهم**: does the noun right before it, which a preposition governs, have it for its owner?"""
    before = around.tokens[chunk.first - 1].fold
    return around.tokens[chunk.first - 2].fold in PREPOSITIONS and not before.startswith("ال")
