"""The standing of one actor: who fights it, who backs it, who only talks to it or mediates, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from marsad.lexicon.compile import Lexicon
from marsad.picture.gather import Material
from marsad.picture.picture import sides_of
from marsad.picture.records import Party, Picture, Relation, Standing
from marsad.picture.relations import MUTUAL, relations
from marsad.picture.sides import Sides, merged
from marsad.picture.words import PictureWords, picture_words

_FORCE = frozenset({"fights", "attacks"})
_WORDS = frozenset({"threatens", "accuses", "rejects"})
_BACKING = frozenset({"supports", "aids"})
_TALKS = frozenset({"talks_with", "agrees"})


def standing(
    made_of: Material, of: Picture, name: str, lexicon: Lexicon, since: str | None = None,
    words: PictureWords | None = None, sides: Sides | None = None,
) -> Standing | None:  # fmt: skip
    """How the actor of this name or id stands, by the claims from ``since`` on. None where no report names it.

    ``of`` is the picture of the same material, from which the mediations with their outcomes are taken.
    What belongs to the actor by the registry counts with it, and shows as ``parts``. ``came`` and ``went``
    compare with as many days before ``since``; they are empty where no ``since`` is given.
    """
    words = words or picture_words()
    sides = sides or sides_of(made_of, lexicon, words)
    keys = sides.named(name)
    now = (
        of.relations
        if since is None
        else relations(made_of.said, sides, words, made_of.day, since, made_of.day)
    )
    ours = _ours(keys, sides)
    parts = merged(party for one in made_of.said for party in sides.of(one.claim).everyone if ours(party))
    if not parts:
        return None
    mine = [one for one in now if ours(one.source) != ours(one.target)]
    on = {front.id for front in of.fronts if any(ours(party) for side in front.sides for party in side)}
    came, went = _turned(made_of, mine, ours, sides, words, since)

    def group(kinds: Iterable[str], from_us: bool | None) -> tuple[Relation, ...]:
        wanted = frozenset(kinds)
        return tuple(
            one for one in mine
            if one.basis == "reported" and one.kind in wanted
            and (from_us is None or one.kind in MUTUAL or ours(one.source) == from_us)
        )  # fmt: skip

    return Standing(
        actor=_itself(name, keys, parts, lexicon), as_of=made_of.as_of, since=since, parts=parts,
        fights=group(_FORCE, None), besieges=group({"besieges"}, True), besieged_by=group({"besieges"}, False),
        mediated_by=group({"mediates"}, False), mediates=group({"mediates"}, True), talks_with=group(_TALKS, None),
        demands=group({"demands_of"}, None), backers=group(_BACKING, False), backs=group(_BACKING, True),
        against_in_words=group(_WORDS, None),
        worded=tuple(one for one in now if one.basis == "worded" and (ours(one.source) or ours(one.target))),
        registry=tuple(one for one in now if one.basis == "registry" and (ours(one.source) or ours(one.target))),
        mediations=tuple(one for one in of.situations if one.kind == "mediation" and one.state != "denied"
                         and (any(map(ours, one.undergoers)) or (not one.undergoers and one.front in on))),
        came=came, went=went,
    )  # fmt: skip


def _ours(keys: frozenset[str], sides: Sides) -> Callable[[Party], bool]:
    def ours(party: Party) -> bool:
        return party.key in keys or any(sides.part_of(party.key, key) for key in keys)

    return ours


def _itself(name: str, keys: frozenset[str], parts: Sequence[Party], lexicon: Lexicon) -> Party:
    """The actor asked for, by the registry where it is there."""
    for key in sorted(keys):
        actor = lexicon.actors.get(key)
        if actor is not None:
            return Party(key=key, name=actor.name_ar, name_en=actor.name_en or None)
    return parts[0] if parts else Party(key=f"~{name}", name=name)


def _turned(
    made_of: Material, mine: Sequence[Relation], ours: Callable[[Party], bool], sides: Sides,
    words: PictureWords, since: str | None,
) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:  # fmt: skip
    if since is None or made_of.day is None:
        return (), ()
    length = (date.fromisoformat(made_of.day) - date.fromisoformat(since)).days + 1
    start = (date.fromisoformat(since) - timedelta(days=length)).isoformat()
    end = (date.fromisoformat(since) - timedelta(days=1)).isoformat()
    earlier = [one for one in relations(made_of.said, sides, words, end, start, end)
               if one.basis == "reported" and ours(one.source) != ours(one.target)]  # fmt: skip
    reported = [one for one in mine if one.basis == "reported"]
    before, now = {_key(one) for one in earlier}, {_key(one) for one in reported}
    return (
        tuple(one for one in reported if _key(one) not in before),
        tuple(one for one in earlier if _key(one) not in now),
    )


def _key(one: Relation) -> tuple[str, ...]:
    ends = (one.source.key, one.target.key)
    return (one.kind, *(sorted(ends) if one.kind in MUTUAL else ends))
