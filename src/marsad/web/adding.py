"""Adding reports from the page: one job at a time, its progress, and what was left out or passed over and why."""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from marsad import __version__
from marsad.archive.adding import Adder, other_text
from marsad.archive.evidence import Store as Evidence
from marsad.archive.records import Item, Reader
from marsad.engine.pool import code_all, resources
from marsad.errors import InputError, MarsadError
from marsad.ingest.fetch import fetch
from marsad.ingest.opening import Found
from marsad.ingest.paced import Get
from marsad.ingest.reports import Line, check_date
from marsad.ingest.tables import Columns
from marsad.model import Coded, Document
from marsad.reading.pipeline import fingerprint
from marsad.web.intake import Intake, check_link, fetched, pasted, shown, uploaded
from marsad.web.problems import Fault, Refused
from marsad.web.routing import Call, Route
from marsad.web.store import Store
from marsad.web.users import now

_BATCH = 64  # reports a transaction
_KEPT = 50  # jobs that are remembered
_TOLD = 500  # faults of a job that are listed; the rest are counted
_LISTED = 20  # reports that are named
_LABEL = 80  # characters of a name
_PASTED = "pasted.txt"
_ADVICE = {
    "I041": "The page has public addresses fetched only; marsad add --allow-private takes others.",
}


class Upload(Struct, frozen=True, kw_only=True):
    """What the body is: a file by its name, or a text pasted; with what is known of the report."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] = _PASTED
    title: Annotated[str, Meta(max_length=500)] | None = None
    outlet: Annotated[str, Meta(max_length=200)] | None = None
    published: Annotated[str, Meta(max_length=40)] | None = None
    url: Annotated[str, Meta(max_length=2000)] | None = None


class Skipped(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was left out: where it stands, why, and how to mend it."""

    where: str
    why: str
    code: str | None = None
    mend: str | None = None


class Passed(Struct, kw_only=True):
    """What was passed over for one reason, and the first places where."""

    why: str
    count: int = 0
    where: list[str] = msgspec.field(default_factory=list)


class Put(Struct, frozen=True, kw_only=True):
    """A report that was added: its id, and its title or first words."""

    id: str
    label: str


class Links(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Addresses to fetch; of a feed or sitemap the first ``follow`` pages that are new."""

    links: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=2000)], ...], Meta(min_length=1, max_length=50)
    ]
    follow: Annotated[int, Meta(ge=0, le=200)] = 20


class Job(Struct, kw_only=True):
    """A file being read, or links. ``done`` of ``size`` bytes or links are; ``known`` reports were there before.

    ``columns`` says which columns of tables were taken for what.
    """

    id: str
    name: str
    who: str
    of: Literal["file", "links"] = "file"
    state: Literal["waiting", "reading", "done", "failed", "cancelled"] = "waiting"
    started: str = ""
    size: int = 0
    done: int = 0
    reports: int = 0
    claims: int = 0
    known: int = 0
    rejected: int = 0
    left_out: int = 0
    skipped: list[Skipped] = msgspec.field(default_factory=list)
    passed: list[Passed] = msgspec.field(default_factory=list)
    columns: list[str] = msgspec.field(default_factory=list)
    added: list[Put] = msgspec.field(default_factory=list)
    problem: str | None = None


class JobsView(Struct, frozen=True, kw_only=True):
    items: tuple[Job, ...]


class One(Struct, frozen=True, kw_only=True):
    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]


class Jobs:
    """The jobs of this process, done one after the other: the archive takes one writer at a time.

    ``get`` is what fetches a link.
    """

    def __init__(self, store: Store, get: Get = fetch) -> None:
        self.store = store
        self.fetch = get
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def finish(self, name: str, body: bytes, who: str) -> Job:
        """Read a file to its end."""
        job = self._made(name, len(body), who)
        self._run(job, uploaded(name, body))
        return job

    def start(self, name: str, body: bytes, about: Upload, who: str) -> Job:
        """Begin to read a file or a pasted text. Raises ``Refused`` where too many wait."""
        job = self._made(name, len(body), who)
        if about.name == _PASTED:
            known = Document(id="-", text="", title=about.title or None, outlet=about.outlet or None,
                             published=about.published or None, url=about.url or None)  # fmt: skip
            return self._begun(job, pasted(name, body, known))
        return self._begun(job, uploaded(name, body))

    def follow(self, links: tuple[str, ...], follow: int, who: str) -> Job:
        """Begin to fetch and read what is at these addresses. Raises ``Refused`` where too many wait."""
        name = links[0] if len(links) == 1 else f"{links[0]} (+{len(links) - 1})"
        job = self._made(name, len(links), who)
        job.of = "links"
        return self._begun(job, fetched(links, follow, self.fetch, self._stops[job.id]))

    def cancel(self, ident: str) -> Job:
        """Stop a job before its next report; what was added stays."""
        job = self.get(ident)
        if job.state in ("waiting", "reading"):
            self._stops[ident].set()
        return job

    def _begun(self, job: Job, intake: Intake) -> Job:
        threading.Thread(target=self._run, args=(job, intake), daemon=True, name=f"add-{job.id}").start()
        return job

    def _made(self, name: str, size: int, who: str) -> Job:
        job = Job(id=secrets.token_hex(8), name=name, who=who, size=size, started=now())
        with self._lock:
            if sum(one.state in ("waiting", "reading") for one in self._jobs.values()) >= _KEPT:
                raise Refused(429, "too many files are waiting.", mend="Try again when some are done.")
            self._jobs[job.id], self._stops[job.id] = job, threading.Event()
            while len(self._jobs) > _KEPT:
                # Those that wait or are read are fewer than are kept: the oldest that is over goes.
                old = next(
                    ident for ident, one in self._jobs.items() if one.state not in ("waiting", "reading")
                )
                del self._jobs[old], self._stops[old]
        return job

    def get(self, ident: str) -> Job:
        if ident not in self._jobs:
            raise Refused(404, "there is no such job; jobs are forgotten when Marsad is stopped.")
        return self._jobs[ident]

    def all(self) -> tuple[Job, ...]:
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def _run(self, job: Job, intake: Intake) -> None:
        stop = self._stops[job.id]
        with self._turn:
            if stop.is_set():
                job.state = "cancelled"
                return
            job.state = "reading"
            try:
                _add(self.store, job, intake, stop)
                job.state = "cancelled" if stop.is_set() else "done"
            except MarsadError as error:
                job.state, job.problem = "failed", f"{error.what} {error.mend or ''}".strip()
            except Exception as error:  # the boundary: the page is told, the server lives on
                job.state, job.problem = "failed", f"a fault of Marsad: {type(error).__name__}"


def _add(store: Store, job: Job, intake: Intake, stop: threading.Event) -> None:
    words, places = store.words, resources()[1].open()
    started = now()
    reader = Reader(
        version=__version__, lexicon=words.digest, gazetteer=places.digest,
        fingerprint=fingerprint(words, places), settings={"files": [job.name], "by": job.who},
    )  # fmt: skip

    def advance(size: int) -> None:
        job.done = min(job.size, job.done + size)

    with store.writing() as db:
        adder = Adder(db, words, reader, started)
        evidence = Evidence(db, store.path, "store", started)
        items: list[Item] = []
        faults = rejected = 0
        lines = _new(_lines(intake(db, advance), evidence, job, stop), adder, job)
        for result in code_all(lines):
            if result.fault is not None:
                faults += 1
                _skip(job, result.fault)
            if result.answer is not None and result.line.document is not None:
                rejected += len(result.answer.rejected)
                coded = msgspec.json.decode(result.answer.line, type=Coded)
                items.append(Item(result.line.document, coded, result.line.digest, result.line.where))
            if len(items) >= _BATCH:
                _put(adder, items, rejected, faults, job)
                items, faults, rejected = [], 0, 0
        _put(adder, items, rejected, faults, job)
        adder.finish(now())
    if not stop.is_set():
        job.done = job.size


def _lines(found: Iterator[Found], evidence: Evidence, job: Job, stop: threading.Event) -> Iterator[Line]:
    """What came in as lines to be read; its bytes are kept before anything is read from them."""
    for one in found:
        if stop.is_set():
            return
        if isinstance(one, Columns):
            if len(job.columns) < _BATCH:
                job.columns.append(one.shown())
            continue
        # A page that could not be read may be gone tomorrow; a file is where it came from.
        if one.raw is not None and (one.document is not None or job.of == "links"):
            evidence.keep(one.raw)
        if one.skipped is not None:
            _pass(job, one.skipped, one.where)
        else:
            yield Line(one.where, one.size, one.document, one.fault, one.digest)


def _pass(job: Job, why: str, where: str) -> None:
    group = next((each for each in job.passed if each.why == why), None)
    if group is None:
        if len(job.passed) >= _BATCH:
            return
        job.passed.append(group := Passed(why=why))
    group.count += 1
    if len(group.where) < 5:
        group.where.append(where)


def _put(adder: Adder, items: list[Item], rejected: int, faults: int, job: Job) -> None:
    added = adder.put(items, rejected, faults)
    job.reports += added.reports
    job.claims += added.claims
    job.known += added.known
    job.rejected += rejected
    for item in items[: max(0, _LISTED - len(job.added))]:
        one = item.document
        words = " ".join((one.title or one.text).split())
        label = words if len(words) <= _LABEL else words[:_LABEL].rsplit(" ", 1)[0] + " …"
        job.added.append(Put(id=one.id, label=label))
    for fault in added.faults:
        _skip(job, fault)


def _skip(job: Job, fault: InputError) -> None:
    job.left_out += 1
    if len(job.skipped) < _TOLD:
        where = fault.where or job.name
        mend = _ADVICE.get(fault.code, fault.mend)
        job.skipped.append(Skipped(where=where, why=fault.what, code=fault.code, mend=mend))


def _new(lines: Iterator[Line], adder: Adder, job: Job) -> Iterator[Line]:
    """The reports that the archive does not have; the others are counted, or faults if their text differs."""
    seen: dict[str, bytes] = {}
    for line in lines:
        if line.document is not None:
            one = line.document
            digest = sha256(one.text.encode()).digest()
            # What this job brought may not be in the archive yet.
            held = seen[one.id] == digest if one.id in seen else adder.known([one]).get(one.id)
            if held:
                job.known += 1
                continue
            if held is False:
                yield Line(line.where, line.size, None, other_text(one.id, line.where))
                continue
            seen[one.id] = digest
        yield line


def start(call: Call) -> Job:
    about: Upload = call.query
    if about.published:
        check_date(about.published, None)
    if about.url and not re.match(r"https?://", about.url):
        raise Refused(422, "the link is to begin with http:// or https://.")
    if not call.body.strip():
        raise Refused(422, "there is nothing in it.", mend="Give a report's text, or a file.")
    name = shown(about.name)
    job: Job = call.jobs.start(name, call.body, about, call.visitor.name)
    call.access.users.note(
        call.visitor.name, call.visitor.address, "add", {"name": name, "bytes": len(call.body)}
    )
    return job


def follow(call: Call) -> Job:
    given: Links = call.body
    links = []
    for number, link in enumerate(given.links):
        try:
            links.append(check_link(link))
        except InputError as error:
            at = Fault(at=f"links[{number}]", what=error.what)
            raise Refused(
                422, f"«{link[:200]}»: {error.what}", mend=error.mend, code=error.code, errors=(at,)
            ) from None
    named = tuple(dict.fromkeys(links))
    job: Job = call.jobs.follow(named, given.follow, call.visitor.name)
    call.access.users.note(call.visitor.name, call.visitor.address, "fetch", {"links": list(named)})
    return job


def cancel(call: Call) -> Job:
    job: Job = call.jobs.cancel(call.query.id)
    call.access.users.note(
        call.visitor.name, call.visitor.address, "cancel", {"job": job.id, "name": job.name}
    )
    return job


def one(call: Call) -> Job:
    found: Job = call.jobs.get(call.query.id)
    return found


def every(call: Call) -> JobsView:
    return JobsView(items=call.jobs.all())


ROUTES = (
    Route(method="POST", path="/jobs", name="add", tag="Add", run=start, query=Upload, body=bytes, gives=Job,
          role="reviewer", status=202, about_data=False, public=False,
          does="Read a file of reports, of any kind that `marsad add` takes, or one report's text into the archive."),
    Route(method="POST", path="/links", name="fetch", tag="Add", run=follow, body=Links, gives=Job,
          role="reviewer", status=202, about_data=False, public=False,
          does="Fetch pages, feeds and files from public addresses and read them into the archive."),
    Route(method="POST", path="/jobs/{id}/cancel", name="cancel", tag="Add", run=cancel, query=One, gives=Job,
          role="reviewer", about_data=False, public=False, does="Stop a job; what it has added stays."),
    Route(method="GET", path="/jobs", name="jobs", tag="Add", run=every, gives=JobsView, role="reviewer",
          about_data=False, public=False, does="Files being read and those done, the newest first."),
    Route(method="GET", path="/jobs/{id}", name="job", tag="Add", run=one, query=One, gives=Job, role="reviewer",
          about_data=False, public=False, does="How far a file is, and what was left out and why."),
)  # fmt: skip
