"""What an analyst expects of a place on the map; sentences and expectations are our own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from marsad.places.gazetteer import Gazetteer
from marsad.places.geometry import distance
from marsad.places.resolve import MentionQuery, ReportContext, Resolution, resolve


def one(gazetteer: Gazetteer, text: str, *within: str, country: str | None = "SY") -> Resolution:
    return resolve([MentionQuery(text=text, within=within, country=country)], gazetteer)[0]


def off(found: Resolution, lat: float, lon: float) -> float:
    assert found.lat is not None and found.lon is not None, found.reasons
    return distance(found.lat, found.lon, lat, lon)


SARAQIB = (35.86447, 36.80591)
IDLIB = (35.93062, 36.63393)
ALEPPO = (36.20124, 37.16117)


def test_a_town_is_a_point_with_its_divisions(embedded: Gazetteer) -> None:
    found = one(embedded, "بلدة سراقب", "إدلب")
    assert off(found, *SARAQIB) < 1
    assert found.place is not None and found.country == "SY" and found.where_prec == 1
    assert found.admin1 is not None and found.admin1.code == "SY-ID"
    assert found.confidence > 0.8 and found.reasons and found.alternatives[0].place.id == found.place.id


def test_a_governorate_is_an_area_and_no_point(embedded: Gazetteer) -> None:
    found = one(embedded, "محافظة إدلب")
    assert found.lat is None and found.where_prec == 4
    assert found.geometry is not None and found.geometry.type == "circle" and found.geometry.radius > 20


def test_the_type_word_tells_city_from_governorate(embedded: Gazetteer) -> None:
    city, division = one(embedded, "مدينة حلب"), one(embedded, "محافظة حلب")
    assert city.place is not None and city.place.kind == "city"
    assert division.place is not None and division.place.kind == "admin1"


def test_the_middle_of_a_country_is_no_quarter_called_the_middle(embedded: Gazetteer) -> None:
    # The central region (المنطقة الوسطى); in al-Qamishli there is a quarter حي الوسطى.
    assert one(embedded, "المنطقة الوسطى", "سوريا").place is None
    assert off(one(embedded, "حي الوسطى", "القامشلي"), 37.05215, 41.23142) < 5


@pytest.mark.parametrize("text", ["القامشلى", "قامشلو", "مدينة القامشلي", "القَامِشلي", "Qamişlo"])
def test_spellings_of_one_town(embedded: Gazetteer, text: str) -> None:
    assert off(one(embedded, text), 37.05215, 41.23142) < 1


@pytest.mark.parametrize(
    "text", ["كوباني", "عين العرب", "كوباني/عين العرب", "عين العرب (كوباني)", "كوباني - عين العرب"]
)
def test_a_town_with_two_names(embedded: Gazetteer, text: str) -> None:
    assert off(one(embedded, text), 36.89095, 38.35347) < 1


@pytest.mark.parametrize(
    "text", ["مطار القامشلي", "مشفى القامشلي", "سجن إدلب المركزي", "قاعدة سراقب", "مخيم سراقب", "معبر جرابلس"]
)
def test_what_is_named_after_a_town_is_not_the_town(embedded: Gazetteer, text: str) -> None:
    found = one(embedded, text)
    assert found.place is None or found.place.kind not in ("city", "town", "village")
    assert (
        found.lat is None
        or (found.where_prec or 0) >= 2
        or (found.place and found.place.kind in ("base", "other"))
    )


def test_an_airport_that_is_known_lies_at_its_runway(embedded: Gazetteer) -> None:
    assert off(one(embedded, "مطار القامشلي"), 37.0206, 41.1914) < 1


def test_near_a_town_is_not_the_town(embedded: Gazetteer) -> None:
    found = one(embedded, "محيط مدينة سراقب")
    assert found.place is None and found.where_prec == 2
    assert off(found, *SARAQIB) < 1 and found.geometry is not None and found.geometry.radius >= 5


def test_between_two_towns_is_a_line_with_its_middle(embedded: Gazetteer) -> None:
    found = one(embedded, "بين سراقب ومدينة إدلب")
    assert (
        found.geometry is not None and found.geometry.type == "line" and len(found.geometry.coordinates) == 2
    )
    middle = ((SARAQIB[0] + IDLIB[0]) / 2, (SARAQIB[1] + IDLIB[1]) / 2)
    assert off(found, *middle) < 1


def test_a_long_road_is_a_line_and_no_point(embedded: Gazetteer) -> None:
    found = one(embedded, "طريق حلب – دمشق")
    assert found.lat is None and found.where_prec == 5
    assert found.geometry is not None and found.geometry.type == "line"


def test_an_offset_is_measured_from_the_town(embedded: Gazetteer) -> None:
    found = one(embedded, "10 كم شرق مدينة إدلب")
    assert off(found, IDLIB[0], IDLIB[1] + 10 / 90.1) < 1 and found.place is None


def test_the_countryside_of_a_city_is_an_area(embedded: Gazetteer) -> None:
    found = one(embedded, "ريف حلب الشمالي")
    assert found.lat is None and found.geometry is not None and found.geometry.radius >= 20
    assert found.geometry.coordinates[0][0] > ALEPPO[0]


def test_a_quarter_without_a_town_lies_in_the_seat_if_it_has_no_rival(embedded: Gazetteer) -> None:
    aleppo = one(embedded, "حي المجهول", "حلب")
    assert off(aleppo, *ALEPPO) < 1 and aleppo.where_prec == 2 and aleppo.place is None
    assert one(embedded, "حي المجهول", "الحسكة").lat is None  # two cities of like size


def test_a_place_within_another(embedded: Gazetteer) -> None:
    assert off(one(embedded, "حي الشيخ مقصود في مدينة حلب", country=None), *ALEPPO) < 5
    assert off(one(embedded, "سراقب، إدلب", country=None), *SARAQIB) < 1


def test_unknown_names_get_nothing(embedded: Gazetteer) -> None:
    found = one(embedded, "قرية زغنطوشة", "إدلب")
    assert found.lat is None and found.geometry is None and found.place is None and found.confidence == 0


def test_a_contradiction_is_not_answered_with_confidence(embedded: Gazetteer) -> None:
    assert one(embedded, "سراقب", "درعا").lat is None
    assert one(embedded, "سراقب", country="YE").lat is None


def test_places_of_one_report_explain_each_other(embedded: Gazetteer) -> None:
    """طرابلس is a city in Libya and one in Lebanon."""
    alone = one(embedded, "طرابلس", country=None)
    lebanon = resolve([MentionQuery(text=t) for t in ("طرابلس", "بيروت", "صيدا", "بعلبك")], embedded)
    libya = resolve([MentionQuery(text=t) for t in ("طرابلس", "مصراتة", "بنغازي")], embedded)
    assert lebanon[0].country == "LB" and libya[0].country == "LY"
    assert alone.confidence < lebanon[0].confidence


def test_the_countries_of_the_actors_count(embedded: Gazetteer) -> None:
    context = ReportContext(countries={"LB": 1.0})
    assert resolve([MentionQuery(text="طرابلس")], embedded, context)[0].country == "LB"


def test_order_and_number_of_answers(embedded: Gazetteer) -> None:
    texts = ["سراقب", "", "مدينة حلب", "؟؟"]
    found = resolve([MentionQuery(text=t, country="SY") for t in texts], embedded)
    assert [f.text for f in found] == texts
    assert [f.lat is None for f in found] == [False, True, False, True]
    assert resolve([], embedded) == []


def test_the_same_question_has_the_same_answer(embedded: Gazetteer) -> None:
    queries = [
        MentionQuery(text=t, within=("حلب",), country="SY") for t in ("الباب", "منبج", "عفرين", "الأشرفية")
    ]
    first = resolve(queries, embedded)
    again = Gazetteer.open(embedded.path)
    assert resolve(queries, again) == first == resolve(queries, embedded)


def test_five_thousand_mentions_a_second(embedded: Gazetteer) -> None:
    names = [
        p
        for p in ("سراقب", "حي الشعار", "ريف حلب", "بين الباب ومنبج", "مطار كويرس", "تل رفعت", "قرية كفرلاتة")
    ]
    queries = [MentionQuery(text=n, within=("حلب",), country="SY") for n in names * 150]
    start = time.perf_counter()
    for query in queries:
        resolve([query], embedded)
    assert len(queries) / (time.perf_counter() - start) > 5000


def test_a_second_gazetteer_answers_for_itself(embedded: Gazetteer, small: Path) -> None:
    assert one(embedded, "منبج", "حلب").lat is not None
    assert one(Gazetteer.open(small), "منبج", "حلب").lat is None
