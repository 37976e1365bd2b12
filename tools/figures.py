"""What reports that no weight has seen would get: the reader trained on three quarters of the texts, scored on the last."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coded import matched, written_reports
from train_reader import CAST_LEAST, CAST_ONLY, FOLDS, SENTENCE, Text, Trained, united

from marsad.engine.coding import encode
from marsad.model import Coded
from marsad.reading.cast import cast as casting
from marsad.reading.cast.cast import cast
from marsad.reading.claims import Builder
from marsad.reading.pipeline import company_of, setting_of, weigh_confidence
from marsad.reading.scores.confidence import Bars, Model, bar
from marsad.reading.scores.matter import armed
from marsad.reading.slots.slots import fill


def read_with(text: Text, trained: Trained, bars: dict[str, float] = SENTENCE) -> Coded:
    """One text read under these scores, as the pipeline reads it under the stored ones."""
    united(text, trained.tellings, trained.identity)
    layers = text.layers
    if layers.united:
        weights = {role: {**made.linear.weights, "": made.linear.bias} for role, made in trained.cast.items()}
        model = casting.model_of(weights, CAST_LEAST, CAST_ONLY)
        cast(company_of(layers), model)
        fill(setting_of(layers), trained.slots)
    sure = Model(trained.confidence.linear.weights, trained.confidence.linear.bias, Bars(**bars))
    weigh_confidence(layers, sure)
    about = armed(layers.tokens, layers.tenor, trained.matter)
    count = len(layers.sentences)
    kept = [e for e in layers.united if e.parts["total"] >= bar(e, about, layers.bare, count, sure.bars)]
    builder = Builder(
        layers.document,
        layers.tokens,
        layers.split,
        text.lex,
        text.gazetteer,
        "",
        layers.published,
        layers.names,
    )
    return Coded(id=text.row["id"], events=tuple(builder.claim(event) for event in kept))


def tell(texts: Sequence[Text], shared: Path) -> None:
    """Print the scorer's figures for every corpus, each text read by weights that have not seen it."""
    read: list[tuple[Text, Coded]] = []
    for fold in range(FOLDS):
        trained = Trained([t for t in texts if t.number % FOLDS != fold], 3)
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
