"""Cards that rights groups and channels post, one field a line: **المكان:** حي X / **التاريخ:** 24 يناير / **الضحايا:** 14 قتيلا / **المصدر:** Y.

Place, day, dead, doer and source belong to the one event that the card tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from msgspec import Struct

from marsad.lexicon.word_classes import word_class
from marsad.text.tokens import Sentence, Token

FieldKind = Literal["place", "day", "toll", "killed", "injured", "doer", "source", "event", "victim"]

_SAID: Mapping[FieldKind, AbstractSet[str]] = {
    "place": word_class("card_place"),
    "day": word_class("card_day"),
    "toll": word_class("card_toll"),
    "killed": word_class("card_killed"),
    "injured": word_class("card_injured"),
    "doer": word_class("card_doer"),
    "source": word_class("card_source"),
    "event": word_class("card_event"),
    "victim": word_class("card_victim"),
}
_LABELS = {label: kind for kind, labels in _SAID.items() for label in labels}
_LABEL = 3  # words of a label, at most
_MARKS = 3  # pictures and dashes before it
_LEAST = 3  # fields that make a card, of as many kinds
_APART = 2  # lines from one field to the next, a line without a label between
_TELLING = frozenset(("place", "toll", "killed", "victim"))  # without one of these it is no card of an event


class Field(Struct, frozen=True, gc=False):
    """``line``: which line of the report; ``first`` and ``last``: the tokens of its value."""

    kind: FieldKind
    line: int
    first: int
    last: int


class Card(Struct, frozen=True, gc=False):
    """The fields of a card and the tokens from the line before it to the line behind it, where these have no label."""

    fields: tuple[Field, ...]
    first: int
    last: int

    def of(self, *kinds: FieldKind) -> list[Field]:
        return [field for field in self.fields if field.kind in kinds]

    def labelled(self, at: int) -> Field | None:
        """The field in whose value a token stands."""
        return next((field for field in self.fields if field.first <= at < field.last), None)


def kind_of(label: str) -> FieldKind | None:
    """What kind of field a folded label heads."""
    return _LABELS.get(label)


def makes_a_card(kinds: Collection[str]) -> bool:
    """Do so many kinds of fields, place or dead among them, make a card?"""
    return len(set(kinds)) >= _LEAST and not _TELLING.isdisjoint(kinds)


def find_cards(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Card]:
    """The cards of a report; none where fewer than three kinds of fields follow one another, place or dead among them."""
    if sum([token.fold == ":" for token in tokens]) < _LEAST:
        return []
    lines = _lines(tokens, sentences)
    found = [field for at, line in enumerate(lines) if (field := _field(tokens, at, *line)) is not None]
    runs: list[list[Field]] = []
    for field in found:
        run = runs[-1] if runs else []
        goes_on = run and field.line - run[-1].line <= _APART and all(field.kind != one.kind for one in run)
        if goes_on:
            run.append(field)
        else:
            runs.append([field])
    labelled = {field.line for field in found}
    out: list[Card] = []
    for run in runs:
        if not makes_a_card([field.kind for field in run]):
            continue
        low, high = run[0].line, run[-1].line
        low -= low > 0 and low - 1 not in labelled
        high += high + 1 < len(lines) and high + 1 not in labelled
        out.append(Card(tuple(run), lines[low][0], lines[high][1]))
    return out


def _lines(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The lines of a report: sentences, cut where a new line begins."""
    out: list[tuple[int, int]] = []
    for sentence in sentences:
        first = sentence.first
        for here in range(sentence.first, sentence.last):
            if tokens[here].kind == "newline":
                if first < here:
                    out.append((first, here))
                first = here + 1
        if first < sentence.last:
            out.append((first, sentence.last))
    return out


def _field(tokens: Sequence[Token], line: int, first: int, last: int) -> Field | None:
    here = first
    while here < min(last, first + _MARKS) and tokens[here].kind not in ("word", "number"):
        here += 1
    for colon in range(here + 1, min(last - 1, here + _LABEL + 1)):
        if tokens[colon].fold == ":":
            kind = kind_of(" ".join([token.fold for token in tokens[here:colon]]))
            return Field(kind, line, colon + 1, last) if kind is not None else None
    return None
