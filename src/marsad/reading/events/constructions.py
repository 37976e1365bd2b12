"""Turns of phrase that settle by themselves who did it, or that it happened though nobody was hurt.

القصف **الحوثي**, كمين نصبه **X**, قصف من مدافع **X**, بقذائف **X**, مداهمات نفذتها **X**; لم تسفر **الغارة** عن قتلى.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.means import FLYING, GUNS, MEANS, in_support
from marsad.reading.grammar.parties import PEOPLE, agentive, coordinated
from marsad.reading.grammar.scan import COMMAS, At, clitic_preposition
from marsad.reading.records import DOER, VERBAL, Chunk, Event, note
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

# Weapons and those who fire them: whose they are is told beside them, if at all.
_UNOWNED = {"artillery", "air", "drone", "described"}
_AMBUSH = {"كمين", "كمينا", "الكمين", "كماين", "مكمنا", "مكمن"}  # ambush, ambushes
_LAY = ("نصب", "ينصب", "تنصب", "اعد", "زرع")  # to lay (an ambush), to prepare, to plant
_FALL = ("وقع", "يقع", "تقع", "وقوع", "سقط", "سقوط", "تعرض", "يتعرض", "استدرج")  # to fall into, to be lured
_HOW = {
    "ذبحا",
    "حرقا",
    "شنقا",
    "خنقا",
    "رميا",
}  # how they were killed: by slaughter, burning, hanging, strangling
_LAID = {"mine", "ied", "car_bomb"}
_HURT = word_class("hurt_and_dead")
_OVER = word_class("after_an_event")
_BY = {"من", "جراء", "نتيجه", "اثر", "بسبب", "بفعل", "حصيله"}  # from, because of, as the toll of
_OUT = {"عن", "الي", "في", "ب"}  # what a verb of result brings in its toll by
_NEAR = 9  # tokens from a death to what it was by
_DENYING = 14  # tokens from a denial to the attack
_AFTER = word_class("after_an_event")


def settle_doer(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    clauses: Clauses,
    chunks: Sequence[Chunk],
    table: dict[str, str],
) -> None:
    """Give an event the doer that the words around it leave no choice about, and note that it is settled."""
    trigger = event.trigger
    if event.kind == "riot" and trigger.first and tokens[trigger.first - 1].fold.endswith("مكافحه"):
        event.dropped = "what a force is called"  # قوات مكافحة **الشغب**
        return
    if event.kind not in FORCE or event.kind == "armed_clash":
        return
    if trigger.form not in VERBAL and tokens[trigger.first].fold.removeprefix("و") in _HOW:
        event.dropped = "says how it was done"
        return
    first, last = trigger.last, clauses.sentence.last
    after = [c for c in chunks if first <= c.first < last]
    if any([t.fold.lstrip("وبل") in _AMBUSH for t in tokens[trigger.first : trigger.last]]):
        _ambush(event, tokens, clauses, chunks, after)
        if event.targets and DOER in event.notes:
            event.notes["caught"] = "by the construction"
        return
    found: list[Chunk] = []
    if after:
        found = _by_adjective(event, tokens, at, after) or _by_relative(event, clauses, after)
        found = found or _by_weapon(event, at, clauses, after)
    if event.kind == "killing" and (trigger.rule.toll or trigger.rule.faint):
        event.kind = _with_what(event, clauses, table)
    if found and not (event.kind == "killing" and event.initiators):
        _give(event, found)


def _give(event: Event, found: list[Chunk]) -> None:
    event.initiators = found
    event.targets = [c for c in event.targets if c not in found]
    note(event, DOER, found)


def _by_adjective(event: Event, tokens: Sequence[Token], at: At, after: Sequence[Chunk]) -> list[Chunk]:
    """القصف **الحوثي**, القصف المدفعي **الحوثي**: nothing stands in idafa to a noun with the article."""
    trigger = event.trigger
    if trigger.form in VERBAL or not trigger.definite or not after:
        return []
    chunk = after[0]
    here = trigger.last
    if here < chunk.first and at.cue(here, "means", "force_modifiers") is not None:
        here += 1
    adjective = chunk.first == here and chunk.last == here + 1 and tokens[here].fold.endswith(("ي", "يه"))
    return [chunk] if adjective and chunk.kind == "actor" and agentive(chunk) and not chunk.prep else []


def _by_relative(event: Event, clauses: Clauses, after: Sequence[Chunk]) -> list[Chunk]:
    """مداهمات نفذتها **قوات X**, هجوم شنه **مسلحون**: the verb takes the deed up with a pronoun."""
    trigger = event.trigger
    if trigger.form in VERBAL:
        return []
    for verb in clauses.cued(trigger.last, trigger.last + 3, ("light_agent",)):
        if verb.term.form not in VERBAL:
            continue
        if verb.cut.after not in ("ه", "ها", "هما"):
            return []
        doer = next((c for c in after if c.first == verb.last and not c.prep and agentive(c)), None)
        return coordinated(doer, after) if doer is not None else []
    return []


def _by_weapon(event: Event, at: At, clauses: Clauses, after: Sequence[Chunk]) -> list[Chunk]:
    """قصف من مدافع **X**, مقتل مدنيين بقذائف **X**: whose weapon it was did it, and the weapon tells the kind."""
    trigger = event.trigger
    if event.initiators or not clauses.begun(MEANS):
        return []
    end = clauses.right(trigger.last)
    for chunk in after:
        if chunk.first >= end or chunk.first - trigger.last > 9:
            break
        if not agentive(chunk) or chunk.sort in _UNOWNED or chunk.prep in ("علي", "ل", "بين"):
            continue
        here = chunk.first - 1
        if at.cue(here, "force_heads") is not None and at.cue(here - 1, "means") is not None:
            here -= 1  # من مدافع **قوات** X
        hit = at.cue(here, "means")
        if hit is None or hit.first < trigger.last or hit.cut.before.endswith("ال"):
            continue
        bound = clitic_preposition(hit.cut) == "ب" or clauses.tokens[hit.first - 1].fold in _BY
        if not bound or clauses.verb_between(trigger.last, hit.first):
            continue
        return coordinated(chunk, after)
    return []


def _with_what(event: Event, clauses: Clauses, table: dict[str, str]) -> str:
    """مقتل مدنيين **بقذائف** X, قضى طفل **بلغم**: what killed them tells what kind of event it was."""
    first = event.trigger.last
    for hit in clauses.cued(first, min(clauses.right(first), first + _NEAR), MEANS):
        bound = clitic_preposition(hit.cut) == "ب" or clauses.tokens[hit.first - 1].fold in _BY - {"من"}
        if not bound or hit.cut.before.endswith("ال") or in_support(clauses, hit.first):
            continue
        sort = table.get(" ".join(hit.term.words), "")
        kinds = ((GUNS, "shelling"), (FLYING, "air_strike"), (_LAID, "explosion"))
        return next((kind for sorts, kind in kinds if sort in sorts), event.kind)
    return event.kind


def _ambush(
    event: Event, tokens: Sequence[Token], clauses: Clauses, chunks: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """نصب **A** كمينا لـB; وقع B في كمين نصبه **A**, في كمين لـ**A**: A lies in wait for B."""
    trigger = event.trigger
    low = max(clauses.left(trigger.first), trigger.first - 10)
    before = [c for c in chunks if low <= c.first and c.last <= trigger.first]
    lead = next(
        (here for here in range(trigger.first - 1, low - 1, -1) if _stem(tokens[here], (*_LAY, *_FALL))), None
    )
    fell = lead is not None and _stem(tokens[lead], _FALL)
    if lead is not None and not fell:
        doer = next((c for c in before if c.first > lead and not c.prep and agentive(c)), None)
        told = [c for c in reversed(before) if c.last <= lead and not c.prep and agentive(c)]
        if tokens[lead].fold.endswith("وا"):
            # اعترض **مسلحون** قافلة الجيش ونصبوا لها كمينا: a verb in ـوا goes on with the plural
            told = [c for c in told if tokens[c.first].fold.endswith("ون")] or told
        doer = doer or next(iter(told), None)
        if doer is not None:
            struck = next((c for c in after if c.prep == "ل" and c.first - trigger.last <= 3), None)
            _give(event, coordinated(doer, before))
            event.targets = _struck(struck, after)
        return
    free = [c for c in after if c.first - trigger.last <= 3 and agentive(c)]
    laid = next(
        (here for here in range(trigger.last, trigger.last + 2) if _stem(_at(tokens, here), _LAY)), None
    )
    if laid is not None:
        doer = next((c for c in free if laid < c.first <= laid + 2 and not c.prep), None)
    else:
        doer = next((c for c in free if c.prep == "ل" and fell), None)
    if doer is None:
        return
    _give(event, coordinated(doer, after))
    if fell and lead is not None:
        caught = [c for c in before if c.first > lead] or [c for c in before if c.last <= lead][-1:]
        victim = next((c for c in caught if c.kind in PEOPLE), None)
        event.targets = [victim] if victim is not None else event.targets
    elif laid is not None:
        target = next((c for c in after if c.prep == "ل" and c.first - doer.last <= 2), None)
        event.targets = _struck(target, after) or event.targets


def _struck(chunk: Chunk | None, after: Sequence[Chunk]) -> list[Chunk]:
    """لرتل من **الجيش**: of a column or patrol, whose it is."""
    if chunk is None:
        return []
    if chunk.kind in PEOPLE:
        return coordinated(chunk, after)
    owner = next((c for c in after if 0 <= c.first - chunk.last <= 1 and c.kind in PEOPLE), None)
    return [owner] if owner is not None else [chunk]


def _at(tokens: Sequence[Token], here: int) -> Token | None:
    return tokens[here] if here < len(tokens) else None


def _stem(token: Token | None, stems: tuple[str, ...]) -> bool:
    return token is not None and (
        token.fold.startswith(stems) or token.fold.removeprefix("و").startswith(stems)
    )


def presuppose(event: Event, tokens: Sequence[Token], at: At, clauses: Clauses) -> None:
    """Take back a negation or denial that is of the hurt alone, or of another clause; what was done is told by it.

    لم تسفر **الغارة** عن قتلى, لم تسجل إصابات في **القصف**, نفى مقتل أحد في **الغارة**; بعد هدنة لم تصمد، تجددت **المواجهات**.
    """
    trigger = event.trigger
    if event.kind == "ceasefire" and trigger.first and trigger.form not in VERBAL and not event.dropped:
        if (
            tokens[trigger.first - 1].fold in _AFTER
            and not trigger.definite
            and _goes_on(event, tokens, clauses)
        ):
            event.dropped = "only when it was"
        return
    denied = event.status == "denied"
    if not denied and event.dropped != "negated":
        return
    name = "denial" if denied else "negation"
    found = at.all_within(max(clauses.left(trigger.first), trigger.first - _DENYING), trigger.first, name)
    if not found or event.kind not in FORCE:
        return
    first = found[-1].last
    between = tokens[first : trigger.first]
    if not denied and any(t.fold in COMMAS and clauses.verb_between(first + at_, trigger.first)
                          for at_, t in enumerate(between)):  # fmt: skip
        event.dropped = None
        return
    if trigger.rule.toll or trigger.form in VERBAL:
        return
    result = at.cue(first, "result")
    bears = (
        not denied
        and result is not None
        and result.term.form in VERBAL
        and trigger.first - first <= 2
        and not any(t.fold in _OUT for t in between)
        and any(
            t.fold.removeprefix("ال") in _HURT for t in tokens[trigger.last : clauses.right(trigger.last)]
        )
    )
    words = [t.fold.removeprefix("و").removeprefix("ال") for t in between]
    hurt = next((here for here, word in enumerate(words) if word in _HURT), None)
    spared = hurt is not None and (
        any(word in _OVER for word in words[hurt + 1 :]) or trigger.before.endswith("ب")
    )
    if bears or spared:
        event.dropped = None
        event.status = "occurred"
        event.notes.pop("denial", None)
        event.notes["verb"] = "told by who was not hurt"


def _goes_on(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """Is something told after the clause that opens with "after a truce"?"""
    last = clauses.sentence.last
    commas = [here for here in range(event.trigger.last, last) if tokens[here].fold in COMMAS]
    return bool(commas) and clauses.verb_between(commas[0], last)
