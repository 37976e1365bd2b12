"""What reviewers decided: a log that is only added to, and which of its decisions stand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from marsad.archive.documents import batches, encode
from marsad.archive.records import Conflict, Decision
from marsad.merging import Ties

_DECISION = msgspec.json.Decoder(Decision)


def decision_id(decision: Decision) -> str:
    """The id of a decision: a function of all it says."""
    return "d" + sha256(encode(replace(decision, id=""))).hexdigest()[:15]


def log(db: sqlite3.Connection, decision: Decision) -> None:
    """Add a decision to the log. The caller holds the transaction."""
    number = db.execute(
        "INSERT INTO decision (id, at, who, what, why, record) VALUES (?, ?, ?, ?, ?, ?)",
        (decision.id, decision.at, decision.who, decision.what, decision.why, encode(decision)),
    ).lastrowid
    rows = sorted({(claim, number) for claim in (*decision.claims, *decision.others)})
    db.executemany("INSERT INTO decision_claim (claim, decision) VALUES (?, ?)", rows)


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Every decision in the order in which they were made, as it was made."""
    return [_DECISION.decode(row[0]) for row in db.execute("SELECT record FROM decision ORDER BY n")]


def standing(found: Sequence[Decision]) -> list[Decision]:
    """Those that no later decision undid; undoing an undoing brings back what it undid."""
    undone: set[str] = set()
    out: list[Decision] = []
    for one in reversed(found):
        if one.id in undone:
            continue
        if one.what == "undo" and one.of is not None:
            undone.add(one.of)
        else:
            out.append(one)
    return out[::-1]


def in_force(db: sqlite3.Connection) -> list[Decision]:
    """The decisions that stand, naming the claims of today.

    A claim that a newer version makes otherwise stands for the one that was decided about.
    """
    found = standing(decisions(db))
    if not found:
        return []
    heirs: dict[str, str] = dict(db.execute('SELECT old, "new" FROM successor'))
    if not heirs:
        return found
    return [replace(one, claims=_led(one.claims, heirs), others=_led(one.others, heirs)) for one in found]


def _led(claims: Sequence[str], heirs: Mapping[str, str]) -> tuple[str, ...]:
    out = []
    for claim in claims:
        seen = {claim}
        while (heir := heirs.get(claim)) is not None and heir not in seen:
            claim = heir
            seen.add(heir)
        out.append(claim)
    return tuple(dict.fromkeys(out))


def with_heirs(db: sqlite3.Connection, claims: Sequence[str]) -> tuple[str, ...]:
    """These claims and those that newer readings put in their place, one after the other."""
    heirs: dict[str, str] = dict(db.execute('SELECT old, "new" FROM successor'))
    out = dict.fromkeys(claims)
    edge = list(claims)
    while edge:
        edge = [heirs[claim] for claim in edge if heirs.get(claim, claim) not in out]
        out.update(dict.fromkeys(edge))
    return tuple(out)


def about(db: sqlite3.Connection, claims: Iterable[str]) -> list[Decision]:
    """The decisions that stand and name one of these claims."""
    wanted = set(claims)
    return [one for one in in_force(db) if wanted.intersection(one.claims + one.others)]


def ties_of(db: sqlite3.Connection, found: Iterable[Decision], rejected: Iterable[str] = ()) -> Ties:
    """The claims that reviewers put together or apart; of two decisions on one pair the later counts.

    A split takes claims out of an event; the rest of it stays together. ``found`` are decisions in force, in
    order. Claims that are put together come as a chain of pairs, which
    names only claims that stand: merging would not see past a link that is gone.
    """
    groups: list[set[str]] = []
    apart: set[tuple[str, str]] = set()
    for one in found:
        if one.what == "merge":
            mine = set(one.claims)
            apart = {pair for pair in apart if not (pair[0] in mine and pair[1] in mine)}
            met = [group for group in groups if group & mine]
            groups = [group for group in groups if not group & mine]
            groups.append(mine.union(*met))
        elif one.what == "split":
            mine, others = set(one.claims), set(one.others)
            apart.update((min(a, b), max(a, b)) for a in mine for b in others)
            groups = [
                part
                for group in groups
                for part in ((group & mine, group - mine) if group & mine and group & others else (group,))
            ]
            # What is left stays one: it may have hung together by what was taken out.
            met = [group for group in groups if group & others]
            groups = [group for group in groups if not group & others]
            groups.append(others.union(*met))
    if not groups and not apart:
        return Ties()
    named = {claim for group in groups for claim in group} | {claim for pair in apart for claim in pair}
    held = standing_of(db, named).difference(rejected)
    together = {pair for group in groups for pair in pairwise(sorted(group & held))}
    return Ties(frozenset(together), frozenset(pair for pair in apart if held.issuperset(pair)))


def standing_of(db: sqlite3.Connection, claims: Iterable[str]) -> set[str]:
    """Those of these claims that are there and not withdrawn."""
    held: set[str] = set()
    for marks, part in batches(sorted(claims)):
        rows = db.execute(f"SELECT id FROM claim WHERE until IS NULL AND id IN ({marks})", part)
        held.update(row[0] for row in rows)
    return held


def conflicts(db: sqlite3.Connection, claims: Iterable[str] | None = None) -> list[Conflict]:
    """Where newer readings do not agree with decisions, the first one first.

    A conflict is settled, and not listed, once its decision is taken back or a later one names the claim.
    """
    stands = {one.id for one in standing(decisions(db))}
    wanted = None if claims is None else set(claims)
    rows = db.execute(
        "SELECT decision, claim, run, what FROM conflict k WHERE NOT EXISTS (SELECT 1 FROM decision_claim x"
        " WHERE x.claim = k.claim AND x.decision > k.last) ORDER BY n"
    )
    return [
        Conflict(decision=decision, claim=claim, run=run, what=what)
        for decision, claim, run, what in rows
        if decision in stands and (wanted is None or claim in wanted)
    ]
