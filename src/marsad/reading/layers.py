"""What the stages of reading have found so far, one attribute a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.cards import Card
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.scan import At
from marsad.reading.names.mentions import Mentions
from marsad.reading.page.final_ta import with_ta
from marsad.reading.page.furniture import Body
from marsad.reading.records import Chunk, Event, Trigger
from marsad.reading.screen.arms import Tenor
from marsad.reading.slots.whereabouts import Mention, Where
from marsad.reading.sources.sayings import Saying
from marsad.reading.tables import tables_of
from marsad.text.plain import plain
from marsad.text.tokens import Sentence, Token


def _plain(document: Document) -> Document:
    text, title = with_ta(plain(document.text)), document.title and with_ta(plain(document.title))
    if text is document.text and title is document.title:
        return document
    return replace(document, text=text, title=title)


class Layers:
    """What the stages have found so far, one attribute a layer. ``joined`` is the text followed by the title.

    ``whole`` is the report that ``document`` is a stretch of, ``base`` where in its text the stretch begins. ``document`` has
    plain spaces and Arabic commas, at the same offsets.
    """

    def __init__(
        self, document: Document, lexicon: Lexicon, gazetteer: Gazetteer | None, whole: Document | None = None, base: int = 0
    ) -> None:  # fmt: skip
        self.whole = whole or document
        self.page = document is self.whole  # no stretch of it
        self.document = document = _plain(document)
        self.base = base
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.tables = tables_of(lexicon)
        self.split = len(document.text) + 1
        self.joined = f"{document.text}\n{document.title}" if document.title else document.text
        self.doubtful = False
        self.faintly: str | None = None
        self.body: Body
        self.published: str | None = None
        self.tokens: list[Token]
        self.sentences: list[Sentence]
        self.roles: list[str]
        # By sentence, of a message or an item of a feed: the day in its stamp, and the tokens of that.
        self.sent: dict[int, tuple[str, int, int]] = {}
        self.stories: list[int] = []  # by sentence, of which item of a feed it is
        self.at: At
        self.finder: Mentions
        self.entries: Entries
        self.cards: list[Card]
        self.names: dict[str, tuple[str, ...]]
        self.chunks: list[list[Chunk]]
        self.parties: list[list[Chunk]]
        self.clauses: list[Clauses]
        self.tenor: Tenor
        self.dates: list[Any]
        self.tolls: list[list[Any]]
        self.counts: list[frozenset[int]]  # by sentence, of how many people or things it tells
        self.sayings: list[Saying]
        self.triggers: list[Trigger]
        self.faint: list[Trigger]
        self.events: list[Event]
        self.united: list[Event]
        self.kept: list[Event]
        self.located: Mapping[Mention, Where] = {}
        self.claims: list[Claim]

    def written(self, at: int) -> str:
        """A token as the report has it."""
        token = self.tokens[at]
        return self.joined[token.start : token.end]

    @property
    def bare(self) -> bool:
        """Is the report one sentence without headline, date or outlet?"""
        given = self.document.title or self.document.outlet or self.published
        return len(self.sentences) == 1 and not given
