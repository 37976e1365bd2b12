"""Tolls told by a word of killing, hurting or taking and the quantity beside it: "قتل خمسة", "مقتل خمسة", "فارقوا الحياة".

First what the word does not tell (a death that was meant, a shell that fell), then whom it counts: behind it, before it,
or one whom its ending means.
"""

from __future__ import annotations

from typing import cast

from msgspec.structs import replace

from marsad.reading.tolls.by_name import named_victims
from marsad.reading.tolls.conjuncts import complete
from marsad.reading.tolls.counted import Victims
from marsad.reading.tolls.deaths import death_of_two, met_death, with_him
from marsad.reading.tolls.mention import TollMention, mention
from marsad.reading.tolls.negation import asked, negated, untold
from marsad.reading.tolls.people import of_them
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger, What
from marsad.reading.tolls.victims import ahead, behind, someone
from marsad.text.numbers import Quantity

_LIFE = "الحياه"
_THEN = "ثم"
_HURT = "اصابه"  # a hurt
_ANY = {"اي", "ايه", "حاله", "او"}  # any, case of, (damage) or
_OTHER = {"اخر", "اخري", "اخران", "اخرين"}  # another, others


def of_trigger(reader: VictimReader, at: int, trigger: Trigger) -> list[TollMention]:
    if trigger.need == "death" and not any(
        reader.fold(i) in reader.sets["death"] for i in range(at + 1, min(at + 18, reader.last))
    ):
        return []
    form, before, after = reader.fold(at), reader.fold(at - 1), reader.fold(at + 1)
    if form.removeprefix("و") in reader.sets["sniping"] and _only_shot_at(reader, at):
        return []
    if form in reader.sets["leaving"] and (before not in ("،", ",") or at + 1 not in reader.starts):
        return []
    if trigger.need == "life":
        return _departed(reader, at, trigger)
    if not trigger.verb and _aimed(reader, at):
        return []
    if trigger.active and _of_lives(reader, at + 1):
        return []
    if form in reader.sets["lives_of"] and before == "علي":
        return []  # "حفاظا **على أرواح** المدنيين": nobody died
    if trigger.what == "captured" and trigger.verb and _stops(reader, at):
        return []
    if _particle(reader, at) or asked(reader, at):
        return []
    if form in reader.sets["slew_both"] and before != _THEN:
        return []  # "قبل قتلهما" may be a noun, of what was meant
    if reader.slays_them(at) and not _counted_before(reader, at):
        return []
    if (
        trigger.active
        and trigger.what == "injured"
        and not reader.sets["ailing"].isdisjoint((before, before.removeprefix("و"), after))
    ):
        return []
    if after in reader.sets["on_target"]:
        return []  # "إصابات مباشرة": the fire hit, nobody is said to be hurt
    if trigger.need == "own" and not _of_his_own(reader, at):
        return []
    if trigger.what == "missing" and _of_his_own(reader, at):
        trigger = replace(trigger, what="killed")  # "فقد التنظيم ثلاثة من عناصره": who loses men counts dead
    if trigger.what == "injured" and _died_of(reader, at, trigger):
        return []
    if trigger.what == "injured" and trigger.owner and after in reader.sets["grave"]:
        return []  # "بينهم اثنان إصابتهما خطيرة": how those are hurt who are told before
    if form.lstrip("وفيتب").startswith(("سقط", "سقوط")) and not reader.sets["falling"].isdisjoint(
        (reader.fold(at - 2) if trigger.conj or before in _OTHER else "", before, after)
    ):
        return []  # "سقطت قذيفة أطلقها مسلحون", "قال إن قذائف سقطت", "صاروخ حوثي وسقط على", "صاروخ آخر سقط"
    if form in reader.sets["only_on"] and after != "علي":
        return []  # "القضاء" (the judiciary) unless "القضاء على" (the elimination of)
    if trigger.what == "missing" and any(
        reader.fold(i) in reader.sets["lives"] for i in range(at + 1, min(at + 14, reader.last))
    ):
        trigger = replace(trigger, what="killed")  # "فقد ثلاثة أشخاص حياتهم"
    if negated(reader, at, trigger.conj and trigger.verb):
        if (
            untold(reader, at)
            or trigger.need == "people"
            or trigger.owner == "one"
            or trigger.what not in ("killed", "injured")
        ):
            return []
        none = [mention(reader, at, trigger, Victims(at, at + 1, 0, 0))]
        if form == _HURT and before in _ANY:
            none.append(
                replace(none[0], what="killed")
            )  # "دون أي إصابة": as "دون إصابات", nobody came to harm
        return none
    follower = reader.trigger(at + 1)
    if (
        follower is not None
        and follower.what != trigger.what
        and (follower.conj or after == "او")
        and {follower.what, trigger.what} == {"killed", "injured"}
        and not (trigger.back and not follower.back)  # "خمسة جنود قتلوا وأصيب آخرون": two tolls
        and not (trigger.verb and not trigger.conj and _subject_before(reader, at))
    ):
        found = ahead(reader, at + 1, follower)
        if found is None:
            return []
        reader.used |= found.used | {-at - 1}
        found.shared()
        return [
            mention(reader, at, trigger, found, joint=True),
            mention(reader, at + 1, follower, found, joint=True),
        ]
    if follower is not None and _and_taken(reader, at, trigger, follower):
        found = ahead(reader, at + 1, follower)
        if found is None:
            return []
        found.shared()
        return [mention(reader, at, trigger, found)]
    found = None
    if trigger.owner is not None:
        found = (
            behind(reader, at, trigger) if trigger.owner == "many" else Victims(at, at + 1, 1, 1, True, True)
        )
        if found is None or (trigger.dual and (found.min, found.max) != (2, 2)):
            found = Victims(at, at + 1, 2, 2) if trigger.dual else Victims(at, at + 1, 1, None, False)
        elif trigger.owner == "one":
            found = complete(reader, found, trigger)
    elif trigger.back:
        found = _whom_they(reader, at, trigger)
        if found is None and not (trigger.active and _they_slew(reader, at)):
            found = behind(reader, at, trigger)
        found = found or ahead(reader, at, trigger)
        if found is not None and found.named and found.max == 1:
            found = None  # "قتلوا", "أصيبا بجروح": the ending says more than one
        if found is not None and trigger.dual and found.max == 1 and found.first <= at:
            found.min = found.max = 2  # "طفل ووالده قتلا"
        if found is None:
            found = named_victims(reader, at, trigger)
        if found is None and trigger.need is None:
            found = Victims(at, at + 1, 2, 2) if trigger.dual else Victims(at, at + 1, 1, None, False)
    else:
        agent = (
            trigger.active and trigger.what == "captured"
        )  # "الأمن يعتقل": who stands before it holds them
        near = trigger.verb and not agent and not trigger.conj and _subject_before(reader, at)
        found = (behind(reader, at, trigger) if near else None) or ahead(reader, at, trigger)
        if found is None and trigger.verb and not agent:
            found = behind(reader, at, trigger)
        if found is None and trigger.need == "death":
            found = met_death(reader, at)
        elif found is not None and found.max == 1 and trigger.need == "death" and death_of_two(reader, at):
            found.min = found.max = 2  # "لقيت طفلة ووالدها حتفهما"
        if found is None and trigger.verb and trigger.what in ("killed", "injured") and not trigger.need:
            found = someone(reader, at, trigger)
        found = found or named_victims(reader, at, trigger)
    if found is None:
        return []
    if trigger.need == "death":
        with_him(reader, at, found)
    elif trigger.back and trigger.what == "killed" and found.last <= at:
        _with_them(reader, at, found)
    hurt = reader.starts.get(found.last) if trigger.need == "people" and found.max == 1 else None
    if hurt is not None and hurt.victim == "injured" and hurt.max == 1 and not hurt.conj:
        return []  # "وسقط ثالث **جريحا**": the noun says what befell him
    reader.used |= found.used
    fell = reader.starts.get(at + 1) if trigger.back and trigger.need == "people" else None
    if fell is not None and fell.victim in ("killed", "injured") and fell.max is None:
        return _fell(reader, at, trigger, found, fell)
    return [mention(reader, at, trigger, found)]


def _and_taken(reader: VictimReader, at: int, trigger: Trigger, follower: Trigger) -> bool:
    """ "**إصابة** وأسر آخرين": the people stand behind the second of two nouns that are both of them."""
    return (
        trigger.what in ("killed", "injured")
        and follower.what in ("captured", "missing")
        and follower.conj
        and not (trigger.verb or (follower.verb and not follower.both) or trigger.owner or follower.owner)
        and at + 1 not in reader.starts
    )


def _counted_before(reader: VictimReader, at: int) -> bool:
    """ "رفات 200 **أسير** أعدمهم التنظيم", "عشرات الأشخاص **الذين** قتلهم الجيش": do those stand right before the verb whom it means?"""
    who = reader.fold(at - 1) in ("الذين", "ممن")
    subject = reader.before(at)
    return (
        subject is not None
        and subject.people is True
        and 0 <= at - who - subject.last <= 1
        and (who or not subject.definite)
    )


def _with_them(reader: VictimReader, at: int, found: Victims) -> None:
    """ "القياديان … قتلا **مع عشرات** المسلحين": those who died with them are added."""
    joined = reader.starts.get(at + 2) if reader.fold(at + 1) in reader.sets["along"] else None
    if joined is not None and joined.written != "noun" and joined.people and joined.first not in found.used:
        found.add(joined)


def _aimed(reader: VictimReader, at: int) -> bool:
    """ "خططت لاغتيال النائب", "محاولة قتل", "كاد يودي بحياة مدير": a death that was meant or missed, not met."""
    if reader.fold(at - 1) in reader.sets["meaning"]:
        return True
    if reader.has("almost") and any(
        reader.fold(i) in reader.sets["almost"] for i in range(max(reader.first, at - 7), at)
    ):
        return True
    return reader.fold(at) in reader.sets["meant"] and reader.fold(at - 1) not in reader.sets["results"]


def _of_lives(reader: VictimReader, at: int) -> bool:
    """ "هجوم التنظيم الإرهابي أودى **بحياة** 12 شرطيا": the noun behind the verb counts the dead, and who stands before it does not."""
    noun = reader.trigger(at)
    return noun is not None and not noun.verb and reader.fold(at).startswith("ب")


def _stops(reader: VictimReader, at: int) -> bool:
    """ "**أوقفت** القوات **إطلاق** النار": what was stopped is no person."""
    for pos in range(at + 1, at + 4):
        if reader.fold(pos) in reader.sets["stopping"]:
            return True
        if pos in reader.starts:
            return False
    return False


def _particle(reader: VictimReader, at: int) -> bool:
    """ "**فقد** قامت فرقه": before a verb it is no loss, but "indeed"."""
    after = reader.fold(at + 1)
    return (
        reader.fold(at) == "فقد"
        and at + 1 not in reader.starts
        and (after.endswith(("ت", "وا", "نا")) or after in reader.sets["indeed"])
    )


def _only_shot_at(reader: VictimReader, at: int) -> bool:
    """ "بنادق **قنص**", "**قنص** الجنود الطفل فأصابوه": is nobody told dead by a sniper?"""
    later = (reader.trigger(i) for i in range(at + 1, min(at + 26, reader.last)))
    hurt = any(other is not None and other.what == "injured" for other in later)
    return hurt or reader.fold(at - 1) in reader.sets["arms"]


def _whom_they(reader: VictimReader, at: int, trigger: Trigger) -> Victims | None:
    """ "فقتلوا **شابا** وأصابوا آخرين": people right behind an active verb with "they" in it are its object."""
    if not trigger.active:
        return None
    quantity = reader.starts.get(at + 1)
    if trigger.dual and (quantity is None or not reader.fold(quantity.first).endswith("ا")):
        return None  # "طفل ووالده قتلا"; but "تسلل عنصران وقتلا **جنديا**"
    if quantity is None:
        rank = reader.fold(at + 1)  # "وقتلوا عميدا"
        titled = rank.endswith("ا") and rank[:-1] in reader.sets["titles"]
        return complete(reader, Victims(at + 1, at + 2, 1, 1), trigger) if titled else None
    if quantity.definite or not (quantity.people or of_them(reader, quantity)):
        return None
    object_ = quantity.written in ("digits", "words") or reader.fold(quantity.first).endswith(("ا", "ين"))
    if not object_ or quantity.conj or quantity.victim is not None:
        return None
    return complete(reader, quantity, trigger)


def _of_his_own(reader: VictimReader, at: int) -> bool:
    """ "خسر الجيش خمسة من جنوده": does what follows count one's own people?"""
    for pos in range(at + 1, min(at + 9, reader.last)):
        quantity = reader.starts.get(pos)
        if quantity is not None and quantity.noun is not None:
            if quantity.written == "noun" or quantity.victim is not None:
                return False
            fighters = (
                quantity.group in ("fighters", "soldiers") and not quantity.definite
            )  # "خسرت الميليشيا 20 مسلحا"
            lost = reader.fold(at).removeprefix("و") in reader.sets["loses"]
            return reader.fold(quantity.noun) in reader.sets["own_people"] or (fighters and lost)
        if reader.trigger(pos) is not None or reader.fold(pos) in ("،", ",", ":"):
            return False
    return False


def _died_of(reader: VictimReader, at: int, trigger: Trigger) -> bool:
    """ "قتل شاب إثر إصابته برصاص", "توفي متأثرا بجروح أصيب بها": the wound of one who is told dead."""
    wound = trigger.owner == "one" and (
        reader.fold(at - 1) in reader.sets["after_wound"] or reader.fold(at).startswith("ب")
    )
    if trigger.owner == "one" and _died_later(reader, at):
        return True
    if not wound and not (trigger.verb and reader.fold(at + 1) in reader.sets["of_it"]):
        return False
    around = (reader.trigger(i) for i in range(max(reader.first, at - 14), min(at + 5, reader.last)))
    return any(other is not None and other.what == "killed" for other in around)


def _died_later(reader: VictimReader, at: int) -> bool:
    """ "أسفر عن إصابته بجراح ونقل إلى المستشفى، غير أنه **توفي متأثرا** بجراحه"."""
    later = range(at + 1, min(at + 22, reader.last - 1))
    return any(
        reader.fold(i).removeprefix("و") in reader.sets["dying"]
        and reader.fold(i + 1) in reader.sets["after_wound"]
        for i in later
    )


def _departed(reader: VictimReader, at: int, trigger: Trigger) -> list[TollMention]:
    """ "فارق شابان **الحياة**", "فارق الحياة ثلاثة أشخاص": who departed this life stands between the two words or behind them."""
    met = next((i for i in range(at + 1, min(at + 7, reader.last)) if reader.fold(i) == _LIFE), None)
    if met is None or negated(reader, at, trigger.conj):
        return []
    plain = replace(trigger, need=None)
    quantity = reader.starts.get(at + 1 if met > at + 1 else met + 1)
    found = None
    if quantity is not None and quantity.people is not False and quantity.victim is None:
        found = complete(reader, quantity, plain)
    elif trigger.back:
        found = behind(reader, at, plain) or Victims(at, met + 1, 1, None, False)
    elif met <= at + 4:
        found = behind(reader, at, plain) or Victims(at, met + 1, 1, 1, True, True)
    if found is None:
        return []
    reader.used |= found.used
    return [mention(reader, at, plain, found)]


def _fell(
    reader: VictimReader, at: int, trigger: Trigger, found: Victims, how: Quantity
) -> list[TollMention]:
    """ "خمسة مدنيين سقطوا جرحى", "العشرات سقطوا قتلى وجرحى": the noun says what befell them."""
    reader.used.add(how.first)
    kinds = [cast(What, how.victim)]
    other = reader.starts.get(how.last)
    if other is not None and other.conj and other.victim in ("killed", "injured") and other.max is None:
        reader.used.add(other.first)
        kinds.append(cast(What, other.victim))
        found.shared()
    return [mention(reader, at, replace(trigger, what=what), found, len(kinds) > 1) for what in kinds]


def _subject_before(reader: VictimReader, at: int) -> bool:
    """A quantity of people ends right before the verb, and no other stands right behind it."""
    subject = reader.before(at)
    if subject is None or at + 1 in reader.starts:
        return False
    return subject.last == at and bool(subject.people) and not subject.definite


def _they_slew(reader: VictimReader, at: int) -> bool:
    """مسلحون قتلوا **شيخ** القرية: gunmen, and a noun right behind the verb that is no word of when, where or how."""
    subject = reader.before(at)
    if subject is None or subject.last != at or subject.counted not in reader.sets["doers"]:
        return False
    after = reader.fold(at + 1)
    return (
        len(after) > 2
        and after not in reader.sets["stops"]
        and after not in reader.sets["when"]
        and not after.startswith(("و", "ب", "ل", "ف"))
    )
