"""Subjects that are not said again: a verb that goes on with the one before, a pronoun on a verbal noun, the other side.

قصفت … **وأعقبته** بهجوم; "بعد **سيطرتها** على"; "اشتباكات **مع** X" after a sentence about Y.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees, gender, goes_on, other_gender
from marsad.reading.grammar.asides import aside_of_time, told_of_another
from marsad.reading.grammar.parties import PEOPLE, agentive, coordinated_back, unknown_head
from marsad.reading.grammar.scan import written_preposition
from marsad.reading.records import (
    DOER,
    NOBODY_SAYS,
    OF_WHAT_IS_ASKED,
    UNNAMED,
    VERBAL,
    Chunk,
    Event,
    note,
    noted,
)
from marsad.reading.roles.relatives import antecedent_ends, cited_antecedent
from marsad.reading.roles.releases import freed_of_those_taken
from marsad.reading.sources.sayings import Saying
from marsad.text.tokens import Token

_ACTIVE = {"ground_attack", "shelling", "air_strike", "capture", "mobilization", "withdrawal", "arrest", "abduction", "siege",
           "destruction", "restriction", "sanction", "release", "demand", "threat", "accusation", "rejection", "support",
           "aid", "killing", "explosion", "negotiation", "mediation"}  # fmt: skip
_DONE = {"shelling", "air_strike", "ground_attack", "killing", "explosion", "abduction", "arrest", "abuse", "siege", "destruction",
         "capture"}  # fmt: skip
_OTHER_GENDER = {"ه": "f", "ها": "m"}  # by a pronoun, the gender that it is not of
_BODIES = {"actor", "state"}
_PAST_ENDINGS = ("وا", "ت")  # they, she: of a verb in the past
_A_SOURCE = ("مصدر", "مصادر")  # a source, sources
_OWNING = {"agent", "clash", "talks", "statement", "state", "move", "pledge", "mediation"}


def fill_subjects(
    events: Sequence[Event],
    chunks: Sequence[Chunk],
    tokens: Sequence[Token],
    first: int,
    before: Event | None,
) -> None:
    """Give the events of one sentence the participants that its words leave to be understood."""
    for event in events:
        if event.dropped:
            continue
        trigger = event.trigger
        if event.kind == "release":
            freed_of_those_taken(event, events, tokens)
        if event.kind == "armed_clash" and event.initiators and not event.targets:
            _other_side(event, chunks, before)
        elif event.initiators or event.kind not in _ACTIVE:
            continue
        elif trigger.form in VERBAL and not trigger.rule.passive:
            if _goes_on(event, tokens, first):
                event.initiators = _subject(event, chunks, tokens) or (
                    _goes_on_from(before, event, tokens)
                    if before is not None and trigger.first - first <= 3
                    else []
                )
                if trigger.rule.frame != "statement" and _does_both(event, tokens):
                    note(event, DOER, event.initiators)
                if trigger.rule.frame == "statement":
                    spoken_to = _spoken_to(event, events)
                    end = antecedent_ends(tokens, trigger.first)
                    event.initiators = [c for c in event.initiators if end is None or c.last >= end]
                    event.initiators = [
                        c
                        for c in event.initiators
                        if _leads(c, event, first) and _speaks_on(c, event, spoken_to, tokens)
                    ]
        elif trigger.after in ("ها", "ه", "هم", "هما") or (
            trigger.rule.frame == "statement"
            and tokens[trigger.last : trigger.last + 1]
            and tokens[trigger.last].fold in _HIS
        ):
            _pronoun(event, chunks, tokens)


def fill_speakers(
    events: Sequence[Event],
    sayings: Sequence[Saying],
    chunks: Sequence[Chunk],
    tokens: Sequence[Token],
    first: int,
    recent: Sequence[Chunk],
) -> None:
    """Who makes a statement whose words name nobody: who speaks in its sentence, else its subject, else who spoke last.

    قال X إن …، **مطالبا** Y; وأضاف X: **نطالب** Y; "قال X … . **وناشد** Y".
    """
    for event in events:
        trigger = event.trigger
        if event.dropped or event.initiators or trigger.rule.frame != "statement":
            continue
        own = next((s for s in sayings if s.at == trigger.first and s.chain and not s.cited), None)
        if own is not None and event.kind == "accusation" and own.chain[0].name.startswith(_A_SOURCE):
            event.initiators = [own.chain[0]]  # واتهم **مصدر أمني** Y: nobody named before
            continue
        verb = trigger.form in VERBAL and not trigger.rule.passive
        if not verb and not goes_on(trigger, tokens):
            continue
        if (source := cited_antecedent(tokens, trigger, sayings)) is not None:
            event.initiators = [source]
            continue
        if trigger.form == "phrase" and (verb_before := _verb_before(event, events, tokens)) is not None:
            event.initiators, event.targets = list(verb_before.initiators), list(verb_before.targets)
            continue
        speaker = next(
            (s.chain[0] for s in sayings if s.chain and not s.cited and _spoken(s, event, tokens)), None
        )
        if speaker is not None and not (UNNAMED in event.notes and speaker.sort == "described"):
            event.initiators = [speaker]
            event.targets = [c for c in event.targets if not speaker.first <= c.first < speaker.last]
            continue
        if UNNAMED in event.notes or unknown_head(tokens, first, trigger, chunks):
            continue
        told = [s for s in sayings if not s.cited and s.at < trigger.first and s.chain]
        subject = [_named(told[-1].chain[0], chunks)] if told else []
        before = _verb_before_it(event, events) if not verb or trigger.before[:1] == "و" else None
        many = not verb and tokens[trigger.first].fold.endswith("ين")
        if many:  # مطالبين: those named in the plural, and no source that tells of them
            subject = _several(event, chunks, first) or (
                list(before.initiators) if before is not None else []
            )
        elif before is not None and (not told or told[-1].at < before.trigger.first):
            subject = list(before.initiators)
        elif not subject:
            inner = _in_relatives(events)  # قوات **تدعمها إيران**، محذرة: of a clause about somebody else
            subject = _subject(event, [c for c in chunks if c.first not in inner], tokens)
            if (
                verb and "addressed" in event.notes
            ):  # whom it is said to stands behind; who says it, where a sentence begins
                subject = [c for c in subject if c.first - first <= 1]
        spoken_to = _spoken_to(event, events)
        if not subject and trigger.first - first <= 3:
            subject = list(recent)
        event.initiators = [c for c in subject if _speaks_on(c, event, spoken_to, tokens)]


def _several(event: Event, chunks: Sequence[Chunk], first: int) -> list[Chunk]:
    """رفض **الجنود** X، مطالبين بـ: people told as several and free of a preposition, those that begin the sentence or the nearest."""
    before = [
        c
        for c in chunks
        if c.last <= event.trigger.first
        and not c.prep
        and c.kind == "group"
        and not c.name.endswith("تين")  # احتجز جنود ضابطين **رهينتين**: a pair in the case of the object
    ]
    lead = [c for c in before if c.first - first <= 1]
    return lead[:1] or before[-1:]


def _verb_before_it(event: Event, events: Sequence[Event]) -> Event | None:
    """طالب **X** Y بالاعتذار، متوعدا: the verb before, whose subject a participle or a verb joined to it has too."""
    here = event.trigger.first
    for other in reversed(events):
        trigger = other.trigger
        said = trigger.rule.frame == "statement" or other.kind in _OUT_LOUD
        if _about_another(other) and other.initiators and not event.trigger.before:
            continue
        if trigger.first < here and trigger.form in VERBAL and not trigger.rule.passive and said:
            return other if other.initiators else None
    return None


def _about_another(event: Event) -> bool:
    """قوات **تدعمها** X: a verb in a clause about somebody, whom its pronoun takes up."""
    return (
        "taken up" in event.notes
        and bool(event.trigger.after)
        and event.trigger.form in VERBAL
        and event.trigger.before[:1] != "و"
    )


def _in_relatives(events: Sequence[Event]) -> set[int]:
    return {c.first for event in events if _about_another(event) for c in event.initiators}


def _spoken_to(event: Event, events: Sequence[Event]) -> list[Chunk]:
    """Those to whom what stands before in the sentence is said, with those of the event itself and whom it is about."""
    out = list(event.targets)
    for other in events:
        if other.trigger.first < event.trigger.first and "addressed" in other.notes and other.initiators:
            out.extend(other.targets)
    return out


def _leads(chunk: Chunk, event: Event, first: int) -> bool:
    """Where it is said to somebody behind the verb, who says it was not merely named before, but begins the sentence."""
    verb = event.trigger.form in VERBAL and "addressed" in event.notes
    return not verb or chunk.first - first <= 1


def _speaks_on(chunk: Chunk, event: Event, spoken_to: Sequence[Chunk], tokens: Sequence[Token]) -> bool:
    """Can somebody named before be who speaks: by gender, as none of those spoken to, and not named in what is asked?"""
    bare = chunk.name.removeprefix("ال").split()[:1] if chunk.kind == "group" else []
    for other in spoken_to:
        if chunk.first == other.first or (chunk.ref and chunk.ref == other.ref and chunk.kind != "person"):
            return False
        if bare and other.kind == "group" and other.name.removeprefix("ال").split()[:1] == bare:
            return False  # جنود إسرائيليون …، واتهمت **الجنود**: the same people
    if chunk.first in noted(event, OF_WHAT_IS_ASKED):
        return False
    last = event.trigger.last
    if last < len(tokens) and tokens[last].fold in _THESE:
        return True  # وطالبه **هؤلاء** بسحب الحواجز: several, behind a verb in the singular
    return not other_gender(event.trigger, chunk, tokens)


def _spoken(saying: Saying, event: Event, tokens: Sequence[Token]) -> bool:
    """اتهم **مسؤول أمريكي** إيران: whom the verb itself has for its subject, though he is no party.

    Not so واتهم **قادة** X ببيع …, where they are accused by who was named before, nor نناشد **المنظمات** (we appeal to).
    """
    speaker, trigger = saying.chain[0], event.trigger
    if (
        " " not in speaker.name
        or saying.at != trigger.first
        or speaker.kind != "source"
        or speaker.sort != "described"
    ):
        return False
    after = tokens[speaker.last].fold if speaker.last < len(tokens) else ""
    charged = event.kind == "accusation" and (after.startswith("ب") or not event.targets)
    return not charged and not tokens[trigger.first].fold.removeprefix("و").startswith("ن")


def _verb_before(event: Event, events: Sequence[Event], tokens: Sequence[Token]) -> Event | None:
    """توعد X Y **برد قاس**: the verb whose complement a turn of phrase is, a few words on."""
    trigger = event.trigger
    if not tokens[trigger.first].fold.startswith("ب"):
        return None
    for other in reversed(events):
        if (
            other.kind == event.kind
            and other.trigger.form in VERBAL
            and 0 < trigger.first - other.trigger.last <= 9
        ):
            return other if other.initiators else None
    return None


def fill_accused(events: Sequence[Event]) -> None:
    """اتهمت X **Y** بقصف مدرسة: who is accused of it is who did it, as told here."""
    for at, event in enumerate(events):
        if event.kind != "accusation" or not event.targets or event.dropped not in (None, NOBODY_SAYS):
            continue
        end = max(c.last for c in event.targets)
        for other in events[at + 1 :]:
            trigger = other.trigger
            if trigger.first - end > 1 or trigger.form in VERBAL:
                break
            if other.initiators or trigger.first < end or written_preposition(trigger.before) != "ب":
                continue
            if other.kind in _DONE:
                if trigger.after:  # بتصفي**تهم**: whom it befell is the pronoun's
                    other.targets = [c for c in other.targets if c not in event.targets]
                other.initiators = [c for c in event.targets if agentive(c) and c not in other.targets]
            break


def _named(speaker: Chunk, chunks: Sequence[Chunk]) -> Chunk:
    """A speaker as the mentions of the sentence have it, who know a minister by his whole name."""
    return next(
        (c for c in chunks if c.kind in PEOPLE and c.first < speaker.last and speaker.first < c.last), speaker
    )


def _goes_on(event: Event, tokens: Sequence[Token], first: int) -> bool:
    """Does the verb continue a subject: و, ف, أنها, التي, ثم, كما before it?"""
    trigger = event.trigger
    if trigger.before[:1] in ("و", "ف") or written_preposition(trigger.before) == "ل":
        return True
    if trigger.first == first:
        return False
    word = tokens[trigger.first - 1].fold
    return word in _LEADING or word in ("ان", "قد", "كانت", "كان", "كانوا", "وكانت", "وقد")


def _does_both(event: Event, tokens: Sequence[Token]) -> bool:
    """إن **الجنود** اقتحم**وا** القرية واعتقل**وا** خمسة شبان: who stands before two joined verbs of one form does both."""
    word = tokens[event.trigger.first].fold
    if not event.initiators or event.trigger.before != "و" or event.trigger.form != "past":
        return False
    behind = event.initiators[-1].last
    led = tokens[behind].fold if behind < event.trigger.first else ""
    return any(word.endswith(end) and led.endswith(end) and len(led) > len(end) + 1 for end in _PAST_ENDINGS)


def _goes_on_from(before: Event, event: Event, tokens: Sequence[Token]) -> list[Chunk]:
    """Who did what was told before; صد **X** هجوما لـY. وأسر عناصر من Y: where that is the one it is done to, the other side.

    The other side too where only that agrees with the verb: معارك بين الجيش و**قوات X**. واعتقلت مدنيين.
    """
    suffer = {c.ref for c in event.targets if c.ref}

    def can(chunk: Chunk) -> bool:
        return chunk.ref not in suffer and not disagrees(event.trigger, chunk, tokens)

    kept = [c for c in before.initiators if can(c)]
    if kept or not (before.kind == "armed_clash" or any(c.ref in suffer for c in before.initiators)):
        return kept or list(before.initiators)
    return [c for c in before.targets if agentive(c) and can(c)]


def _subject(event: Event, chunks: Sequence[Chunk], tokens: Sequence[Token]) -> list[Chunk]:
    """The nearest free chunk before the verb that can act, with those coordinated to it."""
    before = [c for c in chunks if c.last <= event.trigger.first]
    suffer = {c.ref for c in event.targets if c.ref}  # اعتقلت X قادة **المجلس** وحاصرت مقار المجلس
    for at in range(len(before) - 1, -1, -1):
        chunk = before[at]
        if not agentive(chunk) or chunk.prep or chunk in event.targets or chunk.ref in suffer:
            continue
        out = [chunk]
        while at > 0 and before[at].joined and before[at - 1].kind in PEOPLE and not before[at - 1].prep:
            at -= 1
            out.insert(0, before[at])
        if not told_of_another(tokens, event.trigger, out[0].first):
            return out
    return []


def _pronoun(event: Event, chunks: Sequence[Chunk], tokens: Sequence[Token]) -> None:
    """A verbal noun with a pronoun: whose doing it is, or to whom it is done."""
    trigger = event.trigger
    before = [c for c in chunks if c.last <= trigger.first]
    if (opening := aside_of_time(tokens, trigger.first)) is not None and any(
        c.last <= opening for c in before
    ):
        before = [c for c in before if c.last <= opening]
    following = next((c for c in chunks if c.first >= trigger.last), None)
    object_follows = (
        following is not None
        and following.first - trigger.last <= 2
        and following.prep in ("", "ل", "علي", "ب")
    )
    if trigger.rule.frame in _OWNING and (object_follows or event.kind not in ("shelling", "air_strike")):
        led = trigger.first > 0 and tokens[trigger.first - 1].fold in _AFFIRMING
        owner = next(
            (
                c
                for c in reversed(before)
                if agentive(c)
                and not (c.prep and (led or c.kind == "state"))  # X …، **مؤكدة** رفضها: who speaks
            ),
            None,
        )
        if owner is not None and owner not in event.targets:
            several = trigger.rule.frame == "statement" and owner.joined and owner.kind in _BODIES
            chain = coordinated_back(owner, before) if several else [owner]
            event.initiators = chain if all(c.kind in _BODIES for c in chain) else [owner]
        return
    if event.targets:
        return
    other = _OTHER_GENDER.get(trigger.after)  # أفرجت **هيئة** X عن فلان بعد اعتقال**ه**: not her
    patient = next(
        (
            c
            for c in reversed(before)
            if c.kind in ("place", "object") or (c.kind in PEOPLE and gender(c, tokens) != other)
        ),
        None,
    )
    if patient is None:
        return
    if patient.kind == "place":
        if patient not in event.places:
            event.places.insert(0, patient)
        owner = next((c for c in reversed(before) if agentive(c) and not c.prep), None)
        if owner is not None:
            event.initiators = [owner]
    elif patient.kind in PEOPLE:
        event.targets = [patient]


def _other_side(event: Event, chunks: Sequence[Chunk], before: Event | None) -> None:
    """The side of a clash that is named only in what stands before it."""
    mine = event.initiators
    for chunk in reversed([c for c in chunks if c.last <= event.trigger.first]):
        if (
            agentive(chunk)
            and not chunk.prep
            and not any(chunk.name == c.name or (chunk.ref and chunk.ref == c.ref) for c in mine)
        ):
            event.targets = [chunk]
            return
    if before is not None and before.kind in (
        "ground_attack",
        "armed_clash",
        "shelling",
        "air_strike",
        "capture",
    ):
        pool = [*before.initiators, *before.targets]
        if any(c.ref and any(c.ref == m.ref for m in mine) for c in pool):
            other = [c for c in pool if agentive(c) and not any(c.ref == m.ref for m in mine)]
            event.targets = other[:1]


_THESE = {"هولاء", "اولئك"}  # these, those
_OUT_LOUD = {"protest", "riot", "restriction"}  # those in the streets who say something by it
_HIS = word_class("his_country")  # إدانة **بلاده** لقصف X

_LEADING = word_class("opens_a_clause")
_AFFIRMING = word_class("affirming")


def fill_opponents(events: Sequence[Event]) -> None:
    """Whom a capture, a siege or a clash was against, where the report has told of one opponent only."""
    against: dict[str, list[Chunk]] = {}
    where: dict[str, set[str]] = {}  # the places at which the report tells of each foe
    for event in events:
        if event.kind not in ("armed_clash", "ground_attack", "shelling", "air_strike", "capture", "siege"):
            continue
        for one, other in ((event.initiators, event.targets), (event.targets, event.initiators)):
            for chunk in one:
                for foe in other:
                    if agentive(chunk) and foe.ref and agentive(foe) and _key(chunk) != _key(foe):
                        known = against.setdefault(_key(chunk), [])
                        where.setdefault(_key(foe), set()).update(p.ref or p.name for p in event.places)
                        if all(_key(foe) != _key(k) for k in known):
                            known.append(foe)
    for event in events:
        if event.kind in ("armed_clash", "capture", "siege") and bool(event.initiators) != bool(
            event.targets
        ):
            mine = event.initiators or event.targets
            foes = {_key(f): f for c in mine for f in against.get(_key(c), [])}
            here = {p.ref or p.name for p in event.places}
            if here and not any(here & where[foe] or not where[foe] for foe in foes):
                continue  # on another front the enemies are others
            if len(foes) == 1 and (event.initiators or event.kind == "armed_clash"):
                foe = next(iter(foes.values()))
                if event.initiators:
                    event.targets = [foe]
                else:
                    event.initiators = [foe]
                event.notes["opponent"] = "the only one this report names"


def _key(chunk: Chunk) -> str:
    return chunk.ref or chunk.name
