"""What is trained in turn, told by configs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT
from thinc.api import Config

from sitrep_nlp.training import phases


@pytest.fixture
def made() -> Config:
    return Config().from_str(
        """
        [paths]
        vectors = null

        [nlp]
        lang = "en"
        pipeline = ["zones","ner","arguments","facts"]

        [components]

        [components.zones]
        factory = "zones"

        [components.ner]
        factory = "ner"

        [components.arguments]
        factory = "arguments"

        [components.facts]
        factory = "facts"

        [corpora]

        [corpora.train]
        path = "all"

        [training]
        frozen_components = ["zones","facts"]
        max_steps = 9

        [relations]

        [relations.corpora]

        [relations.corpora.train]
        path = "annotated"

        [relations.training]
        frozen_components = ["zones","ner","facts"]
        max_steps = 4
        """
    )


def test_the_first_phase_knows_nothing_of_the_second(made):
    before = made.to_str()
    config = phases.first(made)
    assert config["nlp"]["pipeline"] == ["zones", "ner", "facts"]
    assert list(config["components"]) == ["zones", "ner", "facts"]
    assert "relations" not in config
    assert config["training"]["max_steps"] == 9
    assert made.to_str() == before


def test_the_second_phase_takes_all_else_from_the_first(made):
    before = made.to_str()
    config = phases.second(made, Path("best"))
    assert config["components"] == {
        "zones": {"source": "best"},
        "ner": {"source": "best"},
        "arguments": {"factory": "arguments"},
        "facts": {"source": "best"},
    }
    assert config["training"] == {"frozen_components": ["zones", "ner", "facts"], "max_steps": 4}
    assert config["corpora"] == {"train": {"path": "annotated"}}
    assert config["paths"]["vectors"] == "best"
    assert "relations" not in config
    assert made.to_str() == before


def test_a_config_without_a_second_phase_has_one(made):
    made.pop("relations")
    assert phases.first(made) == made
    assert phases.second(made, Path("best")) is None


def test_what_is_delivered_can_be_trained_again(made):
    delivered = phases.second(made, Path("best"))
    config = phases.whole(delivered, made)
    for section in ("training", "corpora", "relations"):
        assert config[section] == made[section]
    assert phases.first(config)["nlp"]["pipeline"] == ["zones", "ner", "facts"]


def test_the_second_phase_of_the_pipeline_that_ships_trains_the_arguments():
    made = Config().from_disk(ROOT / "training" / "configs" / "en_sitrep_sm.cfg", interpolate=False)
    assert phases.trained_second(made) == ["sitrep_arguments"]
    assert "sitrep_arguments" not in phases.first(made)["components"]
    assert phases.second(made, Path("best"))["components"]["ner"] == {"source": "best"}
