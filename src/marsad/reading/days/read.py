"""What an expression of time says, before it is set against a day: "ظهر اليوم السبت 4 أيلول/ سبتمبر" and its
kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from marsad.lexicon.word_classes import word_class
from marsad.reading.days.table import TimeTable, TimeWord
from marsad.text.numbers import NumberTable
from marsad.text.tokens import Token

DateKind = Literal["day", "weekday", "relative", "absolute", "since", "duration", "habitual"]


class Said:
    """What one expression says before it is resolved. Filled while reading, local to it."""

    __slots__ = (
        "back",
        "clock",
        "count",
        "day",
        "direction",
        "edge",
        "first_day",
        "future",
        "hijri",
        "kind",
        "lead",
        "month",
        "night",
        "offset",
        "twice",
        "unit",
        "weekday",
        "weekday2",
        "year",
    )

    def __init__(self) -> None:
        self.offset: int | None = None
        self.back: int | None = None
        self.weekday: int | None = None
        self.weekday2: int | None = None
        self.day: int | None = None
        self.first_day: int | None = None  # بين **18** و20 يناير
        self.month: int | None = None
        self.year: int | None = None
        self.hijri = False
        self.unit: str | None = None
        self.count: int | None = None
        self.direction: str | None = None
        self.twice = False  # الجمعة **قبل الماضي**, the one before last
        self.lead: str | None = None
        self.edge: str | None = None
        self.night = False
        self.future = False
        self.clock = False
        self.kind: DateKind = "day"


_GLUE = frozenset({",", "،", "(", "-", "–", "/", "_", "ـ", ".", "|", "["})
_CLOSE = frozenset({")", "]"})
_TO = frozenset({"و", "الي", "حتي", "-", "–"})  # and, to, until: between two days of a month
_FROM = frozenset({"بين", "من", "يومي", "ايام", "في", "ليل", "ليله"})  # between, from, days, in, night
_DAY_NOUN = word_class("before_a_day")
_YEAR_GLUE = word_class("before_a_year")
_OF_A_DAY = frozenset({"الماضي", "المقبل", "الفايت"})  # last, next, past: behind a weekday


def year_number(token: Token) -> int | None:
    text = token.fold
    if (
        token.kind == "number"
        and len(text) == 4
        and text.isdigit()
        and (1800 <= int(text) <= 2100 or 1380 <= int(text) <= 1480)
    ):
        return int(text)
    return None


def day_number(text: str) -> int | None:
    """The day of a month that a row of digits may be."""
    return int(text) if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31 else None


def two_days(text: str) -> tuple[int, int] | None:
    """The two days of "17-18", in one word."""
    first, mark, second = text.partition("-")
    days = day_number(first), day_number(second)
    return (days[0], days[1]) if mark and days[0] is not None and days[1] is not None else None


def _figures(text: str) -> tuple[int, int, int] | None:
    """(year, month, day) of "11-1-2021", "2021/08/24", "5.8.2023"; the day stands before the month."""
    for mark in "-/.":
        parts = text.split(mark)
        if len(parts) == 3 and all(part.isdigit() and len(part) <= 4 for part in parts):
            a, b, c = (int(part) for part in parts)
            if len(parts[0]) == 4:
                return (a, b, c) if b <= 12 else (a, c, b)
            if len(parts[2]) == 4:
                return (c, b, a) if b <= 12 else (c, a, b)
            if len(parts[2]) == 2 and mark != "." and 10 <= c <= 40 and b <= 12:
                return 2000 + c, b, a
            return None
    return None


class DayReader:
    """Reads expressions out of one report. Holds nothing between reports."""

    def __init__(self, tokens: Sequence[Token], table: TimeTable, numbers: NumberTable | None) -> None:
        self.tokens = tokens
        self.table = table
        self.numbers = numbers
        self.sets = table.sets

    def fold(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""

    def word(self, at: int, last: int) -> tuple[TimeWord | None, int]:
        """The time word at ``at`` and where it ends; phrases win over single words."""
        if at >= last:
            return None, at
        form = self.tokens[at].fold
        word = self.table.words.get(form)
        if word is None:
            return None, at
        for phrase, meaning in self.table.phrases.get(form, ()):
            size = len(phrase)
            if at + size <= last and all(self.tokens[at + i].fold == phrase[i] for i in range(1, size)):
                if phrase[-1] in self.sets["just_now"] and self.fold(at + size) == "من":
                    continue  # قبل قليل **من** وفاته: shortly before it
                return meaning, at + size
        return (None, at) if word.role == "phrase" else (word, at + 1)

    def month_at(self, at: int, last: int) -> tuple[TimeWord | None, int]:
        word, end = self.word(at, last)
        return (word, end) if word is not None and word.role == "month" else (None, at)

    def day_and_month(self, said: Said, at: int, last: int) -> int:
        """Reads "14 [من] [شهر] أيار[/مايو] [2021]" from ``at``; returns its end, or ``at`` where there is
        none."""
        tokens = self.tokens
        end, day = at, None
        first_day = None
        if end < last and tokens[end].kind == "number":
            both = two_days(tokens[end].fold)
            first_day, day = both if both is not None else (None, day_number(tokens[end].fold))
        if day is not None:
            end += 1
            while end < last and (
                tokens[end].fold in ("من", "/", "-", "–", "_") or self.fold(end) in self.sets["month_noun"]
            ):
                end += 1
        month, after = self.month_at(end, last)
        if month is None:
            return at
        said.day, said.month, said.hijri = day, month.value, month.hijri
        said.first_day = first_day or (self.first_of_two(at) if day is not None else None)
        end = after
        if day is None and end < last and tokens[end].kind == "number" and month.form.isascii():
            said.day = day_number(tokens[end].fold)  # November 20, 2024
            end += said.day is not None
        # Two calendars' names of one month: "مايو أيار", "أيلول/ سبتمبر", "تموز (يوليو)".
        beside, after = self.month_at(end, last)
        if beside is not None and beside.value == month.value and not beside.hijri and not month.hijri:
            end = after
        elif end + 1 < last and tokens[end].fold in ("/", "(", "-", ":", "–"):
            second, after = self.month_at(end + 1, last)
            if second is not None and not second.hijri:
                end = after
                if end < last and tokens[end].fold == ")":
                    end += 1
        return self.year_after(said, end, last)

    def first_of_two(self, at: int) -> int | None:
        """بين **18** و20 يناير, من **18** إلى 20 يناير: the first of the days that end with the one at ``at``."""
        if self.fold(at - 1) not in _TO or self.fold(at - 3) not in _FROM:
            return None
        return day_number(self.fold(at - 2))

    def year_after(self, said: Said, at: int, last: int) -> int:
        """Takes in a year behind a month, or the adjective that stands for one."""
        end = at
        for _ in range(3):
            if end < last and (self.tokens[end].fold in _YEAR_GLUE or self.tokens[end].fold in _GLUE):
                end += 1
            else:
                break
        if end < last:
            year = year_number(self.tokens[end])
            if year is not None:
                said.year = year
                end += 1
                if end < last and self.tokens[end].fold in ("م", "ه", "هجري", "هجريه", "ميلادي"):
                    end += 1
                return end
        return self.direction(said, at, last)

    def direction(self, said: Said, at: int, last: int) -> int:
        """Takes in الماضي (last), المقبل (next), الجاري (this)."""
        form = self.fold(at) if at < last else ""
        if form == "قبل" and at + 1 < last and self.fold(at + 1) in self.sets["past"]:
            said.direction, said.twice = "past", True
            return at + 2
        for name in ("past", "next", "now"):
            if form in self.sets[name]:
                said.direction = name
                at += 1
                # "الشهر الماضي 2023", "من العام الجاري": the year may still be named.
                follow = self.fold(at + 1) if at + 1 < last and self.fold(at) in ("من", "لعام") else ""
                if follow in ("العام", "السنه") and said.month is not None:
                    for other in ("past", "now", "next"):
                        if self.fold(at + 2) in self.sets[other]:
                            return at + 3
                return at
        if (
            form == "من"
            and self.fold(at + 1) in ("العام", "السنه")
            and at + 2 < last
            and said.month is not None
        ):
            for name in ("past", "next", "now"):
                if self.fold(at + 2) in self.sets[name]:
                    said.direction = "year " + name
                    return at + 3
        return at

    def read_number(self, first: int, last: int) -> tuple[Said, int] | None:
        said = Said()
        said.kind = "absolute"
        figures = _figures(self.tokens[first].fold)
        if figures is not None:
            said.year, said.month, said.day = figures
            said.hijri = said.year < 1500
            return said, first + 1
        end = self.day_and_month(said, first, last)
        if end > first:
            return said, end
        moved = self.day_of_month(said, first, last)
        if moved > first:
            return said, moved
        year = year_number(self.tokens[first])
        if (
            year is not None
            and (self.fold(first - 1) in self.sets["bare_year_lead"] or self.fold(first + 1) == "م")
            and not self.counts(first + 1)
        ):
            said.year = year
            return said, first + 1
        return None

    def day_of_month(self, said: Said, at: int, last: int) -> int:
        """ "5 من الشهر الجاري", "14 الشهر الحالي", "4 الجاري": a day of this month or of the last."""
        day = day_number(self.tokens[at].fold)
        if day is None:
            return at
        end = at + 1 + (self.fold(at + 1) == "من")
        noun = self.fold(end) == "الشهر"
        if not noun and (end > at + 1 or self.fold(end) not in ("الجاري", "الحالي")):
            return at
        moved = self.direction(said, end + noun, last)
        if moved == end + noun or said.direction not in ("now", "past"):
            said.direction = None
            return at
        said.day, said.unit = day, "month"
        return moved

    def counts(self, at: int) -> bool:
        """Is the word at ``at`` one that the number before it counts ("في 2000 منزل")?"""
        word = self.numbers.words.get(self.fold(at)) if self.numbers is not None else None
        return word is not None and not word.conj and not word.article

    def read_day(self, said: Said, first: int, last: int) -> tuple[Said, int] | None:
        """Part of the day, today or yesterday, weekday, day and month, in any order the press writes them."""
        at = end = first
        named = False
        while at < last and at - end < 9:
            token = self.tokens[at]
            word, after = self.word(at, last)
            if word is not None and word.role == "part" and not named:
                said.night = said.night or word.night
                at = after
                continue
            if word is not None and word.role == "offset" and said.offset is None:
                if word.value == 0 and (
                    (after == at + 1 and self.fold(after) in self.sets["not_today_after"])
                    or self.fold(at - 1) in self.sets["not_today_before"]
                    or (
                        self.fold(at - 1) in self.sets["this"]
                        and self.fold(at - 2) in self.sets["not_today_before"]
                    )
                ):
                    break  # "في مثل هذا اليوم من عام 1982"
                said.offset = word.value
                said.night = said.night or word.night
                at = end = after
                named = True
                continue
            if word is not None and word.role == "weekday":
                dated = self.fold(after) in _OF_A_DAY  # انفجار في سوق **الأربعاء الماضي**
                if (self.fold(at - 1) in self.sets["not_weekday_before"] and not dated) or self.fold(
                    after
                ) in self.sets["not_weekday_after"]:
                    break
                if said.weekday is None:
                    said.weekday = word.value
                elif said.night and said.weekday2 is None and (word.value - said.weekday) % 7 == 1:
                    said.weekday2 = word.value
                else:
                    break
                at = end = after
                named = True
                moved = self.direction(said, at, last)
                if moved > at:
                    at = end = moved
                if at + 1 < last and said.night and self.fold(at) in ("الي", "علي", "-", "–", "/"):
                    at += 1
                continue
            if token.kind == "number" or (word is not None and word.role == "month" and said.month is None):
                figures = _figures(token.fold) if token.kind == "number" else None
                if figures is not None:
                    said.year, said.month, said.day = figures
                    return said, at + 1
                moved = self.day_and_month(said, at, last)
                if moved == at and token.kind == "number":
                    moved = self.day_of_month(said, at, last)
                if moved > at:
                    return said, moved
                break
            if token.fold in _GLUE or token.fold in _DAY_NOUN:
                at += 1
                continue
            if (
                token.fold in _CLOSE
                and named
                and any(self.tokens[i].fold in ("(", "[") for i in range(first, at))
            ):
                at = end = at + 1
                continue
            break
        return (said, end) if named else None

    def read_month(self, said: Said, word: TimeWord, first: int, last: int) -> tuple[Said, int] | None:
        end = self.day_and_month(said, first, last)
        if end == first:
            return None
        said.kind = "absolute"
        _, bare = self.word(first, last)
        lead = self.fold(first - 1)
        if end == bare:
            if lead in self.sets["month_noun"]:
                return said, end
            if word.shared or (lead not in self.sets["month_lead"] and lead not in self.table.edges):
                return None
        return said, end
