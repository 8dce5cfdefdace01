"""How far a record is to be trusted: what the network's own probabilities mean, which are too sure of themselves.

A logistic regression weighs the evidence; `sitrep_nlp.training.calibration` finds its weights on reports that were not learnt from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

# Log-odds of the counted thing and the activity together, of either alone; whether there is none; a constant.
EVIDENCE = ("record", "counted", "activity", "no counted", "no activity", "constant")
# Without calibration, confidence is the probability of the two together.
UNCALIBRATED = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_EDGE = 1e-3
_SUREST = 30.0


def evidence(fields: Mapping[str, Any], chances: Sequence[float]) -> list[float]:
    """What speaks for a record, in the order of `EVIDENCE`. chances: the probabilities of its counted thing and its activity."""
    counted, activity = chances
    return [
        _log_odds(counted * activity),
        _log_odds(counted),
        _log_odds(activity),
        float(fields["counted"] is None),
        float(fields["activity"] is None),
        1.0,
    ]


def confidence(weights: Sequence[float], found: Sequence[float]) -> float:
    """The probability that a record is right, to two digits."""
    odds = sum(weight * each for weight, each in zip(weights, found, strict=True))
    odds = min(max(odds, -_SUREST), _SUREST)
    return round(1 / (1 + math.exp(-odds)), 2)


def _log_odds(chance: float) -> float:
    chance = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(chance / (1 - chance))
