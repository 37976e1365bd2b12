"""Scripted scenarios: reports into an archive, the picture on a day out of it, compared with what is expected."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from marsad.archive.adding import Adder
from marsad.archive.file import reading, writing
from marsad.archive.records import Item, Reader
from marsad.engine.coding import code
from marsad.engine.pool import resources
from marsad.lexicon.compile import lexicon, words_of
from marsad.model import Claim, Coded, Document, Location, Participant, Span, When
from marsad.picture.gather import gather
from marsad.picture.picture import picture
from marsad.picture.records import Front, Party, Picture, Relation, Situation, Spot
from marsad.picture.relations import MUTUAL
from marsad.picture.sides import Sides
from marsad.picture.words import picture_words

FILES = sorted((Path(__file__).resolve().parents[1] / "data" / "picture").glob("*.yaml"))
NOW = "2030-01-01T00:00:00Z"
_READER = Reader(version="test", lexicon="test", gazetteer="test", fingerprint="test")


def load(file: Path) -> dict[str, Any]:
    # BaseLoader: days stay text, as people write them.
    return dict(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


@contextmanager
def archive(
    path: Path, reports: Sequence[dict[str, Any]], hand: bool = False
) -> Iterator[sqlite3.Connection]:
    """An archive of the reports: as Marsad reads them, or (``hand``) with the claims stated beside them."""
    with writing(path) as db:
        adder = Adder(db, lexicon(), _READER, NOW)
        adder.put([_item(report, hand) for report in reports])
        adder.finish(NOW)
    with reading(path) as db:
        yield db


def _item(report: dict[str, Any], hand: bool) -> Item:
    words, places = resources()
    document = Document(
        id=report["id"], text=report["text"], outlet=report["outlet"], published=report.get("published"),
        title=report.get("title"), url=report.get("url"),
    )  # fmt: skip
    if hand and "claims" in report:
        claims = tuple(_claim(document, at, one) for at, one in enumerate(report["claims"]))
        coded = Coded(id=document.id, events=claims, outlet=document.outlet, published=document.published)
    else:
        coded = code(document, words, places).coded
    return Item(document, coded, sha256(document.text.encode()).digest())


def _claim(document: Document, at: int, said: dict[str, Any]) -> Claim:
    """A claim as a scenario states it; names are looked up as reading would."""
    quote = said.get("words", document.text)
    start = document.text.index(quote)
    trigger = said.get("trigger")
    when = said.get("when")
    return Claim(
        id=f"{document.id}-{at}", kind=said["kind"], status=said["status"],
        evidence=(Span(start=start, end=start + len(quote), quote=quote),),
        trigger=_span(document.text, trigger) if trigger else None,
        initiators=_people(said.get("who", ())), targets=_people(said.get("whom", ())),
        third_parties=_people(said.get("third", ())), attributed_to=_people(said.get("says", ())),
        places=tuple(map(_place, said.get("where", ()))), confidence=0.9,
        when=_when(document.text, when, said.get("when_words")),
    )  # fmt: skip


def _when(text: str, day: str | None, told: str | None) -> When | None:
    """A day, in words that stand in the text or as the day itself."""
    if day is None:
        return None
    span = _span(text, told) if told else None
    return When(start=day, end=day, precision="day", quote=told or day, span=span)


def _span(text: str, quote: str) -> Span:
    return Span(start=text.index(quote), end=text.index(quote) + len(quote), quote=quote)


def _people(names: Sequence[str]) -> tuple[Participant, ...]:
    out = []
    for name in names:
        found = sorted({term.ref for term in lexicon().index.exact(words_of(name)) if term.layer == "actor"})
        ident = found[0] if len(found) == 1 else None
        actor = lexicon().actors.get(ident or "")
        out.append(
            Participant(
                text=name,
                name=actor.name_ar if actor else name,
                id=ident,
                name_en=actor.name_en if actor else None,
            )
        )
    return tuple(out)


def _place(said: str) -> Location:
    """A town by name, or by name and point: ``طفس@32.7,36.1``."""
    name, _, point = said.partition("@")
    lat, lon = map(float, point.split(",")) if point else (None, None)
    return Location(text=name, name=name, kind="town", lat=lat, lon=lon, precision=1 if point else None)


def faults(db: sqlite3.Connection, day: str, wanted: dict[str, Any]) -> list[str]:
    """How the picture of a day differs from the expected one; nothing where it does not."""
    words = lexicon()
    made = picture(gather(db, None if day == "none" else day, words), words)
    sides = Sides(words, picture_words())
    is_ = _named(sides)
    out: list[str] = []
    by_id = {one.id: one for one in made.situations}
    expected = wanted.get("situations", [])
    for kind in dict.fromkeys(one["kind"] for one in expected):
        there = [one for one in made.situations if one.kind == kind]
        out += _match(
            [one for one in expected if one["kind"] == kind], there,
            lambda want, got: _situation(want, got, is_, by_id), f"{day} {kind}",
        )  # fmt: skip
    if "fronts" in wanted:
        out += _match(wanted["fronts"], list(made.fronts), lambda want, got: _front(want, got, is_),
                      f"{day} front", ordered=True)  # fmt: skip
    out += _relations(day, wanted, made, is_)
    return out


Is = Callable[[str, Party], bool]


def _named(sides: Sides) -> Is:
    def is_(name: str, party: Party) -> bool:
        return party.key in sides.named(name) or name in (party.name, party.name_en, *party.told) or any(
            sides.part_of(party.key, key) for key in sides.named(name)
        )  # fmt: skip

    return is_


def _match(
    wanted: Sequence[Any], there: Sequence[Any], differs: Callable[[Any, Any], list[str]], label: str,
    ordered: bool = False,
) -> list[str]:  # fmt: skip
    out: list[str] = []
    if len(wanted) != len(there):
        out.append(f"{label}: {len(there)} instead of {len(wanted)}: {[_brief(one) for one in there]}")
    left = list(there)
    for at, want in enumerate(wanted):
        pool = left if not ordered else there[at : at + 1]
        best = min(pool, key=lambda got: len(differs(want, got)), default=None)
        if best is None:
            out.append(f"{label}: nothing for {want}")
            continue
        if not ordered:
            left.remove(best)
        out += [f"{label}: {fault} ({_brief(best)})" for fault in differs(want, best)]
    return out


def _brief(one: Situation | Front) -> str:
    if isinstance(one, Front):
        names = [[p.name for p in side] for side in one.sides]
        return f"{[s.name for s in one.places]} {names} {one.form} {one.trend} {one.recent}/{one.before}"
    return (
        f"{one.kind} {[p.name for p in one.doers]} > {[p.name for p in one.undergoers]}"
        f" @{[s.name for s in one.places]} {one.state} {one.outcome} {[s.what for s in one.steps]}"
        f" opened {[d.start for d in one.opened]} ended {[d.start for d in one.ended]} heard {one.heard}"
    )


def _situation(want: dict[str, Any], got: Situation, is_: Is, by_id: dict[str, Situation]) -> list[str]:
    out = []
    for field, parties in (("who", got.doers), ("whom", got.undergoers)):
        for name in want.get(field, ()):
            if not any(is_(name, party) for party in parties):
                out.append(f"{field} lacks {name}")
    out += [
        f"where lacks {name}" for name in want.get("where", ()) if not any(_here(name, s) for s in got.places)
    ]
    for field in ("state", "outcome", "heard"):
        if field in want:
            value = getattr(got, field)
            if (value or "unknown") != want[field]:
                out.append(f"{field} is {value}, not {want[field]}")
    for field in ("opened", "ended"):
        if field in want:
            days = want[field] if isinstance(want[field], list) else [want[field]]
            told = [day.start for day in getattr(got, field)] or ["unknown"]
            if told != days:
                out.append(f"{field} is {told}, not {days}")
    if "step" in want and got.steps[-1].what != want["step"]:
        out.append(f"the last step is {got.steps[-1].what}, not {want['step']}")
    if "about" in want:
        about = by_id.get(got.about or "")
        if about is None or not any(_here(want["about"], place) for place in about.places):
            out.append(f"is not about {want['about']}")
    if "contested" in want and want["contested"] not in got.contested:
        out.append(f"{want['contested']} is not contested")
    for field, value in (("reports", got.reports), ("origins", len(got.origins))):
        if field in want and value != int(want[field]):
            out.append(f"{field} is {value}, not {want[field]}")
    return out


def _front(want: dict[str, Any], got: Front, is_: Is) -> list[str]:
    out = [f"where lacks {name}" for name in want["where"] if not any(_here(name, s) for s in got.places)]
    if "sides" in want:
        fits = [
            all(any(is_(name, p) for p in side) for wanted, side in zip(want["sides"], order, strict=True)
                for name in wanted)
            for order in (got.sides, got.sides[::-1])
        ]  # fmt: skip
        if not any(fits):
            out.append("other sides")
    if "form" in want and got.form != want["form"]:
        out.append(f"form is {got.form}, not {want['form']}")
    out += [f"is not by {name}" for name in want.get("by", ()) if not any(is_(name, p) for p in got.sides[0])]
    if got.trend != want["trend"]:
        out.append(f"trend is {got.trend}, not {want['trend']}")
    if "events" in want and len(got.events) != int(want["events"]):
        out.append(f"{len(got.events)} events, not {want['events']}")
    if "buildup" in want and len(got.situations) < int(want["buildup"]):
        out.append("no build-up on it")
    return out


def _here(name: str, place: Spot) -> bool:
    said = {w.removeprefix("ال") for w in words_of(name)}
    return said <= {w.removeprefix("ال") for w in (*place.words, *words_of(place.name))}


def _relations(day: str, wanted: dict[str, Any], made: Picture, is_: Is) -> list[str]:
    out = []
    for there, field in ((True, "relations"), (False, "unrelated")):
        for source, kind, target in wanted.get(field, ()):
            if any(_is_relation(one, source, kind, target, is_) for one in made.relations) != there:
                out.append(f"{day}: {source} {kind} {target} is {'missing' if there else 'there'}")
    return out


def _is_relation(one: Relation, source: str, kind: str, target: str, is_: Is) -> bool:
    if one.kind != kind or one.basis == "registry":
        return False
    straight = is_(source, one.source) and is_(target, one.target)
    return straight or (kind in MUTUAL and is_(source, one.target) and is_(target, one.source))
