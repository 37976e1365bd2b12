"""Which of a page's blocks are the report, and why the others are not."""

from __future__ import annotations

import re
from datetime import datetime

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from marsad.ingest.metadata import Meta
from marsad.ingest.stamps import Stamp, machine_time, read_stamp
from marsad.ingest.tree import Block, Marks
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


_ENDS = re.compile(r"[.!؟?…:»”\"')\]،]\s*$")
_HEADS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def is_prose(block: Block) -> bool:
    """Running text: long, or of some length and ended as a sentence, and not mostly links."""
    if block.link_share > 0.45 or block.teaser:
        return False
    if block.element.tag in _HEADS:  # some sites set paragraphs as headings
        return block.words >= 14 and block.text.rstrip().endswith((".", "»", "؟")) and not block.urls
    return block.words >= 20 or (block.words >= 9 and _ENDS.search(block.text) is not None)


# --- the container -----------------------------------------------------------------------------------------


def choose(found: list[Block], marks: Marks, meta: Meta) -> etree._Element | None:
    """The element that holds the report; None where the page has no running text at all."""
    prose = [block for block in found if is_prose(block) and not _outside(block, marks)]
    if not prose:
        prose = [block for block in found if block.words >= 5 and block.link_share < 0.3 and not _outside(block, marks)
                 and block.element.tag not in _HEADS]  # fmt: skip
    if not prose:
        return None
    score: dict[etree._Element, float] = {}
    words: dict[etree._Element, int] = {}
    for block in prose:
        worth = min(block.words, 100) * (1 - block.link_share)
        share, at, level = 1.0, _base(block.element), 0
        while at is not None and at.tag != "html":
            words[at] = words.get(at, 0) + block.words
            if level < 5:
                score[at] = score.get(at, 0.0) + worth * share
                share *= 0.72
            at, level = at.getparent(), level + 1
    led = _led(found)
    if meta.body and (said := _by_body(found, meta.body)) is not None:
        return _grown(said, words, led, marks)
    if not score:  # text that stands in no element but the page itself
        return prose[0].element
    for element in score:
        score[element] *= _bonus(element, marks)
    best = max(score, key=lambda element: score[element])
    hinted = [e for e in score if hint(e, marks) is not None]
    if hinted:
        named = min(hinted, key=lambda e: (hint(e, marks), -words[e]))
        rival = max(hinted, key=lambda e: words[e])
        if words[named] * 3 < words[rival]:
            named = rival
        if words[named] * 2.5 >= words[best] or words[named] >= 60:
            return named
    return _grown(best, words, led, marks)


def _outside(block: Block, marks: Marks) -> bool:
    """Whether the block lies in something that no report lies in."""
    at: etree._Element | None = block.element
    while at is not None:
        if marks.reason(at) is not None:
            return True
        at = at.getparent()
    return False


def _base(element: etree._Element) -> etree._Element | None:
    """The container a block counts for: paragraphs and items count for what holds them."""
    at: etree._Element | None = element
    while at is not None and at.tag in (
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "dd",
        "dl",
        "dt",
        *_HEADS,
    ):
        at = at.getparent()
    return at


def hint(element: etree._Element, marks: Marks) -> int | None:
    """How surely the element's name says that it is a report's text; 0 is surest."""
    if element.get("itemprop") == "articleBody" or element.get("property") in (
        "articleBody",
        "content:encoded",
    ):
        return 0
    names = set(marks.names(element))
    return next((at + 1 for at, name in enumerate(marks.words.body) if name in names), None)


def _bonus(element: etree._Element, marks: Marks) -> float:
    if element.tag in ("article", "main"):
        return 1.3
    return 0.7 if element.tag == "body" else 1.0


def _by_body(found: list[Block], body: str) -> etree._Element | None:
    """The container of the text that JSON-LD gives as the body: where its beginning and its end stand."""
    said = _squash(body)
    if len(said) < 60:
        return None
    inside = [b for b in found if b.words >= 6 and _squash(b.text)[:60] in said]
    total = sum(b.words for b in inside)
    if total * 2 < len(body.split()):
        return None
    counts: dict[etree._Element, int] = {}
    for block in inside:
        at = _base(block.element)
        while at is not None:
            counts[at] = counts.get(at, 0) + block.words
            at = at.getparent()
    # The innermost element that holds nearly all of it.
    full = [element for element, count in counts.items() if count >= 0.9 * total]
    return max(full, key=_depth)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _depth(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _led(found: list[Block]) -> dict[etree._Element, int]:
    """How many headlines that are links each element holds."""
    out: dict[etree._Element, int] = {}
    for block in found:
        if block.words >= 4 and block.link_share > 0.8:
            at: etree._Element | None = block.element
            while at is not None:
                out[at] = out.get(at, 0) + 1
                at = at.getparent()
    return out


def _grown(
    element: etree._Element, words: dict[etree._Element, int], led: dict[etree._Element, int], marks: Marks
) -> etree._Element:
    """The element, or one above it where the report goes on in its siblings."""
    at = best = element
    while True:
        parent = at.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return best
        others = [c for c in parent if c is not at and words.get(c, 0) >= 9]
        foreign = [c for c in others if _is_other(c, words, led, marks)]
        # Paragraphs that each have a wrapper of their own go on past a box of links between them.
        alike = [c for c in others if c not in foreign and c.tag == at.tag and _kind(c) == _kind(at) != ""]
        if foreign and not alike:
            return best
        at = parent
        if words.get(at, 0) >= 1.2 * words.get(best, 0) + 8:
            best = at


def _kind(element: etree._Element) -> str:
    return re.sub(r"\d+", "", (element.get("class") or "").split(" ")[0])


def _is_other(
    element: etree._Element, words: dict[etree._Element, int], led: dict[etree._Element, int], marks: Marks
) -> bool:
    """Whether it shows other stories: a name that says so, a heading that is a link, or several headlines that are."""
    if marks.reason(element) is not None:
        return True
    if led.get(element, 0) >= 2 or (led.get(element, 0) == 1 and words.get(element, 0) < 25):
        return True
    for head in element.iter(*_HEADS):
        above = head.getparent()
        if head.find(".//a[@href]") is not None or (above is not None and above.tag == "a"):
            return True
    return False


# --- the lines ---------------------------------------------------------------------------------------------


def gather(found: list[Block], container: etree._Element, marks: Marks, meta: Meta, title: str | None,
           now: datetime | None, part: bool = False) -> Found:  # fmt: skip
    """Judge every block of the container, and take the lead that stands between title and container.

    A ``part`` of a page has neither title nor time outside itself.
    """
    inside = set(container.iter(etree.Element))
    mine = [block for block in found if block.element in inside]
    out = Found([], [], container=container, part=part)
    titles = {_squash(t) for t in (title, *meta.titles) if t}
    if not part:
        _before(found, mine, container, out, marks, titles, now)
    seen: set[str] = {_squash(line) for line in out.lines}
    mode = "on"
    author = _squash(meta.author or out.byline or "")
    boxed: etree._Element | None = None
    kept: set[etree._Element] = set()
    last = max(
        (n for n, block in enumerate(mine) if is_prose(block) and not marks.above(block.element, container)),
        default=-1,
    )
    for number, block in enumerate(mine):
        reason = _reason(block, container, marks, titles, bool(out.lines), now, out)
        key = _squash(block.text)
        does = _does(block, marks.words)
        if author and key == author and out.lines and reason is None:
            # The name alone below the text heads what is told of the author.
            boxed = next((e for e in reversed(_up(block.element, container)) if e not in kept), boxed)
            reason = "byline"
        if reason == "link" and block.element.tag in _HEADS and boxed is None:
            # A box headed by a link: what stands under it in the box is of that other story.
            box = next((e for e in reversed(_up(block.element, container)) if e not in kept), None)
            boxed = box if box is not None and len("".join(map(str, box.itertext())).split()) <= 45 else None
        if boxed is not None and boxed in _up(block.element, container):
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
                boxed = next((e for e in reversed(_up(block.element, container)) if e not in kept), None)
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
            kept.update(_up(block.element, container))
        else:
            out.cuts.append(Cut(reason, block.text))
    _unheaded(mine, out, container)
    _trim(out)
    return out


def _unheaded(mine: list[Block], out: Found, container: etree._Element) -> None:
    """Take out headings under which nothing of the report is left: those of boxes of links."""
    kept = set(out.lines)
    for number, block in enumerate(mine):
        short = block.element.tag in _HEADS or (block.words <= 6 and not _ENDS.search(block.text))
        parent = block.element.getparent()
        if block.text not in kept or not short or parent is None or is_prose(block):
            continue
        inside = set(parent.iter(etree.Element))
        under = [b for b in mine[number + 1 :] if parent is container or b.element in inside]
        if under and all(b.link_share > 0.5 and b.text not in kept for b in under):
            out.lines.remove(block.text)
            out.cuts.append(Cut("heading", block.text))
            kept.discard(block.text)


def _up(element: etree._Element, stop: etree._Element | None) -> list[etree._Element]:
    """The element and those above it below ``stop``, the innermost first."""
    out: list[etree._Element] = []
    at: etree._Element | None = element
    while at is not None and at is not stop:
        out.append(at)
        at = at.getparent()
    return out


def _before(
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
    head = max((n for n, block in enumerate(found[:first + 1]) if _squash(block.text) in titles and block.element.tag in (*_HEADS, "td", "div", "font", "p", "span", "center")), default=None)  # fmt: skip
    if head is None:
        head = max((n for n, block in enumerate(found[:first]) if block.element.tag == "h1"), default=None)
    # Under the title first: above it stands the day of reading ("Saturday 31 August") as often as that of writing.
    start = head if head is not None else max(0, first - 4)
    above = max(0, start - 4)
    if head is not None and (holder := found[head].element.getparent()) is not None and holder.tag != "body":
        # A list of what is to be known of the report may stand above its headline, with it in one element.
        while above > max(0, start - 12) and holder in _up(found[above - 1].element, None):
            above -= 1
    for near in (found[start:first] or found[first : first + 1], found[above:start]):
        for block in near:
            if out.stamp is None or near[0] is found[start]:
                _stamped(block, marks.words, out, now)
            _bylined(block, marks.words, out)
        if out.stamp is None:
            # An info line that tells the time among other things.
            out.stamp = next(
                (s for b in near if b.words <= 14 and (s := read_stamp(b.text, marks.words, now))), None
            )
    if head is None:
        return
    for block in found[head + 1 : first]:
        off = "caption" if _on_picture(block, container) else marks.above(block.element, None)
        if (
            off is None
            and is_prose(block)
            and block.link_share < 0.2
            and block.element.tag not in ("figcaption", "h1")
        ):
            if _squash(block.text)[:60] not in {_squash(b.text)[:60] for b in mine}:
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


def _stamped(block: Block, words: PageWords, out: Found, now: datetime | None) -> bool:
    """Take the time that the block shows, where it shows one and little else; the first of publication counts."""
    if block.words > 24 or not (any(c.isdigit() for c in block.text) or words.ago.search(block.plain)):
        return False
    if _clocked(block.text, words, out, now):
        return True
    stamp = read_stamp(block.text, words, now)
    if stamp is None:
        return False
    # "Thursday 9 March 2017, by …": time and name, and nothing else.
    by = block.words <= 12 and words.author.search(fold(block.text)) is not None
    if not (stamp.alone or stamp.label or by):
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
    return not by or not is_prose(block)


def _clocked(text: str, words: PageWords, out: Found, now: datetime | None) -> bool:
    """Fill a day that was shown with the hour that the line after it shows."""
    if out.stamp is None or "T" in out.stamp.iso or not _ONLY_CLOCK.fullmatch(text):
        return False
    whole = read_stamp(f"{out.stamp.quote} {text}", words, now)
    if whole is None or "T" not in whole.iso or not whole.iso.startswith(out.stamp.iso):
        return False
    out.stamp = replace(out.stamp, iso=whole.iso, quote=f"{out.stamp.quote} {text.strip()}")
    return True


_BY = re.compile(r"(?:بواسطة|بقلم|كتبه|By)\s*:?\s+([^\W\d_]+(?: [^\W\d_]+){1,3})\s*(?:$|[-–|])")
_ONLY_CLOCK = re.compile(
    r"[\W_]*[\d٠-٩]{1,2}[:٫][\d٠-٩]{2}(?::\d\d)?[\W_]*(?:صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|[صم]|ت\s?م|[AaPp][Mm])?[\W_]*"
)


def _bylined(block: Block, words: PageWords, out: Found) -> bool:
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


def _reason(block: Block, container: etree._Element, marks: Marks, titles: set[str], begun: bool, now: datetime | None,
            out: Found) -> str | None:  # fmt: skip
    """Why the block is no line of the report; None where it is one."""
    off = marks.above(block.element, container)
    if (
        _stamped(block, marks.words, out, now)
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
    if len(block.text) < 16 and _ONLY_CLOCK.fullmatch(block.text):
        return "date"
    if tag == "h1" or _squash(block.text) in titles:
        return "title"
    if len(_TRAIL.findall(block.text)) >= 2 and any(_squash(block.text).endswith(t) for t in titles):
        return "breadcrumb"
    if _is_quoted(block, container):
        return "quotation"
    if (
        tag == "figcaption"
        or any("caption" in name for name in marks.names(block.element))
        or _on_picture(block, container)
    ):
        return "caption"
    key = block.plain
    if block.words <= 40 and (not key or key in marks.words.line):  # longer ones are not made plain
        return "button" if key else "mark"
    if block.words <= 25 and (block.urls or block.words <= 9) and any(
        key == start or key.startswith(start + " ") for start in marks.words.start
    ):  # fmt: skip
        return "boilerplate"
    if _bylined(block, marks.words, out) and (block.words <= 6):
        return "byline"
    if block.teaser:
        return "teaser"
    if block.link_share >= 0.7 and not (is_prose(block) and block.words >= 25):
        return "link"
    if tag in _HEADS and block.urls and block.link_share > 0.4:
        return "link"
    return None


_TRAIL = re.compile(r"\s[>»›/\\←]\s")
_WROTE = re.compile(r"\s*\S+(?: \S+){0,3}\s+(?:كتب|كتبت|قال|wrote|said)\s?:")


def _is_quoted(block: Block, container: etree._Element) -> bool:
    """Whether the block repeats an earlier post of a thread: "… wrote:" heads the quotation it stands in."""
    for element in (block.element, *_up(block.element, container)):
        if element.tag == "blockquote":
            return _WROTE.match("".join(map(str, element.itertext()))) is not None
    return False


_PICTURES = ("img", "picture", "amp-img", "figure")


def _on_picture(block: Block, container: etree._Element) -> bool:
    """Whether the text is all that stands in an element with a picture: what the picture shows, not the report."""
    if block.words > 25:
        return False
    at: etree._Element | None = block.element
    said = len(_squash(block.text))
    while at is not None and at is not container and at.tag != "body":
        if len(_squash("".join(map(str, at.itertext())))) > said + 4:
            return at.tag == "figure" and next(at.iter("table"), None) is None
        if at.tag not in ("p", "article", "section", "main") and next(at.iter(*_PICTURES), None) is not None:
            return True
        at = at.getparent()
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
    return (bool(block.urls) and not is_prose(block)) or (block.words <= 18 and not _ENDS.search(block.text))


def _trim(out: Found) -> None:
    """Short crumbs at either end that no sentence needs: a section's name above, a lone word below."""

    def crumb(line: str) -> bool:
        return len(line.split()) <= 2 and not _ENDS.search(line)

    while len(out.lines) > 1 and crumb(out.lines[0]):
        out.cuts.insert(0, Cut("crumb", out.lines.pop(0)))
    while len(out.lines) > 1 and crumb(out.lines[-1]) and "/" not in out.lines[-1]:
        out.cuts.append(Cut("crumb", out.lines.pop()))
