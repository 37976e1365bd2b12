"""Events of two sides and those beside them: who clashes or talks with whom, who mediates, who backs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.noun_slots import idafa, light_verb, nationality
from marsad.reading.grammar.parties import (
    BETWEEN,
    PEOPLE,
    Around,
    agentive,
    both_sides,
    coordinated,
    coordinated_back,
    of_nation,
    preceding,
)
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import (
    BEATEN_BACK,
    DOER,
    HELPED,
    VERBAL,
    WEAPONS,
    Chunk,
    Event,
    Trigger,
    note,
    noted,
)
from marsad.reading.roles.said_by import by_clause

_BY_MEDIATION = "بوساطه"  # by the mediation of: notables mediate, who only attend (بحضور) need not
_ATTENDED = {
    "بحضور",
    "بضغط",
}  # relief bodies supervise an exchange; who attends or presses is no mediator for that
_BROKERED = 5  # tokens from a deal to the verb that tells who brokered it
# برعاية **أممية**, بوساطة **أوروبية**: bodies told by their adjective, where nothing but who mediates can follow.
_BODIES = {
    "امميه": ("الأمم المتحدة", "united_nations", "un"),
    "اوروبيه": ("الاتحاد الأوروبي", "european_union", "igo"),
}
_BACKED = word_class("backed_in_doing_it")
_OF_WHAT_SORT = {
    "جوي",
    "بري",
    "بحري",
    "ناري",
    "مدفعي",
    "لوجستي",
    "مباشر",
    "عسكري",
}  # from the air, on land, by fire …
_THEIRS = 4  # tokens from weapons to whose they are
_AT_ONCE = 2  # tokens from who does it to the word for the backing
_LED = 12  # tokens from the subject of a verb to the mediating that it leads to
_EFFORTS = ("جهود", "مساعي", "مساع", "وساط", "اتصالات")  # efforts, mediation, contacts
_ONE_SIDE = {"جهه", "جانب", "ناحيه", "طرف"}  # (on the one) side
_MAKING = word_class("makes_efforts")
_SETTLED_WITH = {"agreement", "ceasefire"}
_SETTLED = {*_SETTLED_WITH, "negotiation"}
_EACH_OTHER = ("تبادل", "تبادلت", "يتبادل", "تتبادل")  # to exchange: the two named are against each other


def between_parties(around: Around, after: Sequence[Chunk]) -> list[Chunk]:
    """بين X وY: everybody from بين on."""
    for at, chunk in enumerate(after):
        if chunk.kind in PEOPLE and chunk.prep == "بين":
            out = [chunk]
            for other in after[at + 1 :]:
                if other.kind == "place" or other.kind == "object":
                    continue
                gap = other.first - out[-1].last
                glue = [t.fold for t in around.tokens[out[-1].last : other.first]]
                cut_and = around.tokens[other.first].fold[:1] == "و" or "و" in glue
                if (
                    (other.joined or cut_and)
                    and gap <= 9
                    and not around.clauses.verb_between(out[-1].last, other.first)
                ):
                    out.append(other)
                elif gap > 9:
                    break
            return out
    return []


def take_sides(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """اشتباكات بين X وY, X يلتقي Y: one side as initiator, the other as target."""
    parties = between_parties(around, after) or between_parties(around, before)
    if len(parties) >= 2:
        many = _on_one_side(around, parties)
        event.initiators, event.targets = parties[:many], parties[many:]
        return
    if parties and both_sides(parties[0]):
        event.initiators = parties
        return
    first: list[Chunk] = list(parties)
    with_whom = any(c.prep == "مع" and c.kind in PEOPLE for c in after)
    if event.kind in _SETTLED_WITH and trigger.form not in VERBAL and with_whom and not first:
        first = by_clause(around, trigger, after)  # الهدنة التي أبرمتها **X** مع Y
    other: list[Chunk] = []
    for chunk in after:
        if chunk.kind in PEOPLE and chunk.prep in ("مع", "ضد", "علي") and agentive(chunk):
            other = coordinated(chunk, after)
            break
    if trigger.form in VERBAL:
        direct = [c for c in after if not c.prep and c.kind in PEOPLE and c.first - trigger.last <= 3]
        if direct:
            first = coordinated(direct[0], after)
            if not other and trigger.rule.frame == "talks":
                first, other = _met(around, trigger, first, before, after)
        else:
            subject = preceding(around, trigger, before, agentive)
            first = [subject] if subject else []
    elif not first:
        genitive = idafa(around, trigger, after)
        light = light_verb(around, trigger, before)
        if genitive is not None and agentive(genitive):
            first = coordinated(genitive, after)
        elif light is not None and light[0] == "agent":
            first = light[1]
        elif (nation := nationality(around, trigger)) is not None:
            # **وفد سعودي**: the delegation is a mention by itself
            first = [
                next((c for c in around.chunks if c.first == trigger.first and c.last == nation.last), nation)
            ]
        else:
            subject = preceding(around, trigger, before, agentive)
            if subject is not None and around.at.cue(subject.last, "light_agent", "light_occur"):
                first = [subject]
        if not first:
            free = [
                c
                for c in before
                if c.kind in PEOPLE
                and not c.prep
                and agentive(c)
                and not _tells(around, c, trigger)
                and not _whose_building(around, c)
            ]
            if len(free) > 1 and _slew(around, free[-2], free[-1]):
                free = free[:-1]
            first = (
                coordinated_back(free[-1], before)
                if free and not around.clauses.verb_between(free[-1].last, trigger.first - 3)
                else []
            )
    event.initiators = first
    event.targets = [c for c in other if c not in first]
    each_other = trigger.form in VERBAL and around.tokens[trigger.first].fold.endswith(_EACH_OTHER)
    if (event.kind in BETWEEN or each_other) and len(first) > 1 and not event.targets:
        event.initiators, event.targets = first[:1], first[1:]  # وقعت X **وY** اتفاقا


def _slew(around: Around, doer: Chunk, victim: Chunk) -> bool:
    """**قتلت** قوات X الشاب **فلان** خلال مواجهات: whom a verb of killing has for its object takes no side."""
    verb = doer.first - 1
    return (
        verb >= 0
        and doer.kind == "actor"
        and victim.kind in ("person", "group")
        and doer.last <= victim.first <= doer.last + 2
        and not victim.joined
        and any(
            hit.term.layer == "rule" and hit.term.ref.startswith("killing.") for hit in around.at.any(verb)
        )
    )


def _on_one_side(around: Around, parties: Sequence[Chunk]) -> int:
    """بين X وY **من جهة** وZ من جهة أخرى: how many stand before the words that close the one side; else the first by itself."""
    for many in range(1, len(parties)):
        between = around.tokens[parties[many - 1].last : parties[many].first]
        if any(one.fold == "من" and side.fold in _ONE_SIDE for one, side in pairwise(between)):
            return many
    return 1


def _tells(around: Around, chunk: Chunk, trigger: Trigger) -> bool:
    """أعلنت **الوزارة** مقتل X في اشتباك: who only tells of a clash is no side of it for that."""
    verb = chunk.first - 1
    if verb < 0 or around.at.cue(verb, "saying", "claiming") is None:
        return False
    return trigger.rule.frame == "clash" and any(
        other.rule.toll and chunk.last <= other.first < trigger.first for other in around.triggers
    )


def _whose_building(around: Around, chunk: Chunk) -> bool:
    """استعادة مقر **الهيئة**، بعد معارك مع X: whose building it is does not fight."""
    thing = around.at.cue(chunk.first - 1, "object_heads") if chunk.first else None
    return thing is not None and thing.last == chunk.first and not thing.cut.before.endswith("ال")


def _met(
    around: Around, trigger: Trigger, first: list[Chunk], before: Sequence[Chunk], after: Sequence[Chunk]
) -> tuple[list[Chunk], list[Chunk]]:
    """التقى **X Y**, X يلتقي Y: the two who met, whatever is said of the first between commas."""
    here = first[-1].last
    tokens, last = around.tokens, around.clauses.right(trigger.last)
    if here < last and tokens[here].fold in COMMAS:
        closing = next(
            (at for at in range(here + 1, min(last, here + 12)) if tokens[at].fold in COMMAS), here
        )
        here = closing + 1
    for chunk in after:
        if chunk.first < here or chunk.joined or chunk.kind not in PEOPLE:
            continue
        if chunk.first - here > 6 or around.clauses.verb_between(here, chunk.first):
            break
        if chunk.prep in ("", "ب") and agentive(chunk):
            return first, coordinated(chunk, after)
        break
    leading = preceding(around, trigger, before, agentive)
    if leading is not None and trigger.first - leading.last <= 1 and not trigger.before:
        return coordinated_back(leading, before), first
    return first, []


def add_mediators(around: Around, event: Event, trigger: Trigger) -> None:
    """بوساطة X, برعاية X: a third party, or the initiator where mediation itself is the event."""
    sentence = around.clauses.sentence
    for hit in around.at.all_within(sentence.first, sentence.last, "mediated_by"):
        if trigger.first <= hit.first < trigger.last:
            continue
        found = [
            c
            for c in around.chunks
            if hit.last <= c.first <= hit.last + 1
            and c.prep in ("", "من")
            and (
                agentive(c)
                or (c.kind == "group" and around.tokens[hit.first].fold == _BY_MEDIATION)
                or (c.sort == "ngo" and around.tokens[hit.first].fold not in _ATTENDED)
            )
        ]
        party = coordinated(found[0], around.chunks) if found else []
        if not party:
            here = hit.last  # بوساطة **مصرية قطرية**, برعاية **سعودية وأميركية**
            while (nation := around.at.layer(here, "demonym")) is not None and len(party) < 4:
                party.append(of_nation(nation, around.tokens[here].fold))
                here = nation.last
            if not party and here < sentence.last and (body := _BODIES.get(around.tokens[here].fold)):
                name, ref, sort = body
                party.append(Chunk(here, here + 1, "actor", name, ref=ref, sort=sort))
        if party and trigger.rule.frame == "mediation" and not event.initiators:
            event.initiators = party
            event.targets = [c for c in event.targets if c not in party]
            return
        if party:
            event.third.extend(party)
            event.initiators = [c for c in event.initiators if c not in party]
            event.targets = [c for c in event.targets if c not in party]
            return


def add_brokers(around: Around, event: Event, trigger: Trigger) -> None:
    """اتفاق **رعته** X وY, محادثات **تستضيفها** X: who brokered or hosted a deal is no side of it, nor of what befell in spite of it."""
    sentence = around.clauses.sentence
    for hit in around.at.all_within(sentence.first, sentence.last, "brokered"):
        first = next((c for c in around.chunks if c.first == hit.last), None)
        if first is None or first.prep or not (agentive(first) or first.sort == "ngo"):
            continue
        party = coordinated(first, around.chunks)
        event.initiators = [c for c in event.initiators if c not in party]
        event.targets = [c for c in event.targets if c not in party]
        if event.kind in _SETTLED and 0 <= hit.first - trigger.last <= _BROKERED:
            event.third.extend(c for c in party if c not in event.third)


def steps_between(around: Around, trigger: Trigger) -> list[Chunk]:
    """تدخل **الجيش** لفض الاشتباك, يبذل **وجهاء** من X جهودا للتهدئة: the subject of the verb that leads to a noun of mediating."""
    tokens, verbs = around.tokens, around.clauses.verbs
    first = around.clauses.sentence.first
    low = max(first, trigger.first - _LED)
    chunk = next(
        (
            c
            for c in reversed(around.chunks)
            if low <= c.first
            and c.last <= trigger.first
            and c.first - 1 in verbs
            and not c.prep
            and c.kind in PEOPLE
        ),
        None,
    )
    if chunk is None or around.clauses.verb_between(chunk.last, trigger.first):
        return []
    if any(t.last == chunk.first and t.rule.frame in ("statement", "talks") for t in around.triggers):
        return []
    verb = tokens[chunk.first - 1].fold
    effort = (
        tokens[trigger.first].fold.startswith(_EFFORTS) and (verb[1:] if verb[:1] == "و" else verb) in _MAKING
    )
    led = trigger.before[:1] == "ل" or tokens[trigger.first - 1].fold in ("الي", "في", "علي")
    between = tokens[chunk.last : trigger.first]
    if not (effort or led) or any(t.fold in COMMAS or t.fold == "بين" for t in between):
        return []
    return coordinated(chunk, around.chunks)


def add_backers(around: Around, event: Event) -> None:
    """بدعم من X, بمساندة X, مدعوما بـX: who backs a force acts with it."""
    if (
        event.trigger.rule.frame in ("statement", "talks", "mediation")
        or event.foilers
        or BEATEN_BACK in event.notes
    ):
        return  # صدت X **بإسناد من Y** هجوما: who backs those who beat it back
    helpers: list[Chunk] = []
    for hit in around.clauses.cued(*event.span, ("backed_by",)):
        if _of_another_deed(around, event.trigger, hit.first):
            continue  # انسحبت X إثر هجوم Y **بدعم من** Z
        verb = hit.term.form in VERBAL
        state = around.tokens[hit.first].fold in _BACKED
        led = max((c for c in around.chunks if c.last <= hit.first), key=lambda c: c.last, default=None)
        theirs = led in event.initiators
        if verb or state:
            # داهمت مجموعة ترافق**ها** آليات X: the pronoun stands for who is named last before; them X goes along with
            unnamed = verb and led is None and not event.initiators
            if not (hit.cut.after or state) or not (unnamed or theirs):
                continue
            if state and led is not None and not _definite(around, led):
                continue  # فصائل **مدعومة** من X: the adjective of some who are told by it
        reach = 2 if verb else 1
        found = [c for c in around.chunks if hit.last <= c.first <= hit.last + reach and agentive(c)]
        run = coordinated(found[0], around.chunks) if found else _nations(around, hit.last) if theirs else []
        if run and event.kind == "arrest" and not event.initiators and hit.first < event.trigger.first:
            continue  # نفذت X عملية **بغطاء من Y** أسفرت عن اعتقال: whom they backed is not told of this word
        if run:
            owners = _whose_weapons(around, run[-1])
            if owners and not (run[-1].ref or run[-1].country):
                run = [*run[:-1], *owners]
            event.targets = [c for c in event.targets if c not in run and c not in owners]
            added = [c for c in run if c not in event.initiators]
            event.initiators.extend(added)
            beside = (
                hit.first - event.trigger.last <= _AT_ONCE
            )  # before the noun of what is done, or right behind it
            begun = beside and any(at < hit.first for at in noted(event, DOER))
            at_once = theirs and led is not None and hit.first - led.last <= _AT_ONCE
            if begun or at_once or _with_the_verb(around, event, hit.first):
                helpers += [c for c in added if c.ref or c.country or c.sort not in WEAPONS]
    if helpers:
        note(event, HELPED, helpers)


def _whose_weapons(around: Around, last: Chunk) -> list[Chunk]:
    """بدعم من مقاتلات ومروحيات **تابعة لـX**, من طائرات ما يسمى **"X"**: whose they are, told behind them."""
    if last.sort not in WEAPONS:
        return []
    owner = next((c for c in around.chunks if last.last <= c.first <= last.last + _THEIRS), None)
    if owner is None or not agentive(owner):
        return []
    between = [t.fold for t in around.tokens[last.last : owner.first] if t.fold not in QUOTES]
    told = any(word.removeprefix("ال").startswith("تابع") for word in between) or between == ["ما", "يسمي"]
    return coordinated(owner, around.chunks) if told else []


def _with_the_verb(around: Around, event: Event, here: int) -> bool:
    """طردت X مسلحي Y من البلدة **بغطاء جوي من Z**: does it close the clause of a verb that has its subject right behind it?"""
    trigger = event.trigger
    return (
        trigger.form in VERBAL
        and any(c.first == trigger.last and not c.prep for c in event.initiators)
        and not around.clauses.verb_between(trigger.last, here)
    )


def _of_another_deed(around: Around, trigger: Trigger, here: int) -> bool:
    """Does the word of another deed stand between an event's word and that of the backing, with somebody who did it?"""
    moved = trigger.kind in ("withdrawal", "mobilization")
    between = [
        c for c in around.chunks if trigger.last <= c.first and c.last <= here and agentive(c) and not c.prep
    ]
    return trigger.rule.frame != "clash" and any(
        trigger.last <= other.first < here
        and not other.rule.toll
        and other.kind != trigger.kind
        and (moved or any(other.last <= c.first for c in between))
        for other in around.triggers
    )


def _nations(around: Around, here: int) -> list[Chunk]:
    """بدعم **تركي**, بإسناد جوي **روسي**: the adjective tells who backs it."""
    tokens = around.tokens
    if here < len(tokens) and (around.at.cue(here, "means") or tokens[here].fold in _OF_WHAT_SORT):
        here += 1
    hit = around.at.layer(here, "demonym")
    if hit is None or hit.cut.after or hit.cut.before or around.tokens[here].fold.endswith("ه"):
        return []
    first = of_nation(hit, around.tokens[here].fold)
    return [first]


def _definite(around: Around, chunk: Chunk) -> bool:
    return bool(chunk.ref or chunk.country) or around.tokens[chunk.first].fold.removeprefix("و").startswith(
        "ال"
    )
