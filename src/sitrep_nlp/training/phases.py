"""What is trained in turn: first the recogniser, then the relation layer, which sees the recogniser's entities.

A config tells the second phase in a section `relations` of its own, with the `training` and the `corpora` of that phase. A config without
one has a single phase.
"""

from __future__ import annotations

from pathlib import Path

from thinc.api import Config

SECTION = "relations"


def first(made: Config) -> Config:
    """The config of the first phase: without what the second trains."""
    config = made.copy()
    if SECTION in config:
        config.pop(SECTION)
        for name in trained_second(made):
            config["nlp"]["pipeline"].remove(name)
            del config["components"][name]
    return config


def second(made: Config, best: Path) -> Config | None:
    """The config of the second phase, in which all else comes from what the first has left in `best`; None where there is none."""
    if SECTION not in made or not trained_second(made):
        return None
    config = made.copy()
    config |= config.pop(SECTION)
    if "vectors" in config["paths"]:
        config["paths"]["vectors"] = str(best)
    later = trained_second(made)
    for name in config["nlp"]["pipeline"]:
        if name not in later:
            config["components"][name] = {"source": str(best)}
    return config


def without_second(made: Config, source: Path) -> Config:
    """A config with one phase, in which what the second would train comes as it is from the pipeline `source`: for reports without figures."""
    config = made.copy()
    if SECTION in config:
        for name in trained_second(made):
            config["components"][name] = {"source": str(source)}
            config["training"]["frozen_components"].append(name)
        config.pop(SECTION)
    return config


def trained_second(made: Config) -> list[str]:
    """The components that the second phase trains."""
    frozen = made[SECTION]["training"]["frozen_components"]
    return [name for name in made["nlp"]["pipeline"] if name not in frozen]


def whole(delivered: Config, made: Config) -> Config:
    """The config of a delivered pipeline with all phases in it, so that it can be trained again."""
    config = delivered.copy()
    for section in ("training", "corpora", SECTION):
        if section in made:
            config[section] = made[section]
    return config
