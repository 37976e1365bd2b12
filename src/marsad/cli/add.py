"""``marsad add``: reports into the archive, read, merged and kept, batch by batch."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click
import msgspec

from marsad import __version__
from marsad.archive.adding import Adder, other_text
from marsad.archive.evidence import How, Store
from marsad.archive.file import writing
from marsad.archive.imported import CodedFile, checked
from marsad.archive.records import Added, Item, Reader
from marsad.cli.archive import archive_option
from marsad.cli.code import Tally, progress
from marsad.cli.terminal import clean, many
from marsad.engine.pool import Result, code_all, resources
from marsad.errors import InputError
from marsad.ingest.door import through
from marsad.ingest.fetch import Limits
from marsad.ingest.opening import Found, Ways
from marsad.ingest.paced import Paced
from marsad.ingest.reports import Line, shown
from marsad.ingest.tables import FIELDS, Columns
from marsad.model import Coded, Document
from marsad.reading.pipeline import fingerprint

_BATCH = 512  # reports a transaction: what a kill can cost to read again
_ASK = 64  # reports looked up together, to see which are there already


@click.command()
@click.argument("files", nargs=-1, metavar="WHAT...")
@archive_option
@click.option(
    "--coded",
    multiple=True,
    metavar="FILE",
    help="Take the claims from this coded JSON Lines file instead of reading the reports.",
)
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes that read."
)
@click.option(
    "--map", "mapped", multiple=True, metavar="FIELD=COLUMN",
    help=f"Which column of a table holds what: {', '.join(FIELDS)}. Columns not named are guessed, and shown.",
)  # fmt: skip
@click.option(
    "--keep", type=click.Choice(["store", "warc", "none"]), default="store", show_default=True,
    help="Keep the raw bytes beside the archive: in a store by SHA-256, in a WARC file, or not.",
)  # fmt: skip
@click.option(
    "--follow", type=click.IntRange(0, 100_000), default=100, show_default=True, metavar="N",
    help="Of a feed's or sitemap's address, fetch the first N pages that are new.",
)  # fmt: skip
@click.option("--pace", type=click.FloatRange(0.0), default=2.0, show_default=True, metavar="SECONDS",
              help="Between two requests to one host.")  # fmt: skip
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of inner networks too.")
def add(
    files: tuple[str, ...], archive: Path, coded: tuple[str, ...], jobs: int, mapped: tuple[str, ...], keep: How,
    follow: int, pace: float, allow_private: bool,
) -> None:  # fmt: skip
    """Read reports and keep them in the archive, merged into events.

    WHAT is files, folders and addresses: texts, saved pages (HTML, MHTML), feeds, sitemaps, WARC and WACZ, EML,
    PDF, DOCX, tables (JSONL, CSV, XLSX), exports of Telegram and WhatsApp, zip files of all these; - reads standard
    input. What each is, its content says. Only an address named here makes Marsad ask the network.

    A report that is there already changes nothing, so that an interrupted run is simply started again. What was
    passed over is listed with the reason. A bad line or file is reported with its place, the rest is done, and the
    exit status is 1.

    With --coded the claims come from coded files, each checked against its report, which is among FILES or
    in the archive already; claims of a report that is there are added to those it has.
    """
    if not files and not coded:
        raise click.UsageError("Name files, folders or addresses of reports.")
    told = _told(mapped)
    words, places = resources()
    reader = Reader(
        version=__version__, lexicon=words.digest, gazetteer=places.digest,
        fingerprint=fingerprint(words, places),
        settings={"files": [shown(name) for name in files], "coded": [shown(name) for name in coded]},
    )  # fmt: skip
    tally = Tallied()
    with ExitStack() as open_files, writing(archive) as db, progress(files) as advance:
        started = _now()
        adder = Adder(db, words, reader, started)
        feed = Feed(adder, tally)
        store = Store(db, archive, keep, started)
        paced = Paced(Limits(private=allow_private), pace)

        def visited(url: str) -> bool:
            return db.execute("SELECT 1 FROM document WHERE url = ? LIMIT 1", (url,)).fetchone() is not None

        asked = {name for name in files if name.lower().startswith(("http://", "https://"))}
        ways = Ways(
            told=told, follow=follow, fetch=lambda url: paced(url, robots=url not in asked), known=visited
        )
        lines = feed.new(_lines(through(files, sys.stdin.buffer, ways, advance), store, tally))
        if coded:
            sources = [open_files.enter_context(closing(CodedFile(name))) for name in coded]
            _take_coded(feed, lines, sources, words.kinds)
        else:
            for result in code_all(lines, jobs):
                feed.take(result)
        feed.flush()
        adder.finish(_now())
    for said in tally.passed_over():
        click.echo(said, err=True)
    click.echo(tally.line(), err=True)
    if tally.faults or tally.rejected:
        raise SystemExit(1)


class Tallied(Tally):
    """What the closing line counts; ``known`` are reports that were there before."""

    known = 0

    def __init__(self) -> None:
        super().__init__()
        self._skipped: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def skip(self, why: str, where: str) -> None:
        """Count something that was passed over; the first places of each reason are remembered."""
        self._skipped[why] += 1
        examples = self._examples.setdefault(why, [])
        if len(examples) < 3 and where not in examples:
            examples.append(where)

    def passed_over(self) -> Iterator[str]:
        """A line for each reason, the commonest first."""
        for why, count in self._skipped.most_common():
            where = clean(", ".join(self._examples[why]))
            yield f"passed over {count:,} × {clean(why)}: {where}{', …' if count > len(self._examples[why]) else ''}"

    def line(self) -> str:
        said = [f"{many(self.reports, 'report')} added", many(self.events, "claim")]
        if self.known:
            said.append(f"{many(self.known, 'report')} there before")
        if self._skipped:
            said.append(f"{self._skipped.total():,} passed over")
        if self.faults:
            said.append(f"{many(self.faults, 'bad line or file', 'bad lines or files')} left out")
        if self.rejected:
            said.append(f"{many(self.rejected, 'claim')} rejected")
        return ", ".join(said)


class Feed:
    """Reports on their way into the archive."""

    def __init__(self, adder: Adder, tally: Tallied) -> None:
        self.adder = adder
        self.tally = tally
        self._items: list[Item] = []
        self._waiting: dict[str, bytes] = {}
        self._rejected = self._faults = 0

    def new(self, lines: Iterator[Line]) -> Iterator[Line]:
        """The lines whose reports the archive does not have, so that they alone are read."""
        group: list[Line] = []
        for line in lines:
            group.append(line)
            if len(group) == _ASK:
                yield from self._unknown(group)
                group = []
        yield from self._unknown(group)

    def _unknown(self, group: list[Line]) -> Iterator[Line]:
        held = self.adder.known([line.document for line in group if line.document is not None])
        for line in group:
            one = line.document
            if one is None:
                yield line
                continue
            digest = sha256(one.text.encode()).digest()
            same = self._waiting[one.id] == digest if one.id in self._waiting else held.get(one.id)
            if same is None:
                self._waiting[one.id] = digest
                yield line
            elif same:
                self.tally.known += 1
            else:
                yield Line(line.where, line.size, None, other_text(one.id, line.where))

    def take(self, result: Result) -> None:
        """A report that was read, or the fault that kept it from being read."""
        if result.fault is not None:
            self.fault(result.fault)
        if result.answer is None or result.line.document is None:
            return
        for faults in result.answer.rejected:
            self.reject(f"{result.line.where}: claim rejected: {'; '.join(faults)}")
        self.put(result.line, result.line.document, msgspec.json.decode(result.answer.line, type=Coded))

    def put(self, line: Line, document: Document, coded: Coded, more: bool = False) -> None:
        """Take a report with its claims; with ``more``, claims for a report that is there."""
        self._items.append(Item(document, coded, line.digest, line.where, more))
        if len(self._items) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand the waiting reports to the archive, in one transaction."""
        added: Added = self.adder.put(self._items, self._rejected, self._faults)
        for item in self._items:
            self._waiting.pop(item.document.id, None)
        self._items, self._rejected, self._faults = [], 0, 0
        self.tally.reports += added.reports
        self.tally.events += added.claims
        self.tally.known += added.known
        for fault in added.faults:
            self.tally.faults += 1
            self.tally.complain(fault, self.tally.faults)

    def fault(self, fault: InputError) -> None:
        self._faults += 1
        self.tally.faults += 1
        self.tally.complain(fault, self.tally.faults)

    def reject(self, message: str) -> None:
        self._rejected += 1
        self.tally.rejected += 1
        self.tally.complain(message, self.tally.rejected)


def _take_coded(feed: Feed, lines: Iterator[Line], sources: list[CodedFile], kinds: Container[str]) -> None:
    """New reports with the claims of coded files, then claims for reports that the archive has."""
    for source in sources:
        for fault in source.faults:
            feed.fault(fault)
    seen: set[str] = set()
    for line in lines:
        if line.document is None:
            if line.fault is not None:
                feed.fault(line.fault)
            continue
        ident = line.document.id
        seen.add(ident)
        holding = [source for source in sources if source.has(ident)]
        if not holding:
            what = f"no coded line is for the report «{ident[:80]}»."
            mend = "Code the report, or add it without --coded."
            feed.fault(InputError(23, what, where=line.where, mend=mend))
        for number, source in enumerate(holding):
            _check(feed, source, line, line.document, kinds, more=number > 0)
    feed.flush()
    for source in sources:
        for ident in source.ids():
            if ident in seen:
                continue
            document = feed.adder.document(ident)
            if document is None:
                what = f"the report «{ident[:80]}» is neither among the files nor in the archive."
                mend = "Name the file of the report too: without its text no claim can be checked."
                feed.fault(InputError(23, what, where=source.where(ident), mend=mend))
            else:
                _check(feed, source, Line(source.where(ident), 0), document, kinds, more=True)


def _check(
    feed: Feed, source: CodedFile, line: Line, document: Document, kinds: Container[str], more: bool
) -> None:
    """Hand on those claims of a coded line that the report supports."""
    try:
        found = source.of(document.id)
    except InputError as fault:
        feed.fault(fault)
        return
    kept, rejected = checked(found, document, kinds)
    for faults in rejected:
        feed.reject(f"{source.where(document.id)}: claim rejected: {'; '.join(faults)}")
    feed.put(line, document, kept, more)


def _told(mapped: tuple[str, ...]) -> dict[str, str]:
    told = {}
    for one in mapped:
        for pair in one.split(","):
            field, mark, column = pair.partition("=")
            if not mark or not column.strip() or field.strip() not in FIELDS:
                raise click.UsageError(
                    f"--map takes FIELD=COLUMN, with FIELD one of {', '.join(FIELDS)}: not {pair!r}."
                )
            told[field.strip()] = column.strip()
    return told


def _lines(found: Iterator[Found], store: Store, tally: Tallied) -> Iterator[Line]:
    """What came through the door as lines to be read; its bytes are kept before anything is read from them."""
    for one in found:
        if isinstance(one, Columns):
            click.echo(f"{clean(one.where)}: columns {one.how}: {clean(one.shown())}", err=True)
            continue
        if one.raw is not None:
            store.keep(one.raw)
        if one.skipped is not None:
            tally.skip(one.skipped, one.where)
        else:
            yield Line(one.where, one.size, one.document, one.fault, one.digest)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
