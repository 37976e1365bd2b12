"""Adding reports from the page: one job at a time, its progress, and what was left out and why."""

from __future__ import annotations

import io
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
from marsad.archive.records import Item, Reader
from marsad.engine.pool import code_all, resources
from marsad.errors import InputError, MarsadError
from marsad.ingest.reports import Line, check_date, read_lines, read_text
from marsad.model import Coded, Document
from marsad.reading.pipeline import fingerprint
from marsad.web.problems import Refused
from marsad.web.routing import Call, Route
from marsad.web.store import Store
from marsad.web.users import now

_BATCH = 64  # reports a transaction
_KEPT = 50  # jobs that are remembered
_TOLD = 500  # faults of a job that are listed; the rest are counted
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")


class Upload(Struct, frozen=True, kw_only=True):
    """What the body is: a file by its name, or a text pasted; with what is known of the report."""

    name: Annotated[str, Meta(min_length=1, max_length=200)] = "pasted.txt"
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


class Job(Struct, kw_only=True):
    """A file being read. ``done`` of ``size`` bytes are; ``known`` reports were there before."""

    id: str
    name: str
    who: str
    state: Literal["waiting", "reading", "done", "failed"] = "waiting"
    started: str = ""
    size: int = 0
    done: int = 0
    reports: int = 0
    claims: int = 0
    known: int = 0
    rejected: int = 0
    left_out: int = 0
    skipped: list[Skipped] = msgspec.field(default_factory=list)
    added: list[str] = msgspec.field(default_factory=list)
    problem: str | None = None


class JobsView(Struct, frozen=True, kw_only=True):
    items: tuple[Job, ...]


class One(Struct, frozen=True, kw_only=True):
    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]


class Jobs:
    """The jobs of this process, done one after the other: the archive takes one writer at a time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def finish(self, name: str, body: bytes, who: str) -> Job:
        """Read a file to its end."""
        job = self._made(name, body, who)
        self._run(job, body, Upload())
        return job

    def start(self, name: str, body: bytes, about: Upload, who: str) -> Job:
        """Begin to read a file. Raises ``Refused`` where too many wait."""
        job = self._made(name, body, who)
        threading.Thread(target=self._run, args=(job, body, about), daemon=True, name=f"add-{job.id}").start()
        return job

    def _made(self, name: str, body: bytes, who: str) -> Job:
        job = Job(id=secrets.token_hex(8), name=name, who=who, size=len(body), started=now())
        with self._lock:
            if sum(one.state in ("waiting", "reading") for one in self._jobs.values()) >= _KEPT:
                raise Refused(429, "too many files are waiting.", mend="Try again when some are done.")
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
        return job

    def get(self, ident: str) -> Job:
        if ident not in self._jobs:
            raise Refused(404, "there is no such job; jobs are forgotten when Marsad is stopped.")
        return self._jobs[ident]

    def all(self) -> tuple[Job, ...]:
        return tuple(reversed(self._jobs.values()))

    def _run(self, job: Job, body: bytes, about: Upload) -> None:
        with self._turn:
            job.state = "reading"
            try:
                _add(self.store, job, body, about)
                job.state = "done"
            except MarsadError as error:
                job.state, job.problem = "failed", f"{error.what} {error.mend or ''}".strip()
            except Exception as error:  # the boundary: the page is told, the server lives on
                job.state, job.problem = "failed", f"a fault of Marsad: {type(error).__name__}"


def _add(store: Store, job: Job, body: bytes, about: Upload) -> None:
    words, places = store.words, resources()[1].open()
    reader = Reader(
        version=__version__, lexicon=words.digest, gazetteer=places.digest,
        fingerprint=fingerprint(words, places), settings={"files": [job.name], "by": job.who},
    )  # fmt: skip
    with store.writing() as db:
        adder = Adder(db, words, reader, now())
        items: list[Item] = []
        faults = rejected = 0
        for result in code_all(_new(_lines(job, body, about), adder, job)):
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
    job.done = job.size


def _put(adder: Adder, items: list[Item], rejected: int, faults: int, job: Job) -> None:
    added = adder.put(items, rejected, faults)
    job.reports += added.reports
    job.claims += added.claims
    job.known += added.known
    job.rejected += rejected
    job.added += [item.document.id for item in items][: max(0, 20 - len(job.added))]
    for fault in added.faults:
        _skip(job, fault)


def _skip(job: Job, fault: InputError) -> None:
    job.left_out += 1
    if len(job.skipped) < _TOLD:
        where = (fault.where or job.name).replace("standard input", job.name)
        job.skipped.append(Skipped(where=where, why=fault.what, code=fault.code, mend=fault.mend))


def _new(lines: Iterator[Line], adder: Adder, job: Job) -> Iterator[Line]:
    """The reports that the archive does not have; the others are counted, or faults if their text differs."""
    for line in lines:
        job.done = min(job.size, job.done + line.size)
        if line.document is not None:
            held = adder.known([line.document]).get(line.document.id)
            if held:
                job.known += 1
                continue
            if held is False:
                yield Line(line.where, line.size, None, other_text(line.document.id, line.where))
                continue
        yield line


def _lines(job: Job, body: bytes, about: Upload) -> Iterator[Line]:
    if job.name.lower().endswith((".jsonl", ".ndjson")):
        yield from read_lines("-", io.BytesIO(body))
        return
    try:
        text = read_text("-", io.BytesIO(body))
    except InputError as fault:
        yield Line(job.name, len(body), None, fault)
        return
    digest = sha256(body).digest()
    stem = re.sub(r"[^\w.-]+", "-", job.name.rsplit(".", 1)[0]).strip("-.") or "report"
    document = Document(
        id=f"{stem[:80]}-{digest.hex()[:8]}", text=text, title=about.title or None, outlet=about.outlet or None,
        published=about.published or None, url=about.url or None,
    )  # fmt: skip
    yield Line(job.name, len(body), document, digest=digest)


def start(call: Call) -> Job:
    about: Upload = call.query
    if about.published:
        check_date(about.published, None)
    if about.url and not re.match(r"https?://", about.url):
        raise Refused(422, "the link is to begin with http:// or https://.")
    if not call.body.strip():
        raise Refused(422, "there is nothing in it.", mend="Give a report's text, or a file.")
    name = _UNSAFE.sub("_", about.name).strip(". ") or "file"
    job: Job = call.jobs.start(name, call.body, about, call.visitor.name)
    call.access.users.note(
        call.visitor.name, call.visitor.address, "add", {"name": name, "bytes": len(call.body)}
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
          does="Read a file of reports (.jsonl) or one report's text into the archive."),
    Route(method="GET", path="/jobs", name="jobs", tag="Add", run=every, gives=JobsView, role="reviewer",
          about_data=False, public=False, does="Files being read and those done, the newest first."),
    Route(method="GET", path="/jobs/{id}", name="job", tag="Add", run=one, query=One, gives=Job, role="reviewer",
          about_data=False, public=False, does="How far a file is, and what was left out and why."),
)  # fmt: skip
