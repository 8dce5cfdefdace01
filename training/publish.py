"""Put a trained pipeline into models/, with its scores, its sources and its licence in `meta.json`.

    python training/publish.py training/build/en_sitrep_sm models/en_sitrep_sm --gold corpus/dev --gold corpus/test

The pipeline that stands there is replaced; the package's `__init__.py` stays. Refuses a pipeline of more than 25 MB.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import sitrep_nlp
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.evaluation import evaluate

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
        "it counts: rules, a tagger and a CNN recogniser that sees the rules' hints"
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    args = parser.parse_args()
    size = sum(path.stat().st_size for path in args.model.rglob("*") if path.is_file())
    if size > _LIMIT:
        sys.exit(f"{args.model} has {size / 1e6:.1f} MB: more than {_LIMIT / 1e6:.0f}")
    nlp = sitrep_nlp.load(args.model)
    scores = {path.stem: evaluate(nlp, read_gold([path])).scores.to_json() for path in args.gold}
    for path in args.target.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix != ".py":
            path.unlink()
    shutil.copytree(args.model, args.target, dirs_exist_ok=True)
    meta = json.loads((args.target / "meta.json").read_text(encoding="utf-8"))
    meta |= {"name": "sitrep_sm", "version": sitrep_nlp.__version__, **_META, "performance": scores}
    (args.target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{size / 1e6:.1f} MB in {args.target}")


if __name__ == "__main__":
    main()
