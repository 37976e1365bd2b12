"""From what an expression says to an interval of days, given the day the report calls today."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.reading.days.calendars import (
    hijri_day,
    hijri_year,
    make_day,
    month_span,
    weekday_after,
    weekday_on_or_before,
    year_span,
)
from marsad.reading.days.read import Said

Span = tuple[date | None, date | None, str | None, str | None]
_NOTHING: Span = (None, None, None, None)
_DAYS = {"day": 1, "week": 7}


def _nearest(said: Said, today: date, future: bool) -> date | None:
    """The day of a date without a year: the nearest past one, or the next for what is still to come."""
    assert said.month is not None and said.day is not None
    found: list[date] = []
    for shift in (-2, -1, 0, 1):
        day = (
            hijri_day(hijri_year(today) + shift, said.month, said.day, said.weekday)
            if said.hijri
            else make_day(today.year + shift, said.month, said.day)
        )
        if day is not None:
            found.append(day)
    if said.weekday is not None:
        found = [day for day in found if day.weekday() == said.weekday] or found
    if future:
        found = [day for day in found if day >= today] or found
        return min(found) if found else None
    # "اليوم الأحد 12" on a page stamped the day before, by its time zone.
    slack = 3 if said.offset is not None or said.weekday is not None else 0
    past = [day for day in found if day <= today + timedelta(slack)]
    return max(past) if past else None


def _absolute(said: Said, today: date | None) -> Span:
    year, month, day = said.year, said.month, said.day
    future = said.future or said.direction == "next"
    if year is not None and month is None:
        start, end = year_span(year)
        if said.edge == "end":
            start = date(year, 12, 1)
        return start, end, "year", "text"
    assert month is not None
    if year is not None and year < 1500 and (said.hijri or day is None):
        said.hijri = True
    if day is not None:
        if year is not None:
            found = hijri_day(year, month, day, said.weekday) if said.hijri else make_day(year, month, day)
            return (found, found, "day", "text") if found else _NOTHING
        if today is None:
            return _NOTHING
        if said.direction in ("now", "year now") and not said.hijri:
            # "12 مارس الجاري" is of this month, even where the page was stamped a day or two before
            found = make_day(today.year, month, day)
            if found is not None and abs((found - today).days) <= 40:
                return found, found, "day", "published"
        found = _nearest(said, today, future)
        return (found, found, "day", "published") if found else _NOTHING
    if said.hijri:
        if year is None and today is None:
            return _NOTHING
        year = year if year is not None else hijri_year(today or date.min)
        start_day = hijri_day(year, month, 1)
        return (start_day, start_day + timedelta(28), "month", "text") if start_day else _NOTHING
    if year is not None:
        return (*month_span(year, month), "month", "text")
    if today is None:
        return _NOTHING
    year = today.year
    if said.direction == "year past":
        year -= 1
    elif future:
        year += month < today.month
    elif month > today.month or (said.direction == "past" and month == today.month):
        year -= 1
    return (*month_span(year, month), "month", "published")


def _of_month(said: Said, today: date | None) -> Span:
    """ "التاسع من الشهر الجاري" (the ninth of this month), "… الماضي" (of last month)."""
    if today is None or said.day is None:
        return _NOTHING
    start, end = month_span(today.year, today.month - (said.direction == "past"))
    found = start + timedelta(said.day - 1)
    return (found, found, "day", "published") if found <= end else _NOTHING


def _day(said: Said, today: date) -> Span:
    weekday, offset = said.weekday, said.offset
    if offset is not None:
        found = today + timedelta(offset)
        if weekday is not None and found.weekday() != weekday:
            # The weekday is the harder fact: the page may carry another day than the one it was written on.
            ahead = today + timedelta(offset + 1)
            found = (
                ahead if ahead.weekday() == weekday and offset >= 0 else weekday_on_or_before(found, weekday)
            )
    elif said.weekday2 is not None:
        found = weekday_on_or_before(today, said.weekday2) - timedelta(1)
    else:
        assert weekday is not None
        if said.direction == "next" or (said.future and today.weekday() != weekday):
            found = weekday_after(today, weekday)  # today itself is told by its name too: يجتمع المجلس السبت
        else:
            found = weekday_on_or_before(today - timedelta(said.direction == "past"), weekday)
            found -= timedelta(7 * said.twice)
    return found, found, "day", "published"


def _relative(said: Said, today: date) -> Span:
    unit, count = said.unit, said.count
    if unit is None:
        return _NOTHING
    if (
        said.direction in ("now", "next", "past")
        and said.lead is None
        and unit in ("week", "month", "year")
        and count == 1
    ):
        step = {"now": 0, "next": 1, "past": -1}[said.direction] - said.twice
        if unit == "week":
            start = today + timedelta(7 * step) if step else today - timedelta(today.weekday())
            return start, start + timedelta(6), "week", "published"
        if unit == "month":
            return (*month_span(today.year, today.month + step), "month", "published")
        return (*year_span(today.year + step), "year", "published")
    if unit == "hour":
        days = 0 if count is None or count < 24 else min(count // 24, 400)
        if said.direction == "next":
            return today, today + timedelta(days), "day", "published"
        start = today - timedelta(days)
        return start, today, "day", "published"
    if count is None or count > 4000 or said.direction == "next":
        return _NOTHING
    if unit in _DAYS:
        start = today - timedelta(count * _DAYS[unit])
        if said.direction == "past" or said.lead == "since":
            return start, today, "day" if unit == "day" else "week", "published"
        return (
            start,
            start + timedelta(6 if unit == "week" else 0),
            "day" if unit == "day" else "week",
            "published",
        )
    if unit == "month":
        return (
            (*month_span(today.year, today.month - count), "month", "published") if count < 1200 else _NOTHING
        )
    return (*year_span(today.year - count), "year", "published") if count < today.year - 1 else _NOTHING


def _from_the_first(said: Said, span: Span) -> Span:
    """بين **18** و20 يناير: from the first of the days told; of the night of the 17th to the 18th the evening's day."""
    last = span[1]
    if said.first_day is None or said.day is None or last is None or said.hijri:
        return span
    month = last if said.first_day < said.day else last.replace(day=1) - timedelta(1)  # بين 30 **و2** يناير
    first = make_day(month.year, month.month, said.first_day)
    if first is None:
        return span
    return first, first if said.night else last, *span[2:]


def resolve(said: Said, today: date | None) -> Span:
    """First and last day, precision and anchor; all None where the words and ``today`` do not settle it."""
    if said.kind in ("habitual", "duration"):
        return _NOTHING
    if said.day is not None and said.month is None and said.year is None:
        return _of_month(said, today)
    if said.month is not None or said.year is not None:
        return _from_the_first(said, _absolute(said, today))
    if today is None:
        return _NOTHING
    if said.offset is not None or said.weekday is not None:
        return _day(said, today)
    return _relative(said, today)
