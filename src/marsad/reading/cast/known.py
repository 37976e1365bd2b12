"""What is known of one candidate for one event: where he stands to its word, what part the constructions gave him, what he
does in the other events. Of each thing a name, or what a score knows under that name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Set as AbstractSet
from typing import Any

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.features import (
    of_again,
    of_count,
    of_deeds,
    of_distance,
    of_figure,
    of_flag,
    of_foe,
    of_head,
    of_kind,
    of_mate,
    of_neighbour,
    of_part,
    of_place,
    of_prep,
    of_rank,
    of_rule,
    of_saying,
    of_source,
    of_stance,
    of_standing,
    of_victim,
    of_walls,
    of_what,
    of_word_after,
    of_word_before,
)
from marsad.reading.cast.figures import Figure, Occasion
from marsad.reading.grammar.parties import accusative
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.scores.linear import NAMES, Asked, Look, steps

_AMID = 6  # words beside a mention, on the side of the event's word, that count
_AMONG = word_class("among_them")
_LEAD = 5  # tokens before people in which they are counted among others
_FAR = tuple([steps(gap, 0, 1, 3, 7, 15) for gap in range(16)])
_COUNTED = ("", "1", "2", "3", "3", "3")  # how many mentions, six and more alike


def features(
    company: Company,
    occasion: Occasion,
    key: str,
    figure: Figure | None,
    chunk: Chunk,
    score: Asked = NAMES,
) -> list[Any]:
    """What is known of one candidate for one event, as names of binary features or as what a score knows of these."""
    group, slots = occasion.group, occasion.sides
    ones, others = occasion.ones, occasion.others
    is_one, is_other = key in ones, key in others
    if is_one:
        part, first = "I", occasion.first_one
    elif is_other:
        part, first = "T", occasion.first_other
    else:
        part, first = "3" if key in occasion.thirds else "-", key
    said = part if key == first else part + "+"
    kind = f"{chunk.kind}:{chunk.sort}" if figure is None else figure.kind
    look = score.known
    out = [*of_part(look, said, group, slots, kind), *of_saying(look, said, occasion.rule)]
    out += of_kind(look, said, group, slots, kind, chunk.kind)
    out += of_prep(look, chunk.prep, part)
    before, after = company.words_beside(chunk)
    out += score.together([*map(score.of("left=", group), before), *map(score.of("right=", group), after)])
    if chunk.kind in ("group", "object"):
        out += of_what(look, key, part, group)
    if group == "say" and chunk.ref:
        out += look((f"who={key}|{group}",))  # whom the world appeals to; never who does harm
    if group != "sides":
        out += of_rank(look, *occasion.nth[key], group, part)
        out += score.together(map(score.of("with=", f"{kind}|{group}"), occasion.classes))
    if "object" in occasion.struck:
        out += of_flag(look, "thing struck", kind, part)
    if "actor" in occasion.struck or "person" in occasion.struck:
        out += of_flag(look, "party struck", kind, part)
    if figure is not None:
        out += _of_mentions(company, occasion, score, key, figure, chunk, part)
    else:
        out += of_flag(look, "made", chunk.sort, group)
    if chunk.kind == "group" and accusative(company.tokens, chunk):
        out += of_flag(look, "accusative", part)
    # In what else it is who does and to whom it is done. The event itself does not count.
    mine = occasion.force if is_one else 0
    theirs = occasion.force if is_other else 0
    does, bears = company.initiates.get(key, 0) - mine, company.suffers.get(key, 0) - theirs
    out += of_deeds(look, does if does < 2 else 2, bears if bears < 2 else 2, part, group, slots)
    if foes := company.foes.get(key):
        if _meets(foes, ones, key, theirs):
            out += of_foe(look, "foe", group, part, slots)
        if _meets(foes, others, key, mine):
            out += of_foe(look, "foe of target", group, part, slots)
    if (fellows := company.fellows.get(key)) and _meets(fellows, ones, key, mine):
        out += of_flag(look, "fellow", part)
    for name, parties in occasion.beside:
        if key in parties:
            out += of_neighbour(look, name, group, slots, part)
    if occasion.event.tolls:
        for what, first_of, last_of in occasion.victims:
            if _within(chunk, figure, first_of, last_of):
                out += of_victim(look, what, group, part, slots)
        out += of_flag(look, "toll", kind)
    if key in occasion.quoted:
        out += of_source(look, part, group)
    above_ones, above_others = occasion.above
    if key in above_ones:
        out += of_flag(look, "parent of initiator", part)
    if key in above_others:
        out += of_flag(look, "parent of target", part)
    if up := company.lexicon.parents.get(key):
        if not ones.isdisjoint(up):
            out += of_flag(look, "part of initiator", part)
        if not others.isdisjoint(up):
            out += of_flag(look, "part of target", part)
    return out


def _meets(deeds: Counter[str], among: AbstractSet[str], key: str, own: int) -> bool:
    """Do the deeds shared with any of these others make more than the event's ``own``?"""
    for one in among:  # noqa: SIM110 - asked of every candidate, and of one or two
        if one != key and deeds.get(one, 0) > own:
            return True
    return False


def _within(chunk: Chunk, figure: Figure | None, first: int, last: int) -> bool:
    """Does any mention of somebody overlap these tokens?"""
    if chunk.first < last and first < chunk.last:
        return True
    if figure is not None:
        for mention in figure.chunks:
            if mention.first < last and first < mention.last:
                return True
    return False


def _of_mentions(
    company: Company, occasion: Occasion, score: Asked, key: str, figure: Figure, chunk: Chunk, part: str
) -> list[Any]:
    """Where the report names somebody, and how often."""
    look = score.known
    group, slots, home = occasion.group, occasion.sides, occasion.event.trigger.sentence
    begins = figure.sentences[0]
    here = occasion.nearest.get(key)
    if here is not None:
        near = 1
        out = _beside(company, occasion, look, here, part, chunk.kind)
        out += _placed(company, occasion, score, here, part)
    else:
        away = figure.away(home)
        near = 1 if -1 <= away <= 1 else 0
        away = -4 if away < -4 else 4 if away > 4 else away
        out = [*of_distance(look, away, group, chunk.kind, slots, figure.agentive)]
    for telling in occasion.again:
        if telling.sentence in figure.sentences:
            out += _told_again(look, telling, figure, group, part)
    out += of_figure(look, key if chunk.ref else chunk.sort, group, near, part, begins > home)
    head = begins == 0 or company.roles[begins] == "title"
    count = len(figure.chunks)
    out += of_standing(
        look, _COUNTED[count] if count < 6 else "6", figure.agentive, head, company.rank.get(key, 9), slots, part, group
    )  # fmt: skip
    return out


def _beside(
    company: Company, occasion: Occasion, look: Look, chunk: Chunk, said: str, kind: str
) -> list[Any]:
    """What part those have that a mention is joined to, or follows without a word between."""
    row = occasion.row
    place = company.place[chunk.first]
    out: list[Any] = []
    if place > 0:
        mate, figure = row[place - 1]
        if (gap := chunk.first - mate.last) <= 2:
            part = "I" if figure.key in occasion.ones else "T" if figure.key in occasion.others else "-"
            tie = "before=joined" if chunk.joined else f"before={gap}"
            out += of_mate(look, tie, part, mate.kind, kind, chunk.prep, said, occasion.group)
    if place + 1 < len(row):
        mate, figure = row[place + 1]
        if (gap := mate.first - chunk.last) <= 2:
            part = "I" if figure.key in occasion.ones else "T" if figure.key in occasion.others else "-"
            tie = "after=joined" if mate.joined else f"after={gap}"
            out += of_mate(look, tie, part, mate.kind, kind, mate.prep, said, occasion.group)
    return out


def _told_again(look: Look, telling: Trigger, figure: Figure, group: str, said: str) -> tuple[Any, ...]:
    """Where somebody stands to another word that tells of the event."""
    gap, prep, side = 99, "", ""
    at = bisect_left(figure.sentences, telling.sentence)
    while at < len(figure.sentences) and figure.sentences[at] == telling.sentence:
        one = figure.chunks[at]
        if abs(one.first - telling.first) < gap:
            gap, prep = abs(one.first - telling.first), one.prep
            side = "b" if one.last <= telling.first else "a"
        at += 1
    far = steps(gap, 1, 3, 7, 15)
    form = "v" if telling.form in VERBAL else "n"
    return of_again(look, side, far, form, prep, said, group)


def _placed(company: Company, occasion: Occasion, score: Asked, chunk: Chunk, said: str) -> list[Any]:
    """Where a mention stands to the word of the event in the same sentence."""
    look = score.known
    event, group = occasion.event, occasion.group
    trigger, folds, clauses = event.trigger, company.folds, occasion.clauses
    first, last, kind, prep = chunk.first, chunk.last, chunk.kind, chunk.prep
    if last <= trigger.first:
        side, low, high = "b", last, trigger.first
    else:
        side, low, high = "a", trigger.last, first
    gap = high - low
    begins = occasion.begins
    between = bisect_left(begins, high) - bisect_left(begins, low) if gap > 0 else 0
    far = "x" if gap > 15 else _FAR[gap] if gap > 0 else "0"
    verb = 1 if clauses.verb_between(low, high) else 0
    inside = 1 if event.span[0] <= first < event.span[1] else 0
    before = folds[first - 1]
    out = [
        *of_place(look, side, between if between < 3 else 3, far, occasion.form, said, group, kind, prep),
        *of_rule(look, side, occasion.rule, said, prep),
        *of_stance(look, side, far, kind, chunk.sort, group, inside, verb, said, chunk.joined),
        *of_word_before(look, before, side),
        *of_word_after(look, folds[last]),
    ]
    if first > 1:
        out += look((f"w-2={folds[first - 2]} {before}",))
    out += of_head(look, folds[first], side, group)
    if gap > 0:
        # The words next to the mention say more than those next to the trigger: these are known by its rule.
        amid = folds[max(low, high - _AMID) : high] if side == "a" else folds[low : min(high, low + _AMID)]
        out += score.together(map(score.of("amid=", f"{side}|{said}"), dict.fromkeys(amid)))
        walls = clauses.walls_between(low, high)
        out += of_walls(look, walls if walls < 2 else 2, side, said)
    if kind in ("group", "person"):
        # بينهم ثلاث نساء: some of those who have been told of already
        if not _AMONG.isdisjoint(folds[max(0, first - _LEAD) : first]):
            among = "among"
        else:
            among = "#" if first and company.tokens[first - 1].kind == "number" else ""
        out += of_count(look, among, kind, chunk.sort, said, group)
    return out
