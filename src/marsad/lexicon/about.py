"""What the lexicon knows of a word or name, each fact with the line of the file that says it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from marsad.lexicon.compile import Lexicon, noun_terms, verb_terms, words_of
from marsad.lexicon.load import Knowledge
from marsad.lexicon.schema import Rule
from marsad.lexicon.terms import Hit, Term
from marsad.lexicon.yamlpos import GONE
from marsad.text.clitics import cuts
from marsad.text.tokens import tokenize

_MOST = 8  # longer names shown that contain the word


class Fact(Struct, frozen=True, omit_defaults=True):
    """One line of what is known: "alias", "part_of", "verb" …, and where to edit it."""

    what: str
    text: str
    where: str
    note: str = ""


class Entry(Struct, frozen=True, omit_defaults=True):
    """One entry of a list that the word belongs to.

    ``layer`` is actor, source, rule, cue or demonym; ``word`` what of the question it covers; ``form`` past,
    present, noun, phrase, name or exact; ``before`` and ``after`` the clitics cut to find it.
    """

    layer: str
    id: str
    word: str
    form: str
    where: str
    gloss: str
    before: str = ""
    after: str = ""
    facts: tuple[Fact, ...] = ()


class About(Struct, frozen=True):
    """All that is known of a word. ``longer``: names that contain it. ``near``: likely ones if unknown."""

    word: str
    folded: str
    entries: tuple[Entry, ...]
    common: bool
    given_name: bool
    longer: tuple[Fact, ...]
    near: tuple[str, ...]

    @property
    def known(self) -> bool:
        return bool(self.entries or self.common or self.given_name)


def about(word: str, knowledge: Knowledge, lexicon: Lexicon) -> About:
    """``knowledge`` must know its positions (see ``load``); ``lexicon`` is compiled from it."""
    return _Looking(knowledge, lexicon).about(word)


class _Looking:
    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self.lexicon = lexicon

    def about(self, word: str) -> About:
        tokens = tokenize(word)
        words = words_of(word)
        hits = self.lexicon.index.find(tokens)
        whole = [hit for hit in hits if hit.first == 0 and hit.last == len(tokens)]
        entries: dict[tuple[str, str, str], Entry] = {}
        for hit in whole or hits:
            entry = self._entry(hit, " ".join(token.fold for token in tokens[hit.first : hit.last]))
            entries.setdefault((entry.layer, entry.id, entry.word), entry)
        single = words[0] if len(words) == 1 else ""
        found = tuple(entries.values())
        return About(
            word=word,
            folded=" ".join(words),
            entries=found,
            common=bool(single) and self.lexicon.common(single),
            given_name=bool(single) and self.lexicon.given_name(single),
            longer=tuple(self._longer(words))[:_MOST] if words else (),
            near=() if found else self._near(" ".join(words)),
        )

    def _entry(self, hit: Hit, word: str) -> Entry:
        term = hit.term
        describe = {
            "actor": self._actor, "source": self._source, "rule": self._rule, "cue": self._cue,
            "demonym": self._demonym,
        }[term.layer]  # fmt: skip
        where, gloss, facts = describe(term)
        return Entry(
            layer=term.layer, id=term.ref, word=word, form=term.form, where=where, gloss=gloss,
            before=hit.cut.before, after=hit.cut.after, facts=tuple(facts),
        )  # fmt: skip

    def _rows(self, table: str) -> Iterator[tuple[Any, Any]]:
        yield from zip(getattr(self.knowledge, table), self.knowledge.spots.get(table, ()), strict=True)

    def _actor(self, term: Term) -> tuple[str, str, list[Fact]]:
        found = [(row, at) for row, at in self._rows("actors") if row.id == term.ref]
        if not found:
            alias, spot = next((row, at) for row, at in self._rows("aliases") if row.actor == term.ref)
            return spot.at(), "an alias of an actor that no list has", []
        actor, spot = found[0]
        span = _span(actor.since, actor.until)
        facts = [Fact("name", actor.name_ar, spot.at(("name_ar",)), actor.name_en)]
        for alias, at in self._rows("aliases"):
            if alias.actor == actor.id:
                facts.append(Fact("alias", alias.alias, at.at(("alias",)), _join(alias.tone, alias.note)))
        for relation, at in self._rows("relations"):
            dates = _span(relation.since, relation.until)
            if relation.actor == actor.id:
                note = _join(dates, relation.source)
                facts.append(Fact(relation.relation, self._name(relation.other), at.at(("other",)), note))
            elif relation.other == actor.id:
                note = _join(dates, relation.source)
                what = f"{relation.relation} (of it)"
                facts.append(Fact(what, self._name(relation.actor), at.at(("actor",)), note))
        if actor.source:
            facts.append(Fact("read in", actor.source, spot.at(("source",))))
        return spot.at(), _join(actor.name_en, actor.kind, actor.country, span), facts

    def _name(self, ident: str) -> str:
        actor = self.lexicon.actors.get(ident)
        return f"{actor.name_ar} ({ident})" if actor else ident

    def _source(self, term: Term) -> tuple[str, str, list[Fact]]:
        source, spot = next((row, at) for row, at in self._rows("sources") if row.id == term.ref)
        facts = [Fact("name", source.name_ar, spot.at(("name_ar",)), source.name_en)]
        for alias in filter(None, source.aliases.split("|")):
            facts.append(Fact("alias", alias, spot.at(("aliases",))))
        return spot.at(), _join(source.name_en, source.kind, source.country), facts

    def _rule(self, term: Term) -> tuple[str, str, list[Fact]]:
        rule, spot = next((row, at) for row, at in self._rows("rules") if row.id == term.ref)
        facts = []
        for name, at, item in _items(rule):
            if forms := [made.form for made in _made(name, item) if made.words == term.words]:
                facts.append(Fact(name.rstrip("s"), item, spot.at((name, at)), forms[0]))
        for name, items in (("with", rule.with_), ("without", rule.without)):
            if items:
                facts.append(Fact(name, "، ".join(items), spot.at((name,))))
        return spot.at(), _join(f"{rule.kind}: {rule.gloss}", f"frame {rule.frame}"), facts

    def _cue(self, term: Term) -> tuple[str, str, list[Fact]]:
        names = list(self.knowledge.cues)
        spot = self.knowledge.spots["cues"][names.index(term.ref)]
        cue = self.knowledge.cues[term.ref]
        facts = []
        for name in ("verbs", "words", "exact"):
            for at, item in enumerate(getattr(cue, name)):
                if any(made.words == term.words for made in _made(name, item)):
                    facts.append(Fact(name.rstrip("s"), item, spot.at((name, at))))
        for item, value in cue.attributes.items():
            if words_of(item) == term.words:
                facts.append(Fact("attribute", item, spot.at(("attributes", item)), value))
        return spot.at(), cue.gloss, facts

    def _demonym(self, term: Term) -> tuple[str, str, list[Fact]]:
        country, _, number = term.ref.partition(":")
        row, spot = next((row, at) for row, at in self._rows("demonyms") if row.country == country)
        facts = [Fact(number, getattr(row, number), spot.at((number,)))]
        return spot.at(), f"{row.en}, of {row.ar_country} ({country})", facts

    def _longer(self, words: tuple[str, ...]) -> Iterator[Fact]:
        size = len(words)
        for table, field in (("actors", "name_ar"), ("aliases", "alias"), ("sources", "name_ar")):
            for row, spot in self._rows(table):
                name = words_of(getattr(row, field))
                if len(name) > size and any(name[at : at + size] == words for at in range(len(name))):
                    owner = row.actor if table == "aliases" else row.id
                    yield Fact(table.rstrip("s"), getattr(row, field), spot.at((field,)), owner)

    def _near(self, folded: str) -> tuple[str, ...]:
        known: dict[str, str] = {}
        for table, field in (("actors", "name_ar"), ("aliases", "alias"), ("sources", "name_ar")):
            for row, _ in self._rows(table):
                known.setdefault(" ".join(words_of(getattr(row, field))), getattr(row, field))
        for rule in self.knowledge.rules:
            for name, _, item in _items(rule):
                for made in _made(name, item):
                    known.setdefault(" ".join(made.words), item)
        stems = [folded] if " " in folded else [cut.stem for cut in cuts(folded) if len(cut.stem) > 2]
        found = [name for stem in stems for name in get_close_matches(stem, known, 5, 0.75)]
        return tuple(dict.fromkeys(known[name] for name in found))[:5]


def _items(rule: Rule) -> Iterator[tuple[str, int, str]]:
    for name in ("verbs", "nouns", "phrases"):
        for at, item in enumerate(getattr(rule, name)):
            if item != GONE:
                yield name, at, item


def _made(name: str, item: str) -> Iterator[Term]:
    """The terms that one item of a rule or cue list stands for."""
    if name == "verbs":
        yield from verb_terms(item, "", "")
    elif name == "nouns":
        yield from noun_terms(item, "", "")
    elif words := words_of(item):
        yield Term(words, "", "", "phrase")


def _span(since: str, until: str) -> str:
    return f"{since}–{until}" if since or until else ""


def _join(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
