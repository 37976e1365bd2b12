"""Whom something befalls: a given name is surer where a verb of killing, hurting or taking stands before or behind it."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.scan import PREPOSITIONS, is_ali
from marsad.reading.names.actors import Actors
from marsad.text.tokens import Token

_BEFALLS = word_class("nothing_but_people_suffer")
_BEFELL = word_class("befell_somebody")
_OBJECT = 4  # words from such a verb to its object, its subject between
_HAD = "قد"


def befallen(tokens: Sequence[Token], at: int) -> bool:
    """اعتقلت قوات الأمن **جهاد** العلي, اغتيل **كفاح** الكريم: whom a verb has for its object that nothing but people suffer."""
    for back in range(at - 1, max(-1, at - 1 - _OBJECT), -1):
        word = tokens[back].fold
        if tokens[back].kind != "word" or word in PREPOSITIONS:
            return False
        if word in _BEFALLS:
            return True
    return False


def befalls_him(tokens: Sequence[Token], end: int, last: int) -> bool:
    """أن **سالم الدروبي** قتل, كان **سالم الدروبي** قد أصيب: does a verb of what befalls somebody stand behind the name?"""
    at = end + (end < last and tokens[end].fold == _HAD)
    return at < last and tokens[at].fold in _BEFELL


def ali(actors: Actors, at: int, last: int) -> bool:
    """قتل **علي محمود**, **علي محمود** قتل: the name, before another and beside what befalls somebody; no list of sure names can have it."""
    tokens = actors.tokens
    return (
        at < last - 1
        and is_ali(actors.text, tokens[at])
        and actors.lexicon.given_name(tokens[at + 1].fold)
        and (
            (at > 0 and is_one_of(tokens[at - 1].fold, _BEFELL, AND))
            or befallen(tokens, at)
            or befalls_him(tokens, at + 2, last)
        )
    )
