"""Lines of a card that a page would otherwise lose: **التاريخ:** 24 يناير, **المصدر:** X, among fields of an event."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.cards import kind_of, makes_a_card
from marsad.reading.page.lines import Line
from marsad.text.fold import fold

_LABEL = 40  # characters to the colon


def keep_cards(text: str, lines: Sequence[Line]) -> None:
    """Keep as text all fields of a card, whatever rule or shape took a line of it for the page's own."""
    run: list[Line] = []
    kinds: list[str] = []
    for line in (*lines, None):
        kind = _kind(text, line) if line is not None else None
        if line is not None and kind is not None:
            run.append(line)
            kinds.append(kind)
            continue
        if makes_a_card(kinds):
            for field in run:
                field.role, field.reason, field.rule = field.role or "body", "", None
        run, kinds = [], []


def _kind(text: str, line: Line) -> str | None:
    label, colon, _ = text[line.start : min(line.end, line.start + _LABEL)].partition(":")
    return kind_of(fold(label.strip(" \t-–•*#📍📅💥⚰️📡🔴🔹"))) if colon else None
