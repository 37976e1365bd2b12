"""The first stage: what of a saved page is the report.

A page is judged line by line: words that sites put around reports (``data/furniture.yaml``), then the shapes
that need no words: headlines in a row, texts said twice, teasers cut short. Inside the report a doubtful line
stays; after its end a doubtful line goes. Offsets are code points of ``Document.text``; nothing is rewritten.
Time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from marsad.model import Document
from marsad.reading.page.card_words import CardWords
from marsad.reading.page.cards import keep_cards
from marsad.reading.page.lines import (
    Does,
    FurnitureTable,
    Hit,
    Line,
    Role,
    compile_furniture,
    page_lines,
    rule_of,
    squash,
)
from marsad.reading.page.other_stories import (
    cards_between,
    headlines_after,
    headlines_before,
    is_of_another,
    only_headlines,
    summarised_cards,
)
from marsad.reading.page.published import embedded_day, is_date, page_date
from marsad.reading.page.shapes import (
    cards_told_twice,
    closes_sentences,
    credited_pictures,
    dated_headlines,
    doubled_cards,
    dressed_cards,
    drop,
    headlineish,
    is_prose,
    repeated_inside,
    repeats,
    trailing,
)
from marsad.reading.page.stamped import take_out, up_to
from marsad.reading.page.stamps import Stamp, stamps_of

__all__ = ["Body", "FurnitureTable", "Region", "Removed", "compile_furniture", "find_body"]


class Region(Struct, frozen=True, gc=False):
    """A stretch of the report. ``time`` is the time stamp of a live page's update, as HH:MM.

    ``day`` is that of a message's or an item's stamp, ISO; ``day_at`` is where it stands; ``story``: which item of a feed.
    """

    start: int
    end: int
    role: Role
    time: str | None = None
    day: str | None = None
    day_at: tuple[int, int] | None = None
    story: int = 0


class Removed(Struct, frozen=True, gc=False):
    """A stretch of the page that is not the report. ``reason`` is the rule's id or the shape's name."""

    start: int
    end: int
    reason: str


class Body(Struct, frozen=True, gc=False):
    """The report within its page.

    ``published`` is an ISO day read from the page where the document gives none. ``title_in_text`` is where
    the text repeats the document's title; ``headline`` is the part of ``Document.title`` left when the site's
    name is cut off.
    """

    regions: tuple[Region, ...]
    removed: tuple[Removed, ...]
    published: str | None = None
    title_in_text: tuple[int, int] | None = None
    headline: tuple[int, int] | None = None


def find_body(document: Document, table: FurnitureTable, page: bool = True) -> Body:
    """Tell the report from the rest of its page. Where no report is found, doubtful lines stay.

    ``page`` is false for a stretch of an archive: no page has one end there, so only lines that say themselves
    what they are go.
    """
    text = document.text
    lines, cuts, posted = page_lines(text, table)
    for line in lines:
        line.rule = rule_of(line, table)
    if not page:
        for line in lines:
            if _ruled(line) and line.rule is not None:
                drop(line, line.rule.id)
            else:
                line.role = "body"
        return Body(tuple(_regions(text, lines, {})), tuple(_removed(text, lines, cuts)))
    prose = next((at for at, line in enumerate(lines) if is_prose(line) and not _ruled(line)), None)
    headline = _headline(document.title or "")
    title = _title_line(lines, document.title or "", headline, prose)
    own = (document.title or "")[slice(*headline)] if headline else ""
    if title is None and prose:
        title = _first_line_title(lines, prose)
        if title is not None and own and is_of_another(text, lines[title], lines, own, table.cards):
            title = None
    stamped = up_to(document.published, stamps_of(text, lines))
    take_out(lines, stamped, title)
    dated_headlines(lines)
    if prose:
        credited_pictures(lines, prose)
    _settle(lines, prose, table)
    _walk(lines, cuts, prose, title, stamped, table.cards)
    if prose is not None:
        _head(lines, prose, title)
        trailing(lines, prose, table.cards)
        doubled_cards(lines, prose, title)
        cards_told_twice(lines, title)
    repeats(lines, title)
    if prose is not None:
        dressed_cards(lines, prose)
        summarised_cards(text, lines, table.cards)
        cards_between(text, lines, table.cards)
        if own:
            headlines_before(text, lines, prose, title, own, table.cards)
            headlines_after(text, lines, prose, table.cards)
    repeated_inside(text, lines)
    bare = prose is None and title is None and bool(own) and only_headlines(lines, own, table.cards)
    keep_cards(text, lines)
    if not bare and not any(line.role and line.words >= 3 for line in lines):
        _keep_something(lines)
    published = None
    if not document.published:
        sent = max((stamp.day for stamp in stamped.values() if stamp.day), default=None)
        published = posted or sent or page_date(lines, prose, title) or embedded_day(text, table.dates)
    where = (lines[title].start, lines[title].end) if title is not None and document.title else None
    regions = tuple(_regions(text, lines, stamped))
    removed = tuple(_removed(text, lines, cuts))
    return Body(regions, removed, published, where, headline)


def _does(line: Line) -> Does | None:
    return line.rule.does if line.rule else None


def _ruled(line: Line) -> bool:
    return line.rule is not None and line.rule.does != "caption"


# --- title -----------------------------------------------------------------------------------------------

_BAR = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")


def _headline(title: str) -> tuple[int, int] | None:
    """The title without the site's name behind it ("| وطن"): only short tails go: headlines hold dashes."""
    start, end = len(title) - len(title.lstrip()), len(title.rstrip())
    if start >= end:
        return None
    for bar in _BAR.finditer(title, start, min(end, 400)):
        head, tail = title[start : bar.start()], title[bar.end() : end]
        repeated = len(head) >= 15 and squash(head[:60]) in squash(tail)
        if len(head.split()) >= 4 and (repeated or len(tail.split()) <= 6):
            return start, bar.start()
    return start, end


def _title_line(
    lines: list[Line], title: str, headline: tuple[int, int] | None, prose: int | None
) -> int | None:
    """The line that repeats the title: the last before the first running text, else the first after it."""
    if headline is None:
        return None
    whole, short = squash(title[:2000]), squash(title[headline[0] : headline[1]])
    last = None
    for at, line in enumerate(lines):
        if len(line.key) < 12 or line.words < 3 or line.cut or len(line.key) > len(whole) + 20:
            continue
        if line.key in whole or (line.key.startswith(short) and len(line.key) <= 1.3 * len(short)):
            if prose is None or at > prose:
                return at if last is None else last
            if last is None or at > last + 1 or line.key != lines[last].key:
                last = at
    return last


def _first_line_title(lines: list[Line], prose: int) -> int | None:
    """Where the document has no title: a lone headline on the first line, with the text right below it."""
    first = next((at for at in range(prose) if not _ruled(lines[at]) and not is_date(lines[at])), None)
    if first is None or prose - first > 3 or not headlineish(lines[first]) or lines[first].words < 4:
        return None
    return first if not lines[first].cut else None


# --- the walk --------------------------------------------------------------------------------------------


def _walk(
    lines: list[Line],
    cuts: list[tuple[int, int, str]],
    prose: int | None,
    title: int | None,
    stamped: dict[int, Stamp],
    words: CardWords,
) -> None:
    """Line after line: what rules take, what follows a related heading, what comes after the end."""
    mode: Literal["on", "related", "after", "closed"] = "on"
    stamp: str | None = None
    kept = False
    for at, line in enumerate(lines):
        kept = kept or (at > 0 and lines[at - 1].role is not None)
        does = _does(line)
        if does == "resume" and mode in ("related", "after"):
            mode = "on"
        if line.reason:
            continue
        begun = prose is not None and at > prose
        if at == title and mode != "closed":
            line.role, mode = "title", "on"
            continue
        if mode == "closed":
            drop(line, "after_end")
            continue
        resumes = (mode == "related" and (is_prose(line) or (line.stop and words.takes_up(line.head)))) or (
            mode == "after" and _resumes(lines, at, words)
        )
        if does is None and resumes:
            mode = "on"
        if does == "related" and line.rule and not line.rule.phrase and not kept and line.words > 4:
            line.role = "body"  # a post that opens with "video:" is no pointer to another story
        elif line.rule is not None and does != "caption" and at not in stamped:
            if does in ("end", "close") and (begun or (prose is None and at > 0)):
                mode = "closed" if does == "close" else "after"
            elif does == "related" and mode == "on" and line.words <= len(line.rule.phrase.split()):
                mode = "related"
            if does == "menu" and mode == "on" and begun:
                near = range(max(at - 2, 0), min(at + 3, len(lines)))
                if not any(_does(lines[n]) == "menu" for n in near if n != at):
                    line.role = "body"  # a one-word subheading, as far as we can tell
                    continue
                mode = "after"
            drop(line, line.rule.id)
        elif mode == "related":
            drop(line, "related")
        elif mode == "after":
            drop(line, "after_end")
        elif is_date(line):
            drop(line, "date_line")
        else:
            line.role = "caption" if does == "caption" else "body"
            if at in stamped:
                stamp, after = stamped[at].time, stamped[at].after
                if after >= line.end:
                    drop(line, "time_stamp")
                else:
                    cuts.append((line.start, after, "time_stamp"))
                    line.start = after
            if stamp and line.role == "body":
                line.role, line.time = "update", stamp


def _settle(lines: list[Line], prose: int | None, table: FurnitureTable) -> None:
    """Rights lines and boxes in the text: what they do hangs on what follows them.

    © **name** under a picture stands before most of the running text, the site's own behind it. What stands between "skip
    **box** and read on" and "**box** ends" goes, whatever it is.
    """
    rights = [at for at, line in enumerate(lines) if _does(line) == "rights"]
    if rights:
        sizes = [line.words if is_prose(line) else 0 for line in lines]
        whole, before, last = sum(sizes), 0, 0
        for at in rights:
            before, last = before + sum(sizes[last:at]), at
            picture = whole - before > before
            lines[at].rule = _done(lines[at], "drop" if picture else "close")
            if picture and prose is not None and at > prose and lines[at - 1].rule is None:
                lines[at - 1].rule = Hit("caption", "caption")
    box: int | None = None
    for at, line in enumerate(lines):
        if _does(line) == "skip":
            line.rule, box = _done(line, "related"), at
        elif _does(line) == "resume":
            if box is None or at - box > _BOX:  # the box has lost its beginning: its headlines go
                label = line.plain.removesuffix(_ENDED)
                if label != line.plain and label not in table.whole:
                    line.rule = None  # القصف مستمر بلا **نهاية**
                    continue
                box = at
                while box > max(at - _BOX, prose or 0) and not (
                    is_prose(lines[box - 1]) or lines[box - 1].stop
                ):
                    box -= 1
            for inner in lines[box : at + 1]:
                drop(inner, "box")
            box = None


_BOX = 25  # lines of a box at most
_ENDED = " نهايه"  # (of the box so called) the end


def _done(line: Line, does: Does) -> Hit | None:
    return replace(line.rule, does=does) if line.rule else None


def _resumes(lines: list[Line], at: int, words: CardWords) -> bool:
    """Long running prose that goes on: two full sentences' lines in a row, one very long line, one that takes up a text."""
    line = lines[at]
    if not is_prose(line) or not line.stop:
        return False
    if line.words >= 45 or words.takes_up(line.head):
        return True
    following = next((other for other in lines[at + 1 : at + 3] if other.rule is None), None)
    return line.words >= 15 and following is not None and is_prose(following) and following.words >= 15


# --- before and after the report -------------------------------------------------------------------------


def _head(lines: list[Line], prose: int, title: int | None) -> None:
    """What stands before the report: menus, and headlines of others where the report's own is known."""
    before = [line for line in lines[: title if title is not None and title < prose else prose] if line.role]
    menu = sum(_does(line) == "menu" for line in lines[:prose])
    if title is not None and title < prose:
        if len(before) >= 3 or menu:
            for line in before:
                if not is_prose(line):
                    drop(line, "before_title")
        return
    crowd = [line for line in before if line.words >= 5 and headlineish(line)]
    if len(crowd) >= 6 and closes_sentences([line for line in lines[prose:] if line.role]):
        for line in crowd[:-1]:
            drop(line, "before_title")
    if menu >= 2:
        for line in before:
            if line.words <= 4 and headlineish(line):
                drop(line, "menu")


# --- the answer ------------------------------------------------------------------------------------------


def _keep_something(lines: list[Line]) -> None:
    """Better a doubtful text than none: without any report found, what no word list took comes back."""
    for line in lines:
        if not line.role and line.rule is None and not is_date(line) and line.words >= 3:
            line.role, line.reason = "body", ""


def _regions(text: str, lines: list[Line], stamped: dict[int, Stamp]) -> Iterable[Region]:
    """Kept lines, joined where nothing but space lies between; the first paragraph of several is the lead."""
    days = sorted((stamp.at, stamp.day, stamp.heads) for stamp in stamped.values() if stamp.at and stamp.day)
    sent = [at for at, _, _ in days]
    paragraphs = [at for at, line in enumerate(lines) if line.role == "body" and line.words >= 8]
    if len(paragraphs) >= 3:
        lines[paragraphs[0]].role = "lead"
    open_: Region | None = None
    for line in lines:
        if not line.role:
            continue
        role: Role = line.role
        same = open_ is not None and open_.role == role and open_.time == line.time
        if same and open_ and role in ("body", "update") and not text[open_.end : line.start].strip():
            open_ = replace(open_, end=line.end)
            continue
        if open_ is not None:
            yield open_
        nth = bisect_right(sent, (line.start, line.start)) if role == "update" else 0
        at, day, item = days[nth - 1] if nth else (None, None, False)
        open_ = Region(line.start, line.end, role, line.time, day, at, nth if item else 0)
    if open_ is not None:
        yield open_


def _removed(text: str, lines: list[Line], cuts: list[tuple[int, int, str]]) -> Iterable[Removed]:
    """Removed lines and cuts in order, joined where they have one reason and only space between."""
    pieces = sorted([*cuts, *((line.start, line.end, line.reason) for line in lines if not line.role)])
    open_: Removed | None = None
    for start, end, reason in pieces:
        if open_ is not None and open_.reason == reason and not text[open_.end : start].strip():
            open_ = Removed(open_.start, end, reason)
            continue
        if open_ is not None:
            yield open_
        open_ = Removed(start, end, reason)
    if open_ is not None:
        yield open_
