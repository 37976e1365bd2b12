"""Where the news comes from, before the news: **بيروت، لبنان (وكالة) --** أعلن الجيش …: neither a place nor a party of what is told.

A town alone (**مقديشو** (وكالة) – قتل …) is often where it was as well, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import COMMAS, DASHES
from marsad.reading.records import Chunk
from marsad.text.tokens import Sentence, Token

_LONG = 10  # tokens of a town and its country
_AGENCY = 4  # tokens of who sent it, in brackets


def past_dateline(
    tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], chunks: list[list[Chunk]]
) -> list[list[Chunk]]:
    """The mentions without those that stand before the first word of the report."""
    body = next((n for n, role in enumerate(roles) if role != "title"), None)
    if body is None:
        return chunks
    end = _dateline(tokens, sentences[body])
    if end is None:
        return chunks
    out = list(chunks)
    out[body] = [c for c in chunks[body] if c.first >= end]
    return out


def _dateline(tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """One past the bracket that opens, where a sentence begins with a town, a comma, a country, and an agency in brackets."""
    last = min(sentence.last, sentence.first + _LONG)
    opens = next((n for n in range(sentence.first, last) if tokens[n].fold == "("), None)
    if opens is None or not any(t.fold in COMMAS for t in tokens[sentence.first : opens]):
        return None
    for closes in range(opens + 1, min(sentence.last - 1, opens + _AGENCY)):
        if tokens[closes].fold == ")":
            after = tokens[closes + 1].fold
            return opens + 1 if after in DASHES or after.startswith(("-", "–", "—")) else None
    return None
