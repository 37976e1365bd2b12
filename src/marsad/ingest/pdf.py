"""PDF with a text layer: where each glyph stands, and from that lines, columns and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from itertools import pairwise
from math import atan2, hypot, pi
from statistics import median
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.order import in_reading_order, is_mark, is_rtl, lam_first, mended, plain_letters, turned
from marsad.ingest.records import Raw, extra, ident
from marsad.model import Document

MOST_PAGES = 2_000
MOST_GLYPHS = 200_000
"""The most glyphs that are read of one page."""


class Glyph(Struct):
    """What one glyph stands for, and where: x from left to right, y up the page, in points."""

    text: str
    x: float
    left: float
    right: float
    y: float
    size: float
    middle: float
    """The middle of its ink, by which the letters of one glyph are told apart."""


class Line(Struct):
    """A piece of a line between two gaps: its text in reading order, and where it stands."""

    text: str
    left: float
    right: float
    y: float
    size: float


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
        what = "the PDF is locked by a password." if locked else f"the PDF is damaged: {str(error)[:80]}."
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
    except pypdfium2.PdfiumError as error:
        raise InputError(37, f"the PDF is damaged: {str(error)[:80]}.", where=raw.where) from None
    finally:
        file.close()
    removed = _running(pages, title)
    text = "\n\n".join(_paragraphs(pages))
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
            _blocks(
                [line for row in _rows(glyphs) if (line := _pieces(row, rtl, 0.27 if spaced else 0.18))], rtl
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


# --- lines -------------------------------------------------------------------------------------------------


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs that stand on one line across the page, from the top down. Marks go with the letters nearest to them."""
    marks = [glyph for glyph in glyphs if is_mark(glyph.text)]
    rows: list[list[Glyph]] = []
    for glyph in sorted((g for g in glyphs if not is_mark(g.text)), key=lambda g: -g.y):
        row = rows[-1] if rows else None
        # A letter with a mark may stand a little off the line; two lines are a whole letter apart.
        size = min(row[-1].size, glyph.size) if row else 0.0
        if row and row[-1].y - glyph.y <= 0.3 * size and row[0].y - glyph.y <= 0.7 * size:
            row.append(glyph)
        else:
            rows.append([glyph])
    heights = [median(glyph.y for glyph in row) for row in rows]
    for mark in marks:
        if rows:
            rows[min(range(len(rows)), key=lambda n: abs(heights[n] - mark.y))].append(mark)
    yield from rows


def _pieces(row: list[Glyph], rtl: bool, space: float) -> list[Line]:
    """The row cut where a gap is wider than between words, from left to right."""
    clusters = _clusters(row)
    pieces: list[list[list[Glyph]]] = []
    right = 0.0
    for cluster in clusters:
        left, end = _room(cluster)
        if cluster[0].text == " ":
            if pieces:
                pieces[-1].append(cluster)
            continue
        if not pieces or left - right > _GAP * cluster[0].size:
            pieces.append([])
        pieces[-1].append(cluster)
        right = end if len(pieces[-1]) == 1 else max(right, end)
    return [line for piece in pieces if (line := _said(piece, rtl, space)) is not None]


_GAP = 0.8
"""Spaces wider than this, in heights of the letters, may part columns."""

_CELL = 1.4
"""Those wider than this part the cells of a table; a justified line has none so wide."""


def _room(cluster: list[Glyph]) -> tuple[float, float]:
    """From where to where the letter reaches; the marks on it may reach over its neighbours."""
    own = [glyph for glyph in cluster if not is_mark(glyph.text)] or cluster
    return min(glyph.left for glyph in own), max(glyph.right for glyph in own)


def _clusters(row: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs with what belongs to them: several letters of one, and the marks on it, in reading order."""
    letters = sorted((g for g in row if not is_mark(g.text)), key=lambda g: (g.x, g.middle))
    out: list[list[Glyph]] = []
    for glyph in letters:
        last = out[-1] if out else None
        if (
            last
            and abs(last[-1].x - glyph.x) < 0.02 * glyph.size
            and glyph.text != " "
            and last[-1].text != " "
        ):
            if all(
                abs(one.middle - glyph.middle) > 0.01 * glyph.size or one.text != glyph.text for one in last
            ):
                last.append(glyph)
        elif last and last[-1].text == glyph.text != " " and abs(last[-1].x - glyph.x) < 0.08 * glyph.size:
            continue  # printed twice, a little apart, to look bold
        else:
            out.append([glyph])
    for cluster in out:
        if len(cluster) > 1 and is_rtl([g.text for g in cluster]):
            cluster.reverse()
            texts = lam_first([g.text for g in cluster])
            cluster[:] = [next(g for g in cluster if g.text == text) for text in texts]
    if not out:
        return out
    for mark in sorted((g for g in row if is_mark(g.text)), key=lambda g: not _is_shadda(g.text)):
        own = [c for c in out if abs(c[0].x - mark.x) < 0.02 * mark.size and c[0].text != " "]
        cluster = min(own or [c for c in out if c[0].text != " "] or out,
                      key=lambda c: abs((c[0].left + c[0].right) / 2 - mark.middle))  # fmt: skip
        cluster.append(mark)
    return out


def _is_shadda(text: str) -> bool:
    return text == "\u0651"


def _said(piece: list[list[Glyph]], rtl: bool, space: float) -> Line | None:
    """The piece in reading order, spaces put where glyphs stand apart."""
    while piece and piece[-1][0].text == " ":
        piece.pop()
    if not piece:
        return None
    texts: list[str] = []
    right = None
    for cluster in piece:
        left, end = _room(cluster)
        if (
            cluster[0].text != " "
            and right is not None
            and texts[-1] != " "
            and left - right > space * cluster[0].size
        ):
            texts.append(" ")
        texts.append("".join(glyph.text for glyph in cluster))
        right = end if right is None else max(right, end)
    order = in_reading_order(texts, rtl)
    line = plain_letters("".join(texts[at] for at in order))
    every = [glyph for cluster in piece for glyph in cluster]
    return Line(
        re.sub(r" +", " ", mended(turned(line)) if rtl or is_rtl(texts) else line).strip(),
        min(glyph.left for glyph in every),
        max(glyph.right for glyph in every),
        median(glyph.y for glyph in every),
        median(glyph.size for glyph in every),
    )


# --- blocks ------------------------------------------------------------------------------------------------


def _blocks(rows: list[list[Line]], rtl: bool) -> list[list[Line]]:
    """Rows as blocks: columns one after the other, the right one first in Arabic; the cells of a table row by row."""
    out: list[list[Line]] = [[]]
    at = 0
    while at < len(rows):
        end, gutter = _columns(rows, at)
        if gutter is None:
            cells = rows[at][::-1] if rtl else rows[at]
            out[-1].append(_row(cells))
            at += 1
            continue
        sides = (
            [[c for c in row if (c.left >= gutter) == right] for row in rows[at:end]]
            for right in (rtl, not rtl)
        )
        for side in sides:
            out.extend(_blocks([row for row in side if row], rtl))
        out.append([])
        at = end
    return [block for block in out if block]


def _row(cells: list[Line]) -> Line:
    """The pieces of one row, in reading order, as one line: cells apart by a bar, words that only stand wide by a space."""
    text = cells[0].text
    for before, cell in pairwise(cells):
        gap = max(cell.left - before.right, before.left - cell.right)
        text += (" | " if gap > _CELL * max(cell.size, before.size) else " ") + cell.text
    return Line(
        text, min(c.left for c in cells), max(c.right for c in cells), cells[0].y, max(c.size for c in cells)
    )


def _columns(rows: list[list[Line]], start: int) -> tuple[int, float | None]:
    """Where columns that begin with this row end, and the middle of the gap between them; None where there are none."""
    best: tuple[int, float | None] = (start, None)
    # The lines of two columns need not stand at one height: pieces beside each other within a few lines are enough.
    near = sorted((piece for row in rows[start : start + 4] for piece in row), key=lambda piece: piece.left)
    for left, right in ((a, b) for n, a in enumerate(near) for b in near[n + 1 :] if b.left > a.right):
        if not any(piece is left or piece is right for piece in rows[start]):
            continue
        low, high = left.right, right.left
        end = start
        sides: tuple[list[Line], list[Line]] = ([], [])
        for row in rows[start:]:
            a = max((c.right for c in row if (c.left + c.right) / 2 < (low + high) / 2), default=low)
            b = min((c.left for c in row if (c.left + c.right) / 2 >= (low + high) / 2), default=high)
            if min(b, high) - max(a, low) < 0.8 * row[0].size or any(
                c.left < max(a, low) and c.right > min(b, high) for c in row
            ):
                break
            low, high = max(a, low), min(b, high)
            for c in row:
                sides[c.left >= (low + high) / 2].append(c)
            end += 1
        prose = all(len(one) >= 3 and sum(len(c.text.split()) for c in one) >= 4 * len(one) for one in sides)
        if prose and end > best[0]:
            best = (end, (low + high) / 2)
    return best


_ENDS = re.compile(r"[.!?؟:؛…][\s\"'»”)\]]*$")
_ITEM = re.compile(r"[•●▪■◦]|[*–-]\s|[\d٠-٩]{1,3}\s?[.)-]\s")
_COUNT = re.compile(r"[\d٠-٩]+")


def _paragraphs(pages: list[list[list[Line]]]) -> list[str]:
    """Lines joined to paragraphs: one goes on in the next, on the next page too, where no further word had room in it."""
    out: list[str] = []
    before: Line | None = None
    rest = 0.0
    for block in (block for page in pages for block in page if block):
        left, right = min(line.left for line in block), max(line.right for line in block)
        steps = sorted(a.y - b.y for a, b in pairwise(block) if 0 < a.y - b.y < 4 * a.size)
        # Most blocks have more lines than paragraphs: of the gaps the small one is that between two lines.
        step = steps[len(steps) // 4] if steps else 0.0
        for number, line in enumerate(block):
            if before is not None and _goes_on(before, line, rest):
                near = 0 < before.y - line.y <= 1.35 * step if number else not _ENDS.search(before.text)
            else:
                near = False
            if near:
                out[-1] += " " + line.text
            else:
                out.append(line.text)
            before = line
            rest = (line.left - left if is_rtl(line.text) else right - line.right) / max(right - left, 1.0)
    return out


def _goes_on(before: Line, line: Line, rest: float) -> bool:
    """Whether the line may go on from the one before, which leaves a ``rest`` (a share of the width) free at its end."""
    if abs(before.size - line.size) > 0.15 * line.size or _ITEM.match(line.text):
        return False
    if " | " in line.text or " | " in before.text or before.right - before.left < 8 * before.size:
        return False
    word = (len(line.text.split()[0]) + 1) / max(len(before.text), 1) * (1 - rest)
    return rest < 0.05 or rest < min(1.2 * word, 0.3)


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
    for page, block, number in sorted(gone, reverse=True):
        del pages[page][block][number]
    return removed


_ADDRESS = re.compile(r"https?://[^\s|]+")
_PRINTED = re.compile(r"(?:\d+/\d+ \| )?(?:https?|file)://[^\s|]+(?: \| \d+/\d+)?")
