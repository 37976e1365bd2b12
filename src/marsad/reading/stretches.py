"""What a very long text is read in: pieces of the length of a long report, cut where lines end. And how many short ones are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from marsad.model import Document

STRETCH = 100_000
"""The longest text, in code points, that is read in one go."""

_TOGETHER = 64  # reports; more make reading hardly faster


def stretches(document: Document) -> Iterator[tuple[int, Document]]:
    """The report, or where it is longer than a long report the stretches it is read in, each with its offset.

    A text of millions of letters is a digest, a book or an archive pasted together: what is told at its end says
    nothing of "the latter" at its beginning. Cut at line ends, so that memory stays that of one stretch.
    """
    text = document.text
    if len(text) <= STRETCH:
        yield 0, document
        return
    start = 0
    published = document.published or None
    while start < len(text):
        end = min(len(text), start + STRETCH)
        if end < len(text):
            end = (
                max(text.rfind("\n", start + STRETCH // 2, end), text.rfind(". ", start + STRETCH // 2, end))
                + 1
                or end
            )
        yield (
            start,
            replace(
                document,
                text=text[start:end],
                title=document.title if start == 0 else None,
                published=published,
            ),
        )
        start = end


def groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The reports in their order, as many at a time as are read together; all of them are no longer than one stretch.

    A longer one stands by itself.
    """
    group: list[Document] = []
    length = 0
    for document in documents:
        length += len(document.text)
        if group and (len(group) == _TOGETHER or length > STRETCH):
            yield group
            group, length = [], len(document.text)
        group.append(document)
    if group:
        yield group
