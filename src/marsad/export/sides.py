"""What kind of actor somebody is: a state's force, an armed group, civilians, or nobody can say."""

from __future__ import annotations

from typing import Literal

from marsad.lexicon.compile import Lexicon, words_of
from marsad.model import Actor

Side = Literal["state", "group", "civilians", "people", "body"]
"""``state``: a state, its government or forces. ``group``: organised and armed, not of a state. ``civilians``: said
to be. ``people``: protesters, rioters. ``body``: unarmed organisations. None where it cannot be told.
"""

_FORCE = frozenset({"army", "air_force", "police", "intelligence"})
_GROUP = frozenset({"rebel", "jihadist", "militia", "tribe"})
_BODY = frozenset({"party", "ngo", "un", "igo", "company", "court", "monitor", "local_authority"})

# Folded by the lexicon when they are looked up: civilians, inhabitants, women, children, farmers, the displaced …
_CIVILIANS = (
    "مدني", "مدنيون", "مدنيين", "مدنيان", "مدنية", "مدنيات", "الأهالي", "أهالي", "سكان", "السكان", "عائلات", "العائلات",
    "طفل", "طفلة", "أطفال", "الأطفال", "طفلان", "طفلين", "امرأة", "نساء", "النساء", "رجل", "شاب", "شبان", "فتاة", "مزارع", "مزارعين",
    "نازحين", "نازحون", "النازحين", "لاجئين", "صحفي", "صحفيين", "صحافي", "صحافيين", "طبيب", "أطباء", "مسعفين", "معلم", "طلاب", "مواطن", "مواطنين", "المواطنين", "المدنيين", "المدنيون", "راعي", "رعاة", "مسن",
)  # fmt: skip
_PEOPLE = ("متظاهرين", "متظاهرون", "المتظاهرين", "المتظاهرون", "محتجين", "محتجون", "المحتجين", "المحتجون")


class Sides:
    """Answers by the registry's kind of an actor and, where it knows none, by the first word of the name."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._civilians = {words_of(word)[0] for word in _CIVILIANS}
        self._people = {words_of(word)[0] for word in _PEOPLE}

        self._wings = {
            one.other for one in words.knowledge.relations if one.relation == "armed_wing_of"
        }  # fmt: skip

    def kind(self, actor: Actor) -> str | None:
        """The registry's kind of the actor."""
        known = self._words.actors.get(actor.id) if actor.id else None
        return known.kind if known else None

    def armed_kind(self, actor: Actor) -> str | None:
        """The kind of armed group that the actor is or is part of: the police of a rebel group is of rebels."""
        if self.of(actor) != "group":
            return None
        own = self.kind(actor)
        kinds = [own, *self._above(actor.id or "")]
        return next((kind for kind in kinds if kind in _GROUP), "militia" if own else None)

    def of(self, actor: Actor) -> Side | None:
        """What side of a conflict the actor is."""
        kind = self.kind(actor)
        if kind is None:
            first = next(iter(words_of(actor.name)), "")
            if first in self._civilians:
                return "civilians"
            return "people" if first in self._people else None
        if kind == "people":
            return "civilians"
        if kind in _GROUP or actor.id in self._wings:
            return "group"
        above = self._above(actor.id or "")
        if kind == "state" or (kind in (*_FORCE, "government") and "state" in above):
            return "state"
        # An army or police of no state is an armed group; what a coalition is turns on its members.
        if kind in _FORCE or (kind in ("local_authority", "government") and _GROUP.intersection(above)):
            return "group"
        return "body" if kind in _BODY else None

    def one_state(self, first: Actor, second: Actor) -> bool:
        """Whether both are the same state, or forces of it."""
        return bool(self._states(first) & self._states(second))

    def _states(self, actor: Actor) -> set[str]:
        ident = actor.id or ""
        own = {ident} if self.kind(actor) == "state" else set()
        return own | {one for one in self._line(ident) if self._words.actors[one].kind == "state"}

    def _above(self, ident: str) -> list[str]:
        """Kinds of all that the actor is part of, the nearest first."""
        return [self._words.actors[one].kind for one in self._line(ident)]

    def _line(self, ident: str) -> list[str]:
        """All that the actor is part of, the nearest first."""
        seen: dict[str, None] = {}
        edge = list(self._words.parents.get(ident, ()))
        while edge:
            one = edge.pop(0)
            if one not in seen:
                seen[one] = None
                edge += self._words.parents.get(one, ())
        return [one for one in seen if one in self._words.actors]
