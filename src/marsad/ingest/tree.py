"""A page parsed without running, fetching or expanding anything, and its text as blocks in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from marsad.errors import InputError

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
    return next(((href,) for e in upward(element) if e.tag == "a" and (href := e.get("href"))), ())


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


def upward(element: etree._Element) -> Iterator[etree._Element]:
    """The element and those above it."""
    at: etree._Element | None = element
    while at is not None:
        yield at
        at = at.getparent()


def squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ENDED = re.compile(r"[.!؟?…:»”\"')\]،]\s*$")


def is_prose(block: Block) -> bool:
    """Running text: long, or of some length and ended as a sentence, and not mostly links."""
    if block.link_share > 0.45 or block.teaser:
        return False
    if block.element.tag in HEADINGS:  # some sites set paragraphs as headings
        return block.words >= 14 and block.text.rstrip().endswith((".", "»", "؟")) and not block.urls
    return block.words >= 20 or (block.words >= 9 and ENDED.search(block.text) is not None)


def beginning(element: etree._Element, most: int) -> str:
    """The first ``most`` letters of the element's text, and no more looked at: a page may hold thousands of blocks."""
    out: list[str] = []
    size = 0
    for text in element.itertext():
        out.append(squash(str(text)))
        size += len(out[-1])
        if size > most:
            break
    return "".join(out)


def up_to(element: etree._Element, stop: etree._Element | None) -> list[etree._Element]:
    """The element and those above it below ``stop``, the innermost first."""
    out: list[etree._Element] = []
    at: etree._Element | None = element
    while at is not None and at is not stop:
        out.append(at)
        at = at.getparent()
    return out
