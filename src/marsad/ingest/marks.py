"""What elements say of themselves by tag, class and id, and which of them are cards, remarks and residue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml import etree

from marsad.ingest.tree import HEADINGS, Block, squash, upward
from marsad.ingest.words import PageWords, plain

STRICT = {
    "nav": "menu",
    "aside": "aside",
    "footer": "foot",
    "form": "form",
    "dialog": "dialog",
    "menu": "menu",
}

_REMARK = (
    "تعليق",
    "رد من",
    "comment by",
    "reply by",
)  # "comment", "answer of": names for those who hear the page
_PART = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")


class Marks:
    """What the elements' tags, classes and ids say of them, each looked at once."""

    def __init__(self, words: PageWords) -> None:
        self.words = words
        self.forgiving = False
        self._own: dict[etree._Element, str | None] = {}
        self._above: dict[etree._Element | None, dict[etree._Element, str | None]] = {}

    def settle(self, found: list[Block], url: str | None, title: str | None) -> None:
        """Weigh what the elements say against the text they hold, and mark the cards that lead to other stories."""
        own = squash(title or "")
        path = urlsplit(url).path.rstrip("/") if url else ""
        # A name of two words that is a link is a person, in a thread or a byline.
        heads = [
            b.element
            for b in found
            if b.urls and b.words >= 3 and b.link_share > 0.6 and not _leads_home(b, path, own)
        ]
        cards = set(_cards(heads))
        held: dict[etree._Element, int] = {}
        total = every = 0
        for block in found:
            if block.words >= 9 and block.link_share < 0.5:
                line = list(upward(block.element))
                carded = not cards.isdisjoint(line)
                every += block.words
                total += 0 if carded else block.words
                for element in line:
                    if element in cards or not carded:
                        held[element] = held.get(element, 0) + block.words
        headed = self._headed(found, own)
        for element, words in held.items():
            wide = words * 2 > total
            # What holds title and text is the page, whatever its name flags ("share-enabled", "modal-open").
            if wide and (
                self.reason(element) in self.words.weak or (element in headed and element.tag not in STRICT)
            ):
                self._own[element] = None
        for card in cards:
            if held.get(card, 0) * 2 <= every:
                self._own[card] = self.reason(card) or "card"
        for remark in _remarks(found, self.words.reply):
            if held.get(remark, 0) * 2 <= total or held.get(remark, 0) == 0:
                self._own[remark] = self.reason(remark) or "comment"
        self._above.clear()

    def _headed(self, found: list[Block], title: str) -> set[etree._Element]:
        """The elements above the page's own headline."""
        for block in found:
            if block.element.tag == "h1" or (len(title) > 12 and squash(block.text) == title):
                return set(upward(block.element))
        return set()

    def forgive(self) -> None:
        """Forget what names say: on this page they hide the report itself."""
        self._own = {
            element: reason
            for element, reason in self._own.items()
            if reason == "card" or element.tag in STRICT
        }
        self._above.clear()
        self.forgiving = True

    def is_card(self, element: etree._Element) -> bool:
        """Whether the element is one of several that each lead to another story."""
        return self._own.get(element) == "card"

    def reason(self, element: etree._Element) -> str | None:
        """Why this element itself is not the report: its tag, or a word of its class or id."""
        if element not in self._own:
            self._own[element] = self._look(element)
        return self._own[element]

    def _look(self, element: etree._Element) -> str | None:
        tag = element.tag
        if tag in ("html", "body", "main"):
            return None
        if tag in STRICT:
            return STRICT[tag]
        label = (element.get("aria-label") or "").strip().lower()
        if label.startswith(_REMARK) and element.get("role") in ("article", "comment", None):
            return "comment"
        if element.get("role") in (
            "navigation",
            "complementary",
            "search",
            "contentinfo",
            "banner",
            "dialog",
        ):
            return element.get("role")
        for value in () if self.forgiving else (element.get("class"), element.get("id")):
            if not value:
                continue
            for name in value.split()[:12]:
                low = name.lower()
                if low in self.words.unwanted or low in self.words.whole:
                    return low
                parts = [part.lower() for part in _PART.split(name) if part]
                if parts and parts[0] in self.words.makers:
                    continue
                if len(parts) > 1 and parts[0] in ("no", "has", "with", "is", "without", "not"):
                    continue
                if hit := next((part for part in parts if part in self.words.unwanted), None):
                    return hit
        return None

    def above(self, element: etree._Element, stop: etree._Element | None) -> str | None:
        """The reason of the outermost unwanted element from ``element`` up to, not including, ``stop``."""
        known = self._above.setdefault(stop, {})
        path: list[etree._Element] = []
        at: etree._Element | None = element
        while at is not None and at is not stop and at not in known:
            path.append(at)
            at = at.getparent()
        found = known[at] if at is not None and at in known else None
        for one in reversed(path):
            found = found or self.reason(one)
            known[one] = found
        return found

    def names(self, element: etree._Element) -> Iterator[str]:
        for value in (element.get("class"), element.get("id")):
            if value:
                yield from (name.lower() for name in value.split()[:12])


def prepare(found: list[Block]) -> list[Block]:
    """The blocks with their plain form, for those short enough to be matched, and the teasers among them told."""
    before: Block | None = None
    for block in found:
        if block.words <= 40:
            block.plain = plain(block.text)
        # Under a headline that is a link, in one element with it: the summary of another story.
        led = (
            before is not None
            and before.element is block.element
            and before.words >= 4
            and before.link_share > 0.8
        )
        block.teaser = led and not block.urls
        before = block
    return found


def _leads_home(block: Block, path: str, title: str) -> bool:
    """Whether the link leads to the page itself, or is its title."""
    if any(
        href.startswith("#") or (path and href.split("#")[0].rstrip("/").endswith(path))
        for href in block.urls
    ):
        return True
    return bool(title) and squash(block.text) in title


def _remarks(found: list[Block], reply: frozenset[str]) -> Iterator[etree._Element]:
    """Elements of readers' remarks: several of one kind and parent, each with its own words to answer or like it."""
    return _alike((block.element for block in found if block.plain in reply and block.words <= 3), 6)


def _cards(heads: list[etree._Element]) -> Iterator[etree._Element]:
    """Elements of one parent and one kind, each with a headline that is a link; at most five levels above it."""
    linked = (head for head in heads if head.tag in HEADINGS or any(e.tag in HEADINGS for e in upward(head)))
    return _alike(linked, 5)


def _alike(inner: Iterable[etree._Element], levels: int) -> Iterator[etree._Element]:
    """What holds these elements, as many ``levels`` up, where two or more of one parent and one kind do."""
    groups: dict[tuple[etree._Element, str, str], set[etree._Element]] = {}
    for at in inner:
        for _ in range(levels):
            parent = at.getparent()
            if parent is None or at.tag in ("body", "html"):
                break
            kind = re.sub(r"\d+", "", (at.get("class") or "").split(" ")[0])
            groups.setdefault((parent, str(at.tag), kind), set()).add(at)
            at = parent
    for group in groups.values():
        if len(group) >= 2:
            yield from group
