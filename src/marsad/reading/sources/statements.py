"""The verbs by which somebody demands, threatens, condemns: statements that are events, and told by who makes them."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import At
from marsad.reading.sources.words import STATEMENTS


def statement_at(at: At, here: int) -> Hit | None:
    """The finite verb of a statement that begins at a token."""
    if here < 0 or here >= len(at.starts):
        return None
    for hit in at.any(here):
        if (
            hit.term.layer == "rule"
            and hit.term.form in ("past", "present")
            and hit.term.ref.startswith(STATEMENTS)
        ):
            return hit
    return None


def statements(at: At) -> dict[int, Hit]:
    """All of a report, by their first token."""
    return {here: hit for here in at.verbs if (hit := statement_at(at, here)) is not None}
