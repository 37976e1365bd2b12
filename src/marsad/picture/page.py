"""A brief in words: sections of sentences with footnotes, in English or Arabic, before any format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.schema import Kind
from marsad.picture.brief import Brief, Differing, Note, Number, Row, cited, front_numbers
from marsad.picture.phrases import Language, Phrases, days, name, names, phrases, place, sentence
from marsad.picture.records import Change, Front, Party, Situation, Spot
from marsad.picture.words import picture_words

_PLACES = 4
_ORIGINS = 3
_RELATIONS = 25


class Item(Struct, frozen=True):
    """One sentence with the numbers of its footnotes; ``lead`` is set before it in bold."""

    text: str
    notes: tuple[int, ...] = ()
    lead: str = ""


class Table(Struct, frozen=True):
    """Rows of cells under a header."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(Struct, frozen=True):
    """A heading with what stands under it; ``picture`` names a drawing to be put there."""

    title: str
    items: tuple[Item, ...] = ()
    table: Table | None = None
    picture: str | None = None


class Figure(Struct, frozen=True):
    """A number of the page and the command that gives it."""

    value: str
    command: str


class Page(Struct, frozen=True):
    """A brief in one language. ``notes`` are numbered from 1."""

    language: Language
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    notes_title: str
    notes: tuple[Note, ...]
    figures_title: str
    figures: tuple[Figure, ...]
    close: str
    unpublished: str


def page(made: Brief, language: Language, kinds: dict[str, Kind]) -> Page:
    """The brief in this language."""
    return _Page(made, language, kinds).page()


_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}(?:–\d{4}-\d{2}-\d{2})?")
_ARABIC = re.compile("[\u0600-\u06ff](?:[^A-Za-z();:|\n]*[\u0600-\u06ff])?")


def ordered(text: str, language: Language) -> str:
    """The text with what runs the other way isolated.

    After an Arabic letter the hyphens of a date would turn its parts around; in an English line two Arabic names beside
    a comma would take the line's marks with them.
    """
    if language == "ar":
        return _DAYS.sub(lambda day: f"\u2066{day[0]}\u2069", text)
    return _ARABIC.sub(lambda run: f"\u2068{run[0]}\u2069", text)


class _Page:
    """One page in the making: its language, and the footnotes given so far."""

    def __init__(self, made: Brief, language: Language, kinds: dict[str, Kind]) -> None:
        self.made = made
        self.to = language
        self.kinds = kinds
        self.words: Phrases = phrases()
        self.notes: dict[str, int] = {}
        self.figures: dict[tuple[str, ...], Figure] = {}

    def page(self) -> Page:
        made, say = self.made, self.say
        lines = [
            say("as_of", until=made.until),
            say("made_from", reports=self.number(made.reports), new=self.number(made.new),
                events=self.number(made.events)),
        ]  # fmt: skip
        if made.unknown_day:
            lines.append(say("unknown_day", n=str(made.unknown_day)))
        sections = (
            Section(say("changed"), self.or_nothing([self.change(one) for one in made.changes])),
            Section(say("fronts"), self.or_nothing([self.front(one) for one in made.fronts]), picture="map"),
            Section(say("stands"), self.or_nothing([self.situation(one) for one in made.standing])),
            Section(say("contested"), self.or_nothing(self.contested())),
            Section(say("table"), table=self.table())
            if made.rows
            else Section(say("table"), self.or_nothing([])),
            Section(say("relations"), self.or_nothing(self.relations()), picture="graph"),
            Section(say("unchanged"), self.or_nothing([self.unchanged(one) for one in made.unchanged])),
        )
        notes = tuple(made.notes[claim] for claim in self.notes)
        return Page(
            language=self.to,
            title=ordered(f"{say('title')}: {say('period', since=made.since, until=made.until)}", self.to),
            lines=tuple(ordered(line, self.to) for line in lines),
            sections=tuple(map(self.laid, sections)), notes_title=say("footnotes"), notes=notes,
            figures_title=say("figures"), figures=tuple(self.figures.values()),
            close=f"{say('composed')} {say('registry_note')}", unpublished=say("unpublished"),
        )  # fmt: skip

    def laid(self, one: Section) -> Section:
        """The section with its lines in order for either direction."""
        return Section(
            one.title,
            tuple(Item(ordered(i.text, self.to), i.notes, ordered(i.lead, self.to)) for i in one.items),
            one.table, one.picture,
        )  # fmt: skip

    def say(self, phrase: str, **values: str) -> str:
        text = self.words.brief[phrase].to(self.to)
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text

    def or_nothing(self, items: Sequence[Item]) -> tuple[Item, ...]:
        return tuple(items) or (Item(self.say("nothing")),)

    def number(self, one: Number) -> str:
        """The number as text; its query is noted down."""
        value = span(one.value)
        take = {"killed": ": sum of killed", "injured": ": sum of injured",
                "unplaced": ": those without admin1"}.get(one.take, "")  # fmt: skip
        take = f": {one.field} of {one.line}" if one.take == "field" else take
        command = " ".join(("marsad", *map(_quoted, one.command), "--json")) + take
        self.figures.setdefault((value, command), Figure(value, command))
        return value

    def note(self, claims: Sequence[str]) -> tuple[int, ...]:
        known = [claim for claim in cited(claims) if claim in self.made.notes]
        return tuple(sorted(self.notes.setdefault(claim, len(self.notes) + 1) for claim in known))

    def places(self, found: Sequence[Spot]) -> str:
        comma = "، " if self.to == "ar" else ", "
        more = f" (+{len(found) - _PLACES})" if len(found) > _PLACES else ""
        return comma.join(place(one, self.to) for one in found[:_PLACES]) + more

    def people(self, found: Sequence[Party]) -> str:
        more = f" (+{len(found) - _PLACES})" if len(found) > _PLACES else ""
        return names(tuple(found[:_PLACES]), self.to) + more

    def between(self, found: Sequence[Party]) -> str:
        return f" {self.say('and')} ".join(name(one, self.to) for one in found[:_PLACES])

    def origins(self, found: Sequence[str]) -> str:
        more = f" (+{len(found) - _ORIGINS})" if len(found) > _ORIGINS else ""
        return ("، " if self.to == "ar" else ", ").join(found[:_ORIGINS]) + more

    def joined(self, parts: Sequence[str]) -> str:
        return ("؛ " if self.to == "ar" else "; ").join(part for part in parts if part) + "."

    def situation(self, one: Situation) -> Item:
        return Item(self.told(one), self.note(one.claims), self.words.kinds[one.kind].to(self.to))

    def told(self, one: Situation) -> str:
        """Who, whom, where, since when, with what outcome, by whom told."""
        say = self.say
        parts = [self.parties(one)]
        if one.places:
            parts.append(f"{say('at')} {self.places(one.places)}")
        opened, ended = days(one, "opened", self.to), days(one, "ended", self.to)
        parts.append(f"{say('began')}: {opened or one.when_quote or say('day_unknown')}")
        if ended:
            parts.append(f"{say('ended')}: {ended}")
        if one.state != "standing":
            parts.append(self.words.states[one.state].to(self.to))
        if one.outcome:
            parts.append(self.words.outcomes[one.outcome].to(self.to))
        if one.heard:
            parts.append(f"{say('heard')}: {one.heard}")
        if one.origins:
            parts.append(f"{say('says')} {self.origins(one.origins)}")
        return self.joined(parts)

    def parties(self, one: Situation) -> str:
        say = self.say
        doers, others = self.people(one.doers), self.people(one.undergoers)
        if one.kind in ("ceasefire", "talks"):
            said = self.between(one.doers) or say("between_unsaid")
            return (
                f"{said} ({self.people(one.third_parties)} {say('mediating')})" if one.third_parties else said
            )
        if one.kind == "mediation":
            sides = self.between(one.undergoers)
            comma = "، " if self.to == "ar" else ", "
            return (
                (doers or say("by_unsaid"))
                + comma
                + (f"{say('between')} {sides}" if sides else say("between_unsaid"))
            )
        if one.kind == "demand":
            return f"{doers or say('by_unsaid')} ({say('of')} {others or say('unsaid')}): {self.wanted(one)}"
        if one.kind == "displacement":
            by = f"{say('by')} {doers}" if doers else say("by_unsaid")
            return f"{others or say('unsaid')} ({by})"
        # An arrow would point the wrong way in a line from right to left.
        return (doers or say("by_unsaid")) + (
            f" {say('upon')} {others}" if others and one.kind == "siege" else ""
        )

    def wanted(self, one: Situation) -> str:
        ask = next((ask for ask, _ in picture_words().asks if ask.id == one.asks), None)
        said = (
            (ask.ar if self.to == "ar" else ask.en)
            if ask
            else f"«{_short(one.content)}»"
            if one.content
            else self.say("unsaid")
        )
        about = self.made.situations.get(one.about or "")
        if about is None:
            return said
        whom = self.people(about.undergoers) or self.places(about.places)
        return f"{said} ({self.say('about')} {self.words.kinds[about.kind].to(self.to)}: {self.people(about.doers)} {self.say('upon')} {whom})"

    def change(self, one: Change) -> Item:
        say = self.say
        if one.of == "situation":
            situation = self.made.situations[one.ref]
            step = self.words.steps[one.what].to(self.to)
            comma = "، " if self.to == "ar" else ", "
            lead = f"{self.words.kinds[one.kind].to(self.to)}{comma}{step}{f' {one.day}' if one.day else ''}"
            parts = [self.parties(situation)]
            if situation.places:
                parts.append(f"{say('at')} {self.places(situation.places)}")
            parts.append(f"{say('says')} {self.origins(one.origins)}")
            return Item(self.joined(parts), self.note(one.claims), lead)
        if one.of == "front":
            front = self.made.moved[one.ref]
            after = self.words.trends[one.after or "undated"].to(self.to)
            if one.before is None:
                how = f"{say('new_front')} ({after})"
            else:
                how = say("turned", before=self.words.trends[one.before].to(self.to), after=after)
            return Item(self.joined([self.places(front.places), how]), self.note(one.claims), say("front"))
        relation = self.made.ties[one.ref]
        parts = [sentence(relation, self.to)]
        if relation.basis == "worded":
            parts.append(say("outlets_words", quote=relation.quote or ""))
        parts += [say("relation_new"), f"{say('says')} {self.origins(relation.origins)}"]
        return Item(self.joined(parts), self.note(one.claims))

    def front(self, one: Front) -> Item:
        numbers = front_numbers(one, self.made.until)
        sides = f"{self.people(one.sides[0])} | {self.people(one.sides[1])}"
        parts = [sides, self.words.trends[one.trend].to(self.to)]
        if one.events:
            parts.append(self.say("recent", recent=self.number(numbers["recent"]), before=self.number(numbers["before"]),
                                  window=str(one.window)))  # fmt: skip
        for field in ("killed", "injured"):
            if field in numbers:
                parts.append(f"{self.say(field)}: {self.number(numbers[field])}")
        return Item(self.joined(parts), self.note(one.claims), self.places(one.places))

    def contested(self) -> list[Item]:
        out = [self.situation(one) for one in self.made.contested]
        out += [self.differing(one) for one in self.made.differing]
        return out

    def differing(self, one: Differing) -> Item:
        kind = self.kinds.get(one.kind)
        lead = (kind.ar if self.to == "ar" else kind.en) if kind else one.kind
        where = ("، " if self.to == "ar" else ", ").join(one.places)
        parts = [where, one.day or self.say("day_unknown")]
        for field, values in one.fields.items():
            label = self.words.brief[field].to(self.to) if field in self.words.brief else field
            told = [f"{value} ({', '.join(origins)})" if origins else value for value, origins in values]
            between = f" {self.say('or')} "
            parts.append(f"{label}: {between.join(told)}")
        return Item(self.joined(parts), self.note(one.claims), lead)

    def unchanged(self, one: Situation) -> Item:
        since = self.say("unchanged_since", day=one.changed or one.learned or self.say("day_unknown"))
        return Item(
            f"{since}: {self.told(one)}", self.note(one.claims), self.words.kinds[one.kind].to(self.to)
        )

    def relations(self) -> list[Item]:
        return [
            Item(f"{sentence(one, self.to)} ({'–'.join(filter(None, dict.fromkeys((one.first, one.last))))}).",
                 self.note(one.claims))
            for one in self.made.relations[:_RELATIONS]
        ]  # fmt: skip

    def table(self) -> Table:
        head = tuple(self.say(key) for key in ("governorate", "events", "killed", "injured"))
        return Table(head, tuple(self.row(one) for one in self.made.rows))

    def row(self, one: Row) -> tuple[str, ...]:
        total = "المجموع" if self.to == "ar" else "all events"
        label = self.say("no_governorate") if one.name is None else total if one.name == "*" else one.name
        cells = (
            self.number(cell) if cell.value is not None else "–"
            for cell in (one.events, one.killed, one.injured)
        )
        return (label, *cells)


def span(value: int | tuple[int, int | None] | None) -> str:
    """A number or a range as text; "12+" has no upper bound."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return str(value)
    low, high = value
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _short(text: str | None) -> str:
    said = (text or "").split()
    return " ".join(said[:10]) + (" …" if len(said) > 10 else "")
