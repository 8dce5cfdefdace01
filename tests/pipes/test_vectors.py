"""Words find their vectors however they are capitalised, also after the pipeline was saved and loaded, which spaCy's own vectors forget."""

from __future__ import annotations

import pickle

import numpy
import pytest
import spacy

from sitrep_nlp.pipes.vectors import LowerVectors


@pytest.fixture
def pipeline():
    nlp = spacy.blank("en", config={"nlp": {"vectors": {"@vectors": "sitrep_nlp.LowerVectors.v1"}}})
    nlp.vocab.vectors = LowerVectors(
        strings=nlp.vocab.strings, data=numpy.eye(2, dtype="float32"), keys=["health", "water"]
    )
    return nlp


def looked_up(nlp, text):
    """The rows of a text's words, as spaCy's layers look them up; -1 of words that have no vector."""
    doc = nlp(text)
    return nlp.vocab.vectors.find(keys=doc.to_array(nlp.vocab.vectors.attr)).tolist()


def test_capitals_make_no_difference(pipeline):
    assert looked_up(pipeline, "HEALTH Health health Water tents") == [0, 0, 0, 1, -1]


def test_a_saved_pipeline_knows_it_still(pipeline, tmp_path):
    for times in range(2):
        pipeline.to_disk(tmp_path / str(times))
        pipeline = spacy.load(tmp_path / str(times))
    assert looked_up(pipeline, "Health") == [0]


def test_bytes_and_pickles_know_it_still(pipeline):
    restored = spacy.blank("en", config=pipeline.config.copy()).from_bytes(pipeline.to_bytes())
    assert looked_up(restored, "Health") == [0]
    assert pickle.loads(pickle.dumps(pipeline.vocab.vectors)).attr == pipeline.vocab.vectors.attr
