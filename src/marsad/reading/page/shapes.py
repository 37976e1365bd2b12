"""Shapes that need no word list: headlines in a row, cards of other stories, texts said twice, teasers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from marsad.reading.page.card_words import CardWords
from marsad.reading.page.lines import Hit, Line, squash
from marsad.reading.page.published import is_date


def is_prose(line: Line) -> bool:
    """Running text: a sentence brought to its end, or one too long for a headline."""
    return not line.cut and ((line.stop and line.words >= 8) or line.words >= 30)


def is_text(line: Line, words: CardWords) -> bool:
    """Running text, or a short full sentence that takes up the text before it."""
    return is_prose(line) or (line.stop and words.takes_up(line.head))


def headlineish(line: Line) -> bool:
    return not line.stop and not line.listed and not line.colon and line.words <= 30


def drop(line: Line, reason: str) -> None:
    line.role, line.reason = None, reason


def dated_headlines(lines: list[Line]) -> None:
    """Headlines each with its own date, before, after or in front of them, at least three in a row."""
    led = [at for at, line in enumerate(lines) if line.dated and not is_date(line) and headlineish(line)]
    for run in _runs(led, 1, 3):
        for at in run:
            drop(lines[at], "dated_headlines")
    alone = [at for at, line in enumerate(lines) if is_date(line)]
    for run in _runs(alone, 3, 3):
        before = all(at and headlineish(lines[at - 1]) for at in run)
        for at in run:
            drop(lines[at], "dated_headlines")
            near = range(max(at - 2, run[0] - 1, 0), at) if before else range(at + 1, min(at + 3, len(lines)))
            for other in near:
                if headlineish(lines[other]):
                    drop(lines[other], "dated_headlines")


def _runs(places: list[int], step: int, least: int) -> Iterable[list[int]]:
    """Stretches of ``places`` with gaps of at most ``step`` and at least ``least`` members."""
    run: list[int] = []
    for at in places:
        if run and at - run[-1] > step:
            if len(run) >= least:
                yield run
            run = []
        run.append(at)
    if len(run) >= least:
        yield run


def closes_sentences(lines: list[Line]) -> bool:
    """Whether the writer ends sentences with full stops: then a line without one is no sentence."""
    texts = [line for line in lines if line.words >= 12 and not line.cut]
    return bool(texts) and sum(line.stop for line in texts) >= 0.6 * len(texts)


def trailing(lines: list[Line], prose: int, words: CardWords) -> None:
    """Headlines and tags that trail the report without any heading of their own."""
    kept = [at for at, line in enumerate(lines) if line.role in ("body", "update") and at >= prose]
    full = (n for n in range(len(kept) - 1, -1, -1) if is_text(lines[kept[n]], words) and lines[kept[n]].stop)
    last = next(full, None)
    if last is None or not closes_sentences([lines[at] for at in kept[: last + 1]]):
        return
    trail = [lines[at] for at in kept[last + 1 :]]
    if 3 * sum(line.listed or line.colon for line in trail) > len(trail):
        return  # a list that the text announced
    if any(line.plain.rpartition(" ")[2] in words.lists for line in (lines[kept[last]], *trail[:1])):
        return
    long = sum(line.words >= 5 for line in trail)
    if long >= 3 or sum(line.cut for line in trail) >= 2:
        for line in trail:
            drop(line, "trailing_headlines")
    elif len(trail) >= 3 and long == 0 and last >= 1:
        for line in trail:
            drop(line, "trailing_tags")


_CREDIT = re.compile(r"\s?[-–—]\s?([\w. ]{2,30})$")


def credited_pictures(lines: list[Line], prose: int) -> None:
    """Captions above the text that the dateline below tells by the outlet's name behind both.

    **دمار في السوق - صدى البلد** / الميناء - صدى البلد / قصفت …
    """
    for at, line in enumerate(lines[:prose]):
        credit = _CREDIT.search(line.head)
        if line.rule is not None or credit is None or line.words < 6 or not headlineish(line):
            continue
        for below in lines[at + 1 : min(at + 4, prose)]:
            dateline = _CREDIT.search(below.head)
            if dateline is not None and below.words <= 6 and squash(dateline[1]) == squash(credit[1]):
                line.rule = Hit("credited_picture", "caption")


_CARD = re.compile(
    r".*(?:\w\s?(?:\.{2,}|…)\s*\S|[|(]\s*(?:فيديو|صور|بالفيديو|بالصور)|؟\s*$)|(?!عاجل)\w+\s?:\s\S"
)


def doubled_cards(lines: list[Line], prose: int, title: int | None) -> None:
    """A headline set twice in a row inside the report is the card of another story."""
    kept = [line for line in lines[prose:] if line.role == "body"]
    own = lines[title].key if title is not None else ""
    for first, second in pairwise(kept):
        twice = first.key == second.key != own
        if twice and first.words >= 4 and headlineish(first) and "#" not in first.head:
            drop(first, "related_card")
            drop(second, "related_card")


def cards_told_twice(lines: list[Line], title: int | None) -> None:
    """Headline and summary, and the same two again, three times on a page: cards of other stories.

    Sites set such a card once for wide screens and once for narrow ones. An article whose text stands twice on
    its page is one such pair; three that follow each other with other words are not the report.
    """
    keys = [line.key for line in lines]
    own = keys[title] if title is not None else ""
    found: list[int] = []
    at = 0
    while at + 3 < len(lines):
        first, second = keys[at : at + 2]
        twice = first == keys[at + 2] and second == keys[at + 3] and first != second
        if twice and first != own and lines[at].words >= 3 and lines[at + 1].words >= 8:
            found.append(at)
            at += 4
        else:
            at += 1
    for card in found if len(found) >= 3 else ():
        for line in lines[card : card + 4]:
            drop(line, "related_card")


_ENTRY = re.compile(r"\W{0,3}\w+\s?:\s?\S")
_ENTRIES = 3  # a bulletin, place by place: **الميناء:** قصف …


def dressed_cards(lines: list[Line], prose: int) -> None:
    """Lines between an article's paragraphs that wear a headline's dress, and captions among them."""
    kept = [at for at, line in enumerate(lines) if line.role == "body"]
    if len(kept) < 4 or not closes_sentences([lines[at] for at in kept]):
        return
    entries = sum(_ENTRY.match(lines[at].head) is not None for at in kept)
    for at, following in pairwise(kept):
        line = lines[at]
        if entries >= _ENTRIES and _ENTRY.match(line.head):
            continue
        if headlineish(line) and line.credited and line.words >= 6:
            line.role = "caption"
            continue
        fits = at > prose and headlineish(line) and 5 <= line.words <= 25 and not line.cut
        if fits and "#" not in line.head and _CARD.match(line.head) and is_prose(lines[following]):
            drop(line, "related_card")


_SENTENCE = re.compile(r"[^.!؟?]+[.!؟?]*")
_KNOWN_AGAIN = 60  # code points of a sentence that is told twice by no accident
_LETTERS = 16


def repeats(lines: list[Line], title: int | None) -> None:
    """Keep the first complete telling of every line; teasers that another line tells in full go first."""
    starts: dict[str, list[Line]] = {}
    count = 0
    for line in lines:
        if line.role and len(line.key) >= 20:
            starts.setdefault(line.key[:20], []).append(line)
            count += 1
    if len(starts) == count and (title is None or lines[title].role):
        return  # each begins with other letters: nothing is told twice, nor is the title
    for at, line in enumerate(lines):
        if not line.role or len(line.key) < 20 or at == title:
            continue
        for other in starts[line.key[:20]][:40]:
            longer = other.role and len(other.key) > len(line.key) and other.key.startswith(line.key)
            if longer and (line.cut or (line.words >= 8 and len(line.key) >= 40 and not line.stop)):
                drop(line, "teaser")
                break
    seen = {lines[title].key} if title is not None else set()
    own = lines[title].key if title is not None and len(lines[title].key) >= 25 else None
    for at, line in enumerate(lines):
        if not line.role or len(line.key) < 20 or at == title:
            continue
        signed = own is not None and line.key.startswith(own) and len(line.key) <= len(own) + 25
        signed = signed and not line.stop
        if line.key in seen or signed:
            drop(line, "repeat")
        seen.add(line.key)


def _long_sentences(text: str, line: Line) -> list[tuple[int, int]]:
    """Where the sentences of a kept line stand that are long enough to be known again."""
    if not line.role or not _KNOWN_AGAIN <= line.end - line.start <= 200_000:
        return []
    spans = [match.span() for match in _SENTENCE.finditer(text, line.start, line.end)]
    return [(start, end) for start, end in spans if end - start >= _KNOWN_AGAIN]


def _begin_apart(text: str, within: list[list[tuple[int, int]]]) -> bool:
    """Does each of the sentences begin with other letters? Then none is told again, as in nearly every report."""
    starts = [start for spans in within for start, _ in spans]
    if len(starts) < 2:
        return True
    begun: set[str] = set()
    for start in starts:
        letters = squash(text[start : start + 2 * _LETTERS])
        if len(letters) <= _LETTERS or (beginning := letters[:_LETTERS]) in begun:
            return False
        begun.add(beginning)
    return True


def repeated_inside(text: str, lines: list[Line]) -> None:
    """Sentences told again inside one long line, as where a page was flattened into one."""
    within = [_long_sentences(text, line) for line in lines]
    if _begin_apart(text, within):
        return
    told: set[str] = set()
    fresh: list[Line] = []
    for line, spans in zip(lines, within, strict=True):
        kept_from = line.start
        for start, end in spans:
            key = squash(text[start:end])
            if key in told:
                if start > kept_from:
                    fresh.append(line.part(kept_from, start))
                gone = line.part(start, end)
                drop(gone, "repeat")
                fresh.append(gone)
                kept_from = end
            told.add(key)
        if kept_from == line.start:
            fresh.append(line)
        elif kept_from < line.end:
            fresh.append(line.part(kept_from, line.end))
    lines[:] = fresh
