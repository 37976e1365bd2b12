"""What one claim says of a situation: that it begins, stands, eases, ends, is denied, planned, fails."""

from __future__ import annotations

import re

from msgspec import Struct

from marsad.model import Claim
from marsad.picture.records import Said, What
from marsad.picture.words import PictureWords, SituationKind, find, folded

KIND_OF: dict[str, SituationKind] = {
    "siege": "siege", "ceasefire": "ceasefire", "negotiation": "talks", "agreement": "talks",
    "mediation": "mediation", "demand": "demand", "capture": "control", "restriction": "closure",
    "mobilization": "buildup", "displacement": "displacement",
}  # fmt: skip
"""The kind of situation that a kind of event tells of."""

STANDS: frozenset[str] = frozenset({
    "opened", "affirmed", "eased", "tightened", "breached", "no_agreement", "tried", "agreed", "calmed",
})  # fmt: skip
"""Steps after which a situation is there."""

_CLAUSE = 4  # words before the trigger among which "after" governs it
_BREAKS = "،,؛;.\n"
_NEAR = 10  # words on either side of the trigger that may turn its meaning


class Reading(Struct, frozen=True):
    """``dated``: the day the claim tells is that of this step, not merely a day on which the state held."""

    what: What
    dated: bool


def step_of(said: Said, words: PictureWords) -> Reading:
    """The step that a claim of one of ``KIND_OF`` makes.

    A day after that of the report is no beginning: what is to be then is planned, and of a demand it is the deadline.
    """
    found = _step(said, words)
    ahead = (
        said.start is not None and said.report.published is not None and said.start > said.report.published
    )
    if ahead and found.what in ("opened", "affirmed"):
        return Reading(found.what if said.claim.kind == "demand" else "planned", False)
    return found


def _step(said: Said, words: PictureWords) -> Reading:
    claim = said.claim
    near = around(claim)
    kind = KIND_OF[claim.kind]
    if claim.status == "denied":
        # To deny that a siege was lifted is to say that it stands.
        lifted = kind in ("siege", "closure") and words.turn("lifted", near)
        return Reading("affirmed" if lifted else "denied", False)
    if claim.status == "planned":
        return Reading("planned", False)
    if claim.status == "uncertain":
        return Reading("rumoured", False)
    if claim.status == "ended":
        return Reading("ended", True)
    if kind == "displacement" and words.turn("refused", near):
        return Reading("refused", False)
    if kind == "talks":
        return _talks(claim, said, words, near)
    if claim.status == "attempted":
        if kind == "mediation":
            return Reading("failed" if words.turn("failed", near) else "tried", False)
        if kind == "ceasefire" and words.turn("failed", near):
            return Reading("ended", True)
        return Reading("failed", False)
    if kind == "ceasefire" and words.turn("failed", near):
        return Reading("ended", True)
    if kind == "ceasefire" and words.turn("breached", near):
        return Reading("breached", True)
    if kind in ("siege", "closure"):
        for turn in ("eased", "tightened"):
            if words.turn(turn, near):
                return Reading(turn, True)
        if claim.status == "occurred" and kind == "closure":
            return Reading("opened", said.start is not None)
    dated = said.start is not None and not _gone_before(claim, words)
    began = dated and words.turn("began", (*near, *_dating(said)))
    if began or (claim.status == "occurred" and dated):
        return Reading("opened", True)
    return Reading("opened" if claim.status == "occurred" and kind != "siege" else "affirmed", False)


def _talks(claim: Claim, said: Said, words: PictureWords, near: tuple[str, ...]) -> Reading:
    if claim.kind == "agreement":
        if claim.status == "attempted":
            return Reading("no_agreement", False)
        return Reading("agreed", True)
    if words.turn("failed", near):
        return Reading("failed", True)
    if claim.status == "attempted":
        return Reading("no_agreement", False)
    if claim.status == "ongoing":
        return Reading("affirmed", False)
    return Reading("opened", said.start is not None)


def _gone_before(claim: Claim, words: PictureWords) -> bool:
    """Is it told as what went before something else, which the day words date instead?

    Either they come first ("today … after X had …"), or it is "after its demand", and they stand in a later clause.
    """
    trigger, when = claim.trigger, claim.when.span if claim.when is not None else None
    if trigger is None or when is None or when.where != trigger.where:
        return False
    for span in claim.evidence:
        if span.where == trigger.where and span.start <= trigger.start < span.end:
            before = list(re.finditer(r"\S+", span.quote[: trigger.start - span.start]))[-_CLAUSE:]
            said = [" ".join(folded(word.group())) for word in before]
            for run in words.after:
                at = find(said, run)
                if at is not None:
                    return when.start < span.start + before[at].start()
            if said and any(find(said[-1:], run) is not None for run in words.after_noun):
                between = span.quote[trigger.end - span.start : max(0, when.start - span.start)]
                return any(mark in between for mark in _BREAKS)
    return False


def _dating(said: Said) -> tuple[str, ...]:
    """The folded words around those that date the claim, wherever in its evidence they stand."""
    quote = said.quote or ""
    for span in said.claim.evidence:
        at = span.quote.find(quote)
        if quote and at >= 0:
            before, after = folded(span.quote[:at]), folded(span.quote[at:])
            return (*before[-_NEAR:], *after[:_NEAR])
    return folded(quote)


def around(claim: Claim) -> tuple[str, ...]:
    """The folded words of the evidence within reach of the trigger."""
    trigger = claim.trigger
    for span in claim.evidence:
        if trigger is not None and span.where == trigger.where and span.start <= trigger.start < span.end:
            at = trigger.start - span.start
            before, after = folded(span.quote[:at]), folded(span.quote[at:])
            return (*before[-_NEAR:], *after[:_NEAR])
    return folded(claim.evidence[0].quote)[: 2 * _NEAR] if claim.evidence else ()


def following(claim: Claim) -> tuple[str, ...]:
    """The folded words of the evidence from the trigger to the end of what it tells."""
    trigger = claim.trigger
    for span in claim.evidence:
        if trigger is not None and span.where == trigger.where and span.start <= trigger.start < span.end:
            return folded(span.quote[trigger.start - span.start :])
    return ()


def told_before(claim: Claim, words: PictureWords) -> str | None:
    """The words that put what the claim tells before the report's main news ("a day after"), as they stand there."""
    trigger = claim.trigger
    for span in claim.evidence:
        if trigger is not None and span.where == trigger.where and span.start <= trigger.start < span.end:
            said = span.quote[: trigger.start - span.start].split()[-_NEAR:]
            for run in words.came_before:
                at = find(folded(" ".join(said)), run)
                if at is not None:
                    return " ".join(said[at : at + len(run)])
    return None


def passage(claim: Claim) -> str:
    """The first passage of the evidence, with others that overlap it: what a footnote quotes."""
    first, *more = claim.evidence
    said, end = first.quote, first.end
    for span in sorted(more, key=lambda one: one.start):
        if span.where == first.where and first.start <= span.start <= end < span.end:
            said, end = said + span.quote[end - span.start :], span.end
    return said


def evidence_words(claim: Claim) -> tuple[str, ...]:
    """All folded words that the claim rests on."""
    return tuple(word for span in claim.evidence for word in folded(span.quote))
