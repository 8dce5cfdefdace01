"""Pipelines that fail on demand."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

import sitrep_nlp

PLUGIN = Path(__file__).parent / "plugin"


@pytest.fixture
def faulty(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Makes a pipeline of the rules and the component of `plugin/faulty.py`; gives its folder.

    A worker process finds the component by its entry point, as it would that of any package.
    """
    monkeypatch.setenv("PYTHONPATH", str(PLUGIN))
    monkeypatch.syspath_prepend(str(PLUGIN))
    import_module("faulty")

    def make(seconds: float = 0.0) -> str:
        nlp = sitrep_nlp.load("rules")
        nlp.add_pipe("faulty", first=True, config={"seconds": seconds})
        folder = tmp_path_factory.mktemp("faulty") / "pipeline"
        nlp.to_disk(folder)
        return str(folder)

    return make
