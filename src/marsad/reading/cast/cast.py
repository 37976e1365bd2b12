"""Who takes part in an event, judged over the whole report: everybody named in it weighed for each role.

The constructions of ``roles`` propose; a trained linear score disposes, over what is known of each candidate:
what the constructions said, where it stands to the event's word, what part it plays in the report's
other events, whether it is counted among the victims. Weights are made by ``tools/train_reader.py``
and stored by name of feature, those made of a word by where it stands and the word (see ``linear.Linear``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

import msgspec
from msgspec import Struct

from marsad.lexicon.load import DATA
from marsad.model import SYMMETRIC
from marsad.reading.cast.by_name import told_by_name
from marsad.reading.cast.bystanders import presses, shot_down
from marsad.reading.cast.charges import anybody_believed
from marsad.reading.cast.clashing import died_clashing, stood_by
from marsad.reading.cast.company import GROUP, Company
from marsad.reading.cast.displacements import without_persons
from marsad.reading.cast.helpers import with_helpers
from marsad.reading.cast.known import features
from marsad.reading.cast.mates import backers, backers_of_sides, beside_his_allies, mates, on_one_side
from marsad.reading.cast.no_part import SUPPOSED, NoPart, spoken_of
from marsad.reading.cast.not_addressed import (
    TOLD_TO_SOMEBODY,
    and_those_joined,
    by_their_names,
    not_addressed,
    speakers_among,
)
from marsad.reading.cast.other_sides import named_with_it
from marsad.reading.cast.protests import against
from marsad.reading.cast.settled_parts import holds_where, of_the_killed, settled
from marsad.reading.cast.sieges import (
    asks_its_end,
    breaks,
    described_so,
    only_there,
    told_by_adjective,
)
from marsad.reading.grammar.parties import BETWEEN, RELIEF, both_sides
from marsad.reading.names.two_sides import BOTH_ASKED
from marsad.reading.records import UNNAMED, VERBAL, Chunk, Event, noted
from marsad.reading.roles.accused import ACCUSED, wronged
from marsad.reading.roles.conditions import UNLESS
from marsad.reading.sameness import words
from marsad.reading.scores.linear import Linear, hold_once, row
from marsad.text.fold import fold

# Too rare in coded reports to learn from: as the constructions have them.
_SETTLED = {"mediation", "displacement"}
_BACKED = {"actor", "state", "person"}
_WITH = {"مع", "بين"}  # with, between
_TREATING = {"agreement", "ceasefire"}
_LOSSES = {"اسري", "قتلي", "جرحي", "مفقودين", "ضحايا"}  # captives, dead, hurt, missing, victims
_BY_ADJECTIVE = {"accusation", "rejection", "support"}
_ROLES = ("I", "T", "S")


Weights = tuple[float, float, float]
"""What a feature counts for each role, in the order of ``_ROLES``."""


class Model(Struct, frozen=True, eq=False):
    """``bias``: the intercept by role.

    ``least``: the score from which a candidate takes part; ``only``: what is enough where nobody reaches it.
    ``weights`` by name of feature; ``words``: of names made of a word, see ``linear.Linear``.
    """

    about: str
    bias: dict[str, float]
    least: dict[str, float]
    only: dict[str, float]
    weights: dict[str, Weights]
    words: dict[str, dict[str, Weights]]

    def known(self, names: Iterable[str]) -> tuple[Weights, ...]:
        """What the names count together, by role: one sum of the weights of those that training has seen, or nothing."""
        return self.together(map(self.weights.get, names))

    def of(self, before: str, after: str = "") -> Callable[[str], Weights | None]:
        return self.words.get(row(before, after), _NONE).get

    def together(self, found: Iterable[Weights | None]) -> tuple[Weights, ...]:
        some = list(filter(None, found))
        if len(some) < 2:
            return tuple(some)
        does = bears = sides = 0.0
        for one, two, three in some:
            does += one
            bears += two
            sides += three
        return ((does, bears, sides),)


_NONE: dict[str, Weights] = {}


@lru_cache(maxsize=2)
def load_cast(path: Path = DATA / "cast.json") -> Model | None:
    if not path.exists():
        return None
    model = msgspec.json.decode(path.read_bytes(), type=Model)
    hold_once(model.weights, model.words)
    return model


def model_of(
    about: str, roles: Mapping[str, Linear], least: dict[str, float], only: dict[str, float]
) -> Model:
    """One model of the scores of the three roles."""
    scores = [roles.get(role, Linear({})) for role in _ROLES]
    weights = _by_role([score.weights for score in scores])
    where = dict.fromkeys(where for score in scores for where in score.words)
    rows = {stands: _by_role([score.words.get(stands, {}) for score in scores]) for stands in where}
    return Model(about, {role: score.bias for role, score in roles.items()}, least, only, weights, rows)


def _by_role(roles: Sequence[Mapping[str, float]]) -> dict[str, Weights]:
    does, bears, sides = roles
    return {
        name: (does.get(name, 0.0), bears.get(name, 0.0), sides.get(name, 0.0))
        for name in dict.fromkeys(name for role in roles for name in role)
    }


def weigh(company: Company, at: int, model: Model) -> tuple[list[Chunk], list[Chunk]]:
    """Initiators and targets of event ``at``."""
    event = company.events[at]
    symmetric = event.kind in SYMMETRIC
    roles = ("S",) if symmetric else ("I", "T")
    least = {role: min(model.least[role], model.only[role]) for role in roles}  # below it nobody takes part
    candidates = company.candidates(at)
    occasion = company.occasion(at, candidates)
    # By falling score, then by role and as they were found; the last number settles it.
    scored: list[tuple[float, str, int, str, Chunk]] = []
    for number, (key, figure, chunk) in enumerate(candidates):
        known = features(company, occasion, key, figure, chunk, model)
        if symmetric:
            sides = model.bias["S"]
            for _, _, weight in known:
                sides += weight
            totals: Sequence[tuple[str, float]] = (("S", sides),)
        else:
            does, bears = model.bias["I"], model.bias["T"]
            for one, two, _ in known:
                does += one
                bears += two
            totals = (("I", does), ("T", bears))
        for role, total in totals:
            score = 1 / (1 + exp(-total))
            if role == "I" and chunk.sort == "nationality":
                # Nationalities are told with the act itself: غارات روسية وسورية.
                score = max(score, model.least[role])
            if score >= least[role]:
                scored.append((-score, role, number, key, chunk))
    believed = anybody_believed(company)
    if not scored and not believed:
        return [], []
    no_part = NoPart(company, at)
    if believed:
        no_part.note_supposed(candidates)
    # Most have no part by the score already: what the words bar is asked of the others only.
    barred = {number: no_part.barred(*candidates[number]) for number in {weighed[2] for weighed in scored}}
    scored = [weighed for weighed in scored if weighed[1] not in barred[weighed[2]]]
    scored.sort()
    if not symmetric and len(scored) > 1:
        pairs = mates(event, company, {weighed[3] for weighed in scored})
        backing = backers(event, company)
        if pairs or backing:
            scored = on_one_side(scored, pairs, company.parts[at][:2], backing, model.least)
    chosen: dict[str, list[Chunk]] = {"I": [], "T": [], "S": []}
    used: set[str] = set()
    for below, role, _, key, chunk in scored:
        enough = model.least[role] if chosen[role] else model.only[role]
        if key not in used and -below >= enough and not _named_already(chunk, chosen):
            used.add(key)
            chosen[role].append(chunk)
    if symmetric:
        return _sides(chosen["S"], company, at)
    return chosen["I"], chosen["T"]


def _named_already(chunk: Chunk, chosen: dict[str, list[Chunk]]) -> bool:
    """Is it another name's shorter or fuller form (الدفاع الوطني beside قوات الدفاع الوطني), of no other actor?"""
    if chunk.kind != "actor":
        return False
    mine = words(chunk.name)
    return any(
        (not chunk.ref or not known.ref) and known.kind == "actor" and mine == words(known.name)
        for found in chosen.values()
        for known in found
    )


def _sides(found: Sequence[Chunk], company: Company, at: int) -> tuple[list[Chunk], list[Chunk]]:
    """Two sides out of those who take part: as the constructions have it, else the first against the rest."""
    ones, others, _ = company.parts[at]
    first = [c for c in found if company.key(c) in ones]
    rest = [c for c in found if company.key(c) not in ones]
    if not first and len(rest) > 1:
        against = [c for c in rest if company.key(c) not in others]
        first = against[:1] or rest[:1]
        rest = [c for c in rest if c not in first]
    if company.events[at].kind == "armed_clash":
        ranges = [r for toll in company.events[at].tolls.values() for r in toll.victims]
        hurt = [c for c in first if c.kind == "group" and any(a <= c.first < b for a, b in ranges)]
        # قتل **مسلحان** في اشتباك مع X: they were one side of it; not so قتلت **امرأة** خلال اشتباكات.
        apart = bool(rest) and len(hurt) == len(first)
        if not apart or any(stood_by(c, company) for c in hurt):
            first, rest = [c for c in first if c not in hurt], [*hurt, *rest]
        first, rest = beside_his_allies(at, first, rest, company)
    return first, rest


def cast(company: Company, model: Model | None) -> None:
    """Give every event its participants as judged over the whole report."""
    if model is None:
        return
    weighed = [at for at, event in enumerate(company.events) if event.kind not in _SETTLED]
    found = [weigh(company, at, model) for at in weighed]
    for event in company.events:
        if event.kind == "displacement":
            event.targets = without_persons(event.targets)
    for at, (initiators, targets) in zip(weighed, found, strict=True):
        event = company.events[at]
        if GROUP[event.kind] == "say" and event.initiators:
            # The subject of a verb of saying is who says it; to whom is weighed.
            event.targets = _addressed(event, targets, company)
            event.initiators = by_their_names(event.initiators, company)
            event.initiators = [*event.initiators, *speakers_among(event, company)]
        elif GROUP[event.kind] == "say" and "addressed" in event.notes:
            told = {company.key(c) for c in event.targets}
            event.initiators = [
                c for c in initiators if UNNAMED not in event.notes and company.key(c) not in told
            ]
        elif ACCUSED in event.notes:
            event.initiators, event.targets = initiators, _addressed(event, targets, company)
        elif event.kind == "siege":
            event.initiators, event.targets = _besieging(event, initiators, targets, company)
        else:
            event.initiators, event.targets = _parts(event, initiators, targets, company)
    for event in company.events:  # الطرفان whom nothing told of before: nobody by that word
        event.initiators = [c for c in event.initiators if not both_sides(c)]
        event.targets = [c for c in event.targets if not both_sides(c)]
        if GROUP[event.kind] != "say":
            event.initiators = company.without_their_states(event.initiators)


def _addressed(event: Event, targets: list[Chunk], company: Company) -> list[Chunk]:
    """To whom a statement is said, of those whom the score has: none of who says it, else whom the construction has."""
    spoken = {company.key(c) for c in event.initiators}
    targets = [c for c in targets if not any(i.first <= c.first < i.last for i in event.initiators)]
    targets = [c for c in targets if company.key(c) not in spoken]
    targets = [c for c in targets if not holds_where(c, company)] or targets
    targets = [c for c in targets if not spoken_of(c, event, company)]
    both = event.notes.get("sides") == BOTH_ASKED and bool(event.targets)
    if "addressed" in event.notes:
        targets = event.targets
    elif both:
        sides = {company.key(c) for c in event.targets}
        targets = [*event.targets, *(c for c in targets if company.key(c) not in sides)]
    elif ACCUSED in event.notes:
        known = {company.key(c) for c in event.targets}
        others = (c for c in targets if company.key(c) not in known and c.sort != "civilians")
        targets = [*event.targets, *(c for c in others if not wronged(company.tokens, c))]
    unless = noted(event, UNLESS)
    known = {company.key(c) for c in targets} | spoken
    targets = [
        *targets,
        *(c for c in event.targets if c.first in unless and company.key(c) not in known),
    ]
    verbal = event.trigger.form in VERBAL
    if not targets and event.kind == "demand" and verbal:
        # a verb of demanding has whom it asks
        targets = [
            c
            for c in event.targets
            if not spoken_of(c, event, company) and not not_addressed([(c, 0)], event, company)
        ]
    if not targets and event.kind == "threat":
        targets = [c for c in event.targets if c.kind == "object"]
    if not targets and event.kind == "support" and verbal:
        targets = [c for c in event.targets if c.kind in _BACKED and not spoken_of(c, event, company)]
    if not targets and event.kind in _BY_ADJECTIVE:
        # أدانت X الغارات **الأمريكية**, رفضت X المقترح **الأمريكي**: the adjective says who is blamed or answered
        targets = [c for c in event.targets if c.sort == "nationality" and company.key(c) not in spoken]
    if not both and "addressed" not in event.notes and event.kind in TOLD_TO_SOMEBODY:
        targets += and_those_joined(event, targets, company)
    return targets


def _besieging(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """حصار X: the construction settles who besieges; sieges are too few to learn it better."""
    if told_by_adjective(event, company):
        event.targets = [c for c in event.targets if described_so(c, event, company)]
        targets = [c for c in targets if described_so(c, event, company)]
        initiators = [c for c in initiators if c.sort not in RELIEF]
    # خسر X خلال الحصار قتيلين وثلاثة **أسرى**: what it cost, and no one besieged
    targets = [c for c in targets if not only_there(c, event) and fold(c.name) not in _LOSSES]
    event.targets = [c for c in event.targets if not only_there(c, event)]
    under = {company.key(c) for c in event.targets}
    initiators = event.initiators or [
        c
        for c in initiators
        if company.key(c) not in under
        and not asks_its_end(c, event, company)
        and not breaks(c, event, company)
    ]
    taken_up = [c for c in event.targets if "taken up" in event.notes]
    if taken_up or (not targets and "opponent" not in event.notes):
        targets = taken_up or event.targets  # **مدينة X** التي تحاصرها Y: whom the pronoun takes up
    besiege = {company.key(c) for c in initiators}
    return initiators, [c for c in targets if company.key(c) not in besiege]


def _parts(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """Who takes part by the score, where no construction leaves it no choice."""
    if event.kind in SYMMETRIC:
        if _between(event):
            initiators, targets = event.initiators, event.targets
        sides = named_with_it(event, [*initiators, *targets], company)
        initiators, targets = ([c for c in some if c in sides] for some in (initiators, targets))
    if event.kind == "armed_clash":
        initiators, targets = backers_of_sides(event, initiators, targets, company)
    if event.kind in _TREATING and event.initiators and any(c.prep in _WITH for c in event.targets):
        initiators, targets = _as_told(event, initiators, targets, company)
    if event.kind == "release" and len(event.initiators) > 1 and event.initiators[0].prep == "بين":
        initiators = event.initiators  # تبادل للأسرى **بين X وY**: both set free
    targets = [c for c in _all_listed(targets, event, company) if c not in initiators]
    initiators, targets = settled(event, initiators, targets, company)
    initiators, targets = shot_down(event, initiators, targets, company)
    initiators, targets = with_helpers(event, initiators, targets, company)
    if event.kind == "withdrawal":
        initiators = [c for c in initiators if not presses(c, event, company)]
    if not targets and (whose := event.notes.get(SUPPOSED)) is not None:
        targets = [
            c for c in event.targets if c.kind == "object" or (c.prep == "ل" and company.key(c) != whose)
        ]
    targets = _by_name(targets, company)
    if not initiators and targets and (hurt := died_clashing(event, targets, company)):
        initiators, targets = hurt, [c for c in targets if c not in hurt] or event.targets[:1]
    if event.kind == "protest":
        initiators, targets = against(event, initiators, targets)
    if (victim := of_the_killed(event, initiators, targets, company)) is not None:
        return [c for c in initiators if c is not victim], [victim]
    return initiators, targets


def _as_told(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """هدنة أبرمتها **X** مع **Y** ولا تشمل Z: where the words name both sides of a deal or of talks, nobody else is one."""
    told = {company.key(c) for c in (*event.initiators, *event.targets)}
    ones = [c for c in initiators if company.key(c) in told]
    others = [c for c in targets if company.key(c) in told]
    return (ones, others) if ones and others else (initiators, targets)


def _between(event: Event) -> bool:
    """محادثات بين X وY, وقعت X وY اتفاقا: two sides that the words name are two."""
    if not event.initiators or not event.targets:
        return False
    if event.kind == "negotiation" and event.trigger.form in VERBAL:
        return True  # التقى X Y
    signed = event.kind in BETWEEN and event.targets[0].joined
    return signed or any(c.prep == "بين" for c in event.initiators)


def _all_listed(targets: list[Chunk], event: Event, company: Company) -> list[Chunk]:
    """قتل X **وY وZ**: a list of people by name is meant whole."""
    firsts = {c.first for c in targets if c.kind == "person"}
    if not firsts:
        return targets
    runs: list[list[Chunk]] = []
    run: list[Chunk] = []
    for chunk, _ in company.by_sentence[event.trigger.sentence]:
        if chunk.kind != "person":
            run = []
            continue
        if not (run and chunk.joined and chunk.first - run[-1].last <= 1):
            runs.append(run := [])
        run.append(chunk)
    listed = (run for run in runs if any(c.first in firsts for c in run))
    return [*targets, *(c for run in listed for c in run if c.first not in firsts)]


def _by_name(targets: list[Chunk], company: Company) -> list[Chunk]:
    """قتل **المسعف خالد حسون**: what somebody is, with the article, right before the name that is a target too, is nobody else."""
    named = {c.first for c in targets if c.kind == "person"}
    if not named:
        return targets
    return [
        c
        for c in targets
        if not (c.kind == "group" and c.last in named and company.folds[c.first].lstrip("و").startswith("ال"))
        and not (c.kind == "group" and told_by_name(c, named, company))
    ]
