"""Going on from a pipeline without forgetting: what is mixed in, what is filled in, what the table says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spacy
from tests.conftest import ROOT, gold
from thinc.api import Config

from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.installed import path_of
from sitrep_nlp.pipeline import rules
from sitrep_nlp.training import train, trainer
from sitrep_nlp.training.base import corpus_of, filled, marked_labels
from sitrep_nlp.training.reader import create_reader

FEW = {f"{phase}training.{name}": 1 for phase in ("", "relations.") for name in ("max_steps", "eval_frequency")}
QUANTITIES = "---\nid: {id}\n---\nThe HIAS team gave soup to {{Q1:{number}}} of the {noun}.\n@ Q1 people Food\n"


@pytest.fixture
def quantities(tmp_path: Path) -> Path:
    """Somebody's corpus in which only quantities are marked."""
    folder = tmp_path / "quantities"
    for part, rows in (("train", (("a", 12, "tailors"), ("b", 140, "bakers"))), ("dev", (("c", 35, "drivers"),))):
        (folder / part).mkdir(parents=True)
        for name, number, noun in rows:
            text = QUANTITIES.format(id=name, number=number, noun=noun)
            (folder / part / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_each_epoch_sees_as_many_old_words_as_new_ones(tmp_path):
    compile_reports([gold("{O:HIAS} left for {L:Puno} early on.")], tmp_path / "new.spacy")
    old = [gold(f"Then {{O:RET}} saw {number} cooks.") for number in range(30)]
    compile_reports(old, tmp_path / "old.spacy")
    reader, nlp = create_reader(tmp_path / "new.spacy", None, None, tmp_path / "old.spacy"), rules()
    drawn = set()
    for _ in range(10):
        epoch = [example.text for example in reader(nlp)]
        replayed = [text for text in epoch if text.startswith("Then")]
        assert (len(epoch), len(replayed)) == (3, 2)
        drawn |= set(replayed)
    assert len(drawn) > 5


def test_labels_that_nobody_marked_are_as_the_base_finds_them(nlp):
    report = gold("In {B:Lima} HIAS assisted {Q:300} of the refugees in Tacna.")
    found = filled({"test": report}, nlp, marked_labels({"test": report}))["test"]
    assert [(entity.text, entity.label) for entity in found.entities] == [
        ("Lima", "BENEFICIARY"),  # marked, however wrongly
        ("HIAS", "ORG"),
        ("300", "QUANTITY"),
        ("Tacna", "LOC"),
    ]


def test_where_the_reports_of_a_pipeline_are(tmp_path):
    assert corpus_of("en_sitrep_sm") == ROOT / "corpus"
    assert corpus_of(tmp_path) is None
    (tmp_path / "corpus" / "train").mkdir(parents=True)
    assert corpus_of(tmp_path) == tmp_path / "corpus"


def test_old_and_new_are_measured_on_both(quantities, corpus, tmp_path):
    trained = train(quantities, tmp_path / "model", base="en_sitrep_sm", mix=corpus, settings=FEW)
    assert list(trained.after) == list(trained.before) == ["dev", "mixed dev"]
    assert trained.mixed == corpus
    assert set(trained.after["dev"].scores.strict) == {"QUANTITY"}
    assert set(trained.after["mixed dev"].scores.strict) == {"ORG", "LOC", "QUANTITY", "BENEFICIARY"}
    config = Config().from_disk(tmp_path / "model" / "config.cfg", interpolate=False)
    assert config["training"]["optimizer"]["learn_rate"]["initial_rate"] == 3e-4
    assert config["paths"]["known"] is None
    assert str(tmp_path) not in config.to_str()


def test_few_reports_are_not_learnt_by_heart(quantities, tmp_path, monkeypatch):
    seen = []

    def stopped(nlp, *_, **__):
        seen.append(nlp.config["training"])
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer, "run", stopped)
    assert not train(quantities, tmp_path / "model", base="en_sitrep_sm", mix=quantities).complete
    (training,) = seen
    assert training["max_steps"] == training["optimizer"]["learn_rate"]["total_steps"] == 200
    # The pipeline's own config keeps the schedule for more reports.
    config = Config().from_disk(tmp_path / "model" / "config.cfg", interpolate=False)
    assert config["relations"]["training"]["max_steps"] == 2500


def test_a_base_without_its_reports_is_told(quantities, tmp_path):
    shutil.copytree(path_of("en_sitrep_sm"), tmp_path / "alone")
    told: list[str] = []
    train(quantities, tmp_path / "second", base=tmp_path / "alone", settings=FEW, on_warning=told.append)
    assert [message for message in told if "were not found" in message] == [
        f"the reports that {tmp_path / 'alone'} was made from were not found; without them (mix) it may forget what it knew"
    ]
    assert spacy.load(tmp_path / "second")("HIAS gave soup to 300 cooks.").ents


def test_nothing_is_mixed_in_without_a_base_or_another_reader(quantities, tmp_path):
    with pytest.raises(ValueError, match="no base to go on from is named"):
        train(quantities, tmp_path / "model", mix=quantities, settings=FEW)
    plain = {"corpora.train": {"@readers": "spacy.Corpus.v1", "path": "${paths.train}"}}
    with pytest.raises(ValueError, match=r"only where the config reads corpora\.train by sitrep_nlp\.Reports\.v1"):
        train(quantities, tmp_path / "model", base="en_sitrep_sm", mix=quantities, settings=FEW | plain)
    assert not list(tmp_path.glob("model*"))


def test_what_the_rules_settle_is_not_learnt_in_vain(quantities, tmp_path):
    def recogniser(model: Path) -> bytes:
        return (model / "ner" / "model").read_bytes()

    train(quantities, tmp_path / "numbers", base="en_sitrep_sm", mix=quantities, settings=FEW)
    assert recogniser(tmp_path / "numbers") == recogniser(path_of("en_sitrep_sm"))
    left_to_it = {"components.sitrep_merge.rules_first": ["DATE", "DECREE"]}
    trained = train(quantities, tmp_path / "names", base="en_sitrep_sm", mix=quantities, settings=FEW | left_to_it)
    assert trained.complete
    assert spacy.load(tmp_path / "names").get_pipe("sitrep_merge").rules_first == {"DATE", "DECREE"}
