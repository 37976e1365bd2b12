"""Trained linear scores: sums of weights by the names of binary features, as plain JSON a person can read.

The weights are made by ``tools/train_reader.py`` from data named there. Reading needs nothing but a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import exp
from pathlib import Path
from sys import intern
from typing import Any, Protocol, TypeVar

import msgspec
from msgspec import Struct

from marsad.lexicon.load import DATA

WEIGHTS = DATA / "weights"
KEPT = 1024
"""How many finds of a score are kept for each way to make names: without the names some 300 bytes each."""


_MARK = "¦"  # after the word in a name that is made of one, where the score is fitted
_NONE: dict[str, float] = {}

W = TypeVar("W")

Look = Callable[[tuple[str, ...]], tuple[Any, ...]]
"""What is asked of names of features: the names themselves, to train, or what a score knows of them, to read."""


class Asked(Protocol):
    """What features are asked of: a score, to read, or ``Names``, to train one.

    Most names are made of a word of the report, and few of these are known: ``of`` asks by the word, so that no name
    is made. What is asked ``together`` counts as what ``known`` is asked in one go.
    """

    def known(self, names: Iterable[str]) -> tuple[Any, ...]: ...

    def of(self, before: str, after: str = "") -> Callable[[str], Any]:
        """What is known of words that stand in a name after "left=" and before what tells more of it, by the word."""
        ...

    def together(self, found: Iterable[Any]) -> tuple[Any, ...]: ...


class Names:
    """Of every feature its name."""

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(names)

    def of(self, before: str, after: str = "") -> Callable[[str], str]:
        end = f"{_MARK}{after}"
        return lambda word: f"{before}{word}{end}"

    def together(self, found: Iterable[str]) -> tuple[str, ...]:
        return tuple(found)


NAMES = Names()


def shared(make: Callable[..., tuple[str, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Names by what they are made of: the function that makes them, after a ``Look`` what that finds under them.

    The candidates of a report differ in little, so that most names are made once, and looked up once.
    """

    @lru_cache(maxsize=KEPT)
    def found(look: Look, *of: Any) -> tuple[Any, ...]:
        return look(make(*of))

    return found


class Linear(Struct, frozen=True):
    """``weights`` in log-odds by name of feature; ``bias`` is the intercept.

    ``words``: the weights of names made of a word, by what stands around it ("left=…|strike") and by the word.
    """

    weights: dict[str, float]
    bias: float = 0.0
    words: dict[str, dict[str, float]] = {}

    def known(self, names: Iterable[str]) -> tuple[float, ...]:
        """What the names count together: one sum of the weights of those that training has seen, or nothing."""
        total = 0.0  # as ``together``, which is asked so often that each call counts
        for weight in filter(None, map(self.weights.get, names)):
            total += weight
        return (total,) if total else ()

    def of(self, before: str, after: str = "") -> Callable[[str], float | None]:
        """The weights of words by where they stand: ``before`` ends in "="."""
        return self.words.get(row(before, after), _NONE).get

    def together(self, found: Iterable[float | None]) -> tuple[float, ...]:
        """One sum of the weights that were found, or nothing."""
        total = 0.0
        # Most names are known to no weight. A loop and no ``sum``, which rounds otherwise from one Python to the next.
        for weight in filter(None, found):
            total += weight
        return (total,) if total else ()

    def total(self, weights: Iterable[float]) -> float:
        """Log-odds of the features whose ``known`` sums these are, in the order in which they were asked for."""
        total = self.bias
        for weight in weights:
            total += weight
        return total


def by_words(weights: Mapping[str, W]) -> tuple[dict[str, W], dict[str, dict[str, W]]]:
    """What was fitted by name, parted: by name, and of the names made of words by row and word."""
    names: dict[str, W] = {}
    words: dict[str, dict[str, W]] = {}
    for name, weight in weights.items():
        head, mark, after = name.rpartition(_MARK)
        if mark:
            before, equals, word = head.partition("=")
            words.setdefault(row(before + equals, after), {})[word] = weight
        else:
            names[name] = weight
    return names, words


def probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


class Scores(Struct, frozen=True):
    """The scores of one stage by name, and the ``bars`` its decisions go by (see the stage)."""

    about: str
    scores: dict[str, Linear]
    bars: dict[str, float] = {}


@lru_cache(maxsize=16)
def load_scores(name: str, folder: Path = WEIGHTS) -> Scores | None:
    """The scores of a stage, or None where they have not been trained: then the rules alone decide."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    scores = msgspec.json.decode(path.read_bytes(), type=Scores)
    for linear in scores.scores.values():
        hold_once(linear.weights, linear.words)
    return scores


def hold_once(weights: dict[str, W], words: dict[str, dict[str, W]]) -> None:
    """Let equal weights be one object, and equal words: rounded as they are, a hundred weights stand for ten thousand."""
    once: dict[W, W] = {}
    for name, weight in weights.items():
        weights[name] = once.setdefault(weight, weight)
    for where, known in words.items():
        words[where] = {intern(word): once.setdefault(weight, weight) for word, weight in known.items()}


def row(before: str, after: str) -> str:
    """Where a word stands in the names of a row of ``words``."""
    return f"{before}…|{after}" if after else f"{before}…"


@lru_cache(maxsize=KEPT, typed=True)
def steps(count: float, *bounds: float) -> str:
    """The first bound that is not below ``count``, "x" past the last: a distance as one of a few names."""
    for bound in bounds:
        if count <= bound:
            return str(bound)
    return "x"
