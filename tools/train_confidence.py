"""Train the confidence of claims: is an event word an event that its report asserts?

    python tools/train_confidence.py --shared ../shared -o src/marsad/data/confidence.json

Data, read in place and never copied: the coded reports (``gold/dev.jsonl`` without the 30 set aside by ``held_out``) tell
which claims of the reader a careful reader has too; the OEDA Arabic sentences (``bench/gsr/detect_dev.jsonl``, MIT) tell
which sentences report an assault or a protest. A linear model over the features of ``marsad.reading.confidence``; what is
stored are names of features and weights. Needs scikit-learn (the ``dev`` extra). Figures are by 10-fold cross-validation
over documents: no report is scored by weights that saw it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from marsad.lexicon.compile import Lexicon, lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.claims import Builder
from marsad.reading.confidence import features
from marsad.reading.pipeline import layers_of
from marsad.reading.screen import tenor_of

FAMILIES = {
    "force": "armed_clash ground_attack shelling air_strike explosion killing abuse abduction capture destruction",
    "coercion": "siege arrest displacement restriction sanction",
    "posture": "mobilization withdrawal",
    "diplomacy": "mediation negotiation agreement ceasefire release",
    "statement": "demand threat accusation rejection support",
    "civic": "protest riot",
    "relief": "aid",
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds.split()}
ASSAULT = {
    "armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "abduction", "destruction",
}  # fmt: skip
PROTEST = {"protest", "riot"}


def held_out(ids: list[str], count: int = 30) -> set[str]:
    """The reports set aside before any was read: the first by SHA-256 of their id; the reference report is not among them."""
    return set(sorted((i for i in ids if i != "seed"), key=lambda i: sha256(i.encode()).hexdigest())[:count])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def candidates(row: dict[str, Any], lex: Lexicon, gazetteer: Gazetteer) -> list[tuple[list[str], Any]]:
    """Every united event of a report with its features and its claim."""
    document = Document(
        id=row["id"], text=row["text"], title=row.get("title") or None, published=row.get("published")
    )
    layers = layers_of(document, lex, gazetteer)
    tenor = tenor_of(layers.at, layers.tokens)
    builder = Builder(document, layers.tokens, layers.split, lex, gazetteer, "", layers.published)
    out = []
    for event in layers.united:
        names = list(
            features(event, layers.tokens, layers.sentences, layers.roles, layers.at, tenor, layers.events)
        )
        out.append((names, builder.claim(event)))
    return out


def gold_spans(row: dict[str, Any], event: dict[str, Any]) -> list[tuple[str, int, int]]:
    spans = []
    for quote in event["evidence"]:
        for where in ("text", "title"):
            at = (row.get(where) or "").find(quote)
            if at >= 0:
                spans.append((where, at, at + len(quote)))
                break
    return spans


def matched(row: dict[str, Any], claims: list[Any]) -> set[int]:
    """Claims that a careful reader has too: same kind, overlapping evidence, one to one."""
    pairs = []
    for i, event in enumerate(row["events"]):
        mine = gold_spans(row, event)
        for j, claim in enumerate(claims):
            overlap = sum(
                max(0, min(a[2], s.end) - max(a[1], s.start))
                for a in mine
                for s in claim.evidence
                if a[0] == s.where
            )
            if overlap and claim.kind == event["kind"]:
                pairs.append((overlap, i, j))
    used_i: set[int] = set()
    used_j: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
    return used_j


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--c", type=float, default=0.3, help="inverse strength of regularisation")
    parser.add_argument(
        "--weight", type=float, default=0.5, help="weight of one OEDA sentence against one claim"
    )
    args = parser.parse_args()
    lex, gazetteer = lexicon(), Gazetteer.open()
    rows = lines(args.shared / "gold" / "dev.jsonl")
    aside = held_out([row["id"] for row in rows])
    names: list[list[str]] = []
    labels: list[int] = []
    groups: list[str] = []
    weights: list[float] = []
    total_gold = 0
    for row in rows:
        if row["id"] in aside:
            continue
        total_gold += len(row["events"])
        found = candidates(row, lex, gazetteer)
        right = matched(row, [claim for _, claim in found])
        for j, (mine, _) in enumerate(found):
            names.append(mine)
            labels.append(int(j in right))
            groups.append(row["id"])
            weights.append(1.0)
    size = len(names)
    for row in lines(args.shared / "bench" / "gsr" / "detect_dev.jsonl"):
        if row["label"] == "ambiguous":
            continue
        kinds = ASSAULT if row["event_type"] == "ASSAULT" else PROTEST
        for mine, claim in candidates(row, lex, gazetteer):
            if claim.kind in kinds:
                names.append(mine)
                labels.append(int(row["label"] == "yes"))
                groups.append(row["id"])
                weights.append(args.weight)
    counts = Counter(name for mine in names for name in set(mine))
    kept = [{name: 1.0 for name in set(mine) if counts[name] >= 3} for mine in names]
    vectors = DictVectorizer(sparse=True)
    x = vectors.fit_transform(kept)
    y = np.array(labels)
    w = np.array(weights)
    predicted = np.zeros(len(y))
    for train, test in GroupKFold(10).split(x, y, groups):
        model = LogisticRegression(C=args.c, solver="liblinear", max_iter=500)
        model.fit(x[train], y[train], sample_weight=w[train])
        predicted[test] = model.predict_proba(x[test])[:, 1]
    best = (0.0, 0.0)
    base = 2 * y[:size].sum() / (size + total_gold)
    print(f"claims {size}, right {y[:size].sum()}, wanted {total_gold}, F1 with all of them {base:.3f}")
    for step in range(5, 75, 5):
        threshold = step / 100
        said = predicted[:size] >= threshold
        hit = y[:size][said].sum()
        f1 = 2 * hit / (said.sum() + total_gold)
        gsr = predicted[size:] >= threshold
        print(f"  threshold {threshold:.2f}: reports P {hit / max(1, said.sum()):.3f} R {hit / total_gold:.3f} F1 {f1:.3f}"
              f"   sentences P {y[size:][gsr].mean():.3f} kept {gsr.sum()}")  # fmt: skip
        best = max(best, (f1, threshold))
    print("reliability, cross-validated, reports only:")
    for low in range(0, 10, 2):
        inside = (predicted[:size] >= low / 10) & (predicted[:size] < (low + 2) / 10)
        if inside.sum():
            print(
                f"  said {low / 10:.1f}–{(low + 2) / 10:.1f}: {y[:size][inside].mean():.2f} right of {inside.sum()}"
            )
    model = LogisticRegression(C=args.c, solver="liblinear", max_iter=500)
    model.fit(x, y, sample_weight=w)
    weights_out = {
        name: round(float(value), 4)
        for name, value in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(value) >= 0.02
    }
    stored = {
        "about": "Made by tools/train_confidence.py; weights by feature name.",
        "threshold": round(best[1], 3),
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": weights_out,
    }
    args.output.write_text(
        json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{len(weights_out)} weights, threshold {best[1]:.2f} → {args.output}")


if __name__ == "__main__":
    main()
