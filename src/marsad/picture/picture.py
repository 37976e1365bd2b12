"""The picture as a whole: situations, fronts and relations over one material."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.picture.fronts import fronts
from marsad.picture.gather import Material
from marsad.picture.records import Picture
from marsad.picture.relations import relations
from marsad.picture.sides import Sides, opposed
from marsad.picture.situations import situations
from marsad.picture.words import PictureWords, picture_words


def sides_of(made_of: Material, lexicon: Lexicon, words: PictureWords | None = None) -> Sides:
    """The comparison of parties that fits the material: on its day, with what it tells of who fights whom."""
    against = opposed(one.claim for one in made_of.said)
    return Sides(lexicon, words or picture_words(), made_of.day, against)


def picture(
    made_of: Material, lexicon: Lexicon, since: str | None = None, words: PictureWords | None = None,
    sides: Sides | None = None,
) -> Picture:  # fmt: skip
    """The conflict as the material tells it.

    ``since`` is kept for what follows (changes, briefs); situations and fronts stand whole, since what stands
    now may have begun long before. ``sides`` spares comparing parties anew where they are at hand.
    """
    words = words or picture_words()
    sides = sides or sides_of(made_of, lexicon, words)
    stand = situations(made_of.said, made_of.day, sides, words)
    found, loose, homes = fronts(made_of.said, made_of.events, stand, made_of.day, sides, words)
    return Picture(
        as_of=made_of.as_of, day=made_of.day, since=since, reports=made_of.reports, claims=len(made_of.said),
        events=len(made_of.events), unknown_day=made_of.unknown_day, sources=made_of.sources, fronts=found,
        situations=tuple(replace(one, front=homes.get(one.id)) for one in stand),
        relations=relations(made_of.said, sides, words, made_of.day), loose=loose,
    )  # fmt: skip
