"""From working events to claims: neutral names, spans of the original text, ids and confidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.schema import Actor
from marsad.model import Attribution, Claim, Document, Location, Participant, Span, Toll, When
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.no_means import means_told
from marsad.reading.names.reference import described_as
from marsad.reading.names.spelling import broken_name, unbroken_name
from marsad.reading.records import ANSWERED_FOR, Chunk, Event
from marsad.reading.sameness import words
from marsad.reading.slots.whereabouts import NAMED_AFTER, Where, extent_words, one_place, placed, written
from marsad.reading.sources.ids import source_called
from marsad.text.fold import fold
from marsad.text.plain import plain
from marsad.text.tokens import Token

_LONGEST = 600  # code points; a longer stretch shows nothing
_MARK = re.compile('["«»“”]')


def paired(name: str, after: str) -> str:
    """A name without half of a pair of quotation marks: وكالة "تاس" whose second mark stands behind it, طالبان" alone.

    ``after``: what stands behind it in the report.
    """
    if _MARK.search(name) is None:
        return name
    for opening, closing in ('""', "«»", "“”"):
        opened, closed = name.count(opening), name.count(closing)
        if (opened % 2 == 0) if opening == closing else (opened == closed):
            continue
        if after == closing and not name.startswith(opening) and name[-1] != opening:
            name += closing
        elif name.endswith((opening, closing)):
            name = name[:-1].rstrip()
        elif name.startswith((opening, closing)):
            name = name[1:].lstrip()
        else:
            lone = max(name.rfind(opening), name.rfind(closing))
            name = " ".join(f"{name[:lone]} {name[lone + 1 :]}".split())  # تنظيم"داعش is of two words
    return name


class Builder:
    """Builds the claims of one document.

    ``split`` is where the title begins in the joined text; ``base`` is where in the document the text that was
    read begins: a very long report is read in stretches.
    """

    def __init__(
        self, document: Document, tokens: Sequence[Token], split: int, lexicon: Lexicon, gazetteer: Gazetteer | None,
        fingerprint: str, anchor: str | None, names: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        located: Mapping[tuple[int, int, str], Where] = MappingProxyType({}), base: int = 0,
    ) -> None:  # fmt: skip
        self.document = document
        self.tokens = tokens
        self.split = split
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self.fingerprint = fingerprint
        self.names = names
        self.located = located
        self.anchor = anchor
        self.base = base

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first``–``last``, in the text or the title."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        if start >= self.split:
            start, end = start - self.split, end - self.split
            quote = (self.document.title or "")[start:end]
            return Span(start=start, end=end, quote=quote, where="title")
        start, end = start + self.base, end + self.base
        return Span(start=start, end=end, quote=self.document.text[start:end])

    def written(self, at: int) -> str:
        """A token as the report has it."""
        return self.span(at, at + 1).quote

    def claim(self, event: Event) -> Claim:
        evidence = tuple(dict.fromkeys(self.span(*self._clip(a, b)) for a, b in event.spans))
        trigger = self.span(event.trigger.first, event.trigger.last)
        key = f"{self.document.id}\0marsad\0{evidence[0].where}\0{evidence[0].start}\0{evidence[0].end}\0{event.kind}\0{trigger.start}"
        unhurt = event.status == "planned" or (
            event.status == "denied" and "denial" in event.notes and ANSWERED_FOR not in event.notes
        )
        tolls = {} if unhurt else event.tolls  # what has not happened has hurt nobody
        return Claim(
            id=sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            kind=event.kind,
            status=event.status,  # type: ignore[arg-type]
            evidence=evidence,
            trigger=trigger,
            initiators=self.participants([c for c in event.initiators if c.kind != "place"]),
            targets=self.participants(event.targets),
            third_parties=self.participants(event.third),
            places=self.locations(event.places),
            when=self.when(event),
            attributed_to=(tellers := self.tellers(event.sources)),
            attribution=tuple(Attribution(source=teller) for teller in tellers),
            killed=self.toll(tolls.get("killed")),
            injured=self.toll(tolls.get("injured")),
            captured=self.toll(tolls.get("captured")),
            missing=self.toll(tolls.get("missing")),
            displaced=self.toll(tolls.get("displaced")),
            means=means_told(event.kind, event.means),
            objects=tuple(dict.fromkeys(event.objects)),
            content=self.span(*event.content) if event.content else None,
            rule=event.trigger.rule.id,
            confidence=round(event.parts.get("total", 0.5), 3),
            parts={k: v for k, v in event.parts.items() if k != "total"},
            fingerprint=self.fingerprint,
        )

    def _clip(self, first: int, last: int) -> tuple[int, int]:
        """Shorten from the end until the stretch is short enough to show anything."""
        while last - first > 1 and self.tokens[last - 1].end - self.tokens[first].start > _LONGEST:
            last -= 1
        return first, last

    def participants(self, chunks: Sequence[Chunk]) -> tuple[Participant, ...]:
        out: list[Participant] = []
        for chunk in chunks:
            made = self.participant(chunk)
            if not out or not any(
                (made.id == known.id and made.id) or words(made.text) == words(known.text) for known in out
            ):
                out.append(made)
        return tuple(out)

    def tellers(self, chunks: Sequence[Chunk]) -> tuple[Participant, ...]:
        """Who says so, each by the name in the report, and by the registry's where that name means one source."""
        return tuple(
            replace(
                one, id=known.id, name=known.name_ar, name_en=known.name_en, country=known.country or None
            )
            if one.id is None and (known := source_called(one.text, self.lexicon)) is not None
            else one
            for one in self.participants(chunks)
        )

    def participant(self, chunk: Chunk) -> Participant:
        chunk = unbroken_name(chunk, self.written)
        actor = self.lexicon.actors.get(chunk.ref or "")
        source = self.lexicon.sources.get(chunk.ref or "") if actor is None else None
        after = self.tokens[chunk.last].fold if chunk.last < len(self.tokens) else ""
        name = (
            actor.name_ar if actor else source.name_ar if source else paired(self._group_name(chunk), after)
        )
        country = chunk.country or (actor.country if actor else "")
        span = self.span(chunk.first, chunk.last)
        if span.quote != chunk.name == fold(span.quote):
            told = replace(chunk, name=plain(span.quote))  # known by its folded words only
            chunk = unbroken_name(told, self.written)
            name = name if actor or source else chunk.name
        text = paired(chunk.full or chunk.name, after)
        group = chunk.kind == "group" and not chunk.ref
        key = described_as(chunk, self.lexicon.attributes["group_names"]) if group else ""
        if chunk.sort == "nationality":
            state = self.lexicon.armies.get((chunk.country, "state"))
            actor = self.lexicon.actors.get(state or "")
            name = actor.name_ar if actor else chunk.name
            return Participant(text=name, name=name, id=actor.id if actor else None, name_en=actor.name_en if actor else None,
                               country=country or None,
                               aliases=tuple(dict.fromkeys((chunk.name, *_adjectives(actor), *self.names.get(actor.id if actor else "", ())))),
                               spans=(span,))  # fmt: skip
        return Participant(
            text=text, name=name,
            aliases=tuple(
                n
                for n in dict.fromkeys(
                    (
                        chunk.name,
                        written(chunk, span),
                        *broken_name(text, span.quote),
                        *self.names.get(chunk.ref or key, ()),
                    )
                )
                if n != text
            ),
            id=(actor.id if actor else source.id if source else None),
            name_en=actor.name_en if actor else source.name_en if source else None, country=country or None,
            loaded=chunk.loaded, spans=(span,),
        )  # fmt: skip

    def _group_name(self, chunk: Chunk) -> str:
        """People only described are named by the plural of what they are, however the sentence counts them."""
        if chunk.kind != "group":
            return chunk.name
        head, _, rest = chunk.name.partition(" ")
        plural = self.lexicon.attributes["group_names"].get(fold(head), "")
        return plural if plural and not rest.startswith("ال") else chunk.name

    def locations(self, chunks: Sequence[Chunk]) -> tuple[Location, ...]:
        out: list[Location] = []
        told = [extent_words(chunk) for chunk in chunks]
        for at, (chunk, mine) in enumerate(zip(chunks, told, strict=True)):
            if len(chunks) > 1 and (
                mine in told[:at]
                or any(
                    mine < other and told_by.sort not in NAMED_AFTER
                    for other, told_by in zip(told, chunks, strict=True)
                )
            ):
                # إدلب beside ريف إدلب الجنوبي says nothing more.
                continue
            where = self.located.get((chunk.first, chunk.last, chunk.name))
            span = self.span(chunk.first, chunk.last)
            made = placed(chunk, where, span)
            if spelled := broken_name(made.text, span.quote):
                made = replace(made, aliases=spelled)
            known = next((number for number, other in enumerate(out) if one_place(made, other)), None)
            if known is None:
                out.append(made)
            else:
                # عين العرب (كوباني): one town under two of its names
                other = out[known]
                aliases = dict.fromkeys((*other.aliases, made.text))
                out[known] = replace(other, aliases=tuple(aliases), spans=(*other.spans, *made.spans))
        return tuple(out)

    def when(self, event: Event) -> When | None:
        date = event.date
        if date is None:
            return None
        span = self.span(date.first, date.last)
        return When(start=date.start, end=date.end, precision=date.precision, quote=span.quote,
                    anchor=self.anchor if date.anchor == "published" else None, span=span, beside="day" in event.notes)  # fmt: skip

    def toll(self, toll: Any) -> Toll | None:
        if toll is None:
            return None
        return Toll(
            min=toll.min, max=toll.max, quote=self.span(toll.first, toll.last).quote, groups=dict(toll.groups)
        )


def _adjectives(actor: Actor | None) -> tuple[str, ...]:
    """روسي, روسية: how a state is named as the doer of a deed (قصف روسي)."""
    return (actor.adjective, f"{actor.adjective}ة") if actor is not None and actor.adjective else ()
