"""Tolls: how many people a sentence says were killed, injured, captured, missing or displaced.

A toll is read from a trigger (a verb such as "قتل", a verbal noun such as "مقتل") and the quantity beside it,
or from a noun that says both ("خمسة قتلى"). Quantities joined by "and" behind one trigger are one toll;
"بينهم" (among them) splits a toll into groups and adds nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace

from marsad.reading.records import Chunk
from marsad.reading.toll_conjuncts import complete
from marsad.reading.toll_counts import is_overtaken, is_raised, is_risen, is_total
from marsad.reading.toll_deaths import death_of_two, met_death, with_him
from marsad.reading.toll_mention import TollMention
from marsad.reading.toll_negation import negated, of_losses, unhurt, untold
from marsad.reading.toll_reader import VictimReader
from marsad.reading.toll_sums import summed
from marsad.reading.toll_table import TollTable, Trigger, What, compile_tolls
from marsad.reading.toll_victims import ahead, behind, of_each_side, someone
from marsad.reading.victims import Victims, counted
from marsad.text.numbers import Quantity
from marsad.text.tokens import Token

__all__ = ["TollMention", "TollTable", "compile_tolls", "find_tolls"]


_ENDS = ("؛", ":", ".")
_LIFE = "الحياه"
_OTHER = "اخر"  # another (man)


class _Reader(VictimReader):
    """Reads the tolls of one sentence."""

    # --- one trigger
    # ------------------------------------------------------------------------------------------------

    def aimed(self, at: int) -> bool:
        """ "خططت لاغتيال النائب", "محاولة قتل", "كاد يودي بحياة مدير": a death that was meant or missed, not met."""
        if self.fold(at - 1) in self.sets["meaning"]:
            return True
        if any(self.fold(i) in self.sets["almost"] for i in range(max(self.first, at - 7), at)):
            return True
        return self.fold(at) in self.sets["meant"] and self.fold(at - 1) not in self.sets["results"]

    def only_shot_at(self, at: int) -> bool:
        """ "بنادق **قنص**", "**قنص** الجنود الطفل فأصابوه": is nobody told dead by a sniper?"""
        later = (self.trigger(i) for i in range(at + 1, min(at + 26, self.last)))
        hurt = any(other is not None and other.what == "injured" for other in later)
        return hurt or self.fold(at - 1) in self.sets["arms"]

    def of_trigger(self, at: int, trigger: Trigger) -> list[TollMention]:
        if trigger.need == "death" and not any(
            self.fold(i) in self.sets["death"] for i in range(at + 1, min(at + 18, self.last))
        ):
            return []
        if self.fold(at).removeprefix("و") in self.sets["sniping"] and self.only_shot_at(at):
            return []
        if self.fold(at) in self.sets["leaving"] and (
            self.fold(at - 1) not in ("،", ",") or at + 1 not in self.starts
        ):
            return []
        if trigger.need == "life":
            return self.departed(at, trigger)
        if not trigger.verb and self.aimed(at):
            return []
        if self.fold(at + 1) in self.sets["on_target"]:
            return []  # "إصابات مباشرة": the fire hit, nobody is said to be hurt
        if trigger.need == "own" and not self.of_his_own(at):
            return []
        if trigger.what == "missing" and self.of_his_own(at):
            trigger = replace(
                trigger, what="killed"
            )  # "فقد التنظيم ثلاثة من عناصره": who loses men counts dead
        if trigger.what == "injured" and self.died_of(at, trigger):
            return []
        if self.fold(at).lstrip("وفيت").startswith("سقط") and not self.sets["falling"].isdisjoint(
            (self.fold(at - 2) if trigger.conj else "", self.fold(at - 1), self.fold(at + 1))
        ):
            return []  # "سقطت قذيفة أطلقها مسلحون", "قال إن قذائف سقطت", "صاروخ حوثي وسقط على"
        if self.fold(at) in self.sets["only_on"] and self.fold(at + 1) != "علي":
            return []  # "القضاء" (the judiciary) unless "القضاء على" (the elimination of)
        if trigger.what == "missing" and any(
            self.fold(i) in self.sets["lives"] for i in range(at + 1, min(at + 14, self.last))
        ):
            trigger = replace(trigger, what="killed")  # "فقد ثلاثة أشخاص حياتهم"
        if negated(self, at, trigger.conj and trigger.verb):
            if (
                untold(self, at)
                or trigger.need == "people"
                or trigger.owner == "one"
                or trigger.what not in ("killed", "injured")
            ):
                return []
            return [self.mention(at, trigger, Victims(at, at + 1, 0, 0))]
        follower = self.trigger(at + 1)
        if (
            follower is not None
            and follower.what != trigger.what
            and (follower.conj or self.fold(at + 1) in ("او",))
            and {follower.what, trigger.what} == {"killed", "injured"}
            and not (trigger.back and not follower.back)  # "خمسة جنود قتلوا وأصيب آخرون": two tolls
            and not (trigger.verb and not trigger.conj and self.subject_before(at))
        ):
            found = ahead(self, at + 1, follower)
            if found is None:
                return []
            self.used |= found.used | {-at - 1}
            found.shared()
            return [
                self.mention(at, trigger, found, joint=True),
                self.mention(at + 1, follower, found, joint=True),
            ]
        found = None
        if trigger.owner is not None:
            found = (
                behind(self, at, trigger)
                if trigger.owner == "many"
                else Victims(at, at + 1, 1, 1, True, True)
            )
            if found is None:
                found = Victims(at, at + 1, 2, 2) if trigger.dual else Victims(at, at + 1, 1, None, False)
            elif trigger.owner == "one":
                found = complete(self, found, trigger)
        elif trigger.back:
            found = self.whom_they(at, trigger) or behind(self, at, trigger) or ahead(self, at, trigger)
            if found is not None and found.named and found.max == 1:
                found = None  # "قتلوا", "أصيبا بجروح": the ending says more than one
            if found is not None and trigger.dual and found.max == 1 and found.first <= at:
                found.min = found.max = 2  # "طفل ووالده قتلا"
            if found is None and trigger.need is None:
                found = Victims(at, at + 1, 2, 2) if trigger.dual else Victims(at, at + 1, 1, None, False)
        else:
            agent = (
                trigger.active and trigger.what == "captured"
            )  # "الأمن يعتقل": who stands before it holds them
            near = trigger.verb and not agent and not trigger.conj and self.subject_before(at)
            found = (behind(self, at, trigger) if near else None) or ahead(self, at, trigger)
            if found is None and trigger.verb and not agent:
                found = behind(self, at, trigger)
            if found is None and trigger.need == "death":
                found = met_death(self, at)
            elif found is not None and found.max == 1 and trigger.need == "death" and death_of_two(self, at):
                found.min = found.max = 2  # "لقيت طفلة ووالدها حتفهما"
            if found is None and trigger.verb and trigger.what in ("killed", "injured") and not trigger.need:
                found = someone(self, at, trigger)
        if found is None:
            return []
        if trigger.need == "death":
            with_him(self, at, found)
        self.used |= found.used
        fell = self.starts.get(at + 1) if trigger.back and trigger.need == "people" else None
        if fell is not None and fell.victim in ("killed", "injured") and fell.max is None:
            return self.fell(at, trigger, found, fell)
        return [self.mention(at, trigger, found)]

    def whom_they(self, at: int, trigger: Trigger) -> Victims | None:
        """ "فقتلوا **شابا** وأصابوا آخرين": people right behind an active verb with "they" in it are its object."""
        if not trigger.active:
            return None
        quantity = self.starts.get(at + 1)
        if trigger.dual and (quantity is None or not self.fold(quantity.first).endswith("ا")):
            return None  # "طفل ووالده قتلا"; but "تسلل عنصران وقتلا **جنديا**"
        if quantity is None:
            rank = self.fold(at + 1)  # "وقتلوا عميدا"
            titled = rank.endswith("ا") and rank[:-1] in self.sets["titles"]
            return complete(self, Victims(at + 1, at + 2, 1, 1), trigger) if titled else None
        if not quantity.people or quantity.definite:
            return None
        object_ = quantity.written in ("digits", "words") or self.fold(quantity.first).endswith(("ا", "ين"))
        if not object_ or quantity.conj or quantity.victim is not None:
            return None
        return complete(self, quantity, trigger)

    def of_his_own(self, at: int) -> bool:
        """ "خسر الجيش خمسة من جنوده": does what follows count one's own people?"""
        for pos in range(at + 1, min(at + 9, self.last)):
            quantity = self.starts.get(pos)
            if quantity is not None and quantity.noun is not None:
                if quantity.written == "noun" or quantity.victim is not None:
                    return False
                fighters = (
                    quantity.group in ("fighters", "soldiers") and not quantity.definite
                )  # "خسرت الميليشيا 20 مسلحا"
                lost = self.fold(at).removeprefix("و") in self.sets["loses"]
                return self.fold(quantity.noun) in self.sets["own_people"] or (fighters and lost)
            if self.trigger(pos) is not None or self.fold(pos) in ("،", ",", ":"):
                return False
        return False

    def died_of(self, at: int, trigger: Trigger) -> bool:
        """ "قتل شاب إثر إصابته برصاص", "توفي متأثرا بجروح أصيب بها": the wound of one who is told dead."""
        wound = trigger.owner == "one" and (
            self.fold(at - 1) in self.sets["after_wound"] or self.fold(at).startswith("ب")
        )
        if not wound and not (trigger.verb and self.fold(at + 1) in self.sets["of_it"]):
            return False
        around = (self.trigger(i) for i in range(max(self.first, at - 14), min(at + 5, self.last)))
        return any(other is not None and other.what == "killed" for other in around)

    def departed(self, at: int, trigger: Trigger) -> list[TollMention]:
        """ "فارق شابان **الحياة**", "فارق الحياة ثلاثة أشخاص": who departed this life stands between the two words or behind them."""
        met = next((i for i in range(at + 1, min(at + 7, self.last)) if self.fold(i) == _LIFE), None)
        if met is None or negated(self, at, trigger.conj):
            return []
        plain = replace(trigger, need=None)
        quantity = self.starts.get(at + 1 if met > at + 1 else met + 1)
        found = None
        if quantity is not None and quantity.people is not False and quantity.victim is None:
            found = complete(self, quantity, plain)
        elif trigger.back:
            found = behind(self, at, plain) or Victims(at, met + 1, 1, None, False)
        elif met <= at + 4:
            found = behind(self, at, plain) or Victims(at, met + 1, 1, 1, True, True)
        if found is None:
            return []
        self.used |= found.used
        return [self.mention(at, plain, found)]

    def fell(self, at: int, trigger: Trigger, found: Victims, how: Quantity) -> list[TollMention]:
        """ "خمسة مدنيين سقطوا جرحى", "العشرات سقطوا قتلى وجرحى": the noun says what befell them."""
        self.used.add(how.first)
        kinds = [cast(What, how.victim)]
        other = self.starts.get(how.last)
        if other is not None and other.conj and other.victim in ("killed", "injured") and other.max is None:
            self.used.add(other.first)
            kinds.append(cast(What, other.victim))
            found.shared()
        return [self.mention(at, replace(trigger, what=what), found, len(kinds) > 1) for what in kinds]

    def subject_before(self, at: int) -> bool:
        """A quantity of people ends right before the verb, and no other stands right behind it."""
        subject = self.before(at)
        if subject is None or at + 1 in self.starts:
            return False
        return subject.last == at and bool(subject.people) and not subject.definite

    def mention(self, at: int, trigger: Trigger, found: Victims, joint: bool = False) -> TollMention:
        groups = dict(found.groups)
        for first, _ in found.spans:
            quantity = self.starts.get(first)
            if quantity is not None and quantity.group and not joint:
                low, high = groups.get(quantity.group, (0, 0))
                groups[quantity.group] = (
                    max(low, quantity.min) if quantity.group in found.groups else low + quantity.min,
                    None if high is None or quantity.max is None else high + quantity.max,
                )
        return TollMention(
            min(at, found.first),
            max(at + 1, found.last),
            trigger.what,
            found.min,
            found.max,
            groups,
            tuple(found.spans),
            at,
            trigger.verb and not (trigger.both and self.fold(at - 1) in ("الي", "عن", "في")),
            found.exact,
            found.named,
            joint,
            others=any(
                self.fold(i) in self.sets["others"] or self.fold(i) == _OTHER
                for first, last in found.spans
                for i in range(max(first, at), last + 1)
            ),
        )

    # --- nouns that are tolls by themselves
    # -------------------------------------------------------------------------

    def of_noun(self, quantity: Quantity) -> list[TollMention]:
        """ "خمسة قتلى", "سقوط جرحى", "عدد القتلى إلى 28", "دون إصابات"."""
        at = quantity.noun if quantity.noun is not None else quantity.first
        kinds: tuple[What, ...] = ("killed",) if quantity.victim == "both" else (cast(What, quantity.victim),)
        if negated(self, quantity.first, False) or negated(self, at, False):
            if untold(self, at):
                return []
            both = quantity.victim == "both" or quantity.counted == "اصابه"
            kinds = ("killed", "injured") if both else kinds
            return [self.plain(quantity, at, what, 0, 0) for what in kinds if what in ("killed", "injured")]
        if self.fold(at + 1) in self.sets["on_target"]:
            return []
        if (
            quantity.counted == "اصابه"
            and quantity.written == "noun"
            and self.fold(at + 1) in self.sets["grave"]
        ):
            earlier = (self.trigger(i) for i in range(max(self.first, at - 6), at))
            if any(other is not None and other.what == "injured" for other in earlier):
                return []  # "إصابة 22 آخرين إصابات متفاوتة": how they are hurt, not that others are
        before = self.fold(quantity.first - 1)
        other = self.starts.get(quantity.last)
        if other is not None and not (
            other.conj
            and other.written == "noun"
            and {quantity.victim, other.victim} == {"killed", "injured"}
        ):
            other = None
        if before in self.sets["between"] or (
            quantity.conj and self.fold(quantity.first - 2) in self.sets["between"]
        ):
            if other is not None and (whole := self.divided(quantity.first)) is not None:
                return self.together(at, quantity, other, whole)
            return [self.plain(quantity, at, what, 1, None, weak=True) for what in kinds]
        if other is not None and self.one_figure(quantity, other):
            return self.together(at, quantity, other, counted(quantity))
        found = counted(quantity)
        number_of = at == quantity.first + 1 and self.fold(quantity.first) in self.sets["count_nouns"]
        if number_of or (
            quantity.written == "noun"
            and (quantity.definite or before in self.sets["count_nouns"] or quantity.max is None)
        ):
            figure = self.figure_after(quantity if other is None else other)
            if figure is not None:
                found = counted(figure)
                found.first = min(found.first, quantity.first)
                if other is not None:  # "عدد القتلى والجرحى إلى 50"
                    return self.together(at, quantity, other, found)
        by_figure = found.min != quantity.min or found.max != quantity.max
        of_each_side(self, found, quantity.last)
        found = complete(self, found, Trigger(kinds[0], False))
        self.used |= found.used
        weak = quantity.definite and quantity.written == "noun" and not by_figure
        weak = weak and not (before == "من" and self.fold(quantity.first - 2) in self.sets["more_of"])
        # "عددا من القتلى والجرحى": the wounded, too, are a number of them
        weak = weak and not (quantity.conj and self.some_of(quantity.first - 3))
        trigger = Trigger(kinds[0], False)
        out = [self.mention(at, trigger, found)]
        return [replace(each, weak=True) for each in out] if weak else out

    def some_of(self, at: int) -> bool:
        """ "عددا من …", "العديد من …"."""
        some = self.sets["count_nouns"] | self.sets["some"]
        return self.fold(at) in some and self.fold(at + 1) == "من"

    def one_figure(self, quantity: Quantity, other: Quantity) -> bool:
        """Does a figure before "dead and wounded" count both?"""
        if quantity.written in ("digits", "words") and not other.definite:
            return True  # "33 قتيلا وجريحا"
        # "عشرات القتلى والجرحى": both nouns depend on the one word for many
        many = quantity.written == "vague" and quantity.min > 1 and quantity.noun == quantity.first + 1
        return many and other.definite and self.fold(quantity.first + 1).startswith("ال")

    def together(self, at: int, quantity: Quantity, other: Quantity, found: Victims) -> list[TollMention]:
        """One figure for the dead and the hurt."""
        self.used |= {quantity.first, other.first, *found.used}
        found.last = max(found.last, other.last)
        found.shared()
        return [
            self.mention(at, Trigger(cast(What, what), False), found, joint=True)
            for what in (quantity.victim, other.victim)
        ]

    def divided(self, at: int) -> Victims | None:
        """Those of whom it is said that some are dead and some hurt: "30 عنصرا **بين قتيل وجريح**"."""
        for quantity in reversed(self.numbers[: bisect_left(self.firsts, at - 1)]):
            if at - 1 - quantity.last > 8 or any(self.event(i) for i in range(quantity.last, at - 1)):
                return None
            if quantity.people is False or quantity.definite or (quantity.min == 1 and quantity.max == 1):
                continue
            if quantity.people or (quantity.last == at - 1 and quantity.written in ("digits", "words")):
                self.apart.add(quantity.first)
                return counted(quantity)
        return None

    def figure_after(self, noun: Quantity) -> Quantity | None:
        """The figure that a counted noun before it stands for: "القتلى إلى 28", "القتلى من الشرطة 7"."""
        index = bisect_left(self.firsts, noun.first) - 1
        begin = noun.first if self.fold(noun.first) in self.sets["count_nouns"] else noun.first - 1
        if index >= 0 and self.fold(begin) in self.sets["count_nouns"]:
            earlier = self.numbers[index]
            to = self.fold(earlier.first - 1) == "الي" or self.fold(earlier.first) == "الي"
            if to and earlier.last == begin and earlier.people is not False:
                return earlier  # "يرتفع إلى 46 عدد القتلى", "إلى 46 عدد قتلى التفجير"
        start = bisect_left(self.firsts, noun.last)
        for quantity in self.numbers[start : start + 8]:
            gap = quantity.first - noun.last
            if quantity.written == "noun" and gap <= 16:
                continue
            if gap > 16 or any(self.trigger(i) is not None for i in range(noun.last, quantity.first)):
                return None
            reached = (
                self.fold(quantity.first - 1) in self.sets["reaching"]
                or self.fold(quantity.first) in self.sets["reaching"]  # "تجاوز 30": a bound of the figure
            )
            # "عدد ضحايا القصف إلى 8" says how many, "عدد من الضحايا" that there were some
            counted_before = any(
                self.fold(i) in self.sets["count_nouns"] for i in (noun.first - 1, noun.first)
            )
            if not gap and noun.counted in self.sets["bodies"] and not quantity.conj and quantity.people:
                return quantity  # "جثث ثلاثة مدنيين"
            if self.fold(quantity.first - 1) == "من" and self.fold(quantity.last) == "الي":
                later = self.starts.get(quantity.last + 1)  # "ارتفع عدد القتلى من 20 إلى 30"
                if later is not None and later.people is not False and later.written in ("digits", "words"):
                    return later
            bare = gap <= 4 and quantity.people is None and (counted_before or gap <= 1)
            if quantity.people is False or quantity.first in self.used:
                continue
            if (reached and (counted_before or noun.definite)) or bare:
                return quantity
            if gap > 5 and not counted_before:
                return None
        return None

    def plain(
        self, quantity: Quantity, at: int, what: What, least: int, most: int | None, weak: bool = False
    ) -> TollMention:
        return TollMention(
            quantity.first,
            quantity.last,
            what,
            least,
            most,
            {},
            ((quantity.first, quantity.last),),
            at,
            False,
            weak=weak,
        )

    def opposite(self, toll: TollMention) -> TollMention | None:
        """ "22 مسلحا **مقابل تسعة جنود**": the dead of the other side."""
        if toll.what not in ("killed", "injured") or toll.joint or toll.max == 0:
            return None
        for pos in range(toll.last, min(toll.last + 4, self.last)):
            if self.fold(pos) in self.sets["opposite"]:
                quantity = self.starts.get(pos + 1)
                if quantity is None or quantity.first in self.used or not quantity.people or quantity.victim:
                    return None
                self.used.add(quantity.first)
                found = complete(self, quantity, Trigger(toll.what, False))
                return self.mention(quantity.first, Trigger(toll.what, False), found)
            if self.trigger(pos) is not None or self.fold(pos) in _ENDS:
                return None
        return None

    def tally(self, at: int) -> list[TollMention]:
        """ "ارتفعت الحصيلة إلى 246", "حصيلة الهجوم إلى 17 مدنيا": a count that does not name the dead means them."""
        if not any(self.fold(i).removeprefix("و") in self.sets["rising"] for i in range(at - 2, at)):
            return []
        for pos in range(at + 1, min(at + 15, self.last)):
            quantity = self.starts.get(pos)
            if quantity is not None and self.fold(pos - 1) == "الي" and pos not in self.used:
                if quantity.victim or quantity.people is False or quantity.max == 1:
                    return []
                found = complete(self, quantity, Trigger("killed", False))
                self.used |= found.used
                return [self.mention(at, Trigger("killed", False), found)]
            if self.trigger(pos) is not None or (quantity is not None and quantity.victim):
                return []
            if self.fold(pos) in ("،", ",", "؛", ":"):
                return []
        return []


def _first(quantity: Quantity) -> int:
    return quantity.first


def part_of_name(toll: TollMention, chunks: Sequence[Chunk]) -> bool:
    """كتائب **شهداء** الأقصى: the dead in the name of somebody known have not died in what is told."""
    return toll.max is None and any(
        chunk.ref and chunk.first <= toll.trigger < chunk.last and chunk.last - chunk.first > 1
        for chunk in chunks
    )


def find_tolls(
    tokens: Sequence[Token],
    sentence: tuple[int, int],
    numbers: Sequence[Quantity],
    table: TollTable,
) -> list[TollMention]:
    """Tolls of the sentence ``tokens[sentence[0]:sentence[1]]`` in order of their triggers; ``numbers`` may
    be the report's."""
    first, last = sentence
    triggers, losses = table.triggers, table.sets["losses"]
    tallies = table.sets["tallies"]
    hits = [at for at in range(first, last) if tokens[at].fold in triggers or tokens[at].fold in losses]
    counts = [at for at in range(first, last) if tokens[at].fold in tallies]
    begin = bisect_left(numbers, first, key=_first)
    inside = [q for q in numbers[begin : bisect_left(numbers, last, key=_first)] if q.last <= last]
    harmed = not table.sets["hurt"].isdisjoint(token.fold for token in tokens[first:last])
    if not hits and not counts and not harmed and not any(q.victim for q in inside):
        return []
    reader = _Reader(tokens, first, last, inside, table)
    out: list[TollMention] = []
    for at in hits:
        trigger = triggers.get(tokens[at].fold)
        if trigger is None:
            out.extend(of_losses(reader, at))
        elif tokens[at].fold in table.sets["victims_of"]:
            reader.used.add(at)  # "راح ضحيتها": the word for victims is the verb's, not a victim itself
            out.extend(reader.of_trigger(at, trigger))
        elif at not in reader.starts and -at not in reader.used:
            out.extend(reader.of_trigger(at, trigger))
    for quantity in inside:
        if quantity.victim and quantity.first not in reader.used:
            out.extend(reader.of_noun(quantity))
    if not any(toll.max != 0 for toll in out):
        for at in range(first, last):
            if tokens[at].fold in table.sets["hurt"]:
                out.extend(unhurt(reader, at))
    for at in counts:
        out.extend(reader.tally(at))
    if reader.apart:  # whom a verb before them counted as dead are dead and hurt together
        out = [t for t in out if t.joint or reader.apart.isdisjoint(first for first, _ in t.victims)]
    if out:
        all_total = is_total(reader)
        out = [
            replace(t, total=True) if all_total or is_raised(reader, t) or is_overtaken(reader, t) else t
            for t in out
        ]
        out = [replace(t, newer=True) if not t.total and is_risen(reader, t) else t for t in out]
        out += [other for toll in out if (other := reader.opposite(toll)) is not None]
    out.sort(key=lambda toll: (toll.trigger, toll.what))
    return summed(reader, out)
