"""Who is named as the doer by words of their own behind an event's word: من قبل **X**, مصدره **X**, من مناطق سيطرة **X**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import (
    of_a_participle,
)
from marsad.reading.grammar.held import HELD_KINDS, holds_it
from marsad.reading.grammar.parties import LAUNCHED, PEOPLE, Around, agentive, anybody, coordinated, of_nation
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Trigger

_CLAUSE_OF_IT = 2  # tokens from a noun, past an adjective and a relative, to the verb of a clause about it
_DONE_BY = word_class("carried_out_by")
_NAMING = ("by_agent", "light_agent", "carries_it_out", "plants_it")
_LEFT_BEHIND = {"explosion", "shelling", "air_strike", "killing"}


def named_agents(around: Around, trigger: Trigger, right: int, after: Sequence[Chunk]) -> list[Chunk]:
    """من قبل X, على يد X, شنها X: the agent named as such."""
    named = around.clauses.cued(trigger.last, right, _NAMING)
    if not named:
        return []
    for other in around.triggers:  # بعد هجوم من قبل X: the agent is of the noun nearest before
        if (
            other.first > trigger.last
            and other.form not in VERBAL
            and not other.rule.toll
            and not other.before.startswith("و")
        ):
            right = min(right, other.first)
    said = trigger.rule.frame == "statement" and trigger.form not in VERBAL
    for found in named:
        if found.first >= right:
            break
        relative = (found.cut.after and found.term.form in ("past", "present")) or found.term.words[
            0
        ] in _DONE_BY
        if found.term.ref == "light_agent" and not relative:
            continue
        if found.term.ref == "plants_it" and not (relative and trigger.kind in _LEFT_BEHIND):
            continue  # قنبلة **ألقاها** X, but not: ألقى X كلمة
        if any(c.first <= found.first and found.last <= c.last for c in around.chunks):
            continue  # التحالف الذي **تقوده** X: part of a name
        if found.term.ref == "by_agent" and of_a_participle(around.tokens, trigger, found.first):
            continue
        if relative and any(c.kind == "object" and c.last == found.first for c in after):
            continue  # ضربت منشآت **تستخدمها** X: told of what was hit
        if relative and trigger.rule.frame == "statement" and found.first - trigger.last > _CLAUSE_OF_IT:
            continue  # تنديدا بموقف Y من الانقلاب الذي **نفذه** X: of a noun between
        if found.term.ref == "carries_it_out" and (
            trigger.rule.frame == "statement" or around.tokens[found.first - 1].fold in _WHAT
        ):
            continue  # **ما** تقوم به X: of no noun before
        if any(found.last <= c.first <= found.last + 1 and holds_it(around.tokens, c) for c in after):
            continue
        for chunk in after:
            if chunk.first == found.last and chunk.kind == "object" and found.term.words[0] in _SOURCE:
                nation = around.at.layer(chunk.last - 1, "demonym") or around.at.layer(chunk.last, "demonym")
                if nation is not None:  # قصف **مصدره قاعدة تركية**
                    return [of_nation(nation, around.tokens[nation.first].fold)]
            if any(t.fold in _UPON for t in around.tokens[found.last : chunk.first]):
                break  # غارة نفذتها طائرتان **على** معسكر لـX
            if found.last <= chunk.first <= found.last + 3 and agentive(chunk):
                return coordinated(chunk, after)
            if said and not relative and found.last <= chunk.first <= found.last + 1 and anybody(chunk):
                return coordinated(chunk, after)  # تأييد **من قبل السكان**
            if chunk.first == found.last and found.term.words == _AT_THE_HANDS and anybody(chunk):
                return coordinated(chunk, after)  # مقتل شرطي **على يد محتجين**
            if chunk.first == found.last and relative and not chunk.prep and anybody(chunk):
                return coordinated(chunk, after)  # عملية نفذها **فلسطيني**
            if chunk.first > found.last + 3:
                break
    return []


_AT_THE_HANDS = ("علي", "يد")
_SOURCE = {"مصدره", "مصدرها"}  # its source
_UPON = word_class("against")
_WHAT = {"ما", "وما", "بما", "لما", "مما"}


_AREAS = "مناطق"
_HOLDING = {"سيطره", "نفوذ", "تمركز", "انتشار", "تواجد"}  # control, influence, being posted, spread, present


def holders(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """من مناطق سيطرة X: those who hold the area the fire came from; على **مناطق سيطرة** X: those on whom it fell."""
    if _CONTROLLED in around.clauses.words and (told := _controlling(around, trigger)):
        return told
    if _AREAS not in around.clauses.words:
        return []
    for chunk in after:
        if chunk.kind not in PEOPLE:
            continue
        words = {t.fold for t in around.tokens[max(0, chunk.first - 4) : chunk.first]}
        if _AREAS not in words or words.isdisjoint(_HOLDING):
            continue
        if not (trigger.kind in HELD_KINDS and holds_it(around.tokens, chunk)):
            return coordinated(chunk, after)
    return []


def _controlling(around: Around, trigger: Trigger) -> list[Chunk]:
    """قصف استهدف X، مصدره **المناطق التي تسيطر عليها** Y وZ: who controls the areas that are its source, if no other fire stands between."""
    for chunk in around.chunks:
        words = [t.fold for t in around.tokens[max(trigger.last, chunk.first - 5) : chunk.first]]
        if len(words) < 5 or words[0] not in _SOURCE or words[1].removeprefix("ال") != _AREAS:
            continue
        if words[2] != "التي" or words[3] not in _CONTROL or words[4] != _CONTROLLED:
            continue
        between = (
            t for t in around.triggers if trigger.last < t.first < chunk.first and t.form not in VERBAL
        )
        return [] if any(t.kind in LAUNCHED for t in between) else coordinated(chunk, around.chunks)
    return []


_LEFT = "مخلفات"  # what somebody left behind
_NEAR = 6  # tokens from what went off to who left it
_CONTROL = {"تسيطر", "يسيطر", "تسيطران"}  # controls
_CONTROLLED = "عليها"  # them
_WHENCE = word_class("where_fire_comes_from")
_RIDDING = (
    "تطهير",
    "تمشيط",
    "تحرير",
    "تنظيف",
    "اخلاء",
    "انقاذ",
)  # to cleanse, comb, free, clear a place **من** X: of whom
_SOME = word_class("counting")
_LAUNCHING = ("اطلق", "انطلق")  # to launch, to set out
_HELD = {
    "سيطره",
    "نفوذ",
    "تمركز",
    "انتشار",
    "تواجد",
    "ل",
    "تابعه",
}  # under control, influence …, of, belonging to


def firing_from(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """صواريخ **من مواقع** X باتجاه Y: whose positions the fire came from, where nothing else is told before."""
    tokens = around.tokens
    if trigger.rule.frame == "patient":
        return []  # استهداف المئات **من مواقع** X
    for chunk in after:
        if (
            chunk.kind == "object"
            and tokens[chunk.first].fold in _WHENCE
            and tokens[chunk.first - 1].fold == "من"
        ):
            continue
        if chunk.kind not in ("actor", "group") or not agentive(chunk):
            return []
        here = chunk.first - 1
        while here > trigger.last and tokens[here].fold in _HELD:
            here -= 1
        near = trigger.last < here <= trigger.last + 4 and tokens[here].fold in _WHENCE
        near = near and all(_describes(around, at) for at in range(trigger.last, here - 1))
        if near and tokens[here - 1].fold == "من" and chunk.prep in ("", "من", "ل"):
            return coordinated(chunk, after)
        return []
    return []


def fired_out_of(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """أسقطت X مسيرات **أطلقت من مناطق سيطرة Y**: whose area it is whence they were launched that were shot down."""
    tokens = around.tokens
    for chunk in after:
        if chunk.kind != "actor" or not agentive(chunk):
            continue
        here = chunk.first - 1
        if here > trigger.last and tokens[here].fold.startswith(_LAUNCHING) and not chunk.prep:
            return coordinated(chunk, after)  # صاروخين فوق X **أطلقهما Y**
        while here > trigger.last and tokens[here].fold in _HELD:
            here -= 1
        launched = here - 2 > trigger.last and tokens[here - 2].fold.startswith(_LAUNCHING)
        if launched and tokens[here].fold in _WHENCE and tokens[here - 1].fold == "من":
            return coordinated(chunk, after)
    return []


def from_them(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """قصف مدفعي **من** X, هجوم واسع من X: who follows من with nothing but adjectives before it did it; a state is where it came from."""
    fire = trigger.kind in LAUNCHED or trigger.kind == "ground_attack" or "shot_from" in trigger.rule.traits
    if not after or not fire:
        return []
    chunk = after[0]
    if (
        chunk.prep != "من"
        or not agentive(chunk)
        or chunk.kind not in ("actor", "group")
        or _bare_weapon(chunk)
    ):
        return []
    words = around.tokens[trigger.first : trigger.last]
    if any(t.fold.lstrip("وبل").startswith(_RIDDING) for t in words):
        return []
    if chunk.first - trigger.last > 6:
        return []
    here = trigger.last
    while here < chunk.first and _describes(around, here):
        here += 1
    if here >= chunk.first or around.tokens[here].fold != "من":
        return []
    # من **كتائب** "X": the word for the force is no part of the name
    leads = all(_leads(around, at) for at in range(here + 1, chunk.first))
    return coordinated(chunk, after) if leads and chunk.first - here <= 4 else []


def left_by(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """انفجار لغم **من مخلفات X**: who left behind what went off; the war leaves things too, and is nobody."""
    if trigger.kind != "explosion" or _LEFT not in around.clauses.words:
        return []
    for chunk in after:
        led = [t.fold for t in around.tokens[max(0, chunk.first - 2) : chunk.first]]
        if led == ["من", _LEFT] and agentive(chunk) and chunk.first - trigger.last <= _NEAR:
            return coordinated(chunk, after)
    return []


def out_of_weapons(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """سقطت قذائف على المدينة **من مدفعية X** وراجمات Y: whose guns they came from, wherever they fell."""
    if trigger.kind not in LAUNCHED:
        return []
    for chunk in after:
        if chunk.sort in WEAPONS and chunk.prep == "من" and around.tokens[chunk.first - 1].fold == "من":
            return [] if _bare_weapon(chunk) else coordinated(chunk, after)
    return []


def _bare_weapon(chunk: Chunk) -> bool:
    """غارة من **طائرة مسيرة**: what nobody is said to own tells nobody."""
    return chunk.sort in WEAPONS and not chunk.ref and not chunk.country


def armed_with(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """هجوم **بطائرات مسيرة من** X, قُصفت البلدة **بطائرات إسرائيلية**: whose the weapons are that it was done with."""
    if trigger.kind not in LAUNCHED:
        return []
    found = (
        c
        for c in around.chunks
        if trigger.first < c.first and c.last > trigger.last
        and c.prep == "ب" and c.kind == "actor" and c.sort in WEAPONS and not _bare_weapon(c)
        and c.first - trigger.last <= 6
    )  # fmt: skip
    chunk = next(found, None)
    return coordinated(chunk, after) if chunk is not None else []


def _describes(around: Around, at: int) -> bool:
    """Can a word after the noun of an attack be its adjective: مدفعي, واسع, عنيف? No number and nothing that may be struck."""
    token = around.tokens[at]
    return (
        token.kind == "word"
        and token.fold not in PREPOSITIONS
        and token.fold not in _SOME
        and not token.fold.removeprefix("ال").startswith(_RIDDING)
        and at not in around.clauses.verbs
        and around.at.cue(at, "object_heads", "group_heads", "force_heads", "place_types", "org_heads")
        is None
    ) or around.at.cue(at, "means") is not None


def _leads(around: Around, at: int) -> bool:
    """Does a word only lead up to a name: a quotation mark, a word for men in arms, a number of them?"""
    token = around.tokens[at]
    led = around.at.cue(at, "force_heads", "group_heads", "org_heads", "person_titles")
    return token.fold in QUOTES or token.kind == "number" or led is not None
