"""`sitrep corpus import`, `export` and `suggest`."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import DocBin
from typer.testing import CliRunner

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.cli import app
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.suggest import suggest
from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.runner import AnnotatedBulletin


def run(*arguments: object):
    return CliRunner().invoke(app, ["corpus", *map(str, arguments)])


def test_export_and_import(tmp_path, report):
    (tmp_path / "gold.jsonl").write_text(json.dumps(report.to_json()) + "\n", encoding="utf-8")
    exported = run("export", tmp_path / "gold.jsonl", "--to", "doccano", "--out", tmp_path / "all.jsonl")
    assert (exported.exit_code, exported.stderr) == (0, f"1 reports in {tmp_path / 'all.jsonl'}, 0 problems\n")
    out = tmp_path / "train" / "back.jsonl"
    assert run("import", tmp_path / "all.jsonl", "--from", "doccano", "--out", out).exit_code == 0
    assert read_gold([out]) == {"test": report}


def test_labels_that_are_kept_go_into_a_docbin_for_spacy(tmp_path):
    row = {"id": 1, "text": "HIAS trained nurses.", "label": [[0, 4, "ORG"], [13, 19, "Job"]]}
    (tmp_path / "all.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "keep.csv").write_text("what,theirs,ours\nlabel,Job,keep\n", encoding="utf-8")
    call = ["import", tmp_path / "all.jsonl", "--from", "doccano", "--mapping", tmp_path / "keep.csv"]
    assert run(*call, "--out", tmp_path / "train.spacy").exit_code == 0
    (doc,) = DocBin().from_disk(tmp_path / "train.spacy").get_docs(spacy.blank("en").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("HIAS", "ORG"), ("nurses", "Job")]


def test_problems_are_printed_and_the_rest_is_delivered(tmp_path):
    rows = [{"id": 1, "text": "HIAS left.", "label": [[0, 4, "ORG"], [5, 9, "Verb"]]}, {"id": 2}]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("import", path, "--from", "doccano", "--out", tmp_path / "out.jsonl")
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        f"sitrep: {path}:1: all-1, offset 5: the label 'Verb' of 'left' is none of ours: map it",
        f"sitrep: {path}:2: not an object with a text",
        f"1 reports in {tmp_path / 'out.jsonl'}, 2 problems",
    ]
    assert [entity.text for entity in read_gold([tmp_path / "out.jsonl"])["all-1"].entities] == ["HIAS"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "IN", "--from", "excel", "--out", "out.jsonl"],
        ["import", "IN", "--from", "doccano", "--out", "out.txt"],
        ["import", "IN", "--from", "records", "--out", "out.jsonl"],
        ["import", "IN", "--from", "label-studio", "--out", "out.jsonl"],
        ["export", "IN", "--to", "records", "--out", "out.jsonl"],
    ],
)
def test_wrong_calls(arguments, tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    assert run(*(path if word == "IN" else word for word in arguments)).exit_code == 2


def result(name: str, text: str, *confidences: float) -> AnnotatedBulletin:
    figures = [Figure(Span(0, 1, text[:1]), 1.0, confidence=confidence) for confidence in confidences]
    return AnnotatedBulletin(Bulletin(name, text), None, figures=figures)


def test_the_least_certain_comes_first_and_then_what_is_unlike_it():
    results = [
        result("sure", "vaccines arrived everywhere", 0.9, 1.0),
        result("doubtful", "floods destroyed bridges yesterday", 0.3),
        result("its twin", "floods destroyed bridges yesterday", 0.4),
        result("another", "teachers received tablets", 0.5),
    ]
    order = suggest(results)
    assert [each.report.id for each in order] == ["doubtful", "another", "sure", "its twin"]
    assert [each.certainty for each in order[:3]] == [0.3, 0.5, 0.95]
    assert [each.report.id for each in suggest(results, limit=1)] == ["doubtful"]


def test_where_nothing_was_found_nothing_is_certain():
    order = suggest([result("found", "floods destroyed bridges", 0.2), result("nothing", "teachers received tablets")])
    assert [each.report.id for each in order] == ["nothing", "found"]


def test_suggestions_are_predictions_to_correct(tmp_path):
    (tmp_path / "a.txt").write_text("In May 2020, HIAS assisted 300 nurses in Tacna.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("It rained.\n", encoding="utf-8")
    call = ["suggest", "rules", tmp_path / "a.txt", tmp_path / "b.txt", "--to", "label-studio"]
    done = run(*call, "--out", tmp_path / "tasks.json")
    assert (done.exit_code, done.stderr) == (0, f"2 suggestions in {tmp_path / 'tasks.json'}\n")
    first, second = json.loads((tmp_path / "tasks.json").read_text(encoding="utf-8"))
    assert (first["data"]["id"], first["predictions"][0]["score"]) == ("b", 0.0)
    assert "annotations" not in second
    # What the annotator submits is what comes back: here, the prediction as it was.
    submitted = [task | {"annotations": task.pop("predictions")} for task in (first, second)]
    (tmp_path / "done.json").write_text(json.dumps(submitted), encoding="utf-8")
    assert (
        run("import", tmp_path / "done.json", "--from", "label-studio", "--out", tmp_path / "new.jsonl").exit_code == 0
    )
    assert [figure.counted.text for figure in read_gold([tmp_path / "new.jsonl"])["a"].figures] == ["nurses"]
