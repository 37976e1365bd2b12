"""When each line of a live page, message of a chat, post of a channel or item of a feed was sent: its stamp, and the day in that."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from msgspec import Struct

from marsad.reading.page.lines import Line


class Stamp(Struct, frozen=True, gc=False):
    """``time``: HH:MM; ``after``: where what was sent begins; ``day``: the ISO day, ``at``: where that stands in the text.

    ``above``: the line above belongs to it, a clock over its date; ``heads``: the line above is the headline of what it stamps.
    """

    time: str
    after: int
    day: str | None = None
    at: tuple[int, int] | None = None
    above: bool = False
    heads: bool = False


_CLOCK = re.compile(
    r"[\u200e\u200f●•▪■◾◼⏰⏱🕐🔴⚫\ufe0f\s]*(?:(?:مباشر|الآن|عاجل|تحديث)\s*[|:]\s*)?"
    r"[\[(]?\s*([01]?\d|2[0-3])[:.٫]([0-5]\d)(?![\d:./])\s*(?:(صباحاً?|مساءً?|ص|م|[ap]\.?m\.?)(?!\w))?"
    r"(?:\s*(?:بتوقيت|gmt)\s*\w*)?\s*[\])]?\s*[-–—|:]*\s*",
    re.IGNORECASE,
)
_DAY = r"(?P<day>(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:20)?\d\d))(?!\d)"
_TIME = r"(?P<h>\d{1,2}):(?P<n>[0-5]\d)(?::\d\d)?\s?(?P<half>ص|م|[ap]m)?"
_WHO = r"[^:\n\[\]]{1,40}"
# A channel's posts as its desktop programme copies them, and a chat's messages as three programmes do.
_SENT = tuple(
    re.compile(f"[\u200e\u200f]?{form}(?:<[^<>\\n]{{1,40}}>)?", re.IGNORECASE)
    for form in (
        rf"{_WHO}[,،] ?\[{_DAY} {_TIME}\]:?\s*",
        rf"\[{_DAY}[,،]? {_TIME}\] ?(?P<who>{_WHO}:\s*)",
        rf"\[{_TIME}[,،] ?{_DAY}\] ?(?P<who>{_WHO}:\s*)",
        rf"{_DAY}[,،] ?{_TIME} [-–] (?P<who>{_WHO}:\s*)?",
    )
)
_HOUR = re.compile(
    r"(?<![\d:/.-])([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?(?![\d/.-])\s*(?:(ص|م|[ap]m)(?!\w))?", re.I
)
_AGE = re.compile(
    r"(?:منذ|قبل)\s+(\d+)?\s*(دقيقة|دقيقه|دقيقتين|دقائق|دقايق|د|ساعة|ساعه|ساعتين|ساعات|س|يوم|يومين|أيام|ايام)(?:\s+واحدة?)?"
)
_MINUTES = {"د": 1, "س": 60, "ي": 1440, "أ": 1440, "ا": 1440}
_LONG_AGO = 9_999_999  # minutes
_ABOVE = 3  # lines at most above the first stamp, where the stamps are all that parts a page


def stamps_of(text: str, lines: list[Line]) -> dict[int, Stamp]:
    """Line number → stamp. Clocks and days count from two on; how a programme copies a message is unmistakable."""
    sent = _messages(text, lines)
    if sent:
        return sent
    dated = _days_and_clocks(text, lines) or _of_feed(text, lines)
    return dated or _clocks(text, lines) or _ages(text, lines)


def _messages(text: str, lines: list[Line]) -> dict[int, Stamp]:
    """Before a colon stands who sent a message where one of them sent several, or he is not written in Arabic; else the news (**حلب:** قتل …)."""
    sent: dict[int, re.Match[str]] = {}
    for at, line in enumerate(lines):
        if not text[line.start].isdecimal() and "[" not in text[line.start : line.start + 44]:
            continue
        forms = (form.match(text, line.start, line.end) for form in _SENT)
        match = next((one for one in forms if one and _iso(one["y"], one["m"], one["d"])), None)
        if match is not None:
            sent[at] = match
    senders = Counter(_sender(match) for match in sent.values())
    chat = any(who and often > 1 for who, often in senders.items())
    month_first = any(int(match["m"]) > _MONTHS for match in sent.values())
    found: dict[int, Stamp] = {}
    for at, match in sent.items():
        month, day = (match["d"], match["m"]) if month_first else (match["m"], match["d"])
        who = _sender(match)
        known = chat or not who or not _ARABIC.search(who)
        end = match.end() if known else match.start("who")
        time = _time(match["h"], match["n"], match["half"])
        found[at] = Stamp(time, end, _iso(match["y"], month, day), match.span("day"))
    return found


def _sender(match: re.Match[str]) -> str:
    return (match.groupdict().get("who") or "").strip()


_MONTHS = 12
_ARABIC = re.compile("[\u0620-\u064a]")


def _days_and_clocks(text: str, lines: list[Line]) -> dict[int, Stamp]:
    """12:03 م / 27 يناير 2021 / …: a clock over or under its date, above each update of a page that has nothing else."""
    found: dict[int, Stamp] = {}
    for at in range(1, len(lines) - 1):
        one, two = lines[at - 1 : at + 1]
        day = two if two.only_day else one
        clock = _CLOCK.fullmatch(text, *((one.start, one.end) if day is two else (two.start, two.end)))
        if day.only_day and clock and lines[at + 1].words > 4:
            found[at] = Stamp(_of_clock(clock), two.end, day.day, (day.start, day.end), above=True)
    return found if len(found) >= 2 and min(found) <= _ABOVE + 1 else {}


def _of_feed(text: str, lines: list[Line]) -> dict[int, Stamp]:
    """عنوان / 2021-01-27 10:15 / …: a day with its time above each of the sentences that sum up the items of a feed.

    Above headlines too, on a page that has nothing else: stamp, headline, stamp, headline.
    """
    found: dict[int, Stamp] = {}
    bare = True
    for at, line in enumerate(lines[:-1]):
        hour = _HOUR.search(text, line.start, line.end) if line.only_day and line.rule is None else None
        below = lines[at + 1]
        if hour and below.words > 4:
            told = below.stop and below.words >= 8
            bare &= not told
            found[at] = Stamp(_of_clock(hour), line.end, line.day, (line.start, line.end), heads=told)
    if len(found) < 2 or min(found) > _ABOVE:
        return {}
    if bare:
        return found if 2 * len(found) >= len(lines) - min(found) else {}
    return {at: stamp for at, stamp in found.items() if stamp.heads}


def _clocks(text: str, lines: list[Line]) -> dict[int, Stamp]:
    found: dict[int, Stamp] = {}
    for at, line in enumerate(lines):
        match = _CLOCK.match(text, line.start, line.end)
        if match is None or (line.rule is not None and line.rule.id != "clock"):
            continue
        below = at + 1 < len(lines) and lines[at + 1].words > 4
        if line.words > 4 or (match.end() >= line.end and below):
            found[at] = Stamp(_of_clock(match), match.end())
    return found if len(found) >= 2 else {}


def _ages(text: str, lines: list[Line]) -> dict[int, Stamp]:
    """**قبل 5 دقائق** / … / **قبل ساعة** / …: how old each update is, on a page that has nothing else.

    Their "time" is a number that grows as time does.
    """
    found: dict[int, Stamp] = {}
    for at, line in enumerate(lines[:-1]):
        age = _AGE.fullmatch(text, line.start, line.end) if line.words <= 4 else None
        if age is not None and lines[at + 1].words > 4:
            unit = next(minutes for letters, minutes in _MINUTES.items() if age[2].startswith(letters))
            count = int(age[1]) if age[1] else 2 if age[2].endswith("ين") else 1
            found[at] = Stamp(f"{_LONG_AGO - count * unit:07d}", line.end)
    return found if len(found) >= 2 and min(found) <= _ABOVE else {}


def _of_clock(match: re.Match[str]) -> str:
    return _time(match[1], match[2], match[3])


def _time(hour: str, minute: str, half: str | None) -> str:
    at = int(hour)
    if half and at <= 12:
        at = at % 12 + (12 if half[0].lower() in ("م", "p") else 0)
    return f"{at:02d}:{int(minute):02d}"


def _iso(year: str, month: str, day: str) -> str | None:
    """Day before month, where the order is open."""
    y, m, d = int(year) % 2000 + 2000, int(month), int(day)
    if m > 12 >= d:
        m, d = d, m
    try:
        return date(y, m, d).isoformat()
    except ValueError:
        return None
