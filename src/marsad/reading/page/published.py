"""The day a page says it was published: beside its title, after "published on", in a post's stamp."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from marsad.text.fold import fold
from marsad.text.plain import single_spaces

if TYPE_CHECKING:
    from marsad.reading.page.lines import Line


class DateTable(Struct, frozen=True):
    """``full`` finds a full date in folded text, ``led`` at its beginning; ``company`` may stand by it."""

    full: re.Pattern[str]
    led: re.Pattern[str]
    months: dict[str, int]
    company: frozenset[str]


_DIGIT_YEAR = re.compile(r"20\d\d")


def compile_dates(months: Mapping[int, Sequence[str]], company: Sequence[str]) -> DateTable:
    """Build the patterns from the month names (any language) and the words that accompany a date."""
    names = {fold(name): number for number, each in months.items() for name in each}
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    # Before a month by name digits may stand: those of an account's name ("24March 19, 2025").
    full = (
        r"(?:(?<!\d)(?:(?P<y1>20\d\d)\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<d1>\d{1,2})(?!\d)"
        r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>20\d\d)(?!\d)"
        rf"|(?P<d3>\d{{1,2}})\s{{0,3}}(?:من\s|[/-])?\s?(?P<m3>{month})\.?"
        rf"(?:\s?[/\\(]\s?(?:{month})\)?)?\s?[,،/-]?\s?(?:عام\s|سنه\s)?(?P<y3>20\d\d))"
        rf"|(?P<m4>{month})\.?\s(?P<d4>\d{{1,2}})\s?[,،]\s?(?P<y4>20\d\d))"
    )
    led = r"[\W_]{0,6}(?:\w+\s?[,،]?\s)?" + full.replace("(?P<", "(?P<led_")
    words = frozenset(fold(word) for word in company)
    return DateTable(re.compile(full), re.compile(led), names, words)


def has_date(folded: str) -> bool:
    """Whether a year of this century stands in the folded text: the cheap question before the dear one."""
    return _DIGIT_YEAR.search(folded) is not None


def read_date(folded: str, dates: DateTable) -> str | None:
    """The first full date of the folded text as an ISO day; day before month where the order is open."""
    for match in dates.full.finditer(folded):
        if day := _iso(match, dates):
            return day
    return None


def _iso(match: re.Match[str], dates: DateTable) -> str | None:
    for form in "1234":
        if match["y" + form] is None:
            continue
        month = int(match["m" + form]) if form in "12" else dates.months[match["m" + form]]
        day = int(match["d" + form])
        if form == "2" and month > 12 >= day:
            day, month = month, day
        try:
            return date(int(match["y" + form]), month, day).isoformat()
        except ValueError:
            return None
    return None


_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?")
_WORD = re.compile(r"\w+")


def is_date_text(folded: str, dates: DateTable) -> bool:
    """Whether the line is a date and its company (weekday, time, time zone), nothing else."""
    rest = _TIME.sub(" ", dates.full.sub(" ", folded, count=2))
    return all(word in dates.company for word in _WORD.findall(rest))


def is_date(line: Line) -> bool:
    """Whether the line is nothing but a date."""
    return line.only_day


def page_date(lines: list[Line], prose: int | None, title: int | None) -> str | None:
    """The page's own date: after "published on", else on a line at its head, else of the last change.

    A date among other stories' headlines, and the day's date above a menu, are not it.
    """
    changed = None
    for line in lines:
        if line.rule is None or line.day is None:
            continue
        if line.rule.does == "dated":
            return line.day
        if line.rule.does == "updated":
            changed = changed or line.day
    for at, line in enumerate(lines):
        if not line.rule and line.reason != "date_line":
            continue
        if prose is not None and at > prose and not _under_lead(lines, at, prose, title):
            break
        if line.only_day and line.reason == "date_line" and _beside(lines, at, prose, title):
            return line.day
    foot = next((line for line in reversed(lines) if line.role or line.only_day), None)
    return foot.day if foot is not None and foot.reason == "date_line" and prose is not None else changed


def _under_lead(lines: list[Line], at: int, prose: int, title: int | None) -> bool:
    """Whether nothing but the lead and a byline stands between the title and this line."""
    if title is None or not title < prose <= title + 3 or at > title + 6:
        return False
    return sum(line.words >= 12 for line in lines[title + 1 : at]) <= 1


def _beside(lines: list[Line], at: int, prose: int | None, title: int | None) -> bool:
    """At most six lines under the title, two above it; without a title at most four above the text."""
    if title is not None and (prose is None or title < prose):
        others = any(line.reason == "before_title" for line in lines[at:title])
        return title < at <= title + 6 or (title - 2 <= at < title and not others)
    return prose is not None and prose - 4 <= at < prose


_HANDLE = re.compile(r"\(@\w{1,15}\)\s?")
_STAMP = 32  # characters behind an account's name in which the day of its post stands


def embedded_day(text: str, dates: DateTable) -> str | None:
    """The day of the last post that a report quotes whole: "— الدفاع المدني (@account) **August 19, 2022**"."""
    if "(@" not in text:
        return None
    days = []
    for handle in _HANDLE.finditer(text):
        stamp = dates.full.match(single_spaces(fold(text[handle.end() : handle.end() + _STAMP])).lstrip())
        if stamp is not None and (day := _iso(stamp, dates)):
            days.append(day)
    return max(days, default=None)
