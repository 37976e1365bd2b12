"""Where an event happened and who says so, judged over the whole report; tolls likewise in ``toll_slots``.

As with those who take part (``cast``), the constructions propose and a trained score disposes: every place and source
that the report names near an event is weighed for it. Nothing can be chosen that the report does not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.reading.attribution import Saying
from marsad.reading.company import GROUP
from marsad.reading.identity import AREAS, words
from marsad.reading.linear import SHARED, Scores, load_scores, steps
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.setting import Setting, key
from marsad.reading.toll_slots import WEIGHED, choose_tolls

# --- places --------------------------------------------------------------------------------------------------


Mentions = Sequence[tuple[int, Chunk]]


# South, north, east, west, middle: alone or "of the country".
_QUARTERS = {"جنوب", "شمال", "شرق", "غرب", "وسط"}
_OF_THE_COUNTRY = {"،", ",", "البلاد"}


def _moves_on(setting: Setting, number: int) -> bool:
    """**وفي الجنوب،** …, **وفي شرق البلاد** …: the sentence turns to another part of the country than the one before."""
    first = setting.sentences[number].first
    opening = [token.fold for token in setting.tokens[first : first + 3]]
    if len(opening) < 3 or opening[0] not in ("في", "وفي"):
        return False
    return opening[1].removeprefix("ال") in _QUARTERS and opening[2] in _OF_THE_COUNTRY


def place_candidates(setting: Setting, event: Event) -> list[tuple[str, Mentions, bool]]:
    """The places named beside a telling, in the headline and in the lead: key, mentions, did the constructions take it?"""
    said = {key(chunk): chunk for chunk in event.places}
    out: list[tuple[str, Mentions, bool]] = []
    since = event.trigger.sentence if _moves_on(setting, event.trigger.sentence) else 0
    reach = {number for number in (0, 1, *setting.near(event, 1)) if number >= since}
    for name, mentions in setting.places.items():
        near = [mention for mention in mentions if mention[0] in reach]
        if near or name in said:
            out.append((name, near or mentions, name in said))
    known = {name for name, _, _ in out}
    out.extend(
        (name, [(event.trigger.sentence, chunk)], True) for name, chunk in said.items() if name not in known
    )
    return out


def place_features(
    setting: Setting, event: Event, name: str, mentions: Mentions, taken: bool
) -> tuple[Chunk, list[str]]:
    """The mention that stands for a place, and what speaks for or against its being the scene of the event."""

    def far(mention: tuple[int, Chunk]) -> tuple[int, int]:
        trigger = setting.beside(event, mention[0], mention[1].first)
        return abs(setting.away(event, mention[0])), abs(trigger.first - mention[1].first) if trigger else 999

    number, chunk = min(mentions, key=far) if len(mentions) > 1 else mentions[0]
    said = "over" if taken and "place" in event.notes else "said" if taken else "-"
    have = min(len(event.places), 3)
    group = GROUP[event.kind]
    titled = any(setting.roles[at] == "title" for at, _ in mentions)
    times = min(len(setting.places.get(name, mentions)), 4)
    out = [
        *_of_place(said, group, have, chunk.sort, chunk.kind),
        *_of_event(setting.families[event.kind], said, have, event.status),
        *_of_mentions(times, chunk.ref is not None, chunk.kind, titled, any(at <= 1 for at, _ in mentions), said, have),
        *_stands(setting, event, number, chunk, said, group),
    ]  # fmt: skip
    others = setting.placed[name] - taken
    out.append(f"others={min(others, 2)}|{said}|{have}")
    out += _among(setting, event, number, chunk, said, group, have)
    if any(chunk.first < p.last and p.first < chunk.last for p in (*event.initiators, *event.targets)):
        out.append(f"party|{said}|{group}")
    mine = frozenset(name.split())
    for place in event.places:
        theirs = words(place.name)
        if mine < theirs:
            out += (f"in a fuller name|{said}", f"in a fuller name|{said}|{chunk.sort}|{place.sort}")
        if mine > theirs:
            out += (f"a fuller name|{said}", f"a fuller name|{said}|{chunk.sort}|{place.sort}")
        if mine != theirs and (mine & theirs) and not (mine < theirs or mine > theirs):
            out.append(f"alike|{said}|{chunk.sort}")
        if place is not chunk and (0 <= chunk.first - place.last <= 2 or 0 <= place.first - chunk.last <= 2):
            out.append(f"chained|{said}|{chunk.sort}")
    if taken:
        rank = next((at for at, p in enumerate(event.places) if key(p) == name), 0)
        out.append(f"rank={min(rank, 3)}|{have}")
    if chunk.joined:
        out.append(f"joined|{said}")
    return chunk, out


def _among(
    setting: Setting, event: Event, number: int, chunk: Chunk, said: str, group: str, have: int
) -> Sequence[str]:
    """How a place stands to the others told of the event: in one run with them, wider or narrower than they are."""
    mine = {p.first: _LEVELS.get(p.sort, 2) for p in event.places}
    run = setting.runs.get(chunk.first)
    with_said, head = 0, chunk.prep
    if run is not None:
        head = run[0].prep
        if len(run) > 1 and mine:
            with_said = sum([c.first in mine for c in run]) - (chunk.first in mine)
    level = _LEVELS.get(chunk.sort, 2)
    widest = max([at for first, at in mine.items() if first != chunk.first], default=-1)
    wider = (
        "only" if widest < 0 else "wider" if level > widest else "as wide" if level == widest else "narrower"
    )
    nearest = setting.nearest(number, chunk.first)
    whose = "none"
    if nearest is not None:
        mine_too = nearest.first in [t.first for t in event.tellings]
        whose = "mine" if mine_too else "kin" if nearest.kind == event.kind else "other"
    away = max(-2, min(2, setting.away(event, number)))
    kin = setting.kin(event, number) if away else "here"
    return (
        *_of_run(min(with_said, 2), head, said, group, have),
        *_of_extent(wider, chunk.sort, away, said),
        *_of_nearest(whose, kin, wider, away, said, have),
    )


@lru_cache(maxsize=SHARED)
def _of_run(run: int, head: str, said: str, group: str, have: int) -> tuple[str, ...]:
    return f"run={run}|{said}|{have}", f"run head={head}|{said}|{group}"


@lru_cache(maxsize=SHARED)
def _of_extent(wider: str, sort: str, away: int, said: str) -> tuple[str, ...]:
    return f"{wider}|{sort}|{away}", f"{wider}|{said}|{away}"


@lru_cache(maxsize=SHARED)
def _of_nearest(whose: str, kin: str, wider: str, away: int, said: str, have: int) -> tuple[str, ...]:
    return f"nearest={whose}|{said}|{have}|{away}", f"kin={kin}|{away}|{have}", f"kin={kin}|{wider}|{said}"


_LEVELS = {
    "site": 0, "base": 0, "road": 0, "crossing": 0, "front": 0, "neighbourhood": 1, "camp": 1, "terrain": 1, "village": 2,
    "town": 2, "city": 2, "water": 2, "admin2": 3, "direction": 3, "region": 3, "border": 3, "coast": 4, "part": 4,
    "admin1": 4, "country": 5, "": 5,
}  # fmt: skip


def _stands(
    setting: Setting, event: Event, number: int, chunk: Chunk, said: str, group: str
) -> Sequence[str]:
    """Where a mention stands to the event's word."""
    trigger = setting.beside(event, number, chunk.first)
    if trigger is None:
        away = max(-3, min(3, setting.away(event, number)))
        return _of_distance(away, said, group, number in setting.triggers, chunk.prep)
    tokens = setting.tokens
    side = "before" if chunk.last <= trigger.first else "after"
    low, high = (chunk.last, trigger.first) if side == "before" else (trigger.last, chunk.first)
    gap = steps(high - low, 0, 1, 3, 7, 15)
    others = min(setting.between(number, low, high, trigger), 2)
    walls = min(setting.walls(number, low, high), 2)
    form = "verb" if trigger.form in VERBAL else "noun"
    out = [*_of_side(side, gap, said, chunk.prep, form, group), *_of_gap(side, gap, said, others, walls)]
    if high > low:
        out.append(f"{side}|verb={setting.clauses[number].verb_between(low, high)}|{said}")
    out.append(f"-1={tokens[chunk.first - 1].fold if chunk.first else '<'}")
    out.append(f"+1={tokens[chunk.last].fold if chunk.last < len(tokens) else '>'}")
    out.append(f"{side}|{trigger.rule.id}|{said}")
    return out


# Names of features by what they are made of: the candidates of a report differ in little, so that most are made once.
# Their order is that of the sum: another one rounds otherwise, and tells two candidates of one score apart.


@lru_cache(maxsize=SHARED)
def _of_place(said: str, group: str, have: int, sort: str, kind: str) -> tuple[str, ...]:
    return (
        said, f"{said}|{group}", f"{said}|{have}", f"sort={sort}|{said}", f"sort={sort}|{group}", f"kind={kind}|{said}",
        f"kind={kind}|{group}",
    )  # fmt: skip


@lru_cache(maxsize=SHARED)
def _of_event(family: str, said: str, have: int, status: str) -> tuple[str, ...]:
    return f"family={family}|{said}|{have}", f"status={status}|{said}"


@lru_cache(maxsize=SHARED)
def _of_mentions(
    times: int, known: bool, kind: str, titled: bool, leads: bool, said: str, have: int
) -> tuple[str, ...]:
    return (
        f"times={times}|{said}", f"known={known}|{said}|{kind}", f"title={titled}|{said}", f"lead={leads}|{said}|{have}",
    )  # fmt: skip


@lru_cache(maxsize=SHARED)
def _of_distance(away: int, said: str, group: str, told: bool, prep: str) -> tuple[str, ...]:
    return (
        f"away={away}|{said}",
        f"away={away}|{group}|{said}",
        f"away={away}|{told}|{said}",
        f"away={away}|{prep}",
    )


@lru_cache(maxsize=SHARED)
def _of_side(side: str, gap: str, said: str, prep: str, form: str, group: str) -> tuple[str, ...]:
    return f"{side}={gap}|{said}", f"{side}|{prep}|{form}", f"{side}|{prep}|{group}"


@lru_cache(maxsize=SHARED)
def _of_gap(side: str, gap: str, said: str, others: int, walls: int) -> tuple[str, ...]:
    return f"{side}|others={others}|{said}", f"{side}|walls={walls}|{said}", f"{side}={gap}|{others}|{walls}"


@lru_cache(maxsize=SHARED)
def _of_source(
    said: str, group: str, have: int, statement: bool, kind: str, family: str, rank: int
) -> tuple[str, ...]:
    return (
        said, f"{said}|{group}", f"{said}|{have}", f"{said}|{statement}", f"kind={kind}|{said}", f"kind={kind}|{family}",
        f"rank={rank}|{said}",
    )  # fmt: skip


@lru_cache(maxsize=SHARED)
def _of_saying(
    away: int, covers: bool, said: str, statement: bool, have: int, sentence: int, leads: bool, told: bool
) -> tuple[str, ...]:
    return (
        f"away={away}|{covers}|{said}", f"away={away}|{said}|{statement}", f"away={away}|{have}",
        f"away={away}|{sentence}|{said}", f"away={away}|lead={leads}|{said}", f"away={away}|{told}|{said}",
    )  # fmt: skip


# --- sources -------------------------------------------------------------------------------------------------

Quoted = Sequence[tuple[Saying | None, int, Chunk]]


def source_candidates(setting: Setting, event: Event) -> list[tuple[str, Quoted, bool]]:
    """Everybody the report quotes: key, where, did the constructions take it?"""
    said = {chunk.ref or key(chunk): chunk for chunk in event.sources}
    out: list[tuple[str, Quoted, bool]] = [
        (name, quoted, name in said) for name, quoted in setting.sources.items()
    ]
    out.extend(
        (name, [(None, 0, chunk)], True) for name, chunk in said.items() if name not in setting.sources
    )
    return out


def source_features(
    setting: Setting, event: Event, name: str, quoted: Quoted, taken: bool
) -> tuple[Chunk, list[str]]:
    """The mention that stands for a source, and what speaks for or against its standing behind the event."""

    covered, covering, nearest, least = 0, False, 0, (0, False)
    for at, (saying, _, _) in enumerate(quoted):
        covers = saying is not None and _told_in(event, saying) > 0
        covered += covers
        far = (abs(setting.away(event, saying.sentence)) if saying else 0), not covers
        if at == 0 or far < least:
            nearest, least, covering = at, far, covers
    saying, rank, chunk = quoted[nearest]
    said = "said" if taken else "-"
    have = min(len(event.sources), 2)
    statement = event.trigger.rule.frame == "statement"
    family = setting.families[event.kind]
    out = [
        *_of_source(
            said, GROUP[event.kind], have, statement, f"{chunk.kind}:{chunk.sort}", family, min(rank, 2)
        ),
        f"status={event.status}|{said}",
        f"told={min(len(event.tellings), 4)}|{said}",
        f"many={min(len(setting.sources), 4)}|{said}|{have}",
    ]
    if saying is not None:
        away = max(-4, min(4, setting.away(event, saying.sentence)))
        verb = saying.verb if len(saying.verb) < 12 else "-"
        leads = min(t.sentence for t in event.tellings) <= 1
        told = saying.sentence in setting.triggers
        out += _of_saying(away, covering, said, statement, have, min(saying.sentence, 3), leads, told)
        out += _of_quoting(
            saying.carried, saying.cited, statement, verb, min(covered, 2), min(len(event.tellings), 3),
            min(len(quoted), 3), said,
        )  # fmt: skip
        if setting.roles[saying.sentence] == "title":
            out.append(f"title|{said}")
    party = "-"
    initiators, targets = setting.sides(event)
    if name in initiators:
        party = "initiator"
        out.append(f"initiator|{said}|{statement}")
    if name in targets:
        party = party if party != "-" else "target"
        out.append(f"target|{said}")
    out += (
        f"head={setting.tokens[chunk.first].fold}|{said}",
        f"party={party}|{statement}|{covering}|{said}",
    )
    if saying is not None:
        out += _hears(setting, event, saying, said)
    others = setting.behind[name] - taken
    out.append(f"others={min(others, 3)}|{min(len(setting.events) - 1, 3)}|{said}")
    return chunk, out


def _told_in(event: Event, saying: Saying) -> int:
    """How many of the event's tellings stand in what a source says."""
    told = 0
    for telling in event.tellings:
        if telling.sentence == saying.sentence and saying.first <= telling.first < saying.last:
            told += 1
    return told


def _hears(setting: Setting, event: Event, saying: Saying, said: str) -> list[str]:
    """How close what a source says is to what is told of the event."""
    out: list[str] = []
    number = saying.sentence
    told = _told_in(event, saying)
    share = "all" if told == len(event.tellings) else "some" if told else "none"
    out += _of_share(share, min(len(setting.sources), 3), min(len(saying.chain), 3), said)
    trigger = setting.beside(event, number, saying.at)
    if trigger is not None:
        low, high = sorted((saying.at, trigger.first))
        side = "after" if trigger.first > saying.at else "before"
        between = min(setting.between(number, low, high, trigger), 2)
        out += _of_words(side, steps(high - low, 3, 7, 15, 30), between, said, saying.cited)
        return out
    away = max(-3, min(3, setting.away(event, number)))
    places = setting.scene(event)
    there = not places.isdisjoint(setting.keys[number])
    counted = "none"
    if tolls := setting.tolls[number]:
        own = {(t.what, t.min, t.max) for t in event.tolls.values()}
        counted = "same" if any((t.what, t.min, t.max) in own for t in tolls) else "some"
    out += _of_kin(setting.kin(event, number), away, there, counted, min(len(event.sources), 2), said)
    return out


@lru_cache(maxsize=SHARED)
def _of_quoting(
    carried: bool, cited: bool, statement: bool, verb: str, covered: int, tellings: int, times: int, said: str
) -> tuple[str, ...]:
    return (
        f"carried={carried}|{said}", f"cited={cited}|{said}|{statement}", f"verb={verb}|{said}",
        f"covers={covered}|{tellings}|{said}", f"times={times}|{said}",
    )  # fmt: skip


@lru_cache(maxsize=SHARED)
def _of_share(share: str, sources: int, chain: int, said: str) -> tuple[str, ...]:
    return f"share={share}|{said}|{sources}", f"chain={chain}|{said}|{share}"


@lru_cache(maxsize=SHARED)
def _of_words(side: str, gap: str, between: int, said: str, cited: bool) -> tuple[str, ...]:
    return f"{side}={gap}|{said}|{cited}", f"{side}|between={between}|{said}|{cited}"


@lru_cache(maxsize=SHARED)
def _of_kin(kin: str, away: int, there: bool, counted: str, have: int, said: str) -> tuple[str, ...]:
    return f"kin={kin}|{away}|{said}", f"kin={kin}|{away}|{have}|{there}", f"counted={counted}|{kin}|{have}"


# --- choosing ------------------------------------------------------------------------------------------------


def fill(setting: Setting, scores: Scores | None = None) -> None:
    """Give every event its places, sources and tolls as judged over the whole report."""
    scores = scores or load_scores("slots")
    if scores is None:
        return
    chosen = [
        (
            _places(setting, event, scores),
            _sources(setting, event, scores),
            choose_tolls(setting, event, scores),
        )
        for event in setting.events
    ]
    for event, (places, sources, tolls) in zip(setting.events, chosen, strict=True):
        if event.kind not in _MOVED or not event.places:
            event.places = places
        event.sources = sources
        event.tolls = {**{k: v for k, v in event.tolls.items() if k not in WEIGHED}, **tolls}


def _places(setting: Setting, event: Event, scores: Scores) -> list[Chunk]:
    model, bar = scores.scores["place"], scores.bars["place"]
    ranked = []
    for at, (name, mentions, taken) in enumerate(place_candidates(setting, event)):
        chunk, names = place_features(setting, event, name, mentions, taken)
        ranked.append((-model.odds(names), at, chunk))
    return _with_heads(setting, _surest(ranked, bar))


def _with_heads(setting: Setting, places: Sequence[Chunk]) -> list[Chunk]:
    """Without the areas that only say where a town lies of which this is not told."""
    kept = {key(place) for place in places}
    heads = ((place, _head(setting, place)) for place in places)
    return [place for place, head in heads if head is None or key(head) in kept]


def _head(setting: Setting, place: Chunk) -> Chunk | None:
    """**القامشلي** شمال شرقي سوريا: the town that an area stands behind, where the report names it nowhere else."""
    if place.sort not in AREAS or place.joined or len(setting.places.get(key(place), ())) > 1:
        return None
    before = (one for one in setting.runs.get(place.first, ()) if one.last == place.first)
    return next((one for one in before if one.sort not in AREAS), None)


def _sources(setting: Setting, event: Event, scores: Scores) -> list[Chunk]:
    model, bar = scores.scores["source"], scores.bars["source"]
    ranked = []
    for at, (name, quoted, taken) in enumerate(source_candidates(setting, event)):
        chunk, names = source_features(setting, event, name, quoted, taken)
        ranked.append((-model.odds(names), at, chunk))
    return _surest(ranked, bar)


def _surest(ranked: Sequence[tuple[float, int, Chunk]], bar: float) -> list[Chunk]:
    """Those above the bar, surest first; part of a name that is taken, or a fuller form of it, has to be surer."""
    out: list[Chunk] = []
    taken: list[frozenset[str]] = []
    for odds, _, chunk in sorted(ranked, key=_rank):
        if -odds < bar:
            break
        name = words(chunk.name)
        if -odds < bar + _AGAIN and name and any(name <= other or other <= name for other in taken):
            continue
        out.append(chunk)
        taken.append(name)
    return out


def _rank(row: tuple[float, int, Chunk]) -> tuple[float, int]:
    return row[0], row[1]


_AGAIN = 1.0  # log-odds: ريف إدلب beside ريف إدلب الجنوبي is mostly the same place told twice
# Where from and where to are told by prepositions, and too few are coded to learn better.
_MOVED = {"displacement"}
