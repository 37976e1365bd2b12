"""Marsad from Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import marsad
from marsad.errors import ArchiveError, InputError

# The army shelled a town with artillery yesterday; two civilians were killed.
TEXT = "قصفت قوات النظام السوري مدينة طفس بالمدفعية أمس، ما أدى إلى مقتل مدنيين اثنين."


def report(number: int) -> dict[str, str]:
    text = f"{TEXT} وسقطت قذائف على الحي رقم {number}."  # shells fell on quarter number …
    return {"id": f"r{number}", "text": text, "published": f"2021-01-{10 + number}", "outlet": "وكالة"}


def test_read_resolves_days_by_the_publication() -> None:
    (claim, *_) = marsad.read(TEXT, published="2021-01-24")
    assert (claim.kind, claim.status) == ("shelling", "occurred")
    assert claim.when is not None and claim.when.start == "2021-01-23"
    assert claim.killed is not None and (claim.killed.min, claim.killed.max) == (2, 2)
    span = claim.evidence[0]
    assert TEXT[span.start : span.end] == span.quote
    undated = marsad.read(TEXT)[0].when
    assert undated is None or undated.start is None


def test_a_quiet_text_has_no_claim_and_a_reason() -> None:
    assert marsad.read("فاز الفريق الضيف بهدفين.") == []  # the visitors won by two goals
    assert marsad.code({"id": "x", "text": "Nothing in Arabic."}).note is not None


def test_what_is_no_date_or_no_report_is_said() -> None:
    with pytest.raises(InputError, match="not a date"):
        marsad.read(TEXT, published="yesterday")
    with pytest.raises(InputError, match="no report"):
        marsad.code({"id": "x"})


def test_an_archive_from_python(tmp_path: Path) -> None:
    archive = marsad.Archive(tmp_path / "a.db")
    with pytest.raises(ArchiveError, match="no such archive"):
        archive.events()
    first = archive.add([report(1), report(5)])
    assert (first.reports, first.known, first.faults) == (2, 0, ())
    second = archive.add([report(1), {**report(5), "text": "نص آخر"}, report(8)])
    assert (second.reports, second.known) == (1, 1)
    assert [fault.code for fault in second.faults] == ["I021"]
    found = archive.events(kinds=["force"], actor="Syrian government")
    assert found and all(one.kind == "shelling" for one in found)
    assert archive.event(found[0].id) == found[0]
    assert {told.document.id for told in archive.told(found[0].id)} <= {"r1", "r5", "r8"}
    assert [one.id for one in archive.reports()] == ["r1", "r5", "r8"]
    assert {one.id for one in archive.search("مدينة طفس")} == {"r1", "r5", "r8"}
    assert [run.reports for run in archive.runs()] == [2, 1]
    with pytest.raises(InputError, match="no kind"):
        archive.events(kinds=["football"])


def test_tables_of_an_archive(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    archive = marsad.Archive(tmp_path / "a.db")
    archive.add([report(1), report(5)])
    events = archive.to_arrow()
    assert events.num_rows == len(archive.events())
    assert b"coded by Marsad" in events.schema.metadata[b"citation"]
    claims = archive.to_arrow("claims").to_pydict()
    assert set(claims["event_id"]) == set(events.to_pydict()["event_id"])
    assert archive.to_arrow(start="2030-01-01").num_rows == 0
    with pytest.raises(InputError, match="no table"):
        archive.to_arrow("people")
    note = archive.export("ged", tmp_path / "ged.csv")
    assert note == "" or "left out" in note
    assert (tmp_path / "ged.csv").is_file() and (tmp_path / "ged.csv.datapackage.json").is_file()


def test_claims_as_a_data_frame() -> None:
    pytest.importorskip("pandas")
    frame = marsad.to_pandas(marsad.read(TEXT, published="2021-01-24"))
    assert frame["kind"].tolist()[0] == "shelling"
    assert "event_id" not in frame.columns


def test_importing_loads_none_of_it() -> None:
    heavy = ("msgspec", "yaml", "click", "rich", "sqlite3", "pandas", "pyarrow", "marsad.model", "marsad.api")
    code = f"import sys, marsad; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_every_public_name_is_there() -> None:
    assert set(marsad.__all__) <= set(dir(marsad))
    assert all(getattr(marsad, name) is not None for name in marsad.__all__)
    with pytest.raises(AttributeError):
        marsad.nothing  # noqa: B018
