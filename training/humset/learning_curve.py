"""How a pipeline learns HumSet's quantities: trained on more and more passages, each time measured by the metric published with the set.

    python training/humset/learning_curve.py humset_quantities --scorer score_quantities.py --out build/humset

Prints a Markdown table: exact F1 by field on `dev.jsonl`, and of event descriptions the similarity, for the base itself and after each
number of passages. A pipeline that stands in `--out` already is measured, not trained again.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from spacy.language import Language

import sitrep_nlp
from sitrep_nlp.corpus.formats import Problem, reader
from sitrep_nlp.corpus.formats.mapping import read_mapping
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.training import train

MAPPING = Path(__file__).parent / "humset.toml"
SIZES = (50, 100, 200, 436)


def imported(path: Path) -> list[AnnotatedReport]:
    problems: list[Problem] = []
    reports = list(reader("records")(path, on_problem=problems.append, mapping=read_mapping(MAPPING)))
    print(f"{path}: {len(reports)} passages, {len(problems)} problems", flush=True)
    return reports


def write(reports: Iterable[AnnotatedReport], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(report.to_json()) + "\n" for report in reports), encoding="utf-8")


def scores(nlp: Language, dev: Path, scorer: ModuleType) -> str:
    """One row's cells: how well a pipeline does on the dev file."""
    rows = [result.to_json() for result in sitrep_nlp.annotate([dev], nlp=nlp)]
    measured = scorer.score(scorer.load(dev), {row["id"]: scorer.to_annotations(row) for row in rows})
    cells = [f"{field['f']:.3f}" for field in measured.values()]
    return " | ".join([*cells, f"{measured['eventDescription']['similarity']:.3f}"])


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="with train.jsonl and dev.jsonl")
    parser.add_argument("--scorer", type=Path, required=True, help="the published metric")
    parser.add_argument("--out", type=Path, required=True, help="a folder for the pipelines")
    parser.add_argument("--base", default="en_sitrep_sm")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    args = parser.parse_args()
    scorer, dev = loaded(args.scorer), args.folder / "dev.jsonl"
    reports, held = imported(args.folder / "train.jsonl"), imported(dev)
    random.Random(7).shuffle(reports)
    print(f"| passages | {' | '.join(scorer.FIELDS)} | similarity |\n|---:|{'---:|' * (len(scorer.FIELDS) + 1)}")
    print(f"| 0 | {scores(sitrep_nlp.load(args.base), dev, scorer)} |", flush=True)
    for size in args.sizes:
        corpus, model = args.out / f"corpus-{size}", args.out / f"model-{size}"
        if not model.exists():
            write(reports[:size], corpus / "train" / "humset.jsonl")
            write(held, corpus / "dev" / "humset.jsonl")
            train(corpus, model, base=args.base)
        print(f"| {size} | {scores(sitrep_nlp.load(model), dev, scorer)} |", flush=True)


if __name__ == "__main__":
    main()
