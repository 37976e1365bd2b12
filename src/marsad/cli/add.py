"""``marsad add``: reports into the archive, read, merged and kept, batch by batch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click
import msgspec

from marsad import __version__
from marsad.archive.adding import Adder, other_text
from marsad.archive.file import writing
from marsad.archive.imported import CodedFile, checked
from marsad.archive.records import Added, Item, Reader
from marsad.cli.archive import archive_option
from marsad.cli.code import Tally, lines_of, many, progress
from marsad.engine.pool import Result, code_all, resources
from marsad.errors import InputError
from marsad.ingest.reports import Line, read_text, shown
from marsad.model import Coded, Document
from marsad.reading.pipeline import fingerprint

_BATCH = 256  # reports a transaction: what a kill can cost to read again
_ASK = 64  # reports looked up together, to see which are there already
_LINES = (".jsonl", ".ndjson")


@click.command()
@click.argument("files", nargs=-1, metavar="FILES...")
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
def add(files: tuple[str, ...], archive: Path, coded: tuple[str, ...], jobs: int) -> None:
    """Read reports and keep them in the archive, merged into events.

    FILES are .jsonl files of reports or plain texts of one report each; - reads JSON Lines from standard
    input. A report that is there already changes nothing, so that an interrupted run is simply started
    again. A bad line is reported with its file and line, the rest is done, and the exit status is 1.

    With --coded the claims come from coded files, each checked against its report, which is among FILES or
    in the archive already; claims of a report that is there are added to those it has.
    """
    if not files and not coded:
        raise click.UsageError("Name files of reports.")
    words, places = resources()
    reader = Reader(
        version=__version__, lexicon=words.digest, gazetteer=places.digest,
        fingerprint=fingerprint(words, places),
        settings={"files": [shown(name) for name in files], "coded": [shown(name) for name in coded]},
    )  # fmt: skip
    tally = _Tally()
    with ExitStack() as open_files, writing(archive) as db, progress(files) as advance:
        adder = Adder(db, words, reader, _now())
        feed = _Feed(adder, tally)
        lines = feed.new(_lines(files, advance))
        if coded:
            sources = [open_files.enter_context(closing(CodedFile(name))) for name in coded]
            _take_coded(feed, lines, sources, words.kinds)
        else:
            for result in code_all(lines, jobs):
                feed.take(result)
        feed.flush()
        adder.finish(_now())
    click.echo(tally.line(), err=True)
    if tally.faults or tally.rejected:
        raise SystemExit(1)


class _Tally(Tally):
    """What the closing line counts; ``known`` are reports that were there before."""

    known = 0

    def line(self) -> str:
        said = [f"{many(self.reports, 'report')} added", many(self.events, "claim")]
        if self.known:
            said.append(f"{many(self.known, 'report')} there before")
        if self.faults:
            said.append(f"{many(self.faults, 'bad line or file', 'bad lines or files')} left out")
        if self.rejected:
            said.append(f"{many(self.rejected, 'claim')} rejected")
        return ", ".join(said)


class _Feed:
    """Reports on their way into the archive."""

    def __init__(self, adder: Adder, tally: _Tally) -> None:
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


def _take_coded(feed: _Feed, lines: Iterator[Line], sources: list[CodedFile], kinds: Container[str]) -> None:
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
    feed: _Feed, source: CodedFile, line: Line, document: Document, kinds: Container[str], more: bool
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


def _lines(names: tuple[str, ...], advance: Callable[[int], None]) -> Iterator[Line]:
    """The reports of all files in order: lines of JSON, or a plain text as one report."""
    for name in names:
        if name == "-" or Path(name).suffix.lower() in _LINES:
            yield from lines_of((name,), advance)
            continue
        try:
            text = read_text(name, sys.stdin.buffer)
            raw = sha256(Path(name).read_bytes())
        except InputError as fault:
            yield Line(fault.where or name, 0, None, fault)
            continue
        # Many folders have a 1.txt: the digest keeps their ids apart, and the same file finds itself again.
        ident = f"{Path(shown(name)).stem}-{raw.hexdigest()[:8]}"
        yield Line(shown(name), 0, Document(id=ident, text=text), digest=raw.digest())
        advance(Path(name).stat().st_size)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
