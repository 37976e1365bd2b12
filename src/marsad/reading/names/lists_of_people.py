"""Where names follow one another: قتل كل من **فلان** وفلان, اعتقال شخصين هما: **فلان** وفلان, **فلان** / 20 عاما، وفلان."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import QUOTES
from marsad.text.tokens import Token

_THEY = {"هما", "هم", "هن", "وهما", "وهم", "وهن"}  # they are
_OF_EACH = ("كل", "من")  # each of
_ANNOUNCING = QUOTES | _THEY | {":", _OF_EACH[1]}


def each_by_name(tokens: Sequence[Token], at: int) -> bool:
    """كل من **فلان**, هما: **فلان**: do the words before announce names?"""
    here = at - 1
    if tokens[here].fold not in _ANNOUNCING:
        return False  # as mostly
    while here >= 0 and (tokens[here].fold in QUOTES or tokens[here].fold == ":"):
        here -= 1
    if here < 0:
        return False
    if tokens[here].fold in _THEY:
        return here < at - 1  # شخصين هما: **فلان**, and not هم **جنود**
    return here > 0 and (tokens[here - 1].fold.lstrip("وبل"), tokens[here].fold) == _OF_EACH
