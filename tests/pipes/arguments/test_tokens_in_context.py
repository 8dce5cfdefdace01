"""The vectors of a transformer beside what is known of each word."""

from __future__ import annotations

from types import SimpleNamespace

import numpy
import pytest
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.tokens import Doc
from thinc.api import Ragged

from sitrep_nlp.pipes.arguments.network import Shown
from sitrep_nlp.pipes.arguments.transformer import tokens_in_context

WIDTH = 4


@pytest.fixture
def read(rules):
    """A Doc as spacy-transformers leaves it: one vector for each piece, and for each token the pieces that it was cut into."""
    if not Doc.has_extension("trf_data"):
        Doc.set_extension("trf_data", default=None)
    doc = rules.make_doc("HIAS fed cooks")
    pieces = numpy.arange(6 * WIDTH, dtype="float32").reshape(1, 6, WIDTH)
    aligned = Ragged(numpy.array([[1], [2], [4]]), numpy.array([2, 0, 1]))
    doc._.trf_data = SimpleNamespace(model_output=SimpleNamespace(last_hidden_state=pieces), align=aligned)
    return doc


@pytest.fixture
def layer(read):
    embed = MultiHashEmbed(width=8, attrs=["NORM"], rows=[50], include_static_vectors=False)
    made = tokens_in_context(embed)
    made.initialize(X=[Shown(read, numpy.arange(3))])
    return made


def test_a_token_has_the_mean_of_its_pieces_beside_its_own_vector(read, layer):
    (vectors,) = layer.predict([Shown(read, numpy.array([2, 0, 1, 0]))])
    (words,) = layer.get_ref("embed").predict([Shown(read, numpy.arange(3))])
    assert (vectors[:, :8] == words).all()
    assert vectors[:, 8:].tolist() == [[6, 7, 8, 9], [0, 0, 0, 0], [16, 17, 18, 19]]


def test_the_words_are_learnt_through_it(read, layer):
    (vectors,), backprop = layer.begin_update([Shown(read, numpy.arange(3))])
    backprop([numpy.ones_like(vectors)])
    assert all(node.has_grad(name) for node in layer.walk() for name in node.param_names)


def test_a_doc_that_no_transformer_has_read_is_told(rules, layer):
    with pytest.raises(ValueError, match="no transformer has read this Doc"):
        layer.predict([Shown(rules.make_doc("HIAS fed cooks"), numpy.arange(3))])
