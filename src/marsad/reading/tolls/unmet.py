"""Words for dead and hurt that tell of nobody whom it befell: a death that is sought or kept silent about, a road accident, a name.

Who is told hurt and then told to have died of it is one dead, and not one hurt as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.reader import VictimReader

_NEAR = 5  # tokens
_DIED = 26  # tokens from who was hurt to his death
_TO_DEATH = 5  # tokens from that to the wounds he died of
_QUOTES = frozenset("\"'«»“”„‟")


def befallen(reader: VictimReader, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The tolls without those that befell nobody in what is told, and with the wounds that somebody died of as his death."""
    out = list(tolls)
    if reader.has("possible"):
        out = [toll for toll in out if not _meant(reader, toll)]
    if reader.has("any"):
        out = [toll for toll in out if not _looked_for(reader, toll)]
    if reader.has("accidents"):
        out = [toll for toll in out if not _by_accident(reader, toll)]
    if reader.has("hushed"):
        out = [toll for toll in out if not _kept_silent(reader, toll)]
    if reader.has("martyrs"):
        out = [toll for toll in out if not _name(reader, toll)]
    if reader.has("suffering"):
        out = _wounds_died_of(reader, out)
    return out


def _meant(reader: VictimReader, toll: TollMention) -> bool:
    """لإيقاع **أكبر عدد ممكن** من القتلى: as many as possible were meant to die."""
    words = range(max(reader.first, toll.trigger - _NEAR), toll.trigger)
    return toll.max is None and any(
        reader.fold(i) in reader.sets["possible"] and reader.fold(i - 2) in reader.sets["most"] for i in words
    )


def _looked_for(reader: VictimReader, toll: TollMention) -> bool:
    """للتأكد من وجود **أي مصابين**: whether there are any is what they look for."""
    return toll.max is None and reader.fold(toll.first - 1) in reader.sets["any"]


def _by_accident(reader: VictimReader, toll: TollMention) -> bool:
    """أصيب ستة نتيجة **حوادث سير**: no arms did it."""
    return any(
        reader.fold(i) in reader.sets["accidents"] and reader.fold(i + 1) in reader.sets["of_accidents"]
        for i in range(toll.last, min(toll.last + _NEAR, reader.last))
    )


def _kept_silent(reader: VictimReader, toll: TollMention) -> bool:
    """**تكتمت على** خسائرها البشرية: nobody is said to have died."""
    words = range(max(reader.first, toll.first - _NEAR), toll.first)
    return toll.max is None and toll.min == 1 and any(reader.fold(i) in reader.sets["hushed"] for i in words)


def _name(reader: VictimReader, toll: TollMention) -> bool:
    """عملية **"ثأر الشهداء"**, ألوية **"شهداء بدر"**: a name between quotation marks, of more words than the one."""
    at = toll.trigger
    if toll.max is not None or toll.min != 1 or reader.fold(at) not in reader.sets["martyrs"]:
        return False
    begin = next((i for i in range(at - 1, at - 4, -1) if reader.fold(i) in _QUOTES), None)
    end = next((i for i in range(at + 1, at + 4) if reader.fold(i) in _QUOTES), None)
    if begin is None or end is None or end - begin <= 2:
        return False
    return not any(i in reader.starts and i != at for i in range(begin + 1, end))


def _wounds_died_of(reader: VictimReader, tolls: Sequence[TollMention]) -> list[TollMention]:
    """**أصيب شاب** برصاصة ونقل إلى المستشفى إلا أنه **فارق الحياة متأثرا** بجراحه: he is dead."""
    out = []
    for toll in tolls:
        died = None
        if toll.what == "injured" and toll.verbal and toll.min == toll.max == 1:
            died = _death(reader, toll.trigger)
        if died is None:
            out.append(toll)
        elif not any(other.what == "killed" and other.trigger == died for other in tolls):
            out.append(replace(toll, what="killed"))
    return out


def _death(reader: VictimReader, at: int) -> int | None:
    """The verb that says that he who was hurt at ``at`` died of it: no other subject stands before or behind it."""
    for i in range(at + 1, min(at + _DIED, reader.last)):
        other = reader.trigger(i)
        form = reader.fold(i)
        if form.removeprefix("و") in reader.sets["dying"] and (
            form.startswith("و") or reader.fold(i - 1) in reader.sets["he_then"]
        ):
            end = next(
                (k for k in range(i + 1, i + 1 + _TO_DEATH) if reader.fold(k) in reader.sets["suffering"]), 0
            )
            if end and all(reader.fold(k) in reader.sets["at_death"] for k in range(i + 1, end)):
                return i
        if other is not None and other.what == "injured":
            return None
    return None
