"""The compiled tables of dates, numbers, tolls, page furniture and spoken words, made once for a lexicon."""

from __future__ import annotations

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.reading.days.table import TimeTable, compile_times
from marsad.reading.page.furniture import FurnitureTable, compile_furniture
from marsad.reading.tolls.table import TollTable, compile_tolls
from marsad.text.numbers import NumberTable, compile_numbers
from marsad.text.spoken import SpokenTable, compile_spoken


class Tables(Struct, frozen=True):
    time: TimeTable
    numbers: NumberTable
    tolls: TollTable
    furniture: FurnitureTable
    spoken: SpokenTable


_MADE: dict[str, Tables] = {}


def tables_of(lexicon: Lexicon) -> Tables:
    """The tables of this lexicon; equal digests share one set."""
    made = _MADE.get(lexicon.digest)
    if made is None:
        raw = lexicon.knowledge.tables
        made = Tables(compile_times(raw.time), compile_numbers(raw.numbers), compile_tolls(raw.tolls),
                      compile_furniture(raw.furniture), compile_spoken(raw.spoken))  # fmt: skip
        _MADE[lexicon.digest] = made
    return made
