"""Who is named in the reason given for an arrest, or died beside it: بتهمة الانتماء إلى **X**, للاشتباه بتعاونهم مع **X**."""

from __future__ import annotations

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Figure, Told
from marsad.reading.grammar.parties import TAKING, coordinated_back
from marsad.reading.records import Chunk, Event

_HELD = {"arrest", "abduction", "killing", "abuse", "restriction"}
_CHARGE = word_class("on_the_charge_of")
_CHARGED = _CHARGE | {"و" + word for word in _CHARGE}  # and on the charge of
_REASON = _CHARGED | word_class("because_of_his")
_MEMBER = word_class("membership")
_HELP = word_class("help_and_spying")
_TIES = _MEMBER | _HELP
# Is believed, suspected, likely, suspected of.
_BELIEVED = {"يعتقد", "يشتبه", "يرجح", "يظن", "مشتبه", "المشتبه", "مشتبها"}
_THEY = (
    "انه",
    "بانه",
    "كونه",
    "بكونه",
    "ينتم",
    "انتما",
    "بانتما",
    "لانتما",
)  # that they are, that they belong
_BELIEF = 7  # tokens from the word of belief to whose they are
# To strike, shell, attack, target, invade: what a thing that is refused would have served.
_TO_STRIKE = {"لضرب", "لقصف", "لمهاجمه", "لاستهداف", "لغزو", "لاجتياح"}
_REACH = 9  # tokens from the word for a charge to whom it names
_TIED = 5  # tokens from the word for a tie to whom it is with
_GIVEN = 12  # tokens from the word that opens the reason for an arrest to whom it names
_DIED = word_class("died_or_was_killed")
_DEAD = 3  # tokens from the word for a death to the name of who died: مقتل كل من الشقيقين **X**


def charged_with(figure: Figure, here: Told, event: Event, company: Company) -> set[str]:
    """اعتقلت X شبانا بتهمة التعامل مع **Y**: the roles that somebody named in the charge cannot have.

    Whoever the construction has as the doer may be the one of whom the charge speaks too.
    """
    if event.kind == "rejection" and all(company.folds[c.first - 1] in _TO_STRIKE for c in figure.chunks):
        return {"I", "T"}  # لن يسمح X باستخدام أراضيه لضرب **Y**: nothing is refused to Y
    if event.kind not in _HELD:
        return set()
    if _CHARGED.isdisjoint(company.words):
        return set()  # nobody is charged with anything
    ties = {chunk.first: _tie(company, chunk) for chunk, _ in here}
    found = {tie for tie in ties.values() if tie}
    doers = {c.first for c in event.initiators}
    if not found or any(c.first in doers and not ties.get(c.first) for c in figure.chunks):
        return set()
    return {"I"} if found & _MEMBER else {"I", "T"}


def not_taken(here: Told, event: Event, company: Company) -> set[str]:
    """The roles that somebody cannot have in an arrest, by all mentions in the sentences that tell of it: ``here``."""
    if event.kind not in TAKING:
        return set()
    reasons = not _REASON.isdisjoint(company.words)
    deaths = not _DIED.isdisjoint(company.words)
    if not (reasons or deaths):
        return set()
    told = all(
        (reasons and _in_the_reason(c, number, event, company))
        or (deaths and _dead_beside_it(c, number, event, company))
        for c, number in here
    )
    return {"T"} if told else set()


def _in_the_reason(chunk: Chunk, sentence: int, event: Event, company: Company) -> bool:
    """اعتقال خمسة بشبهة التخطيط لاغتيال **X**: behind a word that opens the reason, with no verb and no mark between.

    Not so اعتقل بتهمة التجسس **شبانا**: people without a preposition who are told without the article may be those taken.
    """
    if chunk.kind == "group" and not chunk.prep and not company.folds[chunk.first].startswith(("ال", "لل")):
        return False
    for telling in event.tellings:
        if telling.sentence != sentence or telling.last > chunk.first:
            continue
        for at in range(chunk.first - 1, max(telling.last, chunk.first - _GIVEN) - 1, -1):
            if company.tokens[at].kind in ("punct", "newline"):
                break
            if company.folds[at] in _REASON:
                return not company.clauses[sentence].verb_between(at + 1, chunk.first)
    return False


def _dead_beside_it(chunk: Chunk, sentence: int, event: Event, company: Company) -> bool:
    """مقتل **X** واعتقال شقيقه: somebody by name who died, told before it, was not taken."""
    if chunk.kind != "person" or all(t.sentence != sentence or t.first < chunk.last for t in event.tellings):
        return False
    row = [c for c, _ in company.by_sentence[sentence]]
    first = coordinated_back(chunk, row)[0].first if chunk in row else chunk.first
    words = company.folds[max(company.sentences[sentence].first, first - _DEAD) : first]
    return any(is_one_of(word, _DIED, AND) for word in words)


def anybody_believed(company: Company) -> bool:
    """Does a word of belief stand in the report at all?"""
    return not _BELIEVED.isdisjoint(company.words)


def supposed(here: Told, event: Event, company: Company) -> bool:
    """هاجم مسلحون **يعتقد أنهم من** X, شخصا **يشتبه في انتمائه إلى** X: is somebody named only as whose others are thought to be?"""
    if not anybody_believed(company):
        return False
    if any(
        event.trigger.sentence == sentence and chunk.last <= event.trigger.first for chunk, sentence in here
    ):
        return False  # يشتبه بانتمائهم إلى X وبتخطيطهم **لشن هجمات**
    return all(_thought_of(company, chunk, sentence) for chunk, sentence in here)


def _thought_of(company: Company, chunk: Chunk, sentence: int) -> bool:
    """Does a word of belief stand before a mention, right behind people told without a name, with nothing but the tie between?"""
    tokens = company.tokens
    for at in range(chunk.first - 1, max(0, chunk.first - _BELIEF), -1):
        if tokens[at].kind != "word":
            return False
        if tokens[at].fold in _BELIEVED:
            between = [t.fold for t in tokens[at + 1 : chunk.first]]
            tied = any(word.startswith(_THEY) or _bare(word) for word in between)
            row = company.by_sentence[sentence]
            # يعتقد أنهم **مستوطنون**: who they are, and not whose
            return (
                tied
                and bool(chunk.prep)
                and any(c.kind == "group" and c.last <= at <= c.last + 2 for c, _ in row)
            )
    return False


def _tie(company: Company, chunk: Chunk) -> str:
    """The word for a tie to a mention, with a word for a charge before it and nothing that ends the clause, or nothing."""
    tie = ""
    for at in range(chunk.first - 1, max(-1, chunk.first - _REACH - 1), -1):
        token = company.tokens[at]
        if token.kind in ("punct", "newline"):
            return ""
        word = token.fold
        if word in _CHARGED:
            return tie
        if not tie and chunk.first - at <= _TIED:
            tie = _bare(word)
    return ""


def _bare(word: str) -> str:
    """A noun of a tie without the article and the prepositions written to it, or nothing."""
    leads = ("", "بال", "لل", "وال", "ال", "ب", "ل", "و")
    found = (word.removeprefix(lead) for lead in leads if word.startswith(lead))
    return next((bare for bare in found if bare in _TIES), "")
