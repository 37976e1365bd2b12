"""A page parsed without running, fetching or expanding anything, and its text as blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree
from msgspec import Struct

from marsad.errors import InputError
from marsad.ingest.words import PageWords, plain

MAX_PAGE = 20_000_000
"""The longest page that is parsed, in code points."""

MAX_ELEMENTS = 400_000
MAX_DEPTH = 500

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "optgroup",
        "textarea",
        "input",
        "button",
        "head",
        "audio",
        "video",
        "canvas",
        "map",
        "area",
        "link",
        "meta",
        "base",
        "param",
        "source",
        "track",
        "amp-ad",
        "amp-analytics",
        "amp-img",
        "amp-iframe",
        "amp-sidebar",
    ]
)
STRICT = {
    "nav": "menu",
    "aside": "aside",
    "footer": "foot",
    "form": "form",
    "dialog": "dialog",
    "menu": "menu",
}


class Block(Struct):
    """A line of the page: text between two block borders. ``linked`` of its characters lie in links."""

    text: str
    element: etree._Element
    words: int
    linked: int = 0
    urls: tuple[str, ...] = ()
    stamp: str | None = None
    plain: str = ""
    bold: bool = False
    teaser: bool = False

    @property
    def link_share(self) -> float:
        return self.linked / max(len(self.text), 1)


_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SEAM = "\x1f"
_APART = frozenset(("span", "a", "time", "small", "strong", "b", "i", "em"))
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_EDGES = " \t\u00a0\u200b\u200e\u200f\ufeff"


def parse_page(text: str, where: str | None = None) -> etree._Element:
    """The page's tree. Raises ``InputError`` where it holds no element, or too many."""
    if len(text) > MAX_PAGE:
        raise InputError(
            6, f"the page has {len(text):,} characters; at most {MAX_PAGE:,} are read.", where=where
        )
    text = _BAD.sub("", text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True)  # fmt: skip
    raw = text.encode("utf-8", "replace")
    try:
        root = etree.fromstring(raw, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError(
            30, f"the page cannot be read as HTML: {str(error)[:120] or 'it is empty'}.", where=where
        ) from None
    if root is None or not isinstance(root.tag, str):
        raise InputError(30, "the page holds nothing.", where=where)
    deep = next((e for e in parser.error_log if "depth" in e.message.lower()), None)
    if deep is not None:
        raise InputError(31, "the page nests its elements too deeply to be read.", where=where,
                         mend="Save its text, and give that.")  # fmt: skip
    return root


def blocks(root: etree._Element) -> list[Block]:
    """Every block of text under ``root``, in order. Linear in the page; no recursion."""
    out: list[Block] = []
    pieces: list[tuple[str, bool, bool]] = []
    state = _Run()
    count = 0

    def flush(element: etree._Element) -> None:
        if not pieces:
            return
        urls, stamp = state.take()
        if not urls and any(in_link for _, in_link, _ in pieces):
            urls = _link_around(element)
        line: list[str] = []
        linked = bold = 0
        for text, in_link, in_bold in [*pieces, ("\n", False, False)]:
            first, *more = text.split("\n")
            for number, part in enumerate((first, *more)):
                if number:
                    _add_line(out, line, element, linked, urls if linked else (), stamp, bold)
                    line, linked, bold = [], 0, 0
                line.append(part)
                size = len(part.strip())
                linked += size if in_link else 0
                bold += size if in_bold else 0
        pieces.clear()

    # (element, in a link, in bold); a None element closes the block of its parent.
    owner = root
    stack: list[tuple[etree._Element, bool, bool, str, int]] = [(root, False, False, "in", 0)]
    owners: list[etree._Element] = [root]
    while stack:
        element, linked, bold, phase, depth = stack.pop()
        tag = element.tag
        if phase == "tail":
            if element.tail:
                _say(pieces, element.tail, linked, bold, owner.tag == "pre")
            continue
        if phase == "out":
            flush(owner)
            owners.pop()
            owner = owners[-1] if owners else root
            continue
        count += 1
        if depth > MAX_DEPTH:
            raise InputError(31, f"the page nests its elements more than {MAX_DEPTH} deep.",
                             mend="Save its text, and give that.")  # fmt: skip
        if count > MAX_ELEMENTS:
            raise InputError(31, f"the page has more than {MAX_ELEMENTS:,} elements.")
        if tag in SKIPPED or _is_hidden(element):
            continue
        if tag == "br":
            pieces.append(("\n", False, False))
            continue
        if tag == "hr":
            flush(owner)
            continue
        inline = tag in INLINE
        inside = linked
        if tag == "a":
            inside = True
            if href := element.get("href"):
                state.urls.append(href)
        elif tag == "time" and (moment := element.get("datetime")):
            state.stamp = state.stamp or moment
        strong = bold or tag in ("b", "strong")
        if tag in _APART and pieces and not pieces[-1][0][-1:].isspace():
            before = element.getprevious()
            if before is not None and before.tag in _APART and not before.tail:
                pieces.append((_SEAM, False, False))
        if not inline:
            flush(owner)
            owner = element
            owners.append(element)
            stack.append((element, linked, bold, "out", depth))
        if element.text:
            _say(pieces, element.text, inside, strong, owner.tag == "pre")
        if len(element):
            for child in reversed(element):
                stack.append((child, inside, strong, "tail", depth + 1))
                stack.append((child, inside, strong, "in", depth + 1))
    flush(root)
    return out


def _link_around(element: etree._Element) -> tuple[str, ...]:
    """Where the link leads that a whole card lies in."""
    return next(((href,) for e in _line(element) if e.tag == "a" and (href := e.get("href"))), ())


class _Run:
    """Where the links of the block under way lead, and the time its element gives for it."""

    def __init__(self) -> None:
        self.urls: list[str] = []
        self.stamp: str | None = None

    def take(self) -> tuple[tuple[str, ...], str | None]:
        found = tuple(self.urls), self.stamp
        self.urls, self.stamp = [], None
        return found


def _say(pieces: list[tuple[str, bool, bool]], text: str, linked: bool, bold: bool, lines: bool) -> None:
    """Take text in; its own line ends count in ``pre`` alone."""
    if not lines:
        text = text.replace("\n", " ")
    pieces.append((text.replace("\u2028", " ").replace("\u2029", " "), linked, bold))


def _add_line(
    out: list[Block], pieces: list[str], element: etree._Element, linked: int, urls: tuple[str, ...],
    stamp: str | None, bold: int,
) -> None:  # fmt: skip
    line = "".join(pieces)
    if _SEAM in line:
        # Parts of an info line stand apart by style alone; in running text a seam may run through a word.
        line = line.replace(_SEAM, " " if len(line) < 90 else "")
    line = _SPACE.sub(" ", line).strip(_EDGES)
    if line:
        out.append(
            Block(
                line,
                element,
                line.count(" ") + 1,
                min(linked, len(line)),
                urls,
                stamp,
                bold=bold * 2 > len(line),
            )
        )


_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return element.tag not in ("body", "main", "article")
    style = element.get("style")
    return style is not None and _HIDES.search(style) is not None


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
        own = _squash(title or "")
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
                line = list(_line(block.element))
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
            if block.element.tag == "h1" or (len(title) > 12 and _squash(block.text) == title):
                return set(_line(block.element))
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


def _line(element: etree._Element) -> Iterator[etree._Element]:
    """The element and those above it."""
    at: etree._Element | None = element
    while at is not None:
        yield at
        at = at.getparent()


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _leads_home(block: Block, path: str, title: str) -> bool:
    """Whether the link leads to the page itself, or is its title."""
    if any(
        href.startswith("#") or (path and href.split("#")[0].rstrip("/").endswith(path))
        for href in block.urls
    ):
        return True
    return bool(title) and _squash(block.text) in title


def _remarks(found: list[Block], reply: frozenset[str]) -> Iterator[etree._Element]:
    """Elements of readers' remarks: several of one kind and parent, each with its own words to answer or like it."""
    groups: dict[tuple[etree._Element, str, str], set[etree._Element]] = {}
    for block in found:
        if block.plain not in reply or block.words > 3:
            continue
        at = block.element
        for _ in range(6):
            parent = at.getparent()
            if parent is None or at.tag in ("body", "html"):
                break
            kind = re.sub(r"\d+", "", (at.get("class") or "").split(" ")[0])
            groups.setdefault((parent, str(at.tag), kind), set()).add(at)
            at = parent
    for group in groups.values():
        if len(group) >= 2:
            yield from group


_HEADING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _cards(heads: list[etree._Element]) -> Iterator[etree._Element]:
    """Elements of one parent and one kind, each with a headline that is a link; at most five levels above it."""
    groups: dict[tuple[etree._Element, str, str], set[etree._Element]] = {}
    for head in heads:
        if head.tag not in _HEADING and not any(e.tag in _HEADING for e in _line(head)):
            continue
        at = head
        for _ in range(5):
            parent = at.getparent()
            if parent is None or at.tag in ("body", "html"):
                break
            kind = re.sub(r"\d+", "", (at.get("class") or "").split(" ")[0])
            groups.setdefault((parent, str(at.tag), kind), set()).add(at)
            at = parent
    for group in groups.values():
        if len(group) >= 2:
            yield from group
