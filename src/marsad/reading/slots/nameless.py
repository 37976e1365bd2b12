"""The official of a lead who is named further down: «قال **مسؤول محلي** إن … . وأوضح حاكم المنطقة **فلان** أن …».

A lead tells what sort of man says so, and the sentence behind it his name: for one event that both tell of, they are one source.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.reading.slots.setting import Setting
from marsad.reading.sources.known import words_of

_OFFICIALS = word_class("officials_by_office")
_LEAD = 2  # the last sentence a lead may be, headline and dateline before it
_NEXT = 2  # sentences behind it in which he is named


def without_nameless(setting: Setting, chosen: Sequence[Chunk]) -> list[Chunk]:
    """The sources without an official of the lead who is named, with an office, right behind it."""
    nameless = [chunk for chunk in chosen if _an_official(chunk)]
    if not nameless or not any(chunk.kind == "person" for chunk in chosen):
        return list(chosen)
    named = [setting.sentence_of(c) for c in chosen if c.kind == "person" and _in_office(setting, c)]
    gone = []
    for chunk in nameless:
        at = setting.sentence_of(chunk)
        if at <= _LEAD and any(at < other <= at + _NEXT for other in named):
            gone.append(chunk)
    return [chunk for chunk in chosen if chunk not in gone]


def _an_official(chunk: Chunk) -> bool:
    return (
        chunk.kind == "source"
        and chunk.sort == "described"
        and words_of(chunk.name)[0].removeprefix("ال") in _OFFICIALS
    )


def _in_office(setting: Setting, chunk: Chunk) -> bool:
    """Does an office stand before the name or, past a comma, behind it?"""
    sentence = setting.sentences[setting.sentence_of(chunk)]
    near = (
        *range(max(sentence.first, chunk.first - 8), chunk.first),
        *range(chunk.last, min(sentence.last, chunk.last + 2)),
    )
    return any(setting.at.cue(at, "source_heads", "person_titles") is not None for at in near)
