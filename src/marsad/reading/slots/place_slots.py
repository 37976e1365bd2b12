"""Where an event happened, judged over the whole report: every place named near it is weighed for it.

As with those who take part (``cast``), the constructions propose and a trained score disposes.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from marsad.reading.cast.hospitals import receives
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.roles.opposition import FOR, about
from marsad.reading.roles.scenes import is_topic
from marsad.reading.sameness import AREAS, akin, any_place, level, words
from marsad.reading.scores.linear import NAMES, Look, Scores, shared, steps
from marsad.reading.slots.beside import without_neighbours
from marsad.reading.slots.comings import without_comings
from marsad.reading.slots.meanwhile import without_meanwhile
from marsad.reading.slots.origins import without_origins
from marsad.reading.slots.setting import Setting, Told, key, surest
from marsad.reading.slots.told_beside import without_told_beside
from marsad.reading.slots.turned import of_its_turn

Mentions = Sequence[tuple[int, Chunk]]


_TALKS = {"negotiation", "mediation"}
_DIVISIONS = ("region", "admin1", "admin2")
_LIES_IN = ("ب", "في")
_PROTESTED = 10  # tokens from the word for what a protest is about to a place named in that
# South, north, east, west, middle: alone or "of the country".
_QUARTERS = {"جنوب", "شمال", "شرق", "غرب", "وسط"}
_OF_THE_COUNTRY = {"،", ",", "البلاد"}


def _moves_on(setting: Setting, number: int) -> bool:
    """**وفي الجنوب،** …, **وفي شرق البلاد** …: the sentence turns to another part of the country than the one before."""
    first = setting.sentences[number].first
    if setting.tokens[first].fold not in ("في", "وفي"):
        return False
    opening = [token.fold for token in setting.tokens[first : first + 3]]
    if len(opening) < 3:
        return False
    return opening[1].removeprefix("ال") in _QUARTERS and opening[2] in _OF_THE_COUNTRY


def place_candidates(setting: Setting, event: Event) -> list[tuple[str, Mentions, bool]]:
    """The places named beside a telling, in the headline and in the lead: key, mentions, did the constructions take it?"""
    said = {key(chunk): chunk for chunk in event.places}
    out: list[tuple[str, Mentions, bool]] = []
    since = event.trigger.sentence if _moves_on(setting, event.trigger.sentence) else 0
    reach = {number for number in (0, 1, *setting.told[id(event)].near(1)) if number >= since}
    for name, mentions in setting.places.items():
        if event.kind in _TALKS:
            mentions = [m for m in mentions if not is_topic(setting.tokens, setting.at, m[1])]
        if setting.entries.split:
            mentions = [m for m in mentions if not setting.of_another(event, m[0])]
            if not mentions:
                said.pop(name, None)
                continue
        near = [mention for mention in mentions if mention[0] in reach]
        if near or name in said:
            out.append((name, near or mentions, name in said))
    known = {name for name, _, _ in out}
    out.extend(
        (name, [(event.trigger.sentence, chunk)], True) for name, chunk in said.items() if name not in known
    )
    return out


def place_features(
    setting: Setting, event: Event, name: str, mentions: Mentions, taken: bool, look: Look = NAMES.known
) -> tuple[Chunk, list[Any]]:
    """The mention that stands for a place, and what speaks for or against its being the scene of the event."""

    told = setting.told[id(event)]
    if len(mentions) > 1:

        def far(mention: tuple[int, Chunk]) -> tuple[int, int]:
            trigger = told.beside(mention[0], mention[1].first)
            return abs(told.away[mention[0]]), abs(trigger.first - mention[1].first) if trigger else 999

        number, chunk = min(mentions, key=far)
    else:
        number, chunk = mentions[0]
    sentences = [at for at, _ in mentions]
    said = "over" if taken and "place" in event.notes else "said" if taken else "-"
    have, group, family = told.placed, told.group, told.family
    titled = not setting.titles.isdisjoint(sentences)
    times = len(setting.places.get(name, mentions))
    out = [
        *_of_place(look, said, group, have, chunk.sort, chunk.kind),
        *_of_event(look, family, said, have, event.status),
        *_of_mentions(look, times if times < 4 else 4, chunk.ref is not None, chunk.kind, titled, min(sentences) <= 1, said, have),
        *_stands(look, setting, told, number, chunk, said),
    ]  # fmt: skip
    out += setting.words.of(look, chunk.first, chunk.last, group)
    others = setting.placed.get(name, 0) - taken
    names = [f"others={others if others < 2 else 2}|{said}|{have}"]
    out += _among(look, setting, told, number, chunk, said, have)
    first, last = chunk.first, chunk.last
    for party in told.parties:
        if first < party.last and party.first < last:
            names.append(f"party|{said}|{group}")
            break
    mine = words(chunk.name)
    for place, theirs in told.called:
        if mine < theirs:
            names += (f"in a fuller name|{said}", f"in a fuller name|{said}|{chunk.sort}|{place.sort}")
        elif mine > theirs:
            names += (f"a fuller name|{said}", f"a fuller name|{said}|{chunk.sort}|{place.sort}")
        elif mine != theirs and not mine.isdisjoint(theirs):
            names.append(f"alike|{said}|{chunk.sort}")
        if place is not chunk and (0 <= first - place.last <= 2 or 0 <= place.first - last <= 2):
            names.append(f"chained|{said}|{chunk.sort}")
    if taken:
        rank = told.ranks.get(name, 0)
        names.append(f"rank={rank if rank < 3 else 3}|{have}")
    if chunk.joined:
        names.append(f"joined|{said}")
    out += look(tuple(names))
    order, here = setting.order.get(name, 4), len(told.tellings.keys() & sentences)
    out += _of_words(look, setting.tokens[first].fold, chunk.prep, said, group)
    out += _of_order(
        look, order if order < 4 else 4, have, chunk.sort, told.times if told.times < 3 else 3, here if here < 3 else 3, said
    )  # fmt: skip
    if not taken:
        out += _of_held(look, _held(setting, event, number, chunk), have, group)
    for side, beside in setting.neighbours[id(event)]:
        out += _of_neighbour(look, side, name in beside.scene, beside.family == family, said)
    return chunk, out


def _among(
    look: Look, setting: Setting, told: Told, number: int, chunk: Chunk, said: str, have: int
) -> Sequence[Any]:
    """How a place stands to the others told of the event: in one run with them, wider or narrower than they are."""
    run = setting.runs.get(chunk.first)
    with_said, head = 0, chunk.prep
    if run is not None:
        head = run[0].prep
        if len(run) > 1 and told.levels:
            with_said = sum([c.first in told.levels for c in run]) - (chunk.first in told.levels)
    widest = told.widest
    if chunk.first in told.levels:
        widest = max([wide for first, wide in told.levels.items() if first != chunk.first], default=-1)
    wider = "only"
    if widest >= 0:
        wide = level(chunk)
        wider = "wider" if wide > widest else "as wide" if wide == widest else "narrower"
    nearest = setting.nearest(number, chunk.first)
    whose = "none"
    if nearest is not None:
        mine = nearest.first in told.firsts
        whose = "mine" if mine else "kin" if nearest.kind == told.event.kind else "other"
    away = told.away[number]
    away = -2 if away < -2 else away if away < 2 else 2
    kin = told.kin(number) if away else "here"
    return (
        *_of_run(look, with_said if with_said < 2 else 2, head, said, told.group, have),
        *_of_extent(look, wider, chunk.sort, away, said),
        *_of_nearest(look, whose, kin, wider, away, said, have),
    )


@shared
def _of_run(run: int, head: str, said: str, group: str, have: int) -> tuple[str, ...]:
    return f"run={run}|{said}|{have}", f"run head={head}|{said}|{group}"


@shared
def _of_extent(wider: str, sort: str, away: int, said: str) -> tuple[str, ...]:
    return f"{wider}|{sort}|{away}", f"{wider}|{said}|{away}"


@shared
def _of_nearest(whose: str, kin: str, wider: str, away: int, said: str, have: int) -> tuple[str, ...]:
    return f"nearest={whose}|{said}|{have}|{away}", f"kin={kin}|{away}|{have}", f"kin={kin}|{wider}|{said}"


def _held(setting: Setting, event: Event, number: int, chunk: Chunk) -> str:
    """Is it the place of another event told in the same sentence, on the near or far side of where a clause begins?

    تحاصر X **A**، بينما يحاصر Y B: what is besieged in one clause is seldom besieged in the next.
    """
    trigger = setting.told[id(event)].beside(number, chunk.first)
    if trigger is None:
        return "elsewhere"
    low, high = sorted((chunk.first, trigger.first))
    side = "across" if setting.walls(number, low, high) else "here"
    others = [other for other in setting.told_in.get(number, ()) if other is not event and other.places]
    if not others:
        return f"{side}, no"
    # In one go with it, القامشلي شمال شرقي سوريا: where its neighbour is told to be, so is it.
    alike = [chunk, *setting.runs.get(chunk.first, ())]
    holders = [other.kind for other in others if any_place(alike, other.places)]
    return f"{side}, {'no' if not holders else 'same' if event.kind in holders else 'other'}"


def _stands(look: Look, setting: Setting, told: Told, number: int, chunk: Chunk, said: str) -> Sequence[Any]:
    """Where a mention stands to the event's word."""
    group = told.group
    trigger = told.beside(number, chunk.first)
    if trigger is None:
        away = told.away[number]
        away = -3 if away < -3 else away if away < 3 else 3
        return _of_distance(look, away, said, group, number in setting.triggers, chunk.prep)
    tokens = setting.tokens
    side = "before" if chunk.last <= trigger.first else "after"
    low, high = (chunk.last, trigger.first) if side == "before" else (trigger.last, chunk.first)
    gap = steps(high - low, 0, 1, 3, 7, 15)
    others, walls = setting.between(number, low, high, trigger), setting.walls(number, low, high)
    form = "verb" if trigger.form in VERBAL else "noun"
    out = [
        *_of_side(look, side, gap, said, chunk.prep, form, group),
        *_of_gap(look, side, gap, said, others if others < 2 else 2, walls if walls < 2 else 2),
    ]
    names = []
    if high > low:
        names.append(f"{side}|verb={setting.clauses[number].verb_between(low, high)}|{said}")
    names += (
        f"-1={tokens[chunk.first - 1].fold if chunk.first else '<'}",
        f"+1={tokens[chunk.last].fold if chunk.last < len(tokens) else '>'}",
        f"{side}|{trigger.rule.id}|{said}",
    )
    out += look(tuple(names))
    return out


# Names of features by what they are made of: the candidates of a report differ in little, so that most are made once.
# Their order is that of the sum: another one rounds otherwise, and tells two candidates of one score apart.


@shared
def _of_place(said: str, group: str, have: int, sort: str, kind: str) -> tuple[str, ...]:
    return (
        said, f"{said}|{group}", f"{said}|{have}", f"sort={sort}|{said}", f"sort={sort}|{group}", f"kind={kind}|{said}",
        f"kind={kind}|{group}",
    )  # fmt: skip


@shared
def _of_event(family: str, said: str, have: int, status: str) -> tuple[str, ...]:
    return f"family={family}|{said}|{have}", f"status={status}|{said}"


@shared
def _of_mentions(
    times: int, known: bool, kind: str, titled: bool, leads: bool, said: str, have: int
) -> tuple[str, ...]:
    return (
        f"times={times}|{said}", f"known={known}|{said}|{kind}", f"title={titled}|{said}", f"lead={leads}|{said}|{have}",
    )  # fmt: skip


@shared
def _of_words(head: str, prep: str, said: str, group: str) -> tuple[str, ...]:
    return f"head={head}|{said}", f"head={head}|{prep}|{group}"


@shared
def _of_order(order: int, have: int, sort: str, told: int, here: int, said: str) -> tuple[str, ...]:
    return f"order={order}|{said}|{have}", f"order={order}|{sort}|{said}", f"told={told}|{here}|{said}"


@shared
def _of_held(held: str, have: int, group: str) -> tuple[str, ...]:
    return f"held={held}|{have}", f"held={held}|{group}"


@shared
def _of_neighbour(side: str, there: bool, kin: bool, said: str) -> tuple[str, ...]:
    return (f"{side}={there}|{kin}|{said}",)


@shared
def _of_distance(away: int, said: str, group: str, told: bool, prep: str) -> tuple[str, ...]:
    return (
        f"away={away}|{said}",
        f"away={away}|{group}|{said}",
        f"away={away}|{told}|{said}",
        f"away={away}|{prep}",
    )


@shared
def _of_side(side: str, gap: str, said: str, prep: str, form: str, group: str) -> tuple[str, ...]:
    return f"{side}={gap}|{said}", f"{side}|{prep}|{form}", f"{side}|{prep}|{group}"


@shared
def _of_gap(side: str, gap: str, said: str, others: int, walls: int) -> tuple[str, ...]:
    return f"{side}|others={others}|{said}", f"{side}|walls={walls}|{said}", f"{side}={gap}|{others}|{walls}"


def choose_places(setting: Setting, event: Event, scores: Scores) -> list[Chunk]:
    model, bar = scores.scores["place"], scores.bars["place"]
    look, ranked = model.known, []
    for at, (name, mentions, taken) in enumerate(place_candidates(setting, event)):
        if all([receives(setting.tokens, mention) for _, mention in mentions]):
            continue
        chunk, known = place_features(setting, event, name, mentions, taken, look)
        ranked.append((-model.total(known), at, chunk))
    chosen = _with_heads(
        setting,
        _unprotested(
            setting, event, of_its_turn(setting, event, _of_its_clause(setting, event, surest(ranked, bar)))
        ),
    )
    chosen = without_told_beside(setting, event, without_neighbours(setting, chosen))
    chosen = without_meanwhile(setting, event, chosen)
    chosen = without_comings(setting, event, without_origins(setting, event, _where_it_says(event, chosen)))
    return _with_their_areas(setting, event, chosen)


def _with_their_areas(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """في مدينة داريا **بالغوطة الغربية**: with the countryside or division that a town is told to lie in, right behind it."""
    told, out = setting.told[id(event)].tellings, list(places)
    for place in places:
        if place.sort in AREAS:
            continue
        run = setting.runs.get(place.first, ())
        area = next((one for one in run if one.first >= place.last), None)
        if (
            area is not None
            and area.first - place.last <= 1
            and area.sort in _DIVISIONS
            and area.prep in _LIES_IN
            and not area.joined
            and setting.sentence_of(area) in told
            and not any(akin(area.name, other.name) for other in out)
        ):
            out.append(area)
    return out


def _where_it_says(event: Event, places: list[Chunk]) -> list[Chunk]:
    """تفجير **في عدن**, كمين **بحمص**: a known place right behind the noun with its preposition stays, however the report is weighed."""
    out = places
    for telling in event.tellings:
        if telling.form in VERBAL or telling.rule.frame == "statement":
            continue
        for place in event.places:
            near = (
                0 <= place.first - telling.last <= 1 and place.prep in ("في", "ب") and place.ref is not None
            )
            if near and not any(akin(place.name, other.name) for other in out):
                out = [*out, place]
    return out


def _unprotested(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """تظاهر المئات في X تنديدا بالقصف على **Y**: without the places of what is protested against, where another is told."""
    if event.kind != "protest" or len(places) < 2:
        return places
    first = event.trigger.first
    kept = [place for place in places if place.first < first or not _in_complaint(setting, first, place)]
    return kept or places


def _in_complaint(setting: Setting, first: int, place: Chunk) -> bool:
    """Is a place named behind a word for "against" or "demanding", with no comma and no end of a sentence between?"""
    for token in reversed(setting.tokens[max(first + 1, place.first - _PROTESTED) : place.first]):
        if token.kind != "word":
            return False
        word = about(token.fold)
        if word:
            return word not in FOR
    return False


def _of_its_clause(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """Without what is the place of another event in another clause of the sentence, where its own clause has one.

    تحاصر X **A**، بينما يحاصر Y B: B is besieged by Y, and A is not.
    """
    if len(places) < 2 or setting.alone(event):
        return places
    held = [_held(setting, event, setting.sentence_of(place), place) for place in places]
    if not any(one.startswith("here") for one in held):
        return places
    own = [
        one not in ("across, other", "across, same") or _on_its_side(setting, event, place)
        for place, one in zip(places, held, strict=True)
    ]
    kept = {key(place) for place, mine in zip(places, own, strict=True) if mine}
    return [place for place, mine in zip(places, own, strict=True) if mine or _round(setting, place, kept)]


def _round(setting: Setting, place: Chunk, kept: Container[str]) -> bool:
    """في بلدة X **شرق Y** …، وفي البلدة نفسها …: an area right behind a town that stays, where it lies."""
    if place.sort not in AREAS or place.joined:
        return False
    run = setting.runs.get(place.first, ())
    return any([one.last == place.first and level(one) < level(place) and key(one) in kept for one in run])


def _on_its_side(setting: Setting, event: Event, place: Chunk) -> bool:
    """قصفت X **A**، كما طال القصف B: told by two words in one sentence, so that A lies on the side of one of them."""
    number = setting.sentence_of(place)
    for trigger in setting.told[id(event)].tellings.get(number, ()):
        low, high = sorted((place.first, trigger.first))
        if not setting.walls(number, low, high) and not setting.between(number, low, high, trigger):
            return True
    return False


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
