"""What a token means where it stands, beside what is known of each word."""

from __future__ import annotations

import numpy
import pytest
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model

from sitrep_nlp.pipes.arguments.context import tokens_in_context
from sitrep_nlp.pipes.arguments.network import Shown


def embed(width):
    return MultiHashEmbed(width=width, attrs=["NORM"], rows=[50], include_static_vectors=False)


@pytest.fixture
def doc(rules):
    return rules.make_doc("HIAS fed cooks; cooks fed HIAS")


@pytest.fixture
def layer(doc):
    encode = MaxoutWindowEncoder(width=4, window_size=1, maxout_pieces=3, depth=1)
    made = tokens_in_context(embed(8), build_Tok2Vec_model(embed(4), encode))
    made.initialize(X=[Shown(doc, numpy.arange(7))])
    return made


def test_a_token_has_what_its_surroundings_make_of_it_beside_its_own_vector(doc, layer):
    (vectors,) = layer.predict([Shown(doc, numpy.array([4, 0, 2, 0]))])
    (words,) = layer.get_ref("embed").predict([Shown(doc, numpy.arange(7))])
    (read,) = layer.get_ref("context").predict([doc])
    assert (vectors[:, :8] == words[[0, 2, 4]]).all()
    assert (vectors[:, 8:] == read[[0, 2, 4]]).all()
    cooks = vectors[1:]
    assert (cooks[0, :8] == cooks[1, :8]).all()
    assert (cooks[0, 8:] != cooks[1, 8:]).any()


def test_both_are_learnt_through_it(doc, layer):
    (vectors,), backprop = layer.begin_update([Shown(doc, numpy.array([1, 3]))])
    backprop([numpy.ones_like(vectors)])
    assert all(node.has_grad(name) for node in layer.walk() for name in node.param_names)
