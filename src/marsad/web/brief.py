"""The situation brief through the API: as a page with its footnotes, as a file to be sent, and its drawings."""

from __future__ import annotations

import threading
from collections import OrderedDict
from importlib.util import find_spec
from typing import Annotated, Literal

from msgspec import Meta, Struct

from marsad.archive.told import published
from marsad.errors import InputError, OutputError
from marsad.picture.brief import Brief
from marsad.picture.changes import day_before
from marsad.picture.compose import compose, drawn
from marsad.picture.draw import Form, drawable
from marsad.picture.english import english_by, governorates
from marsad.picture.page import Page, page
from marsad.picture.phrases import Language
from marsad.picture.write import docx, html, markdown
from marsad.web.asking import Day, check_days
from marsad.web.picture import before
from marsad.web.problems import Refused
from marsad.web.routing import Call, Route

_WEEK = 7  # days of a brief, where not said
_KEPT = 8  # briefs that are remembered: each is wanted as a page, as drawings and as files
_DRAWING = threading.Lock()  # matplotlib's settings are those of the process


class BriefDays(Struct, frozen=True, kw_only=True):
    """Which days: from ``since``, a week where not said, to ``as_of``, the last day on which a report was published."""

    since: Day | None = None
    as_of: Day | None = None
    lang: Literal["ar", "en"] = "en"


class Sheets(Struct, frozen=True, kw_only=True):
    """Which days, and in which languages: ``both`` gives Arabic and then English."""

    since: Day | None = None
    as_of: Day | None = None
    lang: Literal["ar", "en", "both"] = "en"


class Drawing(Struct, frozen=True, kw_only=True):
    """Which drawing of which brief."""

    name: Literal["map", "graph"]
    since: Day | None = None
    as_of: Day | None = None
    lang: Literal["ar", "en"] = "en"


class BriefView(Struct, frozen=True, kw_only=True):
    """The brief of some days in one language. Footnotes are numbered from 1; each names its claim and report.

    ``drawings`` are the names of those that can be had.
    """

    dataset: str
    since: str
    until: str
    page: Page
    drawings: tuple[str, ...]


class Briefs:
    """Briefs by state of the archive and days."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str, str], Brief] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, call: Call, since: str | None, as_of: str | None) -> Brief:
        """The brief of these days. Raises ``InputError`` where no report has a day, or none is as early."""
        check_days(since, as_of)
        store = call.store
        dataset = store.dataset()
        with store.reading() as db:
            day = as_of or db.execute("SELECT substr(max(dated), 1, 10) FROM document").fetchone()[0]
        if day is None:
            raise InputError(20, "no report has a known day, and a brief is of days.",
                             mend="Add reports with their day of publication.")  # fmt: skip
        since = since or before(day, _WEEK - 1) or day
        if since > day:
            raise InputError(21, f"the brief would end on {day}, before it begins on {since}.",
                             mend="Give an earlier first day.")  # fmt: skip
        key = (dataset, since, day)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        now, _ = call.picture.get(call, day)
        then, _ = call.picture.get(call, day_before(since))
        with store.reading() as db:
            reports, new = published(db, None, day), published(db, since, day)
            unknown = db.execute("SELECT count(*) FROM document WHERE dated IS NULL").fetchone()[0]
        english = english_by(store.gazetteer)
        made = compose(
            now, then, since, store.words, english, reports, new, unknown, governorates(store.gazetteer)
        )
        with self._lock:
            self._held[key] = made
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return made


def shown(call: Call) -> BriefView:
    asked: BriefDays = call.query
    made = call.briefs.get(call, asked.since, asked.as_of)
    return BriefView(
        dataset=call.store.dataset(), since=made.since, until=made.until,
        page=page(made, asked.lang, call.store.words.kinds),
        drawings=drawable(made.fronts, made.relations) if find_spec("matplotlib") and find_spec("networkx") else (),
    )  # fmt: skip


def as_markdown(call: Call) -> bytes:
    _, pages = _pages(call)
    return markdown(pages, {}).encode()


def as_html(call: Call) -> bytes:
    made, pages = _pages(call)
    return html(pages, _drawn(made, pages, "svg")).encode()


def as_word(call: Call) -> bytes:
    made, pages = _pages(call)
    return docx(pages, _drawn(made, pages, "png"))


def drawing(call: Call) -> bytes:
    asked: Drawing = call.query
    made = call.briefs.get(call, asked.since, asked.as_of)
    with _DRAWING:
        found = drawn(made, (asked.lang,), "svg").get((asked.lang, asked.name))
    if found is None:
        raise Refused(404, "there is nothing to draw in this brief.")
    return found


def _pages(call: Call) -> tuple[Brief, list[Page]]:
    asked: Sheets = call.query
    made = call.briefs.get(call, asked.since, asked.as_of)
    languages: tuple[Language, ...] = ("ar", "en") if asked.lang == "both" else (asked.lang,)
    return made, [page(made, language, call.store.words.kinds) for language in languages]


def _drawn(made: Brief, pages: list[Page], form: Form) -> dict[tuple[str, str], bytes]:
    """The drawings; none where matplotlib is not installed: the words stand without them."""
    try:
        with _DRAWING:
            return drawn(made, tuple(one.language for one in pages), form)
    except OutputError:
        return {}


File = Annotated[str, Meta(description="The brief as a file.")]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROUTES = (
    Route(method="GET", path="/brief", name="brief", tag="Picture", run=shown, query=BriefDays, gives=BriefView,
          cached=True, public=False, does="What changed, what stands and what is contested, with a footnote for every statement."),
    Route(method="GET", path="/brief.md", name="brief_markdown", tag="Picture", run=as_markdown, query=Sheets, gives=File,
          media="text/markdown; charset=utf-8", saves="brief.md", cached=True, public=False, does="The brief as Markdown."),
    Route(method="GET", path="/brief.html", name="brief_html", tag="Picture", run=as_html, query=Sheets, gives=File,
          media="text/html; charset=utf-8", saves="brief.html", cached=True, public=False, does="The brief as one HTML page."),
    Route(method="GET", path="/brief.docx", name="brief_word", tag="Picture", run=as_word, query=Sheets, gives=bytes,
          media=_WORD, saves="brief.docx", cached=True, public=False, does="The brief as a Word document."),
    Route(method="GET", path="/brief/{name}.svg", name="brief_drawing", tag="Picture", run=drawing, query=Drawing, gives=File,
          media="image/svg+xml", cached=True, public=False, does="The brief's map of fronts, or its graph of relations."),
)  # fmt: skip
