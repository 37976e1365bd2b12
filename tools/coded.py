"""Coded reports to train and measure on, and how far a reading agrees with them.

Two sources, read in place: ``gold/dev.jsonl`` without the thirty reports set aside by ``held_out``, and
``tools/codings.jsonl``, our own machine-assisted codings, made under the same guide, of reports that lie in
``reports/conflict.jsonl.gz`` and in the ANT corpus (``ANT``; an ``origin`` is a file's path in it). The codings hold no text
and no id: a report is named by the SHA-256 of its text, and every name and every stretch of evidence is a pair of offsets into it.
Where codings and reader differed, a third reading decided; an event that came in so is ``thin``: its names and figures are the
reader's own and teach nothing about them.

Beside them, ``tools/tellings.jsonl``: of further reports (texts of ``bench/airwars/dev.jsonl``, whose answers play no part) which words
tell of an event, of what kind, and which of them tell of the same one; of some also names and tolls of the events. It was coded over the
words that the reader asks its score about, so nothing else in these texts is said to be no event.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad.model import Claim, Document
from marsad.reading.layers import Layers
from marsad.reading.records import Event
from marsad.reading.sameness import words

Row = dict[str, Any]
CODINGS = Path(__file__).parent / "codings.jsonl"
WRITTEN = Path(__file__).parent / "written.jsonl"
TELLINGS = Path(__file__).parent / "tellings.jsonl"
_NAMES = ("initiators", "targets", "third_parties", "places", "attributed_to")
_PUBLISHED = ("page metadata", "dataset page_date", "crawl date")
ANT = "https://github.com/antcorpus/antcorpus.multisource.data at 32de7dc20ffe1379ba762afdd6c9b427d313a355"
_MORE = re.compile(r"\n|[.؟!]\s")  # between two sentences
# <TITLE>…</TITLE>, the line-bound <TEXT>, and the day that ends a file's name: SK-middleEast-2388-20180614.txt
_TITLE = re.compile(r"<TITLE>(.*?)</TITLE>", re.DOTALL)
_TEXT = re.compile(r"<TEXT>\n+(.*?)\n+</TEXT>", re.DOTALL)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)\.txt$")


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def held_out(ids: Sequence[str], count: int = 30) -> set[str]:
    """The reports set aside before any was read: the first by SHA-256 of their id; the reference report is not among them."""
    return set(sorted((i for i in ids if i != "seed"), key=lambda i: sha256(i.encode()).hexdigest())[:count])


def coded_reports(shared: Path, ant: Path | None) -> list[Row]:
    """Every coded report that may be trained on, as ``gold/dev.jsonl`` has them; events carry ``spans`` too.

    ``ant``: a checkout of the ANT corpus; without it, those of our codings are left out.
    """
    gold = lines(shared / "gold" / "dev.jsonl")
    aside = held_out([row["id"] for row in gold])
    rows = [row for row in gold if row["id"] not in aside]
    for row in rows:
        for event in row["events"]:
            event["spans"] = list(quoted_spans(row, event))
    return rows + list(
        our_codings(shared, ant, {row["id"] for row in gold}, {row["text"][:200] for row in gold})
    )


def written_reports() -> list[Row]:
    """The small reports of invented events that we wrote and coded ourselves, as ``coded_reports`` gives the others."""
    rows = lines(WRITTEN)
    for row in rows:
        for event in row["events"]:
            event["spans"] = list(quoted_spans(row, event))
    return rows


def told_reports(shared: Path, known: Collection[str]) -> list[Row]:
    """Reports of which it is coded what they tell of and by which words; an event without names is ``thin``. None whose id is ``known``.

    ``unsure``: words (``where``, start) of which the coder could not say it.
    """
    codings = {row["sha256"]: row for row in lines(TELLINGS)}
    rows = []
    for incident in lines(shared / "bench" / "airwars" / "dev.jsonl"):
        for source in incident["sources"]:
            text = source.get("text") or ""
            coding = codings.pop(sha256(text.encode()).hexdigest()[:16], None)
            if coding is None or source["id"] in known:
                continue
            events = [
                _event(source, {"thin": "killed" not in event, **dict.fromkeys(_NAMES, ()), **event})
                for event in coding["events"]
            ]
            rows.append(
                {
                    "id": source["id"],
                    "text": text,
                    "title": source.get("title"),
                    "outlet": source.get("outlet"),
                    "published": source.get("published"),
                    "events": events,
                    "unsure": [tuple(word) for word in coding.get("unsure", ())],
                }
            )
    if codings:
        print(f"{len(codings)} codings of tellings left out: their texts are not at hand", file=sys.stderr)
    return rows


def pasted(row: Row) -> Row | None:
    """A small report of one sentence once more, as people paste it: without its day. None for all others."""
    if row.get("title") or not row.get("published") or _MORE.search(row["text"].strip()):
        return None
    return {**row, "id": f"{row['id']}:pasted", "published": None}


def quoted_spans(row: Row, event: Row) -> Iterator[tuple[str, int, int]]:
    for quote in event["evidence"]:
        for where in ("text", "title"):
            at = (row.get(where) or "").find(quote)
            if at >= 0:
                yield where, at, at + len(quote)
                break


def our_codings(shared: Path, ant: Path | None, without: set[str], texts: set[str]) -> Iterator[Row]:
    """Our codings with the texts they point into; none of a report that is coded elsewhere."""
    pool: dict[str, Row] = {}
    with gzip.open(shared / "reports" / "conflict.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            report = json.loads(line)
            pool[sha256(report["text"].encode()).hexdigest()[:16]] = report
    lost = 0
    for coding in lines(CODINGS):
        origin = coding.get("origin")
        report = of_ant(ant, coding) if origin else pool.get(coding["sha256"])
        if report is None:
            lost += 1
            continue
        if report["id"] in without or report["text"][:200] in texts:
            continue
        dated = str(report.get("date_basis") or "").startswith(_PUBLISHED)
        yield {
            "id": report["id"],
            "text": report["text"],
            "title": report.get("title"),
            "outlet": report.get("outlet"),
            "published": report.get("date") if dated else None,
            "events": [_event(report, event) for event in coding["events"]],
        }
    if lost:
        print(
            f"{lost} codings left out: their texts are not at hand (the ANT corpus: {ANT})", file=sys.stderr
        )


def digest(text: str) -> str:
    """Names a text of the ANT corpus; white space of any sort counts as a space, so that offsets hold whatever a copy made of it."""
    return sha256(re.sub(r"\s", " ", text).encode()).hexdigest()[:16]


def of_ant(ant: Path | None, coding: Row) -> Row | None:
    """The report of a coding as the corpus has it; None where it is not there or is another text."""
    path = ant / coding["origin"] if ant else None
    if path is None or not path.is_file():
        return None
    page = path.read_text(encoding="utf-8")
    title, text, day = _TITLE.search(page), _TEXT.search(page), _DAY.search(path.name)
    if text is None or day is None or digest(text[1]) != coding["sha256"]:
        return None
    return {
        "id": f"ant:{coding['origin'].removesuffix('.txt')}",
        "text": text[1],
        "title": title[1].strip() if title else None,
        "outlet": coding["origin"].split("/")[0].lower(),
        "date": "-".join(day.groups()),
        "date_basis": "page metadata",
    }


def _event(report: Row, event: Row) -> Row:
    def told(span: Sequence[Any]) -> str:
        where, start, end = span
        return str(report[where][start:end])

    return {**event, **{name: [told(span) for span in event[name]] for name in _NAMES}}


def document_of(row: Row) -> Document:
    return Document(
        id=row["id"], text=row["text"], title=row.get("title") or None, published=row.get("published"),
        outlet=row.get("outlet"),
    )  # fmt: skip


def word_of(layers: Layers, event: Event) -> tuple[str, int]:
    """Where a telling's word stands: in text or title, and at which code point of it."""
    at = layers.tokens[event.trigger.first].start
    return ("title", at - layers.split) if at >= layers.split else ("text", at)


def covering(row: Row, layers: Layers, event: Event) -> list[int]:
    """Which coded events have the telling's word within their evidence."""
    where, at = word_of(layers, event)
    return [
        number
        for number, coded in enumerate(row["events"])
        if any(field == where and start <= at < end for field, start, end in coded["spans"])
    ]


def meant(row: Row, event: Event, cover: Sequence[int], families: dict[str, str]) -> int | None:
    """The coded event that a telling tells of: of its kind if there is one, else of its family; the one whose names fit best."""
    best: tuple[tuple[float, ...], int] | None = None
    for number in cover:
        coded = row["events"][number]
        kin = (
            2 if coded["kind"] == event.kind else 1 if families[coded["kind"]] == families[event.kind] else 0
        )
        if not kin:
            continue
        where = sum(any(like(name, [p.name]) for p in event.places) for name in coded["places"])
        parties = (*event.initiators, *event.targets)
        who = sum(
            any(like(name, [c.name]) for c in parties) for name in coded["initiators"] + coded["targets"]
        )
        length = sum(end - start for _, start, end in coded["spans"]) / max(1, len(coded["spans"]))
        rank = (kin, where + who, where, -length)
        if best is None or rank > best[0]:
            best = (rank, number)
    return best[1] if best else None


def like(name: str, strings: Sequence[str]) -> float:
    """How well a coder's name fits one of a candidate's names, 0 where it does not."""
    mine = words(name)
    best = 0.0
    for string in strings:
        theirs = words(string)
        both = len(mine & theirs)
        share = both / max(1, len(mine | theirs))
        if both and (mine <= theirs or theirs <= mine or share >= 0.5):
            best = max(best, share)
    return best


def overlaps(row: Row, claims: Sequence[Claim]) -> list[tuple[int, int, int, int]]:
    """Coded events and claims of one kind whose evidence overlaps: names in common, how far, event, claim; most first."""
    pairs = []
    for number, coded in enumerate(row["events"]):
        for at, claim in enumerate(claims):
            if claim.kind != coded["kind"]:
                continue
            overlap = sum(
                max(0, min(end, span.end) - max(start, span.start))
                for where, start, end in coded["spans"]
                for span in claim.evidence
                if where == span.where
            )
            if overlap:
                said = [[p.text, p.name, *p.aliases] for p in (*claim.initiators, *claim.targets)]
                placed = [[p.text, p.name] for p in claim.places]
                common = sum(
                    any(like(name, strings) for strings in said)
                    for name in coded["initiators"] + coded["targets"]
                )
                common += sum(any(like(name, strings) for strings in placed) for name in coded["places"])
                pairs.append((common, overlap, number, at))
    return sorted(pairs, reverse=True)


def matched(row: Row, claims: Sequence[Claim]) -> dict[int, int]:
    """Coded event → claim, one to one, as the scorer would match them."""
    out: dict[int, int] = {}
    for _, _, number, at in overlaps(row, claims):
        if number not in out and at not in out.values():
            out[number] = at
    return out


def labels(candidates: Sequence[Row], wanted: Sequence[str]) -> list[int]:
    """1 for the candidate that best fits each wanted name: one the constructions ``said``, then the closest name."""
    out = [0] * len(candidates)
    for name in wanted:
        fits = [
            ((bool(c["said"]), round(score, 2), -n), n)
            for n, c in enumerate(candidates)
            if not out[n] and (score := like(name, c["names"]))
        ]
        if fits:
            out[max(fits)[1]] = 1
    return out
