"""Is a report about armed conflict at all? A trained score over its words: a match, a film or a market has "attacks" too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.reading.scores.linear import NAMES, Asked, Scores, load_scores, probability
from marsad.reading.screen.arms import Tenor
from marsad.text.tokens import Token

_SHORT = 40  # tokens


def features(tokens: Sequence[Token], tenor: Tenor, score: Asked = NAMES) -> list[Any]:
    """Names of the binary features of a report, or what a score knows of them: which words it has, how thick those of war and peace stand."""
    has = score.of("has=")
    words = {token.fold for token in tokens if token.kind == "word"}
    bare = {word.removeprefix("و").removeprefix("ال") for word in words if len(word) > 2}
    # In the order of their names, in which they are summed.
    found = sorted([(word, known) for word in bare if (known := has(word))])
    return [
        *score.known((f"arms={min(tenor.arms * 20 // max(1, tenor.size), 6)}",)),
        *[known for _, known in found],
        *score.known((f"ordinary={min(tenor.ordinary, 5)}",)),
    ]


def armed(tokens: Sequence[Token], tenor: Tenor, scores: Scores | None = None) -> float:
    """Probability that a report tells of armed force; 1 where no score has been trained, or the text is too short to say."""
    if tenor.size < _SHORT:
        return 1.0
    scores = scores or load_scores("matter")
    if scores is None:
        return 1.0
    score = scores.scores["armed"]
    return probability(score.total(features(tokens, tenor, score)))
