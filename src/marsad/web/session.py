"""Who is here, logging in and out, the words of the interface's data, and what the archive holds."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from marsad import __version__
from marsad.archive import queries
from marsad.archive.file import snapshot
from marsad.archive.records import Run
from marsad.archive.values import CLAIM_FIELDS, EVENT_FIELDS
from marsad.model import SYMMETRIC
from marsad.web import cursor
from marsad.web.access import set_cookie
from marsad.web.asking import Cursor, Limit
from marsad.web.problems import Refused
from marsad.web.records import Page
from marsad.web.routing import Call, Route
from marsad.web.users import LONGEST, Entry


class Here(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who asks and what they may do; ``token`` goes into the header X-Marsad-Token of whatever changes something."""

    login: bool
    publish: bool
    version: str
    name: str = ""
    role: str | None = None
    token: str = ""


class Login(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(min_length=1, max_length=100)]
    password: Annotated[str, Meta(min_length=1, max_length=1000)]


class KindWord(Struct, frozen=True, kw_only=True):
    id: str
    family: str
    ar: str
    en: str
    definition: str
    definition_ar: str
    symmetric: bool


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The kinds of event with their names, and the fields that a reviewer may correct."""

    kinds: tuple[KindWord, ...]
    claim_fields: tuple[str, ...]
    event_fields: tuple[str, ...]
    tiles: bool = False


class Holdings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the archive holds. ``first`` and ``last`` are days of events, ``published_*`` of reports."""

    dataset: str
    reports: int
    claims: int
    events: int
    reviewed: int
    contested: int
    first: str | None = None
    last: str | None = None
    published_first: str | None = None
    published_last: str | None = None


class Runs(Struct, frozen=True, kw_only=True):
    dataset: str
    items: tuple[Run, ...]


class LogQuery(Struct, frozen=True, kw_only=True):
    limit: Limit = 100
    cursor: Cursor | None = None


class Nothing(Struct, frozen=True, kw_only=True):
    """That it is done."""

    done: bool = True


def here(call: Call) -> Here:
    who = call.visitor
    return Here(login=call.access.login, publish=call.store.publish, version=__version__, name=who.name,
                role=who.role, token=who.token)  # fmt: skip


def login(call: Call) -> Here:
    asked: Login = call.body
    if not call.access.login:
        raise Refused(409, "no login is needed here.")
    users, address = call.access.users, call.visitor.address
    wait = users.waiting(asked.name, address)
    if wait > 0:
        raise Refused(429, "too many wrong passwords.", mend=f"Try again in {int(wait // 60) + 1} minutes.",
                      headers={"Retry-After": str(int(wait) + 1)})  # fmt: skip
    found = users.login(asked.name, asked.password, address, call.visitor.session)
    if found is None:
        users.note(asked.name[:100], address, "wrong password", {})
        raise Refused(401, "name or password is wrong.")
    session, made = found
    call.set_cookie.append(set_cookie(session, call.access, LONGEST))
    users.note(made.name, address, "login", {})
    return Here(login=True, publish=call.store.publish, version=__version__, name=made.name, role=made.role,
                token=made.token)  # fmt: skip


def logout(call: Call) -> Nothing:
    if call.visitor.session:
        call.access.users.logout(call.visitor.session)
        call.access.users.note(call.visitor.name, call.visitor.address, "logout", {})
    call.set_cookie.append(set_cookie("", call.access, 0))
    return Nothing()


def vocabulary(call: Call) -> Vocabulary:
    kinds = tuple(
        KindWord(id=one.id, family=one.family, ar=one.ar, en=one.en, definition=one.definition.strip(),
                 definition_ar=one.definition_ar.strip(), symmetric=one.id in SYMMETRIC)
        for one in call.store.words.kinds.values()
    )  # fmt: skip
    return Vocabulary(kinds=kinds, claim_fields=CLAIM_FIELDS, event_fields=EVENT_FIELDS,
                      tiles=call.access.tiles is not None)  # fmt: skip


def holdings(call: Call) -> Holdings:
    state = call.store.state()
    rows = state.rows
    with call.store.reading() as db, snapshot(db):
        reports, claims, _ = queries.count(db)
        first, last = db.execute(
            "SELECT min(substr(dated, 1, 10)), max(substr(dated, 1, 10)) FROM document"
        ).fetchone()
    if call.store.publish:
        reports, claims, first, last = 0, sum(len(row.claims) for row in rows), None, None
    return Holdings(
        dataset=state.dataset, reports=reports, claims=claims, events=len(rows),
        reviewed=sum(row.review == "reviewed" for row in rows),
        contested=sum(row.assessment == "Contested" for row in rows),
        first=next((row.start for row in rows if row.start), None),
        last=max((row.end for row in rows if row.end), default=None),
        published_first=first, published_last=last,
    )  # fmt: skip


def runs(call: Call) -> Runs:
    with call.store.reading() as db, snapshot(db):
        found = tuple(queries.runs(db))
    return Runs(dataset=call.store.dataset(), items=found)


def audit(call: Call) -> Page[Entry]:
    asked: LogQuery = call.query
    before = None if asked.cursor is None else cursor.decode(asked.cursor, tuple[int])[0]
    found = call.access.users.audit(before, asked.limit + 1)
    part = found[: asked.limit]
    more: Any = cursor.encode(part[-1].n) if len(found) > asked.limit else None
    return Page(dataset="", total=call.access.users.entries(), items=part, next=more)


ROUTES = (
    Route(method="GET", path="/session", name="session", tag="Access", run=here, gives=Here, role="anyone",
          about_data=False, does="Who is here, and the token for what changes something."),
    Route(method="POST", path="/session", name="login", tag="Access", run=login, body=Login, gives=Here,
          role="anyone", about_data=False, does="Log in: a new session, whatever the page had before."),
    Route(method="DELETE", path="/session", name="logout", tag="Access", run=logout, gives=Nothing,
          role="anyone", about_data=False, does="Log out."),
    Route(method="GET", path="/vocabulary", name="vocabulary", tag="Archive", run=vocabulary, gives=Vocabulary,
          cached=True, does="Kinds of event with Arabic and English names and definitions."),
    Route(method="GET", path="/archive", name="archive", tag="Archive", run=holdings, gives=Holdings,
          cached=True, does="What the archive holds: how much, and from when to when."),
    Route(method="GET", path="/runs", name="runs", tag="Archive", run=runs, gives=Runs, cached=True, public=False,
          does="What was added when, and by which version."),
    Route(method="GET", path="/audit", name="audit", tag="Access", run=audit, query=LogQuery, gives=Page[Entry],
          role="admin", about_data=False, public=False, does="Who did what, and when; the newest first."),
)  # fmt: skip
