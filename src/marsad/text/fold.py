"""Folding: one form for the many ways Arabic is typed, with exact offset maps both ways.

Folding is for comparing, never for showing. It removes what readers do not write consistently (vowel marks, tatweel,
hamza seats, dots of the final ya and ta marbuta), turns Persian and Kurdish keyboard letters into their Arabic
neighbours and the digits of every script into ASCII. It never joins or splits words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ۍ": "ي", "ێ": "ي",
    "ؤ": "و", "ۆ": "و", "ۇ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ݣ": "ك",
    "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip

_DROPPED = (
    "\u0640"  # tatweel
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u061c"  # joiners, bidi
    "\u00ad"  # soft hyphen
)


# The digit zero of every script whose digits Unicode lists as decimal and that Arabic pages are seen to carry.
_ZEROS = (
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x0ED0,
    0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
)  # fmt: skip


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(k): v for k, v in _LETTERS.items()}
    table.update({ord(c): None for c in _DROPPED})
    for start, end in ((0x0610, 0x061B), (0x064B, 0x0660), (0x0670, 0x0671), (0x06D6, 0x06DD), (0x06DF, 0x06E5),
                       (0x06E7, 0x06E9), (0x06EA, 0x06EE), (0x08D3, 0x0900)):  # fmt: skip
        table.update(dict.fromkeys(range(start, end), None))
    for zero in _ZEROS:
        table.update({zero + value: str(value) for value in range(10)})
    for code in range(0xFB50, 0xFF00):  # presentation forms, as pasted from PDF and old sites
        if 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFC:
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                table[code] = "".join(_LETTERS.get(c, c) for c in plain if c not in _DROPPED)
    return table


_TABLE = _table()
# What nearly every line has, and what is left of the table: in a long text letters are exchanged faster one after the
# other than looked up one by one, and the few others each by itself.
_FREQUENT = tuple(_LETTERS.items())[:4] + tuple((c, _LETTERS[c]) for c in "ىئؤة")
_USUAL = [
    c
    for c in (*map(chr, range(0x20, 0x7F)), *map(chr, range(0x621, 0x64B)), *"\n،؛؟٪«»“”–…")
    if ord(c) not in _TABLE
]
_RARE = re.compile("[^" + re.escape("".join(_USUAL)) + "]")
_LONG = 16
_FEW = 8  # one rare character among so many letters


def _exchanged(rare: re.Match[str]) -> str:
    char = rare[0]
    return _TABLE.get(ord(char), char) or ""


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    """One comparable form of ``text``; two names equal after folding are the same name to Marsad."""
    if text.isascii():
        return text.lower()
    if len(text) > _LONG:
        for char, plain in _FREQUENT:
            text = text.replace(char, plain)
        rare = len(_RARE.findall(text))
        if not rare:
            return text.lower()
        if rare * _FEW < len(text):
            return _RARE.sub(_exchanged, text).lower()
    return text.translate(_TABLE).lower()


class Folded(Struct, frozen=True):
    """A folded text and where each of its characters came from.

    ``to_original[i]`` is the code point of the original that produced folded character ``i``; it has one more entry, the
    length of the original. ``to_folded[j]`` is the folded position of the first character produced at or after original
    code point ``j``; it too has one more entry.
    """

    text: str
    to_original: tuple[int, ...]
    to_folded: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open range that the folded range ``start``–``end`` stands for."""
        if start >= end:
            return self.to_original[start], self.to_original[start]
        return self.to_original[start], self.to_original[end - 1] + 1


def fold_with_map(text: str) -> Folded:
    """Fold character by character and keep the maps. For search and highlighting; ``fold`` is for single words."""
    out: list[str] = []
    to_original: list[int] = []
    to_folded: list[int] = []
    for at, char in enumerate(text):
        to_folded.append(len(to_original))
        piece = _TABLE.get(ord(char), char)
        if piece is None:
            continue
        piece = piece.lower()
        out.append(piece)
        to_original.extend([at] * len(piece))
    to_folded.append(len(to_original))
    to_original.append(len(text))
    return Folded("".join(out), tuple(to_original), tuple(to_folded))
