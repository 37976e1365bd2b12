"""What the columns of other data sets hold of an event, and what they are not made to hold."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from marsad.export import acled, ged, plover
from marsad.export.facts import best, highest
from marsad.export.records import LeftOut, Record
from marsad.export.sides import Sides
from marsad.lexicon.compile import lexicon
from marsad.model import Actor, EventDate, Figure, TollRange
from tests.export.conftest import ARMY, CIVILIANS, RAQQA, SDF, TAFAS, figure, made

MILITIA = Actor(name="مسلحون مجهولون", support=1)  # unknown gunmen
PLANNED = made(status="planned", killed=None)


def rows(module_table, *records: Record) -> tuple[list[dict[str, object]], LeftOut]:  # type: ignore[no-untyped-def]
    left = LeftOut()
    table = module_table(records, lexicon(), left)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows], left


GED = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]


def test_columns_are_those_of_the_data_sets_in_their_order() -> None:
    left = LeftOut()
    assert [c.name for c in ged.table([], lexicon(), left).columns] == GED
    assert [c.name for c in acled.table([], lexicon(), left).columns] == ACLED
    polecat = [c.name for c in plover.polecat([], lexicon(), left).columns]
    assert (len(GED), len(ACLED), len(polecat)) == (49, 31, 40)
    assert polecat[:2] + polecat[7:9] + polecat[14:16] == [
        "Event ID", "Event Date", "Actor Name", "Actor Country", "Wikipedia Actor ID", "Recipient Name",
    ]  # fmt: skip


def test_one_sided_violence_in_ged() -> None:
    (row,), left = rows(ged.table, made())
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (3, "Syrian Army", "Civilians")
    assert (row["best"], row["low"], row["high"], row["deaths_unknown"], row["deaths_civilians"]) == (
        2,
        2,
        2,
        2,
        None,
    )
    assert (row["gwnoa"], row["gwnob"], row["country_id"]) == (652, None, 652)
    assert (row["date_prec"], row["where_prec"], row["event_clarity"]) == (1, 1, 1)
    assert row["geom_wkt"] == "POINT (36.067 32.737)"
    assert row["id"] is None and row["relid"] == "e1"
    assert left.note() == ""


@pytest.mark.parametrize(
    ("sides", "violence"),
    [
        (((ARMY,), (SDF,)), 1),
        (((SDF,), (Actor(name="هيئة تحرير الشام", id="hts", support=1),)), 2),
        (((SDF,), (CIVILIANS,)), 3),
        (((MILITIA,), (CIVILIANS,)), None),
        (((), (CIVILIANS,)), None),
    ],
)
def test_type_of_violence_follows_the_registry(
    sides: tuple[tuple[Actor, ...], ...], violence: int | None
) -> None:
    found, left = rows(ged.table, made(initiators=sides[0], targets=sides[1]))
    assert [row["type_of_violence"] for row in found] == ([violence] if violence else [])
    assert left.total == (0 if violence else 1)


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"status": "planned"}, "planned"),
        ({"status": "denied"}, "denied"),
        ({"status": "uncertain"}, "a rumour"),
        ({"status": "attempted"}, "attempted"),
        ({"killed": None}, "no deaths told"),
        ({"killed": figure(0)}, "nobody killed"),
        ({"places": ()}, "no point"),
        ({"places": (replace(TAFAS, lat=None, lon=None),)}, "no point"),
        ({"places": (TAFAS, RAQQA)}, "far apart"),
        ({"when": None}, "day unknown"),
        ({"kind": "siege"}, "no armed force"),
        ({"targets": (Actor(name="الفرقة الرابعة", id="syria_4th_division", support=1),)}, "of one state"),
    ],
)
def test_what_ged_cannot_hold_is_counted_by_its_reason(over: dict[str, object], why: str) -> None:
    found, left = rows(ged.table, made(), made(**over))
    assert [row["relid"] for row in found] == ["e1"]
    assert left.note().startswith("1 of 2 events left out")
    assert why in left.note()


def test_differing_tolls_are_best_low_and_high() -> None:
    toll = TollRange(min=2, max=None, figures=(
        Figure(min=3, max=3, origins=("أ", "ب"), reports=2), Figure(min=2, max=2, origins=("ج",), reports=1),
        Figure(min=20, max=None, origins=("د",), reports=1),
    ))  # fmt: skip
    assert (best(toll), highest(toll)) == (3, 20)
    (row,), _ = rows(ged.table, made(killed=toll))
    assert (row["best"], row["low"], row["high"]) == (3, 2, 20)


@pytest.mark.parametrize(
    ("start", "end", "prec"),
    [
        ("2021-01-24", "2021-01-24", 1), ("2021-01-24", "2021-01-25", 2), ("2021-01-24", "2021-01-29", 2),
        ("2021-01-24", "2021-01-30", 3), ("2021-01-01", "2021-01-31", 4), ("2021-01-01", "2021-12-31", 5),
    ],
)  # fmt: skip
def test_date_precision_follows_the_interval(start: str, end: str, prec: int) -> None:
    (row,), _ = rows(ged.table, made(when=EventDate(start=start, end=end, precision="day")))
    assert row["date_prec"] == prec


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [(-89.75, -179.75, 1), (89.75, 179.75, 259200), (-89.75, 179.75, 720), (-89.25, -179.75, 721)],
)
def test_priogrid_counts_cells_from_the_south_west(lat: float, lon: float, gid: int) -> None:
    assert ged.priogrid(lat, lon) == gid


def test_acled_tells_the_direction_beside_its_actors() -> None:
    (row,), _ = rows(acled.table, made())
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence", "Shelling/artillery/missile attack",
    )  # fmt: skip
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "State forces",
        "Civilians",
        "State forces-Civilians",
    )
    assert (row["civilian_targeting"], row["iso"], row["fatalities"]) == ("Civilian targeting", 760, 2)
    assert row["tags"] == "initiator=actor1; target=actor2"
    clash = made(kind="armed_clash", initiators=(ARMY,), targets=(SDF,), killed=None)
    (row,), _ = rows(acled.table, clash)
    assert (row["tags"], row["fatalities"]) == ("direction=none", None)


def test_who_took_it_decides_what_acled_calls_a_capture() -> None:
    found, left = rows(
        acled.table, *(made(kind="capture", initiators=side, targets=()) for side in ((ARMY,), (SDF,), ()))
    )
    assert [row["sub_event_type"] for row in found] == [
        "Government regains territory", "Non-state actor overtakes territory",
    ]  # fmt: skip
    assert "turns on sides that are not known" in left.note()


def test_a_soldier_is_no_civilian_target() -> None:
    found, left = rows(acled.table, made(kind="killing", targets=(ARMY,), initiators=(SDF,)))
    assert not found and left.total == 1


@pytest.mark.parametrize(
    ("ident", "side", "inter"),
    [
        ("syria_army", "state", "State forces"),
        ("sdf", "group", "Political militia"),
        ("hts_gss", "group", "Rebel group"),  # the police of a group that is no state's
        ("libyan_national_army", "group", "Political militia"),
        ("hamas", "group", "Political militia"),  # a party with an armed wing
        ("coalition_against_isis", None, "External/Other forces"),
    ],
)
def test_whose_force_it_is_decides_not_its_name(ident: str, side: str | None, inter: str) -> None:
    known = lexicon().actors[ident]
    actor = Actor(name=known.name_ar, id=ident, country=known.country or None, support=1)
    assert Sides(lexicon()).of(actor) == side
    place = replace(TAFAS, country=known.country or "SY")
    found, _ = rows(acled.table, made(kind="ground_attack", initiators=(actor,), places=(place,)))
    assert [row["inter1"] for row in found] == [inter]


@pytest.mark.parametrize("status", ["planned", "denied", "uncertain", "attempted"])
def test_what_did_not_happen_is_in_neither_acled_nor_polecat(status: str) -> None:
    for module in (acled.table, plover.polecat):
        found, left = rows(module, made(status=status))
        assert not found and left.total == 1


def test_plover_says_what_did_not_happen_by_its_auxiliary_modes() -> None:
    found, left = rows(
        plover.table,
        *(
            made(id=status, status=status)
            for status in ("occurred", "planned", "denied", "uncertain", "attempted")
        ),
    )
    assert {row["id"]: row["auxiliary"] for row in found} == {
        "occurred": None, "planned": "future", "denied": "negation", "uncertain": "hypothetical",
    }  # fmt: skip
    assert left.total == 1
    assert (found[0]["type"], found[0]["mode"], found[0]["source_sector"]) == (
        "ASSAULT",
        "heavy-weapons",
        "MIL",
    )


def test_polecat_names_places_by_geonames_where_they_are() -> None:
    (row, other), _ = rows(
        plover.polecat, made(), made(id="e2", places=(replace(TAFAS, id="marsad:tfs", kind="neighbourhood"),))
    )
    assert (row["GeoNames ID"], row["City"], row["Country"], row["Actor COW"]) == (
        163533,
        "طفس",
        "SYR",
        "652",
    )
    assert (other["GeoNames ID"], other["City"]) == (None, None)
