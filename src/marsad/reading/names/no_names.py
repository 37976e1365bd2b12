"""What only looks like a title or a name: **أمر** مدان (a matter, no commander), **وإلى** درعا (and to, no governor),
وتعرض القاضي **لجروح** (to wounds); and with which words a name ends.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, clitic_preposition
from marsad.reading.names.actors import Actors

_COMMANDER = "امر"  # folded: commander (آمر), or matter, order, he ordered (أمر)
_GOVERNOR = "والي"  # folded: governor (والي), or and to (وإلى)
_LEADING = ("لل", "بال", "ولل", "وبال")  # for the, with the
_TO = ("ب", "ل")  # with, to
CLITICS = "وفبلكس"
"""What may be written to the beginning of a word."""
PRONOUNS = ("ه", "ها", "هم", "هما")
"""What an Arabic noun with a pronoun ends in."""
_HERS = 5  # letters of a noun with "her", at least
_KIN = word_class("his_kin")
_IN_WHAT_STATE = word_class("in_what_state")
_BEHIND_A_TITLE = word_class("adjectives_of_titles")
_NO_FIRST = {"غير", "ليس", "مجرد"}  # un-, is not, merely


def no_title(actors: Actors, at: int) -> bool:
    """**أمر** مدان, **الأمر** قوبل, **وإلى** ريف حلب: words that fold into the letters of a commander and of a governor."""
    token = actors.tokens[at]
    if not token.fold.endswith((_COMMANDER, _COMMANDER + "ا", "الي")):
        return False
    written = actors.text[token.start : token.end]
    if token.fold.endswith("الي"):
        return token.fold == _GOVERNOR and not written.endswith("ي")
    return token.fold.removeprefix("و").removeprefix("ب").removeprefix("ل").removeprefix("ال") in (
        _COMMANDER,
        _COMMANDER + "ا",
    ) and ("أ" in written or token.fold.endswith("ا") or ("ال" in written and "آ" not in written))


def begins_no_name(actors: Actors, at: int) -> bool:
    """القاضي **لجروح** خطيرة, نائبا **بأصواتهم**, المندوب **السامي**, "**على** المستوى الرئاسي": with which no name begins."""
    token = actors.tokens[at]
    word = token.fold
    if token.kind != "word" or actors.lexicon.given_name(word):
        return False
    if word in PREPOSITIONS or word in _NO_FIRST or word in _BEHIND_A_TITLE:
        return True
    if word.startswith(_LEADING) and len(word) > 4:
        return True
    if word[:1] not in _TO or len(word) < 4:
        return False
    return actors.toponyms.ordinary(word[1:]) or (word[0] == "ل" and actors.lexicon.common(word[1:]))


def his(actors: Actors, at: int) -> bool:
    """**إضرابه**, **لعائلته**: a common word with a pronoun, and none that is a name by itself (عبده)."""
    token, lexicon = actors.tokens[at], actors.lexicon
    tail = next((one for one in PRONOUNS if token.fold.endswith(one)), None)
    if tail is None or token.ta or lexicon.given_name(token.fold):
        return False
    stem = token.fold.removesuffix(tail)
    bare = stem[1:] if stem[:1] in CLITICS else stem
    if actors.at.layer(at, "rule") is not None:
        return True
    return any(
        len(one) > 2 and (lexicon.common(one) or (one.endswith("ت") and lexicon.common(one[:-1] + "ه")))
        for one in (stem, bare)
    )


def with_pronoun(actors: Actors, word: str) -> bool:
    """وزير خارجيتها هايكو ماس **دعوتها**, قتل أحمد **زوجته**: a noun with "her", or kin with "his", which no name ends in."""
    if actors.lexicon.given_name(word):
        return False
    kin = word.endswith("ه") and len(word) > 3 and kin_of_somebody(word)
    return kin or (word.endswith("ها") and len(word) > _HERS)


def kin_of_somebody(word: str) -> bool:
    """**زوجته**, **شقيقهما**: a noun for kin with a pronoun."""
    return any(word.endswith(tail) and word.removesuffix(tail) in _KIN for tail in PRONOUNS)


def leads_to_where(actors: Actors, at: int) -> bool:
    """**بريف** إدلب, **بمدينة** الباب: a word for places with "in" written to it."""
    place = actors.at.cue(at, "place_types")
    return place is not None and clitic_preposition(place.cut) == "ب"


def adverbial(actors: Actors, at: int) -> bool:
    """الطفلة جيلان **متأثرة** بجراحها, علي دوابشة **حرقا**, سالم النعيمي **لسكاي نيوز**: how somebody died or spoke, or to whom."""
    if actors.tokens[at].fold in _IN_WHAT_STATE:
        return True
    outlet = actors.at.layer(at, "source")
    return outlet is not None and bool(clitic_preposition(outlet.cut))
