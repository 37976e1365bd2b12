"""Who takes part in an event, judged over the whole report: everybody named in it weighed for each role.

The constructions of ``roles`` propose; a trained linear score disposes, over what is known of each candidate:
what the constructions said, where it stands to the event's word, what part it plays in the report's
other events, whether it is counted among the victims. Weights are made by ``tools/train_reader.py``
and stored by name of feature.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from msgspec import Struct

from marsad.lexicon.load import DATA
from marsad.model import SYMMETRIC
from marsad.reading.bystanders import beside_it, interceptors, shot_down
from marsad.reading.charges import charged_with, supposed
from marsad.reading.company import GROUP, Company
from marsad.reading.denials import stands_apart
from marsad.reading.figures import Figure
from marsad.reading.hospitals import receives
from marsad.reading.moves import spoken_of
from marsad.reading.parties import BETWEEN, both_sides, dateline
from marsad.reading.protests import against, apart_from
from marsad.reading.records import BEATEN_BACK, VERBAL, Chunk, Event
from marsad.reading.sameness import same_actor, words
from marsad.reading.settled_parts import holds_where, of_the_killed, settled
from marsad.reading.sieges import asks_its_end

# Too rare in coded reports to learn from: as the constructions have them.
_SETTLED = {"mediation", "displacement"}
_BACKED = {"actor", "state", "person"}
_BY_ADJECTIVE = {"accusation", "rejection", "support"}
_COLUMNS = {"I": 0, "T": 1, "S": 2}
# In favour of, under the protection of: who is fought for, or who guards, is not whom it is done to.
_FAVOUR = {"لصالح", "لمصلحه", "لحساب", "حمايه", "بحمايه", "حراسه", "بحراسه"}

# Who speaks for an army or an office does nothing else: the media cell, office, centre, directorate.
_MEDIA = (
    "خلية الإعلام",
    "خلية الاعلام",
    "المكتب الإعلامي",
    "المركز الإعلامي",
    "الإعلام الحربي",
    "الإعلام العسكري",
    "مديرية الإعلام",
)
# Ministries and services that count the dead and strike nobody: of health, of foreign affairs, civil defence, ambulance,
# doctors' committee.
_COUNTING = (
    "وزارة الصحة",
    "وزارة الخارجية",
    "الدفاع المدني",
    "جهاز الإسعاف",
    "لجنة أطباء",
    "اللجنة المركزية للأطباء",
)
_RIOTOUS = {"destruction", "capture"}
_STRUCK_BY = {"shelling", "air_strike", "ground_attack", "killing", "abduction", "arrest"}
# Loyal to: whose men they are is no party to what they do.
_LOYAL = {"الموالي", "الموالين", "الموالون", "المواليه", "موال", "موالين", "موالون", "مواليه"}


class Model(Struct, frozen=True):
    """``bias``: the intercept by role ("I", "T", "S": a side).

    ``least``: the score from which a candidate takes part; ``only``: what is enough where nobody reaches it.
    ``by_name``: the weights of a feature for all roles, in the order of ``_COLUMNS``.
    """

    bias: dict[str, float]
    least: dict[str, float]
    only: dict[str, float]
    by_name: dict[str, tuple[float, float, float]]

    def known(self, names: Iterable[str]) -> tuple[tuple[float, float, float], ...]:
        """What the names count together, by role: one sum of the weights of those that training has seen, or nothing."""
        found = list(filter(None, map(self.by_name.get, names)))
        if len(found) < 2:
            return tuple(found)
        does = bears = sides = 0.0
        for one, two, three in found:
            does += one
            bears += two
            sides += three
        return ((does, bears, sides),)


@lru_cache(maxsize=2)
def load_cast(path: Path = DATA / "cast.json") -> Model | None:
    if not path.exists():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    return model_of(raw["weights"], raw["least"], raw["only"])


def model_of(weights: dict[str, dict[str, float]], least: dict[str, float], only: dict[str, float]) -> Model:
    """The model of weights by role and feature, where a role's intercept has the name ""."""
    roles = [weights.get(role, {}) for role in _COLUMNS]
    does, bears, sides = roles
    once: dict[tuple[float, float, float], tuple[float, float, float]] = {}  # equal ones are held once
    by_name = {}
    for role in roles:
        for name in role:
            three = (does.get(name, 0.0), bears.get(name, 0.0), sides.get(name, 0.0))
            by_name[name] = once.setdefault(three, three)
    return Model({role: found[""] for role, found in weights.items()}, least, only, by_name)


def weigh(company: Company, at: int, model: Model) -> tuple[list[Chunk], list[Chunk]]:
    """Initiators and targets of event ``at``."""
    event = company.events[at]
    symmetric = event.kind in SYMMETRIC
    accusers = _accusers(event, company)
    condemners = _condemners(event, company) | _repellers(event, company)
    between = _mediators(event, company)
    roles = ("S",) if symmetric else ("I", "T")
    least = {role: min(model.least[role], model.only[role]) for role in roles}  # below it nobody takes part
    aside = interceptors(event, company) | _tellers(event, company)
    nationalities = [c for c in event.initiators if c.sort == "nationality"]
    thirds = company.parts[at][2]
    look = model.known
    # By falling score, then by role and as they were found; the last number settles it.
    scored: list[tuple[float, str, int, str, Chunk]] = []
    apart = bool(event.deniers or event.foilers)
    harmless = company.lexicon.families[event.kind] == "force" and event.kind not in _RIOTOUS
    for number, (key, figure, chunk) in enumerate(company.candidates(at)):
        if (
            (symmetric and both_sides(chunk))
            or key in thirds
            or (between and any(same_actor(chunk, other, company.lexicon) for other in between))
        ):
            continue
        if figure is not None and (_owned(figure, event, company) or key in aside):
            continue
        if figure is not None and event.kind == "arrest" and _favoured(figure, company):
            continue  # اعتقال جاسوس **لصالح** X: for whom he worked is no party to it
        if figure is not None and supposed(figure, event, company):
            event.notes["supposed"] = key
            continue  # مسلحون يعتقد أنهم من **X**: the gunmen are told
        barred = charged_with(figure, event, company) if figure is not None else set()
        if figure is not None:
            barred = barred | beside_it(figure, event, company)
        barred |= apart_from(figure, event, company)
        if event.trigger.rule.frame != "statement" and dateline(company.tokens, chunk):
            continue
        if receives(company.tokens, chunk) and (
            figure is None or all(receives(company.tokens, c) for c in figure.chunks)
        ):
            continue
        if apart and (
            stands_apart(chunk, event)
            or (figure is not None and any(stands_apart(c, event) for c in figure.chunks))
        ):
            continue
        called = figure.chunks if figure is not None else [chunk]
        counts = harmless and all(c.name.startswith(_COUNTING) for c in called)
        known = company.features(at, key, figure, chunk, look)
        # قصف تركي, غارات روسية وسورية: an adjective tells who did it, never whom it was done to.
        adjective = chunk.sort == "nationality" or (
            nationalities and any(c.first < chunk.last and chunk.first < c.last for c in nationalities)
        )
        doer = adjective or key in accusers or (figure is not None and _favoured(figure, company))
        for role in ("I",) if doer and not symmetric else roles:
            if role == "I" and key in condemners:
                continue
            if role in barred or (role == "I" and counts):
                continue
            total = model.bias[role]
            column = _COLUMNS[role]
            for weights in known:
                total += weights[column]
            score = 1 / (1 + exp(-total))
            if role == "I" and chunk.sort == "nationality":
                # Nationalities are told with the act itself: غارات روسية وسورية.
                score = max(score, model.least[role])
            if score >= least[role]:
                scored.append((-score, role, number, key, chunk))
    scored.sort()
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


def _tellers(event: Event, company: Company) -> set[str]:
    """أعلنت **X** أن Y قصف Z: who only tells that another did it suffers it no more than anybody else.

    Only where the construction has the doer, and no pronoun in what is told may be the teller's (قصف مواقع**ها**).
    """
    media = {company.key(c) for c in event.sources if c.name.startswith(_MEDIA)} - {
        company.key(c) for c in event.initiators
    }
    if event.kind not in _STRUCK_BY or not event.initiators:
        return media
    trigger = event.trigger
    said = {company.key(c) for c in (*event.initiators, *event.targets)}
    sentence = company.sentences[trigger.sentence]
    tellers = {
        company.key(c)
        for c in event.sources
        if any(c.first == k.first for k, _ in company.by_sentence[trigger.sentence])
    } - said
    if not tellers:
        return set()
    named = [c for c, _ in company.by_sentence[trigger.sentence] if company.key(c) in tellers]
    if len(named) > 1:
        return set()  # told of again in what is said
    after = company.tokens[max(named[0].last, sentence.first) : sentence.last] if named else ()
    if any(
        len(t.fold) > 3 and t.kind == "word" and not t.ta and t.fold.endswith(("ها", "هم", "نا", "ه"))
        for t in after
    ):
        return set()
    return tellers


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


def _favoured(figure: Figure, company: Company) -> bool:
    """Is somebody named only as one whom another fights for or guards?"""
    return all(_follows(company, chunk, _FAVOUR) for chunk in figure.chunks)


def _owned(figure: Figure, event: Event, company: Company) -> bool:
    """قوات **الموالية للحكومة**: do the sentences that tell of the event name somebody only as whose men another are?"""
    if not any(_follows(company, chunk, _LOYAL) for chunk in figure.chunks):
        return False
    told = [company.sentences[telling.sentence] for telling in event.tellings]
    here = [c for c in figure.chunks if any(one.first <= c.first < one.last for one in told)]
    return bool(here) and all(_follows(company, chunk, _LOYAL) for chunk in here)


def _follows(company: Company, chunk: Chunk, leads: set[str]) -> bool:
    """Does a mention stand right after one of these words?"""
    return chunk.first > 0 and company.tokens[chunk.first - 1].fold in leads


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
        first, rest = [c for c in first if c not in hurt], [*hurt, *rest]  # قتلت **امرأة** خلال اشتباكات
    return first, rest


def cast(company: Company, model: Model | None) -> None:
    """Give every event its participants as judged over the whole report."""
    if model is None:
        return
    found = [weigh(company, at, model) for at in range(len(company.events))]
    for event, (initiators, targets) in zip(company.events, found, strict=True):
        if event.kind in _SETTLED:
            continue
        if GROUP[event.kind] == "say" and event.initiators:
            # The subject of a verb of saying is who says it; to whom is weighed.
            initiators = event.initiators
            spoken = {company.key(c) for c in initiators}
            targets = [c for c in targets if not any(i.first <= c.first < i.last for i in initiators)]
            targets = [c for c in targets if company.key(c) not in spoken]
            targets = [c for c in targets if not holds_where(c, company)] or targets
            targets = [c for c in targets if not spoken_of(c, event, company)]
            if "addressed" in event.notes:
                targets = event.targets
            if not targets and event.kind == "demand" and event.trigger.form in VERBAL:
                # a verb of demanding has whom it asks
                targets = [c for c in event.targets if not spoken_of(c, event, company)]
            if not targets and event.kind == "threat":
                targets = [c for c in event.targets if c.kind == "object"]
            if not targets and event.kind == "support" and event.trigger.form in VERBAL:
                targets = [c for c in event.targets if c.kind in _BACKED and not spoken_of(c, event, company)]
            if not targets and event.kind in _BY_ADJECTIVE:
                # أدانت X الغارات **الأمريكية**, رفضت X المقترح **الأمريكي**: the adjective says who is blamed or answered
                targets = [
                    c for c in event.targets if c.sort == "nationality" and company.key(c) not in spoken
                ]
        elif GROUP[event.kind] == "say" and "addressed" in event.notes:
            targets = event.targets
        elif event.kind == "siege":
            # حصار X: the construction settles who besieges; sieges are too few to learn it better.
            under = {company.key(c) for c in event.targets}
            initiators = event.initiators or [
                c for c in initiators if company.key(c) not in under and not asks_its_end(c, event, company)
            ]
            if not targets and "opponent" not in event.notes:
                targets = event.targets
            besiege = {company.key(c) for c in initiators}
            targets = [c for c in targets if company.key(c) not in besiege]
        else:
            if event.kind in SYMMETRIC and _between(event):
                initiators, targets = event.initiators, event.targets
            if event.kind == "release" and len(event.initiators) > 1 and event.initiators[0].prep == "بين":
                initiators = event.initiators  # تبادل للأسرى **بين X وY**: both set free
            targets = [c for c in _all_listed(targets, event, company) if c not in initiators]
            initiators, targets = settled(event, initiators, targets, company)
            initiators, targets = shot_down(event, initiators, targets, company)
            if not targets and (whose := event.notes.get("supposed")) is not None:
                targets = [
                    c
                    for c in event.targets
                    if c.kind == "object" or (c.prep == "ل" and company.key(c) != whose)
                ]
            targets = _by_name(targets, company)
            if event.kind == "protest":
                initiators, targets = against(event, initiators, targets)
            if (victim := of_the_killed(event, initiators, targets, company)) is not None:
                initiators, targets = [c for c in initiators if c is not victim], [victim]
        event.initiators, event.targets = initiators, targets


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
    return [
        c
        for c in targets
        if not (
            c.kind == "group"
            and c.last in named
            and company.tokens[c.first].fold.lstrip("و").startswith("ال")
        )
    ]


def _accusers(event: Event, company: Company) -> set[str]:
    """اتهمت **X** Y بقصف مدرسة: who accuses another of a deed is not thereby whom it was done to."""
    out: set[str] = set()
    if not company.accusations:
        return out
    trigger = event.trigger
    for other in company.accusations:
        if other.trigger.sentence != trigger.sentence or other.trigger.first > trigger.first:
            continue
        accused = {company.key(c) for c in other.targets}
        if accused & {company.key(c) for c in event.initiators}:
            out |= {company.key(c) for c in other.initiators}
    return out - {company.key(c) for c in event.targets}


def _condemners(event: Event, company: Company) -> set[str]:
    """أدانت **X** الهجوم على Y: who condemns or blames somebody for what is told after it has not done it."""
    trigger = event.trigger
    if GROUP[event.kind] == "say":
        # أعلنت X رفض المقترح **الإسرائيلي**: whoever says it, it is not whom it answers
        return {company.key(c) for c in event.targets} if "addressed" in event.notes else set()
    did = {company.key(c) for c in event.initiators}
    return {
        company.key(c)
        for other in company.accusations
        if other.trigger.sentence == trigger.sentence and other.trigger.first < trigger.first
        for c in other.initiators
    } - did


def _repellers(event: Event, company: Company) -> set[str]:
    """صدت **X** هجوما على Y: who beats an attack back has not made it."""
    stood = {int(first) for first in event.notes.get(BEATEN_BACK, "").split()}
    if not stood:
        return set()
    made = {
        company.key(c) for c in event.initiators
    }  # "the forces" may have been taken for those who attacked
    row = company.by_sentence[event.trigger.sentence]
    return {company.key(c) for c, _ in row if c.first in stood} - made


def _mediators(event: Event, company: Company) -> list[Chunk]:
    """تدخل **X** للفصل بين Y وZ بعد اشتباكات: who steps between two sides beside their clash is no side of it."""
    if event.kind != "armed_clash" or not company.mediations:
        return []
    said = {company.key(c) for c in (*event.initiators, *event.targets)}
    beside = [
        other
        for other in company.mediations
        if any(abs(one.sentence - two.sentence) <= 1 for one in event.tellings for two in other.tellings)
    ]
    return [c for other in beside for c in other.initiators if company.key(c) not in said]
