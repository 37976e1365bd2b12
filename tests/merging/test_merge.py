"""Scenes of our own: which reports tell of one event, and what the event then says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import msgspec
import pytest

from marsad.merging import Registry, Ties, merge
from marsad.model import Claim, Coded, Event, Participant, Toll, When

from .conftest import ARMY, NAWA, TAFAS, actor, claim, day, exactly, place, report

SDF = actor("قوات سوريا الديمقراطية", "sdf", "SY")
TURKEY = actor("الجيش التركي", "turkey_army", "TR")
SOHR = actor("المرصد السوري لحقوق الإنسان", "sohr")


def strike(ident: str, says: str = "قصف الجيش السوري بلدة طفس", **fields: object) -> Claim:
    """The army shelled Tafas on 24 January 2021, two killed, unless said otherwise."""
    plain = {"places": (TAFAS,), "initiators": (ARMY,), "when": day("2021-01-24"), "killed": exactly(2)}
    return claim(ident, says, **{**plain, **fields})


def claims_of(events: Sequence[Event]) -> set[frozenset[str]]:
    return {frozenset(event.claims) for event in events}


def test_what_each_did_to_the_other_is_two_events(registry: Registry) -> None:
    attacked = strike(
        "2",
        "هاجم مقاتلو قسد نقطة للجيش قرب طفس",
        kind="ground_attack",
        initiators=(SDF,),
        targets=(ARMY,),
        killed=None,
    )
    answered = strike("1", "قصف الجيش مواقع قسد قرب طفس", targets=(SDF,), killed=None)
    reports = [report("a", answered, published="2021-01-24"), report("b", attacked, published="2021-01-24")]
    assert claims_of(merge(reports, registry)) == {frozenset({"1"}), frozenset({"2"})}


def test_two_outlets_tell_of_one_strike(registry: Registry) -> None:
    reports = [
        report("a", strike("1"), published="2021-01-24"),
        report(
            "b", strike("2", "مدفعية الجيش تستهدف طفس ومقتل اثنين", killed=exactly(3)), published="2021-01-25"
        ),
    ]
    (event,) = merge(reports, registry)
    assert event.documents == ("a", "b") and event.reports == 2
    assert event.independent_origins == 2 and event.assessment == "Fair"
    assert event.when is not None and (event.when.start, event.when.end) == ("2021-01-24", "2021-01-24")
    assert event.killed is not None and (event.killed.min, event.killed.max) == (2, 3)
    assert [(one.min, one.origins) for one in event.killed.figures] == [(2, ("a",)), (3, ("b",))]
    assert event.disagreement == ("killed",)
    assert [(site.name, site.support) for site in event.places] == [("طفس", 2)]


def test_two_strikes_on_one_town_on_two_days_are_two(registry: Registry) -> None:
    reports = [report("a", strike("1")), report("b", strike("2", when=day("2021-01-26")))]
    assert claims_of(merge(reports, registry)) == {frozenset("1"), frozenset("2")}


def test_the_same_words_about_two_days_are_two_events(registry: Registry) -> None:
    says = "قصف الجيش السوري بلدة طفس بالمدفعية الثقيلة صباح اليوم ما أدى إلى مقتل مدنيين اثنين وجرح آخرين"
    reports = [report("a", strike("1", says)), report("b", strike("2", says, when=day("2021-02-24")))]
    assert len(merge(reports, registry)) == 2


def test_two_towns_on_one_day_are_two(registry: Registry) -> None:
    reports = [report("a", strike("1")), report("b", strike("2", places=(NAWA,), killed=None))]
    assert len(merge(reports, registry)) == 2


def test_namesakes_far_apart_are_two(registry: Registry) -> None:
    far = place("طفس", 36.2, 37.1)
    assert len(merge([report("a", strike("1")), report("b", strike("2", places=(far,)))], registry)) == 2


def test_a_planned_strike_is_not_the_strike(registry: Registry) -> None:
    reports = [report("a", strike("1")), report("b", strike("2", status="planned"))]
    assert len(merge(reports, registry)) == 2


def test_the_wider_command_is_the_same_side(registry: Registry) -> None:
    government = actor("الحكومة السورية", "syria_government", "SY")
    (event,) = merge([report("a", strike("1")), report("b", strike("2", initiators=(government,)))], registry)
    assert event.assessment == "Fair" and event.disagreement == ()


def test_the_toll_rises_as_days_go_by(registry: Registry) -> None:
    reports = [
        report("a", strike("1", killed=exactly(3)), published="2021-01-24"),
        report("b", strike("2", killed=exactly(5)), published="2021-01-25"),
        report("c", strike("3", killed=Toll(min=1, max=None)), published="2021-01-24"),
    ]
    (event,) = merge(reports, registry)
    assert event.killed is not None and (event.killed.min, event.killed.max) == (3, 5)
    assert {(one.min, one.max, one.first) for one in event.killed.figures} == {
        (3, 3, "2021-01-24"), (5, 5, "2021-01-25"), (1, None, "2021-01-24"),
    }  # fmt: skip


def test_a_denial_contests_the_event_and_does_not_end_it(registry: Registry) -> None:
    says = "نفى مصدر عسكري قصف طفس"
    denial = strike("2", says, status="denied", killed=None, attributed_to=(actor("مصدر عسكري"),))
    (event,) = merge([report("a", strike("1")), report("b", denial), report("c", strike("3"))], registry)
    assert event.status == "occurred" and event.assessment == "Contested"
    assert "status" in event.disagreement and {one.value for one in event.statuses} == {"occurred", "denied"}


def test_two_sides_blamed_for_one_strike_contest_it(registry: Registry) -> None:
    reports = [
        report("a", strike("1", killed=exactly(9), injured=exactly(30))),
        report("b", strike("2", killed=exactly(9), injured=exactly(30), initiators=(TURKEY,))),
    ]
    (event,) = merge(reports, registry)
    assert event.assessment == "Contested" and "initiators" in event.disagreement


def test_who_did_it_says_so(registry: Registry) -> None:
    (event,) = merge([report("a", strike("1", attributed_to=(ARMY,)))], registry)
    assert event.assessment == "Confirmed"


def test_five_outlets_with_one_source_are_one_origin(registry: Registry) -> None:
    reports = [report(name, strike(name, f"قصف على طفس {name}", attributed_to=(SOHR,))) for name in "abcde"]
    (event,) = merge(reports, registry)
    assert (event.reports, event.independent_origins) == (5, 1)
    assert event.assessment == "Weak: single source claim"
    assert event.origins[0].how == "cited" and event.origins[0].id == "sohr"


def test_nameless_sources_of_two_outlets_are_two_origins(registry: Registry) -> None:
    local = actor("مصادر محلية")
    reports = [
        report("a", strike("1", attributed_to=(local,))),
        report("b", strike("2", "سقط قتيلان في طفس بقصف للجيش", attributed_to=(local,))),
    ]
    assert merge(reports, registry)[0].independent_origins == 2


def test_a_republished_text_is_no_second_origin(registry: Registry) -> None:
    wire = "قصفت مدفعية الجيش السوري فجر الأحد الحي الغربي من بلدة طفس وقتل مدنيان وفق ما روى سكان البلدة"
    reports = [
        report("wire", strike("1", wire), published="2021-01-24"),
        report("copy", strike("2", wire), published="2021-01-25"),
        # the same words inside a longer article
        report(
            "long",
            strike("3", f"وفي سياق متصل {wire} وأغلقت الأسواق أبوابها بعد القصف"),
            published="2021-01-26",
        ),
    ]
    (event,) = merge(reports, registry)
    assert (event.reports, event.independent_origins) == (3, 1)
    assert event.origins[0].name == "wire" and event.origins[0].how == "copied"


def test_an_overview_is_not_the_incident(registry: Registry) -> None:
    month = When(start="2021-01-01", end="2021-01-31", precision="month", quote="خلال كانون الثاني 2021")
    overview = strike("2", "مقتل ستين مدنيا بقصف الجيش خلال كانون الثاني", when=month, killed=exactly(60))
    assert len(merge([report("a", strike("1")), report("b", overview)], registry)) == 2


def test_what_a_report_recalls_is_not_its_news(registry: Registry) -> None:
    first = report("a", strike("1"), published="2021-01-24")
    later = report("b", strike("2", when=day("2021-03-10"), killed=None), strike("3"), published="2021-03-10")
    events = {event.claims[0]: event for event in merge([first, later], registry)}
    assert events["1"].claims == ("1", "3")
    assert events["1"].documents == ("a",) and events["1"].recalled_in == ("b",)
    assert events["2"].documents == ("b",)


def test_fresh_news_without_a_day_is_bounded_by_publication(registry: Registry) -> None:
    reports = [
        report("a", strike("1", when=None), published="2021-01-24"),
        report("b", strike("2", when=None), published="2021-01-25"),
        report("c", strike("3", when=None), published="2021-03-25"),
    ]
    events = merge(reports, registry)
    assert claims_of(events) == {frozenset("12"), frozenset("3")}
    when = events[0].when
    assert when is not None and (when.start, when.end, when.basis) == (
        "2021-01-23",
        "2021-01-24",
        "published",
    )


def test_a_day_without_a_year_finds_its_event(registry: Registry) -> None:
    yearless = When(quote="يوم الأحد 24 كانون الثاني")
    other = When(quote="يوم الأحد 31 كانون الثاني")
    reports = [
        report("a", strike("1")),
        report("b", strike("2", when=yearless)),
        report("c", strike("3", when=other)),
    ]
    assert claims_of(merge(reports, registry)) == {frozenset("12"), frozenset("3")}


def test_nothing_known_stays_unknown(registry: Registry) -> None:
    (event,) = merge([report("a", claim("1", "قصف"))], registry)
    assert event.when is None and event.places == () and event.killed is None


def _scene() -> list[Coded]:
    return [
        report("a", strike("1"), published="2021-01-24"),
        report("b", strike("2", killed=exactly(3), injured=exactly(7)), published="2021-01-25"),
        report("c", strike("3", places=(NAWA,), killed=None), strike("4", when=None), published="2021-01-25"),
        report("d", strike("5", when=None, places=())),
        report("e", strike("6", when=day("2021-01-25"), initiators=(SDF,))),
    ]


def test_the_order_of_arrival_is_of_no_account(registry: Registry) -> None:
    results = {msgspec.json.encode(merge(order, registry)) for order in permutations(_scene())}
    assert len(results) == 1


@pytest.mark.parametrize(
    "ties", [Ties(together=frozenset({("1", "3")})), Ties(apart=frozenset({("1", "2")}))]
)
def test_a_reviewer_has_the_last_word(registry: Registry, ties: Ties) -> None:
    home = {claim: event.id for event in merge(_scene(), registry, ties) for claim in event.claims}
    for a, b in ties.together:
        assert home[a] == home[b]
    for a, b in ties.apart:
        assert home[a] != home[b]


def test_whichever_side_a_report_names_first_nobody_stands_on_both(registry: Registry) -> None:
    clash = {"kind": "armed_clash", "killed": exactly(2)}
    told = [
        strike("1", "اشتباكات بين الجيش السوري وقسد في طفس", targets=(SDF,), **clash),
        strike("2", "اشتباكات بين قسد والجيش السوري في طفس", initiators=(SDF,), targets=(ARMY,), **clash),
        strike("3", "مقتل اثنين من قسد باشتباكات في طفس", initiators=(), targets=(SDF,), **clash),
        strike("4", "قسد تقتل جنديين في اشتباكات في طفس", initiators=(SDF,), **clash),
    ]
    for order in permutations(told):
        found = [report(f"r{one.id}", one, published="2021-01-24") for one in order]
        (event,) = merge(found, registry)
        assert {frozenset(who.id for who in side) for side in (event.initiators, event.targets)} == {
            frozenset({"syria_army"}),
            frozenset({"sdf"}),
        }


def test_one_who_is_alike_to_two_on_the_other_side_is_told_once(registry: Registry) -> None:
    # The group is named alike in both reports, but more fully in one of them.
    gunmen = Participant(text="مسلحون مجهولون", name="مسلحون")
    others = Participant(text="مسلحون", name="مسلحون")
    tribesmen = Participant(text="مسلحون من قبيلة", name="مسلحون")
    clash = {"kind": "armed_clash", "killed": exactly(2)}
    told = [
        strike(
            "1", "اشتباكات بين مسلحين مجهولين والجيش في طفس", initiators=(gunmen,), targets=(ARMY,), **clash
        ),
        strike(
            "2",
            "اشتباكات بين مسلحين ومسلحين من قبيلة في طفس",
            initiators=(others,),
            targets=(tribesmen,),
            **clash,
        ),
    ]
    for event in merge([report(f"r{one.id}", one, published="2021-01-24") for one in told], registry):
        assert not {who.name for who in event.initiators} & {who.name for who in event.targets}
