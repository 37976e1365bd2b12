"""Addresses that were named: fetched, and where they are a feed or sitemap, the pages that it lists."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.feeds import Feed, document_of, is_feed, parse_feed
from marsad.ingest.opening import MOST_ENTRY, Found, Ways, kind_of_response, read_raw
from marsad.ingest.records import Raw, Report
from marsad.ingest.unpack import inflated


def from_address(url: str, ways: Ways) -> Iterator[Found]:
    if ways.fetch is None:
        raise InputError(40, "addresses are not fetched here.", where=url)
    raw = ways.fetch(url)
    kind = kind_of_response(raw)
    if kind == "feed":
        yield from follow(parse_feed(raw), raw, ways)
    elif kind == "gzip":
        inner = Raw(
            data=inflated([raw.data], "gzip", MOST_ENTRY, url), where=url, url=raw.url, fetched=raw.fetched
        )
        yield from (
            follow(parse_feed(inner), inner, ways) if is_feed(inner.data) else read_raw(raw, ways, kind)
        )
    else:
        yield from read_raw(raw, ways, kind)


def follow(feed: Feed, raw: Raw, ways: Ways, depth: int = 0) -> Iterator[Found]:
    """The stories a feed or sitemap lists, each page fetched; where that fails, what the feed itself says of it."""
    if ways.fetch is None:
        return
    entries = (
        sorted(feed.entries, key=lambda e: e.published or e.updated or "", reverse=True)
        if feed.kind in ("sitemap", "index")
        else feed.entries
    )
    done = 0
    for one in entries:
        if one.url is None or ways.known(one.url):
            if one.url is not None:
                yield Report(where=one.url, skipped="a page fetched before")
            continue
        if done >= ways.follow:
            yield Report(
                where=raw.where, skipped=f"listed beyond the first {ways.follow}; --follow takes more"
            )
            return
        done += 1
        try:
            got = ways.fetch(one.url)
            if feed.kind == "index" and depth < 2 and is_feed(got.data):
                yield from follow(parse_feed(got), got, ways, depth + 1)
                continue
            yield from _dated(
                read_raw(got, Ways(told=ways.told), kind_of_response(got)), one.published, feed.title
            )
        except InputError as fault:
            yield Report(where=one.url, fault=fault)
            if (kept := document_of(one, feed, raw)) is not None:
                yield Report(where=one.url, document=kept, raw=raw, digest=raw.digest)


def _dated(found: Iterator[Found], published: str | None, outlet: str | None) -> Iterator[Found]:
    """Reports of a page whose feed knows the time that the page does not show."""
    for one in found:
        if (
            isinstance(one, Report)
            and one.document is not None
            and one.document.published is None
            and published
        ):
            kept = replace(
                one.document, published=published, extra={**one.document.extra, "published_from": "the feed"}
            )
            yield replace(one, document=kept)
        else:
            yield one
