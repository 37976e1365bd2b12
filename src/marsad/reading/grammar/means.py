"""With what it was done, and what kind of event that makes of an open word: هجوم **بطائرة مسيرة** is an air strike."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import is_one_of, word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.no_means import got_hold_of, no_means
from marsad.reading.grammar.scan import At, clitic_preposition
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.text.tokens import Token

MEANS = ("means",)
"""The list of weapons, as ``Clauses.begun`` takes it."""
_DEFENCES = {"الدفاعات", "دفاعات", "الدفاع", "دفاع", "للدفاعات", "والدفاعات"}
_MEANWHILE = word_class("at_the_same_time")
FLYING = {"aircraft", "helicopter", "drone", "barrel_bomb"}
_BLAST = {"ied", "mine", "car_bomb", "suicide", "suicide_vest", "grenade"}
GUNS = {"artillery", "mortar", "rocket", "missile", "tank"}
_SUPPORT = word_class("in_support")
_OF_A_RIOT = word_class("of_a_riot")
_PROTESTER = word_class("protester")
_HURT_BEFORE = 14  # tokens from those who were hurt to the clashes in which they were
_UNNAMED = ("مسلح", "مجهول", "ملثم")  # armed, unknown, masked
_POSTS = word_class("posts_of_men")
_HIM = ("ه", "هما", "هم", "ها")  # him, both of them, them, her: it was people
_LOSS = {*word_class("loss"), *(f"و{word}" for word in word_class("loss"))}
_BY_WHOM = 5  # tokens in which من قبل أشخاص مجهولين stands behind a word of targeting
_WITH_SO_MANY = word_class("with_so_many")
_DEMOLISHED = word_class("blown_up_on_purpose")
_SOME_OF = word_class("some_of_it")


def add_means(event: Event, tokens: Sequence[Token], at: At, clauses: Clauses, lexicon: Lexicon) -> None:
    """Weapons named near the trigger, and the kind of event they make of a word that leaves it open."""
    table = lexicon.attributes["means"]
    trigger = event.trigger
    first, last = event.span
    marching = event.kind in ("protest", "riot")  # مسيرة is a march there, and no drone
    whole = 0
    near = max(first, trigger.first - 10), min(last, trigger.last + 14)
    if (opening := clauses.opening) is not None:
        near = opening.side(
            trigger.first, near
        )  # بعد مقتل اثنين **بعبوة**، شنت X حملة: on his side of the comma
    apart = not _MEANWHILE.isdisjoint(clauses.words)
    for hit in () if marching else clauses.cued(*near, MEANS):
        if hit.last <= whole:
            continue  # طائرة **مفخخة**
        whole = hit.last
        if apart and any([t.fold in _MEANWHILE for t in tokens[trigger.last : hit.first]]):
            continue  # القصف **تزامن مع** تحليق المسيرات: what flew did not shell
        outlet = at.layer(hit.first - 1, "source") if hit.first else None
        if outlet is not None and outlet.last > hit.first:
            continue  # قناة **المسيرة**: a name
        sort = table.get(" ".join(hit.term.words), "")
        if no_means(tokens, hit) or got_hold_of(tokens, hit, sort, trigger):
            continue
        if not hit.first or tokens[hit.first - 1].fold not in _DEFENCES:
            event.means.append(sort)
    if "craft_down" in trigger.rule.traits:
        event.means = [sort for sort in event.means if sort in GUNS]  # what flew was shot at
    elif event.kind == "shelling":
        # **بدعم من الطيران** قصفت X البلدة بالمدفعية: who covers it has not shelled
        sorts = {c.sort for c in event.initiators if not in_support(clauses, c.first)}
        flying = FLYING & set(event.means) or sorts & {"air", "drone", "air_force"}
        guns = GUNS & set(event.means)
        barrels = guns - {"missile", "rocket"}
        # Who was told with his aircraft before may fire his guns now: الجيش **بالمدفعية الثقيلة**, and nothing that flies.
        only_guns = barrels and FLYING.isdisjoint(event.means)
        if (flying and not barrels) or (sorts & {"air", "drone", "air_force"} and not only_guns):
            event.kind = "air_strike"
        elif _BLAST & set(event.means) and "hit" in trigger.rule.traits:
            event.kind = "explosion"
        elif (
            "aimed" in trigger.rule.traits
            and not guns
            and (
                {"firearms", "sniper"} & set(event.means)
                or (not flying and _shot_by_gunmen(event, tokens, clauses))
            )
        ):
            event.kind = "killing"
    elif event.kind == "explosion":
        if event.initiators and _demolishes(event, tokens):
            event.kind = "destruction"
    elif event.kind == "restriction":
        if any(c.sort in ("protesters", "civilians") for c in event.initiators):
            event.kind = "protest"  # قطع **محتجون** الطريق: how they protest
    elif event.kind == "arrest":
        if event.initiators and trigger.form in VERBAL and all(map(_unlawful, event.initiators)):
            event.kind = "abduction"
    elif event.kind == "armed_clash":
        if any(c.sort == "protesters" for c in (*event.initiators, *event.targets)) or _of_a_crowd(
            event, tokens, clauses
        ):
            event.kind = "riot"
    elif event.kind == "ground_attack":
        beside = _beside(trigger, clauses, at, table)
        sorts = {c.sort for c in event.initiators}
        if "protesters" in sorts:
            event.kind = "riot"
        elif _flies(event, clauses):
            event.kind = "air_strike"
        elif GUNS & beside and not FLYING & beside and "by_men" not in trigger.rule.traits:
            event.kind = "shelling"
        elif _BLAST & set(event.means):
            event.kind = "explosion"
        elif "by_men" in trigger.rule.traits:
            return  # إنزال **جوي**, مداهمة بدعم **طيران** X: men come by air or under its cover, and storm on the ground
        elif (
            {"drone", "aircraft"} & beside and trigger.form not in VERBAL and not sorts & {"force", "army"}
        ) or _flown(event, clauses, at, table):
            event.kind = "air_strike"


def _demolishes(event: Event, tokens: Sequence[Token]) -> bool:
    """قامت X **بتفجير المنزل**, **فجروا 5 منازل** في Y: a house that somebody blows up he pulls down; no bomb was laid for anybody."""
    trigger = event.trigger
    word = tokens[trigger.first].fold
    if trigger.last - trigger.first > 1 or not (
        "تفجير" in word or (trigger.form in VERBAL and "نفجر" not in word)
    ):
        return False
    after = next((c.last for c in event.initiators if c.first == trigger.last), trigger.last)
    for token in tokens[after : after + 4]:
        if token.fold in _DEMOLISHED:
            return True
        if token.kind != "number" and token.fold not in _SOME_OF:
            return False
    return False


def _shot_by_gunmen(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """قتل إثر **استهدافه من قبل مجهولين**, استهدف **مسلحون فلانا**: men of no force have their own arms only, and shoot at people."""
    trigger = event.trigger
    after = tokens[trigger.last : trigger.last + _BY_WHOM]
    if event.initiators:
        if not all(c.kind == "group" and c.name.startswith(_UNNAMED) for c in event.initiators):
            return False
    elif not any(
        one.fold == "من" and other.fold == "قبل" and last.fold.startswith(_UNNAMED)
        for one, other, last in zip(after, after[1:], after[3:], strict=False)
    ):
        return False
    if any(is_one_of(t.fold, _POSTS, ("ل",)) for t in after):
        return False
    one = trigger.form not in VERBAL and tokens[trigger.first].fold.endswith(_HIM)
    return one or any(c.kind == "person" for c in event.targets) or not _LOSS.isdisjoint(clauses.words)


def _unlawful(chunk: Chunk) -> bool:
    """احتجز **مسلحون** أو **أهالي** X: who has no power to arrest, of whatever side, abducts."""
    return chunk.kind == "group" and (chunk.sort == "civilians" or chunk.name.startswith(_UNNAMED))


def _flies(event: Event, clauses: Clauses) -> bool:
    """هاجمت **المسيرات** X, شن **الطيران** هجوما: what flies does it alone. Raids by men that it covers stay what they are."""
    alone = bool(event.initiators) and all(
        c.sort in ("air", "drone", "air_force") and not in_support(clauses, c.first) for c in event.initiators
    )
    return alone and ("any_force" in event.trigger.rule.traits or event.trigger.form in VERBAL)


def _flown(event: Event, clauses: Clauses, at: At, table: dict[str, str]) -> bool:
    """هاجم X قاعدة Y **بطائرات مسيرة**, الهجوم الذي استهدف Y **بطائرة مسيرة**: with what flies, as the instrument."""
    first = event.trigger.last
    return any(
        table.get(" ".join(hit.term.words)) in ("drone", "aircraft")
        and (clitic_preposition(hit.cut) == "ب" or _so_many_of_it(clauses, hit.first))
        and not in_support(clauses, hit.first)
        for hit in at.all_within(first, min(event.span[1], first + 14), "means")
    )


def _so_many_of_it(clauses: Clauses, first: int) -> bool:
    """هاجمت X القاعدة **بسرب من** المسيرات, **بعدد من** الطائرات المسيرة."""
    lead, of = clauses.tokens[first - 2 : first] if first > 1 else (None, None)
    return lead is not None and of is not None and of.fold == "من" and lead.fold in _WITH_SO_MANY


def _beside(trigger: Trigger, clauses: Clauses, at: At, table: dict[str, str]) -> set[str]:
    """What the words right after a trigger say it was done with: هجوم جوي, هجوم بطائرة مسيرة."""
    named = at.all_within(trigger.last, trigger.last + 3, "means")
    return {table.get(" ".join(hit.term.words), "") for hit in named if not in_support(clauses, hit.first)}


def in_support(clauses: Clauses, first: int) -> bool:
    """مداهمة نفذتها X **مدعومة بطائرات** Y, عملية **بدعم جوي**, عملية **إنزال جوي**: what flies only helps men on the ground."""
    return any(t.fold in _SUPPORT for t in clauses.tokens[max(clauses.sentence.first, first - 2) : first])


def _of_a_crowd(event: Event, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """مواجهات رشق فيها الشبان الجنود **بالحجارة**, قتل **محتج** في اشتباكات **مع** الشرطة: a crowd has no arms."""
    trigger = event.trigger
    if trigger.form in VERBAL or event.means:
        return False
    if not _OF_A_RIOT.isdisjoint(clauses.words):
        return True
    if _PROTESTER.isdisjoint(clauses.words):
        return False
    first, last = trigger.first, trigger.last
    if last < len(tokens) and tokens[last].fold == "مع":  # who else fought is told before, if at all
        near = tokens[max(clauses.sentence.first, first - _HURT_BEFORE) : first]
    else:
        near = [t for c in (*event.initiators, *event.targets) for t in tokens[c.first : c.last]]
    return any(t.fold in _PROTESTER for t in near)
