"""Fetching politely: one request at a time to a host, a pause between two, robots.txt where pages are followed."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from marsad.ingest.fetch import Limits, fetch
from marsad.ingest.records import Raw
from marsad.ingest.robots import Robots

Get = Callable[..., Raw]


class Paced:
    """Fetches for several threads. ``pace`` is the seconds between two requests to one host, jitter added.

    ``get`` is what fetches; ``sleep`` waits, and tests give one that does not.
    """

    def __init__(self, limits: Limits, pace: float, *, get: Get = fetch, sleep: Callable[[float], object] = time.sleep,
                 clock: Callable[[], float] = time.monotonic, obey: bool = True) -> None:  # fmt: skip
        self.limits, self.pace = limits, pace
        self._get, self._sleep, self._clock, self._obey = get, sleep, clock, obey
        self._next: dict[str, float] = {}
        self._hosts: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self._robots = Robots(lambda url: self._asked(url, {}), clock)
        self._asking: dict[str, threading.Lock] = {}

    def __call__(self, url: str, *, robots: bool = True, headers: dict[str, str] | None = None) -> Raw:
        """What is at the address, after its host's turn has come. Raises ``InputError``."""
        if robots and self._obey:
            with self._lock:
                asking = self._asking.setdefault(urlsplit(url).netloc.lower(), threading.Lock())
            with asking:
                self._robots.require(url)
        return self._asked(url, headers or {}, robots)

    def _asked(self, url: str, headers: dict[str, str], robots: bool = False) -> Raw:
        host = urlsplit(url).netloc.lower()
        with self._lock:
            turn = self._hosts.setdefault(host, threading.Lock())
        with turn:
            wait = self._next.get(host, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                return self._get(url, self.limits, headers=headers)
            finally:
                asked = (self._robots.pace(url) if robots and self._obey else None) or 0.0
                pause = max(self.pace, asked)
                self._next[host] = self._clock() + pause * random.uniform(1.0, 1.25)
