"""What the tellings of one report are weighed by in common, gathered once: its words, its cues, what else it tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from marsad.reading.grammar.scan import At
from marsad.reading.records import Event
from marsad.reading.scores.linear import Asked, steps
from marsad.reading.scores.wording import plain_words
from marsad.reading.screen.arms import Tenor
from marsad.reading.screen.background import day_of
from marsad.text.tokens import Sentence, Token

QUESTION = frozenset({"؟", "?"})
_CUES = (
    "background", "hypothetical", "plan", "rumour", "habitual", "aim", "saying", "according", "continuing", "negation",
    "light_agent", "light_patient", "light_occur", "by_agent", "result", "cause", "attempt", "denial", "military",
)  # fmt: skip


class Report:
    """What the features of all tellings of one report share."""

    def __init__(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, tenor: Tenor,
        events: Sequence[Event], published: str | None, bare: bool,
    ) -> None:  # fmt: skip
        self.words = [token.fold for token in tokens]
        self._plain: dict[int, tuple[str, ...]] = {}
        self._asking: Asking | None = None
        self.asked = not QUESTION.isdisjoint(self.words)
        self.sentences = sentences
        self.roles = roles
        # Where cues begin, in order, and which: by their number in ``_CUES``.
        cues = sorted((begin, number) for number, cue in enumerate(_CUES) for begin in at.cues.get(cue, ()))
        self.cues = [number for _, number in cues]
        self.begins = [begin for begin, _ in cues]
        self.events = events
        self.today = day_of(published)
        self.size = "one" if bare else "many"
        self.line = tenor.a_line
        self.names = (
            f"report={steps(len(sentences), 2, 5, 10, 20)}",
            f"arms={min(tenor.arms * 20 // max(1, tenor.size), 4)}",
            f"ordinary={min(tenor.ordinary, 3)}",
        )
        self.by_sentence: dict[int, list[Event]] = {}
        self.seen: dict[tuple[int, str], int] = {}  # by word and kind: how often its kind was told before
        self.alike: dict[tuple[int, str], int] = {}  # by sentence and kind: how many tellings
        told: dict[str, int] = {}
        for event in events:
            sentence, kind = event.trigger.sentence, event.kind
            self.by_sentence.setdefault(sentence, []).append(event)
            self.alike[sentence, kind] = self.alike.get((sentence, kind), 0) + 1
            self.seen[event.trigger.first, kind] = earlier = told.get(kind, 0)
            told[kind] = earlier + 1
        # What the rules alone would take for told.
        self.told: dict[int, list[Event]] = {}
        self.often: dict[str, int] = {}
        for event in events:
            if event.dropped is None:
                self.told.setdefault(event.trigger.sentence, []).append(event)
                self.often[event.kind] = self.often.get(event.kind, 0) + 1
        self.kinds = {sentence: kinds_of(found) for sentence, found in self.told.items()}

    def asking(self, score: Asked) -> Asking:
        """What all tellings ask of this score."""
        if self._asking is None or self._asking.score is not score:
            self._asking = Asking(score, self.names)
        return self._asking

    def plain(self, sentence: int) -> tuple[str, ...]:
        """The words of a sentence, each once."""
        words = self._plain.get(sentence)
        if words is None:
            span = self.sentences[sentence]
            words = self._plain[sentence] = plain_words(self.words[span.first : span.last])
        return words

    def cued(self, first: int, last: int) -> list[str]:
        """The lists of which a cue begins at a token of ``first``–``last``, in the order of ``_CUES``."""
        begin = bisect_left(self.begins, first)
        found = self.cues[begin : bisect_left(self.begins, last, begin)]
        if len(found) > 1:
            found = sorted(set(found))
        return [_CUES[number] for number in found]

    def asks(self, sentence: int, after: int) -> bool:
        """Does a question mark stand in this sentence at or after a token?"""
        return self.asked and not QUESTION.isdisjoint(self.words[after : self.sentences[sentence].last])


class _OfKind(NamedTuple):
    """What is known of words beside a telling of one kind, by where they stand."""

    opens: Callable[[str], Any]
    right: Callable[[str], Any]
    close: Callable[[str], Any]


class Asking:
    """What the tellings of a report ask of a score in common: of words by where they stand, and of what is theirs together."""

    def __init__(self, score: Asked, names: tuple[str, ...]) -> None:
        of = score.of
        self.score = score
        self.word, self.opens = of("word="), of("opens=")
        self.before, self.second_before, self.left = of("-1="), of("-2="), of("near left=")
        self.after, self.second_after, self.right = of("+1="), of("+2="), of("near right=")
        self.tenor = score.known(names)
        self._every: dict[int, tuple[Any, ...]] = {}
        self._said: dict[tuple[int, str], tuple[Any, ...]] = {}
        self._kinds: dict[str, _OfKind] = {}

    def kind(self, kind: str) -> _OfKind:
        found = self._kinds.get(kind)
        if found is None:
            of = self.score.of
            found = self._kinds[kind] = _OfKind(
                of("opens=", kind), of("near right=", kind), of("close=", kind)
            )
        return found

    def said(self, report: Report, sentence: int, kind: str) -> tuple[Any, ...]:
        """All words of a sentence, for every kind and for one: made once for all its tellings of that kind."""
        found = self._said.get((sentence, kind))
        if found is None:
            of, together = self.score.of, self.score.together
            words = report.plain(sentence)
            every = self._every.get(sentence)
            if every is None:
                every = self._every[sentence] = together(map(of("said="), words))
            known = [*map(of("said=", kind), words)]
            if report.size == "one":
                known += map(of("said=", f"{kind}|one"), words)
            found = self._said[sentence, kind] = (*every, *together(known))
        return found


def kinds_of(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(sorted({event.kind for event in events}))
