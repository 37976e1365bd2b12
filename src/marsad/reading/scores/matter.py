"""Is a report about armed conflict at all? A trained score over its words: a match, a film or a market has "attacks" too."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.reading.scores.linear import Scores, load_scores, probability
from marsad.reading.screen.arms import Tenor
from marsad.text.tokens import Token

_SHORT = 40  # tokens


def features(tokens: Sequence[Token], tenor: Tenor) -> list[str]:
    """Names of the binary features of a report: which words it has, and how thick words of war and of peace stand."""
    words = {token.fold for token in tokens if token.kind == "word"}
    names = {_name(word) for word in words if len(word) > 2}
    names.add(f"arms={min(tenor.arms * 20 // max(1, tenor.size), 6)}")
    names.add(f"ordinary={min(tenor.ordinary, 5)}")
    return sorted(names)


@lru_cache(maxsize=40_000)
def _name(word: str) -> str:
    return f"has={word.removeprefix('و').removeprefix('ال')}"


def armed(tokens: Sequence[Token], tenor: Tenor, scores: Scores | None = None) -> float:
    """Probability that a report tells of armed force; 1 where no score has been trained, or the text is too short to say."""
    scores = scores or load_scores("matter")
    if tenor.size < _SHORT:
        return 1.0
    return probability(scores.scores["armed"].odds(features(tokens, tenor))) if scores else 1.0
