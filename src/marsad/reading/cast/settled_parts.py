"""Parts that constructions leave no choice about, whatever the score of who takes part says.

Whom a construction names as the doer did it; who announces, who finds the dead and whose mines lie elsewhere did not.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.reading.cast.company import Company
from marsad.reading.grammar.parties import ATTACKS, PEOPLE, TAKING
from marsad.reading.records import (
    ANSWERED_FOR,
    BY_HAND,
    CLAIMED_BY,
    DOER,
    EXPOSED,
    VERBAL,
    WEAPONS,
    Chunk,
    Event,
    noted,
)
from marsad.reading.sources.words import DAYS

_LOSS = word_class("loss")
_SOLDIERS = ("جندي", "جنود", "عسكري", "ضابط", "ضباط", "عناصره", "عناصرها")  # soldiers, officers, its members
_MEN = (
    "جنود",
    "عناصر",
    "ضباط",
    "مقاتلي",
    "افراد",
    "قادت",
    "قيادي",
    "مسلحي",
)  # soldiers, members, officers, fighters, men, leaders
_TAKING = {"اسر", "اعتقال", "توقيف", "احتجاز", "ضبط", "القاء", "القبض"}  # the capture, the arrest of
_SLAIN = {"قتل", "تصفيه", "تحييد"}  # the killing of
_FAR_BREATH = 20  # the same where those taken are told as others of those
_BREATH = 9  # tokens between the word for the dead and that for the taken
_SOME_OF = {"عدد", "بعض", "عشرات", "ميات"}  # a number, some, dozens, hundreds: of those who follow "of"
_ALSO = {"وكذلك", "كذلك", "وايضا"}  # and also
_HIS = ("ه", "ها", "هم")  # his, its, their
_SELF = (
    "انتحاري",
    "مهاجم",
    "منفذ",
    "جناه",
)  # suicide bombers, attackers, perpetrators: who die of what they do
_GROUNDED = {"rebel", "jihadist", "militia"}  # they have no aircraft but drones
_HIDDEN = {"mine", "ied"}


_DRIVING_OUT = word_class("driving_somebody_out")
_MOURNING = word_class("mourning")
_SLAYING = {"قنص", "قتل", "اغتيال", "اعدام", "ذبح", "تصفيه", "تحييد"}  # sniping, killing, murder, execution …
# Events that have the dead, the hurt or the taken for their targets.
_DEADLY = {"explosion", "killing", "shelling", "air_strike", "ground_attack", "abduction", "arrest"}
_HOLDING = {"سيطره", "نفوذ", "انتشار", "تواجد"}  # control, influence, deployment, presence
_FOUND = word_class("found")
_TWO_GROUPS = word_class("two_groups")


def settled(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """كمين نصبه **X** لـ**Y**, القصف **الحوثي**: whom the construction names did it, whoever else is weighed."""
    if among_themselves := _among_themselves(event, company):
        return among_themselves, []
    if BY_HAND in event.notes and len(event.tellings) == 1 and event.initiators:
        # اختطفت **على يد X**: whoever else is named did not
        hands = {company.key(c) for c in event.initiators}
        initiators = [c for c in initiators if company.key(c) in hands] or initiators
    settled = noted(event, DOER)
    if all(
        c.prep == "ل" for c in initiators
    ):  # هاجم **محتجون** مقر X وأضرموا النار: where the score finds nobody, or X itself
        settled |= noted(event, "goes on with")
    doers = [c for c in event.initiators if c.first in settled]
    did = {company.key(c) for c in doers}
    if event.kind == "withdrawal" and (gone := _who_left(event, company)):
        initiators = [c for c in initiators if company.key(c) in gone] or list(event.initiators)
    if suffered := [c for c in initiators if _counted_among(c, event, company) and company.key(c) not in did]:
        initiators = _less(initiators, suffered, company)
        targets = [*targets, *_less(suffered, targets, company)]
    if event.kind in TAKING and (exposed := noted(event, EXPOSED)):
        taken = [c for c in event.targets if c.first in exposed]  # أن **المهاجم** اعتقل
        initiators = _less(initiators, taken, company)
        targets = [*targets, *_less(taken, targets, company)]
    initiators = _without_weapons(event, initiators)
    if lost := _taken_beside(event, initiators, company):
        initiators = _less(initiators, lost, company)
        targets = targets or lost
    if event.kind == "capture" and (lost := _losers(event, company)):
        initiators = _less(initiators, lost, company)
        targets = [*targets, *_less(lost, targets, company)]
    finders = _finders(event, company)
    if not did and initiators:
        aside = _announcers(event, company) | _elsewhere(initiators, event, company) | finders
        if aside:
            initiators = [c for c in initiators if company.key(c) not in aside]
    if claimed := noted(event, CLAIMED_BY):
        mine = _less([c for c in event.initiators if c.first in claimed], initiators, company)
        initiators, targets = [*initiators, *mine], _less(targets, mine, company)
    if finders:
        targets = [c for c in targets if company.key(c) not in finders]
    if did and ("taken up" in event.notes or "received" in event.notes):
        initiators = [c for c in initiators if company.key(c) in did]
    if did and event.status == "denied" and ANSWERED_FOR in event.notes:
        initiators = [
            c for c in initiators if company.key(c) in did
        ]  # نفى **X** ضلوعه فيه: of him it is denied
    if did and "caught" in event.notes:
        targets = targets or [c for c in event.targets if c.kind in PEOPLE]
    if not did or did & {company.key(c) for c in initiators}:
        return initiators, [*targets, *_joined_victims(event, initiators, targets, company)]
    targets = [c for c in targets if company.key(c) not in did]
    return doers, targets or [c for c in event.targets if c.kind in PEOPLE and company.key(c) not in did]


def _among_themselves(event: Event, company: Company) -> list[Chunk]:
    """اشتباكات بين **فصيلين مسلحين**: two told by one word are both sides, and who else is named is none."""
    if event.kind != "armed_clash" or len(event.initiators) != 1:
        return []
    both = event.initiators[0]
    if any(c.first > both.first for c in event.targets):
        return []
    dual = both.prep == "بين" and both.kind == "group" and company.folds[both.first] in _TWO_GROUPS
    return [both] if dual else []


def _less(chunks: Sequence[Chunk], others: Sequence[Chunk], company: Company) -> list[Chunk]:
    """Those who are not among the others, by whatever name."""
    keys = {company.key(c) for c in others}
    return [c for c in chunks if company.key(c) not in keys]


def _joined_victims(
    event: Event, initiators: Sequence[Chunk], targets: Sequence[Chunk], company: Company
) -> list[Chunk]:
    """قتل **ضابط** و**جنديان** في انفجار: one of the men joined to another who was a victim is one too."""
    if event.kind not in _DEADLY:
        return []
    if len(event.targets) < 2:
        return []
    kept = {company.key(c) for c in targets}
    others = {company.key(c) for c in initiators}
    out: list[Chunk] = []
    for one, other in zip(event.targets, event.targets[1:], strict=False):
        if not (other.joined and other.first == one.last and one.kind == other.kind == "group"):
            continue
        if not one.sort == other.sort == "fighters":
            continue  # of civilians a report names those it cares to
        keys = {company.key(one), company.key(other)}
        if keys & kept and not keys & others:
            out.extend(c for c in (one, other) if company.key(c) not in kept)
            kept |= keys
    return out


def _who_left(event: Event, company: Company) -> set[str]:
    """دخل X البلدة بعد **انسحاب Y** منها, أعلن X انسحاب **عدد من عناصر Y**: whom the noun has right behind it left, and nobody else."""
    trigger = event.trigger
    if len(event.tellings) > 1 or trigger.form in VERBAL or trigger.after:
        return set()
    if not any(
        _annexed(c, event, company) and (c.ref or not c.name.endswith(_HIS)) for c in event.initiators
    ):
        return set()  # نفى مصدر في الفرقة انسحاب **قواته**: whose they are is told before
    return {company.key(c) for c in event.initiators}


def _annexed(chunk: Chunk, event: Event, company: Company) -> bool:
    behind = event.trigger.last
    if chunk.first == behind:
        return not chunk.prep
    return chunk.prep == "من" and chunk.first == behind + 2 and company.folds[behind] in _SOME_OF


def _counted_among(chunk: Chunk, event: Event, company: Company) -> bool:
    """قتلت القوات تسعة **دواعش** في عملية, قتل **جندي** بانفجار: is somebody named only as one of those who died or were hurt?"""
    if event.kind not in _DEADLY or event.kind == "killing" or not event.tolls:
        return False  # in a killing, the verb for the dead may be that for the deed
    key = company.key(chunk)
    if company.folds[chunk.first].lstrip("وبل").removeprefix("ال").startswith(_SELF):
        return False
    if any("defused" in telling.rule.traits for telling in event.tellings):
        return False  # القضاء على **مسلحين** لدى إحباط تفجير: they died of what they tried
    if event.status != "occurred" or event.trigger.after:
        return False  # غداة **تفجيرهم** قطارا: the pronoun has them for those who did it
    hurt = [toll for what, toll in event.tolls.items() if what in ("killed", "injured") and toll.min]
    spans = [span for toll in hurt for span in toll.victims]
    if not spans or any(company.key(c) == key for c in event.initiators):
        return False
    figure = company.figures.get(key)
    return figure is not None and all(
        any(first <= c.first < last or (c.first == last and not c.prep) for first, last in spans)
        for c in figure.chunks
    )


def _without_weapons(event: Event, initiators: list[Chunk]) -> list[Chunk]:
    """غارة **إسرائيلية** … **طائرة مسيرة** استهدفت: beside whose it was, what flew is nobody else; but X may have shot down what flew."""
    if any("shot_down" in telling.rule.traits for telling in event.tellings):
        return initiators
    if not any(c.ref or c.country for c in initiators):
        return initiators
    return [c for c in initiators if c.ref or c.country or c.sort not in WEAPONS]


def _taken_beside(event: Event, initiators: Sequence[Chunk], company: Company) -> list[Chunk]:
    """مقتل ثمانية **جنود** وأسر ثلاثة: of those who died others were taken, and they took nobody."""
    tokens, trigger = company.tokens, event.trigger
    if event.kind != "arrest":
        return []
    word = tokens[trigger.first].fold
    led = trigger.first and tokens[trigger.first - 1].fold in _ALSO
    if word.removeprefix("و") not in _TAKING or not (word.startswith("و") or led):
        return []
    others = any(t.fold == "اخرين" for t in tokens[trigger.last : trigger.last + 3])
    first = max(
        company.sentences[trigger.sentence].first, trigger.first - (_FAR_BREATH if others else _BREATH)
    )
    dead = range(first, trigger.first)
    loss = next((at for at in reversed(dead) if is_one_of(tokens[at].fold, _LOSS | _SLAIN, AND_BY_FOR)), None)
    if loss is None:
        return []
    return [
        c
        for c, _ in company.by_sentence[trigger.sentence]
        if loss < c.first
        and c.last <= trigger.first
        and any(company.key(c) == company.key(i) for i in initiators)
    ]


def _losers(event: Event, company: Company) -> list[Chunk]:
    """انتزع X بلدة Y **من** Z, دحر **Z** من Y: who is named as having held a place has lost it, whatever else they do in the report."""
    tokens, trigger = company.tokens, event.trigger
    driven = tokens[trigger.first].fold.lstrip("وبل") in _DRIVING_OUT
    out_of_hands = tokens[trigger.first].fold == "من" and tokens[trigger.last - 1].fold == "قبضه"
    return [
        c
        for c in event.targets
        if c.kind in ("actor", "group")
        and (
            (c.first > trigger.last and tokens[c.first - 1].fold == "من")
            or ((driven or out_of_hands) and c.first == trigger.last)
        )
    ]


def _announcers(event: Event, company: Company) -> set[str]:
    """أعلنت **X** مقتل جنديين في هجوم: who announces what was suffered has not done it.

    That others died in its raid a side may well announce; that soldiers did, hardly.
    """
    if (event.kind not in ATTACKS and event.kind != "killing") or not event.sources:
        return set()
    did = {company.key(c) for c in event.initiators}
    out: set[str] = set()
    mourners: set[str] = set()
    for chunk, _ in company.by_sentence[event.trigger.sentence]:
        said = any(c.first == chunk.first for c in event.sources)
        # أفاد مصدر في **الجيش السوري** بمقتل جنديين
        among = any(c.first < chunk.first and c.last == chunk.last for c in event.sources)
        if (chunk.prep and not among) or chunk.last > event.trigger.first or not (said or among):
            continue
        beside = (company.tokens[max(0, chunk.first - 1)].fold, company.tokens[chunk.last].fold)
        if any(word.removeprefix("و") in _MOURNING for word in beside):
            mourners.add(company.key(chunk))  # نعت **كتائب** X ثلاثة من عناصرها قضوا في قصف Y
        told = company.tokens[chunk.last : chunk.last + _BREATH]
        words = [t.fold for t in told if t.fold not in DAYS][:4]  # أعلن X **مساء الجمعة** مقتل
        loss = next((at for at, word in enumerate(words[:2]) if word.removeprefix("ب") in _LOSS), None)
        if loss is None:
            continue
        if (
            event.kind == "killing"
        ):  # أعلن الجيش مقتل أحد **جنوده**; that it killed two soldiers a side may well announce
            own = any(word.startswith(_MEN) and word.endswith(_HIS) for word in words[loss + 1 :])
            # أعلن **الجيش** مقتل جنديين, but not: مقتل جنود إسرائيليين
            soldiers = next(
                (n for n in range(loss + 1, len(words) - 1) if words[n].startswith(_SOLDIERS)), None
            )
            own = own or (
                chunk.sort == "army"
                and soldiers is not None
                and (words[soldiers + 1].startswith("و") or not words[soldiers + 1].endswith("يين"))
            )
        else:
            own = any(word.startswith(_SOLDIERS) for word in words[loss + 1 :])
        grounded = event.kind == "air_strike" and chunk.sort in _GROUNDED and "drone" not in event.means
        if own or grounded or event.kind in ("ground_attack", "explosion"):
            out.add(company.key(chunk))
    return (out - did) | mourners


def _elsewhere(initiators: Sequence[Chunk], event: Event, company: Company) -> set[str]:
    """وقتل مدني بانفجار **لغم**: a mine has whose it is told beside it, or later; not those of the sentences before."""
    if event.kind != "explosion" or event.initiators or not _HIDDEN & set(event.means):
        return set()
    first = min((telling.sentence for telling in event.tellings), default=event.trigger.sentence)
    later = {company.key(c) for row in company.by_sentence[first:] for c, _ in row}
    return {company.key(c) for c in initiators} - later


def of_the_killed(
    event: Event, initiators: Sequence[Chunk], targets: Sequence[Chunk], company: Company
) -> Chunk | None:
    """**قنص جندي** إسرائيلي: the only one whom a noun of killing has right behind it, by a word for people, was killed."""
    trigger = event.trigger
    if event.kind != "killing" or targets or trigger.form in VERBAL or trigger.definite:
        return None
    if company.tokens[trigger.first].fold.lstrip("وبل") not in _SLAYING:
        return None
    chunk = next((c for c in initiators if c.first == trigger.last and not c.prep), None)
    people = company.lexicon.attributes["group_heads"]
    told = chunk is not None and (
        chunk.kind in ("group", "person") or company.tokens[chunk.first].fold in people
    )
    return chunk if told else None


def holds_where(chunk: Chunk, company: Company) -> bool:
    """حملت X المسلحين **في مناطق سيطرة Y** المسؤولية: whose the area is where others are is told nothing."""
    words = [t.fold for t in company.tokens[max(0, chunk.first - 3) : chunk.first]]
    return "مناطق" in words and words[-1] in _HOLDING


def _finders(event: Event, company: Company) -> set[str]:
    """عثر **أهالي** البلدة على جثة: who found the dead has not killed them."""
    if event.kind != "killing":
        return set()
    here = company.by_sentence[event.trigger.sentence]
    return {
        figure.key for chunk, figure in here if company.folds[chunk.first - 1].removeprefix("و") in _FOUND
    }
