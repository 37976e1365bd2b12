"""A day that is said of something else in the report stands on other words, and says so."""

from __future__ import annotations

from marsad.lexicon.compile import Lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read

TEXT = (
    "قصفت قوات النظام بلدة النيرب شرق إدلب صباح اليوم.\n"
    "كما اندلعت اشتباكات بين قوات النظام وفصائل المعارضة في محيط مدينة سراقب."
)


def test_the_claim_whose_words_they_are_not_is_marked(lex: Lexicon, gazetteer: Gazetteer) -> None:
    claims = read(Document(id="x", text=TEXT, published="2021-01-24"), lex, gazetteer)
    told = {claim.kind: claim.when for claim in claims}
    shelled, clashed = told["shelling"], told["armed_clash"]
    assert shelled is not None and clashed is not None
    assert shelled.start == clashed.start == "2021-01-24"
    assert shelled.quote == clashed.quote == "صباح اليوم"
    assert not shelled.beside and clashed.beside
