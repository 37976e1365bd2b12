"""Expressions that count units or lean on another: "منذ يومين", "الشهر الماضي", "أواخر 2017"."""

from __future__ import annotations

from marsad.reading.days.read import DayReader, Said, year_number
from marsad.reading.days.table import TimeWord
from marsad.text.numbers import find_numbers
from marsad.text.tokens import Sentence

_IN_DAYS = {"hour": 0, "day": 1, "week": 7}  # what "some hours after" counts in days


class DateReader(DayReader):
    """Reads every expression of time; the days and dates come from ``DayReader``."""

    def read(self, first: int, last: int) -> tuple[Said, int] | None:
        """The expression that begins at ``first``: what it says and where it ends."""
        tokens = self.tokens
        token = tokens[first]
        if token.kind == "number":
            return self.read_number(first, last)
        word, end = self.word(first, last)
        if word is None:
            return None
        said = Said()
        role = word.role
        if role == "habitual":
            said.kind = "habitual"
            return said, end
        if role in ("offset", "weekday", "part"):
            return self.read_day(said, first, last)
        if role == "ordinal":
            return self.read_ordinal(said, word, end, last)
        if role == "month":
            return self.read_month(said, word, first, last)
        if role == "unit":
            return self.read_unit(said, word, first, end, last)
        return self.read_lead(said, word, first, last)

    def read_ordinal(self, said: Said, word: TimeWord, at: int, last: int) -> tuple[Said, int] | None:
        """ "الثامن من [شهر] يوليو", "التاسع من الشهر الجاري": ``word`` is the day, ``at`` what follows it."""
        if self.fold(at) != "من":
            return None
        at += 1
        noun = self.fold(at) in self.sets["month_noun"]
        inner = Said()
        moved = self.day_and_month(inner, at + noun, last)
        if moved > at + noun and inner.day is None:
            inner.day, inner.kind = word.value, "absolute"
            return inner, moved
        if noun:
            moved = self.direction(said, at + 1, last)
            if moved > at + 1 and said.direction in ("now", "past"):
                said.day, said.kind, said.unit = word.value, "absolute", "month"
                return said, moved
        return None

    def read_unit(
        self, said: Said, word: TimeWord, first: int, end: int, last: int
    ) -> tuple[Said, int] | None:
        """ "الأسبوع الماضي", "الشهر الجاري", "العام 2018", "يوم الجمعة", "شهر آذار", "الأيام الماضية"."""
        said.unit, said.count = word.unit, word.count
        if word.unit == "day" and word.count == 1:
            found = self.read_day(Said(), end, last)
            if found is not None:
                return found
        if word.unit == "month" and word.count == 1:
            inner = Said()
            moved = self.day_and_month(inner, end, last)
            if moved > end:
                inner.kind = "absolute"
                return inner, moved
        if word.unit == "year":
            year = year_number(self.tokens[end]) if end < last else None
            if year is not None:
                said.year, said.kind = year, "absolute"
                return said, end + 1
        at = end
        if word.count is None and self.fold(at) == "ال" and at + 1 < last:
            at += 1  # "الساعات الـ24 الماضية"
        if word.count is None and at < last:  # "الأشهر الثلاثة الماضية"
            value = self.count(at, last)
            if value is not None and self.fold(value[1]) in self.sets["past"] | self.sets["next"]:
                said.count, at = value
        moved = self.direction(said, at, last)
        if moved > at:
            said.kind = "relative"
            year = year_number(self.tokens[moved]) if word.unit == "year" and moved < last else None
            if year is not None:  # "العام الحالي 2024"
                said.year, said.kind, moved = year, "absolute", moved + 1
            return said, moved
        return None

    def count(self, at: int, last: int) -> tuple[int, int] | None:
        """A number at ``at``, in digits or words: (value, end)."""
        token = self.tokens[at]
        if token.kind == "number":
            return (int(token.fold), at + 1) if token.fold.isdigit() and len(token.fold) < 5 else None
        if self.numbers is None or token.kind != "word" or token.fold not in self.numbers.words:
            return None
        found = find_numbers(self.tokens, at, min(last, at + 6), self.numbers)
        if not found or found[0].first != at or found[0].max != found[0].min:
            return None
        stop = found[0].last
        unit = self.table.words.get(self.fold(stop - 1))
        return found[0].min, stop - 1 if unit is not None and unit.role == "unit" and stop - 1 > at else stop

    def read_lead(self, said: Said, word: TimeWord, first: int, last: int) -> tuple[Said, int] | None:
        """منذ (since), قبل (ago), خلال (during), لمدة (for), هذا (this), عام / أواخر (year, end of)."""
        lead, at = word.form, first + 1
        if at >= last:
            return None
        if lead == "this":
            unit, end = self.word(at, last)
            if unit is not None and unit.role == "unit" and unit.count == 1 and unit.article:
                said.unit, said.count, said.direction, said.kind = unit.unit, 1, "now", "relative"
                return said, end
            return None
        if lead == "year":
            return self.read_edge(said, first, last)
        more = 0
        while (
            self.fold(at) in ("اكثر", "نحو", "حوالي", "قرابه", "اقل", "ال", "من", "ما", "يقارب")
            and more < 4
            and at + 1 < last
        ):
            at, more = at + 1, more + 1
        counted = self.count(at, last) if at < last else None
        if counted is not None:
            unit, end = self.word(counted[1], last)
            if unit is not None and unit.role == "unit":
                said.unit, said.count = unit.unit, counted[0]
                return self.finish_lead(said, lead, end, last, bool(more))
        unit, end = self.word(at, last)
        if unit is not None and unit.role == "unit":
            inner = self.read_unit(Said(), unit, at, end, last)
            if inner is not None:
                said, end = inner
                if lead in ("since", "lasting"):
                    said.lead, said.kind = lead, "since" if lead == "since" else "duration"
                return said, end
            if unit.article and unit.count is None:
                return None
            said.unit, said.count = unit.unit, unit.count
            return self.finish_lead(said, lead, end, last)
        if lead == "since":
            edge = self.read_edge(said, at, last) if self.fold(at) in self.table.edges else None
            inner = edge or (self.read(at, last) if unit is not None and unit.role != "lead" else None)
            if inner is None and self.tokens[at].kind == "number" and year_number(self.tokens[at]) is None:
                inner = self.read_number(at, last)  # منذ **18 شباط/فبراير**
            year = year_number(self.tokens[at])
            if inner is None and year is not None:
                said.year = year
                inner = said, at + 1
            if inner is not None:
                inner[0].kind, inner[0].lead = "since", "since"
                return inner
        return None

    def finish_lead(
        self, said: Said, lead: str, end: int, last: int, more: bool = False
    ) -> tuple[Said, int] | None:
        said.lead = lead
        end = self.direction(said, end, last)
        if lead == "lasting" or (lead == "during" and said.direction is None):
            said.kind = "duration"
        elif lead == "after":
            # "بعد يومين من …" counts from an event of the text, not from publication.
            if self.fold(end) in ("من", "علي") or said.count is None:
                scale = _IN_DAYS.get(said.unit or "")
                said.back = None if scale is None or said.count is None or more else said.count * scale
                said.kind, said.unit = "relative", None
                return said, end
            return None
        elif self.fold(end) == "من" and lead == "ago":
            said.kind, said.unit = "relative", None
        else:
            said.kind = "since" if lead == "since" else "relative"
        return said, end

    def read_edge(self, said: Said, first: int, last: int) -> tuple[Said, int] | None:
        """ "أواخر 2017", "مطلع العام الجاري", "بداية شهر آب", "عام 2018", "صيف 2012"."""
        at = first
        form = self.fold(first)
        said.edge = self.table.edges.get(form) or self.table.edges.get(form[1:])
        at += 1
        if at >= last:
            return None
        year = year_number(self.tokens[at])
        if year is not None:
            said.year, said.kind = year, "absolute"
            return said, at + 1
        word, end = self.word(at, last)
        if word is None or said.edge is None:
            return None
        inner = None
        if word.role == "unit" and word.count == 1 and word.unit != "day":
            inner = self.read_unit(Said(), word, at, end, last)
            if inner is None and word.unit == "week" and word.article and said.edge != "end":
                # "مطلع الأسبوع": this week's; its end may be the last one's or that to come
                said.unit, said.count, said.direction, said.kind = "week", 1, "now", "relative"
                inner = said, end
        elif word.role == "month":
            inner = self.read_month(Said(), word, at, last)
        if inner is not None:
            inner[0].edge = said.edge
        return inner

    def named_by(self, said: Said, first: int) -> bool:
        """ "مدينة 6 أكتوبر", "بثورة 17 تشرين": is the day the name of what stands before it?"""
        if (
            said.day is None
            or said.month is None
            or said.year is not None
            or said.weekday is not None
            or said.offset is not None
        ):
            return False
        form = self.fold(first - 1)
        bare = form.removeprefix("و")
        if bare.startswith("لل"):
            bare = "ال" + bare[2:]
        elif len(bare) > 3 and bare[0] in "بلك" and bare not in self.sets["not_day_before"]:
            bare = bare[1:]
        return bool({form, bare, bare.removeprefix("ال")} & self.sets["not_day_before"])

    def future(self, first: int, last: int, sentence: Sentence) -> bool:
        """A cue of the future in the few words before, or a verb with سـ near by and no "said that"
        between."""
        for at in range(first - 1, max(sentence.first, first - 9) - 1, -1):
            form = self.tokens[at].fold
            if form in ("ان", "انه", "انها", "،", "قال", "وقال"):
                return False
            if form in self.sets["future"] or self._future_verb(form):
                return True
        return self._future_verb(self.fold(last)) if last < sentence.last else False

    def _future_verb(self, form: str) -> bool:
        form = form[1:] if form[:1] == "و" else form
        return (
            len(form) > 4
            and form[0] == "س"
            and form[1] in "يتن"
            and not form.startswith(self.table.not_future)
        )
