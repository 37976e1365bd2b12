"""Who can only be told it and never says it: وا**تهم أبوظبي** بتمويل X, طالب المؤتمر **الأمم المتحدة** بـ, ودعت **كافة الأطراف** إلى.

A verb of accusing, imploring or urging has somebody for its object, so that who stands alone between it and what is alleged
or asked is that object. Where another noun stands between, that one speaks, whether or not it names a party that is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees, objective
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated, or_source
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.roles.addressed import complement, tells_who
from marsad.reading.roles.relatives import of_its_antecedent
from marsad.reading.roles.word_order import THAT
from marsad.text.fold import fold

_NEEDS = word_class("needs_somebody_told")
_ACCUSING = word_class("accuses_somebody")
_ASKING = word_class("asks_somebody")
_TOLD = PEOPLE - {"person"}  # who is told it behind an office; a name there is that of who holds it
_NO_COMPLEMENT = word_class("looks_like_by_or_to")
_ALL = word_class("all_or_the_rest")
_RELATIVE = word_class("relative_pronouns")
_INSIDE = {"في", "داخل", "ب"}
_LAYING = word_class("lays_on_somebody")
_BLAME = word_class("what_is_laid_on_somebody")
_CROWDS = {"civilians", "protesters"}
_BETWEEN = 5  # tokens that who speaks may have before the one who is told
_OPENING = word_class("brings_in_a_clause") | {"اما", "الذي", "التي", "الذين"}
_CLAUSE = 16  # tokens of a clause about who is told: حركة حماس **التي تسيطر على القطاع**، بـ
_ANNEXED = 3  # nouns annexed to one another
TOLD = "by the order of the words"


def told_alone(around: Around, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> list[Chunk]:
    """واتهم **أبوظبي** بتمويل X, ودعت **بقية الفصائل** إلى الانضمام: those who can only be told it, or nobody where they may speak."""
    word = around.tokens[trigger.first].fold.removeprefix(trigger.before)
    tokens = around.tokens
    if trigger.after or nearest.prep or nearest.kind not in PEOPLE or nearest.first < trigger.last:
        return []
    between = [t for t in tokens[trigger.last : nearest.first] if t.fold not in QUOTES]
    # ودعت **جميع الأطراف** إلى; but دعا **كل من** X وY إلى
    every = tokens[nearest.first].fold in _ALL and tokens[nearest.first + 1].fold != "من"
    all_of_them = (bool(between) or every) and all(t.fold in _ALL for t in between)
    asked_alone = all_of_them or _asked_again(around, trigger, nearest)
    if word not in _NEEDS and not (asked_alone and word in _ASKING):
        return []
    if not all(t.fold in _ALL or t.kind == "number" for t in between):
        return []
    if len(tokens[nearest.first].fold) > 4 and tokens[nearest.first].fold.endswith("ون"):
        return []  # اتهم **ناشطون** بالمدينة X: the case of a subject
    run = and_all(around, coordinated(nearest, after), after)
    if any(t.fold in COMMAS for t in tokens[nearest.first : run[-1].first]):
        return []  # ناشد X، **Y وZ** التدخل
    end = around.clauses.right(trigger.last)
    if word in _ACCUSING:
        return run if alleged(around, run[-1], end) else []
    if run[-1].last < end and tokens[run[-1].last].fold == "من" and word in _NEEDS:
        return []  # حضت X **من** يحتجزونه على إطلاقه: who, and no complement of the verb
    asked = complement(around, run[-1], end) or (all_of_them and _past_adjectives(around, run[-1], end))
    return run if asked else []


def _asked_again(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """دان X الهجوم، ودعا **المجتمع الدولي** إلى, ودعا **الطرفين** إلى: who is asked by whoever spoke before.

    Two sides in the case of the object; the world at large, which seldom speaks, behind a verb that goes on; anybody behind
    one that goes on with a subject of its sentence.
    """
    word = around.tokens[nearest.first].fold
    if nearest.first != trigger.last:
        return False
    if nearest.kind == "anaphor" and word.endswith("ين"):
        return True
    if trigger.before[:1] == "و" and trigger.first - around.clauses.sentence.first > _BETWEEN:
        # نددت X بـ…، وطالبت **Y** بـ: behind a verb joined to another he is asked by its subject
        before = [c for c in around.chunks if c.last <= trigger.first]
        goes_on = still_speaking(around, trigger, before, [nearest]) is not None or any(
            c.first - 1 in around.clauses.verbs and _its_object(around, c) for c in before
        )
        if goes_on and (nearest.sort not in _CROWDS or _said_before(around, trigger)):
            return True
    world = nearest.last - nearest.first == 2 and around.tokens[nearest.first + 1].fold == "الدولي"
    return world and word == "المجتمع" and trigger.before[:1] == "و"


def _said(around: Around, speaker: Chunk) -> bool:
    """**شدد X** على أن …: is somebody the subject of a verb of saying?"""
    verb = speaker.first - 1
    if verb < 0:
        return False
    told = any(t.last == speaker.first and t.rule.frame == "statement" for t in around.triggers)
    return told or around.at.cue(verb, "saying") is not None


def _said_before(around: Around, trigger: Trigger) -> bool:
    """**قال** مصدر إن …، ودعا السكان إلى; not so انسحب X، وطالب **الأهالي** بتعويضات, where they may be who asks."""
    verbs = [verb for verb in around.clauses.verbs if verb < trigger.first]
    said = {t.first for t in around.triggers if t.rule.frame == "statement"}
    return any(verb in said or around.at.cue(verb, "saying") is not None for verb in verbs)


def and_all(around: Around, run: list[Chunk], after: Sequence[Chunk]) -> list[Chunk]:
    """المجتمع الدولي **وجميع المنظمات**: those who are told it, with all of those joined to them."""
    last = run[-1].last
    if last < len(around.tokens) and around.tokens[last].fold.removeprefix("و") in _ALL:
        run = [*run, *(c for c in after if c.first == last + 1 and not c.prep and c.kind in PEOPLE)]
    return run


def _past_adjectives(around: Around, chunk: Chunk, end: int) -> bool:
    """دعت جميع الأطراف **الإقليمية والدولية** إلى: does what is asked follow the adjectives of those who are asked?"""
    here, tokens = chunk.last, around.tokens
    while (
        here < end
        and tokens[here].fold.removeprefix("و").startswith("ال")
        and tokens[here].fold not in PREPOSITIONS
    ):
        here += 1
    return chunk.last < here < end and tokens[here].fold in PREPOSITIONS


def alleged(around: Around, chunk: Chunk, end: int) -> bool:
    """Does "of" with what is alleged follow somebody, past his adjectives, where he is and a clause about him; or nothing at all?"""
    tokens, here = around.tokens, chunk.last
    if here < end and tokens[here].fold in _RELATIVE:
        stop = min(end, here + _CLAUSE)
        here = next((at + 1 for at in range(here, stop) if tokens[at].fold in COMMAS), end)
        return here < end and _of(around, here)
    while here < end and (tokens[here].fold in QUOTES or _adjective(tokens[here].fold)):
        if any(c.first == here and not c.prep for c in around.chunks):
            return False
        here += 1
    if here < end and tokens[here].fold in _INSIDE:
        where = next((c for c in around.chunks if c.first in (here, here + 1)), None)
        here = where.last if where is not None else here
    if here >= end:
        return True
    return tokens[here].fold == "." or _of(around, here)


def _adjective(word: str) -> bool:
    """العسكري, الحاكمة, الفلسطينيين: by its form; a noun with the article may be who is accused."""
    return (
        word.startswith("ال")
        and len(word) > 5
        and word.endswith(("ي", "يه", "يين", "يون"))
        and word not in PREPOSITIONS
    )


def _of(around: Around, here: int) -> bool:
    """بتمويل, بأنها, بالتحريض: is this "of" with what somebody is accused of, and no place?"""
    word = around.tokens[here].fold
    if word[:1] != "ب" or len(word) < 4 or word in _NO_COMPLEMENT:
        return False
    here_named = (c for c in around.chunks if c.first == here)
    return not any(c.kind in ("place", "state") or not c.prep for c in here_named) and (
        around.at.cue(here, "place_types", "source_heads") is None
    )


def told_second(around: Around, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> list[Chunk]:
    """طالب المؤتمر **الأمم المتحدة** بالتحرك, دعت عشائر من الرشاد **البيشمركة** إلى: those who are told it by who stands between."""
    tokens, first = around.tokens, trigger.last
    word = tokens[trigger.first].fold.removeprefix(trigger.before)
    if (
        trigger.after
        or nearest.prep
        or nearest.joined
        or nearest.kind not in PEOPLE
        or not 0 < nearest.first - first <= _BETWEEN
    ):
        return []
    if word not in _ASKING and word not in _NEEDS:
        return []
    if (
        tokens[first].kind != "word"
        or not _a_noun(around, first)
        or around.clauses.verb_between(first, nearest.first)
    ):
        return []
    if not _closed(around, first, nearest):
        return []
    run = coordinated(nearest, after)
    end = around.clauses.right(trigger.last)
    return run if complement(around, run[-1], end) else []


def _a_noun(around: Around, here: int) -> bool:
    """May the word be who speaks: no preposition, no word for when or how, no title, no word of an event or a thing?"""
    token = around.tokens[here]
    word = token.fold
    if len(word) < 3 or word in PREPOSITIONS or word in _ALL or word in _NO_NOUN:
        return False
    if word[:1] in ("ب", "ل", "ك", "ف") and around.at.cue(here, "source_heads", "group_heads") is None:
        return False
    if word.endswith("ا") and not word.startswith("ال"):
        return False  # مجددا, رسميا
    return around.at.cue(here, "person_titles") is None


_NO_NOUN = word_class("says_when")


def _closed(around: Around, first: int, nearest: Chunk) -> bool:
    """Is who speaks told before the next noun, so that this is not annexed to it: by the article, by a place or by a comma?"""
    tokens = around.tokens
    before = tokens[nearest.first - 1]
    if before.fold in COMMAS or before.fold in QUOTES:
        return nearest.first - first > 1
    place = next((c for c in around.chunks if first < c.first and c.last == nearest.first), None)
    if place is not None:  # عشائر من **الرشاد** X, وفد من **أهالي الرقة** X; but not عدد من **قادة** X
        whole = place.kind in ("place", "state") or before.fold.startswith("ال") or place.homes
        return bool(whole) and bool(place.prep)
    if before.fold in PREPOSITIONS or before.fold in _NO_NOUN:
        return False
    return before.fold.removeprefix("و").startswith("ال")


def settle(event: Event, told: Sequence[Chunk]) -> None:
    """Make somebody the one who is told it, whatever a score would say."""
    event.targets = list(told)
    if all(c.kind != "anaphor" or c.ref for c in told):
        event.notes["addressed"] = TOLD


def still_speaking(
    around: Around, trigger: Trigger, before: Sequence[Chunk], told: Sequence[Chunk]
) -> Chunk | None:
    """نددت **X** بالقصف واتهمت Y: who speaks on, by the place of a subject: behind a verb, before this one, or where a clause begins."""
    tokens, verbs = around.tokens, around.clauses.verbs
    refs = {c.ref for c in told if c.ref}
    told_of: Chunk | None = None
    for chunk in reversed(before):
        if (
            chunk.prep
            or chunk.joined
            or not or_source(chunk)
            or (chunk.ref in refs and chunk.kind != "person")
        ):
            continue
        lead = tokens[chunk.first - 1].fold if chunk.first else ""
        opens = chunk.first == around.clauses.sentence.first or lead in _OPENING or lead in COMMAS
        behind = (
            chunk.first - 1 in verbs and _a_verb(around, chunk.first - 1) and not objective(tokens, chunk)
        )
        leads = chunk.last == trigger.first and trigger.before[:1] not in ("و", "ف")  # **X** يتهم Y
        if not behind and not opens and not leads:
            continue
        if disagrees(trigger, chunk, tokens) or (behind and _its_object(around, chunk)):
            continue
        if lead in THAT and trigger.before[:1] == "و" and not tokens[trigger.first].fold.endswith("وا"):
            told_of = (
                told_of or chunk
            )  # شدد X على أن **Y** …، وطالب: who is only told of, if anybody else speaks
            continue
        if told_of is not None and not (behind and chunk.kind in PEOPLE and _said(around, chunk)):
            continue
        if any(verb > chunk.last and verb < trigger.first for verb in verbs) and trigger.before[:1] not in (
            "و",
            "ف",
        ):
            return None
        return of_its_antecedent(around, trigger, chunk)
    return told_of


def _its_object(around: Around, chunk: Chunk) -> bool:
    """X حمّلت **Y** مسؤولية: does who opens the sentence stand before the verb, or what is laid on Y right behind him?"""
    first, tokens = around.clauses.sentence.first, around.tokens
    if tokens[chunk.first - 1].fold.removeprefix("و") in _LAYING:
        end = coordinated(chunk, around.chunks)[-1].last
        if any(t.fold.removeprefix("ال") in _BLAME for t in tokens[end : end + 4]):
            return not any(
                c.last <= chunk.first and c.first == chunk.first - 1 for c in around.chunks
            ) and not any(end <= c.first < end + 4 and not c.prep and c.kind in PEOPLE for c in around.chunks)
    return any(c.last == chunk.first - 1 and c.first == first and not c.prep for c in around.chunks)


def _a_verb(around: Around, here: int) -> bool:
    """ندد X **بتقدم** Y: a noun with "by" before it is no verb, though it is spelt as one."""
    if here < 0 or around.tokens[here].fold.endswith(("وا", "ون")):
        return False  # خطفوا **X**: whose subject is its ending
    return any(
        hit.term.form in VERBAL and not hit.cut.before.endswith(("ب", "ل", "ال"))
        for hit in around.at.any(here)
    )


def annexed_to(
    around: Around, event: Event, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]
) -> bool:
    """دعا منسق **X** … إلى: whose man speaks, by a noun without the article right before, where nothing is asked right after. Note it."""
    if nearest.first != trigger.last + 1 or around.tokens[trigger.last].fold.startswith("ال"):
        return False
    if complement(around, coordinated(nearest, after)[-1], around.clauses.right(trigger.last)):
        return False
    tells_who(event, nearest)
    return True


def of_what_is_asked(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """تطالب **بإسقاط** (حكم) الحكومة: is somebody named in what is asked or threatened, by nouns annexed to one another and to him?"""
    for here in range(nearest.first - 1, max(trigger.last, nearest.first - _ANNEXED) - 1, -1):
        word = around.tokens[here]
        if word.kind != "word" or "ال" in (word.fold[:2], word.fold[1:3]) or word.fold in PREPOSITIONS:
            return False
        if word.fold.startswith("ب"):
            known = around.at.any(here)
            return any(hit.cut.before == "ب" for hit in known) if known else len(word.fold) > 4
    return False


def between_them(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """توسطت **بين** فريقي الموالاة و**المعارضة**: who is named behind "between" is one of the sides."""
    return any(t.fold == "بين" for t in around.tokens[trigger.last : chunk.first])


def followed_by_who_is_told(around: Around, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> bool:
    """دعا منسق **X** في جنيف **Y** إلى: is it another, farther on, who is told it, so that X belongs to who speaks?"""
    end = around.clauses.right(trigger.last)
    if nearest.kind == "place" or complement(around, coordinated(nearest, after)[-1], end):
        return False
    later = (
        c
        for c in after
        if nearest.last <= c.first <= nearest.last + _BETWEEN and not c.prep and c.kind in _TOLD
    )
    return any(complement(around, coordinated(c, after)[-1], end) for c in later)


def with_conjunct(around: Around, subject: list[Chunk], after: Sequence[Chunk]) -> list[Chunk]:
    """هيئة علماء المسلمين **ونقابة الصحفيين**: who stands with "and" right behind the name of who speaks speaks with him."""
    last = subject[-1].last
    for chunk in after:
        if chunk.first < last or chunk.prep or chunk.kind not in PEOPLE:
            continue
        word = around.tokens[chunk.first].fold
        plain = chunk.first - last == 1 and around.tokens[last].fold.startswith("ال")
        if plain and word.startswith("و") and not fold(chunk.name).startswith("و"):
            return [*subject, chunk]
        break
    return subject
