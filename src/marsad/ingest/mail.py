"""Messages (EML) and pages saved as one message (MHTML)."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.encodings import decode
from marsad.ingest.page import read_page
from marsad.ingest.records import Raw, extra, ident
from marsad.model import Document

MOST_PARTS = 500


def _parsed(raw: Raw) -> Message:
    try:
        # The old policy: the new one fails inside the standard library on headers that are broken enough.
        return email.message_from_bytes(raw.data)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(36, f"the message cannot be read: {str(error)[:80]}.", where=raw.where) from None


def _header(message: Message, name: str) -> str | None:
    try:
        value = message.get(name)
        return (
            " ".join(str(make_header(decode_header(str(value)))).split()) or None
            if value is not None
            else None
        )
    except Exception:  # a malformed header is as good as none
        return None


def _moment(message: Message) -> str | None:
    text = _header(message, "Date")
    try:
        return parsedate_to_datetime(text).isoformat(timespec="minutes") if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _bytes(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except Exception:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:
        return None


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def read_mhtml(raw: Raw) -> list[Document]:
    """The reports of a page saved as MHTML: its address and time of saving are in the message."""
    message = _parsed(raw)
    page = next(
        (p for p in _parts(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise InputError(36, "there is no page in it.", where=raw.where)
    url = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    saved = _moment(message)
    return read_page(Raw(
        data=_bytes(page), where=raw.where, url=url if url and url.startswith(("http://", "https://")) else raw.url,
        charset=_charset(page), fetched=raw.fetched or saved,
    ))  # fmt: skip


def read_eml(raw: Raw) -> tuple[list[Document], list[Raw]]:
    """The message as a report, and its attachments as bytes of their own (their names are not believed)."""
    message = _parsed(raw)
    if not any(_header(message, name) for name in ("From", "Subject", "Date", "Message-ID", "Received")):
        raise InputError(36, "this is no message: it has no headers.", where=raw.where)
    plain = html = None
    attached: list[Raw] = []
    for number, part in enumerate(_parts(message)):
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            data = _bytes(part)
            if data:
                attached.append(
                    Raw(
                        data=data,
                        where=f"{raw.where}, attachment {number}",
                        media=kind,
                        charset=_charset(part),
                    )
                )
        elif kind == "text/plain" and plain is None:
            plain = decode(_bytes(part), _charset(part)).text
        elif kind == "text/html" and html is None:
            html = Raw(data=_bytes(part), where=raw.where, charset=_charset(part))
    name, address = parseaddr(_header(message, "From") or "")
    published = _moment(message)
    text = (plain or "").replace("\r\n", "\n").strip()
    removed: list[object] = []
    if not text and html is not None:
        found = read_page(html)
        text = "\n\n".join(one.text for one in found)
        removed = [cut for one in found for cut in one.extra.get("removed", [])]
    if not text:
        if attached:
            return [], attached
        raise InputError(36, "the message holds no text.", where=raw.where)
    kept = Document(
        id="-", text=text, title=_header(message, "Subject"), published=published, outlet=name or address or None,
        extra=extra(author=name, sender=address, message=_header(message, "Message-ID"), removed=removed,
                    fetched=raw.fetched),
    )  # fmt: skip
    return [replace(kept, id=ident("mail", kept))], attached
