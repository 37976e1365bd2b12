"""Who has no part in an event though he is named beside it, whatever the score would say: who only tells of it, condemns it,
beats it back, steps between its sides, is loyal to those who did it, or was named as one beside what was struck.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.model import SYMMETRIC
from marsad.reading.cast.aims import aimed_at
from marsad.reading.cast.by_words import by_words, of_the_other
from marsad.reading.cast.bystanders import (
    anybody_parries,
    beats_back,
    beside_it,
    comes_from,
    interceptors,
    pressing,
    watchers,
)
from marsad.reading.cast.charges import charged_with, not_taken, supposed
from marsad.reading.cast.company import DEEDS, Company
from marsad.reading.cast.elsewhere import (
    acts_himself,
    hurt_elsewhere,
    lost_their_men,
    of_the_answer,
    of_what_came_before,
    part_of_the_doers,
    told_by_their_men,
)
from marsad.reading.cast.figures import Candidate, Figure, Told
from marsad.reading.cast.fronted import beside_the_opening
from marsad.reading.cast.hospitals import receives
from marsad.reading.cast.in_words import (
    accused,
    accusers,
    affirms,
    apposed,
    asked_only,
    before_its_doer,
    complaining,
    condemners,
    headed_by,
    men_who_tell,
    mourned,
    protesting,
    tell_of_what_fell,
    tellers,
    wronged,
)
from marsad.reading.cast.not_addressed import not_addressed
from marsad.reading.cast.only_by_the_way import only_by_the_way
from marsad.reading.cast.other_clauses import of_another_clause
from marsad.reading.cast.other_sides import no_side
from marsad.reading.cast.protests import apart_from
from marsad.reading.cast.some_of_them import of_whom_some
from marsad.reading.cast.unhurt import unhurt
from marsad.reading.events.casualties import among_the_dead
from marsad.reading.grammar.asides import says_who_it_is
from marsad.reading.grammar.held import HELD_KINDS, holds_it
from marsad.reading.grammar.parties import both_sides, dateline, uncovered
from marsad.reading.records import (
    BEATEN_BACK,
    VERBAL,
    Chunk,
    Event,
    noted,
)
from marsad.reading.sameness import same_actor
from marsad.reading.status.denials import stands_apart
from marsad.text.fold import fold

EVERY = frozenset({"I", "T", "S"})
"""Initiator, target, side: barred from all, somebody takes no part."""
SUPPOSED = "supposed"
"""A note: whose men the doers are only believed to be."""
_DOES = frozenset({"I"})
_SIDE = frozenset({"S"})
_SUFFERS = frozenset({"T"})
_SPOKEN_OF = {"demand", "rejection", "support"}
# In favour of, under the protection of: who is fought for, or who guards, is not whom it is done to.
_FAVOUR = {"لصالح", "لمصلحه", "لحساب", "حمايه", "بحمايه", "حراسه", "بحراسه"} | word_class("guards_them")

_WITHOUT = {"بلا", "بدون", "دون"}
# Ministries, services and bodies of relief that count the dead and strike nobody: of health, of foreign affairs, civil
# defence, ambulance, doctors' committee, OCHA, the UN, UNRWA, UNICEF, the Red Cross, the WHO, the WFP, UNHCR.
_COUNTING = (
    "وزارة الصحة",
    "وزارة الخارجية",
    "الدفاع المدني",
    "جهاز الإسعاف",
    "لجنة أطباء",
    "اللجنة المركزية للأطباء",
    "مكتب تنسيق الشؤون الإنسانية",
    "مكتب الأمم المتحدة لتنسيق",
    "الأمم المتحدة",
    "الأونروا",
    "اليونيسف",
    "الصليب الأحمر",
    "اللجنة الدولية للصليب الأحمر",
    "منظمة الصحة العالمية",
    "برنامج الأغذية العالمي",
    "المفوضية السامية",
)
_HIS_TO_SAY = {"rejection", "threat"}
_HIS_FORCES = ("اتها", "اته", "اتهم", "يشها", "يشه")  # his, her, their forces, militias, army
_DEATH = word_class("loss") | {"اغتيال", "تصفيه"}
_OPENING = {"فتح", "بفتح", "لفتح", "وفتح"}  # the opening of; also Fatah
_ANEW = "اعاده"  # anew: the opening again of
_OPENED = word_class("opened")
_BETWEEN = {"عن", "اي", "ايه"}  # of, any
_MORE_THAN = {"من", "اكثر", "نحو", "حوالي", "عشرات", "مييات"}  # more than, about, dozens, hundreds
_SLAYERS = {"قتله", "قاتل", "قاتلي", "بقتله", "بقاتل", "لقتله"}  # the murderers, the murderer of
_THEMSELVES = ("نفسه", "نفسها", "نفسيهما", "انفسهم")  # himself, herself, both, themselves
_BOMBS = ("مفخخ", "ملغوم", "المفخخ", "الملغوم")  # booby-trapped
_TOWARDS = word_class("towards")
_ONE_OF_THEM = word_class("one_of_them") | {"بينهم", "بينهما", "بينهن"}  # … , among them
_TEARING_DOWN = word_class("tearing_down")
_ARMOUR = word_class("vehicles") | word_class("carriers_of_men")
_TALKED_OVER = {"negotiation", "release", "agreement", "ceasefire"}
_RIOTOUS = {"destruction", "capture"}
_LOYAL = word_class("loyal_to")


class NoPart:
    """Who is told to have no part in event ``at``, or not a certain part."""

    def __init__(self, company: Company, at: int) -> None:
        event = company.events[at]
        ones, others, thirds = company.parts[at]
        self.event = event
        self.company = company
        self.ones = ones.keys()
        self.others = others.keys()
        self.symmetric = event.kind in SYMMETRIC
        self.between = _mediators(event, company)
        self.outside = {*thirds, *interceptors(event, company), *tellers(event, company)}
        answered_to, hit_before = of_the_answer(event, company)
        self.innocent = {
            *condemners(event, company),
            *_repellers(event, company),
            *told_by_their_men(event, company),
            *lost_their_men(event, company),
            *answered_to,
            *of_what_came_before(event, company),
            *headed_by(event, company),
            *tell_of_what_fell(event, company),
            *watchers(event, company),
            *complaining(event, company),
            *before_its_doer(event, company),
        }
        self.no_victims = {
            *accusers(event, company),
            *affirms(event, company),
            *men_who_tell(event, company),
            *mourned(event, company),
            *apposed(event, company),
            *accused(event, company),
            *asked_only(event, company),
            *protesting(event, company),
            *wronged(event, company),
            *hit_before,
        }
        self.favoured = company.behind(_FAVOUR)
        self.loyal = company.behind(_LOYAL)
        self.nationalities = [c for c in event.initiators if c.sort == "nationality"]
        self.apart = bool(event.deniers or event.foilers)
        self.harmless = company.lexicon.families[event.kind] == "force" and event.kind not in _RIOTOUS
        self.told = company.told_with(event)

    def barred(self, key: str, figure: Figure | None, chunk: Chunk) -> AbstractSet[str]:
        """The roles that a candidate cannot have: I, T, S. ``figure``: all his mentions, where he is named."""
        chunks = figure.chunks if figure is not None else [chunk]
        event, company = self.event, self.company
        here = self.told.get(key, [])
        if self._outside(key, figure, chunk, chunks, here):
            return EVERY
        out: set[str] = set()
        favoured = figure is not None and self._favoured(figure)
        if figure is not None:
            out |= charged_with(figure, here, event, company)
            out |= by_words(key, here, event, company, did=key in self.ones, suffered=key in self.others)
        if figure is not None and here:
            if supposed(here, event, company):
                return EVERY  # مسلحون يعتقد أنهم من **X**: the gunmen are told
            out |= apart_from(here, event, company)
            out |= only_by_the_way(here, event, company)
            out |= beside_it(key, here, event, company)
            out |= aimed_at(here, event, company)
            out |= not_addressed(here, event, company)
            out |= not_taken(here, event, company)
            out |= no_side(here, event, company)
            out |= pressing(here, event, company)
            out |= comes_from(here, event, company)
            out |= hurt_elsewhere(here, event, company)
            out |= part_of_the_doers(here, event, company)
            out |= acts_himself(here, event, company)
            out |= beside_the_opening(here, event, company)
            out |= of_another_clause(key, figure, here, event, company)
            out |= unhurt(here, event, company)
            if event.tolls and all(_of_the_dead(c, event, company) for c, _ in here):
                out |= _DOES
            if event.kind == "withdrawal" and all(c.prep in _TOWARDS or _whence(c) for c, _ in here):
                out |= _DOES  # انسحبت القوات من X باتجاه **Y**, سحب قواتها **من سوريا**
            if self.harmless and all(_torn_down(company, c) for c, _ in here):
                out |= _DOES  # أعلنت X تدمير **مدرعة سعودية** بصاروخ
            if event.kind in _TALKED_OVER and all(c.prep == "في" for c in chunks):
                return EVERY  # استأنفت الأطراف المحادثات **في الكويت**, اتفق طرفا النزاع **في اليمن**: where they meet or fight
            if all(says_who_it_is(company.tokens, c.first, event.trigger.first) for c, _ in here):
                out |= _DOES  # قصفت X مقر فلان، وهو قائد في **Y**، بعد أن استقدمت تعزيزات
            if all(uncovered(company.tokens, c) for c, _ in here):
                out |= _DOES
            if of_whom_some(here, event, company):
                out |= _DOES
            if event.kind in HELD_KINDS and _only_holds(here, company):
                out |= _DOES
        out |= of_the_other(key, event, company, self.ones, self.others)
        if event.kind == "explosion" and all(_is_the_bomb(c, company) for c in chunks):
            out |= _SUFFERS
        if event.kind in _HIS_TO_SAY and all(_his_own(c) for c in chunks):
            out |= _SUFFERS
        if favoured or self._an_adjective(chunk) or key in self.no_victims:
            out |= _SUFFERS
        if key in self.innocent or (self.harmless and all(c.name.startswith(_COUNTING) for c in chunks)):
            out |= _DOES | _SIDE  # أعلنت **وزارة الصحة** استشهاد X خلال مواجهات
        return out

    def note_supposed(self, candidates: Sequence[Candidate]) -> None:
        """مسلحون يعتقد أنهم من **X**: note whose men the doers are only believed to be, whatever his score."""
        for key, figure, chunk in candidates:
            here = self.told.get(key, [])
            if figure is None or not here or not supposed(here, self.event, self.company):
                continue
            if not self._outside(key, figure, chunk, figure.chunks, here):
                self.event.notes[SUPPOSED] = key

    def _outside(
        self, key: str, figure: Figure | None, chunk: Chunk, chunks: list[Chunk], here: Told
    ) -> bool:
        event, company = self.event, self.company
        if figure is not None and company.entries.number and _of_other_entries(key, figure, event, company):
            return True
        if key in self.outside or (self.symmetric and both_sides(chunk)):
            return True
        if self.between and any(same_actor(chunk, other, company.lexicon) for other in self.between):
            return True
        if here and self._owned(here):
            return True
        if figure is not None and event.kind == "arrest" and self._favoured(figure):
            return True  # اعتقال جاسوس **لصالح** X: for whom he worked is no party to it
        if chunk.kind == "person" and chunk.first and company.folds[chunk.first - 1] in _WITHOUT:
            return True  # طائرة **بلا طيار**: nobody
        if (
            chunk.kind == "state"
            and event.trigger.rule.frame != "statement"
            and dateline(company.tokens, chunk)
        ):
            return True
        if all(_an_opening(c, company) for c in chunks):
            return True
        if receives(company.tokens, chunk) and all(receives(company.tokens, c) for c in chunks):
            return True
        return self.apart and (stands_apart(chunk, event) or any(stands_apart(c, event) for c in chunks))

    def _an_adjective(self, chunk: Chunk) -> bool:
        """قصف تركي, غارات روسية وسورية: an adjective tells who did it, never whom it was done to."""
        if chunk.sort == "nationality":
            return True
        return bool(self.nationalities) and any(
            c.first < chunk.last and chunk.first < c.last for c in self.nationalities
        )

    def _favoured(self, figure: Figure) -> bool:
        """Is somebody named only as one whom another fights for or guards?"""
        return bool(self.favoured) and all(chunk.first in self.favoured for chunk in figure.chunks)

    def _owned(self, here: Told) -> bool:
        """قوات **الموالية للحكومة**: do the sentences that tell of the event name somebody only as whose men another are?"""
        return bool(self.loyal) and all(chunk.first in self.loyal for chunk, _ in here)


def _an_opening(chunk: Chunk, company: Company) -> bool:
    """اتفق X وY على **فتح معبر** Z: the opening of something, and no Fatah."""
    folds = company.folds
    if folds[chunk.first] not in _OPENING:
        return False
    if chunk.first and folds[chunk.first - 1].endswith(_ANEW):
        return True  # ينص الاتفاق على **إعادة فتح** المطار
    return chunk.last < len(folds) and folds[chunk.last] in _OPENED


def _whence(chunk: Chunk) -> bool:
    """سحب قواتها **من سوريا**: a state that forces leave."""
    return chunk.prep == "من" and (chunk.kind == "state" or chunk.sort == "state")


def _is_the_bomb(chunk: Chunk, company: Company) -> bool:
    """انفجار ب**سيارة مفخخة**, تفجير أنفسهم **بعربات**: what goes off is not hit."""
    tokens = company.tokens
    if chunk.kind != "object":
        return False
    before = tokens[chunk.first - 1].fold if chunk.first else ""
    if tokens[chunk.first].fold.startswith("ب") and before.startswith(_THEMSELVES):
        return True
    return chunk.last < len(tokens) and tokens[chunk.last].fold.startswith(_BOMBS)


def _of_the_dead(chunk: Chunk, event: Event, company: Company) -> bool:
    """**قتيلان من** الفرقة الرابعة في كمين: whose dead are counted has not killed them; nor have قتل **45 جنديا** بصاروخ سقط."""
    if among_the_dead(chunk, event) or company.folds[chunk.first - 1] in _ONE_OF_THEM:
        return True  # قتل شخصان **أحدهما قيادي في X**
    if chunk.prep != "من" or company.tokens[chunk.first - 1].fold != "من":
        return False
    return any(
        toll.last == chunk.first - 1 and not toll.verbal and toll.min > 0
        for what, toll in event.tolls.items()
        if what in ("killed", "injured")
    )


def _of_other_entries(key: str, figure: Figure, event: Event, company: Company) -> bool:
    """**تعز:** قناص حوثي … **البيضاء:** سيطر X على جبل: who is named under other towns only takes no part here.

    Nor does who is named only in other lines that tell of events of their own: 8:15 قصف على X … 10:05 غارات على **معسكر Y**.
    """
    entries, told = company.entries, event.tellings
    if all(all(entries.parted(telling.sentence, number) for telling in told) for number in figure.sentences):
        return True
    if company.lexicon.families[event.kind] not in DEEDS:
        return False
    if any(company.key(c) == key for c in (*event.initiators, *event.targets)):
        return False
    lines = {telling.sentence for telling in told if entries.number[telling.sentence]}  # a headline is none
    return bool(lines) and all(
        company.told_apart(event, number) and all(entries.two(line, number) for line in lines)
        for number in figure.sentences
    )


def _his_own(chunk: Chunk) -> bool:
    """لن تسحب X **قواتها**: who speaks is told nothing through his own forces."""
    return chunk.name.endswith(_HIS_FORCES) and " " not in chunk.name


def spoken_of(chunk: Chunk, event: Event, company: Company) -> bool:
    """طالب X بحماية **المدنيين**, رفض X تهجير **الفلسطينيين**: for whose sake a thing is asked or refused, and not of whom."""
    lead = company.tokens[chunk.first - 1].fold if chunk.first else ""
    if event.kind == "threat" and lead in _DEATH:
        return True  # توعد X بالرد على **مقتل ضباط** Y
    if lead in _SLAYERS:
        return True  # توعد X بملاحقة **قتلة** Y
    if event.kind in _HIS_TO_SAY and _his_own(chunk):
        return True
    if event.kind == "demand" and _counted_among_the_dead(chunk, company):
        return True  # طالب X بالتحقيق في مقتل **68 مهاجرا**
    if event.kind == "demand" and chunk.prep == "بحق":
        return True  # طالب X بالتحقيق في الجرائم **بحق** Y: who suffered them
    if event.kind not in _SPOKEN_OF or chunk.kind not in ("group", "person") or chunk.first < 2:
        return False
    tokens, here = company.tokens, chunk.first - 1
    if tokens[here].fold in _BETWEEN:
        here -= 1  # الإفراج **عن** X, تهجير **أي** مقاتل
    word = tokens[here].fold
    suffering = company.lexicon.listed("for_the_sake")
    return any(fold(word).removeprefix(lead) in suffering for lead in ("", "ب", "ال", "بال", "ل", "و"))


def _counted_among_the_dead(chunk: Chunk, company: Company) -> bool:
    """مقتل **مهاجر**, مقتل أكثر من **68 مهاجرا**: is it people of whom a noun of dying right before is told, with their number?"""
    here = chunk.first - 1
    while here > 0 and (company.tokens[here].kind == "number" or company.folds[here] in _MORE_THAN):
        here -= 1
    return chunk.kind == "group" and here >= 0 and company.folds[here] in _DEATH


def _only_holds(here: Told, company: Company) -> bool:
    """قصفت X كهفا **يستخدمه Y**: do the sentences that tell of the event name somebody only as who holds what was struck?"""
    return all(holds_it(company.tokens, chunk) for chunk, _ in here)


def _repellers(event: Event, company: Company) -> set[str]:
    """صدت **X** هجوما على Y: who beats an attack back has not made it."""
    if event.kind == "ground_attack" and anybody_parries(company):
        # شن X هجوما …، وتصدت **Y** لهم: told in another sentence or clause
        sentences = {telling.sentence for telling in event.tellings}
        parrying = {
            company.key(c) for n in sentences for c, _ in company.by_sentence[n] if beats_back(c, company)
        }
        if parrying:
            return parrying
    held = _holding(event, company)
    if BEATEN_BACK not in event.notes:
        return held
    stood = noted(event, BEATEN_BACK)
    # "the forces" may have been taken for those who attacked
    made = {company.key(c) for c in event.initiators}
    row = company.by_sentence[event.trigger.sentence]
    return {company.key(c) for c, _ in row if c.first in stood} - made | held


def _holding(event: Event, company: Company) -> set[str]:
    """**X صدت** هجمات لـY الذين حاولوا: right beside a verb of holding out that tells of the attack stands who did not make it."""
    if event.kind != "ground_attack":
        return set()
    out: set[str] = set()
    for telling in event.tellings:
        if telling.rule.id != "armed_clash.hold" or telling.form not in VERBAL:
            continue
        row = company.by_sentence[telling.sentence]
        behind = {company.key(c) for c, _ in row if c.first == telling.last and not c.prep}
        out |= behind or {company.key(c) for c, _ in row if c.last == telling.first and not c.prep}
    return out


def _torn_down(company: Company, chunk: Chunk) -> bool:
    """تدمير **مدرعة سعودية**: a vehicle right behind a noun of destroying."""
    noun = company.folds[chunk.first - 1]
    return is_one_of(noun, _TEARING_DOWN, AND) and company.folds[chunk.first] in _ARMOUR


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
