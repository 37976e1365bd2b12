"""What is told of somebody between two marks, before the verb of which he is the subject: X - التي تدعمها Y - **انتزعت** Z."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.text.tokens import Token

_MARKS = COMMAS | {"-", "–", "—"}
_RELATIVE = word_class("relative_pronouns")
_WAS = {"قد", "كان", "كانت", "كانوا"}  # had
_COMPRISING = {"تضم", "يضم", "تشمل", "يشمل", "ضمت", "ضم"}  # comprises
_BY_NAME = ("المعروف", "المسم", "الملقب")  # known as, called, nicknamed
_LONGEST = 14  # tokens between the two marks


def past_aside(tokens: Sequence[Token], here: int, end: int) -> int:
    """Where a sentence goes on behind what is told of somebody between two marks: X، المدعومة من Y، **تعتزم**."""
    if here >= end or tokens[here].fold not in _MARKS:
        return here
    mark = tokens[here].fold
    closing = (at for at in range(here + 1, min(end, here + _LONGEST)) if tokens[at].fold == mark)
    return next((at + 1 for at in closing), here)


def aside_before(tokens: Sequence[Token], at: int, first: int) -> int:
    """Where what is told of a subject begins that ends right before his verb, by its opening mark; the verb itself where nothing is."""
    here = at
    if here - 1 > first and tokens[here - 1].fold in _WAS:
        here -= 1
    if here - 2 <= first or tokens[here - 1].fold not in _MARKS:
        return at
    mark = tokens[here - 1].fold
    for opening in range(here - 3, max(first, here - _LONGEST) - 1, -1):
        if tokens[opening].fold == mark:
            return opening if _tells_of(tokens[opening + 1]) else at
    return at


def _tells_of(token: Token) -> bool:
    """التي, التابعة, المؤلف: a relative, or a participle with the article."""
    if token.fold.startswith(_BY_NAME):
        return False  # X، المعروفة باسم **Y**، انسحبت: the same by another name
    return (
        token.fold in _RELATIVE
        or (token.fold.startswith("الم") and len(token.fold) > 5)
        or token.fold.startswith("التابع")
    )


def right_before(tokens: Sequence[Token], last: int, at: int) -> bool:
    """Does a mention end there, but for a quotation mark?"""
    return last <= at and all(t.fold in QUOTES for t in tokens[last:at])


def comprised(tokens: Sequence[Token], first: int) -> bool:
    """غرفة عمليات X **التي تضم Y** أنها قصفت: is who stands there told of as a part of somebody, who is spoken of further on?"""
    verb = first - 1
    while verb > 0 and tokens[verb].fold in QUOTES:
        verb -= 1
    return verb > 0 and tokens[verb].fold in _COMPRISING and tokens[verb - 1].fold in _RELATIVE
