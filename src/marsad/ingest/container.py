"""The element of a page that holds the report."""

from __future__ import annotations

import re

from lxml import etree

from marsad.ingest.marks import Marks
from marsad.ingest.metadata import Meta
from marsad.ingest.tree import HEADINGS, Block, is_prose, squash


def choose(found: list[Block], marks: Marks, meta: Meta) -> etree._Element | None:
    """The element that holds the report; None where the page has no running text at all."""
    prose = [block for block in found if is_prose(block) and not _outside(block, marks)]
    if not prose:
        prose = [block for block in found if block.words >= 5 and block.link_share < 0.3 and not _outside(block, marks)
                 and block.element.tag not in HEADINGS]  # fmt: skip
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
        *HEADINGS,
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
    said = squash(body)
    if len(said) < 60:
        return None
    inside = [b for b in found if b.words >= 6 and squash(b.text)[:60] in said]
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
    for head in element.iter(*HEADINGS):
        above = head.getparent()
        if head.find(".//a[@href]") is not None or (above is not None and above.tag == "a"):
            return True
    return False
