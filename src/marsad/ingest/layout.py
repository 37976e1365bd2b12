"""Glyphs of a page, each with its place, as lines, columns, rows of tables and paragraphs in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from msgspec import Struct

from marsad.ingest.order import in_reading_order, is_mark, is_rtl, lam_first, mended, plain_letters, turned


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


def rows_of(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
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


def pieces_of(row: list[Glyph], rtl: bool, space: float) -> list[Line]:
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


def blocks_of(rows: list[list[Line]], rtl: bool) -> list[list[Line]]:
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
            out.extend(blocks_of([row for row in side if row], rtl))
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


def paragraphs(pages: list[list[list[Line]]]) -> list[str]:
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
