"""Hospitals that the dead and the hurt are brought to: وصل ثمانية شهداء إلى **مستشفى الأقصى**. They were not struck, nor did it happen there."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.records import Chunk
from marsad.text.tokens import Token

_HOSPITAL = ("مستشفي", "المستشفي", "مشفي", "المشفي", "مستشفيات", "مشافي")  # hospital, hospitals
# came (thrice), the arrival of, was brought, brought (four times), was taken to hospital (four times), was admitted (twice)
_BROUGHT = {"وصل", "وصلت", "وصلوا", "وصول", "نقل", "نقلت", "نقلوا", "نقله", "نقلهم", "اسعف", "اسعفوا", "اسعاف", "اسعافهم", "ادخل",
            "ادخلوا"}  # fmt: skip
_RECEIVES = {"استقبل", "استقبلت", "يستقبل", "تستقبل"}  # received, receives
_TO = "الي"  # to
_FAR = 12  # tokens before a hospital in which it is told who was brought there


def receives(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Is this mention that of a hospital to which somebody is brought?"""
    at = chunk.first
    if not at or not tokens[at].fold.removeprefix("و").startswith(_HOSPITAL):
        return False
    before = tokens[at - 1].fold.removeprefix("و")
    if before in _RECEIVES:
        return True
    near = tokens[max(0, at - _FAR) : at]
    return before == _TO and any(
        t.fold in _BROUGHT or t.fold[1:] in _BROUGHT for t in near
    )  # وصول, بوصول, ونقل
