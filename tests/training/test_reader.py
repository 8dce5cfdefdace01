"""The training corpus as the loop reads it."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.training import Example
from tests.conftest import gold

from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.pipeline import rules
from sitrep_nlp.training.reader import create_annotated, create_reader


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


FED = "{{O1:HIAS}} {{A1:fed}} {{Q1:{number}}} {{B1:nurses}} in {{D1=2020-05:May}}.\n@ Q1 B1 A1 O1 D1 Food\n"


def test_texts_come_annotated_up_to_a_component(tmp_path):
    compile_reports([gold(FED.format(number=300))], tmp_path / "reports.spacy")
    (example,) = create_annotated(tmp_path / "reports.spacy", "sitrep_relations")(rules())
    (row,) = example.predicted._.figure_rows
    assert (row["quantity"]["text"], row["counted"]["text"], row["found_by"]) == ("300", "nurses", "rules.sentence")
    assert "unit_type" not in row  # sitrep_facts comes later
    assert [ent._.value for ent in example.predicted.ents if ent.label_ == "DATE"] == [
        "2020-05"
    ]  # read by the report's month
    assert [figure.activity.text for figure in example.reference._.figures] == ["fed"]


def test_annotated_once_for_all_epochs_but_in_another_order(tmp_path):
    compile_reports([gold(FED.format(number=number)) for number in range(30, 50)], tmp_path / "reports.spacy")
    nlp, reader = rules(), create_annotated(tmp_path / "reports.spacy", "sitrep_relations")
    first, second = list(reader(nlp)), list(reader(nlp))
    assert {id(example) for example in first} == {id(example) for example in second}
    assert [example.text for example in first] != [example.text for example in second]


def test_as_many_words_that_were_learnt_before_as_new_ones(tmp_path):
    compile_reports([gold(FED.format(number=number)) for number in range(30, 33)], tmp_path / "new.spacy")
    compile_reports([gold(FED.format(number=number)) for number in range(100, 130)], tmp_path / "old.spacy")
    nlp, reader = rules(), create_annotated(tmp_path / "new.spacy", "sitrep_relations", tmp_path / "old.spacy")
    drawn = set()
    for _ in range(5):
        numbers = [int(example.text.split()[2]) for example in reader(nlp)]
        old = [number for number in numbers if number >= 100]
        assert (len(numbers), len(old)) == (6, 3)
        drawn |= set(old)
    assert len(drawn) > 3


def test_reports_that_were_learnt_before_keep_their_scheme(tmp_path):
    compile_reports([gold(FED.format(number=30))], tmp_path / "new.spacy")
    compile_reports([gold(FED.format(number=100))], tmp_path / "old.spacy")
    reader = create_annotated(tmp_path / "new.spacy", "sitrep_relations", tmp_path / "old.spacy", replayed_scheme=2)
    schemes = {example.text.split()[2]: example.predicted._.scheme for example in reader(rules())}
    assert schemes == {"30": None, "100": 2}
