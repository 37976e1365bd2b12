"""Train the scores that reading goes by, one stage after the other, and say how well each does on reports it has not seen.

    python tools/train_reader.py --shared ../shared --ant ../antcorpus            everything, into src/marsad/data/weights
    python tools/train_reader.py --shared ../shared --ant ../antcorpus --figures  only the cross-validated figures; nothing is written
    python tools/train_reader.py --shared ../shared --ant ../antcorpus --folds DIR  four times without a quarter of the texts, for
                                                                                what_changes.py --unseen DIR; some 20 minutes

Data, read in place and never copied: the coded reports (``tools/coded.py``); for what single sentences and quiet
reports look like, ``bench/gsr/detect_dev.jsonl`` (MIT) and ``bench/negatives/dev.jsonl``. What is stored are names of
features and weights. Every stage is trained on what the stages before it give for reports they have not seen
(cross-fitting by report), as they will in use. Needs scikit-learn 1.5 or newer beside Marsad's own environment
(``pip install scikit-learn``).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from sys import intern
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import msgspec
from coded import (
    Row,
    coded_reports,
    covering,
    document_of,
    labels,
    lines,
    matched,
    meant,
    pasted,
    told_reports,
    word_of,
    written_reports,
)
from fitting import Fit, fit

from marsad.lexicon.compile import Lexicon, lexicon
from marsad.model import SYMMETRIC
from marsad.places.gazetteer import Gazetteer
from marsad.reading.cast.cast import model_of
from marsad.reading.cast.known import features as party_features
from marsad.reading.claims import Builder
from marsad.reading.layers import Layers
from marsad.reading.pipeline import STAGES, company_of, setting_of, tellings_of, unite_tellings
from marsad.reading.records import Event
from marsad.reading.scores.confidence import features as confidence_features
from marsad.reading.scores.confidence import kin_of
from marsad.reading.scores.linear import Scores
from marsad.reading.scores.matter import features as matter_features
from marsad.reading.scores.report import Report
from marsad.reading.scores.tellings import SETTLED
from marsad.reading.scores.tellings import features as telling_features
from marsad.reading.scores.weighing import give_chances, weigh
from marsad.reading.screen.arms import FORCE
from marsad.reading.slots.place_slots import place_candidates, place_features
from marsad.reading.slots.slots import source_candidates, source_features
from marsad.reading.slots.toll_slots import toll_candidates, toll_features

FOLDS = 4
# Inverse strength of regularisation by stage, and the bars decisions go by; both chosen by the figures this prints.
STRENGTH = {"tellings": 0.2, "identity": 0.1, "cast": 0.25, "slots": 0.2, "confidence": 0.15, "matter": 0.01}
BARS = {
    "told": 0.42,
    "told shortly": 0.25,
    "told alone": 0.085,
    "told bare": 0.04,
    "raised": 0.48,
    "raised shortly": 0.36,
    "same": 0.15,
    "same shortly": 0.5,
    "place": -0.65,
    "source": -0.1,
    "toll": -0.25,
}
SENTENCE = {
    "report": 0.33,
    "shortly": 0.36,
    "alone": 0.25,
    "quiet": 0.9,
    "other": 0.97,
    "armed": 0.63,
    "unarmed": 0.35,
    "line": 0.33,
    "sentence": 0.45,
    "civic": 0.46,
}
ASSAULT = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "abduction", "destruction"}  # fmt: skip
PROTEST = {"protest", "riot"}
WEIGHT = {
    "report": 1.0,
    "pasted": 1.0,
    "told": 0.5,
    "sentence": 1.0,
    "disputed": 0.7,
    "quiet": 3.0,
}  # of a sample, by corpus
CODED = ("report", "pasted", "told")  # corpora that say which words tell of which event
PAIRED = ("report", "told")  # and of which every pair of tellings is asked for
Samples = list[tuple[list[str], Any, float]]


class Text:
    """One text on its way through the stages: where it comes from and, for a coded report, what it should give.

    Texts of one ``number`` are of one report, so that no score is asked about what it has seen.
    """

    def __init__(self, number: int, row: Row, corpus: str, lex: Lexicon, gazetteer: Gazetteer) -> None:
        self.number = number
        self.row = row
        self.corpus = corpus
        self.lex = lex
        self.gazetteer = gazetteer
        self.layers: Layers
        self.cover: dict[int, list[int]] = {}  # by word: the coded events in whose evidence it stands

    def begin(self) -> None:
        """Run the stages up to the first score."""
        self.layers = layers = Layers(document_of(self.row), self.lex, self.gazetteer)
        for stage in STAGES:
            if stage.name == "tellings":
                break
            stage.run(layers)
        if self.corpus in CODED:
            self.cover = {e.trigger.first: covering(self.row, layers, e) for e in layers.events}

    def report(self) -> Report:
        layers = self.layers
        return Report(
            layers.tokens,
            layers.sentences,
            layers.roles,
            layers.at,
            layers.tenor,
            layers.events,
            layers.published,
            layers.bare,
        )

    def right(self, event: Event) -> bool | None:
        """Does a telling tell of an event of its kind? None where the corpus does not say."""
        if self.corpus in CODED:
            if word_of(self.layers, event) in self.row.get("unsure", ()):
                return None
            kinds = {self.row["events"][n]["kind"] for n in self.cover[event.trigger.first]}
            return event.kind in kinds
        if self.corpus == "quiet":
            return False if event.kind in FORCE else None
        if event.status not in ("occurred", "ongoing"):
            return None  # what was only tried, planned or denied is no event there
        wanted = ASSAULT if self.row["event_type"] == "ASSAULT" else PROTEST
        told = self.corpus == "disputed" or self.row["label"] == "yes"
        return told if event.kind in wanted else None

    def meant(self, event: Event) -> int | None:
        return meant(self.row, event, self.cover[event.trigger.first], self.lex.families)


def corpora(shared: Path, ant: Path | None, lex: Lexicon, gazetteer: Gazetteer) -> list[Text]:
    """All texts of the corpora, the coded reports first; last the small ones as people paste them."""
    rows: list[tuple[Row, str]] = [(row, "report") for row in coded_reports(shared, ant) + written_reports()]
    known = {row["id"] for row in lines(shared / "gold" / "dev.jsonl")} | {row["id"] for row, _ in rows}
    rows += [
        ({**row, "events": []}, "sentence")
        for row in lines(shared / "bench" / "gsr" / "detect_dev.jsonl")
        if row["label"] != "ambiguous"
    ]
    rows += [({**row, "events": []}, "quiet") for row in lines(shared / "bench" / "negatives" / "dev.jsonl")]
    # Sentences that most but not all of OEDA's coders took for an event: it is judged on none of them, they teach all the same.
    rows += [
        ({**row, "events": []}, "disputed")
        for row in lines(shared / "bench" / "gsr" / "detect_dev.jsonl")
        if row["label"] == "ambiguous" and 2 * row["accept"] > row["total"]
    ]
    rows += [(row, "told") for row in told_reports(shared, known)]
    out = [Text(number, row, corpus, lex, gazetteer) for number, (row, corpus) in enumerate(rows)]
    for text in [t for t in out if t.corpus == "report"]:
        row = pasted(text.row) if text.row["id"].startswith("written:") else None
        if row is not None:
            out.append(Text(text.number, row, "pasted", lex, gazetteer))
    return out


# --- samples of each stage -----------------------------------------------------------------------------------


def held(features: Iterable[str]) -> list[str]:
    """Names of features to be kept for fitting; a name that many samples have is kept once."""
    return [intern(name) for name in features]


def telling_samples(text: Text) -> Samples:
    report = text.report()
    out: Samples = []
    for event in report.events:
        right = text.right(event)
        if event.dropped not in SETTLED and right is not None:
            out.append((held(telling_features(report, event)), int(right), WEIGHT[text.corpus]))
    return out


def identity_samples(text: Text, tellings: Scores) -> Samples:
    """Pairs of tellings that both tell of a coded event: of one and the same? ``tellings``: trained on other texts."""
    give_chances(text.report(), tellings.scores["told"])
    told = [e for e in text.layers.events if e.dropped not in SETTLED]
    mine = {n: text.meant(e) for n, e in enumerate(told)}
    told = [e for n, e in enumerate(told) if mine[n] is not None or e.dropped is None]
    tellings = tellings_of(text.layers, told)
    means = [text.meant(e) for e in told]
    out: Samples = []
    for after, new in enumerate(told):
        for before in range(max(0, after - 25), after):
            alike = text.lex.families[told[before].kind] == text.lex.families[new.kind]
            if alike and means[before] is not None and means[after] is not None:
                same = int(means[before] == means[after])
                out.append((held(tellings.features(before, after)), same, 1.0))
    return out


def united(text: Text, tellings: Scores, identity: Scores) -> None:
    """Run a fresh reading up to its events under these scores; ``layers.united`` holds them."""
    text.begin()
    weigh(text.report(), scores=tellings)
    unite_tellings(text.layers, identity)


def slot_samples(text: Text) -> dict[str, Samples]:
    """Who, where, by whom and how many, for the events that the coder has too; plus whether each event is right."""
    layers = text.layers
    out: dict[str, Samples] = {name: [] for name in ("I", "T", "S", "place", "source", "killed", "injured")}
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
    claims = [builder.claim(event) for event in layers.united]
    setting = setting_of(layers)
    company = company_of(layers)
    for number, at in matched(text.row, claims).items():
        coded, event = text.row["events"][number], layers.united[at]
        if coded.get("thin"):
            continue

        def names(chunk: Any) -> list[str]:
            one = builder.participant(chunk)
            return [one.text, one.name, *one.aliases]

        found = []
        for name, mentions, taken in place_candidates(setting, event):
            chunk, feats = place_features(setting, event, name, mentions, taken)
            found.append({"features": feats, "names": names(chunk), "said": taken})
        out["place"] += _rows(found, coded["places"])
        found = []
        for name, quoted, taken in source_candidates(setting, event):
            chunk, feats = source_features(setting, event, name, quoted, taken)
            found.append({"features": feats, "names": names(chunk), "said": taken})
        out["source"] += _rows(found, coded["attributed_to"])
        for what in ("killed", "injured"):
            among = toll_candidates(setting, event, what)
            want = coded[what] and (coded[what]["min"], coded[what]["max"])
            out[what] += [
                (held(toll_features(setting, event, what, c, among)), int(want == (c[1].min, c[1].max)), 1.0)
                for c in among
            ]
        found = []
        candidates = company.candidates(at)
        occasion = company.occasion(at, candidates)
        for key, figure, chunk in candidates:
            said = [key in part for part in company.parts[at][:2]]
            feats = party_features(company, occasion, key, figure, chunk)
            found.append({"features": feats, "names": names(chunk), "said": any(said), "by role": said})
        if coded["kind"] in SYMMETRIC:
            out["S"] += _rows(found, coded["initiators"] + coded["targets"])
        else:
            for role, field, which in (("I", "initiators", 0), ("T", "targets", 1)):
                for one in found:
                    one["said"] = one["by role"][which]
                out[role] += _rows(found, coded[field])
    return out


def _rows(found: Sequence[Row], wanted: Sequence[str]) -> Samples:
    return [(held(c["features"]), y, 1.0) for c, y in zip(found, labels(found, wanted), strict=True)]


def matter_samples(texts: Sequence[Text]) -> Samples:
    """Reports that tell of armed force, and reports about other things, each side weighing the same."""
    told = [
        t
        for t in texts
        if t.corpus == "quiet"
        or any(
            t.lex.families[e["kind"]] == "force" and e["status"] in ("occurred", "ongoing")
            for e in t.row["events"]
        )
    ]
    quiet = sum(t.corpus == "quiet" for t in told) / max(1, len(told))
    return [
        (
            matter_features(t.layers.tokens, t.layers.tenor),
            int(t.corpus == "report"),
            0.5 / max(0.01, quiet if t.corpus == "quiet" else 1 - quiet),
        )
        for t in told
    ]


def confidence_samples(text: Text) -> Samples:
    """Is each event right?"""
    layers = text.layers
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
    claims = [builder.claim(event) for event in layers.united]
    right = set(matched(text.row, claims).values()) if text.corpus == "report" else set()
    kin = kin_of(layers.united)
    out: Samples = []
    for at, event in enumerate(layers.united):
        if text.corpus == "report":
            good = at in right
        else:
            judged = text.right(event)
            if judged is None:
                continue
            good = judged
        names = held(
            confidence_features(
                event,
                layers.tokens,
                layers.sentences,
                layers.roles,
                layers.at,
                layers.tenor,
                layers.events,
                kin,
                layers.bare,
            )
        )
        out.append((names, int(good), WEIGHT[text.corpus]))
    return out


# --- all of it -----------------------------------------------------------------------------------------------


def binary(samples: Sequence[Samples], stage: str) -> Fit:
    return fit([row for rows in samples for row in rows], STRENGTH[stage])


def scores(stage: str, bars: dict[str, float], **fits: Fit) -> Scores:
    about = f"Made by tools/train_reader.py; the stage «{stage}»: weights in log-odds by name of feature."
    return Scores(about, {name: made.linear for name, made in fits.items()}, bars)


class Trained:
    """The scores of every stage, as trained on some of the texts."""

    def __init__(self, texts: Sequence[Text], inner: int) -> None:
        """``inner``: folds by which the later stages see what the earlier ones give for unseen texts."""
        for text in texts:
            text.begin()
        tell = {id(t): telling_samples(t) for t in texts}

        def tellings(some: Sequence[Text]) -> Scores:
            told = binary([tell[id(t)] for t in some], "tellings")
            return scores(
                "tellings",
                {k: v for k, v in BARS.items() if k.startswith(("told", "raised"))},
                told=told,
            )

        folds = [tellings([t for t in texts if t.number % inner != k]) for k in range(inner)]
        same = {id(t): identity_samples(t, folds[t.number % inner]) for t in texts if t.corpus in PAIRED}

        def identity(some: Sequence[Text]) -> Scores:
            pairs = binary([same[id(t)] for t in some if t.corpus in PAIRED], "identity")
            return scores("identity", {k: v for k, v in BARS.items() if k.startswith("same")}, same=pairs)

        alike = [identity([t for t in texts if t.number % inner != k]) for k in range(inner)]
        slots: dict[str, Samples] = {
            name: [] for name in ("I", "T", "S", "place", "source", "killed", "injured")
        }
        sure: Samples = []
        for text in texts:
            united(text, folds[text.number % inner], alike[text.number % inner])
            sure += confidence_samples(text) if text.corpus != "told" else []
            if text.corpus in PAIRED:
                for name, rows in slot_samples(text).items():
                    slots[name] += rows
        self.tellings, self.identity = tellings(texts), identity(texts)
        matter = matter_samples([t for t in texts if t.corpus in ("report", "quiet")])
        self.matter = scores("matter", {}, armed=fit(matter, STRENGTH["matter"]))
        self.slots = scores(
            "slots",
            {k: BARS[k] for k in ("place", "source", "toll")},
            **{k: fit(slots[k], STRENGTH["slots"]) for k in ("place", "source", "killed", "injured")},
        )
        parties = {role: fit(slots[role], STRENGTH["cast"]).linear for role in "ITS"}
        self.cast = model_of(
            "Made by tools/train_reader.py; weights of initiator, target and side by name of feature.",
            parties,
            CAST_LEAST,
            CAST_ONLY,
        )
        self.confidence = fit(sure, STRENGTH["confidence"])

    def write(self, folder: Path) -> None:
        """Store every score; each file is made anew."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("matter", "tellings", "identity", "slots"):
            _store(getattr(self, name), folder / f"{name}.json")
        _store(self.cast, folder.parent / "cast.json")
        sure = {
            "about": "Made by tools/train_reader.py; weights by feature name.",
            "bars": SENTENCE,
            "intercept": self.confidence.linear.bias,
            "weights": self.confidence.linear.weights,
        }
        _store(sure, folder.parent / "confidence.json")


def _store(made: Any, path: Path) -> None:
    """As JSON that a person can read and a difference can show: sorted, a name with its weights a line."""
    text = json.dumps(msgspec.to_builtins(made), ensure_ascii=False, indent=0, sort_keys=True)
    text = re.sub(r"\[\n(\S+),\n(\S+),\n(\S+)\n\]", r"[\1, \2, \3]", text)
    path.write_text(text + "\n", encoding="utf-8")


CAST_LEAST = {"I": 0.45, "T": 0.35, "S": 0.39}
CAST_ONLY = {"I": 0.25, "T": 0.25, "S": 0.2}


def keep_folds(texts: Sequence[Text], folder: Path) -> None:
    """Store the scores of each fold, and by id of a report in which fold no score has seen it."""
    for fold in range(FOLDS):
        Trained([t for t in texts if t.number % FOLDS != fold], FOLDS - 1).write(
            folder / str(fold) / "weights"
        )
    unseen = {t.row["id"]: t.number % FOLDS for t in texts if t.corpus == "report"}
    (folder / "folds.json").write_text(json.dumps(unseen, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--ant", type=Path, help="a checkout of the ANT corpus, see tools/coded.py")
    parser.add_argument("--figures", action="store_true", help="print figures; write nothing")
    parser.add_argument(
        "--folds", type=Path, help="train on three quarters of the texts, four times, and keep all four here"
    )
    parser.add_argument(
        "-o", "--output", type=Path, default=Path(__file__).parent.parent / "src/marsad/data/weights"
    )
    args = parser.parse_args()
    texts = corpora(args.shared, args.ant, lexicon(), Gazetteer.open())
    if args.figures:
        from figures import tell

        tell(texts, args.shared)
        return
    if args.folds:
        keep_folds(texts, args.folds)
        return
    Trained(texts, FOLDS).write(args.output)


if __name__ == "__main__":
    main()
