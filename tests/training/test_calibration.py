"""Confidence that means what it says."""

from __future__ import annotations

import math

import numpy
import pytest
from spacy.util import fix_random_seed
from tests.conftest import gold
from tests.pipes.arguments.conftest import MARKED, pipeline

from sitrep_nlp.pipes.arguments.confidence import UNCALIBRATED, confidence
from sitrep_nlp.training.calibration import Bin, bins, calibrate, calibration_error, fit, judged


def drawn(slope: float, intercept: float, count: int = 20_000) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Chances, and whether what has them is right, by a logistic regression with a known slope and intercept."""
    random = numpy.random.default_rng(5)
    chances = random.uniform(0.02, 0.98, count)
    odds = slope * numpy.log(chances / (1 - chances)) + intercept
    return chances, random.random(count) < 1 / (1 + numpy.exp(-odds))


def evidences(chances) -> list[list[float]]:
    return [[math.log(chance / (1 - chance)), 1.0] for chance in chances]


@pytest.mark.parametrize(("slope", "intercept"), [(1.0, 0.0), (0.5, -0.4), (1.6, 0.3)])
def test_slope_and_intercept_are_found_again(slope, intercept):
    chances, right = drawn(slope, intercept)
    assert fit(evidences(chances), right) == pytest.approx([slope, intercept], abs=0.06)


def test_few_records_change_little():
    assert fit(evidences([0.7]), [True]) == pytest.approx([1.0, 0.0], abs=0.3)
    assert fit(evidences([0.7]), [False]) == pytest.approx([1.0, 0.0], abs=0.5)


def test_the_error_of_what_is_calibrated_is_small():
    chances, right = drawn(1.0, 0.0)
    assert calibration_error(list(zip(chances, right, strict=True))) < 0.01
    chances, right = drawn(0.5, -0.4)
    assert calibration_error(list(zip(chances, right, strict=True))) > 0.1
    slope, intercept = fit(evidences(chances), right)
    mended = 1 / (1 + numpy.exp(-slope * numpy.log(chances / (1 - chances)) - intercept))
    assert calibration_error(list(zip(mended, right, strict=True))) < 0.01


def test_bins():
    found = [(0.12, False), (0.18, True), (0.9, True), (1.0, True)]
    assert list(bins(found)) == [Bin(2, pytest.approx(0.15), 0.5), Bin(2, pytest.approx(0.95), 1.0)]
    assert calibration_error(found) == pytest.approx((2 * 0.35 + 2 * 0.05) / 4)
    assert calibration_error([]) == 0


def test_records_are_judged_whole(rules):
    report = gold(
        "HIAS {A1:fed} {Q1:300} {B1:nurses}. HIAS {A2:fed} {Q2:40} cooks of the {B2:bakers} and {Q3?:12} cats.\n@ Q1 B1 A1 Food\n@ Q2 B2 A2 Food\n"
    )
    found = judged(rules, {"test": report})
    assert [right for _, right in found] == [True, False]
    assert all(0 < confidence < 1 for confidence, _ in found)


def test_a_pipeline_is_calibrated_by_what_it_gets_right(rules):
    fix_random_seed(3)
    nlp = pipeline(rules)
    component = nlp.get_pipe("sitrep_arguments")
    component.cfg["calibration"] = [7.0] * 6  # of another training
    wrong = "They {{A1:asked for {{Q1:{number}}} blue {{C1=item:tents}}}}.\n@ Q1 C1 A1 Shelter\n"
    reports = {str(number): gold(wrong.format(number=number)) for number in range(30, 60)}
    reports |= {f"right {index}": gold(marked) for index, marked in enumerate(MARKED)}
    calibrate(nlp, reports)
    component.cfg["calibration"], calibrated = list(UNCALIBRATED), component.cfg["calibration"]
    before, right = numpy.mean(judged(nlp, reports), axis=0)
    component.cfg["calibration"] = calibrated
    after, _ = numpy.mean(judged(nlp, reports), axis=0)
    assert 0 < right < 0.5
    assert abs(after - right) < 0.1 < abs(before - right)


def test_a_network_that_is_far_too_sure_of_itself_is_put_right():
    told, right = [[13.8, 6.9, 6.9, 0.0, 0.0, 1.0]] * 50 + [[-13.8, -6.9, -6.9, 0.0, 0.0, 1.0]] * 50, [True, False] * 50
    weights = fit(told, right)
    assert {round(confidence(weights, each), 1) for each in told} == {0.5}


def test_confidence_is_a_probability_whatever_the_evidence():
    assert [confidence([1.0], [odds]) for odds in (-1e6, 0.0, 1e6)] == [0.0, 0.5, 1.0]
