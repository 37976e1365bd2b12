"""Days without a year, capitals beside villages, names without a point: what an event makes of them."""

from __future__ import annotations

import pytest

from marsad.merging import Registry, merge
from marsad.model import Event, Location, Participant

from .conftest import ARMY, NAWA, TAFAS, actor, claim, day, exactly, place, report

CAPITAL = place("درعا", 32.625, 36.106, admin1="درعا", kind="city")


def only(events: list[Event]) -> Event:
    (one,) = events
    return one


def undated(ident: str, words: str, where: Location = TAFAS) -> object:
    says = f"قصفت قوات النظام بلدة {where.text} {words}"
    return report(ident, claim(f"c{ident}", says, places=(where,), initiators=(ARMY,)))


def test_undated_reports_of_one_weekday_and_date_are_one_and_the_year_is_reckoned(registry: Registry) -> None:
    one = only(
        merge(
            [undated("a", "اليوم الخميس 5 تشرين الأول"), undated("b", "يوم الخميس 5 تشرين الأول")], registry
        )
    )
    assert one.when is not None
    assert (one.when.start, one.when.basis) == ("2023-10-05", "reckoned")
    assert [each.start for each in one.when.told] == ["2023-10-05", "2017-10-05"]
    assert one.disagreement == ()


@pytest.mark.parametrize("words", ["اليوم الجمعة 6 تشرين الأول", "اليوم الأربعاء"])
def test_undated_reports_of_other_days_are_two(registry: Registry, words: str) -> None:
    assert len(merge([undated("a", "اليوم الخميس 5 تشرين الأول"), undated("b", words)], registry)) == 2


@pytest.mark.parametrize(
    "words", ["", "اليوم الخميس", "في 5 تشرين الأول", "كل يوم خميس", "منذ 5 تشرين الأول"]
)
def test_without_weekday_day_and_month_no_year_is_reckoned(registry: Registry, words: str) -> None:
    assert only(merge([undated("a", words)], registry)).when is None


def test_reports_that_differ_in_the_weekday_settle_no_year(registry: Registry) -> None:
    found = merge([undated("a", "اليوم الخميس 5 تشرين الأول والجمعة 6 تشرين الأول")], registry)
    assert only(found).when is None


def test_a_report_with_the_year_dates_those_without(registry: Registry) -> None:
    told = claim(
        "cb", "قصفت طفس في 5 تشرين الأول 2017", when=day("2017-10-05"), places=(TAFAS,), initiators=(ARMY,)
    )
    one = only(merge([undated("a", "اليوم الخميس 5 تشرين الأول"), report("b", told)], registry))
    assert one.when is not None
    assert (one.when.start, one.when.basis) == ("2017-10-05", "told")


def test_claims_of_an_undated_report_share_the_one_day_it_names(registry: Registry) -> None:
    first = claim("c1", "قصفت طفس اليوم الخميس 5 تشرين الأول", places=(TAFAS,))
    second = claim("c2", "وأسفر قصف نوى عن مقتل ثلاثة", places=(NAWA,), killed=exactly(3))
    other = claim("c3", "مقتل ثلاثة في نوى يوم الخميس 5 تشرين الأول", places=(NAWA,), killed=exactly(3))
    found = merge([report("a", first, second), report("b", other)], registry)
    assert sorted(one.claims for one in found) == [("c1",), ("c2", "c3")]


def test_a_dated_report_is_not_searched_for_other_days(registry: Registry) -> None:
    says = "قصفت طفس، وكان الخميس 5 تشرين الأول هادئا"
    one = only(merge([report("a", claim("c1", says, places=(TAFAS,)), published="2021-03-02")], registry))
    assert one.when is not None
    assert (one.when.end, one.when.basis) == ("2021-03-02", "published")


def test_a_day_that_an_undated_report_looks_back_to_does_not_date_its_news(registry: Registry) -> None:
    news = claim("c1", "قتل طفلان بقصف طفس", places=(TAFAS,), killed=exactly(2), initiators=(ARMY,))
    old = claim(
        "c2",
        "وقصفت طفس في 3 أيار 2019",
        places=(TAFAS,),
        when=day("2019-05-03", "3 أيار 2019"),
        initiators=(ARMY,),
    )
    other = claim("c3", "قتل طفلان بقصف طفس", places=(TAFAS,), killed=exactly(2), initiators=(ARMY,))
    found = {one.claims: one for one in merge([report("a", news, old), report("b", other)], registry)}
    assert found["c1", "c3"].when is None
    assert found["c2",].recalled_in == ("a",)


def test_a_capital_beside_a_village_lends_it_no_point(registry: Registry) -> None:
    village = place("المسيفرة", admin1="درعا", kind="village", precision=5)
    one = only(
        merge([report("a", claim("c1", "قصف", places=(CAPITAL, village), when=day("2021-01-02")))], registry)
    )
    assert {site.name: site.lat for site in one.places} == {"درعا": None, "المسيفرة": None}
    assert next(site for site in one.places if site.name == "درعا").precision == 4


def test_a_capital_alone_is_where_it_happened(registry: Registry) -> None:
    one = only(merge([report("a", claim("c1", "قصف", places=(CAPITAL,), when=day("2021-01-02")))], registry))
    assert one.places[0].lat == CAPITAL.lat


def test_a_village_without_a_point_is_compared_as_a_place(registry: Registry) -> None:
    told = [
        report(
            ident,
            claim(
                f"c{ident}", "قصف", places=(place(name, precision=5, kind="village"),), when=day("2021-01-02")
            ),
        )
        for ident, name in (("a", "المسيفرة"), ("b", "المسيفرة"), ("c", "الغارية"))
    ]
    assert sorted(one.claims for one in merge(told, registry)) == [("ca", "cb"), ("cc",)]


def test_a_namesakes_point_yields_to_the_division_that_most_name(registry: Registry) -> None:
    """Two put صبحة into Deir ez-Zor without a point, one onto a namesake elsewhere."""
    here = place("صبحة", admin1="دير الزور", kind="village", precision=5)
    far = place("صبحة", 34.9, 36.4, admin1="حماة", kind="village")
    told = [
        report(
            ident,
            claim(
                f"c{ident}", "مقتل سبعة في صبحة", places=(where,), when=day("2021-01-02"), killed=exactly(7)
            ),
        )
        for ident, where in (("a", here), ("b", here), ("c", far))
    ]
    one = only(merge(told, registry))
    assert [(site.admin1, site.lat, site.support) for site in one.places] == [("دير الزور", None, 3)]


RUSSIA = actor("روسيا", "russia", "RU")
SDF = actor("قوات سوريا الديمقراطية", "sdf", "SY")
LOCALS = actor("اللجان المركزية")


@pytest.mark.parametrize("second, events", [((ARMY, LOCALS), 2), ((ARMY, SDF), 1)])
def test_mediations_of_one_report_between_other_parties_are_two(
    registry: Registry, second: tuple[Participant, ...], events: int
) -> None:
    """Told on one day by one report, with no place to tell them apart."""
    told = [
        claim(
            ident, "توسطت روسيا بين الجانبين اليوم", kind="mediation", when=day("2020-08-11"), initiators=(RUSSIA,),
            targets=whom,
        )
        for ident, whom in (("a", (ARMY, SDF)), ("b", second))
    ]  # fmt: skip
    assert len(merge([report("r", *told)], registry)) == events


def test_two_uses_of_force_by_others_at_far_places_in_one_report_are_two(registry: Registry) -> None:
    north = place("القامشلي", 37.05, 41.23)
    told = [
        claim("a", "اشتباك في القامشلي", kind="armed_clash", when=day("2021-01-24"), initiators=(ARMY,), targets=(SDF,),
              places=(north,)),
        claim("b", "هجوم في طفس", kind="ground_attack", when=day("2021-01-24"), initiators=(LOCALS,),
              places=(TAFAS, north)),
    ]  # fmt: skip
    assert len(merge([report("r", *told)], registry)) == 2


@pytest.mark.parametrize(("areas", "point"), [(2, None), (1, 34.9)])
def test_a_point_outside_the_division_of_all_areas_is_a_namesakes(
    registry: Registry, areas: int, point: float | None
) -> None:
    """One area may end at the border that the village lies behind; two that agree speak of another village."""
    wide = [
        place("ريف دير الزور الشرقي", admin1="دير الزور", kind="region", precision=5),
        place("شرق دير الزور", admin1="دير الزور", kind="direction", precision=5),
    ]
    far = place("صبحة", 34.9, 36.4, admin1="حماة", kind="village")
    told = report(
        "a", claim("ca", "مداهمة في صبحة", places=(far, *wide[:areas]), initiators=(ARMY,), when=day("2021-01-02"))
    )  # fmt: skip
    one = only(merge([told], registry))
    assert [site.lat for site in one.places if site.name == "صبحة"] == [point]
