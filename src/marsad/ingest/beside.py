"""What stands beside a report's text: time, byline, lead, and what pictures show."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from marsad.ingest.marks import Marks
from marsad.ingest.stamps import Stamp, machine_time, read_stamp
from marsad.ingest.tree import HEADINGS, Block, beginning, is_prose, squash, up_to
from marsad.ingest.words import PageWords, plain
from marsad.text.fold import fold


class Cut(Struct, frozen=True):
    """Text that was on the page and is not in the report; ``reason`` says why."""

    reason: str
    text: str


class Found(Struct):
    """The report's lines, what was cut from its container, and the time shown beside it."""

    lines: list[str]
    cuts: list[Cut]
    stamp: Stamp | None = None
    title: str | None = None
    byline: str | None = None
    container: etree._Element | None = None
    part: bool = False


def look_above(
    found: list[Block],
    mine: list[Block],
    container: etree._Element,
    out: Found,
    marks: Marks,
    titles: set[str],
    now: datetime | None,
) -> None:
    """What stands above the container: the time, the byline, and a lead under the title."""
    if not mine:
        return
    first = next(n for n, block in enumerate(found) if block is mine[0])
    head = max((n for n, block in enumerate(found[:first + 1]) if squash(block.text) in titles and block.element.tag in (*HEADINGS, "td", "div", "font", "p", "span", "center")), default=None)  # fmt: skip
    if head is None:
        head = max((n for n, block in enumerate(found[:first]) if block.element.tag == "h1"), default=None)
    # Under the title first: above it stands the day of reading ("Saturday 31 August") as often as that of writing.
    start = head if head is not None else max(0, first - 4)
    above = max(0, start - 4)
    if head is not None and (holder := found[head].element.getparent()) is not None and holder.tag != "body":
        # A list of what is to be known of the report may stand above its headline, with it in one element.
        while above > max(0, start - 12) and holder in up_to(found[above - 1].element, None):
            above -= 1
    for near in (found[start:first] or found[first : first + 1], found[above:start]):
        for block in near:
            if out.stamp is None or near[0] is found[start]:
                stamped(block, marks.words, out, now)
            bylined(block, marks.words, out)
        if out.stamp is None:
            # An info line that tells the time among other things.
            out.stamp = next(
                (s for b in near if b.words <= 14 and (s := read_stamp(b.text, marks.words, now))), None
            )
    if head is None:
        return
    for block in found[head + 1 : first]:
        off = "caption" if on_picture(block, container) else marks.above(block.element, None)
        if (
            off is None
            and is_prose(block)
            and block.link_share < 0.2
            and block.element.tag not in ("figcaption", "h1")
        ):
            if squash(block.text)[:60] not in {squash(b.text)[:60] for b in mine}:
                out.lines.append(block.text)
        elif off is None and block.words >= 4 and not block.urls and _is_lead(block, marks):
            out.lines.append(block.text)


_LEADS = frozenset(
    ["sub", "subtitle", "lead", "excerpt", "summary", "standfirst", "intro", "deck", "dek", "kicker"]
)


def _is_lead(block: Block, marks: Marks) -> bool:
    """A heading or a paragraph under the title that is named as its lead."""
    return (block.element.tag in ("h2", "h3") and block.words >= 8) or any(
        part in _LEADS for name in marks.names(block.element) for part in re.split(r"[-_]+", name)
    )


def stamped(block: Block, words: PageWords, out: Found, now: datetime | None) -> bool:
    """Take the time that the block shows, where it shows one and little else; the first of publication counts."""
    if block.words > 24 or not (any(c.isdigit() for c in block.text) or words.ago.search(block.plain)):
        return False
    if _clocked(block.text, words, out, now):
        return True
    stamp = read_stamp(block.text, words, now)
    if stamp is None:
        return False
    # "Thursday 9 March 2017, by …": time and name, and nothing else.
    signed = block.words <= 12 and words.author.search(fold(block.text)) is not None
    if not (stamp.alone or stamp.label or signed):
        return False
    if block.stamp and "T" not in stamp.iso and (told := machine_time(block.stamp, now)):
        # The page shows the day and tells machines the hour of it.
        stamp = replace(stamp, iso=told) if told.startswith(stamp.iso) else stamp
    if (by := _BY.search(block.text)) and not out.byline:
        out.byline = by[1].strip()
    if out.stamp is None or (out.stamp.label != "published" and stamp.label == "published") or (
        out.stamp.label == "updated" and stamp.label is None
    ):  # fmt: skip
        out.stamp = stamp
    return not signed or not is_prose(block)


def _clocked(text: str, words: PageWords, out: Found, now: datetime | None) -> bool:
    """Fill a day that was shown with the hour that the line after it shows."""
    if out.stamp is None or "T" in out.stamp.iso or not ONLY_CLOCK.fullmatch(text):
        return False
    whole = read_stamp(f"{out.stamp.quote} {text}", words, now)
    if whole is None or "T" not in whole.iso or not whole.iso.startswith(out.stamp.iso):
        return False
    out.stamp = replace(out.stamp, iso=whole.iso, quote=f"{out.stamp.quote} {text.strip()}")
    return True


_BY = re.compile(r"(?:بواسطة|بقلم|كتبه|By)\s*:?\s+([^\W\d_]+(?: [^\W\d_]+){1,3})\s*(?:$|[-–|])")
ONLY_CLOCK = re.compile(
    r"[\W_]*[\d٠-٩]{1,2}[:٫][\d٠-٩]{2}(?::\d\d)?[\W_]*(?:صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|[صم]|ت\s?م|[AaPp][Mm])?[\W_]*"
)


def bylined(block: Block, words: PageWords, out: Found) -> bool:
    if block.words > 8:
        return False
    names = " ".join(filter(None, (block.element.get("class"), block.element.get("rel")))).lower()
    match = words.author.match(block.plain + " ")
    if match or any(part in names for part in ("author", "byline", "writer")):
        text = re.sub(r"^[^\w]+", "", block.text)
        name = text[match.end() :] if match and len(plain(text)) == len(text) else re.sub(r"^(?:كتبه|كتبت|كتب|بقلم|إعداد|تحرير|الكاتب|By)\s*[:/|]?\s*", "", text)  # fmt: skip
        name = re.sub(r"^(?:بواسطة|كتبه|كتبت|كتب|بقلم|إعداد|تحرير|الكاتب|By)\b\s*:?\s*", "", name).strip(
            " :|-–،"
        )
        if name:
            out.byline = out.byline or name
        return True
    return False


_PICTURES = ("img", "picture", "amp-img", "figure")


def on_picture(block: Block, container: etree._Element) -> bool:
    """Whether the text is all that stands in an element with a picture: what the picture shows, not the report."""
    if block.words > 25:
        return False
    at: etree._Element | None = block.element
    said = len(squash(block.text))
    while at is not None and at is not container and at.tag != "body":
        if len(beginning(at, said + 4)) > said + 4:
            return at.tag == "figure" and next(at.iter("table"), None) is None
        if at.tag not in ("p", "article", "section", "main") and next(at.iter(*_PICTURES), None) is not None:
            return True
        at = at.getparent()
    return False
