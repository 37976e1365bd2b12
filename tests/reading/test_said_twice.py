"""Events of one report that come out alike are one, and only those."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from marsad.lexicon.schema import Frame, Rule
from marsad.reading.grammar.entries import Entries
from marsad.reading.identity.said_twice import AGAIN, said_twice
from marsad.reading.records import Chunk, ChunkKind, Event, Trigger


def told(kind: str, at: int, who: str, whom: str, where: str, day: str = "", killed: int = 0) -> Event:
    """An event as it stands when all its slots are filled; names are parted by commas."""

    def chunks(names: str, sort: str) -> list[Chunk]:
        return [Chunk(at, at + 1, sort, name.strip()) for name in names.split(",") if name.strip()]  # type: ignore[arg-type]

    frame: Frame = "statement" if kind in ("demand", "threat", "accusation") else "agent"
    rule = Rule(id=f"{kind}.test", kind=kind, gloss="test", frame=frame)
    return Event(
        Trigger(at, at + 1, 0, rule, kind, "past", "", "", False),
        kind,
        initiators=chunks(who, "actor"),
        targets=chunks(whom, "group"),
        places=chunks(where, "place"),
        date=SimpleNamespace(start=day, end=day) if day else None,
        tolls={"killed": SimpleNamespace(min=killed, max=killed)} if killed else {},
        spans=[(at, at + 1)],
        parts={"total": 0.9 - at / 100},
    )


SUNDAY, MONDAY = "2021-01-24", "2021-01-25"
ALIKE = [
    (("shelling", "الجيش السوري", "مدنيين", "سرمين", SUNDAY), ("shelling", "الجيش السوري", "", "سرمين", SUNDAY)),
    # the sides of a fight in either order, one telling with a place more
    (
        ("armed_clash", "الجيش الليبي", "داعش", "درنة, الساحل", SUNDAY),
        ("armed_clash", "داعش", "الجيش الليبي", "درنة", SUNDAY),
    ),
    # a speaker asks twice on one day, once of somebody
    (("demand", "الحكومة اللبنانية", "", "", SUNDAY), ("demand", "الحكومة اللبنانية", "المواطنين", "", SUNDAY)),
]  # fmt: skip
APART = [
    (("shelling", "الجيش السوري", "", "سرمين", SUNDAY), ("shelling", "الجيش السوري", "", "سرمين", MONDAY)),
    (("shelling", "الجيش السوري", "", "سرمين", SUNDAY), ("shelling", "الجيش السوري", "", "إحسم", SUNDAY)),
    (("shelling", "الجيش السوري", "", "", SUNDAY), ("shelling", "الجيش السوري", "", "", SUNDAY)),
    (("shelling", "الجيش السوري", "", "سرمين", SUNDAY), ("shelling", "قسد", "", "سرمين", SUNDAY)),
    (("shelling", "", "", "سرمين", SUNDAY), ("shelling", "", "", "سرمين", SUNDAY)),
    (("shelling", "الجيش السوري", "", "سرمين", SUNDAY, 3), ("shelling", "الجيش السوري", "", "سرمين", SUNDAY, 60)),
    # one place of a province after another is taken
    (("capture", "الجيش", "داعش", "درنة, المغار", SUNDAY), ("capture", "الجيش", "داعش", "درنة", SUNDAY)),
    (("demand", "روسيا", "تركيا", "", SUNDAY), ("demand", "روسيا", "إيران", "", SUNDAY)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_events_that_come_out_alike_are_told_once(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    first, second = told(one[0], 1, *one[1:]), told(two[0], 2, *two[1:])  # type: ignore[arg-type]
    said_twice([first, second], Entries())
    assert (first.dropped, second.dropped) == (None, AGAIN)
    assert first.spans == [(1, 2), (2, 3)]  # with the evidence of both


@pytest.mark.parametrize(("one", "two"), APART)
def test_events_that_differ_stay_two(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    first, second = told(one[0], 1, *one[1:]), told(two[0], 2, *two[1:])  # type: ignore[arg-type]
    said_twice([first, second], Entries())
    assert (first.dropped, second.dropped) == (None, None)


def test_the_figures_of_the_one_are_kept_with_the_other() -> None:
    first = told("shelling", 1, "قسد", "", "أعزاز", SUNDAY)
    second = told("shelling", 2, "قسد", "", "أعزاز", SUNDAY, 4)
    said_twice([first, second], Entries())
    assert first.tolls["killed"].min == 4


def test_each_item_of_a_list_tells_its_own() -> None:
    first = told("shelling", 1, "قسد", "", "أعزاز")
    second = told("shelling", 2, "قسد", "مدنيين", "أعزاز")
    second.trigger = replace(second.trigger, sentence=1)
    said_twice([first, second], Entries(number=(1, 2)))
    assert second.dropped is None


@pytest.mark.parametrize(("kind", "dropped"), [("state", AGAIN), ("actor", None)])
def test_a_state_is_alike_with_what_acts_for_it(kind: ChunkKind, dropped: str | None) -> None:
    first = told("air_strike", 1, "", "", "شمال سوريا", SUNDAY)
    second = told("air_strike", 2, "", "", "شمال سوريا", SUNDAY)
    first.initiators = [Chunk(1, 2, "actor", "الجيش التركي", country="TR")]
    second.initiators = [Chunk(2, 3, kind, "تركيا" if kind == "state" else "حزب العمال", country="TR")]
    said_twice([first, second], Entries())
    assert second.dropped == dropped
