"""Towns that label what follows: مأرب **|** …, #مأرب**:** …, as posts say where their news is from."""

from __future__ import annotations

from marsad.places.build import COVERED
from marsad.reading.names.place_names import Names

LARGE = 40_000  # inhabitants; a bare name of a smaller place needs a preposition
_BARS = {"|", ":"}


def opens_a_line(names: Names, at: int, end: int, name: str) -> bool:
    """Does the name of a town at ``at`` open a line, and a mark close it?"""
    tokens = names.tokens
    before = tokens[at - 1] if at else None
    opens = before is None or before.kind in ("newline", "punct")
    opens = opens or (before is not None and "\n" in names.text[before.end : tokens[at].start])
    mark = tokens[end].fold if end < len(tokens) else ""
    if not opens or mark not in _BARS or names.gazetteer is None or names.lexicon.common(name):
        return False  # الداخلية: the ministry, which speaks, and not the province of Oman
    # Before a colon stands whoever speaks, too; many a village is called like him.
    kinds = ("admin1", "city") if mark == ":" else ("admin1", "city", "town")
    return any(
        place.country in COVERED and (place.kind in kinds or place.population >= LARGE)
        for place in names.gazetteer.lookup(name)
    )
