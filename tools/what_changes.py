"""What a change does to the reading of every coded report, told beside what the coders say.

    python tools/what_changes.py read before.jsonl          read all coded reports and keep what is told
    python tools/what_changes.py against before.jsonl       read them again; print each claim that differs
    python tools/what_changes.py sentences FILE             read each line of FILE as a report by itself
    python tools/what_changes.py sides                      who is told on the other side than the coders have him

The stored scores have learnt most of these reports, and so hide what a rule does on a new one. With ``--unseen DIR``,
made once by ``train_reader.py --folds DIR``, the first two and ``sides`` read each report by scores that have not seen it.

A figure moves by chance; this shows the sentences that moved. ``against`` ends with how often the coders have the
one name and not the other. The coded reports are those the scores were trained on (``coded.py``), the thirty that
nobody reads left out; their texts lie in ``../shared`` and are printed, never stored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from coded import coded_reports, document_of, like, matched, overlaps, written_reports

from marsad.api import code
from marsad.lexicon.compile import lexicon
from marsad.model import SYMMETRIC, Claim, Document, Participant, Toll
from marsad.places.gazetteer import Gazetteer

Told = dict[str, Any]
Counts = Counter[tuple[str, str, str]]
NAMES = ("initiators", "targets", "places", "attributed_to")
UNSEEN = click.option(
    "--unseen",
    type=click.Path(exists=True, path_type=Path),
    help="A folder of train_reader.py --folds: read by scores that have not seen the report.",
)
ANT = click.option(
    "--ant",
    type=click.Path(exists=True, path_type=Path),
    help="A checkout of the ANT corpus (coded.py): its coded reports too.",
)
TOLLS = ("killed", "injured", "captured", "missing", "displaced")


def told(claim: Claim) -> Told:
    """What a reader of the page would see of a claim, as plain values that compare."""

    def toll(value: Toll | None) -> str:
        return "" if value is None else f"{value.min}–{'' if value.max is None else value.max}"

    def name(who: Participant) -> str:
        return who.text

    first = claim.evidence[0]
    trigger = claim.trigger or first
    return {
        "at": [trigger.where, trigger.start],
        "kind": claim.kind,
        "status": claim.status,
        "initiators": sorted(map(name, claim.initiators)),
        "targets": sorted(map(name, claim.targets)),
        "third_parties": sorted(map(name, claim.third_parties)),
        "places": sorted(p.text for p in claim.places),
        "attributed_to": sorted(map(name, claim.attributed_to)),
        "when": f"{claim.when.start}–{claim.when.end}" if claim.when else "",
        "means": sorted(claim.means),
        "objects": sorted(claim.objects),
        **{kind: toll(getattr(claim, kind)) for kind in TOLLS},
    }


def sentence(row: dict[str, Any], at: list[Any], width: int = 150) -> str:
    where, start = at
    text = row.get(where) or ""
    said = text[max(0, start - width) : start] + "⟦" + text[start : start + width] + "⟧"
    return " ".join(said.split())


def rows(shared: Path, ant: Path | None) -> list[dict[str, Any]]:
    return coded_reports(shared, ant) + written_reports()


def readings(
    of: list[dict[str, Any]], unseen: Path | None = None
) -> Iterator[tuple[dict[str, Any], tuple[Claim, ...]]]:
    """Each report with what is read in it; ``unseen``: under scores that have not seen it, and only those kept there."""
    if unseen is None:
        for row in of:
            yield row, code(document_of(row)).events
        return
    # Only here: training needs libraries that nothing else does.
    from figures import load, read_with
    from train_reader import Text

    folds: dict[str, int] = json.loads((unseen / "folds.json").read_text(encoding="utf-8"))
    scores = {fold: load(unseen / str(fold) / "weights") for fold in sorted(set(folds.values()))}
    words, gazetteer = lexicon(), Gazetteer.open()
    for number, row in enumerate(of):
        if row["id"] in folds:
            text = Text(number, row, "report", words, gazetteer)
            yield row, read_with(text, scores[folds[row["id"]]]).events


def coders(row: dict[str, Any], claims: tuple[Claim, ...]) -> dict[int, Told]:
    """By claim, the coded event that it would be matched with, whatever stands in its fields."""
    out: dict[int, Told] = {}
    for _, _, number, at in overlaps(row, claims):
        out.setdefault(at, row["events"][number])
    return out


def verdict(name: str, field: str, event: Told | None) -> str:
    if event is None:
        return "no event of the coders"
    wanted = event.get(field) or []
    return "coders have it" if any(like(w, [name]) for w in wanted) else "coders do not"


def differences(
    row: dict[str, Any], was: list[Told], now: list[Told], coded: dict[int, Told], counts: Counts
) -> Iterator[str]:
    """A line for each claim that is gone or new and for each field that changed; ``counts`` is added to."""
    mine = {(*n["at"], n["kind"]): (n, coded.get(at)) for at, n in enumerate(now)}
    theirs = {(*w["at"], w["kind"]): w for w in was}
    for key, event in theirs.items():
        if key not in mine:
            counts["events", "gone", "-"] += 1
            yield f"  gone   {event['kind']} {event['status']}: {sentence(row, event['at'])}"
    for key, (event, known) in mine.items():
        if key not in theirs:
            says = "coded" if known else "not coded"
            counts["events", "new", says] += 1
            yield f"  new    {event['kind']} {event['status']} ({says}): {sentence(row, event['at'])}"
            continue
        for field, value in event.items():
            if theirs[key][field] != value:
                what = changed(field, theirs[key][field], value, known, counts)
                yield f"  {field:<14} {what}: {event['kind']}: {sentence(row, event['at'])}"


def changed(field: str, earlier: Any, value: Any, event: Told | None, counts: Counts) -> str:
    """What became of one field, with what the coders say of it."""
    if not isinstance(value, list):
        counts[field, "changed", ""] += 1
        says = json.dumps(event.get(field) if event else None, ensure_ascii=False)
        return f"{earlier or 'none'} → {value or 'none'} (coders: {says})"
    out = []
    for sign, names in (
        ("-", [n for n in earlier if n not in value]),
        ("+", [n for n in value if n not in earlier]),
    ):
        for name in names:
            says = verdict(name, field, event) if field in NAMES else ""
            counts[field, sign, says] += 1
            out.append(f"{sign}{name} ({says})" if says else f"{sign}{name}")
    return " ".join(out)


@click.group()
def main() -> None:
    pass


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"))
@ANT
@UNSEEN
def read(out: Path, shared: Path, ant: Path | None, unseen: Path | None) -> None:
    with out.open("w", encoding="utf-8") as stream:
        for row, claims in readings(rows(shared, ant), unseen):
            line = {"id": row["id"], "told": [told(c) for c in claims]}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


@main.command()
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"))
@click.option("--show", default=60, help="How many differences to print.")
@ANT
@UNSEEN
def against(before: Path, shared: Path, show: int, ant: Path | None, unseen: Path | None) -> None:
    old = {
        (row := json.loads(line))["id"]: row["told"]
        for line in before.read_text(encoding="utf-8").splitlines()
    }
    counts: Counts = Counter()
    reports = 0
    for row, claims in readings(rows(shared, ant), unseen):
        was: list[Told] = old.get(row["id"], [])
        now = [told(c) for c in claims]
        if was == now:
            continue
        reports += 1
        lines = list(differences(row, was, now, coders(row, claims), counts))
        if show > 0:
            click.echo(row["id"])
            for line in lines:
                click.echo(line)
            show -= len(lines)
    click.echo(f"{reports} reports differ")
    for (field, sign, says), count in sorted(counts.items()):
        click.echo(f"{count:5}  {field} {sign} {says}")


def swapped(event: dict[str, Any], claim: Claim) -> list[str]:
    """Whom a claim has among the doers though the coders have him among those it was done to, and the other way round.

    The worst that can be said of somebody; no figure of the scorer tells it from a name that is merely wrong.
    """
    out = []
    for role, other in (("initiators", "targets"), ("targets", "initiators")):
        for party in getattr(claim, role):
            names = [party.text, party.name, *party.aliases]
            if any(like(w, names) for w in event[other]) and not any(like(w, names) for w in event[role]):
                out.append(f"{role[:-1]} {party.text}")
    return out


@main.command()
@click.option("--shared", type=click.Path(path_type=Path), default=Path("../shared"))
@click.option("--kind", "kinds", multiple=True, help="Only events of this kind; may be given more than once.")
@ANT
@UNSEEN
def sides(shared: Path, kinds: tuple[str, ...], ant: Path | None, unseen: Path | None) -> None:
    counts: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row, claims in readings(rows(shared, ant), unseen):
        for number, at in matched(row, claims).items():
            event, claim = row["events"][number], claims[at]
            if claim.kind in SYMMETRIC or (kinds and claim.kind not in kinds):
                continue
            total[claim.kind] += 1
            wrong = swapped(event, claim)
            if wrong:
                counts[claim.kind] += 1
                told_at = claim.trigger or claim.evidence[0]
                click.echo(f"{claim.kind} {row['id']}: {'; '.join(wrong)}")
                click.echo(f"    {sentence(row, [told_at.where, told_at.start])}")
    for kind, count in counts.most_common():
        click.echo(f"{count:5} of {total[kind]:5}  {kind}")
    click.echo(
        f"{counts.total():5} of {total.total():5}  events, that is {counts.total() / max(1, total.total()):.3f}"
    )


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--published", default=None, help="The day of publication, where that matters.")
def sentences(file: Any, published: str | None) -> None:
    for number, line in enumerate(file, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        click.echo(f"{number}. {text}")
        for claim in code(Document(id=str(number), text=text, published=published)).events:
            event = told(claim)
            parts = [f"{k}={'; '.join(v) if isinstance(v, list) else v}" for k, v in event.items()
                     if v and k not in ("at", "kind", "status")]  # fmt: skip
            click.echo(f"   {event['kind']} {event['status']} «{claim.trigger.quote if claim.trigger else ''}» "
                       f"{' | '.join(parts)} ({claim.confidence:.2f})")  # fmt: skip


if __name__ == "__main__":
    main()
