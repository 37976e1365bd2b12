"""Whom a deed is told not to have hurt: قصف X البلدة دون وقوع إصابات **في صفوف المدنيين**. They were not its target for that."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import DEEDS, Company
from marsad.reading.cast.figures import Told
from marsad.reading.records import Chunk, Event

_NOBODY: frozenset[str] = frozenset()
_SUFFERS = frozenset({"T"})
_AMONG = {"صفوف", "بين", "اوساط"}  # the ranks (of), among, the midst (of)
_HARM = word_class("harm")
_WITHOUT = word_class("without_or_not")
_REACH = 8  # words from those among whom nobody was hurt back to the word for "without"


def unhurt(here: Told, event: Event, company: Company) -> frozenset[str]:
    """T, where all that the sentences of a deed tell of somebody is that nobody among them was hurt."""
    if company.lexicon.families[event.kind] not in DEEDS or _AMONG.isdisjoint(company.words):
        return _NOBODY
    return _SUFFERS if all(_spared(chunk, company) for chunk, _ in here) else _NOBODY


def _spared(chunk: Chunk, company: Company) -> bool:
    folds, tokens = company.folds, company.tokens
    if not chunk.first or folds[chunk.first - 1] not in _AMONG:
        return False
    harmed = False
    for at in range(chunk.first - 2, max(-1, chunk.first - 2 - _REACH), -1):
        if tokens[at].kind != "word":
            return False
        if harmed and folds[at].removeprefix("و") in _WITHOUT:
            return True
        harmed = harmed or folds[at].removeprefix("و") in _HARM
    return False
