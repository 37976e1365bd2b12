"""What the words themselves make two events: another doer with a verb of his own, "a second raid", shelling "renewed"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import MORE, after_it, in_another, later
from marsad.reading.grammar.clauses import OwnClauses
from marsad.reading.grammar.parties import ATTACKS, TAKING
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.identity.told_apart import BLOWS
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.sameness import TOWN, any_actor, any_place, level, precise
from marsad.text.tokens import Token

_DEALT = {
    "shelling",
    "air_strike",
    "ground_attack",
    "explosion",
    "killing",
    "abduction",
    "arrest",
    "sanction",
}
FORCE_DEALT = _DEALT | {"armed_clash"}
_SLAIN_AND_ROBBED = {"killing", "destruction"}
_NEXT = 2  # sentences on; later a report sums up
_ALONE = {"sanction"}  # who imposes these does it by himself, whatever word tells of it
# once more: renewed, repeated
_RENEWED = ("جدد", "تجدد", "عاود", "تعاود", "يعاود", "كرر", "استانف", "تستانف", "يجدد")
_EACH_ONCE = {"explosion", "killing", "abduction", "ground_attack", "abuse"}
_AGAIN = {
    "protest",
    "armed_clash",
    "displacement",
    "destruction",
    "negotiation",
    "release",
    "aid",
    "mobilization",
}
_LAST = "اخر"  # another behind its noun, the last before it
_ORDINALS = {"ثان", "ثاني", "ثانيه", "ثالث", "ثالثه"}  # second, third
_AWAY = {
    "في",
    "من",
    "الي",
    "علي",
    "قد",
    "كان",
    "ضد",
    "بين",
    "امام",
    "قرب",
}  # what follows "another", not "the last"
_ROUND = {"جوله", "جلسه", "دفعه"}  # round, session, batch
_MANY = {"shelling"}  # "similar shelling" of the villages around is more of the same
_THAT = word_class("relative_pronouns")
_THAT_IT = word_class("that_it")
_OTHERS = {"اخرين", "اخران", "اخرون"}  # others
_OTHERS_IN = 3  # tokens from the verb to "others": a number, a noun
_MEANWHILE = {"فيما", "بينما"}  # while
_ANSWERED = word_class("answering")
_LEAD = 9  # tokens before an event word in which what introduces it stands
_SUBJECT = 5  # tokens between a verb and its subject
_RIGHT_BEHIND = (
    3  # tokens from the beginning of "later", "hours later", "at a later time" to the word behind it
)
_BEFORE = 3  # tokens before an event word in which what renews it stands


class Lead(Struct, gc=False):
    """What the words round a telling say of its being another event: read once for all that were told before it."""

    introduced: int  # where it is led up to as another or a later one, -1 nowhere
    later: bool  # only as a later one
    more: bool
    renewed: bool
    answers: bool
    acts: bool  # by a verb of its own somebody known does it
    doers: list[Chunk]  # those known


def lead_of(new: Event, tokens: Sequence[Token]) -> Lead | None:
    """Nothing where no kind of force or coercion is told of: of these alone two are told apart by such words."""
    if new.kind in _AGAIN and _once_more(new, tokens):
        return Lead(-1, False, True, False, False, False, [])
    if new.kind not in _DEALT:
        return None
    doers = [c for c in new.initiators if known(c)]
    introduced, since = _introduced(new, tokens)
    return Lead(
        introduced, since, _one_more(new, tokens), _renewed(new, tokens), _answers(new, tokens),
        _acts(new, doers, tokens), doers,
    )  # fmt: skip


def separate(
    old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon, where: str, clauses: OwnClauses, lead: Lead | None
) -> bool:  # fmt: skip
    """Do the words tell of ``new`` as of another event than ``old``, which was told before? ``clauses``: of the sentence of ``new``."""
    if old.kind != new.kind and {old.kind, new.kind} == _SLAIN_AND_ROBBED:
        # **قتلوا** سبعة **ونهبوا** السوق: two deeds by two verbs
        return old.trigger.form in VERBAL and new.trigger.form in VERBAL
    one = old.trigger.sentence == new.trigger.sentence
    if one and (
        _by_another(old, new, lexicon, clauses)
        or _of_the_place(old, new, tokens)
        or _in_his_own_words(old, new, tokens, lexicon)
    ):
        return True
    if old.kind != new.kind and where == "other" and _each_in_its_town(old, new):
        return True
    if where == "other" and _goes_on_to_another(old, new, tokens):
        return True
    if lead is None:
        return False
    if lead.more and old.kind == new.kind and (not one or _each_at_its_place(old, new)):
        return new.kind not in _AGAIN or not _numbered_alike(old, new, tokens)
    if old.kind not in _DEALT:
        return False
    if one and (
        _others_elsewhere(old, new, tokens)
        or _in_another_clause(old, new, lexicon, clauses)
        or _each_by_his_own(old, new, lexicon)
        or _came_before(old, new, lead, tokens, lexicon)
    ):
        return True
    return (
        _another_doer(old, new, lead, lexicon, where)
        or (lead.renewed and _with_others_killed(old, new))
        or (lead.introduced >= 0 and _led_up_to(old, new, lead, lexicon))
        or (lead.answers and _answered(old, new, lexicon))
        or _in_return(old, new, lexicon)
    )


def _each_at_its_place(old: Event, new: Event) -> bool:
    """استهدفت غارة منزلا في **X**، واستهدفت **غارة ثانية** سيارة في **Y**."""
    at = new.trigger.first
    here = [place for place in precise(old.places) if place.first < at]
    there = [place for place in precise(new.places) if place.first > at]
    return bool(here and there) and not any_place(here, there)


def _each_in_its_town(old: Event, new: Event) -> bool:
    """هاجم مسلحون حاجزا قرب **X** … واندلعت اشتباكات في **Y**: two kinds of force, each told by a word and a town of its own."""
    kinds = {old.kind, new.kind}
    if new.trigger.definite or not kinds <= FORCE_DEALT or kinds <= BLOWS:
        return False
    if kinds <= ATTACKS and any(
        e.kind == "ground_attack" and e.trigger.form not in VERBAL for e in (old, new)
    ):
        return False  # هجوم: an attack of any kind
    if old.trigger.rule.toll or new.trigger.rule.toll or old.trigger.rule.faint or new.trigger.rule.faint:
        return False
    here, there = precise(old.places), precise(new.places)
    return (
        bool(here and there)
        and all(level(place) == TOWN for place in (*here, *there))
        and not any_place(here, there)
    )


def _goes_on_to_another(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """انفجرت سيارة في مدينة X. **وانفجرت دراجة** في مدينة Y: an indefinite subject and a town of its own by a verb that opens the sentence."""
    one, two = old.trigger, new.trigger
    if new.kind not in _EACH_ONCE or old.kind != new.kind or two.form != "past" or two.before[:1] != "و":
        return False
    if not 1 <= two.sentence - one.sentence <= _NEXT or two.last >= len(tokens):
        return False
    if tokens[two.first - 1].kind == "word" or tokens[two.last].fold.startswith("ال"):
        return False
    here, there = precise(old.places), [place for place in precise(new.places) if place.first > two.last]
    return bool(here and there) and all(level(place) == TOWN for place in (*here, *there))


def _of_the_place(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """انفجار في مدينة X **التي سيطر عليها** الجيش: another kind of thing, told to say which place it is."""
    which = new.trigger.first - 1
    if old.kind == new.kind or new.trigger.form not in VERBAL or which < 1 or tokens[which].fold not in _THAT:
        return False
    end = which - 1 if tokens[which - 1].fold in COMMAS else which
    return any(c.last == end for c in (*old.places, *new.places, *new.targets))


def _in_his_own_words(old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """قصفت X أطراف Y، **فيما أعلن Z استهداف** موقع: what an armed side tells of in turn, after what another did."""
    here, first = new.trigger.first, old.trigger.first
    if new.trigger.definite or not old.initiators or old.kind not in ATTACKS:
        return False
    for speaker in new.sources:
        turn = speaker.first - 2  # the saying verb stands between
        if turn < first or speaker.kind != "actor" or tokens[turn].fold not in _MEANWHILE:
            continue
        told = tokens[speaker.last : here]
        if len(told) <= 1 and all(t.fold in _THAT_IT for t in told):
            return not alike(old.initiators, [speaker], lexicon)
    return False


def _by_another(old: Event, new: Event, lexicon: Lexicon, clauses: OwnClauses) -> bool:
    """قصف X بلدة Y، **وأغارت طائرات أميركية** على Z: what another does by a verb of his own in a clause of his own."""
    if new.trigger.definite or not old.initiators or not new.initiators:
        return False
    one, two = clauses.number(old.trigger.first), clauses.number(new.trigger.first)
    if one >= two:
        return False
    doer = clauses.doer(two)
    return (
        doer is not None
        and any(c.first == doer.first for c in new.initiators)
        and all(clauses.number(c.first) < two for c in old.initiators)
        and not alike(old.initiators, new.initiators, lexicon)
    )


def _in_another_clause(old: Event, new: Event, lexicon: Lexicon, clauses: OwnClauses) -> bool:
    """قتل جندي بهجوم على X، **فيما أصيب** اثنان بانفجار لغم في Y: another kind of thing, in a clause and a place of its own."""
    if old.kind == new.kind or new.trigger.definite:
        return False
    one, two = clauses.number(old.trigger.first), clauses.number(new.trigger.first)
    if one >= two or not clauses.apart(one, two) or old.trigger.rule.toll or new.trigger.rule.toll:
        return False
    own = any(clauses.number(c.first) == two for c in (*new.initiators, *new.places))
    return own and not any_actor(old.initiators, new.initiators, lexicon)


def _another_doer(old: Event, new: Event, lead: Lead, lexicon: Lexicon, where: str) -> bool:
    """غارة إسرائيلية على X. **وقصفت** سرايا القدس Y: both doers are known, and neither is part of the other."""
    if not lead.doers or where == "same":
        return False
    alone = old.kind in _ALONE and new.kind == old.kind
    if not alone and not (
        lead.acts
        and 1 <= new.trigger.sentence - old.trigger.sentence <= _NEXT
        and (old.kind == new.kind or {old.kind, new.kind} <= ATTACKS)
        and not old.trigger.rule.toll
    ):
        return False
    mine = [c for c in old.initiators if known(c)]
    if not mine or alike(old.initiators, new.initiators, lexicon):
        return False
    return alone or not any(c.sort == "coalition" for c in (*mine, *lead.doers))  # التحالف and who leads it


def _acts(new: Event, doers: Sequence[Chunk], tokens: Sequence[Token]) -> bool:
    trigger = new.trigger
    return (
        trigger.form in VERBAL
        and not (trigger.rule.toll or trigger.rule.passive)
        and (trigger.first == 0 or tokens[trigger.first - 1].fold not in _THAT)
        and any(-_SUBJECT <= c.first - trigger.first <= _SUBJECT for c in doers)
    )


def _each_by_his_own(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """غارات **روسية** وقصف **للنظام** على X: two joined nouns for different things, each with a doer of its own."""
    one, two = old.trigger, new.trigger
    if two.before[:1] != "و" or old.kind == new.kind:
        return False
    if one.form in VERBAL or two.form in VERBAL or not 0 <= two.first - one.last <= _SUBJECT:
        return False
    mine = [c for c in old.initiators if known(c) and one.last <= c.first < two.first]
    theirs = [c for c in new.initiators if known(c) and c.first >= two.last]
    return bool(mine and theirs) and not alike(mine, theirs, lexicon)


def _came_before(old: Event, new: Event, lead: Lead, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """تجدد قصف X **بعد إطلاق Y** صواريخ: what one side does after the other's deed is another."""
    trigger = new.trigger
    if not lead.doers or trigger.form in VERBAL or old.trigger.first >= trigger.first:
        return False
    mine = [c for c in old.initiators if known(c)]
    return (
        bool(mine)
        and not (trigger.definite or trigger.rule.toll or old.trigger.rule.toll)
        and after_it(tokens, old.trigger.last, trigger.first)
        and any(0 <= c.first - trigger.last < _SUBJECT for c in lead.doers)
        and not alike(old.initiators, new.initiators, lexicon)
        and not any(c.sort == "coalition" for c in (*mine, *lead.doers))
    )


def known(chunk: Chunk) -> bool:
    return bool(chunk.ref or chunk.country)


def alike(mine: Sequence[Chunk], theirs: Sequence[Chunk], lexicon: Lexicon) -> bool:
    if any_actor(mine, theirs, lexicon):
        return True
    return any(c.country and c.country == d.country for c in mine for d in theirs)


def _one_more(new: Event, tokens: Sequence[Token]) -> bool:
    """وكان **هجوم مماثل** قد أصاب X, استهدفت **غارة ثانية** Y: not "the second raid", which was told before."""
    trigger = new.trigger
    if trigger.form != "noun" or trigger.definite or new.kind in _MANY:
        return False
    return any(t.kind == "word" and t.fold in MORE for t in tokens[trigger.last : trigger.last + 2])


def _once_more(new: Event, tokens: Sequence[Token]) -> bool:
    """**مظاهرة ثانية** أمام X, **جولة أخرى** من المفاوضات, إجلاء **دفعة ثانية**; not إجلاء **آخر** دفعة, the last batch."""
    trigger = new.trigger
    first, last = trigger.first, trigger.last
    if trigger.form != "noun":
        return False
    if first > 2 and tokens[first - 1].fold == "من" and tokens[first - 2].fold in MORE:
        return tokens[first - 3].fold.removeprefix("و") in _ROUND
    if last + 1 >= len(tokens) or trigger.definite:
        return False
    at = last + (tokens[last].fold in _ROUND)
    if tokens[at].fold not in MORE or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return tokens[at].fold != _LAST or after.kind != "word" or after.fold in _AWAY or after.fold[:1] in "بل"


def _numbered_alike(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """**دفعة ثانية** here and there: what both call the second is one."""
    here = [
        {t.fold for t in tokens[e.trigger.first - 2 : e.trigger.last + 2]} & _ORDINALS for e in (old, new)
    ]
    return bool(here[0] & here[1])


def _answers(new: Event, tokens: Sequence[Token]) -> bool:
    """**وردت** قسد **بقصف** Y: does a word of answering lead up to it?"""
    if not new.initiators:
        return False
    first = new.trigger.first
    before = tokens[max(0, first - _SUBJECT) : first + (new.trigger.form in VERBAL)]  # وأضاف أن قواته **ردت**
    return any(t.fold.removeprefix("و") in _ANSWERED for t in before)


def _answered(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """استهدف الجيش X، **وردت** قسد **بقصف** Y: what one side answers with is not what it answers."""
    return (
        bool(old.initiators)
        and new.trigger.sentence - old.trigger.sentence <= 1
        and not any_actor(old.initiators, new.initiators, lexicon)
    )


def _in_return(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """طعن **شاب** جنديا ثم **قتله الجنود**: who does it by a verb of his own to whom a pronoun takes up does another thing than who did it."""
    if "taken up" not in new.notes or old.kind != new.kind:
        return False
    did = old.initiators[0] if old.initiators else None
    return (
        did is not None
        and bool(new.initiators)
        and old.trigger.form in VERBAL
        and new.trigger.form in VERBAL
        and did.first == old.trigger.last
        and not did.prep
        and 0 <= new.trigger.sentence - old.trigger.sentence <= 1
        and old.trigger.first < new.trigger.first
        and not alike(old.initiators, new.initiators, lexicon)
    )


def _introduced(new: Event, tokens: Sequence[Token]) -> tuple[int, bool]:
    """**وفي حادث منفصل** قتل X, **وبعد ساعات** اغتيل Y: where words lead up to it as to another event, and if only as a later one."""
    first = new.trigger.first
    if not new.trigger.definite:
        for here in range(first - 1, max(0, first - _LEAD) - 1, -1):
            if in_another(tokens, here, first):
                return here, False
            if later(tokens, here, first):
                return here, True
    return -1, False


def _led_up_to(old: Event, new: Event, lead: Lead, lexicon: Lexicon) -> bool:
    """Does what leads up to it stand behind what was told before?"""
    one, two = old.trigger, new.trigger
    if one.first >= two.first or lead.introduced < one.last:
        return False
    if not lead.later:
        return True
    if one.sentence != two.sentence:  # **ولاحقا قصف** الجيش Y: a verb, or what may be one right behind
        return two.form in VERBAL or two.first - lead.introduced <= _RIGHT_BEHIND
    return two.form in VERBAL and _to_somebody_else(old, new, lexicon)


def _to_somebody_else(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """خطف مسلحون **تاجرا** في X، وفي وقت لاحق خطف مجهولون **طبيبا**: two verbs of one kind, each with an object of its own."""
    return (
        old.trigger.form in VERBAL
        and old.kind == new.kind
        and any(c.first >= new.trigger.first for c in new.targets)
        and any(c.first < new.trigger.first for c in old.targets)
        and not any_actor(old.targets, new.targets, lexicon)
    )


def _others_elsewhere(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """اعتقلت X شابين من Y، **كما اعتقلت ثلاثة آخرين في Z**: the verb again, with its own number of others and a town of its own."""
    one, two = old.trigger, new.trigger
    if old.kind != new.kind or old.kind not in TAKING or one.form not in VERBAL or two.form not in VERBAL:
        return False
    if one.first >= two.first or not any(t.fold in _OTHERS for t in tokens[two.last : two.last + _OTHERS_IN]):
        return False
    here, there = precise(old.places), precise([c for c in new.places if c.first >= two.last])
    return bool(here and there) and not any_place(here, there)


def _renewed(new: Event, tokens: Sequence[Token]) -> bool:
    """**وجددت** القوات **قصف** X مساء فقتلت اثنين: with a toll of its own."""
    first = new.trigger.first
    return "killed" in new.tolls and any(
        t.fold.removeprefix("و").startswith(_RENEWED) for t in tokens[max(0, first - _BEFORE) : first]
    )


def _with_others_killed(old: Event, new: Event) -> bool:
    """Were others killed at the same place than is told before?"""
    known, toll = old.tolls.get("killed"), new.tolls["killed"]
    return known is not None and known.min != toll.min and any_place(old.places, new.places)
