"""What each demand is about, and whether it was met, refused, or lapsed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.picture.records import Party, Said, Situation, Spot
from marsad.picture.sides import Sides
from marsad.picture.situation import situation_of, step_by
from marsad.picture.steps import evidence_words
from marsad.picture.threads import Thread
from marsad.picture.words import PictureWords, folded

Found = list[tuple[Situation, Thread]]
"""Situations with the threads they are made of."""


def demands(found: Found, said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords) -> Found:
    """What each demand is about, and whether it was met, refused, or lapsed."""
    refusals = [(one, sides.of(one.claim).doers, sides.of(one.claim).undergoers,
                 set(evidence_words(one.claim)))
                for one in said if one.claim.kind == "rejection" and one.claim.status == "occurred"]  # fmt: skip
    others = [one for one, _ in found]
    out: Found = []
    for situation, thread in found:
        if situation.kind == "demand":
            about = _about(situation, thread, others, sides, words)
            made = situation.learned or ""
            steps = [
                step_by(one, "refused")
                for one, who, whom, told in refusals
                if (one.report.published or "") >= made
                and _answers(situation, thread, who, whom, told, sides)
            ]  # fmt: skip
            if steps:
                situation = situation_of("demand", thread, steps, day, words)
            if about is not None:
                ended = about.ended[-1].end if about.ended else None
                situation = replace(situation, about=about.id)
                if not steps and about.state == "ended" and (ended or about.heard or "") >= made:
                    situation = replace(situation, state="ended", outcome="met", ended=about.ended)
        out.append((situation, thread))
    return out


def _answers(
    demand: Situation,
    thread: Thread,
    who: Sequence[Party],
    whom: Sequence[Party],
    told: set[str],
    sides: Sides,
) -> bool:
    """Is a refusal by ``who`` of what ``whom`` wants an answer to this demand?"""
    by_asked = bool(who and demand.undergoers) and sides.meet(who, demand.undergoers)
    to_asker = bool(whom and demand.doers) and sides.meet(whom, demand.doers)
    if who and demand.undergoers and _all_known(demand.undergoers) and not by_asked:
        return False
    if by_asked and to_asker:
        return True
    asks = {word for link in thread.links for word in evidence_words(link.said.claim) if len(word) > 4}
    return (by_asked or to_asker) and len(asks & told) >= 2


def _all_known(found: Sequence[Party]) -> bool:
    return all(not one.key.startswith("~") for one in found)


def _about(
    demand: Situation, thread: Thread, others: Sequence[Situation], sides: Sides, words: PictureWords
) -> Situation | None:
    """The situation that the demand wants changed: of the kind asked about, at the place or for those it names."""
    ask = next((link.ask for link in thread.links if link.ask is not None), None)
    if ask is None or ask.about is None:
        return None
    told = {w.removeprefix("ال") for link in thread.links for w in evidence_words(link.said.claim)}
    told |= {w[1:] for w in told if w[:1] in "وبلف"} | {w[3:] for w in told if w[:3] in ("وال", "بال")}
    best: tuple[int, str, Situation] | None = None
    for one in others:
        if one.kind != ask.about or one.state in ("denied", "rumoured", "planned"):
            continue
        named = _named(one.places, one.undergoers, told, words)
        if not named:
            continue
        score = 4 * named
        if demand.undergoers and sides.meet(demand.undergoers, one.doers):
            score += 3
        if sides.meet(demand.doers, one.doers):
            score -= 3
        if best is None or (score, one.heard or "") > best[:2]:
            best = score, one.heard or "", one
    return best[2] if best is not None and best[0] > 0 else None


def _named(places: Sequence[Spot], parties: Sequence[Party], told: set[str], words: PictureWords) -> int:
    """How many places or besieged parties the words name."""
    count = sum(bool(set(place.words) & told) for place in places)
    for party in parties:
        said = {w.removeprefix("ال") for w in folded(party.name)} - words.generic_party - words.generic_place
        count += len({w for w in said if w in told or w[1:] in told}) >= 2
    return count
