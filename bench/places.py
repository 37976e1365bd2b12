"""Analysts' places put on the map, one answer a line, for ``score.py places``.

    python bench/places.py PLACES.jsonl [GAZETTEER.sqlite] > RESOLVED.jsonl

Each line of the input has ``place``, ``within`` (the governorate) and ``country``. Without
a gazetteer the user's own is used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from marsad.places.gazetteer import Gazetteer
from marsad.places.resolve import MentionQuery, resolve


def answers(places: Path, gazetteer: Gazetteer) -> Iterator[str]:
    """One JSON line a place: the point that would be shown, or nulls."""
    for line in places.read_text("utf-8").splitlines():
        asked = json.loads(line)
        query = MentionQuery(text=asked["place"], within=(asked["within"],), country=asked["country"])
        found = resolve([query], gazetteer)[0]
        yield json.dumps({"lat": found.lat, "lon": found.lon})


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    for answer in answers(Path(sys.argv[1]), Gazetteer.open(sys.argv[2] if len(sys.argv) == 3 else None)):
        print(answer)
