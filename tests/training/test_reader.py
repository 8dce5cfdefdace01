"""The training corpus as the loop reads it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.training import Example
from tests.conftest import gold

from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.pipeline import rules
from sitrep_nlp.training.reader import create_reader


@pytest.fixture
def files(tmp_path):
    for name, text in (("reports", "{O:HIAS} left."), ("sentences", "{L:Tampa} is hot.")):
        compile_reports([gold(text)], tmp_path / f"{name}.spacy")
    return tmp_path / "reports.spacy", tmp_path / "sentences.spacy"


def shout(nlp: Language, example: Example):
    yield Example(nlp.make_doc(example.text.upper()), nlp.make_doc(example.text.upper()))


def test_reports_are_told_differently_and_other_texts_are_not(files):
    texts = {example.text.strip() for example in create_reader(*files, shout)(rules())}
    assert texts == {"HIAS LEFT.", "Tampa is hot."}


def test_each_epoch_has_examples_of_its_own(files):
    nlp, reader = rules(), create_reader(files[0], None, None)
    (first,), (second,) = reader(nlp), reader(nlp)
    assert first.predicted is not second.predicted
    assert [(ent.text, ent.label_) for ent in second.reference.ents] == [("HIAS", "ORG")]
