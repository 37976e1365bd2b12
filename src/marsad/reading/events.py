"""Events of a report, sentence by sentence: triggers with their roles, status, date, toll and sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from marsad.lexicon.compile import Lexicon
from marsad.reading.attribution import Saying
from marsad.reading.beside import play_of, told_beside
from marsad.reading.clauses import Clauses
from marsad.reading.constructions import presuppose, settle_doer
from marsad.reading.denials import deny_claimed, deny_own, deny_told, settle_denied
from marsad.reading.grounding import give_dates, give_tolls, look_ahead
from marsad.reading.modality import judge
from marsad.reading.parties import PEOPLE, agentive
from marsad.reading.records import BARRED, FAINT, VERBAL, Chunk, Event, Trigger
from marsad.reading.reference import fill_sides
from marsad.reading.roles import Roles
from marsad.reading.scan import At, clitic_preposition
from marsad.reading.screen import FORCE, Tenor, past, screen_before, screen_sentence
from marsad.reading.subjects import fill_accused, fill_claimed, fill_speakers, fill_subjects
from marsad.reading.testimony import add_witnesses, sources_of
from marsad.text.tokens import Sentence, Token

_DEFENCES = {"الدفاعات", "دفاعات", "الدفاع", "دفاع", "للدفاعات", "والدفاعات"}
_AIR = {"aircraft", "helicopter", "drone", "barrel_bomb"}
_BLAST = {"ied", "mine", "car_bomb", "suicide", "suicide_vest", "grenade"}
_GUN = {"artillery", "mortar", "rocket", "missile", "tank"}

_HELPED = {
    "release",
    "agreement",
    "ceasefire",
    "withdrawal",
    "displacement",
    "aid",
}  # what mediators bring about


def find_events(
    tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, clauses: Sequence[Clauses],
    chunks: Sequence[Sequence[Chunk]], triggers: Sequence[Trigger], faint: Sequence[Trigger], dates: Sequence[Any],
    tolls: Sequence[Sequence[Any]], sayings: Sequence[Saying], lexicon: Lexicon, published: str | None, tenor: Tenor,
) -> list[Event]:  # fmt: skip
    """All events, dropped ones included (``dropped`` says why), in order of their triggers."""
    by_sentence: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        by_sentence.setdefault(trigger.sentence, []).append(trigger)
    dated: dict[int, list[Any]] = {}
    for date in dates:
        dated.setdefault(date.sentence, []).append(date)
    said: dict[int, list[Saying]] = {}
    for saying in sayings:
        said.setdefault(saying.sentence, []).append(saying)
    faintly: dict[int, list[Trigger]] = {}
    for trigger in faint:
        faintly.setdefault(trigger.sentence, []).append(trigger)
    out: list[Event] = []
    faded: list[Event] = []
    last_force: Event | None = None
    spoke: tuple[int, list[Chunk]] = (-9, [])  # who spoke last, and in which sentence
    day = published
    play = [play_of(at, tokens, sentence) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        here = _sentence(
            tokens, sentence, at, clauses[number], chunks[number], by_sentence.get(number, []), lexicon
        )
        speaking = said.get(number, [])
        settle_denied(
            here, tokens, at, clauses[number], chunks[number], speaking, by_sentence.get(number, [])
        )
        fill_speakers(
            here, speaking, chunks[number], tokens, sentence.first, spoke[1] if number - spoke[0] <= 2 else ()
        )
        fill_subjects(here, chunks[number], tokens, sentence.first, out[-1] if out else None)
        fill_claimed(here, chunks[number], at, sentence, out[-1] if out else None)
        fill_accused(here)
        deny_own(here, tokens, speaking)
        voices = [s.chain[0] for s in speaking if s.chain and not s.cited]
        for event in here:
            if event.trigger.rule.frame == "statement" and event.initiators:
                voices.append(event.initiators[0])
        if voices:
            spoke = (number, voices[-1:])
        give_dates(here, dated.get(number, []), clauses[number], day)
        day = next((e.date.start for e in here if e.date is not None and e.date.start), day)
        near = last_force if last_force is not None and number - last_force.trigger.sentence <= 2 else None
        left = give_tolls(here, tolls[number], at, clauses[number], near)
        just = [e for e in out if e.trigger.sentence == number - 1]
        deny_told(here, just, tokens, at, clauses[number], chunks[number], speaking, said.get(number - 1, []))
        near_by = [play[near_] for near_ in (number - 1, number + 1) if 0 <= near_ < len(play)]
        about = sum(sure for sure, _ in near_by), sum(other for _, other in near_by)
        for event in here:
            event.dropped = event.dropped or told_beside(event, tokens, at, clauses[number], about)
        for event in here:
            screen_before(
                event,
                tokens,
                at,
                clauses[number],
                dated.get(number, []),
                published,
                roles[number],
                tenor,
                voices,
            )
        screen_sentence(here)
        _victims(here, tolls[number], chunks[number], tokens)
        _keep_deaths(here, left, clauses[number])
        beside = _faint(
            tokens, at, clauses[number], chunks[number], by_sentence.get(number, []), faintly.get(number, []), lexicon
        )  # fmt: skip
        settle_denied(
            beside, tokens, at, clauses[number], chunks[number], speaking, by_sentence.get(number, [])
        )
        for event in beside:
            event.dropped = (
                told_beside(event, tokens, at, clauses[number], about)
                or past(event, tokens, at, clauses[number], dated.get(number, []), published)
                or event.dropped
            )
        _tried(here, beside, at, clauses[number])
        give_dates(beside, dated.get(number, []), clauses[number], day)
        look_ahead((*here, *beside), published)
        for event in (*here, *beside):
            event.sources = sources_of(event, said.get(number, []))
        faded.extend(beside)
        out.extend(here)
        for event in here:
            if event.kind in FORCE and event.dropped is None:
                last_force = event
    deny_claimed(out)
    fill_sides(out)
    for event in out:
        _require(event)
    add_witnesses(out, said, tolls)
    return sorted((*out, *faded), key=_begins) if faded else out


def _begins(event: Event) -> int:
    return event.trigger.first


def _faint(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], triggers: Sequence[Trigger],
    faint: Sequence[Trigger], lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    """What the words of faint rules would tell, each by itself: they take nothing from the events beside them."""
    out: list[Event] = []
    for trigger in faint:
        among = sorted((*triggers, trigger), key=_place)
        event = Roles(tokens, at, clauses, chunks, among).assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        event.spans = [_evidence(event, clauses, tokens)]
        _means(event, tokens, at, lexicon)
        judge(event, tokens, at, clauses, among)
        event.dropped = event.dropped or (FAINT if trigger.rule.faint else BARRED)
        out.append(event)
    return out


def _tried(events: Sequence[Event], faint: Sequence[Event], at: At, clauses: Clauses) -> None:
    """حاولت X **الوساطة** بين Y وZ: the verb only says that what its object tells of was tried."""
    for event in faint:
        verb = event.trigger
        if verb.form in VERBAL and at.cue(verb.first, "attempt") is not None:
            end = clauses.right(verb.last)
            if any(e.kind == event.kind and verb.last <= e.trigger.first < end for e in events):
                event.dropped = "told by another word"


def _place(trigger: Trigger) -> int:
    return trigger.first


def _sentence(
    tokens: Sequence[Token], sentence: Sentence, at: At, clauses: Clauses, chunks: Sequence[Chunk],
    triggers: Sequence[Trigger], lexicon: Lexicon,
) -> list[Event]:  # fmt: skip
    finder = Roles(tokens, at, clauses, chunks, triggers)
    out: list[Event] = []
    for trigger in triggers:
        event = finder.assign(trigger)
        settle_doer(event, tokens, at, clauses, chunks, lexicon.attributes["means"])
        if any(t.fold in ("ايضا", "كذلك") for t in tokens[trigger.last : trigger.last + 4]):
            event.notes["also"] = "one more"
        event.spans = [_evidence(event, clauses, tokens)]
        _means(event, tokens, at, lexicon)
        judge(event, tokens, at, clauses, triggers)
        presuppose(event, tokens, at, clauses)
        out.append(event)
    _device(out)
    for one, two in pairwise(out):
        if one.dropped == "negated" and tokens[two.trigger.first - 1].fold in ("او", "ولا", "اي"):
            two.dropped = "negated"  # لم تشهد X أي قصف أو **اشتباك**
    _light_verbs(out, at, tokens)
    _share(out)
    _accused(out)
    if any(
        (e.trigger.rule.frame == "talks" or e.kind == "release") and e.third and not e.dropped for e in out
    ):
        for event in out:
            if event.kind == "mediation" and event.trigger.before[:1] == "ب":
                event.dropped = "says who mediated in another event"
    _mediated(out, clauses)
    return out


def _device(events: Sequence[Event]) -> None:
    """محاولة تفجير **سيارة مفخخة**: what was to go off went off no more than the blast before it came about."""
    for one, two in pairwise(events):
        if one.kind == two.kind == "explosion" and one.trigger.last == two.trigger.first:
            two.status, two.dropped = one.status, one.dropped or two.dropped
            two.foilers = list(one.foilers)


def _mediated(events: Sequence[Event], clauses: Clauses) -> None:
    """أفرج عن المختطفين **بوساطة قبلية**: who mediated in what the words before it tell is a third party of that."""
    for event in events:
        trigger = event.trigger
        if event.kind != "mediation" or event.dropped or trigger.form in VERBAL or trigger.before[-1:] != "ب":
            continue
        low = clauses.left(trigger.first)
        told = [
            e
            for e in events
            if e.kind in _HELPED and not e.dropped and low <= e.trigger.first < trigger.first
        ]
        if told:
            told[-1].third.extend(
                c for c in event.initiators if c not in (*told[-1].initiators, *told[-1].third)
            )
            event.dropped = "says who mediated in another event"


def _evidence(event: Event, clauses: Clauses, tokens: Sequence[Token]) -> tuple[int, int]:
    """The stretch an event rests on: from what stands before it in its clause to the end of its clause."""
    first, last = event.span
    while last - first > 1 and tokens[last - 1].kind == "newline":
        last -= 1
    return first, max(last, event.trigger.last)


def _means(event: Event, tokens: Sequence[Token], at: At, lexicon: Lexicon) -> None:
    """Weapons named near the trigger, and the kind of event they make of a word that leaves it open."""
    table = lexicon.attributes["means"]
    trigger = event.trigger
    low = max(event.span[0], trigger.first - 10)
    marching = event.kind in ("protest", "riot")  # مسيرة is a march there, and no drone
    for hit in () if marching else at.all_within(low, min(event.span[1], trigger.last + 14), "means"):
        if tokens[hit.first - 1].fold not in _DEFENCES:
            event.means.append(table.get(" ".join(hit.term.words), ""))
    sorts = {c.sort for c in (*event.initiators, *([] if event.initiators else event.targets[:0]))}
    if event.kind == "shelling":
        flying = _AIR & set(event.means) or sorts & {"air", "drone", "air_force"}
        guns = _GUN & set(event.means)
        if (flying and not (guns - {"missile", "rocket"})) or sorts & {"air", "drone", "air_force"}:
            event.kind = "air_strike"
        elif _BLAST & set(event.means) and trigger.rule.id == "shelling.target":
            event.kind = "explosion"
        elif trigger.rule.id == "shelling.target" and "firearms" in event.means and not guns:
            event.kind = "killing"
    elif event.kind == "restriction":
        if any(c.sort in ("protesters", "civilians") for c in event.initiators):
            event.kind = "protest"  # قطع **محتجون** الطريق: how they protest
    elif event.kind == "arrest":
        if event.initiators and trigger.form in VERBAL and all(map(_unlawful, event.initiators)):
            event.kind = "abduction"
    elif event.kind == "armed_clash":
        if any(c.sort == "protesters" for c in (*event.initiators, *event.targets)):
            event.kind = "riot"
    elif event.kind == "ground_attack":
        beside = _beside(trigger, at, table)
        if any(c.sort == "protesters" for c in event.initiators):
            event.kind = "riot"
        elif _flies(event):
            event.kind = "air_strike"
        elif _GUN & beside and not _AIR & beside and trigger.rule.id != "ground_attack.storm":
            event.kind = "shelling"
        elif _BLAST & set(event.means):
            event.kind = "explosion"
        elif (
            {"drone", "aircraft"} & beside and trigger.form not in VERBAL and not sorts & {"force", "army"}
        ) or (trigger.form in VERBAL and _flown(event, at, table)):
            event.kind = "air_strike"


def _unlawful(chunk: Chunk) -> bool:
    """احتجز **مسلحون** أو **أهالي** X: who has no power to arrest, of whatever side, abducts."""
    return chunk.kind == "group" and (chunk.sort == "civilians" or chunk.name.startswith(_UNNAMED))


_UNNAMED = ("مسلح", "مجهول", "ملثم")  # armed, unknown, masked


def _flies(event: Event) -> bool:
    """هاجمت **المسيرات** X, شن **الطيران** هجوما: what flies does it alone. Raids by men that it covers stay what they are."""
    alone = bool(event.initiators) and all(c.sort in ("air", "drone", "air_force") for c in event.initiators)
    return alone and (event.trigger.rule.id == "ground_attack.attack" or event.trigger.form in VERBAL)


def _flown(event: Event, at: At, table: dict[str, str]) -> bool:
    """هاجم X قاعدة Y **بطائرات مسيرة**: with what flies, as the instrument of the verb."""
    first = event.trigger.last
    return any(
        table.get(" ".join(hit.term.words)) in ("drone", "aircraft") and clitic_preposition(hit.cut) == "ب"
        for hit in at.all_within(first, min(event.span[1], first + 14), "means")
    )


def _beside(trigger: Trigger, at: At, table: dict[str, str]) -> set[str]:
    """What the words right after a trigger say it was done with: هجوم جوي, هجوم بطائرة مسيرة."""
    out = set()
    for here in range(trigger.last, trigger.last + 3):
        hit = at.cue(here, "means")
        if hit is not None:
            out.add(table.get(" ".join(hit.term.words), ""))
    return out


def _light_verbs(events: list[Event], at: At, tokens: Sequence[Token]) -> None:
    """قصف … استهدف X: a verb that only says what the noun event beside it hit gives its object to that event."""
    for event in events:
        verb = event.trigger
        if event.dropped or verb.form not in VERBAL or at.cue(verb.first, "light_occur") is None:
            continue
        for other in events:
            noun = other.trigger
            if (
                other is event
                or other.dropped
                or noun.form in VERBAL
                or other.kind not in FORCE
                or noun.rule.toll
            ):
                continue
            ahead = noun.first - verb.last
            behind = verb.first - noun.last
            own = [
                c for c in event.initiators if noun.last <= c.first < verb.first and c not in other.initiators
            ]
            if not (0 <= ahead <= 2 or (0 <= behind <= 14 and not any(agentive(c) for c in own))):
                continue
            struck = [c for c in (*event.initiators, *event.targets) if c.first >= verb.last]
            if behind >= 0 or not other.places:
                other.places.extend(p for p in event.places if p not in other.places)
            if behind >= 0 or not other.targets:
                other.targets.extend(
                    c for c in struck if c not in other.targets and c not in other.initiators
                )
            other.means.extend(event.means)
            other.spans = [
                (min(other.spans[0][0], event.spans[0][0]), max(other.spans[0][1], event.spans[0][1]))
            ]
            other.notes["verb"] = tokens[verb.first].fold
            event.dropped = "light verb"
            break


def _share(events: list[Event]) -> None:
    """غارات X وقصف Y على Z: what follows the second of two joined nouns belongs to the first too."""
    for one, two in pairwise(events):
        if one.dropped or two.dropped or one.trigger.form in VERBAL or two.trigger.form in VERBAL:
            continue
        if two.trigger.before[:1] != "و" or two.trigger.first - one.trigger.last > 5:
            continue
        if not one.places:
            one.places = list(two.places)
        if not one.targets:
            one.targets = list(two.targets)
        if not two.initiators and one.kind in FORCE:
            two.initiators = list(one.initiators)


def _victims(
    events: list[Event], tolls: Sequence[Any], chunks: Sequence[Chunk], tokens: Sequence[Token]
) -> None:
    """Those who were hurt are targets of the event that hurt them, where nobody else is named as such."""
    for event in events:
        if event.dropped:
            continue
        if event.kind == "armed_clash":
            _hurt_side(event, tolls, chunks)
            continue
        if any(c.kind in PEOPLE for c in event.targets):
            continue
        for toll in event.tolls.values():
            for chunk in chunks:
                if chunk.kind not in PEOPLE or chunk in event.initiators or chunk in event.targets:
                    continue
                counted = any(chunk.first < last and first < chunk.last for first, last in toll.victims)
                ranked = 0 <= chunk.first - toll.last <= 3 and any(
                    t.fold in ("صفوف", "صفوفهم") for t in tokens[toll.last : chunk.first]
                )
                if counted or ranked:
                    event.targets.append(chunk)


def _hurt_side(event: Event, tolls: Sequence[Any], chunks: Sequence[Chunk]) -> None:
    """أصيب ستة من مسلحي X في اشتباك مع Y: those who were hurt are the side that is not named otherwise."""
    if bool(event.initiators) == bool(event.targets):
        return
    known = {c.ref or c.name for c in (*event.initiators, *event.targets)}
    for toll in event.tolls.values():
        for chunk in chunks:
            hit = (
                any(chunk.first < last and first < chunk.last for first, last in toll.victims)
                or 0 <= chunk.first - toll.last <= 2
            )
            if hit and agentive(chunk) and chunk.kind != "state" and (chunk.ref or chunk.name) not in known:
                (event.targets if event.initiators else event.initiators).append(chunk)
                return


def _accused(events: list[Event]) -> None:
    """أدان X قصف Y: whoever did what is condemned is the one accused."""
    for event, following in pairwise(events):
        if (
            event.kind == "accusation"
            and not event.dropped
            and following.kind in FORCE
            and following.initiators
        ):
            gap = following.trigger.first - event.trigger.last
            if gap <= 8 and not any(
                c.last <= following.trigger.first and c.first >= event.trigger.last for c in event.targets
            ):
                event.targets = list(following.initiators)


def _keep_deaths(events: list[Event], left: Sequence[Any], clauses: Clauses) -> None:
    """A word for killing is an event of its own only where no other event of the sentence explains the deaths."""
    others = [e for e in events if not e.trigger.rule.toll and e.dropped is None and e.kind in FORCE]
    for event in events:
        if not event.trigger.rule.toll or event.dropped:
            continue
        own = any(toll.trigger == event.trigger.first for toll in left)
        if others and not own:
            event.dropped = "toll of another event"
            continue
        mine = [t for t in left if t.what in ("killed", "injured")]
        if not mine:
            event.dropped = "no toll"
            continue
        here = clauses.left(event.trigger.first + 1)
        beside = [t for t in mine if clauses.left(t.trigger + 1) == here]
        for toll in beside or mine:
            event.tolls.setdefault(toll.what, toll)
    deaths = [e for e in events if e.trigger.rule.toll and e.dropped is None]
    kept: list[Event] = []
    for event in deaths:
        first = next((e for e in kept if not _elsewhere(e, event, clauses)), None)
        if first is None:
            kept.append(event)
            continue
        first.initiators = first.initiators or event.initiators
        first.targets = first.targets or event.targets
        first.places.extend(p for p in event.places if p not in first.places)
        event.dropped = "told by another word"


def _elsewhere(one: Event, two: Event, clauses: Clauses) -> bool:
    """Do two clauses tell of deaths in two places? Then they are two events."""
    return (
        clauses.left(one.trigger.first + 1) != clauses.left(two.trigger.first + 1)
        and bool(one.places and two.places)
        and one.tolls != two.tolls
        and not any(p in one.places for p in two.places)
    )


def _require(event: Event) -> None:
    """Weak words need an actor or a place; statements need somebody who makes them."""
    if event.dropped:
        return
    rule = event.trigger.rule
    if rule.frame == "statement" and not event.initiators:
        event.dropped = "nobody says it"
    elif rule.weak and not (event.initiators or event.targets or event.places):
        event.dropped = "no actor and no place"
