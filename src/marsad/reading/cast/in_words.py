"""Who only has to do with what is said of a deed: who tells of it, accuses another of it or is accused, is asked for something
beside it. None of them did or suffered it for that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from marsad.lexicon.word_classes import AND, AND_BY_FOR, is_one_of, word_class
from marsad.reading.cast.company import GROUP, Company
from marsad.reading.grammar.another import by_whom_it_was
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import ANSWERED_FOR, APPOSED, DOER, OF_WHAT_IS_ASKED, VERBAL, Chunk, Event, noted
from marsad.reading.roles.accused import ACCUSED
from marsad.reading.screen.condemned import CONDEMNED
from marsad.text.tokens import Sentence

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
_TELLING = {"organisation", "ngo", "described", "un", "igo", "media"}
_SPEAKING = ("المتحدث", "الناطق", "متحدث", "ناطق")  # the spokesman
_WHAT_IS_FIRED = word_class("what_is_fired")
_FALL = "سقوط"  # the fall of what was fired: nobody's deed that it names
_FIRED = 3  # tokens before the verb in which its subject stands: صاروخا **باليستيا** أطلق
_TAKEN = {"arrest", "abduction", "killing", "abuse"}
_AGAINST = {"تنديدا", "احتجاجا", "رفضا", "استنكارا", "وتنديدا", "للتنديد", "للاحتجاج"}  # in protest against
_OVER = 2  # tokens from such a word to the noun of what it is against
_BACKED_IN = 2  # tokens before who is backed, of which the noun of backing is one
_BACKING = ("دعم", "مساند", "تضامن", "تاييد")  # the backing of, solidarity with
_AFFIRMED = {"rejection", "support"}
_BEFALLING = word_class("deaths_and_kidnappings") | {"اعتقال", "احتجاز", "استهداف", "قتل"}
_RESPONSIBLE = ("مسوولي", "ان")  # his responsibility; that (he did it)
_CLOSING = 3  # tokens behind who says it, at the end of a sentence: when, and its stop
_CONDEMNED_IN = 8  # tokens from a word of condemning to the noun of what is condemned
_STRUCK_BY = {"shelling", "air_strike", "ground_attack", "killing", "abduction", "arrest"}
_TITLED = 12  # tokens from a verb of saying to the name of who says it, behind his office
_MOURNS = word_class("mourning")
_KIN = word_class("relatives") | word_class("households") | {"اسره"}  # a family
_WATCHING = {"monitor", "ngo", "un"}
_RIGHTS = word_class("watching_over_rights")
_TOLD_OF = {"shelling", "air_strike", "explosion", "ground_attack", "killing"}


def tellers(event: Event, company: Company) -> set[str]:
    """أعلنت **X** أن Y قصف Z: who only tells that another did it suffers it no more than anybody else.

    Only where the construction has the doer, and no pronoun in what is told may be the teller's (قصف مواقع**ها**).
    """
    if not event.sources:
        return set()
    if said := _says_it_behind(event, company):
        return said
    if event.kind in _TAKEN:
        # أعلنت **المفوضية العليا لحقوق الإنسان** اعتقال متظاهرين: who watches over rights takes nobody
        watchers = {company.key(c) for c in event.sources if c.sort in _WATCHING or _watches(c, company)}
        if watchers:
            return watchers
    if event.kind not in _STRUCK_BY or not event.initiators:
        media = {company.key(c) for c in event.sources if c.name.startswith(_MEDIA)}
        if event.kind == "armed_clash" and event.initiators and event.targets:
            # قال المتحدث باسم X، **فلان**، إن X اشتبك مع Y: one man who tells of a fight whose sides are named
            media |= {company.key(c) for c in event.sources if c.kind == "person"}
            media -= {company.key(c) for c in event.targets}
        return media - {company.key(c) for c in event.initiators} if media else media
    trigger = event.trigger
    sentence = company.sentences[trigger.sentence]
    here = company.begins[trigger.sentence]
    told_by = {company.key(c) for c in event.sources if c.first in here}
    if told_by:
        told_by -= {company.key(c) for c in (*event.initiators, *event.targets)}
    if not told_by:
        return set()
    named = [c for c, _ in company.by_sentence[trigger.sentence] if company.key(c) in told_by]
    if len(named) > 1:
        return set()  # told of again in what is said
    after = company.tokens[max(named[0].last, sentence.first) : sentence.last] if named else ()
    if any(
        len(t.fold) > 3 and t.kind == "word" and not t.ta and t.fold.endswith(("ها", "هم", "نا", "ه"))
        for t in after
    ):
        return set()
    return told_by


def _watches(chunk: Chunk, company: Company) -> bool:
    """منظمة **حقوقية**, نادي **الأسير**: whose name says that it watches over rights."""
    return not _RIGHTS.isdisjoint(company.folds[chunk.first : chunk.last])


def men_who_tell(event: Event, company: Company) -> set[str]:
    """قال رئيس البلدية **فلان** إنه انفجرت عبوتان: one man who tells of an attack, and of whom nothing else is said, is not hit by it."""
    if event.kind not in _TOLD_OF:
        return set()
    men = {company.key(c) for c in event.sources if c.kind == "person" and _speaks(c, company)}
    return men - {company.key(c) for c in event.targets} if men else men


def _first(sentence: Sentence) -> int:
    return sentence.first


def _speaks(chunk: Chunk, company: Company) -> bool:
    """**قال** المتحدث باسم X **فلان**, **فلان قال**: by a verb of saying, and not أعلنت **عائلة** فلان وفاته, nor نعت X فلانا."""
    number = bisect_right(company.sentences, chunk.first, key=_first) - 1
    at = company.clauses[number].at
    said = next(
        (i for i in range(chunk.first - 1, max(-1, chunk.first - _TITLED), -1) if at.cue(i, "saying")), None
    )
    if said is None:
        return at.cue(chunk.last, "saying") is not None
    if is_one_of(company.folds[said], _MOURNS, AND):
        return False
    return not any(is_one_of(fold, _KIN, AND_BY_FOR) for fold in company.folds[said + 1 : chunk.first])


def _says_it_behind(event: Event, company: Company) -> set[str]:
    """قتل ثمانية بقصف على X، قالت **غرفة الطوارئ**: right behind a comma and a verb of saying, where the sentence ends."""
    number = event.trigger.sentence
    last = company.sentences[number].last
    if event.trigger.rule.frame != "statement":
        row = [c for c, _ in company.by_sentence[number]]
        for chunk in row:
            verb = chunk.first - 1
            if last - chunk.last > _CLOSING or verb <= event.trigger.last or chunk.prep:
                continue
            if company.folds[verb - 1] not in COMMAS or chunk in event.initiators:
                continue
            if any(fold.startswith(_RESPONSIBLE) for fold in company.folds[chunk.last : last]):
                continue  # وأعلن **X** مسؤوليته, **X** أنه نفذه
            key = company.key(chunk)
            alone = sum(company.key(c) == key for c in row) == 1
            if alone and company.clauses[number].at.cue(verb, "saying") is not None:
                return {key}
    return set()


def tell_of_what_fell(event: Event, company: Company) -> set[str]:
    """قال **X** إن صاروخا أطلق من Y, **X:** سقوط قذائف على Z: who tells of what was fired or fell, and not of his own."""
    if event.kind not in LAUNCHED or not event.sources:
        return set()
    trigger = event.trigger
    here = company.begins[trigger.sentence]
    if trigger.form not in VERBAL and company.tokens[trigger.first].fold.endswith(_FALL):
        return {company.key(c) for c in event.sources if c.first in here and c.last <= trigger.first}
    lead = company.tokens[max(0, trigger.first - _FIRED) : trigger.first]
    if trigger.form not in VERBAL or not any(t.fold.removeprefix("ال") in _WHAT_IS_FIRED for t in lead):
        return set()
    return {company.key(c) for c in event.sources if c.first in here and c.first < trigger.first}


def headed_by(event: Event, company: Company) -> set[str]:
    """**نقابة الأطباء:** مقتل أربعة بقذيفة: who is quoted by the heading of the line and says nothing of himself only tells."""
    if not company.entries.number or company.lexicon.families[event.kind] != "force":
        return set()
    did = noted(event, DOER)
    return {
        company.key(c)
        for telling in event.tellings
        for c, _ in company.by_sentence[telling.sentence]
        if company.tokens[min(c.last, len(company.tokens) - 1)].fold == ":"
        and c.first not in did
        and (c.kind in ("source", "person") or c.sort in _TELLING or c.name.startswith(_SPEAKING))
    }


def accusers(event: Event, company: Company) -> set[str]:
    """اتهمت **X** Y بقصف مدرسة: who accuses another of a deed is not thereby whom it was done to."""
    out: set[str] = set()
    if not company.accusations:
        return out
    trigger = event.trigger
    for other in company.accusations:
        if other.trigger.sentence != trigger.sentence or other.trigger.first > trigger.first:
            continue
        blamed = {company.key(c) for c in other.targets}
        if blamed & {company.key(c) for c in event.initiators}:
            out |= {company.key(c) for c in other.initiators}
    return out - {company.key(c) for c in event.targets}


def accused(event: Event, company: Company) -> set[str]:
    """قتل خمسة، واتهم الأهالي **X** بتصفيتهم: who is accused of a deed told before is not whom it was done to."""
    if not company.accusations or GROUP[event.kind] == "say":
        return set()
    trigger = event.trigger
    return {
        company.key(c)
        for other in company.accusations
        if other.trigger.sentence == trigger.sentence and other.trigger.first > trigger.first
        for c in other.targets
    } - {company.key(c) for c in event.targets}


def protesting(event: Event, company: Company) -> set[str]:
    """خرج **الطلاب** في مسيرة تنديدا باغتيال X, اعتصم **أطباء** احتجاجا على اعتقال Y: who protests against it has not suffered it."""
    first = event.trigger.first
    if event.kind not in _TAKEN or not _AGAINST.intersection(company.folds[max(0, first - _OVER) : first]):
        return set()
    crowds = {
        company.key(c)
        for other in company.events
        if other.kind == "protest" and other.trigger.sentence == event.trigger.sentence
        for c in other.initiators
    }
    return crowds - {company.key(c) for c in event.targets}


def complaining(event: Event, company: Company) -> set[str]:
    """أغلق **محتجون** الطريق احتجاجا على انقطاع الكهرباء: nor have they done what they protest against."""
    trigger = event.trigger
    if trigger.form in VERBAL or not _AGAINST.intersection(
        company.folds[max(0, trigger.first - _OVER) : trigger.first]
    ):
        return set()
    return {
        company.key(c)
        for other in company.events
        if other.kind == "protest" and other is not event and other.trigger.sentence == trigger.sentence
        for c in other.initiators
    }


def before_its_doer(event: Event, company: Company) -> set[str]:
    """قتلت **الشرطة** منفذ عملية الدهس: who does something to him who did it has not done it."""
    at = event.trigger.first
    if not by_whom_it_was(company.tokens, at):
        return set()
    return {company.key(c) for c, _ in company.by_sentence[event.trigger.sentence] if c.last <= at}


def affirms(event: Event, company: Company) -> set[str]:
    """تؤكد **الوزارة** رفض X الانتهاكات: who affirms that somebody refuses a thing, right before it, is refused nothing."""
    trigger = event.trigger
    if event.kind not in _AFFIRMED or trigger.form in VERBAL:
        return set()
    number = trigger.sentence
    return {
        company.key(c)
        for c, _ in company.by_sentence[number]
        if c.last == trigger.first
        and not c.prep
        and company.clauses[number].at.cue(c.first - 1, "saying") is not None
    }


def mourned(event: Event, company: Company) -> set[str]:
    """مسيرة تنديدا باغتيال **فلان**: over whose death or arrest people protest is not whom they protest against."""
    if event.kind != "protest" or _AGAINST.isdisjoint(company.words):
        return set()
    number, first = event.trigger.sentence, event.trigger.first
    return {
        company.key(c)
        for c, _ in company.by_sentence[number]
        if c.first > first
        and c.kind in ("person", "group")
        and is_one_of(company.folds[c.first - 1], _BEFALLING, AND_BY_FOR)
        and not _AGAINST.isdisjoint(company.folds[max(0, c.first - _OVER - 2) : c.first])
    }


def asked_only(event: Event, company: Company) -> set[str]:
    """نددت X بالقصف وطالبت **مجلس الأمن** بالتحرك: who is only asked for something is not condemned by the verb before."""
    if event.kind != "accusation" or "addressed" in event.notes or ACCUSED in event.notes:
        return set()
    mine = {company.key(c) for c in event.targets}
    sentence = event.trigger.sentence
    return {
        company.key(c)
        for other in company.events
        if other.kind == "demand" and "addressed" in other.notes and other.trigger.sentence == sentence
        for c in other.targets
    } - mine


def wronged(event: Event, company: Company) -> set[str]:
    """دانت X الهجوم على **قوات Y**, نفى **Z** ضلوعه في الهجوم، وأدانه X: on whom it was, and who denies it, is not condemned for it."""
    if event.kind != "accusation" or ACCUSED in event.notes:
        return set()
    sentence = event.trigger.sentence
    beside = [e for e in company.events if e.trigger.sentence == sentence]
    struck = {
        company.key(c) for e in beside if CONDEMNED in e.notes for c in e.targets if c not in e.initiators
    }
    denied = {company.key(c) for e in beside if ANSWERED_FOR in e.notes for c in e.deniers}
    told = (struck | denied) - {company.key(c) for c in event.targets}
    if "addressed" in event.notes:
        return told
    return told | _suffered(event, beside, company) | _backed(event, company)


def _backed(event: Event, company: Company) -> set[str]:
    """أدان X الهجوم، مؤكدا دعمه **للحكومة**: who is backed by a noun behind the verb, with "for", is not condemned by it."""
    last = event.trigger.last
    return {
        company.key(c)
        for c, _ in company.by_sentence[event.trigger.sentence]
        if c.prep == "ل"
        and c.first >= last + _BACKED_IN
        and any(word.startswith(_BACKING) for word in company.folds[c.first - _BACKED_IN : c.first])
    }


def _suffered(event: Event, beside: Sequence[Event], company: Company) -> set[str]:
    """ندد X باعتقال **Y**, أدانت X خطف **Y**: who was taken or killed, told right behind the noun for it, is not condemned for it."""
    first = event.trigger.last
    out: set[str] = set()
    for other in beside:
        noun = other.trigger
        if (
            other.kind not in _TAKEN
            or noun.form in VERBAL
            or not first <= noun.first <= first + _CONDEMNED_IN
        ):
            continue
        did = {company.key(c) for e in beside if e.kind in _STRUCK_BY for c in e.initiators}
        near = [c for c in other.targets if 0 <= c.first - noun.last <= 1 and not c.prep]
        out |= {company.key(c) for c in near} - did
    return out


def apposed(event: Event, company: Company) -> set[str]:
    """توعد X، مدير مكتب **Y**، بـ: who is named only to tell who speaks is spoken to as little."""
    if APPOSED not in event.notes:
        return set()
    firsts = noted(event, APPOSED)
    return {company.key(c) for c, _ in company.by_sentence[event.trigger.sentence] if c.first in firsts}


def condemners(event: Event, company: Company) -> set[str]:
    """أدانت **X** الهجوم على Y: who condemns or blames somebody for what is told after it has not done it."""
    trigger = event.trigger
    if GROUP[event.kind] == "say":
        # أعلنت X رفض المقترح **الإسرائيلي**: whoever says it, it is not whom it answers
        at = noted(event, OF_WHAT_IS_ASKED)
        asked = (
            {company.key(c) for c, _ in company.by_sentence[trigger.sentence] if c.first in at}
            if at
            else set()
        )
        sure = "addressed" in event.notes or ACCUSED in event.notes
        answered = {company.key(c) for c in event.targets if sure or c.sort == "nationality"}
        return asked | answered
    if not company.accusations:
        return set()
    did = {company.key(c) for c in event.initiators}
    return {
        company.key(c)
        for other in company.accusations
        # أدانت **X** القصف الذي …، واتهمت Y: told twice, and once before it
        if any(t.sentence == trigger.sentence and t.first < trigger.first for t in other.tellings)
        for c in other.initiators
    } - did
