"""Whom and what a sentence names, before anything decides who takes part: see ``tests/data/mentions.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.lexicon.compile import Lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.layers import Layers
from marsad.reading.pipeline import STAGES
from marsad.text.fold import fold

DATA = Path(__file__).parent.parent / "data" / "mentions.yaml"
CASES = [pytest.param(case, id=case["shows"]) for case in yaml.safe_load(DATA.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES)
def test_mentions(case: dict[str, Any], lex: Lexicon, gazetteer: Gazetteer) -> None:
    layers = Layers(Document(id="case", text=case["say"] + "."), lex, gazetteer)
    for stage in STAGES:
        stage.run(layers)
    found = {(chunk.kind, fold(chunk.name)) for chunks in layers.chunks for chunk in chunks}
    for kind, wanted in case.get("names", {}).items():
        assert {(kind, fold(name)) for name in wanted} <= found
    for kind, unwanted in case.get("never", {}).items():
        assert not {(kind, fold(name)) for name in unwanted} & found
