"""Statements and talks have no place to be known by: speaker, kind and told day find them, wherever a report puts them."""

from __future__ import annotations

import pytest

from marsad.merging import Registry, merge
from marsad.model import Claim

from .conftest import ARMY, actor, claim, day, report

COMMITTEE = actor("اللجنة المركزية", "daraa_committees", "SY")
RUSSIA = actor("الحكومة الروسية", "russia_government", "RU")
IRAN = actor("إيران", "iran_government", "IR")


def refused(ident: str, says: str, **fields: object) -> Claim:
    plain = {"kind": "rejection", "initiators": (COMMITTEE,), "when": day("2021-01-25")}
    return claim(ident, says, **{**plain, **fields})


def beside(ident: str) -> Claim:
    """Something else that the report tells first: the army shelled a place that it does not name."""
    return claim(ident, "قصف الجيش المنطقة", initiators=(ARMY,), when=day("2021-01-24"))


def groups(registry: Registry, *claims: tuple[Claim, ...]) -> set[frozenset[str]]:
    reports = [report(str(number), *told, published="2021-01-26") for number, told in enumerate(claims)]
    return {frozenset(event.claims) for event in merge(reports, registry)}


@pytest.mark.parametrize("kind", ["rejection", "demand", "threat", "accusation", "negotiation"])
def test_a_statement_told_far_down_is_the_one_told_first(registry: Registry, kind: str) -> None:
    lead = refused("1", "رفضت اللجنة المركزية ترحيل مقاتلين", kind=kind)
    aside = refused("2", "وكان اجتماع الاثنين قد انتهى برفض اللجنة المقترح", kind=kind)
    found = groups(registry, (lead,), (beside("3"), beside("4"), beside("5"), beside("6"), aside))
    assert frozenset({"1", "2"}) in found


@pytest.mark.parametrize(
    "other",
    [
        {"initiators": (IRAN,)},  # another speaker
        {"when": day("2021-01-26")},  # another day
        {"when": None},  # none told
        {"kind": "demand"},
    ],
)
def test_what_differs_in_one_of_them_is_another(registry: Registry, other: dict[str, object]) -> None:
    lead = refused("1", "رفضت اللجنة المركزية ترحيل مقاتلين")
    aside = refused("2", "وقال المتحدث إن المقترح مرفوض", **other)
    found = groups(registry, (lead,), (beside("3"), beside("4"), beside("5"), beside("6"), aside))
    assert frozenset({"1"}) in found and frozenset({"2"}) in found


def test_to_two_addressees_far_down_are_two(registry: Registry) -> None:
    one = refused("1", "هددت إيران إسرائيل", kind="threat", initiators=(IRAN,), targets=(COMMITTEE,))
    two = refused("2", "كما هددت موسكو", kind="threat", initiators=(IRAN,), targets=(RUSSIA,))
    found = groups(registry, (one,), (beside("3"), beside("4"), beside("5"), beside("6"), two))
    assert frozenset({"1"}) in found and frozenset({"2"}) in found


def test_two_that_one_report_tells_apart_are_not_drawn_together(registry: Registry) -> None:
    once = refused("1", "رفضت اللجنة المركزية ترحيل مقاتلين")
    again = refused("2", "كما رفضت اللجنة تسليم السلاح")
    elsewhere = refused("3", "اللجنة المركزية ترفض الترحيل")
    found = groups(registry, (once, again), (elsewhere,))
    assert not any({"1", "2"} <= group for group in found)
