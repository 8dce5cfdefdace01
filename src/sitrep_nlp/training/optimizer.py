"""Adam with two rates: networks that come with knowledge of their own learn in smaller steps than those that start from nothing."""

from __future__ import annotations

from typing import Any

from thinc.api import Optimizer
from thinc.optimizers import FloatOrSeq

from sitrep_nlp.pipes.arrays import Floats


def create_optimizer(learn_rate: FloatOrSeq, pretrained: float, grad_clip: float) -> Optimizer:
    """An optimizer for `training.optimizer`. pretrained: the share of the learning rate for PyTorch's parameters, a transformer's. grad_clip: the norm
    to which the gradient of each parameter is held."""
    return TwoRates(learn_rate, pretrained, grad_clip)


class TwoRates(Optimizer):
    """See `create_optimizer`."""

    def __init__(self, learn_rate: FloatOrSeq, pretrained: float, grad_clip: float) -> None:
        super().__init__(learn_rate, L2=0.0, grad_clip=grad_clip)
        self.pretrained = pretrained

    def __call__(
        self, key: tuple[int, str], weights: Floats, gradient: Floats, *, lr_scale: float = 1.0
    ) -> tuple[Any, Any]:
        # The name of a parameter of PyTorch is the path of its module; thinc's names have no dots.
        share = self.pretrained if "." in key[1] else 1.0
        learnt: tuple[Any, Any] = super().__call__(key, weights, gradient, lr_scale=lr_scale * share)
        return learnt
