"""Archives that cannot be used: refused with a clear error, and left as they are."""

from __future__ import annotations

import json
import os
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from marsad.archive import file as archive_file
from marsad.archive import queries
from marsad.archive.adding import Adder
from marsad.archive.file import reading, writing
from marsad.archive.migrations import VERSION
from marsad.archive.records import Item
from marsad.errors import ArchiveError
from marsad.lexicon.compile import lexicon

from .conftest import NOW, READER, Run, lines


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _sql(path: Path, statement: str) -> None:
    db = sqlite3.connect(path)
    db.execute(statement)
    db.commit()
    db.close()


WHY = ["--why", "two names of one town", "--by", "Amal"]
DECIDING = [
    ["merge", "e1", "e2", *WHY],
    ["split", "e1", "c1", *WHY],
    ["undo", "d1", *WHY],
    ["review", "accept", "c1", *WHY],
    ["review", "set", "e1", "status", "denied", *WHY],
    ["reread"],
]
ASKING = [["events"], ["explain", "e1"], ["diff", "1"], ["review", "list"], ["review", "conflicts"]]


@pytest.mark.parametrize("command", [["add", "-"], *ASKING, *DECIDING], ids=" ".join)
def test_of_a_newer_version(run: Run, filled: Path, command: list[str]) -> None:
    _sql(filled, f"PRAGMA user_version = {VERSION + 1}")
    before = _digest(filled)
    result = run(*command, stdin=lines(50))
    assert result.exit_code == 1
    assert (
        f"[A003] the archive is of version {VERSION + 1}; this Marsad knows versions up to" in result.stderr
    )
    assert _digest(filled) == before


def test_none_there(run: Run, archive: Path) -> None:
    for command in (["show", "e1"], ["search", "قصف"], ["reports"], ["runs"], *ASKING, *DECIDING):
        result = run(*command)
        assert result.exit_code == 1
        assert "[A001] there is no such archive." in result.stderr
    assert not archive.exists()


@pytest.mark.parametrize("command", [["events"], ["add", "-"], ["merge", "e1", "e2", *WHY], ["reread"]])
def test_another_file(run: Run, archive: Path, command: list[str]) -> None:
    archive.write_text(
        "no archive at all, but a text that is long enough to be taken for one", encoding="utf-8"
    )
    assert "[A002] this is not an archive of Marsad." in run(*command, stdin=lines(1)).stderr
    archive.unlink()
    _sql(archive, "CREATE TABLE mine (x)")
    before = _digest(archive)
    assert "[A002] this is an SQLite file of something else." in run(*command, stdin=lines(1)).stderr
    assert _digest(archive) == before


def test_a_folder(run: Run, archive: Path) -> None:
    archive.mkdir()
    assert "[A002] this is a folder" in run("events").stderr
    assert "[A002] this is a folder" in run("add", "-", stdin=lines(1)).stderr


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="its folder does not exist"), writing(tmp_path / "no" / "a.db"):
        pass


def test_locked(filled: Path, items: list[Item], monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(archive_file, "WAIT", 0.2)
    result = run("add", "-", stdin=lines(70))
    assert result.exit_code == 1
    assert "[A004] another program is writing to the archive." in result.stderr
    assert run("events").exit_code == 0  # reading goes on
    ids = [json.loads(line)["id"] for line in run("events", "--json").stdout.splitlines()]
    for command in (
        ["merge", *ids[:2], *WHY],
        ["review", "set", ids[0], "status", "denied", *WHY],
        ["reread"],
    ):
        decided = run(*command)
        assert decided.exit_code == 1
        assert "[A004] another program is writing to the archive." in decided.stderr
    other.execute("ROLLBACK")
    other.close()
    assert run("add", "-", stdin=lines(70)).stderr.startswith("1 report added")


def test_read_only(filled: Path, items: list[Item]) -> None:
    """In a process without rights: tests may run as root, whom no mode keeps out."""
    folder = filled.parent
    filled.chmod(0o444)
    folder.chmod(0o555)
    for parent in folder.parents:
        if parent.stat().st_uid == os.geteuid() and str(parent).startswith("/tmp/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    child = os.fork()
    if not child:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            with reading(filled) as db:
                assert queries.count(db)[0] == len(items)
            try:
                with writing(filled) as db:
                    Adder(db, lexicon(), READER, NOW)
            except ArchiveError as error:
                status = 0 if error.code == "A005" else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    folder.chmod(0o755)


def test_a_damaged_page(filled: Path, run: Run) -> None:
    """Every page in turn: each command either answers or says what is wrong, and writes nothing half."""
    ident = run("events", "--json").stdout.split('"id":"')[1].split('"')[0]
    whole = filled.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    said = 0
    for page in range(1, len(whole) // size, max(1, len(whole) // size // 12)):
        filled.write_bytes(whole[: page * size] + b"\xa5" * size + whole[(page + 1) * size :])
        for command in (["events"], ["search", "قصف"], ["explain", ident], ["reread"], ["add", "-"]):
            result = run(*command, stdin=lines(90))
            assert result.exit_code in (0, 1)
            said += "[A006] a part of the file is damaged" in result.stderr
        for side in ("-wal", "-shm"):
            filled.with_name(filled.name + side).unlink(missing_ok=True)
    assert said
    filled.write_bytes(whole[: len(whole) // 2])
    assert "[A006]" in run("reports").stderr


def test_an_empty_file_becomes_an_archive(run: Run, archive: Path) -> None:
    archive.touch()
    assert run("add", "-", stdin=lines(1)).exit_code == 0
    assert run("events").exit_code == 0
