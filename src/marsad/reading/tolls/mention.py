"""What one toll says: how many people met what, and how surely."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from marsad.reading.tolls.counted import Range, Victims
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import OTHER, Trigger, What


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


def together(one: TollMention, two: TollMention) -> TollMention:
    """Two figures of other people as one toll, the first told of going on to the second; its groups are those of the first."""
    most = None if one.max is None or two.max is None else one.max + two.max
    return replace(
        one,
        last=two.last,
        min=one.min + two.min,
        max=most,
        victims=one.victims + two.victims,
        exact=one.exact and two.exact,
        summed=True,
    )


def mention(
    reader: VictimReader, at: int, trigger: Trigger, found: Victims, joint: bool = False
) -> TollMention:
    """What is told at ``at`` of those found beside it."""
    groups = dict(found.groups)
    for first, _ in found.spans:
        quantity = reader.starts.get(first)
        if quantity is not None and quantity.group and not joint:
            low, high = groups.get(quantity.group, (0, 0))
            groups[quantity.group] = (
                max(low, quantity.min) if quantity.group in found.groups else low + quantity.min,
                None if high is None or quantity.max is None else high + quantity.max,
            )
    return TollMention(
        min(at, found.first),
        max(at + 1, found.last),
        trigger.what,
        found.min,
        found.max,
        groups,
        tuple(found.spans),
        at,
        trigger.verb and not (trigger.both and reader.fold(at - 1) in ("الي", "عن", "في")),
        found.exact,
        found.named,
        joint,
        others=_others(reader, at, found),
    )


def _others(reader: VictimReader, at: int, found: Victims) -> bool:
    """Are they called others: قتل **آخران**, وأصيب ثلاثة **آخرون**?"""
    return reader.has("others") and any(
        reader.fold(i) in reader.sets["others"] or reader.fold(i) == OTHER
        for first, last in found.spans
        for i in range(max(first, at), last + 1)
    )
