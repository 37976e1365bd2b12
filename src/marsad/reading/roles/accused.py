"""Who is accused without a word of accusing, and who accuses him: قالت الشبكة إن **قوات X** ارتكبت خرقا, **تعنت X**.

The subject or the genitive of such a word did what he is accused of; whoever says it in its sentence accuses him. Which
words these are the rules say (``of_the_accused``), and which are said of a deed, whose doer is accused (``of_a_deed``):
قال X إن القصف **يشكل انتهاكا**.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import PEOPLE, agentive, coordinated_back
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.words import THAT
from marsad.text.tokens import Token

ACCUSED = "accused"
"""A note: the targets, if any, are told as who did what is held against them, and accuse nobody."""
_OWNED = word_class("what_is_wronged")
_REACH = 8  # tokens between somebody and what he is said to do
_CHARGED = word_class("charged_with")
_WHILE = {"فيما", "بينما"}
_PASSING_ON = {"agency", "outlet"}  # sources that only pass on what others say


class Charges:
    """Accusations of one report that no word of accusing tells, each with who says it and who is accused."""

    def __init__(
        self,
        events: Sequence[Event],
        sayings: Sequence[Saying],
        chunks: Sequence[Sequence[Chunk]],
        clauses: Sequence[Clauses],
        tokens: Sequence[Token],
        at: At,
        lexicon: Lexicon,
    ) -> None:
        self.events = events
        self.sayings = sayings
        self.chunks = chunks
        self.clauses = clauses
        self.tokens = tokens
        self.at = at
        self.lexicon = lexicon

    def settle(self) -> None:
        """Make who is said to do it the target, and who says so the initiator."""
        for event in self.events:
            if event.dropped is None and event.trigger.accused:
                self._settle(event)

    def _settle(self, event: Event) -> None:
        trigger = event.trigger
        if charged := self._charged(event):
            event.initiators, event.targets = [], charged
            event.notes[ACCUSED] = "by what he is said to do"
            return
        verb = self._verb(event)
        saying = self._saying(event, verb.trigger.last if verb is not None else -1)
        if saying is not None:
            speakers = [self._party(saying.chain[0], trigger.sentence)]
        else:
            speakers = list(verb.initiators) if verb is not None else []
        if saying is None and verb is not None and verb.targets:
            accused = list(verb.targets)  # متهما **بغداد** بافتعال أزمة للتغطية على X
        elif trigger.accused == "deed":
            accused = self._doers(event, speakers)
        else:
            accused = _less(self._subject(event, saying), speakers)
            accused = accused or [c for c in _less(event.initiators, speakers) if self._did(event, c)]
            if not accused and trigger.form not in VERBAL:
                accused = [c for c in event.targets if c.first - trigger.last <= 1 and not c.prep]
                accused = _less(accused, speakers)
            accused = [c for c in accused if not wronged(self.tokens, c)]
        event.initiators = _less(speakers, accused)
        event.targets = accused
        event.notes[ACCUSED] = "by what he is said to do"

    def _charged(self, event: Event) -> list[Chunk]:
        """فلان **المتهم** بالعمل على زعزعة X: of whom the participle tells that he is accused, by whomever."""
        first, chunks = event.trigger.first, self.chunks[event.trigger.sentence]
        low = max(self.clauses[event.trigger.sentence].left(first), first - _REACH)
        at = next(
            (here for here in range(first - 1, low - 1, -1) if self.tokens[here].fold in _CHARGED), None
        )
        if at is None or any(c.kind in PEOPLE and at < c.first and c.last <= first for c in chunks):
            return []
        before = [c for c in chunks if c.last <= at and c.kind in PEOPLE]
        while len(before) > 1 and before[-1].prep:
            before.pop()  # الزعيم الشاب **لحزب X** المتهم بـ
        return coordinated_back(before[-1], before) if before and at - before[-1].last <= _REACH else []

    def _verb(self, event: Event) -> Event | None:
        """وصفت **X** الهجوم بأنه **جريمة حرب**: the word of accusing before it, in the same clause, that says who accuses."""
        trigger = event.trigger
        low = self.clauses[trigger.sentence].left(trigger.first)
        before = (
            other
            for other in reversed(self.events)
            if other.kind == event.kind
            and not other.trigger.accused
            and other.trigger.sentence == trigger.sentence
            and low <= other.trigger.first < trigger.first
            and other.initiators
        )
        return next(before, None)

    def _saying(self, event: Event, after: int) -> Saying | None:
        """The attribution that holds the word, rather of who speaks than of who is cited; not one that denies it."""
        here = event.trigger.first
        holding = [
            s
            for s in self.sayings
            if s.sentence == event.trigger.sentence
            and s.chain
            and s.first <= here < s.last
            and s.chain[0].prep != "ب"
            and self.at.cue(s.at, "denial") is None
            and not self._passes_on(s.chain[0])
            and not self._another_speaks(s.at, here)
        ]
        speaking = [s for s in holding if not s.cited]
        if speaking:
            return speaking[-1] if speaking[-1].at >= after or speaking[-1].at > here else None
        return holding[-1] if holding and after < 0 else None

    def _another_speaks(self, first: int, last: int) -> bool:
        """قال X إن …، **فيما** رد Y بأن: does what another does begin between who speaks and the word?"""
        return any(t.fold.removeprefix("و") in _WHILE for t in self.tokens[first:last])

    def _passes_on(self, speaker: Chunk) -> bool:
        source = self.lexicon.sources.get(speaker.ref or "")
        return (source is not None and source.kind in _PASSING_ON) or speaker.sort == "media"

    def _party(self, speaker: Chunk, sentence: int) -> Chunk:
        """A speaker as the mentions of the sentence have him, who know a minister by his whole name; of a spokesman for whom he speaks."""
        inside = [
            c
            for c in self.chunks[sentence]
            if c.kind in PEOPLE and c.first < speaker.last and speaker.first < c.last
        ]
        whole = (c for c in inside if c.first == speaker.first)
        spoken_for = (
            c for c in inside if speaker.kind == "source" and self.tokens[c.first - 1].fold == "باسم"
        )
        return next(whole, None) or next(spoken_for, speaker)

    def _subject(self, event: Event, saying: Saying | None) -> list[Chunk]:
        """Who stands before the word in what is said, with nothing but verbs that lead up to it between: X **تسعى إلى** إثارة."""
        trigger = event.trigger
        if trigger.form in VERBAL:
            return []  # as the construction has it
        clauses = self.clauses[trigger.sentence]
        before = [
            c
            for c in self.chunks[trigger.sentence]
            if self._opens(event) <= c.first and c.last <= trigger.first
        ]
        near = before[-1] if before else None
        if near is None or near.prep or near.kind not in PEOPLE or trigger.first - near.last > _REACH:
            return []
        word = self.tokens[trigger.first].fold
        beside = near.last == trigger.first and word != "من" and not word.startswith("ب")
        if trigger.form == "phrase" and not (trigger.first in clauses.verbs or beside):
            return []
        leads = clauses.verb_between(near.last, near.last + 2) and not trigger.before.startswith("و")
        if trigger.form != "phrase" and not leads:
            return []
        return coordinated_back(near, before)

    def _did(self, event: Event, chunk: Chunk) -> bool:
        """May somebody whom the construction has be who did it: the subject of a verb, whoever follows a noun or is meant by its pronoun?"""
        trigger = event.trigger
        return trigger.form in VERBAL or bool(trigger.after) or chunk.first >= trigger.last

    def _opens(self, event: Event) -> int:
        """Where what is said begins: after أن, or with the clause."""
        trigger = event.trigger
        low = self.clauses[trigger.sentence].left(trigger.first)
        that = (here for here in range(trigger.first - 1, low - 1, -1) if self.tokens[here].fold in THAT)
        return next(that, low - 1) + 1

    def _doers(self, event: Event, speakers: Sequence[Chunk]) -> list[Chunk]:
        """قال X إن **قصف Y** يشكل انتهاكا: who did the deed told last in what is said."""
        trigger = event.trigger
        low = self._opens(event)
        families = self.lexicon.families
        deeds = (
            other
            for other in reversed(self.events)
            if other.trigger.sentence == trigger.sentence
            and low <= other.trigger.first < trigger.first
            and families[other.kind] in ("force", "coercion")
            and other.initiators
        )
        deed = next(deeds, None)
        return _less([c for c in deed.initiators if agentive(c)], speakers) if deed is not None else []


def wronged(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """خرقا **لقرارات** X, تهديد **أمن** X: whose resolutions are broken, whose security is threatened, against whom it was done."""
    word = tokens[chunk.first - 1].fold if chunk.first else ""
    return word == "ضد" or chunk.prep in ("ضد", "بحق") or bool({word, word.lstrip("ول")} & _OWNED)


def _less(chunks: Sequence[Chunk], others: Sequence[Chunk]) -> list[Chunk]:
    """Those who are not among the others."""
    return [
        c
        for c in chunks
        if not any(
            (c.first < o.last and o.first < c.last) or (c.ref is not None and c.ref == o.ref) for o in others
        )
    ]
