"""Who says what a noun tells: المهلة التي أعطاها **X**, مناشدات من **الأهالي**, **X** حملت Y مسؤولية, استدعت **X** السفير وسلمته احتجاجا."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated, or_source
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import Chunk, Event, Trigger
from marsad.reading.roles.only_told import settle
from marsad.reading.roles.told_by_nouns import taken_up
from marsad.text.fold import fold

_RELATIVE = word_class("relative_pronouns")
_MAKES = word_class("makes_it")
_ENDING = {"انتهاء", "انقضاء"}  # the end, the lapse of
_LAYING = word_class("lays_on_somebody")
_BLAME = word_class("what_is_laid_on_somebody")
_HANDING = ("سلم", "ابلغ")  # handed, informed
_HIM = ("ه", "ها", "هم")
_FROM = 5  # tokens from a noun of saying to whom it comes from
_LAID = 14  # tokens from a verb of laying something on somebody, whom a clause may tell more of, to what is laid on him


def by_clause(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """المهلة التي أعطاها **X**, مهلة منحتها **X**, الوساطة التي قامت بها **X وY**: the subject of a clause that takes the noun up."""
    tokens, here = around.tokens, trigger.last
    last = around.clauses.sentence.last
    if here < last and tokens[here].fold.startswith("ال") and tokens[here].fold not in _RELATIVE:
        here += 1  # العقوبات **الاقتصادية** التي
    lead = here < last and tokens[here].fold in _RELATIVE
    if not lead and (trigger.definite or here > trigger.last or tokens[trigger.first - 1].fold in _ENDING):
        return []  # قبل انتهاء **مهلة** حددها X: when it was
    verb = here + lead  # مهلة **منحتها** X: a noun without the article needs no relative
    if verb + 1 >= last or tokens[verb].fold not in _MAKES:
        return []  # العقوبات التي **وصفها** X بأنها: what he only calls something
    if tokens[verb].fold.endswith(_HIM) and not tokens[verb].ta and len(tokens[verb].fold) > 4:
        subject = verb + 1
    elif tokens[verb + 1].fold in ("بها", "به"):
        subject = verb + 2
    else:
        return []
    chunk = next((c for c in after if c.first == subject and not c.prep and c.kind in PEOPLE), None)
    return coordinated(chunk, after) if chunk is not None else []


def asking_from(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """مناشدات **من الأهالي**, رفض قاطع **من X**: from whom it comes; warnings of somebody (تحذيرات من) are not his."""
    if "asked_by" not in trigger.rule.traits or trigger.after:
        return []
    chunk = next((c for c in after if c.prep == "من" and c.kind in PEOPLE), None)
    if chunk is None or chunk.first - trigger.last > _FROM:
        return []
    between = [t.fold for t in around.tokens[trigger.last : chunk.first]]
    lead = between.index("من") if "من" in between else len(between)
    ordinary = lead < 2 or (lead == 2 and between[1].startswith("و"))  # دعوات **متواصلة ومكثفة** من X
    return coordinated(chunk, after) if ordinary else []


def laid_on(around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk]) -> bool:
    """X **حملت** Y لـZ **مسؤولية** ما جرى: on whom a verb before lays what the noun tells, and who lays it. Was there one?"""
    tokens = around.tokens
    if tokens[trigger.first].fold.removeprefix("ال") not in _BLAME or trigger.after:
        return False
    first = max(around.clauses.left(trigger.first), trigger.first - _LAID)
    verb = next(
        (at for at in range(trigger.first - 1, first - 1, -1) if _bare(tokens[at].fold) in _LAYING), None
    )
    if verb is None:
        return False
    if (other := taken_up(around, verb)) is not None:
        settle(event, [other])
        return True
    free = [
        c
        for c in around.chunks
        if verb < c.first and c.last <= trigger.first and not c.prep and c.kind in PEOPLE
    ]
    heads = [c for c in free if not c.joined or _apart(around, c)]
    if not heads or len(heads) > 2 or around.clauses.verb_between(verb + 1, heads[-1].first):
        return False
    settle(event, coordinated(heads[-1], free))
    if len(heads) == 2:
        event.initiators = coordinated(heads[0], [c for c in free if c.first < heads[-1].first])
    else:
        lead = [c for c in around.chunks if c.last <= verb and around.clauses.left(verb) <= c.first]
        speaker = next((c for c in reversed(lead) if c.last == verb and not c.prep and or_source(c)), None)
        event.initiators = [speaker] if speaker is not None else []
    return True


def _apart(around: Around, chunk: Chunk) -> bool:
    """حملت X، **Y**، المسؤولية: after a comma and without "and" somebody else, and no second speaker."""
    tokens = around.tokens
    glued = tokens[chunk.first].fold.startswith("و") and not fold(chunk.name).startswith("و")
    return tokens[chunk.first - 1].fold in COMMAS and not glued and chunk.kind != "person"


def _bare(word: str) -> str:
    return word[1:] if word[:1] in ("و", "ف") else word


def handed(around: Around, event: Event, trigger: Trigger) -> bool:
    """استدعت **X** السفير **Y** وسلمته **احتجاجا**: a protest handed to somebody by who is the subject of the verb before. Was it?"""
    tokens, here = around.tokens, trigger.first - 1
    if here <= around.clauses.sentence.first:
        return False
    word = _bare(tokens[here].fold)
    if not word.startswith(_HANDING) or not word.endswith(_HIM):
        return False
    before = [c for c in around.chunks if c.last <= here and not c.prep and c.kind in PEOPLE]
    if not before:
        return False
    to = before[-1]
    titled = len(before) > 1 and around.at.cue(before[-2].first, "person_titles") is not None
    if titled and before[-2].last == to.first and to.kind == "person":
        to = before[-2]  # السفير **التركي** فلان
    settle(event, [to])
    verbs = around.clauses.verbs
    speaker = next(
        (
            c
            for c in reversed(before)
            if c.first < to.first
            and not around.clauses.verb_between(c.last, to.first)
            and (c.first - 1 in verbs or c.first - 1 <= around.clauses.sentence.first)
        ),
        None,
    )
    event.initiators = [speaker] if speaker is not None else []
    return True
