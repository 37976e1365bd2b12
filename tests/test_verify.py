"""``verify`` passes what the report shows and nothing else, whoever coded it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import VerifyError
from marsad.model import Attribution, Claim, Document, Location, Participant, Span, Toll, When
from marsad.verify import require, verify

KINDS = {"shelling", "siege"}
# How long a busy machine takes to make up a claim says nothing about ``verify``.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
change = msgspec.structs.replace


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=4, max_size=80))
    title = draw(st.none() | st.text(min_size=2, max_size=20))
    return Document(id="d", text=text, title=title)


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    where = draw(st.sampled_from(["text", "title"])) if document.title else "text"
    text = document.text if where == "text" else document.title or ""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Span(start=start, end=end, quote=text[start:end], where=where)  # type: ignore[arg-type]


@st.composite
def supported(draw: st.DrawFn) -> tuple[Document, Claim]:
    """A document and a claim that it supports."""
    document = draw(documents())
    span = spans(document)

    def people(most: int = 2) -> tuple[Participant, ...]:
        found = draw(st.lists(span, max_size=most))
        return tuple(Participant(text="قسد", name="قوات سوريا الديمقراطية", spans=(one,)) for one in found)

    def town() -> tuple[Location, ...]:
        found = draw(st.lists(span, max_size=2))
        return tuple(Location(text="طفس", name="طفس", lat=32.7, lon=36.1, spans=(one,)) for one in found)

    low = draw(st.integers(0, 50))
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    told = draw(span)
    claim = Claim(
        id="c",
        kind=draw(st.sampled_from(sorted(KINDS))),
        status=draw(st.sampled_from(["occurred", "denied", "planned"])),
        evidence=tuple(draw(st.lists(span, min_size=1, max_size=3))),
        trigger=draw(st.none() | span),
        initiators=people(),
        targets=people(),
        attributed_to=people(1),
        attribution=tuple(Attribution(source=one) for one in people(1)),
        places=town(),
        when=When(start=days[0].isoformat(), end=days[1].isoformat(), quote=told.quote, span=told),
        killed=Toll(min=low, max=draw(st.none() | st.integers(low, 99))),
        confidence=draw(st.floats(0, 1)),
    )
    return document, claim


@unhurried
@given(supported())
def test_a_supported_claim_passes(pair: tuple[Document, Claim]) -> None:
    document, claim = pair
    assert verify(claim, document, KINDS) == []
    require(claim, document, KINDS)


@unhurried
@given(supported(), st.integers(-3, 200), st.integers(-3, 200), st.text(max_size=9))
def test_a_span_passes_only_if_it_is_the_text_there(
    pair: tuple[Document, Claim], start: int, end: int, quote: str
) -> None:
    document, claim = pair
    moved = Span(start=start, end=end, quote=quote)
    holds = 0 <= start < end <= len(document.text) and document.text[start:end] == quote
    for broken in (
        change(claim, evidence=(*claim.evidence, moved)),
        change(claim, trigger=moved),
        change(claim, content=moved),
        change(claim, targets=(Participant(text="x", name="x", spans=(moved,)),)),
        change(claim, places=(Location(text="x", name="x", spans=(moved,)),)),
        change(claim, attribution=(Attribution(source=Participant(text="x", name="x", spans=(moved,))),)),
    ):
        assert (verify(broken, document, KINDS) == []) is holds


@unhurried
@given(supported(), st.text(max_size=12))
def test_a_claim_about_another_text_passes_only_if_the_words_are_there_too(
    pair: tuple[Document, Claim], other: str
) -> None:
    document, claim = pair
    moved = change(document, text=other + document.text)
    in_text = [s for s in claim.evidence if s.where == "text"]
    if any(moved.text[s.start : s.end] != s.quote for s in in_text):
        assert verify(claim, moved, KINDS)


SPAN = Span(start=0, end=3, quote="قصف")
DOCUMENT = Document(id="d", text="قصف على طفس")
CLAIM = Claim(id="c", kind="shelling", status="occurred", evidence=(SPAN,))


@pytest.mark.parametrize(
    ("fault", "field"),
    [
        ({"kind": "picnic"}, "kind"),
        ({"status": "maybe"}, "status"),
        ({"id": ""}, "id"),
        ({"evidence": ()}, "evidence"),
        ({"evidence": (Span(start=0, end=3, quote="قصف", where="title"),)}, "evidence[0]"),
        ({"initiators": (Participant(text="قسد", name="قسد"),)}, "initiators[0]"),
        ({"third_parties": (Participant(text=" ", name="قسد", spans=(SPAN,)),)}, "third_parties[0]"),
        ({"places": (Location(text="طفس", name="طفس"),)}, "places[0]"),
        ({"places": (Location(text="طفس", name="طفس", lat=1.0, spans=(SPAN,)),)}, "places[0]"),
        ({"places": (Location(text="طفس", name="طفس", lat=91.0, lon=0.0, spans=(SPAN,)),)}, "places[0]"),
        ({"attributed_to": (Participant(text="المرصد", name="المرصد"),)}, "attributed_to[0]"),
        ({"killed": Toll(min=5, max=3)}, "killed"),
        ({"injured": Toll(min=-1, max=3)}, "injured"),
        ({"captured": Toll(min=1, max=1, quote="ثلاثة")}, "captured.quote"),
        ({"killed": Toll(min=5, max=9, groups={"أطفال": (3, 2)})}, "killed.groups[أطفال]"),
        ({"when": When(start="2021-01-25", end="2021-01-24")}, "when"),
        ({"when": When(start="2021-02-30")}, "when.start"),
        ({"when": When(end="2021-02-03")}, "when"),
        ({"when": When(quote="أمس")}, "when.quote"),
        ({"when": When(quote="على", span=SPAN)}, "when.quote"),
        ({"confidence": 1.5}, "confidence"),
    ],
)
def test_every_fault_is_named_by_its_field(fault: dict[str, object], field: str) -> None:
    assert verify(CLAIM, DOCUMENT, KINDS) == []
    broken = change(CLAIM, **fault)
    (said, *_) = verify(broken, DOCUMENT, KINDS)
    assert said.startswith(f"{field}:")
    with pytest.raises(VerifyError, match=r"V001"):
        require(broken, DOCUMENT, KINDS)


TEXT = (
    "قصفت قوات النظام مدينة طفس أمس مقتل ثلاثة مدنيين وقال المرصد السوري حصار بين و اشتباكات في القامشلي "
    "« » ، . \0 \u202e 12 لم نفى BBC ال"
)
WORDS = ["\n", *TEXT.split(" ")]


@unhurried  # the first example waits for the lexicon
@given(
    st.lists(st.sampled_from(WORDS), max_size=60), st.none() | st.lists(st.sampled_from(WORDS), max_size=8)
)
def test_whatever_is_read_is_supported(words: list[str], title: list[str] | None) -> None:
    from marsad.engine.pool import resources
    from marsad.reading.pipeline import read

    lexicon, gazetteer = resources()
    document = Document(
        id="d", text=" ".join(words), title=" ".join(title) if title else None, published="2021-01-24"
    )
    for claim in read(document, lexicon, gazetteer):
        assert verify(claim, document, lexicon.kinds) == []
