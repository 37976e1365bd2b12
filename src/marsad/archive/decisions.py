"""What reviewers decided: a log that is only added to, and what follows from it for merging."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from itertools import combinations

import msgspec

from marsad.archive.documents import encode
from marsad.archive.records import Decision
from marsad.merging import Ties

_DECISION = msgspec.json.Decoder(Decision)


def decision_id(decision: Decision) -> str:
    """The id of a decision: a function of all it says."""
    return "d" + sha256(encode(msgspec.structs.replace(decision, id=""))).hexdigest()[:15]


def log(db: sqlite3.Connection, decision: Decision) -> None:
    """Add a decision to the log. The caller holds the transaction."""
    number = db.execute(
        "INSERT INTO decision (id, at, who, what, why, record) VALUES (?, ?, ?, ?, ?, ?)",
        (decision.id, decision.at, decision.who, decision.what, decision.why, encode(decision)),
    ).lastrowid
    rows = sorted({(claim, number) for claim in (*decision.claims, *decision.others)})
    db.executemany("INSERT INTO decision_claim (claim, decision) VALUES (?, ?)", rows)


def decisions(db: sqlite3.Connection) -> list[Decision]:
    """Every decision in the order in which they were made."""
    return [_DECISION.decode(row[0]) for row in db.execute("SELECT record FROM decision ORDER BY n")]


def about(db: sqlite3.Connection, claims: Iterable[str]) -> list[Decision]:
    """The decisions that stand and name one of these claims."""
    wanted = set(claims)
    return [one for one in standing(decisions(db)) if wanted.intersection(one.claims + one.others)]


def standing(found: list[Decision]) -> list[Decision]:
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


def ties(db: sqlite3.Connection) -> Ties:
    """The pairs of claims that reviewers put together or apart; of two on one pair the later counts."""
    together: dict[tuple[str, str], bool] = {}
    for one in standing(decisions(db)):
        if one.what == "merge":
            # A chain is enough to hold them; all pairs lift what an earlier decision put apart.
            for pair in combinations(sorted(set(one.claims)), 2):
                together[pair] = True
        elif one.what == "split":
            for a in one.claims:
                for b in one.others:
                    together[min(a, b), max(a, b)] = False
    return Ties(
        frozenset(pair for pair, held in together.items() if held),
        frozenset(pair for pair, held in together.items() if not held),
    )
