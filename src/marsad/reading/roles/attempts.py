"""Whose attempt it was that the words leave to a pronoun or to the verb of trying.

مقتل عناصر من **X** أثناء محاولتهم التسلل: those who died of it made it; حاول رجال من **X** اقتحام Y: what is stormed stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import past_aside
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, anybody, coordinated
from marsad.reading.records import VERBAL, Chunk, Trigger

_LOSS = word_class("loss")
WHOSE_ATTEMPT = "by the words: whose attempt it was"
"""Of a note: the words leave it to a pronoun whose attempt it was."""
_MADE = {"ground_attack", "shelling", "explosion", "capture", "killing"}
_THEIR_TRY = {"محاولتهم", "محاولته", "محاولتها", "محاولاتهم"}  # their, his, its attempt
_PRETEXT = word_class("on_the_pretext_of")
_DURING = _PRETEXT | {"اثناء", "خلال", "لدي", "عند", "في", "اثر", "بعد", "عقب", "بينما"}
_REPELLING = {"التصدي", "صد", "احباط", "افشال"}
_AS_THEY_TRIED = _THEIR_TRY | _REPELLING
_SHOT_OR_TAKEN = word_class("shot_or_taken")
_DISPATCH = {"تحييد", "القضاء"}  # to neutralise, to do away with: said of one's enemies
_KILLED = {"قتلت", "قتل", "قتلوا", "يقتل", "تقتل", "لقي", "قضي", "سقط", "اردت", "حيدت", "اصيب", "جرح"}
_BY = {"قبل", "يد", "ايدي", "جانب"}
_BY_FIRE = ("برصاص", "بنيران", "بقصف", "بغاره", "بغارات", "بقذيفه", "بكمين")
_UNTO = {"اليها", "اليه", "اليهما"}  # into it
_OUTCOME = {"اخفق", "فشل", "نجح", "حاول", "سعي", "تمكن"}  # failed, succeeded, tried, managed
_IN_IT = {"خلاله", "خلالها", "فيه", "فيها"}  # during it, in it
_THREW = {
    "القي",
    "القت",
    "يلقي",
    "رمي",
    "رمت",
    "زرع",
    "زرعت",
    "وضع",
    "وضعت",
    "فجر",
    "فجرت",
}  # threw, planted, laid, set off
_DEFUSING = {"تفكيك", "ابطال", "نزع", "ازاله", "تعطيل", "معالجه"}  # to defuse, disarm, remove
_WAS = {"كان", "كانت", "كانوا"}
_INTENDS = (
    "عتزم",
    "اعتزم",
    "يعتزم",
    "تعتزم",
    "خطط",
    "يخطط",
    "تخطط",
    "نوي",
    "ينوي",
    "تنوي",
    "استعد",
    "يستعد",
    "تستعد",
)
_PREPARES = {"تحضر", "يحضر", "تعد", "يعد", "تجهز", "يجهز", "تستعد", "يستعد"}  # prepares
_ITS = ("ه", "ها", "هما")  # of it: the pronoun that stands for the attack
_ADJECTIVES = 3  # tokens between an attack and the clause about it
_DID = {"قام", "قامت"}  # carried out
_PLANTING = ("بزرع", "بتفخيخ", "بتفجير", "بوضع")  # the planting, rigging, setting off, laying of it
_FROM_IT = 9  # tokens from a bomb to the clause that tells who planted it: whom it hit may stand between
_BACK = 3  # tokens from the word for the attempt to the event's word
_REACH = 40  # tokens back to the word for the dead
_TRIES = ("حاول", "يحاول", "تحاول")
_WHO = word_class("relative_pronouns")
_THAT_HE = {"انه", "انها", "انهم", "انهما"}  # that he, she, they (twice)


def died_trying(around: Around, trigger: Trigger) -> list[Chunk]:
    """مقتل عناصر من **X** أثناء محاولتهم التسلل, تحييد عنصرين من **X** أثناء التصدي لهجوم: the dead were who attacked."""
    if trigger.kind not in _MADE or trigger.form in VERBAL:
        return []
    if _AS_THEY_TRIED.isdisjoint(around.clauses.words):
        return []
    tokens, first = around.tokens, around.clauses.sentence.first
    here = next(
        (
            at
            for at in range(trigger.first, max(first, trigger.first - _BACK) - 1, -1)
            if tokens[at].fold in _AS_THEY_TRIED
        ),
        None,
    )
    if here is None or here == first or tokens[here - 1].fold not in _DURING:
        return []
    if any(t.fold in _DEFUSING for t in tokens[here : trigger.last]):
        return []  # قتل جنود خلال محاولتهم **تفكيك** عبوة
    repelled = tokens[here].fold in _REPELLING
    fell = _SHOT_OR_TAKEN if tokens[here - 1].fold in _PRETEXT else ()  # استشهد **شاب** … بزعم محاولته طعن
    for at in range(here - 2, max(first, here - _REACH) - 1, -1):
        word = tokens[at].fold.removeprefix("و")
        if word in _DISPATCH or (not repelled and (word in _LOSS or word in _KILLED or word in fell)):
            return _dead(around, at, here, anybody if fell else agentive)
    return []


def intended_by(around: Around, trigger: Trigger) -> list[Chunk]:
    """هجوم كان **X** يعتزم شنه, هجوم تخطط **X** لتنفيذه, تسلل حاول **X** تنفيذه: who means to make it, by a clause about it with its pronoun."""
    if trigger.kind not in _MADE:
        return []
    tokens, end = around.tokens, around.clauses.sentence.last
    if trigger.kind == "explosion" and (planted := _planted_by(around, trigger)):
        return planted
    if not around.at.within(trigger.last, end, "plan", "attempt") and _PREPARES.isdisjoint(
        around.clauses.words
    ):
        return []
    here = trigger.last
    while here < min(end, trigger.last + _ADJECTIVES) and not _opens(around, here):
        here += 1
    if here >= end or not _opens(around, here):
        return []
    was = tokens[here].fold in _WAS
    chunk = next((c for c in around.chunks if c.first == here + 1 and not c.prep and agentive(c)), None)
    if chunk is None:
        return []
    row = coordinated(chunk, around.chunks)
    after = past_aside(tokens, row[-1].last, end)
    if was:
        if after >= end or not _means_to(around, after):
            return []
        after += 1
    own = any(
        t.fold.endswith(_ITS) and len(t.fold) > 1 and not t.ta for t in tokens[after : min(end, after + 2)]
    )
    return row if own else []


def _planted_by(around: Around, trigger: Trigger) -> list[Chunk]:
    """عبوة ناسفة بمدرعة للشرطة **قامت عناصر مسلحة بزرعها**: who planted what went off, by its pronoun."""
    tokens, end = around.tokens, around.clauses.sentence.last
    for here in range(trigger.last, min(end - 2, trigger.last + _FROM_IT)):
        if tokens[here].fold not in _DID:
            if here in around.clauses.verbs or tokens[here].kind != "word":
                return []
            continue
        chunk = next((c for c in around.chunks if c.first == here + 1 and not c.prep and agentive(c)), None)
        row = coordinated(chunk, around.chunks) if chunk is not None else []
        at = row[-1].last if row else end
        word = tokens[at].fold if at < end and not tokens[at].ta else ""
        return row if word.startswith(_PLANTING) and word.endswith(_ITS) else []
    return []


def _opens(around: Around, here: int) -> bool:
    return around.tokens[here].fold in _WAS or _means_to(around, here)


def _means_to(around: Around, here: int) -> bool:
    """Is it a finite verb of planning or meaning to do something, or of preparing for it?"""
    if around.tokens[here].fold in _PREPARES and here + 1 < around.clauses.sentence.last:
        return around.tokens[here + 1].fold in ("له", "لها")
    for hit in around.at.any(here):
        if hit.term.form in VERBAL and (
            (hit.term.ref == "plan" and hit.cut.stem.startswith(_INTENDS))
            or (hit.term.ref == "attempt" and hit.cut.stem.startswith(_TRIES) and not hit.cut.after)
        ):
            return True
    return False


def _dead(around: Around, loss: int, end: int, fits: Callable[[Chunk], bool]) -> list[Chunk]:
    """Who died by the word for it: its first party, after a verb with two its second, never by whom."""
    tokens = around.tokens
    found = [
        c
        for c in around.chunks
        if loss < c.first and c.last <= end and c.kind in PEOPLE and c.kind != "state" and fits(c)
        and not any(t.fold in _BY for t in tokens[c.first - 2 : c.first])
        and not any(t.fold.startswith(_BY_FIRE) for t in tokens[c.first - 2 : c.first])
        and c.prep in ("", "من", "ل", "علي")
    ]  # fmt: skip
    if not found:
        return []
    verb = tokens[loss].fold.removeprefix("و")
    killer = len(found) > 1 and not found[1].joined and (verb in _KILLED or verb in _SHOT_OR_TAKEN)
    chosen = found[1] if killer and found[0].first == loss + 1 else found[0]
    return coordinated(chosen, found)


def tried_by(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk] | None:
    """حاول رجال من **X** اقتحام Y: who tried it; nobody where no name stands; None where no verb of trying governs the noun."""
    if trigger.before or around.at.cue(trigger.first - 1, "repelled") is not None:
        return None
    low = max(around.clauses.left(trigger.first), trigger.first - 12)
    for hit in reversed(around.at.all_within(low, trigger.first, "attempt")):
        if hit.term.form not in VERBAL or not hit.cut.stem.startswith(_TRIES):
            continue
        if around.clauses.verb_between(hit.last, trigger.first):
            return None
        for chunk in before:
            some = chunk.prep == "من" and hit.last < chunk.first <= hit.last + 3
            if chunk.first >= hit.last and chunk.kind in PEOPLE and (some or not chunk.prep):
                return coordinated(chunk, before)
        return []
    return None


def tried_on_him(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """قالت **الشرطة** إنه حاول مهاجمتها: the pronoun at the noun is hers who says it."""
    tokens, tried = around.tokens, trigger.first - 1
    if not trigger.after or trigger.form in VERBAL or tried < 1 or not tokens[tried].fold.startswith(_TRIES):
        return []
    if tokens[tried - 1].fold.removeprefix("ب") not in _THAT_HE:
        return []
    return [c for c in before if c.last == tried - 1 and c.kind in PEOPLE and not c.prep]


def who_tried(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """تفريق **المتظاهرين الذين حاولوا** اقتحام X, النار على **شبان حاولوا** عبور Y: of whom a clause behind them says that they tried it."""
    tokens, tried = around.tokens, trigger.first - 1
    if trigger.form in VERBAL or trigger.before or tried < 2:
        return []
    if not tokens[tried].fold.startswith(_TRIES):
        return []
    if tokens[tried - 1].fold in _WHO:
        return [c for c in before if c.last == tried - 1 and c.kind in PEOPLE]
    # Whoever is named without the article has such a clause right behind him.
    return [
        c
        for c in before
        if c.last == tried and c.kind == "group" and not tokens[c.first].fold.startswith("ال")
    ]


def governs(around: Around, subject: Sequence[Chunk], trigger: Trigger) -> bool:
    """واصلت **X** قصف Y: does a verb have them for its subject and the noun right behind them for its object?"""
    if not subject or not 0 <= trigger.first - subject[-1].last <= 1 or trigger.before:
        return False
    verb = around.at.cue(subject[0].first - 1, "light_agent", "continuing", "attempt", "plan")
    return verb is not None and verb.term.form in VERBAL and not verb.cut.after


def told_by_it(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """هجوم أخفق **X** خلاله, التي تسلل إليها **X**, ألقى **X** قنبلة يدوية: whose deed it is by the verb that has them right behind it."""
    tokens, last = around.tokens, trigger.last
    if trigger.kind not in _MADE or last >= around.clauses.sentence.last:
        return []
    word = tokens[last].fold
    for chunk in around.chunks:
        if chunk.first != last + 1 or chunk.prep or not agentive(chunk):
            continue
        if word in _UNTO:
            return coordinated(chunk, around.chunks)
        if word.removesuffix("ت") in _OUTCOME and tokens[min(chunk.last, len(tokens) - 1)].fold in _IN_IT:
            return coordinated(chunk, around.chunks)
    thrown = before[-1] if before and trigger.kind == "explosion" else None
    if thrown is None or thrown.last != trigger.first or thrown.prep or thrown.kind not in PEOPLE:
        return []
    return [thrown] if tokens[thrown.first - 1].fold.removeprefix("و") in _THREW else []
