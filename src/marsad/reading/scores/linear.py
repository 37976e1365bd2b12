"""Trained linear scores: sums of weights by the names of binary features, as plain JSON a person can read.

The weights are made by ``tools/train_reader.py`` from data named there. Reading needs nothing but a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from sys import intern
from typing import Any, Protocol

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


class Asked(Protocol):
    """What features are asked of: a score, to read, or ``Names``, to train one.

    Most names are made of a word of the report, and few of these are known: ``of`` asks by the word, so that no name
    is made. What is asked ``together`` counts as what ``known`` is asked in one go.
    """

    def known(self, names: Iterable[str]) -> tuple[Any, ...]: ...

    def of(self, before: str, after: str = "") -> Callable[[str], Any]:
        """What is known of the names "before + word + | + after", by word; without the bar where nothing comes after."""
        ...

    def together(self, found: Iterable[Any]) -> tuple[Any, ...]: ...


class Names:
    """Of every feature its name."""

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(names)

    def of(self, before: str, after: str = "") -> Callable[[str], str]:
        end = f"|{after}" if after else ""
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
    """``weights`` in log-odds by name of feature; ``bias`` is the intercept."""

    weights: dict[str, float]
    bias: float = 0.0

    def known(self, names: Iterable[str]) -> tuple[float, ...]:
        """What the names count together: one sum of the weights of those that training has seen, or nothing."""
        total = 0.0
        for weight in filter(None, map(self.weights.get, names)):
            total += weight
        return (total,) if total else ()

    def of(self, before: str, after: str = "") -> Callable[[str], float | None]:
        weight = self.weights.get
        name = NAMES.of(before, after)
        return lambda word: weight(name(word))

    def together(self, found: Iterable[float | None]) -> tuple[float, ...]:
        """One sum of the weights that were found, or nothing."""
        total = 0.0
        for weight in filter(None, found):
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


class WordWise(Linear, frozen=True):
    """A score whose names made of words are not among the ``weights``, but held by the words: asked with ``of`` alone."""

    words: dict[tuple[str, str], dict[str, float]] = {}

    def of(self, before: str, after: str = "") -> Callable[[str], float | None]:
        return self.words.get((before, after), _NONE).get


_NONE: dict[str, float] = {}


def word_wise(linear: Linear, begun: Sequence[str]) -> WordWise:
    """The same score, with the names that begin so held by the word that follows: many have one word."""
    firsts = frozenset(begun)
    others: dict[str, float] = {}
    words: dict[tuple[str, str], dict[str, float]] = {}
    for name, weight in linear.weights.items():
        first, equals, rest = name.partition("=")
        before = first + equals
        if before not in firsts:
            others[name] = weight
            continue
        word, after = _parted(rest)
        held = words.get((before, after))
        if held is None:
            held = words[before, after] = {}
        held[intern(word)] = weight
    return WordWise(others, linear.bias, words)


def _parted(name: str) -> tuple[str, str]:
    """The word in a name, and what comes after it: a bar stands between, and may be a word of the report itself."""
    word, bar, after = name.partition("|")
    if bar and after[:1] in ("", " ", "|"):
        word, _, after = name.rpartition("|")
        if after[:1] in ("", " "):
            return name, ""
    return word, after


def probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


class Scores(Struct, frozen=True):
    """The scores of one stage by name, and the ``bars`` its decisions go by (see the stage)."""

    about: str
    scores: dict[str, Linear]
    bars: dict[str, float] = {}


@lru_cache(maxsize=16)
def load_scores(name: str, folder: Path = WEIGHTS, by_word: tuple[str, ...] = ()) -> Scores | None:
    """The scores of a stage, or None where they have not been trained: then the rules alone decide.

    ``by_word``: how names begin that are made of a word and asked by it, see ``word_wise``.
    """
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    scores = msgspec.json.decode(path.read_bytes(), type=Scores)
    for stands_for, linear in scores.scores.items():
        _hold_once(linear.weights)
        if by_word:
            scores.scores[stands_for] = word_wise(linear, by_word)
    return scores


def _hold_once(weights: dict[str, float]) -> None:
    """Let equal weights be one number: rounded to thousandths as they are, a hundred stand for ten thousand."""
    once: dict[float, float] = {}
    for name, weight in weights.items():
        weights[name] = once.setdefault(weight, weight)


@lru_cache(maxsize=KEPT, typed=True)
def steps(count: float, *bounds: float) -> str:
    """The first bound that is not below ``count``, "x" past the last: a distance as one of a few names."""
    for bound in bounds:
        if count <= bound:
            return str(bound)
    return "x"
