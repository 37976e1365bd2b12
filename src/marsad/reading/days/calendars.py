"""Days, weeks, months and years as intervals of civil days, and the Hijri calendar by its tabular rule."""

from __future__ import annotations

from datetime import date, timedelta

# Days before 1 Muharram 1 as a proleptic Gregorian ordinal: of the two tabular epochs the one nearer Umm al-
# Qura.
_HIJRI_EPOCH = 227013


def hijri_day(year: int, month: int, day: int, weekday: int | None = None) -> date | None:
    """The Gregorian day of a Hijri date, None outside the calendar.

    Months begin with the sighted moon, so the table may be a day off; a weekday named beside the date settles
    it.
    """
    if not (1300 <= year <= 1600 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    ordinal = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _HIJRI_EPOCH
    found = date.fromordinal(ordinal)
    if weekday is not None:
        for shift in (0, 1, -1, 2, -2):
            if (found + timedelta(shift)).weekday() == weekday:
                return found + timedelta(shift)
    return found


def hijri_year(day: date) -> int:
    """The Hijri year that ``day`` falls in, by the table."""
    return (30 * (day.toordinal() - _HIJRI_EPOCH) + 10646) // 10631


def make_day(year: int, month: int, day: int) -> date | None:
    """A civil day, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; ``month`` may run over either end of the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(1)


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The latest day with that weekday (0 is Monday), ``day`` itself included."""
    return day - timedelta((day.weekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """The first day with that weekday strictly after ``day``."""
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)
