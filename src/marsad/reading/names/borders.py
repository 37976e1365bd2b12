"""Whose border it is: الحدود السورية **العراقية**, الشريط الحدودي **التونسي الجزائري**: a border is of two states."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import DASHES, At
from marsad.text.tokens import Token

_TWO = 2  # states that have a border


def both_states(tokens: Sequence[Token], at: At, here: int, last: int) -> int:
    """الحدود السورية **العراقية**, الحدود السورية **- التركية**: where the adjectives of states end that go on from ``here``."""
    told = at.layer(here - 1, "demonym") is not None
    for _ in range(_TWO - told):
        behind = here + 1 if told and here + 1 < last and tokens[here].fold in DASHES else here
        if behind >= last or not tokens[behind].fold.startswith("ال") or at.layer(behind, "demonym") is None:
            break
        here, told = behind + 1, True
    return here
