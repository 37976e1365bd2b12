"""PDF with a text layer: where each glyph stands, and from that lines, columns and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from math import atan2, hypot, pi
from statistics import median
from typing import Any

from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.layout import Glyph, Line, blocks_of, paragraphs, pieces_of, rows_of
from marsad.ingest.order import is_rtl, plain_letters
from marsad.ingest.records import Raw, extra, ident
from marsad.model import Document

MOST_PAGES = 2_000
MOST_GLYPHS = 200_000
"""The most glyphs that are read of one page."""


def read_pdf(raw: Raw) -> Document:
    """The text layer of a PDF as one report, in the order it is read in, joined forms given as plain letters.

    Heads and feet that pages repeat are left out, and kept in ``extra.removed``. Raises ``InputError`` where the package
    for it is missing, the file is locked or damaged, or holds only pictures.
    """
    try:
        import pypdfium2
    except ImportError:
        raise InputError(
            60,
            "reading PDF needs the package pypdfium2.",
            where=raw.where,
            mend="Install it: pip install 'marsad[pdf]'.",
        ) from None
    try:
        file = pypdfium2.PdfDocument(raw.data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        locked = "password" in str(error).lower()
        what = (
            "the PDF is locked by a password."
            if locked
            else f"the PDF is damaged: {str(error)[:80].rstrip('.')}."
        )
        raise InputError(37, what, where=raw.where, mend="Save it without one." if locked else None) from None
    try:
        if len(file) > MOST_PAGES:
            raise InputError(
                44,
                f"the PDF has {len(file):,} pages; at most {MOST_PAGES:,} are read.",
                where=raw.where,
                mend="Split it.",
            )
        pages = [_page(file, number) for number in range(len(file))]
        title = (file.get_metadata_dict().get("Title") or "").strip() or None
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:  # a place that is no number
        raise InputError(37, f"the PDF is damaged: {str(error)[:80].rstrip('.')}.", where=raw.where) from None
    finally:
        file.close()
    removed = _running(pages, title)
    text = "\n\n".join(paragraphs(pages))
    if sum(ch.isalpha() for ch in text) < 20:
        raise InputError(37, "the PDF has no text layer: its pages are pictures.", where=raw.where,
                         mend="Recognise its text first (OCR), then add the result.")  # fmt: skip
    address = next((found[0] for line in removed if (found := _ADDRESS.search(line))), None)
    kept = Document(id="-", text=text, title=plain_letters(title) if title and " " in title else None, url=raw.url or address,
                    extra=extra(fetched=raw.fetched, pages=len(pages), removed=[["page", line] for line in removed]))  # fmt: skip
    stem = re.sub(r"[^\w.-]+", "_", re.split(r"[/\\]", raw.where)[-1].rsplit(".", 1)[0])[:60] or "document"
    return replace(kept, id=ident(stem, kept))


# --- glyphs ------------------------------------------------------------------------------------------------


def _page(file: Any, number: int) -> list[list[Line]]:
    """The page's blocks in reading order, each a list of lines."""
    page = file[number]
    layer = page.get_textpage()
    try:
        turns: dict[int, list[Glyph]] = {}
        for turn, glyph in _glyphs(layer):
            turns.setdefault(turn, []).append(glyph)
    finally:
        layer.close()
        page.close()
    # What stands upright on most of the page first; a note or a watermark across it after that.
    out: list[list[Line]] = []
    for glyphs in sorted(turns.values(), key=len, reverse=True):
        rtl = is_rtl([glyph.text for glyph in glyphs])
        # Where the page has spaces of its own, only a wide gap is one more.
        spaced = sum(glyph.text == " " for glyph in glyphs) * 12 > len(glyphs)
        out.extend(
            blocks_of(
                [line for row in rows_of(glyphs) if (line := pieces_of(row, rtl, 0.27 if spaced else 0.18))],
                rtl,
            )
        )
    return out


def _glyphs(layer: Any) -> Iterator[tuple[int, Glyph]]:
    """Every glyph with the direction it stands in (quarters of a turn), its place turned upright."""
    import pypdfium2.raw as pdfium

    x, y = c_double(), c_double()
    ink = [c_double() for _ in range(4)]  # left, right, bottom, top
    loose = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    for at in range(min(max(pdfium.FPDFText_CountChars(layer), 0), MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(layer, at)
        if code < 32 or code in _NO_CHARACTER or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        if pdfium.FPDFText_IsGenerated(layer, at) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(layer, at, x, y)
        pdfium.FPDFText_GetCharBox(layer, at, *ink)
        pdfium.FPDFText_GetLooseCharBox(layer, at, loose)
        pdfium.FPDFText_GetMatrix(layer, at, matrix)
        a, b = matrix.a, matrix.b
        if a * matrix.d - b * matrix.c < 0:  # mirrored, as text recognition sets Arabic
            a, b = -a, -b
        turn = round(atan2(b, a) / (pi / 2)) % 4
        size = abs(pdfium.FPDFText_GetFontSize(layer, at)) * (hypot(matrix.c, matrix.d) or 1.0)
        place, ends, middle = _upright(
            turn,
            (x.value, y.value),
            (loose.left, loose.right, loose.bottom, loose.top),
            tuple(one.value for one in ink),
        )
        char = chr(code)
        # A space of no width was put in by the library, where it supposes one.
        if not char.isspace() or ends[1] - ends[0] > 0.05 * size:
            # In some fonts the box is that of the ink alone: the origin says where the glyph's own room begins.
            left = min(ends[0], place[0])
            yield (
                turn,
                Glyph(" " if char.isspace() else char, place[0], left, ends[1], place[1], size, middle),
            )


_NO_CHARACTER = frozenset((0x7F, 0xAD, 0xFFFD, 0xFFFE, 0xFFFF, *range(0x80, 0xA0), *range(0x202A, 0x202F)))


def _upright(
    turn: int, at: tuple[float, float], box: tuple[float, ...], ink: tuple[float, ...]
) -> tuple[tuple[float, float], tuple[float, float], float]:
    """Origin, ends and middle of the ink of a glyph as they are where the page is turned so that it stands upright."""
    x, y = at
    if turn % 2:
        sign = 1 if turn == 1 else -1
        ends = sorted((sign * box[2], sign * box[3]))
        return (sign * y, -sign * x), (ends[0], ends[1]), sign * (ink[2] + ink[3]) / 2
    sign = 1 if turn == 0 else -1
    ends = sorted((sign * box[0], sign * box[1]))
    return (sign * x, sign * y), (ends[0], ends[1]), sign * (ink[0] + ink[1]) / 2


# --- heads and feet ---------------------------------------------------------------------------------------

_COUNT = re.compile(r"[\d٠-٩]+")


def _running(pages: list[list[list[Line]]], title: str | None) -> list[str]:
    """Take numbers of pages, and the heads and feet that pages share, out of the pages; give them back.

    A browser prints title and time of printing above a page, its address and number below.
    """
    ends: list[tuple[int, int, int]] = []
    for number, page in enumerate(pages):
        lines = [(b, n) for b, block in enumerate(page) for n in range(len(block))]
        by_height = sorted(lines, key=lambda at: -page[at[0]][at[1]].y)
        ends.extend((number, b, n) for b, n in dict.fromkeys((*by_height[:2], *by_height[-2:])))
    size = median([line.size for page in pages for block in page for line in block] or [0.0])

    def line(at: tuple[int, int, int]) -> Line:
        return pages[at[0]][at[1]][at[2]]

    def shape(at: tuple[int, int, int]) -> str:
        return _COUNT.sub("#", line(at).text).strip(" -–|.")

    often = Counter(shape(at) for at in ends)
    gone = [
        at
        for at in ends
        if shape(at) in ("#", "# / #", "#/#")
        or _PRINTED.fullmatch(line(at).text)
        or (title and title in line(at).text and line(at).size < 0.85 * size and _COUNT.search(line(at).text))
        or (len(pages) >= 3 and often[shape(at)] * 2 > len(pages))
    ]
    removed = [line(at).text for at in gone]
    for on, block, row in sorted(gone, reverse=True):
        del pages[on][block][row]
    return removed


_ADDRESS = re.compile(r"https?://[^\s|]+")
_PRINTED = re.compile(r"(?:\d+/\d+ \| )?(?:https?|file)://[^\s|]+(?: \| \d+/\d+)?")
