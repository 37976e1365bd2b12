"""The reader on small sentences, one phenomenon each: see ``tests/data/reading/*.yaml``, which a linguist can edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document, Toll
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read
from marsad.reading.sameness import words
from marsad.verify import verify

DATA = Path(__file__).parent.parent / "data" / "reading"
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['shows']}")
    for file in sorted(DATA.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def names(items: Any) -> list[set[str]]:
    """Every spelling of each name, as folded telling words."""
    return [{" ".join(sorted(words(s))) for s in (x.text, x.name, *x.aliases)} for x in items]


def holds(wanted: list[str], said: Any) -> bool:
    """Are the wanted names just the said ones? A name is right if its telling words hold the wanted ones."""
    left = [[words(s) for s in (x.text, x.name, *x.aliases)] for x in said]
    if len(wanted) != len(left):
        return False
    for name in wanted:
        mine = words(name)
        found = next((x for x in left if any(mine <= w or w <= mine for w in x)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def toll(said: Toll | None) -> list[int | None] | None:
    return None if said is None else [said.min, said.max]


KEYS = {
    "kind", "status", "date", "sides", "initiators", "targets", "third_parties", "attributed_to", "places", "named", "only",
    "told_by", "killed", "injured", "captured", "ids", "means",
}  # fmt: skip


def fits(wanted: dict[str, Any], claim: Claim) -> bool:
    assert set(wanted) <= KEYS, f"nobody reads the key {set(wanted) - KEYS}"
    if claim.kind != wanted["kind"] or claim.status != wanted.get("status", claim.status):
        return False
    if "date" in wanted and (claim.when.start if claim.when else None) != wanted["date"]:
        return False
    if "sides" in wanted and not holds(wanted["sides"], [*claim.initiators, *claim.targets]):
        return False
    for field in ("initiators", "targets", "third_parties", "attributed_to"):
        if field in wanted and not holds(wanted[field], getattr(claim, field)):
            return False
    if "places" in wanted:
        said = [words(s) for p in claim.places for s in (p.text, p.name, *p.aliases)]
        if not all(any(words(p) <= w or w <= words(p) for w in said) for p in wanted["places"]):
            return False
    if "means" in wanted and sorted(wanted["means"]) != sorted(claim.means):
        return False
    if "told_by" in wanted and sorted(wanted["told_by"]) != sorted(p.text for p in claim.attributed_to):
        return False
    if not set(wanted.get("named", ())) <= {p.text for p in claim.places}:
        return False
    if "ids" in wanted and sorted(wanted["ids"]) != sorted(
        p.id for p in (*claim.initiators, *claim.targets) if p.id
    ):
        return False
    if "only" in wanted and sorted(wanted["only"]) != sorted(p.text for p in claim.places):
        return False
    return all(
        field not in wanted or toll(getattr(claim, field)) == wanted[field]
        for field in ("killed", "injured", "captured")
    )


def shown(claims: list[Claim]) -> str:
    return "\n".join(
        f"{c.kind} {c.status} {[p.text for p in c.initiators]} → {[p.text for p in c.targets]}"
        f" / {[p.text for p in c.third_parties]} @ {[p.text for p in c.places]}"
        f" killed {toll(c.killed)} injured {toll(c.injured)} by {[p.text for p in c.attributed_to]}"
        for c in claims
    )


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_is_read_as_a_careful_reader_reads_it(
    case: dict[str, Any], lex: Lexicon, gazetteer: Gazetteer
) -> None:
    document = Document(id="case", text=case["say"], outlet="a paper", published="2021-01-24")
    claims = read(document, lex, gazetteer)
    left = list(claims)
    for wanted in case["events"]:
        found = next((c for c in left if fits(wanted, c)), None)
        assert found is not None, f"missing {wanted} in\n{shown(claims)}"
        left.remove(found)
    if not case.get("more"):
        assert not left, f"said beyond what is told:\n{shown(left)}"
    for claim in claims:
        assert not verify(claim, document, lex.kinds), "a claim its document does not bear out"
