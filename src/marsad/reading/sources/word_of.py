"""What is told of word from somebody, and not of him: «وردت **تقارير** من ناشطين بأن», «**صدر** عن الوزارة أن»."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.sources.known import Phrase
from marsad.reading.sources.speakers import HUMAN, Speakers
from marsad.reading.sources.words import DAYS, THAT

_WORD = word_class("word_from_somebody")
_STATEMENT = {"بيان", "البيان", "بلاغ", "البلاغ"}  # a statement, the statement
GIVEN_OUT = frozenset(("صدر", "وصدر"))
"""Was given out."""
WORD_OF = _WORD | GIVEN_OUT
"""All words that such a sentence may begin with."""


def word_of(speakers: Speakers, here: int, first: int, last: int) -> Phrase | None:
    """وردت **تقارير من ناشطين** بأن, معلومات من سكان عن: word of something, and from whom."""
    if speakers.tokens[here].fold in GIVEN_OUT:
        return _issued(speakers, here, first, last)
    if speakers.tokens[here].fold not in _WORD or here + 2 >= last or speakers.tokens[here + 1].fold != "من":
        return None
    found = speakers.phrases.read(here + 2, last)
    if found is None or found.chain[0].kind not in HUMAN or found.chain[0].sort == "quoted":
        return None
    after = [token.fold for token in speakers.tokens[found.last : min(last, found.last + 6)]]
    return found if not THAT.isdisjoint(after) or "عن" in after else None


def _issued(speakers: Speakers, here: int, first: int, last: int) -> Phrase | None:
    """صدر عن **الوزارة** أن, صدر بيان عن **المركز** قال فيه إن: who gives something out says what follows."""
    tokens = speakers.tokens
    by = next((k for k in range(here + 1, min(last, here + 5)) if tokens[k].fold == "عن"), None)
    if (
        here - first > 2
        or by is None
        or any(tokens[k].fold not in DAYS | _STATEMENT for k in range(here + 1, by))
    ):
        return None
    end = next((k for k in range(by + 1, min(last, by + 15)) if tokens[k].fold in _STATEMENT), last)
    found = speakers.phrases.read(by + 1, end)
    if found is None or found.chain[0].kind not in HUMAN or found.chain[0].sort == "quoted":
        return None
    after = [token.fold for token in tokens[found.last : min(last, found.last + 8)]]
    return found if not THAT.isdisjoint(after) or not _STATEMENT.isdisjoint(after) else None
