"""Coding in shards gives what coding at once gives, whatever is killed, damaged or done before."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main
from marsad.engine import sharded
from marsad.engine.runner import Here, Local
from marsad.engine.shards import Done, Shard, Task, plan
from marsad.errors import InputError, OutputError

pytest.importorskip("pyarrow")

_TOWNS = ("طفس", "سراقب", "جاسم", "القامشلي")


def line(number: int, **over: object) -> str:
    """A made-up report: a town shelled on some day, with some dead."""
    day = f" يوم {1 + number % 9} شباط 2021" if number % 5 else ""
    text = (
        f"قصفت قوات النظام السوري مدينة {_TOWNS[number % 4]} بالمدفعية{day}، ما أدى إلى مقتل {3 + number % 2} مدنيين."
        f" وقال شهود إن قذائف سقطت على الحي رقم {number}."
    )
    report: dict[str, object] = {"id": f"r{number:04}", "text": text, "outlet": f"وكالة {number % 3}"}
    if number % 7:
        report["published"] = f"2021-02-{1 + number % 9:02}"
    return json.dumps(report | over, ensure_ascii=False) + "\n"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shards") / "reports.jsonl"
    lines = [line(number) for number in range(60)]
    lines[20:20] = ["{broken\n", "\n", line(3), line(99, published="someday")]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def plain(source: Path) -> tuple[bytes, bytes, str]:
    """Lines, events and messages of ``marsad code`` without shards."""
    result = code(source, source.with_suffix(".coded"), "--events", source.with_suffix(".events"))
    return (
        source.with_suffix(".coded").read_bytes(),
        source.with_suffix(".events").read_bytes(),
        result.stderr,
    )


def code(source: object, out: Path, *args: object) -> Result:
    return CliRunner().invoke(main, ["code", str(source), "-o", str(out), *map(str, args)])


@pytest.fixture
def sharded_run(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[bytes, bytes, str]]:
    def call(folder: object = tmp_path / "work", *args: object) -> tuple[bytes, bytes, str]:
        coded, events = tmp_path / "coded", tmp_path / "events"
        result = code(source, coded, "--events", events, "--shards", folder, "--shard-size", 16, *args)
        assert result.exit_code == 1, result.output
        return coded.read_bytes(), events.read_bytes(), result.stderr

    return call


def test_shards_give_the_same_bytes_and_messages(
    sharded_run: Callable[..., tuple[bytes, bytes, str]], plain: tuple[bytes, bytes, str], tmp_path: Path
) -> None:
    assert sharded_run() == plain
    assert len(list((tmp_path / "work").glob("*.parquet"))) == 4
    assert not list((tmp_path / "work/merging").iterdir())


def test_what_is_done_is_not_done_again(
    sharded_run: Callable[..., tuple[bytes, bytes, str]], plain: tuple[bytes, bytes, str], tmp_path: Path
) -> None:
    sharded_run()
    results = sorted((tmp_path / "work").glob("*.parquet"))
    times = {path: path.stat().st_mtime_ns for path in results[1:]}
    first = results[0].read_bytes()
    results[0].unlink()
    coded, events, said = sharded_run()
    assert (coded, events) == plain[:2]
    assert "3 of 4 shards done before" in said
    assert results[0].read_bytes() == first, "the same input gives the same file"
    assert {path: path.stat().st_mtime_ns for path in results[1:]} == times


def test_any_file_system_of_fsspec_will_do(
    sharded_run: Callable[..., tuple[bytes, bytes, str]], plain: tuple[bytes, bytes, str], source: Path
) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/in/reports.jsonl", source.read_bytes())
    try:
        assert sharded_run("memory://work") == plain
        result = code(
            "memory://in/reports.jsonl",
            source.with_suffix(".x"),
            "--shards",
            "memory://work",
            "--shard-size",
            16,
        )
        assert result.exit_code == 1
        assert "memory://in/reports.jsonl:21" in result.stderr
        assert source.with_suffix(".x").read_bytes() == plain[0]
    finally:
        memory.rm("/", recursive=True)


def test_a_damaged_result_is_named_and_nothing_else_lost(
    sharded_run: Callable[..., tuple[bytes, bytes, str]], source: Path, tmp_path: Path
) -> None:
    sharded_run()
    broken = sorted((tmp_path / "work").glob("*.parquet"))[1]
    broken.write_bytes(broken.read_bytes()[:-20])
    result = code(source, tmp_path / "again", "--shards", tmp_path / "work", "--shard-size", 16)
    assert result.exit_code == 1 and "[O005]" in result.stderr and broken.name in result.stderr
    assert not (tmp_path / "again").exists()


def test_shards_are_cut_at_lines_and_cover_the_file(source: Path) -> None:
    for size in (1, 7, 64, 1000):
        found = [one for one in plan([str(source)], size) if isinstance(one, Shard)]
        raw = source.read_bytes()
        assert b"".join(raw[one.start : one.end] for one in found) == raw
        assert [one.line for one in found] == [1 + raw[: one.start].count(b"\n") for one in found]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(source: Path, tmp_path: Path) -> None:
    found = list(plan([str(tmp_path / "missing.jsonl"), str(source)], 1000))
    assert isinstance(found[0], InputError) and found[0].code == "I001"
    assert isinstance(found[1], Shard)


def test_input_that_changes_under_the_run_is_refused(source: Path, tmp_path: Path) -> None:
    copy = tmp_path / "reports.jsonl"
    copy.write_bytes(source.read_bytes())
    work = sharded.prepare([str(copy)], str(tmp_path / "work"), 16)
    copy.write_bytes(copy.read_bytes().replace("طفس".encode(), "درعا".encode()))
    with pytest.raises(InputError, match="changed"):
        list(sharded.work(work, Here()))


def test_another_reader_is_refused(source: Path, tmp_path: Path) -> None:
    work = sharded.prepare([str(source)], str(tmp_path / "work"), 16)
    work.todo = [Task(one.shard, one.folder, "another") for one in work.todo]
    with pytest.raises(InputError, match="another version"):
        list(sharded.work(work, Here()))


def test_what_cannot_be_written_is_said(source: Path, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file where the folder should be")
    with pytest.raises((InputError, OutputError)):
        list(sharded.work(sharded.prepare([str(source)], str(tmp_path / "work"), 16), Here()))


def test_options_that_need_one_another(source: Path, tmp_path: Path) -> None:
    for args in (("--engine", "ray"), ("--address", "auto", "--shards", tmp_path)):
        assert code(source, tmp_path / "x", *args).exit_code == 2


def kill_once(job: tuple[str, int]) -> int:
    """Ends its process at the first try of an odd number."""
    folder, number = job
    mark = Path(folder, str(number))
    if number % 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 10


def kill_always(job: tuple[str, int]) -> int:
    if job[1] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return job[1] * 10


def beware(job: tuple[str, int]) -> int:
    return -job[1]


@pytest.mark.slow
def test_workers_that_die_cost_no_task(tmp_path: Path) -> None:
    jobs = [(str(tmp_path), number) for number in range(5)]
    with Local(2) as pool:
        assert dict(pool.run(kill_once, jobs, beware)) == {job: job[1] * 10 for job in jobs}
        again = dict(pool.run(beware, jobs, beware))  # the pool that was started anew goes on
    assert again == {job: -job[1] for job in jobs}


@pytest.mark.slow
def test_a_task_that_kills_every_worker_is_done_with_care(tmp_path: Path) -> None:
    jobs = [(str(tmp_path), number) for number in range(5)]
    with Local(2) as pool:
        answers = dict(pool.run(kill_always, jobs, beware))
    assert answers == {job: -3 if job[1] == 3 else job[1] * 10 for job in jobs}


def test_a_run_stopped_halfway_goes_on(source: Path, tmp_path: Path, plain: tuple[bytes, bytes, str]) -> None:
    work = sharded.prepare([str(source)], str(tmp_path / "work"), 16)
    steps: Iterator[tuple[Task, Done]] = sharded.work(work, Here())
    next(steps), next(steps)
    again = sharded.prepare([str(source)], str(tmp_path / "work"), 16)
    assert (len(work.todo), len(again.todo)) == (4, 2)
    list(sharded.work(again, Here()))
    coded = b"".join(row.coded + b"\n" for row, fault, _ in sharded.rows(again) if row.coded and not fault)
    assert coded == plain[0]
    assert b"".join(event + b"\n" for event in sharded.events(again, Here())) == plain[1]
