"""Who speaks of "the attack" right after one was told: «قتل جنديان في انفجار … وقال **شهود** إن الانفجار وقع …»."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.grammar.scan import QUOTES, At
from marsad.reading.records import Event
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.testimony import COUNTED_IN, add_source, turns_elsewhere
from marsad.reading.sources.words import THAT
from marsad.text.tokens import Sentence, Token

_THE_DEED = word_class("the_deed") | {"الهجمات", "الهجومين"}  # and: the attacks, the two attacks
_FAR = 16  # tokens from the verb of saying to what is said


def attribute_resumed(
    events: Sequence[Event],
    sayings: Sequence[Saying],
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    at: At,
) -> None:
    """What somebody says that begins with the definite noun for an event of the sentence before, and tells of no other, is of it."""
    said: dict[int, list[Saying]] = {}
    for saying in sayings:
        if not saying.carried and not saying.cited and saying.verb != ":":
            said.setdefault(saying.sentence, []).append(saying)
    if not said:
        return
    told = {telling.sentence for event in events for telling in event.tellings}
    for event in events:
        if event.kind not in COUNTED_IN:
            continue
        for number in {telling.sentence + 1 for telling in event.tellings}:
            if number in told or number not in said or turns_elsewhere(sentences[number], tokens):
                continue
            for saying in said[number]:
                if _resumes(event.kind, saying, sentences[number].last, tokens, at):
                    for chunk in saying.chain:
                        add_source(event.sources, chunk)


def _resumes(kind: str, saying: Saying, last: int, tokens: Sequence[Token], at: At) -> bool:
    """Does the first word behind "that" take up an event of this kind?"""
    for here in range(saying.at + 1, min(last - 1, saying.at + _FAR)):
        if tokens[here].fold in THAT or tokens[here].fold == ":":
            noun = here + 2 if tokens[here + 1].fold in QUOTES else here + 1
            if noun >= last or not tokens[noun].fold.startswith("ال"):
                return False
            kinds = LAUNCHED if kind in LAUNCHED else {kind}
            return tokens[noun].fold in _THE_DEED or any(
                hit.term.layer == "rule" and hit.term.form == "noun" and hit.term.ref.split(".")[0] in kinds
                for hit in at.any(noun)
            )
    return False
