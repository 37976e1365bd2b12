"""To whom participles and verbal nouns of saying tell it: محملا **بيروت** المسؤولية, اتهام **الجيش** بـ, مناشدة **المجتمع الدولي** لـ."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import gender, goes_on
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated, coordinated_back, or_source
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.roles.addressed import complement
from marsad.reading.roles.only_told import alleged, and_all

_NOUNS = word_class("objects_of_verbal_nouns")
_OF_HIMSELF = word_class("announced_of_himself")
_REPEATING = {"كرر", "كررت", "جدد", "جددت"}  # repeated, renewed
_FEW = word_class("counting")
_ALL = word_class("all_or_the_rest")
_LISTING = {"تصنيف", "ادراج"}  # branding, listing: whoever follows is branded or listed
_VOICES = word_class("voices_and_rallies")
# After, despite, during, amid, against the background of: before a noun that is no participle.
_LEADS_TO_NOUN = word_class("after_an_event") | {"خلفيه", "وسط", "مع", "رغم", "ضوء", "ازاء", "حيال", "حول"}
_OPENING = word_class("brings_in_a_clause")
# مطالبة, مطالب, مطالبون, مطالبين: of whom a thing is asked, by the gender of one, or several.
_ASKED = {"مطالبه": "f", "مطالب": "m", "مطالبا": "m", "مطالبون": "they", "مطالبين": "they"}
# Will answer; will (not) hesitate, stand by, allow.
_WILL = ("سترد", "سيرد", "تتردد", "يتردد", "تقف", "يقف", "تسمح", "يسمح")
_LIKE_VERBS = {"رفض", "دعم"}  # the refusal, the backing of; refused, backed
_OBJECTS = {"اياها": "f", "اياه": "m"}  # her, him: as objects apart from the word that governs them


def told_by_participle(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """محملا **بيروت** المسؤولية, داعين **الجنود** إلى: who stands right behind a participle of saying is its object."""
    if (other := taken_up(around, trigger.first)) is not None:
        return [other]
    nearest = next((c for c in after if not c.prep and c.kind in PEOPLE), None)
    if nearest is None:
        return []
    between = around.tokens[trigger.last : nearest.first]
    plain = all(t.fold in QUOTES or t.fold in _ALL or t.kind == "number" or t.fold in _FEW for t in between)
    return and_all(around, coordinated(nearest, after), after) if plain else []


def taken_up(around: Around, participle: int) -> Chunk | None:
    """قال X إن **Y** …، متهما **إياها**: whom a pronoun behind a participle takes up, the nearest of its gender.

    Where that is the participle's own too, who speaks stands before whom he speaks of: قطعت X علاقاتها مع **Y** متهمة **إياها**.
    """
    tokens = around.tokens
    if participle + 1 >= len(tokens) or (his := _OBJECTS.get(tokens[participle + 1].fold)) is None:
        return None
    before = [c for c in around.chunks if c.last <= participle and c.kind in PEOPLE]
    if his != ("f" if tokens[participle].ta else "m"):
        return next((c for c in reversed(before) if gender(c, tokens) == his), None)
    if len(before) < 2 or gender(before[-1], tokens) not in (his, ""):
        return None
    return before[-1] if before[-1].last - before[0].first > 1 and not before[-1].joined else None


def told_by_noun(
    around: Around, trigger: Trigger, owner: Chunk, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """اتهام **الجيش** بـ, ومناشدة **المجتمع الدولي** للضغط: whom a verbal noun has for its object, unless one with لـ follows who is that.

    مطالبة X بـ may be that of X; behind who speaks it is his: أعلن المجلس مطالبة **التحالف** بالانسحاب.
    """
    word = around.tokens[trigger.first].fold.removeprefix(trigger.before)
    if trigger.after or (owner.first == trigger.last and word in _LISTING):
        return [] if trigger.after else coordinated(owner, after)
    if trigger.definite or owner.first != trigger.last or owner.kind not in PEOPLE:
        return []
    asked = word == "مطالبه" and _behind_speaker(around, trigger, before)
    himself = announcing(around, trigger, before) is not None
    if word not in _NOUNS and not asked and not himself:
        return []
    run = coordinated(owner, after)
    end = around.clauses.right(trigger.last)
    here = run[-1].last
    if any(here <= c.first <= here + 1 and c.prep == "ل" for c in around.chunks):
        return []  # اتهام X **لـY** بـ
    if himself:
        return [] if around.tokens[min(here, end - 1)].fold.startswith("لل") else run
    charged = here < end and (alleged(around, run[-1], end) or around.tokens[here].fold.startswith("لل"))
    return run if charged or complement(around, run[-1], end) else []


def announcing(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """أكدت **مصر** دعم الحكومة الليبية, كررت **X** دعوة Y إلى: who stands between a verb of saying and the bare noun of what he does himself.

    Not where the noun has a doer of its own behind it: أكدت X دعم **إيران** الحوثيين.
    """
    if trigger.before or around.tokens[trigger.first].fold not in _OF_HIMSELF:
        return None
    lead = before[-1] if before else None
    if lead is None or lead.last != trigger.first or lead.prep or lead.joined or not agentive(lead):
        return None
    verb = lead.first - 1
    if verb < around.clauses.sentence.first:
        return None
    says = around.at.cue(verb, "saying", "adding", "light_agent") is not None
    if not says and around.tokens[verb].fold.removeprefix("و") not in _REPEATING:
        return None
    behind = [c for c in around.chunks if c.first >= trigger.last][:2]
    beside = len(behind) == 2 and behind[0].first == trigger.last and behind[1].first == behind[0].last
    if beside and not behind[1].prep and not behind[1].joined and agentive(behind[1]):
        return None
    return lead


def _behind_speaker(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> bool:
    """أعلن المجلس **مطالبة** التحالف بـ, أصوات محلية **مطالبة** التحالف بـ: right behind who speaks, or voices with their adjective."""
    if any(c.last == trigger.first and not c.prep and or_source(c) for c in before):
        return True
    return _voices(around, trigger) is not None or _goes_on_with(around, trigger, before) is not None


def _voices(around: Around, trigger: Trigger) -> int | None:
    """**أصوات محلية** مطالبة, **مظاهرات** مطالبة: where the voices stand that a participle has right before it."""
    tokens, here = around.tokens, trigger.first - 1
    first = around.clauses.sentence.first
    if here > first and tokens[here].ta and not tokens[here].fold.startswith("ال"):
        here -= 1
    return here if here >= first and tokens[here].fold in _VOICES else None


def _goes_on_with(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """نددت **X** بقصف البلدة **مطالبة** Y بـ: who speaks in the feminine, behind the verb of saying that opens the clause."""
    lead = around.tokens[trigger.first - 1].fold if trigger.first else ""
    if trigger.before or lead in PREPOSITIONS or lead in _LEADS_TO_NOUN:
        return None
    verb = next(
        (
            t
            for t in reversed(around.triggers)
            if t.last <= trigger.first and t.form in VERBAL and t.rule.frame == "statement"
        ),
        None,
    )
    if verb is None or not around.tokens[verb.first].fold.endswith("ت"):
        return None
    return next((c for c in before if c.first == verb.last and not c.prep and or_source(c)), None)


def is_asked(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """إن **القوات** مطالبة بـ, **الجيش** مطالب بـ: of whom something is asked, by a participle right behind the subject that opens the clause."""
    tokens = around.tokens
    form = _ASKED.get(tokens[trigger.first].fold)
    if form is None or trigger.last >= around.clauses.sentence.last or trigger.first == 0:
        return []
    word = tokens[trigger.last].fold
    if word[:1] != "ب" or len(word) < 4:
        return []
    near = next((c for c in before if c.last == trigger.first), None)
    if near is None or near.prep or near.kind not in PEOPLE or near.kind == "person":
        return []
    run = coordinated_back(near, before)
    known = gender(run[0], tokens)
    if known and form in "mf" and known != form:
        return []
    first = run[0].first
    lead = tokens[first - 1] if first > around.clauses.sentence.first else None
    opens = lead is None or lead.fold in _OPENING or lead.kind == "punct"
    return run if opens else []


def led_to_it(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """سارعت **أنقرة** إلى اتهام Y, دفع **الأهالي** إلى اتهام Y, أعلن **المجلس** مطالبة Y, اكتفت **X** بإدانة Z ومناشدة Y: who says it."""
    here, tokens = trigger.first, around.tokens
    word = tokens[here].fold
    lead: Chunk | None = None
    if word == "مطالبه" and (first := _voices(around, trigger)) is not None:
        name = " ".join(t.fold for t in tokens[first:here])
        return [Chunk(first, here, "group", name, sort="protesters")]
    if (himself := announcing(around, trigger, before)) is not None:
        return [himself]
    if tokens[here - 1].fold == "الي" or word == "مطالبه" or word in _LISTING:
        here -= tokens[here - 1].fold == "الي"
        lead = next((c for c in reversed(before) if c.last == here and not c.prep and or_source(c)), None)
    elif trigger.before[:1] in ("و", "ب") and trigger.before:
        first = around.clauses.sentence.first
        place = (c for c in before if not c.prep and or_source(c))
        lead = next((c for c in place if c.first - 1 in (first, *around.clauses.verbs)), None)
    if lead is None and word == "مطالبه":
        lead = _goes_on_with(around, trigger, before)
    return coordinated_back(lead, before) if lead is not None else []


def will_do_it(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """قال مسؤول إن **X** لن تتردد في: the subject right before the verb that a threat begins with, whoever tells of it."""
    if trigger.kind != "threat" or trigger.form != "phrase":
        return None
    tokens = around.tokens
    verb = trigger.last - 1 if tokens[trigger.first].fold == "لن" else trigger.first
    if not tokens[verb].fold.startswith(_WILL):
        return None  # ستدفع X **ثمن**: of whom it is said
    return next((c for c in before if c.last == trigger.first and not c.prep and agentive(c)), None)


def of_so_many(around: Around, chunk: Chunk) -> bool:
    """طالبت بالإفراج **عن ثلاثة معتقلين**: does a preposition govern the number right before somebody?"""
    tokens, here = around.tokens, chunk.first - 1
    counted = here > 0 and (tokens[here].kind == "number" or tokens[here].fold in _FEW)
    return counted and tokens[here - 1].fold in PREPOSITIONS


def behind_participle(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """طالبت الوزيرة بتحقيق، **محملة** X المسؤولية: does a participle of saying stand between a verb and somebody, who is its object?"""
    return any(
        trigger.last <= other.first
        and other.last <= chunk.first
        and other.form != "phrase"
        and goes_on(other, around.tokens)
        for other in around.triggers
    )


def annexed_with_lam(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """رفض **حماس** للمقترح, دعم **مصر** للجيش: a noun written like its verb, with who does it and with ل what it is done to."""
    tokens, end = around.tokens, nearest.last
    if nearest.first != trigger.last or tokens[trigger.first].fold not in _LIKE_VERBS:
        return False
    return (
        end < around.clauses.sentence.last and tokens[end].fold.startswith("ل") and len(tokens[end].fold) > 3
    )
