"""Who is who among the parties that claims name: the same actor, parts of one side, or another side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Location, Participant
from marsad.picture.records import Party, Spot
from marsad.picture.spots import spot
from marsad.picture.words import PictureWords, folded
from marsad.text.fold import fold

_BLOWS = frozenset({"armed_clash", "ground_attack", "shelling", "air_strike", "siege"})
_DEPTH = 6  # steps up a chain of command
# To be under one of these together makes nobody one side.
_LOOSE = frozenset({"state", "un", "igo", "coalition", "people", "unknown", "ngo", "monitor"})
_FORCES = frozenset({"army", "air_force", "police", "intelligence"})
_ARMED = frozenset({
    "state", "government", "army", "air_force", "police", "intelligence", "militia", "rebel", "jihadist",
    "coalition", "local_authority", "party",
})  # fmt: skip


class Roles(NamedTuple):
    """The parties of one claim."""

    doers: tuple[Party, ...]
    undergoers: tuple[Party, ...]
    thirds: tuple[Party, ...]

    @property
    def everyone(self) -> tuple[Party, ...]:
        return (*self.doers, *self.undergoers, *self.thirds)


class Sides:
    """Compares parties by name and by the registry as it holds on ``day``. Caches; otherwise without state.

    ``opposed`` are pairs of ids that reports set against each other: an army and a government of one state
    count as one side unless they are such a pair.
    """

    def __init__(
        self, lexicon: Lexicon, words: PictureWords, day: str | None = None,
        opposed: frozenset[frozenset[str]] = frozenset(),
    ) -> None:  # fmt: skip
        self.opposed = opposed
        self.lexicon = lexicon
        self.words = words
        self._above: dict[str, frozenset[str]] = {}
        self._parents: dict[str, list[str]] = {}
        for one in lexicon.knowledge.relations:
            if one.relation in ("part_of", "armed_wing_of") and holds(one.since, one.until, day):
                self._parents.setdefault(one.actor, []).append(one.other)
        self._ids: dict[tuple[str | None, str, str], frozenset[str]] = {}
        self._telling: dict[str, frozenset[str]] = {}
        self._same: dict[tuple[str, str], bool] = {}
        self._parties: dict[tuple[str | None, str, str], Party] = {}
        self._roles: dict[str, Roles] = {}
        self._places: dict[str, tuple[Spot, ...]] = {}
        self._spots: dict[tuple[object, ...], Spot] = {}
        self._wide: dict[str, bool] = {}
        self._common: dict[str, str] = {}
        self._known: dict[str, frozenset[str]] = {}

    def party(self, one: Participant) -> Party:
        """The participant as a party; the id that its name alone leads to stays a possibility, not its key."""
        slot = (one.id, one.name, one.text)
        known = self._parties.get(slot)
        if known is None:
            ids = self._lookup(one)
            key = self._narrower(one, ids) or self._certain(one) or f"~{fold(one.name)}"
            actor = self.lexicon.actors.get(key)
            name, english = (actor.name_ar, actor.name_en) if actor else (one.name, one.name_en)
            known = Party(key=key, name=name, name_en=english or None, told=(one.text,))
            self._parties[slot] = known
            self._known[key] = self._known.get(key, frozenset()) | ids
        return known

    def of(self, claim: Claim) -> Roles:
        """The parties of a claim by role."""
        known = self._roles.get(claim.id)
        if known is None:
            known = self._roles[claim.id] = Roles(
                *(self.parties(found) for found in (claim.initiators, claim.targets, claim.third_parties))
            )
        return known

    def places(self, claim: Claim) -> tuple[Spot, ...]:
        """The places of a claim."""
        known = self._places.get(claim.id)
        if known is None:
            known = self._places[claim.id] = tuple(map(self._spot, claim.places))
        return known

    def _spot(self, one: Location) -> Spot:
        slot = (one.id, one.text, one.name, one.kind, one.lat, one.lon, one.precision, one.radius, one.admin1)
        known = self._spots.get(slot)
        if known is None:
            known = self._spots[slot] = spot(one, self.words)
        return known

    def parties(self, found: Iterable[Participant]) -> tuple[Party, ...]:
        """The participants as parties, each once; what only strikes ("warplanes") is none."""
        return merged([party for one in found if not self._thing(party := self.party(one))])

    def _thing(self, one: Party) -> bool:
        return one.key.startswith("~") and self._made_of(one) == "things"

    def _plain(self, one: Party) -> set[str]:
        return {word.removeprefix("ال") for word in folded(one.name)}

    def wide(self, place: Spot) -> bool:
        """Is the place a whole country, by its kind or because its name is that of a state?"""
        known = self._wide.get(place.key)
        if known is None:
            actors = self.lexicon.actors
            known = place.wide or any(
                ref in actors and actors[ref].kind == "state" and place.lat is None
                for ref in self._exact(place.name)
            )
            self._wide[place.key] = known
        return known

    def soft(self, one: Party) -> bool:
        """Is it described and not named, so that beside a place it may be anybody of there?"""
        return one.key.startswith("~") and not self._all_ids(one)

    def named(self, name: str) -> frozenset[str]:
        """Ids an asker may mean by a name, Arabic, English or id; or the key of an unregistered party."""
        out = {ref for ref in self._exact(name)}
        if name in self.lexicon.actors:
            out.add(name)
        lower = name.lower()
        out |= {key for key, one in self.lexicon.actors.items() if one.name_en.lower() == lower}
        return frozenset(out or {f"~{fold(name)}"})

    def same(self, a: Party, b: Party) -> bool:
        """May the two be one side: one actor, one part of the other, or parts of one whole that is no state?"""
        if a.key == b.key:
            return True
        pair = (a.key, b.key) if a.key < b.key else (b.key, a.key)
        known = self._same.get(pair)
        if known is None:
            known = self._same[pair] = self._compare(a, b)
        return known

    def meet(self, some: Sequence[Party], others: Sequence[Party]) -> bool:
        """Does any of the one stand on a side with any of the others?"""
        for a in some:
            for b in others:
                if a.key == b.key or self.same(a, b):
                    return True
        return False

    def within(self, small: Sequence[Party], large: Sequence[Party]) -> bool:
        """Has each of the one its side among the others?"""
        return all(self.meet((one,), large) for one in small)

    def armed(self, one: Party) -> bool:
        """Is it a party that can fight, as far as registry or name tell?"""
        actor = self.lexicon.actors.get(one.key)
        if actor is not None:
            return actor.kind in _ARMED
        return any(word.removeprefix("ال") in self.words.armed for word in folded(one.name))

    def part_of(self, one: str, whole: str) -> bool:
        """Is the actor the whole or a part of it by the registry?"""
        return one == whole or whole in self.above(one)

    def above(self, actor: str) -> frozenset[str]:
        """The actor and all it is part of."""
        known = self._above.get(actor)
        if known is None:
            found, edge = {actor}, [actor]
            for _ in range(_DEPTH):
                edge = [up for one in edge for up in self._parents.get(one, ()) if up not in found]
                found.update(edge)
            known = self._above[actor] = frozenset(found)
        return known

    def _narrower(self, one: Participant, ids: frozenset[str]) -> str | None:
        """The participant's id; of a state whose name here is that of its government or army, theirs."""
        actor = self.lexicon.actors.get(one.id or "")
        if actor is None or actor.kind != "state":
            return one.id
        parts = [ref for ref in ids if ref != actor.id and actor.id in self.above(ref)]
        return parts[0] if len(parts) == 1 else actor.id

    def bare(self, one: Party) -> bool:
        """Is it named by what it is alone ("members", "the commander"), so that it may be anybody's?"""
        return one.key.startswith("~") and self._made_of(one) == "common"

    def _made_of(self, one: Party) -> str:
        """Is the name made of words for things, or of common ones alone?"""
        known = self._common.get(one.key)
        if known is None:
            said = self._plain(one)
            common = said <= self.words.generic_party | self.words.armed
            known = "things" if said <= self.words.not_parties else "common" if common else "a name"
            self._common[one.key] = known
        return known

    def _compare(self, a: Party, b: Party) -> bool:
        mine, theirs = self._all_ids(a), self._all_ids(b)
        if mine and theirs:
            return any(self._one_side(x, y) for x in mine for y in theirs)
        if mine or theirs:
            ids, described = (mine, b) if mine else (theirs, a)
            return bool(self._plain(described) & self.words.of_state) and any(map(self._of_state, ids))
        x, y = self._words(a.name), self._words(b.name)
        return bool(x and y) and (x <= y or y <= x)

    def _one_side(self, x: str, y: str) -> bool:
        if x == y:
            return True
        above_x, above_y = self.above(x), self.above(y)
        if x in above_y or y in above_x:
            return True
        actors, shared = self.lexicon.actors, above_x & above_y
        if any(one in actors and actors[one].kind not in _LOOSE for one in shared):
            return True
        kinds = {actors[one].kind if one in actors else "" for one in (x, y)}
        return (
            bool(shared and "government" in kinds and kinds & _FORCES)
            and frozenset((x, y)) not in self.opposed
        )

    def _of_state(self, ident: str) -> bool:
        """Is it a state, its government, or a force of one? Police may also be that of a party or a region."""
        actors = self.lexicon.actors
        actor = actors.get(ident)
        if actor is None or actor.kind in ("government", "state"):
            return actor is not None
        return actor.kind in _FORCES and any(
            up in actors and actors[up].kind in ("government", "state", "army") for up in self.above(ident)
        )

    def _all_ids(self, one: Party) -> frozenset[str]:
        ids = self._known.get(one.key, frozenset())
        return ids if one.key.startswith("~") else ids | {one.key}

    def _lookup(self, one: Participant) -> frozenset[str]:
        slot = (one.id, one.name, one.text)
        known = self._ids.get(slot)
        if known is None:
            known = self._exact(one.text) | self._exact(one.name) | ({one.id} if one.id else frozenset())
            self._ids[slot] = known
        return known

    def _exact(self, name: str) -> frozenset[str]:
        said = folded(name)
        if not said:
            return frozenset()
        found = {term.ref for term in self.lexicon.index.exact(said) if term.layer == "actor"}
        if not found and len(said) > 1 and said[0].removeprefix("ال") in self.words.generic_party:
            # مقاتلو هيئة تحرير الشام (fighters of HTS): the body they are of
            found = {term.ref for term in self.lexicon.index.exact(said[1:]) if term.layer == "actor"}
        return frozenset(found)

    def _certain(self, one: Participant) -> str | None:
        """The one actor that a name of at least two words can mean and that no other is called by."""
        found = self._exact(one.text) | self._exact(one.name)
        if len(found) != 1:
            return None
        (ref,) = found
        said = " ".join(folded(one.text))
        alias = self.lexicon.tones.get((said, ref))
        return None if alias is not None and alias.tone == "ambiguous" else ref

    def _words(self, name: str) -> frozenset[str]:
        known = self._telling.get(name)
        if known is None:
            said = [word.removeprefix("ال") for word in folded(name)]
            telling = frozenset(w for w in said if w not in self.words.generic_party
                                and w not in self.words.generic_place)  # fmt: skip
            known = self._telling[name] = telling or frozenset(said)
        return known


def merged(found: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, in order, with every name told for it, the most frequent first."""
    listed = tuple(found)
    if len(listed) < 2:
        return listed
    first: dict[str, Party] = {}
    told: dict[str, Counter[str]] = {}
    for one in listed:
        known = first.get(one.key)
        if known is None:
            first[one.key] = one
        else:
            told.setdefault(one.key, Counter(known.told)).update(one.told)
    return tuple(
        replace(one, told=tuple(sorted(told[key], key=lambda t: (-told[key][t], t)))) if key in told else one
        for key, one in first.items()
    )


def opposed(claims: Iterable[Claim]) -> frozenset[frozenset[str]]:
    """Pairs of registered actors that these claims set against each other by force."""
    return frozenset(
        frozenset((a.id, b.id))
        for claim in claims
        if claim.kind in _BLOWS and claim.status in ("occurred", "attempted", "ongoing")
        for a in claim.initiators
        for b in claim.targets
        if a.id and b.id and a.id != b.id
    )


def holds(since: str, until: str, day: str | None) -> bool:
    """Is a fact of the registry true on the day? Its bounds may be years or months; no day asks for any time."""
    if day is None:
        return True
    return not (since and day[: len(since)] < since) and not (until and day[: len(until)] > until)
