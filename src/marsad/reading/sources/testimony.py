"""Who stands behind each event: the attributions of its sentence and of the one that goes on about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.entries import Entries
from marsad.reading.records import Chunk, Event
from marsad.reading.sources.sayings import Saying
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

# Kinds of events whose victims somebody counts: ``event_tolls.HURTING``, and what a protest comes to.
COUNTED_IN = {
    "armed_clash",
    "ground_attack",
    "shelling",
    "air_strike",
    "explosion",
    "killing",
    "riot",
    "protest",
    "abuse",
}

_HEADS = word_class("heads_of_who_tells")

_OPENING = 4  # sentences: the headline, the lead and what goes on from them
_ELSEWHERE = (
    "جهه اخري", "جانب اخر", "سياق", "صعيد", "الي ذلك", "المقابل", "من ناحيه", "غضون", "جهته", "جهتها",
    "جانبه", "جانبها", "بدوره", "بدورها", "موازاه",
)  # fmt: skip


def sources_of(event: Event, sayings: Sequence[Saying]) -> list[Chunk]:
    """The sources whose stretch holds the trigger; who makes a statement is its initiator, not its source."""
    out: list[Chunk] = []
    statement = event.trigger.rule.frame == "statement"
    for saying in sayings:
        if statement and (saying.carried or not saying.cited):
            continue
        if saying.first <= event.trigger.first < saying.last:
            for chunk in saying.chain:
                if not (statement and chunk in event.initiators):
                    add_source(out, chunk)
    return out


def add_source(sources: list[Chunk], chunk: Chunk) -> None:
    """Add a source, once: الأناضول and وكالة الأناضول, or a man and his last name, are one."""
    mine = _words(chunk)
    for at, known in enumerate(sources):
        if chunk.ref is not None and chunk.ref == known.ref:
            return
        theirs = _words(known)
        if (
            mine == theirs
            or (_one(chunk) and _one(known) and (mine <= theirs or theirs <= mine))
            or (
                mine & theirs
                and (
                    mine ^ theirs <= _HEADS or ((mine ^ theirs) & _HEADS and (mine < theirs or theirs < mine))
                )
            )
        ):
            if len(mine) > len(theirs):
                sources[at] = chunk
            return
    sources.append(chunk)


def _words(chunk: Chunk) -> frozenset[str]:
    return _words_of(chunk.name)


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    return frozenset([word.strip("\"“”«»()'").removeprefix("ال") for word in fold(name).split()])


def _one(chunk: Chunk) -> bool:
    """Is this one body or one man, not a sort of sources ("مصادر طبية" and "مصادر" may be two)?"""
    return chunk.kind in ("person", "source", "actor") and chunk.sort not in ("described", "group")


def add_witnesses(
    events: Sequence[Event],
    said: Mapping[int, Sequence[Saying]],
    tolls: Sequence[Sequence[Any]],
    entries: Entries,
) -> None:
    """Who counts the victims right after an event was told, without naming it again, stands behind it too."""
    told = {event.trigger.sentence for event in events if event.dropped is None}
    for number, sayings in said.items():
        if number in told or not tolls[number] or entries.parted(number - 1, number):
            continue
        before = [
            e
            for e in events
            if e.trigger.sentence == number - 1 and e.dropped is None and e.kind in COUNTED_IN
        ]
        if not before:
            continue
        host = next((e for e in reversed(before) if e.tolls), before[-1])
        for saying in sayings:
            for chunk in saying.chain:
                add_source(host.sources, chunk)


def attribute_lead(
    events: Sequence[Event], sayings: Sequence[Saying], sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> None:
    """A lead tells its event in the outlet's own voice; who said so stands in the sentence after it."""
    said: dict[int, Saying] = {}
    for saying in sayings:
        said.setdefault(saying.sentence, saying)
    for event in events:
        after = event.trigger.sentence + 1
        first = said.get(after)
        if event.sources or event.trigger.rule.frame == "statement" or after > _OPENING or first is None:
            continue
        start = sentences[after].first
        if first.carried or first.at - start > 2 or turns_elsewhere(sentences[after], tokens):
            continue
        for chunk in first.chain:
            add_source(event.sources, chunk)


def turns_elsewhere(sentence: Sentence, tokens: Sequence[Token]) -> bool:
    """من جهة أخرى، بدوره: does a sentence begin with a turn to another matter or another speaker?"""
    head = " ".join(token.fold for token in tokens[sentence.first : sentence.first + 4])
    return any(words in head for words in _ELSEWHERE)
