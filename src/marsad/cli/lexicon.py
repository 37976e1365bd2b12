"""``marsad lexicon``: check the data files, ask what a word means to Marsad, see what an edit changes."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import click
import msgspec

from marsad.errors import InputError, LexiconError, MarsadError
from marsad.ingest.reports import read_lines, read_text
from marsad.lexicon.about import About, about
from marsad.lexicon.check import directories, static_faults, usable
from marsad.lexicon.compile import Lexicon
from marsad.lexicon.faults import in_order, position
from marsad.lexicon.load import DATA, Knowledge, load
from marsad.model import Document
from marsad.places import store
from marsad.places.gazetteer import Gazetteer, arabic_name
from marsad.places.names import key
from marsad.reading.compare import Change, compare
from marsad.reading.examples import example_faults
from marsad.text.clitics import cuts

Folder = click.Path(exists=True, file_okay=False, path_type=Path)
_as_json = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")


@click.group()
def lexicon() -> None:
    """Check and explore what Marsad knows of words and actors."""


@lexicon.command()
@click.argument("folders", nargs=-1, type=Folder)
@_as_json
def check(folders: tuple[Path, ...], as_json: bool) -> None:
    """Report every fault of the data files as file:line:column, and run each rule's own examples.

    FOLDERS add to the shipped lexicon; a folder with an ontology.yaml of its own stands alone. The exit code
    is 1 where there is a fault.
    """
    knowledge, faults = static_faults(directories(folders))
    if not knowledge.cues:
        click.echo("The examples were not run: this lexicon has no cues.yaml.", err=True)
    elif runnable(faults):
        faults = in_order([*faults, *example_faults(knowledge, Lexicon(usable(knowledge)), Gazetteer.open())])
    else:
        click.echo("The examples were not run: mend the files that cannot be read first.", err=True)
    if as_json:
        _print_json([_plain_fault(fault) for fault in faults])
    else:
        for fault in faults:
            click.echo(_near_here(str(fault)))
        examples = sum(len(rule.test) + len(rule.not_) for rule in knowledge.rules)
        known = f"{len(knowledge.rules)} rules, {examples} examples, {len(knowledge.actors)} actors"
        click.echo(f"{_count(len(faults), 'fault')} in {known}.", err=bool(faults))
    sys.exit(1 if faults else 0)


def runnable(faults: list[LexiconError]) -> bool:
    """Can the reader run? A fault in a rule or row costs that one, a lost cue or table every reading."""
    lost = {"L001", "L002", "L003", "L005", "L007"}
    return not any(fault.code in lost and Path(position(fault)[0]).parent.name != "rules" for fault in faults)


def _plain_fault(fault: LexiconError) -> dict[str, object]:
    file, line, column = position(fault)
    mend = fault.mend or ""
    return {
        "file": file,
        "line": line,
        "column": column,
        "code": fault.code,
        "what": fault.what,
        "mend": mend,
    }


@lexicon.command()
@click.argument("word", nargs=-1, required=True)
@click.option("--with", "folders", multiple=True, type=Folder, help="A folder that adds to the lexicon.")
@_as_json
def show(word: tuple[str, ...], folders: tuple[Path, ...], as_json: bool) -> None:
    """Tell everything Marsad knows of WORD (a name, a verb, an inflected form), and where to edit it."""
    faults: list[LexiconError] = []
    knowledge = load(directories(folders), faults)
    if not runnable(faults):
        raise faults[0]
    found = about(" ".join(word), knowledge, Lexicon(usable(knowledge)))
    places = _places(found.word)
    if as_json:
        _print_json({**msgspec.to_builtins(found), "places": places})
    else:
        _print_about(found, places)
    sys.exit(0 if found.known or places else 1)


def _places(word: str) -> list[dict[str, object]]:
    """Places of this name, with or without clitics, where a gazetteer has been built."""
    path = store.default_path()
    if not path.exists():
        return []
    gazetteer = Gazetteer.open(path)
    stems = [word] if " " in word else [cut.stem for cut in cuts(key(word)) if not cut.after]
    for stem in stems:
        if found := gazetteer.lookup(key(stem)):
            return [
                {"id": p.id, "name": arabic_name(p), "name_en": p.name_en, "kind": p.kind,
                 "country": p.country, "lat": p.lat, "lon": p.lon, "population": p.population}
                for p in found[:5]
            ]  # fmt: skip
    return []


def _print_about(found: About, places: list[dict[str, object]]) -> None:
    for entry in found.entries:
        cut = " + ".join(
            filter(None, (entry.before, "…" if entry.before or entry.after else "", entry.after))
        )
        form = f"{entry.form}, {cut}" if cut else entry.form
        click.echo(f"{entry.layer} {entry.id} – {entry.gloss}  [{entry.word}: {form}]")
        click.echo(f"    {_near_here(entry.where)}")
        for fact in entry.facts:
            note = f"  ({fact.note})" if fact.note else ""
            click.echo(f"    {fact.what}: {fact.text}{note}  {_near_here(fact.where)}")
    for place in places:
        name = place["name"] if place["name"] == place["name_en"] else f"{place['name']} ({place['name_en']})"
        point = f"{place['lat']}, {place['lon']}"
        click.echo(f"place {place['id']} – {name}, {place['kind']}, {place['country']} {point}")
    if found.common:
        click.echo("common word: never taken for a place without a cue  (common_words.txt)")
    if found.given_name:
        click.echo("given name: a bare one is no place  (cues.yaml, given_names)")
    if found.longer:
        click.echo("longer names with it:")
        for fact in found.longer:
            click.echo(f"    {fact.text}  ({fact.note})  {_near_here(fact.where)}")
    if not (found.known or places):
        click.echo(f"Marsad does not know «{found.word}».")
        if found.near:
            click.echo(f"Nearest: {'، '.join(found.near)}")


@lexicon.command()
@click.argument("reports", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--with", "folders", multiple=True, type=Folder, help="A folder that adds to the edited lexicon."
)
@click.option(
    "--base", metavar="REV", help="Compare with the lexicon at this git revision, not with the shipped one."
)
@_as_json
def diff(reports: Path, folders: tuple[Path, ...], base: str | None, as_json: bool) -> None:
    """Code REPORTS (a folder or a .jsonl file) with two lexicons and show which claims differ.

    Without --base the shipped lexicon is compared with the one that --with makes; with it, the lexicon at REV
    with the files as they are now.
    """
    if not folders and base is None:
        raise click.UsageError(
            "Nothing to compare: give --with FOLDER, --base REV (HEAD: as last committed) or both."
        )
    after = load(directories(folders))
    with _base(base) as path:
        before = load((path,))
    path_or_none = store.default_path()
    gazetteer = Gazetteer.open(path_or_none) if path_or_none.exists() else None
    if before.digest == after.digest:
        click.echo("The two lexicons are the same.", err=True)
    changes, reports_read, faulty = _changes(reports, before, after, gazetteer, as_json)
    kinds = Counter((change.what, change.kind) for change in changes)
    total = Counter(change.what for change in changes)
    if as_json:
        _print_json({
            "reports": reports_read,
            "changed_reports": len({change.report for change in changes}),
            **{what: total[what] for what in ("added", "removed", "changed")},
            "changes": [msgspec.to_builtins(change) for change in changes],
        })  # fmt: skip
    else:
        click.echo(
            f"{_count(reports_read, 'report')}: {total['added']} claims added, {total['removed']} removed, "
            f"{total['changed']} changed, in {_count(len({c.report for c in changes}), 'report')}."
        )
        for (what, kind), number in sorted(kinds.items()):
            click.echo(f"    {what:8} {kind:14} {number}")
    sys.exit(1 if faulty else 0)


def _changes(
    reports: Path, before: Knowledge, after: Knowledge, gazetteer: Gazetteer | None, quiet: bool
) -> tuple[list[Change], int, int]:
    """All changes, the reports read and the faulty ones; shown as they are found unless ``quiet``."""
    out: list[Change] = []
    read = 0
    faults: list[MarsadError] = []
    for document, _, _, changes in compare(
        _documents(reports, faults), Lexicon(before), Lexicon(after), gazetteer
    ):
        read += 1
        out += changes
        if read % 100 == 0:
            click.echo(f"{read} reports read ...", err=True)
        if changes and not quiet:
            click.echo(document.id + (f"  {document.title}" if document.title else ""))
            for change in changes:
                _print_change(change)
    for fault in faults:
        click.echo(str(fault), err=True)
    return out, read, len(faults)


def _print_change(change: Change) -> None:
    sign = {"added": "+", "removed": "-", "changed": "~"}[change.what]
    click.echo(f"  {sign} {change.kind}  «{change.trigger}»  ({change.rule})")
    for name, (old, new) in change.fields.items():
        click.echo(f"      {name}: {old} → {new}")
    click.echo(f"      {change.sentence}")


def _documents(reports: Path, faults: list[MarsadError]) -> Iterator[Document]:
    """The reports of a file, or of all .jsonl and .txt files below a folder, in order of their names."""
    files = [reports]
    if reports.is_dir():
        files = sorted(path for path in reports.rglob("*") if path.suffix in (".jsonl", ".txt"))
    for file in files:
        try:
            if file.suffix == ".txt":
                yield Document(id=file.stem, text=read_text(str(file), sys.stdin.buffer))
                continue
            for line in read_lines(str(file), sys.stdin.buffer):
                if line.document is not None:
                    yield line.document
                elif line.fault is not None:
                    faults.append(line.fault)
        except MarsadError as fault:
            faults.append(fault)


@contextmanager
def _base(rev: str | None) -> Iterator[Path]:
    """The folder of the lexicon to compare with: the shipped one, or a copy of that of a git revision."""
    if rev is None:
        yield DATA
        return
    with tempfile.TemporaryDirectory(prefix="marsad-lexicon-") as name:
        run = subprocess.run(  # archives paths relative to the folder it runs in
            ["git", "archive", "--format=tar", rev, "--", "."], cwd=DATA, capture_output=True, check=False
        )
        if run.returncode:
            why = run.stderr.decode(errors="replace").strip().splitlines() or ["git archive failed"]
            raise InputError(20, f"the lexicon at «{rev}» cannot be read: {why[-1]}.",
                             mend="Run it in a clone of Marsad, with a revision that git knows.")  # fmt: skip
        with tarfile.open(fileobj=BytesIO(run.stdout)) as archive:
            archive.extractall(name, filter="data")
        yield Path(name)


def _near_here(text: str) -> str:
    """Paths below the working directory without it: shorter, and a click opens them in most terminals."""
    return text.replace(f"{Path.cwd()}/", "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _print_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
