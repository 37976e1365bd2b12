"""The same tasks on a Ray cluster, as Ray Core tasks: a node that goes takes no result with it.

Nothing else imports ray. A worker process opens the reader at its first task and keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from marsad.errors import InputError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # tasks a processor
_RETRIES = 8  # deaths of worker or node that Ray itself starts a task again for


class Cluster:
    """A Ray cluster: the one at ``address``, or one on this machine for the length of the run.

    Raises ``InputError`` where Ray is not installed or no cluster answers.
    """

    def __init__(self, address: str | None = None, jobs: int | None = None) -> None:
        try:
            import ray
        except ImportError as error:
            raise InputError(19, "the engine ray needs the package ray.",
                             mend="Install it: pip install 'marsad[ray]'.") from error  # fmt: skip
        self._ray: Any = ray
        options: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
        try:
            if address:
                ray.init(address=address, **options)
            else:
                ray.init(num_cpus=jobs, include_dashboard=False, **options)
        except (ConnectionError, RuntimeError, ValueError) as error:
            raise InputError(19, f"no Ray cluster answers at {address or 'this machine'}: {error}.",
                             mend="Check the address, or leave it out.") from error  # fmt: skip

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *ended: object) -> None:
        self._ray.shutdown()

    def run(
        self, task: Callable[[T], R], jobs: Iterable[T], careful: Callable[[T], R]
    ) -> Iterator[tuple[T, R]]:
        """As ``Runner.run``; a job that Ray gives up is done carefully here."""
        ray = self._ray
        remote = ray.remote(max_retries=_RETRIES, num_cpus=1)(task)
        source = iter(jobs)
        running: dict[Any, T] = {}
        more = True
        while True:
            most = max(1, int(ray.cluster_resources().get("CPU", 1))) * _AHEAD
            while more and len(running) < most:
                try:
                    job = next(source)
                except StopIteration:
                    more = False
                    break
                running[remote.remote(job)] = job
            if not running:
                return
            done, _ = ray.wait(list(running), num_returns=1, timeout=10)
            for reference in done:
                job = running.pop(reference)
                try:
                    answer = ray.get(reference)
                except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError,
                        ray.exceptions.OutOfMemoryError, ray.exceptions.ObjectLostError):  # fmt: skip
                    answer = careful(job)
                yield job, answer
