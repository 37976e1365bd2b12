"""The words of pages (``pages.yaml``) and the names of months, compiled once.

The file stands here and not under ``data/``: it says how pages are taken in, not how reports are read, and must not
change the fingerprint of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from marsad.errors import LexiconError
from marsad.text.fold import fold

PAGES = Path(__file__).with_name("pages.yaml")
TIME = Path(__file__).parent.parent / "data" / "time.yaml"


class _Unit(Struct, forbid_unknown_fields=True):
    one: list[str]
    two: list[str]
    many: list[str]


class _File(Struct, forbid_unknown_fields=True):
    """What ``pages.yaml`` holds; its comments tell what each key means."""

    published: list[str]
    updated: list[str]
    related: list[str]
    end: list[str]
    line: list[str]
    start: list[str]
    author: list[str]
    zones: dict[str, list[str]]
    morning: list[str]
    afternoon: list[str]
    ago: list[str]
    units: dict[int, _Unit]
    numbers: dict[int, list[str]]
    unwanted: list[str]
    whole: list[str]
    weak: list[str]
    body: list[str]
    updates: list[str]
    reply: list[str]
    makers: list[str]
    info: list[str]
    hosts: list[str]
    elsewhen: list[str]


class PageWords(Struct, frozen=True):
    """Phrases by their plain form (see ``plain``); patterns are over folded text."""

    published: re.Pattern[str]
    updated: re.Pattern[str]
    related: frozenset[str]
    end: frozenset[str]
    line: frozenset[str]
    start: tuple[str, ...]
    author: re.Pattern[str]
    zone: re.Pattern[str]
    zones: dict[str, str]
    clock: re.Pattern[str]
    morning: frozenset[str]
    date: re.Pattern[str]
    months: dict[str, int]
    hijri: re.Pattern[str]
    hijri_months: dict[str, int]
    ago: re.Pattern[str]
    minutes: dict[str, int]
    numbers: dict[str, int]
    unwanted: frozenset[str]
    whole: frozenset[str]
    weak: frozenset[str]
    body: tuple[str, ...]
    updates: frozenset[str]
    reply: frozenset[str]
    makers: frozenset[str]
    info: frozenset[str]
    hosts: frozenset[str]
    elsewhen: re.Pattern[str]


_NOT_WORD = re.compile(r"[\W_]+")
_COUNT = re.compile(r"^\d{1,9}(?: \d{1,9}){0,3} |(?: \d{1,9}){1,4}$")


def plain(text: str) -> str:
    """Folded words with single spaces, without marks, emoji and counts around them."""
    return _COUNT.sub("", _NOT_WORD.sub(" ", fold.__wrapped__(text)).strip())


def _any(phrases: Iterable[str]) -> str:
    """An alternation of the folded phrases, the longest first."""
    return "|".join(sorted({re.escape(fold(p)) for p in phrases}, key=len, reverse=True))


def _set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(p) for p in phrases)


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """Read and compile the files. Raises ``LexiconError`` where they do not hold what they should."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        file = msgspec.convert(
            yaml.load(PAGES.read_text(encoding="utf-8"), loader),
            _File,
        )
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise LexiconError(62, f"{error}.", where=str(PAGES), mend="See the comments of the file.") from error
    time = yaml.load(TIME.read_text(encoding="utf-8"), loader)
    return compile_words(file, time["months"], time["hijri_months"])


def compile_words(file: _File, months: dict[int, list[str]], hijri: dict[int, list[str]]) -> PageWords:
    """Build the patterns from the words."""
    month = _any(name for names in months.values() for name in names)
    moon = _any(name for names in hijri.values() for name in names)
    year = r"(?:19|20)\d\d"
    date = (
        rf"(?<!\d)(?:(?P<y1>{year})\s?[/.-]\s?(?P<m1>\d{{1,2}})\s?[/.-]\s?(?P<d1>\d{{1,2}})(?!\d)"
        rf"|(?P<d2>\d{{1,2}})\s?[/.-]\s?(?P<m2>\d{{1,2}})\s?[/.-]\s?(?P<y2>{year})(?!\d)"
        rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s{{0,3}}(?:من\s|[/,،-])?\s?(?:شهر\s)?(?P<m3>{month})\.?"
        rf"(?:\s?[/\\(–-]\s?(?:{month})\)?)?\s?[,،/-]?\s?(?:عام\s|سنه\s)?(?P<y3>{year})(?!\d)"
        rf"|(?P<y5>{year})\s?[,،/-]?\s?(?P<m5>{month})\s?[,،/-]?\s?(?P<d5>\d{{1,2}})(?!\d))"
        rf"|(?<!\w)(?P<m4>{month})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s?[,،]?\s(?P<y4>{year})(?!\d)"
    )
    moons = (
        rf"(?<!\d)(?P<d1>\d{{1,2}})\s{{0,2}}[-/]?\s?(?:من\s)?(?P<m1>{moon})\s?[,،/-]?\s?(?P<y1>1[34]\d\d)(?!\d)"
        r"|(?<!\d)(?P<d2>\d{1,2})\s?[/-]\s?(?P<m2>\d{1,2})\s?[/-]\s?(?P<y2>1[34]\d\d)(?!\d)"
        r"|(?<!\d)(?P<y3>1[34]\d\d)\s?[/-]\s?(?P<m3>\d{1,2})\s?[/-]\s?(?P<d3>\d{1,2})(?!\d)"
    )
    halves = _any([*file.morning, *file.afternoon])
    clock = rf"(?<![\d:./-])(?P<h>[01]?\d|2[0-3])\s?:\s?(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:])\s?(?:(?P<half>{halves})(?!\w))?"
    minutes: dict[str, int] = {}
    for size, unit in file.units.items():
        for name in unit.one:
            minutes["1" + fold(name)] = size
        for name in unit.two:
            minutes["2" + fold(name)] = size
        for name in unit.many:
            minutes["n" + fold(name)] = size
    one, two, many = ("|".join(sorted((re.escape(k[1:]) for k in minutes if k[0] == c), key=len, reverse=True))
                      for c in "12n")  # fmt: skip
    numbers = {fold(name): value for value, names in file.numbers.items() for name in names}
    count = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    ago = (
        rf"(?<!\w)(?:{_any(file.ago)})\s(?:(?P<n>\d{{1,3}}|{count})\s(?P<many>{many})|(?P<two>{two})|(?P<one>{one}))(?!\w)"
        rf"|(?<!\w)(?P<n2>\d{{1,3}}|{count})\s(?P<many2>{many})\sago(?!\w)"
    )
    return PageWords(
        published=re.compile(rf"(?<!\w)(?:{_any(file.published)})(?!\w)"),
        updated=re.compile(rf"(?<!\w)(?:{_any(file.updated)})(?!\w)"),
        related=_set(file.related), end=_set(file.end), line=_set(file.line),
        start=tuple(sorted(_set(file.start), key=len, reverse=True)),
        author=re.compile(rf"(?:{_any(file.author)})\s?[:/|]?\s"),
        zone=re.compile(rf"(?:(?:ب?توقيت|بالتوقيت المحلي ل)\s?)?(?<!\w)(?P<name>{_any(n for ns in file.zones.values() for n in ns)})(?!\w)"),
        zones={fold(name): zone for zone, names in file.zones.items() for name in names},
        clock=re.compile(clock), morning=frozenset(fold(w) for w in file.morning),
        date=re.compile(date), months={fold(n): k for k, ns in months.items() for n in ns},
        hijri=re.compile(moons), hijri_months={fold(n): k for k, ns in hijri.items() for n in ns},
        ago=re.compile(ago), minutes=minutes, numbers=numbers,
        unwanted=frozenset(file.unwanted), whole=frozenset(file.whole), weak=frozenset(file.weak), body=tuple(file.body), updates=frozenset(file.updates),
        reply=_set(file.reply), makers=frozenset(file.makers), info=frozenset(file.info), hosts=_set(file.hosts),
        elsewhen=re.compile(rf"(?<!\w)(?:{_any(file.elsewhen)})(?!\w)"),
    )  # fmt: skip
