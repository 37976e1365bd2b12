"""To whom a statement is made, where the order of the words leaves no choice: اتهم X **Y** بـ…, دعا X الذي … **Y** إلى …"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.asides import WHEN_OR_WHERE
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated
from marsad.reading.grammar.scan import COMMAS, DASHES, PREPOSITIONS, QUOTES
from marsad.reading.names.statement_subjects import OF_DEEDS
from marsad.reading.records import APPOSED, DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.reading.roles.objects import LAYING, spoken_for
from marsad.text.fold import fold

_RELATIVE = word_class("relative_pronouns")
_COMPLEMENT = word_class("opens_what_is_asked")
_NO_COMPLEMENT = word_class("looks_like_by_or_to")
_IN_IT = word_class("in_it")
_NEEDS = word_class("needs_somebody_told")
_ASKING = word_class("asks_somebody")
FIRST_NAMES = ("given_names", "sure_names")
_LEAFLETS = word_class("leaflets")
_THROWN = 5  # tokens from who throws leaflets to these: X **قد ألقت** منشورات
_DROPPED = 9  # tokens from leaflets to the verb of a clause about them
_QUOTED = 4  # tokens up to a mark, from somebody in a name that stands in marks
_AMONG = word_class("first_among_them")
_ASIDE = 10  # tokens between two commas that tell how it was said
_BLAME = word_class("what_is_laid_on_somebody")
_MARKS = COMMAS | DASHES
_FORMS = word_class("forms_of_speech")
_FORM = 6  # tokens of the words for a form: في بيان مشترك أصدرته أمس
_APPOSED = 12  # tokens that a clause about who speaks may have


def last_of_two(around: Around, trigger: Trigger, subject: list[Chunk]) -> list[Chunk]:
    """دعا شيخ القبيلة، **التحالف** إلى …: a list ends with و; who follows after a comma alone is no second speaker.

    A name after a comma may be that of who holds the office told before it: السفير الروسي، **فلان**.
    """
    tokens, end = around.tokens, around.clauses.right(trigger.last)
    word = tokens[trigger.first].fold.removeprefix(trigger.before)
    for at, chunk in enumerate(subject):
        if not at or tokens[chunk.first - 1].fold not in COMMAS:
            continue
        # ناشد X، **Y وZ** بـ: whom the verb needs; but دعت X، Y وZ إلى may be three who ask
        needed = at == 1 and (word in _NEEDS or (subject[0].kind == "source" and word in _ASKING))
        if not needed and any(_and(around, c) for c in subject[at:]):
            continue
        laid = word.removesuffix("ت") in LAYING and _laid_on_it(around, subject[-1], end)
        if chunk.kind != "person" and (laid or complement(around, subject[-1], end)):
            return subject[:at]
    return subject


def _laid_on_it(around: Around, chunk: Chunk, end: int) -> bool:
    """حملت X، Y، **المسؤولية**: does what is laid on somebody follow him, past a comma?"""
    tokens, here = around.tokens, chunk.last
    here += here < end and tokens[here].fold in COMMAS
    return here < end and tokens[here].fold.removeprefix("ال") in _BLAME


def _and(around: Around, chunk: Chunk) -> bool:
    """Is it joined by و, and no name that begins with it?"""
    before = around.tokens[chunk.first - 1].fold
    glued = around.tokens[chunk.first].fold.startswith("و") and not fold(chunk.name).startswith("و")
    return before == "و" or glued


def past_clause(around: Around, trigger: Trigger, speaker: Chunk, after: Sequence[Chunk]) -> list[Chunk]:
    """اتهم الجيش **الذي يقوده** X **Y** بـ…: those after the clause that tells who the speaker is, if it ends before them."""
    tokens, here = around.tokens, speaker.last
    told = any(t.fold in _RELATIVE for t in tokens[speaker.first : speaker.last])
    adjectives = 0  # الحركة **الإسلامية** -التي يقودها X- Y
    while here + 1 < len(tokens) and tokens[here].fold.startswith("ال") and adjectives < 2:
        if tokens[here].fold in _RELATIVE or any(c.first == here for c in around.chunks):
            break
        here, adjectives = here + 1, adjectives + 1
    if adjectives and tokens[here].fold not in DASHES:
        here = speaker.last
    aside = here + 1 < len(tokens) and tokens[here].fold in _MARKS
    here += aside  # اتهم X**، الذي** يرفض …، Y بـ
    if not told and (here >= len(tokens) or tokens[here].fold not in _RELATIVE):
        return list(after)
    end = around.clauses.sentence.last if aside else around.clauses.right(trigger.last)
    behind = [c for c in around.chunks if speaker.last <= c.first < end]
    for at, chunk in enumerate(behind):
        if chunk.first - speaker.last > _APPOSED:
            break
        verb = around.at.cue(chunk.first - 1, "light_agent") or chunk.first - 1 in around.clauses.verbs
        apart = aside and tokens[chunk.first - 1].fold in _MARKS
        if (chunk.prep and not apart) or chunk.kind not in PEOPLE or verb:
            continue
        closed = apart and tokens[chunk.first - 1].fold in DASHES
        if closed or complement(around, chunk, end):
            return [replace(chunk, prep="", joined=False), *behind[at + 1 :]] if apart else behind[at:]
    return list(after)


def subject_kept(around: Around, trigger: Trigger, leading: Chunk, before: Sequence[Chunk]) -> Chunk:
    """حمّل **X** Y المسؤولية، **ووصف** ما جرى بأنه جريمة: who speaks goes on, and not whom he spoke to."""
    if trigger.before[:1] != "و":
        return leading
    said = next(
        (t for t in reversed(around.triggers) if t.last <= leading.first and "to_somebody" in t.rule.traits),
        None,
    )
    if said is None or said.form not in VERBAL:
        return leading
    first = next((c for c in before if said.last <= c.first), leading)
    if first is leading or first.prep or first.kind not in PEOPLE or first.first - said.last > 1:
        return leading
    if disagrees(said, first, around.tokens) or (
        leading.kind == "person" and leading.first - first.last <= 2
    ):
        return leading  # دعا مفتي X الشيخ **فلان** Y إلى …، وطالب: he may be who speaks
    return leading if leading in coordinated(first, before) else first


def complement(around: Around, chunk: Chunk, end: int) -> bool:
    """اتهم X **Y** بقصف, دعا X **Y** إلى وقف: is what is asked or alleged told right after somebody, or after where he is?"""
    tokens, here = around.tokens, chunk.last
    while here < end and tokens[here].fold in QUOTES:
        here += 1
    if here < end and tokens[here].fold == "في":  # دعا X الأطراف **في ليبيا** إلى …
        where = next((c for c in around.chunks if c.first == here + 1 and c.kind in ("place", "state")), None)
        here = where.last if where is not None else here
    if here >= end:
        return False
    word = tokens[here]
    if word.fold in _COMPLEMENT:
        return True
    named = any(c.first == here and not c.prep for c in around.chunks)
    asked = (word.fold[:1] == "ب" and len(word.fold) > 2) or (word.fold[:1] == "ل" and len(word.fold) > 3)
    return (
        word.kind == "word"
        and asked
        and not word.fold.startswith("لل")
        and word.fold not in _NO_COMPLEMENT
        and not named
    )


def addressed(
    around: Around, event: Event, trigger: Trigger, subject: Sequence[Chunk], rest: Sequence[Chunk]
) -> None:
    """اتهم X **Y** بـ…: whoever stands between the speaker and what he alleges or asks is told it, and nobody else."""
    word = around.tokens[trigger.first].fold.removeprefix("و")
    if "to_somebody" not in trigger.rule.traits or word.removesuffix("ت") in OF_DEEDS:
        return
    end = around.clauses.right(trigger.last)
    if rest and rest[0].last >= end:
        end = min(around.clauses.sentence.last, rest[0].last + 1)
    first = trigger.last if not subject or subject[-1].last <= trigger.first else subject[-1].last
    first = _past_aside(around, _past_marks(around, trigger.last, first), end)
    first = _past_its_form(around, first, rest)
    reach = 1
    for chunk in rest:
        if chunk.kind not in PEOPLE or chunk.prep or chunk.first < first:
            continue
        if (
            chunk.first == first
            and around.at.cue(first, "person_titles")
            and subject
            and subject[-1].kind == "person"
        ):
            last = coordinated(chunk, rest)[-1]
            everybody = (
                last.last < end and around.tokens[last.last].fold == "كل"
            )  # الشيخ فلان **كل السياسيين**
            if everybody or not complement(around, last, end):
                tells_who(event, chunk)
                event.targets = [c for c in event.targets if c is not chunk]
            first, reach = chunk.last, 4  # حض ملادينوف **مبعوث الأمم المتحدة** إلى X إسرائيل على …
            continue
        if first == chunk.first and subject and _of_subject(around, subject[-1], chunk, rest, end):
            first = chunk.last  # شيوخ **عشائر** من الأنبار X إلى
            origin = next((c for c in rest if first <= c.first <= first + 1 and c.prep in ("من", "في")), None)
            first = origin.last if origin is not None else first
            continue
        if chunk.kind == "person" and subject and spoken_for(around, subject[-1]):
            event.targets = [c for c in event.targets if c is not chunk]
            # توعد المتحدث باسم الجماعة **فلان** برد: his name, right behind his office
            if chunk.first == first:
                tells_who(event, subject[-1])
                event.initiators = [*event.initiators[:-1], chunk]
                note(event, DOER, event.initiators)
            return
        near = chunk.first - first <= reach and not around.clauses.verb_between(first, chunk.first)
        told = any(t.fold in _RELATIVE for t in around.tokens[max(trigger.last, first - 6) : first + 2])
        if not near and not told:
            return
        run = coordinated(chunk, rest)
        if complement(around, run[-1], end):
            event.targets = run
            if all(c.kind != "anaphor" for c in run):  # الطرفين: who they are the report has to tell
                event.notes["addressed"] = "by the order of the words"
        return


def tells_who(event: Event, chunk: Chunk) -> None:
    """Note somebody who is named only to tell who it is that speaks."""
    event.notes[APPOSED] = f"{event.notes.get(APPOSED, '')} {chunk.first}".strip()


def _of_subject(around: Around, subject: Chunk, chunk: Chunk, rest: Sequence[Chunk], end: int) -> bool:
    """**شيوخ عشائر** X: is somebody annexed to who speaks, told by a noun without the article, with nothing asked of him?"""
    plain = subject.kind == "group" and subject.last == chunk.first and subject.last - subject.first == 1
    article = around.tokens[subject.first].fold.removeprefix("و").startswith("ال")
    last = coordinated(chunk, rest)[-1]
    origin = any(c.first == last.last + 1 and c.prep == "من" and c.kind == "place" for c in rest)
    return plain and not article and (origin or not complement(around, last, end))


def _past_marks(around: Around, begin: int, first: int) -> int:
    """فريق «مسعفون **بلا قيود»،** الأمم المتحدة, بعثة X **"مينوسكا"** Y: past the end of a name in marks that who speaks has."""
    behind = [t.fold in QUOTES for t in around.tokens[first : first + _QUOTED]]
    opened = sum(t.fold in QUOTES for t in around.tokens[begin:first]) % 2
    opens = behind[:1] == [True] and not opened
    if not (opened or opens) or True not in behind[opens:]:
        return first
    return first + behind.index(True, int(opens)) + 1


def _past_aside(around: Around, first: int, end: int) -> int:
    """دعت X**، في بيان مشترك،** Y إلى: past what stands between two commas and tells how it was said, or who are among those who say it."""
    tokens = around.tokens
    if first + 1 >= end or tokens[first].fold not in COMMAS:
        return first
    opened = tokens[first + 1].fold
    if opened not in PREPOSITIONS and opened not in _AMONG and opened not in WHEN_OR_WHERE:
        return first
    close = next((at for at in range(first + 2, min(end, first + _ASIDE)) if tokens[at].fold in COMMAS), None)
    if close is None or around.clauses.verb_between(first, close):
        return first
    return close + 1


def speaks_in_a_form(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """ناشدت **X** في بيان Y التدخل: does the form in which it is said follow somebody, with somebody told it behind, or nothing said before?"""
    here = chunk.last
    if not _in_a_form(around, here):
        return False
    told = any(here < c.first <= here + _FORM and c.kind in PEOPLE and not c.prep for c in around.chunks)
    return told or trigger.first - around.clauses.sentence.first <= 1


def _in_a_form(around: Around, here: int) -> bool:
    words = around.tokens[here : here + 2]
    return len(words) == 2 and words[0].fold == "في" and words[1].fold.removeprefix("ال") in _FORMS


def _past_its_form(around: Around, first: int, rest: Sequence[Chunk]) -> int:
    """ناشدت X **في بيان لها** Y التدخل, حثت X **في رسالة وجهتها** Y على: past the form in which it was said, to who stands behind it."""
    if not _in_a_form(around, first):
        return first
    told = next((c for c in rest if c.first > first + 1 and c.kind in PEOPLE and not c.prep), None)
    if told is None or told.first - first > _FORM:
        return first
    words = around.tokens[first : told.first]
    return told.first if all(t.kind in ("word", "number") for t in words) else first


def fronted(around: Around, trigger: Trigger, nearest: Chunk) -> bool:
    """**عباس** يدعو المجتمع الدولي إلى …: does a word that no list knows open the sentence as the subject, so that Y is asked?"""
    first = around.clauses.sentence.first
    if trigger.form != "present" or trigger.first != first + 1 or nearest.first != trigger.last:
        return False
    word = around.tokens[first]
    known = any(
        h.term.layer in ("cue", "rule") and h.term.ref not in FIRST_NAMES for h in around.at.any(first)
    )
    named = (
        word.kind == "word"
        and len(word.fold) > 3
        and word.fold not in PREPOSITIONS
        and not word.fold.startswith("و")
    )
    return named and not known and complement(around, nearest, around.clauses.right(trigger.last))


def told_in_it(
    around: Around, trigger: Trigger, nearest: Chunk, before: Sequence[Chunk], after: Sequence[Chunk]
) -> tuple[list[Chunk], Chunk | None]:
    """Those whom a letter or leaflets tell it, and who puts them out: ألقت **طائرات** منشورات تحذر فيها **السكان** من العودة.

    Only where nobody but those who are told it follows the verb. Without a pronoun the leaflets themselves are its subject:
    ألقت **طائرات** منشورات على الحي **تحذر السكان** من العودة.
    """
    here, tokens = trigger.last, around.tokens
    if here >= len(tokens):
        return [], None
    in_it = tokens[here].fold in _IN_IT
    leaflets = _leaflets(around, trigger)
    if nearest.first != here + in_it or (leaflets is None and not in_it):
        return [], None
    told = coordinated(nearest, after)
    if not complement(around, told[-1], around.clauses.right(trigger.last)):
        return [], None
    if leaflets is not None:
        return told, _thrower(around, leaflets)
    issuer = next(
        (
            c
            for c in reversed(before)
            if agentive(c)
            and not c.prep
            and not disagrees(trigger, c, tokens)
            and not around.clauses.verb_between(c.last, trigger.first)
            and tokens[trigger.first - 1].fold not in COMMAS
        ),
        None,
    )
    return (told, issuer) if issuer is not None else ([], None)


def thrower(around: Around, trigger: Trigger) -> Chunk | None:
    """ألقى **الجيش** منشورات تحذر من العودة: who puts out leaflets that say it to nobody who is named."""
    leaflets = _leaflets(around, trigger)
    return None if leaflets is None else _thrower(around, leaflets)


def _leaflets(around: Around, trigger: Trigger) -> int | None:
    """منشورات (على حي X) **تحذر**: where leaflets stand that the verb tells of, with nothing but where and when they fell between."""
    tokens = around.tokens
    if trigger.form != "present" or trigger.before or not tokens[trigger.first].fold.startswith("ت"):
        return None
    for at in range(trigger.first - 1, max(around.clauses.sentence.first, trigger.first - _DROPPED) - 1, -1):
        if tokens[at].fold in _LEAFLETS:
            return at
        if tokens[at].kind != "word" or at in around.clauses.verbs:
            return None
    return None


def _thrower(around: Around, leaflets: int) -> Chunk | None:
    """ألقت **مروحيات X** منشورات: who is named right before the leaflets, which is who put them out."""
    near = (c for c in reversed(around.chunks) if c.last <= leaflets and leaflets - c.last <= _THROWN)
    return next((c for c in near if agentive(c) and not c.prep), None)
