"""Names that are ordinary words as well."""

from __future__ import annotations

import importlib.resources
from functools import cache


@cache
def common_words() -> frozenset[str]:
    """Folded words frequent in Arabic news as something other than a place (``data/common_words.txt``)."""
    file = importlib.resources.files("marsad") / "data" / "common_words.txt"
    return frozenset(w for w in file.read_text("utf-8").split("\n") if w and not w.startswith("#"))
