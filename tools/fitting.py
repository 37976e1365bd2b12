"""Logistic regression over names of binary features, and its weights as ``marsad.reading.linear`` stores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from marsad.reading.linear import Linear

RARE = 3  # a feature seen less often is left out
SMALL = 0.02  # a weight smaller than this is not stored


class Fit(NamedTuple):
    """What was fitted, as it is stored."""

    linear: Linear


def fit(samples: Sequence[tuple[list[str], Any, float]], strength: float) -> Fit:
    """A binary score. ``samples``: names of features, 0 or 1, weight of the sample."""
    vectors, x = _matrix(samples)
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000)
    model.fit(x, [y for _, y, _ in samples], sample_weight=[w for _, _, w in samples])
    return Fit(_linear(vectors, model.coef_[0], model.intercept_[0]))


def _matrix(samples: Sequence[tuple[list[str], Any, float]]) -> tuple[DictVectorizer, Any]:
    seen = Counter(name for names, _, _ in samples for name in set(names))
    vectors = DictVectorizer()
    vectors.fit([{name: 1.0 for name in names if seen[name] >= RARE} for names, _, _ in samples])
    x = vectors.transform([dict.fromkeys(names, 1.0) for names, _, _ in samples])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return vectors, x


def _linear(vectors: DictVectorizer, row: Any, bias: float) -> Linear:
    named = zip(vectors.get_feature_names_out(), row, strict=True)
    weights = {str(name): round(float(value), 3) for name, value in named if abs(value) >= SMALL}
    return Linear(weights, round(float(bias), 3))
