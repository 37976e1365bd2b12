"""Every format is read by somebody else's library, which finds what the archive holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from marsad.cli.main import main
from marsad.export.columns import event_columns
from marsad.export.write import FORMATS
from marsad.lexicon.compile import lexicon
from marsad.text.fold import fold

Export = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src/marsad/data/sample/reports.jsonl"
SCHEMA = json.loads((ROOT / "src/marsad/schema/events.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def held(archive: Path) -> dict[str, dict[str, Any]]:
    """The events by id, as the archive tells them."""
    told = CliRunner().invoke(main, ["events", "--json", "--archive", str(archive)])
    return {one["id"]: one for one in map(json.loads, told.stdout.splitlines())}


def first_point(event: dict[str, Any]) -> tuple[float, float] | None:
    found = [one for one in event.get("places", []) if "lat" in one]
    found.sort(key=lambda one: (-one.get("support", 0), one.get("precision", 7)))
    return (found[0]["lat"], found[0]["lon"]) if found else None


def test_csv_by_pandas(export: Export, held: dict[str, Any]) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(export("csv"), dtype={"cameo": str}, index_col="event_id")
    assert set(table.index) == set(held)
    assert list(table.columns) == [one.name for one in event_columns(lexicon())][1:]
    for ident, row in table.iterrows():
        event, point = held[ident], first_point(held[ident])
        assert (row["status"], row["reports"]) == (event["status"], event["reports"])
        assert (None if pandas.isna(row["lat"]) else (row["lat"], row["lon"])) == point
        assert row["reports"] + row["recalled_in"] > 0
        assert row["quote"], "no row without words that it rests on"
        killed = event.get("killed", {}).get("min")
        assert (None if pandas.isna(row["killed_min"]) else row["killed_min"]) == killed


def test_csv_for_excel(export: Export) -> None:
    assert export("csv", "--bom").read_bytes().startswith(b"\xef\xbb\xbfevent_id,")
    assert not export("csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_set_of_tables_by_frictionless(export: Export) -> None:
    frictionless = pytest.importorskip("frictionless")
    folder = export("csv", name="set/")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert {task.name for task in report.tasks} == {"events", "claims", "reports"}


@pytest.mark.parametrize("as_", ["csv", "ged", "acled", "polecat", "plover"])
def test_every_table_by_frictionless(export: Export, as_: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    path = export(as_, name="table.csv")
    described = path.with_name("table.csv.datapackage.json")
    report = frictionless.Package(str(described)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    said = json.loads(described.read_text(encoding="utf-8"))
    assert said["citation"].startswith("Events in Arabic conflict reporting")
    assert {one["kind"] for one in said["codebook"]} == set(lexicon().kinds)
    assert [run["n"] for run in said["marsad"]["runs"]] == [1]
    assert bool(said["left_out"]) is (as_ != "csv")


def test_a_changed_cell_is_noticed(export: Export) -> None:
    """The package carries the digest of the table it describes."""
    frictionless = pytest.importorskip("frictionless")
    path = export("csv", name="table.csv")
    path.write_bytes(path.read_bytes().replace(b"occurred", b"happened", 1))
    assert not frictionless.Package(str(path.with_name("table.csv.datapackage.json"))).validate().valid


def test_xlsx_by_openpyxl(export: Export, held: dict[str, Any]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(export("xlsx", "--hxl"))
    assert book.sheetnames == ["events", "claims", "reports", "dictionary", "about"]
    sheet = book["events"]
    assert sheet.sheet_view.rightToLeft
    assert sheet["A2"].value == "#event+id"
    assert {row[0].value for row in sheet.iter_rows(min_row=3)} == set(held)
    days = {row[0].value: row[8].value for row in sheet.iter_rows(min_row=3)}
    assert {ident: day.date().isoformat() for ident, day in days.items() if day} == {
        ident: one["when"]["start"] for ident, one in held.items() if "when" in one
    }
    about = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    assert "coded by Marsad" in about["citation"]
    assert json.loads(about["run 1"])["reports"] == 20


def test_jsonl_by_the_schema(export: Export, held: dict[str, Any]) -> None:
    lines = [json.loads(line) for line in export("jsonl").read_text(encoding="utf-8").splitlines()]
    validator = Draft202012Validator(SCHEMA)
    for line in lines:
        validator.validate(line)
    assert {line["id"]: line for line in lines} == held


def test_parquet_by_pandas(export: Export, held: dict[str, Any]) -> None:
    pandas, parquet = pytest.importorskip("pandas"), pytest.importorskip("pyarrow.parquet")
    path = export("parquet")
    table = pandas.read_parquet(path).set_index("event_id")
    assert set(table.index) == set(held)
    for ident, row in table.iterrows():
        assert list(row["initiators"]) == [one["name"] for one in held[ident].get("initiators", [])]
    said = parquet.read_schema(path)
    assert b"coded by Marsad" in said.metadata[b"citation"]
    assert said.field("lat").metadata[b"hxl"] == b"#geo+lat"


def test_geojson_by_gdal(export: Export, held: dict[str, Any]) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = export("geojson")
    assert pyogrio.read_info(path)["features"] == len(held)
    assert pyogrio.read_info(path)["crs"] in ("EPSG:4326", "OGC:CRS84")
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        point = first_point(held[feature["id"]])
        assert feature["geometry"] == (
            None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]}
        )


def test_geopackage_by_gdal(export: Export, held: dict[str, Any]) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = export("gpkg")
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert layers == {"events": "Point", "claims": None, "reports": None, "about": None}
    info = pyogrio.read_info(path, layer="events")
    assert (info["features"], info["crs"]) == (len(held), "EPSG:4326")
    meta, _, geometry, fields = pyogrio.raw.read(path, layer="events")
    ids = fields[list(meta["fields"]).index("event_id")]
    assert {ident: shape is None for ident, shape in zip(ids, geometry, strict=True)} == {
        ident: first_point(one) is None for ident, one in held.items()
    }
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_graphml_by_networkx(export: Export, held: dict[str, Any]) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(export("graphml"), force_multigraph=True)
    names = networkx.get_node_attributes(graph, "name_ar")
    two_sided = {ident for ident, one in held.items() if one.get("initiators") and one.get("targets")}
    told = {data["event"] for _, _, data in graph.edges(data=True)}
    assert told <= set(held)
    assert len(told & two_sided) >= len(two_sided) - 1
    for start, end, data in graph.edges(data=True):
        # Groups are one node however their reports spell them (المربع الأمني, المربع الامني), under one of the spellings.
        sides = {
            fold(one["name"])
            for side in ("initiators", "targets")
            for one in held[data["event"]].get(side, [])
        }
        assert {fold(names[start]), fold(names[end])} <= sides


def test_jsonld_by_rdflib(export: Export, held: dict[str, Any]) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(export("jsonld"), format="json-ld")
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    events = set(graph.subjects(rdflib.RDF.type, sem.Event))
    assert events == {rdflib.URIRef(f"urn:marsad:event:{ident}") for ident in held}
    for event in events:
        behind = list(graph.objects(event, prov.wasDerivedFrom))
        assert len(behind) == len(held[str(event).rsplit(":", 1)[1]]["claims"])
        for claim in behind:
            assert list(graph.objects(claim, prov.wasGeneratedBy)) == [rdflib.URIRef("urn:marsad:run:1")]
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    reports = {one["id"]: one for one in map(json.loads, SAMPLE.read_text(encoding="utf-8").splitlines())}
    texts = {sha256(one["text"].encode()).hexdigest(): one for one in reports.values()}
    annotations = list(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) >= sum(len(one["claims"]) for one in held.values())
    for annotation in annotations:
        target = graph.value(annotation, oa.hasTarget)
        report = texts[str(graph.value(target, oa.hasSource)).rsplit(":", 1)[1]]
        said = {str(one): graph.value(one, oa.exact) for one in graph.objects(target, oa.hasSelector)}
        place = next(
            one for one in graph.objects(target, oa.hasSelector) if graph.value(one, oa.start) is not None
        )
        where = report[str(graph.value(target, rdflib.URIRef("urn:marsad:term:in")))]
        quoted = where[int(graph.value(place, oa.start)) : int(graph.value(place, oa.end))]
        assert quoted in {str(one) for one in said.values()}


def test_stix_by_stix2(export: Export, held: dict[str, Any]) -> None:
    stix2 = pytest.importorskip("stix2")
    bundle = stix2.parse(export("stix").read_text(encoding="utf-8"), allow_custom=False)
    incidents = [one for one in bundle.objects if one["type"] == "incident"]
    took_place = {ident for ident, one in held.items() if one["status"] in ("occurred", "ongoing", "ended")}
    assert {one["external_references"][0]["external_id"] for one in incidents} == took_place
    known = {one["id"] for one in bundle.objects}
    for one in bundle.objects:
        if one["type"] == "relationship":
            assert {one["source_ref"], one["target_ref"]} <= known
    assert not any(one["type"] == "threat-actor" for one in bundle.objects)


@pytest.mark.parametrize("as_", list(FORMATS))
def test_the_same_archive_gives_the_same_bytes(export: Export, as_: str) -> None:
    assert export(as_, name="one.bin").read_bytes() == export(as_, name="two.bin").read_bytes()


@pytest.mark.parametrize("as_", list(FORMATS))
def test_a_wish_that_nothing_meets_exports_nothing(export: Export, held: dict[str, Any], as_: str) -> None:
    path = export(as_, "--from", "1999-01-01", "--to", "1999-12-31")
    assert not any(ident.encode() in path.read_bytes() for ident in held)


def test_wishes_that_make_no_sense(run: Callable[..., Result], tmp_path: Path) -> None:
    for args, said in (
        (("--as", "ged", "-o", tmp_path / "x", "--hxl"), "--hxl is for csv and xlsx"),
        (("--as", "geojson", "-o", tmp_path / "x", "--bom"), "--bom is for csv"),
        (("--as", "stix", "-o", f"{tmp_path}/"), "stix is one file"),
        (("--as", "csv", "-o", tmp_path / "x", "--from", "someday"), "«from»"),
    ):
        result = run(*args)
        assert result.exit_code != 0
        assert said in result.stderr
    missing = run("--as", "csv", "-o", tmp_path / "no" / "such" / "x.csv")
    assert missing.exit_code == 1
    assert "[O002]" in missing.stderr
