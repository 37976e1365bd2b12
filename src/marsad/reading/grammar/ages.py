"""Ages told behind names: سامر حداد **/ 20 عاما**، وفلان."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import COMMAS
from marsad.text.tokens import Token

_AGES = ("عام", "سن", "سنوات", "اعوام")  # years
_AGE = 6  # tokens that an age takes, with its marks


def with_their_ages(tokens: Sequence[Token], end: int, at: int) -> bool:
    """سامر حداد / 20 عاما، **وفلان**, سامر حداد (20 عاما)، **وفلان**: does nothing but an age stand between two names?"""
    if not 0 < at - end <= _AGE or not any(t.kind == "number" for t in tokens[end:at]):
        return False
    if tokens[at - 1].fold not in COMMAS and not tokens[at].fold.startswith("و"):
        return False
    return all(
        token.kind != "word" or token.fold.startswith(_AGES)
        for token in tokens[end:at]
        if token.kind != "number"
    )
