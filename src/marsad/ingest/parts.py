"""Several reports on one page: live pages, bulletins, threads; and pages that only list others."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct, field

from marsad.ingest.marks import Marks
from marsad.ingest.metadata import Meta
from marsad.ingest.stamps import Stamp, machine_time, read_stamp
from marsad.ingest.tree import Block, is_prose
from marsad.text.fold import fold

_HEADS = ("h1", "h2", "h3", "h4", "h5")
_LEAST = 8  # words of running text that make an entry a report of its own


class Part(Struct):
    """One of several reports: its element, or its lines where only the page's metadata holds them."""

    element: etree._Element | None = None
    title: str | None = None
    stamp: Stamp | None = None
    author: str | None = None
    clock: str | None = None
    lines: list[str] = field(default_factory=list)


def parts(
    root: etree._Element, found: list[Block], marks: Marks, meta: Meta, title: str | None
) -> list[Part]:
    """The reports of the page where it holds several, else an empty list.

    One part alone is the page's own story among others that follow it whole.
    """
    by_parent: dict[etree._Element, list[etree._Element]] = {}
    prose: dict[etree._Element, int] = {}
    for block in found:
        if marks.above(block.element, None) in (None, *_OWN) and (
            is_prose(block) or (block.words >= _LEAST and not block.urls and block.element.tag not in _HEADS)
        ):
            at: etree._Element | None = block.element
            while at is not None:
                prose[at] = prose.get(at, 0) + block.words
                at = at.getparent()
    for element in prose:
        parent = element.getparent()
        if parent is not None:
            by_parent.setdefault(parent, []).append(element)
    best: list[etree._Element] = []
    for children in by_parent.values():
        group = _alike(children, marks)
        if len(group) >= 2 and sum(prose[e] for e in group) > sum(prose[e] for e in best):
            best = group
    if meta.updates and len(meta.updates) >= 2 and len(best) < len(meta.updates):
        return [Part(None, u.title, _stamp(u.published), lines=u.text.split("\n")) for u in meta.updates]
    if len(best) < 2:
        return []
    best.sort(key=_order(root))
    total = prose.get(root, 1)
    if sum(prose[e] for e in best) < 0.6 * total:
        return []
    found_parts = [_part(element, marks) for element in best]
    own = [part for part in found_parts if part.title and title and _squash(part.title) == _squash(title)]
    return own if len(own) == 1 else found_parts


_OWN = ("comment", "comments", "post")


def _order(root: etree._Element) -> Callable[[etree._Element], int]:
    place = {element: n for n, element in enumerate(root.iter(etree.Element))}
    return lambda element: place[element]


def _alike(children: list[etree._Element], marks: Marks) -> list[etree._Element]:
    """Those of one kind that each stand for a report: named so, or each with a time or a heading of its own."""
    kinds: dict[tuple[str, str], list[etree._Element]] = {}
    for element in children:
        if not marks.is_card(element) and element.tag in (
            "div",
            "article",
            "section",
            "li",
            "tr",
            "table",
            "amp-live-list",
        ):
            kinds.setdefault((str(element.tag), _kind(element)), []).append(element)
    best: list[etree._Element] = []
    for (tag, kind), group in kinds.items():
        if len(group) < 2:
            continue
        named = any(set(marks.names(e)) & marks.words.updates for e in group)
        timed = sum(_time_of(e, marks) is not None for e in group)
        headed = sum(_begins_with_heading(e) for e in group)
        own = named or timed == len(group) or (headed == len(group) and (tag == "article" or bool(kind)))
        if own and len(group) > len(best):
            best = group
    return best


def _begins_with_heading(element: etree._Element) -> bool:
    """Whether a heading stands at its head: a column of a page has one somewhere, a report at its beginning."""
    words = 0
    for one in element.iter(etree.Element):
        if one.tag in _HEADS:
            return True
        words += len((one.text or "").split())
        if words > 14:
            return False
        words += len((one.tail or "").split()) if one is not element else 0
    return False


def _kind(element: etree._Element) -> str:
    names = (element.get("class") or "").split()
    return re.sub(r"\d+", "", names[0]) if names else ""


def _time_of(element: etree._Element, marks: Marks) -> str | None:
    """The words of the entry's own time: a time element, or a short line with a clock at its head."""
    time = next(element.iter("time"), None)
    if time is not None:
        return time.get("datetime") or "".join(map(str, time.itertext())).strip() or None
    words = 0
    before = ""
    for text in element.itertext():
        said = str(text).strip()
        if not said:
            continue
        before, label = said, before
        if marks.words.elsewhen.search(fold(f"{label} {said}")):
            continue  # since when the writer is a member
        if len(said.split()) <= 9 and (match := _CLOCK.search(said)):
            return said if len(said.split()) > 2 else match[0]
        words += len(said.split())
        if words > 20:
            return None
    return None


_CLOCK = re.compile(r"(?<![\d:])(?:[01]?[\d٠-٩]|[2٢][0-3٠-٣])[:٫][0-5٠-٥][\d٠-٩](?!\d)")


def _part(element: etree._Element, marks: Marks) -> Part:
    said = _time_of(element, marks)
    author = next((text for e in element.iter(etree.Element)
                   if any(n in ("username", "bigusername", "author", "message-name") for n in marks.names(e))
                   and (text := " ".join(" ".join(map(str, e.itertext())).split())) and len(text) < 60), None)  # fmt: skip
    heading = next(
        (text for e in element.iter(*_HEADS)
         if (text := " ".join(" ".join(map(str, e.itertext())).split())) and text != author
         and (author is None or len(text.split()) > 2)),
        None,
    )  # fmt: skip
    stamp = _stamp(said, marks)
    clock = _CLOCK.search(said) if said and stamp is None else None
    return Part(
        element,
        heading,
        stamp,
        author,
        clock[0].translate(_WESTERN).replace("٫", ":").zfill(5) if clock else None,
    )


_WESTERN = {0x0660 + n: str(n) for n in range(10)}


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def is_index(found: list[Block], marks: Marks) -> bool:
    """Whether the page's text stands mostly in cards that lead to other pages, or in links."""
    cards = {block.element: marks.above(block.element, None) for block in found}
    led = sum(b.words for b in found if cards[b.element] == "card" or b.link_share > 0.6)
    rest = sum(b.words for b in found if cards[b.element] is None and is_prose(b))
    return led > 60 and rest < 25 and led > 4 * rest


def _stamp(said: str | None, marks: Marks | None = None) -> Stamp | None:
    if not said:
        return None
    if moment := machine_time(said):
        return Stamp(moment, said)
    return read_stamp(said, marks.words) if marks else None
