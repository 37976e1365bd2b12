"""Coding a stream of reports, in one process or several, with results in the order of the input.

A report whose reading fails costs that report only; a worker that dies costs the report it died of.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from multiprocessing import get_context
from types import TracebackType

from msgspec import Struct

from marsad.engine.coding import code_layers, encode
from marsad.errors import InputError
from marsad.ingest.reports import Line
from marsad.lexicon.compile import Lexicon, lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.together import layers_of_all

_REPORTS = 64  # of a batch here: as many as are read together
_BATCH_REPORTS = 32  # of a batch for a worker: fewer, so that there is one for each
_BATCH_CHARACTERS = 200_000
_ROUNDS = (200_000, 20, 50)  # of the garbage collector
_BATCHES_AHEAD = 3  # a worker: enough that none waits, few enough that memory stays bounded


class Answer(Struct, frozen=True):
    """What came of one report: its coded line, how many events it has, and the faults of claims left out."""

    line: bytes = b""
    events: int = 0
    rejected: tuple[tuple[str, ...], ...] = ()
    fault: str | None = None


class Result(Struct, frozen=True):
    """A line of the input with what came of it: an answer, or the fault of the line or of its reading."""

    line: Line
    answer: Answer | None = None
    fault: InputError | None = None


@lru_cache(maxsize=1)
def resources() -> tuple[Lexicon, Gazetteer]:
    """The shipped lexicon and the user's gazetteer, opened once a process.

    What is loaded stays: taking it out of the garbage collector's rounds makes reading a sixth faster. Reading makes few cycles,
    so that rounds may be rare: another twentieth.
    """
    loaded = lexicon(), Gazetteer.open()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_ROUNDS)
    return loaded


def code_batch(documents: list[Document]) -> list[Answer]:
    """Code reports, short ones together. A fault in the reading is an answer, so that the others go on."""
    words, places = resources()
    out = []
    for layers in layers_of_all(documents, words, places):
        try:
            if isinstance(layers, Exception):
                raise layers
            outcome = code_layers(layers)
            out.append(Answer(encode(outcome.coded), len(outcome.coded.events), outcome.rejected))
        except Exception as error:  # the boundary: no report may stop the run
            out.append(Answer(fault=f"{type(error).__name__}: {error}"[:200].replace("\n", " ")))
    return out


def code_all(lines: Iterable[Line], jobs: int = 1) -> Iterator[Result]:
    """Code every line that holds a document, in order; ids that were seen before are faults."""
    checked = _unique(lines)
    if jobs <= 1:
        for batch in _batches(checked, _REPORTS):
            answers = iter(code_batch([line.document for line in batch if line.document is not None]))
            for line in batch:
                yield _result(line, next(answers) if line.document is not None else None)
        return
    with _Pool(jobs) as pool:
        yield from pool.run(checked)


def _unique(lines: Iterable[Line]) -> Iterator[Line]:
    seen: dict[str, str] = {}
    for line in lines:
        document = line.document
        if document is not None:
            first = seen.setdefault(document.id, line.where)
            if first is not line.where:
                what = f"the id «{document.id[:80]}» was given before, at {first}."
                fault = InputError(13, what, where=line.where, mend="Give every report an id of its own.")
                line = Line(line.where, line.size, None, fault)
        yield line


def _result(line: Line, answer: Answer | None) -> Result:
    if answer is None:
        return Result(line, None, line.fault)
    if answer.fault is not None:
        name = line.document.id if line.document else ""
        what = f"the report «{name[:80]}» could not be read ({answer.fault})."
        mend = "This is a fault of Marsad; please report it with the text."
        fault = InputError(20, what, where=line.where, mend=mend)
        return Result(line, None, fault)
    return Result(line, answer)


class _Pool:
    """Worker processes behind a queue of batches; started anew when one of them dies."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork copies the locks of threads that do not exist in the child.
        return ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn"), initializer=resources)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=kind is None, cancel_futures=True)

    def run(self, lines: Iterator[Line]) -> Iterator[Result]:
        waiting: deque[tuple[list[Line], Future[list[Answer]]]] = deque()
        try:
            for batch in _batches(lines, _BATCH_REPORTS):
                waiting.append((batch, self._submit(batch)))
                if len(waiting) >= self.jobs * _BATCHES_AHEAD:
                    yield from self._take(waiting)
        except Exception:
            while waiting:  # what was given before the fault is read
                yield from self._take(waiting)
            raise
        while waiting:
            yield from self._take(waiting)

    def _submit(self, batch: list[Line]) -> Future[list[Answer]]:
        documents = [line.document for line in batch if line.document is not None]
        try:
            return self._executor.submit(code_batch, documents)
        except BrokenProcessPool as error:
            broken: Future[list[Answer]] = Future()
            broken.set_exception(error)
            return broken

    def _take(self, waiting: deque[tuple[list[Line], Future[list[Answer]]]]) -> Iterator[Result]:
        batch, future = waiting.popleft()
        try:
            answers = iter(future.result())
        except BrokenProcessPool:
            answers = iter(self._one_by_one(batch))
            again = [(other, self._submit(other)) for other, _ in waiting]
            waiting.clear()
            waiting.extend(again)
        for line in batch:
            yield _result(line, next(answers) if line.document is not None else None)

    def _one_by_one(self, batch: list[Line]) -> list[Answer]:
        """Each report of a batch that broke the pool by itself, to find the one that does it."""
        out = []
        self._restart()
        for line in batch:
            if line.document is None:
                continue
            try:
                out += self._submit([line]).result()
            except BrokenProcessPool:
                out.append(Answer(fault="the process that read it ended; perhaps memory ran out"))
                self._restart()
        return out

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


def _batches(lines: Iterable[Line], most: int) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    try:
        for line in lines:
            batch.append(line)
            size += len(line.document.text) if line.document else 0
            if len(batch) >= most or size >= _BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
    except Exception:
        yield batch  # what was given before the fault is read
        raise
    if batch:
        yield batch
