"""Banks of rivers, which are places of their own: **الضفة الغربية لنهر الفرات** is not the West Bank."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import COMMAS, surface
from marsad.reading.records import Chunk
from marsad.text.tokens import Token

_RIVER = "نهر"  # river
_OF = (
    "لنهر",
    "للنهر",
    "للفرات",
    "لدجله",
    "للبوسفور",
)  # of the river, of the Euphrates, of the Tigris, of the Bosporus
BANKS = {bank: len(before) for before in ("", "و", "ب") for bank in (before + "الضفه", before + "الضفاف")}
"""The bank, the banks, and how many letters are written before the article: "and", "in"."""
SIDES = {"الجهه الشرقيه", "جهه الشرق"}
"""The eastern side: a region of Morocco, and nearly always a side of something else."""


def bank(text: str, tokens: Sequence[Token], at: int, last: int) -> Chunk | None:
    """الضفة **الغربية لنهر** X, الضفاف **الشرقية من نهر** X: the bank that begins at a token of ``BANKS``."""
    here = at + 1
    if here < last and tokens[here].fold.startswith("ال"):
        here += 1  # الغربية, الأخرى
    if here < last and tokens[here].fold in COMMAS:
        here += 1
    if here + 1 < last and tokens[here].fold == "من" and tokens[here + 1].fold == _RIVER:
        here += 1
    elif here >= last or tokens[here].fold not in _OF:
        return None
    end = here + (2 if tokens[here].fold.endswith(_RIVER) and tokens[here].fold != "للنهر" else 1)
    if end > last or tokens[end - 1].kind != "word":
        return None
    name = surface(text, tokens, at, end, None)[BANKS[tokens[at].fold] :].replace("،", "")
    return Chunk(at, end, "place", name, sort="terrain")
