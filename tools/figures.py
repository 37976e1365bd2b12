"""What reports that no weight has seen would get: the reader trained on three quarters of the texts, scored on the last."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from coded import matched, written_reports
from train_reader import FOLDS, SENTENCE, Text, Trained, united

from marsad.engine.coding import encode
from marsad.model import Coded
from marsad.reading.cast import cast as casting
from marsad.reading.cast.cast import cast
from marsad.reading.pipeline import STAGES, company_of, keep_sure, setting_of, weigh_confidence
from marsad.reading.scores.confidence import Bars, Model, load_model
from marsad.reading.scores.linear import Scores, load_scores
from marsad.reading.scores.matter import armed
from marsad.reading.slots.slots import fill


class Stored(NamedTuple):
    """The scores of all stages as reading asks for them: fresh from training, or kept by ``Trained.write``."""

    tellings: Scores
    identity: Scores
    slots: Scores
    matter: Scores
    cast: casting.Model
    confidence: Model


def stored(trained: Trained, bars: dict[str, float] = SENTENCE) -> Stored:
    return Stored(
        trained.tellings,
        trained.identity,
        trained.slots,
        trained.matter,
        trained.cast,
        Model(trained.confidence.linear.weights, trained.confidence.linear.bias, Bars(**bars)),
    )


def load(folder: Path) -> Stored:
    """The scores that ``Trained.write`` left in ``folder``, all of them there."""
    scores = [load_scores(name, folder) for name in ("tellings", "identity", "slots", "matter")]
    parties = casting.load_cast(folder.parent / "cast.json")
    if parties is None or None in scores:
        raise SystemExit(f"{folder}: not all scores are there; make them with tools/train_reader.py --folds")
    return Stored(*[one for one in scores if one], parties, load_model(folder.parent / "confidence.json"))


def read_with(text: Text, scores: Stored) -> Coded:
    """One text read under these scores, as the pipeline reads it under the stored ones."""
    united(text, scores.tellings, scores.identity)
    layers = text.layers
    if layers.united:
        cast(company_of(layers), scores.cast)
        fill(setting_of(layers), scores.slots)
    sure = scores.confidence
    weigh_confidence(layers, sure)
    keep_sure(layers, sure.bars, armed(layers.tokens, layers.tenor, scores.matter))
    for stage in STAGES:
        if stage.name in ("places", "claims"):
            stage.run(layers)
    return Coded(id=text.row["id"], events=tuple(layers.claims))


def tell(texts: Sequence[Text], shared: Path) -> None:
    """Print the scorer's figures for every corpus, each text read by weights that have not seen it."""
    read: list[tuple[Text, Coded]] = []
    for fold in range(FOLDS):
        trained = stored(Trained([t for t in texts if t.number % FOLDS != fold], 3))
        read += [
            (t, read_with(t, trained)) for t in texts if t.number % FOLDS == fold and t.corpus != "pasted"
        ]
    gold = {json.loads(line)["id"] for line in (shared / "gold/dev.jsonl").read_text().splitlines()}
    written = {row["id"] for row in written_reports()}
    groups = {
        "coded by others": (
            "events",
            [r for r in read if r[0].corpus == "report" and r[0].row["id"] in gold],
        ),
        "coded by us": (
            "events",
            [r for r in read if r[0].corpus == "report" and r[0].row["id"] not in gold | written],
        ),
        "written by us": ("events", [r for r in read if r[0].row["id"] in written]),
        "sentences": ("gsr", [r for r in read if r[0].corpus == "sentence"]),
        "quiet reports": ("quiet", [r for r in read if r[0].corpus == "quiet"]),
    }
    for name, (mode, rows) in groups.items():
        print(f"--- {name}: {len(rows)} texts")
        print(scored(mode, rows, shared), flush=True)
    reliability([r for r in read if r[0].corpus == "report"])


def scored(mode: str, rows: Sequence[tuple[Text, Coded]], shared: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        gold, coded = Path(folder) / "gold.jsonl", Path(folder) / "coded.jsonl"
        gold.write_text("".join(json.dumps(_gold(t.row), ensure_ascii=False) + "\n" for t, _ in rows))
        coded.write_bytes(b"".join(_coded(c) for _, c in rows))
        command = [sys.executable, str(shared / "bench/score.py"), mode, str(gold), str(coded)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "\n".join(done.stdout.splitlines()[:14])


def _gold(row: dict[str, Any]) -> dict[str, Any]:
    """The scorer looks for quotes; our codings have offsets."""
    out = dict(row)
    out["events"] = [
        {
            "evidence": [row[where][start:end] for where, start, end in event["spans"]],
            **{k: v for k, v in event.items() if k not in ("spans", "evidence")},
        }
        for event in row["events"]
    ]
    return out


def _coded(coded: Coded) -> bytes:
    return encode(coded) + b"\n"


def reliability(rows: Sequence[tuple[Text, Coded]]) -> None:
    """Share of claims that the coder has too, by the confidence they were said with."""
    said: list[tuple[float, bool]] = []
    for text, coded in rows:
        right = set(matched(text.row, coded.events).values())
        said += [(claim.confidence, at in right) for at, claim in enumerate(coded.events)]
    print("--- confidence: said, right, claims")
    for low in range(0, 10, 2):
        inside = [ok for sure, ok in said if low / 10 <= sure < (low + 2) / 10 or (low == 8 and sure >= 1)]
        if inside:
            print(
                f"  {low / 10:.1f} – {(low + 2) / 10:.1f}   {sum(inside) / len(inside):.2f}   {len(inside)}"
            )
