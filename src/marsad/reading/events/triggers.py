"""Which words tell of an event, and of what kind: the rules' words found, their contexts tested, the longest kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.days.dates import DateMention
from marsad.reading.events.other_matter import of_other_matter
from marsad.reading.grammar.another import leads_up
from marsad.reading.grammar.entries import past_marks
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.grammar.posted import past_posted
from marsad.reading.grammar.scan import At, clitic_preposition
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.text.clitics import stems
from marsad.text.tokens import Sentence, Token

_LIBERATION = "التحرير"
_OF_A_NOUN = "of_a_noun"  # the trait: وصفت X **القصف** بأنه, and not وصفته
_SHORTLY = 3  # tokens: what a rule asks for nearer than that is its object
_WITHOUT = 6  # tokens either side in which a word of ``without`` rules a trigger out


class Doers(NamedTuple):
    """Where those who can act stand: by the token at which one begins where it ends, and by the token after one where it began.

    ``places``: by each token of the name of a place, where this begins. ``men``: where one person begins.
    """

    starting: dict[int, int]
    ending: dict[int, int]
    places: dict[int, int]
    men: set[int]


class Spoken(NamedTuple):
    """The words of a sentence with and without their clitics: what is none of them stands near nothing in it.

    ``each``: those of every token from the ``first`` of the sentence on, none of what is no word.
    """

    first: int
    each: list[frozenset[str]]
    words: frozenset[str]


_NO_WORDS = frozenset[str]()


def find_triggers(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    at: At,
    lexicon: Lexicon,
    dates: Sequence[DateMention],
    chunks: Sequence[Sequence[Chunk]],
) -> tuple[list[Trigger], list[Trigger]]:
    """At most one trigger a token and kind, left to right; a longer expression covers the words inside it.

    Words of dates are none: فجر is "dawn" more often than "he blew up". The first are the words of rules that are not
    faint, one a token. The second are the words of faint rules that stand outside them or tell of another kind of event
    (تقدم is an attack or a move of troops: the score has to say), and words of the others that a word of ``without``
    stands beside (``barred``).
    """
    sure: list[Trigger] = []
    beside: list[Trigger] = []
    dated: set[int] = set()
    for date in dates:
        dated.update(range(date.first, date.last))
    delegations = at.cues.get("delegations", ())
    # هيئة تحرير الشام is a name: no place is liberated in it.
    for found in chunks:
        for c in found:
            if c.kind in _NAMED:  # that a **وفد** comes may tell of talks
                dated.update(range(c.first + (c.first in delegations), c.last))
            elif c.kind == "place" and c.last - c.first == 2 and tokens[c.last - 1].fold == _LIBERATION:
                dated.add(c.last - 1)  # ساحة **التحرير**: the name of a square
    ruled = sorted(at.begun((), ("rule",)) - dated)
    for number, sentence in enumerate(sentences):
        row = ruled[bisect_left(ruled, sentence.first) : bisect_left(ruled, sentence.last)]
        if not row:
            continue
        doers = _doers(chunks[number])
        spoken = _spoken(tokens, sentence)
        free = free_beside = sentence.first
        for here in row:
            if here < free:
                continue
            telling, doubted = _fitting(here, tokens, at, sentence, lexicon, doers, spoken)
            if telling:
                hit = telling[0]
                kind = lexicon.rules[hit.term.ref].kind
                sure.append(_trigger(hit, text, tokens, at, sentence, number, lexicon, doers))
                free = hit.last
                doubted = [
                    hit
                    for hit in doubted
                    if lexicon.rules[hit.term.ref].kind != kind and hit.term.ref in lexicon.faint
                ]
            if doubted and here >= free_beside:
                for hit in doubted:
                    beside.append(_trigger(hit, text, tokens, at, sentence, number, lexicon, doers))
                free_beside = doubted[0].last
    return sure, beside


def _doers(chunks: Sequence[Chunk]) -> Doers:
    """What one sentence names, by where it stands."""
    doers = Doers({}, {}, {}, set())
    for c in chunks:
        if c.kind in _DOERS:
            if c.prep != "ل":  # وقصف **لطائرات** X: whoever has ل is the subject of no verb
                doers.starting[c.first] = c.last
                if c.kind == "person":
                    doers.men.add(c.first)
            doers.ending[c.last] = c.first
        elif c.kind == "place":
            for here in range(c.first, c.last):
                doers.places[here] = c.first
    return doers


def _spoken(tokens: Sequence[Token], sentence: Sentence) -> Spoken:
    """What one sentence says, for the contexts of its rules."""
    each = [
        stems(token.fold) if token.kind == "word" else _NO_WORDS
        for token in tokens[sentence.first : sentence.last]
    ]
    return Spoken(sentence.first, each, _NO_WORDS.union(*each))


def _fitting(
    here: int, tokens: Sequence[Token], at: At, sentence: Sentence, lexicon: Lexicon, doers: Doers, spoken: Spoken
) -> tuple[list[Hit], list[Hit]]:  # fmt: skip
    """The hits of rules at a token whose context holds: those that tell of an event, and those that only the score may let through."""
    telling: list[Hit] = []
    doubted: list[Hit] = []
    for hit in at.any(here):
        term = hit.term
        if term.layer != "rule" or hit.last > sentence.last:
            continue
        ref = term.ref
        wanted, unwanted = lexicon.contexts[ref]
        if wanted and (
            _cues(wanted).isdisjoint(spoken.words)
            or not _wanted(hit, wanted, tokens, sentence, lexicon, spoken, doers)
        ):
            continue
        if _governed(hit, tokens, at, sentence, doers.places):
            continue
        if hit.cut.after and _OF_A_NOUN in lexicon.rules[ref].traits:
            continue
        faint = ref in lexicon.faint
        barred = (
            bool(unwanted)
            and not _cues(unwanted).isdisjoint(spoken.words)
            and _barred(hit, unwanted, tokens, sentence, spoken, doers)
        )
        if faint and barred:
            continue
        other = lexicon.other_matters.get(ref)
        if other is not None and of_other_matter(hit, tokens, sentence, doers.starting, *other):
            continue
        (doubted if faint or barred else telling).append(hit)
    if len(telling) > 1:
        telling = _one_a_kind(telling, lexicon)
    if len(doubted) > 1:
        doubted = _one_a_kind(doubted, lexicon)
    return telling, doubted


def _one_a_kind(hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """The longest first, among equals one that asked for a context, then the least cut."""

    def rank(hit: Hit) -> tuple[int, bool, int]:
        asked = bool(lexicon.rules[hit.term.ref].with_)
        return -len(hit.term.words), not asked, len(hit.cut.before) + len(hit.cut.after)

    out: dict[str, Hit] = {}
    for hit in sorted(hits, key=rank):  # of two alike the first
        out.setdefault(lexicon.rules[hit.term.ref].kind, hit)
    return list(out.values())


def _governed(
    hit: Hit, tokens: Sequence[Token], at: At, sentence: Sentence, named: Mapping[int, int]
) -> bool:
    """A preposition governs a noun, never a finite verb: بدعم is "with the support of"."""
    if hit.cut.after and (nation := at.layer(hit.first, "demonym")) is not None and not nation.cut.after:
        return True  # بدعم **تركي**: "Turkish", and not "my leaving"
    if tokens[hit.first].fold == _IN_ANSWER:
        return True  # قصف X Y **ردا** على إطلاق صواريخ: why it was done
    if hit.cut.after and hit.term.words[0] == _THAT_IS and len(hit.term.words) > 1:
        return True  # أكد **أنه لم** يقصف: that he did not, and not "if not"
    if hit.term.form not in VERBAL:
        return _flies(hit, tokens, sentence)
    if clitic_preposition(hit.cut) and hit.term.form == "past":
        return True
    if named.get(hit.first, hit.first) < hit.first:
        return True  # ضاحية **جرمانا**: the name of a town that could be "they made us criminals"
    if hit.first > sentence.first and _counts(tokens[hit.first - 1]) and tokens[hit.first].fold.endswith("ا"):
        return True  # خطفت 20 **طالبا**: the noun that is counted
    if "س" in hit.cut.before and hit.first > sentence.first and at.cue(hit.first - 1, "place_types"):
        return True  # بلدة سيدكان: the name of a town that could be "it will pound"
    return hit.first > sentence.first and tokens[hit.first - 1].fold in _GOVERNING


def _counts(token: Token) -> bool:
    """A figure, and not a year: منذ 2015 **طوقا**."""
    return token.kind == "number" and len(token.fold) < 4


def _wanted(
    hit: Hit, words: frozenset[str], tokens: Sequence[Token], sentence: Sentence, lexicon: Lexicon,
    spoken: Spoken, doers: Doers,
) -> bool:  # fmt: skip
    """Does a word of ``with`` stand near? Who did it, right behind the verb, and where he is stationed do not count."""
    near = lexicon.rules[hit.term.ref].near
    low, high = max(sentence.first, hit.first - 3), min(sentence.last, hit.last + near)
    if _near(words, tokens, low, high, hit, spoken):
        return True
    if near < _SHORTLY or hit.term.form not in VERBAL:
        return False
    if hit.last in doers.men and lexicon.rules[hit.term.ref].kind in LAUNCHED:
        return False  # أطلق رجل الأعمال فلان صاروخه الجديد: one man seldom fires
    behind = _past_doer(tokens, hit, doers)
    high = min(sentence.last, behind + near)
    return behind > hit.last and _near(words, tokens, behind, high, hit, spoken)


def _past_doer(tokens: Sequence[Token], hit: Hit, doers: Doers) -> int:
    """The token behind who does what a verb tells and where they stand; where nobody is named, behind the verb."""
    return past_posted(tokens, doers.starting.get(hit.last, hit.last), doers.places)


def _barred(
    hit: Hit, words: frozenset[str], tokens: Sequence[Token], sentence: Sentence, spoken: Spoken, doers: Doers
) -> bool:
    """Does a word of ``without`` stand near? Of a verb, who did it counts for no distance here either."""
    low, behind = max(sentence.first, hit.first - _WITHOUT), hit.last
    if hit.term.form in VERBAL:
        behind = _past_doer(tokens, hit, doers)
    return _near(words, tokens, low, min(sentence.last, behind + _WITHOUT), hit, spoken)


def _near(
    words: frozenset[str], tokens: Sequence[Token], first: int, last: int, hit: Hit, spoken: Spoken
) -> bool:
    begins, each = spoken.first, spoken.each
    for said in each[first - begins : hit.first - begins] + each[hit.last - begins : last - begins]:
        if not words.isdisjoint(said):
            return True
    if len(_cues(words)) == len(words):
        return False
    return any(  # of several words
        f"{tokens[here].fold} {tokens[here + 1].fold}" in words
        for here in range(first, last - 1)
        if not hit.first <= here < hit.last and tokens[here].kind == "word"
    )


@lru_cache(maxsize=1024)
def _cues(words: frozenset[str]) -> frozenset[str]:
    """The words, and the first of those that are several: one of these is spoken where any of them is."""
    return words.union([word.partition(" ")[0] for word in words])


def _trigger(
    hit: Hit,
    text: str,
    tokens: Sequence[Token],
    at: At,
    within: Sentence,
    sentence: int,
    lexicon: Lexicon,
    doers: Doers,
) -> Trigger:
    rule = lexicon.rules[hit.term.ref]
    form = hit.term.form
    if len(hit.term.words) == 1:
        verb, noun = None, None
        for one in at.any(hit.first):
            if one.term.ref == rule.id and one.term.layer == "rule" and len(one.term.words) == 1:
                if one.term.form == "past":
                    verb = one
                elif one.term.form == "noun":
                    noun = one
        if verb is not None and noun is not None:
            vowelled = (
                "\u064f" in text[tokens[hit.first].start : tokens[hit.first].end]
            )  # damma: قُتل (was killed)
            acts = _opens_and_acts(verb, tokens, at, within, doers)
            hit = verb if vowelled or acts or _is_verb_here(verb, tokens, within, doers) else noun
            form = hit.term.form
    if form == "past" and rule.frame == "statement" and (
        _his(hit, tokens, within, doers) or _object(hit, tokens, at, within, doers)
    ):  # fmt: skip
        form = "noun"
    return Trigger(
        hit.first, hit.last, sentence, rule, rule.kind, form, hit.cut.before, hit.cut.after,
        hit.cut.before.endswith("ال") or hit.cut.stem.startswith("ال") or _referred(hit, tokens),
        lexicon.accusing[rule.id].get(hit.term.words, "") if rule.id in lexicon.accusing else "",
    )  # fmt: skip


def _his(hit: Hit, tokens: Sequence[Token], sentence: Sentence, doers: Doers) -> bool:
    """أكد ماكرون **دعمه** لأوكرانيا: his doing of it, by the ل after it, and not that he did it to him."""
    if hit.cut.after not in ("ه", "ها", "هم") or hit.cut.before or hit.first not in doers.ending:
        return False
    after = tokens[hit.last : min(hit.last + 2, sentence.last)]
    return any(
        t.fold.startswith("ل") and all(b.fold.startswith("ال") for b in after[:n])
        for n, t in enumerate(after)
    )


def _object(hit: Hit, tokens: Sequence[Token], at: At, sentence: Sentence, doers: Doers) -> bool:
    """أعلن الناتو **دعمه** أوكرانيا, رفضت X **طلب** Y: behind a verb and its subject no verb follows without a conjunction."""
    subject = doers.ending.get(hit.first)
    if not hit.cut.before and hit.cut.stem in _ALSO_NOUNS and tokens[hit.first - 1].fold in _OBJECT_FOLLOWS:
        return hit.first > sentence.first  # منتقدا **دعم** X لـY
    if subject is None or subject <= sentence.first or hit.cut.before or hit.cut.stem not in _ALSO_NOUNS:
        return False
    return any(
        found.term.form in VERBAL and found.last == subject and not found.cut.after
        for found in at.any(subject - 1)
    )


def _opens_and_acts(hit: Hit, tokens: Sequence[Token], at: At, sentence: Sentence, doers: Doers) -> bool:
    """**الطيران الحربي** قصف دبابة: who opens the line, and whom he struck right behind the word: no noun stands so between the two."""
    actor = doers.ending.get(hit.first)
    if actor is None or hit.cut.before or hit.cut.after or hit.last >= sentence.last:
        return False
    if actor != sentence.first and actor != past_marks(tokens, sentence.first, sentence.last):
        return False
    struck = hit.last in doers.starting or hit.last in doers.places
    return struck or at.cue(hit.last, "object_heads", "place_types") is not None


def _is_verb_here(hit: Hit, tokens: Sequence[Token], sentence: Sentence, doers: Doers) -> bool:
    """قصف is "he shelled" and "shelling": the verb opens its clause and one who can act, or a count, follows it.

    Or it follows one who acts, whom "that" (أن) brings in: no verb stands before that could have the shelling for its object.
    """
    if clitic_preposition(hit.cut):
        return False
    if hit.first > sentence.first and tokens[hit.first - 1].fold in _HAVING:
        return True
    if hit.cut.after in _WHOM and hit.last in doers.starting and hit.first > sentence.first:
        # عمال **خطفهم مسلحون**: "their abduction" has nobody in the nominative after it
        governed = tokens[hit.first - 1].fold in _GOVERNING
        return not governed and not tokens[hit.last].fold.endswith("ين")
    actor = doers.ending.get(hit.first)
    if actor is not None and not hit.cut.before and actor > sentence.first:
        return tokens[actor - 1].fold in _THAT
    if hit.first > sentence.first and not hit.cut.before:
        before = tokens[hit.first - 1]
        if before.kind == "word" and before.fold not in _OPENERS and not leads_up(tokens, hit.first):
            return False
    if hit.last >= sentence.last:
        return False
    return hit.last in doers.starting or tokens[hit.last].kind == "number"


def _referred(hit: Hit, tokens: Sequence[Token]) -> bool:
    """ويأتي مقتل X بعد, هذا الهجوم: words that point back to what was told."""
    return hit.first > 0 and tokens[hit.first - 1].fold in _POINTING


def _flies(hit: Hit, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """**مسيرة** تستهدف مستودعا: a drone, and no march."""
    return (
        tokens[hit.first].fold in _DRONES
        and hit.term.ref.startswith("protest.")
        and hit.last < sentence.last
        and tokens[hit.last].fold in _WHAT_DRONES_DO
    )


_DRONES = {"مسيره", "مسيرات", "مسيرتان", "مسيرتين"}  # a drone or a march, several, two
_WHAT_DRONES_DO = word_class("what_drones_do")
_IN_ANSWER = "ردا"
_THAT_IS = "ان"
_ALSO_NOUNS = {"دعم", "رفض", "طلب", "شجب", "حث"}  # he backed, and: backing; refused, asked, decried, urged
_OBJECT_FOLLOWS = word_class("participles_of_speech") | word_class("participles_with_an_object")
_POINTING = word_class("points_to_it")
_NAMED = ("actor", "state", "person", "source")
_GOVERNING = word_class("governs_a_noun")
_HAVING = word_class("may_or_had")
_WHOM = ("ه", "ها", "هم", "هما", "هن")
_DOERS = ("actor", "state", "person", "group")
_THAT = {"ان", "وان", "بان", "لان", "لكن", "ولكن"}
_OPENERS = word_class("before_a_verb")
