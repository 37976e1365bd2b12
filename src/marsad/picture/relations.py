"""Relations between actors: directed, signed, dated, each with its claims; what the registry holds stands apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from marsad.model import Claim
from marsad.picture.records import Party, Relation, RelationKind, Said
from marsad.picture.sides import Sides, holds
from marsad.picture.threads import besieging, is_place
from marsad.picture.words import PictureWords, folded

SIGN: dict[str, int] = {
    "fights": -1, "attacks": -1, "besieges": -1, "threatens": -1, "accuses": -1, "rejects": -1,
    "demands_of": 0, "talks_with": 0, "agrees": 0, "mediates": 0, "supports": 1, "aids": 1,
    "described_close_to": 1, "described_backed_by": 1, "described_loyal_to": 1, "described_part_of": 1,
    "part_of": 1, "armed_wing_of": 1, "ally_of": 1, "sponsored_by": 1,
}  # fmt: skip

MUTUAL: frozenset[str] = frozenset({"fights", "talks_with", "agrees", "ally_of"})
"""Kinds of relation that hold both ways."""

_BETWEEN: dict[str, RelationKind] = {
    "armed_clash": "fights", "negotiation": "talks_with", "agreement": "agrees", "ceasefire": "agrees",
}  # fmt: skip
_TO: dict[str, RelationKind] = {
    "ground_attack": "attacks", "shelling": "attacks", "air_strike": "attacks", "siege": "besieges",
    "demand": "demands_of", "threat": "threatens", "accusation": "accuses", "rejection": "rejects",
    "support": "supports", "aid": "aids",
}  # fmt: skip
_ATTACKS = frozenset({"ground_attack", "shelling", "air_strike"})
_REAL = frozenset({"occurred", "ongoing"})
_TRIED = frozenset({"mediation", "negotiation", "ground_attack", "siege"})


class _Seen(Struct, frozen=True):
    source: Party
    kind: RelationKind
    target: Party
    said: Said
    quote: str | None = None


def relations(
    said: Sequence[Said], sides: Sides, words: PictureWords, day: str | None, since: str | None = None,
    until: str | None = None,
) -> tuple[Relation, ...]:  # fmt: skip
    """Every relation that claims tell of or an outlet words, then the registry's between the actors named.

    ``since`` and ``until`` leave out claims whose day, told or of the report, is earlier or later. The registry's
    facts are those that hold on ``day``.
    """
    said = [one for one in said if _within(one, since, until)]
    seen = list(_seen(said, sides, words))
    groups: dict[tuple[str, str, str], list[_Seen]] = {}
    for one in seen:
        a, b = one.source.key, one.target.key
        if one.kind in MUTUAL and b < a:
            a, b = b, a
        groups.setdefault((a, one.kind, b), []).append(one)
    told = [_relation(these) for these in groups.values()]
    named = {party.key: party for one in seen for party in (one.source, one.target)}
    for each in said:
        for party in sides.of(each.claim).everyone:
            named.setdefault(party.key, party)
    return (*told, *_registry(named, sides, day))


def _within(said: Said, since: str | None, until: str | None) -> bool:
    day = _day(said)
    return not (since is not None and (day is None or day < since)) and not (
        until is not None and day is not None and day > until
    )


def _seen(said: Iterable[Said], sides: Sides, words: PictureWords) -> Iterable[_Seen]:
    for one in said:
        yield from _told(one, sides, words)
        yield from _worded(one, sides, words)


def _told(one: Said, sides: Sides, words: PictureWords) -> Iterable[_Seen]:
    """What a claim tells; nobody attacks, besieges or backs his own side, and "the commander" is nobody."""
    for seen in _all_told(one, sides, words):
        source, target = seen.source, seen.target
        if any(sides.bare(party) and " " not in party.name for party in (source, target)):
            continue
        if seen.kind == "fights":
            if sides.part_of(source.key, target.key) or sides.part_of(target.key, source.key):
                continue
        elif seen.kind not in ("mediates", "talks_with", "agrees") and sides.same(source, target):
            continue
        yield seen


def _all_told(one: Said, sides: Sides, words: PictureWords) -> Iterable[_Seen]:
    claim = one.claim
    if claim.status not in _REAL and not (claim.status == "attempted" and claim.kind in _TRIED):
        return
    places = sides.places(claim)
    first = [p for p in sides.of(claim).doers if not is_place(p, places, words)]
    second = [p for p in sides.of(claim).undergoers if not is_place(p, places, words)]
    thirds = sides.of(claim).thirds
    if claim.kind == "mediation":
        for mediator in first:
            for side in second:
                yield _Seen(mediator, "mediates", side, one)
        return
    between = _BETWEEN.get(claim.kind)
    if between is not None:
        if claim.kind == "agreement" and claim.status == "attempted":
            between = "talks_with"
        if not second and len(first) > 1:
            second = [party for party in first if not sides.same(party, first[0])]
            first = [party for party in first if party not in second]
        for a in first:
            for b in second:
                if a.key != b.key:
                    yield _Seen(a, between, b, one)
        if claim.kind != "armed_clash":
            for mediator in thirds:
                for side in (*first, *second):
                    if mediator.key != side.key:
                        yield _Seen(mediator, "mediates", side, one)
        return
    kind = _TO.get(claim.kind)
    if kind == "besieges":
        for link in besieging((one,), sides, words).get(claim.id, ()):
            for a in link.doers:
                for b in link.undergoers:
                    yield _Seen(a, kind, b, one)
    elif kind is not None:
        for a in first:
            for b in second:
                if a.key != b.key and (claim.kind not in _ATTACKS or sides.armed(b)):
                    yield _Seen(a, kind, b, one)


def _worded(one: Said, sides: Sides, words: PictureWords) -> Iterable[_Seen]:
    """How the report ties a party to another right behind its name: "… close to Iran"."""
    for actor in (*one.claim.initiators, *one.claim.targets, *one.claim.third_parties):
        for quote in _texts(one.claim, actor.text):
            head = folded(quote.partition(" ")[0])
            if not head or head[0] not in words.ties:
                continue  # most names are followed by no tie: only then are all the words looked at
            said = folded(quote)
            for kind, run in words.ties[head[0]]:
                rest = _after(said, run)
                found = _actor_at(rest, sides) if rest else None
                if found is not None:
                    party, length = found
                    if party.key != sides.party(actor).key:
                        text = " ".join(quote.split()[: len(said) - len(rest) + length])
                        yield _Seen(sides.party(actor), kind, party, one, text)  # type: ignore[arg-type]
                    break


def _texts(claim: Claim, name: str) -> Iterable[str]:
    """What follows the name in the evidence, up to eight words."""
    for span in claim.evidence:
        at = span.quote.find(name)
        if at >= 0:
            yield " ".join(span.quote[at + len(name) :].lstrip("”»\"' ").split()[:8])


def _after(said: Sequence[str], run: Sequence[str]) -> Sequence[str]:
    """What follows the tie, which must be right behind the name; a ``ل`` at its end is written onto the next word."""
    if run[-1] != "ل":
        return said[len(run) :] if tuple(said[: len(run)]) == tuple(run) else ()
    body, rest = run[:-1], list(said[len(run) - 1 :])
    if tuple(said[: len(body)]) != tuple(body) or not rest or not rest[0].startswith("ل"):
        return ()
    rest[0] = "ال" + rest[0][2:] if rest[0].startswith("لل") else rest[0].removeprefix("ل")
    return rest


def _actor_at(rest: Sequence[str], sides: Sides) -> tuple[Party, int] | None:
    """The registered actor that the words begin with, and how many of them it takes."""
    for length in range(min(5, len(rest)), 0, -1):
        found = {t.ref for t in sides.lexicon.index.exact(tuple(rest[:length])) if t.layer == "actor"}
        if len(found) == 1:
            (ref,) = found
            actor = sides.lexicon.actors[ref]
            name = " ".join(rest[:length])
            return Party(key=ref, name=actor.name_ar, name_en=actor.name_en, told=(name,)), length
    return None


def _relation(these: Sequence[_Seen]) -> Relation:
    first = these[0]
    days = [day for one in these if (day := _day(one.said)) is not None]
    reported = [one.said.report.published for one in these if one.said.report.published]
    return Relation(
        source=first.source, kind=first.kind, target=first.target, sign=SIGN[first.kind],
        basis="worded" if first.kind.startswith("described_") else "reported",
        events=tuple(dict.fromkeys(one.said.event for one in these)),
        claims=tuple(dict.fromkeys(one.said.claim.id for one in these)),
        origins=_origins(these), reports=len({one.said.report.id for one in these}),
        first=min(days, default=None), last=max(days, default=None), quote=first.quote,
        learned=min(reported, default=None),
    )  # fmt: skip


def _origins(these: Sequence[_Seen]) -> tuple[str, ...]:
    """Who stands behind it; for wording that is the outlet, whomever it cites for the facts."""
    if these[0].kind.startswith("described_"):
        return tuple(dict.fromkeys(one.said.report.outlet or one.said.report.id for one in these))
    return tuple(dict.fromkeys(one.said.origin for one in these))


def _day(said: Said) -> str | None:
    return said.start or said.report.published


def _registry(named: dict[str, Party], sides: Sides, day: str | None) -> list[Relation]:
    """What the registry holds between the actors named, on that day."""
    out = []
    for one in sides.lexicon.knowledge.relations:
        if one.actor not in named or one.other not in named or one.relation == "successor_of":
            continue
        if not holds(one.since, one.until, day):
            continue
        kind: RelationKind = one.relation  # type: ignore[assignment]
        out.append(
            Relation(
                source=named[one.actor],
                kind=kind,
                target=named[one.other],
                sign=SIGN[kind],
                basis="registry",
                first=one.since or None,
                last=one.until or None,
                read_in=one.source,
            )
        )
    return out
