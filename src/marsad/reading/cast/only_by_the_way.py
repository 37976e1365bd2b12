"""Who is named only to tell where it was, and who only counts and takes no side.

احتجاجات **أمام منزل** X, الاعتداء على المشيعين **في جنازة** X, بحسب **وزارة الصحة** … خلال مواجهات, **نادي الأسير**: … الإفراج عنه.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.records import Chunk, Event

_NOBODY: frozenset[str] = frozenset()
_EVERY = frozenset({"I", "T", "S"})
_IN_FRONT = word_class("in_front_of")
_HOUSES = word_class("houses_and_offices")
_MOURNING = word_class("mourned_at")
_LED_TO = ("ب", "ل", "و")  # at, to, and: as they are written onto a word
_WHO = word_class("relative_pronouns")
_PRISONERS = word_class("speaks_for_prisoners")
_FREEING = {"release", "arrest"}
_AROUND = {
    "arrest",
    "abuse",
    "protest",
    "riot",
    "killing",
}  # a bomb in front of a house is meant for whose it is


def only_by_the_way(here: Told, event: Event, company: Company) -> AbstractSet[str]:
    """The roles that somebody cannot have by all mentions in the sentences that tell of the event."""
    if event.kind in _AROUND and all(_only_where(chunk, company) for chunk, _ in here):
        return _EVERY
    if event.kind in _FREEING and all(_for_prisoners(chunk, company) for chunk, _ in here):
        return _EVERY
    return _NOBODY


def _only_where(chunk: Chunk, company: Company) -> bool:
    """**أمام منزل** X, **في جنازة** X: whose house it was in front of, and at whose funeral."""
    if chunk.kind != "person" or chunk.first < 2 or company.folds[chunk.last] in _WHO:
        return False
    word, led = company.folds[chunk.first - 1], company.folds[chunk.first - 2]
    if word in _MOURNING or (word[:1] in _LED_TO and word[1:] in _MOURNING):
        return True
    return word in _HOUSES and led in _IN_FRONT


def _for_prisoners(chunk: Chunk, company: Company) -> bool:
    """قالت **هيئة شؤون الأسرى** إن X علق إضرابه …: who speaks for prisoners neither takes nor frees any."""
    return (
        chunk.kind in ("actor", "source") and " ".join(company.folds[chunk.first : chunk.last]) in _PRISONERS
    )
