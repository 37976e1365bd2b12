"""Runs of words that two reports share: republished texts and wire copy inside longer articles.

A text is its set of hashed runs of words. A fixed fraction of the hashes (those below a bound: a MinHash
whose sketch grows with the text) finds neighbours; the whole sets then say how much of the one stands in
the other.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

_RUN = 4  # words
_KEEP = 8  # one run of so many is in the sketch
_AT_LEAST = 2  # runs in a sketch, where the text has them
_TELLING = 5  # runs; two headlines of fewer words may be alike by chance
COPY = 0.5
"""From this share of the shorter text on, it is the other's text."""


def shingles(texts: Iterable[Sequence[str]]) -> bytes:
    """Hashes of every run of four words of these folded texts, each once: eight bytes a run, see ``runs``.

    Most claims that are loaded are never asked for theirs, so they are kept packed.
    """
    found = set()
    for words in texts:
        for at in range(len(words) - _RUN + 1):
            raw = " ".join(words[at : at + _RUN]).encode("utf-8", "surrogatepass")
            found.add(int.from_bytes(blake2b(raw, digest_size=6).digest(), "big"))
    return struct.pack(f"<{len(found)}Q", *sorted(found))


def runs(packed: bytes) -> tuple[int, ...]:
    """The hashes of ``shingles``, the lowest first."""
    return struct.unpack(f"<{len(packed) // 8}Q", packed)


def sample(packed: bytes) -> tuple[int, ...]:
    """The sketch: the lowest hashes. Equal runs are kept or left out alike in every text."""
    bound = (1 << 48) // _KEEP
    every = runs(packed)
    kept = tuple(value for value in every if value < bound)
    return kept if len(kept) >= _AT_LEAST else every[:_AT_LEAST]


def contained(a: bytes, b: bytes) -> float:
    """The share of the shorter text's runs that the other has; 0 for texts too short to tell.

    The order of the two does not matter; where one is compared with many, it comes first.
    """
    shorter = min(len(a), len(b)) // 8
    if shorter < _TELLING:
        return 0.0
    return len(_set(a).intersection(runs(b))) / shorter


@lru_cache(maxsize=64)
def _set(packed: bytes) -> frozenset[int]:
    """A new claim is compared with many, one after the other."""
    return frozenset(runs(packed))
