"""How many an event killed and hurt, judged over the whole report: every toll told near it is weighed for it.

As with places and sources (``slots``), the constructions propose and a trained score disposes. Two figures that the
report gives apart for two sides of one event ("thirty of them … and eight of ours") may be its toll together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.turns import leads_in
from marsad.reading.records import HANDED_BACK, LAST_COUNT, Event
from marsad.reading.scores.linear import NAMES, Look, Scores, shared, steps
from marsad.reading.slots.deadly import deadly
from marsad.reading.slots.setting import Setting, Told
from marsad.reading.slots.toll_breath import of_one_breath
from marsad.reading.slots.toll_ties import Counted, died_of_another, elsewhere, outright, same, tied
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.more import ADDED

WEIGHED = ("killed", "injured")
_REACH = 3  # sentences
_AFTER = word_class("after")
_AWAY = 100  # tokens that another sentence counts as
_CONTRAST = {"فيما", "بينما", "لكن", "ولكن", "وزعم", "وزعمت"}  # while, but, claimed
# While, however, except that, for his (her) part.
_CONTRASTS = {
    ("في", "حين"),
    ("غير", "ان"),
    ("الا", "ان"),
    ("من", "جهته"),
    ("من", "جهتها"),
    ("من", "جانبه"),
    ("من", "جانبها"),
}
_WHOLE = word_class("all_the_dead")
_COUNT = {"عدد", "حصيله"}  # the number, the toll of them
_ONLY = {"فقط", "فحسب"}  # only
_DAMAGE = {"الاضرار", "اضرار", "اضرارها", "اضراره", "خساير", "الخساير", "خسايرها"}  # damage, losses
_HARM = _DAMAGE | {"اصابات", "اصابه", "الاصابات"}  # damage, losses, casualties: what befalls either
_APART = 25  # tokens between two figures of one toll, at most


def toll_candidates(setting: Setting, event: Event, what: str) -> list[Counted]:
    """The tolls told near an event, with their sentences, and the one the constructions gave it."""
    out: list[Counted] = []
    told = setting.figures.get(what)
    if told:
        near, taken, heads = setting.told[id(event)].near(_REACH), setting.last_counts, setting.entries.heads
        for number, toll in told:
            if number not in near or (heads and setting.of_another(event, number)):
                continue
            if not taken or taken.get((what, toll.first), event) is event:
                out.append((number, toll))
    own = event.tolls.get(what)
    if own is not None and not any(same(toll, own) for _, toll in out):
        out.append((None, own))
    return out


def toll_features(
    setting: Setting,
    event: Event,
    what: str,
    counted: Counted,
    among: Sequence[Counted],
    look: Look = NAMES.known,
) -> list[Any]:
    """What speaks for or against a toll's being that of the event."""
    return _weighed(setting, setting.told[id(event)], what, counted, _figures(event, among), look)


class _Figures(Struct, gc=False):
    """What is asked of all the tolls that are told near an event."""

    told: list[tuple[int, int | None]]
    most: int
    better: bool  # one of them says more than that nobody or an open number was hurt
    gaps: list[int]  # tokens from each to the event, the nearest first


def _figures(event: Event, among: Sequence[Counted]) -> _Figures:
    told = [(toll.min, toll.max) for _, toll in among]
    gaps = [_gap(event, number, toll) for number, toll in among if number is not None]
    gaps.sort()
    return _Figures(told, max([least for least, _ in told]), any([most for _, most in told]), gaps)


def _weighed(
    setting: Setting, about: Told, what: str, counted: Counted, figures: _Figures, look: Look
) -> list[Any]:
    number, toll = counted
    event = about.event
    group = about.group
    own = event.tolls.get(what)
    if own is None:
        said = "-"
    elif same(own, toll):
        said = "said"
    else:
        said = "alike" if (own.min, own.max) == (toll.min, toll.max) else "other"
    mine_too = own is not None and own.first == toll.first
    others = "y" if setting.holders.get((what, toll.first), 0) > mine_too else "n"
    size = "0" if toll.max == 0 else "1" if toll.min == toll.max == 1 else steps(toll.min, 2, 9)
    size += "exact" if toll.max is not None else "open"
    many = len(figures.told)
    alike = figures.told.count((toll.min, toll.max))
    out = [
        *_of_toll(look, said, group, others, size),
        *_of_count(
            look,
            toll.weak,
            toll.joint,
            toll.total,
            toll.named,
            toll.exact,
            event.status,
            many if many < 4 else 4,
            toll.verbal,
            alike if alike < 3 else 3,
            said,
        ),
    ]
    names = [
        f"most={toll.min >= figures.most}|{said}|{alike < many}",
        f"family={about.family}|{said}|{size}",
        f"events={setting.more_events + 1}|{said}",
        f"kind={event.kind}|{said}",
        f"open={toll.max is None and toll.min <= 1}|better={figures.better}|{said}",
    ]
    if number is None:
        return [*out, *look(tuple(names))]
    trigger = about.beside(number, toll.first)
    names += [
        f"place={_shared(setting, about, number)}|{trigger is not None}|{said}",
        f"force here={min(setting.blows.get(number, 0), 3)}|{trigger is not None}|{said}",
    ]
    if trigger is not None:
        side = "before" if toll.last <= trigger.first else "after"
        low, high = (toll.last, trigger.first) if side == "before" else (trigger.last, toll.first)
        between = min(setting.between(number, low, high, trigger), 2)
        linked = f"{setting.at.within(low, high, 'cause')}{setting.at.within(low, high, 'result')}"
        names += [
            f"{side}={steps(high - low, 0, 1, 3, 7, 15)}|{said}",
            f"{side}|{between}|{min(setting.walls(number, low, high), 2)}|{said}",
            f"{side}|{between}|{group}|{said}",
            f"{side}|linked={linked}|{said}",
        ]
    else:
        away = max(-3, min(3, about.away[number]))
        names += [
            f"away={away}|{said}",
            f"away={away}|{min(2, len(setting.triggers.get(number, ())))}|{said}",
            f"away={away}|{group}|{said}",
            f"opens={setting.tokens[setting.sentences[number].first].fold}|{said}",
        ]
    if setting.roles[number] == "title":
        names.append(f"title|{said}")
    mine = _gap(event, number, toll)
    names.append(f"rank={min(bisect_left(figures.gaps, mine), 3)}|{said}")
    nearer = _nearer(setting, event, number, toll, mine)
    names += [f"nearer={nearer}|{said}", f"nearer={nearer}|{said}|{others}"]
    return [*out, *look(tuple(names))]


def _nearer(setting: Setting, event: Event, number: int, toll: TollMention, gap: int) -> bool:
    """Is another event of armed force told nearer to a toll than this one?"""
    forceful = setting.forceful
    for sentence in range(number - gap // _AWAY, number + gap // _AWAY + 1):
        for at, other in forceful.get(sentence, ()):
            if other is not event and _AWAY * abs(sentence - number) + abs(at - toll.first) < gap:
                return True
    return False


def _shared(setting: Setting, told: Told, number: int) -> str:
    """Does the toll's sentence name the event's places?"""
    mine, here = told.scene, setting.named.get(number, set())
    if not mine or not here:
        return "nowhere" if not mine else "none"
    return "all" if mine <= here else "some" if mine & here else "other"


def _gap(event: Event, number: int, toll: TollMention) -> int:
    """Tokens from a toll to the event's nearest telling, another sentence counting as ``_AWAY``."""
    first = toll.first
    return min([_AWAY * abs(t.sentence - number) + abs(t.first - first) for t in event.tellings])


@shared
def _of_toll(said: str, group: str, others: str, size: str) -> tuple[str, ...]:
    return said, f"{said}|{group}", f"{said}|{others}", f"{said}|{size}", f"size={size}|{group}"


@shared
def _of_count(
    weak: bool, joint: bool, total: bool, named: bool, exact: bool, status: str, many: int, verbal: bool, alike: int, said: str
) -> tuple[str, ...]:  # fmt: skip
    return (
        f"weak={weak}|{said}", f"joint={joint}|{said}", f"total={total}|{said}", f"named={named}|{said}",
        f"exact={exact}|{said}", f"status={status}|{said}", f"many={many}|{said}", f"verbal={verbal}|{said}",
        f"alike={alike}|{said}",
    )  # fmt: skip


_NOT_DONE = {
    "attempted",
    "planned",
}  # حاول X **قتل** Y: the word that tells of it counts nobody, but a number does


def choose_tolls(setting: Setting, event: Event, scores: Scores) -> dict[str, TollMention]:
    out = {}
    about = setting.told[id(event)]
    handed = event.notes.get(HANDED_BACK, "").split()
    settled = f"{event.notes.get(ADDED, '')} {event.notes.get(LAST_COUNT, '')}".split()
    for what in WEIGHED:
        if what in settled and what in event.tolls:
            out[what] = event.tolls[what]
            continue
        among = toll_candidates(setting, event, what)
        if not among:
            continue
        model, bar = scores.scores[what], scores.bars["toll"]
        look, figures = model.known, _figures(event, among)
        weighed = [
            (model.total(_weighed(setting, about, what, counted, figures, look)), counted[1])
            for counted in among
            if (what in event.tolls or not tied(setting, event, what, counted))
            and not elsewhere(setting, event, counted)
        ]
        enough = [one for one in weighed if one[0] >= bar]
        if enough:
            best = max(enough, key=lambda one: one[0])[1]  # of two alike the first
            toll = _by_group(best, [one for _, one in enough])
            both = _of_both_sides(setting, event, toll)
            added = both if both is not toll else _added_up(setting, event, toll, among)
            out[what] = (
                added
                if added is not toll
                else _disputed(setting, _bounded(setting, event, toll, among), among)
            )
            if out[what].max == 0:
                out[what] = _but_hurt(setting, event, out[what], among)
        elif (own := outright(setting, event, what, among)) is not None:
            out[what] = own
        elif what in handed and what in event.tolls:
            out[what] = event.tolls[what]
    if "killed" not in out and (told := deadly(setting, event)) is not None:
        out["killed"] = told
    out = of_one_breath(setting, event, _of_one_figure(event, out))
    out = _none_or_some(setting, out)
    if event.status in _NOT_DONE:
        out = {what: toll for what, toll in out.items() if toll.trigger not in about.firsts or toll.max != 1}
    return out


def _none_or_some(setting: Setting, chosen: dict[str, TollMention]) -> dict[str, TollMention]:
    """**دون وقوع إصابات**, with somebody dead: that nobody came to harm is said of another strike, and of no one who was only hurt."""
    some = any(toll.max != 0 for toll in chosen.values())
    return {
        what: toll
        for what, toll in chosen.items()
        if not (some and toll.max == 0 and setting.tokens[toll.trigger].fold in _HARM)
    }


def _of_one_figure(event: Event, chosen: dict[str, TollMention]) -> dict[str, TollMention]:
    """**عشرة بين قتيل وجريح**: one figure for the dead and the hurt is that of both or of neither."""
    for what in WEIGHED:
        own = event.tolls.get(what)
        other = next((toll for kind, toll in chosen.items() if kind != what), None)
        if what in chosen or own is None or other is None:
            continue
        if own.joint and other.joint and own.victims == other.victims:
            return {**chosen, what: own}
    return chosen


def _by_group(toll: TollMention, others: Sequence[TollMention]) -> TollMention:
    """**ستة جرحى** in a headline, "six of its fighters were hurt" below: of two mentions of one figure that which says who."""
    if toll.groups:
        return toll
    alike = (one for one in others if one.groups and (one.min, one.max) == (toll.min, toll.max))
    return next(alike, toll)


def _added_up(setting: Setting, event: Event, toll: TollMention, among: Sequence[Counted]) -> TollMention:
    """ "مقتل ثمانية عسكريين و14 مسلحا", and below "مقتل ثمانية عسكريين": the report itself adds what a clash cost both sides."""
    if event.kind != "armed_clash" or not _plain(toll) or toll.max is None:
        return toll
    elsewhere = {
        told.tolls[toll.what].min for told in setting.events if told is not event and toll.what in told.tolls
    }
    figures = {other.min for _, other in among if other.max == other.min} - elsewhere
    for _, other in among:
        joined = (len(other.victims) == 2 or other.summed) and other.exact and other.max == other.min
        if joined and not (other.joint or other.total or other.named) and other.min - toll.min in figures:
            return other
    return toll


def _bounded(setting: Setting, event: Event, toll: TollMention, among: Sequence[Counted]) -> TollMention:
    """**ستة قتلى** in a headline and "at least six were killed" below: headlines leave out that more may have died.

    So does one sentence of the report that repeats a number; where several tell it as the number, it is that.
    """
    alike = [(number, other) for number, other in among if other.min == toll.min and number is not None]
    exact = [setting.roles[number] == "title" for number, other in alike if other.max == other.min]
    plainly = exact.count(False)
    if toll.max != toll.min or not exact or plainly > (toll.min > 1):
        return toll
    told = {telling.sentence for telling in event.tellings}
    bounds = (
        other
        for number, other in alike
        if other.max is None
        and number in told
        and not (other.weak or other.joint or other.total)
        and not (plainly and setting.roles[number] == "title")
    )
    return next(bounds, toll)


def _disputed(setting: Setting, toll: TollMention, among: Sequence[Counted]) -> TollMention:
    """ "قتل خمسة عناصر …، فيما قالت قيادتهم إن **عنصرين فقط** قتلا", "بينما أعلنت الوزارة أن **عدد القتلى** بلغ ستة": between two accounts."""
    number = next((number for number, told in among if same(told, toll)), None)
    if number is None or toll.newer or not _plain(toll) or toll.max not in (toll.min, None):
        return toll
    for at, other in among:
        if at is None or not 0 <= at - number <= 1 or other.first < toll.last or other.max != other.min:
            continue
        if (
            other.min == toll.min
            or (toll.max is None and other.min < toll.min)
            or other.newer
            or not _plain(other)
            or setting.holders.get((toll.what, other.first), 0) > 1
        ):
            continue
        if _by_others(setting, at, other, toll.last):
            low, high = sorted((toll.min, other.min))
            return replace(toll, min=low, max=high, exact=False)
    for at, other in among:
        # The one taken is that of the others: "بمقتل **20** …، بينما أشارت وسائل إعلام إلى أن عدد القتلى بلغ 30".
        first = at is not None and 0 <= number - at <= 1 and other.last <= toll.first
        fewer = toll.max == toll.min > other.min and _plain(other) and not other.newer
        if first and fewer and _by_others(setting, number, toll, other.last):
            return replace(toll, min=other.min, exact=False)
    return toll


def _by_others(setting: Setting, at: int, toll: TollMention, low: int) -> bool:
    """**بينما قالت** الوزارة إن **عدد القتلى** بلغ ستة: is it another's account of all of them, or of them only?"""
    tokens = setting.tokens
    begin = max(setting.sentences[at].first, low, toll.first - 14)
    lead = [token.fold for token in tokens[begin : toll.first]]
    against = not _CONTRAST.isdisjoint(lead) or not _CONTRASTS.isdisjoint(pairwise(lead))
    if not against or not setting.at.within(begin, toll.first, "saying", "claiming", "according"):
        return False
    spoken = [token.fold for token in tokens[max(begin, toll.first - 2) : toll.last + 2]]
    whole = not _WHOLE.isdisjoint(spoken) and not _COUNT.isdisjoint(spoken)
    return whole or not _ONLY.isdisjoint(spoken)


def _but_hurt(setting: Setting, event: Event, toll: TollMention, among: Sequence[Counted]) -> TollMention:
    """**واقتصرت الأضرار على الماديات**, and another of the shells hurt three: things alone were hit there, and not in all of it."""
    if setting.tokens[toll.trigger].fold not in _DAMAGE:
        return toll
    told = setting.told[id(event)].tellings
    hurt = (
        other
        for number, other in among
        if number in told and other.min and not (other.weak or setting.holders.get((other.what, other.first)))
    )
    return next(hurt, toll)


def _plain(toll: TollMention) -> bool:
    """Is it the number of the dead or hurt of one side, and of them alone?"""
    vague = toll.min == 1 and toll.max is None
    return not (toll.weak or toll.joint or toll.total or toll.named or toll.summed or toll.max == 0 or vague)


def _of_another(setting: Setting, event: Event, toll: TollMention) -> bool:
    """**قصفت** X بلدة Y ما أدى إلى **مقتل ثلاثة**، واندلعت اشتباكات …: do the words give the figure to another event?"""
    return any(
        same(own, toll)
        for told in setting.events
        if told is not event and (own := told.tolls.get(toll.what)) is not None
    )


def _of_both_sides(setting: Setting, event: Event, toll: TollMention) -> TollMention:
    """ "30 of the rebels were killed, while eight of the army fell": what a clash cost is told side by side."""
    if event.kind != "armed_clash":
        return toll
    here = setting.told[id(event)].tellings
    for number, found in enumerate(setting.tolls):
        told = [one for one in found if one.what == toll.what]
        for one, two in pairwise(told):
            # The same figure may have been taken from another sentence: قتل **45** … above, "مقتل 45 من X مقابل 26 من Y" here.
            retaken = number in here and (one.min, one.max) == (toll.min, toll.max)
            if not (_plain(one) and _plain(two) and (retaken or same(one, toll) or same(two, toll))):
                continue
            if not 0 <= two.first - one.last <= _APART:
                continue
            turns = setting.clauses[number].turns
            others = any(
                setting.holders.get((toll.what, t.first), 0) > 1 or _of_another(setting, event, t)
                for t in (one, two)
            )
            # What another source says is another account of the same dead, not more of them.
            retold = setting.at.within(one.last, two.first, "according", "saying", "adding", "claiming")
            # **وفي** Y قتل جندي: elsewhere
            away = any(one.last <= at <= two.trigger and leads_in(setting.tokens, at) for at in turns)
            # "ارتفع عدد القتلى إلى سبعة بعد وفاة عنصر": what it rose by is in what it rose to
            risen = one.newer and any(t.fold in _AFTER for t in setting.tokens[one.last : two.first])
            if not (others or retold or risen or away or died_of_another(setting, event, number, two)):
                most = None if one.max is None or two.max is None else one.max + two.max
                return replace(
                    one, last=two.last, min=one.min + two.min, max=most, victims=one.victims + two.victims,
                    groups={**one.groups, **two.groups}, exact=one.exact and two.exact,
                )  # fmt: skip
    return toll
