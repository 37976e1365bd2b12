"""What bytes are: told by their beginning, and by a name only where that leaves it open."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Literal

from marsad.ingest.chats import is_whatsapp
from marsad.ingest.feeds import is_feed

Kind = Literal["pdf", "docx", "xlsx", "wacz", "zip", "gzip", "warc", "lines", "telegram", "telegram_html", "list", "feed", "html", "mhtml",
               "eml", "table", "whatsapp", "json", "text", "odt"]  # fmt: skip

_MAIL = re.compile(rb"^(?:[\w-]{2,40}:[ \t][^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", re.ASCII)


def kind_of(head: bytes, name: str) -> Kind:
    """What the bytes are, by their beginning and, where that leaves it open, by the name."""
    suffix = Path(name).suffix.lower()
    start = head[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"%PDF"):
        return "pdf" if suffix in (".pdf", "") else "text"
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(head, suffix)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(b"{\\rtf"):
        return "text"  # and refused as such
    if start.startswith(b"WARC/"):
        return "warc"
    if suffix in (".mht", ".mhtml"):
        return "mhtml"
    if suffix == ".eml":
        return "eml"
    if start.startswith(b"<"):
        if is_feed(head):
            return "feed"
        return "telegram_html" if b'class="page_wrap"' in head[:20_000] else "html"
    if suffix in (".csv", ".tsv"):
        return "table"
    if start[:1] == b"[" and is_whatsapp(head[:6000].decode("utf-8", "ignore")):
        return "whatsapp"
    if start[:1] in (b"{", b"["):
        return _json_kind(head, suffix)
    if suffix in (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"):
        return "html"
    if _MAIL.match(start) and re.search(
        rb"^(?:mime-version|from|received|message-id|snapshot-content-location):", start[:4000], re.I | re.M
    ):
        if re.search(rb"^content-type:\s*multipart/related", start[:4000], re.I | re.M):
            return "mhtml"
        if re.search(rb"^(?:date|subject|to|received|message-id):", start[:4000], re.I | re.M):
            return "eml"
    if re.search(rb"<(?:html|body|article|div)[\s>]", head[:4096], re.I) and suffix != ".txt":
        return "html"
    if re.match(rb"[\xe2\x80\x8e\x8f\xef\xbb\xbf]*\[?[\d\xd9\xdb]", head[:16]) and is_whatsapp(
        head[:6000].decode("utf-8", "ignore")
    ):
        return "whatsapp"
    return "text"


def _zip_kind(head: bytes, suffix: str) -> Kind:
    if suffix in (".docx", ".xlsx", ".wacz"):
        return suffix[1:]  # type: ignore[return-value]
    if b"application/vnd.oasis.opendocument.text" in head[:200]:
        return "odt"
    if b"word/" in head[:8192]:
        return "docx"
    if b"xl/" in head[:8192]:
        return "xlsx"
    return "wacz" if b"datapackage.json" in head[:8192] else "zip"


def _json_kind(head: bytes, suffix: str) -> Kind:
    if b"jsonfeed.org/version" in head[:2048]:
        return "feed"
    if suffix == ".json":
        return "json"
    first = head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0]
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return "lines" if suffix != "" or first.rstrip().endswith(b"}") else "json"
    return "lines" if first.startswith(b"{") else "json"


def inner_kind(head: bytes) -> str:
    """``warc`` where gzip packs one, else ``other``; ``gzip`` where it is broken."""
    try:
        start = zlib.decompressobj(47).decompress(head, 4096)
    except zlib.error:
        return "gzip"
    return "warc" if start.startswith(b"WARC/") else "other"
