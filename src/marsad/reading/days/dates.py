"""Dates: every expression of time in a report, as an interval of days with its precision and its anchor.

What an expression says is read first (``date_read``: parts of the day, weekday, day, month, year, direction,
count), then resolved against the day of publication (``date_resolve``). Without that day only dates that
carry a year are resolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, cast

from msgspec import Struct

from marsad.reading.days.calendars import make_day
from marsad.reading.days.read import DateKind, Said
from marsad.reading.days.resolve import resolve
from marsad.reading.days.table import TimeTable, compile_times
from marsad.reading.days.taken_up import days_taken_up
from marsad.reading.days.units import DateReader
from marsad.text.numbers import NumberTable
from marsad.text.tokens import Sentence, Token

__all__ = ["DateMention", "TimeTable", "compile_times", "find_dates"]


Precision = Literal["day", "week", "month", "year"]
Anchor = Literal["published", "text"]


class DateMention(Struct, frozen=True, gc=False):
    """Tokens ``first``–``last`` (half open) of sentence ``sentence``; ``start`` and ``end`` are inclusive ISO
    days.

    ``anchor`` says what the words were resolved against: the day of publication, the text alone, or nothing.
    ``back``: what follows came so many days before what stands before it ("بعد يومين من").
    ``month`` and ``year`` precisions cover the whole period, so ``start`` is its first day.
    """

    first: int
    last: int
    sentence: int
    start: str | None
    end: str | None
    precision: Precision | None
    anchor: Anchor | None
    kind: DateKind
    night: bool = False
    future: bool = False
    back: int | None = None


def _iso(start: date | None, end: date | None) -> tuple[str | None, str | None]:
    return (start.isoformat() if start else None, end.isoformat() if end else None)


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _own_day(found: Sequence[tuple[int, int, int, Said]], published: date | None) -> date | None:
    """The day the report itself calls today, where its words settle it; else the day of publication.

    A page stamped Saturday that says "اليوم الأحد" (today, Sunday) was written on Sunday: "أمس" is then
    Saturday. Without a stamp, "اليوم الأربعاء 8 أيار" needs a year: the latest the text names in which 8 May
    is a Wednesday.
    """
    years = sorted(
        {said.year for *_, said in found if said.year is not None and said.year > 1900}, reverse=True
    )
    for *_, said in found:
        if said.offset not in (0, -1):
            continue
        back = timedelta(-said.offset)
        if published is not None:
            if said.weekday is None or said.month is not None:
                continue
            for shift in (0, 1, -1):
                day = published + timedelta(shift)
                if (day - back).weekday() == said.weekday:
                    return day
        elif said.day is not None and said.month is not None and not said.hijri:
            for year in [said.year] if said.year is not None else years if said.weekday is not None else []:
                own = make_day(year, said.month, said.day)
                if own is not None and said.weekday in (None, own.weekday()):
                    return own + back
    return published


def find_dates(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    published: str | None,
    table: TimeTable,
    numbers: NumberTable | None = None,
    sent: Mapping[int, tuple[str, int, int]] | None = None,
) -> list[DateMention]:
    """Dates in reading order, never overlapping. ``numbers`` lets counts in words ("ثلاثة أيام") be read
    too. ``sent``: by sentence of a message, the day of its stamp, on which "today" is."""
    reader = DateReader(tokens, table, numbers)
    words = table.words
    found: list[tuple[int, int, int, Said]] = []
    for index, sentence in enumerate(sentences):
        done, last = sentence.first, sentence.last
        heads = [at for at in range(done, last) if tokens[at].fold in words or tokens[at].kind == "number"]
        for at in heads:  # one word in fifteen
            if at < done or (hit := reader.read(at, last)) is None:
                continue
            said, done = hit
            if reader.named_by(said, at):
                continue
            if said.weekday is not None or said.month is not None:
                said.future = reader.future(at, done, sentence)
            found.append((at, done, index, said))
    if not found:
        return []
    just_now = table.sets["just_now"]
    if not just_now.isdisjoint([tokens[end - 1].fold for _, end, _, _ in found]):
        told = Counter(index for _, _, index, _ in found)
        found = [one for one in found if told[one[2]] == 1 or tokens[one[1] - 1].fold not in just_now]
    stamp = _parse_day(published)
    today = _own_day(found, stamp)
    inferred = stamp is None
    out: list[DateMention] = []
    for first, end, index, said in found:
        own = _parse_day(sent[index][0]) if sent and index in sent else today
        start, stop, precision, anchor = resolve(said, own)
        if anchor == "published" and inferred:
            anchor = "text"
        kind: DateKind = said.kind
        if kind == "day" and said.month is not None:
            kind = "absolute" if said.offset is None else "day"
        elif kind == "day" and said.offset is None:
            kind = "weekday"
        future = said.future or said.direction == "next" or (said.offset or 0) > 0
        a, b = _iso(start, stop)
        mention = DateMention(
            first,
            end,
            index,
            a,
            b,
            cast("Precision | None", precision),
            cast("Anchor | None", anchor),
            kind,
            said.night,
            future,
            said.back,
        )
        out.append(mention)
    named = [(one.first, one.sentence, one.start) for one in out if one.start and one.start == one.end]
    taken_up = days_taken_up(named, tokens, sentences)
    if not taken_up:
        return out
    for first, end, index, day in taken_up:
        out.append(DateMention(first, end, index, day, day, "day", "text", "absolute"))
    return sorted(out, key=_place)


def _place(mention: DateMention) -> int:
    return mention.first
