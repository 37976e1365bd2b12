"""What a described place is called in English; names and expectations are our own."""

from __future__ import annotations

import pytest

from marsad.errors import GazetteerError
from marsad.places import english
from marsad.places.english import english_place
from marsad.places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("said", "called"),
    [
        ("ريف درعا الغربي", "western countryside of Daraa"),
        ("شمال شرقي سوريا", "north-eastern Syria"),
        ("شمال مدينة القامشلي", "north of Al Qāmishlī"),
        ("جنوبي إدلب", "southern Idlib"),
        ("محيط طفس", "around Ţafas"),
        ("طريق حلب - دمشق", "Aleppo–Damascus road"),
        ("بين حلب ودمشق", "between Aleppo and Damascus"),
        ("5 كم شرق تدمر", "5 km east of Tadmur"),
        ("الشريط الحدودي", "border strip"),
        ("سوريا", "Syria"),
    ],
)
def test_a_described_place_is_put_together_from_what_is_known(
    embedded: Gazetteer, said: str, called: str
) -> None:
    assert english_place(said, embedded, country="SY") == called


@pytest.mark.parametrize("said", ["ريف المدينة", "قرية لا يعرفها أحد", "شرق القصر", "حي لا اسم له قرب طفس"])
def test_what_no_gazetteer_knows_has_no_english(embedded: Gazetteer, said: str) -> None:
    assert english_place(said, embedded, country="SY") is None


def test_a_namesake_of_another_country_does_not_lend_its_name(embedded: Gazetteer) -> None:
    # القنيطرة: Quneitra in Syria, Kenitra in Morocco.
    assert english_place("ريف القنيطرة", embedded, country="MA") == "countryside of Kenitra"
    assert english_place("ريف القنيطرة", embedded, country="SY") != "countryside of Kenitra"
    assert english_place("ريف القنيطرة", embedded) is None


def test_a_place_that_was_found_has_the_name_of_the_gazetteer(embedded: Gazetteer) -> None:
    aleppo = next(place for place in embedded.lookup("حلب") if place.kind == "city")
    assert english_place("مدينة حلب القديمة", embedded, aleppo.id) == aleppo.name_en


def test_a_phrase_without_english_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("place_phrases.csv:7", {"phrase": "الساحل", "en": " "})]
    monkeypatch.setattr(english, "records", lambda _: iter(rows))
    english.place_phrases.cache_clear()
    try:
        with pytest.raises(GazetteerError, match=r"place_phrases\.csv:7"):
            english.place_phrases()
    finally:
        english.place_phrases.cache_clear()
