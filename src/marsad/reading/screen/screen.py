"""Event words that tell of no event of this report: background, totals, habits, states, references that lead nowhere.

Two passes. ``before`` looks at one event in its sentence; ``after`` looks at what is left once tellings are united.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.noun_slots import made_against
from marsad.reading.grammar.parties import agentive
from marsad.reading.grammar.scan import COMMAS, At, written_preposition
from marsad.reading.records import NOBODY_SAYS, OPENS, VERBAL, Chunk, Event
from marsad.reading.screen.arms import FORCE, Tenor, no_arms
from marsad.reading.screen.background import past, sum_since, total
from marsad.reading.screen.condemned import CONDEMNED
from marsad.reading.screen.headings import ONLY_THERE
from marsad.text.tokens import Sentence, Token

_ASSERTED = {"killing", "abduction", "abuse", "explosion", "destruction", "ground_attack", "protest", "riot"}
DISASTER = "deaths in an accident or disaster"
_REFERRED = FORCE | {"protest", "riot", "negotiation", "ceasefire", "agreement", "mediation", "displacement"}
_VIOLENT = FORCE | {"protest", "riot"}
_HELD = word_class("held")
_THAT = word_class("that")
_OVER_AND_OVER = word_class("over_and_over")
_DESCRIBED = 3  # tokens behind a noun in which its adjectives stand
_GOING_ON = word_class("going_on")
_RELATIVES = word_class("who_or_which")
_COME_TO = {"بات", "باتت", "باتوا", "اصبح", "اصبحت", "اصبحوا"}  # came to, became
_SUBJECT = 8  # tokens between such a word and what somebody has come to do
_TALKED_OVER = word_class("talked_over")
_THINGS_BACK = word_class("things_got_back")
_HELD_CAPTIVE = word_class("held_captive")


def screen_before(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    clauses: Clauses,
    dates: Sequence[Any],
    published: str | None,
    role: str,
    tenor: Tenor,
    voices: Sequence[Chunk],
    years: Sequence[int],
) -> None:
    """Drop an event that its own sentence marks as none; ``voices`` are those who speak in it."""
    if event.dropped:
        return
    condemned = CONDEMNED in event.notes
    if (
        event.kind in FORCE
        and not (condemned and not tenor.peaceful)
        and no_arms(event, tokens, tenor, voices)
    ):
        event.dropped = "no sign of arms"
        return
    event.dropped = past(event, tokens, clauses, dates, published, years)
    if event.dropped:
        return
    if event.kind in FORCE and sum_since(event, tokens, clauses, dates, published):
        event.dropped = "a sum since then"
        return
    if event.kind in FORCE and total(event, tokens, clauses, dates, published):
        event.dropped = "a total over a long time"
        return
    if event.kind in FORCE and _habit(event, tokens, at, clauses):
        event.dropped = "habitual"
        return
    if event.trigger.rule.frame == "statement" and at.within(event.span[0], event.trigger.first, "habitual"):
        event.dropped = "habitual"  # **عادة ما** تتهم السلطات X
        return
    if event.trigger.rule.toll and in_disaster(event, at, clauses):
        event.dropped = DISASTER
        return
    if event.trigger.definite and _governed(event, tokens, at):
        event.notes["verb"] = "told by the verb before it"
    if _in_his(event, tokens) or _stopped(event, tokens, clauses) or _talked_over(event, tokens):
        event.dropped = "taken for known"
        return
    if event.kind in _ASSERTED and not condemned and not _asserted(event, tokens, at, role):
        event.dropped = "mentioned, not told"
        return
    if event.kind == "capture":
        _capture(event, tokens, role)
    elif event.trigger.rule.frame == "statement":
        _statement(event, tokens)


def _stopped(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """**أوقفت** X **إطلاق النار**: who stops firing, with nothing but who it is between, is not said to have fired."""
    trigger = event.trigger
    if event.kind != "killing" or trigger.form in VERBAL or trigger.before.startswith("و"):
        return False
    low = max(clauses.left(trigger.first), trigger.first - _STOPPER)
    stops = (here for here in range(low, trigger.first) if tokens[here].fold.removeprefix("و") in _STOPS)
    return any(not clauses.verb_between(here + 1, trigger.first) for here in stops)


_STOPS = {"اوقف", "اوقفت", "اوقفوا", "يوقف", "توقف"}  # stopped, stops
_STOPPER = 4  # tokens from the verb, with who stops, to what is stopped


def _asserted(event: Event, tokens: Sequence[Token], at: At, role: str) -> bool:
    """Is a verbal noun told as something that happened, or only spoken of ("the crime of kidnapping")?"""
    trigger = event.trigger
    if (
        "verb" in event.notes
        or trigger.form in (*VERBAL, "phrase")
        or role == "title"
        or event.date is not None
        or event.tolls
    ):
        return True
    if event.initiators and (event.places or event.targets):
        return True
    # هجوم مسلح على حاجز في رفح: what a report opens with is its headline, marked as one or not.
    if trigger.first == 0 and not trigger.definite and (event.places or event.targets):
        return True
    for here in range(max(0, trigger.first - 4), trigger.first):
        if at.cue(
            here,
            "light_agent",
            "light_patient",
            "light_occur",
            "deeds",
            "saying",
            "rumour",
            "attempt",
            "result",
            "dispersed",
        ):
            return True
    return any(
        at.cue(here, "light_agent", "light_occur", "by_agent", "result")
        for here in range(trigger.last, min(trigger.last + 4, len(tokens)))
    )


def _talked_over(event: Event, tokens: Sequence[Token]) -> bool:
    """اجتماع **لبحث العدوان** على X: what a meeting is about is known already."""
    first = event.trigger.first
    return (
        event.kind in FORCE
        and event.trigger.definite
        and first > 0
        and tokens[first - 1].fold in _TALKED_OVER
    )


def _in_his(event: Event, tokens: Sequence[Token]) -> bool:
    """استخدم X الورقة نفسها **في هجومه** على Y: what somebody did "in his attack" takes the attack for known."""
    trigger = event.trigger
    if event.kind not in FORCE or trigger.form in VERBAL or not trigger.after or not trigger.first:
        return False
    return tokens[trigger.first - 1].fold == "في"


def _governed(event: Event, tokens: Sequence[Token], at: At) -> bool:
    """تعرض X للتعذيب, أعلن X السيطرة على: the verb tells of it, though its noun is definite; "he said that the …" does not."""
    if event.trigger.form in VERBAL:
        return False
    low = max(-1, event.trigger.first - 5)
    aside = range(0)
    if event.trigger.first and tokens[event.trigger.first - 1].fold in COMMAS:
        opened = [n for n in range(event.trigger.first - 2, low, -1) if tokens[n].fold in COMMAS]
        aside = range(opened[0] if opened else event.trigger.first, event.trigger.first)
    for here in range(event.trigger.first - 1, low, -1):
        if here in aside:
            continue  # تعرضت X**، الجمعة،** لغارات
        if tokens[here].kind == "punct" or tokens[here].fold in _THAT:
            return False
        hit = at.cue(here, "light_patient", "light_agent", "light_occur", "saying")
        if hit is not None and (hit.term.form in VERBAL or hit.term.ref == "light_patient"):
            return True
    return False


def in_disaster(event: Event, at: At, clauses: Clauses) -> bool:
    """Does the sentence of this event tell of an accident or of nature?"""
    return at.within(clauses.sentence.first, clauses.sentence.last, "disaster")


def _habit(event: Event, tokens: Sequence[Token], at: At, clauses: Clauses) -> bool:
    """وتستهدف X **بين الحين والآخر** Y, **تتعرض** القرى لغارات **يومية**, ما يوقع ضحايا: no figure is told of what goes on and on."""
    if event.tolls and (event.date is not None or any(t.max is not None for t in event.tolls.values())):
        return False
    if at.within(*event.span, "habitual"):
        return True
    trigger = event.trigger
    if _OVER_AND_OVER.isdisjoint(clauses.words) or trigger.form == "past":
        return False
    near = tokens[trigger.last : min(clauses.sentence.last, trigger.last + _DESCRIBED)]
    return any(t.fold in _OVER_AND_OVER for t in near) and (
        trigger.form == "present"
        or any(
            hit.term.form == "present"
            for hit in clauses.cued(event.span[0], trigger.first, ("light_patient",))
        )
    )


def _capture(event: Event, tokens: Sequence[Token], role: str) -> None:
    """Holding a place is no event; taking it is: منطقة تسيطر عليها X, مناطق سيطرة X, خارج سيطرته."""
    trigger = event.trigger
    word = tokens[trigger.first - 1].fold if trigger.first else ""
    taken = tokens[trigger.last].fold if trigger.last < len(tokens) else ""
    if trigger.form in VERBAL and taken.startswith("ال") and trigger.last + 1 < len(tokens):
        taken = tokens[trigger.last + 1].fold  # استعادت **الشرطة** آثارا
    if taken in _THINGS_BACK:
        event.dropped = "a thing, and no place"  # استعادت الشرطة **سيارة** مسروقة
        return
    if taken in _HELD_CAPTIVE and trigger.last - trigger.first == 1:
        event.kind = "release"  # تحرير **طفل مختطف**
        return
    now = trigger.form == "present" and _now_holds(tokens, trigger.first)
    if (
        (trigger.form == "present" and role != "title" and not now)
        or (trigger.form in VERBAL and trigger.after and word in _RELATIVES)
        or (
            trigger.form not in VERBAL
            and (word in _HELD or (written_preposition(trigger.before) == "ل" and word in _HELD))
        )
    ):
        event.dropped = "holds, does not take"


def _now_holds(tokens: Sequence[Token], first: int) -> bool:
    """**باتت** القوات **تسيطر** على ربع المنطقة: who has come to hold a place has taken it."""
    for here in range(first - 1, max(-1, first - _SUBJECT), -1):
        if tokens[here].kind == "punct" and tokens[here].fold in COMMAS:
            return False
        if tokens[here].fold.removeprefix("و") in _COME_TO:
            return True
    return False


def _statement(event: Event, tokens: Sequence[Token]) -> None:
    """A statement is news where an institution or a person of standing makes it, or a crowd demands."""
    trigger = event.trigger
    word = tokens[trigger.first - 1].fold if trigger.first else ""
    if not event.initiators:
        if not made_against(event, tokens):
            event.dropped = NOBODY_SAYS
        return
    lasting = trigger.form == "present" and event.kind in ("support", "threat")
    if trigger.form in VERBAL and word in _RELATIVES and (trigger.after or lasting):
        event.dropped = "describes, does not tell"
        return
    if (
        lasting
        and event.kind == "threat"
        and not any(t.fold[:1] == "ب" for t in tokens[trigger.last : trigger.last + 8])
    ):
        event.dropped = "describes, does not tell"  # what threatens lives is a danger, not a speaker
        return
    speaker = event.initiators[0]
    if (speaker.kind == "group" and not (event.kind == "demand" and speaker.sort == "civilians")) or (
        speaker.kind == "group" and event.kind == "rejection"
    ):
        event.dropped = "no party says it"


def screen_sentence(events: Sequence[Event]) -> None:
    """What one event word of a sentence does to another: destruction is a result of an attack told beside it."""
    attacks = [e for e in events if e.dropped is None and e.kind in FORCE and e.kind not in ("destruction", "capture")
               and not e.trigger.rule.toll]  # fmt: skip
    for event in events:
        if event.dropped or event.kind != "destruction" or event.trigger.kind != "destruction":
            continue  # نفذ X عملية في Y **وفجر منزلا**: that is no result of it
        sorts = {c.sort for c in event.initiators}
        if sorts & {"air", "drone", "air_force"}:
            event.kind = "air_strike"
        elif "artillery" in sorts:
            event.kind = "shelling"
        elif attacks:
            event.dropped = "result of an attack told beside it"


def screen_after(
    events: Sequence[Event],
    roles: Sequence[str],
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    bare: bool = False,
) -> None:
    """Drop what united with nothing and says nothing of its own.

    ``bare``: one sentence is all there is; what it says little of is only noted, for the score to judge.
    """
    body = [e for e in events if roles[e.trigger.sentence] != "title"]
    strong = any(not _empty(e) for e in body)
    for event in events:
        once = len(event.spans) == 1
        if not once:
            continue
        if roles[event.trigger.sentence] == "title" and strong:
            event.dropped = ONLY_THERE
        elif (
            event.kind in FORCE
            and _empty(event)
            and OPENS not in event.notes
            and not _told_by_its_word(event)
        ):
            event.dropped = "nothing known of it"
        elif (
            event.kind
            in _REFERRED - {"capture"}  # **السيطرة** على X has its article whether or not it was told of
            and event.trigger.form not in VERBAL
            and event.trigger.definite
            and "verb" not in event.notes
            and CONDEMNED not in event.notes
            and event.status not in ("attempted", "denied")
            and not (event.tolls.keys() & {"killed", "injured"})
            and not (event.places and event.initiators)
            and not _goes_on(event, tokens, sentences[event.trigger.sentence])
        ):
            event.dropped = "refers to something not told here"
        if bare and event.dropped:
            event.notes["screened"], event.dropped = event.dropped, None


def _goes_on(event: Event, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """مع **استمرار** الاشتباكات في X, المعارك **تدور** في Y: a noun with its article, told to be going on now there or between two."""
    trigger = event.trigger
    if event.kind not in _VIOLENT or trigger.form in VERBAL or not trigger.first:
        return False
    if not (event.places or (event.initiators and event.targets)):
        return False  # القتال **مستمر**
    before = tokens[max(sentence.first, trigger.first - 1) : trigger.first]
    near = [*before, *tokens[trigger.last : min(sentence.last, trigger.last + 2)]]
    return any(token.fold.removeprefix("و") in _GOING_ON for token in near)


def _told_by_its_word(event: Event) -> bool:
    """كما **استعادت** قريتين, بدأ **عملية عسكرية**: a verb in the past, an operation without the article; who and where only go unnamed."""
    trigger = event.trigger
    if trigger.form in VERBAL:
        return trigger.form == "past"
    return event.kind == "ground_attack" and not trigger.definite


def _empty(event: Event) -> bool:
    return not (event.places or event.tolls or any(agentive(c) for c in (*event.initiators, *event.targets)))
