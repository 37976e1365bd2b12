"""What a card says of its event: place, day, dead, doer, victim and source, each in a field of its own."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model import SYMMETRIC
from marsad.reading.days.dates import DateMention
from marsad.reading.grammar.cards import Card, Field
from marsad.reading.grammar.parties import agentive
from marsad.reading.records import DOER, OPENS, Chunk, Event, note
from marsad.reading.sameness import akin
from marsad.reading.screen.arms import FORCE
from marsad.reading.tolls.mention import TollMention
from marsad.text.numbers import NumberTable, find_numbers
from marsad.text.tokens import Token

_PEOPLE = ("person", "group", "actor")
_COERCION = {"arrest", "displacement", "siege", "restriction"}
_NAME = 6  # tokens of a source's name, at most
_COUNTED = ("killed", "injured")
ON_A_CARD = "told in another field of its card"
"""Why an event is left out."""


def raise_from_cards(cards: Sequence[Card], events: Sequence[Event]) -> None:
    """الحدث: **غارة جوية**, نوع الانتهاك: **اختطاف**: what the field for the event says is told, however it is scored."""
    for card in cards:
        told_already = [event for event in events if event.dropped is None and _may_be_its(card, event)]
        for event in told_already:
            event.notes.setdefault(OPENS, "its card")
        for event in () if told_already else events:
            field = card.labelled(event.trigger.first)
            told = field is not None and field.kind == "event" and event.kind in (FORCE | _COERCION)
            if told and not event.trigger.rule.faint:
                event.dropped = None
                event.notes[OPENS] = "its card"
                break


def fill_from_cards(
    cards: Sequence[Card], events: Sequence[Event], chunks: Sequence[Sequence[Chunk]], dates: Sequence[DateMention],
    tolls: Sequence[Sequence[TollMention]], tokens: Sequence[Token], text: str, numbers: NumberTable,
) -> None:  # fmt: skip
    """Give the one event that a card tells what its fields say; what other fields seem to tell is no event beside it."""
    for card in cards:
        mine = [event for event in events if event.dropped is None and _may_be_its(card, event)]
        if len(mine) != 1:
            continue
        event = mine[0]
        for other in events:
            if other is not event and card.labelled(other.trigger.first) is not None:
                other.dropped = other.dropped or ON_A_CARD
        named = [chunk for row in chunks for chunk in row if card.first <= chunk.first < card.last]
        _parties(card, event, named)
        if places := [c for c in named if c.kind == "place" and _in(c.first, card.of("place"))]:
            own = [p for p in event.places if not any(akin(p.name, c.name) for c in places)]
            own = [p for p in own if (field := card.labelled(p.first)) is None or field.kind == "event"]
            event.places = [*own, *places]
        day = next((d for d in dates if d.start is not None and _in(d.first, card.of("day"))), None)
        event.date = day or event.date
        found = [
            t
            for row in tolls
            for t in row
            if t.what in _COUNTED and not t.total and _in(t.first, card.of("toll"))
        ]
        found = [toll for toll in found if not toll.weak] or found
        event.tolls = {**event.tolls, **{toll.what: toll for toll in reversed(found)}}
        for field in card.of("killed", "injured"):
            if (toll := _figure(field, tokens, numbers)) is not None:
                event.tolls = {**event.tolls, toll.what: toll}
        if (source := _source(card, named, tokens, text)) is not None:
            event.sources = [source]


def _may_be_its(card: Card, event: Event) -> bool:
    """Does the word for an event stand in the field for it, or in a line of the card without a label?"""
    at = event.trigger.first
    field = card.labelled(at)
    return card.first <= at < card.last and (field is None or field.kind == "event")


def _in(at: int, fields: Sequence[Field]) -> bool:
    return any(field.first <= at < field.last for field in fields)


def _parties(card: Card, event: Event, named: Sequence[Chunk]) -> None:
    if event.kind in SYMMETRIC:
        return
    doers = [c for c in named if agentive(c) and _in(c.first, card.of("doer"))]
    if doers:
        event.initiators = doers
        note(event, DOER, doers)
        event.targets = [c for c in event.targets if c not in doers]
    for chunk in named:
        if chunk.kind in _PEOPLE and _in(chunk.first, card.of("victim")) and chunk not in event.targets:
            event.targets = [*event.targets, chunk]


def _figure(field: Field, tokens: Sequence[Token], numbers: NumberTable) -> TollMention | None:
    """عدد القتلى: **3**: the figure that a field begins with."""
    found = find_numbers(tokens, field.first, field.last, numbers)
    number = next((n for n in found if n.first == field.first), None)
    if number is None or field.kind not in ("killed", "injured"):
        return None
    return TollMention(
        number.first, number.last, field.kind, number.min, number.max, {}, (), field.first - 1, False,
        number.exact,
    )  # fmt: skip


def _source(card: Card, named: Sequence[Chunk], tokens: Sequence[Token], text: str) -> Chunk | None:
    """المصدر: **مركز الميزان**: all that the field says, by whatever name it is known."""
    field = next(iter(card.of("source")), None)
    if field is None:
        return None
    words = [at for at in range(field.first, field.last) if tokens[at].kind in ("word", "number")]
    if not words or len(words) > _NAME:
        return None
    first, last = words[0], words[-1] + 1
    known = next((c for c in named if (c.first, c.last) == (first, last) and c.kind != "place"), None)
    name = text[tokens[first].start : tokens[last - 1].end]
    return known or Chunk(first, last, "source", name, sort="described")
