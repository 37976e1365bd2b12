"""A report may break off anywhere, as clippings and posts do, and is read all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from marsad.lexicon.compile import Lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read
from marsad.verify import verify

DATA = Path(__file__).parent.parent / "data" / "reading"
STEP = 3  # words; the first cut of a sentence moves on with its number, so that all places of a word come up


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_sentence_that_breaks_off_is_read(file: Path, lex: Lexicon, gazetteer: Gazetteer) -> None:
    for number, case in enumerate(yaml.safe_load(file.read_text(encoding="utf-8"))):
        words = case["say"].split(" ")
        for end in range(1 + number % STEP, len(words) + 1, STEP):
            document = Document(id="cut", text=" ".join(words[:end]).rstrip("."), published="2021-01-24")
            for claim in read(document, lex, gazetteer):
                assert not verify(claim, document, lex.kinds), (document.text, claim.kind)
