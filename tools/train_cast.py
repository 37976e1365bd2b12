"""Train who takes part in an event: the weights by which ``marsad.reading.cast`` weighs everybody named.

    python tools/train_cast.py --coded ../shared/gold/dev.jsonl -o src/marsad/data/cast.json

Data, read in place and never copied: reports coded event by event (``gold/dev.jsonl`` without the 30 set
aside by ``held_out``, and any further files of the same form). What is stored are names of features
and weights. Needs scikit-learn 1.5 or newer beside Marsad's own environment (``pip install scikit-learn``). Figures are by 8-fold cross-validation over documents: no
report is scored by weights that saw it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parent))
from train_confidence import held_out, lines, overlaps

from marsad.lexicon.compile import Lexicon, lexicon
from marsad.model import SYMMETRIC, Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.cast import Company
from marsad.reading.claims import Builder
from marsad.reading.identity import words
from marsad.reading.pipeline import STAGES, Layers

ROLES = ("I", "T", "S")
RARE = 4  # features seen less often are left out
Row = dict[str, Any]


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


def labels(candidates: Sequence[Row], wanted: Sequence[str], role: str) -> list[int]:
    """1 for the candidate that best fits each wanted name: one the constructions gave this role, then the
    closest name.
    """
    out = [0] * len(candidates)
    for name in wanted:
        fits = [
            ((role in c["said"] or (role == "S" and bool(c["said"])), round(score, 2), -n), n)
            for n, c in enumerate(candidates)
            if not out[n] and (score := like(name, c["names"]))
        ]
        if fits:
            out[max(fits)[1]] = 1
    return out


def rows_of(paths: Sequence[Path]) -> list[Row]:
    """One row for each event that the reader and the coder both have, with its candidates."""
    lex, gazetteer = lexicon(), Gazetteer.open()
    out: list[Row] = []
    for path in paths:
        reports = lines(path)
        aside = held_out([r["id"] for r in reports]) if path.name == "dev.jsonl" else set()
        for report in reports:
            if report["id"] in aside:
                continue
            document = Document(
                id=report["id"],
                text=report["text"],
                title=report.get("title") or None,
                published=report.get("published"),
            )
            layers = before_cast(document, lex, gazetteer)
            builder = Builder(
                document, layers.tokens, layers.split, lex, gazetteer, "", layers.published, layers.names
            )
            company = Company(
                layers.tokens, layers.sentences, layers.roles, layers.chunks, layers.clauses, layers.kept, lex
            )
            claims = [builder.claim(event) for event in layers.kept]
            for i, j in matched_pairs(report, claims):
                candidates = []
                for key, figure, chunk in company.candidates(j):
                    person = builder.participant(chunk)
                    candidates.append(
                        {
                            "features": list(company.features(j, key, figure, chunk)),
                            "names": [person.text, person.name, *person.aliases],
                            "said": "".join(
                                r for r, part in zip("IT", company.parts[j], strict=False) if key in part
                            ),
                        }
                    )
                event = report["events"][i]
                out.append(
                    {
                        "id": report["id"],
                        "kind": event["kind"],
                        "candidates": candidates,
                        "I": event["initiators"],
                        "T": event["targets"],
                        "S": event["initiators"] + event["targets"],
                    }
                )
    return out


def before_cast(document: Document, lex: Lexicon, gazetteer: Gazetteer) -> Layers:
    """What the stages up to the one trained here find."""
    layers = Layers(document, lex, gazetteer)
    for stage in STAGES:
        if stage.name == "cast":
            break
        stage.run(layers)
    return layers


def matched_pairs(report: Row, claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """(coder's event, claim) of one kind with overlapping evidence, one to one, the most overlapping
    first.
    """
    out: dict[int, int] = {}
    for _, i, j in overlaps(report, claims):
        if i not in out and j not in out.values():
            out[i] = j
    return sorted(out.items())


def roles_of(row: Row) -> tuple[str, ...]:
    return ("S",) if row["kind"] in SYMMETRIC else ("I", "T")


def chosen(
    row: Row, scores: Mapping[str, Sequence[float]], least: Mapping[str, float], only: Mapping[str, float]
) -> Row:
    """The candidates that take part in each role, as ``marsad.reading.cast.weigh`` chooses them."""
    ranked = sorted((-s, role, n) for role in roles_of(row) for n, s in enumerate(scores[role]))
    out: Row = {role: [] for role in ROLES}
    used: set[int] = set()
    for score, role, n in ranked:
        if n not in used and -score >= (least[role] if out[role] else only[role]):
            used.add(n)
            out[role].append(n)
    return out


def counts(rows: Sequence[Row], picks: Sequence[Row]) -> tuple[int, int, int]:
    """Participants right, said and wanted."""
    hit = said = wanted = 0
    for row, pick in zip(rows, picks, strict=True):
        for role in roles_of(row):
            left = list(pick[role])
            said += len(left)
            wanted += len(row[role])
            for name in row[role]:
                found = next((n for n in left if like(name, row["candidates"][n]["names"])), None)
                if found is not None:
                    left.remove(found)
                    hit += 1
    return hit, said, wanted


def f1(figures: tuple[int, int, int]) -> float:
    return 2 * figures[0] / max(1, figures[1] + figures[2])


def matrix(vectors: DictVectorizer, samples: Sequence[Sequence[str]]) -> Any:
    x = vectors.transform([dict.fromkeys(sample, 1.0) for sample in samples])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)
    return x


def fitted(
    samples: Sequence[Sequence[str]], truth: Any, c: float
) -> tuple[DictVectorizer, LogisticRegression]:
    seen = Counter(name for sample in samples for name in set(sample))
    vectors = DictVectorizer()
    vectors.fit([{name: 1.0 for name in sample if seen[name] >= RARE} for sample in samples])
    model = LogisticRegression(C=c, solver="liblinear", max_iter=1000)
    return vectors, model.fit(matrix(vectors, samples), truth)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--coded", type=Path, nargs="+", required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--c", type=float, default=0.02, help="inverse strength of regularisation")
    args = parser.parse_args()
    rows = rows_of(args.coded)
    scores: list[dict[str, list[float]]] = [defaultdict(list) for _ in rows]
    weights: dict[str, dict[str, float]] = {}
    for role in ROLES:
        samples: list[list[str]] = []
        truth: list[int] = []
        where: list[int] = []
        for n, row in enumerate(rows):
            if role in roles_of(row):
                samples.extend(c["features"] for c in row["candidates"])
                truth.extend(labels(row["candidates"], row[role], role))
                where.extend([n] * len(row["candidates"]))
        y = np.array(truth)
        groups = [rows[n]["id"] for n in where]
        predicted = np.zeros(len(y))
        for train, test in GroupKFold(8).split(samples, y, groups):
            vectors, model = fitted([samples[i] for i in train], y[train], args.c)
            predicted[test] = model.predict_proba(matrix(vectors, [samples[i] for i in test]))[:, 1]
        for n, value in zip(where, predicted, strict=True):
            scores[n][role].append(float(value))
        vectors, model = fitted(samples, y, args.c)
        named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        weights[role] = {name: round(float(value), 3) for name, value in named if abs(value) >= 0.01}
        weights[role][""] = round(float(model.intercept_[0]), 3)
    base = counts(
        rows,
        [
            {
                r: [
                    n
                    for n, c in enumerate(row["candidates"])
                    if set(r if r != "S" else "IT") & set(c["said"])
                ]
                for r in ROLES
            }
            for row in rows
        ],
    )
    best: tuple[float, dict[str, float], dict[str, float]] = (0.0, {}, {})
    for a, b, c, d in product((0.3, 0.36, 0.42), (0.3, 0.36, 0.42), (0.1, 0.2, 0.3), (0.1, 0.2, 0.3)):
        least, only = {"I": a, "T": b, "S": a}, {"I": c, "T": d, "S": c}
        value = f1(counts(rows, [chosen(row, s, least, only) for row, s in zip(rows, scores, strict=True)]))
        if value > best[0]:
            best = (value, least, only)
    print(
        f"{len(rows)} events; F1 of the constructions alone {f1(base):.3f}, "
        f"weighed {best[0]:.3f} (cross-validated)"
    )
    stored = {
        "about": "Made by tools/train_cast.py; weights by role and name of feature.",
        "least": best[1],
        "only": best[2],
        "weights": weights,
    }
    text = json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True)
    args.output.write_text(text + "\n", encoding="utf-8")
    print(f"{sum(map(len, weights.values()))} weights → {args.output}")


if __name__ == "__main__":
    main()
