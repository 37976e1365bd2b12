"""Objects that a pronoun takes up, and subjects told by an office: عناصر X **اعتقلهم** Y, المتحدث **باسم** X."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated, coordinated_back
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.names.statement_subjects import ASKING
from marsad.reading.records import VERBAL, Chunk, Trigger

_PRONOUNS = word_class("attached_pronouns")
_TAKEN_UP = word_class("object_as_pronoun")
# Who, whom; and what may stand between the one told of and the verb: had, were.
_LINKS = {"الذي", "التي", "الذين", "اللذين", "اللذان", "قد", "كان", "كانت", "كانوا"} | QUOTES | COMMAS
_IN_THE_NAME = {"باسم"}
_FIRE = word_class("by_the_fire_of")
_ONE_OF_THEM = word_class("one_of_them") | word_class("among_them")
_AND_HURT = word_class("and_others_hurt")
_MANNER = word_class("manner_of_killing")
_WHEN = word_class("before_a_verb") - {"و", "ف", "الذي", "والذي"}  # when, while
_SHOT = "killing.shooting"  # the rule of how somebody was killed
LAYING = {"حمل", "يحمل", "تحمل"}  # to lay (the responsibility) on
_BLAME = word_class("what_is_laid_on_somebody")
_FALLING = word_class("falls_into")
_FELL = 9  # tokens from a verb of falling to the captivity
_ON_THEM = {"عليه", "عليها", "عليهم", "عليهما", "عليهن"}  # on him, her, them
_HANDS = {"قبضه", "بيد", "بايدي", "ايدي"}  # in the grip, in the hands of


def spoken_for(around: Around, chunk: Chunk) -> bool:
    """هدد المتحدث **باسم** X: the side in whose name somebody speaks."""
    return chunk.first > 0 and around.tokens[chunk.first - 1].fold in _IN_THE_NAME


def resumes(around: Around, trigger: Trigger) -> bool:
    """Has the verb its object as a pronoun: اعتقل**هم**, أفرجت **عنهم**, أطلق **عليه**?"""
    if trigger.form not in VERBAL:
        return False
    if trigger.after in _PRONOUNS:
        return True
    return trigger.last < len(around.tokens) and around.tokens[trigger.last].fold in _TAKEN_UP


def has_its_object(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """رصاصة **أطلقها** عليه **مستوطن**: of a verb with a pronoun for its object anybody right behind it is the subject."""
    if trigger.rule.frame == "statement" or not trigger.after or chunk.kind not in PEOPLE:
        return False
    between = [t.fold for t in around.tokens[trigger.last : chunk.first]]
    return not between or (len(between) == 1 and between[0] in _ON_THEM)


def antecedent(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> Chunk | None:
    """Whom the pronoun of a verb takes up: somebody right before it, or before الذي."""
    for chunk in reversed(before):
        between = around.tokens[chunk.last : trigger.first]
        if len(between) > 3 or any(t.fold not in _LINKS for t in between):
            return None
        if chunk.kind in PEOPLE and chunk.kind != "state":
            return chunk
    return None


def launched_from(around: Around, trigger: Trigger) -> bool:
    """صاروخا **أطلق من** اليمن: a missile right before a verb of launching, and whence it came right after."""
    at, tokens = trigger.first, around.tokens
    if trigger.last >= len(tokens) or tokens[trigger.last].fold != "من" or at == 0:
        return False
    back = at - 1
    if tokens[back].fold in _LINKS and back:
        back -= 1
    return any(around.at.cue(here, "means") is not None for here in (back, back - 1) if here >= 0)


def fired_by(around: Around, first: int, after: Sequence[Chunk]) -> list[Chunk]:
    """قتل قيادي في X **برصاص Y**: whose fire it was, where nobody stands between who could have been hit by another."""
    for chunk in after:
        if chunk.first <= first:
            continue
        if chunk.prep != "" and chunk.kind == "place":
            continue
        if chunk.first - first > 6 or around.tokens[chunk.first - 1].fold not in _FIRE:
            return []
        return coordinated(chunk, after) if agentive(chunk) else []
    return []


def blamed(around: Around, trigger: Trigger, nearest: Chunk, after: Sequence[Chunk]) -> bool:
    """وتحمل **X** المسؤولية: who stands alone between the verb and the responsibility bears it, and lays it on nobody."""
    word = around.tokens[trigger.first].fold.removeprefix("و")
    if word.removesuffix("ت") not in LAYING or around.clauses.sentence.last <= nearest.last:
        return False
    last = nearest.last
    laid = next(
        (
            at
            for at in range(last, min(last + 2, len(around.tokens)))
            if around.tokens[at].fold.removeprefix("ال") in _BLAME
        ),
        None,
    )
    if laid is not None and any(
        c.prep == "ل"
        and laid < c.first <= laid + 3
        and c.kind in PEOPLE
        and not any(t.fold in PREPOSITIONS for t in around.tokens[laid : c.first])
        for c in after
    ):
        return False  # حملت الحكومة مسؤولية الهجوم **لداعش**
    for chunk in after:  # حملت القيادة **لقوات X** مسؤولية: whose leadership it is
        last = chunk.last if chunk.first == last and chunk.prep in ("ل", "في") else last
    end = next((c.first for c in after if c.first >= last and c.kind in PEOPLE), last + 3)
    return any(
        t.fold == "كامل" or t.fold.removeprefix("ال") in _BLAME
        for t in around.tokens[last : min(end, last + 2)]
    )


def objectless(around: Around, trigger: Trigger, subject: Sequence[Chunk]) -> bool:
    """قتل قيادي في X **في** Y: who is said to be killed by a verb that nobody follows, told by one or some of their men."""
    first, end = subject[0], subject[-1].last
    if first.first < trigger.last or trigger.after or around.at.cue(first.first, "group_heads") is None:
        return False
    if end >= around.clauses.sentence.last:
        return True
    if _holds_office(around, first):
        # قتل القيادي في X **جنديا**, **ثلاثة جنود**: people behind him without a name are whom he killed
        return not any(
            c.kind == "group" and not c.prep and not c.joined and end <= c.first <= end + 1
            for c in around.chunks
        )
    token = around.tokens[end]
    return (
        token.kind in ("punct", "newline")
        or token.fold in PREPOSITIONS
        or token.fold in _FIRE
        or token.fold in _AND_HURT
        or token.fold in _ONE_OF_THEM  # قتل شخصان **أحدهما** قيادي
        or token.fold in _MANNER
        or token.fold in _WHEN
        or any(hit.term.ref == _SHOT for hit in around.at.any(end))  # **طعنا**, رميا بالرصاص
        or around.at.cue(end, "cause", "near", "directions") is not None
    )


def _holds_office(around: Around, chunk: Chunk) -> bool:
    """قتل **القيادي في** X فلان: one man told by what he is in a force, whatever his name looks like, is who was killed."""
    tokens = around.tokens
    word = tokens[chunk.first].fold
    return (
        chunk.last - chunk.first > 2
        and word.startswith("ال")
        and not word.endswith(("ين", "ون", "ان"))
        and tokens[chunk.first + 1].fold in ("في", "ب")
        and around.at.cue(chunk.first, "person_titles") is not None
    )


def set_free(around: Around, trigger: Trigger) -> bool:
    """أُطلق **سراح** X: the release stands right after its verb, so that whose it was follows and not who granted it."""
    return trigger.last < len(around.tokens) and around.tokens[trigger.last].fold in ("سراح", "سبيل")


def in_the_hands(around: Around, trigger: Trigger) -> bool:
    """Is the noun one of who holds others: **في قبضة** X, **بيد** X?"""
    return around.tokens[trigger.last - 1].fold in _HANDS


def fell_captive(around: Around, trigger: Trigger) -> bool:
    """وقع X **في أسر** Y, سقط الطيار **في الأسر**: is the noun one of the captivity into which somebody fell?"""
    tokens, here = around.tokens, trigger.first
    if tokens[here].fold.removeprefix("ال") != "اسر" or tokens[here - 1].fold != "في":
        return False
    left = around.clauses.left(here)
    return any(
        tokens[at].fold.removeprefix("و") in _FALLING for at in range(max(left, here - _FELL), here - 1)
    )


def caught_before(around: Around, trigger: Trigger, before: Sequence[Chunk]) -> list[Chunk]:
    """**مسلحون** ألقي القبض **عليهم**: whom the pronoun behind the noun takes up, with nothing but the verb between."""
    tokens = around.tokens
    if trigger.last >= len(tokens) or tokens[trigger.last].fold not in _ON_THEM or not before:
        return []
    near = before[-1]
    if tokens[near.first].fold.startswith("مطلوب") and len(before) > 1 and before[-2].last == near.first:
        near = before[-2]  # **شابا** مطلوبا القبض عليه
    between = tokens[near.last : trigger.first]
    if near.prep or near.kind not in PEOPLE or len(between) > 3 or any(t.fold in COMMAS for t in between):
        return []
    return coordinated_back(near, before)


def asked(around: Around, trigger: Trigger, rest: Sequence[Chunk]) -> list[Chunk]:
    """طلب X **من** Y: of whom it is asked."""
    if not around.tokens[trigger.first].fold.removeprefix("و").startswith(ASKING):
        return []
    for chunk in rest:
        if chunk.first - trigger.last > 7:
            break
        if chunk.prep == "من" and chunk.kind in PEOPLE:
            return coordinated(chunk, rest)
    return []


_POSTS = {"حاجز", "الحاجز", "حواجز"}  # checkpoint, checkpoints
_AT_IT = {"علي", "عند", "عبر", "من", "في", "احد"}  # on, at, through, from, in, one of
_OF_A_POST = 2  # tokens from the checkpoint to whose it is: an adjective between
_TORTURE = "تعذيب"
_OFFICES = {"مقر", "مقار", "مقرات", "مراكز"}  # seat, seats, centres of
_JAILS = {
    "سجن",
    "سجون",
    "معتقل",
    "معتقلات",
    "زنازين",
    "سجونها",
    "السجون",
}  # prison, prisons, detention centre, cells


def at_whose_post(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """اعتقال شاب **على حاجز لـX**, عند حاجز X: whose checkpoint it is at which somebody was taken."""
    tokens = around.tokens
    for chunk in after:
        here = chunk.first - 1
        if chunk.kind != "actor" or not agentive(chunk) or here - 1 <= trigger.first:
            continue
        if tokens[here].fold in _POSTS and tokens[here - 1].fold in _AT_IT:
            return coordinated(chunk, after)
    return []


def manned_by(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """اعتقل **حاجز لـX** شابا, أوقفت **حواجز X** ثلاثة: of the checkpoint that takes people, right behind the verb, whose it is."""
    if around.tokens[min(trigger.last, len(around.tokens) - 1)].fold not in _POSTS:
        return []
    owner = next((c for c in after if c.first > trigger.last), None)
    if owner is None or owner.first - trigger.last > _OF_A_POST or owner.prep not in ("", "ل"):
        return []
    return coordinated(owner, after) if owner.kind == "actor" and agentive(owner) else []


def jailers(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """قضى تحت التعذيب في **سجون X**, في سجن لـX, في أحد **مقار X**: whose prison or post it is that somebody was tortured in."""
    tortured = any(_TORTURE in token.fold for token in around.tokens[trigger.first : trigger.last])
    for chunk in after:
        before = around.tokens[chunk.first - 1]
        held = before.fold in _JAILS or (tortured and before.fold in _OFFICES)
        if agentive(chunk) and chunk.kind == "actor" and held:
            return coordinated(chunk, after)
    return []
