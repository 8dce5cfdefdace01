"""Put a trained pipeline into models/, with its scores, its sources and its licence in `meta.json`.

    python training/publish.py training/build/en_sitrep_sm models/en_sitrep_sm --gold corpus/dev --gold corpus/test

The pipeline that stands there is replaced; the package's `__init__.py` stays. Refuses a pipeline of more than 25 MB.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from spacy.strings import hash_string

import sitrep_nlp
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.evaluation import evaluate
from sitrep_nlp.schema import LABELS

_LIMIT = 25_000_000
_META = {
    "author": "The sitrep_nlp authors",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "The sitrep_nlp annotated reports (train part)",
            "license": "CC BY 4.0",
            "author": "The sitrep_nlp authors",
        },
        {
            "name": "UD English EWT 2.15",
            "url": "https://universaldependencies.org/treebanks/en_ewt",
            "license": "CC BY-SA 4.0",
            "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster, Ethan Chi, John Bauer and others",
        },
        {
            "name": "Universal NER, English EWT (development part)",
            "url": "https://www.universalner.org",
            "license": "CC BY-SA 4.0",
            "author": "Stephen Mayhew and others",
        },
        {
            "name": "all-MiniLM-L6-v2 (word vectors distilled from it)",
            "url": "https://www.sbert.net",
            "license": "Apache License 2.0",
            "author": "The sentence-transformers authors",
        },
    ],
    "description": (
        "Organisations, decrees, dates, quantities, groups of people and places in humanitarian situation bulletins, and each number with what "
        "it counts: rules, a tagger, a CNN recogniser and a network of arguments that see the rules' hints"
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / args.target.name
        shutil.copytree(args.model, made)
        prune_strings(made)
        size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file())
        if size > _LIMIT:
            sys.exit(f"{args.model} has {size / 1e6:.1f} MB: more than {_LIMIT / 1e6:.0f}")
        nlp = sitrep_nlp.load(made)
        scores = {path.stem: evaluate(nlp, read_gold([path])).scores.to_json() for path in args.gold}
        for path in args.target.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.suffix != ".py":
                path.unlink()
        shutil.copytree(made, args.target, dirs_exist_ok=True)
    meta = json.loads((args.target / "meta.json").read_text(encoding="utf-8"))
    meta |= {"name": "sitrep_sm", "version": sitrep_nlp.__version__, **_META, "performance": scores}
    (args.target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{size / 1e6:.1f} MB in {args.target}")


def prune_strings(model: Path) -> None:
    """Leave of a pipeline's strings those of its word vectors and its labels: the others are words that training met, and are made again when met."""
    nlp = sitrep_nlp.load(model)
    vectors = set(nlp.vocab.vectors.keys())
    labels = {label for labels in nlp.pipe_labels.values() for label in labels} | set(LABELS)
    kept = sorted(text for text in nlp.vocab.strings if text in labels or hash_string(text) in vectors)
    (model / "vocab" / "strings.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
