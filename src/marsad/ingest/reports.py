"""Report files: JSON Lines with one report a line, or a plain text that is one report.

A faulty line costs that line only: it comes out as an ``InputError`` in its place, and the next line is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from marsad.errors import InputError
from marsad.model import Document

MAX_CHARACTERS = 6_000_000
"""The longest report that is read, in code points: a shelf of books. Longer ones are an archive in one file."""

MAX_LINE = 64_000_000
"""The longest line that is taken into memory, in bytes."""

_KNOWN = ("id", "text", "title", "published", "outlet", "url", "source")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip or Word file"), (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"SQLite format 3", "an SQLite file"), (b"\x28\xb5\x2f\xfd", "a zstd file"), (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file of before 2007"), (b"{\\rtf", "an RTF file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!", "a RAR archive"),
)  # fmt: skip


class Line(Struct, frozen=True):
    """One non-empty line of a report file: the document, or the fault that kept it from being one.

    ``size`` is the bytes of the file read up to and including it; ``digest`` the SHA-256 of the line's own.
    """

    where: str
    size: int
    document: Document | None = None
    fault: InputError | None = None
    digest: bytes = b""


@contextmanager
def opened(name: str, stdin: BinaryIO) -> Iterator[BinaryIO]:
    """The bytes of the file, or of ``stdin`` for ``-``. Raises ``InputError`` where it cannot be opened."""
    if name == "-":
        with nullcontext(stdin) as stream:
            yield stream
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115
    except FileNotFoundError:
        raise InputError(1, "there is no such file.", where=shown(name), mend="Check the path.") from None
    except IsADirectoryError:
        raise InputError(2, "this is a folder.", where=shown(name), mend="Name the files in it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(2, f"the file cannot be read: {reason}.", where=shown(name),
                         mend="Check its rights.") from error  # fmt: skip
    with stream:
        yield stream


def shown(name: str) -> str:
    """A file name that can be printed: what is not text in it is escaped."""
    return "standard input" if name == "-" else name.encode("utf-8", "backslashreplace").decode()


def refuse_binary(head: bytes, where: str) -> None:
    """Raise ``InputError`` where the first bytes are those of a PDF, a picture, an archive, UTF-16 …"""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise InputError(
                4, f"this is {what}, not text.", where=where, mend="Give the report's text in UTF-8."
            )
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(5, "the text is in UTF-16, not UTF-8.", where=where,
                         mend="Convert it: iconv -f UTF-16 -t UTF-8.")  # fmt: skip
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if control > len(head) // 20 and not _is_text(head):
        raise InputError(
            4, "this is a binary file, not text.", where=where, mend="Give the report's text in UTF-8."
        )


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3  # the cut fell inside a character
    return b"\0\0\0" not in head


def read_text(name: str, stdin: BinaryIO) -> str:
    """A plain text file, whole. Raises ``InputError`` where it is empty, not UTF-8, binary or too long."""
    where = shown(name)
    with opened(name, stdin) as stream:
        try:
            raw = stream.read(4 * MAX_CHARACTERS + 5)
        except OSError as error:
            raise InputError(2, f"the file cannot be read: {error.strerror}.", where=where) from error
    return text_of(raw, where)


def text_of(raw: bytes, where: str) -> str:
    """As ``read_text``, of bytes that were read already."""
    if not raw.strip():
        raise InputError(3, "the file is empty.", where=where, mend="Give a report in Arabic, in UTF-8.")
    refuse_binary(raw[:4096], where)
    if len(raw) > 4 * MAX_CHARACTERS + 4:
        raise _too_long(f"more than {MAX_CHARACTERS:,}", where)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error, f"{where}:{raw.count(10, 0, error.start) + 1}") from None
    if len(text) > MAX_CHARACTERS:
        raise _too_long(f"{len(text):,}", where)
    return text


def _too_long(count: str, where: str) -> InputError:
    return InputError(6, f"the report has {count} characters; at most {MAX_CHARACTERS:,} are read as one.",
                      where=where, mend="Split it into its reports.")  # fmt: skip


def _not_utf8(raw: bytes, error: UnicodeDecodeError, where: str) -> InputError:
    try:
        letters = raw[:4096].decode("cp1256")
        arabic = sum("\u0620" <= c <= "\u064a" for c in letters)
        old = "WINDOWS-1256" if arabic > len(letters) // 4 else None
    except UnicodeDecodeError:
        old = None
    return InputError(5, f"byte {error.start + 1} is not UTF-8.", where=where,
                      mend=f"Convert it: iconv -f {old or 'its encoding'} -t UTF-8.")  # fmt: skip


def read_lines(name: str, stdin: BinaryIO) -> Iterator[Line]:
    """The reports of a JSON Lines file in order. Raises ``InputError`` where none can be read."""
    where = shown(name)
    size = number = found = 0
    with opened(name, stdin) as stream:
        while True:
            try:
                raw = stream.readline(MAX_LINE)
                size += len(raw)
                number += 1
                whole = len(raw) < MAX_LINE or raw.endswith(b"\n")
                if not whole:
                    raw = b"-"
                    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                        size += len(rest)
                    size += len(rest)
            except OSError as error:
                raise InputError(2, f"the file cannot be read: {error.strerror}.", where=where) from error
            if not raw:
                break
            if number == 1:
                refuse_binary(raw[:4096], where)
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            if not raw.strip():
                continue
            found += 1
            here = f"{where}:{number}"
            if not whole:
                fault = InputError(6, f"the line is longer than {MAX_LINE:,} bytes.", where=here,
                                   mend="Put one report on a line.")  # fmt: skip
                yield Line(here, size, None, fault)
                continue
            try:
                yield Line(here, size, parse(raw, here), digest=sha256(raw).digest())
            except InputError as fault:
                yield Line(here, size, None, fault)
    if not found:
        raise InputError(3, "there is no report in it.", where=where,
                         mend='Put one report on a line: {"id": "1", "text": "…"}.')  # fmt: skip


def parse(raw: bytes, where: str) -> Document:
    """The document of one JSON line; keys we do not know go to ``extra``. Raises ``InputError``."""
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _malformed(raw, where) from None
    if not isinstance(value, dict):
        raise InputError(8, f"the line is {_kind(value)}, not an object.", where=where,
                         mend='Write it as {"id": "1", "text": "…"}.')  # fmt: skip
    return _document(value, where)


def _malformed(raw: bytes, where: str) -> InputError:
    """Say what is wrong with a line that did not decode, with the column."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        return _not_utf8(raw, error, where)
    except json.JSONDecodeError as error:
        return InputError(7, f"the line is not JSON: {error.msg}.", where=f"{where}:{error.colno}",
                          mend="Write one JSON object on one line.")  # fmt: skip
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        return InputError(7, f"the line is not JSON: {what}.", where=where)
    field = "the line"
    if isinstance(value, dict):
        field = next(
            (f"«{k}»" for k, v in value.items() if isinstance(v, str) and _SURROGATE.search(v)), field
        )
    return InputError(9, f"{field} holds half a character (a lone surrogate such as \\ud83d).", where=where,
                      mend="Write the character whole, as UTF-8 or as a surrogate pair.")  # fmt: skip


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number")


def _document(value: dict[str, Any], where: str) -> Document:
    for field in ("id", "text"):
        if field not in value:
            raise InputError(10, f"«{field}» is missing.", where=where, mend=f'Add "{field}": "…".')
    for field in _KNOWN:
        found = value.get(field)
        if not isinstance(found, str) and (found is not None or field in ("id", "text")):
            mend = "Put it in quotation marks." if isinstance(found, int) else "Write it as text."
            raise InputError(11, f"«{field}» is {_kind(found)}, not text.", where=where, mend=mend)
    if not value["id"].strip():
        raise InputError(10, "«id» is empty.", where=where, mend="Give every report an id of its own.")
    if len(value["text"]) > MAX_CHARACTERS:
        raise _too_long(f"{len(value['text']):,}", where)
    published = value.get("published") or None
    if published is not None:
        check_date(published, where)
    return Document(
        id=value["id"], text=value["text"], title=value.get("title") or None, published=published,
        outlet=value.get("outlet") or None, url=value.get("url") or None, source=value.get("source") or None,
        extra={k: v for k, v in value.items() if k not in _KNOWN},
    )  # fmt: skip


def check_date(text: str, where: str | None, field: str = "published") -> str:
    """``text`` if it is an ISO date or date-time. Raises ``InputError``."""
    try:
        if text[4:5] != "-":
            raise ValueError
        datetime.fromisoformat(text)
    except ValueError:
        raise InputError(12, f"«{field}» is «{text[:40]}», not a date.", where=where,
                         mend="Write it as 2021-01-24 or 2021-01-24T18:30.") from None  # fmt: skip
    return text


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
