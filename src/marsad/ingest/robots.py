"""What sites ask of programs: robots.txt, fetched once for each host and kept for a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from marsad.errors import InputError
from marsad.ingest.fetch import AGENT
from marsad.ingest.records import Raw

_KEPT = 86_400.0
_MOST = 500_000


class Robots:
    """The rules of the sites met so far. ``get`` fetches a robots.txt; it may raise ``InputError``."""

    def __init__(self, get: Callable[[str], Raw], clock: Callable[[], float] = time.monotonic) -> None:
        self._get, self._clock = get, clock
        self._known: dict[str, tuple[float, Protego | None]] = {}

    def require(self, url: str) -> None:
        """Raise ``InputError`` where the site does not want this page read by programs."""
        rules = self._rules(url)
        if rules is None or not rules.can_fetch(url, AGENT):
            why = (
                "its robots.txt cannot be had"
                if rules is None
                else "its robots.txt asks programs not to read this page"
            )
            raise InputError(
                49, f"{why}.", where=url, mend="Read it in a browser, save it, and add the saved page."
            )

    def pace(self, url: str) -> float | None:
        """Seconds between requests that the site asks for, at most two minutes."""
        rules = self._rules(url)
        delay = rules.crawl_delay(AGENT) if rules is not None else None
        return min(float(delay), 120.0) if delay else None

    def _rules(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        kept = self._known.get(site)
        if kept is not None and self._clock() - kept[0] < (_KEPT if kept[1] is not None else 600.0):
            return kept[1]
        rules = self._asked(site)
        self._known[site] = self._clock(), rules
        return rules

    def _asked(self, site: str) -> Protego | None:
        """No such file allows all; a server that fails may have rules that are not known, and is left alone."""
        try:
            text = self._get(f"{site}/robots.txt").data[:_MOST].decode("utf-8", "replace")
        except InputError as fault:
            gone = fault.code == "I048" and any(
                f"answered {status}" in fault.what for status in range(400, 500)
            )
            if not gone:
                return None
            text = ""
        try:
            return Protego.parse(text)
        except (ValueError, RecursionError):
            return Protego.parse("")
