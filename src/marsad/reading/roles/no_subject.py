"""What stands behind an active verb and is no subject of it: an object, by syntax, agreement or sense."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.parties import HEADED_BY, PEOPLE, TAKING, Around, agentive
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES
from marsad.reading.records import OF_WHAT_IS_ASKED, VERBAL, Chunk, Event, Trigger, note
from marsad.reading.roles.addressed import speaks_in_a_form
from marsad.reading.roles.headed import leaders_speak
from marsad.reading.roles.objects import blamed, set_free
from marsad.reading.roles.offices import of_office
from marsad.reading.roles.only_told import of_what_is_asked
from marsad.reading.roles.word_order import driven_out

_IMPLORE = ("ناشد", "يناشد", "تناشد")  # to implore
_HIS_COUNTRY = word_class("his_country")
_STRONGLY = {"بشده", "بقوه", "بحزم", "بحده", "بدوره", "بدورها"}  # strongly, sharply; for his, her part
_FORCES = word_class("forces_in_the_plural")
_WEAPONS = word_class("weapons_of_somebody")


def no_subject(
    around: Around, event: Event, trigger: Trigger, nearest: Chunk, direct: Sequence[Chunk], after: Sequence[Chunk], *,
    office: bool,
) -> bool:  # fmt: skip
    """Is the first party behind a verb, ``nearest``, what it is done to? ``office``: the verb is said of who holds an office."""
    says = trigger.rule.frame == "statement"
    if says and around.tokens[trigger.first - 1].fold in _HIS_COUNTRY:
        return True  # قال X إن **بلاده** تدين **Y**: the subject stands before
    if event.kind == "accusation" and blamed(around, trigger, nearest, after):
        return True  # وتحمل **X** المسؤولية
    if event.kind == "release" and set_free(around, trigger):
        return True  # أُطلق سراح **X**: who is set free
    if says and _of_what_is_pledged(around, trigger, nearest):
        return True  # دان X الهجوم، وتعهد **بدحر Y**
    if says and of_what_is_asked(around, trigger, nearest):
        note(event, OF_WHAT_IS_ASKED, [nearest])
        return True  # خرجت مظاهرة تطالب **بإسقاط الحكومة**: what is asked for, and nobody who asks
    if event.kind == "capture" and driven_out(around, trigger, direct, after):
        return True  # دحرت **الميليشيات** من مواقع: whoever drove them out
    if _implores(around, trigger, direct):
        return True  # وأضافت أن …، وناشدت **المنظمات** التدخل: whom she implores
    if _taken(around, event, trigger, nearest, after):
        return True  # خُطف **الصحفي علي محمد** في صنعاء
    # The subject was named before.
    return (
        disagrees(trigger, nearest, around.tokens)
        and not _before_its_object(around, trigger, nearest)
        and not _weapon_of(around, trigger, nearest)
        and not (office and of_office(around, trigger, nearest))
        and not (says and leaders_speak(around, trigger, nearest, after))
    )


def _of_what_is_pledged(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """وتعهد **بدحر Y**, وتوعدت **بضرب "Y"**: behind "and" whom a noun with "by" has right behind it is done something to."""
    tokens, at = around.tokens, trigger.last
    if trigger.before[:1] != "و" or trigger.form not in VERBAL or at >= nearest.first:
        return False
    word, between = tokens[at].fold, tokens[at + 1 : nearest.first]
    construct = (
        len(word) > 3 and word.startswith("ب") and not word.startswith("بال") and word not in _STRONGLY
    )
    return construct and tokens[at].kind == "word" and all(t.fold in QUOTES for t in between)


def _taken(around: Around, event: Event, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> bool:
    """خطف **الصحفي علي محمد** في صنعاء: a man behind a verb of taking somebody, which has no object, was taken."""
    if event.kind not in TAKING or trigger.form != "past" or trigger.after or nearest.kind != "person":
        return False
    if nearest.first != trigger.last or any(
        not c.prep and c.kind in PEOPLE for c in after if c is not nearest
    ):
        return False
    tokens = around.tokens
    if nearest.last >= around.clauses.sentence.last:
        return True
    behind = tokens[nearest.last]
    return (
        behind.kind != "word"
        or behind.fold in PREPOSITIONS
        or around.at.cue(nearest.last, "near") is not None
    )


def _implores(around: Around, trigger: Trigger, direct: Sequence[Chunk]) -> bool:
    """Does a verb that needs somebody to be implored go on from another one, and name nobody else?"""
    behind = around.tokens[direct[0].last].fold if direct and direct[0].last < len(around.tokens) else ""
    return (
        trigger.before[:1] == "و"
        and len(direct) == 1
        and not speaks_in_a_form(around, trigger, direct[0])  # وناشدت **X** في بيان Y
        and not (behind.startswith("ال") and behind.endswith("ين"))  # ناشدت الغرفة **المواطنين**
        and behind not in HEADED_BY  # وناشدت X **برئاسة Y** الأطراف
        and around.tokens[trigger.first].fold.lstrip("و").startswith(_IMPLORE)
    )


def _before_its_object(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """استعاد **قوات X** جانبا من Y, استهدف **فصائل** X سيارة: a verb may stay masculine before a plural, and its object shows that it has.

    Between the verb and a word in the case of the object, forces are its subject.
    """
    tokens, end = around.tokens, chunk.last
    if trigger.rule.frame == "statement" or trigger.before or trigger.rule.passive or chunk.prep:
        return False
    if chunk.first != trigger.last or end >= around.clauses.sentence.last or not agentive(chunk):
        return False
    if tokens[trigger.first].fold[-1:] == "ت" or tokens[chunk.first].fold.removeprefix("ال") not in _FORCES:
        return False
    word = tokens[end].fold
    case = len(word) > 4 and word.endswith("ا") and not word.endswith("يا") and tokens[end].kind == "word"
    return case or any(
        c.first == end and not c.prep and not c.joined and c.kind == "object" for c in around.chunks
    )


def _weapon_of(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """قصفت **صواريخ** حزب الله مستوطنة: the verb agrees with the weapon, and whose it is did it."""
    return (
        chunk.first == trigger.last + 1 and agentive(chunk) and around.tokens[trigger.last].fold in _WEAPONS
    )
