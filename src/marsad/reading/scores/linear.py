"""Trained linear scores: sums of weights by the names of binary features, as plain JSON a person can read.

The weights are made by ``tools/train_reader.py`` from data named there. Reading needs nothing but a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from marsad.lexicon.load import DATA

WEIGHTS = DATA / "weights"
KEPT = 1024
"""How many finds of a score are kept for each way to make names: without the names some 300 bytes each."""


Look = Callable[[tuple[str, ...]], tuple[Any, ...]]
"""What is asked of names of features: the names themselves, to train, or what a score knows of them, to read."""


def names_only(names: tuple[str, ...]) -> tuple[str, ...]:
    return names


def shared(make: Callable[..., tuple[str, ...]]) -> Callable[..., tuple[Any, ...]]:
    """Names by what they are made of: the function that makes them, after a ``Look`` what that finds under them.

    The candidates of a report differ in little, so that most names are made once, and looked up once.
    """

    @lru_cache(maxsize=KEPT)
    def found(look: Look, *of: Any) -> tuple[Any, ...]:
        return look(make(*of))

    return found


class Linear(Struct, frozen=True):
    """``weights`` in log-odds by name of feature; ``bias`` is the intercept."""

    weights: dict[str, float]
    bias: float = 0.0

    def known(self, names: Iterable[str]) -> tuple[float, ...]:
        """What the names count together: one sum of the weights of those that training has seen, or nothing."""
        total = 0.0
        for weight in filter(None, map(self.weights.get, names)):
            total += weight
        return (total,) if total else ()

    def odds(self, names: Iterable[str]) -> float:
        """Log-odds of the features that hold; a name that training has not seen counts nothing."""
        total = self.bias
        # Most names are known to no weight. A loop and no ``sum``, which rounds otherwise from one Python to the next.
        for weight in filter(None, map(self.weights.get, names)):
            total += weight
        return total

    def total(self, weights: Iterable[float]) -> float:
        """Log-odds of the features whose ``known`` sums these are, in the order in which they were asked for."""
        total = self.bias
        for weight in weights:
            total += weight
        return total


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
        _hold_once(linear.weights)
    return scores


def _hold_once(weights: dict[str, float]) -> None:
    """Let equal weights be one number: rounded to thousandths as they are, a hundred stand for ten thousand."""
    once: dict[float, float] = {}
    for name, weight in weights.items():
        weights[name] = once.setdefault(weight, weight)


def steps(count: float, *bounds: float) -> str:
    """The first bound that is not below ``count``, "x" past the last: a distance as one of a few names."""
    for bound in bounds:
        if count <= bound:
            return str(bound)
    return "x"
