"""With which words names begin, in few bytes: most words of a report begin none, and the file need not be asked about them.

One bit for every word, at a place that follows from its letters. A word whose bit is not set begins no name; one whose bit
is set may (one word in twenty has the bit of another).
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

_BITS = 1 << 21  # for some hundred thousand words


def bits_of(words: Iterable[str]) -> bytes:
    """The bits of all words with which names begin."""
    out = bytearray(_BITS >> 3)
    for word in words:
        bit = crc32(word.encode()) & (_BITS - 1)
        out[bit >> 3] |= 1 << (bit & 7)
    return bytes(out)


def may_begin(word: str, bits: bytes) -> bool:
    """Can a name begin with this word?"""
    bit = crc32(word.encode()) & (_BITS - 1)
    return bits[bit >> 3] >> (bit & 7) & 1 == 1
