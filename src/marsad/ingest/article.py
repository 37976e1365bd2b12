"""Which of a page's blocks are the report, and why the others are not."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import islice

from lxml import etree

from marsad.ingest.beside import ONLY_CLOCK, Cut, Found, bylined, look_above, on_picture, stamped
from marsad.ingest.marks import Marks
from marsad.ingest.metadata import Meta
from marsad.ingest.stamps import read_stamp
from marsad.ingest.tree import ENDED, HEADINGS, Block, beginning, is_prose, squash, up_to
from marsad.ingest.words import PageWords, plain


def gather(found: list[Block], container: etree._Element, marks: Marks, meta: Meta, title: str | None,
           now: datetime | None, part: bool = False) -> Found:  # fmt: skip
    """Judge every block of the container, and take the lead that stands between title and container.

    A ``part`` of a page has neither title nor time outside itself.
    """
    inside = set(container.iter(etree.Element))
    mine = [block for block in found if block.element in inside]
    out = Found([], [], container=container, part=part)
    titles = {squash(t) for t in (title, *meta.titles) if t}
    if not part:
        look_above(found, mine, container, out, marks, titles, now)
    seen: set[str] = {squash(line) for line in out.lines}
    mode = "on"
    author = squash(meta.author or out.byline or "")
    boxed: etree._Element | None = None
    kept: set[etree._Element] = set()
    last = max(
        (n for n, block in enumerate(mine) if is_prose(block) and not marks.above(block.element, container)),
        default=-1,
    )
    for number, block in enumerate(mine):
        reason = _reason(block, container, marks, titles, bool(out.lines), now, out)
        key = squash(block.text)
        does = _does(block, marks.words)
        if author and key == author and out.lines and reason is None:
            # The name alone below the text heads what is told of the author.
            boxed = next((e for e in reversed(up_to(block.element, container)) if e not in kept), boxed)
            reason = "byline"
        if reason == "link" and block.element.tag in HEADINGS and boxed is None:
            # A box headed by a link: what stands under it in the box is of that other story.
            box = next((e for e in reversed(up_to(block.element, container)) if e not in kept), None)
            boxed = box if box is not None and len(beginning(box, 270)) <= 270 else None  # some 45 words
        if boxed is not None and boxed in up_to(block.element, container):
            out.cuts.append(Cut(reason or "related", block.text))
            continue
        if reason is None and does == "end" and (out.lines or number > last):
            mode = "end"
        if mode == "end":
            out.cuts.append(Cut(reason or "after_end", block.text))
            continue
        if reason is None and does == "related":
            reason = "related"
            if block.words <= 6 and block.link_share < 0.5 and not block.urls:
                mode = "related"
                boxed = next((e for e in reversed(up_to(block.element, container)) if e not in kept), None)
        elif mode == "related" and reason is None:
            if _headlineish(block) or (block.words < 20 and block.link_share > 0.2):
                reason = "related"
            else:
                mode = "on"
        if reason is None and len(key) > 24 and key in seen:
            reason = "repeat"
        if reason is None:
            seen.add(key)
            out.lines.append(block.text)
            kept.update(up_to(block.element, container))
        else:
            out.cuts.append(Cut(reason, block.text))
    if not out.lines:
        # A brief beside its picture is no caption where nothing else is left.
        told = {block.text for block in mine if block.words >= 5 and ENDED.search(block.text)}
        out.lines = [cut.text for cut in out.cuts if cut.reason == "caption" and cut.text in told]
        out.cuts = [cut for cut in out.cuts if cut.text not in out.lines]
    _unheaded(mine, out)
    _trim(out)
    return out


def _unheaded(mine: list[Block], out: Found) -> None:
    """Take out headings under which nothing of the report is left, as far as the next one or the end of their box."""
    kept = set(out.lines)

    def heads(block: Block) -> bool:
        short = block.element.tag in HEADINGS or (block.words <= 6 and not ENDED.search(block.text))
        return block.text in kept and short and not is_prose(block)

    gone: set[str] = set()
    for number, block in enumerate(mine):
        parent = block.element.getparent()
        if not heads(block) or parent is None:
            continue
        links = 0
        for at in range(number + 1, len(mine)):
            other = mine[at]
            if parent not in up_to(other.element, None) or heads(other):
                break
            if other.text in kept or other.link_share <= 0.5:
                links = 0
                break
            links += 1
        if links:
            gone.add(block.text)
    out.cuts += [Cut("heading", line) for line in out.lines if line in gone]
    out.lines[:] = [line for line in out.lines if line not in gone]


def _reason(block: Block, container: etree._Element, marks: Marks, titles: set[str], begun: bool, now: datetime | None,
            out: Found) -> str | None:  # fmt: skip
    """Why the block is no line of the report; None where it is one."""
    off = marks.above(block.element, container)
    if (
        stamped(block, marks.words, out, now)
        and (read := read_stamp(block.text, marks.words, now))
        and (read.alone or block.words <= (16 if read.label else 12))
    ):
        return "date"
    if off is not None:
        return off
    if (
        not out.part
        and block.words <= 80
        and any(name in marks.words.info for name in marks.names(block.element))
    ):
        read = read_stamp(block.text, marks.words, now)
        if read is not None:
            out.stamp = out.stamp or read
            return "date"
    tag = block.element.tag
    if len(block.text) < 16 and ONLY_CLOCK.fullmatch(block.text):
        return "date"
    if tag == "h1" or squash(block.text) in titles:
        return "title"
    if len(_TRAIL.findall(block.text)) >= 2 and any(squash(block.text).endswith(t) for t in titles):
        return "breadcrumb"
    if out.part and _is_quoted(block, container):
        return "quotation"
    if (
        tag == "figcaption"
        or any("caption" in name for name in marks.names(block.element))
        or on_picture(block, container)
    ):
        return "caption"
    key = block.plain
    if block.words <= 40 and (not key or key in marks.words.line):  # longer ones are not made plain
        return "button" if key else "mark"
    if block.words <= 25 and (block.urls or block.words <= 9) and any(
        key == start or key.startswith(start + " ") for start in marks.words.start
    ):  # fmt: skip
        return "boilerplate"
    if bylined(block, marks.words, out) and (block.words <= 6):
        return "byline"
    if block.teaser:
        return "teaser"
    if block.link_share >= 0.7 and not (is_prose(block) and block.words >= 25):
        return "link"
    if tag in HEADINGS and block.urls and block.link_share > 0.4:
        return "link"
    return None


_TRAIL = re.compile(r"\s[>»›/\\←]\s")
_WROTE = re.compile(r"\s*\S+(?: \S+){0,3}\s+(?:كتب|كتبت|wrote)\s?:")


def _is_quoted(block: Block, container: etree._Element) -> bool:
    """Whether the block repeats an earlier post of a thread: "… wrote:" heads the quotation it stands in."""
    for element in (block.element, *up_to(block.element, container)):
        if element.tag == "blockquote":
            first = (str(text) for text in element.itertext())
            return _WROTE.match("".join(islice(first, 6))[:200]) is not None
    return False


def _does(block: Block, words: PageWords) -> str | None:
    if not block.plain:
        return None
    key = block.plain
    if key in words.end or any(key.startswith(e + " ") for e in words.end if block.words <= 5):
        return "end"
    if key in words.related:
        return "related"
    if block.words > 30:
        return None
    head, mark, _ = block.text.partition(":")
    if not mark:
        head, mark, _ = block.text.partition("|")
    if mark and len(head.split()) <= 5 and plain(head) in words.related:
        return "related"
    first = " ".join(key.split()[:2])
    return (
        "related" if first in words.related and (block.urls or block.words <= 16) and " " in first else None
    )


def _headlineish(block: Block) -> bool:
    return (bool(block.urls) and not is_prose(block)) or (block.words <= 18 and not ENDED.search(block.text))


def _trim(out: Found) -> None:
    """Short crumbs at either end that no sentence needs: a section's name above, a lone word below."""

    def crumb(line: str) -> bool:
        return len(line.split()) <= 2 and not ENDED.search(line)

    while len(out.lines) > 1 and crumb(out.lines[0]):
        out.cuts.insert(0, Cut("crumb", out.lines.pop(0)))
    while len(out.lines) > 1 and crumb(out.lines[-1]) and "/" not in out.lines[-1]:
        out.cuts.append(Cut("crumb", out.lines.pop()))
