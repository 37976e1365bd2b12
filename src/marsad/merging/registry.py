"""What merging must know of the language and the actors, drawn from the lexicon."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.schema import Source
from marsad.reading.days.units import DateReader
from marsad.reading.tables import tables_of
from marsad.text.fold import fold
from marsad.text.tokens import tokenize

_DEPTH = 6  # steps up a chain of command; longer ones are slips of the registry


class DayWords(Struct, frozen=True):
    """What words of time say by themselves: month and day, weekday (0 Monday), days from the day of
    telling.
    """

    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    offset: int | None = None


class Registry:
    """Actors and their chains of command, kinds and families, common words and words of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.families = {kind.id: kind.family for kind in lexicon.kinds.values()}
        self._above: dict[str, frozenset[str]] = {}
        self._akin: dict[tuple[str, str], bool] = {}

    @cached_property
    def statements(self) -> frozenset[str]:
        """Kinds in which words are the event."""
        return frozenset(kind for kind, family in self.families.items() if family == "statement")

    def above(self, actor: str) -> frozenset[str]:
        """The actor and all it is part of."""
        known = self._above.get(actor)
        if known is None:
            found, edge = {actor}, [actor]
            for _ in range(_DEPTH):
                edge = [up for one in edge for up in self.lexicon.parents.get(one, ()) if up not in found]
                found.update(edge)
            known = self._above[actor] = frozenset(found)
        return known

    def akin(self, one: str, other: str) -> bool:
        """Is one part of the other, or are both part of the same?"""
        known = self._akin.get((one, other))
        if known is None:
            known = self._akin[one, other] = not self.above(one).isdisjoint(self.above(other))
        return known

    def country(self, actor: str) -> str:
        """The country of a registered actor, or nothing."""
        known = self.lexicon.actors.get(actor)
        return known.country if known else ""

    def of_state(self, actor: str) -> bool:
        """Is it the state, its government or one of its forces?"""
        known = self.lexicon.actors.get(actor)
        return known is not None and known.kind in (
            "state",
            "government",
            "army",
            "air_force",
            "police",
            "intelligence",
        )

    def outlet(self, actor: str) -> bool:
        """Is this id an agency or outlet, so that citing it is citing a wire?"""
        source = self.lexicon.sources.get(actor)
        return source is not None and source.kind in ("agency", "outlet")

    def day_words(self, quote: str) -> DayWords:
        """The parts of a date that its words settle without a year: "الأحد 7 تشرين الثاني" (Sunday 7
        November).
        """
        tables = tables_of(self.lexicon)
        tokens = [token for token in tokenize(quote) if token.kind != "newline"]
        if not tokens:
            return DayWords()
        read = DateReader(tokens, tables.time, tables.numbers).read(0, len(tokens))
        if read is None or read[0].hijri:
            return DayWords()
        said = read[0]
        month_day = (said.month, said.day) if said.month and said.day else None
        return DayWords(month_day=month_day, weekday=said.weekday, offset=said.offset)

    def days_in(self, text: str) -> tuple[DayWords, ...]:
        """Every day without a year that a stretch of text names: "اليوم الخميس 5 تشرين الأول" (today, Thursday 5
        October), "أمس الأحد" (yesterday, Sunday). What is habitual, lasts or is still to come is no such day.
        """
        tables = tables_of(self.lexicon)
        tokens = [token for token in tokenize(text) if token.kind != "newline"]
        reader = DateReader(tokens, tables.time, tables.numbers)
        out, at = [], 0
        while at < len(tokens):
            token = tokens[at]
            begins = token.fold in tables.time.words if token.kind == "word" else token.kind == "number"
            read = reader.read(at, len(tokens)) if begins else None
            if read is None:
                at += 1
                continue
            said, at = read
            month_day = (said.month, said.day) if said.month and said.day else None
            told = month_day is not None or (said.weekday is not None and said.month is None)
            plain = said.kind not in ("habitual", "duration", "since") and said.direction is None
            if told and plain and not (said.year or said.hijri or said.future or said.weekday2 is not None):
                out.append(DayWords(month_day, said.weekday, said.offset))
        return tuple(out)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        out: dict[str, Source] = {}
        for source in self.lexicon.sources.values():
            for name in (source.name_en, source.name_ar, *source.aliases.split("|")):
                if name:
                    out.setdefault(_plain(name), source)
        return out

    def source_named(self, outlet: str) -> Source | None:
        """The source that publishes under this name or account ("facebook.com/Syrian Civil Defense")."""
        return self._sources.get(_plain(outlet)) or self._sources.get(_plain(outlet.rsplit("/", 1)[-1]))


def _plain(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum())
