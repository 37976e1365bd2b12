"""Words of war that tell of something else: a book or a film, a match, a flood, a price, a place where people are held."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.clauses import Clauses
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.scan import PREPOSITIONS, QUOTES, At
from marsad.text.tokens import Sentence, Token

FICTION = "the matter of a book or film"
SPORT = "a matter of sport"
NATURE = "done by nature"
FIGURE = "a figure of speech"
HELD_AT = "a place where people are held"
BESIDE = frozenset({FICTION, SPORT, NATURE, FIGURE, HELD_AT})

_DEEDS = {"siege", "restriction", "destruction", "killing", "ground_attack", "shelling", "air_strike", "explosion", "capture",
          "displacement", "armed_clash", "abduction", "abuse", "arrest", "withdrawal", "release"}  # fmt: skip
_PLAYED = {
    "siege",
    "ground_attack",
    "shelling",
    "air_strike",
    "capture",
    "armed_clash",
    "withdrawal",
    "destruction",
}
_NATURAL = {
    "siege",
    "restriction",
    "destruction",
    "killing",
    "ground_attack",
    "shelling",
    "explosion",
    "capture",
    "displacement",
}
_WORKS = 24  # tokens from the word for a work to what it tells of
_ABOUT = {"عن", "حول", "بعنوان"}  # about, titled
_SURE = {"وثايقي", "وثايقيا", "مسرحيه", "قصيده", "شريط"}  # documentary, play, poem
_MEANWHILE = {
    "فيما",
    "بينما",
    "؛",
    ";",
    "وفيما",
    "وبينما",
    "بالتزامن",
    "تزامنا",
    "قبل",
    "بعد",
    "اثر",
    "خلال",
    "اثناء",
}
_BECAUSE = {"بسبب", "جراء", "نتيجه", "بفعل", "اثر"}
_AMID = 10  # tokens either side of an event word in which a word of sport stands
_VERDICT = 3  # tokens after an event word in which what it is of stands


def told_beside(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    clauses: Clauses,
    play: tuple[int, int],
    about: tuple[int, int],
) -> str | None:
    """What a word of war tells of instead of war, or None.

    ``play`` and ``about``: the words of sport in its sentence and in those beside, see ``play_of``.
    """
    if event.kind not in _DEEDS:
        return None
    if _matter_of_a_work(event, tokens, at, clauses):
        return FICTION
    if event.kind in _PLAYED and _played(event, at, clauses.sentence, play, about):
        return SPORT
    if event.kind in _NATURAL and _natural(event, tokens, at, clauses.sentence):
        return NATURE
    if _figure(event, tokens, at, clauses.sentence):
        return FIGURE
    if event.kind in ("arrest", "abuse") and _holding_place(event, at, clauses.sentence):
        return HELD_AT
    return None


def _matter_of_a_work(event: Event, tokens: Sequence[Token], at: At, clauses: Clauses) -> bool:
    """رواية عن **حصار** حلب, يتناول الفيلم قصة صحفي **يُختطف**: not so "فيلم مصور" (footage) or "رواية الجيش" (its account).

    A quoted title after the word for a work is one whatever else is said: رواية «**حصار** الورد».
    """
    first, sentence = event.trigger.first, clauses.sentence
    for hit in reversed(at.all_within(max(sentence.first, first - _WORKS), first, "fiction")):
        if hit.last > first:
            continue
        between = [t.fold for t in tokens[hit.last : first]]
        if not _MEANWHILE.isdisjoint(between) or "مصور" in between[:1]:
            continue
        opened = [here for here, word in enumerate(between[:4]) if word in QUOTES]
        if len(opened) == 1 and len(between) - opened[0] <= 6:
            return True  # its title
        word = hit.term.words[0]
        if not between:
            continue  # مسلسل **الاغتيالات**: a series of them
        if word in _SURE or not _ABOUT.isdisjoint(between[:4]):
            return True
        if at.within(sentence.first, first, "fiction_tells"):
            return True
    return False


def play_of(at: At, tokens: Sequence[Token], sentence: Sentence) -> tuple[int, int]:
    """How many words that only sport uses a sentence has, and how many that it uses too."""
    sure = {
        tokens[hit.first].fold
        for hit in at.all_within(sentence.first, sentence.last, "sport")
        if at.cue(hit.last, "not_play") is None
    }
    return len(sure), len(at.all_within(sentence.first, sentence.last, "play"))


def _played(event: Event, at: At, sentence: Sentence, play: tuple[int, int], about: tuple[int, int]) -> bool:
    """حاصر فريق X **مرمى** Y: no weapon, no one hurt, and words of sport about; a bombed stadium has these."""
    if any(toll.min > 0 for what, toll in event.tolls.items() if what in ("killed", "injured")):
        return False
    sure, other = play
    first = event.trigger.first
    if not sure or not at.within(max(sentence.first, first - _AMID), first + _AMID, "sport"):
        return False
    return sure + other + sum(about) >= 2


def _natural(event: Event, tokens: Sequence[Token], at: At, sentence: Sentence) -> bool:
    """حاصرت **السيول** عشرات الأسر, **السيول** تقطع الطريق, قطع الطريق بسبب **الثلوج**."""
    trigger = event.trigger
    if trigger.form in VERBAL:
        if trigger.last < sentence.last and at.cue(trigger.last, "nature") is not None:
            return not _governed(tokens, trigger.last)
        return any(
            at.cue(here, "nature") is not None and not _governed(tokens, here)
            for here in range(max(sentence.first, trigger.first - 2), trigger.first)
            if not any(t.kind == "punct" for t in tokens[here : trigger.first])
        )
    end = min(sentence.last, trigger.last + 6)
    return any(
        tokens[here].fold in _BECAUSE and at.cue(here + 1, "nature") is not None
        for here in range(trigger.last, end - 1)
    )


def _governed(tokens: Sequence[Token], here: int) -> bool:
    """Is it the object of a preposition, and so no subject?"""
    return here > 0 and tokens[here - 1].fold in PREPOSITIONS


def _figure(event: Event, tokens: Sequence[Token], at: At, sentence: Sentence) -> bool:
    """انفجار في **الأسعار**, هجوم **المضاربين**: said of what has no arms."""
    if any(c.armed for c in event.initiators):
        return False
    for here in range(event.trigger.last, min(sentence.last, event.trigger.last + _VERDICT)):
        if tokens[here].kind == "punct":
            return False
        if at.cue(here, "trade") is not None:
            return True
    return False


def _holding_place(event: Event, at: At, sentence: Sentence) -> bool:
    """مراكز **الاحتجاز**, أماكن **التوقيف**: the name of a place."""
    first = event.trigger.first
    return (
        event.trigger.form not in VERBAL
        and first > sentence.first
        and not event.trigger.before.startswith(("و", "ف", "ب", "ل"))
        and at.cue(first - 1, "holding_places") is not None
        and not _has_agent(event.initiators)
    )


def _has_agent(initiators: Sequence[Chunk]) -> bool:
    return any(c.ref for c in initiators)
