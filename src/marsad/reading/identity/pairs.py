"""What speaks for and against two tellings of a report being of one event, as names of binary features."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from marsad.lexicon.compile import Lexicon
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import any_place, precise, same_actor
from marsad.reading.scores.linear import Look, names_only, shared, steps
from marsad.reading.scores.wording import Wording, plain_words
from marsad.text.tokens import Sentence, Token

_SHARED = (0, 0.3, 0.7, 1.2, 2, 3)  # steps of what two sentences share, see ``Wording.shared``
_SHARE = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
_AMID = 8  # words before the second telling's, in the same sentence, that count
_NAMES = {"actor", "person", "place"}
_SURETY = 5  # steps of how surely a telling is one


class Tellings:
    """What the features of all pairs of one report's tellings share."""

    def __init__(
        self, events: Sequence[Event], tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
        clauses: Sequence[Clauses], chunks: Sequence[Sequence[Chunk]], counts: Sequence[frozenset[int]], lexicon: Lexicon,
        entries: Entries,
    ) -> None:  # fmt: skip
        self.events = events
        self.tokens = tokens
        self.sentences = sentences
        self.roles = roles
        self.clauses = clauses
        self.counts = counts
        self.lexicon = lexicon
        self.entries = entries
        self._where: dict[tuple[int, int], str] = {}
        self.many = str(min(len(events) // 3, 5))
        self._chunks = chunks
        self._named: dict[int, frozenset[str]] = {}
        self._said: dict[int, dict[str, tuple[str, str]]] = {}
        self._apart: dict[tuple[Look, int, int], tuple[Any, ...]] = {}
        self._scenes = [_scene(event, chunks[event.trigger.sentence]) for event in events]

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.tokens, self.sentences)

    def named(self, sentence: int) -> frozenset[str]:
        """Who and what place a sentence names, by reference or name."""
        found = self._named.get(sentence)
        if found is None:
            names = (chunk.ref or chunk.name for chunk in self._chunks[sentence] if chunk.kind in _NAMES)
            found = self._named[sentence] = frozenset(names)
        return found

    def said(self, sentence: int) -> dict[str, tuple[str, str]]:
        """The words of a sentence in their order, see ``wording.plain``, each with its names as one new and one left."""
        found = self._said.get(sentence)
        if found is None:
            span = self.sentences[sentence]
            words = plain_words([token.fold for token in self.tokens[span.first : span.last]])
            found = self._said[sentence] = {word: (f"new={word}", f"old={word}") for word in words}
        return found

    def apart(self, one: int, two: int, look: Look) -> tuple[Any, ...]:
        """What each of two sentences says that the other does not, made once for all that they tell."""
        found = self._apart.get((look, one, two))
        if found is None:
            old, new = self.said(one), self.said(two)
            names = [name for word, (name, _) in new.items() if word not in old]
            names += [name for word, (_, name) in old.items() if word not in new]
            found = self._apart[look, one, two] = look(tuple(names))
        return found

    def where(self, before: int, after: int) -> str:
        """How the places of two tellings lie to each other: same, part, other …"""
        found = self._where.get((before, after))
        if found is None:
            found = self._where[before, after] = _where(self.events[before].places, self.events[after].places)
        return found

    def features(self, before: int, after: int, look: Look = names_only) -> list[Any]:
        """Names of the binary features of two tellings being one event; ``before`` is told first."""
        old, new = self.events[before], self.events[after]
        one, two = old.trigger, new.trigger
        tokens, roles = self.tokens, self.roles
        family = self.lexicon.families[new.kind]
        kin = "same" if old.kind == new.kind else "kin"
        gap = steps(two.sentence - one.sentence, 0, 1, 2, 4, 8)
        places = self.where(before, after)
        initiators = self._who(old.initiators, new.initiators)
        targets = self._who(old.targets, new.targets)
        sides = self._who((*old.initiators, *old.targets), (*new.initiators, *new.targets))
        killed, injured = _hurt(old, new, "killed"), _hurt(old, new, "injured")
        when = days(old, new)
        between = after - before - 1
        alike = 0
        if between:
            alike = sum(self.events[at].kind == new.kind for at in range(before + 1, after))
        definite = "d" if two.definite else "-"
        lead = one.sentence <= 1
        names = [f"kinds={old.kind}>{new.kind}"]
        out = [*_of_kin(look, kin, family, gap)]
        out += _of_parties(look, kin, family, places, initiators, targets, sides)
        out += _of_victims(look, places, killed, injured)
        out += _of_places(look, kin, gap, places, when, initiators, targets)
        out += _of_others(look, kin, places, min(between, 4), min(alike, 3))
        out += _of_forms(look, kin, gap, places, definite, one.form, two.form)
        out += _of_position(look, kin, gap, places, roles[one.sentence] == "title", lead)
        names.append(f"word={tokens[one.first].fold == tokens[two.first].fold}|{kin}|{places}")
        names.append(f"rules={one.rule.id}>{two.rule.id}")
        out += _of_status(look, old.status, new.status, "also" in new.notes)
        out += _of_bareness(look, kin, gap, _bare(old), _bare(new))
        out += _of_many(look, kin, places, self.many)
        names.append(f"clitic={two.before}|{kin}")
        names.append(f"means={_overlap(old.means, new.means)}|{kin}")
        mine, theirs = ([c.ref or c.name for c in event.sources] for event in (old, new))
        names.append(f"sources={_overlap(mine, theirs)}")
        quarter = two.sentence * 4 // len(self.sentences)
        out += _of_standing(
            look, kin, gap, quarter, roles[one.sentence], roles[two.sentence], old.kind, new.kind
        )
        out += _of_scenes(look, kin, gap, places, _same_scene(self._scenes[before], self._scenes[after]))
        first, then = surety(old), surety(new)
        out += _of_surety(look, kin, int(first * _SURETY), int(then * _SURETY), first > then)
        beside = one.sentence == two.sentence
        word = tokens[two.first].fold
        before_it = tokens[two.first - 1].fold if two.first else "<"
        after_it = tokens[two.last].fold if two.last < len(tokens) else ">"
        names += (
            f"before={before_it}|{kin}|{beside}",
            f"after={after_it}|{kin}",
            f"pair={tokens[one.first].fold}>{word}",
        )
        if not beside:
            here = self.named(two.sentence)
            common = len(here & self.named(one.sentence))
            out += _of_named(look, kin, gap, min(common, 4), min(len(here), 4))
            out += _of_counts(
                look, kin, new.kind, _counts(self.counts[one.sentence], self.counts[two.sentence])
            )
            names.append(f"opened={tokens[self.sentences[one.sentence].first].fold}|{kin}")
            both, share = self._wording.shared(one.sentence, two.sentence)
            out += _of_wording(look, kin, steps(both, *_SHARED), steps(share, *_SHARE))
            out += self.apart(one.sentence, two.sentence, look)
            sentence = self.sentences[two.sentence]
            opening = tokens[sentence.first].fold
            names.append(f"opens={opening}")
            if sentence.first + 1 < sentence.last:
                names.append(f"opens={opening} {tokens[sentence.first + 1].fold}")
        else:
            apart = self.clauses[two.sentence].walls_between(one.last, two.first)
            names.append(f"walls={min(apart, 3)}|{kin}")
            names.append(f"near={steps(two.first - one.last, 1, 3, 7, 15)}|{kin}|{two.before[:1] == 'و'}")
            amid = tokens[max(one.last, two.first - _AMID) : two.first]
            names += [f"amid={word}|{kin}" for word in dict.fromkeys([token.fold for token in amid])]
        out += look(tuple(names))
        return out

    def _who(self, mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
        if not mine or not theirs:
            return _lone(mine, theirs)
        same = [[same_actor(x, y, self.lexicon) for y in theirs] for x in mine]
        if any(map(any, same)):
            whole = all(map(any, same)) and all(map(any, zip(*same, strict=True)))
            return "same" if whole else "some"
        return "others" if all(c.ref for c in (*mine, *theirs)) else "other words"


# Names of features by what they are made of: the pairs of a report differ in little, so that most are made once.
# Their order is that of the sum: another one rounds otherwise, and tells two pairs of one score apart.


@shared
def _of_kin(kin: str, family: str, gap: str) -> tuple[str, ...]:
    return f"kin={kin}|{family}", f"gap={gap}|{kin}"


@shared
def _of_parties(
    kin: str, family: str, places: str, initiators: str, targets: str, sides: str
) -> tuple[str, ...]:
    return (
        f"places={places}|{kin}",
        f"places={places}|{family}|{kin}",
        f"initiators={initiators}|{kin}",
        f"initiators={initiators}|{family}|{kin}",
        f"targets={targets}|{family}|{kin}",
        f"sides={sides}|{family}|{kin}",
    )


@shared
def _of_victims(places: str, killed: str, injured: str) -> tuple[str, ...]:
    return f"killed={killed}|{injured}|{places}", f"killed={killed}", f"injured={injured}"


@shared
def _of_places(kin: str, gap: str, places: str, days: str, initiators: str, targets: str) -> tuple[str, ...]:
    return (
        f"days={days}|{kin}",
        f"places={places}|initiators={initiators}",
        f"places={places}|gap={gap}",
        f"places={places}|days={days}",
        f"places={places}|{initiators}|{targets}|{kin}",
        f"initiators={initiators}|targets={targets}",
    )


@shared
def _of_others(kin: str, places: str, between: int, alike: int) -> tuple[str, ...]:
    return f"between={between}|{kin}", f"alike={alike}|{kin}", f"alike={alike}|{places}"


@shared
def _of_many(kin: str, places: str, many: str) -> tuple[str, ...]:
    return f"many={many}|{kin}", f"many={many}|{places}"


@shared
def _of_position(kin: str, gap: str, places: str, title: bool, lead: bool) -> tuple[str, ...]:
    return f"title={title}|{places}", f"lead={lead}|{places}|{kin}", f"lead={lead}|{gap}"


@shared
def _of_forms(kin: str, gap: str, places: str, definite: str, form: str, then: str) -> tuple[str, ...]:
    return f"{definite}|{kin}|{gap}", f"{definite}|{then}|{kin}|{places}", f"forms={form}>{then}|{kin}"


@shared
def _of_status(status: str, then: str, also: bool) -> tuple[str, ...]:
    return f"status={status}>{then}", f"also={also}"


@shared
def _of_bareness(kin: str, gap: str, first: bool, then: bool) -> tuple[str, ...]:
    return f"{'bare' if then else '-'}|{kin}|{gap}", f"first {'bare' if first else '-'}|{kin}|{gap}"


@shared
def _of_standing(
    kin: str, gap: str, quarter: int, role: str, then: str, kind: str, other: str
) -> tuple[str, ...]:
    return f"quarter={quarter}|{kin}|{gap}", f"roles={role}>{then}|{kin}", f"kinds={kind}>{other}|{gap}"


@shared
def _of_scenes(kin: str, gap: str, places: str, scenes: str) -> tuple[str, ...]:
    return f"scenes={scenes}|{kin}|{places}", f"scenes={scenes}|{kin}|{gap}"


@shared
def _of_named(kin: str, gap: str, common: int, named: int) -> tuple[str, ...]:
    return f"named={common}|{kin}|{gap}", f"named={common}/{named}|{kin}"


@shared
def _of_counts(kin: str, kind: str, counts: str) -> tuple[str, ...]:
    return f"counts={counts}|{kin}", f"counts={counts}|{kind}"


def _counts(mine: frozenset[int], theirs: frozenset[int]) -> str:
    """Do two sentences count alike: "five youths", and five of them below?"""
    if not mine or not theirs:
        return _lone(mine, theirs)
    common = len(mine & theirs)
    return f"{min(common, 2)} of {min(len(mine | theirs), 3)}"


@shared
def _of_surety(kin: str, first: int, then: int, falling: bool) -> tuple[str, ...]:
    return f"surety={first}|{kin}", f"then={then}|{kin}", f"surety={first}>{then}", f"falling={falling}|{kin}"


@shared
def _of_wording(kin: str, common: str, share: str) -> tuple[str, ...]:
    return f"shared={common}|{kin}", f"share={share}|{kin}"


def surety(event: Event) -> float:
    """How surely a telling is one, where that has been weighed (``tellings.weigh``)."""
    return event.parts.get("telling", 0.5)


def _lone(mine: object, theirs: object) -> str:
    """Which of two tellings has what is compared, where not both have it."""
    return ("one" if mine else "-") + ("two" if theirs else "-")


def _scene(event: Event, chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """Where a telling says it was or, where it says nothing exact, the place its sentence names nearest to its word."""
    own = precise(event.places)
    if own:
        return own
    first = event.trigger.first
    named = precise(chunks)
    return [min(named, key=lambda place: abs(place.first - first))] if named else []


def _same_scene(mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
    if not mine or not theirs:
        return _lone(mine, theirs)
    return "same" if any_place(mine, theirs) else "other"


def _where(mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
    if not mine or not theirs:
        return _lone(mine, theirs)
    near, far = precise(mine), precise(theirs)
    if near and far:
        if any_place(near, far):
            return "same"
        return "part" if any_place(mine, theirs) else "other"
    return "area" if any_place(mine, theirs) else "other area"


def _hurt(old: Event, new: Event, what: str) -> str:
    one, two = old.tolls.get(what), new.tolls.get(what)
    if one is None or two is None:
        return _lone(one, two)
    if (one.min, one.max) == (two.min, two.max):
        return "same" if one.min >= 2 else "same one"
    return "open" if one.max is None or two.max is None else "other"


def _overlap(mine: Sequence[str], theirs: Sequence[str]) -> str:
    if not mine or not theirs:
        return "-"
    return "same" if set(mine) & set(theirs) else "other"


def _bare(event: Event) -> bool:
    return not event.initiators and not event.targets and not event.places


def days(old: Event, new: Event) -> str:
    one, two = old.date, new.date
    if one is None or two is None or not one.start or not two.start:
        return _lone(one, two)
    if one.start == two.start:
        return "same"
    apart = one.start > (two.end or two.start) or two.start > (one.end or one.start)
    return "other" if apart else "within"
