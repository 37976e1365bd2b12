"""Somebody told twice: **شابا** يدعى محمد, **شخصين** هما فلان وفلان."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from marsad.reading.cast.company import Company
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import Chunk

_CALLED = {
    "يدعي",
    "تدعي",
    "اسمه",
    "اسمها",
    "يلقب",
    "يكني",
    "المدعو",
    "المدعوه",
}  # called, whose name is, named
_IS = {"هو", "هي", "هما", "هم", "هن"}  # he is, they are


def told_by_name(chunk: Chunk, named: AbstractSet[int], company: Company) -> bool:
    """**مدنيا** يدعى سامر, **أربعة أشخاص** هم: فلان وفلان: is it told right behind who they are, by names that are told too?"""
    folds = company.folds
    if folds[chunk.last].removeprefix("و") in _CALLED:
        return chunk.last in named
    if folds[chunk.last].removeprefix("و") not in _IS:
        return False
    at = chunk.last + 1
    while at < len(folds) - 1 and (folds[at] == ":" or folds[at] in QUOTES):
        at += 1
    return at in named or at - 1 in named
