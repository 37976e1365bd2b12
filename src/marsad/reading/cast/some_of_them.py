"""Whose men a noun of taking or killing befell: احتجاز **عنصرين من X**, اغتيال **أحد عناصر X**. They have not done it."""

from __future__ import annotations

from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.records import VERBAL, Event

_BEFALL = {"arrest", "abduction", "killing"}
_TWO = ("ين", "ان")  # endings of the dual, and of plurals
_REACH = 3  # tokens from the noun to "of"


def of_whom_some(here: Told, event: Event, company: Company) -> bool:
    """Do all sentences that tell of the event name somebody only as whom some people right behind its noun are of?"""
    trigger = event.trigger
    if event.kind not in _BEFALL or trigger.form in VERBAL or trigger.after:
        return False
    first, folds = trigger.last, company.folds
    if first >= len(folds) or not folds[first].endswith(_TWO):
        return False
    return all(
        sentence == trigger.sentence
        and (
            (c.prep == "من" and first < c.first - 1 <= first + _REACH)
            or (c.first == first and "من" in folds[first : c.last])  # the men and whose they are, told as one
        )
        for c, sentence in here
    )
