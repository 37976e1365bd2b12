"""Links and their parts, copies, blocks."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from marsad.merging import Facets, Registry, facets, link
from marsad.merging.copies import contained, runs, sample, shingles

from .conftest import ARMY, NAWA, TAFAS, actor, claim, day, exactly, place, report


def test_every_part_of_a_link_is_kept(registry: Registry) -> None:
    told = {"places": (TAFAS,), "initiators": (ARMY,), "when": day("2021-01-24"), "killed": exactly(4)}
    (a,) = facets(report("a", claim("1", "قصف طفس", **told)), registry)
    (b,) = facets(report("b", claim("2", "قصف على طفس", **told)), registry)
    made = link(a, b, registry)
    assert made == link(b, a, registry) and made.holds
    assert made.score == pytest.approx(sum(made.parts.values()), abs=0.01)
    assert {"same kind", "same day", "same place", "same initiator", "same killed"} <= made.parts.keys()


def test_what_forbids_a_link_is_named(registry: Registry) -> None:
    (a,) = facets(report("a", claim("1", "قصف", when=day("2021-01-24"), places=(TAFAS,))), registry)
    (b,) = facets(report("b", claim("2", "قصف", when=day("2021-01-26"), places=(TAFAS,))), registry)
    made = link(a, b, registry)
    assert not made.holds and made.barred == "two different days, each told"


def test_two_speakers_made_two_demands(registry: Registry) -> None:
    told = {"kind": "demand", "when": day("2021-01-24"), "places": (TAFAS,)}
    council = actor("مجلس سوريا الديمقراطية", "sdc", "SY")
    (a,) = facets(report("a", claim("1", "طالب الجيش بتسليم السلاح", initiators=(ARMY,), **told)), registry)
    (b,) = facets(report("b", claim("2", "طالب المجلس بفتح الطريق", initiators=(council,), **told)), registry)
    (c,) = facets(report("c", claim("3", "طالب بتسليم السلاح", **told)), registry)
    assert link(a, b, registry).barred == "by other speakers"
    assert link(a, c, registry).barred is None


def test_names_of_victims_link_where_places_are_missing(registry: Registry) -> None:
    says = "مقتل الشاب محمد الحوراني برصاص مجهولين"
    bare = facets(report("a", claim("1", says, kind="killing")), registry)[0]
    same = facets(report("b", claim("2", "اغتيال محمد الحوراني أمام بيته", kind="killing")), registry)[0]
    assert "person" in link(bare, same, registry).parts
    assert set(bare.probes) & set(same.keys)


def test_whether_two_claims_meet_does_not_depend_on_which_came_first(registry: Registry) -> None:
    whens = [None, day("2021-01-24"), day("2021-01-25"), day("2021-02-03")]
    spots = [(), (TAFAS,), (place("أريحا"),)]
    made = []
    for name, (when, where, stamp) in enumerate(product(whens, spots, (None, "2021-01-25"))):
        told = claim(str(name), "قصف على السوق", when=when, places=where)
        made += facets(report(str(name), told, published=stamp), registry)
    for a, b in combinations(made, 2):
        if link(a, b, registry).holds:
            assert bool(set(a.probes) & set(b.keys)) == bool(set(b.probes) & set(a.keys))


def test_day_and_doer_alone_compare_only_what_one_of_the_reports_leads_with(registry: Registry) -> None:
    """The same doer and day, in no place: told first by one report, after another event by the other, or by both."""

    def told(ident: str, first: bool) -> Facets:
        ours = claim(f"{ident}1", f"قصف الجيش {ident}", initiators=(ARMY,), when=day("2021-03-01"))
        other = claim(f"{ident}0", "اعتقال", kind="arrest", when=day("2021-03-01"), places=(NAWA,))
        found = facets(report(ident, *((ours,) if first else (other, ours))), registry)
        return next(one for one in found if one.claim == ours.id)

    def meet(one: Facets, other: Facets) -> bool:
        return bool(set(one.probes) & set(other.keys))

    lead, aside = told("أول", True), told("ثان", False)
    assert meet(lead, told("ثالث", True))
    assert meet(lead, aside) and meet(aside, lead)
    assert not meet(aside, told("رابع", False))


def test_runs_of_words_find_a_text_inside_a_longer_one() -> None:
    words = [f"كلمة{n}" for n in range(40)]
    other = [f"غيرها{n}" for n in range(60)]
    inner, outer, apart = shingles([words]), shingles([other[:30] + words + other[30:]]), shingles([other])
    assert contained(inner, outer) == 1.0
    assert contained(inner, apart) == 0.0
    assert set(sample(inner)) <= set(runs(outer))


def test_a_text_too_short_to_tell_copies_nothing() -> None:
    one, other = ["قصف", "على", "بلدة", "طفس", "اليوم"], ["قصف", "على", "بلدة", "طفس", "أمس"]
    assert contained(shingles([one]), shingles([other])) == 0.0
