"""Bytes to text, whatever the page says of its own encoding.

Arabic pages declare UTF-8 and send windows-1256, declare ISO-8859-6 and send UTF-8, and carry text that went through
two encodings. Valid UTF-8 is believed first; of the old encodings the one that gives more Arabic words is taken.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct


class Decoded(Struct, frozen=True):
    """``encoding`` is how it was read; ``note`` says what was mended, where something was."""

    text: str
    encoding: str
    note: str | None = None


_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{3,24})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{3,24})""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_OLD = ("cp1256", "iso8859_6", "cp1252")


def declared(raw: bytes, header: str | None = None) -> str | None:
    """The encoding that the headers or the first bytes name, as Python knows it."""
    names = [header] if header else []
    for pattern in (_XML, _META):
        if match := pattern.search(raw[:4096]):
            names.append(match[1].decode("ascii", "replace"))
    for name in names:
        try:
            return codecs.lookup(name.strip().strip("\"'")).name
        except (LookupError, ValueError):
            continue
    return None


def decode(raw: bytes, header: str | None = None) -> Decoded:
    """The text of ``raw``. ``header`` is the charset of its Content-Type. Never fails: the worst byte is U+FFFD."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return Decoded(raw[len(bom) :].decode(encoding, "replace"), encoding)
    said = declared(raw, header)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(raw, said)
    if said and said.startswith("utf-16"):  # a name inside bytes that could be read is not true of them
        said = None
    if raw.isascii() and said in ("utf-7", "hz", "iso2022_jp"):
        said = None
    text, mended = undouble(text)
    if mended:
        return Decoded(text, "utf-8", f"was encoded twice, over {mended}")
    note = f"says {said}, is utf-8" if said not in (None, "utf-8", "ascii", "us-ascii") else None
    return Decoded(text, "utf-8", note)


def _not_utf8(raw: bytes, said: str | None) -> Decoded:
    loose = raw.decode("utf-8", "replace")
    broken, arabic = loose.count("\ufffd"), _arabic(loose)
    if arabic > 20 * broken:
        text, _ = undouble(loose)
        return Decoded(text, "utf-8", f"{broken} bytes are not utf-8")
    names = list(dict.fromkeys([*([said] if said and said != "utf-8" else []), *_OLD]))
    best = None
    for name in names:
        try:
            text = raw.decode(name, "replace")
        except (LookupError, ValueError):
            continue
        score = _likely(text)
        if best is None or score > best[0]:
            best = score, name, text
    if best is None or best[0] <= 0:
        fallback = said if said in names else "cp1252"
        return Decoded(raw.decode(fallback, "replace"), fallback)
    _, name, text = best
    return Decoded(text, name, f"says {said}, is {name}" if said not in (name, None) else None)


_LETTER = re.compile("[\u0621-\u064a]")
_ARTICLE = re.compile(r"(?<![\u0621-\u064a])(?:و|ب|ف|ك)?ال[\u0621-\u064a]{2}|(?<![\u0621-\u064a])(?:في|من|على|إلى)(?![\u0621-\u064a])")  # fmt: skip


def _arabic(text: str) -> int:
    return len(_LETTER.findall(text))


def _likely(text: str) -> float:
    """How much of it reads as Arabic: its commonest words and the article, less what stands in no Arabic word."""
    odd = sum(text.count(c) for c in "\ufffd¤ڑ‏ژچں") + len(re.findall("[\x80-\x9f]", text))
    return len(_ARTICLE.findall(text)) * 5 + _arabic(text) * 0.1 - odd


# windows-1252 as browsers have it: bytes without a character stand for themselves.
_TO_1252 = {
    ch: bytes([b])
    for b in range(256)
    for ch in [bytes([b]).decode("cp1252", "ignore") or chr(b)]
}  # fmt: skip
_TWICE = {
    "windows-1252": re.compile("[ØÙÚÛ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"),
    "windows-1256": re.compile("[طظع][\u00a0-\u00bb\u0152\u0153\u0192\u02c6\u2013-\u203a\u20ac\u2122\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u200c-\u200f\u060c\u061b\u061f\u06c1]"),
}  # fmt: skip


# Alif and lam, the commonest letters, as they look after it: without them there is nothing to look for.
_MARKS = {"windows-1252": ("Ø§", "Ù„"), "windows-1256": ("ط§", "ظ„")}


def undouble(text: str) -> tuple[str, str | None]:
    """The text before UTF-8 was taken for an old encoding and encoded again; and which, None where it was not."""
    for name, pattern in _TWICE.items():
        if not any(mark in text for mark in _MARKS[name]):
            continue
        found = len(pattern.findall(text))
        if found < 12 or found * 2 < 0.4 * sum(ord(c) > 127 for c in text):
            continue
        lines = [_once(line, name) for line in text.split("\n")]
        fixed = "\n".join(lines)
        if _arabic(fixed) > found * 0.8 and len(pattern.findall(fixed)) < found // 10:
            return fixed, name
    return text, None


def _once(line: str, name: str) -> str:
    try:
        raw = b"".join(_TO_1252[ch] for ch in line) if name == "windows-1252" else line.encode("cp1256")
        return raw.decode("utf-8")
    except (KeyError, UnicodeError):
        return line
