"""Whether a word of war tells of war: what a report is about, and an armed side, a weapon or a victim beside the word."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import At
from marsad.reading.grammar.turns import begins_as_going_on
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.text.fold import fold
from marsad.text.tokens import Token

FORCE = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "abduction", "capture",
         "destruction"}  # fmt: skip
_ARMED = {"army", "air_force", "police", "intelligence", "militia", "rebel", "jihadist", "coalition", "force", "air", "drone", "artillery",
          "navy", "fighters", "organisation"}  # fmt: skip
_TOWNS = {"city", "town", "village"}
_DEFENCE = "الدفاع"  # defence: its ministry speaks of arms
_ARMED_DOING = word_class("armed_or_civil")
_SEEING = word_class("seeing")
# Broke out (twice), took place; the last without the و that reads as "and".
_BREAKING = {"اندلع", "اندلعت", "تندلع", "اندلاع", "نشب", "نشبت", "قع", "قعت"}
# Aid, relief, of relief, humanitarian.
_RELIEF = {"مساعدات", "المساعدات", "اغاثه", "الاغاثه", "اغاثيه", "انسانيه"}
_LINE = 16  # words and marks
_OPENING = 2  # words before the one that tells what a line is about: هز **انفجار**, سمع دوي **انفجار**


class Tenor(Struct, frozen=True, gc=False):
    """What a report is about, by counts of cue words: ``arms`` and ``ordinary`` (sport, markets, science, culture).

    ``line``: it is a few words that go on from nothing, as one posts or pastes them.
    """

    arms: int
    ordinary: int
    disaster: int
    size: int
    line: bool = False

    @property
    def of_arms(self) -> bool:
        """Do words of war stand thick enough to trust a word that sport uses too?"""
        return self.arms >= 4 and self.arms * 40 >= self.size and self.arms > 2 * self.ordinary

    @property
    def a_line(self) -> bool:
        """اشتباكات في X: is it a line by itself, as posted and pasted, that nothing makes one of sport or markets?"""
        return self.line and not self.ordinary

    @property
    def peaceful(self) -> bool:
        return self.ordinary >= 4 and self.ordinary > self.arms


def tenor_of(at: At, tokens: Sequence[Token]) -> Tenor:
    """Count the words that tell a report's subject."""
    arms = ordinary = disaster = 0
    for here in {here for name in ("military", "ordinary", "disaster") for here in at.cues.get(name, ())}:
        for hit in at.any(here):
            if hit.term.layer != "cue":
                continue
            if hit.term.ref == "military":
                arms += 1
                break
            if hit.term.ref == "ordinary":
                ordinary += 1
                break
            if hit.term.ref == "disaster":
                disaster += 1
                break
    line = 0 < len(tokens) <= _LINE and not begins_as_going_on(tokens, at, 0)
    return Tenor(arms, ordinary, disaster, len(tokens), line)


def no_arms(event: Event, tokens: Sequence[Token], tenor: Tenor, voices: Sequence[Chunk]) -> bool:
    """A word of war without an armed side, a weapon or a victim, in a report about something else."""
    armed = any([_of_arms(c) for c in (*event.initiators, *event.targets)])
    hurt = people_hurt(event)
    rule = event.trigger.rule
    if tenor.peaceful and not (armed and (event.means or hurt)):
        return True
    if rule.toll:
        return tenor.disaster >= 1 and tenor.disaster * 4 >= tenor.arms and not armed
    if event.kind == "destruction" and not armed:
        told = not event.initiators and any(_of_arms(c) for c in voices)  # أعلن **الجيش** تدمير X
        torn_down = any(c.sort in ("protesters", "state") for c in event.initiators)
        return not (told or torn_down or _of_relief(event))
    if not rule.soft or event.deniers:  # who denies a deed speaks of one
        return False
    if armed or hurt or event.means or tenor.of_arms:
        return False
    if tenor.a_line and event.places and event.trigger.first <= _OPENING:
        return False
    after = event.trigger.last
    said = any(t.fold in _ARMED_DOING for t in tokens[after - 1 : after + 1])
    said = said or _breaks_out(event, tokens) or _seen(event, tokens) or _on_a_town(event)
    # أعلن **الجيش** السيطرة على X
    return not (said or (not event.initiators and any(_of_arms(c) for c in voices)))


def people_hurt(event: Event) -> bool:
    """Is somebody told to have been killed or injured in it?"""
    return bool(event.tolls) and any(
        [toll.min > 0 for what, toll in event.tolls.items() if what in ("killed", "injured")]
    )


def _of_arms(chunk: Chunk) -> bool:
    """An armed side, or the ministry that has one: قالت **وزارة الدفاع** الروسية إن قواتها سيطرت على X."""
    return chunk.armed or chunk.sort in _ARMED or _DEFENCE in chunk.name


def _of_relief(event: Event) -> bool:
    """نُهبت **قافلة مساعدات**, مستودعات **الأونروا**: what relief is brought in, and whoever brings it."""
    return any(
        c.sort in ("un", "ngo") or (c.kind == "object" and not _RELIEF.isdisjoint(fold(c.name).split()))
        for c in event.targets
    )


def _breaks_out(event: Event, tokens: Sequence[Token]) -> bool:
    """**اندلعت** اشتباكات عنيفة, **وقع** هجوم: the verb says that it happened; of a match or a debate others are used."""
    trigger = event.trigger
    low = max(event.span[0], trigger.first - 2)
    return trigger.form not in VERBAL and any(
        t.fold.lstrip("و") in _BREAKING for t in tokens[low : trigger.first]
    )


def _on_a_town(event: Event) -> bool:
    """هاجمت X **مدينة** Y: a town that is named as one is attacked with arms; a capital by its bare name may be a government.

    X يسيطر على **مدينة** Y: and so it is taken by a known side, whatever else the side is.
    """
    trigger = event.trigger
    if event.kind == "capture" and trigger.form in VERBAL and any(c.ref for c in event.initiators):
        named = (p for p in event.places if p.sort in _TOWNS and p.last - p.first > 1)
        return any(0 <= place.first - trigger.last < 2 for place in named)
    if event.kind != "ground_attack" or trigger.form not in VERBAL:
        return False
    behind = {trigger.last, *(c.last for c in event.initiators)}
    return any(not p.prep and p.last - p.first > 1 and p.first in behind for p in event.places)


def _seen(event: Event, tokens: Sequence[Token]) -> bool:
    """**شهدت** بلدة X اشتباكات: a place sees it."""
    before = tokens[event.span[0] : event.trigger.first]
    return bool(event.places) and any(t.fold.lstrip("و") in _SEEING for t in before)
