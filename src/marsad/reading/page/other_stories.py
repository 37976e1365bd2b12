"""Headlines of other stories, known by this: the report tells nothing of what they say.

… وأضاف المصدر أن القصف تجدد مساء. / **افتتاح معرض الكتاب في العاصمة بمشاركة واسعة** / وقال مصدر طبي إن الجرحى نقلوا: a card. A
subheading looks like it, but the paragraphs under it say again what it announces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from marsad.reading.page.card_words import CardWords, first_word
from marsad.reading.page.lines import Line
from marsad.reading.page.shapes import closes_sentences, drop, headlineish, is_prose, is_text
from marsad.text.fold import fold

_fold = fold.__wrapped__
_LEAST, _MOST = 6, 22  # words of a card; a subheading is shorter, a paragraph longer
_UNTOLD = 0.34  # of its words, so few are told: no subheading
_HALF = 0.5  # the same where its place tells against it
_NEAR, _FAR = 2, 12  # paragraphs that a heading announces together; the last that it may announce
_TEXT = 12  # words of a line that a writer would close
_TAIL = 6  # words of a paragraph that announce what follows it
_ROW = 3  # lines between two paragraphs: more are a list
_LETTERS = 1200  # of a paragraph that are compared
_WORD = re.compile(r"\w{2,}")
_ARTICLE = re.compile(r"(?:[وفبكل]?ال|لل|[وفبلك](?=\w{4}))(?=\w{3})")
_WEAK = re.compile(r"(?<!^)[اويهء]")


def _root(word: str) -> str:
    """Three letters that a word's forms have in common: القصف, بقصف, قصفت; the same for يطالبون and طالب."""
    bare = _ARTICLE.sub("", word, count=1)
    return _WEAK.sub("", bare)[:3] if not bare[:1].isdecimal() else bare


def _roots(folded: str, words: CardWords) -> list[tuple[str, str]]:
    """Each content word's root, and the root without the letter of the imperfect: ينفي beside نفى."""
    found = []
    for word in _WORD.findall(folded.replace("_", " ")):
        if word in words.little:
            continue
        root = _root(word)
        found.append((root, _root(word[1:]) if word[0] in "يتنم" and len(word) >= 4 else root))
    return found


class _Report:
    """The report's paragraphs and the roots each holds, looked up once."""

    def __init__(self, text: str, lines: Sequence[Line], words: CardWords) -> None:
        self.text, self.words = text, words
        self.kept = [line for line in lines if line.role in ("body", "update")]
        self.prose = [at for at, line in enumerate(self.kept) if is_text(line, words)]
        self._known: dict[int, frozenset[str]] = {}

    def holds(self, at: int) -> frozenset[str]:
        if at not in self._known:
            line = self.kept[at]
            folded = _fold(self.text[line.start : min(line.end, line.start + _LETTERS)])
            self._known[at] = frozenset([root for pair in _roots(folded, self.words) for root in pair])
        return self._known[at]

    def told(self, line: Line, paragraphs: Sequence[int], title: frozenset[str] = frozenset()) -> float:
        """How much of a headline the first paragraphs together tell, or one of the others alone."""
        said = _roots(line.head, self.words)
        if not said:
            return 1.0
        near = title.union(*(self.holds(at) for at in paragraphs[:_NEAR]))
        each = [near, *(self.holds(at) for at in paragraphs[_NEAR:_FAR])]
        return max(sum(not holds.isdisjoint(pair) for pair in said) for holds in each) / len(said)

    def linked(self) -> bool:
        """Do its paragraphs take each other up (وقال, كما, من جهته)? Those of a bulletin do not."""
        after = [self.kept[at] for at in self.prose[1:]]
        return 3 * sum(self.words.may_take_up(line.head) for line in after) >= max(len(after), 1)


def _is_card(line: Line, least: int, words: CardWords) -> bool:
    """A line that may be another story's headline; what takes up the text before it is none."""
    fits = headlineish(line) and not line.cut and least <= line.words <= _MOST and line.rule is None
    return (
        fits
        and "#" not in line.head
        and "@" not in line.head
        and not words.takes_up(line.head)
        and first_word(line.head) not in words.sentences
        and words.said.isdisjoint(line.plain.split())
    )


def cards_between(text: str, lines: Sequence[Line], words: CardWords) -> None:
    """Cards between the paragraphs of an article whose sentences end in full stops: one or two in a row.

    One or two lines without a full stop may as well be the writer's own, unless other things of a site stand around.
    """
    report = _Report(text, lines, words)
    kept, prose = report.kept, report.prose
    gaps = [
        (above, below, prose[nth : nth + _FAR])
        for nth, (above, below) in enumerate(pairwise(prose), 1)
        if kept[above].stop and 1 <= below - above - 1 <= _ROW  # else the line goes on in the next
    ]
    if not gaps or not _closes_nearly_all(kept, words) or not report.linked():
        return
    cards: list[Line] = []
    for above, below, following in gaps:
        begun = [first_word(kept[at].head) for at in range(above + 1, below)]
        alike = len(begun) == _ROW and len(set(begun)) < _ROW
        if (
            alike
            or _announces(text, kept[above], words)
            or any(_of_a_list(kept[at], words) for at in range(above + 1, below))
        ):
            continue
        among = False  # others' cards
        for at in range(above + 1, below):
            near = at + 1 == below and not among
            if not _is_card(kept[at], _LEAST, words) or (near and not words.may_take_up(kept[below].head)):
                continue
            if report.told(kept[at], following) <= (_UNTOLD if near else _HALF):
                cards.append(kept[at])
                among = True
    if len(cards) >= _CARDS or any(line.reason and not line.role for line in lines):
        for line in cards:
            drop(line, "related_card")


_CARDS = 3  # that are known by themselves


def _closes_nearly_all(lines: Sequence[Line], words: CardWords) -> bool:
    """Whether four lines of text in five end in a full stop; what may be a headline is not counted."""
    texts = [line for line in lines if line.words >= _TEXT and not line.cut]
    left_open = sum(not line.stop and not _is_card(line, _LEAST, words) for line in texts)
    return sum(line.stop for line in texts) > 4 * left_open


def _announces(text: str, line: Line, words: CardWords) -> bool:
    """Does a paragraph end with the word for what follows: … عرض خطة من أربع **نقاط** لوقف القتال?"""
    last = _WORD.findall(_fold(text[max(line.start, line.end - 60) : line.end]))[-_TAIL:]
    return not words.announced.isdisjoint(last)


def _of_a_list(line: Line, words: CardWords) -> bool:
    """A name with its age (**ليلى حسن من الميناء عمرها** ستون), or a place with what happened there (**في الميناء،** ضرب …)."""
    placed = first_word(line.head) in words.leads and ("،" in line.head or "," in line.head)
    return placed or not words.ages.isdisjoint(line.plain.split())


def summarised_cards(text: str, lines: Sequence[Line], words: CardWords) -> None:
    """Headline and summary: behind "read also", or with "more" or a date under them, twice or oftener on a page."""
    report = _Report(text, lines, words)
    at_kept = {id(line): at for at, line in enumerate(report.kept)}
    found: list[tuple[Line, Line]] = []
    marked = 0
    for at, (head, summary) in enumerate(pairwise(lines)):
        if summary.role != "body" or not is_prose(summary) or words.takes_up(summary.head):
            continue
        mark = at + 2 < len(lines) and _marks_a_card(lines[at + 2])
        placed = head.reason == "related" or (mark and head.role == "body")
        if not placed or not _is_card(head, _LEAST - 2, words):
            continue
        if report.told(head, [at_kept[id(summary)]]) >= _HALF:
            found.append((head, summary))
            marked += mark
    summaries = {at_kept[id(summary)] for _, summary in found}
    own = [at for at in report.prose if at not in summaries][:_FAR]
    for head, summary in found:
        known = head.reason == "related" or marked >= 2
        if (
            known
            and len(own) >= min(2, len(found))
            and report.told(head, own) <= (_HALF if marked >= 2 else _UNTOLD)
        ):
            drop(head, "related_card")
            drop(summary, "related_card")


_MORE = ("اقرا المزيد", "المزيد", "read more")


def _marks_a_card(line: Line) -> bool:
    rule = line.rule
    return line.only_day or line.plain in _MORE or (rule is not None and rule.id in ("counters", "published"))


def is_of_another(text: str, line: Line, lines: Sequence[Line], headline: str, words: CardWords) -> bool:
    """Whether a page's first line speaks of something else than the report's title and its first paragraphs."""
    if line.day or line.head[-1] in "-–—":
        return False  # a dateline speaks of nothing
    report = _Report(text, lines, words)
    return report.told(line, report.prose[:_FAR], _known(headline, words)) <= _UNTOLD


def _known(headline: str, words: CardWords) -> frozenset[str]:
    return frozenset([root for pair in _roots(_fold(headline), words) for root in pair])


def only_headlines(lines: Sequence[Line], headline: str, words: CardWords) -> bool:
    """Drop a page's running headlines where the report itself was not saved: its title alone is left to read.

    A digest is nothing but headlines too; its title says so, and no menu stands around it.
    """
    menus = sum(line.rule is not None and line.rule.does == "menu" for line in lines)
    found = [line for line in lines if line.role == "body" and line.words >= _LEAST - 2]
    if menus < _MENUS or len(found) < _MENUS or not all(headlineish(line) for line in found):
        return False
    title = _fold(headline)
    if len(title.split()) < _LEAST - 1 or not words.digests.isdisjoint(title.split()):
        return False
    report = _Report("", (), words)
    if any(report.told(line, (), _known(headline, words)) > _HALF for line in found):
        return False
    for line in lines:
        if line.role == "body":
            drop(line, "other_headlines")
    return True


_MENUS = 4  # words of a menu, and headlines, that make a site's page


def headlines_before(
    text: str, lines: Sequence[Line], prose: int, title: int | None, headline: str, words: CardWords
) -> None:
    """Headlines of others before the first running text of a report whose own title is known.

    What stands right under the title, before any byline or date, is the report's own second headline.
    """
    begin = title + 1 if title is not None and title < prose else 0
    while begin and begin < prose and lines[begin].role == "body" and _may_stand_before(lines[begin], words):
        begin += 1
    found = [line for line in lines[begin:prose] if line.role == "body" and _may_stand_before(line, words)]
    if not found:
        return
    report = _Report(text, lines, words)
    if not closes_sentences([line for line in lines[prose:] if line.role]):
        return
    told = [report.told(line, report.prose[:_FAR], _known(headline, words)) for line in found]
    gone = sum(line.rule is None and line.words >= 3 and line.reason in _ABOVE for line in lines[:prose])
    if gone + len(found) < 2:
        return  # a line alone may be what the report is headed with
    few = gone + sum(each <= _HALF for each in told)
    for line, each in zip(found, told, strict=True):
        if each <= (_HALF if few >= 3 else _HALF / 2 if few == 2 else _HALF / 3):
            drop(line, "before_text")


_CLOCK = re.compile(r"\d:\d\d")
_ABOVE = ("menu", "before_title")


def _may_stand_before(line: Line, words: CardWords) -> bool:
    return (
        _is_card(line, _LEAST - 1, words)
        and not line.day
        and line.head[-1] not in "-–—"
        and not _CLOCK.search(line.head)
    )  # else a dateline, or the time that the report covers


def headlines_after(text: str, lines: Sequence[Line], prose: int, words: CardWords) -> None:
    """One or two headlines between the last full sentence and what ends the report (tags, comments, other lists)."""
    kept = [at for at, line in enumerate(lines) if line.role in ("body", "update") and at >= prose]
    full = (n for n in range(len(kept) - 1, -1, -1) if is_text(lines[kept[n]], words) and lines[kept[n]].stop)
    last = next(full, None)
    if last is None or not 1 <= len(kept) - 1 - last <= _TRAIL:
        return
    trail = [at for at in kept[last + 1 :] if "#" not in lines[at].head and lines[at].words >= _LEAST - 1]
    before = [lines[at] for at in kept[: last + 1] if lines[at].words >= 12 or is_text(lines[at], words)]
    if len(before) < 2 or not all(line.stop for line in before) or not 1 <= len(trail) <= 2:
        return
    found = [lines[at] for at in trail]
    if not all(_is_card(line, _LEAST - 1, words) and not words.may_take_up(line.head) for line in found):
        return
    report = _Report(text, lines, words)
    ends = _at_end(lines, trail[-1], kept[-1])
    if not ends and len(found) == 1 and (len(before) < _SEVERAL or found[0].words < _LONG):
        return  # it may be a sentence that was cut off
    if any(report.told(line, report.prose[-_FAR:]) > (_HALF if ends else _UNTOLD) for line in found):
        return
    for line in found:
        drop(line, "trailing_headlines")


_SEVERAL, _LONG = 3, 8  # paragraphs behind which a lone headline is known, and its words
_TRAIL = 4  # lines of headlines and tags together
_ENDS = ("end", "close", "related")


def _at_end(lines: Sequence[Line], headline: int, last: int) -> bool:
    """Does a date of its own stand under the headline, or behind the last line what ends a report?"""
    below = lines[headline + 1] if headline + 1 < len(lines) else None
    if below is not None and (below.only_day or (below.rule is not None and below.rule.id == "counters")):
        return True
    rules = [line.rule for line in lines[last + 1 : last + 12] if line.rule is not None]
    after = next((rule for rule in rules if rule.does != "drop" or rule.id == "credits"), None)
    return after is not None and (after.does in _ENDS or after.id == "credits")
