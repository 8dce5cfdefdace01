"""The network's scores: their shapes, their gradient, and what they do not depend on."""

from __future__ import annotations

import numpy
import pytest
from tests.pipes.arguments.conftest import CLASSES, MARKED, network

from sitrep_nlp.pipes.arguments.features import windows
from sitrep_nlp.pipes.arguments.loss import gradient
from sitrep_nlp.pipes.arguments.network import LONGEST, SPAN_ROLES, set_classes


def flat(scores):
    """All scores in one row."""
    tables = [*scores.spans.values(), *scores.no_span.values(), scores.whole, scores.no_whole, scores.links]
    return numpy.concatenate([table.reshape(-1) for table in (*tables, *scores.classes.values())])


def test_a_score_for_everything_that_a_number_may_choose(case, model):
    found = case(MARKED[0])
    scores = model.predict(([found.doc], [found.windows]))
    positions = len(found.windows.tokens)
    assert {role: table.shape for role, table in scores.spans.items()} == dict.fromkeys(
        SPAN_ROLES, (positions, LONGEST)
    )
    assert scores.whole.shape == scores.links.shape == (positions,)
    assert scores.no_span["counted"].shape == scores.no_whole.shape == (2,)
    assert {name: table.shape for name, table in scores.classes.items()} == {
        name: (2, len(labels)) for name, labels in CLASSES.items()
    }
    assert flat(scores).dtype == numpy.float32


def parameters(model):
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name)]


def test_the_gradient_of_every_parameter_is_the_slope_of_the_loss(case, model):
    cases = [case(marked) for marked in MARKED]
    inputs = ([each.doc for each in cases], [each.windows for each in cases])
    aims = [each.targets for each in cases]

    def loss():
        scores, _ = model(inputs, is_train=True)
        return gradient(scores, inputs[1], aims)[1]

    scores, backprop = model(inputs, is_train=True)
    backprop(gradient(scores, inputs[1], aims)[0])
    found = parameters(model)
    assert len(found) > 30
    for node, name in found:
        slope, value = node.get_grad(name).copy(), node.get_param(name).copy()
        length = float(numpy.linalg.norm(slope))
        assert length > 1e-5, (node.name, name)
        # Uphill and downhill, as far as changes the loss enough to be seen in single precision: along the gradient, which tells whether it is as
        # great as it says, and along the signs of its parts beside others at random, which tells whether it lacks any.
        step = min(2e-3 / length, 0.02)
        some = numpy.random.normal(size=slope.shape) * (numpy.random.random(slope.shape) < 0.5)
        for direction in (slope, numpy.where(slope == 0, some, numpy.sign(slope))):
            unit = (direction / numpy.linalg.norm(direction)).astype("float32")
            told = []
            for sign in (1, -1):
                node.set_param(name, value + numpy.float32(sign * step) * unit)
                told.append(loss())
            expected = float((slope * unit).sum())
            assert (told[0] - told[1]) / (2 * step) == pytest.approx(expected, abs=0.03 * length), (node.name, name)
        node.set_param(name, value)


def test_prediction_and_training_say_the_same(case, model):
    """Though layers predict in another way than they learn."""
    found = case(MARKED[1])
    inputs = ([found.doc], [found.windows])
    assert flat(model.predict(inputs)) == pytest.approx(flat(model(inputs, is_train=True)[0]), abs=1e-4)


def test_a_network_may_do_without_self_attention(case):
    found, plain = case(MARKED[0]), network(heads=0)
    inputs = ([found.doc], [found.windows])
    set_classes(plain, CLASSES)
    plain.initialize(X=inputs)
    assert "attention" in {node.name for node in network().walk()}
    assert "attention" not in {node.name for node in plain.walk()}
    scores, backprop = plain.begin_update(inputs)
    backprop(gradient(scores, [found.windows], [found.targets])[0])
    assert all(node.has_grad(name) for node, name in parameters(plain))


def test_what_prediction_does_not_keep_is_not_asked_for(case, model):
    layer = next(node for node in model.walk() if node.name == "layernorm")
    scores, backprop = layer(numpy.ones((2, 16), dtype="float32"), is_train=False)
    with pytest.raises(ValueError, match="nothing for a gradient"):
        backprop(scores)


def test_documents_do_not_see_each_other(case, model):
    cases = [case(marked) for marked in MARKED]
    together = model.predict(([each.doc for each in cases], [each.windows for each in cases]))
    alone = [model.predict(([each.doc], [each.windows])) for each in cases]
    for role in SPAN_ROLES:
        # The last positions' longest spans run into the next document; no span may be chosen there.
        joined = numpy.concatenate([scores.no_span[role] for scores in alone])
        assert joined == pytest.approx(together.no_span[role], abs=1e-4)
    assert numpy.concatenate([scores.links for scores in alone]) == pytest.approx(together.links, abs=1e-4)


@pytest.mark.parametrize("name", ["token_dropout", "dropout", "word_dropout"])
def test_dropout_is_for_training_alone(case, name):
    found = case(MARKED[0])
    model = network(**{name: 0.5})
    set_classes(model, CLASSES)
    inputs = ([found.doc], [found.windows])
    model.initialize(X=inputs)
    model.set_param("words", numpy.ones_like(model.get_param("words")))
    assert (flat(model.predict(inputs)) == flat(model.predict(inputs))).all()
    assert (flat(model(inputs, is_train=True)[0]) != flat(model(inputs, is_train=True)[0])).any()


def test_a_text_of_one_number_alone(read, model):
    doc = read("300")
    seen = windows(doc, doc._.figure_rows)
    assert len(seen.tokens) == 1
    assert numpy.isfinite(flat(model.predict(([doc], [seen])))).all()
