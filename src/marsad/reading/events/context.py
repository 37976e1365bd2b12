"""What an event takes over from the report around it: the place and the day of what was told just before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from marsad.reading.days.dates import DateMention
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.opened_with import Opening
from marsad.reading.grammar.turns import counts_back
from marsad.reading.records import Event

_PLACED = {
    "armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "capture", "siege",
    "arrest", "displacement", "protest", "riot", "withdrawal", "abduction", "restriction", "destruction",
    "ceasefire", "aid", "mobilization", "abuse", "release",
}  # fmt: skip
_NEAR = 1  # sentences
_WAS = {"كان", "كانت", "وكان", "وكانت", "وكانا", "وكانتا", "وكانوا"}  # (and) he was, she was …
_HAD = {"قد", "وقد"}
_EARLIER = {"وسبق", "سبق"}  # (and) it has happened before
_SUBJECT = 12  # tokens from "was" to the "had" behind its subject
_FRESH = timedelta(2)


def take_over(
    events: Sequence[Event],
    dates: Sequence[DateMention],
    published: str | None,
    clauses: Sequence[Clauses],
    entries: Entries,
    roles: Sequence[str],
    sent: Mapping[int, tuple[str, int, int]],
) -> None:
    """Give events that name no place or no day those of what is told beside them; ``sent``: by sentence, the day of its stamp."""
    _places(events, clauses, entries)
    _stamped(events, sent)
    _days(events, dates, published, roles, entries, clauses)


def _stamped(events: Sequence[Event], sent: Mapping[int, tuple[str, int, int]]) -> None:
    """[**27.01.21** 14:32] / غارة على X: what a message tells without a day it tells of the day on which it was sent."""
    for event in events if sent else ():
        stamp = next((sent[telling.sentence] for telling in event.tellings if telling.sentence in sent), None)
        if stamp is None or event.status == "planned" or (event.date is not None and event.date.start):
            continue
        day, first, last = stamp
        event.date = DateMention(first, last, event.trigger.sentence, day, day, "day", "text", "absolute")
        event.notes["day"] = "as in what is told beside it"


def _places(events: Sequence[Event], clauses: Sequence[Clauses], entries: Entries) -> None:
    """Give events that name no place those that they stand under, else the place of the nearest event told just before them.

    Not what came first: انفجار لغم في X بعد يومين من **مقتل** جندي.
    """
    for at, event in enumerate(events):
        if event.places or event.kind not in _PLACED or event.status == "planned":
            continue
        sentence = event.trigger.sentence
        if entries.heads and entries.places[sentence]:
            event.places = list(entries.places[sentence])
            continue
        before = [e for e in events[:at] if e.places and "place" not in e.notes]
        source = before[-1] if before else None
        if source is None or abs(source.trigger.sentence - sentence) > _NEAR:
            continue
        if source.trigger.sentence == sentence and _before_it(source, event, clauses[sentence]):
            continue
        event.places = list(source.places)
        event.notes["place"] = "as in the event beside it"


def _before_it(told: Event, event: Event, clauses: Clauses) -> bool:
    low, high = told.trigger.last, event.trigger.first
    return any(low <= at < high and counts_back(clauses.tokens, at, high) for at in clauses.turns)


def _days(
    events: Sequence[Event],
    dates: Sequence[DateMention],
    published: str | None,
    roles: Sequence[str],
    entries: Entries,
    clauses: Sequence[Clauses],
) -> None:
    """Give events told without a day the day of the report's own news.

    That is the day of the nearest event told before them, else the nearest day named before them. Only days just before
    publication are taken over: older ones belong to the background. So do those of a paragraph that goes back (**وكانت** X
    **قد** اتفقت الاثنين على هدنة), for what is told in the next. A line of a live page that begins with a time takes over
    none of another line.
    """
    try:
        today = date.fromisoformat(published or "")
    except ValueError:
        today = None
    told = [(e.trigger.sentence, e.date) for e in events if _fresh(e.date, today)]
    named = [(d.sentence, d) for d in dates if _fresh(d, today)]
    paragraphs = _paragraphs(clauses, roles)
    back = {number for number, first in enumerate(paragraphs) if goes_back(clauses[first])}
    for event in events:
        if event.status == "planned" or (event.date is not None and event.date.start):
            continue
        here = event.trigger.sentence
        if roles[here] == "title":
            here = max(
                telling.sentence for telling in event.tellings
            )  # a headline has the day of what it heads
        opening = clauses[here].opening
        mine, others = told, named
        if opening is not None:
            mine, others = (
                [one for one in days if not _beyond(one, event, opening)] for days in (told, named)
            )
        if roles[here] == "update":
            found = _nearest([one for one in (*mine, *others) if not entries.two(one[0], here)], here)
        else:
            since = paragraphs[here] if back else 0
            found = _nearest([one for one in mine if one[0] not in back or one[0] >= since], here)
            found = found or _nearest([one for one in others if one[0] not in back or one[0] >= since], here)
        if found is not None:
            event.date = found
            event.notes["day"] = "as in what is told beside it"


def _beyond(told: tuple[int, DateMention], event: Event, opening: Opening) -> bool:
    """بعد **يوم** من مقتل X، **شنت** Y غارات: is a day told on the other side of the comma?"""
    sentence, day = told
    return sentence == event.trigger.sentence and opening.between(day.first, event.trigger.first)


def _paragraphs(clauses: Sequence[Clauses], roles: Sequence[str]) -> list[int]:
    """By sentence, the first one of its paragraph."""
    out: list[int] = []
    for number, here in enumerate(clauses):
        first = here.sentence.first
        new = not number or roles[number] != roles[number - 1] or here.tokens[first - 1].kind == "newline"
        out.append(number if new else out[-1])
    return out


def goes_back(clauses: Clauses) -> bool:
    """**وكانت** X **قد** اتفقت مع Y, **وسبق** أن قصفت X: a sentence that begins with what was before the news."""
    tokens, (first, last) = clauses.tokens, (clauses.sentence.first, clauses.sentence.last)
    opening = tokens[first].fold
    if opening in _EARLIER:
        return True
    return opening in _WAS and any(t.fold in _HAD for t in tokens[first + 1 : min(last, first + _SUBJECT)])


def _nearest(days: Sequence[tuple[int, DateMention]], here: int) -> DateMention | None:
    """The day told last, up to a sentence. One told further on is as often that of something else."""
    before = [day for sentence, day in days if sentence <= here]
    return before[-1] if before else None


def _fresh(day: DateMention | None, today: date | None) -> bool:
    if day is None or day.start is None or day.precision != "day" or day.start != day.end or day.future:
        return False
    if day.back is not None:
        return False  # بعد يومين من السيطرة على X، كذا: of what came before the news
    return today is None or timedelta(0) <= today - date.fromisoformat(day.start) <= _FRESH
