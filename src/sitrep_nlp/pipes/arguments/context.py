"""What a token means where it stands, for a network that reads tokens out of their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
from spacy.tokens import Doc
from thinc.api import Model

from sitrep_nlp.pipes.arguments.network import Shown
from sitrep_nlp.pipes.arrays import Floats


def tokens_in_context(
    embed: Model[list[Shown], list[Floats]], context: Model[list[Doc], list[Floats]]
) -> Model[list[Shown], list[Floats]]:
    """A tok2vec for `ArgumentNetwork`: of each token what `embed` says of it by itself, beside what `context` says of it where it stands.

    context: any tok2vec that reads whole Docs, such as `spacy-transformers.Tok2VecTransformer.v3`. Both learn.
    """
    return Model(
        "tokens_in_context", _forward, init=_init, layers=[embed, context], refs={"embed": embed, "context": context}
    )


def _init(model: Model[list[Shown], list[Floats]], X: list[Shown] | None = None, Y: Any = None) -> None:
    model.get_ref("embed").initialize(X=X)
    model.get_ref("context").initialize(X=_docs(X) if X else None)


def _forward(
    model: Model[list[Shown], list[Floats]], shown: list[Shown], is_train: bool
) -> tuple[list[Floats], Callable[[list[Floats]], Any]]:
    words, back_words = model.get_ref("embed")(shown, is_train)
    context = model.get_ref("context")
    ops: Any = context.ops
    read, back_read = context(_docs(shown), is_train)
    both = [
        numpy.hstack((known, ops.to_numpy(vectors)[each.tokens]))
        for known, vectors, each in zip(words, read, shown, strict=True)
    ]

    def backprop(slopes: list[Floats]) -> Any:
        width = words[0].shape[1]
        d_read = []
        for slope, vectors, each in zip(slopes, read, shown, strict=True):
            whole = numpy.zeros(vectors.shape, dtype="float32")
            whole[each.tokens] = slope[:, width:]
            d_read.append(ops.asarray2f(whole))
        back_read(d_read)
        return back_words([numpy.ascontiguousarray(slope[:, :width]) for slope in slopes])

    return both, backprop


def _docs(shown: list[Shown]) -> list[Doc]:
    return [each.doc for each in shown]
