"""``marsad watch``: sources asked again and again, what is new read and merged."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from msgspec.structs import replace

from marsad import __version__
from marsad.archive.adding import Adder
from marsad.archive.evidence import How, Store
from marsad.archive.file import writing
from marsad.archive.records import Reader
from marsad.archive.watching import State, Visit, save, states, unread, visit
from marsad.cli.add import Feed, Tallied
from marsad.cli.archive import archive_option
from marsad.cli.terminal import many
from marsad.engine.pool import code_all, resources
from marsad.errors import InputError, OutputError
from marsad.ingest.encodings import decode
from marsad.ingest.feeds import Entry, document_of, parse_feed
from marsad.ingest.feeds import Feed as Listing
from marsad.ingest.fetch import Limits
from marsad.ingest.opening import Ways, kind_of_response, read_raw
from marsad.ingest.paced import Paced
from marsad.ingest.page import links
from marsad.ingest.records import Raw, Report
from marsad.ingest.reports import Line
from marsad.ingest.sources import STARTER, Source, read_sources
from marsad.reading.pipeline import fingerprint

_WORKERS = 8
_LONGEST = 86_400.0  # a source that fails is asked once a day at least
_HOUR = 3600.0


@click.command()
@click.argument("sources", required=False, type=click.Path(path_type=Path), metavar="SOURCES.toml")
@archive_option
@click.option("--once", is_flag=True, help="Ask every source that is due once, then end.")
@click.option(
    "--new",
    "starter",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a starter file of sources and end.",
)
@click.option("--keep", type=click.Choice(["store", "warc", "none"]), default="store", show_default=True,
              help="Keep the raw bytes beside the archive.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Ask addresses of inner networks too.")
def watch(
    sources: Path | None, archive: Path, once: bool, starter: Path | None, keep: How, allow_private: bool
) -> None:
    """Follow feeds, sitemaps and pages; new reports are read and merged as with marsad add.

    Sites' robots.txt, their pace and their conditional answers are kept to; a source that fails is asked less often.
    All state is in the archive: a watcher that was stopped or killed goes on where it was. Every hour a line tells
    what was done. Stop it with Ctrl-C: what is under way is finished.
    """
    if starter is not None:
        _new(starter)
        return
    if sources is None:
        raise click.UsageError("Name a file of sources, or make one: marsad watch --new sources.toml.")
    listed = read_sources(sources)
    words, places = resources()
    reader = Reader(version=__version__, lexicon=words.digest, gazetteer=places.digest, fingerprint=fingerprint(words, places),
                    settings={"watch": str(sources)})  # fmt: skip
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        if threading.current_thread() is threading.main_thread():
            signal.signal(number, lambda *_: stop.set())
    with writing(archive) as db:
        started = _now()
        adder = Adder(db, words, reader, started.isoformat(timespec="seconds"))
        store = Store(db, archive, keep, started.isoformat(timespec="seconds"))
        paced = Paced(Limits(private=allow_private), listed.pace, sleep=lambda seconds: stop.wait(seconds))
        watcher = Watcher(adder, store, paced, stop)
        try:
            watcher.run(listed.sources, once)
        finally:
            adder.finish(_now().isoformat(timespec="seconds"))
    if once and watcher.tally.faults:
        raise SystemExit(1)


def _new(path: Path) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(STARTER.read_text(encoding="utf-8"))
    except FileExistsError:
        raise OutputError(3, "the file is there already.", where=str(path), mend="Name another.") from None
    except OSError as error:
        raise OutputError(2, f"cannot be written: {error.strerror}.", where=str(path)) from None
    click.echo(f"{path} is written. Fill in your sources, then: marsad watch {path}", err=True)


def _now() -> datetime:
    return datetime.now(UTC)


class _Asked:
    """A source under way: what it listed, and how many of its pages are not back yet."""

    def __init__(self, source: Source, state: State) -> None:
        self.source, self.state = source, state
        self.left = 0
        self.feed: Listing | None = None
        self.raw: Raw | None = None
        self.entries: dict[str, Entry] = {}


class Watcher:
    """Asks sources in threads; everything that touches the archive happens in the one thread that runs it."""

    def __init__(
        self,
        adder: Adder,
        store: Store,
        paced: Paced,
        stop: threading.Event,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self.tally = Tallied()
        self._adder, self._store, self._paced, self._stop = adder, store, paced, stop
        self._feed = Feed(adder, self.tally)
        self._say = say or (lambda text: click.echo(text, err=True))
        self._asked = self._unchanged = self._pages = self._failed = 0
        self._told = time.monotonic()
        self._before = (0, 0)

    def run(self, sources: tuple[Source, ...], once: bool) -> None:
        """Ask what is due, forever or ``once``. Ends when told to stop, with what is under way finished."""
        db = self._adder.db
        known = states(db, [one.url for one in sources])
        due = {
            one.url: 0.0 if once and not known[one.url].failures else _until(known[one.url].due)
            for one in sources
        }
        by_url = {one.url: one for one in sources}
        running: dict[Future[Raw], tuple[_Asked, str | None]] = {}
        busy: set[str] = set()
        with ThreadPoolExecutor(_WORKERS) as pool:
            while not self._stop.is_set():
                now = time.time()
                for url, when in due.items():
                    if when <= now and url not in busy:
                        asked = _Asked(by_url[url], known[url])
                        running[pool.submit(self._ask, asked)] = asked, None
                        busy.add(url)
                        self._asked += 1
                if not running:
                    if once:
                        break
                    self._stop.wait(max(0.05, min(min(due.values()) - time.time(), 30.0)))
                else:
                    done, _ = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
                    for future in done:
                        asked, page = running.pop(future)
                        if page is None:
                            for url in self._listed(asked, future):
                                asked.left += 1
                                running[pool.submit(self._paced, url)] = asked, url
                        else:
                            asked.left -= 1
                            self._page(asked, page, future)
                        if asked.left == 0:
                            self._finish(asked)
                            busy.discard(asked.source.url)
                            due[asked.source.url] = float("inf") if once else _until(asked.state.due)
                if time.monotonic() - self._told >= _HOUR:
                    self.summary()
            for future in running:
                future.cancel()
        self.summary()

    def summary(self) -> None:
        """One line of what was done since the last."""
        reports, claims = self.tally.reports - self._before[0], self.tally.events - self._before[1]
        self._say(
            f"{_now():%Y-%m-%d %H:%M} UTC: {many(self._asked, 'source')} asked, {self._unchanged} unchanged, {many(self._pages, 'page')} read,"
            f" {many(reports, 'report')} added, {many(claims, 'claim')}, {many(self._failed, 'fault')}"
        )
        self._before = self.tally.reports, self.tally.events
        self._asked = self._unchanged = self._pages = self._failed = 0
        self._told = time.monotonic()

    def _ask(self, asked: _Asked) -> Raw:
        headers = {}
        if asked.state.etag:
            headers["If-None-Match"] = asked.state.etag
        if asked.state.modified:
            headers["If-Modified-Since"] = asked.state.modified
        return self._paced(asked.source.url, headers=headers)

    def _listed(self, asked: _Asked, future: Future[Raw]) -> list[str]:
        """The pages to be fetched of what a source listed."""
        state, source = asked.state, asked.source
        try:
            raw = future.result()
            if raw.status == 304 or raw.digest == state.digest:
                self._unchanged += 1
                state.failures, state.fault = 0, None
                return []
            asked.raw = raw
            if source.kind == "page":
                found = [
                    Entry(url=url, title=title)
                    for url, title in links(
                        decode(raw.data, raw.charset).text, raw.url or source.url, source.url
                    )
                ]
                asked.feed = Listing("page", source.outlet, tuple(found))
            else:
                asked.feed = parse_feed(raw)
        except Exception as error:
            self._fault(source.url, error)
            state.failures += 1
            state.fault = str(error)[:300]
            return []
        state.failures, state.fault, state.digest = 0, None, raw.digest
        sent = {name.lower(): value for name, value in raw.headers}
        state.etag, state.modified = sent.get("etag"), sent.get("last-modified")
        asked.entries = {one.url: one for one in asked.feed.entries if one.url}
        listed = [(url, one.updated or one.published) for url, one in asked.entries.items()]
        if asked.feed.kind in ("sitemap", "index"):
            listed.sort(key=lambda pair: pair[1] or "", reverse=True)
        new = unread(self._adder.db, listed)
        if len(new) > source.follow:
            # What is left over must be listed again at the next turn, whatever the server says of changes.
            state.digest = state.etag = state.modified = None
        return [url for url, _ in new[: source.follow]]

    def _page(self, asked: _Asked, url: str, future: Future[Raw]) -> None:
        """Read a page that came back, and write down that it was read, in that order."""
        entry = asked.entries[url]
        stamp = entry.updated or entry.published
        self._pages += 1
        try:
            raw = future.result()
            found = [one for one in read_raw(raw, Ways(), kind_of_response(raw)) if isinstance(one, Report)]
            self._store.keep(raw)
            fault = next((one.fault for one in found if one.fault is not None), None)
            if fault is not None and not any(one.document for one in found):
                raise fault
            self._take(self._named(found, asked, entry), url)
        except Exception as error:
            self._fault(url, error)
            self._take(self._teaser(asked, entry), url)
            visit(
                self._adder.db,
                [Visit(url=url, stamp=stamp, fault=str(error)[:300])],
                _now().isoformat(timespec="seconds"),
            )
            return
        visit(self._adder.db, [Visit(url=url, stamp=stamp)], _now().isoformat(timespec="seconds"))

    def _named(self, found: list[Report], asked: _Asked, entry: Entry) -> Iterator[Line]:
        for one in found:
            kept = one.document
            if kept is None:
                continue
            if asked.source.outlet:
                kept = replace(kept, outlet=asked.source.outlet)
            if kept.published is None and entry.published:
                kept = replace(
                    kept, published=entry.published, extra={**kept.extra, "published_from": "the feed"}
                )
            yield Line(one.where, 0, kept, None, one.digest)

    def _teaser(self, asked: _Asked, entry: Entry) -> Iterator[Line]:
        """What the feed itself says of a page that could not be read."""
        if asked.feed is None or asked.raw is None or asked.feed.kind not in ("rss", "atom", "json"):
            return
        kept = document_of(entry, asked.feed, asked.raw)
        if kept is not None:
            self._store.keep(asked.raw)
            yield Line(
                entry.url or asked.source.url,
                0,
                replace(kept, outlet=asked.source.outlet or kept.outlet),
                None,
                asked.raw.digest,
            )

    def _take(self, lines: Iterator[Line], where: str) -> None:
        for result in code_all(self._feed.new(lines), 1):
            self._feed.take(result)
        self._feed.flush()

    def _fault(self, where: str, error: Exception) -> None:
        self._failed += 1
        self.tally.faults += 1
        said = (
            str(error) if isinstance(error, InputError) else f"{where}: {type(error).__name__}: {error}"[:300]
        )
        self.tally.complain(said, 1)

    def _finish(self, asked: _Asked) -> None:
        """Write the source's state down, after all of its pages: a kill before this asks it again."""
        state, now = asked.state, _now()
        pause = min(asked.source.every * 2 ** min(state.failures, 8), max(_LONGEST, asked.source.every))
        state.checked = now.isoformat(timespec="seconds")
        state.due = (now + timedelta(seconds=pause * random.uniform(0.9, 1.1))).isoformat(timespec="seconds")
        save(self._adder.db, state)


def _until(due: str | None) -> float:
    return datetime.fromisoformat(due).timestamp() if due else 0.0
