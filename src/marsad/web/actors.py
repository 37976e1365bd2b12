"""Actors: who appears in events, under what names, and what the registry holds of them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from msgspec import Meta, Struct

from marsad.archive.asking import actors_named
from marsad.archive.documents import decode
from marsad.archive.file import snapshot
from marsad.lexicon.compile import Lexicon
from marsad.text.fold import fold
from marsad.web import cursor
from marsad.web.asking import Cursor, Limit
from marsad.web.problems import Refused
from marsad.web.records import Page
from marsad.web.routing import Call, Route

_CLAIMS = 4000  # of one actor, looked through for the names reports use


class Listing(Struct, frozen=True, kw_only=True):
    """Which actors: by a part of their name, or all of them, those with most events first."""

    q: Annotated[str, Meta(max_length=200)] | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


class One(Struct, frozen=True, kw_only=True):
    """Which actor: the id of the registry, or ``~`` and the folded name where it has none."""

    key: Annotated[str, Meta(min_length=1, max_length=300)]


class ActorBrief(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor as a list shows it, with the number of its events by role."""

    key: str
    name: str
    events: int
    name_en: str | None = None
    country: str | None = None
    registered: bool = False
    as_initiator: int = 0
    as_target: int = 0


class AliasOf(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name: how often reports of the archive use it, and its tone by the registry (loaded, honorific …)."""

    name: str
    uses: int = 0
    tone: str | None = None
    known: bool = False


class Kin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A relation the registry holds, with the source it was read in; ``inward``: of the other to this one."""

    relation: str
    key: str
    name: str
    name_en: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    inward: bool = False


class ActorView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    dataset: str
    actor: ActorBrief
    aliases: tuple[AliasOf, ...] = ()
    kin: tuple[Kin, ...] = ()
    kinds: dict[str, int] = {}
    kind: str | None = None
    source: str | None = None


_QUERY = (
    "SELECT a.key, a.name, a.name_en, a.country, count(DISTINCT x.event),"
    " count(DISTINCT CASE WHEN x.role = 'initiator' THEN x.event END),"
    " count(DISTINCT CASE WHEN x.role = 'target' THEN x.event END)"
    " FROM actor a JOIN event_actor x ON x.actor = a.n"
)


def _brief(row: tuple[str, str, str | None, str | None, int, int, int]) -> ActorBrief:
    key, name, name_en, country, events, first, second = row
    return ActorBrief(key=key, name=name, name_en=name_en, country=country, events=events, as_initiator=first,
                      as_target=second, registered=not key.startswith("~"))  # fmt: skip


def listed(call: Call) -> Page[ActorBrief]:
    asked: Listing = call.query
    values: list[object] = []
    where = ""
    if asked.q and fold(asked.q).strip():
        sought = "".join("\\" + char if char in "%_\\" else char for char in fold(asked.q).strip())
        keys = actors_named(asked.q, call.store.words)
        where = (
            " WHERE a.folded LIKE ? ESCAPE '\\' OR lower(a.name_en) LIKE ? ESCAPE '\\'"
            f" OR a.key IN ({','.join('?' * len(keys))})"
        )
        values = [f"%{sought}%", f"%{sought.lower()}%", *keys]
    with call.store.reading() as db:
        rows = db.execute(f"{_QUERY}{where} GROUP BY a.n ORDER BY 5 DESC, a.key", values).fetchall()
    found = [_brief(row) for row in rows]
    first = 0
    if asked.cursor is not None:
        events, key = cursor.decode(asked.cursor, tuple[int, str])
        first = next(
            (at for at, one in enumerate(found) if (-one.events, one.key) > (-events, key)), len(found)
        )
    part = found[first : first + asked.limit]
    more = first + asked.limit < len(found)
    return Page(dataset=call.store.dataset(), total=len(found), items=tuple(part),
                next=cursor.encode(part[-1].events, part[-1].key) if more and part else None)  # fmt: skip


def one(call: Call) -> ActorView:
    asked: One = call.query
    words = call.store.words
    with call.store.reading() as db, snapshot(db):
        row = db.execute(f"{_QUERY} WHERE a.key = ? GROUP BY a.n", (asked.key,)).fetchone()
        known = words.actors.get(asked.key)
        if row is None and known is None:
            raise Refused(404, f"there is no actor «{asked.key[:80]}».", code="A008")
        if row is not None:
            brief = _brief(row)
        else:
            assert known is not None
            brief = ActorBrief(key=known.id, name=known.name_ar, name_en=known.name_en or None, events=0,
                               country=known.country or None, registered=True)  # fmt: skip
        kinds = Counter(
            dict(
                db.execute(
                    "SELECT e.kind, count(DISTINCT e.n) FROM event e JOIN event_actor x ON x.event = e.n"
                    " JOIN actor a ON a.n = x.actor WHERE a.key = ? GROUP BY e.kind", (asked.key,),
                ).fetchall()
            )
        )  # fmt: skip
        records = db.execute(
            "SELECT c.record FROM claim c JOIN claim_actor x ON x.claim = c.n JOIN actor a ON a.n = x.actor"
            " WHERE a.key = ? AND c.until IS NULL GROUP BY c.n LIMIT ?", (asked.key, _CLAIMS),
        ).fetchall()  # fmt: skip
    used: Counter[str] = Counter()
    for (record,) in records:
        claim = decode(record)
        for who in (*claim.initiators, *claim.targets, *claim.third_parties):
            if (who.id or f"~{fold(who.name)}") == asked.key:
                used.update({who.text, *who.aliases})
    return ActorView(
        dataset=call.store.dataset(), actor=brief, aliases=_aliases(asked.key, used, words),
        kin=_kin(asked.key, words), kinds=dict(kinds.most_common()),
        kind=known.kind if known else None, source=(known.source or None) if known else None,
    )  # fmt: skip


def _aliases(key: str, used: Counter[str], words: Lexicon) -> tuple[AliasOf, ...]:
    """The names reports use, the most frequent first; then those that only the registry knows."""
    tones = {fold(alias.alias): alias.tone for alias in words.knowledge.aliases if alias.actor == key}
    out = [
        AliasOf(name=name, uses=uses, tone=tones.get(fold(name)) or None, known=fold(name) in tones)
        for name, uses in used.most_common(60)
    ]
    seen = {fold(name) for name in used}
    out += [
        AliasOf(name=alias.alias, tone=alias.tone or None, known=True)
        for alias in words.knowledge.aliases
        if alias.actor == key and fold(alias.alias) not in seen
    ]
    return tuple(out)


def _kin(key: str, words: Lexicon) -> tuple[Kin, ...]:
    out = []
    for each in words.knowledge.relations:
        if key not in (each.actor, each.other):
            continue
        inward = each.other == key
        ident = each.actor if inward else each.other
        other = words.actors.get(ident)
        out.append(
            Kin(
                relation=each.relation, key=ident, name=other.name_ar if other else ident,
                name_en=(other.name_en or None) if other else None, since=each.since or None,
                until=each.until or None, source=each.source or None, inward=inward,
            )
        )  # fmt: skip
    return tuple(out)


ROUTES = (
    Route(method="GET", path="/actors", name="actors", tag="Actors", run=listed, query=Listing,
          gives=Page[ActorBrief], cached=True, public=False, does="Actors of events, those with most events first."),
    Route(method="GET", path="/actors/{key:path}", name="actor", tag="Actors", run=one, query=One,
          gives=ActorView, cached=True, public=False,
          does="An actor: the names reports use, loaded ones marked, and what the registry holds."),
)  # fmt: skip
