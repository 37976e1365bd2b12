"""People told by their nationality alone: الأمريكيين, مقتل 20 **لبنانيا**, قتلت الشرطة **صوماليا**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import surface
from marsad.reading.names.actors import Actors
from marsad.reading.records import Chunk

TENS = word_class("tens")
_GATES = {"باب", "حي", "حاره", "شارع", "سوق"}  # gate, quarter (twice), street, market


def compatriots(actors: Actors, at: int) -> Chunk | None:
    """الأمريكيين, فلسطينيان, مقتل 20 **لبنانيا**, قتلت الشرطة **صوماليا**: people told by their nationality alone."""
    hit = actors.at.layer(at, "demonym")
    if hit is None or of_a_thing(actors, at) or (at and actors.tokens[at - 1].fold in _GATES):
        return None  # من باب **المغاربة**: a gate that is called after them
    if not hit.term.ref.endswith(":plural") and not _one_of_them(actors, at):
        return None
    name = surface(actors.text, actors.tokens, at, hit.last, hit.cut)
    return Chunk(at, hit.last, "group", name, sort="civilians", country=hit.term.ref.partition(":")[0])


def _one_of_them(actors: Actors, at: int) -> bool:
    """Is it the nationality of people who are counted, or that of somebody in the case of an object behind a force?"""
    word, noun = actors.tokens[at].fold, actors.tokens[at - 1] if at else None
    if noun is None or not word.endswith("يا") or word.startswith(("و", "ب", "ل", "ال")):
        return False
    if actors.at.layer(at, "actor") is not None:
        return False  # سوريا, ليبيا: written like the state
    if noun.kind == "number" or noun.fold in TENS:
        return True
    force = actors.at.cue(at - 1, "force_heads")
    if force is not None and force.last == at and noun.fold.startswith("ال"):
        return True  # قتلت **الشرطة** صوماليا
    nation = actors.at.layer(at - 1, "demonym")
    led = actors.at.cue(at - 2, "force_heads") if nation is not None and at > 1 else None
    return led is not None and noun.fold.startswith("ال")  # قتل الجيش **السوداني** تشاديا


def of_a_thing(actors: Actors, at: int) -> bool:
    """صاروخان **إسرائيليان**, منزلا **فلسطينيا**: the adjective of what is fired or struck, in its number and case, and no people."""
    if not at:
        return False
    noun, word = actors.tokens[at - 1], actors.tokens[at].fold
    if noun.fold.startswith("ال") or word.startswith("ال") or noun.ta:
        return False
    thing = actors.at.cue(at - 1, "object_heads", "means", "place_types")
    return (
        thing is not None
        and thing.last == at
        and any(noun.fold.endswith(end) and word.endswith(end) for end in ("ان", "ين", "ا"))
    )
