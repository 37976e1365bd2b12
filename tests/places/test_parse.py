from __future__ import annotations

import pytest

from marsad.places.gazetteer import Gazetteer
from marsad.places.parse import Name, Node, Relation, parse


def sketch(node: Node | None) -> object:
    """Names as text, relations as (op, parts…, bearing, km)."""
    if isinstance(node, Name):
        return " ".join(node.words)
    if isinstance(node, Relation):
        extra = tuple(x for x in (node.bearing, node.km) if x is not None)
        return (node.op, *(sketch(p) for p in node.parts), *extra)
    return None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بلدة سراقب", "سراقب"),
        ("محيط مدينة إدلب", ("near", "ادلب")),
        ("بالقرب من سراقب", ("near", "سراقب")),
        ("بين سراقب وإدلب", ("between", "سراقب", "ادلب")),
        ("المنطقة الواقعة بين بلدتي سراقب وإدلب", ("between", "سراقب", "ادلب")),
        ("طريق حلب – دمشق", ("road", "حلب", "دمشق")),
        ("الطريق الواصل بين حلب ودمشق", ("road", "حلب", "دمشق")),
        ("5 كم شرق مدينة إدلب", ("offset", "ادلب", 90.0, 5.0)),
        ("على بعد ٥٠٠ متر من سراقب", ("near", "سراقب")),
        ("شمال شرقي حلب", ("side", "حلب", 45.0)),
        ("ريف إدلب الجنوبي الغربي", ("countryside", "ادلب", 225.0)),
        ("حي الميدان في حلب", ("within", "الميدان", "حلب")),
        ("سراقب جنوب إدلب", ("beside", "سراقب", ("side", "ادلب", 180.0))),
        ("سراقب، إدلب", ("comma", "سراقب", "ادلب")),
        ("بلدتي سراقب وإدلب", ("list", "سراقب", "ادلب")),
        ("كوباني / عين العرب", ("aliases", "كوباني", "عين العرب")),
        ("دير الزور", "دير الزور"),
        ("، في", None),
        ("", None),
    ],
)  # fmt: skip
def test_mentions_are_taken_apart(small: object, text: str, expected: object) -> None:
    assert sketch(parse(text, Gazetteer.open(small))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أحياء مدينة سراقب", "city"),  # the quarters of the city of Saraqib
        ("قرى محافظة إدلب", "admin1"),  # the villages of the governorate of Idlib
        ("حي الميدان", "neighbourhood"),
    ],
)
def test_a_name_is_of_the_kind_that_stands_beside_it(text: str, kind: str, embedded: Gazetteer) -> None:
    node = parse(text, embedded)
    assert isinstance(node, Name) and node.type is not None
    assert node.type.kind == kind


def test_a_first_letter_waw_is_not_and(embedded: Gazetteer) -> None:
    """وادي (valley) begins with the letter that also means "and"."""
    node = parse("وادي بردى", embedded)
    assert isinstance(node, Name) and node.typed == ("وادي", "بردي")


def test_a_common_noun_is_not_the_village_called_so(embedded: Gazetteer) -> None:
    node = parse("تل الخيمة الزرقاء", embedded)
    assert isinstance(node, Name)


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("الأطراف الغربية لمدينة سراقب", "countryside"),  # the western outskirts of the town of Saraqib
        ("قرى الريف الشرقي لحلب", "countryside"),  # the villages of Aleppo's eastern countryside
        ("سراقب من الجهة الغربية", "side"),  # Saraqib, from its western side
    ],
)
def test_a_side_may_stand_after_its_area_or_town(text: str, op: str, embedded: Gazetteer) -> None:
    node = parse(text, embedded)
    assert isinstance(node, Relation)
    assert node.op == op
    assert node.bearing is not None
