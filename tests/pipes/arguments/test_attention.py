"""Attention: what a position reads in its window, however long the others are."""

from __future__ import annotations

import numpy
import pytest

from sitrep_nlp.pipes.arguments.attention import attention


@pytest.fixture
def layer():
    numpy.random.seed(0)
    return attention(width=8, heads=2).initialize()


def windows(*lengths):
    return [numpy.random.normal(size=(length, 8)).astype("float32") for length in lengths]


def test_what_is_read_is_a_mean_of_the_values_by_how_well_they_answer(layer):
    (window,) = windows(5)
    project, output = layer.get_ref("project"), layer.get_ref("output")
    queries, keys, values = numpy.split(project.predict(window), 3, axis=1)
    read = []
    for head in (slice(0, 4), slice(4, 8)):
        shares = numpy.exp(queries[:, head] @ keys[:, head].T / 2)
        read.append(shares / shares.sum(axis=1, keepdims=True) @ values[:, head])
    assert layer.predict([window])[0] == pytest.approx(output.predict(numpy.hstack(read)), abs=1e-5)


def test_windows_do_not_see_each_other(layer):
    """Nor does it matter to them with which others they are filled up to one length."""
    many = windows(*range(1, 41))
    for alone, together in zip(many, layer.predict(many), strict=True):
        assert layer.predict([alone])[0] == pytest.approx(together, abs=1e-5)


def test_the_order_of_a_window_is_nothing_to_it(layer):
    (window,) = windows(6)
    assert layer.predict([window[::-1].copy()])[0][::-1] == pytest.approx(layer.predict([window])[0], abs=1e-5)


def test_the_gradient_is_the_slope(layer):
    few, slopes = windows(3, 7, 1), windows(3, 7, 1)
    _, backprop = layer(few, is_train=True)
    for number, found in enumerate(backprop(slopes)):
        step = numpy.random.normal(size=found.shape).astype("float32")
        told = []
        for sign in (1, -1):
            moved = [each + sign * 5e-3 * step if i == number else each for i, each in enumerate(few)]
            told.append(sum((out * slope).sum() for out, slope in zip(layer.predict(moved), slopes, strict=True)))
        assert (told[0] - told[1]) / 1e-2 == pytest.approx((found * step).sum(), rel=0.02, abs=1e-2)


def test_heads_that_do_not_fit():
    with pytest.raises(ValueError, match="a width of 10 cannot be divided by 4 heads"):
        attention(width=10, heads=4)
