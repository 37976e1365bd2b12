"""Who can be a party to an event, and the ways to find one that verbs and nouns share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.asides import (
    CONSIDERING_HIM,
    aside_before,
    but_for_adjectives,
    considers,
    right_before,
    told_of_another,
)
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.held import HELD_KINDS, holds_it
from marsad.reading.grammar.scan import QUOTES, At
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.text.tokens import Token

PEOPLE = {"actor", "state", "person", "group", "anaphor"}
LAUNCHED = {"shelling", "air_strike"}
ATTACKS = {"shelling", "air_strike", "ground_attack", "explosion"}
BEFORE_HIS_VERB = {"قد", "كان", "كانت", "الذي", "التي"}
"""Had, he was, she was, who (twice): between a name and the verb of what befell him."""
TAKING = frozenset({"arrest", "abduction"})
RELIEF = frozenset({"ngo", "un", "igo"})
"""Sorts of bodies that bring aid, or receive who is freed."""
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
        if not chunk.joined or chunk.kind not in PEOPLE or chunk.first - out[-1].last > 4:
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
    if unknown_head(around.tokens, around.clauses.sentence.first, trigger, before):
        return None
    for chunk in reversed(before):
        if chunk.prep or not fits(chunk):
            continue
        if around.clauses.verb_between(chunk.last, trigger.first):
            return None
        if told_of_another(around.tokens, trigger, coordinated_back(chunk, before)[0].first):
            continue
        if _apposed(around, before, chunk):
            continue
        return chunk
    return None


def uncovered(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """كشف **خلية لداعش** وضبط أحزمة: a cell right behind a word of uncovering is what is found, and does nothing."""
    at = chunk.first
    return at > 0 and tokens[at].fold in _CELLS and is_one_of(tokens[at - 1].fold, _UNCOVERING, AND)


def unknown_head(tokens: Sequence[Token], first: int, trigger: Trigger, chunks: Sequence[Chunk]) -> bool:
    """مقتل قيادي في X **والصدر** يدعو أنصاره: in a headline, a noun joined on right before its verb is who does it, whoever he is."""
    at = trigger.first - 1
    if first or at < 1 or trigger.before or trigger.form not in VERBAL:
        return False
    word = tokens[at].fold
    joined = word.startswith("وال") and len(word) > _NOUN and not word.endswith(_NISBA)
    joined = joined and word not in _WHO and word[1:] not in _WHEN  # أمس **واليوم** تهدد
    return joined and not any(c.first <= at < c.last for c in chunks)


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


_CELLS = {"خليه", "خلايا", "شبكه", "شبكات", "وكر", "اوكار"}  # a cell, cells, a ring, rings, a den, dens
_UNCOVERING = {"كشف", "الكشف", "تفكيك", "ضبط", "احباط"}  # uncovering, taking apart, seizing, foiling
_WE = 4  # letters of a verb with "we", more than
_NOUN = 4  # letters of "and the" with something behind it, at least
_NISBA = ("ي", "يه", "ين")  # how an adjective ends: الأجهزة العسكرية **والأمنية** تعتقل
_WHO = {"والذي", "والتي", "والذين"}
_WHEN = word_class("says_when")
_AMONG_THEM = word_class("made_up_of")
_WORKING = ("يعمل", "تعمل", "العامل", "عامل", "يقاتل", "تقاتل")  # works, fights
_BRACKET = 12  # tokens from a bracket to who is named in it
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


_WHICH = word_class("relative_pronouns")
_OVER_IT = {"عليها", "عليه", "عليهما", "فيها", "فيه", "بها", "به"}  # over it, in it
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
        and (
            not tokens[verb - 1].fold.startswith("ال")
            or (trigger.form in VERBAL and tokens[verb - 1].fold in _WHICH)  # تندد بالحصار **الذي تفرضه X**
        )
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
    """**تركيا**: توقيف ثلاثة, **باكستان**: اشتباكات بين X وY: a headline says where, not who; not so روسيا: **دمرنا** X, which speaks."""
    if chunk.kind != "state":
        return False
    opens = chunk.first == 0 or tokens[chunk.first - 1].kind == "newline"
    colon = chunk.last
    return opens and colon + 1 < len(tokens) and tokens[colon].fold == ":" and not _of_us(tokens[colon + 1])


def _of_us(token: Token) -> bool:
    """**دمرنا**, **استهدفنا**: we did it."""
    return len(token.fold) > _WE and token.fold.endswith("نا")
