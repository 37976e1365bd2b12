"""Verbs of reporting that tell of finding something or somebody: «الدفاع الجوي **يرصد** صاروخا», «الشرطة **كشفت** انتحاريين»."""

from __future__ import annotations

from marsad.reading.sources.known import Phrase

_DETECTING = {"رصد", "رصدت", "ورصد", "ورصدت", "يرصد", "ترصد"}
_FORCES = {"army", "air_force", "navy", "coalition", "militia", "rebel", "jihadist"}
_UNCOVERING = {"كشف", "كشفت", "وكشف", "وكشفت"}
_HUNTED = {"jihadist"}
_SHOWING = {"يظهر", "تظهر", "ويظهر", "وتظهر"}


def detects(verb: str, subject: Phrase) -> bool:
    """الدفاع الجوي **يرصد** صاروخا: forces that detect something, and do not report it; or whom a video **shows** (يظهر)."""
    chunk = subject.chain[0]
    return chunk.kind == "actor" and (verb in _SHOWING or (verb in _DETECTING and chunk.sort in _FORCES))


def uncovers(verb: str, subject: Phrase) -> bool:
    """الشرطة **كشفت** انتحاريين, **كشف** خلية نائمة لـX: people whom somebody found out."""
    chunk = subject.chain[0]
    if verb not in _UNCOVERING:
        return False
    return chunk.sort in _HUNTED or (chunk.kind == "source" and chunk.sort == "group")
