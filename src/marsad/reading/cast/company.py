"""Who a report names, and what is known of each for each event: where they stand, what part the constructions gave them,
what they do in the other events. What ``cast`` weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import Any

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.features import (
    of_again,
    of_count,
    of_deeds,
    of_distance,
    of_figure,
    of_flag,
    of_foe,
    of_head,
    of_kind,
    of_mate,
    of_neighbour,
    of_part,
    of_place,
    of_rank,
    of_rivals,
    of_rule,
    of_saying,
    of_source,
    of_stance,
    of_standing,
    of_victim,
    of_walls,
    of_what,
    of_word_after,
    of_word_before,
)
from marsad.reading.cast.figures import Candidate, Figure, Occasion, Told, rivals
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.parties import ATTACKS, PEOPLE, accusative
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import VERBAL, Chunk, Event, Trigger, told_in
from marsad.reading.sameness import words
from marsad.reading.scores.linear import Look, names_only, steps
from marsad.reading.scores.wording import Beside
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_NEAR = 3  # sentences from the event within which anybody named may take part
_TOLD = 5  # tellings of one event looked at
_MOST = 8  # candidates weighed for one event
_AMID = 6  # words beside a mention, on the side of the event's word, that count
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
_AMONG = word_class("among_them")
_NOWHERE: frozenset[int] = frozenset()
_STRUCK = ("site", "camp", "base")
_FORCE = {"strike", "attack", "capture", "sides", "blast", "kill", "siege", "hold"}


@lru_cache(maxsize=20_000)
def _by_words(name: str) -> str:
    return "=" + " ".join(sorted(words(name)))


def _meets(deeds: Counter[str], among: dict[str, Chunk], key: str, own: int) -> bool:
    """Do the deeds shared with any of these others make more than the event's ``own``?"""
    return bool(among) and any(one != key and deeds.get(one, 0) > own for one in among)


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
                if (
                    (chunk.kind == "group" or (chunk.kind == "actor" and not chunk.ref and not chunk.country))
                    and chunk.prep == "ب"
                    and chunk.sort in ("air", "artillery", "drone", "navy")
                ):
                    continue  # بالمدفعية: what it was done with
                if (
                    chunk.kind in PEOPLE
                    or chunk.kind in ("object", "source")
                    or (chunk.kind == "place" and chunk.sort in _STRUCK)
                ):
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
            tuple({up for key in part for up in parents.get(key, ())} for part in parts[:2])
            for parts in self.parts
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
        self._words = Beside(tokens, sentences)
        self._over: dict[str, set[str]] = {}
        # Of the event whose candidates were asked for last.
        self._occasion: tuple[int, Occasion] | None = None

    def key(self, chunk: Chunk) -> str:
        if chunk.sort == "nationality":
            return self.lexicon.armies.get((chunk.country, "state")) or chunk.name
        if chunk.ref and chunk.ref in self.lexicon.actors:
            return chunk.ref
        if chunk.kind == "group":
            head = fold(chunk.name).split(" ")
            plural = self.lexicon.attributes["group_names"].get(head[0]) if len(head) == 1 else None
            if plural:
                return "=" + fold(plural)
        return _by_words(chunk.name)

    def _figure(self, chunk: Chunk, sentence: int) -> Figure:
        key = self.key(chunk)
        figure = self.figures.get(key)
        if figure is None:
            figure = self.figures[key] = Figure(key, chunk)
        figure.chunks.append(chunk)
        figure.sentences.append(sentence)
        return figure

    def _parts(self, event: Event) -> tuple[dict[str, Chunk], dict[str, Chunk], dict[str, Chunk]]:
        a, b, c = (
            {self.key(x): x for x in reversed(xs)} for xs in (event.initiators, event.targets, event.third)
        )
        return a, b, c

    @cached_property
    def done_by_verbs(self) -> frozenset[int]:
        """The tokens of the verbs that tell of something else than attacks."""
        return frozenset(
            e.trigger.first for e in self.events if e.trigger.form in VERBAL and e.kind not in ATTACKS
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

    def _above(self, key: str) -> set[str]:
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
        found = list(out.values())
        self._occasion = at, self._occasion_of(at, found)
        return found

    def _occasion_of(self, at: int, found: Sequence[Candidate]) -> Occasion:
        event = self.events[at]
        trigger = event.trigger
        group = GROUP[event.kind]
        ones, others, _ = self.parts[at]
        nearest: dict[str, Chunk] = {}
        for chunk, figure in self.by_sentence[trigger.sentence]:
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
            group,
            f"{min(len(ones), 2)}{min(len(others), 2)}",
            "p" if trigger.rule.passive else "v" if trigger.form in VERBAL else "n",
            int(group in _FORCE),
            next(iter(ones), None),
            next(iter(others), None),
            nearest,
            nth,
            classes,
            () if sides else tuple(t for t in event.tellings[:_TOLD] if t.first != trigger.first),
            tuple(beside),
            tuple(
                (toll.what, first, last)
                for toll in event.tolls.values()
                for first, last in getattr(toll, "victims", ())
            ),
        )

    def features(
        self, at: int, key: str, figure: Figure | None, chunk: Chunk, look: Look = names_only
    ) -> list[Any]:
        """What is known of one candidate for one event, as names of binary features or as what a score knows of these."""
        if self._occasion is None or self._occasion[0] != at:
            self.candidates(at)
        assert self._occasion is not None
        occasion = self._occasion[1]
        event, group, slots = occasion.event, occasion.group, occasion.sides
        trigger = event.trigger
        ones, others, thirds = self.parts[at]
        is_one, is_other = key in ones, key in others
        part = "I" if is_one else "T" if is_other else "3" if key in thirds else "-"
        said = part
        if (is_one and key != occasion.first_one) or (
            not is_one and is_other and key != occasion.first_other
        ):
            said += "+"
        kind = f"{chunk.kind}:{chunk.sort}" if figure is None else figure.kind
        out = [*of_part(look, said, group, slots, kind), *of_saying(look, said, trigger.rule.id)]
        out += of_kind(look, said, group, slots, kind, chunk.kind)
        out += of_flag(look, f"prep={chunk.prep}", part)
        out += self._words.of(look, chunk.first, chunk.last, group)
        if chunk.kind in ("group", "object"):
            out += of_what(look, key, part, group)
        if group == "say" and chunk.ref:
            out += look((f"who={key}|{group}",))  # whom the world appeals to; never who does harm
        if group != "sides":
            out += of_rank(look, occasion.nth.get(key, ""), group, part)
            out += of_rivals(look, occasion.classes, kind, group)
        struck = self.struck[at]
        if "object" in struck:
            out += of_flag(look, "thing struck", kind, part)
        if "actor" in struck or "person" in struck:
            out += of_flag(look, "party struck", kind, part)
        if figure is not None:
            here = occasion.nearest.get(key)
            if here is not None:
                out += self._beside(look, at, here, part, group, chunk.kind)
                out += self._placed(look, event, here, part, group, occasion.form)
            else:
                away = max(-4, min(4, figure.away(trigger.sentence)))
                out += of_distance(look, away, group, chunk.kind, slots, figure.agentive)
            for telling in occasion.again:
                if telling.sentence in figure.sentences:
                    out += self._told_again(look, telling, figure, group, part)
            near = int(here is not None or abs(figure.away(trigger.sentence)) <= 1)
            out += of_figure(
                look,
                key if chunk.ref else chunk.sort,
                group,
                near,
                part,
                figure.sentences[0] > trigger.sentence,
            )
            count = len(figure.chunks)
            head = figure.sentences[0] == 0 or self.roles[figure.sentences[0]] == "title"
            out += of_standing(
                look, 1 if count == 1 else 2 if count == 2 else 3 if count < 6 else 6,
                figure.agentive, head, self.rank.get(key, 9), slots, part, group,
            )  # fmt: skip
        else:
            out += of_flag(look, "made", chunk.sort, group)
        if accusative(self.tokens, chunk):
            out += of_flag(look, "accusative", part)
        # In what else it is who does and to whom it is done. The event itself does not count.
        mine, theirs = is_one * occasion.force, is_other * occasion.force
        does, bears = self.initiates.get(key, 0) - mine, self.suffers.get(key, 0) - theirs
        out += of_deeds(look, does if does < 2 else 2, bears if bears < 2 else 2, part, group, slots)
        foes, fellows = self.foes.get(key), self.fellows.get(key)
        if foes and _meets(foes, ones, key, theirs):
            out += of_foe(look, "foe", group, part, slots)
        if foes and _meets(foes, others, key, mine):
            out += of_foe(look, "foe of target", group, part, slots)
        if fellows and _meets(fellows, ones, key, mine):
            out += of_flag(look, "fellow", part)
        for name, parties in occasion.beside:
            if key in parties:
                out += of_neighbour(look, name, group, slots, part)
        if event.tolls:
            if occasion.victims:
                mentions = (chunk, *figure.chunks) if figure else (chunk,)
                for what, first, last in occasion.victims:
                    if any(c.first < last and first < c.last for c in mentions):
                        out += of_victim(look, what, group, part, slots)
            out += of_flag(look, "toll", kind)
        if key in self.quoted[at]:
            out += of_source(look, part, group)
        above_ones, above_others = self.above[at]
        if key in above_ones:
            out += of_flag(look, "parent of initiator", part)
        if key in above_others:
            out += of_flag(look, "parent of target", part)
        if up := self.lexicon.parents.get(key, ()):
            if any(one in up for one in ones):
                out += of_flag(look, "part of initiator", part)
            if any(other in up for other in others):
                out += of_flag(look, "part of target", part)
        return out

    def _beside(self, look: Look, at: int, chunk: Chunk, said: str, group: str, kind: str) -> list[Any]:
        """What part those have that a mention is joined to, or follows without a word between."""
        ones, others, _ = self.parts[at]
        row = self.by_sentence[self.events[at].trigger.sentence]
        place = self.place[chunk.first]
        out: list[Any] = []
        for step, name in ((-1, "before"), (1, "after")):
            if not 0 <= place + step < len(row):
                continue
            mate, figure = row[place + step]
            first, second = (mate, chunk) if step < 0 else (chunk, mate)
            gap = second.first - first.last
            if gap > 2:
                continue
            part = "I" if figure.key in ones else "T" if figure.key in others else "-"
            tie = "joined" if second.joined else str(gap)
            out += of_mate(look, f"{name}={tie}", part, mate.kind, kind, second.prep, said, group)
        return out

    def _told_again(
        self, look: Look, telling: Trigger, figure: Figure, group: str, said: str
    ) -> tuple[Any, ...]:
        """Where somebody stands to another word that tells of the event."""
        gap, prep, side = 99, "", ""
        at = bisect_left(figure.sentences, telling.sentence)
        while at < len(figure.sentences) and figure.sentences[at] == telling.sentence:
            one = figure.chunks[at]
            if abs(one.first - telling.first) < gap:
                gap, prep = abs(one.first - telling.first), one.prep
                side = "b" if one.last <= telling.first else "a"
            at += 1
        far = steps(gap, 1, 3, 7, 15)
        form = "v" if telling.form in VERBAL else "n"
        return of_again(look, side, far, form, prep, said, group)

    def _placed(
        self, look: Look, event: Event, chunk: Chunk, said: str, group: str, verbal: str
    ) -> list[Any]:
        """Where a mention stands to the word of the event in the same sentence."""
        trigger = event.trigger
        side = "b" if chunk.last <= trigger.first else "a"
        low, high = (chunk.last, trigger.first) if side == "b" else (trigger.last, chunk.first)
        begins = self.begins[trigger.sentence]
        between = bisect_left(begins, high) - bisect_left(begins, low) if low < high else 0
        gap = high - low
        far = steps(gap, 0, 1, 3, 7, 15)
        verb = int(self.clauses[trigger.sentence].verb_between(low, high))
        inside = int(event.span[0] <= chunk.first < event.span[1])
        before = self._word(chunk.first - 1)
        after = self._word(chunk.last)
        out = [
            *of_place(look, side, min(between, 3), far, verbal, said, group, chunk.kind, chunk.prep),
            *of_rule(look, side, trigger.rule.id, said, chunk.prep),
            *of_stance(look, side, far, chunk.kind, chunk.sort, group, inside, verb, said, chunk.joined),
            *of_word_before(look, before, side),
            *of_word_after(look, after),
        ]
        if chunk.first > 1:
            out += look((f"w-2={self._word(chunk.first - 2)} {before}",))
        out += of_head(look, self.tokens[chunk.first].fold, side, group)
        if gap > 0:
            # The words next to the mention say more than those next to the trigger: these are known by its rule.
            amid = range(max(low, high - _AMID), high) if side == "a" else range(low, min(high, low + _AMID))
            out += look(
                tuple([f"amid={word}|{side}|{said}" for word in dict.fromkeys(map(self._word, amid))])
            )
            out += of_walls(look, min(2, self.clauses[trigger.sentence].walls_between(low, high)), side, said)
        if chunk.kind in ("group", "person"):
            # بينهم ثلاث نساء: some of those who have been told of already
            lead = self.tokens[max(0, chunk.first - 5) : chunk.first]
            among = "#" if lead and lead[-1].kind == "number" else ""
            for token in lead:
                if token.fold in _AMONG:
                    among = "among"
                    break
            out += of_count(look, among, chunk.kind, chunk.sort, said, group)
        return out

    def _word(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""
