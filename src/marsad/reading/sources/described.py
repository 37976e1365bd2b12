"""Sources told by what they are: where "مصدر عسكري في الجيش" or "المتحدث باسم X" ends, and the man of that office behind it.

The words are read on from the one that begins the phrase, up to the first that belongs to what is said; where a name
follows the office, the man is the source and not his office.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.known import KnownSources, Phrase, bare
from marsad.reading.sources.name_ends import accused, charged, goes_on, is_told, relating, spoken_in
from marsad.reading.sources.plain import prefers_not, trim, unlike_prose
from marsad.reading.sources.words import BELONGING, BODIES, DAYS, PAPERS, RELATIVES, STOPS, THAT
from marsad.text.clitics import Cut
from marsad.text.fold import fold
from marsad.text.tokens import Token

_GENERAL = word_class("before_general")
_UNDER = {
    "مساعد",
    "مساعده",
    "نايب",
    "نايبه",
    "مستشار",
    "مستشاره",
    "متحدث",
    "ناطق",
    "متحدثه",
    "مبعوث",
    "ممثل",
    "وكيل",
}
_IS = {"هو", "هي", "وهو", "وهي"}
_BARE = {"تقارير", "انباء", "معلومات", "تقديرات", "تصريح", "تصريحات"}  # of nobody, with nothing behind them
_REPORTS = "تقارير"  # ذكرت **تقارير** أن
_THE_SOURCE = {
    "المصدر",
    "المصادر",
    "السلطات",
    "الحكومه",
    "الوزاره",
    "الشرطه",
    "الاداره",
}  # the source(s), authorities, government …
_OUTLETS = word_class("outlets")
_PAGES = {"موقع", "صفحه", "حساب", "معرف"}  # الموقع الرسمي لقوات X: X speaks there
_MANY = word_class("sources_in_plural")
_TOLD_TO = word_class("outlets")
# A source, sources, an official: indefinite, with an adjective.
_UNNAMED = {"مصدر", "مصادر", "مسوول"}
_CLOSED = (".", "!", "؟", "…")
_INFORMING = word_class("informing")
_TOLD_TO_ONE = tuple(f"ل{word}" for word in sorted(_TOLD_TO))
_DESKS = {"مركز", "مكتب"}  # المركز الإعلامي لقوات X: their press office
# The place, the site, one (twice), the relatives, the families of: what is told of stands in their names, شهود قرب مكان **الانفجار**.
_OF_WHAT_HAPPENED = {"مكان", "موقع", "اقارب", "عايلات", "اهالي", "ذوي", "ذوو"}
_ONE_OF = {"احد", "احدي"}
_NO_MORE = {"ما", "مما", "هذا", "هذه", "تلك"}  # what, of what, this, that: the source ends before them
_MONITORING = "رصد"
_BY_WHAT_IT_DOES = {"شبكه", "منظمه", "مركز", "وحده", "موقع", "هييه"}  # network, organisation, centre …
_KIN = word_class("kin_of_one")
_TRUTH = "صحه"  # نفى مصدر **صحة الأنباء**: and not the health of مدير صحة حلب
_OF_NEWS = _NO_MORE | {
    "انباء", "الانباء", "نبا", "خبر", "الخبر", "اخبار", "الاخبار", "تقارير", "التقارير", "معلومات", "المعلومات", "الاتهامات", "اتهامات",
    "ادعاءات", "الادعاءات", "مزاعم", "المزاعم", "التصريحات", "تصريحات", "الروايه", "روايه", "الشاءعات", "الشايعات", "ذلك",
}  # fmt: skip
_THERE = {"المنطقه", "المدينه", "المكان", "الميدان", "البلده"}  # the area, the town, the place, the field
_OPENS, _SHUTS = QUOTES | {"("}, QUOTES | {")"}
_PROVINCES = {"صلاح الدين"}
CAN_SPEAK = {"actor", "state", "group", "person", "source", "anaphor"}
"""Kinds of mention that may be a source."""
_TOLD = word_class("it_was_told")


def told_by_kin(tokens: Sequence[Token], source: Chunk) -> bool:
    """**والد** أحد القتلى: is a source who he is to somebody else?"""
    return source.sort == "described" and tokens[source.first].fold in _KIN


def _names_him(tokens: Sequence[Token], at: int) -> bool:
    """سكان قرب **مكان** الانفجار, والد **أحد** القتلى: does the word that tells of an event say who he is?"""
    word = tokens[at].fold
    return word in _OF_WHAT_HAPPENED or (word in _ONE_OF and tokens[at - 1].fold in _KIN)


def described(
    known: KnownSources, first: int, here: int, last: int, cut: Cut | None, sort: str = "described"
) -> Phrase | None:
    """مصدر عسكري, مراسل X, المتحدث باسم X فلان: what kind of source it is, or the person named."""
    tokens = known.tokens
    paper = is_paper(known, first)
    stem = tokens[first].fold.removeprefix("ل").removeprefix("ل").removeprefix("ال")
    if cut is not None and cut.before == "و":
        stem = stem.removeprefix("و")
    # مسؤولان أمريكيان: no one man, and no name though it may look like one.
    many = sort == "described" and stem in _MANY and tokens[first - 1].fold not in ("احد", "احدي")
    outlet = bare(tokens[first].fold) in _OUTLETS
    page = bare(tokens[first].fold) in _PAGES
    inner: Chunk | None = None
    end = here
    # No adjective yet: "مصادر بالشرطة" needs what the preposition brings, "مصادر طبية" does not.
    plain = True
    shown = here
    steps = 0
    while end < last and steps < 9:
        token = tokens[end]
        word = token.fold
        chunk = next((c for c in known.chunks if c.first == end), None)
        if word in QUOTES or word == "(":
            closing = quoted(tokens, end, last, 5)
            if (
                closing is None
                or (many and stem not in ("اهالي", "سكان", "شهود"))
                or (end > here and tokens[first - 1].fold.removeprefix("و") in _INFORMING)
                or (not outlet and closing - end > 3 and tokens[closing - 2].fold in _CLOSED)
            ):
                break  # أبلغ ناشطون **«أخبار الساحل»** أن, قال مسؤول X **"بلغنا النهاية."**: his words
            if word == "(" and not (end == here and outlet):
                break
            if not (closing - end <= 5 and outlet) and any(
                tokens[k].fold in THAT for k in range(end, closing)
            ):
                break
            if tokens[first].fold.removeprefix("ال") not in BODIES and known.name(end + 1, closing - 1) >= 2:
                return Phrase((known.person_chunk(end + 1, closing - 1),), closing)
            end = shown = closing
            steps += 1
            continue
        if token.kind == "number" and (
            tokens[end - 1].fold == "ال" or ((end > here or tokens[first].fold == "القناه") and outlet)
        ):  # موقع كذا 24, القناة 12
            end = shown = end + 1
            continue
        if token.kind != "word" or word in THAT or word in STOPS or word in RELATIVES:
            break
        if (
            word in _NO_MORE
            or is_told(known, first, here, end)
            or prefers_not(tokens, end, last)
            or (word == _TRUTH and end + 1 < last and tokens[end + 1].fold in _OF_NEWS)
            or (many and word in _TOLD_TO and (end > here or stem not in ("سكان", "اهالي")))
            or (stem in _UNNAMED and word in _TOLD_TO and end == here + 1 and relating(tokens[here].fold))
            or word in _TOLD_TO_ONE
            or (end > first + 1 and word in _TOLD and word.startswith("ال") and not outlet)
            or (word in _TOLD_TO and end > here and tokens[first - 1].fold.removeprefix("و") in _INFORMING)
        ):
            break  # نفى مسؤول محلي **ما** أشيع, أكدت مصادر **هذا** الهجوم, نفى مصدر أمني **الأنباء** عن, أبلغ ناشطون **مراسل** X, قال شهود **لمراسل** X
        if word in DAYS and not (word == "العام" and end == here and tokens[first].fold in _GENERAL):
            break
        if known.at.cue(end, "according", "light_occur") is not None or (
            end > first
            and tokens[end - 1].fold in _THE_SOURCE
            and not word.startswith("ال")
            and word not in PREPOSITIONS
        ):
            break  # "أفادت مصادر بحسب X", "أكد شهود وقوع", "أكد المصدر استكمال": the name ends here
        if known.verb(end) and not (chunk is not None and chunk.kind in CAN_SPEAK):
            if not (
                end == here
                and word == _MONITORING
                and tokens[first].fold.removeprefix("و") in _BY_WHAT_IT_DOES
            ):
                break
            end = shown = end + 1  # شبكة **رصد** X: what it does, and no verb
            steps += 1
            continue
        if (
            tokens[end - 1].fold in QUOTES
            and (outlet or page)
            and not word.startswith("ال")
            and word not in PREPOSITIONS
            and chunk is None
        ):
            break  # نشرت صفحة "كذا" **أسماء** القتلى: what it tells begins
        if chunk is not None and steps and (accused(known, chunk, end) or charged(known, first, chunk)):
            break  # اتهم مصدر أمني **مسلحين من X**
        if chunk is not None and chunk.kind in ("actor", "state", "source", "person"):
            if (
                chunk.prep in ("ل", "الي")
                and not paper
                and not (
                    chunk.kind != "source"
                    and (
                        steps == 0
                        or tokens[end - 1].fold in BELONGING
                        or (chunk.kind == "actor" and _office(known, first, end))
                    )
                )
            ):
                break
            joined = chunk.joined and chunk.prep == ""
            if word[:1] == "و" and (joined or (steps and word == "و" + fold(chunk.name).split()[0])):
                break
            if (
                steps == 0
                and chunk.kind == "actor"
                and not chunk.prep
                and many
                and stem.endswith(("ون", "ان"))
                and stem != "سكان"
                and known.at.layer(end, "demonym") is None
                and not word.endswith(("ون", "ان"))
            ):
                break  # اتهم ناشطون **قوات X**: no plural with its n governs a name
            if (
                end == here + 1
                and chunk.kind in ("actor", "source")
                and not chunk.prep
                and stem in _UNNAMED
                and not tokens[end - 1].fold.startswith("ال")
                and tokens[end - 1].fold not in PREPOSITIONS
                and known.at.layer(end, "demonym") is None
            ):
                break  # اتهم مصدر أمني **تنظيم X**: behind its adjective nothing is governed
            if (
                chunk.kind == "person"
                and " " in chunk.name
                and (office := known.at.cue(end, "source_heads")) is not None
                and personal(office)
                and not word.startswith("ال")
                and (man := man_after(known, chunk.last, last)) is not None
            ):
                return Phrase((man,), man.last)  # نائب حاكم إقليم غزنة **فلان الفلاني**
            if chunk.kind == "person" and bare(tokens[first].fold) in _UNDER and _by_office(known, chunk):
                end = shown = chunk.last  # مساعد **وزير الخارجية الإيراني** للشؤون العربية، فلان
                plain = False
                steps += 1
                continue
            inner = chunk
            end = shown = chunk.last
            if chunk.kind == "person" or not goes_on(known, end, last):
                break
            steps += 1
            continue
        registered = (
            (known.at.layer(end, "source") or known.at.layer(end, "actor")) if word.startswith("ال") else None
        )
        if registered is not None and registered.last - registered.first >= 2 and registered.last <= last:
            end = shown = registered.last
            steps += 1
            continue
        if (
            steps
            and stem not in BODIES
            and not word.startswith("ال")
            and _office_ends(known, first, here, end)
            and (named := man_after(known, end, last)) is not None
        ):
            return Phrase((named,), named.last)  # الرئيس الشيشاني **فلان الفلاني**
        if many and word[:1] == "ب" and len(word) > 4 and not known.common(word) and known.common(word[1:]):
            break  # أفاد شهود **بسماع** دوي انفجار
        if word == "في" and end + 1 < last and (spoken_in(known, end + 1) or tokens[end + 1].fold == "وقت"):
            break  # المتحدث فلان **في حديث** لوكالة, مصدر **في وقت سابق**
        if word == "ل" and (named := _of_quoted(known, first, end, last)) is not None:
            return Phrase((named,), named.last)  # الناطق الإعلامي **لـ«حركة كذا»** فلان الفلاني
        linking = word in PREPOSITIONS or (word[:1] == "ب" and known.clitic(end, "ب")) or word == "باسم"
        if linking:
            if word in ("الي", "عن", "مع", "علي", "منذ", "بين", "حتي", "ضد", "ل") and not (
                paper and word in ("عن", "ل")
            ):
                break
            if not plain and word != "باسم" and word != "من" and _described_enough(known, first):
                break
            if word not in PREPOSITIONS and word != "باسم":
                if (
                    not word.startswith("بال")
                    and not known.at.cue(end, "place_types", "org_heads", "source_heads")
                    and not (chunk is not None and chunk.kind in ("place", "actor"))
                ):
                    break  # "أفاد مصدر بمقتل": what is said begins
                shown = end + 1
                plain = False
        elif word[:1] == "ل" and known.clitic(end, "ل") and not paper:
            if tokens[end - 1].fold not in BELONGING:
                break
            shown = end + 1
        elif (
            (
                word[:1] == "و"
                and (known.clitic(end, "و") or known.at.any(end))
                and (steps or _another(known, end))
            )
            or (not many and not word.startswith("ال") and known.name(end, last) >= 2)
            or (
                any(hit.term.layer == "rule" for hit in known.at.any(end))
                and (end > here or word.startswith("ال"))
                and not (end == here and outlet)  # قناة **المسيرة**
                and tokens[end - 1].fold != "باسم"  # الناطق باسم **جبهة** العند
                and not (word.startswith("ال") and _names_him(tokens, end - 1))
            )
        ):
            break
        else:
            plain = False
            shown = end + 1
        end += 1
        steps += 1
    end = min(end, max(shown, here))
    body = stem in BODIES
    kin = inner is not None and inner.kind == "person" and stem in _KIN and inner.ref is None
    if kin and inner is not None and known.after_office(inner.last, last) is None:
        name = trim(surface(known.text, tokens, first, inner.last, cut))  # **والد** فلان: somebody else
        return Phrase((Chunk(first, inner.last, "source", name, sort=sort),), inner.last)
    if inner is not None and inner.kind == "person" and not paper and not body:
        inner = governor(known, first, inner, last)
        return Phrase((inner,), inner.last)
    person = None
    behind = end
    while behind < last and tokens[behind].fold in QUOTES and quoted(tokens, behind, last, 5) is None:
        behind += 1  # رئيس بعثة منظمة «كذا» في اليمن **فلان**
    if stem != "مكتب" and not many:
        person = known.person(behind, last)
    if person is None and not body and not many:
        person = known.after_office(behind, last) or known.further(behind, last) or known.lone(behind, last)
    if person is None and not many and end + 1 < last and tokens[end].fold in _IS and not body:
        person = known.person(end + 1, last)  # متحدث ثان باسم X **هو الرائد فلان**
    if person is None and inner is not None and inner.last == end and not paper:
        person = known.apposed(end, last)
    if person is not None and tokens[person.first - 1].fold != "من":  # مزارعون **من** أم الرمان
        return Phrase((person,), person.last)
    if inner is not None and (paper or (page and inner.prep == "ل")):
        return Phrase((inner,), inner.last)
    if max(end, here) - first == 1 and bare(tokens[first].fold) in _BARE and tokens[first].fold != _REPORTS:
        return None
    if end - 2 > here and tokens[end - 2].fold == "في" and tokens[end - 1].fold in _THERE:
        end -= 2  # مراسل X **في المنطقة**: where he is, and no part of his name
    name = trim(surface(known.text, tokens, first, max(end, here), cut))
    made = Chunk(first, max(end, here), "source", name, sort=sort, ref=None,
                 country=inner.country if inner else "")  # fmt: skip
    if outlet and (short := _short_name(known, made, last)) is not None:
        made = replace(made, last=max(made.last, short.last + 1), ref=short.ref)
    return Phrase((made,), made.last)


def _short_name(known: KnownSources, told: Chunk, last: int) -> Chunk | None:
    """وكالة أنباء النظام (**سانا**), وكالة أنباء النظام "**سانا**": the listed name that closes what an outlet is called."""
    for chunk in known.chunks:
        if chunk.kind != "source" or chunk.ref is None or not told.first < chunk.first <= told.last + 1:
            continue
        if chunk.last < last and known.tokens[chunk.first - 1].fold in _OPENS and chunk.last + 1 >= told.last:
            return chunk if known.tokens[chunk.last].fold in _SHUTS else None
    return None


def is_paper(known: KnownSources, first: int) -> bool:
    """بيان, تقرير: is it a statement or report, in which somebody speaks?"""
    return known.tokens[first].fold.removeprefix("ل").removeprefix("ال") in PAPERS


def _of_quoted(known: KnownSources, first: int, here: int, last: int) -> Chunk | None:
    """The man behind an office and the body in quotation marks that it is of."""
    if not _office(known, first, here):
        return None
    end = quoted(known.tokens, here + 1, last, 7)
    return known.person(end, last) if end is not None and known.tokens[here + 1].fold in QUOTES else None


def _by_office(known: KnownSources, chunk: Chunk) -> bool:
    """Is somebody told by his office alone: وزير الخارجية الإيراني?"""
    if known.at.cue(chunk.first, "person_titles", "source_heads") is None:
        return False
    name = fold(chunk.name).split()
    said = [token.fold for token in known.tokens[chunk.first : chunk.last]]
    return name[0] == said[0] or set(name).isdisjoint(said)


def governor(known: KnownSources, first: int, named: Chunk, last: int) -> Chunk:
    """محافظ صلاح الدين، **فلان**: the province has a person's name, the man comes after it."""
    office = any(known.tokens[k].fold.endswith("محافظ") for k in range(first, named.last))
    if not office or (" " in named.name and fold(named.name) not in _PROVINCES):
        return named
    return known.further(named.last, last) or named


def _another(known: KnownSources, here: int) -> bool:
    """مسؤولون **وشهود**: another source, joined to the first."""
    head = known.at.cue(here, "source_heads")
    return head is not None and head.cut.before == "و"


def _office(known: KnownSources, first: int, end: int) -> bool:
    """المتحدث الرسمي **لقوات X**, القائد العام **للجيش**: the body after an office and its adjective."""
    return (
        known.at.cue(first, "person_titles") is not None
        or bare(known.tokens[first].fold) in _PAGES
        or bare(known.tokens[first].fold) in _DESKS
    ) and known.tokens[end - 1].fold.startswith("ال")


def man_after(known: KnownSources, here: int, last: int) -> Chunk | None:
    """The man after his office, whatever the name: no ordinary word begins it (**أكبر** فصائل دارفور)."""
    man = known.apposed(here, last)
    if man is None or not unlike_prose(known, man):
        return None
    words = [known.tokens[k].fold for k in range(man.first, man.last)]
    named = any(known.at.cue(k, "given_names") is not None for k in range(man.first, man.last))
    if named or not known.common(words[0]) or words[1] in ("الدين", "الله"):
        return man
    return man if len(words) == 2 and not words[1].startswith("ال") else None


def _office_ends(known: KnownSources, first: int, here: int, end: int) -> bool:
    """Does the word before ``end`` close an office: الرئيس **الشيشاني**, رئيس بلدية **خاركيف**, المتحدث باسم **الكرملين**?"""
    if known.at.layer(end - 1, "demonym") is not None:
        return True
    head = known.at.cue(first, "person_titles", "source_heads")
    if head is None or not personal(head) or bare(known.tokens[first].fold) in ("مصدر", "مصادر"):
        return False
    if any(c.kind == "place" and c.last == end and c.first >= here for c in known.chunks):
        return True
    return end - here >= 2 and known.tokens[end - 1].fold.startswith("ال")


def _described_enough(known: KnownSources, first: int) -> bool:
    word = known.tokens[first].fold
    return not any(h.term.ref == "person_titles" for h in known.at.any(first)) or word in ("مصدر", "مصادر")


def personal(head: Hit | None) -> bool:
    """Is this the word for somebody (مدير, مراسل), not for something that speaks (وكالة, بيان)?"""
    return head is not None and head.term.words[0].removeprefix("ال") not in BODIES
