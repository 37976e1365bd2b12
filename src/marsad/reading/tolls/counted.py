"""How many people were read beside one word of a toll, between which bounds, and who of them are told apart."""

from __future__ import annotations

from marsad.text.numbers import Quantity

CLAUSE = frozenset({"،", ",", "؛", ":", "."})
"""Marks that end what is told of somebody."""
MARKS = frozenset({'"', "“", "”", "«", "»", "'", "(", ")", "#", "_"})
"""Marks that are no step on the way from one word to another."""
Range = tuple[int, int | None]


class Victims:
    """What was read behind or before one trigger."""

    __slots__ = ("exact", "first", "groups", "last", "max", "min", "named", "spans", "used")

    def __init__(
        self, first: int, last: int, least: int, most: int | None, exact: bool = True, named: bool = False
    ) -> None:
        self.first, self.last, self.min, self.max = first, last, least, most
        self.exact, self.named = exact, named
        self.spans: list[tuple[int, int]] = [(first, last)]
        self.groups: dict[str, Range] = {}
        self.used: set[int] = set()

    def add(self, quantity: Quantity) -> None:
        self.min += quantity.min
        self.max = None if self.max is None or quantity.max is None else self.max + quantity.max
        self.exact = self.exact and quantity.exact
        self.spans.append((quantity.first, quantity.last))
        self.last = max(self.last, quantity.last)
        self.used.add(quantity.first)

    def shared(self) -> None:
        """ "مقتل وإصابة تسعة", "ما يصل إلى 60": one figure for dead and hurt, of each at least one and at most all but one."""
        about = self.min == self.max and not self.exact  # "نحو خمسين": there may be one more
        whole = self.max if self.max is not None and self.max >= 2 and not about else None
        self.min, self.max, self.exact = 1, None if whole is None else whole - 1, False


def counted(quantity: Quantity) -> Victims:
    found = Victims(quantity.first, quantity.last, quantity.min, quantity.max, quantity.exact)
    found.used.add(quantity.first)
    return found
