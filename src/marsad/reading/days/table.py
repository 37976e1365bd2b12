"""The compiled words of time: what each written form can begin or carry in a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from marsad.text.fold import fold

TimeRole = Literal["offset", "weekday", "month", "part", "unit", "lead", "habitual", "phrase", "ordinal"]


class TimeWord(Struct, frozen=True, gc=False):
    """``value`` is the offset in days, the weekday (0 Monday) or the month; ``unit`` and ``count`` are of
    unit nouns.

    ``count`` is 1, 2 or None (a plural). ``shared`` months are names of something else too. ``night`` is of
    parts of the day. ``form`` is the word without its proclitic.
    """

    role: TimeRole
    form: str
    value: int = 0
    unit: str = ""
    count: int | None = None
    night: bool = False
    hijri: bool = False
    shared: bool = False
    article: bool = False


Phrases = dict[str, tuple[tuple[tuple[str, ...], TimeWord], ...]]


class TimeTable(Struct, frozen=True):
    """``words`` by folded form, proclitics included; ``phrases`` by their first word, longest first."""

    words: dict[str, TimeWord]
    phrases: Phrases
    months: dict[str, TimeWord]
    sets: dict[str, frozenset[str]]
    not_future: tuple[str, ...]
    edges: dict[str, str]


_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال", "بال", "لل", "حت")


def compile_times(raw: Mapping[str, Any]) -> TimeTable:
    """The table of ``time.yaml`` given as plain lists and dicts. A form given twice keeps its first
    meaning."""
    words: dict[str, TimeWord] = {}
    phrases: dict[str, dict[tuple[str, ...], TimeWord]] = {}
    months: dict[str, TimeWord] = {}

    def add(text: str, word: TimeWord, prefixes: Iterable[str] = _PROCLITICS) -> None:
        head, *rest = fold(text).split()
        for prefix in prefixes:
            if rest:
                phrases.setdefault(prefix + head, {}).setdefault((prefix + head, *rest), word)
                words.setdefault(prefix + head, TimeWord("phrase", head))
            elif prefix + head not in words or words[prefix + head].role == "phrase":
                words[prefix + head] = word

    plain = ("", "و", "ف", "ب", "ل", "وب", "ول")
    shared = {fold(form) for form in raw.get("months_shared", ())}
    for value, forms in raw.get("offsets", {}).items():
        for form in forms:
            add(form, TimeWord("offset", fold(form), int(value)), plain)
    for value, forms in raw.get("offset_phrases", {}).items():
        for form in forms:
            add(form, TimeWord("offset", fold(form), int(value), night="ليل" in fold(form)), plain)
    for form in raw.get("habitual_phrases", ()):
        add(form, TimeWord("habitual", fold(form)), plain)
    for form in raw.get("habitual", ()):
        add(form, TimeWord("habitual", fold(form)), plain)
    for value, forms in raw.get("weekdays", {}).items():
        for form in forms:
            bare = fold(form)
            add(bare, TimeWord("weekday", bare, int(value)), plain)
            add("لل" + bare[2:], TimeWord("weekday", bare, int(value)), ("",))
    for key, hijri in (("months", False), ("hijri_months", True)):
        for value, forms in raw.get(key, {}).items():
            for form in forms:
                folded = fold(form)
                word = TimeWord("month", folded, int(value), hijri=hijri, shared=folded in shared)
                add(folded, word, plain)
                months[folded] = word
    for name, forms in raw.get("parts", {}).items():
        for form in forms:
            folded = fold(form)
            word = TimeWord("part", folded, night=name == "night")
            for variant in (folded, folded + "ا"):
                add(variant, word, plain)
            add("ال" + folded, TimeWord("part", folded, night=name == "night", article=True), plain)
    for value, forms in raw.get("day_ordinals", {}).items():
        for form in forms:
            add(form, TimeWord("ordinal", fold(form), int(value)), ("", "و", "ب", "ل"))
    for name, counts in raw.get("units", {}).items():
        for key, count in (("one", 1), ("two", 2), ("many", None)):
            for form in counts.get(key, ()):
                folded = fold(form)
                article = folded.startswith("ال")
                add(folded, TimeWord("unit", folded, unit=name, count=count, article=article), plain)
    for key in ("ago", "since", "during", "lasting", "after"):
        for form in raw.get(key, ()):
            add(form, TimeWord("lead", key), ("", "و", "ف"))
    for form in raw.get("this", ()):
        add(form, TimeWord("lead", "this"), plain)
    edges = {fold(form): name for name, forms in raw.get("edges", {}).items() for form in forms}
    for form in (*raw.get("year_lead", ()), *edges):
        for prefix in plain:
            words.setdefault(prefix + fold(form), TimeWord("lead", "year"))
    keys = (
        "past",
        "next",
        "now",
        "this",
        "part_lead",
        "month_noun",
        "month_lead",
        "year_lead",
        "bare_year_lead",
        "future",
        "not_weekday_before",
        "not_day_before",
        "not_weekday_after",
        "since",
        "during",
        "ago",
        "just_now",
    )
    sets = {key: frozenset(fold(form) for form in raw.get(key, ())) for key in keys}
    sets["not_today_after"] = frozenset(fold(form) for form in raw.get("not_today", {}).get("after", ()))
    sets["not_today_before"] = frozenset(fold(form) for form in raw.get("not_today", {}).get("before", ()))
    return TimeTable(
        words=words,
        phrases={
            head: tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))
            for head, found in phrases.items()
        },
        months=months,
        sets=sets,
        not_future=tuple(sorted({fold(form) for form in raw.get("not_future", ())})),
        edges=edges,
    )
