"""Who stands with the doers by the words: شنت X، **بإسناد من Y**، هجوما, استعاد X بلدة **مدعوما بـY**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.cast.company import Company
from marsad.reading.records import HELPED, Chunk, Event, noted

Parts = tuple[list[Chunk], list[Chunk]]


def with_helpers(
    event: Event, initiators: Sequence[Chunk], targets: Sequence[Chunk], company: Company
) -> Parts:
    """The parts of an event with those who back its doers, where the score has the ones and leaves out the others."""
    if HELPED not in event.notes:
        return list(initiators), list(targets)
    firsts = noted(event, HELPED)
    helpers = [c for c in event.initiators if c.first in firsts]
    helped = {company.key(c) for c in event.initiators if c not in helpers}
    did = {company.key(c) for c in initiators}
    if not helpers or not helped & did:
        return list(initiators), list(targets)
    keys = {company.key(c) for c in helpers}
    added = [c for c in helpers if company.key(c) not in did]
    return [*initiators, *added], [c for c in targets if company.key(c) not in keys]
