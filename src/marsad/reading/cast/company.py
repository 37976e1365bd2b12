"""Who a report names, what part the constructions gave them, what they do in all its events: what ``cast`` asks again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from marsad.lexicon.compile import Lexicon
from marsad.reading.cast.figures import Candidate, Figure, Occasion, Told, rivals
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.parties import ATTACKS, PEOPLE
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Event, told_in
from marsad.reading.sameness import words
from marsad.reading.scores.wording import beside
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_NEAR = 3  # sentences from the event within which anybody named may take part
_TOLD = 5  # tellings of one event looked at
_MOST = 8  # candidates weighed for one event
DEEDS = ("force", "coercion", "posture")  # families of what is done, not said, to somebody
GROUP = {
    "shelling": "strike",
    "air_strike": "strike",
    "ground_attack": "attack",
    "capture": "capture",
    "armed_clash": "sides",
    "explosion": "blast",
    "killing": "kill",
    "abuse": "kill",
    "abduction": "hold",
    "arrest": "hold",
    "destruction": "strike",
    "siege": "siege",
    "displacement": "displace",
    "restriction": "bar",
    "sanction": "bar",
    "mobilization": "move",
    "withdrawal": "move",
    "mediation": "mediation",
    "negotiation": "sides",
    "agreement": "sides",
    "ceasefire": "sides",
    "release": "release",
    "demand": "say",
    "threat": "say",
    "accusation": "say",
    "rejection": "say",
    "support": "say",
    "protest": "civic",
    "riot": "civic",
    "aid": "aid",
}
_GENERATIONS = 3  # from an air force to its state
_NOWHERE: frozenset[int] = frozenset()
_TAKING_PART = PEOPLE | {"object", "source"}
_STRUCK = ("site", "camp", "base")
_FORCE = {"strike", "attack", "capture", "sides", "blast", "kill", "siege", "hold"}


@lru_cache(maxsize=20_000)
def _by_words(name: str) -> str:
    return "=" + " ".join(sorted(words(name)))


class Company:
    """The figures of one report and the parts the constructions gave them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[Sentence],
        roles: Sequence[str],
        chunks: Sequence[Sequence[Chunk]],
        clauses: Sequence[Clauses],
        events: Sequence[Event],
        lexicon: Lexicon,
        entries: Entries,
    ) -> None:
        self.entries = entries
        self.tokens = tokens
        # The word at each token, and nothing behind the last one, nor before the first.
        self.folds = [*[token.fold for token in tokens], ""]
        self.sentences = sentences
        self.roles = roles
        self.clauses = clauses
        self.events = events
        self.lexicon = lexicon
        self.accusations = [event for event in events if event.kind == "accusation"]
        self.mediations = [event for event in events if event.kind == "mediation"]
        self.figures: dict[str, Figure] = {}
        self.by_sentence: list[list[tuple[Chunk, Figure]]] = []
        for number, found in enumerate(chunks):
            row = []
            for chunk in found:
                if chunk.kind not in _TAKING_PART and not (chunk.kind == "place" and chunk.sort in _STRUCK):
                    continue
                if (
                    chunk.prep == "ب"
                    and chunk.sort in WEAPONS
                    and (
                        chunk.kind == "group"
                        or (chunk.kind == "actor" and not chunk.ref and not chunk.country)
                    )
                ):
                    continue  # بالمدفعية: what it was done with
                row.append((chunk, self._figure(chunk, number)))
            self.by_sentence.append(row)
        self.place = {chunk.first: n for row in self.by_sentence for n, (chunk, _) in enumerate(row)}
        self.begins = [sorted([chunk.first for chunk, _ in row]) for row in self.by_sentence]
        self.parts = [self._parts(event) for event in events]
        self.struck = [{c.kind for c in others.values()} for _, others, _ in self.parts]
        self.quoted = [{self.key(c) for c in event.sources} for event in events]
        self.initiates: Counter[str] = Counter()
        self.suffers: Counter[str] = Counter()
        self.foes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.fellows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        parents = lexicon.parents
        self.above = [
            (
                {up for key in ones for up in parents.get(key, ())},
                {up for key in others for up in parents.get(key, ())},
            )
            for ones, others, _ in self.parts
        ]
        for event, (ones, others, _) in zip(events, self.parts, strict=True):
            if GROUP[event.kind] not in _FORCE:
                continue
            for one in ones:
                self.initiates[one] += 1
                for other in others:
                    self.foes[one][other] += 1
                    self.foes[other][one] += 1
                if len(ones) > 1:
                    self.fellows[one].update(other for other in ones if other != one)
            for other in others:
                self.suffers[other] += 1
        active = sorted((f for f in self.figures.values() if f.agentive), key=lambda f: -len(f.chunks))
        self.rank = {f.key: n for n, f in enumerate(active[:4])}
        self.crowds = [f.key for f in self.figures.values() if f.kind == "group:protesters"][:2]
        self._starts = [sentence.first for sentence in sentences]
        self._beside: dict[tuple[int, int], tuple[Iterable[str], Iterable[str]]] = {}
        self._over: dict[str, set[str]] = {}

    def key(self, chunk: Chunk) -> str:
        if chunk.sort == "nationality":
            return self.lexicon.armies.get((chunk.country, "state")) or chunk.name
        if chunk.ref and chunk.ref in self.lexicon.actors:
            return chunk.ref
        if chunk.kind == "group":
            head = fold(chunk.name)
            if " " not in head and (plural := self.lexicon.attributes["group_names"].get(head)):
                return "=" + fold(plural)
        return _by_words(chunk.name)

    def words_beside(self, chunk: Chunk) -> tuple[Iterable[str], Iterable[str]]:
        """The words before and after a mention, in its sentence."""
        place = chunk.first, chunk.last
        found = self._beside.get(place)
        if found is None:
            sentence = self.sentences[max(0, bisect_right(self._starts, chunk.first) - 1)]
            found = self._beside[place] = beside(self.folds, sentence, *place)
        return found

    def _figure(self, chunk: Chunk, sentence: int) -> Figure:
        key = self.key(chunk)
        figure = self.figures.get(key)
        if figure is None:
            figure = self.figures[key] = Figure(key, chunk)
        figure.chunks.append(chunk)
        figure.sentences.append(sentence)
        return figure

    def _parts(self, event: Event) -> tuple[dict[str, Chunk], dict[str, Chunk], dict[str, Chunk]]:
        return self._by_key(event.initiators), self._by_key(event.targets), self._by_key(event.third)

    def _by_key(self, chunks: Sequence[Chunk]) -> dict[str, Chunk]:
        return {self.key(chunk): chunk for chunk in reversed(chunks)} if chunks else {}

    @cached_property
    def done_by_verbs(self) -> frozenset[int]:
        """The tokens of the verbs that tell of something else than attacks."""
        return frozenset(
            [e.trigger.first for e in self.events if e.trigger.form in VERBAL and e.kind not in ATTACKS]
        )

    @cached_property
    def told_in(self) -> dict[int, list[Event]]:
        """The events of which each sentence tells, in their order."""
        return told_in(self.events)

    @cached_property
    def counted(self) -> list[tuple[Event, str, int, int]]:
        """Whom the tolls count: the event, what befell them and their tokens."""
        return [
            (event, what, first, last)
            for event in self.events
            for what, toll in event.tolls.items()
            for first, last in getattr(toll, "victims", ())
        ]

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the report, folded: a rule about words that stand nowhere in it has nothing to say."""
        return frozenset(self.folds)

    @cached_property
    def _mentions_behind(self) -> dict[str, list[int]]:
        """By the word right before a mention, but for quotation marks: where these mentions begin."""
        folds = self.folds
        out: dict[str, list[int]] = {}
        for firsts in self.begins:
            for first in firsts:
                at = first - 1
                while at > 0 and folds[at] in QUOTES:
                    at -= 1
                if at >= 0:
                    out.setdefault(folds[at], []).append(first)
        return out

    def behind(self, leads: AbstractSet[str]) -> AbstractSet[int]:
        """Where the mentions begin that stand right behind one of these words."""
        behind = self._mentions_behind
        if leads.isdisjoint(behind):
            return _NOWHERE
        return {first for word in leads & behind.keys() for first in behind[word]}

    def told_with(self, event: Event) -> dict[str, Told]:
        """By key, who is mentioned in the sentences that tell of an event, with these mentions in order."""
        out: dict[str, Told] = {}
        for number in sorted({telling.sentence for telling in event.tellings}):
            for chunk, figure in self.by_sentence[number]:
                out.setdefault(figure.key, []).append((chunk, number))
        return out

    def of_one_state(self, one: str, other: str) -> bool:
        """Is one of two a body of the other, or of its bodies: an air force of an army, of a government, of a state?"""
        return one != other and (other in self._above(one) or one in self._above(other))

    def without_their_states(self, chunks: list[Chunk]) -> list[Chunk]:
        """قصف **للاحتلال الإسرائيلي** … **طائرات الاحتلال**: of a state and its own body in one part the body, which says more."""
        if len(chunks) < 2 or all(c.kind != "state" for c in chunks):
            return chunks
        keys = [self.key(c) for c in chunks]
        return [
            c
            for c, key in zip(chunks, keys, strict=True)
            if c.kind != "state" or not any(key in self._above(k) for k in keys)
        ]

    def _above(self, key: str) -> AbstractSet[str]:
        """Whose body somebody is, and whose body that is, up to his state."""
        known = self._over.get(key)
        if known is None:
            parents = self.lexicon.parents
            known = self._over[key] = set()
            row: Iterable[str] = (key,)
            for _ in range(_GENERATIONS):
                row = {up for one in row for up in parents.get(one, ())}
                known |= row
        return known

    def told_apart(self, event: Event, sentence: int) -> bool:
        """Does a sentence tell of another deed, and not of this one?"""
        here = self.told_in.get(sentence, ())
        return event not in here and any(self.lexicon.families[e.kind] in DEEDS for e in here)

    def candidates(self, at: int) -> list[Candidate]:
        """Who may take part in event ``at``: key, figure, the mention to stand for it."""
        event = self.events[at]
        home = event.trigger.sentence
        says = GROUP[event.kind] == "say"
        out: dict[str, Candidate] = {}
        for part in self.parts[at]:
            for key, chunk in part.items():
                out.setdefault(key, (key, self.figures.get(key), chunk))
        for away in range(_NEAR + 1):
            for number in (home - away, home + away) if away else (home,):
                if not 0 <= number < len(self.by_sentence) or len(out) >= _MOST:
                    continue
                row = self.by_sentence[number]
                if away == 0:
                    row = sorted(row, key=lambda p: abs(p[0].first - event.trigger.first))
                for chunk, figure in row:
                    if chunk.kind == "source" and not says:
                        continue  # who only tells of what happened
                    if figure.key not in out and len(out) < _MOST:
                        out[figure.key] = (figure.key, figure, chunk)
        crowds = self.crowds if event.kind in ("protest", "riot") else ()
        for key in (*self.rank, *crowds):
            if key not in out:
                figure = self.figures[key]
                out[key] = (key, figure, figure.chunks[0])
        return list(out.values())

    def occasion(self, at: int, found: Sequence[Candidate]) -> Occasion:
        """What is the same for all of these, who may take part in event ``at``."""
        event = self.events[at]
        trigger = event.trigger
        group = GROUP[event.kind]
        ones, others, thirds = self.parts[at]
        row = self.by_sentence[trigger.sentence]
        nearest: dict[str, Chunk] = {}
        for chunk, figure in row:
            known = nearest.get(figure.key)
            if known is None or abs(chunk.first - trigger.first) < abs(known.first - trigger.first):
                nearest[figure.key] = chunk
        sides = group == "sides"
        nth, classes = ({}, ()) if sides else rivals(found)
        beside = []
        for number, name in ((at - 1, "before"), (at + 1, "after")):
            if 0 <= number < len(self.events):
                alike = int(self.events[number].kind == event.kind)
                for slot, part in zip("IT", self.parts[number][:2], strict=True):
                    if part:
                        beside.append((f"{name}={slot}{alike}", part))
        return Occasion(
            event,
            trigger.rule.id,
            group,
            ones.keys(),
            others.keys(),
            thirds.keys(),
            f"{min(len(ones), 2)}{min(len(others), 2)}",
            "p" if trigger.rule.passive else "v" if trigger.form in VERBAL else "n",
            int(group in _FORCE),
            next(iter(ones), None),
            next(iter(others), None),
            row,
            self.begins[trigger.sentence],
            self.clauses[trigger.sentence],
            self.struck[at],
            self.quoted[at],
            self.above[at],
            nearest,
            nth,
            classes,
            () if sides else tuple([t for t in event.tellings[:_TOLD] if t.first != trigger.first]),
            tuple(beside),
            tuple(
                [
                    (toll.what, first, last)
                    for toll in event.tolls.values()
                    for first, last in getattr(toll, "victims", ())
                ]
            ),
        )
