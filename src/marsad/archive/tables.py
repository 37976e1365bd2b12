"""The tables of merging: facets, the blocks they stand in, links, and what of them is kept in memory while adding."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import chain, islice

import msgspec
from msgspec.structs import force_setattr, replace

from marsad.archive.documents import batches
from marsad.merging import Facets, Link, blocks

_FACETS = msgspec.msgpack.Decoder(Facets)
_KEPT = 250_000  # facets in memory, of some 800 bytes each beside what they share
_SHARED = 250_000  # values that facets in memory share
_REPEATED = (
    "document", "kind", "family", "status", "precision", "start", "end", "published", "month_day", "spots",
    "initiators", "targets", "killed", "injured", "means", "names", "telling",
)  # fmt: skip
_NEIGHBOURS = 400_000  # claims whose links are in memory
_PAIRS = 4_000_000  # ends of links in memory, sixteen bytes each; among near copies they grow with the square
_AT_ONCE = 10_000  # claims let go of together
_STEPS = 250_000  # claims of which the step of the ladder is remembered
# Rows that stand apart before they are sorted in among the others.
_WAITING = {"block": 200_000, "link": 100_000}

_MERGED = "SELECT c.id, c.n FROM claim c JOIN merged m ON m.claim = c.n WHERE c.id IN ({marks})"
_ANY = "SELECT id, n FROM claim WHERE id IN ({marks})"
# Covered by the key of the table and by its index, so that no claim is opened.
_LINKS = " UNION ALL ".join(
    f"SELECT {end}, score, {other} FROM {table} WHERE {end} IN ({{marks}})"
    for table in ("link", "link_new")
    for end, other in ("ab", "ba")
)
_SHARING = """SELECT claim FROM block WHERE key IN ({marks}) UNION ALL SELECT claim FROM block_new WHERE key IN ({marks})"""

_Ends = tuple["array[float]", "array[int]"]
"""Scores of the links of a claim, the lowest first, and the claims at their other ends."""


class Tables:
    """``marsad.merging.Store`` over the archive's tables, with much of them in memory.

    A claim's number is its row's. The facets met last are kept, and the links of most claims: looked up row by row they
    would be what makes adding slower as the archive grows. Places, actors and words recur from claim to claim; facets in
    memory share them, which takes a third of the space, and two that are one object are seen to be equal at once.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._known: OrderedDict[int, Facets] = OrderedDict()
        self._numbers: dict[str, int] = {}  # of the claims that are known
        self._shared: dict[object, object] = {}
        self._near: dict[int, _Ends | None] = {}
        self._ends = 0  # of links in memory
        self._waiting: dict[str, int] = {}  # by table, how many rows stand apart, once counted
        self._version: int | None = None
        self._steps: dict[int, int] = {}

    def forget(self) -> None:
        """After a transaction that failed: what was remembered may not be there."""
        self._known.clear()
        self._numbers.clear()
        self._shared.clear()
        self._near.clear()
        self._ends = 0
        self._waiting.clear()
        self._steps.clear()

    def begin(self) -> None:
        """At the beginning of a transaction: forget what another process may have changed meanwhile."""
        (version,) = self.db.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.forget()
        self._version = version

    def numbers(self, claims: Iterable[str]) -> dict[str, int]:
        return self._rows(claims, _MERGED)

    def rows(self, claims: Iterable[str]) -> dict[str, int]:
        """As ``numbers``, of claims that are not merged too."""
        return self._rows(claims, _ANY)

    def _rows(self, claims: Iterable[str], asked: str) -> dict[str, int]:
        out: dict[str, int] = {}
        missing = []
        for claim in claims:
            number = self._numbers.get(claim)
            if number is None:
                missing.append(claim)
            else:
                out[claim] = number
        for marks, part in batches(missing):
            out.update(self.db.execute(asked.format(marks=marks), part))
        return out

    def sharing(self, keys: Sequence[int]) -> Iterable[int]:
        found: set[int] = set()
        for marks, part in batches(keys):
            found.update(chain.from_iterable(self.db.execute(_SHARING.format(marks=marks), (*part, *part))))
        return found

    def facets(self, claims: Iterable[int]) -> list[Facets]:
        wanted = list(claims)
        self._load(wanted)
        return [self._known[claim] for claim in wanted if claim in self._known]

    def of(self, document: int) -> list[Facets]:
        """The facets of the claims of a report that are merged."""
        rows = self.db.execute(
            "SELECT c.n FROM claim c JOIN merged m ON m.claim = c.n WHERE c.document = ? ORDER BY c.n",
            (document,),
        )
        return self.facets([number for (number,) in rows.fetchall()])

    def near(self, claim: int) -> Iterable[tuple[float, int]]:
        if claim not in self._near:
            self.fetch((claim,))
        ends = self._near[claim]
        return zip(reversed(ends[0]), reversed(ends[1]), strict=True) if ends else ()

    def fetch(self, claims: Iterable[int]) -> None:
        missing = [claim for claim in claims if claim not in self._near]
        for marks, part in batches(missing):
            found: dict[int, list[tuple[float, int]]] = {claim: [] for claim in part}
            for claim, score, other in self.db.execute(_LINKS.format(marks=marks), part * 4):
                found[claim].append((score, other))
            for claim, links in found.items():
                links.sort()
                scores, others = array("d", [score for score, _ in links]), array("q", [n for _, n in links])
                self._near[claim] = (scores, others) if links else None
                self._ends += len(links)

    def step(self, claim: int) -> int:
        known = self._steps.get(claim)
        if known is None:
            row = self.db.execute("SELECT step FROM merged WHERE claim = ?", (claim,)).fetchone()
            known = self._steps[claim] = row[0] if row else 0
        return known

    def reached(self, claims: Iterable[int], step: int) -> None:
        changed = [claim for claim in claims if self.step(claim) != step]
        self._steps.update(dict.fromkeys(changed, step))
        self.db.executemany(
            "UPDATE merged SET step = ? WHERE claim = ?", [(step, claim) for claim in changed]
        )

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        rows = self._number(facets)
        records = [(number, msgspec.msgpack.encode(bare(one))) for number, one in rows]
        self.db.executemany("INSERT INTO facet (claim, record) VALUES (?, ?)", records)
        self.db.executemany(
            "INSERT INTO merged (claim, id) VALUES (?, ?)", [(number, one.claim) for number, one in rows]
        )
        self._stand("block", sorted((key, number) for number, one in rows for key in one.keys))
        known = self.numbers({end for one in links for end in (one.a, one.b)})
        ends = ((known[one.a], known[one.b], one.score) for one in links)
        pairs = [(min(a, b), max(a, b), score) for a, b, score in ends]
        self._stand("link", pairs)
        for number, _ in rows:
            self._near.setdefault(number, None)
        for a, b, score in pairs:
            self._join(a, score, b)
            self._join(b, score, a)

    def _join(self, claim: int, score: float, other: int) -> None:
        """Put a new end among those of the claim, if they are in memory; the lowest score comes first."""
        if claim not in self._near:
            return
        ends = self._near[claim]
        if ends is None:
            ends = self._near[claim] = array("d"), array("q")
        at = bisect(ends[0], score)
        ends[0].insert(at, score)
        ends[1].insert(at, other)
        self._ends += 1

    def _stand(self, table: str, rows: Sequence[tuple[float, ...]]) -> None:
        """Put new rows beside a table of blocks or links.

        What belongs to one claim lies all over the table: in a large one each row would change a page of its own. So
        new rows stand apart until there are enough of them for many to fall on a page.
        """
        if table not in self._waiting:
            (self._waiting[table],) = self.db.execute(f"SELECT count(*) FROM {table}_new").fetchone()
        if self._waiting[table] > _WAITING[table]:
            self.db.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM {table}_new ORDER BY 1, 2")
            self.db.execute(f"DELETE FROM {table}_new")
            self._waiting[table] = 0
        marks = "?, ?" if table == "block" else "?, ?, ?"
        self.db.executemany(f"INSERT OR IGNORE INTO {table}_new VALUES ({marks})", rows)
        self._waiting[table] += len(rows)

    def remove(self, claims: Sequence[int]) -> None:
        if claims:
            self._steps.clear()
            self.db.execute("UPDATE merged SET step = 0 WHERE step > 0")
        self._load(claims)
        for number in claims:
            for _, other in self.near(number):
                self._drop(other)
            self._drop(number)
            one = self._known.pop(number, None)
            if one is None:
                continue
            self._numbers.pop(one.claim, None)
            rows = [(key, number) for key in blocks(one)[0]]
            for table in ("block", "block_new"):
                self.db.executemany(f"DELETE FROM {table} WHERE key = ? AND claim = ?", rows)
            for table in ("link", "link_new"):
                self.db.execute(f"DELETE FROM {table} WHERE a = ? OR b = ?", (number, number))
            self.db.execute("DELETE FROM facet WHERE claim = ?", (number,))
            self.db.execute("DELETE FROM merged WHERE claim = ?", (number,))

    def _drop(self, claim: int) -> None:
        ends = self._near.pop(claim, None)
        self._ends -= len(ends[0]) if ends else 0

    def _number(self, facets: Sequence[Facets]) -> list[tuple[int, Facets]]:
        """New claims with the numbers of their rows, from now on known."""
        by_id = {one.claim: one for one in facets}
        rows = []
        for ident, number in self.rows(by_id).items():
            self._know(number, bare(by_id[ident]))
            rows.append((number, by_id[ident]))
        return rows

    def _know(self, number: int, one: Facets) -> None:
        """Keep facets that nobody else has: equal parts are put in the place of theirs."""
        for field in _REPEATED:
            value = getattr(one, field)
            if value is not None:
                force_setattr(one, field, self._shared.setdefault(value, value))
        self._known[number] = one
        self._numbers[one.claim] = number

    def _load(self, claims: Sequence[int]) -> None:
        missing = []
        for claim in claims:
            if claim in self._known:
                self._known.move_to_end(claim)
            else:
                missing.append(claim)
        for marks, part in batches(dict.fromkeys(missing)):
            rows = self.db.execute(f"SELECT claim, record FROM facet WHERE claim IN ({marks})", part)
            for number, record in rows:
                self._know(number, _FACETS.decode(record))

    def trim(self) -> None:
        """Let go of the facets that were used longest ago, and of what was met first.

        Between batches only: a batch counts on what it loaded.
        """
        while len(self._known) > _KEPT:
            _, one = self._known.popitem(last=False)
            del self._numbers[one.claim]
        if len(self._shared) > _SHARED:
            self._shared.clear()
        while self._near and (self._ends > _PAIRS or len(self._near) > _NEIGHBOURS):
            for claim in list(islice(self._near, _AT_ONCE)):
                self._drop(claim)
        for claim in list(islice(self._steps, max(0, len(self._steps) - _STEPS))):
            del self._steps[claim]


def bare(one: Facets) -> Facets:
    """As the archive keeps it: without the keys of blocks, which stand in a table and follow from the rest."""
    return replace(one, keys=(), probes=())
