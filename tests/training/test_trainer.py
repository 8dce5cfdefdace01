"""Training for a handful of steps: what is delivered, what is refused, what an interruption leaves."""

from __future__ import annotations

import json
import shutil

import pytest
import spacy
from spacy.attrs import LOWER
from typer.testing import CliRunner

import sitrep_nlp
from sitrep_nlp.cli import app
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.errors import InputError
from sitrep_nlp.installed import path_of
from sitrep_nlp.training import train

FEW = {
    f"{phase}training.{name}": steps
    for phase in ("", "relations.")
    for name, steps in (("max_steps", 2), ("eval_frequency", 1))
}


def test_from_scratch(corpus, tmp_path):
    trained = train(corpus, tmp_path / "model", settings=FEW)
    assert trained.complete
    assert list(trained.after) == ["dev"]
    assert trained.before["dev"].scores.strict["QUANTITY"].f1 == 1.0
    doc = spacy.load(tmp_path / "model")("In Puno, HIAS fed 300 cooks.")
    assert [span.text for span in doc.spans["hints"]] == ["Puno", "HIAS", "300", "cooks"]
    assert [figure.value for figure in doc._.figures] == [300.0]
    assert str(tmp_path) not in (tmp_path / "model" / "config.cfg").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "model"]


def test_words_are_looked_up_as_the_vectors_tell_also_with_a_config_that_does_not(corpus, tmp_path):
    config = spacy.util.load_config(path_of() / "config.cfg")
    del config["nlp"]["vectors"]
    config.to_disk(tmp_path / "own.cfg")
    base = tmp_path / "base"
    shutil.copytree(path_of(), base)
    config["nlp"]["vectors"] = {"@vectors": "sitrep_nlp.LowerVectors.v1"}
    config.to_disk(base / "config.cfg")
    (base / "vocab" / "vectors.cfg").write_text(json.dumps({"mode": "default", "attr": LOWER}), encoding="utf-8")
    train(corpus, tmp_path / "model", base=base, mix=corpus, config=tmp_path / "own.cfg", settings=FEW)
    assert spacy.load(tmp_path / "model").vocab.vectors.attr == LOWER


def test_reports_without_figures_teach_the_recogniser_alone(corpus, tmp_path):
    for part in ("train", "dev"):
        rows = [report.to_json() | {"figures": []} for report in read_gold([corpus / part]).values()]
        for path in (corpus / part).iterdir():
            path.unlink()
        (corpus / part / "entities.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert train(corpus, tmp_path / "model", settings=FEW).complete
    trained, shipped = spacy.load(tmp_path / "model"), sitrep_nlp.load()
    assert trained.pipe_names == shipped.pipe_names
    networks = [nlp.get_pipe("sitrep_arguments").model.to_bytes() for nlp in (trained, shipped)]
    assert networks[0] == networks[1]
    assert "relations" in trained.config


def test_stopped_in_the_second_phase_the_best_until_then_is_delivered(corpus, tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("sitrep_nlp.training.trainer.calibrate", stopped)
    trained = train(corpus, tmp_path / "model", settings=FEW)
    assert not trained.complete
    assert "sitrep_arguments" in spacy.load(tmp_path / "model").pipe_names


def test_two_runs_give_the_same_model(corpus, tmp_path):
    for name in ("a", "b"):
        train(corpus, tmp_path / name, settings=FEW)
    models = [(tmp_path / name / "ner" / "model").read_bytes() for name in ("a", "b")]
    assert models[0] == models[1]


def test_going_on_from_a_pipeline_keeps_what_it_knew(nlp, corpus, tmp_path):
    text = "In May 2023 the Fundación Quillay Verde gave food kits to 120 laid-off shrimp packers in Puerto Quemado."
    train(corpus, tmp_path / "model", base="en_sitrep_sm", mix=corpus, settings=FEW)
    known = [(ent.text, ent.label_) for ent in nlp(text).ents]
    assert [(ent.text, ent.label_) for ent in spacy.load(tmp_path / "model")(text).ents] == known


def test_nothing_is_overwritten_without_being_told_to(corpus, tmp_path):
    train(corpus, tmp_path / "model", settings=FEW)
    with pytest.raises(FileExistsError, match="model exists"):
        train(corpus, tmp_path / "model", settings=FEW)
    assert train(corpus, tmp_path / "model", settings=FEW, overwrite=True).complete
    with pytest.raises(FileExistsError, match="is no pipeline"):
        train(corpus, corpus, settings=FEW, overwrite=True)


def test_what_a_killed_run_left_is_not_overwritten_either(corpus, tmp_path):
    (tmp_path / "model.training" / "model-best").mkdir(parents=True)
    with pytest.raises(FileExistsError, match=r"model\.training exists"):
        train(corpus, tmp_path / "model", settings=FEW)


@spacy.registry.loggers("test.Interrupted.v1")
def _interrupted():
    def set_up(nlp, stdout, stderr):
        evaluations = []

        def step(info):
            if info is not None:
                evaluations.append(info)
            elif len(evaluations) == 2:
                raise KeyboardInterrupt

        return step, lambda: None

    return set_up


@pytest.mark.filterwarnings("ignore")
def test_a_stopped_training_leaves_the_best_model(corpus, tmp_path):
    settings = {
        "training.max_steps": 50,
        "training.eval_frequency": 2,
        "training.logger": {"@loggers": "test.Interrupted.v1"},
    }
    trained = train(corpus, tmp_path / "model", settings=settings)
    assert not trained.complete
    assert spacy.load(tmp_path / "model")("300 cooks")._.figures[0].value == 300.0
    assert not (tmp_path / "model.training").exists()


def test_faults_of_a_corpus_are_all_told_and_nothing_is_trained(corpus, tmp_path):
    path = corpus / "train" / "one.txt"
    path.write_text("---\nid: one\n---\nIn {Z:Lima} and {L:Ica.\n", encoding="utf-8")
    told: list[InputError] = []
    with pytest.raises(InputError, match="2 faults"):
        train(corpus, tmp_path / "model", on_error=told.append)
    assert {str(fault).split(": ", 1)[0] for fault in told} == {f"{path}:4"}
    assert not (tmp_path / "model").exists()


def test_the_command(corpus, tmp_path):
    call = ["train", "--corpus", str(corpus), "--out", str(tmp_path / "model")]
    for name in FEW:
        call += ["--set", f"{name}=1"]
    run = CliRunner().invoke(app, call)
    assert run.exit_code == 0, run.stderr
    assert f"{corpus}, dev: 1 documents, 4 entities, 1 figures" in run.stdout
    assert "A rules" in run.stdout
    again = CliRunner().invoke(app, call)
    assert again.exit_code == 2
    assert "model exists: it is replaced only when overwriting is asked for" in again.stderr
    assert CliRunner().invoke(app, [*call, "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(app, [*call, "--set", "max_steps"]).exit_code == 2


def test_the_command_names_the_faults_of_a_corpus(corpus, tmp_path):
    path = corpus / "dev" / "three.txt"
    path.write_text("---\nid: three\n---\n{B:women in {L:Lima}}\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["train", "--corpus", str(corpus), "--out", str(tmp_path / "model")])
    assert run.exit_code == 2
    assert f"{path}:4: L lies inside B: entities do not overlap" in run.stderr
