"""Reports of the archive read anew by a newer version: what changes, and what reviewers' decisions keep.

A decision is never lost. What the newer reading makes otherwise of a claim takes the claim's place in the
decisions about it; where the two cannot both be right, the decision holds and a conflict is written down.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from marsad.archive.adding import catch_up, start
from marsad.archive.corrections import Reviewed, reviewed
from marsad.archive.decisions import in_force
from marsad.archive.documents import Writer, decode, documents
from marsad.archive.file import transaction
from marsad.archive.merge import Merger, refresh
from marsad.archive.records import Decision, Reader
from marsad.errors import ArchiveError
from marsad.lexicon.compile import Lexicon
from marsad.merging import Registry
from marsad.model import Claim, Coded, Document

_OURS = "marsad"  # the coder whose claims are made anew; those of others stay as they were given
_ASIDE = {"id", "confidence", "parts", "rule", "coder", "fingerprint"}  # how it was read, not what it says


class Reread(Struct, frozen=True):
    """What reading anew came to: reports read, claims added, changed, withdrawn, and conflicts met."""

    reports: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    conflicts: int = 0

    def plus(self, other: Reread) -> Reread:
        return Reread(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def stale(db: sqlite3.Connection, fingerprint: str) -> list[int]:
    """Numbers of the reports that were last read by something of another fingerprint.

    Reports whose claims came from coded files are not among them.
    """
    rows = db.execute(
        "SELECT d.n FROM document d LEFT JOIN reread a ON a.document = d.n"
        " JOIN run r ON r.n = coalesce(a.run, d.run) WHERE r.fingerprint <> ?"
        " AND coalesce(json_extract(r.settings, '$.coded'), '[]') = '[]' ORDER BY d.n",
        (fingerprint,),
    )
    return [row[0] for row in rows]


def named(db: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    """Numbers of the reports of these ids. Raises ``ArchiveError`` where one is not there."""
    out = []
    for ident in ids:
        row = db.execute("SELECT n FROM document WHERE id = ?", (ident,)).fetchone()
        if row is None:
            mend = "marsad reports lists them with their ids."
            raise ArchiveError(8, f"there is no report «{ident[:80]}».", mend=mend)
        out.append(row[0])
    return out


def held(db: sqlite3.Connection, numbers: Sequence[int], at_once: int = 64) -> Iterator[Document]:
    """The reports of these numbers, a few in memory at a time."""
    for at in range(0, len(numbers), at_once):
        part = numbers[at : at + at_once]
        found = documents(db, part)
        yield from (found[number] for number in part)


class Rereader:
    """Takes new readings of reports into an open archive, a transaction a batch."""

    def __init__(self, db: sqlite3.Connection, lexicon: Lexicon, reader: Reader, started: str) -> None:
        self.db = db
        self.reader = reader
        self.started = started
        self.run: int | None = None
        self.families = {kind.id: kind.family for kind in lexicon.kinds.values()}
        self._writer = Writer(db)
        self._merger = Merger(db, self._writer, Registry(lexicon))
        catch_up(self._merger, reader, started)

    def put(self, readings: Sequence[Coded]) -> Reread:
        """Keep these readings of reports of the archive and merge what changes, all or none."""
        run = self.run
        try:
            with transaction(self.db):
                return self._put(readings)
        except BaseException:
            self._writer.forget()
            self._merger.tables.forget()
            self.run = run
            raise

    def finish(self, finished: str) -> None:
        """Write down that the run came to its end."""
        if self.run is not None:
            self.db.execute("UPDATE run SET finished = ? WHERE n = ?", (finished, self.run))

    def _put(self, readings: Sequence[Coded]) -> Reread:
        if self.run is None:
            self.run = start(self.db, "reread", self.reader, self.started)
        total = Reread()
        numbers: list[int] = []
        again: list[str] = []
        heirs: dict[str, str] = {}
        by, about = reviewed(self.db), _by_claim(in_force(self.db))
        for coded in readings:
            number, dated, published, note = self.db.execute(
                "SELECT n, dated, published, note FROM document WHERE id = ?", (coded.id,)
            ).fetchone()
            numbers.append(number)
            one = _Report(self, self.run, number, coded, by, about)
            total = total.plus(one.settle())
            again += one.again
            heirs |= one.heirs
            day = published or coded.published
            if (day, coded.note) != (dated, note):
                self.db.execute(
                    "UPDATE document SET dated = ?, note = ? WHERE n = ?", (day, coded.note, number)
                )
            if day != dated:
                rows = self.db.execute("SELECT id FROM claim WHERE document = ? AND until IS NULL", (number,))
                again += [row[0] for row in rows]
            self.db.execute("INSERT OR REPLACE INTO reread VALUES (?, ?)", (number, self.run))
        why = f"read anew by version {self.reader.version}"
        refresh(
            self._merger, self.run, numbers, reviewed(self.db), again=tuple(dict.fromkeys(again)), why=why,
            heirs=heirs,
        )  # fmt: skip
        self._merger.tables.trim()
        self.db.execute(
            "UPDATE run SET documents = documents + ?, claims = claims + ? WHERE n = ?",
            (total.reports, total.added, self.run),
        )
        return total


def _by_claim(found: Iterable[Decision]) -> dict[str, list[Decision]]:
    out: dict[str, list[Decision]] = {}
    for one in found:
        for claim in dict.fromkeys((*one.claims, *one.others)):
            out.setdefault(claim, []).append(one)
    return out


class _Report:
    """One report's claims of before against those of the newer reading."""

    def __init__(
        self, of: Rereader, run: int, number: int, coded: Coded, by: Reviewed,
        about: Mapping[str, Sequence[Decision]],
    ) -> None:  # fmt: skip
        self.of = of
        self.db = of.db
        self.run = run
        self.number = number
        self.by = by
        self.about = about
        self.again: list[str] = []
        self.heirs: dict[str, str] = {}
        self.conflicts = 0
        rows = self.db.execute("SELECT n, id, record, until FROM claim WHERE document = ?", (number,))
        mine = [(n, ident, claim, until) for n, ident, record, until in rows
                if (claim := decode(record)).coder == _OURS]  # fmt: skip
        self.numbers = {ident: n for n, ident, _, _ in mine}
        self.before = {ident: claim for _, ident, claim, until in mine if until is None}
        self.after = {claim.id: claim for claim in coded.events}

    def settle(self) -> Reread:
        changed = [one for one in self.before if one in self.after and self._change(one)]
        blocked: set[str] = set()
        withdrawn = 0
        for ident in [one for one in self.before if one not in self.after]:
            heir = self._heir(self.before[ident])
            if self._stays(ident, heir):
                blocked.update([heir] if heir else [])
                continue
            self.of._writer.withdraw(self.numbers[ident], self.run)
            withdrawn += 1
            if heir is not None:
                self.heirs[ident] = heir
                self.db.execute("INSERT OR REPLACE INTO successor VALUES (?, ?, ?)", (ident, heir, self.run))
        added = 0
        for ident, claim in self.after.items():
            if ident in self.before or ident in blocked:
                continue
            added += 1
            if ident in self.numbers:
                self.of._writer.change(self.numbers[ident], claim, self.run, "returned")
                self.db.execute("DELETE FROM successor WHERE old = ?", (ident,))
            else:
                self.of._writer.claim(claim, self.number, self.run)
        self.again += [*changed, *(heir for heir in self.heirs.values() if heir in self.about)]
        return Reread(1, added, len(changed), withdrawn, self.conflicts)

    def _change(self, ident: str) -> bool:
        """Take the newer reading of a claim that both make; False where all that it says is the same."""
        old, new = self.before[ident], self.after[ident]
        if replace(old, fingerprint=None) == replace(new, fingerprint=None):
            return False
        differ = _differ(old, new)
        if ident in self.by.accepted and differ:
            for one in self.about[ident]:
                if one.what == "accept":
                    self._conflict(one, ident, f"now read otherwise ({', '.join(differ)}); kept as accepted")
            return False
        for name, one in self.by.fields.get(ident, {}).items():
            if name in differ and not _same(name, getattr(self.by.claim(old), name), getattr(new, name)):
                self._conflict(one, ident, f"{name} is now read in a third way; kept as corrected")
        self.of._writer.change(self.numbers[ident], new, self.run, "changed")
        return True

    def _stays(self, ident: str, heir: str | None) -> bool:
        """Does a decision keep this claim, although the newer reading does not make it? Notes the conflicts."""
        found = self.about.get(ident, ())
        if not found:
            return False
        vouched = ident in self.by.accepted or (ident in self.by.fields and heir is None)
        other = self.after[heir].kind if heir else None
        for one in found:
            if vouched:
                said = f"now read as {other}" if other else "no longer read"
                self._conflict(one, ident, f"{said}; the claim is kept as reviewed")
            elif heir is None and one.what != "reject":
                self._conflict(one, ident, "no longer read; the decision goes on without it")
            elif heir is not None and other != self.before[ident].kind:
                self._conflict(one, heir, f"now read as {other}; the decision holds for that")
            elif heir is not None and one.field and one.what == "set":
                old, new = self.before[ident], self.after[heir]
                if not _same(one.field, getattr(old, one.field), getattr(new, one.field)) and not _same(
                    one.field, getattr(self.by.claim(old), one.field), getattr(new, one.field)
                ):
                    self._conflict(one, heir, f"{one.field} is now read in a third way; kept as corrected")
        return vouched

    def _heir(self, old: Claim) -> str | None:
        """The new claim that tells of the same in the same words: of the same family, with shared evidence."""
        best: tuple[bool, int, str] | None = None
        for ident, new in self.after.items():
            if ident in self.before or self.of.families.get(new.kind) != self.of.families.get(old.kind):
                continue
            shared = sum(
                max(0, min(a.end, b.end) - max(a.start, b.start))
                for a in old.evidence
                for b in new.evidence
                if a.where == b.where
            )
            if shared and (best is None or (new.kind == old.kind, shared, ident) > best):
                best = (new.kind == old.kind, shared, ident)
        return best[2] if best else None

    def _conflict(self, one: Decision, claim: str, what: str) -> None:
        self.conflicts += 1
        self.db.execute(
            "INSERT INTO conflict (decision, claim, run, what, last)"
            " VALUES (?, ?, ?, ?, (SELECT max(n) FROM decision))",
            (one.id, claim, self.run, what),
        )


def _differ(old: Claim, new: Claim) -> list[str]:
    """The fields in which two readings say something else."""
    names = [one.name for one in fields(Claim) if one.name not in _ASIDE]
    return [name for name in names if not _same(name, getattr(old, name), getattr(new, name))]


def _same(name: str, one: Any, other: Any) -> bool:
    """Do two values of a field say the same, whatever words they were read from?"""
    return bool(_said(name, one) == _said(name, other))


def _said(name: str, value: Any) -> Any:
    if name in ("initiators", "targets", "third_parties", "attributed_to"):
        return [one.id or one.name for one in value]
    if name == "places":
        return [(one.id or one.name, one.lat, one.lon) for one in value]
    if name == "when":
        return (value.start, value.end or value.start) if value is not None and value.start else None
    if hasattr(value, "min"):
        return value.min, value.max
    return value
