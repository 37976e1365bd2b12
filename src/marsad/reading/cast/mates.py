"""Who stands on one side with another, whatever the score of each: a conjunct, a second name in brackets or in Latin letters.

قصف قام به **X وY** على Z, الميليشيات الكردية **PKK**: where the score has the one for a doer and the other for one of those it
was done to, the constructions tell on which side both are, else the surer of the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.grammar.parties import PEOPLE
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import WEAPONS, Chunk, Event

Weighed = tuple[float, str, int, str, Chunk]
"""A candidate for a role: the score below zero, the role, his number, his key, the mention that stands for him."""
_AND_ONLY = {"و", ")", "من"} | word_class("counting")
_LEAD = 3  # tokens before the first of two in which "between" governs both
_BACKED = word_class("backed_by_another")
_AND_BACKED = _BACKED | {"و" + word for word in _BACKED}
_AIDED = 6  # tokens between somebody and who backs him
_BETWEEN = "بين"
_AFAR = {"state", "government", "coalition", *WEAPONS}
# Who dies of what he does is told together with those whom he killed.
_SELF = ("انتحاري", "مهاجم", "منفذ", "مسلح", "جناه")


def mates(event: Event, company: Company, among: AbstractSet[str]) -> set[tuple[str, str]]:
    """Pairs of these keys that the sentences of an event make one party, and no sentence two."""
    found: set[tuple[str, str]] = set()
    apart: set[tuple[str, str]] = set()
    if len(among) < 2:
        return found
    for number in sorted({telling.sentence for telling in event.tellings}):
        row = company.by_sentence[number]
        for (one, mine), (other, theirs) in pairwise(row):
            a, b = mine.key, theirs.key
            if a == b or a not in among or b not in among:
                continue
            if one.kind not in PEOPLE or other.kind not in PEOPLE:
                continue
            pair = (a, b) if a < b else (b, a)
            if _BETWEEN in (one.prep, other.prep) or _among_two(one, company):
                apart.add(pair)
            elif _one_party(one, other, company, number):
                found.add(pair)
    return found - apart - _opposed(found, company) if found else found


def _among_two(one: Chunk, company: Company) -> bool:
    """**بين** مئات X وY: does the word for between govern the first of them at some distance?"""
    return _BETWEEN in company.folds[max(0, one.first - _LEAD) : one.first]


def _opposed(pairs: set[tuple[str, str]], company: Company) -> set[tuple[str, str]]:
    """قتل عشرات من **X وY** في معارك بينهما: those whom a clash of the report has against each other."""
    return {
        (a, b)
        for event, (ones, others, _) in zip(company.events, company.parts, strict=True)
        if event.kind == "armed_clash"
        for a, b in pairs
        if (a in ones and b in others) or (b in ones and a in others)
    }


def _one_party(one: Chunk, other: Chunk, company: Company, sentence: int) -> bool:
    folds = company.folds
    between = [word for word in folds[one.last : other.first] if word not in QUOTES]
    if other.joined:
        if any(folds[c.first].lstrip("وبل").removeprefix("ال").startswith(_SELF) for c in (one, other)):
            return False
        # هاجم X Y **وZ رد**: a verb right behind begins a clause of its own
        return _AND_ONLY.issuperset(between) and other.last not in company.clauses[sentence].verbs
    if between == ["("]:
        return other.last < len(company.tokens) and ")" in folds[other.last - 1 : other.last + 1]
    return not between and not other.prep and folds[other.first][:1].isascii()


def backers(event: Event, company: Company) -> dict[str, str]:
    """هاجم **X** مدعوما بـ**Y** Z, القوات **X** المدعومة من **Y**: by the key of who backs another, the key of that other."""
    tokens = company.tokens
    found: dict[str, str] = {}
    if _AND_BACKED.isdisjoint(company.words):
        return found  # nobody is told to be backed
    for number in sorted({telling.sentence for telling in event.tellings}):
        for (one, backed), (other, backer) in pairwise(company.by_sentence[number]):
            a, b = backed.key, backer.key
            if a == b or max(0, other.first - one.last) > _AIDED:
                continue
            words = [
                t.fold for t in tokens[one.last : other.first] if t.kind == "word" and t.fold not in QUOTES
            ]
            if words and words[0] in _AND_BACKED:
                found[b] = a
    return found


def beside_his_allies(
    at: int, ones: list[Chunk], others: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """The sides of clash ``at``, where nobody stands against whom he fights beside in another clash of the report.

    اشتباكات بين X من جهة **وY وZ** من جهة أخرى … قتل اثنان **من Y** في اشتباكات: Z, who was named with him, is not his enemy. He
    fights beside him where the sentences that tell of the clash name him, and else has no part in it.
    """
    mine = {company.key(c) for c in ones}
    allied: set[str] = set()
    for number, (event, parts) in enumerate(zip(company.events, company.parts, strict=True)):
        if number == at or event.kind != "armed_clash":
            continue
        for side in parts[:2]:
            if not mine.isdisjoint(side):
                allied |= side.keys()
    allied -= mine | company.parts[at][1].keys()
    left = [c for c in others if company.key(c) not in allied]
    if len(left) == len(others) or not left:
        return ones, others
    told = {telling.sentence for telling in company.events[at].tellings}
    here = {company.key(c) for number in told for c, _ in company.by_sentence[number]}
    return [*ones, *(c for c in others if company.key(c) in allied & here)], left


def on_one_side(
    scored: Sequence[Weighed],
    pairs: set[tuple[str, str]],
    parts: tuple[Mapping[str, Chunk], Mapping[str, Chunk]],
    backing: Mapping[str, str],
    least: Mapping[str, float],
) -> list[Weighed]:
    """The candidates by falling score, where of two mates who would stand on two sides the one takes the other's."""
    out = list(scored)
    for pair in sorted(pairs):
        first = [next((w for w in out if w[3] == key and -w[0] >= least[w[1]]), None) for key in pair]
        one, other = first
        if one is None or other is None or one[1] == other[1]:
            continue
        said = [role for role, part in zip("IT", parts, strict=True) if all(key in part for key in pair)]
        side = said[0] if len(said) == 1 else min(one, other)[1]
        for weighed in (one, other):
            if weighed[1] != side:
                out = [w for w in out if w[3] != weighed[3]]
                out.append((weighed[0], side, *weighed[2:]))
    for backer, whom in sorted(backing.items()):
        backed = next((w for w in out if w[3] == whom and -w[0] >= least[w[1]]), None)
        part = backed[1] if backed is not None else "T" if whom in parts[1] else "I"
        out = [w for w in out if w[3] != backer or w[1] == part]
    out.sort()
    return out


def backers_of_sides(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """اشتباكات بين X **مدعومة بـY** وZ: the sides of a fight, each with who backs it by the words."""
    backing = backers(event, company)
    if not backing:
        return initiators, targets
    out = list(initiators), list(targets)
    told = {company.key(c) for c in (*initiators, *targets)}
    for backer, whom in sorted(backing.items()):
        figure = company.figures.get(backer)
        if backer in told or figure is None or not all(_on_the_ground(c) for c in figure.chunks):
            continue
        side = next((part for part in out if any(company.key(c) == whom for c in part)), None)
        chunk = _beside(figure.chunks, event)
        if side is not None and chunk is not None:
            side.append(chunk)
    return out


def _on_the_ground(chunk: Chunk) -> bool:
    """Is it a force that fights where the fight is, and no state that only backs one, nor what flies over it?"""
    return chunk.kind in ("actor", "anaphor") and chunk.sort not in _AFAR


def _beside(chunks: Sequence[Chunk], event: Event) -> Chunk | None:
    """Of the mentions of who backs a side the one nearest to the word of the fight."""
    return min(chunks, key=lambda c: abs(c.first - event.trigger.first), default=None)
