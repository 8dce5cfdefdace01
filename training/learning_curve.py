"""Train a plain spaCy NER on a quarter, half and all of the training reports and score each.

    python training/learning_curve.py --gold annotated.jsonl --gold corpus-test.jsonl

Prints a Markdown table: strict F1 by label for each share of the corpus and each gold file.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import spacy
from spacy.cli.train import train

from sitrep_nlp.corpus.check import load
from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.evaluation import Scores, score
from sitrep_nlp.figures import Entity
from sitrep_nlp.schema import LABELS

ROOT = Path(__file__).parent.parent


def evaluate(model: Path, gold: dict[str, AnnotatedReport]) -> Scores:
    nlp = spacy.load(model)
    found = {}
    for key, report in gold.items():
        entities = [Entity(e.start_char, e.end_char, e.text, e.label_) for e in nlp(report.text).ents]
        found[key] = AnnotatedReport(key, report.text, entities=entities)
    return score(gold, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, action="append", required=True)
    parser.add_argument("--config", type=Path, default=ROOT / "training/configs/ner_plain.cfg")
    args = parser.parse_args()
    reports = [report for _, report in sorted(load([ROOT / "corpus/train"])[0].items())]
    dev = load([ROOT / "corpus/dev"])[0].values()
    random.Random(7).shuffle(reports)
    print("| reports | gold | " + " | ".join([*LABELS, "ALL"]) + " |")
    print("|---:|---|" + "---:|" * (len(LABELS) + 1))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        compile_reports(dev, work / "dev.spacy")
        for share in (0.25, 0.5, 1.0):
            part = reports[: round(share * len(reports))]
            compile_reports(part, work / "train.spacy")
            paths = {"paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy")}
            train(args.config, work / "model", overrides=paths)
            for path in args.gold:
                scores = evaluate(work / "model/model-best", read_gold([path]))
                values = [scores.strict[label].f1 if label in scores.strict else 0.0 for label in LABELS]
                cells = " | ".join(f"{value:.3f}" for value in [*values, scores.all_strict.f1])
                print(f"| {len(part)} | {path.stem} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
