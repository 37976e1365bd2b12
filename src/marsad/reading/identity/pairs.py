"""What speaks for and against two tellings of a report being of one event, as names of binary features."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.identity.pair_names import (
    of_bareness,
    of_counts,
    of_forms,
    of_kin,
    of_many,
    of_named,
    of_others,
    of_parties,
    of_places,
    of_position,
    of_scenes,
    of_standing,
    of_status,
    of_surety,
    of_victims,
    of_wording,
)  # fmt: skip
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import any_place, precise, same_actor
from marsad.reading.scores.linear import NAMES, Look, steps
from marsad.reading.scores.wording import Wording, plain_words
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

_SHARED = (0, 0.3, 0.7, 1.2, 2, 3)  # steps of what two sentences share, see ``Wording.shared``
_SHARE = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
_AMID = 8  # words before the second telling's, in the same sentence, that count
_NAMES = {"actor", "person", "place"}
_FAR = (0, 1, 2, 4, 8)  # steps of sentences from one telling to the next
_GAPS = tuple(steps(far, *_FAR) for far in range(_FAR[-1] + 1))
_SURETY = 5  # steps of how surely a telling is one
_NONE: frozenset[str] = frozenset()
_MANY, _SEVERAL = 4, 3  # as many and more count alike


class _Telling(Struct, gc=False):
    """What one telling is compared by, gathered once for all pairs it stands in. Lists of names go by their numbers, see ``_number``."""

    event: Event
    kind: str
    family: str
    sentence: int
    word: str
    before: str
    after: str
    initiators: int
    targets: int
    sides: int
    places: int
    near: int
    scene: int
    sources: frozenset[str]
    means: frozenset[str]
    bare: bool
    surety: float
    step: int
    killed: TollMention | None
    injured: TollMention | None
    nth: int  # how many of its kind are told before


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
        self.many = str(min(len(events) // 3, 5))
        self._chunks = chunks
        # Most lists of names are told of several events: each two are compared once.
        self.families = [lexicon.families[event.kind] for event in events]
        self._lists: list[Sequence[Chunk]] = [()]
        self._numbers: dict[tuple[int, ...], int] = {}
        self._who_of: dict[tuple[int, int], str] = {}
        self._where_of: dict[tuple[int, int], str] = {}
        self._scene_of: dict[tuple[int, int], str] = {}
        self._named: dict[int, frozenset[str]] = {}
        self._exact: dict[int, list[Chunk]] = {}
        self._opens: dict[int, tuple[str, ...]] = {}
        self._said: dict[int, dict[str, tuple[str, str]]] = {}
        self._apart: dict[tuple[Look, int, int], tuple[Any, ...]] = {}
        self._across: dict[tuple[Look, int, int, str, str], tuple[Any, ...]] = {}

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.tokens, self.sentences)

    @cached_property
    def _of_kind(self) -> dict[str, list[int]]:
        """Which of the events are of each kind, in their order."""
        out: dict[str, list[int]] = {}
        for at, event in enumerate(self.events):
            out.setdefault(event.kind, []).append(at)
        return out

    @cached_property
    def _told(self) -> list[_Telling]:
        return [self._gathered(event, at) for at, event in enumerate(self.events)]

    def _gathered(self, event: Event, at: int) -> _Telling:
        tokens, trigger = self.tokens, event.trigger
        first, last = trigger.first, trigger.last
        initiators, targets = event.initiators, event.targets
        near = precise(event.places)
        doers, suffers, where = self._number(initiators), self._number(targets), self._number(event.places)
        exactly = where if len(near) == len(event.places) else self._number(near)
        sure = surety(event)
        return _Telling(
            event=event,
            kind=event.kind,
            family=self.families[at],
            sentence=trigger.sentence,
            word=tokens[first].fold,
            before=tokens[first - 1].fold if first else "<",
            after=tokens[last].fold if last < len(tokens) else ">",
            initiators=doers,
            targets=suffers,
            sides=self._number([*initiators, *targets]) if doers and suffers else doers or suffers,
            places=where,
            near=exactly,
            scene=exactly or self._number(self._nearest(event)),
            sources=frozenset([c.ref or c.name for c in event.sources]) if event.sources else _NONE,
            means=frozenset(event.means) if event.means else _NONE,
            bare=not initiators and not targets and not event.places,
            surety=sure,
            step=int(sure * _SURETY),
            killed=event.tolls.get("killed"),
            injured=event.tolls.get("injured"),
            nth=bisect_left(self._of_kind[event.kind], at),
        )

    def _number(self, chunks: Sequence[Chunk]) -> int:
        """A number for a list of names, 0 for an empty one: the same for the same mentions."""
        if not chunks:
            return 0
        mentions = tuple(map(id, chunks))
        number = self._numbers.get(mentions)
        if number is None:
            number = self._numbers[mentions] = len(self._lists)
            self._lists.append(chunks)
        return number

    def _nearest(self, event: Event) -> Sequence[Chunk]:
        """The place that the sentence of a telling which says nothing exact names nearest to its word."""
        sentence, first = event.trigger.sentence, event.trigger.first
        named = self._exact.get(sentence)
        if named is None:
            named = self._exact[sentence] = precise(self._chunks[sentence])
        return [min(named, key=lambda place: abs(place.first - first))] if named else ()

    def named(self, sentence: int) -> frozenset[str]:
        """Who and what place a sentence names, by reference or name."""
        found = self._named.get(sentence)
        if found is None:
            names = [chunk.ref or chunk.name for chunk in self._chunks[sentence] if chunk.kind in _NAMES]
            found = self._named[sentence] = frozenset(names)
        return found

    def opens(self, sentence: int) -> tuple[str, ...]:
        """The names of how a sentence begins."""
        found = self._opens.get(sentence)
        if found is None:
            span = self.sentences[sentence]
            opening = self.tokens[span.first].fold
            found = (f"opens={opening}",)
            if span.first + 1 < span.last:
                found = (*found, f"opens={opening} {self.tokens[span.first + 1].fold}")
            self._opens[sentence] = found
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

    def across(self, one: int, two: int, look: Look, kin: str, kind: str, gap: str) -> tuple[Any, ...]:
        """How two sentences are alike and what each says that the other does not: once for all of a kind that they tell."""
        found = self._across.get((look, one, two, kin, kind))
        if found is None:
            here = self.named(two)
            common = len(here & self.named(one))
            both, share = self._wording.shared(one, two)
            found = self._across[look, one, two, kin, kind] = (
                *of_named(look, kin, gap, min(common, 4), min(len(here), 4)),
                *of_counts(look, kin, kind, _counts(self.counts[one], self.counts[two])),
                *of_wording(look, kin, steps(both, *_SHARED), steps(share, *_SHARE)),
                *self.apart(one, two, look),
            )
        return found

    def where(self, before: int, after: int) -> str:
        """How the places of two tellings lie to each other: same, part, other …"""
        old, new = self._told[before], self._told[after]
        found = self._where_of.get((old.places, new.places))
        if found is None:
            lists = self._lists
            found = self._where_of[old.places, new.places] = _where(
                lists[old.places], lists[new.places], lists[old.near], lists[new.near]
            )
        return found

    def _scenes(self, mine: int, theirs: int) -> str:
        """Do two tellings name one scene: where they say they were or else the place named nearest?"""
        found = self._scene_of.get((mine, theirs))
        if found is None:
            found = self._scene_of[mine, theirs] = _same_scene(self._lists[mine], self._lists[theirs])
        return found

    def _who(self, mine: int, theirs: int) -> str:
        """How far two lists name the same."""
        found = self._who_of.get((mine, theirs))
        if found is None:
            found = self._who_of[mine, theirs] = _same_names(
                self._lists[mine], self._lists[theirs], self.lexicon
            )
        return found

    def features(
        self, before: int, after: int, look: Look = NAMES.known, places: str | None = None
    ) -> list[Any]:
        """Names of the binary features of two tellings being one event; ``before`` is told first. ``places``: as ``where`` has it."""
        old, new = self._told[before], self._told[after]
        earlier, later = old.event, new.event
        first, then = earlier.trigger, later.trigger
        one, two = old.sentence, new.sentence
        role = self.roles[one]
        family = new.family
        kin = "same" if old.kind == new.kind else "kin"
        gap = _GAPS[two - one] if one <= two < one + len(_GAPS) else steps(two - one, *_FAR)
        places = places or self.where(before, after)
        initiators = self._who(old.initiators, new.initiators)
        targets = self._who(old.targets, new.targets)
        sides = self._who(old.sides, new.sides)
        killed, injured = _hurt(old.killed, new.killed), _hurt(old.injured, new.injured)
        when = days(earlier, later)
        between = after - before - 1
        alike = new.nth - bisect_right(self._of_kind[new.kind], before) if between else 0
        out = [*of_kin(look, kin, family, gap)]
        out += of_parties(look, kin, family, places, initiators, targets, sides)
        out += of_victims(look, places, killed, injured)
        out += of_places(look, kin, gap, places, when, initiators, targets)
        out += of_others(
            look, kin, places, between if between < _MANY else _MANY, alike if alike < _SEVERAL else _SEVERAL
        )
        out += of_forms(look, kin, gap, places, "d" if then.definite else "-", first.form, then.form)
        out += of_position(look, kin, gap, places, role == "title", one <= 1)
        out += of_status(look, earlier.status, later.status, "also" in later.notes)
        out += of_bareness(look, kin, gap, old.bare, new.bare)
        out += of_many(look, kin, places, self.many)
        out += of_standing(
            look, kin, gap, two * 4 // len(self.sentences), role, self.roles[two], old.kind, new.kind
        )
        out += of_scenes(look, kin, gap, places, self._scenes(old.scene, new.scene))
        out += of_surety(look, kin, old.step, new.step, old.surety > new.surety)
        beside = one == two
        names = [
            f"kinds={old.kind}>{new.kind}",
            f"word={old.word == new.word}|{kin}|{places}",
            f"rules={first.rule.id}>{then.rule.id}",
            f"clitic={then.before}|{kin}",
            f"means={_overlap(old.means, new.means)}|{kin}",
            f"sources={_overlap(old.sources, new.sources)}",
            f"before={new.before}|{kin}|{beside}",
            f"after={new.after}|{kin}",
            f"pair={old.word}>{new.word}",
        ]
        if not beside:
            out += self.across(one, two, look, kin, new.kind, gap)
            names.append(f"opened={self.tokens[self.sentences[one].first].fold}|{kin}")
            names += self.opens(two)
        else:
            walls = self.clauses[two].walls_between(first.last, then.first)
            names.append(f"walls={walls if walls < _SEVERAL else _SEVERAL}|{kin}")
            names.append(f"near={steps(then.first - first.last, 1, 3, 7, 15)}|{kin}|{then.before[:1] == 'و'}")
            amid = self.tokens[max(first.last, then.first - _AMID) : then.first]
            names += [f"amid={word}|{kin}" for word in dict.fromkeys([token.fold for token in amid])]
        out += look(tuple(names))
        return out


def surety(event: Event) -> float:
    """How surely a telling is one, where that has been weighed (``tellings.weigh``)."""
    return event.parts.get("telling", 0.5)


def _lone(mine: object, theirs: object) -> str:
    """Which of two tellings has what is compared, where not both have it."""
    return ("one" if mine else "-") + ("two" if theirs else "-")


def _counts(mine: frozenset[int], theirs: frozenset[int]) -> str:
    """Do two sentences count alike: "five youths", and five of them below?"""
    if not mine or not theirs:
        return _lone(mine, theirs)
    common = len(mine & theirs)
    return f"{min(common, 2)} of {min(len(mine | theirs), 3)}"


def _same_names(mine: Sequence[Chunk], theirs: Sequence[Chunk], lexicon: Lexicon) -> str:
    if not mine or not theirs:
        return _lone(mine, theirs)
    if len(mine) == len(theirs) == 1:
        if same_actor(mine[0], theirs[0], lexicon):
            return "same"
    else:
        same = [[same_actor(x, y, lexicon) for y in theirs] for x in mine]
        if any(map(any, same)):
            whole = all(map(any, same)) and all(map(any, zip(*same, strict=True)))
            return "same" if whole else "some"
    return "others" if all([c.ref for c in (*mine, *theirs)]) else "other words"


def _same_scene(mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
    if not mine or not theirs:
        return _lone(mine, theirs)
    return "same" if any_place(mine, theirs) else "other"


def _where(
    mine: Sequence[Chunk], theirs: Sequence[Chunk], near: Sequence[Chunk], far: Sequence[Chunk]
) -> str:
    """``near`` and ``far``: those of them that are precise."""
    if not mine or not theirs:
        return _lone(mine, theirs)
    if near and far:
        if any_place(near, far):
            return "same"
        return "part" if any_place(mine, theirs) else "other"
    return "area" if any_place(mine, theirs) else "other area"


def _hurt(one: TollMention | None, two: TollMention | None) -> str:
    if one is None or two is None:
        return _lone(one, two)
    if (one.min, one.max) == (two.min, two.max):
        return "same" if one.min >= 2 else "same one"
    return "open" if one.max is None or two.max is None else "other"


def _overlap(mine: frozenset[str], theirs: frozenset[str]) -> str:
    if not mine or not theirs:
        return "-"
    return "other" if mine.isdisjoint(theirs) else "same"


def days(old: Event, new: Event) -> str:
    one, two = old.date, new.date
    if one is None or two is None or not one.start or not two.start:
        return _lone(one, two)
    if one.start == two.start:
        return "same"
    apart = one.start > (two.end or two.start) or two.start > (one.end or one.start)
    return "other" if apart else "within"
