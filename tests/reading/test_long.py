"""A text of any length: read in stretches, every claim still quotes the text it points at."""

from __future__ import annotations

from marsad.engine.coding import code
from marsad.engine.pool import resources
from marsad.model import Document
from marsad.reading.stretches import STRETCH, stretches

_TOLD = "قصفت قوات النظام مدينة سرمين بالمدفعية، ما أدى إلى مقتل {} مدنيين.\n"
_CALM = "ساد الهدوء أرجاء المدينة القديمة، وتنقل السكان بين أسواقها كما في كل يوم.\n"


def archive() -> Document:
    """Three stories far apart, with quiet pages between them: longer than one stretch."""
    quiet = _CALM * (STRETCH // len(_CALM))
    text = _TOLD.format("ثلاثة") + quiet + _TOLD.format("أربعة") + quiet + _TOLD.format("خمسة")
    return Document(id="archive", text=text)


def test_stretches_cover_the_text_and_end_with_a_line() -> None:
    document = archive()
    parts = list(stretches(document))
    assert len(parts) >= 3
    assert "".join(part.text for _, part in parts) == document.text
    assert all(document.text[base : base + len(part.text)] == part.text for base, part in parts)
    assert all(part.text.endswith("\n") for _, part in parts)


def test_what_is_told_in_every_stretch_is_found_and_quoted_where_it_stands() -> None:
    document = archive()
    outcome = code(document, *resources())
    assert not outcome.rejected
    tolls = [claim.killed.min for claim in outcome.coded.events if claim.killed is not None]
    assert tolls == [3, 4, 5]
    for claim in outcome.coded.events:
        for span in claim.evidence:
            assert document.text[span.start : span.end] == span.quote
    assert outcome.coded.events[-1].evidence[0].start > 2 * STRETCH - 2 * len(_CALM)
