"""Who does it to whom around a verb: قصفت قوات X بلدة Y, X قصف Y, قُصفت Y من قبل X."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.held import HANDS
from marsad.reading.grammar.kept_subjects import kept_subject
from marsad.reading.grammar.lone_nouns import lone_noun
from marsad.reading.grammar.named_doers import armed_with, firing_from, named_agents
from marsad.reading.grammar.parties import (
    HEADED_BY,
    LAUNCHED,
    PEOPLE,
    POPULAR,
    TAKING,
    Around,
    agentive,
    anybody,
    coordinated,
    coordinated_back,
    of_its_clause,
    or_crowd,
    or_source,
    preceding,
)
from marsad.reading.grammar.patients import acted_on, addressees, struck_things
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import (
    DOER,
    FIRED_FROM,
    UNNAMED,
    WEAPONS,
    Chunk,
    Event,
    Trigger,
    note,
)
from marsad.reading.roles.addressed import (
    FIRST_NAMES,
    addressed,
    fronted,
    last_of_two,
    past_clause,
    subject_kept,
    thrower,
    told_in_it,
)
from marsad.reading.roles.asides import without_apposed
from marsad.reading.roles.fronted_subject import fronted_subject
from marsad.reading.roles.headed import end_with_who_heads, some_of_them, who_leads
from marsad.reading.roles.moves import of_whose
from marsad.reading.roles.no_subject import no_subject
from marsad.reading.roles.objects import (
    asked,
    fired_by,
    has_its_object,
    launched_from,
    manned_by,
    objectless,
    resumes,
    spoken_for,
)
from marsad.reading.roles.offices import in_office, somebody
from marsad.reading.roles.only_told import (
    annexed_to,
    between_them,
    followed_by_who_is_told,
    settle,
    still_speaking,
    told_alone,
    told_second,
    with_conjunct,
)
from marsad.reading.roles.relatives import of_its_antecedent, told_of_him
from marsad.reading.roles.releases import freed
from marsad.reading.roles.taken_up import charged_at_once, pronoun_takes_up, settle_taken_up
from marsad.reading.roles.told_by_nouns import annexed_with_lam, behind_participle, of_so_many
from marsad.reading.roles.verb_alone import fill_up, without_a_subject
from marsad.reading.roles.was_taken import set_taken
from marsad.reading.roles.word_order import (
    acts,
    behind_its_object,
    brought_in,
    bursts,
    cut_off,
    died_in_it,
    dies,
    goes_in,
    hit_by_itself,
    of_the_relative,
    only_quoted,
    receiving,
    those_who,
    told_of_a_thing,
    whose_they_are,
)

_OFFICE = 8  # tokens from a verb of saying to the name of who holds an office
_RELATED = {"ground_attack", "capture"}
_CROWDED = {"restriction", "ground_attack", "destruction", "siege"}
_LED_BY = "بقياده"  # led by
_A_SOURCE = {"مصدر", "مصادر"}  # a source, sources: who speaks, and nobody spoken to


def verb_roles(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """قصفت قوات X بلدة Y, X قصف Y, قُصفت Y من قبل X: subject and object of a verb."""
    frame = trigger.rule.frame
    fits = _who_may(event, trigger)
    office = frame == "statement" and around.at.cue(trigger.last, "person_titles") is not None
    after = some_of_them(around, trigger, after)
    if event.kind in TAKING and not trigger.rule.passive and (guards := manned_by(around, trigger, after)):
        event.initiators = guards
        event.targets = acted_on(around, [c for c in after if c.first >= guards[-1].last], trigger)
        note(event, DOER, guards)
        return
    if set_taken(around, event, trigger, before, after):
        return
    direct = [
        c
        for c in after
        if not c.prep
        and c.first - trigger.last <= (_OFFICE if office else 4)
        and not of_its_clause(around, trigger, c)
        and not (frame == "statement" and (behind_participle(around, trigger, c) or of_so_many(around, c)))
        and not (frame == "mediation" and between_them(around, trigger, c))
    ]
    nearest = direct[0] if direct else None
    addressee: list[Chunk] = []
    issuer = None
    if (
        frame == "statement"
        and nearest is not None
        and not trigger.rule.passive
        and not spoken_for(around, nearest)
    ):
        addressee, issuer = told_in_it(around, trigger, nearest, before, after)
        # واتهم **أبوظبي** بتمويل X, طالب المؤتمر **الأمم المتحدة** بـ: it can only be told
        addressee = addressee or told_alone(around, trigger, nearest, after)
        if not addressee and (addressee := told_second(around, trigger, nearest, after)):
            event.notes[UNNAMED] = "by words that name nobody"
        if not addressee and (turned := fronted_subject(around, trigger, nearest, before, after)) is not None:
            issuer, addressee = turned
        nearest = None if addressee else nearest
    if nearest is not None and event.kind == "explosion" and bursts(around, trigger):
        nearest = None  # انفجرت عبوة لدى مرور **دورية X**: nobody does what goes off of itself
    if event.kind == "siege" and (isolated := cut_off(around, after)) is not None:
        first = next((c for c in direct if c.last < isolated.first and fits(c)), None)
        told = first or preceding(around, trigger, before, fits)
        event.initiators = [told] if told is not None else []
        event.targets = coordinated(isolated, after)
        return
    resumed = not trigger.rule.passive and resumes(around, trigger)
    taken_up = False
    if (
        resumed
        and frame == "statement"
        and trigger.after
        and (nearest is not None)
        and charged_at_once(around, trigger)
    ):
        resumed, nearest, direct, after = False, None, [], []
        taken_up = True  # وحملت**ها** مسؤولية اغتيال **X**: of what is laid on her
    opening = False
    # هدد المتحدث **باسم** X, اعتقل**هم** X: who follows is the subject, whatever gender the name has.
    sure = nearest is not None and (
        spoken_for(around, nearest)
        or (resumed and (fits(nearest) or has_its_object(around, trigger, nearest)))
        or annexed_with_lam(around, trigger, nearest)
        or (fits(nearest) and goes_in(around, trigger, nearest))
    )
    if nearest is not None and not trigger.rule.passive and not sure:
        if (
            event.kind in ("accusation", "demand")
            and frame == "statement"
            and fronted(around, trigger, nearest)
        ):
            nearest, opening = None, True
        elif no_subject(around, event, trigger, nearest, direct, after, office=office):
            nearest = None
        elif (
            frame == "statement"
            and not in_office(around, trigger, nearest)
            and somebody(around, trigger.last, nearest.first)
            and not followed_by_who_is_told(around, trigger, nearest, after)
        ):
            if annexed_to(around, event, trigger, nearest, after):
                after = [c for c in after if c is not nearest]
            nearest = None  # اتهم **أحد الشهود** X: the object again
    if frame == "statement" and trigger.before[:1] == "و" and around.tokens[trigger.first].fold.endswith("ت"):
        before = [c for c in before if not _counted(c)]
    many = those_who(around, trigger, before, fits)
    brought = None if frame == "statement" else brought_in(around, trigger, before, direct)
    sure_one = brought or of_the_relative(around, trigger, before)
    leading = sure_one or many or preceding(around, trigger, before, fits)
    leading = of_its_antecedent(around, trigger, leading) if frame == "statement" else leading
    if frame != "statement" and not (sure_one or many):
        leading = kept_subject(around, trigger, leading, before, fits)
    nearer = leading
    if frame == "statement" and leading is not None:
        leading = subject_kept(around, trigger, leading, before)
    if resumed and sure and nearest is not None:
        settle_taken_up(around, event, trigger, nearest, before, after)
        return
    if trigger.kind in LAUNCHED and leading is not None and hit_by_itself(around, trigger, leading):
        event.targets = acted_on(around, after, trigger)
        event.notes[FIRED_FROM] = "by nobody who is told"
        return
    if trigger.kind in LAUNCHED and launched_from(around, trigger):
        # أسقطت X صاروخا **أطلق من** Y: who shot it down did not launch it; whose area Y is did
        # أطلق **من قبل** Y: by whom, and not from where
        by = named_agents(around, trigger, event.span[1], after)
        if by:
            note(event, DOER, by)
        event.initiators = by or firing_from(around, trigger, after)
        event.notes[FIRED_FROM] = "by the words"
        return
    if frame == "statement" and trigger.before[:1] == "و" and many is None and nearest is None:
        leading = still_speaking(around, trigger, before, [])
    speaks_on = leading
    if nearest is not None and frame == "statement" and trigger.before[:1] == "و":
        speaks_on = still_speaking(around, trigger, before, [nearest])
    if nearest is not None and speaks_on is not None and _kept(around, trigger, speaks_on, nearest):
        leading = speaks_on
        nearest = None  # أعربت X عن قلقها **ودعت** Y إلى وقف القتال: the subject is kept
    elif (
        leading is not None
        and leading is nearer
        and frame == "statement"
        and trigger.first - end_with_who_heads(around, leading, before) > 4
        and not told_of_him(around, trigger, leading)
    ):
        leading = None
    if addressee:
        leading = (
            None if UNNAMED in event.notes else issuer or still_speaking(around, trigger, before, addressee)
        )
    elif frame == "statement" and nearest is None and not direct:
        leading = thrower(around, trigger) or leading
    if frame == "statement" and around.tokens[min(trigger.last, len(around.tokens) - 1)].fold in _A_SOURCE:
        leading = None  # قتل X …، واتهم **مصدر أمني** Y
    found = None
    if not (trigger.rule.passive or sure):
        found = lone_noun(
            around, trigger, direct[0] if direct else None, leading, before, after, event.span[1]
        )
    if found is not None and not named_agents(around, trigger, event.span[1], after):
        event.initiators, event.targets = list(found.doers), list(found.suffer)
        return
    subject: list[Chunk] = []
    rest = list(after)
    if event.kind == "killing" and not trigger.rule.passive and died_in_it(around, trigger):
        dead = next((c for c in direct if c.kind in PEOPLE), None)
        event.targets = coordinated(dead, after) if dead is not None else []
        event.initiators = named_agents(around, trigger, event.span[1], after)
        return
    if leading is not None and frame != "statement" and told_of_a_thing(around, trigger, before, leading):
        leading = None
    attached = leading is not None and not trigger.before.startswith(("و", "ف"))
    if attached and leading is not None and frame != "statement" and nearest is not None:
        attached = not only_quoted(around, trigger, leading)
    if trigger.rule.passive:
        _suffered(around, event, trigger, nearest, leading, before, after)
        return
    if (
        nearest is not None
        and not fits(nearest)
        and ((leading is None and acts(nearest, direct)) or _breaks(event, trigger, nearest))
    ) or (
        nearest is not None
        and fits(nearest)
        and not (attached and leading is not None and _adjacent(around, leading, trigger))
    ):
        subject = coordinated(nearest, after)
        if frame == "statement":
            subject = last_of_two(around, trigger, subject)
            subject = with_conjunct(around, subject, after)
            after = without_apposed(around, event, subject, after)
            after = past_clause(around, trigger, subject[-1], after)
        rest = [c for c in after if c.first >= subject[-1].last]
        if frame != "statement" and (owners := whose_they_are(around, subject[-1], rest)):
            rest = [c for c in rest if c not in owners]
            if subject[-1].sort in WEAPONS and not (subject[-1].ref or subject[-1].country):
                subject = [*subject[:-1], *owners]
    elif leading is not None:
        subject = who_leads(around, trigger, leading, before)
        if brought is not None or (sure_one is leading and event.kind in _RELATED):
            note(event, DOER, subject)
    elif (behind := behind_its_object(around, trigger, after)) is not None:
        event.initiators = coordinated(behind, after)
        event.targets = acted_on(around, [c for c in after if c.last <= behind.first], trigger)
        note(event, DOER, event.initiators)
        return
    by = named_agents(around, trigger, event.span[1], after)
    if by and frame == "statement" and not (_passive_by(around, by[0]) and _its_own(around, trigger, by[0])):
        # اتهم التحالف الذي **تقوده X** Y, أدان X مقتل مدنيين **على يد Y**: named by a clause about who speaks, or for the deed
        by = []
    if by and event.kind == "capture" and subject and around.tokens[by[0].first - 1].fold in HANDS:
        by = []  # سيطرت X على أراض كانت **في يد Y**: who had it before
    if by and subject and not trigger.rule.toll and around.tokens[by[0].first - 1].fold == _LED_BY:
        by = []  # شنت X **بقيادة Y** غارات: who leads those who did it
    if not by and event.kind == "killing" and subject:
        by = fired_by(around, subject[-1].last, after)  # قتل X **برصاص** Y
    if by:
        patient = subject
        event.initiators = by
        event.targets = [c for c in patient if c.kind in PEOPLE]
        return
    if (
        subject
        and trigger.rule.toll
        and event.kind == "killing"
        and (dies(around, trigger, subject[0]) or objectless(around, trigger, subject))
    ):
        event.targets = [c for c in subject if c.kind in PEOPLE]  # قُتل **قيادي في X** في Y
        return
    if event.kind == "capture" and (takers := receiving(around, trigger, after)):
        event.initiators = takers
        event.targets = [c for c in subject if c not in takers]
        note(event, DOER, takers)
        event.notes["received"] = "from whoever held it"
        return
    event.initiators = subject
    if subject and not fits(subject[0]) and _breaks(event, trigger, subject[0]):
        note(event, DOER, subject)
    if many is not None and many in subject:
        note(event, "goes on with", subject)
    if frame == "statement":
        event.targets = asked(around, trigger, rest) or addressees(event, rest)
        if whose := of_whose(around, event, trigger, subject):
            event.targets = whose
            event.notes["addressed"] = "by the adjective of what it answers"
        if event.kind == "threat" and not event.targets:
            event.targets = struck_things(around, rest, trigger)  # هدد X باستهداف **السفن الأمريكية**
        if addressee:
            settle(event, addressee)
        else:
            addressed(around, event, trigger, subject, rest)
    else:
        event.targets = acted_on(around, rest, trigger)
    if taken_up and not event.targets:
        event.targets = pronoun_takes_up(around, trigger, before, event.initiators)
    if opening and around.at.cue(trigger.first - 1, *FIRST_NAMES) is not None:
        # **عباس** يدعو X إلى …
        event.initiators = [
            Chunk(trigger.first - 1, trigger.first, "person", around.tokens[trigger.first - 1].fold)
        ]
    elif not subject and not addressee:
        without_a_subject(around, event, trigger, after)
    fill_up(around, event, trigger, after, rest)


def _who_may(event: Event, trigger: Trigger) -> Callable[[Chunk], bool]:
    """Who can be the subject of such a verb."""
    if trigger.rule.frame == "statement":
        return or_source
    if event.kind in POPULAR or "by_anybody" in trigger.rule.traits:
        return anybody
    return or_crowd if event.kind in _CROWDED else agentive


def _suffered(
    around: Around,
    event: Event,
    trigger: Trigger,
    nearest: Chunk | None,
    leading: Chunk | None,
    before: Sequence[Chunk],
    after: Sequence[Chunk],
) -> None:
    """قُصفت **Y** من قبل X, سقطت بلدة Y بيد X, استسلم **مسلحون** للجيش: of a verb whose subject suffers."""
    event.targets = coordinated(nearest, after) if nearest else []
    if event.kind == "capture":
        # سقطت **بلدة** Y بيد X: a place that falls is where it was
        event.targets = [c for c in event.targets if c.kind != "place"]
    event.initiators = named_agents(around, trigger, event.span[1], after) or armed_with(
        around, trigger, after
    )
    if event.kind == "release":
        event.targets = freed(around, trigger, nearest, before, after)
    elif "surrender" in trigger.rule.traits and nearest is None and leading is not None:
        event.targets = (
            coordinated_back(leading, before) if leading in before else [leading]
        )  # **مسلحون** سلموا أنفسهم
    if not event.initiators and "surrender" in trigger.rule.traits:
        # استسلم مسلحون **للجيش**: to whom they gave themselves up holds them
        to = next((c for c in after if c.prep in ("ل", "الي") and agentive(c)), None)
        event.initiators = coordinated(to, after) if to is not None else []
        note(event, DOER, event.initiators)
        event.notes["caught"] = "by the construction"


def _passive_by(around: Around, chunk: Chunk) -> bool:
    """اتُهمت X **من قبل** Y: is it named as the doer by the words for it? Who only heads another (X **بقيادة** Y) is not."""
    by = around.at.all_within(max(0, chunk.first - 3), chunk.first, "by_agent")
    return any(hit.term.words[0] not in HEADED_BY for hit in by)


def _its_own(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """Does no other deed stand between the verb and who is named as its doer?"""
    return not any(trigger.last <= other.first and other.last <= chunk.first for other in around.triggers)


def _counted(chunk: Chunk) -> bool:
    """مقتل 11 **مدنيا** … وتوعدت بالرد: the victims told of without the article say nothing afterwards."""
    return chunk.kind == "group" and chunk.sort == "civilians" and not chunk.name.startswith("ال")


def _kept(around: Around, trigger: Trigger, subject: Chunk, other: Chunk) -> bool:
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
        or other.last >= around.clauses.sentence.last
        or disagrees(trigger, subject, tokens)
    ):
        return False
    word = tokens[other.last].fold
    return word == "الي" or (word[:1] == "ب" and around.at.layer(other.last, "rule") is not None)


def _breaks(event: Event, trigger: Trigger, chunk: Chunk) -> bool:
    """دمر **الأهالي** حاجزا: people right behind a verb of tearing down do it, for they are not torn down."""
    return event.kind == "destruction" and chunk.kind == "group" and 0 <= chunk.first - trigger.last <= 1


def _adjacent(around: Around, chunk: Chunk, trigger: Trigger) -> bool:
    """Is there at most a word between a subject and the verb after it: X **كانت** قصفت?"""
    between = [
        t.fold
        for t in around.tokens[chunk.last : trigger.first]
        if t.fold not in QUOTES and t.fold not in COMMAS
    ]
    return len(between) <= 1
