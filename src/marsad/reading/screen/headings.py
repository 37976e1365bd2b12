"""Headings between the paragraphs of a report: lines of their own that nothing closes, where the writer closes his sentences.

… ولم ترد أنباء عن ضحايا. / **مقتل امرأة في قصف على إدلب** / وأوضح الدفاع المدني …: what only such a line tells is another story,
or is told beneath it in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.reading.records import Event
from marsad.text.tokens import Sentence, Token

ONLY_THERE = "only in the headline"
_SHORT, _LONG = 4, 22  # tokens of a heading
_PARAGRAPH = 12  # tokens of a line that a writer would close
_SEVERAL = 3  # paragraphs that show whether he does
_CLOSED = 0.6  # of which as many are closed
_CLOSING = frozenset('.!؟?…"»”:،؛')
_TEXT = ("body", "lead")


def drop_headings(
    events: Sequence[Event], tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str]
) -> None:
    """Drop what is told in nothing but headings; who says something is often told in a heading and quoted beneath it."""
    found = frozenset(_headings(tokens, sentences, roles))
    if not found:
        return
    for event in events:
        if event.trigger.rule.frame != "statement" and all(t.sentence in found for t in event.tellings):
            event.dropped = event.dropped or ONLY_THERE


def _headings(tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str]) -> Iterator[int]:
    if len(sentences) <= _SEVERAL:
        return
    paragraphs = closed = 0
    open_lines: list[int] = []
    for number, sentence in enumerate(sentences):
        if roles[number] not in _TEXT:
            continue
        last = sentence.last
        while last > sentence.first and tokens[last - 1].kind == "newline":
            last -= 1
        if last == sentence.first or (last < len(tokens) and tokens[last].kind != "newline"):
            continue  # it ends within its line
        size, stop = last - sentence.first, tokens[last - 1].fold[-1:] in _CLOSING
        if size >= _PARAGRAPH:
            paragraphs += 1
            closed += stop
        begins = sentence.first > 0 and tokens[sentence.first - 1].kind == "newline"
        if (
            paragraphs
            and begins
            and not stop
            and _SHORT <= size <= _LONG
            and _plain(tokens, sentence.first, last)
        ):
            open_lines.append(number)
    if open_lines and paragraphs >= _SEVERAL and closed >= _CLOSED * paragraphs:
        yield from open_lines


def _plain(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Is it no point of a list, and nobody quoted: • قصف على X, الدفاع المدني**:** قصف على X?"""
    return tokens[first].kind == "word" and all(t.fold != ":" for t in tokens[first:last])
