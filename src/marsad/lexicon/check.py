"""Static checks of the lexicon: every fault that shows without reading a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import msgspec

from marsad.errors import LexiconError
from marsad.lexicon.compile import noun_terms, verb_terms, words_of
from marsad.lexicon.faults import fault, in_order
from marsad.lexicon.load import DATA, Knowledge, load
from marsad.lexicon.reach import lone_clitics, unreachable
from marsad.lexicon.schema import Example, Rule
from marsad.lexicon.yamlpos import GONE, Path_, Positions
from marsad.model import Status
from marsad.text.fold import fold

ACTOR_KINDS = (
    "state", "government", "army", "air_force", "police", "intelligence", "militia", "rebel", "jihadist",
    "party", "ngo", "un", "igo", "coalition", "media", "monitor", "local_authority", "tribe", "company",
    "court", "person", "people", "unknown",
)  # fmt: skip
SOURCE_KINDS = (
    "agency", "outlet", "monitor", "ngo", "government", "armed_group", "un", "igo", "rescue", "party",
    "social",
)  # fmt: skip
TONES = ("", "loaded", "honorific", "self", "ambiguous")
RELATIONS = ("part_of", "ally_of", "sponsored_by", "successor_of", "armed_wing_of")

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CONTEXT_WORDS = 2  # the reader looks at single words and at pairs


def directories(given: Sequence[Path]) -> tuple[Path, ...]:
    """The folders that make up a lexicon: the shipped one and ``given``, or ``given`` alone if it is whole.

    A folder with an ontology of its own is a whole lexicon; any other adds to the shipped one.
    """
    whole = any((path / "ontology.yaml").is_file() for path in given)
    return tuple(given) if whole else (DATA, *given)


def static_faults(paths: Sequence[Path]) -> tuple[Knowledge, list[LexiconError]]:
    """What the folders say and every fault in it, in order of file and line."""
    faults: list[LexiconError] = []
    knowledge = load(paths, faults)
    broken = {fault.where.partition(":")[0] for fault in faults if fault.where and fault.code in _UNREAD}
    for check in _CHECKS:
        faults.extend(check(knowledge))
    if not broken:
        # A list that could not be read would make strangers of all that it names.
        faults.extend(_references(knowledge))
    return knowledge, in_order(faults)


_UNREAD = {"L001", "L002", "L003", "L007"}


def usable(knowledge: Knowledge) -> Knowledge:
    """The knowledge without what cannot be compiled, so that the examples of all other rules can be run."""

    def lists(record: Any) -> dict[str, list[Any]]:
        kept = {}
        for name in msgspec.structs.fields(type(record)):
            value = getattr(record, name.name)
            if isinstance(value, list):
                kept[name.name] = [v for v in value if v != GONE and (name.name != "verbs" or _is_verb(v))]
        return kept

    rules = {rule.id: msgspec.structs.replace(rule, **lists(rule)) for rule in knowledge.rules}
    cues = {name: msgspec.structs.replace(cue, **lists(cue)) for name, cue in knowledge.cues.items()}
    return msgspec.structs.replace(knowledge, rules=tuple(rules.values()), cues=cues)


def _is_verb(spec: str) -> bool:
    try:
        return bool(list(verb_terms(spec, "", "")))
    except ValueError:
        return False


def _records(knowledge: Knowledge, table: str) -> Iterator[tuple[Any, Positions]]:
    records = getattr(knowledge, table)
    if isinstance(records, dict):
        records = list(records.values())
    yield from zip(records, knowledge.spots.get(table, ()), strict=True)


_WORD_LISTS = ("verbs", "nouns", "phrases", "with", "without", "not_of", "not_in", "words", "exact")


def _lists(record: Any) -> Iterator[tuple[str, list[str]]]:
    for name in _WORD_LISTS:
        yield name, getattr(record, "with_" if name == "with" else name, [])


def _terms(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Empty terms, terms that are not Arabic, malformed verbs, and terms twice in one list."""
    for table in ("rules", "cues"):
        for record, spot in _records(knowledge, table):
            for name, items in _lists(record):
                seen: dict[tuple[str, ...], int] = {}
                for at, item in enumerate(items):
                    if item == GONE:
                        continue
                    words = words_of(item.replace("/", " ") if name == "verbs" else item)
                    if (wrong := _term(item, words, spot, (name, at))) is not None:
                        yield wrong
                    elif name == "verbs" and not _is_verb(item):
                        yield fault(11, spot, (name, at), item=item)
                    elif words in seen:
                        before = spot.at((name, seen[words]))
                        yield fault(17, spot, (name, at), item=item, what=f"the list «{name}»", at=before)
                    seen.setdefault(words, at)


def _term(item: str, words: tuple[str, ...], spot: Positions, path: Path_) -> LexiconError | None:
    if not words:
        return fault(14, spot, path, what="the entry")
    if not _ARABIC.search(item):
        return fault(15, spot, path, item=item)
    if (lone := lone_clitics(words)) is not None:
        why = f"«{lone}» is written onto the word that follows it"
        return fault(18, spot, path, item=item, why=why, mend="Remove that letter, or give the whole word.")
    if path[0] in ("with", "without", "not_of", "not_in") and len(words) > _CONTEXT_WORDS:
        why = "contexts are compared one and two words at a time"
        return fault(18, spot, path, item=item, why=why, mend="Give the word that matters.")
    return None


def _classes(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Words of classes that are empty, not Arabic, or there already. Letters by themselves may stand: words are compared with them."""
    for record, spot in _records(knowledge, "word_classes"):
        seen: dict[str, int] = {}
        for at, item in enumerate(record.words):
            word = fold(item)
            if not word:
                yield fault(14, spot, ("words", at), what="the entry")
            elif not _ARABIC.search(item):
                yield fault(15, spot, ("words", at), item=item)
            elif word in seen:
                before = spot.at(("words", seen[word]))
                yield fault(17, spot, ("words", at), item=item, what="the list «words»", at=before)
            seen.setdefault(word, at)


def _names(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Names that are empty or not Arabic, names of two actors or sources, and names given twice."""
    owners: dict[tuple[str, ...], list[tuple[str, str, Positions, Path_]]] = defaultdict(list)
    for actor, spot in _records(knowledge, "actors"):
        owners[words_of(actor.name_ar)].append((actor.id, "name", spot, ("name_ar",)))
        if actor.name_ar and not _ARABIC.search(actor.name_ar):
            yield fault(15, spot, ("name_ar",), item=actor.name_ar)
    for alias, spot in _records(knowledge, "aliases"):
        # An alias may be Latin: reports write YPG and FSA as they are.
        if alias.alias and not any(char.isalpha() for char in alias.alias):
            yield fault(14, spot, ("alias",), what=f"the name «{alias.alias}»")
        owners[words_of(alias.alias)].append((alias.actor, alias.tone, spot, ("alias",)))
    yield from _shared(owners)
    owners.clear()
    for source, spot in _records(knowledge, "sources"):
        owners[words_of(source.name_ar)].append((source.id, "name", spot, ("name_ar",)))
        for name in filter(None, source.aliases.split("|")):
            owners[words_of(name)].append((source.id, "", spot, ("aliases",)))
    yield from _shared(owners)


def _shared(owners: dict[tuple[str, ...], list[tuple[str, str, Positions, Path_]]]) -> Iterator[LexiconError]:
    for words, found in owners.items():
        if not words or len(found) < 2:
            continue
        first_of: dict[str, Positions] = {}
        clear = [(owner, spot, path) for owner, tone, spot, path in found if tone != "ambiguous"]
        for owner, tone, spot, path in found:
            name = " ".join(words)
            if owner in first_of:
                yield fault(17, spot, path, item=name, what=f"«{owner}»", at=first_of[owner].at())
                continue
            first_of[owner] = spot
            other = next(((o, s) for o, s, _ in clear if o != owner), None)
            if other is not None and tone != "ambiguous" and spot is not clear[0][1]:
                yield fault(16, spot, path, item=name, one=owner, other=other[0], at=other[1].at())


def _rules(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Rules that lack examples or words, and values outside their lists."""
    statuses = get_args(Status)
    for rule, spot in _records(knowledge, "rules"):
        if not rule.test:
            yield fault(19, spot, (), item=rule.id, what="test", must="find")
        if not rule.not_:
            yield fault(19, spot, (), item=rule.id, what="not", must="leave alone")
        if not (rule.verbs or rule.nouns or rule.phrases):
            yield fault(14, spot, (), what=f"rule «{rule.id}» («verbs», «nouns», «phrases»)")
        if rule.status is not None and rule.status not in statuses:
            yield _outside(spot, ("status",), rule.status, statuses)
        own = {"verbs", "nouns", "phrases", *rule.verbs, *rule.nouns, *rule.phrases}
        for name in ("of_the_accused", "of_a_deed"):
            for at, item in enumerate(getattr(rule, name)):
                if item not in own:
                    mend = _nearest(item, own, "Add it to the words of the rule first.")
                    yield fault(13, spot, (name, at), what=f"word of rule «{rule.id}»", item=item, mend=mend)
        for at, example in enumerate(rule.test):
            say = example.say if isinstance(example, Example) else example
            if say != GONE and not _ARABIC.search(say):
                yield fault(15, spot, ("test", at), item=say)
            if isinstance(example, Example) and example.status is not None and example.status not in statuses:
                yield _outside(spot, ("test", at, "status"), example.status, statuses)
        for at, say in enumerate(rule.not_):
            if say != GONE and not _ARABIC.search(say):
                yield fault(15, spot, ("not", at), item=say)


def _outside(spot: Positions, path: Path_, value: str, allowed: Sequence[str]) -> LexiconError:
    mend = f"One of: {', '.join(name or 'nothing' for name in allowed)}."
    return fault(23, spot, path, item=value, what=path[-1], mend=mend)


def _rows(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Values of the CSV files: kinds, tones, relations, countries and dates."""
    for table, field, allowed in (
        ("actors", "kind", ACTOR_KINDS), ("sources", "kind", SOURCE_KINDS), ("aliases", "tone", TONES),
        ("relations", "relation", RELATIONS),
    ):  # fmt: skip
        for record, spot in _records(knowledge, table):
            value = getattr(record, field)
            if value not in allowed and (value or field == "tone"):
                yield _outside(spot, (field,), value, allowed)
    for table in ("actors", "sources", "demonyms"):
        for record, spot in _records(knowledge, table):
            if record.country and not _COUNTRY.fullmatch(record.country):
                mend = "Write its ISO 3166 alpha-2 code, like SY."
                yield fault(23, spot, ("country",), item=record.country, what="country", mend=mend)
    for table in ("actors", "relations"):
        for record, spot in _records(knowledge, table):
            for field in ("since", "until"):
                value = getattr(record, field)
                if value and not _DAY.fullmatch(value):
                    yield fault(22, spot, (field,), item=value, why="")
            since, until = record.since, record.until
            if since and until and since[: len(until)] > until[: len(since)]:
                yield fault(22, spot, ("until",), item=until, why=f": it begins {since}")


def _references(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Ids that nothing defines, and kinds of event that no rule finds."""
    kinds = {kind.id for kind in knowledge.kinds}
    actors = {actor.id for actor in knowledge.actors}
    for rule, spot in _records(knowledge, "rules"):
        named: list[tuple[Path_, str | None]] = [(("kind",), rule.kind)]
        for at, example in enumerate(rule.test):
            if isinstance(example, Example):
                named.append((("test", at, "kind"), example.kind))
        for path, kind in named:
            if kind and kind not in kinds:
                yield fault(13, spot, path, what="kind of event", item=kind, mend=_nearest(kind, kinds))
    for table, fields in (("aliases", ("actor",)), ("relations", ("actor", "other"))):
        for record, spot in _records(knowledge, table):
            for field in fields:
                ident = getattr(record, field)
                if ident and ident not in actors:
                    mend = _nearest(ident, actors, "Add it to actors.csv, or mend the id.")
                    yield fault(13, spot, (field,), what="actor", item=ident, mend=mend)
    told = {rule.kind for rule in knowledge.rules}
    for kind, spot in _records(knowledge, "kinds"):
        if kind.id not in told:
            yield fault(24, spot, (), item=kind.id, what=kind.en)


def _nearest(ident: str, known: Collection[str], otherwise: str = "") -> str:
    near = get_close_matches(ident, known, 1)
    return f"Did you mean «{near[0]}»?" if near else otherwise or f"One of: {', '.join(sorted(known))}."


def _reach(knowledge: Knowledge) -> Iterator[LexiconError]:
    """Words of a rule that another rule always takes first."""
    records = list(_records(knowledge, "rules"))
    for index, name, at, other in unreachable([rule for rule, _ in records], _rule_terms):
        rule, spot = records[index]
        item = getattr(rule, name)[at]
        why = f"rule «{records[other][0].id}» at {records[other][1].at()} has the same words and comes first"
        mend = "Keep it in one of them, or give this rule a «with»."
        yield fault(18, spot, (name, at), item=item, why=why, mend=mend)


def _rule_terms(rule: Rule, name: str, item: str) -> list[tuple[tuple[str, ...], str]]:
    """Words and form of everything one entry of a rule matches."""
    if item == GONE or not words_of(item.replace("/", " ")):
        return []
    if name == "verbs":
        return [(t.words, t.form) for t in verb_terms(item, "", "")] if _is_verb(item) else []
    if name == "nouns":
        return [(t.words, t.form) for t in noun_terms(item, "", "")]
    return [(words_of(item), "phrase")]


_CHECKS: tuple[Callable[[Knowledge], Iterator[LexiconError]], ...] = (
    _terms,
    _classes,
    _names,
    _rules,
    _rows,
    _reach,
)
