"""Archives of the web (WARC, WACZ): every response that can hold a report, in one pass and bounded memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from marsad.errors import InputError
from marsad.ingest.records import Raw
from marsad.ingest.unpack import entry_stream, inflated, opened_zip

MOST = 25_000_000
_READ = {"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "application/xml", "text/xml", "application/rss+xml",
         "application/atom+xml", "application/feed+json", "multipart/related", "message/rfc822", "application/octet-stream"}  # fmt: skip


def warc_records(stream: IO[bytes], where: str) -> Iterator[tuple[Raw | None, str, int]]:
    """Each response as ``Raw``, or None and why it was passed over; and how many bytes of the file were read.

    Raises ``InputError`` where the package for it is missing or the file is no WARC; a damaged record ends the file
    with an error after what was read before.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError(
            60,
            "reading WARC needs the package fastwarc.",
            where=where,
            mend="Install it: pip install 'marsad[warc]'.",
        ) from None
    found = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit,
                                      parse_http=True, auto_decode="transfer"):  # fmt: skip
            found += 1
            url = record.headers.get("WARC-Target-URI") or ""
            raw, why = _raw(record, url.strip("<>"), f"{where}#{record.record_id or found}")
            yield raw, why, stream.tell() if stream.seekable() else 0
    except InputError:
        raise
    except (OSError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError(52, f"the archive is damaged after {found:,} records: {str(error)[:100]}.", where=where, mend="What was before it is read.") from None  # fmt: skip
    if not found:
        raise InputError(52, "there is no response in it.", where=where)


def _raw(record: Any, url: str, where: str) -> tuple[Raw | None, str]:
    kind = str(record.record_type).rsplit(".", 1)[-1]
    if kind == "revisit":
        return None, "repeats an earlier response"
    web = url.startswith(("http://", "https://"))
    if not web and kind != "resource":
        return None, "is no page of the web"
    status, media = 200, record.headers.get("Content-Type") or ""
    headers: tuple[tuple[str, str], ...] = ()
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code or 0
        headers = tuple((str(k), str(v)) for k, v in record.http_headers.items())
        media = record.http_headers.get("Content-Type") or ""
    if status != 200:
        return None, f"has status {status}"
    short = media.split(";")[0].strip().lower()
    if short and short not in _READ:
        return None, f"is {short[:40]}"
    expected, chunked = record.content_length, any(k.lower() == "transfer-encoding" for k, _ in headers)
    data = record.reader.read(MOST + 1)
    if len(data) < min(expected, MOST) and not chunked:
        return None, "breaks off"
    if len(data) > MOST:
        return None, f"is larger than {MOST:,} bytes"
    encoding = next((v.strip().lower() for k, v in headers if k.lower() == "content-encoding"), "")
    if encoding in ("gzip", "x-gzip", "deflate") and data.lstrip()[:1] != b"<":
        try:
            data = inflated([data], encoding.removeprefix("x-"), MOST)
        except InputError as fault:
            return None, fault.what.rstrip(".")
    elif encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return None, f"is packed as {encoding[:20]}"
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media, re.IGNORECASE)
    when = record.record_date
    return Raw(
        data=data, where=where, url=url if web else None, media=short or None, charset=charset[1] if charset else None,
        fetched=when.isoformat(timespec="seconds") if when is not None else None, status=status, headers=headers,
    ), ""  # fmt: skip


def wacz_records(source: str | bytes, where: str) -> Iterator[tuple[Raw | None, str, int]]:
    """The responses of all WARC files in a WACZ."""
    with opened_zip(source, where) as archive:
        names = [
            n for n in archive.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))
        ]
        if not names:
            raise InputError(52, "there is no WARC in it.", where=where)
        for name in names:
            with entry_stream(archive, name, where) as stream:
                for raw, why, _ in warc_records(stream, f"{where}, {name}"):
                    yield raw, why, 0
