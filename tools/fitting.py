"""Logistic regression over names of binary features, and its weights as ``marsad.reading.scores.linear`` stores them.

Regularisation holds every feature back alike, though most of what tells an event from a mention is said by words seen a
dozen times. Features are therefore scaled before fitting, the rarer and the more telling by themselves the further
(log-count ratios, after Wang and Manning, "Baselines and bigrams", ACL 2012), and the weights scaled back after it:
what reads them notices nothing.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from marsad.reading.scores.linear import Linear, by_words

RARE = 3  # a feature seen less often is left out
SMALL = 0.03  # a weight smaller than this is not stored
RARER = -0.2  # power of a feature's count by which it is scaled
TELLING = 0.3  # share of the scale that goes by the log-count ratio


class Fit(NamedTuple):
    """What was fitted, as it is stored."""

    linear: Linear


def fit(samples: Sequence[tuple[list[str], Any, float]], strength: float) -> Fit:
    """A binary score. ``samples``: names of features, 0 or 1, weight of the sample."""
    names, x = _matrix(samples)
    right, weight = np.array([y for _, y, _ in samples]), np.array([w for _, _, w in samples])
    scale = _scale(x, right, weight)
    scaled = x @ diags(scale)
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000)
    model.fit(scaled, right, sample_weight=weight)
    return Fit(_linear(names, model.coef_[0] * scale, model.intercept_[0]))


def _scale(x: Any, right: Any, weight: Any) -> Any:
    """By feature; ``x``: samples by features, ``right``: 0 or 1 and ``weight`` of each sample."""
    count = np.asarray(x.sum(0)).ravel()
    rarer = (count / np.median(count)) ** RARER
    seen = [1 + np.asarray(x.T @ (weight * side)).ravel() for side in (right, 1 - right)]
    ratio = np.abs(np.log((seen[0] / seen[0].sum()) / (seen[1] / seen[1].sum())))
    return rarer * (1 - TELLING + TELLING * ratio / ratio.mean())


def _matrix(samples: Sequence[tuple[list[str], Any, float]]) -> tuple[list[str], Any]:
    """The names of the features that are kept, sorted, and samples by features."""
    seen = Counter(name for names, _, _ in samples for name in set(names))
    kept = sorted(name for name, count in seen.items() if count >= RARE)
    number = {name: n for n, name in enumerate(kept)}
    indices, ends = array("i"), array("i", [0])
    for names, _, _ in samples:
        indices.extend(sorted(number[name] for name in set(names) if name in number))
        ends.append(len(indices))
    shape = (len(samples), len(kept))
    return kept, csr_matrix((np.ones(len(indices)), np.asarray(indices), np.asarray(ends)), shape=shape)


def _linear(names: Sequence[str], row: Any, bias: float) -> Linear:
    named = zip(names, row, strict=True)
    weights = {name: round(float(value), 3) for name, value in named if abs(value) >= SMALL}
    by_name, by_word = by_words(weights)
    return Linear(by_name, round(float(bias), 3), by_word)
