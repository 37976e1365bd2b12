"""What happened long before the report, or is the sum of a long time: قتلوا **عام 1988**, **1940 -** الحرب, since the war began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS, DASHES
from marsad.reading.records import Event
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

_YEAR = timedelta(days=366)
_LONG = timedelta(days=31)
# A report without a date may be as old as what it tells, from when outlets are on the web.
_WEB = date(2001, 1, 1)
_UNDATED = date(2011, 1, 1)
_OVER = word_class("over_years")
_YEARS = word_class("years")
_NUMBER_OF = {"حصيله", "الحصيله", "عدد"}
_RISES = ("ارتفع", "يرتفع", "ترتفع", "ليرتفع", "لترتفع")  # rose, rises
_SINCE = {"منذ"}
_UTMOST = word_class("utmost")
_FIRST = {
    "اولي",
    "الاولي",
    "اول",
    "لاول",
    "الاول",
    "الثانيه",
    "الثاني",
    "الثالثه",
    "الثالث",
    "جديد",
    "جديده",
    "الجديد",
}  # first, second, third, new
_OUTBREAK = {"اندلاع", "بدايه", "بدء", "انطلاق", "اندلاعها"}  # the outbreak, beginning of
_WARS = {
    "الازمه",
    "الحرب",
    "النزاع",
    "الثوره",
    "الصراع",
    "الاحداث",
}  # the crisis, war, conflict, revolution, events
_BESIEGED = word_class("besieged_since")
_COMPARED = 14  # tokens from the word of comparison to since when
_FROM_THEN = 7  # tokens from "since" to its year: منذ اندلاع النزاع في سوريا في العام 2011


def past(
    event: Event,
    tokens: Sequence[Token],
    clauses: Clauses,
    dates: Sequence[Any],
    published: str | None,
    years: Sequence[int],
) -> str | None:
    """Why an event is long past for this report; None where nothing says so. ``years``: see ``years_in``."""
    day = day_of(published)
    force = event.kind in FORCE
    end = day_of(event.date.end) if event.date is not None else None
    if day is not None and end is not None and day - end > _YEAR and not _standing(event):
        if event.trigger.rule.frame != "statement" or event.date.first < event.trigger.last:
            return "background, over a year old"
        event.date = (
            None  # يطالب X بالعودة إلى بلدات هُجّر منها **عام 1948**: of what is asked for, not of the asking
        )
    since = _since(clauses, event.trigger.first) if force else 0
    if force and event.date is None and day is not None and _all_old(dates, day, since):
        return "background, over a year old"
    year = _year_beside(event, tokens, years, since) if force and years else None
    if force and (
        (year is not None and _past_year(year, day or _WEB))
        or _annals(tokens, clauses, day)
        or _memorial(clauses)
        or _over_years(event, tokens, clauses)
    ):
        return "history"
    if event.trigger.rule.frame != "statement" and clauses.begun_within(
        clauses.sentence.first, event.trigger.first, ("on_this_day",)
    ):
        return "history"
    if year is not None and day is None and _past_year(year, _UNDATED):
        return "history, unless the report is as old"
    return None


def _standing(event: Event) -> bool:
    """حصار مفروض منذ 2013 stands; "حاصرتها كتائبه عام 2011" is told of the past."""
    since = event.trigger.form != "past" or (event.date is not None and event.date.kind == "since")
    return event.kind == "siege" and since


def years_in(tokens: Sequence[Token]) -> list[int]:
    """The tokens of a report that are years."""
    return [here for here, token in enumerate(tokens) if token.kind == "number" and _year(token) is not None]


def _year_beside(event: Event, tokens: Sequence[Token], years: Sequence[int], since: int) -> Token | None:
    """The bare year beside an event that has no day: "**1934** - اغتيال …"; none behind ``since``."""
    if event.date is not None and event.date.precision == "day":
        return None
    first, last = event.span
    return next(
        (
            tokens[here]
            for here in years
            if first - 2 <= here < last and not 0 < since < here <= since + _FROM_THEN
        ),
        None,
    )


def _since(clauses: Clauses, first: int) -> int:
    """**أعنف** مواجهة **منذ** 2014, قصف الغوطة **المحاصرة منذ** 2013: where a year begins that what stands at ``first`` is only compared with, or of another state.

    0 where there is none.
    """
    if _SINCE.isdisjoint(clauses.words) or (
        _UTMOST.isdisjoint(clauses.words) and _BESIEGED.isdisjoint(clauses.words)
    ):
        return 0
    tokens, sentence = clauses.tokens, clauses.sentence
    for here in range(first + 1, sentence.last):
        if tokens[here].fold not in _SINCE:
            continue
        if tokens[here - 1].fold in _BESIEGED:
            return here
        low = max(sentence.first, here - _COMPARED)
        utmost = [at for at in range(low, here) if tokens[at].fold in _UTMOST]
        if utmost and not any(tokens[at].fold in COMMAS for at in range(utmost[-1], here)):
            return here
    return 0


def _all_old(dates: Sequence[Any], day: date, since: int) -> bool:
    """قتلوا في 16 مارس **1988**، بقنابل ألقتها طائرات: no day is told but long past ones; none behind ``since``."""
    dates = [found for found in dates if not 0 < since <= found.first <= since + _FROM_THEN]
    ends = [day_of(found.end) for found in dates if found.kind == "absolute"]
    return 0 < len(ends) == len(dates) and all(end is not None and day - end > _YEAR for end in ends)


def _annals(tokens: Sequence[Token], clauses: Clauses, day: date | None) -> bool:
    """**1940 -** الحرب العالمية الثانية: a line of a chronicle."""
    first = clauses.sentence.first
    dash = first + 1 < clauses.sentence.last and tokens[first + 1].fold in DASHES
    return dash and _past_year(tokens[first], day or _WEB)


def _over_years(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """تعرضت X **طوال سنوات** لقصف, العملية بدأت **قبل سنوات** بغارات; "for years" (منذ سنوات) may go on."""
    if _YEARS.isdisjoint(clauses.words) or (event.date is not None and event.date.precision == "day"):
        return False
    first, last = event.span
    return any(
        tokens[here].fold in _YEARS and tokens[here - 1].fold in _OVER for here in range(first + 1, last)
    )


def _memorial(clauses: Clauses) -> bool:
    return bool(clauses.begun(("memorial",)))


def total(
    event: Event, tokens: Sequence[Token], clauses: Clauses, dates: Sequence[Any], published: str | None
) -> bool:
    """قتل 300 مدني **منذ بداية العام**: is what is counted a sum over more than a month?"""
    day = day_of(published)
    if any([toll.total for toll in event.tolls.values()]):
        return True
    counted = tokens[event.trigger.first - 1].kind == "number" if event.trigger.first else False
    if event.date is not None and event.date.precision in ("day", "week") and not counted:
        return False
    left, right = event.span
    since = _since(clauses, event.trigger.first) if dates else 0
    for found in dates:
        if not (left <= found.first < right) or 0 < since <= found.first <= since + _FROM_THEN:
            continue
        if found.kind in ("since", "duration"):
            start = day_of(found.start)
            if start is not None and day is not None and day - start > _LONG:
                return True
        if found.precision == "year":
            return True
    return _since_the_war(event, tokens, clauses)


def sum_since(
    event: Event, tokens: Sequence[Token], clauses: Clauses, dates: Sequence[Any], published: str | None
) -> bool:
    """**ارتفعت حصيلة** القتلى جراء القصف **منذ** 18 شباط: a word for what they died of in a sum over more than a month."""
    if not _SINCE & clauses.words or not _risen(event, tokens, clauses):
        return False
    return _long_ago(event, dates, day_of(published))


def _risen(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """**ارتفعت حصيلة** القتلى جراء القصف: a number that rises, told before the word for what they died of."""
    before = [t.fold.removeprefix("و") for t in tokens[clauses.sentence.first : event.trigger.first]]
    return any(word in _NUMBER_OF for word in before) and any(word.startswith(_RISES) for word in before)


def _long_ago(event: Event, dates: Sequence[Any], day: date | None) -> bool:
    """Does a "since" behind the event's word go back more than a month?"""
    for found in dates:
        if found.kind != "since" or found.first < event.trigger.first:
            continue
        start = day_of(found.start)
        if start is not None and day is not None and day - start > _LONG:
            return True
    return False


def _since_the_war(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """تعرضت X لعدة هجمات **منذ اندلاع الأزمة**: all of a war, unless one is only compared with what was since then, **للمرة الأولى**."""
    if (
        event.kind not in FORCE
        or not _SINCE & clauses.words
        or not (_UTMOST | _FIRST).isdisjoint(clauses.words)
    ):
        return False
    low = clauses.sentence.first
    return any(
        tokens[here].fold in _SINCE and tokens[here + 1].fold in _OUTBREAK and tokens[here + 2].fold in _WARS
        for here in range(max(low, event.span[0]), min(event.span[1], clauses.sentence.last - 2))
    )


def _year(token: Token) -> int | None:
    """The year that a number is, or None."""
    if token.kind != "number" or len(token.fold) != 4 or not token.fold.isdecimal():
        return None
    return int(token.fold) if 1800 <= int(token.fold) <= 2100 else None


def _past_year(token: Token, day: date) -> bool:
    """Is it a year before the last, as seen from ``day``?"""
    year = _year(token)
    return year is not None and year < day.year - 1


@lru_cache(maxsize=256)
def day_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
