"""From every older version to this one, with reports in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from marsad.archive import queries
from marsad.archive.adding import Adder
from marsad.archive.documents import Writer
from marsad.archive.file import APPLICATION_ID, reading, transaction, writing
from marsad.archive.migrations import MIGRATIONS, VERSION, migrate
from marsad.archive.records import Item
from marsad.archive.search import search
from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge

from .conftest import NOW, READER


def _old(path: Path, version: int, items: list[Item]) -> None:
    """An archive as that version left it, with reports and claims but for what it did not have."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(db, version)
    if version == 1:
        db.execute("CREATE TABLE words (title, text)")  # the writer of today fills it; it was not there then
    if version:
        writer = Writer(db)
        with transaction(db):
            db.execute(
                "INSERT INTO run (started, version, lexicon, gazetteer, fingerprint, settings)"
                " VALUES ('2023', '0', 'l', 'g', 'f', '{}')"
            )
            for item in items:
                number = writer.document(item, 1)
                for claim in item.coded.events:
                    writer.claim(claim, number, 1)
    if version == 1:
        db.execute("DROP TABLE words")
    db.close()


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_from_every_version(archive: Path, items: list[Item], version: int) -> None:
    _old(archive, version, items)
    with writing(archive) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        if version >= 3:
            # These versions merge as they add.
            db.execute("INSERT OR IGNORE INTO pending SELECT n FROM document")
        adder = Adder(db, lexicon(), READER, NOW)
        adder.put(items)
        assert queries.count(db)[0] == len(items)
        assert len(list(search(db, "قذائف"))) == len(items)
        found = {one.id: msgspec.json.encode(one) for one in queries.events(db, queries.Filter())}
    expected = merge([item.coded for item in items], Registry(lexicon()))
    assert found == {one.id: msgspec.json.encode(one) for one in expected}


@pytest.mark.parametrize("version", range(1, VERSION))
def test_reading_an_older_one_brings_it_up(archive: Path, items: list[Item], version: int) -> None:
    _old(archive, version, items)
    with reading(archive) as db:
        assert queries.count(db)[0] == len(items)
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)


@pytest.mark.parametrize("step", range(VERSION))
def test_a_step_that_fails_leaves_the_version_before(
    archive: Path, items: list[Item], step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _old(archive, step, items)
    steps = list(MIGRATIONS)

    def broken(db: sqlite3.Connection) -> None:
        MIGRATIONS[step](db)
        raise sqlite3.OperationalError("the power went")

    db = sqlite3.connect(archive, isolation_level=None)
    before = list(db.iterdump())
    with monkeypatch.context() as patch:
        steps[step] = broken
        patch.setattr("marsad.archive.migrations.MIGRATIONS", tuple(steps))
        with pytest.raises(sqlite3.OperationalError):
            migrate(db)
    assert list(db.iterdump()) == before
    assert migrate(db) == VERSION - step
    db.close()


def test_blocks_and_links_of_before_stay(archive: Path, items: list[Item]) -> None:
    _old(archive, 8, items)
    db = sqlite3.connect(archive, isolation_level=None)
    db.execute("INSERT INTO block VALUES (5, 1)")
    db.execute("INSERT INTO block_new VALUES (7, 2), (5, 1)")
    db.execute("INSERT INTO link VALUES (1, 2, 0.5)")
    migrate(db)
    assert db.execute("SELECT key, claim FROM standing ORDER BY key").fetchall() == [(5, 1), (7, 2)]
    assert db.execute("SELECT a, b, score FROM link WHERE b = 2").fetchall() == [(1, 2, 0.5)]
    db.close()
