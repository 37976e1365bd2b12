"""Marsad's own tables: events, claims and reports, with every column in English, Arabic and HXL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, get_args

from msgspec import Struct

from marsad.export.facts import main_place
from marsad.export.records import Column, Paper, Record, Review, Table, rows_of
from marsad.lexicon.compile import Lexicon
from marsad.model import Actor, Assessment, Claim, Precision, Site, Status, Toll, TollRange
from marsad.places.english import english_place
from marsad.places.gazetteer import Gazetteer

_TOLLS = {
    "killed": ("killed", "القتلى", "#affected+killed"),
    "injured": ("injured", "الجرحى", "#affected+injured"),
    "captured": ("held, arrested or abducted", "المحتجزون", "#affected+captured"),
    "missing": ("missing", "المفقودون", "#affected+missing"),
    "displaced": ("displaced", "النازحون", "#affected+displaced"),
}


class Told(Struct, frozen=True, kw_only=True):
    """A claim with its event and report, as a row of the claims table."""

    event: str
    claim: Claim
    paper: Paper


def tables(records: Sequence[Record], words: Lexicon) -> tuple[Table, Table, Table]:
    """Events, their claims and their reports; a claim names its event and its report."""
    told = [
        Told(event=record.event.id, claim=claim, paper=record.papers[claim.id])
        for record in records for claim in record.claims
    ]  # fmt: skip
    papers = {one.paper.id: one.paper for one in told}
    events, claims, reports = event_columns(words), claim_columns(), paper_columns()
    return (
        Table(name="events", what="One row an event: what the claims of one or more reports add up to.",
              columns=events, rows=rows_of(events, records), key="event_id"),
        Table(name="claims", what="One row a claim: what one report states about one event, and in which words.",
              columns=claims, rows=rows_of(claims, told), key="claim_id",
              keys=(("event_id", "events", "event_id"), ("report_id", "reports", "report_id"))),
        Table(name="reports", what="One row a report that the claims come from, without its text.",
              columns=reports, rows=rows_of(reports, [papers[one] for one in sorted(papers)]), key="report_id"),
    )  # fmt: skip


def event_columns(words: Lexicon) -> tuple[Column, ...]:
    """The columns of the events table; each takes a ``Record``."""
    kinds = words.kinds

    def kind(get: Callable[[Any], Any]) -> Callable[[Record], Any]:
        return lambda record: get(kinds[record.event.kind]) if record.event.kind in kinds else None

    def place(name: str) -> Callable[[Record], Any]:
        return lambda record: getattr(main_place(record.event), name, None)

    def when(name: str) -> Callable[[Record], Any]:
        return lambda record: getattr(record.event.when, name, None)

    return (
        Column(name="event_id", value=lambda r: r.event.id, ar="معرّف الحدث", hxl="#event+id",
               what="Stable id; after a merge the old id leads to the new one (marsad show)."),
        Column(name="kind", value=lambda r: r.event.kind, ar="نوع الحدث", hxl="#event+type",
               what="Kind of event, by Marsad's codebook.", values=tuple(kinds)),
        Column(name="kind_en", value=kind(lambda k: k.en), ar="النوع بالإنكليزية", hxl="#event+type+i_en",
               what="The kind in English."),
        Column(name="kind_ar", value=kind(lambda k: k.ar), ar="النوع بالعربية", hxl="#event+type+i_ar",
               what="The kind in Arabic."),
        Column(name="family", value=kind(lambda k: k.family), ar="العائلة", hxl="#event+category",
               what="Family of the kind.", values=tuple(dict.fromkeys(k.family for k in kinds.values()))),
        Column(name="status", value=lambda r: r.event.status, ar="هل وقع", hxl="#status+event",
               what="Whether it happened. What is planned, denied, attempted or a rumour did not.",
               values=get_args(Status)),
        Column(name="assessment", value=lambda r: r.event.assessment, ar="التقييم", hxl="#meta+assessment",
               what="How well it is supported.", values=get_args(Assessment)),
        Column(name="review", value=lambda r: r.review, ar="المراجعة", hxl="#meta+review",
               what="Whether people stand behind it.", values=get_args(Review)),
        Column(name="date_start", value=when("start"), type="date", ar="من يوم", hxl="#date+start",
               what="First day it may have been; empty where nothing tells."),
        Column(name="date_end", value=when("end"), type="date", ar="إلى يوم", hxl="#date+end",
               what="Last day it may have been."),
        Column(name="date_precision", value=when("precision"), ar="دقة التاريخ", hxl="#date+precision",
               what="Unit of the words that the date was read from.", values=get_args(Precision)),
        Column(name="date_basis", value=when("basis"), ar="أساس التاريخ", hxl="#date+basis",
               what="told by reports; published: bounded by publication alone; reckoned: the year found by the"
               " weekday; reviewed: settled by a person.",
               values=("told", "published", "reckoned", "reviewed")),
        Column(name="place", value=place("name"), ar="المكان", hxl="#loc+name+i_ar",
               what="The best supported place."),
        Column(name="place_en", value=_place_en, ar="المكان بالإنكليزية", hxl="#loc+name+i_en",
               what="The same in English, by the gazetteer; empty where not known."),
        Column(name="place_id", value=place("id"), ar="معرّف المكان", hxl="#loc+code",
               what="Its id in the gazetteer: gn: GeoNames, wof: Who's On First, marsad: ours."),
        Column(name="place_kind", value=place("kind"), ar="نوع المكان", hxl="#loc+type", what="Its kind."),
        Column(name="country", value=place("country"), ar="البلد", hxl="#country+code+iso2",
               what="ISO 3166 alpha-2."),
        Column(name="admin1", value=place("admin1"), ar="المحافظة", hxl="#adm1+name", what="First-order division."),
        Column(name="admin2", value=place("admin2"), ar="المنطقة", hxl="#adm2+name", what="Second-order division."),
        Column(name="lat", value=place("lat"), type="number", ar="خط العرض", hxl="#geo+lat",
               what="WGS84 degrees; empty where no point is warranted."),
        Column(name="lon", value=place("lon"), type="number", ar="خط الطول", hxl="#geo+lon", what="WGS84 degrees."),
        Column(name="radius_m", value=place("radius"), type="integer", ar="نصف القطر بالمتر", hxl="#geo+radius",
               what="Metres around the point within which it lies."),
        Column(name="where_prec", value=place("precision"), type="integer", ar="دقة المكان", hxl="#geo+precision",
               what="UCDP where_prec: 1 exact, 2 within 25 km, 3 district, 4 province, 5 vague, 6 country, 7 sea."),
        Column(name="place_confidence", value=place("confidence"), type="number", ar="الثقة بالمكان",
               hxl="#geo+confidence", what="0 to 1: that this is the place meant."),
        Column(name="other_places", value=_others, type="list", ar="أماكن أخرى", hxl="#loc+list",
               what="Further places the event is told of."),
        *_side("initiators", "الفاعلون", "Who did it; of a clash one of its sides.", "initiator"),
        *_side("targets", "المستهدفون", "To whom it was done; of a clash the other side.", "target"),
        *_side("third_parties", "أطراف ثالثة", "Who mediates, guarantees, or is otherwise part of it.", "third"),
        *_toll_columns(),
        Column(name="means", value=lambda r: r.event.means, type="list", ar="الوسائل", hxl="#event+means",
               what="Weapons and munitions named."),
        Column(name="reports", value=lambda r: r.event.reports, type="integer", ar="عدد التقارير",
               hxl="#meta+reports", what="Reports that have it as their news."),
        Column(name="recalled_in", value=lambda r: len(r.event.recalled_in), type="integer", ar="تقارير تستعيده",
               hxl="#meta+reports+recalled",
               what="Further reports that only look back on it. Where reports is 0, nobody has it as news."),
        Column(name="independent_origins", value=lambda r: r.event.independent_origins, type="integer",
               ar="المصادر المستقلة", hxl="#meta+origins",
               what="Origins after copies and common sources are counted once."),
        Column(name="origins", value=lambda r: [one.name for one in r.event.origins], type="list", ar="المصادر",
               hxl="#meta+source", what="These origins: the source cited, or the outlet itself."),
        Column(name="disagreement", value=lambda r: r.event.disagreement, type="list", ar="ما يُختلف فيه",
               hxl="#meta+disagreement", what="Fields in which origins contradict one another."),
        Column(name="outlets", value=lambda r: _known(p.outlet for p in r.reports), type="list", ar="الناشرون",
               hxl="#meta+outlet", what="Outlets of the reports."),
        Column(name="urls", value=lambda r: _known(p.url for p in r.reports), type="list", ar="الروابط",
               hxl="#meta+url", what="Addresses of the reports."),
        Column(name="report_ids", value=lambda r: [p.id for p in r.reports], type="list", ar="معرّفات التقارير",
               hxl="#meta+report+id", what="Ids of the reports in the archive."),
        Column(name="quote", value=_first_words, ar="العبارة", hxl="#meta+quote",
               what="Words of a report that it rests on, of the first claim; all of them are in the claims table. They"
               " belong to the outlet."),
        Column(name="plover_type", value=kind(lambda k: k.plover["type"]), ar="صنف PLOVER", hxl="#event+plover",
               what="PLOVER type of the kind."),
        Column(name="plover_mode", value=kind(lambda k: k.plover["mode"]), ar="نمط PLOVER",
               hxl="#event+plover+mode", what="PLOVER mode, where the kind is no wider."),
        Column(name="cameo", value=kind(lambda k: k.cameo), ar="رمز CAMEO", hxl="#event+cameo",
               what="CAMEO code of the kind; text, since it begins with 0."),
        Column(name="acled_event_type", value=kind(lambda k: (k.acled or {}).get("event")), ar="صنف ACLED",
               hxl="#event+acled", what="ACLED event type of the kind; empty where ACLED has none."),
        Column(name="acled_sub_event_type", value=kind(lambda k: (k.acled or {}).get("sub_event")),
               ar="صنف ACLED الفرعي", hxl="#event+acled+sub", what="ACLED sub-event type."),
    )  # fmt: skip


def _place_en(record: Record) -> str | None:
    site = main_place(record.event)
    return english_place(site.name, _gazetteer(), site.id, site.country) if site else None


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _others(record: Record) -> list[str]:
    first = main_place(record.event)
    return [one.name for one in record.event.places if one is not first]


def _first_words(record: Record) -> str | None:
    claims = {one.id: one for one in record.claims}
    found = (_quote(claims[ident]) for ident in record.event.claims if ident in claims)
    return next((words for words in found if words), None)


def _known(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _side(name: str, ar: str, what: str, tag: str) -> tuple[Column, ...]:
    def of(get: Callable[[Actor], str | None]) -> Callable[[Record], list[str]]:
        return lambda record: [get(one) or "" for one in getattr(record.event, name)]

    return (
        Column(name=name, value=of(lambda a: a.name), type="list", ar=ar, hxl=f"#group+{tag}+i_ar",
               what=f"{what} Neutral Arabic names."),
        Column(name=f"{name}_en", value=of(lambda a: a.name_en), type="list", ar=f"{ar} بالإنكليزية",
               hxl=f"#group+{tag}+i_en", what="The same in English, in the same order; empty where not known."),
        Column(name=f"{name}_id", value=of(lambda a: a.id), type="list", ar=f"معرّفات {ar}",
               hxl=f"#group+{tag}+code", what="Their ids in Marsad's registry, in the same order."),
    )  # fmt: skip


def _toll_columns() -> tuple[Column, ...]:
    def low(name: str) -> Callable[[Record], int | None]:
        return lambda record: getattr(getattr(record.event, name), "min", None)

    def high(name: str) -> Callable[[Record], int | None]:
        return lambda record: getattr(getattr(record.event, name), "max", None)

    out = []
    for name, (what, ar, tag) in _TOLLS.items():
        out.append(
            Column(name=f"{name}_min", value=low(name), type="integer", ar=f"{ar}، أدنى", hxl=f"{tag}+min",
                   what=f"Lowest number of people {what} that any origin gives; empty where none does.")
        )  # fmt: skip
        out.append(
            Column(name=f"{name}_max", value=high(name), type="integer", ar=f"{ar}، أعلى", hxl=f"{tag}+max",
                   what="Highest number; empty with a lowest one means that only a lower bound is given.")
        )  # fmt: skip
    return tuple(out)


def claim_columns() -> tuple[Column, ...]:
    """The columns of the claims table; each takes a ``Told``."""

    def toll(name: str, end: str) -> Callable[[Told], int | None]:
        def value(one: Told) -> int | None:
            found: Toll | TollRange | None = getattr(one.claim, name)
            return getattr(found, end, None)

        return value

    def names(field: str) -> Callable[[Told], list[str]]:
        return lambda one: [each.name for each in getattr(one.claim, field)]

    tolls = [
        Column(name=f"{name}_{end}", value=toll(name, end), type="integer", ar=f"{ar}، {side}",
               hxl=f"{tag}+{end}", what=f"People {what}: {'lowest' if end == 'min' else 'highest'} figure.")
        for name, (what, ar, tag) in _TOLLS.items() for end, side in (("min", "أدنى"), ("max", "أعلى"))
    ]  # fmt: skip
    return (
        Column(name="claim_id", value=lambda t: t.claim.id, ar="معرّف الإفادة", hxl="#meta+claim+id", what="Stable id."),
        Column(name="event_id", value=lambda t: t.event, ar="معرّف الحدث", hxl="#event+id",
               what="The event it is part of."),
        Column(name="report_id", value=lambda t: t.paper.id, ar="معرّف التقرير", hxl="#meta+report+id",
               what="The report that makes it."),
        Column(name="kind", value=lambda t: t.claim.kind, ar="نوع الحدث", hxl="#event+type", what="Kind of event."),
        Column(name="status", value=lambda t: t.claim.status, ar="هل وقع", hxl="#status+event",
               what="Whether this report says that it happened.", values=get_args(Status)),
        Column(name="date_start", value=lambda t: getattr(t.claim.when, "start", None), type="date", ar="من يوم",
               hxl="#date+start", what="First day by this report."),
        Column(name="date_end", value=lambda t: getattr(t.claim.when, "end", None), type="date", ar="إلى يوم",
               hxl="#date+end", what="Last day by this report."),
        Column(name="places", value=names("places"), type="list", ar="الأماكن", hxl="#loc+name", what="Places named."),
        Column(name="initiators", value=names("initiators"), type="list", ar="الفاعلون",
               hxl="#group+initiator", what="Who did it."),
        Column(name="targets", value=names("targets"), type="list", ar="المستهدفون", hxl="#group+target",
               what="To whom."),
        Column(name="third_parties", value=names("third_parties"), type="list", ar="أطراف ثالثة",
               hxl="#group+third", what="Others who take part."),
        Column(name="attributed_to", value=names("attributed_to"), type="list", ar="منسوب إلى",
               hxl="#meta+source", what="Who says so, the nearest to the event first."),
        *tolls,
        Column(name="quote", value=lambda t: _quote(t.claim), ar="العبارة", hxl="#meta+quote",
               what="The words of the report it rests on; they belong to the outlet."),
        Column(name="quote_in", value=lambda t: t.claim.evidence[0].where, ar="موضع العبارة", hxl="#meta+quote+in",
               what="Whether these stand in its text or title.", values=("text", "title")),
        Column(name="quote_start", value=lambda t: t.claim.evidence[0].start, type="integer", ar="أول العبارة",
               hxl="#meta+quote+start", what="Where they begin, in code points."),
        Column(name="quote_end", value=lambda t: t.claim.evidence[0].end, type="integer", ar="آخر العبارة",
               hxl="#meta+quote+end", what="Where they end, in code points."),
        Column(name="confidence", value=lambda t: round(t.claim.confidence, 4), type="number", ar="الثقة",
               hxl="#meta+confidence", what="0 to 1: how sure the machine is that the report says so."),
        Column(name="rule", value=lambda t: t.claim.rule, ar="القاعدة", hxl="#meta+rule", what="The rule that found it."),
        Column(name="coder", value=lambda t: t.claim.coder, ar="المرمِّز", hxl="#meta+coder", what="Who coded it."),
        Column(name="fingerprint", value=lambda t: t.claim.fingerprint, ar="بصمة القراءة", hxl="#meta+fingerprint",
               what="Names the stages, lexicon and gazetteer it was read with."),
    )  # fmt: skip


def _quote(claim: Claim) -> str | None:
    return " […] ".join(span.quote for span in claim.evidence if span.quote) or None


def paper_columns() -> tuple[Column, ...]:
    """The columns of the reports table; each takes a ``Paper``."""
    return (
        Column(name="report_id", value=lambda p: p.id, ar="معرّف التقرير", hxl="#meta+report+id", what="Its id."),
        Column(name="title", value=lambda p: p.title, ar="العنوان", hxl="#meta+title", what="As given."),
        Column(name="published", value=lambda p: p.published, ar="تاريخ النشر", hxl="#date+published",
               what="Day or time of publication, as given or as read from the page."),
        Column(name="outlet", value=lambda p: p.outlet, ar="الناشر", hxl="#meta+outlet", what="Who published it."),
        Column(name="url", value=lambda p: p.url, ar="الرابط", hxl="#meta+url", what="Its address."),
        Column(name="sha256", value=lambda p: p.sha256, ar="بصمة النص", hxl="#meta+sha256",
               what="SHA-256 of its text in UTF-8, to check a copy against."),
        Column(name="run", value=lambda p: p.run, type="integer", ar="الدفعة", hxl="#meta+run",
               what="The run of the archive that added it."),
    )  # fmt: skip


def point(site: Site | None) -> tuple[float, float] | None:
    """Longitude and latitude of a place, in the order of GeoJSON; None where there is no point."""
    if site is None or site.lat is None or site.lon is None:
        return None
    return site.lon, site.lat
