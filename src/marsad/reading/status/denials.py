"""What is denied, and by whom: what follows "denied", and what was told before "which X denied"; ``disowned`` has who says of himself that he did not.

نفى X **قصف** Y; **قصفت** X Y، وهو ما نفاه Z; … . لكن Z نفى ذلك. Who denies stands behind it, and is no party of what others did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import goes_on
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.cues_before import FAR
from marsad.reading.grammar.parties import BETWEEN, PEOPLE, agentive
from marsad.reading.grammar.scan import COMMAS, At
from marsad.reading.records import ANSWERED_FOR, VERBAL, Chunk, Event, Trigger
from marsad.reading.status.of_himself import among, denied_of_himself, give_to, one_of_the_two
from marsad.reading.status.untrue import POINTING, SAYING_WHAT, TELLS_UNTRUE, news_untrue
from marsad.text.tokens import Token

_REACH = FAR + 6  # tokens from a denial to what it denies, asides left out
_FARTHEST = 30  # and with them
_TO_WHOM = {
    "في",
    "خلال",
    "عبر",
    "ضمن",
}  # in, during, over, as part of: what opens an aside that tells where it is denied
_LONGEST_ASIDE = 12
_WHO = word_class("relative_pronouns")
_HAD = {"كان", "كانت", "كانوا", "قد"}  # had
_ASIDE = 6  # tokens from a denial to the word that points back
_NOT = word_class("not_or_refused")
_SURE = {
    "تاكيد",
    "توكد",
    "يوكد",
    "اكد",
    "اكدت",
    "لتاكيد",
    "بتاكيد",
}  # to confirm, in "neither confirmed nor denied"
_CHARGES = {"الاتهامات", "الاتهام"}  # the accusations: what somebody is accused of
_DOING = ("استخدام", "مشارك", "قيام", "شن", "تنفيذ")  # use, taking part, doing: of one's own
_ARMED = {
    "army",
    "air_force",
    "militia",
    "rebel",
    "jihadist",
    "coalition",
    "force",
    "fighters",
    "air",
    "navy",
}
OWN = {
    "shelling",
    "air_strike",
    "ground_attack",
    "capture",
    "withdrawal",
    "mobilization",
    "destruction",
    "siege",
}
_BY_AUTHORITY = {"arrest", "restriction", "displacement", "sanction", "release"}  # what those in power do
_IN_POWER = {"government", "police", "ministry"}
# نفى **مسؤوليته** عن غارة, **تورطه** في, **علاقته** ب, **وقوفه** وراء: responsibility, involvement, connection, standing.
ANSWERING = ("مسوولي", "المسوولي", "تورط", "علاق", "صله", "صلت", "ضلوع", "وقوف")
_UN = {"غير", "الغير", "وغير"}
_ENDS = {".", "!", "؟", "…"}
_CLAIMED = {"capture", "withdrawal", "agreement", "ceasefire", "killing", "abduction", "arrest"}
_STRUCK = {"ground_attack", "shelling", "air_strike", "explosion"}
_LOST = {"capture"}  # who denies the loss of a place has lost it, if it was taken


class Denial(Struct, frozen=True, gc=False):
    """A word of denial that points back: where it stands, who denies, and whether what it denies is an accusation.

    ``since``: what it denies is told behind this token.
    """

    at: int
    deniers: tuple[Chunk, ...]
    charges: bool
    since: int = -1


def denies(hit: Hit, tokens: Sequence[Token], first: int) -> bool:
    """Is it denied indeed? لم **ينفِ**, لم تؤكد أو **تنفِ**, رفض تأكيد أو **نفي** leave it open."""
    before = [t.fold for t in tokens[max(first, hit.first - 8) : hit.first]]
    if hit.term.words[0] == "لا":
        return True
    if before and before[-1] in _NOT:
        return False
    either = bool(before) and (before[-1] in ("او", "ولا") or tokens[hit.first].fold.startswith("و"))
    if either and any(word in _SURE for word in before) and any(word in _NOT for word in before):
        return False
    return not any(t.fold in ("او", "ولا") for t in tokens[hit.last : hit.last + 2]) or not (
        any(t.fold in _SURE for t in tokens[hit.last : hit.last + 3])
        and any(word in _NOT for word in before[-3:])
    )


def denial_of(
    trigger: Trigger, tokens: Sequence[Token], at: At, low: int, triggers: Sequence[Trigger]
) -> Hit | None:
    """The denial whose scope holds the trigger, where it is one indeed."""
    hit = denial_over(trigger, tokens, at, low, triggers)
    return hit if hit is not None and denies(hit, tokens, low) else None


def denial_over(
    trigger: Trigger, tokens: Sequence[Token], at: At, low: int, triggers: Sequence[Trigger]
) -> Hit | None:
    """The word of denial whose scope holds the trigger: it ends where another verb or participle goes on by itself.

    Where it denies nothing the matter is left open: لم ينفِ X **قصف** Y, رفض X تأكيد أو نفي **قصف** Y.
    """
    floor = max(low, trigger.first - _FARTHEST)
    hits = at.all_within(floor, trigger.first, "denial")
    if hits and hits[0].first < trigger.first - _REACH:
        floor = _within_reach(trigger, tokens, floor)
        hits = [hit for hit in hits if hit.first >= floor]
    for hit in reversed(hits):
        if hit.last > trigger.first or _of_it(hit, tokens, at):
            continue  # وهو ما **نفاه**: what was told before
        if _told_beside(hit, trigger, tokens):
            continue
        if not goes_by_itself(hit, trigger, tokens, at, triggers):
            return hit
    return None


def _told_beside(hit: Hit, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """اتهمت X**، التي نفت خرق الهدنة،** Y بالقصف: a denial in what is told of somebody between two commas ends with the second."""
    who = hit.first - 1
    while who > 0 and tokens[who].fold in _HAD:
        who -= 1
    if who < 1 or tokens[who].fold not in _WHO or tokens[who - 1].fold not in COMMAS:
        return False
    return any(token.fold in COMMAS for token in tokens[hit.last : trigger.first])


def _within_reach(trigger: Trigger, tokens: Sequence[Token], low: int) -> int:
    """The first token near enough to a trigger, not counted what stands between two commas.

    نفت مصادر، **في حديث مع الشبكة**، صحة ما جرى تداوله عن إبرام اتفاق.
    """
    here, counted = trigger.first, 0
    while here > low and counted < _REACH:
        here -= 1
        counted += 1
        if tokens[here].fold in COMMAS:
            opening = (
                at
                for at in range(here - 2, max(low, here - _LONGEST_ASIDE) - 1, -1)
                if tokens[at].fold in COMMAS
            )
            begin = next(opening, None)
            if begin is not None and tokens[begin + 1].fold in _TO_WHOM:
                here = begin
    return here


def _verb(hit: Hit, at: At) -> Hit | None:
    """The finite verb that a word of denial may be: نفى and نفي fold into one."""
    if hit.term.form in VERBAL:
        return hit
    return next((h for h in at.any(hit.first) if h.term.ref == hit.term.ref and h.term.form in VERBAL), None)


def _of_it(hit: Hit, tokens: Sequence[Token], at: At) -> bool:
    """نفاه, كذبته: a verb that has its object as a pronoun; نفيه is "his denial"."""
    verb = _verb(hit, at)
    return (
        verb is not None
        and bool(verb.cut.after)
        and not tokens[hit.first].fold.startswith(("نفي", "ونفي", "بنفي"))
    )


def goes_by_itself(
    hit: Hit, trigger: Trigger, tokens: Sequence[Token], at: At, triggers: Sequence[Trigger]
) -> bool:
    """نفى X الأنباء، **وأعلن** …; نفى X قصف Y، **متهما** Z: does a clause of its own begin up to the trigger?"""
    by_first = {t.first: t for t in triggers}
    clause = False  # نفى **أن** يكون قصف Y وقتل Z: both verbs are what is denied
    for here in range(hit.last, trigger.first + 1):
        token = tokens[here]
        comma = tokens[here - 1].fold in COMMAS
        if token.fold in ("ان", "بان"):
            clause = True
        if token.fold == "بل":
            return True
        other = trigger if here == trigger.first else by_first.get(here)
        if (other is not None and goes_on(other, tokens)) or _adds(here, tokens, at):
            return True
        if comma and (said := at.cue(here, "saying")) is not None and said.term.form in VERBAL:
            return True  # نافيا …، **قال** X
        if clause and not comma:
            continue
        if other is not None:
            verbs = [other.before] if other.form in VERBAL else []
        else:
            hits = at.any(here)
            sure = comma or not any(h.term.form == "noun" for h in hits)
            verbs = [h.cut.before for h in hits if h.term.form in VERBAL and sure]
        if any(before[:1] in ("و", "ف") for before in verbs):
            return True
    return False


def _adds(here: int, tokens: Sequence[Token], at: At) -> bool:
    """مؤكدا, مشيرا: a participle that goes on with what somebody says; غير مؤكدة is "unconfirmed"."""
    hit = at.cue(here, "adding")
    return hit is not None and hit.term.form == "exact" and tokens[here - 1].fold not in _UN


def settle_denied(
    events: Sequence[Event], tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk],
    sayings: Sequence[Any], triggers: Sequence[Trigger],
) -> None:  # fmt: skip
    """Who denies the events of a sentence, whether the doing is their own, and what they are no party of."""
    for event in events:
        if event.status != "denied" or "denial" not in event.notes:
            continue
        trigger = event.trigger
        hit = denial_of(trigger, tokens, at, clauses.left(trigger.first), triggers)
        if hit is None:
            continue
        event.deniers = list(deniers_of(hit, trigger.first, at, chunks, sayings))
        if (himself := denied_of_himself(hit, trigger, tokens, at, chunks)) is not None:
            give_to(event, himself)
            continue
        if event.kind in BETWEEN and one_of_the_two(event, hit, chunks):
            continue
        suffered = at.within(hit.last, trigger.first, "light_patient", "light_occur")
        doing = ANSWERED_FOR in event.notes or any(
            t.fold.startswith(_DOING) for t in tokens[hit.last : trigger.first]
        )
        mine = [c for c in event.deniers if doing and agentive(c)] or [
            c for c in event.deniers if agentive(c) and (c.armed or c.sort in _ARMED or "الدفاع" in c.name)
        ]
        if not mine and event.kind in _BY_AUTHORITY:
            mine = [c for c in chunks if c.first == hit.last and (c.kind == "state" or c.sort in _IN_POWER)]
        others = [c for c in event.initiators if not among(c, event.deniers)]
        if others or suffered or not mine:
            event.initiators = others
        elif (event.kind in OWN or event.kind in _BY_AUTHORITY or doing) and not event.initiators:
            event.initiators = mine[:1]  # نفى **الجيش** قصف X: what he denies is a deed of his own
        if event.kind not in _LOST:
            event.targets = [c for c in event.targets if not among(c, event.deniers)]


def deny_told(
    events: Sequence[Event], before: Sequence[Event], tokens: Sequence[Token], at: At, clauses: Clauses,
    chunks: Sequence[Chunk], sayings: Sequence[Any], earlier: Sequence[Any],
) -> None:  # fmt: skip
    """Deny what was told before the words that point back to it, in their sentence or else the one before."""
    for denial in _pointing_back(tokens, at, clauses, chunks, sayings):
        told = _told(events, sayings, denial)
        if not told and not any(e.trigger.first < denial.at for e in events if e.dropped is None):
            told = _told(before, earlier, denial)
        for event in told:
            event.status = "denied"
            event.deniers = [*event.deniers, *denial.deniers]
            event.targets = [c for c in event.targets if c.first < denial.at or not among(c, denial.deniers)]


def deny_claimed(events: Sequence[Event]) -> None:
    """قال X إنه سيطر على Y. لكن Z نفى **سقوط** المدينة: what is claimed, and then denied by its name, is one thing denied."""
    for at, denied in enumerate(events):
        told_by_noun = denied.trigger.form not in VERBAL and "denial" in denied.notes
        if denied.status != "denied" or not denied.deniers or not told_by_noun:
            continue
        # هاجم X Y، فيما نفى Z **الهجوم**: the attack told of; who denies his part in it does not deny it
        meant = denied.trigger.definite and ANSWERED_FOR not in denied.notes and not denied.places
        if denied.kind not in _CLAIMED and not (denied.kind in _STRUCK and meant):
            continue
        there = {c.ref or c.name for c in denied.places}
        for claim in events[max(0, at - 6) : at]:
            if (
                claim.kind == denied.kind
                and claim.dropped is None
                and claim.status in ("occurred", "uncertain")
                and denied.trigger.sentence - claim.trigger.sentence <= 2
                and (not there or any((c.ref or c.name) in there for c in claim.places))
            ):
                claim.status = "denied"
                claim.deniers = [*claim.deniers, *denied.deniers]


def _told(events: Sequence[Event], sayings: Sequence[Any], denial: Denial) -> list[Event]:
    """The claim that is denied: what the last speaker said, or what he is accused of, or else the last clause."""
    happened = [
        e
        for e in events
        if e.dropped is None
        and denial.since < e.trigger.first < denial.at
        and e.trigger.rule.frame != "statement"
        and e.status in ("occurred", "ongoing", "uncertain")
    ]
    if not happened:
        return []
    last = max(e.trigger.first for e in happened)
    if any(e.kind == "accusation" and last < e.trigger.first < denial.at for e in events):
        return []  # أغلق X المطار بعد **اتهام** Y ب…، وهو ما ينفيه Y: the charge is denied
    if denial.charges:
        begins = [e.trigger.last for e in events if e.kind == "accusation" and e.trigger.first < last]
        return [e for e in happened if begins and e.trigger.first >= begins[-1] and e.kind != "protest"]
    said = [s.at for s in sayings if not s.cited and s.at < last]
    if said:
        return [e for e in happened if e.trigger.first >= said[-1]]
    return [e for e in happened if e.span[0] == happened[-1].span[0] or e is happened[-1]]


def _pointing_back(
    tokens: Sequence[Token], at: At, clauses: Clauses, chunks: Sequence[Chunk], sayings: Sequence[Any]
) -> list[Denial]:
    """نفاه X, X نفى ذلك, كذّب X الخبر, هذا غير صحيح, لا صحة لذلك."""
    untrue = not TELLS_UNTRUE.isdisjoint(clauses.words)
    first, last = clauses.sentence.first, clauses.sentence.last
    out: list[Denial] = []
    if not untrue and not at.within(first, last, "denial"):
        return out
    for hit in at.all_within(first, last, "denial"):
        if not denies(hit, tokens, first):
            continue
        if _of_it(hit, tokens, at):
            out.append(Denial(hit.first, deniers_of(hit, last, at, chunks, sayings), False))
            continue
        ends = hit.last >= last or tokens[hit.last].fold in _ENDS
        if ends and _verb(hit, at) is not None and hit.first > first + 1:
            out.append(Denial(hit.first, deniers_of(hit, last, at, chunks, sayings), False))
            continue  # X يعلن … **وY ينفي**
        for here in range(hit.last, min(last, hit.last + _ASIDE)):
            word = tokens[here].fold
            if word.startswith(ANSWERING):
                break  # نفى **ضلوعه** في ذلك: it happened; who did it is denied
            word = word.removeprefix("ل") if word.startswith("لذلك") else word
            if word in COMMAS or at.within(here, here + 1, "saying"):
                break
            if word not in POINTING and word not in _CHARGES:
                continue
            if word == "ذلك" and here + 1 < last and tokens[here + 1].fold.startswith("ال"):
                continue  # تلك الأنباء: the noun decides
            if here + 1 >= last or tokens[here + 1].fold not in SAYING_WHAT:
                out.append(Denial(hit.first, deniers_of(hit, here, at, chunks, sayings), word in _CHARGES))
            break
    for here in range(first + 1, last) if untrue else ():
        if (since := news_untrue(tokens, first, here, last)) is not None:
            out.append(Denial(here, _speaking(here, sayings), False, since))
    return sorted(out, key=_where) if len(out) > 1 else out


def _where(denial: Denial) -> int:
    return denial.at


def deniers_of(
    hit: Hit, end: int, at: At, chunks: Sequence[Chunk], sayings: Sequence[Any]
) -> tuple[Chunk, ...]:
    """The subject of a denial: who is said to say so, and who stands right after the verb, or before it."""
    said = (c for s in sayings if s.at == hit.first and not s.carried for c in s.chain)
    out = [
        c for c in said if c.last <= end or c.first >= end
    ]  # عائلته **الخبر**: no name ends in what is denied
    if _verb(hit, at) is not None:
        # X ينفي **سقوط معسكر** Y: behind the word for what is denied nobody denies it
        near = hit.last + (
            not any(h.term.layer == "rule" and h.term.form == "noun" for h in at.any(hit.last))
        )
        after = [c for c in chunks if hit.last <= c.first <= near and c.last <= end and not c.prep]
        before = [c for c in chunks if hit.first - 1 <= c.last <= hit.first and not c.prep]
        found = next(
            (
                c
                for c in (*after, *before)
                if c.kind in (*PEOPLE, "source", "place") or c.sort == "unresolved"
            ),
            None,
        )
        if found is not None and found.kind in ("place", "object"):
            found = replace(
                found, kind="source", sort="", ref=None
            )  # نفته **دمشق**: a government by its seat
        if found is not None and not any(
            c.first <= found.first < c.last or (c.kind == "person" and 0 <= found.first - c.last <= 1)
            for c in out
        ):  # فلان الفلاني **المتحدث باسم X** نفى: one man and his office
            out.append(found)
    return tuple(out) or _speaking(hit.first, sayings)


def _speaking(here: int, sayings: Sequence[Any]) -> tuple[Chunk, ...]:
    """Who speaks at a token; who is cited there speaks too."""
    found = [s for s in sayings if s.first <= here < s.last]
    return tuple(c for s in found[-1:] for c in s.chain)


def stands_apart(chunk: Chunk, event: Event) -> bool:
    """Has somebody only denied an event, or foiled it, and do its words give him no part in it?"""
    if event.foilers and among(chunk, event.foilers):
        return True
    if not event.deniers or event.kind in BETWEEN or not among(chunk, event.deniers):
        return False
    return not among(chunk, (*event.initiators, *event.targets))
