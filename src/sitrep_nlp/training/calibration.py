"""Confidence that means what it says: of the records with a confidence of 0.8, eight in ten are right.

The probabilities that a network gives its own answers are too sure of themselves. A logistic regression (Platt scaling) with weights found on reports
that were not learnt from puts that right; `sitrep_nlp.pipes.arguments.confidence` has its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.language import Language

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.evaluation.scoring import judge
from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.arguments.component import Arguments
from sitrep_nlp.pipes.arguments.confidence import UNCALIBRATED, evidence
from sitrep_nlp.pipes.arguments.loss import sigmoid
from sitrep_nlp.runner import annotate

_STEPS, _LEAST_STEP = 25, 1e-6
COMPONENT = "sitrep_arguments"


@dataclass(frozen=True, slots=True)
class Bin:
    """The records of one stretch of confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


def judged(nlp: Language, reports: Mapping[str, AnnotatedReport]) -> list[tuple[float, bool]]:
    """The confidence of each record that a pipeline finds in annotated reports, and whether the record is right."""
    bulletins = (Bulletin(key, each.text, month=each.month, country=each.country) for key, each in reports.items())
    return [
        (figure.confidence or 0.0, right)
        for result in annotate(bulletins, nlp=nlp)
        for figure, right in judge(reports[result.bulletin.id], result.figures)
    ]


def calibrate(nlp: Language, reports: Mapping[str, AnnotatedReport]) -> None:
    """Set the calibration of a pipeline's `sitrep_arguments` by reports that it did not learn from."""
    component = nlp.get_pipe(COMPONENT)
    assert isinstance(component, Arguments)
    told: list[list[float]] = []
    right: list[bool] = []
    for report in reports.values():
        doc = nlp.make_doc(report.text)
        doc._.month, doc._.country = report.month, report.country
        for name in nlp.pipe_names[: nlp.pipe_names.index(COMPONENT)]:
            doc = nlp.get_pipe(name)(doc)
        found = component.figures(doc)
        evidences = {row["quantity"]["start"]: evidence(row, decision.chances) for row, decision in found}
        for figure, truth in judge(report, [Figure.from_json(row) for row, _ in found]):
            told.append(evidences[figure.quantity.start])
            right.append(truth)
    component.cfg["calibration"] = fit(told, right) if len(set(right)) == 2 else list(UNCALIBRATED)


def fit(told: Sequence[Sequence[float]], right: Sequence[bool]) -> list[float]:
    """The weights of the logistic regression of what is right on the evidence (records, kinds of evidence), by Newton's method.

    A weak prior holds the first weight near 1 and the others near 0 where there are few records.
    """
    rows, truth = numpy.array(told, dtype="float64"), numpy.array(right, dtype="float64")
    prior = numpy.eye(rows.shape[1])[0]
    weights = prior.copy()

    def cost(tried: Any) -> float:
        odds = rows @ tried
        return float(numpy.logaddexp(0, odds).sum() - odds @ truth + ((tried - prior) ** 2).sum() / 2)

    for _ in range(_STEPS):
        guess = sigmoid(rows @ weights)
        slope = rows.T @ (guess - truth) + (weights - prior)
        curve = (rows * (guess * (1 - guess))[:, None]).T @ rows + numpy.eye(len(prior))
        step = numpy.linalg.solve(curve, slope)
        # A whole step may lead past the least cost, and further at every turn.
        while cost(weights - step) > cost(weights) and numpy.abs(step).max() > _LEAST_STEP:
            step /= 2
        weights -= step
    return [round(float(weight), 4) for weight in weights]


def bins(found: Sequence[tuple[float, bool]], count: int = 10) -> Iterator[Bin]:
    """The records by confidence, in stretches of equal width; those without records are left out."""
    for index in range(count):
        low, high = index / count, (index + 1) / count
        inside = [each for each in found if low <= each[0] < high or (index == count - 1 and each[0] == 1)]
        if inside:
            confidence, right = numpy.mean(inside, axis=0)
            yield Bin(len(inside), float(confidence), float(right))


def calibration_error(found: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: how far confidence is from the share that is right, on average over all records."""
    return sum(each.count * abs(each.confidence - each.right) for each in bins(found)) / max(len(found), 1)
