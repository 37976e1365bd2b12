"""The figure that a number of people has risen to, far from those it counts: ارتفع **عدد** القتلى الذين سقطوا برصاص X **إلى 61**."""

from __future__ import annotations

from bisect import bisect_left

from marsad.reading.tolls.reader import VictimReader
from marsad.text.numbers import Quantity

_NUMBER = {"عدد", "اعداد", "حصيله"}  # the number of
_REACH = 30  # tokens from who they are to how many
_BEFORE = 5  # tokens from the word for a number to the relative clause of those it counts
_LEAD = 3  # tokens from a verb of rising to the word for a number
_ENDS = frozenset({".", "؛", ":"})


def risen_after(reader: VictimReader, at: int) -> Quantity | None:
    """How many they are of whom a relative clause, with its verb at ``at``, says how they died."""
    number = next((i for i in range(at - 1, at - _BEFORE - 1, -1) if reader.fold(i) in _NUMBER), None)
    if number is None or not any(_rose(reader, i) for i in range(number - _LEAD, number)):
        return None
    for quantity in reader.numbers[bisect_left(reader.firsts, at + 1) :]:
        if quantity.first - at > _REACH or any(_turned(reader, i) for i in range(at + 1, quantity.first)):
            return None
        to = reader.fold(quantity.first - 1) == "الي"
        if to and quantity.people is not False and quantity.written in ("digits", "words"):
            return quantity
    return None


def _rose(reader: VictimReader, at: int) -> bool:
    form = reader.fold(at).removeprefix("و")
    return form in reader.sets["rising"] or form in reader.sets["raising"]


def _turned(reader: VictimReader, at: int) -> bool:
    """Does another sentence begin here, or is something told of others: **وأصيب** آخرون?"""
    trigger = reader.trigger(at)
    return reader.fold(at) in _ENDS or (trigger is not None and trigger.conj)
