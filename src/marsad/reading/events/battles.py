"""An attack that turns into a battle is the battle: دارت اشتباكات **بعد هجوم** X على Y, شن X هجوما **أدى إلى اشتباكات**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Event
from marsad.reading.sameness import any_actor, any_place, precise
from marsad.text.tokens import Token

THE_BATTLE = "the battle it turned into is told"
_AFTER = word_class("after") | {"بعدما", "عقبما"}
_PERIODS = word_class("periods_counted")
_FOLLOWED = word_class("followed_it")
_IN = ("في", "خلال", "اثناء")  # in, during: قتل **في** الاشتباكات
_LEAD = 9  # tokens from "after" to the attack: that he launched, an attempt to carry out
_RESULT = 3  # tokens from what tells a result to the battle


def turned_into_battles(
    told: Sequence[Event], tokens: Sequence[Token], clauses: Sequence[Clauses], lexicon: Lexicon
) -> None:
    """Drop the attacks that the sentence tells to have become a battle, and leave what they tell to it."""
    battles = [e for e in told if e.kind == "armed_clash" and e.status == "occurred"]
    if not battles:
        return
    for attack in told:
        if attack.kind != "ground_attack" or attack.status not in ("occurred", "attempted"):
            continue
        for battle in battles:
            number = battle.trigger.sentence
            if (
                attack.trigger.sentence == number
                and _became(attack, battle, tokens, clauses[number])
                and _one_scene(attack, battle, lexicon)
            ):
                _hand_over(attack, battle)
                break


def _became(attack: Event, battle: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    one, two = attack.trigger, battle.trigger
    if two.last <= one.first:
        if attack.status != "occurred":
            return False  # اندلعت اشتباكات بعد أن **حاول** X اقتحام Y: the attempt is told for itself
        for here in range(one.first - 1, max(two.last, one.first - _LEAD) - 1, -1):
            word = tokens[here].fold
            if word in COMMAS or word in _PERIODS:
                return False
            if word in _AFTER:
                return True
        return False
    if one.last > two.first:
        return False
    if any(tokens[here].fold in _FOLLOWED for here in range(max(one.last, two.first - _RESULT), two.first)):
        return True
    if clauses.begun_within(max(one.last, two.first - _RESULT), two.first, ("result",)):
        return True
    # صد X هجوما وقتل **في الاشتباكات** جنديان: beaten back it is a battle only where somebody is hurt.
    return (
        two.definite and two.form not in VERBAL and tokens[two.first - 1].fold in _IN and bool(battle.tolls)
    )


def _one_scene(attack: Event, battle: Event, lexicon: Lexicon) -> bool:
    """Neither told of two places nor of other parties?"""
    mine, theirs = precise(attack.places), precise(battle.places)
    if mine and theirs and not any_place(mine, theirs):
        return False
    sides = [*battle.initiators, *battle.targets]
    parties = [*attack.initiators, *attack.targets, *attack.foilers]
    return not parties or not sides or any_actor(parties, sides, lexicon)


def _hand_over(attack: Event, battle: Event) -> None:
    attack.dropped = THE_BATTLE
    if not battle.initiators and not battle.targets:
        battle.initiators, battle.targets = attack.initiators, attack.targets
    battle.places = battle.places or attack.places
    battle.tolls = {**attack.tolls, **battle.tolls}
    battle.spans = [*battle.spans, *attack.spans]
