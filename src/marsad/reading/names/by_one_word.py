"""Who is told by one word that names nobody elsewhere: اتهم بوتين **الغرب**, تظاهر **الآلاف**, برصاص **الأمن**, جرح **والدتهما**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.bodies import CROWDS, SIDES, crowd, kin, side
from marsad.reading.names.mention_joins import TWO_AT_ONCE, first_of_two
from marsad.reading.names.statement_parties import WEST, the_west
from marsad.reading.names.statement_subjects import PARTIES, party
from marsad.reading.records import Chunk

_SECURITY = "الامن"
_SHOTS = ("رصاص", "نيران")
_DOES = word_class("done_by_security")
TELLING = TWO_AT_ONCE | WEST | CROWDS | SIDES | PARTIES | {_SECURITY}
"""The words of each of these; but for kin, who are told by the word before (``BEFALLS``), no other word is asked about."""


def by_one_word(actors: Actors, at: int, last: int, before: Chunk | None) -> Chunk | None:
    """Somebody told by such a word in its place, with the adjective it may take; ``before`` is the mention before it."""
    word, word_before = actors.tokens[at].fold, actors.tokens[at - 1].fold if at else ""
    if (two := first_of_two(actors, at, last)) is not None:
        return two
    if (west := the_west(actors, at, last)) is not None:
        return west
    if word == _SECURITY and (word_before.endswith(_SHOTS) or word_before.removeprefix("و") in _DOES):
        # قتل برصاص **الأمن**, واعتقل **الأمن** شبانا: those who did it; elsewhere the word is no force
        nation = actors.at.layer(at + 1, "demonym") if at + 1 < last else None
        if (
            nation is not None and nation.cut.before == "ال" and actors.tokens[at + 1].fold.endswith("ي")
        ):  # اعتقل **الأمن التركي** X
            country = nation.term.ref.partition(":")[0]
            name = surface(actors.text, actors.tokens, at, nation.last, None)
            ref = actors.army(country, "police")
            return Chunk(at, nation.last, "actor", name, ref=ref, sort="police", country=country, armed=True)
        name = surface(actors.text, actors.tokens, at, at + 1, None)
        return Chunk(at, at + 1, "actor", name, sort="police", armed=True)
    if (told := kin(actors, at, last) or crowd(actors, at, last) or side(actors, at, last)) is not None:
        return told
    end = party(actors.tokens, actors.at, at, last, before)
    if end is None:
        return None
    return Chunk(at, end, "actor", surface(actors.text, actors.tokens, at, end, None), sort="described")
