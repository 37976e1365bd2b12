"""Search in the words of reports.

The index is folded and without clitics; what is shown is the text as given.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterator
from heapq import nlargest
from typing import Any

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
    for _, found in _found(db, query, rows):
        yield found


def search_page(
    db: sqlite3.Connection, query: str, limit: int, *, before: int | None = None, outlet: str | None = None,
    start: str | None = None, end: str | None = None, held: Container[str] | None = None,
) -> tuple[list[tuple[int, Found]], int]:  # fmt: skip
    """As ``search``, each with its number, from those added before the one numbered ``before``; and how many in all.

    ``outlet`` is the outlet's name as it stands in the archive; ``start`` and ``end`` are days of publication;
    ``held`` is the archive's ``vocabulary`` where it is at hand.
    """
    expression = match(query, held)
    if expression is None:
        return [], 0
    last = before if before is not None else 1 << 62
    said, values = [], []
    for condition, value in (
        ("d.outlet = ?", outlet), ("d.dated >= ?", start), ("substr(d.dated, 1, 10) <= ?", end),
    ):  # fmt: skip
        if value is not None:
            said.append(f" AND {condition}")
            values.append(value)
    if said:
        passing = [
            row[0]
            for row in db.execute(
                "SELECT d.n FROM (SELECT rowid AS n FROM words WHERE words MATCH ?) w"
                f" JOIN document d ON d.n = w.n WHERE 1{''.join(said)}",
                [expression, *values],
            )
        ]
        total = len(passing)
        page = nlargest(limit, (n for n in passing if n < last))
    else:
        total = _matching(db, expression)
        wanted = "SELECT rowid FROM words WHERE words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
        page = [row[0] for row in db.execute(wanted, (expression, last, limit))]
    rows = db.execute(
        "SELECT d.n, d.id, d.title, d.dated, d.outlet, d.url, d.text FROM document d"
        f" WHERE d.n IN ({','.join('?' * len(page))}) ORDER BY d.n DESC",
        page,
    ).fetchall()
    return list(_found(db, query, rows)), total


def _found(db: sqlite3.Connection, query: str, rows: list[Any]) -> Iterator[tuple[int, Found]]:
    events = events_of(db, [row[0] for row in rows])
    for n, ident, title, dated, outlet, url, text in rows:
        quote, spans = _quoted(query, text)
        if not spans and title:
            quote, spans = _quoted(query, title)
        yield n, Found(id=ident, title=title, published=dated, outlet=outlet, url=url, quote=quote, spans=spans,
                       events=events.get(n, ()))  # fmt: skip


def matches(db: sqlite3.Connection, query: str) -> int:
    """How many reports the query finds."""
    expression = match(query)
    if expression is None:
        return 0
    return _matching(db, expression)


def _matching(db: sqlite3.Connection, expression: str) -> int:
    return int(db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (expression,)).fetchone()[0])


def vocabulary(db: sqlite3.Connection, most: int) -> frozenset[str] | None:
    """Every word that stands in the index; None where there are more than ``most``, to be looked up one by one."""
    # A temporary table that FTS5 fills as it is read. It is not in the archive, but SQLite calls it writing.
    before = int(db.execute("PRAGMA query_only").fetchone()[0])
    db.execute("PRAGMA query_only = OFF")
    try:
        db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_held USING fts5vocab(main, words, row)")
    finally:
        db.execute(f"PRAGMA query_only = {before}")
    found = [row[0] for row in db.execute("SELECT term FROM temp.word_held LIMIT ?", (most + 1,))]
    return frozenset(found) if len(found) <= most else None


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
