"""Exports of chats: Telegram Desktop (JSON and HTML) and WhatsApp (text). A message with words is a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml import etree

from marsad.errors import InputError
from marsad.ingest.encodings import decode
from marsad.ingest.records import Raw, Report, extra
from marsad.ingest.stamps import machine_time, with_zone
from marsad.ingest.tree import parse_page
from marsad.model import Document

_LEAST = 3  # words below which a message says nothing that stands by itself


def is_telegram(value: object) -> bool:
    """Whether the JSON is an export of Telegram Desktop: one chat, or all of them."""
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("messages"), list) and ("type" in value or "name" in value):
        return True
    chats = value.get("chats")
    return isinstance(chats, dict) and isinstance(chats.get("list"), list)


def read_telegram(value: dict[str, Any], raw: Raw) -> Iterator[Report]:
    """The messages of a Telegram export, each with its channel as outlet and its own time."""
    chats = [value] if isinstance(value.get("messages"), list) else value["chats"]["list"]
    digest, first = raw.digest, True
    for chat in chats:
        if not isinstance(chat, dict):
            continue
        for message in chat.get("messages") or []:
            if not isinstance(message, dict):
                continue
            where = f"{raw.where}, message {message.get('id')}"
            made = _telegram(message, chat)
            if isinstance(made, str):
                yield Report(where=where, skipped=made)
                continue
            yield Report(where=where, document=made, raw=raw if first else None, digest=digest)
            first = False


def _telegram(message: dict[str, Any], chat: dict[str, Any]) -> Document | str:
    if message.get("type") not in (None, "message"):
        return "a service message"
    text = _joined(message.get("text")).strip()
    if len(text.split()) < _LEAST:
        return "a message of fewer than three words"
    local, unix = message.get("date"), message.get("date_unixtime")
    published = machine_time(str(local)) if local else None
    if unix and (moment := machine_time(str(unix))):
        published = with_zone(moment, published) if published else moment
    name, number = chat.get("name"), chat.get("id")
    links = [
        str(part.get("href"))
        for part in message.get("text_entities") or []
        if isinstance(part, dict) and part.get("href")
    ]
    return Document(
        id=f"telegram-{number if number is not None else _slug(str(name))}-{message.get('id')}", text=text, published=published,
        outlet=str(name) if name else None,
        extra=extra(author=message.get("from") if message.get("from") != name else None, forwarded_from=message.get("forwarded_from"),
                    edited=message.get("edited"), links=links[:20]),
    )  # fmt: skip


def _joined(text: object) -> str:
    """Telegram writes a message with links as a list of texts and objects."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(
            part if isinstance(part, str) else str(part.get("text", "")) if isinstance(part, dict) else ""
            for part in text
        )
    return ""


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name).strip("-")[:40] or "chat"


def is_telegram_html(text: str) -> bool:
    """Whether the page is a messages.html of Telegram Desktop."""
    return 'class="page_wrap"' in text[:20_000] and 'class="history"' in text


_TITLE_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d)(?::\d\d)?(?: UTC([+-]\d\d):?(\d\d))?")


def read_telegram_html(raw: Raw, text: str) -> Iterator[Report]:
    """The messages of an HTML export; joined messages have the name of the one before."""
    root = parse_page(text, raw.where)
    name = next((t for e in root.iter("div") if _has(e, "page_header") and (t := _inner(e))), None)
    digest, first, sender = raw.digest, True, None
    for element in root.iter("div"):
        if not _has(element, "message"):
            continue
        ident = (element.get("id") or "").removeprefix("message") or "0"
        where = f"{raw.where}, message {ident}"
        if _has(element, "service"):
            yield Report(where=where, skipped="a service message")
            continue
        parts = {cls: e for e in element.iter("div") for cls in ("from_name", "text", "date") if _has(e, cls)}
        sender = (_inner(parts["from_name"]) if "from_name" in parts else None) or sender
        said = _lines(parts["text"]) if "text" in parts else ""
        if len(said.split()) < _LEAST:
            yield Report(where=where, skipped="a message of fewer than three words")
            continue
        kept = Document(id=f"telegram-{_slug(name or '')}-{ident}", text=said, outlet=name or sender,
                        published=_title_time(parts["date"].get("title") or "") if "date" in parts else None,
                        extra=extra(author=sender if sender != name else None))  # fmt: skip
        yield Report(where=where, document=kept, raw=raw if first else None, digest=digest)
        first = False


def _has(element: etree._Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _inner(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _lines(element: etree._Element) -> str:
    pieces: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if one.tag == "br" else one.text or "")
        elif one is not element:
            pieces.append(one.tail or "")
    text = "".join(pieces)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _title_time(text: str) -> str | None:
    match = _TITLE_TIME.match(text)
    if match is None:
        return None
    day, month, year, hour, minute, ahead, rest = match.groups()
    return machine_time(f"{year}-{month}-{day}T{hour}:{minute}" + (f"{ahead}:{rest}" if ahead else ""))


_WA = re.compile(
    r"^[\u200e\u200f\ufeff]*\[?(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{2,4})[,،]?\s+(\d{1,2}):(\d{2})(?::\d{2})?[\s\u202f]*([صم]|[AaPp]\.?\s?[Mm]\.?)?\]?"
    r"\s*(?:[-–]\s*)?[\u200e\u200f]*([^:\n]{1,80}):\s(.*)$"
)
_WA_ANY = re.compile(r"^[\u200e\u200f\ufeff]*\[?\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}[,،]?\s+\d{1,2}:\d{2}")
_DIGITS = {0x0660 + n: str(n) for n in range(10)} | {0x06F0 + n: str(n) for n in range(10)}
_MEDIA = re.compile(
    r"<[^<>]{3,60}>|‎?(?:image|video|audio|sticker|document|GIF) omitted|تم حذف هذه الرسالة|This message was deleted",
    re.IGNORECASE,
)


def is_whatsapp(text: str) -> bool:
    """Whether most of the first lines that begin with a date are those of a WhatsApp export."""
    lines = [line.translate(_DIGITS) for line in text[:6000].split("\n")[:40] if line.strip()]
    dated = sum(_WA_ANY.match(line) is not None for line in lines)
    return (
        bool(lines)
        and dated >= 1
        and _WA_ANY.match(lines[0]) is not None
        and any(_WA.match(line) for line in lines)
    )


def read_whatsapp(raw: Raw) -> Iterator[Report]:
    """The messages of a WhatsApp export. Its dates have no zone and no fixed order; the whole file settles the order."""
    lines = decode(raw.data, raw.charset).text.replace("\r\n", "\n").split("\n")
    messages: list[tuple[int, re.Match[str], list[str]]] = []
    notices: list[int] = []
    for number, line in enumerate(lines, 1):
        western = line.translate(_DIGITS)
        if match := _WA.match(western):
            messages.append((number, match, [match[8]]))
        elif _WA_ANY.match(western):
            notices.append(number)
        elif messages:
            messages[-1][2].append(line)
    order = _order([match for _, match, _ in messages])
    name = _chat_name(raw.where)
    digest, first = raw.digest, True
    for number, match, said in messages:
        where = f"{raw.where}:{number}"
        text = _MEDIA.sub("", "\n".join(said)).strip()
        if len(text.split()) < _LEAST:
            yield Report(where=where, skipped="a message of fewer than three words")
            continue
        published = _wa_time(match, order)
        kept = Document(id=f"whatsapp-{_slug(name)}-{raw.digest.hex()[:8]}-{number}", text=text, published=published, outlet=name,
                        extra=extra(author=match[7].strip(), order=None if order != "open" else "day and month may be exchanged"))  # fmt: skip
        yield Report(where=where, document=kept, raw=raw if first else None, digest=digest)
        first = False
    for number in notices:
        yield Report(where=f"{raw.where}:{number}", skipped="a service message")
    if not messages:
        raise InputError(39, "there is no message in it.", where=raw.where)


def _order(found: list[re.Match[str]]) -> str:
    """``ymd``, ``mdy``, ``dmy``, or ``open`` where no date of the file tells (read as day first)."""
    if any(len(match[1]) == 4 for match in found):
        return "ymd"
    if any(int(match[1]) > 12 for match in found):
        return "dmy"
    if any(int(match[2]) > 12 for match in found):
        return "mdy"
    return "open"


def _wa_time(match: re.Match[str], order: str) -> str | None:
    one, two, three = int(match[1]), int(match[2]), int(match[3])
    year, month, day = {"ymd": (one, two, three), "mdy": (three, one, two)}.get(order, (three, two, one))
    if year < 100:
        year += 2000
    hour, half = int(match[4]), (match[6] or "").lower()[:1]
    if half in ("م", "p"):
        hour = hour % 12 + 12
    elif half in ("ص", "a"):
        hour = hour % 12
    try:
        return datetime(year, month, day, hour, int(match[5])).isoformat(timespec="minutes")
    except ValueError:
        return None


def _chat_name(where: str) -> str:
    name = re.split(r"[/\\,]", where)[0 if where.endswith("_chat.txt") else -1].strip()
    name = re.sub(r"\.(?:txt|zip)$", "", name)
    return (
        re.sub(r"^(?:WhatsApp Chat (?:with|-)|دردشة (?:واتساب|WhatsApp) مع|محادثة واتساب مع)\s*", "", name)
        or "WhatsApp"
    )
