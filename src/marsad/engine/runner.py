"""Doing many tasks side by side on this machine; a worker that dies costs the time of its task, not its result."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Protocol, TypeVar

from marsad.engine.pool import resources

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # tasks a worker: one at work, one waiting
_TOGETHER = 2  # deaths of a pool that a task may have been part of before it is tried alone
_ALONE = 3  # deaths alone until the task itself is to blame


class Runner(Protocol):
    """Does tasks in any order. ``task`` is a function of a module, jobs and answers are plain values."""

    def run(
        self, task: Callable[[T], R], jobs: Iterable[T], careful: Callable[[T], R]
    ) -> Iterator[tuple[T, R]]:
        """Each job with its answer as it comes; ``careful`` answers for a job that kills whoever does it."""


class Here:
    """No other process: one task after the other."""

    def run(
        self, task: Callable[[T], R], jobs: Iterable[T], careful: Callable[[T], R]
    ) -> Iterator[tuple[T, R]]:
        for job in jobs:
            yield job, task(job)


class Local:
    """A pool of processes, kept from run to run and started anew when one of them dies."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *ended: object) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _start(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _start(self.jobs)
        return self._pool

    def run(
        self, task: Callable[[T], R], jobs: Iterable[T], careful: Callable[[T], R]
    ) -> Iterator[tuple[T, R]]:
        waiting: deque[tuple[T, int]] = deque()
        source = iter(jobs)
        running: dict[Future[R], tuple[T, int]] = {}
        pool = self._start()
        whole = False
        try:
            while True:
                # A job that was there at several deaths is tried with nobody beside it: either it is to
                # blame, or somebody else was.
                suspect = bool(waiting) and waiting[0][1] >= _TOGETHER
                while len(running) < (1 if suspect else self.jobs * _AHEAD):
                    if waiting and (suspect or waiting[0][1] < _TOGETHER):
                        job, deaths = waiting.popleft()
                    elif not suspect and not waiting:
                        try:
                            job, deaths = next(source), 0
                        except StopIteration:
                            break
                    else:
                        break
                    if deaths >= _TOGETHER + _ALONE:
                        yield job, careful(job)
                        break
                    running[_submit(pool, task, job)] = job, deaths
                if not running:
                    if waiting:
                        continue
                    whole = True
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                broken = False
                for future in done:
                    job, deaths = running.pop(future)
                    try:
                        answer = future.result()
                    except BrokenProcessPool:
                        waiting.append((job, deaths + 1))
                        broken = True
                        continue
                    yield job, answer
                if broken:
                    waiting.extend((job, deaths + 1) for job, deaths in running.values())
                    running.clear()
                    waiting = deque(sorted(waiting, key=lambda one: one[1]))
                    self._drop()
                    pool = self._start()
        finally:
            # Left in the middle, there are tasks whose answers nobody waits for.
            if not whole:
                self._drop()


def _submit(pool: ProcessPoolExecutor, task: Callable[[T], R], job: T) -> Future[R]:
    try:
        return pool.submit(task, job)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _start(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork copies the locks of threads that do not exist in the child.
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_prepare, initargs=(os.getpid(),)
    )


def _prepare(parent: int) -> None:
    """The reader, once a process; and no worker outlives the run it works for."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    resources()
