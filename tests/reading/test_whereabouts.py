"""Where the places of a report lie, each told by the others: cases as a linguist reads them (``tests/data/whereabouts.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import marsad

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "whereabouts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["shows"] for case in CASES])
def test_a_place_lies_where_its_report_says(case: dict[str, Any]) -> None:
    told = {place.text: place for claim in marsad.read(case["say"]) for place in claim.places}
    assert case["place"] in told, f"no such place: {sorted(told)}"
    place = told[case["place"]]
    assert place.country == case["country"]
    if case.get("point") is False:
        assert place.lat is None and place.precision is None
