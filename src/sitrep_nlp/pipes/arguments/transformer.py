"""The vectors of a transformer, for a network that reads tokens out of their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy
from thinc.api import Model

from sitrep_nlp.pipes.arguments.network import Shown
from sitrep_nlp.pipes.arrays import Floats

# Where the component `transformer` of spacy-transformers leaves what it has read.
_DATA = "trf_data"


def tokens_in_context(embed: Model[Sequence[Any], list[Floats]]) -> Model[list[Shown], list[Floats]]:
    """A layer for `ArgumentNetwork`'s tok2vec: what `embed` says of each token, beside the token's vector from the pipeline's transformer.

    The transformer stays as it is: nothing is learnt through this layer but `embed`. Raises ValueError for a Doc that no transformer has read.
    """
    return Model("tokens_in_context", _forward, init=_init, layers=[embed], refs={"embed": embed})


def _init(model: Model[list[Shown], list[Floats]], X: list[Shown] | None = None, Y: Any = None) -> None:
    model.get_ref("embed").initialize(X=X)


def _forward(
    model: Model[list[Shown], list[Floats]], shown: list[Shown], is_train: bool
) -> tuple[list[Floats], Callable[[list[Floats]], Any]]:
    words, back_words = model.get_ref("embed")(shown, is_train)
    both = [numpy.hstack((known, _vectors(each))) for known, each in zip(words, shown, strict=True)]

    def backprop(slopes: list[Floats]) -> Any:
        return back_words(
            [numpy.ascontiguousarray(slope[:, : known.shape[1]]) for slope, known in zip(slopes, words, strict=True)]
        )

    return both, backprop


def _vectors(shown: Shown) -> Floats:
    """The vectors (tokens, width) of the tokens that are shown: of each the mean of its pieces'; noughts where it has none."""
    data = getattr(shown.doc._, _DATA, None)
    if data is None:
        raise ValueError("no transformer has read this Doc: the pipeline needs one before sitrep_arguments")
    states = numpy.asarray(data.model_output.last_hidden_state, dtype="float32")
    states = states.reshape(-1, states.shape[-1])
    ends = data.align.lengths.cumsum()
    vectors: Floats = numpy.zeros((len(shown), states.shape[1]), dtype="float32")
    pieces = data.align.dataXd.reshape(-1)
    for row, token in enumerate(shown.tokens.tolist()):
        own = pieces[ends[token] - data.align.lengths[token] : ends[token]]
        if len(own):
            vectors[row] = states[own].mean(axis=0)
    return vectors
