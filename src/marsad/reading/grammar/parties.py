"""Who can be a party to an event, and the ways to find one that verbs and nouns share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import (
    CONSIDERING_HIM,
    aside_before,
    but_for_adjectives,
    comprised,
    considers,
    of_a_participle,
    right_before,
)
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.held import HELD_KINDS, holds_it
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, At
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Event, Trigger
from marsad.text.tokens import Token

PEOPLE = {"actor", "state", "person", "group", "anaphor"}
LAUNCHED = {"shelling", "air_strike"}
ATTACKS = {"shelling", "air_strike", "ground_attack", "explosion"}
POPULAR = {"protest", "riot", "displacement", "demand", "accusation", "support", "rejection", "threat", "mediation"}  # fmt: skip
BETWEEN = frozenset({"mediation", "negotiation", "agreement", "ceasefire"})
"""Kinds of what two sides settle or talk over."""
HEADED_BY = {"برياسه", "بقياده", "بزعامه"}
"""Headed by, led by, as folded: who follows heads who stands before."""
_BRINGING_IN = word_class("brings_in_a_clause")
REPORTERS = ("المرصد", "المنظمة", "الوزارة", "الشبكة", "الوكالة")


class Around(Struct, frozen=True, gc=False):
    """What stands around the triggers of one sentence: all that the roles are told from."""

    tokens: Sequence[Token]
    at: At
    clauses: Clauses
    chunks: Sequence[Chunk]
    triggers: Sequence[Trigger]


def of_nation(hit: Hit, name: str) -> Chunk:
    """قصف **تركي**: the party that an adjective of nationality tells of, named as the report writes it."""
    country = hit.term.ref.partition(":")[0]
    return Chunk(hit.first, hit.last, "actor", name, sort="nationality", country=country)


def agentive(chunk: Chunk) -> bool:
    """Can this chunk carry out an armed or official act by itself?"""
    if chunk.sort in ("monitor", "media", "ngo") or (
        chunk.sort == "described" and chunk.name.startswith(REPORTERS)
    ):
        return False
    return chunk.kind in ("actor", "state", "person", "anaphor") or (
        chunk.kind == "group" and chunk.sort not in ("civilians", "protesters")
    )


def anybody(chunk: Chunk) -> bool:
    """Crowds and civilians too: who can flee, demand or protest."""
    return chunk.kind in PEOPLE


def or_source(chunk: Chunk) -> bool:
    """Who only tells elsewhere makes statements of its own too: طالب **المرصد** بوقف القصف."""
    return chunk.kind in PEOPLE or chunk.kind == "source"


def or_crowd(chunk: Chunk) -> bool:
    """Crowds close roads and storm buildings as armed men do."""
    return agentive(chunk) or chunk.sort == "protesters"


def between_whom(event: Event) -> Sequence[Chunk]:
    """The sides of what stands between parties; those of a mediation are its targets, for the mediator does it."""
    return event.targets if event.kind == "mediation" else (*event.initiators, *event.targets)


def both_sides(chunk: Chunk) -> bool:
    """Does it stand for both sides of what was told before: الجانبان, الطرفين?"""
    return chunk.kind == "anaphor" and chunk.sort == "sides"


_REGIONS = ("إقليم", "اقليم", "كردستان")  # they name a land as well as who governs it


def as_place(chunk: Chunk) -> bool:
    """Does this chunk say where: a place, or a state or region after a preposition of place (في سوريا, في إقليم كردستان)?"""
    if chunk.kind == "place":
        return True
    return chunk.prep in ("في", "ب", "داخل", "الي", "من", "خارج", "عبر") and (
        chunk.kind == "state"
        or chunk.sort == "state"
        or (chunk.sort == "local_authority" and chunk.name.startswith(_REGIONS))
    )


def scenes(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The places among what a sentence names."""
    return [chunk for chunk in chunks if chunk.kind == "place" or (chunk.prep and as_place(chunk))]


def coordinated(first: Chunk, among: Sequence[Chunk]) -> list[Chunk]:
    """A chunk with those coordinated to it."""
    out = [first]
    for chunk in among:
        if chunk.first < out[-1].last:
            continue
        if not chunk.joined or chunk.kind not in PEOPLE or chunk.first - out[-1].last > 2:
            break
        out.append(chunk)
    return out


def coordinated_back(chunk: Chunk, before: Sequence[Chunk]) -> list[Chunk]:
    """The chunk with those it continues: X وY قصفا."""
    at = before.index(chunk)
    out = [chunk]
    while at > 0 and before[at].joined and before[at - 1].kind in PEOPLE and not before[at - 1].prep:
        at -= 1
        out.insert(0, before[at])
    return out


def preceding(
    around: Around, trigger: Trigger, before: Sequence[Chunk], fits: Callable[[Chunk], bool]
) -> Chunk | None:
    """The subject before its verb: the nearest free chunk with no other finite verb between."""
    end = aside_before(around.tokens, trigger.first, around.clauses.sentence.first)
    if (
        end < trigger.first
    ):  # X - التي تدعمها **Y** - انتزعت: of what is told of X between the marks nobody is the subject
        told = next((c for c in before if right_before(around.tokens, c.last, end)), None)
        told = told or next((c for c in before if but_for_adjectives(around.tokens, c.last, end)), None)
        if told is not None and not told.prep and fits(told):
            return told
    for chunk in reversed(before):
        if chunk.prep or not fits(chunk):
            continue
        if around.clauses.verb_between(chunk.last, trigger.first):
            return None
        if comprised(around.tokens, coordinated_back(chunk, before)[0].first):
            continue
        if _apposed(around, before, chunk):
            continue
        return chunk
    return None


def _apposed(around: Around, before: Sequence[Chunk], chunk: Chunk) -> bool:
    """المقاتلون بقيادة فلان **نائب X** رفضوا: whose deputy he is who heads them, told right behind his name."""
    title = chunk.first - 1
    headed = next((c for c in before if c.last == title and c.kind == "person"), None)
    return (
        headed is not None
        and not chunk.prep
        and heads(around, headed)
        and around.at.cue(title, "person_titles") is not None
    )


def heads(around: Around, chunk: Chunk) -> bool:
    """حكومة X **برئاسة Y**: is it somebody who heads who was named before?"""
    return around.tokens[chunk.first].fold in HEADED_BY or around.tokens[chunk.first - 1].fold in HEADED_BY


_CLAUSE_OF_IT = 2  # tokens from a noun, past an adjective and a relative, to the verb of a clause about it
_DONE_BY = word_class("carried_out_by")
_NAMING = ("by_agent", "light_agent", "carries_it_out")


def named_agents(around: Around, trigger: Trigger, right: int, after: Sequence[Chunk]) -> list[Chunk]:
    """من قبل X, على يد X, شنها X: the agent named as such."""
    if not around.clauses.begun_within(trigger.last, right, _NAMING):
        return []
    named = around.at.all_within(trigger.last, right, *_NAMING)
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
            if chunk.first == found.last and relative and not chunk.prep and anybody(chunk):
                return coordinated(chunk, after)  # عملية نفذها **فلسطيني**
            if chunk.first > found.last + 3:
                break
    return []


_SOURCE = {"مصدره", "مصدرها"}  # its source
_UPON = word_class("against")
_WHAT = {"ما", "وما", "بما", "لما", "مما"}
_OVER_IT = {"عليها", "عليه", "عليهما", "فيها", "فيه", "بها", "به"}  # over it, in it


_AREAS = "مناطق"
_HOLDING = {"سيطره", "نفوذ", "تمركز", "انتشار", "تواجد"}  # control, influence, being posted, spread, present


def holders(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """من مناطق سيطرة X: those who hold the area the fire came from; على **مناطق سيطرة** X: those on whom it fell."""
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


_WHENCE = word_class("where_fire_comes_from")
_BRACKET = 12  # tokens from a bracket to who is named in it
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


_AMONG_THEM = word_class("made_up_of")
_WORKING = ("يعمل", "تعمل", "العامل", "عامل", "يقاتل", "تقاتل")  # works, fights
_FOR = {"لصالح", "لمصلحه", "لحساب"}  # for the benefit of

ASIDES = frozenset({"(", *_FOR, *CONSIDERING_HIM, *("و" + word for word in CONSIDERING_HIM)})
"""Words without which nobody is told of beside the point."""


def aside(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """فصائل X (**تضم** Y وZ): who is told of in brackets by a verb or participle that begins there has no part of its own."""
    tokens = around.tokens
    lead = chunk.first - 1
    if lead < trigger.last:
        return False  # right behind the event's word
    while lead > trigger.last and tokens[lead].fold in QUOTES:
        lead -= 1
    if tokens[lead].fold in _FOR and tokens[lead - 1].fold.startswith(_WORKING):
        return True  # مجموعة تعمل **لصالح** X
    if trigger.rule.frame != "statement" and trigger.last < lead and considers(tokens, chunk.first):
        return True
    if "(" not in around.clauses.words:
        return False
    for here in range(chunk.first - 1, max(trigger.last, chunk.first - _BRACKET) - 1, -1):
        if tokens[here].fold == ")":
            return False
        if tokens[here].fold == "(":
            first = tokens[here + 1].fold
            return here + 1 < chunk.first and (here + 1 in around.clauses.verbs or first in _AMONG_THEM)
    return False


_TOOK = ("اختطف", "خطف", "احتجز", "اعتقل", "اسر")  # kidnapped (twice), held, arrested, captured


def of_its_clause(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """ضربت منشآت **تستخدمها** X, مخازن **تسيطر عليها** X: the subject of a clause about what was hit, and not who hit it."""
    tokens = around.tokens
    verb = chunk.first - 1
    if trigger.kind in HELD_KINDS and trigger.last < verb and holds_it(tokens, chunk):
        return True
    if tokens[verb].fold in _OVER_IT:
        verb -= 1
    elif tokens[verb].fold.startswith(_TOOK) and tokens[verb].fold.endswith(("هم", "هن", "ها", "هما", "ته")):
        # حرر X طالبات **اختطفتهن** Y
        return trigger.kind == "release" and trigger.last < verb
    elif not tokens[verb].fold.endswith(("ها", "هم", "ه")) or tokens[verb].ta:
        return False
    return (
        trigger.last < verb
        and tokens[verb].kind == "word"
        and tokens[verb].fold[:1] in "يت"
        and not tokens[verb - 1].fold.startswith("ال")
        and tokens[verb - 1].kind == "word"
    )


def accusative(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """قتلت القوة **مسلحا** واعتقلت ثلاثة: the case of an object, unless أن (that) brings in its subject so."""
    if chunk.kind != "group" or chunk.last - chunk.first != 1:
        return False
    written = chunk.name.rstrip("\u064b")
    return (
        len(written) > 4
        and written.endswith("ا")
        and not written.endswith("يا")  # ميليشيا, خلايا, سرايا: the word's own
        and (chunk.first == 0 or tokens[chunk.first - 1].fold not in _BRINGING_IN)
    )


def of_another(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """نزح الآلاف بعد هجوم **X**: does another event's word stand between a trigger and somebody, who may have done that?"""
    return any(
        trigger.last < other.first and other.last <= chunk.first and not other.rule.toll
        for other in around.triggers
    )


def dateline(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """**تركيا**: توقيف ثلاثة, **باكستان**: اشتباكات بين X وY: a headline says where, not who."""
    if chunk.kind != "state":
        return False
    opens = chunk.first == 0 or tokens[chunk.first - 1].kind == "newline"
    return opens and chunk.last < len(tokens) and tokens[chunk.last].fold == ":"
