"""Whatever is read, every claim rests on words of the report, and the same report gives the same claims."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marsad
from marsad.lexicon.compile import Lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read
from marsad.verify import verify

SAMPLE = Path(marsad.__file__).parent / "data" / "sample" / "reports.jsonl"
PIECES = [
    piece
    for line in SAMPLE.read_text(encoding="utf-8").splitlines()
    for piece in json.loads(line)["text"].split("\n")
    if piece.strip()
]
# Pieces of reports in any order, with what the web and copying put between them.
DOCUMENTS = st.builds(
    lambda pieces, between, title, day: Document(
        id="made", text=between.join(pieces), title=title, published=day, outlet="a paper"
    ),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=8),
    st.sampled_from(["\n", "\n\n", " ", "\u200f\n", "،", " .. "]),
    st.one_of(st.none(), st.sampled_from(PIECES)),
    st.one_of(st.none(), st.just("2021-01-28")),
)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(document=DOCUMENTS)
def test_every_span_quotes_the_characters_it_points_at(
    document: Document, lex: Lexicon, gazetteer: Gazetteer
) -> None:
    for claim in read(document, lex, gazetteer):
        assert claim.evidence
        assert verify(claim, document, lex.kinds) == []


@QUICK
@given(document=DOCUMENTS)
def test_the_same_report_gives_the_same_bytes(document: Document, lex: Lexicon, gazetteer: Gazetteer) -> None:
    first = msgspec.json.encode(read(document, lex, gazetteer))
    assert msgspec.json.encode(read(document, lex, gazetteer)) == first
