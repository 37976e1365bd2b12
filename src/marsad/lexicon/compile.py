"""The compiled lexicon: every written form in one index, and what each entry means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from marsad.errors import LexiconError
from marsad.lexicon import cache
from marsad.lexicon.cache import Compiled
from marsad.lexicon.inflect import noun_forms, verb_forms
from marsad.lexicon.load import DATA, Knowledge, digest, load
from marsad.lexicon.schema import Actor, Alias, Kind, Rule, SaidOf, Source
from marsad.lexicon.terms import Index, Term
from marsad.text.fold import fold
from marsad.text.tokens import tokenize


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, as the tokenizer would cut them; marks are left out."""
    return tuple(token.fold for token in tokenize(name) if token.kind in ("word", "number"))


_SERVANT_OF = ("عبدال", "وعبدال")  # (and) servant of …, written as one word with what follows
_LONG = 7  # letters; a name that begins so has more


class Lexicon:
    """All knowledge of words and actors, compiled for reading. Immutable after construction but for word caches."""

    def __init__(self, knowledge: Knowledge, compiled: Compiled | None = None) -> None:
        self.knowledge = knowledge
        self._compiled = compiled
        self.digest = knowledge.digest
        self.kinds: dict[str, Kind] = {kind.id: kind for kind in knowledge.kinds}
        self.families: dict[str, str] = {kind.id: kind.family for kind in knowledge.kinds}
        self.rules: dict[str, Rule] = {rule.id: rule for rule in knowledge.rules}
        self.faint = frozenset(rule.id for rule in knowledge.rules if rule.faint)
        self.of_places = frozenset(
            rule.id for rule in knowledge.rules if rule.kind == "ground_attack" or "of_a_place" in rule.traits
        )
        self.actors: dict[str, Actor] = {actor.id: actor for actor in knowledge.actors}
        self.sources: dict[str, Source] = {source.id: source for source in knowledge.sources}
        self.index = Index.of(compiled.terms) if compiled else Index(_terms(knowledge))
        self.attributes: dict[str, dict[str, str]] = {
            name: {" ".join(words_of(word)): value for word, value in cue.attributes.items()}
            for name, cue in knowledge.cues.items()
        }
        self.contexts: dict[str, tuple[frozenset[str], frozenset[str]]] = {
            rule.id: (_context(rule.with_), _context(rule.without)) for rule in knowledge.rules
        }
        self.other_matters: dict[str, tuple[frozenset[str], frozenset[str]]] = {
            rule.id: (_context(rule.not_of), _context(rule.not_in))
            for rule in knowledge.rules
            if rule.not_of or rule.not_in
        }

    @cached_property
    def accusing(self) -> dict[str, dict[tuple[str, ...], SaidOf]]:
        """By rule, what its folded words are said of, where that is not who accuses: "doer" or "deed"."""
        return {
            rule.id: _chosen(rule, rule.of_the_accused, "doer") | _chosen(rule, rule.of_a_deed, "deed")
            for rule in self.knowledge.rules
            if rule.of_the_accused or rule.of_a_deed
        }

    @cached_property
    def by_english(self) -> dict[str, tuple[str, ...]]:
        """Ids of actors by their English names, in small letters."""
        out: dict[str, tuple[str, ...]] = {}
        for ident, one in self.actors.items():
            if one.name_en:
                key = one.name_en.lower()
                out[key] = (*out.get(key, ()), ident)
        return out

    @cached_property
    def tones(self) -> dict[tuple[str, str], Alias]:
        """(folded alias, actor id) → alias row."""
        aliases = self.knowledge.aliases
        forms = self._compiled.aliases if self._compiled else _folded(aliases)
        return {(form, alias.actor): alias for form, alias in zip(forms, aliases, strict=True)}

    @cached_property
    def armies(self) -> dict[tuple[str, str], str]:
        """(country, kind of actor) → actor id, for "the Turkish aircraft" and its like."""
        out: dict[tuple[str, str], str] = {}
        for actor in self.knowledge.actors:
            if actor.country and actor.kind in ("state", "government", "army", "air_force", "police"):
                out.setdefault((actor.country, actor.kind), actor.id)
        return out

    @cached_property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """Actor → the actors it is part of, by the registry.

        Whoever left and went on is left out: the Rapid Support Forces fight the army they were part of until 2023. Those
        who were part of something to their end stay.
        """
        out: dict[str, list[str]] = {}
        for relation in self.knowledge.relations:
            if relation.relation not in ("part_of", "armed_wing_of"):
                continue
            actor = self.actors.get(relation.actor)
            left = bool(relation.until) and actor is not None and actor.kind != "person"
            if not left or (actor is not None and actor.until and actor.until <= (relation.until or "")):
                out.setdefault(relation.actor, []).append(relation.other)
        return {actor: tuple(others) for actor, others in out.items()}

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _names(self) -> frozenset[str]:
        return self.listed("given_names")

    def given_name(self, word: str) -> bool:
        """Is this folded word a given name (محمد, خالد, عبدالواحد)? Many are villages too."""
        names = self._names
        if word in names or (word[:1] == "و" and word[1:] in names):
            return True
        return len(word) > _LONG and word.startswith(_SERVANT_OF)

    def begins_another(self, word: str) -> bool:
        """Does a conjunction stand before this folded word in a list of names: محمد صياح **ومهيدي** الخلف, but not **وليد**?"""
        return word[:1] == "و" and len(word) > 3 and word not in self._names

    @cached_property
    def _sure_names(self) -> frozenset[str]:
        return self.listed("sure_names")

    def listed(self, name: str) -> frozenset[str]:
        """The folded ``exact`` words of a cue; none where the lexicon has no such cue."""
        found = self._lists.get(name)
        if found is None:
            found = self._lists[name] = _listed(self.knowledge, name)
        return found

    def sure_name(self, word: str) -> bool:
        """Is this folded word a given name and hardly ever anything else (محمد, but not جهاد)?"""
        return word in self._sure_names

    @property
    def common_list(self) -> frozenset[str]:
        """The ordinary words themselves, as folded."""
        return self._common

    @cached_property
    def _common(self) -> frozenset[str]:
        return common_words()

    def common(self, word: str) -> bool:
        """Is this folded word, with or without و, an ordinary word of news prose and so a poor name?"""
        common = self._common
        return word in common or (word[:1] in "وبل" and word[1:] in common and len(word) > 3)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Folded words that are frequent in news prose and are not place names; the list is data/common_words.txt."""
    text = (DATA / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _listed(knowledge: Knowledge, name: str) -> frozenset[str]:
    """The folded ``exact`` words of a cue; none where there is no such cue."""
    cue = knowledge.cues.get(name)
    return frozenset(fold(word) for word in cue.exact) if cue else frozenset()


def _context(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words_of(word)) for word in words)


_VERB = re.compile(r"^(\S+?)/(\S+)((?: \S+)*)$")


def verb_terms(spec: str, layer: str, ref: str) -> Iterator[Term]:
    """Terms of "past/present", each with any words that must follow it. Raises ``ValueError`` on another shape."""
    if "/" in spec and " " in spec.split("/", 1)[0]:
        # "أفرج عن/يفرج عن": both sides carry the words that follow.
        past, present = spec.split("/", 1)
        first, *tail = past.split()
        spec = f"{first}/{present.split()[0]} {' '.join(tail)}"
    match = _VERB.match(spec.strip())
    if not match:
        raise ValueError(spec)
    tail_words = words_of(match[3])
    for form, tense in verb_forms(match[1], match[2]).items():
        yield Term((form, *tail_words), layer, ref, tense)


def noun_terms(noun: str, layer: str, ref: str) -> Iterator[Term]:
    """Terms of a noun; of a phrase, its first word with dual and plural forms only where it stands alone."""
    words = words_of(noun)
    if not words:
        return
    if len(words) == 1:
        for form in noun_forms(words[0]):
            yield Term((form,), layer, ref, "noun")
        return
    yield Term(words, layer, ref, "noun")
    if all(not word.startswith("ال") for word in words):
        # غارة جوية is met as الغارة الجوية: article on both or on neither.
        yield Term(tuple("ال" + word for word in words), layer, ref, "noun")


def _terms(knowledge: Knowledge) -> Iterator[Term]:
    where = knowledge.where
    homographs = _listed(knowledge, "homographs")
    for rule in knowledge.rules:
        for spec in rule.verbs:
            try:
                for term in verb_terms(spec, "rule", rule.id):
                    if not rule.faint or len(term.words) > 1 or term.words[0] not in homographs:
                        yield term
            except ValueError as error:
                raise LexiconError(11, f"«{spec}» is not a verb as past/present.", where=where[f"rule:{rule.id}"],
                                   mend="Write it like قصف/يقصف.") from error  # fmt: skip
        for noun in rule.nouns:
            yield from noun_terms(noun, "rule", rule.id)
        for phrase in rule.phrases:
            if words := words_of(phrase):
                yield Term(words, "rule", rule.id, "phrase" if len(words) > 1 else "noun")
    for name, cue in knowledge.cues.items():
        if not cue.sought:
            continue
        for spec in cue.verbs:
            try:
                yield from verb_terms(spec, "cue", name)
            except ValueError as error:
                raise LexiconError(11, f"«{spec}» is not a verb as past/present.", where=where[f"cue:{name}"],
                                   mend="Write it like قصف/يقصف.") from error  # fmt: skip
        for word in cue.words:
            yield from _plain(word, "cue", name, "noun")
        for word in cue.attributes:
            yield from _plain(word, "cue", name, "noun")
        for word in cue.exact:
            yield from _plain(word, "cue", name, "exact")
    for actor in knowledge.actors:
        yield from _plain(actor.name_ar, "actor", actor.id, "name")
    for alias in knowledge.aliases:
        yield from _plain(alias.alias, "actor", alias.actor, "name")
    for source in knowledge.sources:
        for name in (source.name_ar, *filter(None, source.aliases.split("|"))):
            yield from _plain(name, "source", source.id, "name")
    for demonym in knowledge.demonyms:
        for cell, number in ((demonym.masc, "masc"), (demonym.fem, "fem"), (demonym.plural, "plural")):
            for word in filter(None, cell.split("|")):
                for term in _plain(word, "demonym", f"{demonym.country}:{number}", "noun"):
                    yield term
                    if number == "fem" and len(term.words) == 1 and term.words[0].endswith("ه"):
                        for dual in ("تان", "تين"):  # غارتان إسرائيليتان: two raids of a country
                            yield Term((term.words[0][:-1] + dual,), "demonym", term.ref, "noun")
                    if number == "masc" and len(term.words) == 1:
                        yield Term(
                            (term.words[0] + "ا",), "demonym", term.ref, "noun"
                        )  # accusative: سوريا شخصا روسيا
                        # قتل فلسطينيان: two people of a country; in other cases the dual is spelled like the plural.
                        yield Term((term.words[0] + "ان",), "demonym", f"{demonym.country}:plural", "noun")


def _chosen(rule: Rule, chosen: Sequence[str], value: SaidOf) -> dict[tuple[str, ...], SaidOf]:
    """A value by the words of a rule that are chosen: one by one, or a whole list by its name."""
    listed = set(chosen)
    out: dict[tuple[str, ...], SaidOf] = {}
    for spec in rule.verbs:
        if listed & {"verbs", spec}:
            out |= {term.words: value for term in verb_terms(spec, "rule", rule.id)}
    for noun in rule.nouns:
        if listed & {"nouns", noun}:
            out |= {term.words: value for term in noun_terms(noun, "rule", rule.id)}
    return out | {words_of(phrase): value for phrase in rule.phrases if listed & {"phrases", phrase}}


def _plain(text: str, layer: str, ref: str, form: str) -> Iterator[Term]:
    if words := words_of(text):
        yield Term(words, layer, ref, form)


def _folded(aliases: Iterable[Alias]) -> tuple[str, ...]:
    return tuple(" ".join(words_of(alias.alias)) for alias in aliases)


@lru_cache(maxsize=4)
def _compiled(directories: tuple[Path, ...]) -> Lexicon:
    file = cache.path(directories, digest(directories))
    compiled = cache.load(file)
    if compiled is None:
        knowledge = load(directories)
        made = Lexicon(knowledge)
        compiled = Compiled(knowledge, dict(made.index.by_first), _folded(knowledge.aliases))
        # The files may have changed since the name was made; then this is not what the name says.
        if cache.path(directories, knowledge.digest) == file:
            cache.save(file, compiled)
    return Lexicon(compiled.knowledge, compiled)


def lexicon(extra: Sequence[Path] = ()) -> Lexicon:
    """The shipped lexicon with any further directories added to it; compiled once, then kept in the cache."""
    return _compiled((DATA, *extra))
