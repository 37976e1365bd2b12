"""Who does it to whom, and where: the neighbours of a trigger given their parts in the event.

Arabic tells roles by order (verb–subject–object, or subject–verb in headlines), by idafa (قصف قوات X, "the shelling of X's
forces": who did it; استهداف قوات X: done to them unless a لـ follows), by prepositions (على، ضد, من قبل, بين … و) and by
light verbs that lend their subject to a noun (شنّ X غارات). No parser is used: what decides is the construction and what
kind of thing stands in each slot.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.clauses import Clauses
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.scan import COMMAS, QUOTES, At
from marsad.text.tokens import Token

PEOPLE = {"actor", "state", "person", "group", "anaphor"}
_AGAINST = {"علي", "ضد", "نحو", "باتجاه", "تجاه", "صوب", "بحق", "اتجاه"}
_PLACED = {
    "في",
    "ب",
    "قرب",
    "داخل",
    "عند",
    "حول",
    "وسط",
    "خارج",
    "الي",
    "علي",
    "نحو",
    "باتجاه",
    "من",
    "ضمن",
    "بين",
    "عبر",
    "ل",
    "صوب",
    "لدي",
}
_REACH = 7


def agentive(chunk: Chunk) -> bool:
    """Can this chunk carry out an armed or official act by itself?"""
    if chunk.sort in ("monitor", "media", "ngo") or (
        chunk.sort == "described" and chunk.name.startswith(_REPORTERS)
    ):
        return False
    return chunk.kind in ("actor", "state", "person", "anaphor") or (
        chunk.kind == "group" and chunk.sort not in ("civilians", "protesters")
    )


def _anybody(chunk: Chunk) -> bool:
    return chunk.kind in PEOPLE


def _or_crowd(chunk: Chunk) -> bool:
    """Crowds close roads and storm buildings as armed men do."""
    return agentive(chunk) or chunk.sort == "protesters"


def as_place(chunk: Chunk) -> bool:
    return chunk.kind == "place" or (
        "state" in (chunk.kind, chunk.sort) and chunk.prep in ("في", "ب", "داخل", "الي", "من", "خارج", "عبر")
    )


class Roles:
    """Roles for the triggers of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        at: At,
        clauses: Clauses,
        chunks: Sequence[Chunk],
        triggers: Sequence[Trigger],
    ) -> None:
        self.tokens = tokens
        self.at = at
        self.clauses = clauses
        self.chunks = chunks
        self.triggers = triggers

    def assign(self, trigger: Trigger) -> Event:
        """The event of a trigger with its initiators, targets, third parties and places."""
        event = Event(trigger, trigger.kind)
        left, right = self._window(trigger)
        event.span = (left, right)
        before = [c for c in self.chunks if left <= c.first and c.last <= trigger.first]
        after = [c for c in self.chunks if trigger.last <= c.first < right]
        frame = trigger.rule.frame
        if frame == "event" and trigger.rule.passive:
            event.targets = []
        elif frame in ("clash", "talks"):
            self._sides(event, trigger, before, after)
        elif trigger.form in VERBAL:
            self._verb(event, trigger, before, after)
        else:
            self._noun(event, trigger, before, after)
        if event.kind not in _SYMMETRIC:
            mine = {c.ref for c in event.initiators if c.ref}
            event.targets = [c for c in event.targets if c.ref not in mine or not c.ref]
        self._backers(event, left, right)
        if frame in ("mediation", "talks"):
            self._mediators(event, trigger, left, right)
        if frame == "mediation":
            event.targets = self._between(after) or [c for c in event.targets if c not in event.initiators]
        if event.kind in ("mobilization", "withdrawal"):  # those who move are no patients of it
            event.initiators = event.initiators or [c for c in event.targets if agentive(c)]
            event.targets = []
        self._places(event, before, after)
        if trigger.kind == "explosion":
            self._bomber(event, before, after)
        if event.kind == "siege" and not event.targets:
            # Who is besieged where nobody is named: the place.
            event.targets = [c for c in event.places if c.kind == "place"][:2]
        return event

    def _bomber(self, event: Event, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
        """A suicide bomber does it and is no target of it."""
        event.targets = [c for c in event.targets if not c.name.startswith(_BOMBERS)]
        if not event.initiators:
            found = [c for c in (*before, *after) if c.kind == "group" and c.name.startswith(_BOMBERS)]
            event.initiators = found[:1]

    # ---- windows

    def _window(self, trigger: Trigger) -> tuple[int, int]:
        left = self.clauses.left(trigger.first)
        right = self.clauses.right(trigger.last)
        for other in self.triggers:
            if other is trigger or other.rule.toll:
                continue
            if (
                other.form in VERBAL and other.first >= trigger.last and not self._absorbs(other, trigger)
            ) or (
                other.first >= trigger.last
                and other.before[:1] == "و"
                and other.form not in VERBAL
                and trigger.form not in VERBAL
            ):
                right = min(right, other.first)
            if other.last <= trigger.first and other.form in VERBAL and trigger.form in VERBAL:
                left = max(left, other.last)
        for verb in self.clauses.verbs:
            if (
                verb >= trigger.last
                and verb < right
                and self.at.cue(verb, "result")
                and not self.at.cue(verb, "light_agent")
            ):
                right = verb
        return left, right

    def _absorbs(self, verb: Trigger, noun: Trigger) -> bool:
        """قصف … **استهدف** بلدة X: the verb only says what the noun before it hit."""
        return noun.form not in VERBAL and self.at.cue(verb.first, "light_occur") is not None

    # ---- slots

    def _run(self, first: Chunk, among: Sequence[Chunk]) -> list[Chunk]:
        """A chunk with those coordinated to it."""
        out = [first]
        for chunk in among:
            if chunk.first < out[-1].last:
                continue
            if not chunk.joined or chunk.kind not in PEOPLE or chunk.first - out[-1].last > 2:
                break
            out.append(chunk)
        return out

    def _by(self, trigger: Trigger, right: int, after: Sequence[Chunk]) -> list[Chunk]:
        """من قبل X, على يد X, شنها X: the agent named as such."""
        here = trigger.last
        for other in self.triggers:  # بعد هجوم من قبل X: the agent is of the noun nearest before
            if (
                other.first > trigger.last
                and other.form not in VERBAL
                and not other.rule.toll
                and not other.before.startswith("و")
            ):
                right = min(right, other.first)
        while here < right:
            hit = self.at.cue(here, "by_agent")
            relative = None
            if hit is None:
                light = self.at.cue(here, "light_agent")
                if light is not None and light.cut.after and light.term.form in ("past", "present"):
                    relative = light
            found = hit or relative
            if found is not None:
                for chunk in after:
                    if found.last <= chunk.first <= found.last + 3 and agentive(chunk):
                        return self._run(chunk, after)
                    if chunk.first > found.last + 3:
                        break
            here += 1
        return []

    def _origin(self, after: Sequence[Chunk]) -> list[Chunk]:
        """من مناطق سيطرة X: those who hold the area the fire came from."""
        for chunk in after:
            if chunk.kind not in PEOPLE:
                continue
            words = [t.fold for t in self.tokens[max(0, chunk.first - 4) : chunk.first]]
            if "مناطق" in words and any(w in ("سيطره", "نفوذ", "تمركز", "انتشار", "تواجد") for w in words):
                return self._run(chunk, after)
        return []

    def _verb(self, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
        frame = trigger.rule.frame
        subjects_ok = (
            _anybody if event.kind in _POPULAR else _or_crowd if event.kind in _CROWDED else agentive
        )
        direct = [c for c in after if not c.prep and c.first - trigger.last <= 4]
        nearest = direct[0] if direct else None
        preceding = self._preceding(trigger, before, subjects_ok)
        if preceding is not None and frame == "statement" and trigger.first - preceding.last > 4:
            preceding = None
        subject: list[Chunk] = []
        rest = list(after)
        attached = preceding is not None and not trigger.before.startswith(("و", "ف"))
        if trigger.rule.passive:
            event.targets = self._run(nearest, after) if nearest else []
            event.initiators = self._by(trigger, event.span[1], after)
            return
        if (
            nearest is not None
            and not subjects_ok(nearest)
            and preceding is None
            and self._acts(nearest, direct)
        ) or (
            nearest is not None
            and subjects_ok(nearest)
            and not (attached and preceding is not None and self._adjacent(preceding, trigger))
        ):
            subject = self._run(nearest, after)
            rest = [c for c in after if c.first >= subject[-1].last]
        elif preceding is not None:
            subject = self._run_back(preceding, before)
        elif nearest is None and preceding is None:
            subject = []
        by = self._by(trigger, event.span[1], after)
        if by:
            patient = subject
            event.initiators = by
            event.targets = [c for c in patient if c.kind in PEOPLE]
            return
        event.initiators = subject
        if frame == "statement":
            event.targets = self._addressee(event, rest)
        else:
            event.targets = self._object(rest, trigger)
        if not subject:
            event.initiators = self._origin(after)
        if trigger.rule.frame == "event":
            self._struck(event, rest)

    def _acts(self, nearest: Chunk, direct: Sequence[Chunk]) -> bool:
        """هاجم **الأهالي** دورية: described people before a free object are the subject, not the patient."""
        if nearest.kind not in PEOPLE:
            return False
        return any(
            not c.joined
            and c.first - nearest.last <= 1
            and c.kind in ("object", "place", "actor", "group", "person")
            for c in direct
            if c.first >= nearest.last
        )

    def _adjacent(self, chunk: Chunk, trigger: Trigger) -> bool:
        between = [
            t.fold
            for t in self.tokens[chunk.last : trigger.first]
            if t.fold not in QUOTES and t.fold not in COMMAS
        ]
        return len(between) <= 1

    def _preceding(self, trigger: Trigger, before: Sequence[Chunk], fits: object) -> Chunk | None:
        """The subject before its verb: the nearest free chunk with no other finite verb between."""
        for chunk in reversed(before):
            if chunk.prep or not fits(chunk):  # type: ignore[operator]
                continue
            if self.clauses.verb_between(chunk.last, trigger.first):
                return None
            return chunk
        return None

    def _run_back(self, chunk: Chunk, before: Sequence[Chunk]) -> list[Chunk]:
        """The chunk with those it continues: X وY قصفا."""
        at = before.index(chunk)
        out = [chunk]
        while at > 0 and before[at].joined and before[at - 1].kind in PEOPLE and not before[at - 1].prep:
            at -= 1
            out.insert(0, before[at])
        return out

    def _object(self, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
        """Who is acted on: a free chunk or one after على / ضد; of a struck thing, its owner."""
        for chunk in rest:
            if chunk.kind not in PEOPLE or (chunk.kind == "state" and as_place(chunk)):
                continue
            if (chunk.sort in ("air", "artillery", "drone") and chunk.kind == "group") or chunk.sort in (
                "monitor", "media",
            ) or (chunk.sort == "described" and chunk.name.startswith(_REPORTERS)):  # fmt: skip
                continue
            lifted = trigger.kind == "siege" and chunk.prep == "عن"  # فك الحصار عن X
            if not chunk.prep or lifted or chunk.prep in _AGAINST or chunk.prep in ("ل", "من", "في", "ب"):
                if chunk.prep in ("من", "في", "ب") and not self._owned(chunk, rest):
                    continue
                return self._run(chunk, rest)
        return self._things(rest, trigger) if trigger.kind in _STRIKING else []

    def _things(self, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
        """What was struck, where nobody is: a thing named without a preposition or after على, ل or ب."""
        for chunk in rest:
            if (
                (chunk.kind == "object" or (chunk.kind == "place" and chunk.sort == "site"))
                and chunk.prep in ("", "علي", "ل", "ب")
                and chunk.first - trigger.last <= 6
                and self.tokens[chunk.first].fold not in _POSITIONS
            ):
                return [chunk]
        return []

    def _owned(self, chunk: Chunk, rest: Sequence[Chunk]) -> bool:
        """مواقع لتنظيم X, عناصر من X: the chunk completes the thing or group right before it."""
        return any(c.kind in ("object", "group") and 0 <= chunk.first - c.last <= 2 for c in rest)

    def _addressee(self, event: Event, rest: Sequence[Chunk]) -> list[Chunk]:
        """Whom a statement is aimed at: اتهم X **Y** بـ, طالب **Y** بـ, ندد بقصف **Y**."""
        for chunk in rest:
            if chunk.kind in PEOPLE and not (chunk.kind == "state" and chunk.prep in ("في", "داخل")):
                if chunk.kind == "group" and chunk.sort == "civilians" and event.kind == "accusation":
                    continue
                if chunk.prep in ("عن", "لصالح"):  # فك الحصار عن X: said of them, not to them
                    continue
                return self._run(chunk, rest)
        return []

    def _noun(self, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
        frame = trigger.rule.frame
        patient = frame == "patient"
        right = event.span[1]
        genitive = self._genitive(trigger, after)
        rest = [c for c in after if genitive is None or c.first >= genitive.last]
        agents = self._by(trigger, right, after) or self._origin(after)
        targets: list[Chunk] = []
        light = self._light(trigger, before)
        if light is not None:
            kind, subject = light
            if kind == "agent" and not agents:
                agents = subject
            elif kind == "patient":
                targets = [c for c in subject if c.kind in PEOPLE]
                event.places.extend(c for c in subject if as_place(c))
        demonym = self._nationality(trigger)
        if demonym is not None and (not agents or demonym.first == trigger.last):
            agents = [demonym, *self._nations_after(demonym)]
        if genitive is not None and genitive.kind in PEOPLE:
            run = self._run(genitive, after)
            follows = next((c for c in rest if c.first >= run[-1].last), None)
            to = follows is not None and follows.prep == "ل" and follows.first - run[-1].last <= 1
            active = (
                follows is not None and not follows.prep and not follows.joined
                and follows.kind in ("place", "object", "group", "person")
                and (follows.first - run[-1].last <= 1 or self._by_means(run[-1].last, follows.first))
            )  # fmt: skip
            flying = genitive.sort in ("air", "drone", "artillery")
            if patient and not ((to or active or flying) and agentive(genitive)):
                targets = targets or run
            elif agentive(genitive) or event.kind in _POPULAR:
                agents = agents or run
            else:
                targets = targets or run
            rest = [c for c in after if c.first >= run[-1].last]
        if (
            not agents
            and frame == "event"
            and rest
            and not rest[0].prep
            and self._weapon_of(trigger, rest[0])
        ):
            agents = self._run(rest[0], rest)
        if not agents and not patient:
            agents = self._lamed(trigger, rest)
            rest = [c for c in rest if c not in agents]
        if trigger.after and not agents and genitive is None:
            event.notes["pronoun"] = trigger.after
        if not targets:
            mine = [c for c in rest if c not in agents]
            if frame == "statement":
                targets = self._addressee(event, mine)
            else:
                targets = self._object(self._own(mine, trigger), trigger)
        event.initiators = agents
        event.targets = [c for c in targets if c not in agents]
        if frame == "event":
            self._struck(event, rest)

    def _own(self, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
        """What belongs to this noun and not to another event's noun that stands between."""
        for other in self.triggers:
            if other.first > trigger.last + 1 and other.form not in VERBAL and not other.rule.toll:
                return [c for c in rest if c.first < other.first or c.prep in _AGAINST]
        return list(rest)

    def _genitive(self, trigger: Trigger, after: Sequence[Chunk]) -> Chunk | None:
        """The chunk in idafa to the trigger: right after it, no preposition, at most an adjective between."""
        if not after or trigger.definite or trigger.after:
            return None
        chunk = after[0]
        if chunk.prep or chunk.joined:
            return None
        gap = chunk.first - trigger.last
        if gap == 0:
            return chunk
        between = self.tokens[trigger.last : chunk.first]
        if gap <= 2 and all(t.fold in QUOTES or t.kind == "number" or t.fold in _COUNTING for t in between):
            return chunk
        if (
            gap <= 2
            and chunk.kind in PEOPLE
            and agentive(chunk)
            and all(t.kind == "word" for t in between)
            and all(self.at.cue(i, "means") for i in range(trigger.last, chunk.first))
        ):
            return None
        return None

    def _by_means(self, first: int, last: int) -> bool:
        """استهداف قوات X **بصاروخ موجه** سيارة: only what it was done with stands between."""
        if not 0 < last - first <= 5:
            return False
        hit = self.at.cue(first, "means", "force_heads")
        return (
            hit is not None and hit.cut.before.startswith("ب") and not self.clauses.verb_between(first, last)
        )

    def _weapon_of(self, trigger: Trigger, chunk: Chunk) -> bool:
        """انفجار ألغام **الحوثيين**: the owner of the weapon that went off."""
        return agentive(chunk) and chunk.first > 0 and self.at.cue(chunk.first - 1, "means") is not None

    def _lamed(self, trigger: Trigger, rest: Sequence[Chunk]) -> list[Chunk]:
        """قصف مدفعي **لقوات** X: the agent of a noun that has no genitive."""
        for chunk in rest:
            if chunk.first - trigger.last > 5:
                break
            if (
                chunk.prep == "ل"
                and agentive(chunk)
                and not self.clauses.verb_between(trigger.last, chunk.first)
            ):
                return self._run(chunk, rest)
            if chunk.kind in PEOPLE and not chunk.prep:
                break
        return []

    def _light(self, trigger: Trigger, before: Sequence[Chunk]) -> tuple[str, list[Chunk]] | None:
        """A light verb or noun before the trigger, and its subject: شنّ X غارات, تعرضت X لقصف."""
        low = max(self.clauses.left(trigger.first), trigger.first - 12)
        for here in range(trigger.first - 1, low - 1, -1):
            patient = self.at.cue(here, "light_patient")
            agent = self.at.cue(here, "light_agent", "attempt", "plan", "continuing")
            if patient is None and agent is None:
                if any(
                    other.first <= here < other.last
                    for other in self.triggers
                    if other is not trigger and not other.rule.toll
                ):
                    return None
                continue
            hit = patient or agent
            if hit is None or hit.cut.before.endswith("ال") or any(c.first <= here < c.last for c in before):
                continue
            between = [c for c in before if c.first >= hit.last]
            kind = "patient" if patient is not None else "agent"
            if kind == "patient":
                subject = [c for c in between if not c.prep] or [
                    c for c in before if c.last <= hit.first and not c.prep
                ][-1:]
                return kind, subject
            free = [c for c in between if not c.prep and (agentive(c) or c.sort == "protesters")]
            if free:
                return kind, self._run(free[0], between)
            if hit.cut.after and hit.first > trigger.first - 3:
                return None
            earlier = [
                c
                for c in before
                if c.last <= hit.first and not c.prep and (agentive(c) or c.sort == "protesters")
            ]
            if earlier and not self.clauses.verb_between(earlier[-1].last, hit.first):
                return kind, self._run_back(earlier[-1], before)
            linked = [c for c in between if c.prep == "ل" and agentive(c)]
            if linked and hit.term.form == "noun":
                return kind, self._run(linked[0], between)
            return None
        return None

    def _nationality(self, trigger: Trigger) -> Chunk | None:
        """قصف **تركي**, غارات جوية **إسرائيلية**: the adjective stands for who did it."""
        here = trigger.last
        steps = 0
        while here < self.clauses.sentence.last and steps < 4:
            hit = self.at.layer(here, "demonym")
            if (
                hit is not None
                and not hit.cut.after
                and not hit.cut.before.replace("ال", "").replace("و", "")
            ):
                country = hit.term.ref.partition(":")[0]
                word = self.tokens[here].fold
                return Chunk(here, hit.last, "actor", word, sort="nationality", country=country)
            token = self.tokens[here]
            if token.kind != "word" or not (
                self.at.cue(here, "means", "force_modifiers") or token.fold in _INTENSE
            ):
                return None
            here += 1
            steps += 1
        return None

    def _nations_after(self, demonym: Chunk) -> list[Chunk]:
        """غارات روسية **وسورية**, قصف سوري **روسي**: the nationalities joined to the first."""
        out: list[Chunk] = []
        here = demonym.last
        while here < self.clauses.sentence.last:
            hit = self.at.layer(here, "demonym")
            if hit is None or hit.cut.after or hit.cut.before not in ("", "و"):
                break
            if self.at.layer(here, "actor") is not None and hit.cut.before != "و":
                break  # سورية alone is the state as often as the adjective
            out.append(Chunk(here, hit.last, "actor", " ".join(hit.term.words), sort="nationality",
                             country=hit.term.ref.partition(":")[0]))  # fmt: skip
            here = hit.last
        return out

    def _struck(self, event: Event, rest: Sequence[Chunk]) -> None:
        """An explosion or falling shell: استهدف X, على X, ب X: people there are its targets."""
        if not event.targets:
            event.targets = self._object(rest, event.trigger)

    # ---- two sides

    def _between(self, after: Sequence[Chunk]) -> list[Chunk]:
        """بين X وY: everybody from بين on."""
        for at, chunk in enumerate(after):
            if chunk.kind in PEOPLE and chunk.prep == "بين":
                out = [chunk]
                for other in after[at + 1 :]:
                    if other.kind == "place" or other.kind == "object":
                        continue
                    gap = other.first - out[-1].last
                    glue = [t.fold for t in self.tokens[out[-1].last : other.first]]
                    cut_and = self.tokens[other.first].fold[:1] == "و" or "و" in glue
                    if (
                        (other.joined or cut_and)
                        and gap <= 9
                        and not self.clauses.verb_between(out[-1].last, other.first)
                    ):
                        out.append(other)
                    elif gap > 9:
                        break
                return out
        return []

    def _sides(self, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
        parties = self._between(after) or self._between(before)
        if len(parties) >= 2:
            event.initiators, event.targets = parties[:1], parties[1:]
            return
        if parties and parties[0].kind == "anaphor" and parties[0].sort == "sides":
            event.initiators = parties
            return
        first: list[Chunk] = list(parties)
        other: list[Chunk] = []
        for chunk in after:
            if chunk.kind in PEOPLE and chunk.prep in ("مع", "ضد", "علي") and agentive(chunk):
                other = self._run(chunk, after)
                break
        if trigger.form in VERBAL:
            direct = [c for c in after if not c.prep and c.kind in PEOPLE and c.first - trigger.last <= 3]
            if direct:
                first = self._run(direct[0], after)
            else:
                preceding = self._preceding(trigger, before, agentive)
                first = [preceding] if preceding else []
        elif not first:
            genitive = self._genitive(trigger, after)
            light = self._light(trigger, before)
            if genitive is not None and agentive(genitive):
                first = self._run(genitive, after)
            elif light is not None and light[0] == "agent":
                first = light[1]
            elif (nation := self._nationality(trigger)) is not None:
                first = [nation]
            else:
                preceding = self._preceding(trigger, before, agentive)
                if preceding is not None and self.at.cue(preceding.last, "light_agent", "light_occur"):
                    first = [preceding]
            if not first:
                free = [c for c in before if c.kind in PEOPLE and not c.prep and agentive(c)]
                first = (
                    free[-1:]
                    if free and not self.clauses.verb_between(free[-1].last, trigger.first - 3)
                    else []
                )
        event.initiators = first
        event.targets = [c for c in other if c not in first]

    def _mediators(self, event: Event, trigger: Trigger, left: int, right: int) -> None:
        """بوساطة X, برعاية X: a third party, or the initiator where mediation itself is the event."""
        for here in range(self.clauses.sentence.first, self.clauses.sentence.last):
            hit = self.at.cue(here, "mediated_by")
            if hit is None or trigger.first <= here < trigger.last:
                continue
            found = [
                c
                for c in self.chunks
                if hit.last <= c.first <= hit.last + 1 and agentive(c) and c.prep in ("", "من")
            ]
            party = self._run(found[0], self.chunks) if found else []
            if not party:
                nation = self.at.layer(hit.last, "demonym")
                if nation is not None:
                    party = [Chunk(hit.last, nation.last, "actor", self.tokens[hit.last].fold, sort="nationality",
                                   country=nation.term.ref.partition(":")[0])]  # fmt: skip
            if party and trigger.rule.frame == "mediation" and not event.initiators:
                event.initiators = party
                event.targets = [c for c in event.targets if c not in party]
                return
            if party:
                event.third.extend(party)
                event.initiators = [c for c in event.initiators if c not in party]
                event.targets = [c for c in event.targets if c not in party]
                return

    def _backers(self, event: Event, left: int, right: int) -> None:
        """بدعم من X, بمساندة X: who backs a force acts with it."""
        if event.trigger.rule.frame in ("statement", "talks", "mediation"):
            return
        for here in range(left, right):
            hit = self.at.cue(here, "backed_by")
            if hit is None:
                continue
            found = [c for c in self.chunks if hit.last <= c.first <= hit.last + 1 and agentive(c)]
            if found:
                run = self._run(found[0], self.chunks)
                event.targets = [c for c in event.targets if c not in run]
                event.initiators.extend(c for c in run if c not in event.initiators)

    # ---- places

    def _places(self, event: Event, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
        if event.trigger.rule.frame in ("statement",):
            return
        taken = {(c.first, c.last) for c in (*event.initiators, *event.targets, *event.third)}
        here = [c for c in (*before, *after) if self._is_scene(c) and (c.first, c.last) not in taken]
        left = [c for c in here if c.first < event.trigger.first]
        right = self._own_scenes([c for c in here if c.first >= event.trigger.first], event.trigger)
        chosen = right or _chain(left)
        for chunk in chosen:
            if chunk not in event.places:
                event.places.append(chunk)
        if right and left and left[0].first <= event.span[0] + 4 and left[0].prep in ("في", "ب"):
            event.places.append(left[0])

    def _own_scenes(self, right: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
        """The places after a noun without those somebody else is on the way to (تهجير المقاتلين **إلى** إدلب)."""
        if trigger.kind in _MOVES:
            return list(right)
        moves = [t.first for t in self.triggers if t.first > trigger.last and t.kind in _MOVES]
        return [c for c in right if not (c.prep == "الي" and any(move < c.first for move in moves))]

    def _is_scene(self, chunk: Chunk) -> bool:
        """Can an event happen there: no origin, no side it came from, no "in the north of the country" after a town?"""
        if not as_place(chunk) or self._origin_place(chunk):
            return False
        if chunk.sort != "part":
            return True
        near = any(c.kind == "place" and 0 <= chunk.first - c.last <= 1 for c in self.chunks)
        return chunk.prep != "من" and not (near and self.tokens[chunk.last - 1].fold == "البلاد")

    def _origin_place(self, chunk: Chunk) -> bool:
        words = [t.fold for t in self.tokens[max(0, chunk.first - 3) : chunk.first]]
        before = self.tokens[chunk.first - 2].fold if chunk.first >= 2 else ""
        if chunk.prep in ("من", "ل") and before.removeprefix("ال") in _TIED:
            return True
        if chunk.prep == "من" and any(
            self.at.cue(here, "provenance") for here in range(max(0, chunk.first - 3), chunk.first)
        ):
            return True
        return chunk.prep == "من" and any(
            w in ("مناطق", "داخل", "اراضي", "الاراضي", "قاعده", "مواقع") for w in words
        )


_MOVES = {"displacement", "mobilization", "withdrawal"}
_TIED = {"مقربه", "مقرب", "مقربين", "مدعومه", "مدعوم", "مواليه", "موالي", "مواليين", "تابعه", "تابع", "قريبه"}


def _chain(places: Sequence[Chunk]) -> list[Chunk]:
    """The last places named in one go: a list and where it lies."""
    at = len(places) - 1
    while at > 0 and places[at].first - places[at - 1].last <= 1:
        at -= 1
    return list(places[max(0, min(at, len(places) - 2)) :])


_REPORTERS = ("المرصد", "المنظمة", "الوزارة", "الشبكة", "الوكالة")
_BOMBERS = ("انتحاري", "الانتحاري")
_STRIKING = {"shelling", "air_strike", "explosion", "ground_attack", "destruction"}
# Military things of nobody in particular tell nothing of who or what was struck.
_POSITIONS = {"موقع", "موقعا", "مواقع", "المواقع", "الموقع", "اهداف", "اهدافا", "الاهداف", "هدف", "نقاط", "نقاطا", "اليات", "تجمعات", "تعزيزات",
              "مراكز", "مركز", "مقرات", "ثكنات"}  # fmt: skip
_SYMMETRIC = {"armed_clash", "negotiation", "agreement", "ceasefire"}
_CROWDED = {"restriction", "ground_attack", "destruction", "siege"}
_POPULAR = {
    "protest",
    "riot",
    "displacement",
    "demand",
    "accusation",
    "support",
    "rejection",
    "threat",
    "mediation",
}
_COUNTING = {"اكثر", "نحو", "حوالي", "قرابه", "عشرات", "مييات", "مءات", "الاف", "عده", "عدد", "بعض", "احد", "ثلاثه", "اربعه", "خمسه",
             "سته", "سبعه", "ثمانيه", "تسعه", "عشره", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع", "عشر", "كل", "من"}  # fmt: skip
_INTENSE = {"عنيف", "عنيفه", "مكثف", "مكثفه", "متبادل", "متبادله", "جديد", "جديده", "واسع", "واسعه", "كثيف", "كثيفه", "مباشر",
            "مباشره", "عشوائي", "ليلي", "ليليه", "متواصل", "متواصله", "بري", "بريه", "بحري", "مفاجي", "عده", "اخري", "دقيقه"}  # fmt: skip
