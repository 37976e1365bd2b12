"""One event told three times is one claim: which events of a report are the same, and what each telling adds."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.reading.records import Chunk, Event
from marsad.text.fold import fold

_FORCE = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing"}
# A word such as الهجوم (the attack) or القصف (the shelling) may stand for an event told under another kind.
_GENERIC = {
    "ground_attack": _FORCE, "shelling": {"air_strike", "shelling"}, "air_strike": {"shelling", "air_strike"},
    "explosion": {"explosion", "ground_attack", "air_strike", "shelling"}, "armed_clash": {"armed_clash", "ground_attack"},
    "killing": _FORCE,
}  # fmt: skip
_SYMMETRIC = {"armed_clash", "negotiation", "agreement", "ceasefire"}
_AREAS = {"region", "admin1", "admin2", "country", "direction", "part", "front", "vicinity"}
_STOP = {"في", "من", "قوات", "مدينه", "بلده", "قريه", "محافظه", "ريف", "حي", "منطقه", "عناصر", "مسلحي", "ميليشيا", "ميليشيات",
         "مليشيات", "مليشيا", "تنظيم", "جماعه", "حركه"}  # fmt: skip


def words(name: str) -> frozenset[str]:
    """The telling words of a name, without articles, clitics and type words."""
    out = set()
    for word in fold(name).replace('"', " ").split():
        word = word.strip("“”«»'.,،()-–")
        for lead in ("وال", "بال", "لل", "ال"):
            if word.startswith(lead) and len(word) - len(lead) >= 2:
                word = word[len(lead) :]
                break
        if len(word) > 1:
            out.add(word)
    return frozenset(out - _STOP or out)


def same_actor(a: Chunk, b: Chunk, lexicon: Lexicon) -> bool:
    if a.ref and b.ref:
        if a.ref == b.ref:
            return True
        up = lexicon.parents
        if b.ref in up.get(a.ref, ()) or a.ref in up.get(b.ref, ()):
            return True
    if a.country and a.country == b.country and "nationality" in (a.sort, b.sort):
        return True
    x, y = words(a.name), words(b.name)
    return bool(x & y) and (x <= y or y <= x)


def same_place(a: Chunk, b: Chunk) -> bool:
    if a.ref and a.ref == b.ref:
        return True
    x, y = words(a.name), words(b.name)
    return bool(x & y) and (x <= y or y <= x)


def _any_actor(a: Sequence[Chunk], b: Sequence[Chunk], lexicon: Lexicon) -> bool:
    return any(same_actor(x, y, lexicon) for x in a for y in b)


def _any_place(a: Sequence[Chunk], b: Sequence[Chunk]) -> bool:
    return any(same_place(x, y) for x in a for y in b)


def _precise(places: Sequence[Chunk]) -> list[Chunk]:
    return [p for p in places if p.sort not in _AREAS and p.kind == "place"]


def compatible(new: Event, old: Event, lexicon: Lexicon) -> bool:
    """Can two events of one report be the same? Any slot that both fill must agree; something must speak for it."""
    generic = new.trigger.definite or _bare(new)
    kinds = (
        new.kind == old.kind
        or (generic and old.kind in _GENERIC.get(new.kind, ()))
        or (old.trigger.definite and new.kind in _GENERIC.get(old.kind, ()))
    )
    if not kinds:
        return False
    if new.status != old.status and {new.status, old.status} & {"denied", "planned", "attempted", "ended"}:
        return False
    if (
        new.date
        and old.date
        and new.date.start
        and old.date.start
        and (
            new.date.start > (old.date.end or old.date.start)
            or old.date.start > (new.date.end or new.date.start)
        )
    ):
        return False
    support = 0
    if new.kind in _SYMMETRIC and old.kind in _SYMMETRIC:
        a, b = [*new.initiators, *new.targets], [*old.initiators, *old.targets]
        if a and b:
            if not _any_actor(a, b, lexicon):
                return False
            support += 1
    else:
        for x, y in ((new.initiators, old.initiators), (new.targets, old.targets)):
            if x and y:
                if _any_actor(x, y, lexicon):
                    support += 1
                elif x is new.initiators or new.trigger.rule.frame == "statement":
                    return False
    if new.places and old.places:
        if _any_place(new.places, old.places):
            support += 1
        else:
            a, b = _precise(new.places), _precise(old.places)
            if a and b:
                return False
            if not generic and not support:
                return False
    if new.notes.get("also") and not (new.places and old.places and _any_place(new.places, old.places)):
        return False
    if _tolls_differ(new, old) and not (new.places and old.places and _any_place(new.places, old.places)):
        return False
    if new.trigger.rule.frame == "statement":
        return (
            support >= 1
            and bool(new.targets) == bool(old.targets)
            and new.trigger.sentence - old.trigger.sentence <= 2
        )
    return support > 0 or generic


def _tolls_differ(new: Event, old: Event) -> bool:
    for what in ("killed", "injured"):
        a, b = new.tolls.get(what), old.tolls.get(what)
        if a and b and a.max is not None and b.max is not None and (a.min, a.max) != (b.min, b.max):
            return True
    return False


def _bare(event: Event) -> bool:
    return not event.initiators and not event.targets and not event.places


def absorb(old: Event, new: Event, lexicon: Lexicon) -> None:
    """Add to an event what another telling of it says."""
    for mine, other in ((old.initiators, new.initiators), (old.targets, new.targets), (old.third, new.third)):
        taken = [*old.initiators, *old.targets, *old.third]
        for chunk in other:
            if not any(same_actor(chunk, known, lexicon) for known in taken):
                mine.append(chunk)
    for place in new.places:
        if not any(
            same_place(place, known) and len(words(place.name)) <= len(words(known.name))
            for known in old.places
        ):
            old.places.append(place)
    if old.date is None:
        old.date = new.date
    for what, toll in new.tolls.items():
        known = old.tolls.get(what)
        if known is None or known.weak or (known.max is None and toll.min >= known.min and not toll.weak):
            old.tolls[what] = toll
    for source in new.sources:
        if not any(words(source.name) == words(known.name) for known in old.sources):
            old.sources.append(source)
    old.means.extend(m for m in new.means if m not in old.means)
    old.objects.extend(o for o in new.objects if o not in old.objects)
    old.spans.extend(new.spans)
    if old.trigger.definite and not new.trigger.definite and old.kind != new.kind:
        old.kind = new.kind
    elif old.kind == "shelling" and new.kind == "air_strike":
        old.kind = "air_strike"


def unite(events: Sequence[Event], lexicon: Lexicon) -> list[Event]:
    """Fold later tellings into earlier ones, nearest first."""
    out: list[Event] = []
    for event in events:
        if event.dropped:
            continue
        host = next((old for old in reversed(out) if compatible(event, old, lexicon)), None)
        if host is None:
            out.append(event)
        else:
            absorb(host, event, lexicon)
    return out
