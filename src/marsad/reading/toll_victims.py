"""The people a toll counts: who stands behind a trigger ("مقتل خمسة جنود") or before it ("خمسة جنود
قتلوا")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.reading.toll_deaths import death_after
from marsad.reading.toll_people import better, countable, victim_of
from marsad.reading.toll_table import TollTable, Trigger
from marsad.reading.victims import CLAUSE, Victims, counted
from marsad.text.numbers import Quantity
from marsad.text.tokens import Token

_CAPTURE = "اسر"  # folded: capture, or families
_SKIPPED = frozenset({'"', "“", "”", "«", "»", "'", "(", ")", "#", "_"})


class VictimReader:
    """Reads one sentence. ``starts`` are its quantities by first token, ``ends`` by the token behind them."""

    def __init__(
        self, tokens: Sequence[Token], first: int, last: int, numbers: Sequence[Quantity], table: TollTable
    ) -> None:
        self.tokens, self.first, self.last, self.table = tokens, first, last, table
        self.sets = table.sets
        inside = [q for q in numbers if q.first >= first and q.last <= last]
        self.numbers = [q for n, q in enumerate(inside) if not self._takes(q, inside[n + 1 : n + 2])]
        self.starts = {q.first: q for q in self.numbers}
        self.firsts = [q.first for q in self.numbers]
        self.used: set[int] = set()
        self.apart: set[int] = set()  # quantities of which some are dead and some hurt

    def _takes(self, quantity: Quantity, following: Sequence[Quantity]) -> bool:
        """ "**أسر** الجيش 40 عنصرا": a count of men in arms right behind whoever follows makes it the verb, and no families."""
        if not following or self.tokens[quantity.first].fold.removeprefix("و") != _CAPTURE:
            return False
        taken = following[0]
        noun = taken.written == "noun" and self.tokens[taken.first].fold.endswith(("ا", "يين"))
        return (
            (noun or taken.written in ("digits", "words"))
            and taken.group in ("fighters", "soldiers")
            and not taken.definite
            and quantity.last <= taken.first <= quantity.last + 4
        )

    def fold(self, at: int) -> str:
        return self.tokens[at].fold if self.first <= at < self.last else ""

    def trigger(self, at: int) -> Trigger | None:
        return self.table.triggers.get(self.fold(at))

    def event(self, at: int) -> bool:
        """Does a trigger stand here that needs nothing beside it?"""
        trigger = self.trigger(at)
        return trigger is not None and not trigger.need

    def before(self, at: int) -> Quantity | None:
        """The last quantity that begins before ``at``."""
        index = bisect_left(self.firsts, at)
        return self.numbers[index - 1] if index else None

    # --- the victims behind a trigger
    # -------------------------------------------------------------------------------

    def ahead(self, at: int, trigger: Trigger) -> Victims | None:
        """Victims named after the trigger at ``at``."""
        reach = 14 if trigger.verb else 4
        pos = at + 1
        jumped = 0
        end = min(self.last, at + 40)
        beside = trigger.verb and trigger.what == "killed" and self.fold(pos) in self.sets["beside_him"]
        pos += beside
        if trigger.need == "death":
            end = death_after(self, at) or end
        while pos < end and jumped <= reach:
            quantity = self.starts.get(pos)
            if (
                quantity is not None
                and jumped
                and trigger.what in ("killed", "injured")
                and quantity.written == "noun"
                and self.fold(pos - 1) in self.sets["killers"]
            ):
                return None  # "قتل برصاص مباشر من مسلحين": they killed
            if quantity is not None and countable(self, quantity, jumped, trigger):
                doers = pos == at + 1 and not quantity.conj
                victim = victim_of(self, quantity, trigger, self.fold(at)) if doers else None
                found = self.complete(victim or better(self, quantity, trigger), trigger)
                self.of_each_side(found, quantity.last)
                alone = pos == at + 1 and quantity.conj and trigger.verb  # "قتل وعدد من مرافقيه"
                if alone or beside or (trigger.verb and self.fold(found.first - 1) in self.sets["along"]):
                    # "قتل مع مسلحين اثنين", "قتل معه مرافقان": one whom the verb has for its subject, and two
                    found.min, found.max = found.min + 1, None if found.max is None else found.max + 1
                return found
            if quantity is not None and trigger.need is None and self.aged(quantity):
                return self.complete(Victims(at + 1, quantity.last, 1, 1, True, True), trigger)
            form = self.fold(pos)
            if quantity is None and jumped == 0:
                named = self.named(pos, trigger)
                if named is not None:
                    found = self.complete(named, trigger)
                    if beside:
                        found.min, found.max = found.min + 1, None if found.max is None else found.max + 1
                    return found
            other = self.trigger(pos)
            if other is not None and other.what != "displaced" and form not in self.sets["death"]:
                return None
            if form in ("،", ",", "؛", ":") and (jumped > 6 or trigger.need) and not trigger.verb:
                return None
            if form in ("؛", ":", "ان", "وان") or form in self.sets["among"]:
                return None
            if quantity is not None and quantity.people is not False and not quantity.definite:
                return None
            if form not in _SKIPPED and form not in ("،", ","):
                jumped += 1
            pos += 1 if quantity is None else max(1, quantity.last - pos)
        return None

    def of_each_side(self, found: Victims, at: int) -> None:
        """ "قتيل **من كل طرف**", "مقتل عنصر **لكل جانب**": twice as many."""
        behind = tuple(self.fold(i) for i in range(at, at + 3))
        if behind[:2] == ("من", "كل"):
            behind = ("لكل", behind[2])
        if behind[0] == "لكل" and behind[1] in self.sets["sides"]:
            found.min, found.max = 2 * found.min, None if found.max is None else 2 * found.max

    def aged(self, quantity: Quantity) -> bool:
        """ "(53 عاما)": behind a name, the years of one person."""
        return quantity.people is False and quantity.counted in self.sets["years"] and quantity.min < 110

    def named(self, pos: int, trigger: Trigger) -> Victims | None:
        """A person by title or name, or people by a word that the number table does not know."""
        form = self.fold(pos)
        if not form or self.tokens[pos].kind != "word" or self.trigger(pos) is not None:
            return None
        if form in self.sets["count_nouns"]:
            return None
        if form in self.sets["each_of"] and self.fold(pos + 1) == "من":
            listed = self.listed(pos + 2)
            whole = listed is None and form in ("كل", "كلا")  # "كل من في داخلها"
            return Victims(pos, pos + 2, 1, None, False) if whole else listed
        household = form in self.sets["households"] and trigger.need is None
        if household and self.fold(pos + 1) == "من" and pos + 2 in self.starts:
            members = self.starts[pos + 2]  # "عائلة من خمسة أفراد"
            if members.people and members.written in ("digits", "words"):
                family = counted(members)
                family.first = pos
                family.spans = [(pos, pos + 1)]
                return family
        if form in self.sets["gatherings"] or household:
            return Victims(pos, pos + 1, 1, None, False)
        if form == "من" and self.fold(pos + 1) in self.sets["inside"]:
            return Victims(pos, pos + 2, 1, None, False)
        if form in self.sets["ordinals"]:
            return Victims(pos, pos + 1, 1, 1)  # "وجرح ثالث"
        title = form in self.sets["titles"]
        if title and trigger.need != "people":
            return Victims(pos, pos + 1, 1, 1, True, True)
        if form in self.sets["stops"] or form in (
            "من",
            "و",
            "عن",
            "هو",
            "هي",
            "ايضا",
            "ذلك",
            "هذا",
            "ل",
            "الا",
            "او",
        ):
            return None
        if self.fold(pos - 2) in self.sets["papers"]:
            return None
        if trigger.named and not trigger.verb:
            if form.endswith(("ين", "ون", "ات")) and not form.startswith("ال") and len(form) > 4:
                return Victims(pos, pos + 1, 1, None, False)
            return Victims(pos, pos + 1, 1, 1, True, True)
        if (
            trigger.what == "injured"
            and trigger.need is None
            and any(self.fold(i) in self.sets["wound"] for i in range(pos, min(pos + 9, self.last)))
        ):
            return Victims(pos, pos + 1, 1, 1, True, True)
        return None

    def someone(self, at: int, trigger: Trigger) -> Victims | None:
        """ "اغتالت القوات الزميلة ليلى", "استشهد سامر", "قُتل (سامر)": one person by title or name."""
        pos = at + 1
        with_kin = None if trigger.back else self.with_kin(pos)
        if with_kin is not None:
            return with_kin
        quoted = self.fold(pos) in ("(", '"', "“", "«")
        if quoted:
            pos += 1
        form = self.fold(pos)
        plain = (
            bool(form)
            and self.tokens[pos].kind == "word"
            and pos not in self.starts
            and self.trigger(pos) is None
            and form not in self.sets["stops"]
            and form not in self.sets["when"]
            and form not in self.sets["killers"]
            and form not in ("و", "عن", "هو", "هي", "ذلك", "هذا")
        )
        if plain and not trigger.back:
            if quoted and (self.fold(at + 1) == "(" or not trigger.active):
                return Victims(at, pos + 1, 1, 1, True, True)
            if not trigger.active and trigger.what == "killed" and not form.startswith(("ال", "وال")):
                return Victims(at, pos + 1, 1, 1, True, True)
        if not trigger.active or trigger.back:
            return None
        for later in range(at + 2, min(at + 6, self.last)):
            word = self.fold(later)
            if (
                word in CLAUSE
                or word in self.sets["stops"]
                or word in self.sets["killers"]
                or self.trigger(later)
            ):
                return None
            if word in self.sets["titles"] and word.startswith("ال"):
                return Victims(later, later + 1, 1, 1, True, True)
        return None

    def with_kin(self, pos: int) -> Victims | None:
        """ "قتل سامر الخليل **وزوجته**": a name and one of his own are two, whoever killed them."""
        for later in range(pos, min(pos + 6, self.last)):
            found = self.starts.get(later)
            if found is not None:
                if later == pos or not self.own_of(found):
                    return None
                both = Victims(pos, later, 1, 1, True, True)
                both.add(found)
                return both
            form = self.fold(later)
            if form in CLAUSE or form in self.sets["stops"] or self.trigger(later) is not None:
                return None
            if form in self.sets["killers"] or (form.startswith("ال") and later == pos):
                return None  # "قتل الجيش …": may be who killed
        return None

    def own_of(self, quantity: Quantity) -> bool:
        """وزوجته, ونجله, وسائقه: one person, said by whose he is."""
        form = self.fold(quantity.first)
        one = quantity.min == quantity.max == 1 and quantity.written == "noun"
        return one and quantity.conj and bool(quantity.definite) and form.endswith(("ه", "ها"))

    def listed(self, pos: int) -> Victims | None:
        """ "كل من فلان وفلان": as many people as names joined by "and"."""
        start, count = pos, 1
        while pos < self.last and pos - start < 40:
            form = self.fold(pos)
            if form in self.sets["stops"] or self.trigger(pos) is not None or form in CLAUSE - {"،", ","}:
                break
            if (
                pos > start
                and (form == "و" or (form.startswith("و") and len(form) > 2 and self.fold(pos - 1) != "و"))
            ) or (form in ("،", ",") and not self.fold(pos + 1).startswith("و")):
                count += 1
            pos += 1
        return Victims(start, max(pos, start + 1), count, count, True, True) if pos > start else None

    def complete(self, first: Quantity | Victims, trigger: Trigger) -> Victims:
        """Adds people joined by "and" or "with", and splits off groups."""
        found = counted(first) if isinstance(first, Quantity) else first
        pos, gap, steps, added, ages = found.last, 0, 0, -1, 0
        one = found.min == found.max == 1
        reach = 14 if one else 9
        while pos < self.last and gap <= reach and steps < 200:
            steps += 1
            form = self.fold(pos)
            quantity = self.starts.get(pos)
            if one and form in ("،", ",") and (behind := self.behind_aside(pos)) is not None:
                pos = behind
                continue
            if (
                form == "("
                and found.min == 1
                and found.max is None
                and (inside := self.bracketed(pos)) is not None
            ):
                found.min, found.max, found.exact = inside.min, inside.max, inside.exact
                found.used.add(inside.first)
                pos = found.last = inside.last
                continue
            among = form in self.sets["among"]
            if among or (
                found.min > 1 and found.min == found.max and (form == "(" or form in self.sets["breakdown"])
            ):
                self.groups(found, pos + 1, trigger.what)  # "5 مدنيين (طفلة و4 نساء)", "شخصين هما رجل وامرأة"
                break
            if form in self.sets["between"]:
                break  # "34 قتيلا بين مدني وعسكري"
            if form in self.sets["besides"] and self.fold(pos + 1) in ("الي", "عن", "علي"):
                pos = added = pos + 2  # "26 مقاتلا إضافة إلى تسعة مقاتلين"
                continue
            if quantity is not None and one and self.aged(quantity):
                # "فلان 12 عاما وفلان 25 عاما": every name with its years is one more
                ages += 1
                if ages > 1 and found.max is not None:
                    found.min, found.max = found.min + 1, found.max + 1
                pos, gap = quantity.last, 0
                found.last = pos
                continue
            if quantity is not None:
                joined = quantity.conj or pos == added or self.fold(pos - 1) in self.sets["with"]
                figure = quantity.written in ("digits", "words")
                if joined and form.removeprefix("و") == _CAPTURE and quantity.last in self.starts:
                    break  # "مقتل 18 عنصرا وأسر ستة": the capture of six, and no families
                if (
                    joined
                    and quantity.people is not False
                    and quantity.victim is None
                    and (
                        quantity.people or (figure and (gap <= 1 or self.fold(quantity.last) in ("في", "من")))
                    )
                    and not (
                        quantity.definite
                        and quantity.written == "noun"
                        and quantity.max is None
                        and form.startswith(("ال", "وال"))
                    )
                ):
                    found.add(quantity)
                    pos, gap = quantity.last, 0
                    continue
                other = quantity.people is not False and gap > 0 and not quantity.definite
                if other and (quantity.victim or not joined) and (form == "من" or quantity.written != "noun"):
                    break
                pos = quantity.last
                gap += 1
                continue
            if (
                form[:1] == "و"
                and form[1:] in self.sets["offices"]
                and found.max == found.min
                and not self.speaks(pos)
            ):
                found.min = found.max = found.min + 1  # "قاضيا وسائقه **ومدير** ناحية"
                pos, gap = pos + 1, 0
                continue
            if form == "في" and self.fold(pos + 1) == "صفوف":  # "in the ranks of": still says who
                pos += 2
                continue
            if form == "في" and one and pos == found.last and self.fold(pos + 1) in self.sets["units"]:
                pos, gap = pos + 2, gap + 1  # "القيادي في ميليشيا …": where he serves
                continue
            ali = form == "علي" and pos + 1 in self.starts  # the name, with his years behind it
            stop = form in self.sets["stops"] and not ali
            if self.trigger(pos) is not None or stop or form in ("؛", ":", "."):
                break
            if form not in _SKIPPED:
                gap += 1
            pos += 1
        else:
            return found
        if self.fold(pos) not in self.sets["among"]:
            for later in range(pos, min(pos + 3, self.last)):
                if self.fold(later) in self.sets["among"]:
                    self.groups(found, later + 1, trigger.what)
                    break
        return found

    def behind_aside(self, comma: int) -> int | None:
        """ "سامر الخليل، المتهم بالانتماء إلى التنظيم، **وزوجته**": where one of his own stands behind what is said of him."""
        if not self.fold(comma + 1).startswith("ال"):
            return None
        for pos in range(comma + 2, min(comma + 14, self.last)):
            if self.fold(pos) in ("،", ","):
                own = self.starts.get(pos + 1)
                return pos + 1 if own is not None and self.own_of(own) else None
            if self.trigger(pos) is not None or self.fold(pos) in CLAUSE:
                return None
        return None

    def bracketed(self, at: int) -> Quantity | None:
        """ "أسرى **(12 أسيرا)**", "عناصر من الشرطة (خمسة)": the figure of people that a bracket gives."""
        figure = self.starts.get(at + 1)
        if figure is None or figure.written not in ("digits", "words") or self.fold(figure.last) != ")":
            return None
        return figure if figure.people or (figure.written == "digits" and figure.last == at + 2) else None

    def speaks(self, at: int) -> bool:
        """ "قتل 3 جنود **ونائب الوزير يصل** إلى المنطقة": does a new clause begin with who holds an office?"""
        for pos in range(at + 1, min(at + 7, self.last)):
            form = self.fold(pos)
            if form == ":" or (form.startswith("ي") and len(form) > 2):
                return True
            if form in CLAUSE:
                return False
        return False

    def groups(self, found: Victims, pos: int, what: str) -> None:
        """ "بينهم 28 مدنيا وطفلان": the groups that a toll contains."""
        gap = 0
        while pos < self.last and gap <= 3:
            quantity = self.starts.get(pos)
            if quantity is not None and quantity.victim is not None:
                if quantity.victim == what:
                    found.used.add(quantity.first)
                return
            if quantity is not None and quantity.people is not False:
                name = quantity.group or quantity.counted or "people"
                found.groups.setdefault(name, (quantity.min, quantity.max))
                found.used.add(quantity.first)
                found.last = max(found.last, quantity.last)
                pos, gap = quantity.last, 0
                continue
            form = self.fold(pos)
            if self.trigger(pos) is not None or form in self.sets["stops"] or form in ("؛", ":"):
                return
            gap += 1
            pos += 1

    # --- the victims before a trigger
    # -------------------------------------------------------------------------------

    def behind(self, at: int, trigger: Trigger) -> Victims | None:
        """ "54 شخصا على الأقل، بينهم 28 مدنيا، قتلوا": the subject stands before its verb."""
        reach = 9
        best: Quantity | None = None
        index = bisect_left(self.firsts, at)
        while index > 0:
            index -= 1
            quantity = self.numbers[index]
            if quantity.last > at:
                continue
            if at - quantity.last > min(reach, 40) or any(self.event(i) for i in range(quantity.last, at)):
                break
            among = any(
                self.fold(i) in self.sets["among"]
                for i in range(max(self.first, quantity.first - 2), quantity.first)
            )
            if among:
                reach = at - quantity.first + 10
                continue
            single = quantity.people is None and self.fold(quantity.first) in self.sets["one_of"]
            if single and at - quantity.last > 3:
                single = False  # "أحد أبطال الجيش استشهد"
            if quantity.people is False or (quantity.people is None and quantity.last != at and not single):
                continue
            if quantity.victim is not None and quantity.victim != trigger.what and quantity.victim != "both":
                break
            plural = trigger.back or trigger.owner == "many"
            if not plural and (quantity.min != 1 or quantity.max != 1) and at - quantity.last > 2:
                continue
            if quantity.definite and quantity.written == "noun" and quantity.max is None:
                continue
            if quantity.first in self.used:
                break
            best = quantity
            if quantity.conj:
                earlier = self.numbers[index - 1] if index else quantity
                survived = self.fold(earlier.last) in self.sets["survived"]  # "طفلا نجا وأربعة جنود قتلوا"
                gap = quantity.first - earlier.last
                close = 0 <= gap <= 1 or (plural and self.beside(earlier, quantity))
                if close and not survived and earlier.people and not earlier.victim:
                    continue
                if plural and earlier is not quantity and self.leader(earlier, quantity):
                    found = counted(quantity)
                    found.add(earlier)
                    found.first = earlier.first
                    return found
            break
        if best is None:
            return None
        found = counted(best)
        if trigger.dual and found.max is None and best.written == "noun":
            found.min = found.max = 2
        for pos in range(best.last, at):
            if self.fold(pos) in self.sets["among"]:
                self.groups(found, pos + 1, trigger.what)
                break
            joined = self.starts.get(pos)
            if joined is not None and joined.conj and joined.people:
                found.add(joined)
        return found

    def beside(self, one: Quantity, two: Quantity) -> bool:
        """ "تسعة من عناصر الجيش اليمني و31 مسلحا قتلوا": only the name of those counted first stands between two figures."""
        between = range(one.last, two.first)
        return (
            one.written in ("digits", "words")
            and len(between) <= 5
            and not any(
                self.fold(i) in CLAUSE | self.sets["stops"] | self.sets["among"]
                or self.trigger(i) is not None
                or i in self.starts
                for i in between
            )
        )

    def leader(self, one: Quantity, others: Quantity) -> bool:
        """ "القيادي في الكتيبة (فلان) وعناصر آخرون قتلوا", "قياديا في التنظيم وخمسة متطرفين قتلوا": one, and those with him."""
        if not (one.people and one.min == 1 and one.max == 1 and one.victim is None):
            return False
        if not one.definite and self.fold(one.last) not in ("في", "من"):
            return False  # "طفلا نجا وأربعة جنود قتلوا": one of whom something else is told
        between = range(one.last, others.first)
        return len(between) <= 9 and not any(
            self.fold(i) in CLAUSE or self.trigger(i) is not None or i in self.starts for i in between
        )
