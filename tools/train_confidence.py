"""Train the confidence of claims: is an event word an event that its report asserts?

    python tools/train_confidence.py --shared ../shared -o src/marsad/data/confidence.json

Data, read in place and never copied: the coded reports (``gold/dev.jsonl`` without the 30 set aside by ``held_out``) tell
which claims of the reader a careful reader has too; the OEDA Arabic sentences (``bench/gsr/detect_dev.jsonl``, MIT) tell
which sentences report an assault or a protest; reports about other things (``bench/negatives/dev.jsonl``) tell which words
of war are none there. A linear model over the features of ``marsad.reading.confidence``; what is
stored are names of features and weights. Needs scikit-learn 1.5 or newer beside Marsad's own environment (``pip install scikit-learn``). Figures are by 10-fold cross-validation
over documents: no report is scored by weights that saw it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from marsad.lexicon.compile import Lexicon, lexicon
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.claims import Builder
from marsad.reading.confidence import Bars, bar, features
from marsad.reading.pipeline import layers_of
from marsad.reading.screen import FORCE

BARS = {
    "report": 0.0,
    "quiet": 0.45,
    "sentence": 0.3,
    "civic": 0.2,
}  # chosen from the table that ``tell`` prints
_RARE = 5  # a feature seen less often is left out
_SMALL = 0.01  # a weight smaller than this is not stored
ASSAULT = {
    "armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "abduction", "destruction",
}  # fmt: skip
PROTEST = {"protest", "riot"}


def held_out(ids: list[str], count: int = 30) -> set[str]:
    """The reports set aside before any was read: the first by SHA-256 of their id; the reference report is not among them."""
    return set(sorted((i for i in ids if i != "seed"), key=lambda i: sha256(i.encode()).hexdigest())[:count])


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Candidate(NamedTuple):
    """A united event of a report: its features, its claim, the bar it would have to pass, and whether a reader has it too."""

    names: list[str]
    claim: Claim
    where: str
    right: bool
    report: str
    corpus: str


def candidates(row: dict[str, Any], lex: Lexicon, gazetteer: Gazetteer) -> list[tuple[list[str], Claim, str]]:
    """Every united event of a report: features, claim, and which of the bars (``Bars``) it stands before."""
    document = Document(
        id=row["id"],
        text=row["text"],
        title=row.get("title") or None,
        published=row.get("published"),
        outlet=row.get("outlet"),
    )
    layers = layers_of(document, lex, gazetteer)
    tenor, bare = layers.tenor, layers.bare
    builder = Builder(document, layers.tokens, layers.split, lex, gazetteer, "", layers.published)
    steps = Bars(report=1.0, quiet=2.0, sentence=3.0, civic=4.0)
    out = []
    for event in layers.united:
        names = list(
            features(
                event, layers.tokens, layers.sentences, layers.roles, layers.at, tenor, layers.events, bare
            )
        )
        where = ("report", "quiet", "sentence", "civic")[int(bar(event, tenor, bare, steps)) - 1]
        out.append((names, builder.claim(event), where))
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


def overlaps(row: dict[str, Any], claims: Sequence[Any]) -> list[tuple[int, int, int]]:
    """Coded events and claims of one kind whose evidence overlaps: how far, event, claim; most first."""
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
    return sorted(pairs, reverse=True)


def matched(row: dict[str, Any], claims: list[Any]) -> set[int]:
    """Claims that a careful reader has too, one to one."""
    used_i: set[int] = set()
    used_j: set[int] = set()
    for _, i, j in overlaps(row, claims):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
    return used_j


def gather(shared: Path, lex: Lexicon, gazetteer: Gazetteer) -> tuple[list[Candidate], int]:
    """The candidates of all three corpora, and how many events the coded reports have."""
    out: list[Candidate] = []
    wanted = 0
    rows = lines(shared / "gold" / "dev.jsonl")
    aside = held_out([row["id"] for row in rows])
    for row in rows:
        if row["id"] in aside:
            continue
        wanted += len(row["events"])
        found = candidates(row, lex, gazetteer)
        right = matched(row, [claim for _, claim, _ in found])
        out += [Candidate(n, c, w, j in right, row["id"], "report") for j, (n, c, w) in enumerate(found)]
    for row in lines(shared / "bench" / "gsr" / "detect_dev.jsonl"):
        if row["label"] == "ambiguous":
            continue
        kinds = ASSAULT if row["event_type"] == "ASSAULT" else PROTEST
        out += [
            Candidate(n, c, w, row["label"] == "yes", row["id"], "sentence")
            for n, c, w in candidates(row, lex, gazetteer)
            if c.kind in kinds
        ]
    for row in lines(shared / "bench" / "negatives" / "dev.jsonl"):
        out += [
            Candidate(n, c, w, False, row["id"], "quiet")
            for n, c, w in candidates(row, lex, gazetteer)
            if c.kind in FORCE and c.status in ("occurred", "ongoing")
        ]
    return out, wanted


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--c", type=float, default=0.2, help="inverse strength of regularisation")
    parser.add_argument(
        "--weight", type=float, default=0.5, help="weight of an OEDA sentence against a claim"
    )
    args = parser.parse_args()
    found, wanted = gather(args.shared, lexicon(), Gazetteer.open())
    counts = Counter(name for one in found for name in set(one.names))
    vectors = DictVectorizer(sparse=False)
    x = vectors.fit_transform(
        [{name: 1.0 for name in set(one.names) if counts[name] >= _RARE} for one in found]
    )
    y = np.array([int(one.right) for one in found])
    w = np.array([args.weight if one.corpus == "sentence" else 1.0 for one in found])
    predicted = np.zeros(len(y))
    for train, test in GroupKFold(10).split(x, y, [one.report for one in found]):
        model = LogisticRegression(C=args.c, max_iter=1000).fit(x[train], y[train], sample_weight=w[train])
        predicted[test] = model.predict_proba(x[test])[:, 1]
    tell(found, predicted, wanted)
    model = LogisticRegression(C=args.c, max_iter=1000).fit(x, y, sample_weight=w)
    stored = {
        "about": "Made by tools/train_confidence.py; weights by feature name.",
        "bars": BARS,
        "intercept": round(float(model.intercept_[0]), 3),
        "weights": {
            name: round(float(value), 3)
            for name, value in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
            if abs(value) >= _SMALL
        },
    }
    text = json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True)
    args.output.write_text(text + "\n", encoding="utf-8")
    print(f"{len(stored['weights'])} weights → {args.output}")  # type: ignore[arg-type]


def tell(found: list[Candidate], predicted: Any, wanted: int) -> None:
    """What each bar would cost and buy, and whether the numbers mean what they say; all cross-validated."""
    right = np.array([one.right for one in found])
    corpus = np.array([one.corpus for one in found])
    where = np.array([one.where for one in found])
    reports = corpus == "report"
    base = 2 * right[reports].sum() / (reports.sum() + wanted)
    print(
        f"claims of coded reports {reports.sum()}, right {right[reports].sum()}, wanted {wanted}, F1 {base:.3f}"
    )
    for step in (0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5):
        kept = predicted >= step
        quiet = reports & (kept | (where != "quiet"))
        f1 = 2 * right[quiet].sum() / (quiet.sum() + wanted)
        armed = {
            one.report
            for one, k in zip(found, kept, strict=True)
            if one.corpus == "quiet" and (k or one.where != "quiet")
        }
        line = f"  bar {step:.2f}: quiet: F1 {f1:.3f}, quiet reports armed {len(armed)};"
        for name in ("sentence", "civic"):
            mine = (corpus == "sentence") & (where == name)
            hit = {o.report for o, k, m in zip(found, kept, mine, strict=True) if k and m and o.right}
            said = {o.report for o, k, m in zip(found, kept, mine, strict=True) if k and m}
            line += f"  {name}: {len(hit)} right of {len(said)} sentences"
        print(line)
    print("reliability on coded reports:")
    for low in range(0, 10, 2):
        inside = reports & (predicted >= low / 10) & (predicted < (low + 2) / 10)
        if inside.sum():
            print(
                f"  said {low / 10:.1f}–{(low + 2) / 10:.1f}: {right[inside].mean():.2f} right of {inside.sum()}"
            )


if __name__ == "__main__":
    main()
