"""What one report names besides its parties: the places, sources and tolls that its events are weighed for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from marsad.lexicon.compile import Lexicon
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.parties import as_place
from marsad.reading.grammar.scan import At
from marsad.reading.records import LAST_COUNT, Chunk, Event, Trigger, told_in
from marsad.reading.roles.scenes import is_rule
from marsad.reading.sameness import words
from marsad.reading.scores.wording import Beside
from marsad.reading.sources.attribution import Saying
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

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
        self.families = lexicon.families
        self.registry = lexicon.sources
        # What every candidate of an event asks again, by event and sentence.
        self._away: dict[tuple[int, int], int] = {}
        self._kin: dict[tuple[int, int], str] = {}
        self._near: dict[tuple[int, int], set[int]] = {}
        self._sides: dict[int, tuple[set[str], set[str]]] = {}
        self.words = Beside(tokens, sentences)
        self.triggers: dict[int, list[Trigger]] = {}
        for trigger in told:
            self.triggers.setdefault(trigger.sentence, []).append(trigger)
        self.places: dict[str, list[tuple[int, Chunk]]] = {}
        for number, found in enumerate(chunks):
            for chunk in found:
                if as_place(chunk) and not is_rule(tokens, found, chunk):
                    self.places.setdefault(key(chunk), []).append((number, chunk))
        self.scenes: dict[int, set[str]] = {}
        self.sources: dict[str, list[tuple[Saying, int, Chunk]]] = {}
        for saying in sayings:
            for rank, chunk in enumerate(saying.chain):
                self.sources.setdefault(chunk.ref or key(chunk), []).append((saying, rank, chunk))

    def away(self, event: Event, sentence: int) -> int:
        """Sentences from the event's nearest telling to this one; negative where it stands before it."""
        known = self._away.get((id(event), sentence))
        if known is not None:
            return known
        nearest = sentence - event.tellings[0].sentence
        for telling in event.tellings[1:]:
            off = sentence - telling.sentence
            if abs(off) < abs(nearest) or off == -abs(nearest):
                nearest = off
        self._away[id(event), sentence] = nearest
        return nearest

    def of_another(self, event: Event, sentence: int) -> bool:
        """Does a sentence stand under another town than all that tell of the event?"""
        return all(self.entries.parted(telling.sentence, sentence) for telling in event.tellings)

    def near(self, event: Event, reach: int) -> set[int]:
        """The numbers of the sentences at most ``reach`` from a telling of the event, and of the headline's."""
        known = self._near.get((id(event), reach))
        if known is None:
            known = self._near[id(event), reach] = set(self.titles)
            for telling in event.tellings:
                known.update(range(telling.sentence - reach, telling.sentence + reach + 1))
        return known

    def sides(self, event: Event) -> tuple[set[str], set[str]]:
        """The references, or the keys where they have none, of the event's initiators and of its targets."""
        known = self._sides.get(id(event))
        if known is None:
            initiators = {chunk.ref or key(chunk) for chunk in event.initiators}
            known = self._sides[id(event)] = (
                initiators,
                {chunk.ref or key(chunk) for chunk in event.targets},
            )
        return known

    def beside(self, event: Event, sentence: int, first: int) -> Trigger | None:
        """The event's telling in this sentence that stands nearest to a token."""
        nearest: Trigger | None = None
        for telling in event.tellings:
            if telling.sentence == sentence and (
                nearest is None or abs(telling.first - first) < abs(nearest.first - first)
            ):
                nearest = telling
        return nearest

    def between(self, sentence: int, low: int, high: int, but: Trigger) -> int:
        """How many other words for events stand between two tokens."""
        return sum(low <= t.first < high for t in self.triggers.get(sentence, ()) if t is not but)

    def nearest(self, sentence: int, first: int) -> Trigger | None:
        """The word for an event, of this or another one, that stands nearest to a token of a sentence."""
        told = self.triggers.get(sentence)
        if not told or len(told) == 1:
            return told[0] if told else None
        return min(told, key=lambda t: abs(t.first - first))

    def kin(self, event: Event, sentence: int) -> str:
        """Does a sentence that does not tell of the event have a word for one like it?"""
        known = self._kin.get((id(event), sentence))
        if known is None:
            known = self._kin[id(event), sentence] = self._kin_of(event, sentence)
        return known

    def _kin_of(self, event: Event, sentence: int) -> str:
        told = self.triggers.get(sentence)
        if not told:
            return "none"
        kinds = [t.kind for t in told]
        if event.kind in kinds:
            return "kind"
        family = self.families[event.kind]
        return "family" if family in [self.families[kind] for kind in kinds] else "other"

    @cached_property
    def runs(self) -> dict[int, list[Chunk]]:
        """The places named in one go, a list and where it lies, by the first token of each."""
        out: dict[int, list[Chunk]] = {}
        for found in self.chunks:
            run: list[Chunk] = []
            for chunk in found:
                if not as_place(chunk):
                    continue
                if run and chunk.first - run[-1].last > 2:
                    run = []
                run.append(chunk)
                out[chunk.first] = run
        return out

    def sentence_of(self, chunk: Chunk) -> int:
        return bisect_right(self._begins, chunk.first) - 1

    @cached_property
    def _begins(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def order(self) -> dict[str, int]:
        """Which of the report's places each is, by its key, in the order in which they are first named."""
        return {name: at for at, name in enumerate(self.places)}

    @cached_property
    def told_in(self) -> dict[int, list[Event]]:
        """The events of which each sentence tells, in their order."""
        return told_in(self.events)

    @cached_property
    def beside_each(self) -> dict[int, list[tuple[str, Event]]]:
        """The events told before and after each, by its ``id``."""
        out: dict[int, list[tuple[str, Event]]] = {id(event): [] for event in self.events}
        for one, two in pairwise(self.events):
            out[id(one)].append(("next", two))
            out[id(two)].append(("previous", one))
        return out

    def walls(self, sentence: int, low: int, high: int) -> int:
        return self.clauses[sentence].walls_between(low, high)

    def scene(self, event: Event) -> set[str]:
        """The keys of the event's places, as they stand before any is weighed."""
        found = self.scenes.get(id(event))
        if found is None:
            found = self.scenes[id(event)] = {key(place) for place in event.places}
        return found

    @cached_property
    def named(self) -> dict[int, set[str]]:
        """The places each sentence names, by their keys."""
        out: dict[int, set[str]] = {}
        for name, mentions in self.places.items():
            for number, _ in mentions:
                out.setdefault(number, set()).add(name)
        return out

    @cached_property
    def titles(self) -> list[int]:
        """The numbers of the headline's sentences."""
        return [number for number, role in enumerate(self.roles) if role == "title"]

    @cached_property
    def keys(self) -> list[set[str]]:
        """The keys of all that each sentence names."""
        return [{key(chunk) for chunk in found} for found in self.chunks]

    @cached_property
    def counted(self) -> list[tuple[int, Sequence[TollMention]]]:
        """The sentences that tell tolls, by number, with those."""
        return [(number, found) for number, found in enumerate(self.tolls) if found]

    @cached_property
    def holders(self) -> Counter[tuple[str, int]]:
        """How many events each toll was given to, by what befell whom and its first token."""
        return Counter((what, toll.first) for event in self.events for what, toll in event.tolls.items())

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
    def blows(self) -> Counter[int]:
        """How many words for armed force each sentence has."""
        return Counter(
            number
            for number, found in self.triggers.items()
            for trigger in found
            if self.families[trigger.kind] == "force"
        )

    @cached_property
    def placed(self) -> Counter[str]:
        """At how many events each place stands, by its key, before any is weighed."""
        return Counter(name for event in self.events for name in self.scene(event))

    @cached_property
    def behind(self) -> Counter[str]:
        """Behind how many events each source stands, by its reference or key, before any is weighed."""
        return Counter(
            name for event in self.events for name in {chunk.ref or key(chunk) for chunk in event.sources}
        )


def surest(ranked: Sequence[tuple[float, int, Chunk]], bar: float) -> list[Chunk]:
    """Those above the bar, surest first; part of a name that is taken, or a fuller form of it, has to be surer."""
    out: list[Chunk] = []
    taken: list[frozenset[str]] = []
    for odds, _, chunk in sorted(ranked, key=_rank):
        if -odds < bar:
            break
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
    return " ".join(sorted(words(name)))
