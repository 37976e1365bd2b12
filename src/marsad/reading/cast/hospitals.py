"""Hospitals that the dead and the hurt are brought to, or whose doctors tell of it: they were not struck, nor did it happen there.

وصل ثمانية شهداء إلى **مستشفى الأقصى**; أكد مصدر طبي في **مستشفى الأقصى** وصول ثمانية شهداء.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.text.tokens import Token

_HOSPITAL = ("مستشفي", "المستشفي", "مشفي", "المشفي", "مستشفيات", "مشافي")  # hospital, hospitals
_BROUGHT = word_class("brought_to_hospital")
_RECEIVES = {"استقبل", "استقبلت", "يستقبل", "تستقبل"}  # received, receives
_VISITS = word_class("visited")
_PATIENTS = {"جرحي", "مصابي", "مصابين"}  # the wounded
_TO = "الي"  # to
_CENTRES = {"مجمع", "المجمع", "مركز", "المركز"}  # complex, centre; a hospital where "medical" closes the name
_MEDICAL = {"الطبي", "الصحي"}
_SPEAKS = word_class("speaks_for_a_house")
_IN = {"في", "من", "باسم", "داخل"}  # in, from, in the name of, inside
_SUBJECT = 3  # tokens from a hospital, and where it lies, to its verb
_FAR = 12  # tokens before a hospital in which it is told who was brought there


def receives(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Is this mention that of a hospital to which somebody is brought, or whose people tell of it?"""
    at = chunk.first
    if not at or not _is_hospital(tokens, chunk):
        return False
    before = tokens[at - 1].fold.removeprefix("و")
    if before in _RECEIVES or _speaks(tokens, at):
        return True
    if any(t.fold in _RECEIVES for t in tokens[chunk.last : chunk.last + _SUBJECT]):
        return True  # أن **مستشفى X** في Y استقبل جثامين
    near = tokens[max(0, at - _FAR) : at]
    if before == "في" and any(t.fold in _VISITS for t in near):
        return any(t.fold.removeprefix("ال") in _PATIENTS for t in near)  # تفقد X الجرحى في **مستشفى Y**
    return before == _TO and any(
        t.fold in _BROUGHT or t.fold[1:] in _BROUGHT for t in near
    )  # وصول, بوصول, ونقل


def _is_hospital(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """مستشفى X, مجمع X **الطبي**."""
    head = tokens[chunk.first].fold.removeprefix("و").removeprefix("ب")
    if head.startswith(_HOSPITAL):
        return True
    return head in _CENTRES and any(t.fold in _MEDICAL for t in tokens[chunk.first : chunk.last + 1])


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """مصدر طبي **في** مستشفى X, مدير مستشفى X: a word for who speaks, an adjective at most, "in" at most."""
    here = at - 1
    if tokens[here].fold in _IN:
        here -= 1
    elif not (tokens[at].fold.startswith("ب") or tokens[here].fold in _SPEAKS):
        return False
    return any(
        tokens[back].fold.removeprefix("و").removeprefix("ل") in _SPEAKS
        for back in (here, here - 1)
        if back >= 0
    )
