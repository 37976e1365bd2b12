"""The picture for a person at a terminal: fronts, situations, relations and standings as lines.

Every line begins with a Latin label and parts Arabic names by Latin words, as ``terminal`` asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from marsad.cli.render import numbers
from marsad.cli.terminal import PLAIN, Screen, clean, many
from marsad.lexicon.schema import Kind
from marsad.picture.phrases import days, name, phrases, place, sentence
from marsad.picture.records import Changes, Front, Party, Picture, Relation, Said, Situation, Spot, Standing
from marsad.picture.steps import passage
from marsad.picture.words import picture_words

_LABEL = 15
_INSIDE = 12  # situations named with a front before the rest are counted
_ORDER = (
    "siege",
    "ceasefire",
    "talks",
    "mediation",
    "demand",
    "control",
    "closure",
    "buildup",
    "displacement",
)
_LIVE = frozenset({"standing", "disputed", "planned", "rumoured"})
SHOWN = 4  # places and parties named in a row before the rest are counted


def people(found: Sequence[Party]) -> str:
    """Parties in English where the registry knows one, the first few of them."""
    shown = [clean(name(one, "en")) for one in found[:SHOWN]]
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return " and ".join(shown) + more


def places(found: Sequence[Spot]) -> str:
    """The places, in English where the gazetteer has them so, and as reports name them."""
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return " and ".join(clean(place(one, "en")) for one in found[:SHOWN]) + more


def head(of: Picture) -> Iterator[str]:
    """What the picture rests on."""
    day = of.day or "a day that is unknown"
    said = [f"{many(of.reports, 'report')} with {many(of.claims, 'claim')} of {many(of.events, 'event')}"]
    if of.unknown_day:
        said.append(f"{many(of.unknown_day, 'report')} of unknown day")
    yield f"As reported up to {day}: {'; '.join(said)}."
    named = [clean(source) or "the outlet itself" for source in of.sources]
    more = f" and {len(named) - 6} more" if len(named) > 6 else ""
    yield f"{many(len(named), 'source')}: {' and '.join(named[:6])}{more}."


def fronts(
    found: Sequence[Front], situations: Sequence[Situation], kinds: Mapping[str, Kind], out: Screen
) -> Iterator[str]:
    """Fronts, then strikes by one side, north to south: each with its numbers and with what stands on it."""
    by_id = {one.id: one for one in situations}
    at = 0
    for form, title in (
        ("front", "FRONTS, north to south"),
        ("strikes", "STRIKES BY ONE SIDE, north to south"),
    ):
        these = [one for one in found if one.form == form]
        if these:
            yield ""
            yield out.style(title, bold=True)
        for one in these:
            at += 1
            yield ""
            yield from _front(at, one, by_id, kinds, out)


def _front(
    at: int, one: Front, by_id: Mapping[str, Situation], kinds: Mapping[str, Kind], out: Screen
) -> Iterator[str]:
    if one.form == "strikes":
        trend = out.style(phrases().strikes[one.trend].en, bold=True)
        yield out.mixed(f"{at:>2}. {trend}: {places(one.places)}")
        yield from out.field("by", people(one.sides[0]), 4, _LABEL)
        aimed = people(one.sides[1]) or "no armed side that was aimed at is named"
        yield from out.field("on", aimed, 4, _LABEL)
    else:
        trend = out.style(one.trend, bold=True)
        yield out.mixed(f"{at:>2}. {trend}: {places(one.places)}")
        yield from out.field("between", people(one.sides[0]), 4, _LABEL)
        yield from out.field("and", people(one.sides[1]), 4, _LABEL)
    yield from out.field("force", force(one, kinds), 4, _LABEL)
    inside = list(
        dict.fromkeys(short(by_id[ident]) for ident in one.situations if by_id[ident].state in _LIVE)
    )
    for n, said in enumerate(inside[:_INSIDE]):
        yield from out.field("" if n else "with it", said, 4, _LABEL)
    if len(inside) > _INSIDE:
        yield from out.field("", f"and {len(inside) - _INSIDE} more", 4, _LABEL)


def how_many(found: Sequence[Front]) -> str:
    """Fronts and strikes counted apart."""
    counted = [sum(one.form == form for one in found) for form in ("front", "strikes")]
    said = [many(counted[0], "front")] if counted[0] or not counted[1] else []
    return " and ".join([*said, *([many(counted[1], "campaign") + " of strikes"] if counted[1] else [])])


def short(one: Situation) -> str:
    """A situation in a few words, without its sources."""
    said = [phrases().kinds[one.kind].en]
    if one.doers and one.kind not in ("ceasefire", "talks"):
        said.append(f"by {people(one.doers)}")
    elif one.third_parties:
        said.append(f"mediated by {people(one.third_parties)}")
    out = " ".join(said)
    if one.kind == "demand":
        out += f": {_asked(one)}"
    if one.opened:
        out += f" from {days(one, 'opened', 'en')}"
    elif one.when_quote:
        out += f" (day unknown, «{clean(one.when_quote)}»)"
    if one.outcome is not None:
        out += f": {phrases().outcomes[one.outcome].en}"
    elif one.state != "standing":
        out += f": {phrases().states[one.state].en}"
    return out


def force(one: Front, kinds: Mapping[str, Kind]) -> str:
    """The numbers behind the trend."""
    if not one.events:
        return "none reported; a siege stands"
    what = ", ".join(
        (kinds[kind].en.lower() if kind in kinds else kind)
        + (" (some only attempted)" if kind in one.attempted else "")
        for kind in one.kinds
    )
    said = [f"{many(len(one.events), 'event')}, told of as {what}"]
    if one.last is not None:
        said.append(
            f"{one.recent} in the last {one.window} days, {one.before} in the {one.window} before; last {one.last}"
        )
    if one.published:
        said.append(f"{one.published} by the day of the report alone")
    if one.undated:
        said.append(f"{one.undated} of unknown day")
    for label, toll in (("killed", one.killed), ("injured", one.injured)):
        if toll is not None:
            said.append(f"{numbers(*toll)} {label}")
    return "; ".join(said)


def situations(
    found: Sequence[Situation], everything: Sequence[Situation], out: Screen, ids: bool = True
) -> Iterator[str]:
    """Situations in the order of their states: what stands, is contested, planned, over, fallen silent.

    ``ids``: with the beginning of each id, by which marsad situations tells one step by step.
    """
    by_id = {one.id: one for one in everything}
    for state in ("standing", "disputed", "planned", "rumoured", "failed", "ended", "denied", "silent"):
        these = sorted((one for one in found if one.state == state), key=lambda one: _ORDER.index(one.kind))
        if these:
            yield ""
            yield out.style(phrases().states[state].en.upper(), bold=True)
        for one in these:
            ref = f"  [{_short_id(one.id, by_id)}]" if ids else ""
            yield from out.field(phrases().kinds[one.kind].en, f"{told(one, by_id)}{ref}", 2, _LABEL)


def _short_id(ident: str, everything: Iterable[str]) -> str:
    """As much of an id as tells it from the others, at least eight characters."""
    if any(other != ident and other.startswith(ident[:8]) for other in everything):
        return ident
    return ident[:8]


def steps(
    one: Situation, everything: Sequence[Situation], said: Mapping[str, Said], out: Screen
) -> Iterator[str]:
    """A situation with each thing that was said of it, in the order of the reports, and the sentence."""
    yield from situations([one], everything, out)
    for step in one.steps:
        claim = said.get(step.claim or "")
        day = "" if step.start is None else f" on {step.start}"
        yield ""
        head = f"{phrases().steps[step.what].en}{day}, by {clean(step.origin)}"
        yield from out.field(step.reported or "day unknown", head, 2, _LABEL)
        if claim is not None:
            outlet = clean(claim.report.outlet) if claim.report.outlet else "outlet unknown"
            yield from out.field(
                "", f"report {clean(claim.report.id)} of {outlet}; event {claim.event}", 2, _LABEL
            )
            quote = clean(passage(claim.claim))
            yield from out.sentence(quote, [PLAIN] * len(quote), 2 + _LABEL)


def told(one: Situation, by_id: Mapping[str, Situation]) -> str:
    """A situation as one sentence: who, whom, where, since when, with what outcome, by whom told."""
    said = [_parties(one, by_id)]
    if one.places:
        said.append(f"at {places(one.places)}")
    said += _times(one)
    if one.outcome is not None:
        said.append(phrases().outcomes[one.outcome].en)
    if one.state == "disputed":
        said.append("sources differ on whether it stands")
    elif "ended" in one.contested:
        said.append("its end was told and not borne out")
    if one.state == "silent":
        said.append(f"not heard of since {one.heard} ({many(one.silent or 0, 'day')})")
    origins = " and ".join(clean(o) or "the outlet" for o in one.origins[:2])
    if len(one.origins) > 2:
        origins += f" and {len(one.origins) - 2} more"
    said.append(f"according to {origins}" + (f", {many(one.reports, 'report')}" if one.reports > 1 else ""))
    return "; ".join(part for part in said if part)


def _parties(one: Situation, by_id: Mapping[str, Situation]) -> str:
    doers, others = people(one.doers), people(one.undergoers)
    by = doers or "somebody unnamed"
    if one.kind in ("ceasefire", "talks"):
        return _two(one.doers) + (f", mediated by {people(one.third_parties)}" if one.third_parties else "")
    if one.kind == "mediation":
        return f"by {by}, {_two(one.undergoers)}"
    if one.kind == "demand":
        return (
            f"by {by}, " + (f"of {others}" if others else "of whom is not said") + f": {_wanted(one, by_id)}"
        )
    if one.kind == "siege":
        return f"by {by}" + (f", of {others}" if others else "")
    if one.kind == "control":
        return f"held by {by}" + (f", taken from {others}" if others else "")
    if one.kind == "displacement":
        return (f"of {others}" if others else "of people not named") + (
            f", by {doers}" if doers else ", by whom is not said"
        )
    return f"by {by}"


def _two(found: Sequence[Party]) -> str:
    """The sides that something stands between, as far as they are named."""
    if not found:
        return "between whom is not said"
    if len(found) == 1:
        return f"of the sides only {people(found)} is named"
    return f"between {people(found)}"


def _asked(one: Situation) -> str:
    """What a demand asks for, in a few words."""
    wanted = next((ask.en for ask, _ in picture_words().asks if ask.id == one.asks), None)
    return wanted or (f"«{clean(_short(one.content))}»" if one.content else "what is not said")


def _wanted(one: Situation, by_id: Mapping[str, Situation]) -> str:
    words = phrases()
    about = by_id.get(one.about or "")
    wanted = next((ask.en for ask, _ in picture_words().asks if ask.id == one.asks), None)
    if about is not None:
        doers, where = people(about.doers), people(about.undergoers) or places(about.places)
        return (
            f"{wanted or 'about'} ({words.kinds[about.kind].en} by {doers or 'somebody unnamed'} of {where})"
        )
    if wanted:
        return f"{wanted}" + (f" («{clean(_short(one.content))}»)" if one.content else "")
    return f"«{clean(_short(one.content))}»" if one.content else "what is not said"


def _short(text: str | None) -> str:
    said = (text or "").split()
    return " ".join(said[:8]) + (" …" if len(said) > 8 else "")


def _times(one: Situation) -> list[str]:
    opened, ended = days(one, "opened", "en"), days(one, "ended", "en")
    hardly = one.state in ("planned", "rumoured", "denied", "failed")
    out = [f"began {opened}" if opened else "" if hardly else "since when is not said"]
    if one.kind == "demand":
        out = [f"made {opened}"] if opened else []
    if opened is None and one.when_quote is not None:
        out = [f"day unknown, in the report's words «{clean(one.when_quote)}»"]
    if ended:
        out.append(f"ended {ended}")
    elif one.state == "ended":
        out.append(f"ended by reports of {one.heard}" if one.heard else "ended on an unknown day")
    elif one.affirmed is not None and one.state in ("standing", "disputed"):
        out.append(f"affirmed {one.affirmed}")
    return out


def relation(one: Relation) -> str:
    """A relation as one line that begins with its first actor."""
    return f"{clean(sentence(one, 'en'))}: {support(one)}"


def support(one: Relation) -> str:
    """What a relation rests on."""
    if one.basis == "registry":
        bounds = " ".join(
            filter(None, (f"from {one.first}" if one.first else "", f"until {one.last}" if one.last else ""))
        )
        bounds = bounds or "no dates"
        return f"Marsad's registry, {bounds}"
    if one.basis == "worded":
        return f"the words of {' and '.join(clean(o) or 'the outlet' for o in one.origins)}: «{clean(one.quote or '')}»"
    when = (
        "day unknown"
        if one.first is None
        else one.first
        if one.first == one.last
        else f"{one.first} to {one.last}"
    )
    return f"{many(len(one.events), 'event')}, {many(one.reports, 'report')} of {many(len(one.origins), 'origin')}, {when}"


def standing(one: Standing, out: Screen) -> Iterator[str]:
    """Who an actor stands with, so that one sees at once how alone it is and that a mediator is no ally."""
    keys = {part.key for part in one.parts} | {one.actor.key}

    def others(found: Sequence[Relation]) -> str:
        groups: dict[str, list[Relation]] = {}
        for each in found:
            other = each.target if each.source.key in keys else each.source
            groups.setdefault(clean(name(other, "en")), []).append(each)
        parts = [f"{who} ({many(len({e for r in these for e in r.events}), 'event')}, "
                 f"{many(len({o for r in these for o in r.origins}), 'origin')})" for who, these in groups.items()]  # fmt: skip
        return ", ".join(parts[:8]) + (f" and {len(parts) - 8} more" if len(parts) > 8 else "")

    title = clean(name(one.actor, "en"))
    lately = f" By claims of {one.since} and later; those of unknown day are left out." if one.since else ""
    yield out.style(f"WHO STANDS WITH {title.upper()}?", bold=True) + lately
    parts = [part for part in one.parts if part.key != one.actor.key]
    for label, found in (
        ("fights", one.fights), ("besieged by", one.besieged_by), ("besieges", one.besieges),
        ("talks or truce", one.talks_with), ("in words only", one.against_in_words),
    ):  # fmt: skip
        if found:
            yield from out.field(label, others(found), 2, _LABEL)
    asked = [each for each in one.demands if each.source.key in keys]
    if asked:
        yield from out.field("demands of", others(asked), 2, _LABEL)
    if len(asked) < len(one.demands):
        yield from out.field(
            "asked by", others([each for each in one.demands if each not in asked]), 2, _LABEL
        )
    for each in one.mediations:
        outcome = phrases().outcomes[each.outcome].en if each.outcome else "outcome not said"
        where = f" at {places(each.places)}" if each.places else ""
        between = f" {_two(each.undergoers)}" if len(each.undergoers) > 1 else ""
        sides = "" if between else f"; {_two(each.undergoers)}"
        yield from out.field(
            "mediation", f"by {people(each.doers)}{between}{where}: {outcome}{sides}", 2, _LABEL
        )
    if one.mediated_by and not one.mediations:
        yield from out.field("mediation", f"by {others(one.mediated_by)}", 2, _LABEL)
    if one.mediations or one.mediated_by:
        yield from out.field("", "A mediator is no ally: mediation is not counted as support.", 2, _LABEL)
    if one.mediates:
        yield from out.field("mediates for", others(one.mediates), 2, _LABEL)
    if parts:
        yield from out.field("with it", f"its own: {people(parts)}", 2, _LABEL)
    backers = others(one.backers)
    yield from out.field("backed by", backers or "nobody: no outside support is reported", 2, _LABEL)
    if one.backs:
        yield from out.field("backs", others(one.backs), 2, _LABEL)
    for tied in one.worded:
        yield from out.field("worded", relation(tied), 2, _LABEL)
    for tied in one.came:
        yield from out.field("new", relation(tied), 2, _LABEL)
    for tied in one.went:
        yield from out.field("no longer told", relation(tied), 2, _LABEL)
    outside = [each for each in one.registry if (each.source.key in keys) != (each.target.key in keys)]
    for tied in outside:
        yield from out.field("registry", f"{relation(tied)} (not reported here)", 2, _LABEL)


def changes(found: Changes, now: Picture, out: Screen) -> Iterator[str]:
    """What changed, by day of report, then what did not."""
    by_id: dict[str, Situation] = {one.id: one for one in now.situations}
    front = {one.id: one for one in now.fronts}
    words = phrases()
    last = None
    for one in found.changes:
        if one.reported != last:
            last = one.reported
            yield ""
            yield out.style(f"reported {last or 'on an unknown day'}", bold=True)
        if one.of == "situation":
            said = f"{words.steps[one.what].en}{f' on {one.day}' if one.day else ''}: {told(by_id[one.ref], by_id)}"
            yield from out.field(words.kinds[one.kind].en, said, 2, _LABEL)
        elif one.of == "front":
            it = front[one.ref]
            trends = words.strikes if it.form == "strikes" else words.trends
            after = trends[one.after or "undated"].en
            if one.before is None and one.after == "quiet" and it.last:
                after = f"last event of force {it.last}"
            how = (
                f"first reported: {after}"
                if one.before is None
                else f"was {trends[one.before].en}, is {after}"
            )
            label = "strikes" if it.form == "strikes" else "front"
            who = f"by {people(it.sides[0])}; " if it.form == "strikes" else ""
            yield from out.field(label, f"{who}{places(it.places)}; {how}", 2, _LABEL)
        else:
            source, _, target = one.ref.split("|")
            each = next(r for r in now.relations
                        if r.kind == one.kind and r.source.key == source and r.target.key == target)  # fmt: skip
            yield from out.field("relation", relation(each), 2, _LABEL)
    if found.unchanged:
        yield ""
        yield out.style("unchanged", bold=True)
    for ident in found.unchanged:
        one_ = by_id[ident]
        since = one_.changed or one_.learned
        yield from out.field(
            words.kinds[one_.kind].en,
            f"unchanged since {since or 'a day that is unknown'}: {told(one_, by_id)}",
            2,
            _LABEL,
        )
