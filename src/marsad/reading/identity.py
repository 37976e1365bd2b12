"""One event told three times is one claim: which events of a report are the same, and what each telling adds."""

from __future__ import annotations

from collections.abc import Sequence, Set

from marsad.lexicon.compile import Lexicon
from marsad.model import SYMMETRIC
from marsad.reading.grounding import closer, loose
from marsad.reading.records import Chunk, Event
from marsad.reading.testimony import add_source
from marsad.text.fold import fold

_FORCE = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing"}
# A word such as الهجوم (the attack) or القصف (the shelling) may stand for an event told under another kind.
_GENERIC = {
    "ground_attack": _FORCE, "shelling": {"air_strike", "shelling"}, "air_strike": {"shelling", "air_strike"},
    "explosion": {"explosion", "ground_attack", "air_strike", "shelling"}, "armed_clash": {"armed_clash", "ground_attack"},
    "killing": _FORCE,
}  # fmt: skip
_LOOSE_RULES = {"ground_attack.attack"}
_ENOUGH = 0.0
# What each agreement or difference speaks for: set on reports that were read by hand, see docs/accuracy.md.
W = {
    "generic": 1.0, "other kind": 0.0, "sides": 0.5, "other sides": 2.0, "initiator": 1.0, "other initiator": 4.0,
    "other described": 2.5, "target": 1.0, "far": 0.0, "also": 1.25, "no place": 0.25, "place": 2.0, "area": 2.0,
    "other area": 2.75, "other place": 2.5, "toll": 1.0, "other toll": 1.0,
}  # fmt: skip
_BACK = 40  # events looked back over: a report that long has moved on
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
    if (a.sort == "road") != (b.sort == "road"):  # the road from a town is not the town
        return False
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


def likeness(new: Event, old: Event, lexicon: Lexicon) -> float | None:
    """How much speaks for two events of one report being the same; None where they cannot be.

    Every slot both fill speaks for or against it: the place most, then who did it, then how many were hurt. A word that
    only refers (الهجوم, the attack) speaks for it by itself; كما … أيضا (also) against it.
    """
    generic = new.trigger.definite or _bare(new)
    if new.kind != old.kind and not (
        (generic and old.kind in _stands_for(new))
        or (new.trigger.rule.id in _LOOSE_RULES and old.kind in _FORCE)
        or (old.trigger.definite and new.kind in _stands_for(old))
        or (old.trigger.rule.id in _LOOSE_RULES and new.kind in _FORCE)
    ):
        return None
    if new.status != old.status and {new.status, old.status} & {"denied", "planned", "attempted", "ended"}:
        return None
    if _apart(new, old):
        return None
    if new.notes.get("also") and new.places and not _any_place(new.places, old.places):
        return None  # … أيضاً في مدينة X: in another place too
    score = W["generic"] if generic else 0.0
    if new.kind != old.kind:
        score -= W["other kind"]
    statement = new.trigger.rule.frame == "statement"
    if new.kind in SYMMETRIC and old.kind in SYMMETRIC:
        mine, theirs = [*new.initiators, *new.targets], [*old.initiators, *old.targets]
        if mine and theirs:
            score += W["sides"] if _any_actor(mine, theirs, lexicon) else -W["other sides"]
    else:
        if new.initiators and old.initiators:
            if _any_actor(new.initiators, old.initiators, lexicon):
                score += W["initiator"]
            else:
                known = all(c.ref for c in (*new.initiators, *old.initiators))
                score -= W["other initiator"] if known or statement else W["other described"]
        if new.targets and old.targets:
            if _any_actor(new.targets, old.targets, lexicon):
                score += W["target"]
            elif statement:
                score -= 1.5
    score += _where(new, old)
    score += _hurt(new, old)
    gap = new.trigger.sentence - old.trigger.sentence
    if statement:
        return score - (3.0 if gap > 3 else 0.0)
    if gap > 4:
        score -= W["far"]
    if new.notes.get("also"):
        score -= W["also"]
    if not new.places and not new.notes.get("also") and gap <= 2:
        score += W["no place"]
    return score


def _stands_for(event: Event) -> Set[str]:
    """The kinds that a word for this event may mean: a storming is only that, an attack may be any use of force."""
    if event.kind == "ground_attack" and event.trigger.rule.id not in _LOOSE_RULES:
        return {"ground_attack", "armed_clash"}
    return _GENERIC.get(event.kind, frozenset())


def _apart(new: Event, old: Event) -> bool:
    """Are they told for different days?"""
    return bool(
        new.date
        and old.date
        and "spoken" not in new.notes
        and "spoken" not in old.notes
        and new.date.start
        and old.date.start
        and (
            new.date.start > (old.date.end or old.date.start)
            or old.date.start > (new.date.end or new.date.start)
        )
    )


def _where(new: Event, old: Event) -> float:
    if not new.places or not old.places:
        return 0.0
    if _any_place(_precise(new.places), _precise(old.places)):
        return W["place"]
    if _any_place(new.places, old.places):
        return W["area"] if not (_precise(new.places) and _precise(old.places)) else -W["other area"]
    return -W["other place"] if _precise(new.places) and _precise(old.places) else -W["other area"]


def _hurt(new: Event, old: Event) -> float:
    score = 0.0
    for what in ("killed", "injured"):
        one, other = new.tolls.get(what), old.tolls.get(what)
        if one is None or other is None or one.max is None or other.max is None:
            continue
        if (one.min, one.max) == (other.min, other.max):
            score += W["toll"] if one.min >= 2 else W["toll"] / 3
        elif one.exact and other.exact and not one.weak and not other.weak:
            score -= W["other toll"]
    return score


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
    if old.date is None or ("spoken" in old.notes and new.date is not None and "spoken" not in new.notes):
        old.date = new.date
    _tolls(old, new)
    for source in new.sources:
        add_source(old.sources, source)
    old.means.extend(m for m in new.means if m not in old.means)
    old.objects.extend(o for o in new.objects if o not in old.objects)
    old.spans.extend(new.spans)
    loose = old.trigger.rule.id in _LOOSE_RULES and old.kind == "ground_attack"
    vague = new.trigger.rule.id in _LOOSE_RULES and new.kind == "ground_attack"
    if old.kind != new.kind and not vague and (loose or (old.trigger.definite and not new.trigger.definite)):
        old.kind = new.kind
    elif old.kind == "shelling" and new.kind == "air_strike":
        old.kind = "air_strike"


def _tolls(old: Event, new: Event) -> None:
    """The fuller figure before the vaguer, the later of two bounds, casualties before "no casualties"."""
    hurt = any(toll.min > 0 for toll in old.tolls.values())
    for what, toll in new.tolls.items():
        known = old.tolls.get(what)
        if toll.max == 0 and hurt and (known is not None or len(new.tolls) > 1):
            continue
        if (
            known is None
            or known.max == 0
            or (loose(known) and not loose(toll))
            or closer(toll, known)
            or (known.max == 1 and toll.min > 1 and not toll.weak)
            or (known.max is None and toll.max is None and toll.min >= known.min and not toll.weak)
            or (known.min == toll.min and toll.max is None and not toll.weak)
        ):
            old.tolls[what] = toll


def unite(events: Sequence[Event], lexicon: Lexicon) -> list[Event]:
    """Fold later tellings into earlier ones, nearest first."""
    out: list[Event] = []
    for event in events:
        if event.dropped:
            continue
        host: Event | None = None
        best = _ENOUGH
        for old in reversed(out[-_BACK:]):
            score = likeness(event, old, lexicon)
            if score is not None and (score > best or (score == best and host is None)):
                host, best = old, score
        if host is None:
            out.append(event)
        else:
            absorb(host, event, lexicon)
    return out
