"""The pipeline as spaCy sees it: loading, saving, travelling between processes."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

import sitrep_nlp
from sitrep_nlp.figures import Figure

TEXT = "In May 2020, HIAS assisted some 300 refugees and migrants in Tacna with food kits."


def test_load_gives_entities_and_figures(nlp):
    doc = nlp(TEXT)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("May 2020", "DATE"),
        ("HIAS", "ORG"),
        ("300", "QUANTITY"),
        ("refugees and migrants", "BENEFICIARY"),
        ("Tacna", "LOC"),
    ]
    (figure,) = doc._.figures
    assert isinstance(figure, Figure)
    assert (figure.value, figure.modifier, figure.counted.text, figure.sector) == (
        300.0,
        "about",
        "refugees and migrants",
        "Food Security",
    )


def test_a_saved_pipeline_loads_with_nothing_imported_by_hand(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    code = f"import spacy; doc = spacy.load({str(tmp_path / 'saved')!r})({TEXT!r}); print(len(doc.ents), doc._.figures[0].value)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["5", "300.0"]


def test_load_takes_a_saved_pipeline(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")
    assert len(sitrep_nlp.load(tmp_path / "saved")(TEXT).ents) == 5
    with pytest.raises(OSError, match="nowhere"):
        sitrep_nlp.load(tmp_path / "nowhere")


def test_docs_survive_serialisation_and_processes(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.figures == doc._.figures
    docs = list(nlp.pipe([TEXT] * 4, n_process=2))
    assert [doc._.figures[0].value for doc in docs] == [300.0] * 4


def test_offsets_point_into_the_text_as_it_is(nlp):
    text = "\ufeffArica\r\n\r\nHIAS  helped\t**1,250** migrants¹ and  30 families3.\r\n"
    doc = nlp(text)
    for ent in doc.ents:
        assert text[ent.start_char : ent.end_char] == ent.text
    for figure in doc._.figures:
        assert text[figure.quantity.start : figure.quantity.end] == figure.quantity.text
    assert [figure.value for figure in doc._.figures] == [1250.0, 30.0]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "|", "||||", "\t\t\t", "a" * 5000, "(" * 300, "1 " * 500, "¿", "**", "• ", "🙂 300 🙂 personas"],
)
def test_odd_texts_do_no_harm(nlp, text):
    doc = nlp(text)
    assert doc.text == text
