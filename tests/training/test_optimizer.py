"""Two learning rates in one optimizer."""

from __future__ import annotations

import numpy
from thinc.api import registry

CONFIG = {
    "optimizer": {"@optimizers": "sitrep_nlp.Adam.v1", "learn_rate": 0.01, "pretrained": 0.1, "grad_clip": 1.0},
}


def test_a_transformer_learns_at_a_share_of_the_rate():
    optimizer = registry.resolve(CONFIG)["optimizer"]
    steps = [
        optimizer((1, name), numpy.zeros(3, dtype="float32"), numpy.ones(3, dtype="float32"))[0]
        for name in ("W", "encoder.layer.0.attention.self.query.weight")
    ]
    assert numpy.allclose(steps[0], -0.01, rtol=1e-3)
    assert numpy.allclose(steps[1], -0.001, rtol=1e-3)
