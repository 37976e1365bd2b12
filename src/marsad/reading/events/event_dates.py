"""Which date belongs to which event of a sentence: "قُتل الأحد 3 في قصف …", "قال ناشطون، الثلاثاء، إن …"."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence

import msgspec

from marsad.lexicon.word_classes import word_class
from marsad.reading.days.dates import DateMention
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import BETWEEN
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Event
from marsad.reading.status.modality import DONE

_SIGNED = word_class("signed_on_a_day")
_SIGNING, _DEAL = 5, 4  # tokens from such a word to the day, and from the word for a deal to it
_LOOSE = {"since", "duration", "habitual"}
_AROUND = 6  # mentions or events looked at on either side
_THAT = word_class("that")
_AS = {"ما", "كما", "حسبما", "وفقما", "مثلما"}
_FROM = {"منذ", "ومنذ"}
_UNTIL = {"حتي", "وحتي", "لغايه"}
_MEMORY = {"ذكري", "الذكري", "لذكري", "بذكري", "بالذكري", "للذكري"}
_GROUND = {"ردا", "رد", "عقب", "غداه"}
_WHICH = word_class("relative_pronouns")
_BEGAN = word_class("began_it")
_AT_IT = {"عليه", "فيه", "اليه", "منه"}  # on it, in it, to it, from it
_BREAKING = word_class("broke_out")
_AFTER = word_class("after")
_CLAUSE = 10  # tokens back from a day to what brings in the clause it stands in


_DUE = word_class("due")
_MEETING = BETWEEN | {"release", "mediation", "displacement", "withdrawal", "aid"}
_STATES = {"siege", "ceasefire", "restriction"}
_OCCURRING = ("light_agent", "light_patient", "light_occur", "result")
_SOON = 4  # tokens from such a noun to its day: further on the main verb may have come
_ITS_DAY = 8  # tokens from what came some days before to its own day
_COUNTED = 6  # tokens from "two days after" to what they are counted from
_BESIDE, _REACH = 4, 15  # tokens between what lasts and the day it began


def give_dates(
    events: Sequence[Event], dates: Sequence[DateMention], clauses: Clauses, today: str | None
) -> None:
    """The date of each event of a sentence: the nearest one in its clause, else the only one of the sentence.

    ``today`` is the day against which "four days after …" counts where the sentence names none.
    """
    if not dates or not events:
        return
    usable = [d for d in dates if d.kind not in _LOOSE and d.start is not None and not _bounds(d, clauses)]
    usable = [d for d in usable if not _due(d, events, clauses)]
    since = [d for d in dates if d.kind == "since" and d.start is not None]
    spoken = {d.first for d in usable if _spoken(d, clauses)}
    counted = [d for d in dates if d.back is not None]
    grounds: list[int] = []
    if not _GROUND.isdisjoint(clauses.words):
        grounds = [e.trigger.first for e in events if _ground(e, clauses)]
    inside = _inside(events, usable, clauses)
    broke_out = _broke_out(events, usable, clauses) if len(usable) > 1 else {}
    opening = clauses.opening  # بعد مقتل اثنين **أمس**، شنت X: on neither side of the comma the other's day
    for event in events:
        first, last = event.trigger.first, event.trigger.last
        earlier = None
        if counted:
            earlier = next((d for d in _near(counted, first) if _counts_to(d, first, clauses)), None)
        if earlier is not None:
            # بعد أسبوع على الاجتماع الذي **رفضت** فيه X، **في العشرين من أيار**، كذا: the day itself is told
            named = (d for d in _near(usable, first) if _told_of_it(d, last, clauses))
            event.date = next(named, None) or _before(earlier, _base(earlier, usable, spoken) or today)
            continue
        best: DateMention | None = broke_out.get(id(event))
        if best is not None:
            event.date = best
            continue
        mine = [
            d
            for d in _near(usable, first)
            if not (grounds and _behind(d.first, first, grounds))
            and (d.first not in inside or first in inside[d.first])
            and not (opening is not None and opening.between(d.first, first))
            and not _of_what_is_spoken_of(d, event, events, clauses)
        ]
        if len(mine) == 1:
            best = mine[0]
        elif mine:
            best = min(mine, key=lambda d: _distance(d, first, last, clauses) + 30 * (d.first in spoken))
            if _distance(best, first, last, clauses) >= 60:
                best = None
        if best is not None and best.first in spoken:
            event.notes["spoken"] = "the day it was said"
        if since and (lasting := _lasting(event, since, best, best is None or best.first in spoken, clauses)):
            best = lasting
        event.date = best


def _counts_to(date: DateMention, first: int, clauses: Clauses) -> bool:
    """بعد يومين من **السيطرة** على X، انتشر …: is the event what the days are counted from, with no comma between?"""
    between = clauses.tokens[date.last : first]
    return 0 <= first - date.last <= _COUNTED and not any(t.fold in COMMAS for t in between)


def _told_of_it(date: DateMention, last: int, clauses: Clauses) -> bool:
    """بعد أيام على الهجوم الذي أوقع 30 قتيلا في X **ظهر الاثنين**: the day of what the others are counted from, in its own clause."""
    if not 0 <= date.first - last <= (_ITS_DAY if date.kind == "absolute" else _REACH):
        return False
    between = clauses.tokens[last : date.first]
    if date.kind == "absolute":
        return True
    if any(t.fold in COMMAS for t in between):
        return False
    # بعد أربعة أيام من ضربة **وقعت** مساء الأحد: behind a noun without its article no "which" is written
    return any(t.fold in _WHICH for t in between[:3]) or (
        len(between) <= _SOON and clauses.at.cue(last, *_OCCURRING) is not None
    )


def _base(date: DateMention, usable: Sequence[DateMention], spoken: Container[int]) -> str | None:
    """The day that days are counted back from: what was told last before, not the day on which it was said."""
    before = [d for d in usable if d.first < date.first]
    told = [d for d in before if d.first not in spoken]
    nearest = told[-1:] or before[-1:] or usable[:1]
    return nearest[0].start if nearest else None


def _lasting(
    event: Event, since: Sequence[DateMention], best: DateMention | None, free: bool, clauses: Clauses
) -> DateMention | None:
    """المحاصرة **منذ عام 2013**, أغلق **منذ 31 أغسطس**: the day from which it has been so, with it nearer than another day.

    A year is the beginning only of what is a state; with anything else it is told of the background.
    """
    first, last = event.trigger.first, event.trigger.last
    state = event.kind in _STATES
    mine = [
        d
        for d in _near(since, first)
        if state or (d.precision != "year" and not _parted(d, first, last, clauses))
    ]
    away = _gap if state else _distance
    day = min(mine, key=lambda d: away(d, first, last, clauses), default=None)
    if day is None:
        return None
    gap = away(day, first, last, clauses)
    if best is not None and not free:
        return (
            day if gap <= _BESIDE and day.first >= last and gap < _gap(best, first, last, clauses) else None
        )
    return day if gap < _REACH else None


def _parted(date: DateMention, first: int, last: int, clauses: Clauses) -> bool:
    """تشن X **منذ 18 شباط** حملة، تمكنت خلالها من **السيطرة**: is there a comma between, other than right behind the day?"""
    low, high = (date.last + 1, first) if date.last <= first else (last, date.first)
    return any(t.fold in COMMAS for t in clauses.tokens[low:high])


def _inside(events: Sequence[Event], dates: Sequence[DateMention], clauses: Clauses) -> dict[int, range]:
    """ "قصف بلدة الخيام التي هاجمها مسلحون أمس": where the clause about a place begins whose own event the day is of.

    مدينة X **التي سيطر عليها** الجيش في آذار, حملة Y **التي بدأت** في آذار: of what the clause is about, and of nothing else.
    """
    out: dict[int, range] = {}
    tokens, first = clauses.tokens, clauses.sentence.first
    told = [e.trigger.first for e in events]
    if not _SIGNED.isdisjoint(clauses.words):
        deals = [e.trigger.first for e in events if e.trigger.rule.frame != "statement"]
        for date in dates:
            signed = _signed_before(date, clauses)
            if signed is not None:
                deal = max((at for at in deals if signed - _DEAL <= at < signed), default=signed)
                out[date.first] = range(deal, date.first)
    if _WHICH.isdisjoint(clauses.words):
        return out
    for date in dates:
        for pos in range(date.first - 1, max(first, date.first - 10), -1):
            fold = tokens[pos].fold
            if fold in ("،", ",", "؛", ":"):
                break
            if fold in _WHICH:
                own = any(pos < at < date.first for at in told)
                near = max((at for at in told if pos - 5 <= at < pos), default=None)
                place = (
                    near is None or bool(clauses.begun_within(near + 1, pos, ("place_types",)))
                ) and _taken_up(clauses, pos)
                begun = tokens[pos + 1].fold in _BEGAN
                if own and (near is None or place):
                    out[date.first] = range(pos, date.first)
                elif place or (begun and near is None):
                    out[date.first] = range(pos, clauses.sentence.last)
                elif begun and near is not None:
                    out[date.first] = range(near, clauses.sentence.last)
                break
    return out


def _signed_before(date: DateMention, clauses: Clauses) -> int | None:
    """الالتزام باتفاق X **الموقع** في 3 أكتوبر: the day is that of the deal, and of nothing that is asked."""
    low = max(clauses.sentence.first, date.first - _SIGNING)
    return next((at for at in range(date.first - 1, low, -1) if clauses.tokens[at].fold in _SIGNED), None)


def _taken_up(clauses: Clauses, which: int) -> bool:
    """التي **دخلها** X, التي سيطر **عليها** Y: does a pronoun soon after "which" stand for a place?"""
    after = clauses.tokens[which + 1 : which + 4]
    return any(t.fold.endswith("ها") or t.fold in _AT_IT for t in after)


def _of_what_is_spoken_of(date: DateMention, event: Event, events: Sequence[Event], clauses: Clauses) -> bool:
    """توعد X بالرد على الهجوم **الذي استهدف Y أمس**, حذر X **بعد مقتل** اثنين أمس: of what is spoken of, not of the statement."""
    if (
        event.trigger.rule.frame != "statement"
        or event.trigger.first >= date.first
        or date.precision != "day"
    ):
        return False
    tokens, low = clauses.tokens, event.trigger.last
    for pos in range(date.first - 1, max(low, date.first - _CLAUSE) - 1, -1):
        word = tokens[pos].fold
        if word in COMMAS or tokens[pos].kind != "word":
            return False
        if word in _WHICH or word in _AFTER:
            return any(
                pos < e.trigger.first < date.first and e.trigger.rule.frame != "statement" for e in events
            )
    return False


def _broke_out(
    events: Sequence[Event], dates: Sequence[DateMention], clauses: Clauses
) -> dict[int, DateMention]:
    """ "صباح الأربعاء إثر اشتباكات بين … اندلعت مساء الاثنين": the day behind the verb is that of what broke out."""
    out: dict[int, DateMention] = {}
    tokens, first = clauses.tokens, clauses.sentence.first
    for date in dates:
        verb = next(
            (i for i in (date.first - 1, date.first - 2) if i > first and tokens[i].fold in _BREAKING), None
        )
        if verb is None:
            continue
        before = [e for e in events if verb - 15 <= e.trigger.first < verb and e.trigger.form not in VERBAL]
        # Another day between the two is its own.
        if before and not any(before[-1].trigger.first < other.first < verb for other in dates):
            out[id(before[-1])] = date
    return out


def _due(day: DateMention, events: Sequence[Event], clauses: Clauses) -> bool:
    """هجوم قبل **الانتخابات المقررة** يوم الأحد: is it the day of something else that is due?"""
    tokens, first = clauses.tokens, day.first
    for here in range(max(clauses.sentence.first + 1, first - 2), first):
        if tokens[here].fold in _DUE:
            return not any(e.trigger.first <= here - 1 < e.trigger.last for e in events)
    return False


def look_ahead(events: Sequence[Event], published: str | None) -> None:
    """What is dated after the report cannot have happened when it was written.

    A noun then tells of something to come (اجتماع يوم الأحد المقبل). A verb in the past does not; the day is another's.
    """
    if not any([event.date is not None for event in events]):
        return
    try:
        today = datetime.date.fromisoformat(published or "")
    except ValueError:
        return
    for event in events:
        if event.status == "planned":
            event.date = _ahead(event.date, today)
        day = event.date
        if (
            day is None
            or day.start is None
            or (day.precision != "day" and event.trigger.form != "present" and not _awaited(event, day))
            or event.status not in ("occurred", "ongoing")
        ):
            continue
        if day.future and datetime.date.fromisoformat(day.start) > today:
            # تدعو X إلى … الجمعة القادمة: the day of what is asked
            asked = event.trigger.rule.frame == "statement" or event.kind == "demand"
            if event.trigger.form == "present" and not asked and DONE not in event.notes:
                event.status = "planned"  # **يلتقي** الوفدان الأسبوع المقبل
            elif event.trigger.form in VERBAL or DONE in event.notes:
                event.date = None
            else:
                event.status = "planned"


def _awaited(event: Event, day: DateMention) -> bool:
    """استضافة **محادثات** بين X وY **الأسبوع المقبل**: a meeting or a handing over told by its noun, for a week or month to come."""
    return event.kind in _MEETING and event.trigger.form not in VERBAL and day.precision in ("week", "month")


def _ahead(day: DateMention | None, today: datetime.date) -> DateMention | None:
    """What is planned lies ahead: "إضراب الجمعة" is on the Friday to come, "إضراب في 20 مارس" in this March, not the last."""
    if day is None or day.start is None or day.future or day.precision != "day" or day.anchor != "published":
        return day
    start = datetime.date.fromisoformat(day.start)
    if day.kind == "weekday" and 0 < (today - start).days < 7:
        moved = start + datetime.timedelta(7)
    elif day.kind == "absolute" and (today - start).days > 200:
        try:
            moved = start.replace(year=start.year + 1)
        except ValueError:
            return day
    else:
        return day
    return msgspec.structs.replace(day, start=moved.isoformat(), end=moved.isoformat(), future=True)


def _spoken(date: DateMention, clauses: Clauses) -> bool:
    """ "قال ناشطون، الثلاثاء، إن …", "وفق ما أفاد المرصد الأحد": the day belongs to the verb of saying."""
    tokens, sentence = clauses.tokens, clauses.sentence
    verbs = clauses.begun_within(max(sentence.first, date.first - 9), date.first, ("saying",))
    if not verbs:
        return False
    if tokens[max(sentence.first, verbs[0] - 1)].fold in _AS:
        return True
    return any(tokens[i].fold in _THAT for i in range(date.last, min(date.last + 3, sentence.last)))


def _bounds(date: DateMention, clauses: Clauses) -> bool:
    """ "منذ انطلاق العمليات السبت", "حتى اليوم": where something began or ends, not when the event was.

    So is the year of what is commemorated (في ذكرى مجزرة وقعت عام 1976).
    """
    tokens, first = clauses.tokens, clauses.sentence.first
    if tokens[max(first, date.first - 1)].fold in _UNTIL:
        return True
    if date.precision == "year" and any(
        tokens[i].fold in _MEMORY for i in range(max(first, date.first - 10), date.first)
    ):
        return True
    if _FROM.isdisjoint(clauses.words):
        return False
    return any(tokens[i].fold in _FROM for i in range(max(first, date.first - 5), date.first))


def _near(dates: Sequence[DateMention], at: int) -> Sequence[DateMention]:
    """The few mentions round ``at``: a sentence that never ends may hold thousands."""
    here = bisect_left(dates, at, key=_first)
    return dates[max(0, here - _AROUND) : here + _AROUND]


def _first(date: DateMention) -> int:
    return date.first


def _ground(event: Event, clauses: Clauses) -> bool:
    """Is it told as the ground of another (ردا على هجوم)?"""
    first = event.trigger.first
    return any(t.fold in _GROUND for t in clauses.tokens[max(clauses.sentence.first, first - 2) : first])


def _behind(date: int, event: int, grounds: Sequence[int]) -> bool:
    """ "قصف … ردا على هجوم الخميس": the day of what is told only as the ground of the event."""
    return bisect_left(grounds, date) > bisect_right(grounds, event)


def _before(date: DateMention, base: str | None) -> DateMention | None:
    """ "بعد أربعة أيام على تفجير …": the day of the bombing, four days before that of the main clause."""
    if base is None or date.back is None:
        return None
    try:
        day = (datetime.date.fromisoformat(base) - datetime.timedelta(date.back)).isoformat()
    except (ValueError, OverflowError):
        return None
    return msgspec.structs.replace(date, start=day, end=day, precision="day", anchor="published")


def _distance(date: DateMention, first: int, last: int, clauses: Clauses) -> int:
    return _gap(date, first, last, clauses) + {"month": 10, "year": 20}.get(date.precision or "", 0)


def _gap(date: DateMention, first: int, last: int, clauses: Clauses) -> int:
    gap = date.first - last if date.first >= last else first - date.last
    low, high = min(date.first, first), max(date.first, first)
    walls = bisect_right(clauses.walls, high) - bisect_right(clauses.walls, low)
    return gap + 15 * walls + (4 if date.first < first else 0)
