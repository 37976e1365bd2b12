"""Those killed and those hurt in one breath came to harm in one event: **مقتل 17 مسلحا وجرح العشرات**, 24 شخصا قتلوا **وأصيب 27 آخرون**."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.reading.events.event_tolls import HURTING, THEREIN
from marsad.reading.records import Event
from marsad.reading.slots.setting import Setting
from marsad.reading.slots.toll_ties import died_of_another, elsewhere, tied
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.sums import BESIDES

_REACH = 6  # tokens from those killed to those hurt: by whose fire, "at the least"
_STOPS = frozenset({".", "؛", ":", "،", ","})


def of_one_breath(
    setting: Setting, event: Event, chosen: Mapping[str, TollMention]
) -> dict[str, TollMention]:
    """The tolls chosen for an event, and those hurt in one breath with its dead where they were left out."""
    out = dict(chosen)
    known = chosen.get("killed")
    if known is None or "injured" in chosen or known.max == 0 or known.joint:
        return out
    after = setting.tokens[known.trigger + 1 : known.trigger + 2]
    if event.kind not in HURTING and not (after and after[0].fold in THEREIN):
        return out
    for number in sorted(setting.told[id(event)].near(2)):
        if not 0 <= number < len(setting.tolls):
            continue
        found = setting.tolls[number]
        for dead in found:
            if dead.what != "killed" or not _alike(dead, known):
                continue
            for hurt in found:
                if (
                    hurt.what == "injured"
                    and _beside(setting, number, dead, hurt)
                    and _free(setting, event, number, hurt)
                ):
                    out["injured"] = hurt
                    return out
    return out


def _alike(toll: TollMention, known: TollMention) -> bool:
    """The same mention, or another of the same figure."""
    return toll.first == known.first or (toll.min == known.min > 1 and toll.max == known.max)


def _beside(setting: Setting, number: int, dead: TollMention, hurt: TollMention) -> bool:
    """Does "and", or "besides", join those hurt to those killed right before them, with no word for another event between?"""
    if hurt.weak or hurt.joint or hurt.max == 0 or hurt.total > dead.total:
        return False
    if not 0 <= hurt.first - dead.last <= _REACH:
        return False
    tokens = setting.tokens
    lead = tokens[hurt.first - 2].fold, tokens[hurt.first - 1].fold
    joined = tokens[hurt.first].fold.startswith("و") or lead[1] == "و" or lead in BESIDES
    if not joined or any(tokens[i].fold in _STOPS for i in range(dead.last, hurt.first)):
        return False
    return not any(dead.last <= told.first < hurt.first for told in setting.triggers.get(number, ()))


def _free(setting: Setting, event: Event, number: int, hurt: TollMention) -> bool:
    """Do the words tie those hurt to nothing else?"""
    for other in setting.events:
        held = other.tolls.get("injured")
        if other is not event and held is not None and held.first == hurt.first and other.kind in HURTING:
            return False
    counted = number, hurt
    return not (
        died_of_another(setting, event, number, hurt)
        or elsewhere(setting, event, counted)
        or (event.tolls.get("injured") is None and tied(setting, event, "injured", counted))
    )
