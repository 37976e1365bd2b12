"""The bundled sample: a siege opens, is disputed in its first day, sees a clash and a mediation, and is lifted."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

from tests.picture.conftest import records

Run = Callable[..., Result]


def _siege(run: Run, *more: str) -> dict[str, object]:
    found = [
        one for one in records(run("situations", "--kind", "siege", "--json", *more))
        if any(place["name"] == "القامشلي" for place in one.get("places", ()))
        and any(party["key"] == "asayish_syria" for party in one.get("doers", ()))
    ]  # fmt: skip
    assert len(found) == 1
    return dict(found[0])


def test_the_siege_opens_stands_and_is_lifted(run: Run) -> None:
    assert _siege(run, "--as-of", "2021-01-11")["state"] == "standing"
    assert _siege(run, "--as-of", "2021-01-30")["state"] == "standing"
    last = _siege(run)
    assert last["state"] == "ended"
    assert [day["start"] for day in last["ended"]] == ["2021-02-02"]  # type: ignore[attr-defined]


def test_the_disagreement_on_its_first_day_shows(run: Run) -> None:
    last = _siege(run)
    told = {day["start"]: day["origins"] for day in last["opened"]}  # type: ignore[attr-defined]
    assert set(told) == {"2021-01-05", "2021-01-10"}
    assert "المرصد السوري لحقوق الإنسان" in told["2021-01-10"]
    assert "opened" in last["contested"]  # type: ignore[operator]
    assert "according to" in run("situations", "--kind", "siege").output


def test_its_clash_and_its_mediation(run: Run) -> None:
    fronts = records(run("fronts", "--json", "--as-of", "2021-01-30"))
    (clash,) = [one for one in fronts if any(place["name"] == "القامشلي" for place in one["places"])]
    assert (clash["first"], clash["last"], clash["trend"]) == ("2021-01-23", "2021-01-23", "igniting")
    found = records(run("situations", "--kind", "mediation", "--json"))
    (mediation,) = [
        one for one in found if any(place["name"] == "القامشلي" for place in one.get("places", ()))
    ]
    assert [party["key"] for party in mediation["doers"]] == ["russia"]
    assert [day["start"] for day in mediation["opened"]] == ["2021-01-23"]
    assert mediation["front"] == clash["id"]


def test_fronts_lie_north_to_south(run: Run) -> None:
    lats = [one["lat"] for one in records(run("fronts", "--json")) if "lat" in one]
    assert lats == sorted(lats, reverse=True) and len(lats) > 1


def test_changes_tell_the_lifting_and_what_stays(run: Run) -> None:
    (found,) = records(run("changes", "--since", "2021-02-01", "--json"))
    assert any(
        one["what"] == "ended" and one["kind"] == "siege" and one["day"] == "2021-02-02"
        for one in found["changes"]
    )
    assert all(one["reported"] >= "2021-02-01" for one in found["changes"])
    moved = {one["ref"] for one in found["changes"]}
    assert found["unchanged"] and not moved & set(found["unchanged"])


def test_who_names_what_counts_with_an_actor_and_what_a_mediator_is(run: Run) -> None:
    output = run("who", "Syrian government").output
    assert "WHO STANDS WITH SYRIAN GOVERNMENT?" in output
    assert "A mediator is no ally" in output
    assert "backed by      nobody" in output


def test_who_says_so_where_nobody_names_the_actor(run: Run) -> None:
    result = run("who", "الحوثيون")
    assert result.exit_code == 1 and "No report" in result.stderr


def test_registry_facts_are_marked_and_can_be_left_out(run: Run) -> None:
    everything = records(run("relations", "--json"))
    assert {one["basis"] for one in everything} == {"reported", "worded", "registry"}
    assert all("claims" not in one for one in everything if one["basis"] == "registry")
    assert all(one["claims"] for one in everything if one["basis"] != "registry")
    left = records(run("relations", "--json", "--no-registry"))
    assert [one for one in everything if one["basis"] != "registry"] == left


def test_picture_prints_one_record(run: Run) -> None:
    (one,) = records(run("picture", "--json", "--as-of", "2021-01-24"))
    assert one["as_of"] == one["day"] == "2021-01-24"
    assert one["fronts"] and one["situations"] and one["relations"]


def test_a_day_that_is_none_and_days_in_the_wrong_order_are_refused(run: Run) -> None:
    assert run("picture", "--as-of", "yesterday").exit_code != 0
    assert run("changes", "--since", "2021-02-01", "--as-of", "2021-01-01").exit_code != 0


def test_a_situation_is_told_step_by_step_with_its_sentences(run: Run) -> None:
    siege = _siege(run)
    output = run("situations", str(siege["id"])[:8]).output
    steps = siege["steps"]
    assert isinstance(steps, list) and output.count("report sample-") == len(
        [one for one in steps if "claim" in one]
    )
    assert "ended on 2021-02-02" in output and "رفع الحصار عن القامشلي والحسكة" in output
    assert run("situations", "zzzz").exit_code == 2
