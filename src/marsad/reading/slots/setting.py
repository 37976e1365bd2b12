"""What one report names besides its parties: the places, sources and tolls that its events are weighed for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeVar

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import GROUP
from marsad.reading.events.event_tolls import usual
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.parties import scenes
from marsad.reading.grammar.scan import At
from marsad.reading.records import LAST_COUNT, Chunk, Event, Trigger, told_in
from marsad.reading.roles.scenes import is_rule
from marsad.reading.sameness import level, words
from marsad.reading.scores.wording import Beside
from marsad.reading.sources.sayings import Saying
from marsad.reading.tolls.mention import TollMention
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_T = TypeVar("_T")
_OF_A_BASE = word_class("of_a_base")
_AGAIN = 1.0  # log-odds: ريف إدلب beside ريف إدلب الجنوبي is mostly the same place told twice


class Setting:
    """What one report names besides its parties, and the events it is weighed for."""

    def __init__(
        self, events: Sequence[Event], tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At,
        chunks: Sequence[Sequence[Chunk]], clauses: Sequence[Clauses], tolls: Sequence[Sequence[TollMention]],
        sayings: Sequence[Saying], told: Sequence[Trigger], lexicon: Lexicon, entries: Entries,
    ) -> None:  # fmt: skip
        self.events = events
        self.entries = entries
        self.tokens = tokens
        self.sentences = sentences
        self.roles = roles
        self.at = at
        self.clauses = clauses
        self.chunks = chunks
        self.tolls = tolls
        self.sayings = sayings
        self.more_events = min(len(events) - 1, 3)
        self.families = lexicon.families
        self.registry = lexicon.sources
        self._nearest: dict[tuple[int, int], Trigger | None] = {}
        self._keys: dict[int, set[str]] = {}
        self.words = Beside(tokens, sentences)
        self.triggers: dict[int, list[Trigger]] = {}
        for trigger in told:
            self.triggers.setdefault(trigger.sentence, []).append(trigger)
        self.kinds = {number: {trigger.kind for trigger in found} for number, found in self.triggers.items()}
        self.scenes = [scenes(found) for found in chunks]  # the places that each sentence names
        self.places: dict[str, list[tuple[int, Chunk]]] = {}
        # The places named in one go, a list and where it lies, by the first token of each.
        self.runs: dict[int, list[Chunk]] = {}
        for number, found in enumerate(self.scenes):
            run: list[Chunk] = []
            for chunk in found:
                if not is_rule(tokens, chunks[number], chunk):
                    self.places.setdefault(key(chunk), []).append((number, chunk))
                if run and chunk.first - run[-1].last > 2:
                    run = []
                run.append(chunk)
                self.runs[chunk.first] = run
        # Which of them each is in the order in which they are first named, by its key.
        self.order = {name: at for at, name in enumerate(self.places)}
        self.titles = frozenset([number for number, role in enumerate(roles) if role == "title"])
        self.sources: dict[str, list[tuple[Saying, int, Chunk]]] = {}
        for saying in sayings:
            for rank, chunk in enumerate(saying.chain):
                self.sources.setdefault(chunk.ref or key(chunk), []).append((saying, rank, chunk))
        # What every candidate of an event asks again, by its ``id``.
        self.told = {id(event): Told(self, event) for event in events}
        # The events told before and after each, by its ``id``. None of them holds another or this record: what a
        # report leaves behind is freed at once then, and not when the garbage collector next looks.
        self.neighbours: dict[int, list[tuple[str, Told]]] = {id(event): [] for event in events}
        for one, two in pairwise(self.told.values()):
            self.neighbours[id(one.event)].append(("next", two))
            self.neighbours[id(two.event)].append(("previous", one))
        # At how many events each place stands, by its key, before any is weighed.
        self.placed = times(name for about in self.told.values() for name in about.scene)

    def of_another(self, event: Event, sentence: int) -> bool:
        """Does a sentence stand under another town than all that tell of the event, or is it another item of their list?"""
        entries = self.entries
        return all(
            entries.parted(telling.sentence, sentence) or entries.listed(telling.sentence, sentence)
            for telling in event.tellings
        )

    def between(self, sentence: int, low: int, high: int, but: Trigger) -> int:
        """How many other words for events stand between two tokens."""
        count = 0
        for trigger in self.triggers.get(sentence, ()):
            if low <= trigger.first < high and trigger is not but:
                count += 1
        return count

    def nearest(self, sentence: int, first: int) -> Trigger | None:
        """The word for an event, of this or another one, that stands nearest to a token of a sentence."""
        told = self.triggers.get(sentence)
        if not told or len(told) == 1:
            return told[0] if told else None
        place = sentence, first
        if place not in self._nearest:
            self._nearest[place] = min(told, key=lambda t: abs(t.first - first))
        return self._nearest[place]

    def sentence_of(self, chunk: Chunk) -> int:
        return bisect_right(self._begins, chunk.first) - 1

    @cached_property
    def _begins(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def told_in(self) -> dict[int, list[Event]]:
        """The events of which each sentence tells, in their order."""
        return told_in(self.events)

    def alone(self, event: Event) -> bool:
        """Does none of its sentences tell of another event too?"""
        told_in = self.told_in
        return all([len(told_in[number]) == 1 for number in self.told[id(event)].tellings])

    def walls(self, sentence: int, low: int, high: int) -> int:
        return self.clauses[sentence].walls_between(low, high)

    @cached_property
    def named(self) -> dict[int, set[str]]:
        """The places each sentence names, by their keys."""
        out: dict[int, set[str]] = {}
        for name, mentions in self.places.items():
            for number, _ in mentions:
                out.setdefault(number, set()).add(name)
        return out

    def keys(self, sentence: int) -> set[str]:
        """The keys of all that a sentence names."""
        known = self._keys.get(sentence)
        if known is None:
            known = self._keys[sentence] = {key(chunk) for chunk in self.chunks[sentence]}
        return known

    @cached_property
    def figures(self) -> dict[str, list[tuple[int, TollMention]]]:
        """By what befell whom, the tolls that are told of what happened, and not of what does as a rule, with their sentences."""
        out: dict[str, list[tuple[int, TollMention]]] = {}
        for number, found in enumerate(self.tolls):
            for toll in found:
                if not usual(toll, self.clauses[number]):
                    out.setdefault(toll.what, []).append((number, toll))
        return out

    @cached_property
    def holders(self) -> dict[tuple[str, int], int]:
        """How many events each toll was given to, by what befell whom and its first token."""
        return times((what, toll.first) for event in self.events for what, toll in event.tolls.items())

    @cached_property
    def last_counts(self) -> dict[tuple[str, int], Event]:
        """Whose last count a toll is, by what befell whom and its first token."""
        return {
            (what, event.tolls[what].first): event
            for event in self.events
            for what in event.notes.get(LAST_COUNT, "").split()
            if what in event.tolls
        }

    @cached_property
    def deaths(self) -> set[int]:
        """The tokens of the words that tell of a killing as an event of its own."""
        return {
            telling.first for event in self.events if event.kind == "killing" for telling in event.tellings
        }

    @cached_property
    def forceful(self) -> dict[int, list[tuple[int, Event]]]:
        """The events of armed force by sentence, each with the token at which a telling stands."""
        out: dict[int, list[tuple[int, Event]]] = {}
        for event in self.events:
            if self.families[event.kind] == "force":
                for telling in event.tellings:
                    out.setdefault(telling.sentence, []).append((telling.first, event))
        return out

    @cached_property
    def blows(self) -> dict[int, int]:
        """How many words for armed force each sentence has."""
        return times(
            number
            for number, found in self.triggers.items()
            for trigger in found
            if self.families[trigger.kind] == "force"
        )

    @cached_property
    def behind(self) -> dict[str, int]:
        """Behind how many events each source stands, by its reference or key, before any is weighed."""
        return times(
            name for event in self.events for name in {chunk.ref or key(chunk) for chunk in event.sources}
        )


def times(things: Iterable[_T]) -> dict[_T, int]:
    """How often each comes."""
    out: dict[_T, int] = {}
    for thing in things:
        out[thing] = out.get(thing, 0) + 1
    return out


class Told:
    """What every candidate of one event asks again, gathered once."""

    def __init__(self, setting: Setting, event: Event) -> None:
        self.event = event
        self.group = GROUP[event.kind]
        self.family = setting.families[event.kind]
        self.leads = min(telling.sentence for telling in event.tellings) <= 1
        self.times = len(event.tellings)
        self.sourced = min(len(event.sources), 2)
        self.placed = min(len(event.places), 3)
        self.statement = event.trigger.rule.frame == "statement"
        self.tellings: dict[int, list[Trigger]] = {}  # by sentence
        for telling in event.tellings:
            self.tellings.setdefault(telling.sentence, []).append(telling)
        self.firsts = {telling.first for telling in event.tellings}
        # Its places as they stand before any is weighed, by their keys, and which of them each is.
        self.ranks: dict[str, int] = {}
        for at, place in enumerate(event.places):
            self.ranks.setdefault(key(place), at)
        self.scene = self.ranks.keys()
        self.standing: dict[str, tuple[str, ...]] = {}  # see ``slots``
        self.parties = [*event.initiators, *event.targets]
        # Its places: how wide each is, by its first token, and the words of each one's name.
        self.levels = {place.first: level(place) for place in event.places}
        self.widest = max(self.levels.values(), default=-1)
        self.called = [(place, words(place.name)) for place in event.places]
        self.away = _away(sorted(self.tellings), len(setting.sentences))
        self._titles, self._kinds, self._families = setting.titles, setting.kinds, setting.families
        self._sayings = setting.sayings
        self._kin: dict[int, str] = {}

    def near(self, reach: int) -> set[int]:
        """The numbers of the sentences at most ``reach`` from a telling of the event, and of the headline's."""
        known = set(self._titles)
        for number in self.tellings:
            known.update(range(number - reach, number + reach + 1))
        return known

    @cached_property
    def sides(self) -> tuple[set[str], set[str]]:
        """The references, or the keys where they have none, of the event's initiators and of its targets."""
        event = self.event
        return (
            {chunk.ref or key(chunk) for chunk in event.initiators},
            {chunk.ref or key(chunk) for chunk in event.targets},
        )

    def beside(self, sentence: int, first: int) -> Trigger | None:
        """The event's telling in this sentence that stands nearest to a token."""
        told = self.tellings.get(sentence)
        if told is None or len(told) == 1:
            return told[0] if told else None
        return min(told, key=lambda t: abs(t.first - first))

    def kin(self, sentence: int) -> str:
        """Does a sentence that does not tell of the event have a word for one like it?"""
        known = self._kin.get(sentence)
        if known is None:
            known = self._kin[sentence] = self._kin_of(sentence)
        return known

    def _kin_of(self, sentence: int) -> str:
        kinds = self._kinds.get(sentence)
        if kinds is None:
            return "none"
        if self.event.kind in kinds:
            return "kind"
        families = self._families
        return "family" if self.family in [families[kind] for kind in kinds] else "other"

    @cached_property
    def within(self) -> dict[int, int]:
        """How many of the event's tellings stand in what each source says of it, by the ``id`` of the saying."""
        out: dict[int, int] = {}
        for saying in self._sayings:
            told = self.tellings.get(saying.sentence)
            if told is not None:
                out[id(saying)] = len([t for t in told if saying.first <= t.first < saying.last])
        return out

    @cached_property
    def counted(self) -> set[tuple[str, int, int | None]]:
        """What befell how many at least and at most."""
        return {(toll.what, toll.min, toll.max) for toll in self.event.tolls.values()}


def _away(numbers: Sequence[int], count: int) -> list[int]:
    """For each sentence of a report, how many it is from the nearest of those numbers; negative where it stands before it."""
    if len(numbers) == 1:
        return list(range(-numbers[0], count - numbers[0]))
    out = []
    for number in range(count):
        here = bisect_left(numbers, number)
        behind = number - numbers[here - 1] if here else count
        ahead = numbers[here] - number if here < len(numbers) else count
        out.append(-ahead if ahead <= behind else behind)
    return out


def surest(ranked: Sequence[tuple[float, int, Chunk]], bar: float) -> list[Chunk]:
    """Those above the bar, surest first; part of a name that is taken, or a fuller form of it, has to be surer."""
    out: list[Chunk] = []
    taken: list[frozenset[str]] = []
    for odds, _, chunk in sorted([row for row in ranked if -row[0] >= bar], key=_rank):
        name = words(chunk.name)
        if -odds < bar + _AGAIN and name and any(name <= other or other <= name for other in taken):
            continue
        out.append(chunk)
        taken.append(name)
    return out


def _rank(row: tuple[float, int, Chunk]) -> tuple[float, int]:
    return row[0], row[1]


def key(chunk: Chunk) -> str:
    return _key(chunk.name)


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    """قاعدة بلد and قاعدة بلد **الجوية** are one."""
    head, _, last = name.rpartition(" ")
    if fold(last) in _OF_A_BASE and " " in head:
        name = head
    return " ".join(sorted(words(name)))
