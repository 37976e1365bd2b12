"""A run over shards: those not done yet are coded, then all are read back in the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec import Struct

from marsad import errors
from marsad.engine import files
from marsad.engine.pool import resources
from marsad.engine.runner import Runner
from marsad.engine.shards import (
    REPORTS,
    Done,
    Row,
    Shard,
    Task,
    code_carefully,
    code_shard,
    decode,
    fault_of,
    plan,
)
from marsad.engine.spread import merge_shards
from marsad.errors import InputError, MarsadError
from marsad.reading.pipeline import fingerprint


class Work(Struct):
    """The shards of a run, in order, with what is known of them; ``taken`` fills as they are read back."""

    folder: str
    tasks: list[Task]
    faults: list[InputError]
    todo: list[Task]
    taken: dict[str, tuple[str, ...]]


def prepare(urls: Sequence[str], folder: str, size: int = REPORTS) -> Work:
    """Cut the files and look which shards are done. The same bytes twice are one shard's work."""
    reader = fingerprint(*resources())
    tasks: list[Task] = []
    faults: list[InputError] = []
    for one in plan(urls, size):
        if isinstance(one, Shard):
            tasks.append(Task(one, folder, reader))
        else:
            faults.append(one)
    there = files.names(folder)
    todo = {task.name: task for task in reversed(tasks) if task.name not in there}
    return Work(folder, tasks, faults, list(reversed(todo.values())), {})


def work(plan_: Work, runner: Runner) -> Iterator[tuple[Task, Done]]:
    """Code what is not done, in any order. Raises the fault of a shard that cannot be done at all."""
    for task, done in runner.run(code_shard, plan_.todo, code_carefully):
        if done.fault is not None:
            name, code, what, where, mend = done.fault
            kind = getattr(errors, name, MarsadError)
            raise kind(code, what, where=where, mend=mend)
        yield task, done


def rows(plan_: Work) -> Iterator[tuple[Row, InputError | None, str]]:
    """Every line of the input in order, with its fault if it has one, and where it stands.

    A report whose id an earlier line has is a fault, as in ``marsad code``.
    """
    seen: dict[str, str] = {}
    for fault in plan_.faults:
        yield Row(0, None, None, 0, None, ()), fault, fault.where or ""
    for task in plan_.tasks:
        twice: list[str] = []
        for row in decode(files.whole(task.result), task.result):
            where = f"{task.shard.url}:{task.shard.line + row.line - 1}"
            wrong: InputError | None = fault_of(row, task.shard) if row.fault else None
            if wrong is None and row.id is not None:
                first = seen.setdefault(row.id, where)
                if first != where:
                    what = f"the id «{row.id[:80]}» was given before, at {first}."
                    wrong = InputError(13, what, where=where, mend="Give every report an id of its own.")
                    twice.append(row.id)
            yield row, wrong, where
        plan_.taken[_key(task)] = tuple(twice)


def events(plan_: Work, runner: Runner) -> Iterator[bytes]:
    """The merged events, after ``rows`` went through all: it finds the reports given twice."""
    results: dict[str, tuple[str, ...]] = {}
    for task in plan_.tasks:
        # A shard that is there twice is taken once: all its reports came before.
        if task.result not in results:
            results[task.result] = plan_.taken.get(_key(task), ())
    yield from merge_shards(list(results.items()), files.join(plan_.folder, "merging"), runner)


def tidy(plan_: Work) -> None:
    """Take away what a killed merge left."""
    folder = files.join(plan_.folder, "merging")
    with suppress(MarsadError):
        for name in files.names(folder):
            files.remove(files.join(folder, name))


def finished(plan_: Work) -> int:
    """How many shards were done before this run."""
    names: Iterable[str] = {task.name for task in plan_.tasks}
    return len(set(names)) - len(plan_.todo)


def _key(task: Task) -> str:
    return f"{task.shard.url}:{task.shard.start}"
