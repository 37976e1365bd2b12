"""What one toll says: how many people met what, and how surely."""

from __future__ import annotations

from msgspec import Struct

from marsad.reading.toll_table import What
from marsad.reading.victims import Range


class TollMention(Struct, frozen=True, gc=False):
    """Tokens ``first``–``last`` (half open) say that ``min`` to ``max`` people met ``what``; (0, 0) is an
    explicit none.

    ``victims`` are the token ranges of the noun phrases counted, groups left out. ``named``: counted by name,
    not by number. ``joint``: one figure for killed and injured together. ``weak``: a noun that may only refer
    back ("الجرحى", the wounded). ``total``: a figure over months or years, or one since overtaken. ``newer``: what the
    count has risen to. ``summed``: of both sides already, told by two words. ``others``: of other people than those told before
    ("two others").
    """

    first: int
    last: int
    what: What
    min: int
    max: int | None
    groups: dict[str, Range]
    victims: tuple[tuple[int, int], ...]
    trigger: int
    verbal: bool
    exact: bool = True
    named: bool = False
    joint: bool = False
    weak: bool = False
    total: bool = False
    newer: bool = False
    summed: bool = False
    others: bool = False
