"""Who kills his own kin: قتل **رجل** زوجته وطفليه. Of anybody else bare behind "killed" it is told that he was."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.names.bodies import KILLER, KILLS_KIN
from marsad.reading.names.no_names import kin_of_somebody
from marsad.reading.records import Chunk, Trigger
from marsad.reading.roles.addressed import FIRST_NAMES

KILLS = frozenset({"killing", "abuse"})
_MANNER = word_class("manner_of_killing")


def kills_his_kin(
    around: Around, trigger: Trigger, after: Sequence[Chunk]
) -> tuple[list[Chunk], list[Chunk]] | None:
    """Who did it and to whom, where a noun for kin with a pronoun follows him with nothing between."""
    tokens, here = around.tokens, trigger.last
    if trigger.last - trigger.first > 1 or tokens[trigger.first].fold not in KILLS_KIN:
        return None
    kin = next((c for c in after if here < c.first <= here + KILLER and not c.prep and not c.joined), None)
    if kin is None or not kin_of_somebody(tokens[kin.first].fold) or not _is_object(around, kin):
        return None
    doer = next((c for c in after if c.first == here and c.last == kin.first and c.kind in PEOPLE), None)
    if doer is None and kin.first == here + 1 and around.at.cue(here, *FIRST_NAMES) is not None:
        token = tokens[here]
        doer = Chunk(here, here + 1, "person", token.fold, sort="person")
    return None if doer is None else ([doer], coordinated(kin, after))


def _is_object(around: Around, kin: Chunk) -> bool:
    """قتل طفل والده **قيادي** في X: a noun behind his kin says what the kin are, and nothing was done to them."""
    if kin.last >= around.clauses.sentence.last:
        return True
    token = around.tokens[kin.last]
    if token.kind != "word":
        return True
    word = token.fold
    free = word in PREPOSITIONS or word in _MANNER or around.at.cue(kin.last, "cause", "near") is not None
    return free or word.startswith(("و", "ف", "ال", "ب", "ل")) or word in ("ثم", "بعد", "قبل", "خلال", "اثر")
