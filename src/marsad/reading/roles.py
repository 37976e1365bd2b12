"""Who does it to whom, and where: the neighbours of a trigger given their parts in the event.

Arabic tells roles by order (verb–subject–object, or subject–verb in headlines), by idafa (قصف قوات X, "the shelling of X's
forces": who did it; استهداف قوات X: done to them unless a لـ follows), by prepositions (على، ضد, من قبل, بين … و) and by
light verbs that lend their subject to a noun (شنّ X غارات). No parser is used: what decides is the construction and what
kind of thing stands in each slot.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model import SYMMETRIC
from marsad.reading.agreement import disagrees, goes_on
from marsad.reading.clauses import Clauses
from marsad.reading.noun_slots import (
    by_means,
    idafa,
    lamed,
    light_verb,
    nationality,
    nations_after,
    repelled_by,
    repeller,
    weapon_of,
)
from marsad.reading.objects import (
    antecedent,
    asked,
    blamed,
    fired_by,
    fired_from,
    in_the_hands,
    launched_from,
    objectless,
    resumes,
    set_free,
    spoken_for,
)
from marsad.reading.parties import (
    PEOPLE,
    REPORTERS,
    Around,
    agentive,
    anybody,
    as_place,
    coordinated,
    coordinated_back,
    holders,
    named_agents,
    or_crowd,
    or_source,
    preceding,
)
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.scan import COMMAS, QUOTES, At
from marsad.reading.scenes import add_places
from marsad.reading.sides import add_backers, add_mediators, between_parties, take_sides
from marsad.text.tokens import Token

_AGAINST = {"علي", "ضد", "نحو", "باتجاه", "تجاه", "صوب", "بحق", "اتجاه"}
_BOMBERS = ("انتحاري", "الانتحاري")
_FLEEING = ("نزح", "فر", "هرب", "غادر", "ترك", "خرج")  # be displaced, flee, run away, depart, leave, go out
_STRIKING = {"shelling", "air_strike", "explosion", "ground_attack", "destruction"}
# Military things of nobody in particular tell nothing of who or what was struck.
_POSITIONS = {"موقع", "موقعا", "مواقع", "المواقع", "الموقع", "اهداف", "اهدافا", "الاهداف", "هدف", "نقاط", "نقاطا", "اليات", "تجمعات", "تعزيزات",
              "مراكز", "مركز", "مقرات", "ثكنات"}  # fmt: skip
_REPELLED = {"ground_attack", "armed_clash"}
_LAUNCHED = {"shelling", "air_strike"}
_FOILED = {
    "explosion",
    "killing",
    "abduction",
}  # أحبطت الشرطة محاولة **تفجير**: it was not the police who were to suffer
_BESIEGING = {"محاصر", "محاصره", "محاصرين", "محاصرون"}
_CROWDED = {"restriction", "ground_attack", "destruction", "siege"}
_BLOCKING = {"restriction.cut", "restriction.shut"}  # قطع **أهالي** البلدة الطريق
_POPULAR = {"protest", "riot", "displacement", "demand", "accusation", "support", "rejection", "threat", "mediation"}  # fmt: skip


class Roles:
    """Roles for the triggers of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        at: At,
        clauses: Clauses,
        chunks: Sequence[Chunk],
        triggers: Sequence[Trigger],
    ) -> None:
        self.around = Around(tokens, at, clauses, chunks, triggers)

    def assign(self, trigger: Trigger) -> Event:
        """The event of a trigger with its initiators, targets, third parties and places."""
        around = self.around
        event = Event(trigger, trigger.kind)
        left, right = _window(around, trigger)
        event.span = (left, right)
        before = [c for c in around.chunks if left <= c.first and c.last <= trigger.first]
        after = [c for c in around.chunks if trigger.last <= c.first < right]
        frame = trigger.rule.frame
        if frame == "event" and trigger.rule.passive:
            event.targets = []
        elif frame in ("clash", "talks"):
            take_sides(around, event, trigger, before, after)
        elif trigger.form in VERBAL:
            _verb(around, event, trigger, before, after)
        else:
            _noun(around, event, trigger, before, after)
        if event.kind not in SYMMETRIC:
            mine = {c.ref for c in event.initiators if c.ref}
            event.targets = [c for c in event.targets if c.ref not in mine or not c.ref]
        if (
            event.kind == "displacement"
            and trigger.form in VERBAL
            and _flees(around, trigger)
            and event.initiators
        ):
            event.initiators, event.targets = [], event.initiators  # نزح **المدنيون** بعد قصف X
        add_backers(around, event)
        if frame in ("mediation", "talks") or event.kind == "release":
            add_mediators(around, event, trigger)
        if frame == "mediation":
            event.targets = between_parties(around, after) or [
                c for c in event.targets if c not in event.initiators
            ]
        if event.kind in ("mobilization", "withdrawal"):  # those who move are no patients of it
            event.initiators = event.initiators or [c for c in event.targets if agentive(c)]
            event.targets = []
        add_places(around, event, before, after)
        if trigger.kind == "explosion":
            _bomber(event, before, after)
        if event.kind == "siege" and not event.targets:
            event.targets = _things(around, after, trigger)  # حصار **مستشفى** X
        if event.kind == "siege" and not event.targets:
            # Who is besieged where nobody is named: the place.
            event.targets = [c for c in event.places if c.kind == "place"][:2]
        return event


def _window(around: Around, trigger: Trigger) -> tuple[int, int]:
    """The stretch that may hold the parts of an event: its clause, less what belongs to the triggers beside it."""
    left = around.clauses.left(trigger.first)
    right = around.clauses.right(trigger.last)
    for other in around.triggers:
        if other is trigger or other.rule.toll:
            continue
        if (
            other.form in VERBAL and other.first >= trigger.last and not _absorbs(around, other, trigger)
        ) or (
            other.first >= trigger.last
            and other.before[:1] == "و"
            and other.form not in VERBAL
            and trigger.form not in VERBAL
        ):
            right = min(right, other.first)
        if other.last <= trigger.first and other.form in VERBAL and trigger.form in VERBAL:
            left = max(left, other.last)
    for verb in around.clauses.verbs:
        if (
            verb >= trigger.last
            and verb < right
            and around.at.cue(verb, "result")
            and not around.at.cue(verb, "light_agent")
        ):
            right = verb
    return left, right


def _absorbs(around: Around, verb: Trigger, noun: Trigger) -> bool:
    """قصف … **استهدف** بلدة X: the verb only says what the noun before it hit."""
    return noun.form not in VERBAL and around.at.cue(verb.first, "light_occur") is not None


def _bomber(event: Event, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
    """A suicide bomber does it and is no target of it."""
    event.targets = [c for c in event.targets if not c.name.startswith(_BOMBERS)]
    if not event.initiators:
        found = [c for c in (*before, *after) if c.kind == "group" and c.name.startswith(_BOMBERS)]
        event.initiators = found[:1]


def _verb(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """قصفت قوات X بلدة Y, X قصف Y, قُصفت Y من قبل X: subject and object of a verb."""
    frame = trigger.rule.frame
    fits = (
        or_source
        if frame == "statement"
        else anybody
        if event.kind in _POPULAR or trigger.rule.id in _BLOCKING
        else or_crowd
        if event.kind in _CROWDED
        else agentive
    )
    direct = [c for c in after if not c.prep and c.first - trigger.last <= 4]
    nearest = direct[0] if direct else None
    resumed = not trigger.rule.passive and resumes(around, trigger)
    # هدد المتحدث **باسم** X, اعتقل**هم** X: who follows is the subject, whatever gender the name has.
    sure = nearest is not None and (spoken_for(around, nearest) or (resumed and fits(nearest)))
    if nearest is not None and not trigger.rule.passive and not sure:
        if event.kind == "accusation" and blamed(around, trigger, nearest, after):
            nearest = None  # وتحمل **X** المسؤولية: the object
        elif event.kind == "release" and set_free(around, trigger):
            nearest = None  # أُطلق سراح **X**: who is set free
        elif disagrees(trigger, nearest, around.tokens):
            nearest = None  # the object: the subject was named before
        elif frame == "statement" and _somebody(around, trigger.last, nearest.first):
            nearest = None  # اتهم **أحد الشهود** X: the object again
    if frame == "statement" and trigger.before[:1] == "و" and around.tokens[trigger.first].fold.endswith("ت"):
        before = [c for c in before if not _counted(c)]
    leading = preceding(around, trigger, before, fits)
    if resumed and sure and nearest is not None:
        event.initiators = coordinated(nearest, after)
        event.notes["doer"] = " ".join(str(c.first) for c in event.initiators)
        event.notes["taken up"] = "by a pronoun: who did it stands after the verb"
        told = antecedent(around, trigger, before)
        if told is not None and (trigger.kind not in _LAUNCHED or told.sort not in ("air", "drone")):
            event.targets = coordinated_back(told, before)
        elif trigger.kind not in _LAUNCHED:
            event.targets = _object(around, [c for c in after if c not in event.initiators], trigger)
        return
    if trigger.kind in _LAUNCHED and launched_from(around, trigger):
        return  # أسقطت X صاروخا **أطلق من** Y: who shot it down did not launch it
    if nearest is not None and leading is not None and _kept(around, trigger, leading, nearest, direct):
        nearest = None  # أعربت X عن قلقها **ودعت** Y إلى وقف القتال: the subject is kept
    elif leading is not None and frame == "statement" and trigger.first - leading.last > 4:
        leading = None
    subject: list[Chunk] = []
    rest = list(after)
    attached = leading is not None and not trigger.before.startswith(("و", "ف"))
    if trigger.rule.passive:
        event.targets = coordinated(nearest, after) if nearest else []
        event.initiators = named_agents(around, trigger, event.span[1], after)
        return
    if (nearest is not None and not fits(nearest) and leading is None and _acts(nearest, direct)) or (
        nearest is not None
        and fits(nearest)
        and not (attached and leading is not None and _adjacent(around, leading, trigger))
    ):
        subject = coordinated(nearest, after)
        rest = [c for c in after if c.first >= subject[-1].last]
    elif leading is not None:
        subject = coordinated_back(leading, before)
    by = named_agents(around, trigger, event.span[1], after)
    if not by and event.kind == "killing" and subject:
        by = fired_by(around, subject[-1].last, after)  # قتل X **برصاص** Y
    if by:
        patient = subject
        event.initiators = by
        event.targets = [c for c in patient if c.kind in PEOPLE]
        return
    if subject and trigger.rule.toll and event.kind == "killing" and objectless(around, trigger, subject):
        event.targets = [c for c in subject if c.kind in PEOPLE]  # قُتل **قيادي في X** في Y
        return
    event.initiators = subject
    if frame == "statement":
        event.targets = asked(around, trigger, rest) or _addressee(event, rest)
    else:
        event.targets = _object(around, rest, trigger)
    if not subject:
        event.initiators = holders(around, after)
    if trigger.rule.frame == "event":
        _struck(around, event, rest)


def _counted(chunk: Chunk) -> bool:
    """مقتل 11 **مدنيا** … وتوعدت بالرد: the victims told of without the article say nothing afterwards."""
    return chunk.kind == "group" and chunk.sort == "civilians" and not chunk.name.startswith("ال")


def _kept(around: Around, trigger: Trigger, subject: Chunk, other: Chunk, direct: Sequence[Chunk]) -> bool:
    """Does a verb of saying keep the subject of the verb it is joined to, and say it to who follows?

    Only where that subject agrees, and what is asked for comes right after the other (إلى وقف، بوقف).
    """
    tokens = around.tokens
    if (
        trigger.rule.frame != "statement"
        or trigger.before[:1] != "و"
        or tokens[trigger.first - 1].fold in COMMAS
        or subject.first - 1 not in around.clauses.verbs
        or other.first != trigger.last
        or len(direct) > 1
        or other.last >= around.clauses.sentence.last
        or disagrees(trigger, subject, tokens)
    ):
        return False
    word = tokens[other.last].fold
    return word == "الي" or (word[:1] == "ب" and around.at.layer(other.last, "rule") is not None)


def _flees(around: Around, trigger: Trigger) -> bool:
    """Does the verb tell of those who go, without an object: نزح, فر, خرج, but not أخرج?"""
    word = around.tokens[trigger.first].fold
    return any(stem in word for stem in _FLEEING) and "اخرج" not in word


def _somebody(around: Around, first: int, last: int) -> bool:
    """Is somebody without a name told of right after a verb of saying: شاهد عيان, أحد السكان?"""
    if first < last and around.tokens[first].fold in ("احد", "احدي"):
        first += 1
    return first < last and around.at.cue(first, "source_heads") is not None


def _acts(nearest: Chunk, direct: Sequence[Chunk]) -> bool:
    """هاجم **الأهالي** دورية: described people before a free object are the subject, not the patient."""
    if nearest.kind not in PEOPLE:
        return False
    return any(
        not c.joined
        and c.first - nearest.last <= 1
        and c.kind in ("object", "place", "actor", "group", "person")
        for c in direct
        if c.first >= nearest.last
    )


def _adjacent(around: Around, chunk: Chunk, trigger: Trigger) -> bool:
    """Is there at most a word between a subject and the verb after it: X **كانت** قصفت?"""
    between = [
        t.fold
        for t in around.tokens[chunk.last : trigger.first]
        if t.fold not in QUOTES and t.fold not in COMMAS
    ]
    return len(between) <= 1


def _noun(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """قصف قوات X, استهداف قوات X لبلدة Y, شنّ X غارات: who is what around a noun."""
    frame = trigger.rule.frame
    if frame == "statement" and goes_on(trigger, around.tokens):
        event.targets = _addressee(event, after)
        return
    patient = frame == "patient"
    right = event.span[1]
    owner = idafa(around, trigger, after)
    # قصف **مدرسة**: a thing in idafa is no doer and stays what may have been struck.
    rest = [c for c in after if owner is None or owner.kind == "object" or c.first >= owner.last]
    agents = named_agents(around, trigger, right, after) or holders(around, after)
    if not agents and event.kind in _LAUNCHED:
        agents = fired_from(around, trigger, after)
    if not agents and event.kind == "killing" and owner is not None:
        agents = fired_by(around, owner.last, after)
    targets: list[Chunk] = []
    repelling = repeller(around, trigger, before) if event.kind in _REPELLED else []
    if event.kind in _FOILED:
        event.foilers = repeller(around, trigger, before)
    elif event.kind in _REPELLED:
        event.foilers = repelled_by(around, trigger)
        after = [c for c in after if c not in event.foilers]
    light = None if repelling else light_verb(around, trigger, before)
    if repelling:
        targets = [c for c in repelling if c is not owner]
    if light is not None:
        kind, subject = light
        if kind == "agent" and not agents:
            agents = subject
        elif kind == "patient":
            targets = [c for c in subject if c.kind in PEOPLE]
            event.places.extend(c for c in subject if as_place(c))
    demonym = nationality(around, trigger)
    if demonym is not None and (not agents or demonym.first == trigger.last):
        agents = [demonym, *nations_after(around, demonym)]
    if owner is not None and owner.kind in PEOPLE:
        owners = coordinated(owner, after)
        follows = next((c for c in rest if c.first >= owners[-1].last), None)
        to = follows is not None and follows.prep == "ل" and follows.first - owners[-1].last <= 1
        active = (
            follows is not None and not follows.prep and not follows.joined
            and follows.kind in ("place", "object", "group", "person")
            and (follows.first - owners[-1].last <= 1 or by_means(around, owners[-1].last, follows.first))
        )  # fmt: skip
        flying = owner.sort in ("air", "drone", "artillery") or (
            # استهداف **مسيرة للاحتلال** سيارة: its branch is told by the word that leads it
            around.at.cue(owner.first, "means") is not None
            and around.at.cue(owner.first, "force_heads") is not None
        )
        end = owners[-1].last
        # إفراج X **عن** Y: who sets others free
        frees = event.kind == "release" and end < right and around.tokens[end].fold in ("عن", "سراح")
        if event.kind == "siege" and owner.kind == "actor" and agentive(owner):
            agents = owners  # تحت حصار X: a force lays a siege; a place or people are under it
        elif patient and not ((to or active or flying or frees) and agentive(owner)):
            targets = targets or owners
        elif agentive(owner) or event.kind in _POPULAR:
            agents = agents or owners
        else:
            targets = targets or owners
        rest = [c for c in after if c.first >= owners[-1].last]
    if not agents and frame == "event" and rest and not rest[0].prep and weapon_of(around, rest[0]):
        agents = coordinated(rest[0], rest)
    if not agents and event.kind == "siege":
        agents = _besieging(around, trigger, before, after)
    if not agents and not patient:
        agents = lamed(around, trigger, rest)
        rest = [c for c in rest if c not in agents]
    if trigger.after and not agents and owner is None:
        event.notes["pronoun"] = trigger.after
    if not targets:
        mine = [c for c in rest if c not in agents]
        if frame == "statement":
            targets = _addressee(event, mine)
        else:
            targets = _object(around, _own(around, mine, trigger), trigger)
    if event.kind == "arrest" and in_the_hands(around, trigger) and owner is not None and agentive(owner):
        # سقط X **في قبضة** Y: who holds them, and who fell
        agents = coordinated(owner, after)
        told = preceding(around, trigger, before, anybody)
        near = [c for c in before if c.kind in PEOPLE and not c.prep and trigger.first - c.last <= 5]
        targets = coordinated_back(told, before) if told is not None else near[-1:]
    event.initiators = agents
    event.targets = [c for c in targets if c not in agents]
    if frame == "event":
        _struck(around, event, rest)


def _besieging(
    around: Around, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """الأسايش **محاصرة** المربع: a participle between two; with a preposition after it the first is besieged."""
    near = before[-1] if before and before[-1].last == trigger.first else None
    if (
        near is None
        or near.prep
        or not agentive(near)
        or around.tokens[trigger.first].fold not in _BESIEGING
        or not (after and after[0].first == trigger.last and not after[0].prep)
    ):
        return []
    return coordinated_back(near, before)


def _own(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """What belongs to this noun and not to another event's noun that stands between."""
    for other in around.triggers:
        if other.first > trigger.last + 1 and other.form not in VERBAL and not other.rule.toll:
            return [c for c in rest if c.first < other.first or c.prep in _AGAINST]
    return list(rest)


def _object(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """Who is acted on: a free chunk or one after على / ضد; of a struck thing, its owner."""
    for chunk in rest:
        if chunk.kind not in PEOPLE or (chunk.kind == "state" and as_place(chunk)):
            continue
        if (chunk.sort in ("air", "artillery", "drone") and chunk.kind == "group") or chunk.sort in (
            "monitor", "media",
        ) or (chunk.sort == "described" and chunk.name.startswith(REPORTERS)):  # fmt: skip
            continue
        lifted = trigger.kind == "siege" and chunk.prep == "عن"  # فك الحصار عن X
        if not chunk.prep or lifted or chunk.prep in _AGAINST or chunk.prep in ("ل", "من", "في", "ب"):
            if chunk.prep in ("من", "في", "ب") and not _owned(chunk, rest):
                continue
            return coordinated(chunk, rest)
    return _things(around, rest, trigger) if trigger.kind in _STRIKING else []


def _things(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """What was struck, where nobody is: a thing named without a preposition or after على, ل or ب."""
    for chunk in rest:
        if (
            (chunk.kind == "object" or (chunk.kind == "place" and chunk.sort == "site"))
            and chunk.prep in ("", "علي", "ل", "ب")
            and chunk.first - trigger.last <= 6
            and around.tokens[chunk.first].fold not in _POSITIONS
        ):
            return [chunk]
    return []


def _owned(chunk: Chunk, rest: Sequence[Chunk]) -> bool:
    """مواقع لتنظيم X, عناصر من X: the chunk completes the thing or group right before it."""
    return any(c.kind in ("object", "group") and 0 <= chunk.first - c.last <= 2 for c in rest)


def _addressee(event: Event, rest: Sequence[Chunk]) -> list[Chunk]:
    """Whom a statement is aimed at: اتهم X **Y** بـ, طالب **Y** بـ, ندد بقصف **Y**."""
    for chunk in rest:
        if chunk.kind in PEOPLE and not (chunk.kind == "state" and chunk.prep in ("في", "داخل")):
            if chunk.kind == "group" and chunk.sort == "civilians" and event.kind == "accusation":
                continue
            if chunk.prep in ("عن", "لصالح"):  # فك الحصار عن X: said of them, not to them
                continue
            return coordinated(chunk, rest)
    return []


def _struck(around: Around, event: Event, rest: Sequence[Chunk]) -> None:
    """An explosion or falling shell: استهدف X, على X, ب X: people there are its targets."""
    if not event.targets:
        event.targets = _object(around, rest, event.trigger)
