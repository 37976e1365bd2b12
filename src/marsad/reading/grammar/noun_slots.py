"""What stands around an event's noun and who it makes of it: idafa, لـ, a nationality, a light verb, the owner of a weapon."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.cues_before import NINE
from marsad.reading.grammar.exposed import owner_exposed
from marsad.reading.grammar.kept_subjects import joined, kept_over_the_object
from marsad.reading.grammar.parties import (
    LAUNCHED,
    PEOPLE,
    Around,
    accusative,
    agentive,
    coordinated,
    coordinated_back,
    of_nation,
)
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, written_preposition
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Event, Trigger
from marsad.text.tokens import Token

_ON_ONE_SIDE = {"جهه", "جانب", "ناحيه"}  # X من **جهة** وY من جهة أخرى
_RELATIVE = word_class("relative_pronouns")
_THAT = word_class("that")
_TO_A_RELATIVE = 3  # tokens, such as adjectives, from a mention to the relative that takes it up
_HELD_UP = 13  # tokens from which on an object is far behind its verb
_VENTURED = {"اقدم", "اقدمت", "اقدما", "يقدم"}
_ON_HIM = "لمحاوله"  # to an attempt
_COUNTING = word_class("counting")
_OF = "ل"  # apart from its name: هجوم **لـ** #X
_REPELLED_WITHIN = 20  # tokens from who repels, and with whose support, to what is repelled
# The lists of verbs and nouns that lend their subject to a noun.
_REPELLED = ("repelled",)
_AGENTS = ("light_agent", "attempt", "plan", "continuing", "deciding")
_LENDING = ("light_patient", "light_agent", "attempt", "plan", "continuing", "deciding", "deeds", "repelled")
# What a government or an army decides and then does itself.
_DECIDED = {"displacement", "withdrawal", "mobilization", "restriction"}
_PROPOSING = ("اقترح", "يقترح", "تقترح", "طرح", "يطرح", "تطرح")  # to propose, to put forward
_INTENSE = word_class("of_an_event")
_SHOWN = word_class("shown_by_crowds")
_CROWDS = {"protest", "riot", "destruction"}

# Done by some of those who stand behind their nouns: تسلل, انسحاب, نزوح, وصول **عدد من** X.
_BY_SOME = {"ground_attack", "withdrawal", "displacement", "mobilization"}
_DONE_TO = {
    "killing",
    "arrest",
    "abduction",
    "abuse",
}  # a nationality right behind their nouns is whom it was done to


def idafa(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> Chunk | None:
    """The chunk in idafa to the trigger: right after it, no preposition, at most an adjective between."""
    if not after or trigger.definite or trigger.after:
        return None
    chunk = after[0]
    gap = chunk.first - trigger.last
    if _some_of(around, trigger, chunk):
        return chunk
    if chunk.prep or chunk.joined or _of_somebody(around, chunk):
        return None
    if gap == 0:
        return chunk
    between = around.tokens[trigger.last : chunk.first]
    if gap <= 2 and all(t.fold in QUOTES or t.kind == "number" or t.fold in _COUNTING for t in between):
        return chunk
    return None


def _some_of(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """تسلل **عدد من** المسلحين, اقتحام **عشرات من** X: the number is annexed, and tells how many of them."""
    return (
        chunk.prep == "من"
        and (trigger.kind in _BY_SOME or trigger.kind in LAUNCHED)
        and not chunk.joined
        and chunk.kind in PEOPLE
        and 2 <= chunk.first - trigger.last <= 3
        and around.tokens[chunk.first - 1].fold == "من"
        and all(t.fold in _COUNTING for t in around.tokens[trigger.last : chunk.first])
    )


def _of_somebody(around: Around, chunk: Chunk) -> bool:
    """قتلت غارة **قائدا في** X: the object of a verb before, told by the office; the strike is not X's."""
    title = around.at.cue(chunk.first, "person_titles")
    return (
        title is not None
        and title.last < chunk.last
        and around.tokens[title.last].fold in ("في", "من", "ب")
        and around.tokens[chunk.first].fold.endswith("ا")
    )


def by_means(around: Around, first: int, last: int) -> bool:
    """استهداف قوات X **بصاروخ موجه** سيارة: only what it was done with stands between."""
    if not 0 < last - first <= 5:
        return False
    hit = around.at.cue(first, "means", "force_heads")
    return hit is not None and hit.cut.before.startswith("ب") and not around.clauses.verb_between(first, last)


def weapon_of(around: Around, chunk: Chunk) -> bool:
    """انفجار ألغام **الحوثيين**: the owner of the weapon that went off."""
    return agentive(chunk) and chunk.first > 0 and around.at.cue(chunk.first - 1, "means") is not None


_OF_HIS = ("ه", "ها", "هم")  # his, its, their


def lamed(around: Around, trigger: Trigger, rest: Sequence[Chunk]) -> list[Chunk]:
    """قصف مدفعي **لقوات** X: the agent of a noun that has no genitive."""
    for chunk in rest:
        if chunk.first - trigger.last > 5 or any(
            t.fold in PREPOSITIONS and t.fold != _OF for t in around.tokens[trigger.last : chunk.first]
        ):
            break  # القصف تزامن **مع** تحليق للمسيرات
        if (
            chunk.prep == "ل"
            and (agentive(chunk) or _fires_on(around, trigger, chunk))
            and not around.clauses.verb_between(trigger.last, chunk.first)
        ):
            return coordinated(chunk, rest)
        if (chunk.kind in PEOPLE and not chunk.prep) or chunk.kind == "object":
            break  # هجوم على حاجز **للجيش**: whose the thing is
    return []


def _fires_on(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """قصف مدفعي **للأحزاب الكردية على** بلدة X: whatever people they are, they shell what follows "on"."""
    fires = trigger.kind in LAUNCHED and chunk.kind in PEOPLE and chunk.last < around.clauses.sentence.last
    return fires and around.tokens[chunk.last].fold == "علي" and trigger.rule.frame != "patient"


def made_against(event: Event, tokens: Sequence[Token]) -> bool:
    """**اتهامات للجيش** بقصف X: an accusation that is told by whom it is made against."""
    trigger = event.trigger
    return (
        event.kind == "accusation"
        and trigger.form == "noun"
        and tokens[trigger.first].fold.startswith("اتهام")
        and any(c.prep == "ل" and agentive(c) and c.first - trigger.last <= 2 for c in event.targets)
    )


def begun_by(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """بدأت **X** في اليوم الأول من الشهر بدعم من فصائل من Y **حملة** على Z: the object far behind its verb, with no other verb between."""
    tokens, at = around.tokens, around.at
    led = tokens[trigger.first - 1].fold
    if (
        trigger.definite
        or trigger.before
        or trigger.form in VERBAL
        or led in PREPOSITIONS
        or led in _COUNTING
    ):
        return []
    low = around.clauses.left(trigger.first)
    far = around.clauses.begun_within(low, trigger.first - _HELD_UP + 1, ("light_agent",))
    for here in reversed(far):
        verb = at.cue(here, "light_agent")
        if verb is None or verb.term.form not in VERBAL or verb.cut.after or tokens[here].ta:
            continue
        subject = next((c for c in before if c.first == verb.last and not c.prep and agentive(c)), None)
        if subject is None or around.clauses.verb_between(subject.last, trigger.first):
            return []
        between = [
            other
            for other in around.triggers
            if verb.last <= other.first < trigger.first
            and not other.rule.toll
            and not other.rule.faint
            and written_preposition(other.before) == ""
            and tokens[other.first - 1].fold not in PREPOSITIONS
        ]
        one_side = any(t.fold in _ON_ONE_SIDE for t in tokens[subject.last : trigger.first])
        return [] if between or one_side else coordinated(subject, before)
    return []


def exposed_to(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """تعرضت **مواقع X ومنازل Y** في قرى …، **لقصف** من Z: the subject of a verb of being exposed, far before what it was to."""
    if written_preposition(trigger.before) != "ل" or trigger.form in VERBAL:
        return []
    low = around.clauses.left(trigger.first)
    far = around.clauses.begun_within(low, trigger.first - _HELD_UP + 1, ("exposed",))
    for here in reversed(far):
        verb = around.at.cue(here, "exposed")
        if verb is None or verb.term.form not in VERBAL or verb.cut.after:
            continue
        others = (
            other
            for other in around.triggers
            if verb.last <= other.first < trigger.first
            and written_preposition(other.before) == "ل"
            and other.form not in VERBAL
            and not other.rule.faint
        )
        row = [c for c in before if c.first >= verb.last and not c.prep]
        if not row or row[0].first - verb.last > 1 or next(others, None) is not None:
            return []
        return coordinated(row[0], before) if row[0].kind in PEOPLE else row[:1]
    return []


def light_verb(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> tuple[str, list[Chunk]] | None:
    """A light verb or noun before the trigger, and its subject: شنّ X غارات, تعرضت X لقصف.

    None for who foiled it (أحبطت X هجوماً): ``repeller`` tells whether it was done to them.
    """
    low = max(around.clauses.left(trigger.first), trigger.first - 12)
    cued = around.clauses.begun_within(low, trigger.first, _LENDING)
    if not cued:
        return None
    foiled = around.clauses.begun_within(low, trigger.first, _REPELLED)
    others = {
        here
        for other in around.triggers
        if other is not trigger and not other.rule.toll and other.last > low and other.first < trigger.first
        for here in range(max(low, other.first), min(other.last, trigger.first))
    }
    for here in sorted(others.union(cued), reverse=True):
        if foiled and foiled[0] < here and around.at.cue(here, "attempt") and here not in foiled:
            continue  # أحبطت X **محاولة** تسلل: whose attempt it was is not told by who foiled it
        led = around.tokens[here - 1].fold == "من" or around.tokens[here].fold == _ON_HIM
        if led and around.at.within(low, here, "light_patient"):
            continue  # نجا X **من محاولة** اغتيال, تعرض X **لمحاولة** اغتيال: it was made on him
        lending = around.at.begun_at(here)
        patient, foil = lending.get("light_patient"), lending.get("repelled")
        agent = foil or (around.at.cue(here, *_AGENTS) if lending else None)
        if agent is None and (deed := lending.get("deeds")) is not None and _done_by(around, deed, trigger):
            agent = deed
        if agent is not None and agent.term.ref == "deciding" and trigger.kind not in _DECIDED:
            agent = None
        if agent is not None and trigger.kind == "displacement" and agent.cut.stem.startswith(_PROPOSING):
            return None  # **اقترحت** X تهجير Y: who proposes it drives nobody out
        if patient is None and agent is None:
            if here in others:
                return None
            continue
        hit = patient or agent
        if hit is None or hit.cut.before.endswith("ال") or any(c.first <= here < c.last for c in before):
            continue
        if patient is None and foil is not None:
            return None
        if trigger.definite and hit.last == trigger.first and around.at.cue(here, "light_occur") is not None:
            return None  # إن **استمر** الحصار: it goes on by itself
        between = [c for c in before if c.first >= hit.last]
        kind = "patient" if patient is not None else "agent"
        if kind == "patient":
            # تعرضت البلدة **من قبل X** لقصف: by whom, and not who was exposed to it
            subject = [c for c in between if not c.prep and around.tokens[c.first - 1].fold != "قبل"] or [
                c for c in before if c.last <= hit.first and not c.prep
            ][-1:]
            return kind, owner_exposed(around, hit.last, between) or subject
        free = [
            c
            for c in between
            if not c.prep
            and (
                agentive(c)
                or c.sort == "protesters"
                or (trigger.kind == "mediation" and c.kind == "group")
                # حاول **شاب** طعن جندي: whoever stands behind the verb of trying tried it
                or (c.kind == "group" and c.first == hit.last and _tries(around, hit))
            )
        ]
        if free:
            return kind, coordinated(free[0], between)
        if hit.cut.after and hit.first > trigger.first - 3:
            return None
        if (lead := next((c for c in before if c.last == hit.first), None)) and says_he_tried(around, lead):
            return kind, [lead]
        earlier = [
            c
            for c in before
            if c.last <= hit.first and not c.prep and (agentive(c) or c.sort == "protesters")
        ]
        if hit.term.form in VERBAL and hit.first and around.tokens[hit.first - 1].fold in _RELATIVE:
            # اعتقل X أقارب Y **الذي نفذ** عملية, ثلاثة من Z **التي شنت** هجوما: only who stands before the relative did it
            nearest = next((c for c in reversed(before) if c.last <= hit.first), None)
            told = (
                nearest is not None and agentive(nearest) and not (nearest.kind == "state" and nearest.prep)
            )
            if nearest is None or not told or hit.first - 1 - nearest.last > _TO_A_RELATIVE:
                return None
            at = before.index(nearest)
            first = at
            while first > 0 and before[first].joined and before[first - 1].kind in PEOPLE:
                first -= 1
            return kind, list(before[first : at + 1])
        if earlier and not around.clauses.verb_between(earlier[-1].last, hit.first):
            lead = earlier[-1]
            if hit.term.form in VERBAL and joined(around, hit.first, hit.cut.before):
                lead = kept_over_the_object(around, hit.first, lead, before, agentive)
            return kind, coordinated_back(lead, before)
        linked = [c for c in between if c.prep == "ل" and agentive(c)]
        if linked and hit.term.form == "noun":
            return kind, coordinated(linked[0], between)
        return None
    return None


def says_he_tried(around: Around, chunk: Chunk) -> bool:
    """زعمت X **أن شابا حاول** دهس جنود: whoever stands between "that" and a verb of trying is its subject."""
    if chunk.prep or chunk.kind not in PEOPLE or around.tokens[chunk.first - 1].fold not in _THAT:
        return False
    verb = around.at.cue(chunk.last, "attempt")
    return verb is not None and not verb.cut.after and _tries(around, verb)


def _tries(around: Around, hit: Hit) -> bool:
    """Is the cue a verb of trying or of venturing (**أقدم** رجل على), and not the number that is written like one?"""
    word = around.tokens[hit.first].fold
    verb = hit.term.form in VERBAL and (hit.term.ref == "attempt" or word.removeprefix("و") in _VENTURED)
    return verb and word not in NINE


def repeller(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """تصدت **قوات X** لمحاولة تسلل, أحبط X هجوما, نجح X في التصدي لهجوم: who repels an attack suffers it.

    What is done to foil attacks (قصف X … لإحباط هجمات) is no repelling.
    """
    low = max(around.clauses.left(trigger.first), trigger.first - _REPELLED_WITHIN)
    found = [
        hit
        for hit in around.clauses.cued(low, trigger.first, _REPELLED)
        if hit.term.words[0] not in ("دون", "بعد") and not hit.cut.before.startswith(("ب", "ل"))
    ]
    if not found:
        return []
    hit = found[-1]
    if around.clauses.verb_between(hit.last, trigger.first):
        return []
    between = [c for c in before if c.first >= hit.last]
    free = [c for c in between if not c.prep and agentive(c)]
    if free:
        return coordinated(free[0], between)
    earlier = [c for c in before if c.last <= hit.first and not c.prep and agentive(c)]
    if earlier or hit.term.form not in VERBAL or not hit.cut.before.startswith("و"):
        return coordinated_back(earlier[-1], before) if earlier else []
    subjects = [
        c
        for c in around.chunks
        if c.last <= hit.first
        and not c.prep
        and agentive(c)
        and (c.first - 1 in around.clauses.verbs or c.first == around.clauses.sentence.first)
        and not accusative(around.tokens, c)
    ]
    return subjects[-1:]  # واصلت **X** التقدم وقتلت قناصا، وأحبطت هجوما


def repelled_by(around: Around, trigger: Trigger) -> list[Chunk]:
    """حاول شبان **اقتحام** مبنى قبل أن تردهم **قوات X**: who stops it, by a verb with those who tried for its object."""
    tokens, last = around.tokens, around.clauses.right(trigger.last)
    for here in range(trigger.last, last - 3):
        if tokens[here].fold == "قبل" and tokens[here + 1].fold == "ان":
            verb = any(h.cut.after and h.term.form == "present" for h in around.at.any(here + 2))
            return [c for c in around.chunks if verb and here + 3 == c.first and agentive(c)]
    return []


def _done_by(around: Around, deed: Hit, trigger: Trigger) -> bool:
    """قام X **بقصف** Y, عمد X **إلى** قصف Y, عاود X قصف Y: the verb governs the noun; قصف … ردا على قصف does not."""
    if deed.cut.after or around.tokens[deed.first].fold.endswith(("ردا", "رده")):
        return False
    before = around.tokens[deed.first - 1].fold if deed.first else ""
    noun = deed.term.form not in VERBAL  # إلى **قيام** X بقصف Y: whatever governs it, X did it
    if noun and _his(around.tokens[deed.last]):
        return False  # قيام **قواته** بقصف Y: whose they are is told before
    if not noun and (before in PREPOSITIONS or before in ("اي", "هذا")):
        return False
    if deed.cut.stem.startswith(("عاود", "يعاود", "تعاود")):
        return trigger.first - deed.last <= 6
    return written_preposition(trigger.before) == "ب" or around.tokens[trigger.first - 1].fold in (
        "الي",
        "علي",
    )


def _his(token: Token) -> bool:
    """قواته, عناصرها: a word with a pronoun for who was named before."""
    return len(token.fold) > 4 and not token.ta and token.fold.endswith(_OF_HIS)


def nationality(around: Around, trigger: Trigger) -> Chunk | None:
    """قصف **تركي**, غارات جوية **إسرائيلية**: the adjective stands for who did it.

    Not where the word tells of what was stormed, or before what people stood: القنصلية **الإيرانية**.
    """
    here = trigger.last
    if trigger.form in VERBAL:
        if around.at.cue(here, "means") is None:
            return None
        here += 1  # دمرت صواريخ **إسرائيلية** X: of what it was done with
    head = here - 1
    steps = 0
    while here < around.clauses.sentence.last and steps < 4:
        hit = around.at.layer(here, "demonym")
        if hit is not None and (_of_people(around, trigger, hit) or _of_its_object(around, trigger, head)):
            return None
        if hit is not None and not hit.cut.after and not hit.cut.before.replace("ال", "").replace("و", ""):
            # بنيران **حرس الحدود الإيراني**: the body that ends with it, where that stands right behind
            body = next((c for c in around.chunks if c.first == trigger.last and c.last == here + 1), None)
            if body is not None and body.kind == "actor" and body.ref and body.sort not in WEAPONS:
                return body
            return of_nation(hit, around.tokens[here].fold)
        token = around.tokens[here]
        if token.fold in QUOTES and around.at.layer(here + 1, "demonym") is not None:
            here += 1  # غارة **"إسرائيلية"**: set apart by who writes it
            continue
        if token.kind != "word" or not (
            around.at.cue(here, "means", "force_modifiers") or token.fold in _INTENSE
        ):
            return None
        here += 1
        steps += 1
    return None


def _of_its_object(around: Around, trigger: Trigger, head: int) -> bool:
    """إسقاط طائرة **أميركية**: whose it was that was shot down; أحرقوا الأعلام **الإسرائيلية**."""
    if around.at.cue(head, "object_heads") is not None or "craft_down" in trigger.rule.traits:
        return True
    return trigger.kind in _CROWDS and around.tokens[head].fold in _SHOWN


def _of_people(around: Around, trigger: Trigger, hit: Hit) -> bool:
    """ناشطون **إيرانيون**, تسلل **فلسطينيين**, مقتل **فلسطيني**: it tells of people, and not of what was done; not so إطلاق نار **فلسطيني**."""
    if trigger.rule.frame in ("clash", "talks"):
        return False  # بين عناصر **فلسطينيين** وX: a side of it
    here = hit.first
    alone = hit.term.ref.endswith(":plural") or (
        here == trigger.last and trigger.rule.frame == "patient" and trigger.kind in _DONE_TO
    )
    return any(
        c.kind == "group" and (c.first < here < c.last or (alone and c.first == here)) for c in around.chunks
    )


def nations_after(around: Around, demonym: Chunk) -> list[Chunk]:
    """غارات روسية **وسورية**, قصف سوري **روسي**, القصف السوري **والروسي**: the nationalities joined to the first."""
    out: list[Chunk] = []
    here = demonym.last
    definite = around.tokens[demonym.first].fold.startswith("ال")
    while here < around.clauses.sentence.last:
        hit = around.at.layer(here, "demonym")
        if hit is None or hit.cut.after or hit.cut.before not in (("وال",) if definite else ("", "و")):
            break
        if around.at.layer(here, "actor") is not None and hit.cut.before != "و":
            break  # سورية alone is the state as often as the adjective
        out.append(of_nation(hit, " ".join(hit.term.words)))
        here = hit.last
    return out
