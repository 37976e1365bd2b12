"""Event words that tell of no event of this report: background, totals, habits, states, references that lead nowhere.

Two passes. ``before`` looks at one event in its sentence; ``after`` looks at what is left once tellings are united.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.noun_slots import made_against
from marsad.reading.grammar.parties import agentive
from marsad.reading.grammar.scan import At, written_preposition
from marsad.reading.records import NOBODY_SAYS, VERBAL, Chunk, Event
from marsad.text.fold import fold
from marsad.text.tokens import Token

FORCE = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "abduction", "capture",
         "destruction"}  # fmt: skip
_ASSERTED = {"killing", "abduction", "abuse", "explosion", "destruction", "ground_attack", "protest", "riot"}
DISASTER = "deaths in an accident or disaster"
_REFERRED = FORCE | {"protest", "riot", "negotiation", "ceasefire", "agreement", "mediation", "displacement"}
_YEAR = timedelta(days=366)
# A report without a date may be as old as what it tells, from when outlets are on the web.
_WEB = date(2001, 1, 1)
_UNDATED = date(2011, 1, 1)
_DASHES = {"-", "–", "—"}
_LONG = timedelta(days=31)
_HELD = word_class("held")
_THAT = word_class("that")
_RELATIVES = word_class("who_or_which")
_ARMED = {"army", "air_force", "police", "intelligence", "militia", "rebel", "jihadist", "coalition", "force", "air", "drone", "artillery",
          "navy", "fighters", "organisation"}  # fmt: skip
_DEFENCE = "الدفاع"  # defence: its ministry speaks of arms


CONDEMNED = "condemned"
"""A note: the words condemn it, and tell on whom and where it was."""
_CONDEMNING = word_class("condemning")
_EVERY = {"كل", "اي", "ايه", "جميع"}  # every, any, all
_BEHIND = 8  # tokens from the verb that condemns to the noun of what is condemned


def note_condemned(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """أدانت X **الهجوم** على Y في Z: what is condemned and told with whom it hit and where has happened."""
    said = [e for e in events if e.kind == "accusation" and e.trigger.form in VERBAL]
    for event in events:
        trigger = event.trigger
        struck = [c for c in event.targets if c not in event.initiators]
        if event.kind not in FORCE or trigger.form in VERBAL or not (struck and event.places):
            continue
        if tokens[trigger.first - 1].fold in _EVERY:
            continue  # تدين X **كل** هجوم على المدنيين
        by = next((e for e in reversed(said) if e.trigger.last <= trigger.first), None)
        if by is None or trigger.first - by.trigger.last > _BEHIND:
            continue
        verb = by.trigger
        word = tokens[verb.first].fold
        between = tokens[verb.last : trigger.first]
        if word.removeprefix("و") in _CONDEMNING and all(t.kind == "word" for t in between):
            event.notes[CONDEMNED] = word
            by.targets = [c for c in by.targets if c not in struck]


class Tenor(Struct, frozen=True, gc=False):
    """What a report is about, by counts of cue words: ``arms`` and ``ordinary`` (sport, markets, science, culture)."""

    arms: int
    ordinary: int
    disaster: int
    size: int

    @property
    def of_arms(self) -> bool:
        """Do words of war stand thick enough to trust a word that sport uses too?"""
        return self.arms >= 4 and self.arms * 40 >= self.size and self.arms > 2 * self.ordinary

    @property
    def peaceful(self) -> bool:
        return self.ordinary >= 4 and self.ordinary > self.arms


def tenor_of(at: At, tokens: Sequence[Token]) -> Tenor:
    """Count the words that tell a report's subject."""
    arms = ordinary = disaster = 0
    for here in {here for name in ("military", "ordinary", "disaster") for here in at.cues.get(name, ())}:
        for hit in at.any(here):
            if hit.term.layer != "cue":
                continue
            if hit.term.ref == "military":
                arms += 1
                break
            if hit.term.ref == "ordinary":
                ordinary += 1
                break
            if hit.term.ref == "disaster":
                disaster += 1
                break
    return Tenor(arms, ordinary, disaster, len(tokens))


def screen_before(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    clauses: Clauses,
    dates: Sequence[Any],
    published: str | None,
    role: str,
    tenor: Tenor,
    voices: Sequence[Chunk] = (),
) -> None:
    """Drop an event that its own sentence marks as none; ``voices`` are those who speak in it."""
    if event.dropped:
        return
    condemned = CONDEMNED in event.notes
    if (
        event.kind in FORCE
        and not (condemned and not tenor.peaceful)
        and _no_arms(event, tokens, tenor, voices)
    ):
        event.dropped = "no sign of arms"
        return
    event.dropped = past(event, tokens, at, clauses, dates, published)
    if event.dropped:
        return
    day = _day(published)
    if event.kind in FORCE and _total(event, tokens, dates, day):
        event.dropped = "a total over a long time"
        return
    if event.kind in FORCE and not event.tolls and _habit(event, at, clauses):
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
    if _in_his(event, tokens):
        event.dropped = "taken for known"
        return
    if event.kind in _ASSERTED and not condemned and not _asserted(event, tokens, at, role):
        event.dropped = "mentioned, not told"
        return
    if event.kind == "capture":
        _capture(event, tokens, role)
    elif event.trigger.rule.frame == "statement":
        _statement(event, tokens)


def past(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    clauses: Clauses,
    dates: Sequence[Any],
    published: str | None,
) -> str | None:
    """Why an event is long past for this report; None where nothing says so."""
    day = _day(published)
    end = _day(event.date.end) if event.date is not None else None
    # حصار مفروض منذ 2013 stands; "حاصرتها كتائبه عام 2011" is told of the past
    since = event.trigger.form != "past" or (event.date is not None and event.date.kind == "since")
    standing = event.kind == "siege" and since
    if day is not None and end is not None and day - end > _YEAR and not standing:
        return "background, over a year old"
    if event.kind in FORCE and event.date is None and day is not None and _all_old(dates, day):
        return "background, over a year old"
    if event.kind in FORCE and (
        _long_ago(event, tokens, day) or _annals(tokens, clauses, day) or _memorial(at, clauses)
    ):
        return "history"
    first = clauses.sentence.first
    if event.trigger.rule.frame != "statement" and at.within(first, event.trigger.first, "on_this_day"):
        return "history"
    if event.kind in FORCE and day is None and _long_ago(event, tokens, _UNDATED):
        return "history, unless the report is as old"
    return None


_ARMED_DOING = word_class("armed_or_civil")


def _no_arms(event: Event, tokens: Sequence[Token], tenor: Tenor, voices: Sequence[Chunk]) -> bool:
    """A word of war without an armed side, a weapon or a victim, in a report about something else."""
    armed = any(_of_arms(c) for c in (*event.initiators, *event.targets))
    hurt = any(toll.min > 0 for what, toll in event.tolls.items() if what in ("killed", "injured"))
    rule = event.trigger.rule
    if tenor.peaceful and not (armed and (event.means or hurt)):
        return True
    if rule.toll:
        return tenor.disaster >= 1 and tenor.disaster * 4 >= tenor.arms and not armed
    if event.kind == "destruction" and not armed:
        told = not event.initiators and any(_of_arms(c) for c in voices)  # أعلن **الجيش** تدمير X
        torn_down = any(c.sort in ("protesters", "state") for c in event.initiators)
        return not (told or torn_down or _of_relief(event))
    if rule.soft and not event.deniers:  # who denies a deed speaks of one
        after = event.trigger.last
        said = any(t.fold in _ARMED_DOING for t in tokens[after - 1 : after + 1])
        said = said or _breaks_out(event, tokens) or _seen(event, tokens)
        # أعلن **الجيش** السيطرة على X
        said = said or (not event.initiators and any(_of_arms(c) for c in voices))
        return not (armed or hurt or event.means or tenor.of_arms or said)
    return False


def _of_arms(chunk: Chunk) -> bool:
    """An armed side, or the ministry that has one: قالت **وزارة الدفاع** الروسية إن قواتها سيطرت على X."""
    return chunk.armed or chunk.sort in _ARMED or _DEFENCE in chunk.name


def _of_relief(event: Event) -> bool:
    """نُهبت **قافلة مساعدات**, مستودعات **الأونروا**: what relief is brought in, and whoever brings it."""
    return any(
        c.sort in ("un", "ngo") or (c.kind == "object" and not _RELIEF.isdisjoint(fold(c.name).split()))
        for c in event.targets
    )


_RELIEF = {
    "مساعدات",
    "المساعدات",
    "اغاثه",
    "الاغاثه",
    "اغاثيه",
    "انسانيه",
}  # aid, relief, of relief, humanitarian


def _breaks_out(event: Event, tokens: Sequence[Token]) -> bool:
    """**اندلعت** اشتباكات عنيفة, **وقع** هجوم: the verb says that it happened; of a match or a debate others are used."""
    trigger = event.trigger
    low = max(event.span[0], trigger.first - 2)
    return trigger.form not in VERBAL and any(
        t.fold.lstrip("و") in _BREAKING for t in tokens[low : trigger.first]
    )


def _seen(event: Event, tokens: Sequence[Token]) -> bool:
    """**شهدت** بلدة X اشتباكات: a place sees it."""
    before = tokens[event.span[0] : event.trigger.first]
    return bool(event.places) and any(t.fold.lstrip("و") in _SEEING for t in before)


_SEEING = word_class("seeing")
_BREAKING = {
    "اندلع",
    "اندلعت",
    "تندلع",
    "اندلاع",
    "نشب",
    "نشبت",
    "قع",
    "قعت",
}  # broke out (twice), took place


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _total(event: Event, tokens: Sequence[Token], dates: Sequence[Any], day: date | None) -> bool:
    if any(toll.total for toll in event.tolls.values()):
        return True
    counted = tokens[event.trigger.first - 1].kind == "number" if event.trigger.first else False
    if event.date is not None and event.date.precision in ("day", "week") and not counted:
        return False
    left, right = event.span
    for found in dates:
        if not (left <= found.first < right):
            continue
        if found.kind in ("since", "duration"):
            start = _day(found.start)
            if start is not None and day is not None and day - start > _LONG:
                return True
        if found.precision == "year":
            return True
    return False


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
    for here in range(event.trigger.first - 1, max(-1, event.trigger.first - 5), -1):
        if tokens[here].kind == "punct" or tokens[here].fold in _THAT:
            return False
        hit = at.cue(here, "light_patient", "light_agent", "light_occur", "saying")
        if hit is not None and (hit.term.form in VERBAL or hit.term.ref == "light_patient"):
            return True
    return False


def in_disaster(event: Event, at: At, clauses: Clauses) -> bool:
    """Does the sentence of this event tell of an accident or of nature?"""
    return at.within(clauses.sentence.first, clauses.sentence.last, "disaster")


def _long_ago(event: Event, tokens: Sequence[Token], day: date | None) -> bool:
    """A bare year before the last: "1934 - اغتيال …"."""
    if event.date is not None and event.date.precision == "day":
        return False
    years = (t for t in tokens[max(0, event.span[0] - 2) : event.span[1]] if _year(t) is not None)
    first = next(years, None)
    return first is not None and _past_year(first, day or _WEB)


def _year(token: Token) -> int | None:
    """The year that a number is, or None."""
    if token.kind != "number" or len(token.fold) != 4 or not token.fold.isdecimal():
        return None
    return int(token.fold) if 1800 <= int(token.fold) <= 2100 else None


def _past_year(token: Token, day: date) -> bool:
    """Is it a year before the last, as seen from ``day``?"""
    year = _year(token)
    return year is not None and year < day.year - 1


def _all_old(dates: Sequence[Any], day: date) -> bool:
    """قتلوا في 16 مارس **1988**، بقنابل ألقتها طائرات: no day is told but long past ones."""
    ends = [_day(found.end) for found in dates if found.kind == "absolute"]
    return 0 < len(ends) == len(dates) and all(end is not None and day - end > _YEAR for end in ends)


def _annals(tokens: Sequence[Token], clauses: Clauses, day: date | None) -> bool:
    """**1940 -** الحرب العالمية الثانية: a line of a chronicle."""
    first = clauses.sentence.first
    dash = first + 1 < clauses.sentence.last and tokens[first + 1].fold in _DASHES
    return dash and _past_year(tokens[first], day or _WEB)


def _memorial(at: At, clauses: Clauses) -> bool:
    return at.within(clauses.sentence.first, clauses.sentence.last, "memorial")


def _habit(event: Event, at: At, clauses: Clauses) -> bool:
    return at.within(*event.span, "habitual")


def _capture(event: Event, tokens: Sequence[Token], role: str) -> None:
    """Holding a place is no event; taking it is: منطقة تسيطر عليها X, مناطق سيطرة X, خارج سيطرته."""
    trigger = event.trigger
    word = tokens[trigger.first - 1].fold if trigger.first else ""
    if (
        (trigger.form == "present" and role != "title")
        or (trigger.form in VERBAL and trigger.after and word in _RELATIVES)
        or (
            trigger.form not in VERBAL
            and (word in _HELD or (written_preposition(trigger.before) == "ل" and word in _HELD))
        )
    ):
        event.dropped = "holds, does not take"


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
        if event.dropped or event.kind != "destruction":
            continue
        sorts = {c.sort for c in event.initiators}
        if sorts & {"air", "drone", "air_force"}:
            event.kind = "air_strike"
        elif "artillery" in sorts:
            event.kind = "shelling"
        elif attacks:
            event.dropped = "result of an attack told beside it"


def screen_after(events: Sequence[Event], roles: Sequence[str], bare: bool = False) -> None:
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
            event.dropped = "only in the headline"
        elif event.kind in FORCE and _empty(event):
            event.dropped = "nothing known of it"
        elif (
            event.kind in _REFERRED
            and event.trigger.definite
            and "verb" not in event.notes
            and CONDEMNED not in event.notes
            and event.status not in ("attempted", "denied")
            and not (event.tolls.keys() & {"killed", "injured"})
            and not (event.places and event.initiators)
        ):
            event.dropped = "refers to something not told here"
        if bare and event.dropped:
            event.notes["screened"], event.dropped = event.dropped, None


def _empty(event: Event) -> bool:
    return not (event.places or event.tolls or any(agentive(c) for c in (*event.initiators, *event.targets)))
