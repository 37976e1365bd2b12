"""Deaths told by two words: **لقي** القيادي **مصرعه** ومعه تسعة, لقيت طفلة ووالدها **حتفهما**."""

from __future__ import annotations

from marsad.reading.tolls.counted import Victims
from marsad.reading.tolls.reader import VictimReader


def death_after(reader: VictimReader, at: int) -> int | None:
    """Where مصرعه or حتفهما ends what begins with لقي."""
    within = range(at + 1, min(at + 18, reader.last))
    return next((pos for pos in within if reader.fold(pos) in reader.sets["death"]), None)


def met_death(reader: VictimReader, at: int) -> Victims | None:
    """ "لقي مصرعه", "لقي أمين المخزن حتفه": the pronoun says one person."""
    met = death_after(reader, at)
    if met is None or not reader.fold(met).endswith(("ه", "ها")):
        return None
    return Victims(at, met + 1, 1, 1, True, True)


def with_him(reader: VictimReader, at: int, found: Victims) -> None:
    """ "لقي القيادي مصرعه **ومعه تسعة** من عناصره": those who died with one are added to him."""
    met = death_after(reader, at)
    joined = (
        reader.starts.get(met + 2)
        if met is not None and reader.fold(met + 1) in reader.sets["with"]
        else None
    )
    if joined is not None and joined.people is not False and joined.first not in found.used:
        found.add(joined)


def death_of_two(reader: VictimReader, at: int) -> bool:
    """ "لقيت طفلة ووالدها حتفهما"."""
    met = death_after(reader, at)
    return met is not None and reader.fold(met).endswith("هما")
