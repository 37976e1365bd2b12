"""What a place is called in English, also where a report only describes it: «ريف حلب الغربي», western countryside of Aleppo.

The parts are those that the grammar of mentions finds: names as the gazetteer has them in English, and the words around them
(``data/place_words.csv``). Nothing is transliterated: a place of which any name is in no gazetteer has no English here.
"""

from __future__ import annotations

from functools import cache

from marsad.errors import GazetteerError
from marsad.places.candidates import GREAT, widely_known
from marsad.places.gazetteer import Gazetteer
from marsad.places.names import key
from marsad.places.parse import Name, Node, Relation, parse
from marsad.places.records import AREAS, SETTLEMENTS, Place
from marsad.places.tables import records
from marsad.places.words import TYPE_ROLES, Word, place_words
from marsad.text.fold import fold

_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_BARE = frozenset({"near", "at", "outside", "facing", "off", "beside"})  # no "of" after these
_AROUND = frozenset({"surroundings", "in the surroundings"})
_LARGE = 100_000  # inhabitants from which a city is meant wherever the report is from


@cache
def place_phrases() -> dict[str, str]:
    """English by key of what is called so without any name: "the border strip". Raises ``GazetteerError`` for an empty cell."""
    out: dict[str, str] = {}
    for where, cell in records("place_phrases.csv"):
        if not cell["phrase"].strip() or not cell["en"].strip():
            raise GazetteerError(13, "a phrase and its English are both needed", where=where)
        out[key(cell["phrase"])] = cell["en"].strip()
    return out


def english_place(
    name: str, gazetteer: Gazetteer, ident: str | None = None, country: str | None = None
) -> str | None:
    """The English name of a place, None where it has none.

    ``name`` in Arabic; ``ident``: its id in the gazetteer, where it has been found there; ``country`` (ISO 3166-1 alpha-2)
    tells namesakes apart.
    """
    known = gazetteer.get(ident) if ident else None
    if known is not None and known.name_en:
        return known.name_en
    found = place_phrases().get(key(name))
    if found is not None:
        return found
    node = parse(name, gazetteer)
    if node is None:
        return None
    told = _of(node, gazetteer, country)
    inside = place_words().get(fold(name).split()[0])
    if told is not None and inside is not None and inside.role == "inside":
        return _near(inside, told)
    return told


def _of(node: Node, gazetteer: Gazetteer, country: str | None, wide: bool = False) -> str | None:
    """``wide``: a division is meant rather than its seat."""
    if isinstance(node, Name):
        return _named(node, gazetteer, country, wide)
    wide = node.op in ("side", "countryside")
    parts = [_of(part, gazetteer, country, wide) for part in node.parts]
    told = [part for part in parts if part is not None]
    if len(told) < len(parts):
        return _in_general(node, told)
    match node.op:
        case "near":
            return _near(node.word, told[0])
        case "side":
            return _side(node, told[0], gazetteer, country)
        case "offset":
            return f"{node.km:g} km {_wind(node.bearing)} of {told[0]}"
        case "countryside":
            wind = f"{_wind(node.bearing)}ern " if node.bearing is not None else ""
            return f"{wind}countryside of {told[0]}"
        case "between":
            return f"between {' and '.join(told)}"
        case "road":
            return f"{'–'.join(told)} road"
        case "list":
            return " and ".join(told)
        case "aliases":
            return _both_names(node, told)
        case _:
            return ", ".join(dict.fromkeys(told))


def _near(word: Word | None, place: str) -> str:
    gloss = word.en if word is not None else "near"
    if gloss in _AROUND:
        return f"around {place}"
    return f"{gloss} {place}" if gloss in _BARE else f"{gloss.removesuffix(' of')} of {place}"


def _wind(bearing: float | None) -> str:
    """The nearest of eight directions."""
    return _WINDS[round((bearing or 0.0) / 45) % 8]


def _side(node: Relation, place: str, gazetteer: Gazetteer, country: str | None) -> str:
    """شمال **سوريا** is within the country, شمال **طفس** beside the town."""
    inner, wind = node.parts[0], _wind(node.bearing)
    found = _found(inner, gazetteer, country) if isinstance(inner, Name) else None
    within = found is not None and any(one.kind in AREAS for one in found[0])
    return f"{wind}ern {place}" if within else f"{wind} of {place}"


def _in_general(node: Relation, told: list[str]) -> str | None:
    """**قرى** ريف X: of what kind they are, and where."""
    first = node.parts[0]
    if node.op != "within" or len(told) != 1 or not isinstance(first, Name) or len(first.words) > 1:
        return None
    word = place_words().get(first.words[0])
    return f"{_gloss(word)} in {told[0]}" if word is not None and word.role in TYPE_ROLES else None


def _both_names(node: Relation, told: list[str]) -> str:
    """A name and another one of it; **محور** X - Y: a line from one to the other."""
    first = node.parts[0]
    if isinstance(first, Name) and first.type is not None and first.type.role == "area":
        ends = [told[0].removesuffix(f" {_gloss(first.type)}"), *told[1:]]
        return f"{'–'.join(ends)} {_gloss(first.type)}"
    return " / ".join(dict.fromkeys(told))


def _gloss(word: Word) -> str:
    return word.en.removeprefix("the ").removeprefix("two ")


def _named(name: Name, gazetteer: Gazetteer, country: str | None, wide: bool) -> str | None:
    found = _found(name, gazetteer, country)
    if found is None:
        return None
    places, before, after = found
    wide = wide or any(word.role == "division" for word in before)
    wanted = SETTLEMENTS if before and before[0].role == "settlement" else AREAS if wide else ()
    best = next((place for place in places if place.kind in wanted or place.population >= GREAT), places[0])
    kinds = [_gloss(word) for word in (*after, *before) if word.role != "settlement"]
    return " ".join([best.name_en, *(kind for kind in kinds if kind.lower() not in best.name_en.lower())])


def _found(
    name: Name, gazetteer: Gazetteer, country: str | None
) -> tuple[list[Place], list[Word], list[Word]] | None:
    """Places called so that have an English name, the largest first, and the words of kind before and after their name."""
    words, known = name.typed, place_words()
    after: list[Word] = []
    while len(words) > 1 and (last := known.get(words[-1])) is not None and last.en == "international":
        words, after = words[:-1], [last, *after]
    for start in range(len(words)):
        before = [
            word
            for each in words[:start]
            if (word := known.get(each)) is not None and word.role in TYPE_ROLES
        ]
        if len(before) < start:
            return None
        if found := _called(" ".join(words[start:]), gazetteer, country):
            return found, before, after
    return None


def _called(name_key: str, gazetteer: Gazetteer, country: str | None) -> list[Place]:
    """None of the namesakes of another country; where the country is unknown, of one that is known to everybody."""
    if gazetteer.is_common(name_key) or name_key in place_words():
        return []  # المدينة, القصر: the city, the palace
    found = [place for place in gazetteer.lookup(name_key) if place.name_en]
    if country is not None:
        return [place for place in found if place.country == country or place.kind == "country"]
    widely = any(widely_known(place, _LARGE) for place in found)
    return found if widely and len({place.country for place in found}) == 1 else []
