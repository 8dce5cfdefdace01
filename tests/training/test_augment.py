"""Reports told differently keep their annotation."""

from __future__ import annotations

import random

import pytest
from spacy.training import Example
from tests.conftest import gold

from sitrep_nlp.corpus.compile import to_doc
from sitrep_nlp.pipeline import rules
from sitrep_nlp.training.augment import create_variation

MARKED = (
    "{O:Cáritas Arequipa} and {O:HIAS} fed {Q1:300} {B1:nurses} in {L:Camaná}.\n@ Q1 B1 Food\n"
    "Later {O:HIAS} left {L?:the coast}.\n"
)


@pytest.fixture(autouse=True)
def _seeded():
    random.seed(3)


def told(marked: str, **shares: float) -> Example:
    nlp = rules()
    report = gold(marked)
    example = Example(nlp.make_doc(report.text), to_doc(report, nlp.make_doc(report.text)))
    options = {"level": 1.0, "names": 0.0, "invented": 0.0, "unwrapped": 0.0, "capitals": 0.0} | shares
    (varied,) = create_variation(**options)(nlp, example)
    return varied


def test_nothing_changes_at_level_zero():
    varied = told(MARKED, level=0.0, names=1.0)
    assert varied.reference.text == gold(MARKED).text


def test_invented_names_stand_where_the_old_ones_stood_the_same_throughout():
    varied = told(MARKED, names=1.0, invented=1.0).reference
    entities = [(ent.text, ent.label_) for ent in varied.ents]
    assert [label for _, label in entities] == ["ORG", "ORG", "QUANTITY", "BENEFICIARY", "LOC", "ORG"]
    assert entities[1] == entities[5]
    assert entities[1][0] != "HIAS"
    assert sorted(entities[1][0]) == sorted("HIAS")
    assert entities[2:4] == [("300", "QUANTITY"), ("nurses", "BENEFICIARY")]
    assert [span.text for span in varied.spans["optional"]] == ["the coast"]


def test_exchanged_names_are_names_of_the_same_label():
    varied = told(MARKED, names=1.0).reference
    assert {ent.text for ent in varied.ents if ent.label_ == "ORG"} <= {"Cáritas Arequipa", "HIAS"}
    assert [ent.text for ent in varied.ents if ent.label_ == "LOC"] == ["Camaná"]


@pytest.mark.parametrize("invented", [0.0, 1.0])
def test_a_first_name_that_is_only_optional_stays(invented):
    assert told("In {L?:Camaná} it rained.", names=1.0, invented=invented).reference.text == "In Camaná it rained."


def test_line_ends_inside_a_paragraph_go_and_the_others_stay():
    long = "The {O:HIAS} team walked along the river for many long days and in the end came to\n{L:Camaná}, tired.\n\nThen it rained.\n"
    varied = told(long, unwrapped=1.0).reference
    assert varied.text == gold(long).text.replace("to\nCamaná", "to Camaná")
    assert [ent.text for ent in varied.ents] == ["HIAS", "Camaná"]


def test_short_lines_in_capitals():
    varied = told("Health in {L:Camaná}\n{B:Nurses} left.\n", capitals=1.0).reference
    assert varied.text.startswith("HEALTH IN CAMANÁ\n")
    assert varied.ents[0].text == "CAMANÁ"


def test_the_predicted_side_has_the_text_alone():
    varied = told(MARKED, names=1.0, invented=1.0)
    assert varied.predicted.text == varied.reference.text
    assert not varied.predicted.ents
