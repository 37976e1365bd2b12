"""Review: what to look at first, decisions and their undoing, and how far two reviewers agree."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import log2
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from marsad.archive import decisions as log
from marsad.archive import queries, review
from marsad.archive.decisions import with_heirs
from marsad.archive.documents import batches, decode, documents
from marsad.archive.file import snapshot
from marsad.archive.records import Conflict, Decision
from marsad.errors import ArchiveError
from marsad.model import Claim, Document
from marsad.web import cursor
from marsad.web.asking import Cursor, Limit
from marsad.web.problems import Refused
from marsad.web.records import Page
from marsad.web.routing import Call, Route
from marsad.web.shelf import Row
from marsad.web.users import now

ClaimId = Annotated[str, Meta(pattern=r"^[0-9a-z]{4,40}$")]
Why = Annotated[str, Meta(min_length=1, max_length=2000)]
What = Literal["accept", "reject", "set", "merge", "split", "undo"]
_NEEDS = {"accept": "claims", "reject": "claims", "set": "id", "merge": "events", "split": "id", "undo": "id"}


class Queue(Struct, frozen=True, kw_only=True):
    """``second``: claims that another reviewer has judged and the one who asks has not, for a second opinion."""

    second: bool = False
    kind: Annotated[str, Meta(max_length=60)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Cursor | None = None


class Waiting(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim that waits for review, with its report and its event's id. ``because`` says why it stands here."""

    claim: Claim
    document: Document
    event: str
    value: float
    because: tuple[str, ...]
    corrected: Claim | None = None
    siblings: int = 0


class Deciding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision to be made.

    ``accept`` and ``reject`` take ``claims``; ``set`` takes ``id`` (of a claim or an event), ``field`` and
    ``values`` as ``marsad review set`` does; ``merge`` takes ``events``; ``split`` takes ``id`` of the event and
    the ``claims`` to take out; ``undo`` takes ``id`` of the decision.
    """

    what: What
    why: Why
    id: Annotated[str, Meta(pattern=r"^[0-9a-z]{4,40}$")] | None = None
    claims: Annotated[tuple[ClaimId, ...], Meta(max_length=500)] = ()
    events: Annotated[tuple[ClaimId, ...], Meta(max_length=50)] = ()
    field: Annotated[str, Meta(max_length=40)] | None = None
    values: Annotated[tuple[Annotated[str, Meta(max_length=500)], ...], Meta(max_length=50)] = ()


class Decided(Struct, frozen=True, kw_only=True):
    """The decision as it was written down, and the events that hold its claims now."""

    dataset: str
    decision: Decision
    events: tuple[str, ...]


class LogQuery(Struct, frozen=True, kw_only=True):
    """Decisions, the newest first; ``claim`` keeps those that name one."""

    claim: ClaimId | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class Logged(Struct, frozen=True, kw_only=True):
    """A decision, and whether it stands."""

    decision: Decision
    stands: bool


class Agreement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far two reviewers agree on whether claims hold.

    ``both`` counts claims that both judged, ``same`` those they judged alike. ``kappa`` is Cohen's, None where
    one of them only ever said the same. ``differ`` are claims they judged differently.
    """

    one: str
    other: str
    both: int
    same: int
    kappa: float | None = None
    differ: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """How far the review has come."""

    dataset: str
    claims: int
    accepted: int
    rejected: int
    corrected: int
    reviewers: dict[str, int]
    agreement: tuple[Agreement, ...]
    conflicts: tuple[Conflict, ...]


def _value(row: Row) -> float:
    """What looking at an event is worth: contested first, then doubtful ones that many reports tell of."""
    return round(
        2.0 * (row.assessment == "Contested") + (1 - row.confidence) + 0.4 * log2(1 + row.reports), 4
    )


def queue(call: Call) -> Page[Waiting]:
    asked: Queue = call.query
    state = call.store.state()
    judged = _verdicts(call)
    mine = {claim for (who, claim) in judged if who == call.visitor.name}
    others = {claim for (who, claim) in judged if who != call.visitor.name}
    done = state.by.accepted | state.by.rejected | frozenset(state.by.fields)

    def wanted(claim: str) -> bool:
        return (claim in others and claim not in mine) if asked.second else claim not in done

    rows = [row for row in state.rows if asked.kind in (None, row.kind)]
    if asked.second:
        rows = [row for row in rows if any(map(wanted, row.claims))]
    ranked = sorted(((-_value(row), row.id, row) for row in rows), key=lambda item: item[:2])
    found = [(value, claim, row) for value, _, row in ranked for claim in row.claims if wanted(claim)]
    first = 0
    if asked.cursor is not None:
        value, event, claim = cursor.decode(asked.cursor, tuple[float, str, str])
        key = (value, event)
        first = next(
            (
                at
                for at, (v, c, row) in enumerate(found)
                if (v, row.id) > key or ((v, row.id) == key and c > claim)
            ),
            len(found),
        )
    part = found[first : first + asked.limit]
    items = []
    with call.store.reading() as db, snapshot(db):
        told = {}
        for marks, some in batches([claim for _, claim, _ in part]):
            rows_ = db.execute(
                f"SELECT id, record, document FROM claim WHERE id IN ({marks})", some
            ).fetchall()
            told.update({ident: (record, number) for ident, record, number in rows_})
        held = documents(db, {number for _, number in told.values()})
    for value, claim, row in part:
        if claim not in told:
            continue
        read = decode(told[claim][0])
        corrected = state.by.claim(read)
        items.append(
            Waiting(
                claim=read, document=held[told[claim][1]], event=row.id, value=-value,
                because=_because(read, row), siblings=len(row.claims) - 1,
                corrected=corrected if corrected is not read else None,
            )
        )  # fmt: skip
    after = None
    if first + asked.limit < len(found) and part:
        value, claim, row = part[-1]
        after = cursor.encode(value, row.id, claim)
    return Page(dataset=state.dataset, total=len(found), items=tuple(items), next=after)


def _because(claim: Claim, row: Row) -> tuple[str, ...]:
    out = []
    if row.assessment == "Contested":
        out.append("contested")
    if claim.confidence < 0.6:
        out.append("low_confidence")
    if row.reports > 2:
        out.append("many_reports")
    return tuple(out)


def _verdicts(call: Call) -> dict[tuple[str, str], str]:
    """The latest standing verdict of each reviewer on each claim; a correction says that the rest holds."""
    out: dict[tuple[str, str], str] = {}
    with call.store.reading() as db:
        made = log.decisions(db)
    for each in log.standing(made):
        if each.what in ("accept", "reject", "set"):
            for claim in each.claims:
                out[each.who, claim] = "reject" if each.what == "reject" else "accept"
    return out


def decide(call: Call) -> Decided:
    asked: Deciding = call.body
    who, at, words = call.visitor.name, now(), call.store.words
    needed = _NEEDS[asked.what]
    if not getattr(asked, needed):
        raise Refused(422, f"«{asked.what}» needs {needed}.")
    with call.store.writing() as db:
        if asked.what == "accept":
            made = review.accept(db, words, asked.claims, who, asked.why, at)
        elif asked.what == "reject":
            made = review.reject(db, words, asked.claims, who, asked.why, at)
        elif asked.what == "merge":
            made = review.merge_events(db, words, asked.events, who, asked.why, at)
        elif asked.what == "split":
            made = review.split_event(db, words, asked.id or "", asked.claims, who, asked.why, at)
        elif asked.what == "undo":
            made = review.undo(db, words, asked.id or "", who, asked.why, at)
        else:
            made = _set(call, db, asked, who, at)
        held: dict[str, None] = {}
        for claim in with_heirs(db, (*made.claims, *made.others)):
            row = db.execute(
                "SELECT e.id FROM event e JOIN event_claim x ON x.event = e.n JOIN claim c ON c.n = x.claim"
                " WHERE c.id = ?", (claim,),
            ).fetchone()  # fmt: skip
            if row:
                held[row[0]] = None
    call.access.users.note(who, call.visitor.address, made.what, {"decision": made.id})
    return Decided(dataset=call.store.dataset(), decision=made, events=tuple(held))


def _set(call: Call, db: object, asked: Deciding, who: str, at: str) -> Decision:
    if not asked.field or not asked.values:
        raise Refused(422, "«set» needs field and values.")
    try:
        return review.correct(
            db, call.store.words, call.store.gazetteer, asked.id or "", asked.field, asked.values, who,  # type: ignore[arg-type]
            asked.why, at,
        )  # fmt: skip
    except (ValueError, TypeError, msgspec.ValidationError) as error:
        raise ArchiveError(10, f"the value does not fit {asked.field}: {error}.") from error


def logged(call: Call) -> Page[Logged]:
    asked: LogQuery = call.query
    with call.store.reading() as db:
        made = log.decisions(db)
    stands = {each.id for each in log.standing(made)}
    # An undoing stands while what it took back stays taken back.
    stands |= {each.id for each in made if each.what == "undo" and each.of not in stands}
    found = [
        each for each in made[::-1] if asked.claim is None or asked.claim in (*each.claims, *each.others)
    ]
    first = 0
    if asked.cursor is not None:
        _, ident = cursor.decode(asked.cursor, tuple[str, str])
        first = next((n + 1 for n, each in enumerate(found) if each.id == ident), 0)
    part = found[first : first + asked.limit]
    more = first + asked.limit < len(found)
    return Page(dataset=call.store.dataset(), total=len(found),
                items=tuple(Logged(decision=each, stands=each.id in stands) for each in part),
                next=cursor.encode(part[-1].at, part[-1].id) if more and part else None)  # fmt: skip


def standing(call: Call) -> Standing:
    state = call.store.state()
    judged = _verdicts(call)
    with call.store.reading() as db, snapshot(db):
        claims = queries.count(db)[1]
        conflicts = log.conflicts(db)
    return Standing(
        dataset=state.dataset, claims=claims, accepted=len(state.by.accepted), rejected=len(state.by.rejected),
        corrected=len(state.by.fields), reviewers=dict(Counter(who for who, _ in judged)),
        agreement=agreement(judged), conflicts=tuple(conflicts),
    )  # fmt: skip


def agreement(judged: dict[tuple[str, str], str]) -> tuple[Agreement, ...]:
    """Every pair of reviewers who judged some claim both."""
    by: dict[str, dict[str, str]] = {}
    for (who, claim), verdict in judged.items():
        by.setdefault(who, {})[claim] = verdict
    out = []
    for one, other in combinations(sorted(by), 2):
        both = sorted(by[one].keys() & by[other].keys())
        if not both:
            continue
        pairs = [(by[one][claim], by[other][claim]) for claim in both]
        same = sum(a == b for a, b in pairs)
        first = sum(a == "accept" for a, _ in pairs) / len(pairs)
        second = sum(b == "accept" for _, b in pairs) / len(pairs)
        chance = first * second + (1 - first) * (1 - second)
        kappa = None if chance == 1 else round((same / len(pairs) - chance) / (1 - chance), 3)
        differ = tuple(claim for claim, (a, b) in zip(both, pairs, strict=True) if a != b)
        out.append(Agreement(one=one, other=other, both=len(both), same=same, kappa=kappa, differ=differ))
    return tuple(out)


ROUTES = (
    Route(method="GET", path="/review/queue", name="queue", tag="Review", run=queue, query=Queue, public=False,
          role="reviewer", gives=Page[Waiting], does="Claims that wait for review, the most valuable first."),
    Route(method="GET", path="/review", name="review", tag="Review", run=standing, gives=Standing, public=False,
          does="How far the review has come, and how far reviewers agree."),
    Route(method="GET", path="/decisions", name="decisions", tag="Review", run=logged, query=LogQuery,
          public=False, gives=Page[Logged], does="Decisions, the newest first."),
    Route(method="POST", path="/decisions", name="decide", tag="Review", run=decide, body=Deciding, status=201,
          role="reviewer", gives=Decided, public=False, does="Make a decision, or take one back."),
)  # fmt: skip
