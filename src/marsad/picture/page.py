"""A brief in words: sections of sentences with footnotes, in English or Arabic, before any format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.schema import Kind
from marsad.picture.brief import Brief, Differing, Note, Number, Row, Told, cited, front_numbers
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
        self.notes: dict[tuple[str, str], int] = {}
        self.cited: list[Note] = []
        self.figures: dict[tuple[str, ...], Figure] = {}

    def page(self) -> Page:
        made, say = self.made, self.say
        lines = [
            say("as_of", until=made.until),
            say("made_from", reports=self.number(made.reports), new=self.number(made.new),
                events=self.number(made.events)),
        ]  # fmt: skip
        if made.unnamed:
            lines.append(say("unnamed"))
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
        notes = tuple(self.cited)
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
        """The numbers of the footnotes; a sentence that several claims rest on is one footnote."""
        out = set()
        for claim in cited(claims):
            note = self.made.notes.get(claim)
            if note is not None:
                slot = (note.report.id, note.quote)
                if slot not in self.notes:
                    self.cited.append(note)
                    self.notes[slot] = len(self.cited)
                out.add(self.notes[slot])
        return tuple(sorted(out))

    def places(self, found: Sequence[Spot]) -> str:
        comma = "، " if self.to == "ar" else ", "
        more = f" (+{len(found) - _PLACES})" if len(found) > _PLACES else ""
        return comma.join(place(one, self.to) for one in found[:_PLACES]) + more

    def people(self, found: Sequence[Party]) -> str:
        more = f" (+{len(found) - _PLACES})" if len(found) > _PLACES else ""
        return names(tuple(found[:_PLACES]), self.to) + more

    def between(self, found: Sequence[Party]) -> str:
        # In Arabic "and" is written onto the next word.
        joint = f" {self.say('and')}" + ("" if self.to == "ar" else " ")
        return joint.join(name(one, self.to) for one in found[:_PLACES])

    def origins(self, found: Sequence[str]) -> str:
        more = f" (+{len(found) - _ORIGINS})" if len(found) > _ORIGINS else ""
        return ("، " if self.to == "ar" else ", ").join(found[:_ORIGINS]) + more

    def joined(self, parts: Sequence[str]) -> str:
        said = ("؛ " if self.to == "ar" else "; ").join(part for part in parts if part) + "."
        # A mark of direction keeps a number at the end and the footnote's from being read as one.
        return said + "\u200f" if self.to == "ar" else said

    def situation(self, one: Situation) -> Item:
        return Item(self.told(one), self.note(one.claims), self.words.kinds[one.kind].to(self.to))

    def told(self, one: Situation) -> str:
        """Who, whom, where, since when, with what outcome, by whom told."""
        say = self.say
        parts = [self.parties(one)]
        if one.places:
            parts.append(f"{say('at')} {self.places(one.places)}")
        opened, ended = days(one, "opened", self.to), days(one, "ended", self.to)
        if opened or one.when_quote or one.state not in ("planned", "rumoured", "denied", "failed"):
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
        comma = "، " if self.to == "ar" else ", "
        if one.kind in ("ceasefire", "talks"):
            by = f"{say('mediating')} {self.people(one.third_parties)}" if one.third_parties else ""
            return comma.join(part for part in (self.two(one.doers), by) if part)
        if one.kind == "mediation":
            return (doers or say("by_unsaid")) + comma + self.two(one.undergoers)
        if one.kind == "demand":
            by = say("demand_by", a=doers) if doers else say("by_unsaid")
            of = say("demand_of", b=others) if others else say("of_whom_unsaid")
            return f"{by}{comma if not (doers and others) else ' '}{of}: {self.wanted(one)}"
        if one.kind == "displacement":
            by = f"{say('by')} {doers}" if doers else say("by_unsaid")
            return f"{others or say('people_unsaid')} ({by})"
        # An arrow would point the wrong way in a line from right to left.
        return (doers or say("by_unsaid")) + (
            f" {say('upon')} {others}" if others and one.kind == "siege" else ""
        )

    def two(self, found: Sequence[Party]) -> str:
        """The sides that something stands between, as far as they are named."""
        if not found:
            return self.say("between_unsaid")
        if len(found) == 1:
            return self.say("only_named", a=self.people(found))
        return f"{self.say('between')} {self.between(found)}"

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
            trends = self.words.strikes if front.form == "strikes" else self.words.trends
            after = trends[one.after or "undated"].to(self.to)
            if one.before is None:
                if one.after == "quiet" and front.last:
                    after = say("last_event", day=front.last)
                how = f"{say('relation_new')}: {after}"
            else:
                how = say("turned", before=trends[one.before].to(self.to), after=after)
            lead = say("front")
            if front.form == "strikes":
                lead = say("strikes_by", a=self.people(front.sides[0]))
            return Item(self.joined([self.places(front.places), how]), self.note(one.claims), lead)
        relation = self.made.ties[one.ref]
        parts = [sentence(relation, self.to)]
        if relation.basis == "worded":
            parts.append(say("outlets_words", quote=relation.quote or ""))
        parts += [say("relation_new"), f"{say('says')} {self.origins(relation.origins)}"]
        return Item(self.joined(parts), self.note(one.claims))

    def front(self, one: Front) -> Item:
        numbers = front_numbers(one, self.made.until)
        first, second = self.people(one.sides[0]), self.people(one.sides[1])
        if one.form == "strikes":
            aimed = self.say("strikes_on", b=second) if second else self.say("strikes_on_none")
            parts = [self.say("strikes_by", a=first), aimed, self.words.strikes[one.trend].to(self.to)]
        else:
            parts = [f"{first} | {second}", self.words.trends[one.trend].to(self.to)]
        if one.events:
            parts.append(self.say("recent", recent=self.number(numbers["recent"]), before=self.number(numbers["before"]),
                                  window=str(one.window)))  # fmt: skip
        for field in ("killed", "injured"):
            if field in numbers:
                parts.append(f"{self.say('on_front', field=self.say(field))}: {self.number(numbers[field])}")
        return Item(self.joined(parts), self.note(one.claims), self.places(one.places))

    def contested(self) -> list[Item]:
        out = [self.at_issue(one) for one in self.made.contested]
        out += [self.differing(one) for one in self.made.differing]
        return out

    def at_issue(self, one: Situation) -> Item:
        """What sources tell differently of a situation; the rest of it stands among what stands."""
        parts = [self.parties(one)]
        if one.places:
            parts.append(f"{self.say('at')} {self.places(one.places)}")
        for field, label in (("opened", "began"), ("ended", "ended")):
            told = days(one, "opened" if field == "opened" else "ended", self.to)
            if told and (field in one.contested or one.state == "disputed"):
                parts.append(f"{self.say(label)}: {told}")
        if one.state == "disputed":
            parts.append(self.words.states["disputed"].to(self.to))
        elif "ended" in one.contested and one.state != "ended":
            parts.append(self.say("end_not_borne_out"))
        parts.append(f"{self.say('says')} {self.origins(one.origins)}")
        return Item(self.joined(parts), self.note(one.claims), self.words.kinds[one.kind].to(self.to))

    def differing(self, one: Differing) -> Item:
        kind = self.kinds.get(one.kind)
        lead = (kind.ar if self.to == "ar" else kind.en) if kind else one.kind
        where = ("، " if self.to == "ar" else ", ").join(one.places)
        parts = [where, one.day or self.say("day_unknown")]
        for field, values in one.fields.items():
            label = self.words.fields[field].to(self.to)
            told = [self.account(field, one) for one in values]
            between = f" {self.say('or')} "
            parts.append(f"{label}: {between.join(told)}")
        return Item(self.joined(parts), self.note(one.claims), lead)

    def account(self, field: str, one: Told) -> str:
        """A value and who gives it."""
        value = (one.en if self.to == "en" else None) or one.value
        kind = self.kinds.get(value) if field == "kind" else None
        if kind is not None:
            value = kind.ar if self.to == "ar" else kind.en
        elif field == "status" and value in self.words.statuses:
            value = self.words.statuses[value].to(self.to)
        return f"{value} ({self.origins(one.origins)})" if one.origins else value

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
        label = (
            self.say("no_governorate")
            if one.name is None
            else total
            if one.name == "*"
            else self.governorate(one)
        )
        cells = (
            self.number(cell) if cell.value is not None else "–"
            for cell in (one.events, one.killed, one.injured)
        )
        return (label, *cells)

    def governorate(self, one: Row) -> str:
        name = one.name or ""
        return f"{one.name_en} ({name})" if self.to == "en" and one.name_en else name


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
