"""What is in these bytes: a page, a feed, a table, an export of a chat, or a package of all these.

Names inside packages are shown, never used as paths.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, field

from marsad.errors import InputError
from marsad.ingest.feeds import document_of, parse_feed
from marsad.ingest.kinds import Kind, inner_kind, kind_of
from marsad.ingest.records import Raw, Report
from marsad.ingest.reports import parse, refuse_binary
from marsad.ingest.tables import Columns
from marsad.ingest.unpack import entry, inflated, opened_zip
from marsad.model import Document

Fetch = Callable[[str], Raw]
Found = Report | Columns

MOST_FILE = 1_000_000_000
MOST_ENTRY = 50_000_000
MOST_DEPTH = 3


NEVER = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".svg",
        ".bmp",
        ".ico",
        ".tif",
        ".tiff",
        ".heic",
        ".mp3",
        ".mp4",
        ".m4a",
        ".ogg",
        ".oga",
        ".opus",
        ".wav",
        ".webm",
        ".mov",
        ".avi",
        ".mkv",
        ".css",
        ".js",
        ".map",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".eot",
        ".exe",
        ".dll",
        ".so",
        ".db",
        ".sqlite",
        ".pyc",
        ".cdx",
        ".cdxj",
        ".idx",
        ".tgs",
        ".vcf",
    ]
)
"""Ends of names of what holds no report."""


class Ways(Struct, frozen=True, kw_only=True):
    """How things are to be taken: columns that were told, how many pages of a feed or sitemap are fetched, and by what.

    Without ``fetch`` nothing is asked of the network.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    follow: int = 100
    fetch: Fetch | None = None
    known: Callable[[str], bool] = lambda url: False


def read_raw(
    raw: Raw, ways: Ways, kind: Kind | None = None, depth: int = 0, advance: Callable[[int], None] = lambda size: None
) -> Iterator[Found]:  # fmt: skip
    """The reports in these bytes. Faults come out as such; what holds others is opened, three deep at most.

    ``advance`` is told the bytes that are done of what holds very many: archives of the web, zip files.
    """
    try:
        for one in _read(raw, ways, kind or kind_of(raw.data[:65_536], raw.where), depth, advance):
            yield _encodable(one)
    except InputError as fault:
        if fault.where is None:
            fault = InputError(int(fault.code[1:]), fault.what, where=raw.where, mend=fault.mend)
        yield Report(where=raw.where, fault=fault, raw=raw, digest=raw.digest)
    except RecursionError:
        yield Report(
            where=raw.where, fault=InputError(31, "it is nested too deeply to be read.", where=raw.where)
        )


def _encodable(one: Found) -> Found:
    """The report without halves of characters (lone surrogates), which JSON may hold and no file can."""
    if isinstance(one, Columns) or one.document is None:
        return one
    try:
        msgspec.json.encode(one.document)
    except (UnicodeEncodeError, ValueError):
        kept = msgspec.convert(_mended(msgspec.to_builtins(one.document)), Document)
        return msgspec.structs.replace(one, document=kept)
    return one


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    return [_mended(one) for one in value] if isinstance(value, list | tuple) else value


def _read(raw: Raw, ways: Ways, kind: Kind, depth: int, advance: Callable[[int], None]) -> Iterator[Found]:
    if depth > MOST_DEPTH:
        yield Report(where=raw.where, skipped="packed into more than three layers")
        return
    if kind == "html":
        from marsad.ingest.page import read_page

        yield from _made(read_page(raw), raw)
    elif kind == "feed":
        yield from _feed(raw, ways)
    elif kind == "mhtml":
        from marsad.ingest.mail import read_mhtml

        yield from _made(read_mhtml(raw), raw)
    elif kind == "eml":
        from marsad.ingest.mail import read_eml

        found, attached = read_eml(raw)
        yield from _made(found, raw)
        for one in attached:
            yield from _inside(one, ways, depth)
    elif kind == "pdf":
        from marsad.ingest.pdf import read_pdf

        yield from _made([read_pdf(raw)], raw)
    elif kind == "docx":
        from marsad.ingest.office import read_docx

        yield from _made([read_docx(raw)], raw)
    elif kind == "odt":
        from marsad.ingest.office import read_odt

        yield from _made([read_odt(raw)], raw)
    elif kind == "xlsx":
        from marsad.ingest.tables import read_xlsx

        yield from read_xlsx(raw, ways.told)
    elif kind == "table":
        from marsad.ingest.tables import read_csv

        yield from read_csv(raw, ways.told)
    elif kind in ("json", "telegram", "list"):
        yield from _json(raw, ways)
    elif kind == "telegram_html":
        from marsad.ingest.chats import read_telegram_html
        from marsad.ingest.encodings import decode

        yield from read_telegram_html(raw, decode(raw.data, raw.charset).text)
    elif kind == "whatsapp":
        from marsad.ingest.chats import read_whatsapp

        yield from read_whatsapp(raw)
    elif kind == "warc":
        yield from from_warc(io.BytesIO(raw.data), raw.where, ways, advance, depth)
    elif kind == "wacz":
        yield from from_wacz(raw.data, raw.where, ways)
    elif kind == "zip":
        yield from _zip(raw, ways, depth, advance)
    elif kind == "gzip" and inner_kind(raw.data[:65_536]) == "warc":
        yield from from_warc(io.BytesIO(raw.data), raw.where, ways, advance, depth)
    elif kind == "gzip":
        name = re.sub(r"\.gz$", "", raw.where, flags=re.IGNORECASE)
        yield from read_raw(
            Raw(
                data=inflated([raw.data], "gzip", MOST_ENTRY if raw.url else MOST_FILE // 4, raw.where),
                where=name,
                url=raw.url,
                fetched=raw.fetched,
            ),
            ways,
            depth=depth + 1,
        )
    elif kind == "lines":
        yield from _json_lines(raw)
    else:
        yield _plain(raw)


def _made(found: list[Document], raw: Raw) -> Iterator[Report]:
    for number, one in enumerate(found):
        yield Report(where=raw.where, document=one, raw=raw if number == 0 else None, digest=raw.digest)


def _plain(raw: Raw) -> Report:
    from marsad.ingest.encodings import decode
    from marsad.ingest.records import extra, ident

    refuse_binary(raw.data[:4096], raw.where)
    text = decode(raw.data, raw.charset).text.strip()
    if not text:
        raise InputError(3, "the file is empty.", where=raw.where)
    kept = Document(id="-", text=text, url=raw.url, extra=extra(fetched=raw.fetched))
    stem = re.sub(r"[^\w.-]+", "_", re.split(r"[/\\]", raw.where)[-1].rsplit(".", 1)[0])[:60]
    return Report(
        where=raw.where,
        document=Document(id=ident(stem or "text", kept), text=text, url=raw.url, extra=kept.extra),
        raw=raw,
        digest=raw.digest,
    )


def _json_lines(raw: Raw) -> Iterator[Report]:
    for number, line in enumerate(raw.data.split(b"\n"), 1):
        if line.strip():
            where = f"{raw.where}:{number}"
            try:
                yield Report(where=where, document=parse(line, where), digest=sha256(line).digest())
            except InputError as fault:
                yield Report(where=where, fault=fault)


def _json(raw: Raw, ways: Ways) -> Iterator[Found]:
    from marsad.ingest.chats import is_telegram, read_telegram
    from marsad.ingest.tables import read_rows

    try:
        value = json.loads(raw.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if raw.data.lstrip()[:1] == b"{" and raw.data.count(b"\n") > 0:
            yield from _json_lines(raw)
            return
        raise InputError(7, f"it is not JSON: {str(error)[:80]}.", where=raw.where) from None
    if is_telegram(value):
        yield from read_telegram(value, raw)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        yield from read_rows(value, ways.told, raw)
    elif isinstance(value, dict) and "text" in value:
        yield Report(where=raw.where, document=parse(raw.data, raw.where), digest=raw.digest)
    else:
        raise InputError(
            8,
            "the JSON is neither reports, nor a list of rows, nor an export of a chat that is known.",
            where=raw.where,
        )


def _inside(raw: Raw, ways: Ways, depth: int) -> Iterator[Found]:
    """Something packed into something: what is no text is passed over, not a fault."""
    try:
        refuse = kind_of(raw.data[:65_536], raw.where) == "text"
        if refuse:
            refuse_binary(raw.data[:4096], raw.where)
    except InputError as fault:
        yield Report(where=raw.where, skipped=fault.what.removeprefix("this is ").rstrip("."))
        return
    yield from read_raw(raw, ways, depth=depth + 1)


def _zip(raw: Raw, ways: Ways, depth: int, advance: Callable[[int], None]) -> Iterator[Found]:
    total = 0
    with opened_zip(raw.data, raw.where) as archive:
        names = archive.namelist()
        if any(name.startswith("ppt/") for name in names) or {"mimetype", "content.xml"} <= set(names):
            raise InputError(4, "this is a presentation or a drawing, not text.", where=raw.where)
        for one in sorted(archive.infolist(), key=lambda info: info.filename):
            name = printable(one.filename)
            where = f"{raw.where}, {name}"
            if one.is_dir() or name.rsplit("/", 1)[-1].startswith(".") or name.startswith("__MACOSX/"):
                continue
            if Path(name).suffix.lower() in NEVER:
                yield Report(where=where, skipped=f"a {Path(name).suffix.lower()} file")
                continue
            try:
                if one.flag_bits & 1:
                    raise InputError(51, "it is locked by a password.", where=where)
                data = entry(archive, one.filename, MOST_ENTRY, where)
            except InputError as fault:
                yield Report(where=where, fault=fault)
                continue
            if not data.strip():
                yield Report(where=where, skipped="an empty file")
                continue
            total += len(data)
            if total > MOST_FILE:
                raise InputError(
                    44,
                    f"it unpacks to more than {MOST_FILE:,} bytes.",
                    where=raw.where,
                    mend="The rest was not read.",
                )
            yield from _inside(Raw(data=data, where=where, fetched=raw.fetched), ways, depth)
            advance(one.compress_size)


def printable(name: str) -> str:
    """A name from an archive as it may be shown: no control characters, no way up."""
    return (
        re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "�", name)
        .replace("\\", "/")
        .replace("../", "")[:200]
    )


def from_warc(
    stream: BinaryIO, where: str, ways: Ways, advance: Callable[[int], None], depth: int = 0
) -> Iterator[Found]:
    from marsad.ingest.warc import warc_records

    before = 0
    for raw, why, at in warc_records(stream, where):
        yield from _response(raw, why, where, ways, depth)
        advance(max(at - before, 0))
        before = max(at, before)


def from_wacz(source: str | bytes, where: str, ways: Ways) -> Iterator[Found]:
    from marsad.ingest.warc import wacz_records

    for raw, why, _ in wacz_records(source, where):
        yield from _response(raw, why, where, ways, 0)


def _response(raw: Raw | None, why: str, where: str, ways: Ways, depth: int) -> Iterator[Found]:
    """One response of an archive of the web: a page without a report is passed over there, not a fault."""
    if raw is None:
        yield Report(where=where, skipped=f"a response that {why}")
        return
    if not raw.data.strip():
        yield Report(where=raw.where, skipped="a response without content")
        return
    for one in read_raw(raw, Ways(told=ways.told), kind_of_response(raw), depth + 1):
        if (
            isinstance(one, Report)
            and one.fault is not None
            and one.fault.code in ("I004", "I032", "I033", "I035", "I003")
        ):
            yield Report(
                where=raw.where,
                skipped=f"a page on which {one.fault.what.rstrip('.')}"
                if one.fault.code == "I032"
                else one.fault.what.rstrip("."),
            )
        else:
            yield one


def kind_of_response(raw: Raw) -> Kind:
    """What a server says it sent, where the bytes do not contradict it."""
    kind = kind_of(raw.data[:65_536], "")
    if kind in ("text", "lines", "json") and raw.media in ("text/html", "application/xhtml+xml"):
        return "html"
    return kind


def _feed(raw: Raw, ways: Ways) -> Iterator[Found]:
    """A feed given as a file: what it carries itself."""
    feed = parse_feed(raw)
    if feed.kind in ("sitemap", "index"):
        raise InputError(
            35,
            "a sitemap lists pages and holds no report.",
            where=raw.where,
            mend="Give its address, and the pages are fetched.",
        )
    first = True
    for number, one in enumerate(feed.entries, 1):
        where = f"{raw.where}, entry {number}"
        if (kept := document_of(one, feed, raw)) is None:
            yield Report(where=where, skipped="an entry without text")
            continue
        yield Report(where=where, document=kept, raw=raw if first else None, digest=raw.digest)
        first = False
