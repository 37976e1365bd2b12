"""Who does it to whom around a noun: قصف قوات X, استهداف قوات X لبلدة Y, شنّ X غارات."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import goes_on, people_as_object
from marsad.reading.grammar.exposed import of_somebody
from marsad.reading.grammar.named_doers import (
    armed_with,
    firing_from,
    from_them,
    holders,
    left_by,
    named_agents,
)
from marsad.reading.grammar.noun_slots import (
    begun_by,
    by_means,
    exposed_to,
    idafa,
    lamed,
    light_verb,
    nationality,
    nations_after,
    repelled_by,
    repeller,
    says_he_tried,
    weapon_of,
)
from marsad.reading.grammar.parties import (
    ATTACKS,
    LAUNCHED,
    PEOPLE,
    POPULAR,
    TAKING,
    Around,
    agentive,
    anybody,
    as_place,
    coordinated,
    coordinated_back,
    of_its_clause,
    preceding,
)
from marsad.reading.grammar.patients import AGAINST, acted_on, add_struck, addressees
from marsad.reading.grammar.posted import past_tail
from marsad.reading.grammar.scan import written_preposition
from marsad.reading.records import (
    BEATEN_BACK,
    BY_HAND,
    DOER,
    EXPOSED,
    VERBAL,
    WEAPONS,
    Chunk,
    Event,
    Trigger,
    note,
)
from marsad.reading.roles.attempts import (
    WHOSE_ATTEMPT,
    died_trying,
    governs,
    intended_by,
    told_by_it,
    tried_by,
    tried_on_him,
    who_tried,
)
from marsad.reading.roles.counted_objects import counted_object
from marsad.reading.roles.moves import of_whose
from marsad.reading.roles.objects import (
    at_whose_post,
    caught_before,
    fell_captive,
    fired_by,
    in_the_hands,
    jailers,
    manned_by,
)
from marsad.reading.roles.only_told import settle
from marsad.reading.roles.said_by import asking_from, by_clause, handed, laid_on
from marsad.reading.roles.sides import steps_between
from marsad.reading.roles.sieges import (
    besieged_by,
    besieging,
    by_its_adjective,
    came_under,
    laid_by,
    under_siege,
)
from marsad.reading.roles.their_own import their_own
from marsad.reading.roles.told_by_nouns import (
    is_asked,
    led_to_it,
    told_by_noun,
    told_by_participle,
    will_do_it,
)
from marsad.reading.roles.unnamed import told_unnamed

_REPELLED = {"ground_attack", "armed_clash"}
_FOILED = {
    "explosion",
    "killing",
    "abduction",
}  # أحبطت الشرطة محاولة **تفجير**: it was not the police who were to suffer
_FOILING = ("احبط", "يحبط", "تحبط", "افشل", "يفشل", "تفشل", "اجهض")  # to foil, to thwart
_ATTEMPT = "محاول"  # an attempt, attempts
_TO_AN_ATTEMPT = 3  # tokens from its word to the noun of what was tried
_ON = 3  # tokens from those who assault others to those whom they assault
_ORDERS = word_class("orders_to_leave")
_PRESSURE = ("ضغط", "ضغوط")
_DYING = word_class("dying")
_ENCIRCLING = word_class("encircling")
_PURSUIT = word_class("pursuit")
_INTO_HANDS = {"بيد", "بايدي"}  # into the hands of
_OUT_OF_HANDS = ("من", "قبضه")  # out of the grip of
_DRIVING_OUT = word_class("driving_somebody_out")
_DONE = {*ATTACKS, "capture", "killing", "abduction", "destruction"}
_WHO = word_class("relative_pronouns")
_SUPPLY = word_class("supply")
_THEIR = word_class("attached_pronouns")
_ONE_OF = {"احد", "احدي", "بعض", "عدد"}  # one, some, a number of


def noun_roles(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """قصف قوات X, استهداف قوات X لبلدة Y, شنّ X غارات: who is what around a noun."""
    frame = trigger.rule.frame
    if (
        event.kind == "accusation"
        and frame == "statement"
        and (laid_on(around, event, trigger, before) or handed(around, event, trigger))
    ):
        return
    if frame == "statement" and event.kind == "demand" and (bound := is_asked(around, trigger, before)):
        settle(event, bound)
        return
    if (threatening := will_do_it(around, trigger, before)) is not None:
        event.initiators, event.targets = [threatening], addressees(event, after)
        note(event, DOER, event.initiators)
        return
    if frame != "statement" and (suffering := tried_on_him(around, trigger, before)):
        event.targets = suffering
        note(event, EXPOSED, suffering)
        return
    if frame == "statement" and goes_on(trigger, around.tokens):
        event.targets = addressees(event, after)
        if trigger.form != "phrase" and (addressee := told_by_participle(around, trigger, after)):
            settle(event, addressee)
        elif unnamed := told_unnamed(around, trigger, after):
            settle(event, unnamed)
        return
    # طرد **X** من البلدة: who is driven out
    # من قبضة **X**: who held it
    held_it = (
        event.kind == "capture"
        and tuple(t.fold for t in around.tokens[trigger.first : trigger.last]) == _OUT_OF_HANDS
    )
    word = around.tokens[trigger.first].fold.lstrip("وبل")
    # عملية لملاحقة **فلول داعش**: whom one sets out to pursue
    pursued = word in _PURSUIT and written_preposition(trigger.before) == "ل"
    patient = held_it or frame == "patient" or word in _DRIVING_OUT or pursued
    right = event.span[1]
    # أعلن X دعمه **أوكرانيا**: what has a pronoun is annexed to nobody
    his = frame == "statement" and bool(trigger.after)
    owner = None if his else idafa(around, trigger, after)
    if (
        owner is not None
        and (frame == "statement" or event.kind == "sanction")
        and (addressee := told_by_noun(around, trigger, owner, before, after))
    ):
        settle(event, addressee)
        event.initiators = led_to_it(around, trigger, before)
        return
    # قصف **مدرسة**: a thing in idafa is no doer and stays what may have been struck.
    rest = list(after)
    if owner is not None and owner.kind != "object":
        rest = [c for c in after if c.first >= owner.last]
    agents = named_agents(around, trigger, right, after) or holders(around, trigger, after)
    if agents and around.tokens[agents[0].first - 1].fold == "يد":
        event.notes[BY_HAND] = "who did it is told by whose hand it was"
        if not agentive(agents[0]):
            note(event, DOER, agents)  # على يد **محتجين**: the score seldom knows a crowd for a doer
    if not agents and (frame in ("statement", "mediation") or event.kind == "sanction"):
        agents = by_clause(around, trigger, after) or asking_from(around, trigger, after)
    if not agents and owner is None and frame == "mediation":
        agents = steps_between(around, trigger)
    if agents and event.kind == "sanction":
        note(event, DOER, agents)
        event.notes["taken up"] = "by a clause: who imposed it stands in it"
    if not agents:
        died = died_trying(around, trigger)
        agents = (
            died
            or told_by_it(around, trigger, before)
            or who_tried(around, trigger, before)
            or intended_by(around, trigger)
        )
        if agents:
            note(event, DOER, agents)
        if died:
            event.notes["taken up"] = WHOSE_ATTEMPT
    if not agents and (owner is None or owner.kind not in PEOPLE):
        agents = from_them(around, trigger, after) or left_by(around, trigger, after)
        if not agents and trigger.kind in LAUNCHED:
            agents = firing_from(around, trigger, after)
        if agents:
            note(event, DOER, agents)
        agents = agents or armed_with(around, trigger, after)
    if not agents and event.kind in ("killing", "abuse") and (jailed_by := jailers(around, trigger, after)):
        agents = jailed_by
        note(event, DOER, jailed_by)
    if not agents and event.kind in TAKING:
        agents = manned_by(around, trigger, after)
        if not agents and event.kind == "arrest":
            agents = at_whose_post(around, trigger, after)
        if agents:
            note(event, DOER, agents)
    if not agents and event.kind == "killing" and owner is not None:
        agents = fired_by(around, owner.last, after)
    targets: list[Chunk] = []
    repelling = repeller(around, trigger, before) if event.kind in _REPELLED else []
    if event.kind in _FOILED or (event.kind not in _REPELLED and _an_attempt(around, trigger)):
        event.foilers = repeller(around, trigger, before)
    elif event.kind in _REPELLED:
        event.foilers = repelled_by(around, trigger)
        after = [c for c in after if c not in event.foilers]
        rest = [c for c in rest if c not in event.foilers]
    light = None if repelling else light_verb(around, trigger, before)
    if repelling:
        targets = [c for c in repelling if c is not owner]
        own = [c for c in before if c.prep == "من" and any(c.first == r.last for r in repelling)]
        note(event, BEATEN_BACK, [*repelling, *own])  # صد عناصر التأمين **من X** هجوما: whose they are
    if not (light or agents or repelling) and (begun := begun_by(around, trigger, before)):
        light = "agent", begun
        note(event, DOER, begun)
    if (
        trigger.after
        and frame != "statement"
        and not repelling
        and (own := their_own(around, trigger, before))
    ):
        light = "agent", own
        note(event, DOER, own)
    if light is None and not repelling and (exposed := exposed_to(around, trigger, before)):
        light = "patient", exposed
    if light is not None:
        kind, subject = light
        if kind == "agent" and not agents:
            agents = subject
            if DOER not in event.notes and event.kind in _DONE and _subject_of_doing(around, subject[0]):
                note(event, DOER, subject)
        elif kind == "patient":
            targets = [c for c in subject if c.kind in PEOPLE]
            if event.kind in ATTACKS and targets and _right_behind(around, targets[0]):
                note(event, EXPOSED, targets)
            event.places.extend(c for c in subject if as_place(c))
    tried = None
    if light is None and owner is not None and owner.kind in PEOPLE and not repelling:
        tried = tried_by(around, trigger, before)
    if tried is not None and not agents:
        agents = tried
    demonym = None if his else nationality(around, trigger)
    if demonym is not None and (not agents or demonym.first == trigger.last):
        agents = [demonym, *nations_after(around, demonym)]
    if owner is not None and owner.kind in PEOPLE:
        owners = coordinated(owner, after)
        follows = next((c for c in rest if c.first >= owners[-1].last), None)
        counted = counted_object(around, trigger, owners[-1].last, rest)
        to = follows is not None and follows.prep == "ل" and follows.first - owners[-1].last <= 1
        active = (
            follows is not None and not follows.prep and not follows.joined
            and follows.kind in ("place", "object", "group", "person")
            and follows.sort != "direction"  # استهداف دبابة بقذيفة **شرق جباليا**: where, and not what
            and (
                follows.first - owners[-1].last <= 1
                or by_means(around, owners[-1].last, follows.first)
                # استهداف X **وحلفائها** بلدة Y
                or past_tail(around.tokens, owners[-1].last, right) == follows.first
            )
            and word not in _DYING  # مقتل **قيادي في X** يدعى Y
        ) or counted is not None or _his_thing(around, owners[-1].last) or (
            word not in _DYING and people_as_object(around.tokens, owners[-1].last)
        )  # fmt: skip
        flying = "craft_down" not in trigger.rule.traits and (
            owner.sort in ("air", "drone", "artillery")
            or (
                # استهداف **مسيرة للاحتلال** سيارة: its branch is told by the word that leads it
                around.at.cue(owner.first, "means") is not None
                and around.at.cue(owner.first, "force_heads") is not None
            )
        )
        end = owners[-1].last
        # إفراج X **عن** Y: who sets others free
        frees = event.kind == "release" and end < right and around.tokens[end].fold in ("عن", "سراح")
        ringed = word in _SUPPLY or (word in _ENCIRCLING and not (active or to))
        if event.kind == "siege" and owner.kind == "actor" and agentive(owner) and not ringed:
            agents = owners  # تحت حصار X: a force lays a siege; a place or people are under it
        elif (patient or _done_by_her(around, trigger)) and not (
            (to or (active and not pursued) or flying or frees) and agentive(owner)
        ):
            targets = targets or owners
            if not patient:
                note(event, EXPOSED, owners)
        elif tried is not None or (
            light is not None and agents == light[1] and governs(around, agents, trigger)
        ):
            targets = targets or [c for c in owners if c not in agents]  # حاول X اقتحام **Y**: the object
        elif (
            agentive(owner)
            or event.kind in POPULAR
            or _steals_in(around, trigger)
            or _on_others(around, end, rest)
        ):
            agents = agents or owners
        else:
            targets = targets or owners
        rest = [c for c in after if c.first >= owners[-1].last]
        if counted is not None and agents == owners:
            targets = targets or coordinated(counted, rest)
    if not agents and frame == "event" and rest and not rest[0].prep and weapon_of(around, rest[0]):
        agents = coordinated(rest[0], rest)
    if event.kind == "capture" and (takers := _whose_hands(around, trigger)):
        agents = takers
        note(event, DOER, agents)
    if not agents and event.kind == "siege":
        agents = besieging(around, trigger, before, after) or by_its_adjective(around, trigger, after)
        rest = [c for c in rest if c not in agents]
    if (
        not agents and not patient and frame != "statement"
    ):  # اتهامات **للجيش** بقصف: whom they are made against
        agents = lamed(around, trigger, rest)
        rest = [c for c in rest if c not in agents]
    if not agents and event.kind == "displacement":
        agents = _ordering(around, trigger, before)
    if not agents and event.kind == "siege" and (layers := laid_by(around, trigger, after)):
        agents = layers
        rest = [c for c in rest if c not in agents]
        note(event, DOER, agents)
    if not agents and event.kind == "siege" and (ring := besieged_by(around, trigger, after)):
        agents = ring
        rest = [c for c in rest if c not in agents]
        note(event, DOER, agents)
    if event.kind == "siege" and (under := under_siege(around, trigger, before, after)):
        targets, agents = under, [c for c in agents if c not in under]
        event.notes["taken up"] = "by a participle: who is besieged stands before it"
    if trigger.after and not agents and owner is None:
        event.notes["pronoun"] = trigger.after
    if not targets:
        mine = [c for c in rest if c not in agents] if agents else rest
        if frame == "statement":
            targets = of_whose(around, event, trigger, agents)
            if targets:
                event.notes["addressed"] = "by the adjective of what it answers"
            targets = targets or addressees(event, mine)
            if targets and event.kind == "demand" and _put_on(around, trigger, targets[0]):
                event.notes["addressed"] = "by the order of the words"
        else:
            targets = acted_on(around, _own(around, mine, trigger), trigger)
    if event.kind == "arrest" and (caught := caught_before(around, trigger, before)):
        targets = caught
    fell = event.kind == "arrest" and fell_captive(around, trigger)
    held = event.kind == "arrest" and in_the_hands(around, trigger) and owner is not None and agentive(owner)
    if fell and not held:
        # وقع X **في أسر Y**: who holds them, if anybody is named, and who fell
        agents = coordinated(owner, after) if owner is not None and agentive(owner) else []
        told = preceding(around, trigger, before, anybody)
        targets = coordinated_back(told, before) if told is not None else []
        note(event, DOER, agents)
        event.notes["caught"] = "by the construction"
    elif held and owner is not None:
        # سقط X **في قبضة** Y: who holds them, and who fell
        agents = coordinated(owner, after)
        told = preceding(around, trigger, before, anybody)
        near = [c for c in before if c.kind in PEOPLE and not c.prep and trigger.first - c.last <= 5]
        targets = coordinated_back(told, before) if told is not None else near[-1:]
    agents = [c for c in agents if not of_its_clause(around, trigger, c)]
    event.initiators = agents
    event.targets = [c for c in targets if c not in agents]
    if frame == "event":
        add_struck(around, event, rest)


def _an_attempt(around: Around, trigger: Trigger) -> bool:
    """أحبط X **محاولة** قصف Y: is it an attempt that the noun tells of, which somebody may have foiled?"""
    low = max(around.clauses.left(trigger.first), trigger.first - _TO_AN_ATTEMPT)
    if any(t.fold.removeprefix("ل").startswith(_ATTEMPT) for t in around.tokens[low : trigger.first]):
        return True
    foiled = around.at.all_within(low - 1, trigger.first, "repelled")  # أحبطت X **قصفا** كان يستهدف Y
    return any(hit.term.form in VERBAL and hit.cut.stem.startswith(_FOILING) for hit in foiled)


def _his_thing(around: Around, here: int) -> bool:
    """استهداف X **مركبتهم**: a thing with a pronoun, bare behind somebody, is the object that he struck; what is his own has a word between."""
    if here >= around.clauses.sentence.last or around.tokens[here].ta:
        return False
    hit = around.at.cue(here, "object_heads")
    return hit is not None and not hit.cut.before and hit.cut.after in _THEIR


def _subject_of_doing(around: Around, chunk: Chunk) -> bool:
    """قام **مسلحون** باستهداف X, شنت **قوات Y** غارة: right behind a verb of doing nobody else is its subject; whose planes they are may be told."""
    verb = around.at.cue(chunk.first - 1, "light_agent", "deeds") if chunk.first else None
    if around.tokens[min(chunk.last, len(around.tokens) - 1)].fold in _WHO:
        verb = around.at.cue(chunk.last + 1, "light_agent", "deeds")  # المسلحون **الذين نفذوا** الهجوم
    if says_he_tried(around, chunk):
        return True
    owned = bool(chunk.ref or chunk.country) or chunk.sort not in WEAPONS
    return verb is not None and verb.term.form in VERBAL and not verb.cut.after and owned


def _done_by_her(around: Around, trigger: Trigger) -> bool:
    """وقامت **بملاحقة** عناصر X: a verb of doing right before its object; who does it was named before, and in idafa stands to whom."""
    verb = around.at.cue(trigger.first - 1, "deeds", "light_agent") if trigger.first else None
    if verb is None or verb.last != trigger.first or verb.term.form not in VERBAL or verb.cut.after:
        return False
    return written_preposition(trigger.before) == "ب"


def _on_others(around: Around, end: int, rest: Sequence[Chunk]) -> bool:
    """اعتداء طلاب X **على طلاب Y**: whoever they are, they did it to those who follow على."""
    on = next((c for c in rest if c.prep == "علي" and c.kind in PEOPLE and c.first >= end), None)
    return on is not None and on.first - end <= _ON and not around.clauses.verb_between(end, on.first)


def _right_behind(around: Around, chunk: Chunk) -> bool:
    """تعرضت **X** لقصف, تعرضت إحدى **طائرات X** لإطلاق نار: nobody else can be the subject of the verb right before."""
    for here in range(chunk.first - 1, max(-1, chunk.first - 5), -1):
        verb = around.at.cue(here, "light_patient")
        if verb is not None:
            one = here == chunk.first - 1 or (
                here == chunk.first - 2 and around.tokens[here + 1].fold in _ONE_OF
            )
            return not verb.cut.after and (one or of_somebody(around, here + 1, chunk.first))
    return False


def _steals_in(around: Around, trigger: Trigger) -> bool:
    """تسلل **مهربين**: whoever they are, it is they who steal in."""
    return around.tokens[trigger.first].fold.lstrip("وبل").startswith("تسلل")


def _put_on(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """مارست X ضغوطا (شديدة) **على Y**: pressure is put on who follows, whoever else is told of."""
    pressure = around.tokens[trigger.first].fold.lstrip("وبل").removeprefix("ال").startswith(_PRESSURE)
    return pressure and chunk.prep == "علي" and 0 < chunk.first - trigger.last <= 2


def _ordering(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """أصدر **X** أوامر إخلاء لسكان Y: whoever gives the orders to leave makes them go."""
    if around.tokens[trigger.first - 1].fold not in _ORDERS:
        return []
    near = before[-1] if before else None
    if near is None or near.prep or not agentive(near) or trigger.first - near.last > 2:
        return []
    return coordinated_back(near, before)


def _whose_hands(around: Around, trigger: Trigger) -> list[Chunk]:
    """سقوط المدينة **بيد X**: who has it, where the words for that are the event's."""
    if around.tokens[trigger.first].fold not in _INTO_HANDS and not came_under(around, trigger):
        return []
    holder = next((c for c in around.chunks if trigger.first < c.first <= trigger.last and agentive(c)), None)
    return coordinated(holder, around.chunks) if holder is not None else []


def _own(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """What belongs to this noun and not to another event's noun that stands between."""
    for other in around.triggers:
        if other.first > trigger.last + 1 and other.form not in VERBAL and not other.rule.toll:
            return [c for c in rest if c.first < other.first or c.prep in AGAINST]
    return list(rest)
