"""Things that can be struck or taken: **سيارة**, **منزل** فلان, **السفن** الأمريكية, and those that are places with a name."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.site_names import public_house
from marsad.reading.records import Chunk
from marsad.text.fold import fold

_SITES = word_class("sites_by_kind_alone")
_LOADED = {"مفخخه", "ملغومه", "مفخخ", "ملغومتين", "مفخختين", "ناسفه", "ناسف"}


def thing(actors: Actors, at: int, last: int) -> Chunk | None:
    """سيارة, منزل, جسر: a thing that can be struck or taken."""
    text, tokens = actors.text, actors.tokens
    hit = actors.at.cue(at, "object_heads")
    if hit is None or hit.cut.after or text[tokens[at].start] == "إ":
        return None
    if (filled := actors.at.cue(hit.last, "means")) is not None and filled.term.words[0] in _LOADED:
        return None  # سيارة مفخخة is what went off, nothing that was struck.
    if len(hit.term.words) > 1 and fold(name := surface(text, tokens, at, hit.last, hit.cut)) in _SITES:
        return Chunk(at, hit.last, "place", name, sort="site")
    if (house := public_house(actors.toponyms, hit, last)) is not None:
        return Chunk(at, house, "place", surface(text, tokens, at, house, hit.cut), sort="site")
    end = _of_country(actors, hit)
    name = surface(text, tokens, at, end, hit.cut)
    whose = actors.at.layer(end, "actor") if end < last and end == hit.last else None
    if (
        whose is None
        or whose.last > last
        or whose.cut.before not in ("", "ال")
        or hit.cut.before.endswith("ال")
    ):
        return Chunk(at, end, "object", name, sort="object")
    # مبنى **البرلمان**, ثكنة **للجيش** is shown with whose it is; its name for comparing is the word alone
    whole = surface(text, tokens, at, whose.last, hit.cut)
    return Chunk(at, end, "object", name, sort="object", full=whole)


def _of_country(actors: Actors, found: Hit) -> int:
    """باستهداف السفن **الأمريكية**: one past the adjective that says whose the ships are, or past the thing alone."""
    afloat = actors.lexicon.listed("owned_abroad")
    if found.term.words[0] not in afloat or found.last >= len(actors.tokens):
        return found.last
    nation = actors.at.layer(found.last, "demonym")
    definite = "ال" if found.cut.before.endswith("ال") else ""
    if (
        nation is None
        or nation.cut.before != definite
        or (not definite and actors.at.layer(found.last, "actor"))
    ):
        return found.last  # سفارة **أوكرانيا**: the state itself
    return nation.last
