"""Words for people that are adjectives where they stand: عرض **عسكري**, شارع **تجاري**, الشريط **المصور**, المركز **الإعلامي**."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.reading.names.actors import Actors
from marsad.text.tokens import Token

_ADJECTIVES = word_class("armed_or_civil")
_DOINGS = word_class("doings")
_DESCRIBED = word_class("described_so")
_OF_SOMEBODY = word_class("adjectives_of_somebody")
_ENDINGS = ("ين", "ون", "ات", "يه", "ا")
_OF_PEOPLE = word_class("adjectives_of_people_words")
_OF_THE_NOUN = word_class("definite_adjectives")


def adjective(actors: Actors, at: int, head: Hit) -> bool:
    """Does this word describe the noun before it? Where none stands before, or one of another kind, it is somebody."""
    word = actors.tokens[at].fold
    bare = word.removeprefix("ال")
    if head.cut.after and bare in _OF_PEOPLE:
        return (
            True  # سكن **طلابي**, شارع **تجاري**: an adjective made of students, of merchants, and not "mine"
        )
    noun = actors.tokens[at - 1] if at else None
    if noun is None or noun.kind != "word":
        return False
    if word in _OF_SOMEBODY and _agrees(noun.fold, word) and actors.at.layer(at - 1, "demonym") is not None:
        return True  # فصيل فلسطيني **مسلح**
    if word != bare and bare in _OF_THE_NOUN and noun.fold.startswith(("ال", "وال", "بال", "لل")):
        after = head.last
        named = after < len(actors.tokens) and actors.lexicon.given_name(actors.tokens[after].fold)
        return not named  # قتل الجيش **الإعلامي فلان**: an object with his name behind it
    if bare not in _ADJECTIVES and bare not in _OF_THE_NOUN:
        return False
    if word == bare and is_one_of(noun.fold, _DESCRIBED, AND_BY_FOR):
        return True
    if bare not in _ADJECTIVES:
        return False
    if _doing(noun.fold, word != bare):
        return True
    if word != bare:
        return False
    return actors.at.cue(at - 1, "object_heads", "source_heads", "means", "place_types") is not None


def _agrees(noun: str, word: str) -> bool:
    """Do a word and the one before it stand in one number and case, neither with the article?"""
    if noun.startswith(("ال", "وال", "لل", "بال")):
        return False
    return next((e for e in _ENDINGS if noun.endswith(e)), "") == next(
        (e for e in _ENDINGS if word.endswith(e)), ""
    )


def _doing(word: str, definite: bool) -> bool:
    """هجوم مسلح, **الهجوم** الإرهابي: a noun of doing that an adjective, with the article or without, describes."""
    if definite:
        return any(word.endswith("ال" + doing) for doing in _DOINGS) or word.startswith("لل")
    return is_one_of(word, _DOINGS, AND_BY_FOR)


def in_one_case(noun: Token, adjective: Token) -> bool:
    """قتل جندي **مسلحا**: an object by its ending, and no adjective of who did it; nor of many (جنود **مسلح**)."""
    return noun.fold.endswith("ا") == adjective.fold.endswith("ا") and not noun.fold.startswith(("ال", "وال"))
