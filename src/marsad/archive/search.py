"""Search in the words of reports.

The index is folded and without clitics; what is shown is the text as given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from marsad.archive.queries import events_of
from marsad.archive.records import Found
from marsad.archive.words import found_at, match

_AROUND = 90  # code points shown on either side of the first word found


def search(db: sqlite3.Connection, query: str, limit: int = 50) -> Iterator[Found]:
    """Reports with every word and "phrase" of the query and none of its -words, the last added first."""
    expression = match(query)
    if expression is None:
        return
    # No ranking: it would walk every report that has a word, and news wants the newest first.
    rows = db.execute(
        "SELECT d.n, d.id, d.title, d.dated, d.outlet, d.url, d.text"
        " FROM (SELECT rowid AS n FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) w"
        " JOIN document d ON d.n = w.n ORDER BY d.n DESC",
        (expression, limit),
    ).fetchall()
    events = events_of(db, [row[0] for row in rows])
    for n, ident, title, dated, outlet, url, text in rows:
        quote, spans = _quoted(query, text)
        if not spans and title:
            quote, spans = _quoted(query, title)
        yield Found(id=ident, title=title, published=dated, outlet=outlet, url=url, quote=quote, spans=spans,
                    events=events.get(n, ()))  # fmt: skip


def matches(db: sqlite3.Connection, query: str) -> int:
    """How many reports the query finds."""
    expression = match(query)
    if expression is None:
        return 0
    row = db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (expression,)).fetchone()
    return int(row[0])


def _quoted(query: str, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch around the first word found, cut at spaces, and where in it words of the query stand."""
    first = next(found_at(query, text), None)
    if first is None:
        return "", ()
    start, end = max(0, first[0] - _AROUND), min(len(text), first[1] + _AROUND)
    while 0 < start < first[0] and not text[start - 1].isspace():
        start += 1
    while first[1] < end < len(text) and not text[end].isspace():
        end -= 1
    shown = text[start:end]
    return shown, tuple(found_at(query, shown))
