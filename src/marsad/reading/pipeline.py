"""The stages in order, and ``read``: one report in, its claims out. No I/O, no clock, no globals but what it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.load import DATA
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.cast.cast import cast, load_cast
from marsad.reading.cast.company import Company
from marsad.reading.claims import Builder
from marsad.reading.days.dates import find_dates
from marsad.reading.events.battles import turned_into_battles
from marsad.reading.events.context import take_over
from marsad.reading.events.event_tolls import adopt_tolls
from marsad.reading.events.events import find_events
from marsad.reading.events.from_the_air import from_the_air
from marsad.reading.events.later_tolls import take_last_counts
from marsad.reading.events.taken_up import hand_back_tolls
from marsad.reading.events.taken_up_by_word import take_up_tolls
from marsad.reading.events.tried_in_vain import leave_to_the_shooting
from marsad.reading.events.triggers import find_triggers
from marsad.reading.events.undertakings import undertaken
from marsad.reading.grammar.cards import find_cards
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.entries import find_entries, under_towns
from marsad.reading.grammar.misread import rightly_read
from marsad.reading.grammar.own_clauses import own_clauses
from marsad.reading.grammar.scan import At
from marsad.reading.identity.identity import unite
from marsad.reading.identity.pairs import Tellings
from marsad.reading.identity.said_twice import of_the_crowd, one_word, said_twice
from marsad.reading.layers import Layers
from marsad.reading.names.datelines import past_dateline
from marsad.reading.names.lands import called_by_name
from marsad.reading.names.mention_joins import with_holders
from marsad.reading.names.mentions import Mentions
from marsad.reading.names.office_holders import by_their_offices
from marsad.reading.names.reference import DEMONSTRATIVES, names_of, resolve
from marsad.reading.names.same_kind import kinds_of
from marsad.reading.names.spelling import STRETCH, unbroken_name
from marsad.reading.page.furniture import find_body
from marsad.reading.records import Event, Trigger
from marsad.reading.roles.accused import Charges
from marsad.reading.roles.subjects import fill_opponents
from marsad.reading.scores.confidence import Bars, Model, bar, features, kin_of, load_model, score
from marsad.reading.scores.linear import Scores
from marsad.reading.scores.matter import armed
from marsad.reading.scores.report import Report
from marsad.reading.scores.weighing import UNLIKELY, UNSURE, keep_condemned, keep_deadly, weigh
from marsad.reading.screen.arms import tenor_of
from marsad.reading.screen.headings import drop_headings
from marsad.reading.screen.screen import screen_after
from marsad.reading.slots.carded import fill_from_cards, raise_from_cards
from marsad.reading.slots.headings import without_datelines
from marsad.reading.slots.hometowns import homes, settle
from marsad.reading.slots.setting import Setting
from marsad.reading.slots.slots import fill
from marsad.reading.slots.where_they_speak import without_speakers_places
from marsad.reading.slots.whereabouts import locate
from marsad.reading.sources.attribution import Attributions
from marsad.reading.sources.described import told_by_kin
from marsad.reading.sources.outlets import without_outlets
from marsad.reading.sources.resumed import attribute_resumed
from marsad.reading.sources.sayings import cited_at, without_deeds
from marsad.reading.sources.testimony import attribute_lead
from marsad.reading.status.modality import settle_costly, settle_said
from marsad.reading.stretches import stretches
from marsad.reading.tolls.listed_names import count_listed
from marsad.reading.tolls.lists import enlisted
from marsad.reading.tolls.tolls import counted_students, find_tolls
from marsad.reading.words_read import read_words, stories_of
from marsad.text.numbers import find_numbers


class Stage(Struct, frozen=True):
    """One step: what it needs, what it adds, and the function that adds it. ``version`` goes into the fingerprint."""

    name: str
    version: str
    needs: tuple[str, ...]
    adds: tuple[str, ...]
    run: Callable[[Layers], None]


def _furniture(layers: Layers) -> None:
    layers.body = find_body(layers.document, layers.tables.furniture, page=layers.page)
    layers.published = (layers.document.published or layers.body.published or "")[:10] or None


def _terms(layers: Layers) -> None:
    hits = rightly_read(
        layers.joined, layers.tokens, layers.lexicon.index.find(layers.tokens), layers.lexicon
    )
    layers.at = At(hits, len(layers.tokens))
    layers.tenor = tenor_of(layers.at, layers.tokens)


def _mentions(layers: Layers) -> None:
    layers.finder = Mentions(layers.joined, layers.tokens, layers.at, layers.lexicon, layers.gazetteer)
    found = [layers.finder.find(sentence) for sentence in layers.sentences]
    if STRETCH in layers.joined:
        written = layers.written
        found = [[unbroken_name(chunk, written) for chunk in chunks] for chunks in found]
    found = past_dateline(layers.tokens, layers.sentences, layers.roles, found)
    layers.chunks = with_holders(layers.finder.names.offices, found)
    layers.chunks = under_towns(layers.joined, layers.tokens, layers.sentences, layers.roles, layers.chunks)


def _reference(layers: Layers) -> None:
    found = layers.chunks
    these = frozenset([at for at, token in enumerate(layers.tokens, 1) if token.fold in DEMONSTRATIVES])
    kinds = kinds_of(token.fold for token in layers.tokens)
    named = called_by_name(resolve(found, layers.lexicon, these, kinds, layers.tokens), layers.gazetteer)
    layers.chunks = by_their_offices(layers.tokens, named)
    layers.names = names_of(found, layers.chunks, layers.lexicon)


def _entries(layers: Layers) -> None:
    times = [f"{region.day or ''} {region.time}" for region in layers.body.regions if region.time]
    back = sum(one > two for one, two in pairwise(times))  # a night's page goes back once
    layers.entries = find_entries(
        layers.joined, layers.tokens, layers.sentences, layers.roles, layers.chunks, newest_first=2 * back >= len(times) > 1,
        stories=stories_of(layers),
    )  # fmt: skip
    layers.cards = find_cards(layers.tokens, layers.sentences)


def _attribution(layers: Layers) -> None:
    finder = Attributions(
        layers.joined, layers.tokens, layers.at, layers.finder.name_length, layers.lexicon.common
    )
    layers.sayings = finder.find(layers.sentences, layers.chunks)
    layers.chunks = without_outlets(layers.chunks, layers.sayings, layers.tokens)


def _dates(layers: Layers) -> None:
    layers.dates = find_dates(
        layers.tokens,
        layers.sentences,
        layers.published,
        layers.tables.time,
        layers.tables.numbers,
        layers.sent,
    )


def _tolls(layers: Layers) -> None:
    tables = layers.tables
    out, counts = [], []
    for sentence, chunks in zip(layers.sentences, layers.chunks, strict=True):
        numbers = find_numbers(layers.tokens, sentence.first, sentence.last, tables.numbers)
        counts.append(frozenset([n.min for n in numbers if n.people is not False and n.min]))
        out.append(find_tolls(layers.tokens, (sentence.first, sentence.last), numbers, tables.tolls, chunks))
    enlisted(layers.tokens, layers.sentences, out, layers.at)
    count_listed(layers.tokens, layers.sentences, out, layers.at)
    if kin := [c for saying in layers.sayings for c in saying.chain if told_by_kin(layers.tokens, c)]:
        # قال والد **أحد القتلى** إن: who tells it is not counted by his name
        out = [[t for t in tolls if not any(c.first < t.first < c.last for c in kin)] for tolls in out]
    layers.tolls, layers.counts = out, counts


def _triggers(layers: Layers) -> None:
    layers.triggers, layers.faint = find_triggers(
        layers.joined, layers.tokens, layers.sentences, layers.at, layers.lexicon, layers.dates, layers.chunks
    )
    students = counted_students(layers.tokens, layers.tolls)
    if students:  # مقتل معلمة **وطالب**: who is counted demands nothing
        layers.triggers = [t for t in layers.triggers if t.first not in students]
        layers.faint = [t for t in layers.faint if t.first not in students]
    layers.sayings = without_deeds(layers.sayings, layers.triggers)


def _clauses(layers: Layers) -> None:
    layers.clauses = [
        Clauses(layers.tokens, sentence, layers.at, chunks)
        for sentence, chunks in zip(layers.sentences, layers.chunks, strict=True)
    ]
    told: list[list[Trigger]] = [[] for _ in layers.sentences]
    for trigger in (*layers.triggers, *layers.faint):
        told[trigger.sentence].append(trigger)
    for clauses, chunks, here, tolls in zip(layers.clauses, layers.chunks, told, layers.tolls, strict=True):
        clauses.own = own_clauses(clauses, chunks, here, tolls)


def _events(layers: Layers) -> None:
    cited = cited_at(layers.sayings, layers.at)
    layers.parties = (
        [[c for c in found if c.first not in cited] for found in layers.chunks] if cited else layers.chunks
    )
    layers.events = find_events(
        layers.tokens, layers.sentences, layers.roles, layers.at, layers.clauses, layers.parties, layers.triggers,
        layers.faint, layers.dates, layers.tolls, layers.sayings, layers.lexicon, layers.published, layers.tenor,
        layers.entries,
    )  # fmt: skip


def _tellings(layers: Layers) -> None:
    report = Report(
        layers.tokens, layers.sentences, layers.roles, layers.at, layers.tenor, layers.events, layers.published, layers.bare
    )  # fmt: skip
    weigh(report, layers.doubtful, layers.faintly)
    raise_from_cards(layers.cards, layers.events)


def tellings_of(layers: Layers, told: Sequence[Event]) -> Tellings:
    """What pairs of a report's tellings are compared by."""
    return Tellings(
        told, layers.tokens, layers.sentences, layers.roles, layers.clauses, layers.chunks, layers.counts, layers.lexicon,
        layers.entries,
    )  # fmt: skip


def unite_tellings(layers: Layers, scores: Scores | None = None) -> None:
    """Make the events of the report out of its tellings; ``scores`` say which are one, else those that are shipped."""
    told = [event for event in layers.events if event.dropped is None]
    Charges(
        layers.events, layers.sayings, layers.chunks, layers.clauses, layers.tokens, layers.at, layers.lexicon
    ).settle()
    turned_into_battles(told, layers.tokens, layers.clauses, layers.lexicon)
    told = [event for event in told if event.dropped is None]
    united = unite(tellings_of(layers, told), scores)
    settle_said(united)
    fill_opponents(united)
    screen_after(united, layers.roles, layers.tokens, layers.sentences, layers.bare)
    drop_headings(united, layers.tokens, layers.sentences, layers.roles)
    layers.united = [event for event in united if event.dropped is None]
    attribute_lead(layers.united, layers.sayings, layers.sentences, layers.tokens)
    attribute_resumed(layers.united, layers.sayings, layers.sentences, layers.tokens, layers.at)
    take_over(
        layers.united,
        layers.dates,
        layers.published,
        layers.clauses,
        layers.entries,
        layers.roles,
        layers.sent,
    )
    unlikely = [event for event in layers.events if event.dropped == UNLIKELY]
    hand_back_tolls(layers.united, unlikely, layers.tokens, layers.clauses, layers.at)
    take_up_tolls(layers.united, layers.tolls, layers.tokens, layers.clauses, layers.at)
    adopt_tolls(layers.united, layers.tolls, layers.at, layers.clauses, layers.chunks)
    take_last_counts(layers.united, layers.tolls, layers.chunks, layers.sayings, layers.entries)


def _cast(layers: Layers) -> None:
    model = load_cast()
    if model is not None and layers.united:
        cast(company_of(layers), model)


def company_of(layers: Layers) -> Company:
    """What those who may take part in a report's events are weighed by."""
    return Company(
        layers.tokens, layers.sentences, layers.roles, layers.parties, layers.clauses, layers.united, layers.lexicon,
        layers.entries,
    )  # fmt: skip


def _slots(layers: Layers) -> None:
    if layers.united:
        fill(setting_of(layers))
        fill_from_cards(
            layers.cards, layers.united, layers.chunks, layers.dates, layers.tolls, layers.tokens, layers.joined,
            layers.tables.numbers,
        )  # fmt: skip
        layers.united = [event for event in layers.united if event.dropped is None]


def setting_of(layers: Layers) -> Setting:
    """What the places, sources and tolls of a report's events are weighed by."""
    told = [event.trigger for event in layers.events if event.dropped is None]
    return Setting(
        layers.united, layers.tokens, layers.sentences, layers.roles, layers.at, layers.chunks, layers.clauses,
        layers.tolls, layers.sayings, told, layers.lexicon, layers.entries,
    )  # fmt: skip


def weigh_confidence(layers: Layers, model: Model) -> None:
    """Give every event its confidence and what moved it; all are scored first, since each bears on the others."""
    kin = kin_of(layers.united)
    scored = [
        score(
            features(
                event, layers.tokens, layers.sentences, layers.roles, layers.at, layers.tenor, layers.events,
                kin, layers.bare,
            ),
            model,
        )
        for event in layers.united
    ]  # fmt: skip
    for event, (total, parts) in zip(layers.united, scored, strict=True):
        event.parts = {**parts, "total": total}


def _confidence(layers: Layers) -> None:
    model = load_model()
    weigh_confidence(layers, model)
    keep_sure(layers, model.bars, armed(layers.tokens, layers.tenor))


def keep_sure(layers: Layers, bars: Bars, about: float) -> None:
    """Tell what passes its bar. ``about``: the probability that the report is about armed conflict."""
    from_the_air(layers.united, layers.lexicon)  # only now: the score is of what the words by themselves tell
    bare, count, line = layers.bare, len(layers.sentences), layers.tenor.a_line
    for event in layers.united:
        if not layers.doubtful and event.parts["total"] < bar(event, about, bare, count, bars, line):
            event.dropped = UNSURE
    keep_condemned(layers.united, UNSURE)
    if not layers.doubtful and (count == 1 or about >= bars.armed):
        keep_deadly(layers.united, count == 1)
    undertaken(layers.united, layers.tokens)
    if not layers.doubtful:
        one_word(layers.united)
        of_the_crowd(layers.united)
        said_twice([event for event in layers.united if event.dropped is None], layers.entries)
    kept = [event for event in layers.united if event.dropped is None]
    leave_to_the_shooting(kept)
    settle_costly(kept)  # by the tolls as the scores have left them, and not seen by these
    layers.kept = kept


def _places(layers: Layers) -> None:
    if layers.gazetteer is None or not layers.kept:
        return
    towns = [(event, found) for event in layers.kept if (found := homes(event))]
    named = [*layers.chunks, *([town] for _, found in towns for town in found)]
    layers.located = locate(named, layers.tokens, layers.lexicon, layers.gazetteer)
    for event in layers.kept:
        event.places = without_datelines(event, layers.entries, layers.located)
        event.places = without_speakers_places(event, layers.tokens, layers.at, layers.chunks, layers.located)
    for event, found in towns:
        settle(event, found, layers.located, layers.gazetteer)


def _claims(layers: Layers) -> None:
    builder = Builder(
        layers.whole, layers.tokens, layers.split, layers.lexicon, layers.gazetteer,
        fingerprint(layers.lexicon, layers.gazetteer), layers.published, layers.names,
        layers.located, layers.base,
    )  # fmt: skip
    layers.claims = [builder.claim(event) for event in layers.kept]


STAGES: tuple[Stage, ...] = (
    Stage("furniture", "5", (), ("body", "published"), _furniture),
    Stage("text", "4", ("body",), ("tokens", "sentences", "roles"), read_words),
    Stage("terms", "5", ("tokens",), ("at", "tenor"), _terms),
    Stage("mentions", "17", ("at", "sentences"), ("chunks", "finder"), _mentions),
    Stage("reference", "8", ("chunks",), ("chunks",), _reference),
    Stage("entries", "4", ("chunks", "sentences"), ("entries",), _entries),
    Stage("attribution", "15", ("chunks", "finder"), ("sayings",), _attribution),
    Stage("dates", "6", ("tokens", "sentences", "published"), ("dates",), _dates),
    Stage("tolls", "15", ("tokens", "sentences", "chunks"), ("tolls",), _tolls),
    Stage("triggers", "12", ("at", "sentences", "dates", "sayings"), ("triggers", "sayings"), _triggers),
    Stage("clauses", "6", ("at", "sentences", "chunks", "tolls", "triggers"), ("clauses",), _clauses),
    Stage(
        "events",
        "17",
        ("triggers", "clauses", "chunks", "dates", "tolls", "sayings", "tenor"),
        ("events",),
        _events,
    ),
    Stage("tellings", "8", ("events", "tenor"), ("told",), _tellings),
    Stage("identity", "16", ("events", "told", "tolls", "clauses"), ("united",), unite_tellings),
    Stage("cast", "15", ("united", "chunks", "clauses", "sentences"), ("cast",), _cast),
    Stage("slots", "15", ("united", "cast", "tolls", "sayings"), ("slots",), _slots),
    Stage("confidence", "10", ("united", "tenor", "slots"), ("kept",), _confidence),
    Stage("places", "6", ("kept", "chunks"), ("located",), _places),
    Stage("claims", "6", ("kept", "tokens", "located"), ("claims",), _claims),
)


def check_stages(stages: Sequence[Stage]) -> None:
    """Raise ``ValueError`` naming the first stage whose needs no earlier stage adds."""
    have: set[str] = set()
    for stage in stages:
        missing = [need for need in stage.needs if need not in have]
        if missing:
            raise ValueError(f"stage «{stage.name}» needs {', '.join(missing)}, which no earlier stage adds")
        have.update(stage.adds)


check_stages(STAGES)

# What reading goes by that the lexicon's digest leaves out.
_BESIDE = (
    "confidence.json",
    "cast.json",
    "common_words.txt",
    *(f"weights/{name}.json" for name in ("matter", "tellings", "identity", "slots")),
)


@lru_cache(maxsize=8)
def _fingerprint(lexicon: str, gazetteer: str) -> str:
    stages = ",".join(f"{stage.name}:{stage.version}" for stage in STAGES)
    digest = sha256(f"{stages}|{lexicon}|{gazetteer}".encode())
    for name in _BESIDE:
        path = DATA / name
        digest.update(path.read_bytes() if path.exists() else b"none")
    return digest.hexdigest()[:16]


def fingerprint(lexicon: Lexicon, gazetteer: Gazetteer | None) -> str:
    """Names the stages, the lexicon, the weights and the gazetteer: claims with equal fingerprints were read in the same way."""
    return _fingerprint(lexicon.digest, gazetteer.digest if gazetteer else "none")


def layers_of(
    document: Document, lexicon: Lexicon, gazetteer: Gazetteer | None = None, *, doubtful: bool = False,
    faintly: str | None = None,
) -> Layers:  # fmt: skip
    """Run every stage and keep what each found: for ``--explain`` and for the curious.

    Of a report read in stretches the layers are those of the first; its claims are those of all.

    ``doubtful`` keeps the claims whose score is below the bar too: who works on the lexicon wants to see them;
    ``faintly`` names a faint rule whose words are let through whatever their score.
    """
    first: Layers | None = None
    for base, stretch in stretches(document):
        layers = _layers(stretch, lexicon, gazetteer, document, base, doubtful, faintly)
        if first is None:
            first = layers
        else:
            first.claims.extend(layers.claims)
    assert first is not None
    return first


def _layers(
    stretch: Document, lexicon: Lexicon, gazetteer: Gazetteer | None, document: Document, base: int,
    doubtful: bool = False, faintly: str | None = None,
) -> Layers:  # fmt: skip
    """Every stage run over one stretch."""
    layers = Layers(stretch, lexicon, gazetteer, document, base)
    layers.doubtful = doubtful
    layers.faintly = faintly
    for stage in STAGES:
        stage.run(layers)
    return layers


def read(document: Document, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> list[Claim]:
    """What one report says happened, each statement with the words it rests on."""
    claims: list[Claim] = []
    for base, stretch in stretches(document):
        claims += _layers(stretch, lexicon, gazetteer, document, base).claims
    return claims
