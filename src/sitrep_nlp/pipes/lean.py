"""Layers of thinc that do the same in prediction with less work: no more is computed than what comes out.

What thinc's own keep for the gradient is most of what they cost on the CPU.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy
from thinc.api import Model
from thinc.layers import layernorm, maxout

from sitrep_nlp.pipes.arrays import Floats

M = TypeVar("M", bound=Model[Any, Any])
Step = tuple[Floats, Callable[[Floats], Floats]]

_LEAST = 1e-8  # that thinc adds to a variance


def lean(model: M) -> M:
    """The model, with leaner prediction in its layers of the kinds `maxout` and `layernorm`; training is as it was."""
    for node in model.walk():
        if node.name in _LEANER:
            node._func = _LEANER[node.name]
    return model


def _maxout(model: Model[Floats, Floats], X: Floats, is_train: bool) -> Step:
    if is_train:
        return maxout.forward(model, X, is_train)
    ops: Any = model.ops
    weights: Floats = model.get_param("W")
    bias: Floats = model.get_param("b")
    # Piece by piece, so that the memory of one is enough, and the greatest is taken of rows that lie together.
    best = None
    for piece in range(model.get_dim("nP")):
        scores = ops.gemm(X, weights[:, piece], trans2=True)
        scores += bias[:, piece]
        best = scores if best is None else numpy.maximum(best, scores, out=best)
    return best, _no_gradient


def _layernorm(model: Model[Floats, Floats], X: Floats, is_train: bool) -> Step:
    if is_train:
        return layernorm.forward(model, X, is_train)
    Y = X - X.mean(axis=1, keepdims=True)
    variance = numpy.einsum("ij,ij->i", Y, Y) / Y.shape[1] + _LEAST
    Y *= (variance**-0.5)[:, None]
    Y *= model.get_param("G")
    Y += model.get_param("b")
    return Y, _no_gradient


def _no_gradient(slope: Floats) -> Floats:
    raise ValueError("prediction keeps nothing for a gradient")


_LEANER = {"maxout": _maxout, "layernorm": _layernorm}
