"""A web page to its reports: one as a rule, several where it holds several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.article import gather
from marsad.ingest.beside import Cut, Found
from marsad.ingest.container import choose, hint
from marsad.ingest.encodings import Decoded, decode
from marsad.ingest.marks import Marks, prepare
from marsad.ingest.metadata import Meta, read_meta, same_site
from marsad.ingest.parts import Part, is_index, parts
from marsad.ingest.records import Raw, extra, ident
from marsad.ingest.stamps import Stamp, machine_time, read_stamp, with_zone
from marsad.ingest.tree import Block, blocks, is_prose, parse_page
from marsad.ingest.words import page_words, plain
from marsad.model import Document

MOST_CUT = 400
"""Pieces of a page that are remembered as left out, each up to 300 code points: enough to see what went."""


def read_page(raw: Raw) -> list[Document]:
    """The reports of an HTML page, in order. Raises ``InputError`` where it holds none.

    Title, outlet, author, section, time and address come from the page's metadata where it has any, else from
    what it shows. What was left out of each report stands in ``extra["removed"]`` with the reason.
    """
    decoded = decode(raw.data, raw.charset)
    return documents_of(decoded, raw)


def documents_of(decoded: Decoded, raw: Raw) -> list[Document]:
    """As ``read_page``, for a page already decoded."""
    words = page_words()
    saved_url, saved_at = saved_from(decoded.text)
    url = valid(raw.url) or saved_url
    fetched = raw.fetched or saved_at
    now = _moment(fetched)
    root = parse_page(decoded.text, raw.where)
    meta = read_meta(root, url)
    found = prepare(blocks(root))
    marks = Marks(words)
    title = _title(root, meta, found)
    shared = _Shared(raw, decoded, meta, url, fetched, now, title, _site(root, title, found))
    marks.settle(found, shared.url, title)
    several = parts(root, found, marks, meta, title)
    if len(several) > 1:
        head = _head_stamp(found, several, marks, now)
        out = [
            shared.document(one)
            for one in (_gathered(part, found, marks, shared, head) for part in several)
            if one.lines
        ]
        if len(out) > 1 or (out and meta.updates):
            return out
    if not several and is_index(found, marks):
        raise InputError(33, "the page lists other pages and is no report itself.", where=raw.where,
                         mend="Add the pages it lists; marsad watch follows such a page.")  # fmt: skip
    among = found
    if len(several) == 1 and several[0].element is not None:
        one = set(several[0].element.iter(etree.Element))
        among = [block for block in found if block.element in one]
    container = choose(among, marks, meta)
    if container is None and not meta.body:
        marks.forgive()
        container = choose(among, marks, meta)
    if container is None:
        if meta.body:
            return [shared.document(Found(meta.body.split("\n"), []))]
        what = "no running text was found on the page." if found else "the page shows no text."
        mend = (
            "It may build itself by script: save it from a browser, and add that."
            if not found or len(found) < 12
            else None
        )
        raise InputError(32, what, where=raw.where, mend=mend)
    report = gather(among, container, marks, meta, title, now)
    if not report.lines:
        raise InputError(32, "no running text was found on the page.", where=raw.where)
    if meta.body and len(meta.body.split()) > 1.6 * sum(len(line.split()) for line in report.lines) + 20:
        # What it shows is a teaser of what it tells machines.
        report.cuts += [Cut("teaser", line) for line in report.lines]
        report.lines = meta.body.split("\n")
    inside = set(container.iter(etree.Element))
    taken = set(report.lines)
    report.cuts += [
        Cut(_why(block.element, marks), block.text)
        for block in found
        if block.element not in inside and block.text not in taken
    ]
    return [shared.document(report)]


def _gathered(part: Part, found: list[Block], marks: Marks, shared: _Shared, head: Stamp | None) -> Found:
    if part.element is None:
        return Found(part.lines, [], part.stamp, part.title, part=True)
    inner = next((e for e in part.element.iter(etree.Element) if hint(e, marks) is not None), part.element)
    one = gather(found, inner, marks, Meta(), part.title, shared.now, part=True)
    one.title = part.title or None
    one.stamp = part.stamp or one.stamp
    if one.stamp is None and part.clock:
        told = shared.told()
        day = told[0][:10] if told else head.day if head else None
        one.stamp = Stamp(f"{day}T{part.clock}", part.clock) if day else None
    if one.stamp is None and shared.told() is None:
        one.stamp = head  # an item of a bulletin has the bulletin's time
    one.byline = part.author or one.byline
    return one


def _head_stamp(found: list[Block], several: list[Part], marks: Marks, now: datetime | None) -> Stamp | None:
    """The time that the page shows above its first report."""
    first = several[0].element
    inside = set(first.iter(etree.Element)) if first is not None else set()
    for block in found:
        if block.element in inside:
            break
        if block.words <= 12 and (stamp := read_stamp(block.text, marks.words, now)) and stamp.alone:
            return stamp
    return None


def _why(element: etree._Element, marks: Marks) -> str:
    return marks.above(element, None) or ("title" if element.tag == "h1" else "outside")


_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{4,2000}?)\s*-->", re.IGNORECASE)
_SINGLE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(\S{4,2000})\s+saved date:\s*([^\n]{10,80})", re.IGNORECASE
)


def saved_from(text: str) -> tuple[str | None, str | None]:
    """The address and time that a browser noted in a page it saved."""
    head = text[:8192]
    if match := _SINGLE.search(head):
        said = re.sub(r"\s*\([^)]*\)\s*$", "", match[2].strip())
        try:
            moment = (
                datetime.strptime(said, "%a %b %d %Y %H:%M:%S GMT%z")
                .astimezone(UTC)
                .isoformat(timespec="seconds")
            )
        except ValueError:
            moment = None
        return _http(match[1]), moment
    if match := _SAVED.search(head):
        return _http(match[1]), None
    return None, None


def _http(url: str) -> str | None:
    return valid(url) if url.lower().startswith(("http://", "https://")) else None


def valid(url: str | None) -> str | None:
    """The address, or None where it cannot be taken apart."""
    try:
        return url if url and urlsplit(url).hostname else None
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_BARS = re.compile(r"\s+(?:[|–—\-»:•~]|::)\s+|\s*\|\s*")


def _title(root: etree._Element, meta: Meta, found: list[Block]) -> str | None:
    """The headline as the page shows it where that is what it tells machines, else as it tells them."""
    shown = [
        text
        for e in root.iter("h1")
        if (text := " ".join(" ".join(map(str, e.itertext())).split())) and len(text) > 8
    ]
    top = next((" ".join(" ".join(map(str, e.itertext())).split()) for e in root.iter("title")), "")
    if meta.title:
        said = without_site(meta.title, meta.outlet)
        same = next((text for text in shown if _key(text) == _key(said)), None)
        return same or said
    named = [text for text in shown if _key(text) and _key(text) in _key(top)]
    if named:
        return max(named, key=len)
    pieces = {_key(top[start:end]) for start, end in _stretches(top)}
    lines = [b.text for b in found if 4 <= b.words <= 30 and _key(b.text) in pieces]
    if lines:
        return max(lines, key=len)
    if len(shown) == 1 and len(shown[0].split()) >= 3:
        return shown[0]
    if not lines and (told := _named_title(root) or _set_large(found)):
        return told
    return without_site(top, meta.outlet) if top else (shown[0] if shown else None)


def _set_large(found: list[Block]) -> str | None:
    """The line above the text that is set larger than all others, where the page has no headings at all."""
    first = next((n for n, block in enumerate(found) if is_prose(block)), 0)
    for block in found[:first]:
        if 4 <= block.words <= 25 and not block.urls and any(
            (e.get("size") or "").strip("+") in ("4", "5", "6", "7")
            for e in block.element.iter("font")
        ):  # fmt: skip
            return block.text
    return None


def _site(root: etree._Element, title: str | None, found: list[Block]) -> str | None:
    """The site's name where the window's title is that and the headline, and the page shows it once more."""
    top = next((" ".join(" ".join(map(str, e.itertext())).split()) for e in root.iter("title")), "")
    if not title or _key(title) not in _key(top) or _key(title) == _key(top):
        return None
    bars = list(re.finditer(r"\s*(?:[|–—»•~]|::|\s[-:]\s)\s*", top))
    ends = [top[: bars[0].start()], top[bars[-1].end() :]] if bars else []
    names = [
        name.strip()
        for name in ends
        if name.strip() and _key(name) not in _key(title) and len(name.split()) <= 5
    ]
    if len(names) != 1:
        return None
    shown = any(_key(names[0]) in _key(block.text) for block in found if block.words <= 40)
    return names[0] if shown or len(bars) == 1 else None


def _named_title(root: etree._Element) -> str | None:
    """The text of the first element whose own name says that it is the headline: ``lblTitle``, ``news_headline``."""
    for element in root.iter("div", "span", "td", "p", "font", "h2", "h3", "b", "strong"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if re.search(r"title|headline", names) and not re.search(
            r"site|side|widget|sub|block|menu|box|rel", names
        ):
            text = " ".join(" ".join(map(str, element.itertext())).split())
            if 4 <= len(text.split()) <= 30 and element.find(".//a[@href]") is None:
                return text
    return None


def _stretches(title: str) -> Iterator[tuple[int, int]]:
    """The parts of a window's title between bars, dashes and colons, and all that follow one another."""
    bars = list(re.finditer(r"\s*(?:[|–—»•:~]|\s-\s)\s*", title))[:8]
    starts, ends = [0, *(b.end() for b in bars)], [*(b.start() for b in bars), len(title)]
    for at, start in enumerate(starts):
        for end in ends[at:]:
            yield start, end


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def without_site(title: str, outlet: str | None) -> str:
    """The title without the site's name before or behind it."""
    bars = list(_BARS.finditer(title))
    for bar in reversed(bars):
        head, tail = title[: bar.start()].strip(), title[bar.end() :].strip()
        if outlet and _key(tail) and (_key(tail) in _key(outlet) or _key(outlet) in _key(tail)) and head:
            return without_site(head, outlet) if len(bars) > 1 else head
        if outlet and _key(head) and _key(head) == _key(outlet) and tail:
            return tail
        if len(head.split()) >= 4 and len(tail.split()) <= 4 and bar[0].strip() != ":":
            return without_site(head, outlet) if len(bars) > 1 else head
    return title


_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)|/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_-]|$)")  # fmt: skip


class _Shared:
    """What all reports of one page have in common."""

    def __init__(self, raw: Raw, decoded: Decoded, meta: Meta, url: str | None, fetched: str | None,
                 now: datetime | None, title: str | None, site: str | None) -> None:  # fmt: skip
        self.raw, self.decoded, self.meta = raw, decoded, meta
        self.fetched, self.now, self.title = fetched, now, title
        canonical = meta.canonical
        self.url = canonical if canonical and (url is None or same_site(canonical, url)) else url
        self.asked = url if url != self.url else None
        self.host = host_of(self.url)
        self.outlet = (
            meta.outlet or (None if site and plain(site) in page_words().hosts else site) or self.host
        )
        if meta.outlet and plain(meta.outlet) in page_words().hosts and meta.title:
            # Who publishes on a network is the channel, whose name the page gives as its title.
            self.outlet, self.title = meta.title, None

    def document(self, one: Found) -> Document:
        """The report as a document, its id made of where it is from and what it says."""
        part = one.title if one.title and one.title != self.title else None
        published, where = self.published(one)
        modified = machine_time(self.meta.modified, self.now) if self.meta.modified else None
        kept = Document(
            id="-", text="\n\n".join(one.lines), title=part or self.title, published=published,
            outlet=self.outlet, url=self.url,
            extra=extra(
                fetched=self.fetched, author=one.byline if one.byline and not self.meta.author else self.meta.author,
                section=self.meta.section, published_from=where, modified=modified, asked=self.asked,
                page=self.title if part else None, encoding=self.decoded.note,
                removed=[[cut.reason, cut.text[:300]] for cut in one.cuts[:MOST_CUT]],
            ),
        )  # fmt: skip
        stem = self.host or _stem(self.raw.where)
        return replace(kept, id=ident(stem, kept))

    def published(self, one: Found) -> tuple[str | None, str | None]:
        """The time of publication and what said so: machines first, told in the page's own clock."""
        shown = one.stamp
        told = None if one.part and shown else self.told()
        if told is None:
            if shown is not None and shown.label != "updated":
                return shown.iso, f"the words «{shown.quote}»"
            if by_url := _url_day(self.url, self.now):
                return by_url, "the address"
            return (shown.iso, f"the words «{shown.quote}»") if shown else (None, None)
        moment, where = told
        if shown is not None and shown.label != "updated":
            moment = with_zone(moment, shown.iso)
        return moment, where

    def told(self) -> tuple[str, str] | None:
        found = [(m, where) for text, where in self.meta.published if (m := self._time(text))]
        if not found:
            return None
        first, where = found[0]
        # A day alone is filled by a later source that has the hour of that day.
        if "T" not in first:
            first, where = next(
                ((m, w) for m, w in found if m.startswith(first) and "T" in m), (first, where)
            )
        return first, where

    def _time(self, text: str) -> str | None:
        if moment := machine_time(text, self.now):
            return moment
        stamp = read_stamp(text, page_words(), self.now)
        return stamp.iso if stamp else None


def _url_day(url: str | None, now: datetime | None) -> str | None:
    match = _IN_URL.search(urlsplit(url).path) if url else None
    if match is None:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return machine_time(f"{year}-{int(month):02}-{int(day):02}", now)


def host_of(url: str | None) -> str | None:
    """The host of an address without www."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    return host.removeprefix("www.") or None


def _stem(where: str) -> str:
    name = re.split(r"[/\\]", where)[-1]
    return re.sub(r"[^\w.-]+", "_", name.rsplit(".", 1)[0])[:60] or "page"


def links(decoded: str, url: str, where: str) -> Iterator[tuple[str, str]]:
    """Addresses and titles of the stories that an index page lists: links of its own site with a headline's words."""
    from urllib.parse import urljoin

    root = parse_page(decoded, where)
    marks = Marks(page_words())
    best: dict[str, str] = {}
    for element in root.iter("a"):
        href = element.get("href")
        text = " ".join(" ".join(map(str, element.itertext())).split())
        off = marks.above(element, None)
        if (
            not href
            or len(text.split()) < 4
            or off in ("menu", "foot", "footer", "nav", "breadcrumb", "breadcrumbs")
        ):
            continue
        try:
            full = urljoin(url, href.strip()).split("#")[0]
        except ValueError:
            continue
        if full.startswith(("http://", "https://")) and same_site(full, url) and len(urlsplit(full).path) > 4:
            best.setdefault(full, text)
    yield from best.items()
