"""Names of the features of two tellings, by what they are made of: see ``pairs``.

The pairs of a report differ in little, so that most names are made once. Their order is that of the sum: another one rounds
otherwise, and tells two pairs of one score apart.
"""

from __future__ import annotations

from marsad.reading.scores.linear import shared


@shared
def of_kin(kin: str, family: str, gap: str) -> tuple[str, ...]:
    return f"kin={kin}|{family}", f"gap={gap}|{kin}"


@shared
def of_parties(
    kin: str, family: str, places: str, initiators: str, targets: str, sides: str
) -> tuple[str, ...]:
    return (
        f"places={places}|{kin}",
        f"places={places}|{family}|{kin}",
        f"initiators={initiators}|{kin}",
        f"initiators={initiators}|{family}|{kin}",
        f"targets={targets}|{family}|{kin}",
        f"sides={sides}|{family}|{kin}",
    )


@shared
def of_victims(places: str, killed: str, injured: str) -> tuple[str, ...]:
    return f"killed={killed}|{injured}|{places}", f"killed={killed}", f"injured={injured}"


@shared
def of_places(kin: str, gap: str, places: str, days: str, initiators: str, targets: str) -> tuple[str, ...]:
    return (
        f"days={days}|{kin}",
        f"places={places}|initiators={initiators}",
        f"places={places}|gap={gap}",
        f"places={places}|days={days}",
        f"places={places}|{initiators}|{targets}|{kin}",
        f"initiators={initiators}|targets={targets}",
    )


@shared
def of_others(kin: str, places: str, between: int, alike: int) -> tuple[str, ...]:
    return f"between={between}|{kin}", f"alike={alike}|{kin}", f"alike={alike}|{places}"


@shared
def of_many(kin: str, places: str, many: str) -> tuple[str, ...]:
    return f"many={many}|{kin}", f"many={many}|{places}"


@shared
def of_position(kin: str, gap: str, places: str, title: bool, lead: bool) -> tuple[str, ...]:
    return f"title={title}|{places}", f"lead={lead}|{places}|{kin}", f"lead={lead}|{gap}"


@shared
def of_forms(kin: str, gap: str, places: str, definite: str, form: str, then: str) -> tuple[str, ...]:
    return f"{definite}|{kin}|{gap}", f"{definite}|{then}|{kin}|{places}", f"forms={form}>{then}|{kin}"


@shared
def of_status(status: str, then: str, also: bool) -> tuple[str, ...]:
    return f"status={status}>{then}", f"also={also}"


@shared
def of_bareness(kin: str, gap: str, first: bool, then: bool) -> tuple[str, ...]:
    return f"{'bare' if then else '-'}|{kin}|{gap}", f"first {'bare' if first else '-'}|{kin}|{gap}"


@shared
def of_standing(
    kin: str, gap: str, quarter: int, role: str, then: str, kind: str, other: str
) -> tuple[str, ...]:
    return f"quarter={quarter}|{kin}|{gap}", f"roles={role}>{then}|{kin}", f"kinds={kind}>{other}|{gap}"


@shared
def of_scenes(kin: str, gap: str, places: str, scenes: str) -> tuple[str, ...]:
    return f"scenes={scenes}|{kin}|{places}", f"scenes={scenes}|{kin}|{gap}"


@shared
def of_named(kin: str, gap: str, common: int, named: int) -> tuple[str, ...]:
    return f"named={common}|{kin}|{gap}", f"named={common}/{named}|{kin}"


@shared
def of_counts(kin: str, kind: str, counts: str) -> tuple[str, ...]:
    return f"counts={counts}|{kin}", f"counts={counts}|{kind}"


@shared
def of_surety(kin: str, first: int, then: int, falling: bool) -> tuple[str, ...]:
    return f"surety={first}|{kin}", f"then={then}|{kin}", f"surety={first}>{then}", f"falling={falling}|{kin}"


@shared
def of_wording(kin: str, common: str, share: str) -> tuple[str, ...]:
    return f"shared={common}|{kin}", f"share={share}|{kin}"
