"""Times of publication, from what machines write (ISO 8601, RFC 5322) and from what pages show.

A time is given with its zone where the page names one, else as local time without; a day without a time stays a day.
"Two hours ago" counts back from the time of fetching and is unknown where that is.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from marsad.ingest.words import PageWords
from marsad.text.fold import fold

Label = Literal["published", "updated"]


class Stamp(Struct, frozen=True):
    """``iso`` is an ISO day or date-time, with its offset where that is known; ``quote`` the words it was read from.

    ``label`` is set where words beside it say what it is the time of; ``alone`` where nothing else stands in the text.
    """

    iso: str
    quote: str
    label: Label | None = None
    alone: bool = False

    @property
    def day(self) -> str:
        return self.iso[:10]


EARLIEST = date(1990, 1, 1)
"""No page was published before there were pages; earlier dates are defaults of some database."""


def machine_time(text: str, now: datetime | None = None) -> str | None:
    """The ISO day or date-time of a machine-readable time, None where it is none or cannot be the page's.

    ``now`` is when the page was fetched: what lies more than two days after it is no time of publication.
    """
    text = text.strip().translate(_DIGITS)
    found = _iso(text) or _rfc(text)
    if found is None:
        return None
    moment, timed = found
    if not _plausible(moment.date(), now):
        return None
    return moment.isoformat(timespec="minutes") if timed else moment.date().isoformat()


_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]\s*(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)


def _iso(text: str) -> tuple[datetime, bool] | None:
    match = _ISO.match(text)
    if match is None:
        return _epoch(text)
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None and match.end() < len(text) and text[match.end()].isdigit():
        return _epoch(text)
    try:
        moment = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        if zone:
            moment = moment.replace(tzinfo=_offset(zone))
    except ValueError:
        return None
    return moment, hour is not None


def _epoch(text: str) -> tuple[datetime, bool] | None:
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return None
    seconds = int(text) / (1000 if len(text) > 11 else 1)
    return datetime.fromtimestamp(int(seconds), UTC), True


def _offset(zone: str) -> tzinfo:
    if zone[0] not in "+-":
        return UTC
    minutes = int(zone[1:3]) * 60 + int(zone[3:].lstrip(":") or 0)
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def _rfc(text: str) -> tuple[datetime, bool] | None:
    if len(text) > 64 or not re.search(r"\d{1,2}:\d\d", text):
        return None
    try:
        return parsedate_to_datetime(text), True
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _plausible(day: date, now: datetime | None) -> bool:
    return day >= EARLIEST and (now is None or day <= now.date() + timedelta(2))


def read_stamp(text: str, words: PageWords, now: datetime | None = None) -> Stamp | None:
    """The time that a short text of a page shows; None where it shows none, or only one that cannot be."""
    folded = fold.__wrapped__(text[:400])
    if words.elsewhen.search(folded):
        return None
    label = _label(folded, words)
    for match in words.date.finditer(folded):
        day = _day(match, words)
        if day is not None and _plausible(day, now):
            return _stamp(folded, match.span(), day, label, words)
    if "14" in folded or "13" in folded:
        for match in words.hijri.finditer(folded):
            day = _moon_day(match, words)
            if day is not None and _plausible(day, now):
                return _stamp(folded, match.span(), day, label, words)
    back = words.ago.search(folded)
    if back is not None and now is not None:
        return _counted_back(back, folded, now, label, words)
    return None


def _label(folded: str, words: PageWords) -> Label | None:
    published, updated = words.published.search(folded), words.updated.search(folded)
    if published and (not updated or published.start() < updated.start()):
        return "published"
    return "updated" if updated else None


def _day(match: re.Match[str], words: PageWords) -> date | None:
    for form in "12345":
        if match["y" + form] is None:
            continue
        month = int(match["m" + form]) if form in "12" else words.months[match["m" + form]]
        day = int(match["d" + form])
        if form == "2" and month > 12 >= day:
            day, month = month, day
        try:
            return date(int(match["y" + form]), month, day)
        except ValueError:
            return None
    return None


def _moon_day(match: re.Match[str], words: PageWords) -> date | None:
    from hijridate import Hijri

    for form in "123":
        if match["y" + form] is None:
            continue
        month = words.hijri_months[match["m1"]] if form == "1" else int(match["m" + form])
        try:
            found = Hijri(int(match["y" + form]), month, int(match["d" + form])).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return date(found.year, found.month, found.day)
    return None


_AROUND = re.compile(r"[\W_]*(?:(?:الساعه|ساعه|في|at|يوم|بتوقيت|توقيت|هـ|م|ه|utc|gmt)?[\W_]*)*")


def _stamp(folded: str, span: tuple[int, int], day: date, label: Label | None, words: PageWords) -> Stamp:
    start, end = span
    clock = words.clock.search(folded, end, end + 48) or words.clock.search(folded, max(0, start - 32), start)
    iso = day.isoformat()
    if clock is not None:
        start, end = min(start, clock.start()), max(end, clock.end())
        hour, half = int(clock["h"]), clock["half"]
        if half and hour <= 12:
            hour = hour % 12 + (0 if half in words.morning else 12)
        moment = datetime(day.year, day.month, day.day, hour, int(clock["m"]))
        zone, end = _zone(folded, end, words, moment)
        iso = moment.replace(tzinfo=zone).isoformat(timespec="minutes")
    rest = words.published.sub(" ", folded[:start]) + " " + folded[end:]
    alone = len([word for word in re.findall(r"[^\W\d_]{3,}", words.updated.sub(" ", rest))]) <= 2
    return Stamp(iso, folded[start:end].strip(), label, alone)


_SIGNED = re.compile(r"\s?\(?(?:gmt|utc)?\s?([+-]\d{1,2}(?::?\d\d)?)(?!\d)", re.IGNORECASE)


def _zone(folded: str, end: int, words: PageWords, moment: datetime) -> tuple[tzinfo | None, int]:
    """The zone named right behind the clock, and where its words end."""
    signed = _SIGNED.match(folded, end)
    if signed:
        sign, digits = signed[1][0], signed[1][1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        if hours <= 14 and minutes < 60:
            delta = timedelta(hours=hours, minutes=minutes)
            return timezone(-delta if sign == "-" else delta), signed.end()
    named = words.zone.search(folded, end, end + 32)
    if named is None or re.search(r"\d", folded[end : named.start()]):
        return None, end
    zone = _named_zone(words.zones[named["name"]])
    if zone is None:
        return None, end
    offset = moment.replace(tzinfo=zone).utcoffset()
    return (timezone(offset) if offset is not None else None), named.end()


@lru_cache(maxsize=64)
def _named_zone(name: str) -> tzinfo | None:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _counted_back(
    match: re.Match[str], folded: str, now: datetime, label: Label | None, words: PageWords
) -> Stamp | None:
    number = match["n"] or match["n2"]
    many = match["many"] or match["many2"]
    if many:
        size = words.minutes["n" + many]
        count = int(number) if number.isdigit() else words.numbers[number]
    elif match["two"]:
        size, count = words.minutes["2" + match["two"]], 2
    else:
        size, count = words.minutes["1" + match["one"]], 1
    moment = now - timedelta(minutes=size * count)
    if count > 60 and size >= 1440:
        return None
    iso = moment.date().isoformat() if size >= 1440 else moment.isoformat(timespec="minutes")
    rest = folded[: match.start()] + " " + folded[match.end() :]
    return Stamp(iso, match[0], label, len(re.findall(r"[^\W\d_]{3,}", rest)) <= 3)


def with_zone(machine: str, shown: str) -> str:
    """The machine's time told in the page's own clock, where both are one moment.

    A page of Damascus that shows 01:22 of 14 May and tells machines 22:22 UTC of 13 May was published on the 14th.
    """
    if "T" not in shown:
        return shown if _next_day(machine, shown) else machine
    if "T" not in machine:
        return shown if machine == shown[:10] else machine
    one, other = datetime.fromisoformat(machine), datetime.fromisoformat(shown)
    if one.tzinfo is None or other.tzinfo is not None:
        return shown if one.tzinfo is None and one == other.replace(tzinfo=None) else machine
    utc = one.astimezone(UTC).replace(tzinfo=None)
    minutes = round((other - utc).total_seconds() / 60)
    shift = 15 * round(minutes / 15)
    if abs(minutes - shift) > 1 or not -12 * 60 <= shift <= 14 * 60 or abs(minutes) > 14 * 60:
        return machine
    return (
        (utc + timedelta(minutes=shift))
        .replace(tzinfo=timezone(timedelta(minutes=shift)))
        .isoformat(timespec="minutes")
    )


def _next_day(machine: str, shown: str) -> bool:
    """Whether UTC's day and the page's own differ by the one that a zone can make."""
    if not machine.endswith("+00:00"):
        return False
    moment, day = datetime.fromisoformat(machine), date.fromisoformat(shown)
    return moment.date() != day and any(
        (moment + timedelta(hours=hours)).date() == day for hours in (*range(-11, 0), *range(1, 15))
    )
