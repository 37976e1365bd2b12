"""Words of war that tell of something else: a book or a film, a match, a flood, a price, a place where people are held."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, At
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.screen.arms import people_hurt
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
_ADJECTIVES = 2  # at most, between the word for a work and "about"
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
    for hit in reversed(clauses.cued(max(sentence.first, first - _WORKS), first, ("fiction",))):
        if hit.last > first:
            continue
        between = [t.fold for t in tokens[hit.last : first]]
        if not _MEANWHILE.isdisjoint(between) or at.cue(hit.last, "not_fiction") is not None:
            continue
        opened = [here for here, word in enumerate(between[:4]) if word in QUOTES]
        if len(opened) == 1 and len(between) - opened[0] <= 6:
            return True  # its title
        if not between:
            continue  # مسلسل **الاغتيالات**: a series of them
        if hit.term.words[0] in _SURE or _is_about(hit, tokens, at, first):
            return True
        if at.within(sentence.first, first, "fiction_tells"):
            return True
    return False


def _is_about(hit: Hit, tokens: Sequence[Token], at: At, first: int) -> bool:
    """رواية **عن**, فيلم قصير **عن**: about, after no more than adjectives; not so "رواية الجيش عن", "كتابا من X عن", "في معرض رده عن"."""
    definite = tokens[hit.first].fold.startswith("ال")
    for here in range(hit.last, min(first, hit.last + _ADJECTIVES + 1)):
        token = tokens[here]
        if token.fold in _ABOUT:
            return True
        his = token.fold.endswith(("ه", "ها", "هم")) and not token.ta
        if his or token.fold in PREPOSITIONS or token.fold.startswith("ال") is not definite:
            return False
        if at.cue(here, "source_heads", "group_heads") is not None or at.layer(here, "actor") is not None:
            return False
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
    sure, other = play
    if not sure or people_hurt(event):
        return False
    first = event.trigger.first
    if not at.within(max(sentence.first, first - _AMID), first + _AMID, "sport"):
        return False
    return sure + other + sum(about) >= 2


def _natural(event: Event, tokens: Sequence[Token], at: At, sentence: Sentence) -> bool:
    """حاصرت **السيول** عشرات الأسر, **السيول** تقطع الطريق, قطع الطريق بسبب **الثلوج**."""
    trigger = event.trigger
    if "nature" not in at.cues or event.means or _of_war(event):
        return False
    if trigger.form in VERBAL:
        if trigger.last < sentence.last and _is_nature(at, trigger.last):
            return not _governed(tokens, trigger.last)
        return any(
            _is_nature(at, here) and not _governed(tokens, here)
            for here in range(max(sentence.first, trigger.first - 2), trigger.first)
            if not any(t.kind == "punct" for t in tokens[here : trigger.first])
        )
    end = min(sentence.last, trigger.last + 6)
    return any(
        tokens[here].fold in _BECAUSE and _is_nature(at, here + 1) for here in range(trigger.last, end - 1)
    )


def _is_nature(at: At, here: int) -> bool:
    """A flood or storm, and no campaign called after one: **عاصفة** ثلجية, not عاصفة الحزم."""
    hit = at.cue(here, "nature")
    return hit is not None and at.cue(hit.last, "not_nature") is None


def _of_war(event: Event) -> bool:
    """Does somebody known or armed do it?"""
    return any([c.armed or c.ref for c in event.initiators])


def _governed(tokens: Sequence[Token], here: int) -> bool:
    """Is it the object of a preposition, and so no subject?"""
    return here > 0 and tokens[here - 1].fold in PREPOSITIONS


def _figure(event: Event, tokens: Sequence[Token], at: At, sentence: Sentence) -> bool:
    """انفجار في **الأسعار**, هجوم **المضاربين**: said of what has no arms."""
    if "trade" not in at.cues or _of_war(event) or people_hurt(event):
        return False
    first = event.trigger.last
    for here in range(first, min(sentence.last, first + _VERDICT)):
        if tokens[here].kind == "punct":
            return False
        # Right after it, or after a preposition: انفجار **أثار** الغضب is one that caused it.
        if at.cue(here, "trade") is not None and (here == first or _governed(tokens, here)):
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
