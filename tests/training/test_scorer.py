"""Where somebody marked numbers alone, a recogniser is measured by its numbers."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example

from sitrep_nlp.training.scorer import measure_by

VOCAB = spacy.blank("en").vocab


def doc(*ents: tuple[int, int, str]) -> Doc:
    doc = Doc(VOCAB, words="HIAS fed 300 nurses and 40 cooks in Lima".split())
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in ents])
    return doc


@pytest.mark.parametrize(
    ("found", "score"),
    [
        ([(2, 3, "QUANTITY"), (5, 6, "QUANTITY")], 1.0),
        ([(2, 3, "QUANTITY"), (5, 6, "QUANTITY"), (0, 1, "LOC"), (8, 9, "ORG")], 1.0),
        ([(2, 3, "QUANTITY"), (0, 1, "ORG")], pytest.approx(2 / 3)),
        ([(2, 3, "QUANTITY"), (5, 7, "QUANTITY")], 0.5),
    ],
)
def test_other_labels_do_not_count(found, score):
    nlp = spacy.blank("en")
    recognizer = nlp.add_pipe("ner")
    measure_by(nlp, frozenset(["QUANTITY"]))
    reference = doc((0, 1, "ORG"), (2, 3, "QUANTITY"), (5, 6, "QUANTITY"), (8, 9, "LOC"))
    assert recognizer.scorer([Example(doc(*found), reference)])["ents_f"] == score
