"""To whom a statement is made, where the order of the words leaves no choice: اتهم X **Y** بـ…, دعا X الذي … **Y** إلى …"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.names.statement_subjects import OF_DEEDS
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.roles.objects import spoken_for
from marsad.text.fold import fold

_RELATIVE = word_class("relative_pronouns")
_COMPLEMENT = word_class("opens_what_is_asked")
_NO_COMPLEMENT = word_class("looks_like_by_or_to")
_IN_IT = word_class("in_it")
# Verbs whose object is somebody: to accuse, lay on, demand, call on, appeal to, urge, threaten, warn, give notice.
_TO_SOMEBODY = {"accusation.accuse", "accusation.responsibility", "accusation.blame", "demand.ask", "threat.threaten",
                "threat.warn", "threat.vow", "threat.will"}  # fmt: skip
FIRST_NAMES = ("given_names", "sure_names")
_APPOSED = 12  # tokens that a clause about who speaks may have


def last_of_two(around: Around, trigger: Trigger, subject: list[Chunk]) -> list[Chunk]:
    """دعا شيخ القبيلة، **التحالف** إلى …: a list ends with و; who follows after a comma alone is no second speaker.

    A name after a comma may be that of who holds the office told before it: السفير الروسي، **فلان**.
    """
    tokens, end = around.tokens, around.clauses.right(trigger.last)
    for at, chunk in enumerate(subject):
        if not at or tokens[chunk.first - 1].fold not in COMMAS or any(_and(around, c) for c in subject[at:]):
            continue
        if chunk.kind != "person" and complement(around, chunk, end):
            return subject[:at]
    return subject


def _and(around: Around, chunk: Chunk) -> bool:
    """Is it joined by و, and no name that begins with it?"""
    before = around.tokens[chunk.first - 1].fold
    glued = around.tokens[chunk.first].fold.startswith("و") and not fold(chunk.name).startswith("و")
    return before == "و" or glued


def past_clause(around: Around, trigger: Trigger, speaker: Chunk, after: Sequence[Chunk]) -> list[Chunk]:
    """اتهم الجيش **الذي يقوده** X **Y** بـ…: those after the clause that tells who the speaker is, if it ends before them."""
    tokens, here = around.tokens, speaker.last
    told = any(t.fold in _RELATIVE for t in tokens[speaker.first : speaker.last])
    if not told and (here >= len(tokens) or tokens[here].fold not in _RELATIVE):
        return list(after)
    end = around.clauses.right(trigger.last)
    behind = [c for c in around.chunks if speaker.last <= c.first < end]
    for at, chunk in enumerate(behind):
        if chunk.first - speaker.last > _APPOSED:
            break
        verb = around.at.cue(chunk.first - 1, "light_agent") or chunk.first - 1 in around.clauses.verbs
        if chunk.prep or chunk.kind not in PEOPLE or verb or not complement(around, chunk, end):
            continue
        return behind[at:]
    return list(after)


def subject_kept(around: Around, trigger: Trigger, leading: Chunk, before: Sequence[Chunk]) -> Chunk:
    """حمّل **X** Y المسؤولية، **ووصف** ما جرى بأنه جريمة: who speaks goes on, and not whom he spoke to."""
    if trigger.before[:1] != "و":
        return leading
    said = next(
        (t for t in reversed(around.triggers) if t.last <= leading.first and t.rule.id in _TO_SOMEBODY), None
    )
    if said is None or said.form not in VERBAL:
        return leading
    first = next((c for c in before if said.last <= c.first), leading)
    if first is leading or first.prep or first.kind not in PEOPLE or first.first - said.last > 1:
        return leading
    if disagrees(said, first, around.tokens) or (
        leading.kind == "person" and leading.first - first.last <= 2
    ):
        return leading  # دعا مفتي X الشيخ **فلان** Y إلى …، وطالب: he may be who speaks
    return leading if leading in coordinated(first, before) else first


def complement(around: Around, chunk: Chunk, end: int) -> bool:
    """اتهم X **Y** بقصف, دعا X **Y** إلى وقف: is what is asked or alleged told right after somebody, or after where he is?"""
    tokens, here = around.tokens, chunk.last
    while here < end and tokens[here].fold in QUOTES:
        here += 1
    if here < end and tokens[here].fold == "في":  # دعا X الأطراف **في ليبيا** إلى …
        where = next((c for c in around.chunks if c.first == here + 1 and c.kind in ("place", "state")), None)
        here = where.last if where is not None else here
    if here >= end:
        return False
    word = tokens[here]
    if word.fold in _COMPLEMENT:
        return True
    named = any(c.first == here and not c.prep for c in around.chunks)
    asked = (word.fold[:1] == "ب" and len(word.fold) > 2) or (word.fold[:1] == "ل" and len(word.fold) > 3)
    return (
        word.kind == "word"
        and asked
        and not word.fold.startswith("لل")
        and word.fold not in _NO_COMPLEMENT
        and not named
    )


def addressed(
    around: Around, event: Event, trigger: Trigger, subject: Sequence[Chunk], rest: Sequence[Chunk]
) -> None:
    """اتهم X **Y** بـ…: whoever stands between the speaker and what he alleges or asks is told it, and nobody else."""
    word = around.tokens[trigger.first].fold.removeprefix("و")
    if trigger.rule.id not in _TO_SOMEBODY or word.removesuffix("ت") in OF_DEEDS:
        return
    end = around.clauses.right(trigger.last)
    first = trigger.last if not subject or subject[-1].last <= trigger.first else subject[-1].last
    reach = 1
    for chunk in rest:
        if chunk.kind not in PEOPLE or chunk.prep or chunk.first < first:
            continue
        if (
            chunk.first == first
            and around.at.cue(first, "person_titles")
            and subject
            and subject[-1].kind == "person"
        ):
            first, reach = chunk.last, 4  # حض ملادينوف **مبعوث الأمم المتحدة** إلى X إسرائيل على …
            continue
        if chunk.kind == "person" and subject and spoken_for(around, subject[-1]):
            return  # توعد المتحدث باسم الجماعة **فلان** برد: who speaks, or to whom
        near = chunk.first - first <= reach and not around.clauses.verb_between(first, chunk.first)
        told = any(t.fold in _RELATIVE for t in around.tokens[max(trigger.last, first - 6) : first + 1])
        if not near and not told:
            return
        run = coordinated(chunk, rest)
        if complement(around, run[-1], end):
            event.targets = run
            if all(c.kind != "anaphor" for c in run):  # الطرفين: who they are the report has to tell
                event.notes["addressed"] = "by the order of the words"
        return


def fronted(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """**عباس** يدعو المجتمع الدولي إلى …: does a word that no list knows open the sentence as the subject, so that Y is asked?"""
    first = around.clauses.sentence.first
    if trigger.form != "present" or trigger.first != first + 1 or nearest.first != trigger.last:
        return False
    word = around.tokens[first]
    known = any(
        h.term.layer in ("cue", "rule") and h.term.ref not in FIRST_NAMES for h in around.at.any(first)
    )
    named = (
        word.kind == "word"
        and len(word.fold) > 3
        and word.fold not in PREPOSITIONS
        and not word.fold.startswith("و")
    )
    return named and not known and complement(around, nearest, around.clauses.right(trigger.last))


def told_in_it(
    around: Around, trigger: Trigger, nearest: Chunk, before: Sequence[Chunk], after: Sequence[Chunk]
) -> Chunk | None:
    """Who puts out a letter or leaflets that say it: ألقت **طائرات** منشورات تحذر فيها السكان من العودة.

    Only where nobody but those who are told it follows the verb.
    """
    here = trigger.last
    if here >= len(around.tokens) or around.tokens[here].fold not in _IN_IT or nearest.first != here + 1:
        return None
    end = around.clauses.right(trigger.last)
    if not complement(around, coordinated(nearest, after)[-1], end):
        return None
    return next(
        (
            c
            for c in reversed(before)
            if agentive(c)
            and not c.prep
            and not disagrees(trigger, c, around.tokens)
            and not around.clauses.verb_between(c.last, trigger.first)
            and around.tokens[trigger.first - 1].fold not in COMMAS
        ),
        None,
    )
