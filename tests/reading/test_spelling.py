"""What a page is copied with changes nothing: other spaces, marks of direction, stretched letters, Latin commas, Persian letters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import marsad
from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read
from marsad.text.fold import fold
from marsad.verify import verify

SAMPLE = Path(marsad.__file__).parent / "data" / "sample" / "reports.jsonl"
REPORTS = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
COPIED: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "doubled spaces": lambda text: text.replace(" ", "  "),
    "marks of direction": lambda text: text.replace(" ", " \u200f"),
    "Latin commas": lambda text: text.replace("،", ","),
    "Persian letters": lambda text: text.replace("ك", "ک"),
    "stretched letters": lambda text: re.sub("(?<=[سشصضطعغفقكلمنهي])(?=[ء-ي]{2})", "ـ", text),
    "lines that end as Windows ends them": lambda text: text.replace("\n", "\r\n"),
}


def told(claim: Claim) -> tuple[object, ...]:
    """What is compared: all but where it stands and how names are spelled."""
    parties = (claim.initiators, claim.targets, claim.third_parties, claim.places, claim.attributed_to)
    names = tuple(sorted(" ".join(fold(one.name).split()) for one in list_) for list_ in parties)
    tolls = tuple(toll and (toll.min, toll.max) for toll in (claim.killed, claim.injured))
    return claim.kind, claim.status, names, tolls, claim.when and claim.when.start


@pytest.mark.parametrize("copied", COPIED.values(), ids=COPIED)
def test_how_a_page_was_copied_changes_no_claim(
    copied: Callable[[str], str], lex: Lexicon, gazetteer: Gazetteer
) -> None:
    for report in REPORTS:
        plain = Document(
            id="r", text=report["text"], title=report.get("title"), published=report["published"]
        )
        other = Document(
            id="r", text=copied(report["text"]), title=copied(report.get("title") or ""), published=report["published"]
        )  # fmt: skip
        claims = read(other, lex, gazetteer)
        assert [told(claim) for claim in claims] == [told(claim) for claim in read(plain, lex, gazetteer)]
        assert [fault for claim in claims for fault in verify(claim, other, lex.kinds)] == []
