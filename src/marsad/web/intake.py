"""What is given to the page, as reports: a file of any kind that ``marsad add`` reads, a pasted text, addresses.

The bytes say what a file is. Its name is shown, and breaks ties; it is never a path, here or anywhere.
"""

from __future__ import annotations

import io
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.door import through
from marsad.ingest.fetch import Limits, clean_url
from marsad.ingest.kinds import kind_of
from marsad.ingest.opening import Found, Ways, printable, read_raw
from marsad.ingest.paced import Get, Paced
from marsad.ingest.records import Raw, Report
from marsad.ingest.reports import read_lines
from marsad.model import Document

Advance = Callable[[int], None]
Intake = Callable[[sqlite3.Connection, Advance], Iterator[Found]]
"""Reports for an archive that is open, telling how much of the whole is done."""

PACE = 2.0
"""Seconds between two requests to one host, as with ``marsad add``."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def shown(name: str) -> str:
    """A file's name as it may be shown: no folder, no control characters, nothing that turns the line around."""
    return printable(_UNSAFE.sub("_", name)).strip(". ") or "file"


def uploaded(name: str, body: bytes) -> Intake:
    """The reports of a file. ``name`` is as ``shown`` gives it."""

    def reports(db: sqlite3.Connection, advance: Advance) -> Iterator[Found]:
        kind = kind_of(body[:65_536], name)
        if kind == "lines" or name.lower().endswith((".jsonl", ".ndjson")):
            before = 0
            for line in read_lines("-", io.BytesIO(body)):
                yield Report(where=line.where.replace("standard input", name), document=line.document,
                             fault=line.fault, digest=line.digest)  # fmt: skip
                advance(line.size - before)
                before = line.size
            return
        yield from read_raw(Raw(data=body, where=name), Ways(), kind, advance=advance)

    return reports


def pasted(name: str, body: bytes, about: Document) -> Intake:
    """One report's text, with what is known of it: title, outlet, day, link, as in ``about``."""

    def reports(db: sqlite3.Connection, advance: Advance) -> Iterator[Found]:
        for one in read_raw(Raw(data=body, where=name), Ways(), "text"):
            if isinstance(one, Report) and one.document is not None:
                known = {
                    field: value for field in ("title", "outlet", "published", "url") if (value := getattr(about, field))
                }  # fmt: skip
                yield replace(one, document=replace(one.document, **known), raw=None)
            else:
                yield one

    return reports


def fetched(links: tuple[str, ...], follow: int, get: Get, stop: threading.Event) -> Intake:
    """The reports at these addresses; of a feed or sitemap the first ``follow`` pages that are new.

    Only public addresses are asked, whatever leads there; robots.txt holds for pages that no person named.
    """
    paced = Paced(Limits(private=False), PACE, get=get, sleep=stop.wait)

    def reports(db: sqlite3.Connection, advance: Advance) -> Iterator[Found]:
        def visited(url: str) -> bool:
            return db.execute("SELECT 1 FROM document WHERE url = ? LIMIT 1", (url,)).fetchone() is not None

        ways = Ways(follow=follow, known=visited, fetch=lambda url: paced(url, robots=url not in links))
        for link in links:
            if stop.is_set():
                return
            yield from through((link,), io.BytesIO(), ways)
            advance(1)

    return reports


def check_link(link: str) -> str:
    """The address as it is asked for. Raises ``InputError`` where it is none of the web."""
    if not re.match(r"https?://", link.strip(), re.IGNORECASE):
        raise InputError(40, "a link begins with http:// or https://.", where=link.strip()[:200])
    return clean_url(link)
