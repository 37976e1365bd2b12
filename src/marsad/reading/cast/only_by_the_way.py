"""Who is named only to tell where it was, and who only counts and takes no side.

احتجاجات **أمام منزل** X, أدان X **عقب لقائه** بـY قصف Z, الاعتداء على المشيعين **في جنازة** X, بحسب **وزارة الصحة** … خلال مواجهات, **نادي الأسير**: … الإفراج عنه.
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
_HIS_TALKS = ("لقايه", "لقايها", "لقايهم", "اجتماعه", "اجتماعها", "اجتماعهم", "محادثاته", "محادثاتها", "محادثاتهم", "مباحثاته",
              "مباحثاتها", "مباحثاتهم", "مشاوراته", "مشاوراتها", "استقباله", "استقبالها")  # fmt: skip
_WHEN = {
    "عقب",
    "بعد",
    "خلال",
    "اثناء",
    "قبيل",
    "قبل",
    "هامش",
    "ختام",
    "لدي",
    "اثر",
}  # after, during, before, on the margin of, at the end of
# What he asks for or praises he may ask and praise whom he met for; they met, and may agree.
_MET = {"negotiation", "mediation", "agreement", "ceasefire", "demand", "support", "aid", "release"}
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
    if event.kind not in _MET and all(_only_met(chunk, company) for chunk, _ in here):
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


def _only_met(chunk: Chunk, company: Company) -> bool:
    """أدان X **عقب لقائه بـY** قصف Z, حذر X **خلال محادثاته مع Y** من Z: whom he met who said it."""
    folds, first = company.folds, chunk.first
    lead = first - 2 if first and folds[first - 1] == "مع" else first - 1
    if lead < 1 or not (folds[lead + 1] == "مع" or folds[first][:1] == "ب" or chunk.prep == "ب"):
        return False
    return folds[lead].startswith(_HIS_TALKS) and folds[lead - 1].removeprefix("و") in _WHEN


def _for_prisoners(chunk: Chunk, company: Company) -> bool:
    """قالت **هيئة شؤون الأسرى** إن X علق إضرابه …: who speaks for prisoners neither takes nor frees any."""
    return (
        chunk.kind in ("actor", "source") and " ".join(company.folds[chunk.first : chunk.last]) in _PRISONERS
    )
