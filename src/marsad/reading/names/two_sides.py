"""Who "the two sides" are: طالبت X **الطرفين** بوقف القتال, اجتماع بين **الجانبين**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.parties import both_sides
from marsad.reading.records import Chunk, Event

BOTH_ASKED = "as in the event before, of both"
"""The note ``sides`` of a demand that is made of the two sides."""

Sides = tuple[list[Chunk], list[Chunk]]

_PARTIES = {"actor", "state", "person", "group", "anaphor"}
_ONLOOKERS = {"civilians", "un", "igo", "unknown"}  # of a conflict of two they are neither, unless they fight
_ASKED = {"mediation", "demand"}  # توسطت X بين **الطرفين**, دعت X **الطرفين** إلى وقف القتال


def fill_sides(events: Sequence[Event]) -> None:
    """Give "the two sides" their names: those of the last event that had two; also to calm that names no side again.

    Those who fought come first where one of them was told of last: قصف التحالف الحوثيين … دعا X **الجانبين** إلى وقف القتال.
    """
    sides: Sides | None = None
    loose: Sides | None = None  # where no two parties were told of, whoever was
    words = False  # they only spoke: قصفت X Y … اتهمت Z W … دعت V **الطرفين** إلى وقف القتال
    fought: Sides | None = None  # who clashed last: calm returns between them
    for event in events:
        if event.initiators and both_sides(event.initiators[0]):
            event.initiators = []
            if (known := sides or loose) is not None:
                event.initiators, event.targets = list(known[0]), list(known[1])
                event.notes["sides"] = "as in the event before"
        if event.kind in _ASKED and sides is not None and any(map(both_sides, event.targets)):
            one, other = fought if fought is not None and _keys(fought) & _keys(sides) else sides
            does = {c.ref or c.name for c in event.initiators}
            event.targets = [c for c in (*one, *other) if (c.ref or c.name) not in does]
            event.notes["sides"] = BOTH_ASKED
        event.initiators = [c for c in event.initiators if not _stands_for_others(c)]
        event.targets = [c for c in event.targets if not _stands_for_others(c)]
        if event.dropped is not None:
            continue
        if event.kind == "mediation" and len(event.targets) >= 2:
            sides = (event.targets[:1], event.targets[1:])
        elif event.kind == "ceasefire" and not event.initiators and not event.targets and (fought or sides):
            one, other = fought or sides or ([], [])
            third = {c.ref or c.name for c in event.third}
            if not third & {c.ref or c.name for c in (*one, *other)}:
                event.initiators, event.targets = list(one), list(other)
                event.notes["sides"] = "as in the event before"
        elif event.initiators and event.targets and event.kind != "mediation":
            two = _two_sides(event)
            said = event.trigger.rule.frame == "statement"
            loose = (event.initiators, event.targets)
            if two is not None and (sides is None or words or not said):
                sides, words = two, said
            if event.kind == "armed_clash":
                fought = two


def _two_sides(event: Event) -> Sides | None:
    """Who stands against whom, where both are parties: no quarter that was shelled, nor the world that was called on."""
    if event.kind == "armed_clash":
        return (event.initiators, event.targets) if event.initiators and event.targets else None
    one, other = (
        [c for c in chunks if c.kind in _PARTIES and c.sort not in _ONLOOKERS and not _theirs(c)]
        for chunks in (event.initiators, event.targets)
    )
    return (one, other) if one and other else None


def _theirs(chunk: Chunk) -> bool:
    """جنودها, عناصره: men by whose they are, and no party by a name."""
    return chunk.kind == "group" and " " not in chunk.name and chunk.name.endswith(("ها", "هم", "ه"))


def _keys(sides: Sides) -> set[str]:
    return {c.ref or c.name for side in sides for c in side}


def _stands_for_others(chunk: Chunk) -> bool:
    return chunk.kind == "anaphor" and chunk.sort in ("sides", "last")
