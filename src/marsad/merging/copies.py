"""Runs of words that two reports share: republished texts and wire copy inside longer articles.

A text is its set of hashed runs of words. A fixed fraction of the hashes (those below a bound: a MinHash
whose sketch grows with the text) finds neighbours; the whole sets then say how much of the one stands in
the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

_RUN = 4  # words
_KEEP = 8  # one run of so many is in the sketch
_AT_LEAST = 2  # runs in a sketch, where the text has them
_TELLING = 5  # runs; two headlines of fewer words may be alike by chance
COPY = 0.5
"""From this share of the shorter text on, it is the other's text."""


def shingles(texts: Iterable[Sequence[str]]) -> tuple[int, ...]:
    """Hashes of every run of four words of these folded texts, sorted, each once."""
    found = set()
    for run in texts:
        for at in range(len(run) - _RUN + 1):
            raw = " ".join(run[at : at + _RUN]).encode("utf-8", "surrogatepass")
            found.add(int.from_bytes(blake2b(raw, digest_size=6).digest(), "big"))
    return tuple(sorted(found))


def sample(runs: Sequence[int]) -> tuple[int, ...]:
    """The sketch: the lowest hashes. Equal runs are kept or left out alike in every text."""
    bound = (1 << 48) // _KEEP
    kept = tuple(value for value in runs if value < bound)
    return kept if len(kept) >= _AT_LEAST else tuple(runs[:_AT_LEAST])


def contained(a: Sequence[int], b: Sequence[int]) -> float:
    """The share of the shorter text's runs that the other has; 0 for texts too short to tell."""
    shorter = min(len(a), len(b))
    if shorter < _TELLING:
        return 0.0
    return len(set(a) & set(b)) / shorter
