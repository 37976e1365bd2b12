"""Parts that the words around a verb leave no choice about: who follows what it is done to, whom "that" brings in, who died,
whose supply is cut, who receives a place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.parties import ATTACKS, PEOPLE, TAKING, Around, agentive, coordinated
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Trigger

_FAR = 12  # tokens from a verb to a subject behind its object
_COUNTING = word_class("counting") - {"من"}
_SEVERAL = word_class("several_doers")
THAT = {"ان", "بان", "وان", "لان"}  # that, because
_SUPPLY = word_class("supply")
_HANDING_OVER = word_class("handing_over")
_OWNED = {"site", "base", "vicinity", "front", "object", "road"}  # places that are somebody's
_WHO = {"الذي", "التي", "الذين", "اللذين"}  # who, that
_HAD = {"كانت", "كان", "كانوا", "قد", "حاولت"}  # had
_HIS = ("ه", "ها", "هم")  # his, its, their
_DYING = word_class("dying")
_TIES = "علاقات"  # relations
_IN_IT = {"فيها", "فيه", "خلالها", "خلاله", "فيهما", "اثرها", "اثره"}  # in it, during it, upon it
_FIRED = word_class("what_is_fired")
_DRIVING_OUT = word_class("drives_somebody_out")
_GOING_IN = {"توغل", "تسلل"}  # driving in, stealing in
_OPENING_MARKS = {'"', "“", "«", "„"}
_BRINGING_IN = word_class("brings_in_a_clause")
_HIT_BY = 5  # tokens from "that" to the verb of what hit
_BURST = ("انفجر", "ينفجر", "تنفجر")  # went off
_THAT = {"ان", "بان"}  # that: what is told begins


def behind_its_object(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> Chunk | None:
    """تحاصر منطقة X منذ شهرين **قوات Y**, استهدفت سيارة X **طائرة مسيرة**: who does it, told behind what it is done to.

    Somebody right behind a named place, or what flies; behind a thing or a site would be whose it is.
    """
    direct = [c for c in after if not c.prep and c.first - trigger.last <= _FAR]
    if trigger.rule.frame == "statement" or len(direct) < 2 or direct[0].first - trigger.last > 2:
        return None
    first, chunk = direct[0], direct[1]
    if first.kind not in ("place", "object") or first.sort in _OWNED:
        chunk = next((c for c in direct[1:] if c.sort in ("air", "drone")), chunk)
    named = first.kind == "place" and first.ref is not None and first.sort not in _OWNED
    named = named and trigger.rule.frame != "event"
    if not (named or chunk.sort in ("air", "drone")) or first.sort in ("air", "drone"):
        return None
    if chunk.joined or not agentive(chunk) or disagrees(trigger, chunk, around.tokens):
        return None
    if around.clauses.verb_between(first.last, chunk.first):
        return None
    between = around.tokens[direct[direct.index(chunk) - 1].last : chunk.first]
    apart = not between or between[-1].fold in COMMAS or any(t.fold == "منذ" for t in between)
    return chunk if apart else None


def brought_in(
    around: Around, trigger: Trigger, before: Sequence[Chunk], direct: Sequence[Chunk]
) -> Chunk | None:
    """ذكرت الشرطة أن **شابا** طعن جنديا: whoever "that" brings in right before a verb does it, and not who says so.

    Of a verb that may be passive only where an object follows.
    """
    tokens = around.tokens
    chunk = before[-1] if before else None
    if (
        chunk is None
        or chunk.last != trigger.first
        or chunk.prep
        or chunk.kind not in PEOPLE
        or trigger.before
    ):
        return None
    if not (chunk.ref or chunk.country or chunk.kind == "person"):
        word = tokens[chunk.first].fold
        if chunk.sort in WEAPONS or word.startswith("ال") or word.endswith(_HIS):
            return None  # أن **الطائرة** قصفت, أن **مقاتليها** صدوا: whose they are is told elsewhere
    first = chunk.first - 1
    while first > 0 and (tokens[first].kind == "number" or tokens[first].fold in _COUNTING):
        first -= 1
    if tokens[first].fold not in THAT or trigger.rule.passive:
        return None
    fires = "shot_from" in trigger.rule.traits  # أن **شابا** أطلق النار على Y: no passive
    if not direct and not fires and (trigger.kind not in ATTACKS or trigger.rule.toll):
        return None
    return chunk


def broken_with(trigger: Trigger, after: Sequence[Chunk], around: Around) -> list[Chunk]:
    """قطعت X علاقاتها **مع Y**: with whom relations are broken off."""
    other = next((c for c in after if c.prep == "مع" and c.kind in PEOPLE), None)
    if other is None or not any(
        t.fold.removeprefix("ال").startswith(_TIES) for t in around.tokens[trigger.last : other.first]
    ):
        return []
    return coordinated(other, after)


def hit_by_itself(around: Around, trigger: Trigger, leading: Chunk) -> bool:
    """قال X إن **صاروخا** أصاب Y: does "that" bring in what hit, so that who says so did not fire it?"""
    tokens = around.tokens
    if trigger.form not in VERBAL or trigger.rule.passive or trigger.before:
        return False
    for here in range(trigger.first - 1, max(leading.last, trigger.first - _HIT_BY) - 1, -1):
        if tokens[here].kind != "word" or tokens[here].fold in PREPOSITIONS:
            return False
        if tokens[here].fold in THAT:
            return here + 1 < trigger.first and tokens[here + 1].fold in _FIRED
    return False


def dies(around: Around, trigger: Trigger, subject: Chunk) -> bool:
    """إن **ضابطا** من X استشهد: of a verb of dying the subject has died."""
    word = around.tokens[trigger.first].fold
    people = subject.kind in ("group", "person") or around.at.cue(subject.first, "group_heads") is not None
    return people and (word in _DYING or word[1:] in _DYING)


def goes_in(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """توغل **دورية** في X: of what has no object who stands right behind is the subject, whatever its gender; it may be the noun."""
    word = around.tokens[trigger.first].fold.removeprefix("و")
    return chunk.first == trigger.last and not chunk.prep and word in _GOING_IN


def died_in_it(around: Around, trigger: Trigger) -> bool:
    """عملية دهس **قتل فيها** جنديان: of a verb of killing with "in it" behind it those who follow died, and nobody before killed them."""
    last = trigger.last
    if not trigger.rule.toll or trigger.after or last >= around.clauses.sentence.last:
        return False
    return around.tokens[last].fold in _IN_IT


def cut_off(around: Around, after: Sequence[Chunk]) -> Chunk | None:
    """وقطعت خطوط إمداد **X**: whose supply is cut is cut off, and cuts nothing."""
    return next((c for c in after if around.tokens[c.first - 1].fold in _SUPPLY and agentive(c)), None)


def told_of_a_thing(around: Around, trigger: Trigger, before: Sequence[Chunk], leading: Chunk) -> bool:
    """قال X إن **قاعدة** تعرضت لقصف: does "that" bring in a place or thing of which the verb is told, and not of who says so?"""
    thing = before[-1] if before else None
    if thing is None or thing.kind not in ("place", "object") or thing.last > trigger.first or trigger.before:
        return False
    tokens = around.tokens
    that = next(
        (
            at
            for at in range(thing.first - 1, max(leading.last, thing.first - 3) - 1, -1)
            if tokens[at].fold in THAT
        ),
        None,
    )
    if that is None or leading.last > that or thing.prep:
        return False
    return not around.clauses.verb_between(that, trigger.first)


def driven_out(around: Around, trigger: Trigger, direct: Sequence[Chunk], after: Sequence[Chunk]) -> bool:
    """دحرت **الميليشيات من** مواقع عدة: a verb of driving out has whom it drives out, where nobody else stands behind it."""
    word = around.tokens[trigger.first].fold.removeprefix("و")
    if word not in _DRIVING_OUT or trigger.after or direct[0].first != trigger.last:
        return False
    run = coordinated(direct[0], after)
    end = run[-1].last
    if end >= around.clauses.sentence.last or around.tokens[end].fold != "من":
        return False
    right = around.clauses.right(trigger.last)
    return not any(
        c.first >= end and c.first < right and not c.prep and not c.joined and c.kind in PEOPLE for c in after
    )


def only_quoted(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """وقال **X** "قصف Y مواقع Z": is who stands before a verb that opens a quotation only the one who says it?"""
    tokens, mark = around.tokens, trigger.first - 1
    if mark <= chunk.last - 1 or tokens[mark].fold not in _OPENING_MARKS:
        return False
    verb = next(
        (
            at
            for at in range(chunk.first - 1, around.clauses.sentence.first - 1, -1)
            if around.at.cue(at, "saying")
        ),
        None,
    )
    return verb is not None and not any(t.fold in _BRINGING_IN for t in tokens[verb + 1 : mark])


def receiving(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """سلمت X القاعدة **لـY**: who receives a place has it now."""
    if around.tokens[trigger.first].fold not in _HANDING_OVER:
        return []
    to = next((c for c in after if c.prep in ("ل", "الي") and agentive(c)), None)
    return coordinated(to, after) if to is not None else []


def of_the_relative(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """الميليشيات **التي** تقصف المدينة: who stands before the relative does it, unless the verb has a pronoun for him."""
    chunk = before[-1] if before else None
    if (
        chunk is None
        or (trigger.kind not in ATTACKS and trigger.kind != "capture")
        or trigger.rule.passive
        or trigger.before
        or trigger.after
    ):
        return None
    if trigger.kind == "capture" and any(c.first == trigger.last and agentive(c) for c in around.chunks):
        return None  # التنظيم **الذي** استعاد **الجيش** منه البلدة
    words = [t.fold for t in around.tokens[chunk.last : trigger.first]]
    if not words or len(words) > 2 or words[0] not in _WHO or (words[1:] and words[1] not in _HAD):
        return None
    return chunk if agentive(chunk) and chunk.kind != "state" else None


def whose_they_are(around: Around, subject: Chunk, rest: Sequence[Chunk]) -> list[Chunk]:
    """قصف فوج المدفعية **التابع لـX** مقرات Y: whose a subject is, by the words right behind it; to him it was not done."""
    owner = rest[0] if rest else None
    if owner is None or owner.prep != "ل" or not agentive(owner) or owner.first - subject.last > 3:
        return []
    word = around.tokens[subject.last].fold
    if word.startswith("حربي"):
        word = around.tokens[subject.last + 1].fold  # طائرات **حربية** تابعة لـX
    return coordinated(owner, rest) if word.removeprefix("ال").startswith("تابع") else []


def bursts(around: Around, trigger: Trigger) -> bool:
    """**انفجرت** عبوة: a verb that has what goes off for its subject."""
    return any(
        hit.term.layer == "rule" and hit.term.form in VERBAL and hit.cut.stem.startswith(_BURST)
        for hit in around.at.any(trigger.first)
    )


def _take_some(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """هاجم شبان حاجزا **وأسروا ثلاثة** من عناصره: whom the verb has right behind it, counted, are others than those who go on."""
    behind = around.tokens[trigger.last].fold if trigger.last < len(around.tokens) else ""
    return chunk.kind == "group" and trigger.kind in TAKING and behind in _COUNTING


def those_who(
    around: Around, trigger: Trigger, before: Sequence[Chunk], fits: Callable[[Chunk], bool]
) -> Chunk | None:
    """هاجم **محتجون** مقر شركة X وأضرموا النار: the plural in ـون right after the verb before is whom a verb in ـوا goes on with.

    Not so ذكر **سكان** أن الجنود فتشوا المنازل واعتقلوا شبانا: who tells it did not do it.
    """
    tokens = around.tokens
    if trigger.before[:1] not in ("و", "ف") or not tokens[trigger.first].fold.endswith("وا"):
        return None
    for chunk in reversed(before):
        word = tokens[chunk.first].fold
        many = (word.endswith("ون") or word in _SEVERAL) and chunk.first - 1 in around.clauses.verbs
        if many and any(token.fold in _THAT for token in tokens[chunk.last : trigger.first]):
            return None
        if many and not chunk.prep and (fits(chunk) or _take_some(around, trigger, chunk)):
            between = [verb for verb in around.clauses.verbs if chunk.last <= verb < trigger.first]
            same = all(tokens[verb].fold.endswith("وا") for verb in between)
            return chunk if same else None  # هاجم **محتجون** X وأضرموا النار، وأغلقوا الطرق
    return None


def acts(nearest: Chunk, direct: Sequence[Chunk]) -> bool:
    """هاجم **الأهالي** دورية: described people before a free object are the subject, not the patient."""
    if nearest.kind not in PEOPLE:
        return False
    return any(
        not c.joined
        and c.first - nearest.last <= 1
        and c.kind in ("object", "place", "actor", "group", "person")
        for c in direct
        if c.first >= nearest.last
    )
