"""Through the door: whatever was named (files, folders, addresses, standard input) comes out as reports.

What something is, its bytes say; its name only breaks ties. Names inside archives are shown, never used as paths.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct, field

from marsad.errors import InputError
from marsad.ingest.feeds import Feed, document_of, is_feed, parse_feed
from marsad.ingest.kinds import Kind, inner_kind, kind_of
from marsad.ingest.records import Raw, Report
from marsad.ingest.reports import Line, opened, parse, read_lines, read_text, refuse_binary, shown
from marsad.ingest.tables import Columns
from marsad.ingest.unpack import entry, inflated, opened_zip
from marsad.model import Document

Fetch = Callable[[str], Raw]
Found = Report | Columns

MOST_FILE = 1_000_000_000
MOST_ENTRY = 50_000_000
MOST_DEPTH = 3


class Ways(Struct, frozen=True, kw_only=True):
    """How things are to be taken: columns that were told, how many pages of a feed or sitemap are fetched, and by what.

    Without ``fetch`` nothing is asked of the network.
    """

    told: Mapping[str, str] = field(default_factory=dict)
    follow: int = 100
    fetch: Fetch | None = None
    known: Callable[[str], bool] = lambda url: False


def through(
    names: tuple[str, ...], stdin: BinaryIO, ways: Ways, advance: Callable[[int], None] = lambda size: None
) -> Iterator[Found]:
    """Every report of everything named, in order. Faults come out in their place, and the rest goes on."""
    for name in names:
        try:
            if re.match(r"https?://", name, re.IGNORECASE):
                yield from _address(name, ways)
            elif name == "-":
                yield from _stdin(stdin, ways)
            elif Path(name).is_dir():
                yield from _folder(Path(name), ways, advance)
            else:
                yield from _file(name, ways, advance)
        except InputError as fault:
            yield Report(where=fault.where or shown(name), fault=fault)


# --- files -------------------------------------------------------------------------------------------------


def _folder(folder: Path, ways: Ways, advance: Callable[[int], None]) -> Iterator[Found]:
    """All files of a folder and those in it, by name. Links that lead out of it, and hidden files, are passed over."""
    top = folder.resolve()
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            where = shown(str(path))
            if name.startswith("."):
                yield Report(where=where, skipped="a hidden file")
            elif not path.resolve().is_relative_to(top):
                yield Report(where=where, skipped="a link that leads out of the folder")
            elif not path.is_file():
                yield Report(where=where, skipped="no plain file")
            elif path.stat().st_size == 0:
                yield Report(where=where, skipped="an empty file")
            elif path.suffix.lower() in _NEVER:
                yield Report(where=where, skipped=f"a {path.suffix.lower()} file")
            else:
                try:
                    yield from _file(str(path), ways, advance)
                except InputError as fault:
                    if fault.code == "I004":
                        yield Report(where=where, skipped=fault.what.removeprefix("this is ").rstrip("."))
                    else:
                        yield Report(where=fault.where or where, fault=fault)


_NEVER = frozenset(
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


def _file(name: str, ways: Ways, advance: Callable[[int], None]) -> Iterator[Found]:
    where = shown(name)
    if Path(name).suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(read_lines(name, io.BytesIO()), advance)
        return
    with opened(name, io.BytesIO()) as stream:
        try:
            head = stream.read(65_536)
            stream.seek(0)
            size = os.fstat(stream.fileno()).st_size
        except OSError as error:
            raise InputError(2, f"the file cannot be read: {error.strerror}.", where=where) from error
        kind = kind_of(head, name)
        if kind == "warc" or (kind == "gzip" and inner_kind(head) == "warc"):
            yield from _warc(stream, where, ways, advance)
            return
        if kind == "lines":
            yield from _lines(read_lines(name, io.BytesIO()), advance)
            return
        if size > MOST_FILE:
            raise InputError(
                44,
                f"the file has {size:,} bytes; at most {MOST_FILE:,} are read at once.",
                where=where,
                mend="Split it.",
            )
        if kind == "text":
            yield _text(name)
        elif kind == "wacz":
            yield from _wacz(name, where, ways)
        else:
            yield from read_raw(Raw(data=stream.read(), where=where), ways, kind=kind)
    advance(size)


def _text(name: str) -> Report:
    text = read_text(name, io.BytesIO())
    raw = sha256(Path(name).read_bytes())
    # Many folders have a 1.txt: the digest keeps their ids apart, and the same file finds itself again.
    ident = f"{Path(shown(name)).stem}-{raw.hexdigest()[:8]}"
    return Report(where=shown(name), document=Document(id=ident, text=text), digest=raw.digest())


def _lines(lines: Iterator[Line], advance: Callable[[int], None]) -> Iterator[Report]:
    before = 0
    for line in lines:
        yield Report(
            where=line.where, document=line.document, fault=line.fault, digest=line.digest, size=line.size
        )
        advance(line.size - before)
        before = line.size


class _Ahead(io.RawIOBase):
    """A stream with the bytes that were read to see what it is put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)


def _stdin(stdin: BinaryIO, ways: Ways) -> Iterator[Found]:
    head = stdin.read(65_536)
    kind = kind_of(head, "")
    stream = io.BufferedReader(_Ahead(head, stdin))
    # Lines are what standard input was always for: what looks like text or nothing is refused as such.
    if kind in ("lines", "json") or not head.strip() or (kind == "text" and head.lstrip()[:1] in b"{["):
        yield from _lines(read_lines("-", stream), lambda size: None)
        return
    if kind == "text":
        text = read_text("-", stream)
        raw = sha256(text.encode())
        yield Report(
            where="standard input",
            document=Document(id=f"stdin-{raw.hexdigest()[:8]}", text=text),
            digest=raw.digest(),
        )
        return
    if kind == "warc" or (kind == "gzip" and inner_kind(head) == "warc"):
        yield from _warc(stream, "standard input", ways, lambda size: None)
        return
    data = stream.read(MOST_FILE + 1)
    if len(data) > MOST_FILE:
        raise InputError(
            44, f"standard input holds more than {MOST_FILE:,} bytes.", mend="Give it as a file, in parts."
        )
    yield from read_raw(Raw(data=data, where="standard input"), ways, kind=kind)


# --- reading it --------------------------------------------------------------------------------------------


def read_raw(raw: Raw, ways: Ways, kind: Kind | None = None, depth: int = 0) -> Iterator[Found]:
    """The reports in these bytes. Faults come out as such; what holds others is opened, three deep at most."""
    try:
        for one in _read(raw, ways, kind or kind_of(raw.data[:65_536], raw.where), depth):
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


def _read(raw: Raw, ways: Ways, kind: Kind, depth: int) -> Iterator[Found]:
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
        yield from _warc(io.BytesIO(raw.data), raw.where, ways, lambda size: None, depth)
    elif kind == "wacz":
        yield from _wacz(raw.data, raw.where, ways)
    elif kind == "zip":
        yield from _zip(raw, ways, depth)
    elif kind == "gzip" and inner_kind(raw.data[:65_536]) == "warc":
        yield from _warc(io.BytesIO(raw.data), raw.where, ways, lambda size: None, depth)
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


def _zip(raw: Raw, ways: Ways, depth: int) -> Iterator[Found]:
    total = 0
    with opened_zip(raw.data, raw.where) as archive:
        for one in sorted(archive.infolist(), key=lambda info: info.filename):
            name = printable(one.filename)
            where = f"{raw.where}, {name}"
            if one.is_dir() or name.rsplit("/", 1)[-1].startswith(".") or name.startswith("__MACOSX/"):
                continue
            if Path(name).suffix.lower() in _NEVER:
                yield Report(where=where, skipped=f"a {Path(name).suffix.lower()} file")
                continue
            try:
                if one.flag_bits & 1:
                    raise InputError(51, "it is locked by a password.", where=where)
                data = entry(archive, one.filename, MOST_ENTRY, where)
            except InputError as fault:
                yield Report(where=where, fault=fault)
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


def printable(name: str) -> str:
    """A name from an archive as it may be shown: no control characters, no way up."""
    return (
        re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "�", name)
        .replace("\\", "/")
        .replace("../", "")[:200]
    )


def _warc(
    stream: BinaryIO, where: str, ways: Ways, advance: Callable[[int], None], depth: int = 0
) -> Iterator[Found]:
    from marsad.ingest.warc import warc_records

    before = 0
    for raw, why, at in warc_records(stream, where):
        yield from _response(raw, why, where, ways, depth)
        advance(max(at - before, 0))
        before = max(at, before)


def _wacz(source: str | bytes, where: str, ways: Ways) -> Iterator[Found]:
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


# --- addresses ---------------------------------------------------------------------------------------------


def _address(url: str, ways: Ways) -> Iterator[Found]:
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
    from msgspec.structs import replace

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
