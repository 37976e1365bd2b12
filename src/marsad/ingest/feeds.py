"""Feeds (RSS, Atom, JSON Feed) and sitemaps: what they list, and the text they carry themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from msgspec import Struct

from marsad.errors import InputError
from marsad.ingest.encodings import Decoded, decode
from marsad.ingest.page import documents_of, host_of
from marsad.ingest.records import Raw, extra, ident
from marsad.ingest.stamps import machine_time, read_stamp
from marsad.ingest.words import page_words
from marsad.ingest.xml import local, parse_xml
from marsad.model import Document

MOST_ENTRIES = 50_000


class Entry(Struct, frozen=True, kw_only=True):
    """One story that a feed or sitemap lists. ``body`` is HTML or text; ``whole`` where it is the story, not a teaser."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    section: str | None = None
    body: str | None = None
    whole: bool = False


class Feed(Struct, frozen=True):
    """``kind`` is rss, atom, json, sitemap or index (a sitemap of sitemaps)."""

    kind: str
    title: str | None
    entries: tuple[Entry, ...]


def is_feed(data: bytes) -> bool:
    """Whether the bytes begin as a feed or a sitemap does."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"{"):
        return b"jsonfeed.org/version" in head
    return re.search(
        rb"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", head, re.IGNORECASE
    ) is not None and not re.search(rb"<html", head, re.IGNORECASE)


def parse_feed(raw: Raw) -> Feed:
    """The feed's entries in its order. Raises ``InputError`` where it is none."""
    now = datetime.fromisoformat(raw.fetched) if raw.fetched else None
    if raw.data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _json_feed(raw, now)
    root = parse_xml(raw.data, raw.charset, raw.where)
    kind = local(root)
    base = raw.url or ""
    if kind in ("urlset", "sitemapindex"):
        entries = [_sitemap_entry(e, now) for e in root if local(e) in ("url", "sitemap")]
        found = tuple(e for e in entries if e.url)
        return Feed("index" if kind == "sitemapindex" else "sitemap", None, found[:MOST_ENTRIES])
    if kind not in ("rss", "rdf", "feed"):
        raise InputError(35, f"this XML is a «{kind[:40]}», not a feed or a sitemap.", where=raw.where)
    channel = next((e for e in root if local(e) == "channel"), root)
    items = [e for e in root.iter(etree.Element) if local(e) in ("item", "entry")][:MOST_ENTRIES]
    title = next((_text(e) for e in channel if local(e) == "title"), None)
    return Feed("atom" if kind == "feed" else "rss", title, tuple(_entry(item, base, now) for item in items))


def _text(element: etree._Element) -> str | None:
    return " ".join("".join(map(str, element.itertext())).split()) or None


def _entry(item: etree._Element, base: str, now: datetime | None) -> Entry:
    got: dict[str, str] = {}
    link = guid = None
    for child in item:
        name = local(child)
        if name == "link":
            href = child.get("href") or (child.text or "").strip()
            if href and (link is None or (child.get("rel") or "alternate") == "alternate"):
                link = href
        elif name in ("guid", "id"):
            guid = (child.text or "").strip()
        elif name == "author" and len(child):
            got.setdefault("author", next((_text(c) or "" for c in child if local(c) == "name"), ""))
        elif name in ("content", "encoded") and child.get("type") == "xhtml":
            got["content"] = etree.tostring(child, encoding="unicode", with_tail=False)
        elif name == "encoded" or (name == "content" and child.text and child.get("url") is None):
            got["content"] = "".join(map(str, child.itertext()))
        elif name in (
            "title",
            "description",
            "summary",
            "pubdate",
            "published",
            "issued",
            "date",
            "updated",
            "modified",
            "creator",
            "author",
            "category",
        ):
            got.setdefault(name, "".join(map(str, child.itertext())).strip() or (child.get("term") or ""))
    link = link or (guid if guid and guid.startswith(("http://", "https://")) else None)
    body = got.get("content") or got.get("description") or got.get("summary")
    return Entry(
        url=_absolute(base, link), title=_plain(got.get("title")),
        published=_time(got, ("pubdate", "published", "issued", "date"), now), updated=_time(got, ("updated", "modified"), now),
        author=_plain(got.get("creator") or got.get("author")), section=_plain(got.get("category")),
        body=body, whole="content" in got or _is_whole(body),
    )  # fmt: skip


def _is_whole(body: str | None) -> bool:
    """A description of many words that is not cut off is the story itself."""
    text = re.sub(r"<[^<>]{0,1000}>", " ", body or "").strip()
    return len(text.split()) >= 80 and not re.search(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|المزيد)\W*$", text)


def _absolute(base: str, link: str | None) -> str | None:
    if not link:
        return None
    try:
        full = urljoin(base, link.strip())
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) else None


def _plain(text: str | None) -> str | None:
    if not text:
        return None
    import html

    return " ".join(html.unescape(re.sub(r"<[^<>]{0,1000}>", " ", text)).split()) or None


def _time(got: dict[str, str], names: tuple[str, ...], now: datetime | None) -> str | None:
    for name in names:
        if text := got.get(name):
            if moment := machine_time(text, now):
                return moment
            if stamp := read_stamp(text, page_words(), now):
                return stamp.iso
    return None


def _sitemap_entry(element: etree._Element, now: datetime | None) -> Entry:
    got = {local(child): (child.text or "").strip() for child in element.iter(etree.Element) if child.text}
    return Entry(url=_absolute("", got.get("loc")), title=got.get("title"), section=None,
                 published=_time(got, ("publication_date",), now), updated=_time(got, ("lastmod",), now))  # fmt: skip


def _json_feed(raw: Raw, now: datetime | None) -> Feed:
    try:
        value = json.loads(decode(raw.data, raw.charset).text)
    except (ValueError, RecursionError) as error:
        raise InputError(35, f"the feed is not JSON: {str(error)[:80]}.", where=raw.where) from None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        raise InputError(35, "the JSON holds no feed.", where=raw.where)
    return Feed(
        "json",
        _string(value.get("title")),
        tuple(_json_entries(value["items"][:MOST_ENTRIES], raw.url or "", now)),
    )


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _json_entries(items: list[Any], base: str, now: datetime | None) -> Iterator[Entry]:
    for one in items:
        if not isinstance(one, dict):
            continue
        authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
        names = [name for a in authors or [] if isinstance(a, dict) and (name := _string(a.get("name")))]
        content = _string(one.get("content_html")) or _string(one.get("content_text"))
        dates = {k: v for k in ("date_published", "date_modified") if (v := _string(one.get(k)))}
        yield Entry(url=_absolute(base, _string(one.get("url")) or _string(one.get("external_url"))), title=_string(one.get("title")),
                    published=_time(dates, ("date_published",), now), updated=_time(dates, ("date_modified",), now),
                    author="، ".join(names) or None, body=content or _string(one.get("summary")), whole=content is not None)  # fmt: skip


def document_of(entry: Entry, feed: Feed, raw: Raw) -> Document | None:
    """The report that a feed itself carries of a story, None where it has no text. A teaser says that it is one."""
    text, removed = entry.body or "", []
    if "<" in text or "&" in text:
        page = f"<html><body><h1></h1><div class='entry-content'>{text}</div></body></html>"
        try:
            found = documents_of(
                Decoded(page, "utf-8"), Raw(data=b"", where=raw.where, url=entry.url, fetched=raw.fetched)
            )
            text = "\n\n".join(one.text for one in found)
            removed = [cut for one in found for cut in one.extra.get("removed", [])]
        except InputError:
            text = _plain(text) or ""
    text = text.strip()
    if len(text.split()) < 3:
        return None
    kept = Document(
        id="-", text=text, title=entry.title, published=entry.published or entry.updated,
        outlet=feed.title or host_of(entry.url or raw.url), url=entry.url,
        extra=extra(fetched=raw.fetched, author=entry.author, section=entry.section, published_from="the feed" if entry.published else None,
                    teaser=None if entry.whole else True, feed=raw.url, removed=removed),
    )  # fmt: skip
    from msgspec.structs import replace

    return replace(kept, id=ident(host_of(entry.url or raw.url) or "feed", kept))
