"""Evidence: kept once, by its SHA-256, checked by anyone; what was changed or lost is found."""

from __future__ import annotations

import gzip
import json
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.archive import evidence
from marsad.archive.evidence import Store
from marsad.archive.file import reading, writing
from marsad.cli.main import main
from marsad.ingest.records import Raw

from . import made
from .conftest import Run
from .made import ONE, TWO


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "a.html").write_bytes(made.html())
    (folder / "b.mhtml").write_bytes(made.mhtml())
    (folder / "c.eml").write_bytes(made.eml())
    (folder / "d.txt").write_text(TWO, encoding="utf-8")
    (folder / "e.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


def files(archive: Path) -> list[Path]:
    return sorted(path for path in evidence.folder_of(archive).rglob("*") if path.is_file())


def test_a_folder_is_added_with_its_evidence_and_what_was_passed_over(
    run: Run, archive: Path, pages: Path
) -> None:
    result = run("add", pages)
    assert result.exit_code == 0, result.stderr
    assert "5 reports added" in result.stderr
    assert f"passed over 1 × a .jpg file: {pages / 'e.jpg'}" in result.stderr
    for path in files(archive):
        assert sha256(gzip.decompress(path.read_bytes())).hexdigest() + ".gz" == path.name
    kept = {sha256((pages / name).read_bytes()).hexdigest() for name in ("a.html", "b.mhtml", "c.eml")}
    assert kept <= {path.name.removesuffix(".gz") for path in files(archive)}
    checked = run("verify")
    assert checked.exit_code == 0
    assert "all as they were" in checked.stderr and "only the text is kept" in checked.stderr


def test_nothing_is_kept_or_added_twice(run: Run, archive: Path, pages: Path) -> None:
    run("add", pages)
    before = [(path, path.stat().st_mtime_ns) for path in files(archive)]
    again = run("add", pages)
    assert "0 reports added" in again.stderr and "5 reports there before" in again.stderr
    assert [(path, path.stat().st_mtime_ns) for path in files(archive)] == before


def test_keep_none_keeps_none(run: Run, archive: Path, pages: Path) -> None:
    run("add", pages, "--keep", "none")
    assert files(archive) == []
    assert run("verify").exit_code == 0


def test_a_warc_that_is_kept_can_be_added_and_checked(
    run: Run, archive: Path, pages: Path, tmp_path: Path
) -> None:
    pytest.importorskip("fastwarc")
    run("add", pages / "a.html", pages / "b.mhtml", "--keep", "warc")
    (warc,) = files(archive)
    assert warc.name.endswith(".warc.gz")
    assert run("verify").exit_code == 0
    other = tmp_path / "other.db"
    result = CliRunner().invoke(main, ["add", str(warc), "--archive", str(other)])
    assert "2 reports added" in result.stderr


def test_a_fetched_page_stands_in_the_warc_with_its_headers(archive: Path, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    raw = Raw(data=made.html(), where="https://a.example/1", url="https://a.example/1", media="text/html", status=200, fetched="2021-05-15T10:00:00+00:00",
              headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")), redirects=((301, "http://a.example/1"),))  # fmt: skip
    archive.parent.mkdir(exist_ok=True)
    with writing(archive) as db:
        Store(db, archive, "warc", "2021-05-15T10:00:00+00:00").keep(raw)
        assert evidence.read(db, archive, raw.digest) == raw.data
        (kept,) = evidence.kept(db)
    assert (kept.sha256, kept.fetched, kept.redirects) == (raw.digest.hex(), raw.fetched, raw.redirects)
    from marsad.ingest.warc import warc_records

    (path,) = files(archive)
    with path.open("rb") as stream:
        found = [one for one, _, _ in warc_records(stream, "x") if one is not None]
    assert [(one.url, one.data, one.fetched) for one in found] == [(raw.url, raw.data, raw.fetched)]


def _damage_text(archive: Path) -> None:
    with sqlite3.connect(archive) as db:
        db.execute("UPDATE document SET text = replace(text, 'طفس', 'نوى') WHERE n = 1")


def _damage_claim(archive: Path) -> None:
    with sqlite3.connect(archive) as db:
        db.execute(
            "UPDATE claim SET record = CAST(replace(CAST(record AS TEXT), '\"start\":0', '\"start\":1') AS BLOB)"
        )


def _damage_evidence(archive: Path) -> None:
    path = files(archive)[0]
    path.write_bytes(gzip.compress(b"something else"))


def _cut_evidence(archive: Path) -> None:
    path = files(archive)[0]
    path.write_bytes(path.read_bytes()[:-9])


def _lose_evidence(archive: Path) -> None:
    files(archive)[0].unlink()


@pytest.mark.parametrize(
    ("damage", "what", "says"),
    [
        (_damage_text, "text", "SHA-256"),
        (_damage_claim, "claim", "not the quote"),
        (_damage_evidence, "evidence", "another SHA-256"),
        (_cut_evidence, "evidence", "damaged"),
        (_lose_evidence, "evidence", "missing"),
    ],
)
def test_every_damage_is_found_and_named(
    run: Run, archive: Path, pages: Path, damage: object, what: str, says: str
) -> None:
    run("add", pages / "a.html")
    assert callable(damage)
    damage(archive)
    result = run("verify", "--json")
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert any(one.get("what") == what and says in one["fault"] for one in lines)
    assert lines[-1]["faults"] >= 1
    if what == "evidence":  # adding it again puts it back
        run("add", pages / "a.html")
        assert (run("verify").exit_code == 0) == (says != "another SHA-256" and says != "damaged")


def test_read_explains_what_it_left_out_of_a_page(pages: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(pages / "a.html"), "--explain"])
    assert result.exit_code == 0
    assert "left out of the page, menu: الرئيسية" in result.stdout
    assert "the time of publication is from the words" in result.stdout
    assert (
        "الرئيسية"
        not in json.loads(CliRunner().invoke(main, ["read", str(pages / "a.html"), "--json"]).stdout)[
            "events"
        ][0]["evidence"][0]["quote"]
    )


def test_read_asks_which_of_several(tmp_path: Path) -> None:
    path = tmp_path / "c.eml"
    path.write_bytes(made.eml())
    result = CliRunner().invoke(main, ["read", str(path)])
    assert result.exit_code == 1 and "[I014] there are 2 reports" in result.stderr
    ident = result.stderr.split("--id: ")[1].split(",")[0].strip()
    assert CliRunner().invoke(main, ["read", str(path), "--id", ident]).exit_code == 0


def test_columns_are_shown_and_a_wrong_map_is_a_usage_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"النص,التاريخ\n{ONE},14 أيار 2021\n", encoding="utf-8")
    result = run("add", path)
    assert "columns guessed: text = «النص», published = «التاريخ»" in result.stderr
    assert CliRunner().invoke(main, ["add", str(path), "--map", "txt=النص"]).exit_code == 2
    assert "[I061]" in run("add", path, "--map", "text=لا شيء").stderr


def test_standard_input_takes_a_page_too(run: Run) -> None:
    result = run("add", "-", stdin=made.html())
    assert "1 report added" in result.stderr


def test_an_inner_address_is_refused_without_the_option(run: Run) -> None:
    result = run("add", "http://127.0.0.1:9/x")
    assert result.exit_code == 1 and "[I041]" in result.stderr and "--allow-private" in result.stderr


def test_an_archive_of_before_is_brought_up_to_date(archive: Path, run: Run, pages: Path) -> None:
    from marsad.archive.migrations import VERSION, migrate

    with sqlite3.connect(archive, isolation_level=None) as db:
        db.execute("PRAGMA application_id = 0x4D525344")
        migrate(db, VERSION - 1)
    run("add", pages / "a.html")
    with reading(archive) as db:
        assert db.execute("SELECT count(*) FROM fetch").fetchone()[0] == 1
