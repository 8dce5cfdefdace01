"""One bad bulletin among good ones: it fails, with its reason, and takes no other with it."""

from __future__ import annotations

import sys
import time

import pytest
from tests.batch.helpers import bulletins

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.local import run_local
from sitrep_nlp.batch.process import WorkerError
from sitrep_nlp.batch.run import Run


def outcomes(folder, work, job):
    run = Run([folder], str(work), job)
    for _ in run.go(run_local):
        pass
    return {
        (outcome.result.bulletin.id if outcome.result else outcome.failure.source.rsplit("/")[-1]): (
            outcome.failure.reason if outcome.failure else [figure.value for figure in outcome.result.figures]
        )
        for outcome in run.outcomes()
    }


def test_hanging_dying_eating_and_failing_bulletins(faulty, tmp_path):
    model = faulty()
    began = time.monotonic()
    outcomes(bulletins(tmp_path / "good", {"a": "HIAS trained 12 women."}), tmp_path / "run", Job(model=model))
    # Loading the pipeline takes far longer than a good bulletin does, however busy the machine is.
    timeout = time.monotonic() - began
    folder = bulletins(
        tmp_path / "in",
        {
            "a": "HIAS trained 12 women.",
            "b": "HANGS over 13 women.",
            "c": "DIES with 14 women.",
            "d": "RAISES with 15 women.",
            "e": "PRINTS and trained 16 women.",
            "f": "   ",
        },
    )
    (folder / "g.jsonl").write_text(
        '{"id": "g", "text": "HIAS trained 17 women.", "source": "\\ud800"}\n', encoding="utf-8"
    )
    found = outcomes(folder, tmp_path / "run", Job(model=model, timeout=timeout))
    # What no form of output could hold.
    assert "surrogates not allowed" in found.pop("g.jsonl")
    assert found == {
        "a": [12.0],
        "b.txt": f"took longer than {timeout:g} s",
        "c.txt": "the worker process ended on it 4 times (signal SIGKILL)",
        "d": "could not be annotated: RuntimeError: as it was told to",
        "e": [16.0],
        "f.txt": "the file is empty",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can refuse a process more memory")
def test_a_bulletin_that_eats_memory(faulty, tmp_path):
    folder = bulletins(tmp_path / "in", {"a": "EATS 12 meals.", "b": "HIAS trained 13 women."})
    assert outcomes(folder, tmp_path / "run", Job(model=faulty(), memory=600)) == {
        "a.txt": "needs more than 600 MB of memory",
        "b": [13.0],
    }


def test_a_pipeline_that_cannot_be_loaded_stops_the_run_with_its_reason(tmp_path):
    model = tmp_path / "broken"
    model.mkdir()
    for name in ("config.cfg", "meta.json"):
        (model / name).write_text("{}", encoding="utf-8")
    folder = bulletins(tmp_path / "in", {"a": "HIAS trained 12 women."})
    run = Run([folder], str(tmp_path / "run"), Job(model=str(model)))
    with pytest.raises(WorkerError, match="Error"):
        list(run.go(run_local))
