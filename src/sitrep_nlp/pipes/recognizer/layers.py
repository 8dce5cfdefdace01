"""The layer that shows the recogniser what the rules found, beside the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

from sitrep_nlp.pipes.lean import lean
from sitrep_nlp.pipes.products import with_numpy_products
from sitrep_nlp.pipes.recognizer.hints import SPANS_KEY

_COLUMNS = 3  # hint, zone, beginning of a sentence
_ROWS = 500  # far more than a column has values, so that no two share all their rows


def hinted_tok2vec(
    tok2vec: Model[list[Doc], list[Floats2d]],
    width: int,
    hint_width: int,
    hint_dropout: float,
    window_size: int,
    maxout_pieces: int,
    depth: int,
) -> Model[list[Doc], list[Floats2d]]:
    """Vectors of tokens that know the rules' hints: `tok2vec`'s output (tokens × its width) joined with an embedding of each token's
    hint, zone and place in the sentence, mixed down to `width` and read by a convolution of `depth` layers, each over `window_size` tokens to both sides.

    hint_dropout: the share of hints that training hides, so that the recogniser does not lean on them alone.
    """
    hints: Model[list[Doc], list[Floats2d]] = chain(
        hint_features(hint_dropout),
        list2ragged(),
        with_array(
            concatenate(
                *(
                    HashEmbed(nO=hint_width, nV=_ROWS, column=column, seed=column + 90, dropout=0.0)
                    for column in range(_COLUMNS)
                )
            )
        ),
        ragged2list(),
    )
    mix: Model[Any, Any] = with_array(Maxout(nO=width, nP=3, dropout=0.0, normalize=True))
    encode = MaxoutWindowEncoder(width=width, window_size=window_size, maxout_pieces=maxout_pieces, depth=depth)
    model: Model[list[Doc], list[Floats2d]] = chain(concatenate(tok2vec, hints), mix, encode)
    model.set_dim("nO", width)
    return lean(with_numpy_products(model))


def hint_features(dropout: float) -> Model[list[Doc], list[Ints2d]]:
    """Docs to what `_features` tells of their tokens: tokens × 3 hashes. dropout: the share of hints that training hides."""
    return Model("hint_features", _forward, attrs={"hint_dropout": dropout})


def _forward(
    model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Ints2d], Callable[[list[Ints2d]], list[Doc]]]:
    hidden = model.attrs["hint_dropout"] if is_train else 0.0
    features = [model.ops.asarray2i(_features(doc, hidden), dtype="uint64") for doc in docs]
    return features, lambda gradients: []


def _features(doc: Doc, hidden: float) -> Any:
    """Three hashes a token: of its place in a hint (first, inside, last, only) with the hint's label and whether a list knows it; of
    its zone's kind; and of whether it begins a sentence, where a capital says little."""
    features = numpy.zeros((len(doc), _COLUMNS), dtype="uint64")
    for hint in doc.spans.get(SPANS_KEY, ()):
        if hidden and numpy.random.random() < hidden:
            continue
        kind = f"{hint.label_}{'+' if hint._.value is not None else ''}"
        features[hint.start : hint.end, 0] = hash_string("I-" + kind)
        features[hint.end - 1, 0] = hash_string("L-" + kind)
        features[hint.start, 0] = hash_string(("U-" if len(hint) == 1 else "B-") + kind)
    offsets = doc.to_array("IDX")
    if zones := doc._.zones:
        # Zones stand in the order of the text and part it without gaps that hold words.
        found = numpy.searchsorted([start for _, start, _, _ in zones], offsets, side="right") - 1
        features[:, 1] = numpy.array([hash_string(kind) for kind, _, _, _ in zones], dtype="uint64")[found.clip(min=0)]
    starts = [piece[0] for _, pieces in doc._.sentences or () for piece in pieces]
    features[:, 2] = numpy.isin(offsets, numpy.array(starts, dtype="uint64"))
    return features
